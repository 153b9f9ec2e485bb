/* SPDX-License-Identifier: MIT
 *
 * link.h — labelled spans to mentions of entities: who is meant, inside one document.
 */
#pragma once

#include "entity/role.h"
#include "match/regex.h"
#include "resolve/resolve.h"

/** The mentions and entities of one document, in the public form; in the document's arena. */
typedef struct tg_linked {
    uint32_t n_mentions;
    tagger_mention *mention; /* [n_mentions] in text order */
    uint32_t *first;         /* [n_mentions] first token */
    uint32_t *end;           /* [n_mentions] token behind the last */
    uint32_t *role_end;      /* [n_mentions] token behind the list's role before each; 0 = none */
    uint32_t n_entities;
    tagger_entity *entity; /* [n_entities] in the order of their first mention */
    tg_roles roles;        /* all roles of the text, for relations */
} tg_linked;

/** Which mentions are wanted. */
typedef struct tg_wanted {
    uint32_t types;  /* bit 1 << tagger_type */
    float min_score; /* probability, 0..1 */
    bool all_zones;  /* also furniture and teasers */
} tg_wanted;

/** Turn what the resolver chose into mentions, and mentions into entities. Labels that are not
 *  reported (TG_OTHER) fall away, and what is not wanted; but who is meant is found out with all of
 *  them. Fails only with NOMEM. Time O(spans and tokens). */
tagger_status tg_link(tg_linked *out, tg_arena *arena, const tg_resolved *resolved,
                      const tg_patterns *patterns, const tg_wanted *wanted, tagger_error *err);

/** `text` on one line, with single plain blanks, without signs that are not to be seen, ligatures and styled
 *  letters as the letters they stand for: itself when it is so already, else a copy in the arena,
 *  empty when there is no memory. */
tg_str tg_clean(tg_arena *arena, tg_str text);

/** The first mention that ends behind a token; n_mentions = none. */
uint32_t tg_linked_behind(const tg_linked *linked, uint32_t token);
