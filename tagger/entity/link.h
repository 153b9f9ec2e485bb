/* SPDX-License-Identifier: MIT
 *
 * link.h — labelled spans to mentions of entities: who is meant, inside one document.
 */
#pragma once

#include "match/regex.h"
#include "resolve/resolve.h"

/** The mentions and entities of one document, in the public form; in the document's arena. */
typedef struct tg_linked {
    uint32_t n_mentions;
    tagger_mention *mention; /* [n_mentions] in text order */
    uint32_t *first;         /* [n_mentions] first token */
    uint32_t *end;           /* [n_mentions] token behind the last */
    uint32_t n_entities;
    tagger_entity *entity; /* [n_entities] in the order of their first mention */
} tg_linked;

/** Which mentions are wanted. */
typedef struct tg_wanted {
    uint32_t types;  /* bit 1 << tagger_type */
    float min_score; /* probability, 0..1 */
    bool all_zones;  /* also furniture and teasers */
} tg_wanted;

/** Turn what the resolver chose into mentions, and mentions into entities. Labels that are not
 *  reported (TG_OTHER) fall away. Fails only with NOMEM. */
tagger_status tg_link(tg_linked *out, tg_arena *arena, const tg_resolved *resolved,
                      const tg_patterns *patterns, const tg_wanted *wanted, tagger_error *err);
