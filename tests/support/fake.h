/* SPDX-License-Identifier: MIT
 *
 * fake.h — a result written by hand, so that sinks are tested without an engine.
 *
 * A result is opaque to everybody but the engine; a test that links fake.c
 * gets these arrays behind the accessors of tagger.h instead.
 */
#pragma once

#include "tagger.h"

struct tagger_result {
    tagger_meta meta;
    const tagger_zone_block *zones; /* [n_zones], and so on */
    uint32_t n_zones;
    const tagger_span *tokens;
    uint32_t n_tokens;
    const tagger_sentence *sentences;
    uint32_t n_sentences;
    const tagger_mention *mentions;
    uint32_t n_mentions;
    const tagger_entity *entities;
    uint32_t n_entities;
    const tagger_relation *relations;
    uint32_t n_relations;
    const tagger_quote *quotes;
    uint32_t n_quotes;
    const tagger_topic *topics;
    uint32_t n_topics;
    const tagger_str *warnings;
    uint32_t n_warnings;
};
