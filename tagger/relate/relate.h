/* SPDX-License-Identifier: MIT
 *
 * relate.h — what a document says of the names in it: relations by rule.
 */
#pragma once

#include "relate/relation_rules.h"

/** The relations of one document, in the public form; in its arena. */
typedef struct tg_relations {
    uint32_t n;
    tagger_relation *at; /* [n] in text order */
} tg_relations;

/** Run the rules over the article's sentences (furniture and teasers state nothing). A role that a
 *  rule finds behind a name becomes that mention's role. Fails only with NOMEM. Time O(tokens). */
tagger_status tg_relate(tg_relations *out, tg_arena *arena, const tg_view *v, tg_linked *linked,
                        const tg_relation_rules *rules, tagger_error *err);
