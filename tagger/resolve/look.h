/* SPDX-License-Identifier: MIT
 *
 * look.h — how a token looks: its word, shape and ends, looked up once for all features of them.
 */
#pragma once

#include "match/candidate.h"
#include "match/view.h"
#include "resolve/weights.h"
#include "text/words.h"

typedef struct tg_look {
    const tg_word_look *own; /* only while the document is tagged */
    uint64_t shape;          /* hash */
    uint32_t pair;           /* place of the rows of the token and the one behind it */
    char code;               /* what it is in a name: f a first name, l a last one, … */
    char context;            /* what it is beside a name: r a role, s a verb of speech, … */
} tg_look;

/** The looks that features of candidates (sealed) ask for, [tokens]: of their own tokens and, but for the code,
 *  of those up to two beside them; the rest is undefined. NULL when memory ran out. */
const tg_look *tg_looks_find(tg_arena *arena, const tg_view *view, const tg_candidates *candidates,
                             const tg_weights *weights);

enum { TG_MAX_SHAPE = 16 /* bytes */ };

/** Write the shape of a token: c capital, x lower, d digit; a run is written once, of capitals
 *  twice (cx, cc, cx-cx, d). Values of features are folded, so case cannot tell them apart. */
size_t tg_look_shape(char *out, const tg_view *view, uint32_t token);

/** The first (or last) three characters of a token; nothing for a shorter one. */
tg_str tg_look_affix(const tg_view *view, uint32_t token, bool suffix);

/** Whether a shape says more of the token than the word itself: a capital or a digit. */
bool tg_look_has_shape(const tg_view *view, uint32_t token);
