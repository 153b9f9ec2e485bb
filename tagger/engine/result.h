/* SPDX-License-Identifier: MIT
 *
 * result.h — everything the stages made of one document; tagger.h shows parts of it.
 */
#pragma once

#include "base/arena.h"
#include "doc/document.h"
#include "doc/sentence.h"
#include "doc/zones.h"
#include "engine/engine.h"
#include "entity/link.h"
#include "match/view.h"
#include "relate/relate.h"
#include "resolve/resolve.h"
#include "text/token.h"
#include "topic/topic.h"

enum { TG_MAX_WARNINGS = 8, TG_MAX_STAGES = 16 };

struct tagger_result {
    tg_arena arena; /* owns all that follows */
    const tagger_engine *engine;
    tagger_worker *worker; /* only while tagging */
    tagger_meta meta;
    tg_document document;
    tg_zones zones;
    tagger_zone_block *blocks; /* [zones.n] the public form */
    uint32_t n_paragraphs;
    tagger_span *paragraph;  /* [n_paragraphs] bytes */
    uint8_t *paragraph_zone; /* [n_paragraphs] enum tagger_zone */
    tg_tokens tokens;
    tg_hits *hits; /* [lists.n] */
    tg_sentences sentences;
    tagger_sentence *sentence; /* [sentences.n] the public form */
    tg_view view;
    tg_candidates candidates;
    tg_resolved resolved;
    tg_linked linked;
    tg_relations relations;
    uint32_t n_quotes;
    tagger_quote *quote;
    tg_topics topics;
    uint32_t n_warnings;
    tagger_str warning[TG_MAX_WARNINGS];
    uint64_t stage_ns[TG_MAX_STAGES];
};
