/* SPDX-License-Identifier: MIT
 *
 * date.h — the date of an article.
 */
#pragma once

#include "doc/calendar.h"
#include "doc/zones.h"

/**
 * The publication date of an article: the date line nearest to the headline, else a short line
 * above the body that holds a date, else a date in the first 200 bytes of the body.
 *
 * @return whether one was found. Time O(text.n).
 */
bool tg_date_find(tg_date *out, tg_str text, const tg_zones *zones);
