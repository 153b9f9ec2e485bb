/* SPDX-License-Identifier: MIT */
#include "graph/corpus.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/status.h"
#include "base/vec.h"

static tagger_status no_memory(const tg_store *store, tagger_error *err)
{
    return tg_fail(err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(store));
}

static uint32_t date_number(tg_str date)
{
    if (tg_story_day(date) == TG_NO_DAY) return 0;
    uint32_t value = 0;
    for (size_t i = 0; i < 10; i++) {
        if (date.p[i] != '-') value = value * 10 + (uint32_t)(date.p[i] - '0');
    }
    return value;
}

tg_value tg_corpus_date(char buf[10], uint32_t date)
{
    if (date == 0) return tg_null();
    static const uint8_t places[] = {9, 8, 6, 5, 3, 2, 1, 0};
    buf[4] = buf[7] = '-';
    for (size_t i = 0; i < sizeof places; i++) {
        buf[places[i]] = (char)('0' + date % 10);
        date /= 10;
    }
    return tg_text((tg_str){buf, 10});
}

/** One number out of the database. */
static tagger_status scalar(int64_t *out, tg_store *store, const char *sql, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(&stmt, store, sql, err));
    tagger_status status = tg_sql_id(out, store, stmt, NULL, 0, err);
    (void)sqlite3_finalize(stmt);
    return status;
}

/* ---- documents and stories ----------------------------------------------- */

typedef TG_VEC(tg_story_document) story_documents;

static void read_signature(tg_signature *out, sqlite3_stmt *stmt, int column)
{
    out->n_words = (uint32_t)sqlite3_column_int64(stmt, column);
    out->exact = (uint64_t)sqlite3_column_int64(stmt, column + 1);
    const unsigned char *bins = sqlite3_column_blob(stmt, column + 2);
    bool whole = sqlite3_column_bytes(stmt, column + 2) == 2 * TG_STORY_BINS;
    for (uint32_t i = 0; whole && i < TG_STORY_BINS; i++)
        out->bins[i] = (uint16_t)(bins[(size_t)2 * i] | bins[(size_t)2 * i + 1] << 8);
}

static void read_document(tg_corpus *c, tg_story_document *told, sqlite3_stmt *stmt)
{
    tg_corpus_document *d = &c->documents[c->n_documents];
    tg_str date = tg_sql_text(stmt, 1);
    *d = (tg_corpus_document){.id = sqlite3_column_int64(stmt, 0), .date = date_number(date)};
    c->document_of[d->id] = c->n_documents++;
    *told = (tg_story_document){.day = tg_story_day(date)};
    read_signature(&told->signature, stmt, 2);
}

static tagger_status read_documents(tg_corpus *c, tg_story_document *told, uint32_t n,
                                    tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(&stmt, c->store,
                          "SELECT d.id, d.date, s.words, s.exact, s.bins FROM documents d "
                          "LEFT JOIN signatures s ON s.document_id = d.id "
                          "ORDER BY d.date IS NULL, d.date, d.uri, d.sha256",
                          err));
    bool row = true;
    tagger_status status = TAGGER_OK;
    while (status == TAGGER_OK) {
        status = tg_sql_step(&row, c->store, stmt, err);
        if (status != TAGGER_OK || !row || c->n_documents == n) break;
        read_document(c, &told[c->n_documents], stmt);
    }
    (void)sqlite3_finalize(stmt);
    return status;
}

static tagger_status write_stories(tg_corpus *c, const tg_story_document *told, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(&stmt, c->store,
                          "UPDATE documents SET story_id = ?2, similarity = ?3 WHERE id = ?1 AND "
                          "(story_id, similarity) IS NOT (?2, ?3)",
                          err));
    tagger_status status = TAGGER_OK;
    for (uint32_t i = 0; i < c->n_documents && status == TAGGER_OK; i++) {
        bool first = told[i].story == i;
        c->documents[i].story = told[i].story;
        c->n_stories += first;
        if (!first) c->documents[i].shared = c->documents[told[i].story].shared = true;
        status = tg_sql_run(c->store, stmt,
                            TG_VALUES(tg_int(c->documents[i].id),
                                      first ? tg_null() : tg_int(c->documents[told[i].story].id),
                                      first ? tg_null() : tg_real((double)told[i].similarity)),
                            err);
    }
    (void)sqlite3_finalize(stmt);
    return status;
}

static tagger_status load_documents(tg_corpus *c, tagger_error *err)
{
    int64_t n = 0;
    int64_t max_id = 0;
    TG_TRY(scalar(&n, c->store, "SELECT count(*) FROM documents", err));
    TG_TRY(scalar(&max_id, c->store, "SELECT coalesce(max(id), 0) FROM documents", err));
    c->n_document_ids = (uint32_t)max_id + 1;
    c->documents = tg_mem_alloc((size_t)n * sizeof *c->documents);
    c->document_of = tg_mem_alloc(c->n_document_ids * sizeof *c->document_of);
    tg_story_document *told = tg_mem_alloc((size_t)n * sizeof *told);
    tagger_status status = TAGGER_OK;
    if (c->documents == NULL || c->document_of == NULL || told == NULL)
        status = no_memory(c->store, err);
    if (status == TAGGER_OK) status = read_documents(c, told, (uint32_t)n, err);
    if (status == TAGGER_OK && !tg_stories_find(told, c->n_documents))
        status = no_memory(c->store, err);
    if (status == TAGGER_OK) status = write_stories(c, told, err);
    tg_mem_free(told);
    return status;
}

