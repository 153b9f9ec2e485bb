/* SPDX-License-Identifier: MIT
 *
 * look.h — how a token looks: its shape and its ends, hashed once for all features that use them.
 */
#pragma once

#include "match/candidate.h"
#include "match/view.h"

typedef struct tg_look {
    uint64_t shape;
    uint64_t prefix; /* of its first three characters; 0: it has fewer */
    uint64_t suffix;
} tg_look;

/** The looks of all tokens of candidates (sealed) and of their neighbours, [tokens]; what stands
 *  for other tokens is undefined. NULL when memory ran out. */
const tg_look *tg_looks_find(tg_arena *arena, const tg_view *view, const tg_candidates *candidates);

enum { TG_MAX_SHAPE = 16 /* bytes */ };

/** Write the shape of a token: c capital, x lower, d digit; a run is written once, of capitals
 *  twice (cx, cc, cx-cx, d). Values of features are folded, so case cannot tell them apart. */
size_t tg_look_shape(char *out, const tg_view *view, uint32_t token);

/** The first (or last) three characters of a token; nothing for a shorter one. */
tg_str tg_look_affix(const tg_view *view, uint32_t token, bool suffix);

/** Whether a shape says more of the token than the word itself: a capital or a digit. */
bool tg_look_has_shape(const tg_view *view, uint32_t token);
