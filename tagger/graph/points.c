/* SPDX-License-Identifier: MIT */
#include "graph/points.h"

#include "base/utf8.h"

enum { STRIDE = 64 };

bool tg_points_init(tg_points *out, tg_arena *arena, tg_str text)
{
    *out = (tg_points){.text = text};
    if (tg_utf8_count(text) == text.n) return true;

    uint32_t *before = TG_ARENA_NEW(arena, uint32_t, text.n / STRIDE + 1);
    if (before == NULL) return false;
    size_t n = 0;
    for (size_t i = 0; i * STRIDE <= text.n; i++) {
        before[i] = (uint32_t)n;
        size_t left = text.n - i * STRIDE;
        n += tg_utf8_count((tg_str){text.p + i * STRIDE, left < STRIDE ? left : STRIDE});
    }
    out->before = before;
    return true;
}

uint32_t tg_points_at(const tg_points *points, uint32_t at)
{
    if (points->before == NULL) return at;
    uint32_t begin = at / STRIDE * STRIDE;
    tg_str rest = {points->text.p + begin, at - begin};
    return points->before[at / STRIDE] + (uint32_t)tg_utf8_count(rest);
}
