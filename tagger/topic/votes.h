/* SPDX-License-Identifier: MIT
 *
 * votes.h — what named people and organizations say about the topic.
 */
#pragma once

#include "match/lists.h"
#include "topic/taxonomy.h"

/** What one name, or all names of one subtype, say. */
typedef struct tg_vote {
    tg_concept concept; /* TG_NO_CONCEPT = nothing */
    uint8_t weight;     /* 1 to 3 */
} tg_vote;

/** Immutable after tg_votes_new(); shared by threads. */
typedef struct tg_votes tg_votes;

#define TG_VOTES_FILE "topics/entity-votes.tsv"

/**
 * Read the table of each list that has one, with the columns kind, subtype, name, topic and weight: a
 * row speaks of all names of a subtype, where that of a later list holds instead, or, with a name, of
 * what the lists have under it. Names that are in no list are passed over.
 *
 * @param lists must outlive the votes.
 * @return E_DATA with file, line and reason; E_NOMEM.
 */
tagger_status tg_votes_new(tg_votes **out, const tg_lists *lists, const tg_taxonomy *taxonomy,
                           tagger_error *err);
void tg_votes_free(tg_votes *votes);

enum { TG_MAX_VOTES = 4 };

/** The votes of a row of a name table: that of its subtype, then its own. @return how many. */
uint32_t tg_votes_of(tg_vote out[TG_MAX_VOTES], const tg_votes *votes, uint32_t list,
                     const tg_entry *e);
