/* SPDX-License-Identifier: MIT
 *
 * look.h — how a token looks: its word, shape and ends, looked up once for all features of them.
 */
#pragma once

#include "match/candidate.h"
#include "match/view.h"
#include "resolve/weights.h"

/** What holds for a word wherever it stands: hashes of its values, and places of their rows. */
typedef struct tg_word_look {
    uint64_t shape_hash;
    uint32_t word; /* by the token's hash */
    uint32_t shape;
    uint32_t prefix; /* of its first three characters */
    uint32_t suffix;
} tg_word_look;

typedef struct tg_look {
    tg_word_look own;
    uint32_t pair; /* of the token and the one behind it */
    char code;     /* what it is in a name: f a first name, l a last one, … */
    char context;  /* what it is beside a name: r a role, s a verb of speech, … */
} tg_look;

_Static_assert(sizeof(tg_look) == 32, "two looks are one line of the cache");

/** What a thread knows of the words of text/words.h; of fixed size, good for one table of weights. */
typedef struct tg_look_memory tg_look_memory;

tagger_status tg_look_memory_new(tg_look_memory **out, tagger_error *err);
void tg_look_memory_free(tg_look_memory *memory);

/** The looks that features of candidates (sealed) ask for, [tokens]: all of their own tokens and of the
 *  neighbours, but for the code of these; word and pair of those beside these; the rest is
 *  undefined. NULL when memory ran out. */
const tg_look *tg_looks_find(tg_arena *arena, const tg_view *view, const tg_candidates *candidates,
                             const tg_weights *weights, tg_look_memory *memory);

enum { TG_MAX_SHAPE = 16 /* bytes */ };

/** Write the shape of a token: c capital, x lower, d digit; a run is written once, of capitals
 *  twice (cx, cc, cx-cx, d). Values of features are folded, so case cannot tell them apart. */
size_t tg_look_shape(char *out, const tg_view *view, uint32_t token);

/** The first (or last) three characters of a token; nothing for a shorter one. */
tg_str tg_look_affix(const tg_view *view, uint32_t token, bool suffix);

/** Whether a shape says more of the token than the word itself: a capital or a digit. */
bool tg_look_has_shape(const tg_view *view, uint32_t token);