/* ---- entities ------------------------------------------------------------ */

static tagger_status load_entities(tg_corpus *c, tagger_error *err)
{
    int64_t max_id = 0;
    TG_TRY(scalar(&max_id, c->store, "SELECT coalesce(max(id), 0) FROM entities", err));
    c->n_entities = (uint32_t)max_id + 1;
    c->entities = tg_mem_alloc(c->n_entities * sizeof *c->entities);
    if (c->entities == NULL) return no_memory(c->store, err);
    memset(c->entities, 0, c->n_entities * sizeof *c->entities);

    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(&stmt, c->store,
                          "SELECT e.id, coalesce(e.merged_into, e.id), e.type = 'country', "
                          "max(e.ignored, coalesce(m.ignored, 0)) FROM entities e "
                          "LEFT JOIN entities m ON m.id = e.merged_into",
                          err));
    bool row = true;
    tagger_status status = TAGGER_OK;
    while (status == TAGGER_OK) {
        status = tg_sql_step(&row, c->store, stmt, err);
        if (status != TAGGER_OK || !row) break;
        tg_corpus_entity *e = &c->entities[sqlite3_column_int64(stmt, 0)];
        e->stands_for = (uint32_t)sqlite3_column_int64(stmt, 1);
        e->country = sqlite3_column_int(stmt, 2) != 0;
        e->ignored = sqlite3_column_int(stmt, 3) != 0;
    }
    (void)sqlite3_finalize(stmt);
    return status;
}

/** Story and entity in one number, for stories that several documents tell. */
typedef TG_VEC(uint64_t) named_stories;

static bool count_mention(tg_corpus *c, uint32_t document, uint32_t entity, named_stories *shared)
{
    const tg_corpus_document *d = &c->documents[document];
    tg_corpus_entity *e = &c->entities[c->entities[entity].stands_for];
    e->mentions++;
    if (e->last_document == document + 1) return true;

    e->last_document = document + 1;
    e->documents++;
    if (d->date != 0) {
        if (e->first_date == 0 || d->date < e->first_date) e->first_date = d->date;
        if (d->date > e->last_date) e->last_date = d->date;
    }
    if (!d->shared) {
        e->stories++;
        return true;
    }
    return tg_vec_push(shared, (uint64_t)d->story << 32 | c->entities[entity].stands_for);
}

static int by_number(const void *left, const void *right)
{
    const uint64_t *a = left;
    const uint64_t *b = right;
    return *a < *b ? -1 : *a > *b;
}

static void count_shared(tg_corpus *c, named_stories *shared)
{
    if (shared->n > 1) qsort(shared->at, shared->n, sizeof *shared->at, by_number);
    for (size_t i = 0; i < shared->n; i++) {
        if (i > 0 && shared->at[i] == shared->at[i - 1]) continue;
        c->entities[shared->at[i] & UINT32_MAX].stories++;
    }
}

/** Stream the mentions of headline, lead and body; those of one document stand together. */
static tagger_status count_mentions(tg_corpus *c, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(&stmt, c->store,
                          "SELECT document_id, entity_id FROM mentions NOT INDEXED WHERE "
                          "entity_id IS NOT NULL AND zone IN ('headline', 'lead', 'body') "
                          "ORDER BY id",
                          err));
    named_stories shared = {0};
    bool row = true;
    tagger_status status = TAGGER_OK;
    while (status == TAGGER_OK) {
        status = tg_sql_step(&row, c->store, stmt, err);
        if (status != TAGGER_OK || !row) break;
        uint32_t document = c->document_of[sqlite3_column_int64(stmt, 0)];
        if (!count_mention(c, document, (uint32_t)sqlite3_column_int64(stmt, 1), &shared))
            status = no_memory(c->store, err);
    }
    if (status == TAGGER_OK) count_shared(c, &shared);
    tg_vec_dispose(&shared);
    (void)sqlite3_finalize(stmt);
    return status;
}

static tagger_status write_counts(const tg_corpus *c, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(
        &stmt, c->store,
        "UPDATE entities SET documents = ?2, stories = ?3, mentions = ?4, first_date = ?5, "
        "last_date = ?6 WHERE id = ?1 AND (documents, stories, mentions, first_date, last_date) "
        "IS NOT (?2, ?3, ?4, ?5, ?6)",
        err));
    tagger_status status = TAGGER_OK;
    for (uint32_t i = 0; i < c->n_entities && status == TAGGER_OK; i++) {
        const tg_corpus_entity *e = &c->entities[i];
        char first[10];
        char last[10];
        if (e->stands_for == 0) continue;
        status = tg_sql_run(c->store, stmt,
                            TG_VALUES(tg_int(i), tg_int(e->documents), tg_int(e->stories),
                                      tg_int(e->mentions), tg_corpus_date(first, e->first_date),
                                      tg_corpus_date(last, e->last_date)),
                            err);
    }
    (void)sqlite3_finalize(stmt);
    return status;
}

tagger_status tg_corpus_load(tg_corpus *out, tg_store *store, tagger_error *err)
{
    *out = (tg_corpus){.store = store};
    TG_TRY(load_documents(out, err));
    TG_TRY(load_entities(out, err));
    TG_TRY(count_mentions(out, err));
    return write_counts(out, err);
}

void tg_corpus_dispose(tg_corpus *c)
{
    tg_mem_free(c->documents);
    tg_mem_free(c->document_of);
    tg_mem_free(c->entities);
    *c = (tg_corpus){.store = NULL};
}
