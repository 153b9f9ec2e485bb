/* SPDX-License-Identifier: MIT
 *
 * points.h — bytes to code points, in any order, for one text.
 */
#pragma once

#include "base/arena.h"

typedef struct tg_points {
    tg_str text;
    const uint32_t *before; /* [n / 64 + 1] code points before byte 64 i; NULL: all ASCII */
} tg_points;

/** Count the text (well-formed UTF-8) once. @return false when memory ran out. */
bool tg_points_init(tg_points *out, tg_arena *arena, tg_str text);

/** The code points before byte `at`. */
uint32_t tg_points_at(const tg_points *points, uint32_t at);
