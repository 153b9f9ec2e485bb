/* SPDX-License-Identifier: MIT
 *
 * bars.h — stories over time as a small picture.
 */
#pragma once

#include "base/buf.h"
#include "base/vec.h"

typedef struct tg_bars_month {
    uint32_t month; /* since the year 0 */
    int64_t n;
} tg_bars_month;

typedef struct tg_bars {
    TG_VEC(tg_bars_month) months; /* in their order */
    bool oom;
} tg_bars;

/** Take a month "2021-07"; anything else is left out. Months come in their order. */
void tg_bars_add(tg_bars *bars, tg_str month, int64_t n);

/** Write the picture: a bar a month or, over a long time, a year, ten or a hundred. */
void tg_bars_svg(tg_buf *out, const tg_bars *bars);

void tg_bars_dispose(tg_bars *bars);
