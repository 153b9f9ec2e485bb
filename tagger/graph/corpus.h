/* SPDX-License-Identifier: MIT
 *
 * corpus.h — the documents and entities of a database as arrays; inside graph/ only.
 *
 * Linking reads everything a few times over. What it needs of documents and
 * entities fits in memory (about 190 and 60 bytes each); mentions and pairs do
 * not, and are streamed past these arrays.
 */
#pragma once

#include "graph/sql.h"
#include "graph/story.h"

/** Documents in order of date and uri, which no order of input can change. */
typedef struct tg_corpus_document {
    int64_t id;
    uint32_t date;      /* yyyymmdd, 0 = none */
    uint32_t story;     /* index of the first document that tells it */
    uint32_t old_story; /* the same when links were last made; TG_NO_STORY = came since */
    uint32_t named;     /* the last entity that was counted in it; while counting */
    uint32_t told;      /* the last entity that was counted in its story, if it is the first */
} tg_corpus_document;

#define TG_NO_STORY UINT32_MAX

/** The two layers of links: between countries, and all others. */
enum { TG_LAYERS = 2 };

typedef struct tg_corpus_entity {
    uint32_t stands_for; /* the entity it was merged into, itself else; 0 = no such row */
    bool country;
    bool ignored;
    bool touched; /* to be counted, or just its links changed */
    uint32_t documents;
    uint32_t stories;
    uint32_t mentions;
    uint32_t first_date; /* yyyymmdd, 0 = none */
    uint32_t last_date;
    uint32_t degree[TG_LAYERS];   /* how many links */
    uint64_t strength[TG_LAYERS]; /* closeness summed up over them */
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
    bool merged; /* some stand for others */
} tg_corpus;

/** Find the stories and write documents.story_id; load documents and entities with the counts
 *  they have. The caller holds a transaction; tg_corpus_dispose() also on failure. */
TAGGER_MUST_CHECK tagger_status tg_corpus_load(tg_corpus *out, tg_store *store, tagger_error *err);
void tg_corpus_dispose(tg_corpus *corpus);

/** Count the touched entities anew: documents, stories, mentions, dates. */
TAGGER_MUST_CHECK tagger_status tg_corpus_count(tg_corpus *corpus, tagger_error *err);

/** Write what is counted of the touched entities. */
TAGGER_MUST_CHECK tagger_status tg_corpus_write(const tg_corpus *corpus, tagger_error *err);

/** Write how many stories every month tells. */
TAGGER_MUST_CHECK tagger_status tg_corpus_write_months(const tg_corpus *corpus, tagger_error *err);

/** Put the documents of a story together. `old`: of the stories as they were, without those that
 *  came since. @return indices, *n of them, to be freed with tg_mem_free(); NULL when memory ran
 *  out. */
uint32_t *tg_corpus_by_story(const tg_corpus *corpus, bool old, uint32_t *n);

/** "2021-07-31" for 20210731 into buf; NULL for 0. */
tg_value tg_corpus_date(char buf[10], uint32_t date);

/** 20210731 for "2021-07-31", 0 for what is no date. */
uint32_t tg_corpus_date_number(tg_str date);
