/* SPDX-License-Identifier: MIT
 *
 * topics.h — topic models of small tables, and documents of one paragraph to ask them about.
 */
#pragma once

#include "support/lists.h"
#include "topic/topic.h"

/** A model of up to two lists. */
typedef struct test_topics {
    test_lists list[2];
    tg_lists lists;
    tg_topic_model *model;
} test_topics;

/** Tables [n] make the first list, more[n_more] (may be none) a second on top. Dispose in any case. */
tagger_status test_topics_make(test_topics *out, const test_table *tables, size_t n,
                               const test_table *more, size_t n_more, tagger_error *err);
void test_topics_dispose(test_topics *topics);

/** A text as the topic stage sees it: tokens and hits, one sentence, one zone, no names. */
typedef struct test_view {
    tg_arena arena;
    tg_tokens tokens;
    tg_hits hits[2];
    tg_sentences sentences;
    tg_resolved resolved;
    tg_view view;
} test_view;

/** Read a text; `lang` ("nl", or NULL for unknown). Dispose of it with test_view_dispose(). */
tagger_status test_view_make(test_view *out, const test_topics *topics, tg_str text,
                             const char *lang);
void test_view_dispose(test_view *view);
