/* SPDX-License-Identifier: MIT
 *
 * engine.h — what is loaded once and shared.
 */
#pragma once

#include "base/file.h"
#include "doc/cues.h"
#include "lex/lexicon.h"
#include "match/gazetteer.h"
#include "match/lists.h"
#include "match/regex.h"
#include "relate/relation_rules.h"
#include "resolve/weights.h"
#include "text/words.h"
#include "topic/model.h"

struct tagger_engine {
    tagger_options options; /* its pointers are not kept */
    tg_lists lists;
    tg_lexicon *lex[TG_MAX_LISTS];
    void *images[TG_MAX_LISTS]; /* compiled from the user's folders; owned */
    tg_file image;              /* options.image, mapped */
    tg_zone_cues *cues;
    tg_patterns *patterns;
    tg_relation_rules *relation_rules;
    tg_weights *weights;
    tg_topic_model *topics;
    char hash[64];
};

struct tagger_worker {
    const tagger_engine *engine;
    tg_pattern_scratch *scratch;
    tg_words *words;
};
