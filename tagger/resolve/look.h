/* SPDX-License-Identifier: MIT
 *
 * look.h — how a token looks: its word, shape and ends, looked up once for all features of them.
 */
#pragma once

#include "match/candidate.h"
#include "match/view.h"
#include "resolve/weights.h"
#include "text/words.h"

/** Where in a name a word stands. */
typedef enum tg_position { TG_AT_FIRST, TG_AT_LAST, TG_AT_ANY, TG_N_POSITIONS } tg_position;

/** What a word itself says of a name that it stands in. */
typedef enum tg_own { TG_OWN_WORD, TG_OWN_PREFIX, TG_OWN_SUFFIX, TG_OWN_SHAPE, TG_N_OWN } tg_own;

/** enum tg_template of each; TG_N_TEMPLATES: it says nothing there. */
extern const uint8_t tg_own_template[TG_N_POSITIONS][TG_N_OWN];

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
