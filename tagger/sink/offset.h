/* SPDX-License-Identifier: MIT
 *
 * offset.h — byte offsets in the unit the caller counts in.
 */
#pragma once

#include "base/base.h"
#include "sink/sink.h"

typedef struct tg_offset_mark tg_offset_mark;

/** How far each place of a text is from its begin. */
typedef struct tg_offsets {
    tg_str text;
    tg_unit unit;
    tg_offset_mark *marks; /* [text.n / 64 + 1] one each 64th byte; NULL: bytes are units */
} tg_offsets;

/** Prepare a text, which must outlive the offsets. @return false when memory ran out. */
bool tg_offsets_init(tg_offsets *offsets, tg_str text, tg_unit unit);
void tg_offsets_dispose(tg_offsets *offsets);

/** Units before byte `at` (at most text.n). Constant time. */
uint32_t tg_offsets_at(const tg_offsets *offsets, uint32_t at);
