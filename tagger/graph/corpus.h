/* SPDX-License-Identifier: MIT
 *
 * corpus.h — the documents and entities of a database as arrays; inside graph/ only.
 *
 * Linking reads everything a few times over. What it needs of documents and
 * entities fits in memory (about 170 and 40 bytes each); mentions and pairs do
 * not, and are streamed past these arrays.
 */
#pragma once

#include "graph/sql.h"
#include "graph/story.h"

/** Documents in order of date and uri, which no order of input can change. */
typedef struct tg_corpus_document {
    int64_t id;
    uint32_t date;  /* yyyymmdd, 0 = none */
    uint32_t story; /* index of the first document that tells it */
    bool shared;    /* another document tells the same story */
} tg_corpus_document;

typedef struct tg_corpus_entity {
    uint32_t stands_for; /* the entity it was merged into, itself else; 0 = no such row */
    bool country;
    bool ignored;
    uint32_t last_document; /* index + 1; while counting */
    uint32_t documents;
    uint32_t stories;
    uint32_t mentions;
    uint32_t first_date; /* yyyymmdd, 0 = none */
    uint32_t last_date;
} tg_corpus_entity;

typedef struct tg_corpus {
    tg_store *store;
    tg_corpus_document *documents; /* [n_documents] */
    uint32_t n_documents;
    uint32_t n_stories;
    uint32_t *document_of; /* [n_document_ids] row id -> index */
    uint32_t n_document_ids;
    tg_corpus_entity *entities; /* [n_entities] by row id */
    uint32_t n_entities;
} tg_corpus;

/** Find the stories and write documents.story_id; load documents and entities; count entities
 *  and write their counts. The caller holds a transaction; tg_corpus_dispose() also on failure. */
TAGGER_MUST_CHECK tagger_status tg_corpus_load(tg_corpus *out, tg_store *store, tagger_error *err);
void tg_corpus_dispose(tg_corpus *corpus);

/** "2021-07-31" for 20210731 into buf; NULL for 0. */
tg_value tg_corpus_date(char buf[10], uint32_t date);
