/* SPDX-License-Identifier: MIT
 *
 * quote_find.h — all attributions of a document, as tokens.
 */
#pragma once

#include "entity/link.h"
#include "relate/quote_cue.h"

/** Who said what, in tokens. */
typedef struct tg_attribution {
    tg_range source; /* empty = not named */
    tg_range cue;    /* empty = a dash or a colon */
    uint32_t n_content;
} tg_attribution;

/** One piece of what was said. */
typedef struct tg_said {
    tg_range at;
    uint32_t attribution;
} tg_said;

typedef struct tg_attributions {
    uint32_t n;
    tg_attribution *at; /* [n] */
    uint32_t n_said;
    tg_said *said; /* [n_said] in text order, disjoint, none empty */
} tg_attributions;

/** Find them, in the document's arena. Fails with NOMEM. Time O(tokens). */
tagger_status tg_attributions_find(tg_attributions *out, tg_arena *arena, const tg_clauses *c,
                                   const tg_linked *linked, tagger_error *err);
