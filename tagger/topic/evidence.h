/* SPDX-License-Identifier: MIT
 *
 * evidence.h — the words of a document that speak for topics, and where they stand.
 */
#pragma once

#include "resolve/resolve.h"
#include "topic/model.h"

/** One term or name with all its places. */
typedef struct tg_evidence {
    const tg_entry *entry;
    uint32_t list;
    tg_concept concept;
    uint8_t weight;     /* 1 to 3 */
    uint32_t count;     /* places */
    float seen;         /* sum of the weights of the places: headline more, body 1 */
    float head;         /* the same over the headline and the first words alone */
    float adds;         /* to the score of its topic: weight × ln(1 + seen) */
    float adds_to_head; /* to the head of its topic: weight × ln(1 + head) */
} tg_evidence;

/** One place of a piece of evidence. */
typedef struct tg_evidence_place {
    uint32_t begin; /* token */
    uint32_t end;   /* token, exclusive */
    uint32_t of;    /* index of the evidence */
    float weight;   /* what it adds to `seen` */
    float head;     /* what it adds to `head` */
} tg_evidence_place;

/** All evidence of one document; in its arena. */
typedef struct tg_evidence_set {
    uint32_t n;
    tg_evidence *at; /* [n] in the order of their first places */
    uint32_t n_places;
    tg_evidence_place *place; /* [n_places] several on the same words when a term speaks for several
                                 topics */
} tg_evidence_set;

/** Collect the terms (the longest at each place) and the known names. Places in furniture, teasers,
 *  bylines and the like weigh nothing and are left out, as are words inside the names of people.
 *  Fails only with NOMEM. */
tagger_status tg_evidence_find(tg_evidence_set *out, tg_arena *arena, const tg_topic_model *model,
                               const tg_view *view, const tg_resolved *resolved, tagger_error *err);

/** What a place in the zone of a token weighs. 0 = topics do not look there. */
float tg_topic_zone_weight(const tg_view *view, uint32_t token);

/** The words as the list has them: the term, or the name of the person or organization. */
tg_str tg_evidence_text(const tg_topic_model *model, const tg_evidence *evidence);
