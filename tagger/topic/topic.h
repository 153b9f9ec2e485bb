/* SPDX-License-Identifier: MIT
 *
 * topic.h — what a document is about.
 */
#pragma once

#include "topic/evidence.h"

/** The topics of one document, in the public form, and what speaks for them; in its arena. */
typedef struct tg_topics {
    uint32_t n;
    tagger_topic *at; /* [n] best first, a topic before those below it */
    tg_evidence_set evidence;
    tg_topic_scores scores;
    uint32_t n_cases;
    tg_topic_case *cases; /* [n_cases] what was judged below the topics that are given */
} tg_topics;

/** Which topics are wanted. */
typedef struct tg_topics_wanted {
    tagger_topics_mode mode;
    float min_confidence; /* 0..1 */
} tg_topics_wanted;

/** Find the topics of a document (resolved->facts.view). Fails only with NOMEM. Time O(tokens). */
tagger_status tg_topics_find(tg_topics *out, tg_arena *arena, const tg_topic_model *model,
                             const tg_resolved *resolved, const tg_topics_wanted *wanted,
                             tagger_error *err);
