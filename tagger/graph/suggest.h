/* SPDX-License-Identifier: MIT
 *
 * suggest.h — words of an archive that may be worth a row in a topic list.
 */
#pragma once

#include "graph/store.h"
#include "graph/value.h"

typedef struct tg_suggest_options {
    tg_str topic;    /* code, "scheme:code" or name of one topic; absent: all */
    tg_str language; /* ISO 639-1 of the articles read; absent: all */
    uint32_t limit;  /* terms a topic */
} tg_suggest_options;

/** May a term be suggested? For leaving out those that a list has already. */
typedef bool tg_suggest_filter(void *context, tg_str term);

/**
 * Hand on the words and pairs of words that stand in a topic's articles far more often than in the
 * others, topic by topic, the surest first. Columns: topic, term, weight (1 to 3), match ("fold"),
 * z, articles (of the topic, with the term), others (with the term), kind ("word", or "name" when
 * it is mostly written with capitals), example (a title).
 *
 * Copies of a story count once. Time O(text); memory O(terms met in three articles or more).
 *
 * @param filter may be NULL; `context` is its.
 * @return E_NOMEM, or what the database says.
 */
TAGGER_MUST_CHECK tagger_status tg_suggest(tg_store *store, const tg_suggest_options *options,
                                           tg_suggest_filter *filter, void *context, tg_rows to,
                                           tagger_error *err);
