/* SPDX-License-Identifier: MIT
 *
 * model.h — what the lists say about topics, made ready once: taxonomy, terms and votes.
 */
#pragma once

#include "match/lists.h"
#include "topic/affix.h"
#include "topic/rules.h"
#include "topic/taxonomy.h"
#include "topic/votes.h"
#include "topic/weights.h"

#define TG_TAXONOMY_FILE "topics/mediatopics.tsv"

/** Immutable after tg_topic_model_new(); shared by threads. */
typedef struct tg_topic_model {
    const tg_lists *lists;
    tg_taxonomy taxonomy;
    tg_concept *of_word[TG_MAX_LISTS]; /* [words of the lexicon] the topic a class word names */
    tg_topic_weights weights;
    tg_votes *votes;
    tg_affixes *affixes;
    tg_rules *rules;
} tg_topic_model;

/**
 * Read the taxonomy of the first list, the weights of the last that has some, and the votes and rules of
 * all, and check the topics of the terms of all but the first. Without a taxonomy there are no topics.
 *
 * @param lists must outlive the model.
 * @return E_DATA with file, line and reason; E_NOMEM.
 */
tagger_status tg_topic_model_new(tg_topic_model **out, const tg_lists *lists, tagger_error *err);
void tg_topic_model_free(tg_topic_model *model);

/** Do all topic terms of list `list` have topics of the taxonomy? @return E_DATA with file, line and
 *  reason for the first that has not. */
tagger_status tg_topic_model_check(const tg_topic_model *model, uint32_t list, tagger_error *err);

/** The topic that a term of list `list` speaks for. */
static inline tg_concept tg_topic_of_term(const tg_topic_model *m, uint32_t list, const tg_entry *e)
{
    return m->of_word[list][e->word];
}
