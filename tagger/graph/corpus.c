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

uint32_t tg_corpus_date_number(tg_str date)
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

/* ---- documents and stories ----------------------------------------------- */

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
    *d = (tg_corpus_document){.id = sqlite3_column_int64(stmt, 0),
                              .date = tg_corpus_date_number(date)};
    /* Row ids of stories become indices when all are read. */
    bool is_new = sqlite3_column_int(stmt, 3) != 0;
    d->old_story = is_new ? TG_NO_STORY : (uint32_t)sqlite3_column_int64(stmt, 2);
    c->document_of[d->id] = c->n_documents++;
    *told = (tg_story_document){.day = tg_story_day(date)};
    read_signature(&told->signature, stmt, 4);
}

/* In two steps, each in the order of an index. */
#define DOCUMENTS                                                                                  \
    "SELECT d.id, d.date, coalesce(d.story_id, d.id), u.document_id IS NOT NULL, s.words, "        \
    "s.exact, s.bins FROM documents d LEFT JOIN signatures s ON s.document_id = d.id "             \
    "LEFT JOIN unlinked u ON u.document_id = d.id "

static tagger_status read_documents(tg_corpus *c, tg_story_document *told, uint32_t n,
                                    tagger_error *err)
{
    static const char *const steps[] = {
        DOCUMENTS "WHERE d.date IS NOT NULL ORDER BY d.date, d.uri",
        DOCUMENTS "WHERE d.date IS NULL ORDER BY d.uri",
    };
    tagger_status status = TAGGER_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == TAGGER_OK; i++) {
        sqlite3_stmt *stmt = NULL;
        bool row = true;
        status = tg_sql_prepare(&stmt, c->store, steps[i], err);
        while (status == TAGGER_OK) {
            status = tg_sql_step(&row, c->store, stmt, err);
            if (status != TAGGER_OK || !row || c->n_documents == n) break;
            read_document(c, &told[c->n_documents], stmt);
        }
        (void)sqlite3_finalize(stmt);
    }
    for (uint32_t i = 0; i < c->n_documents; i++) {
        tg_corpus_document *d = &c->documents[i];
        if (d->old_story != TG_NO_STORY) d->old_story = c->document_of[d->old_story];
    }
    return status;
}

/** Write down where a story has changed. */
static tagger_status write_stories(tg_corpus *c, const tg_story_document *told, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(
        &stmt, c->store, "UPDATE documents SET story_id = ?2, similarity = ?3 WHERE id = ?1", err));
    tagger_status status = TAGGER_OK;
    for (uint32_t i = 0; i < c->n_documents && status == TAGGER_OK; i++) {
        tg_corpus_document *d = &c->documents[i];
        bool first = told[i].story == i;
        uint32_t written = d->old_story == TG_NO_STORY ? i : d->old_story;
        d->story = told[i].story;
        c->n_stories += first;
        if (d->story == written) continue;
        status = tg_sql_run(c->store, stmt,
                            TG_VALUES(tg_int(d->id),
                                      first ? tg_null() : tg_int(c->documents[d->story].id),
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
    TG_TRY(tg_sql_scalar(&n, c->store, "SELECT count(*) FROM documents", err));
    TG_TRY(tg_sql_scalar(&max_id, c->store, "SELECT coalesce(max(id), 0) FROM documents", err));
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

uint32_t *tg_corpus_by_story(const tg_corpus *c, bool old, uint32_t *n)
{
    const tg_corpus_document *d = c->documents;
    uint32_t *at = tg_mem_alloc(c->n_documents * sizeof *at);
    uint32_t *begin = tg_mem_alloc((c->n_documents + 1) * sizeof *begin);
    *n = 0;
    if (at == NULL || begin == NULL) {
        tg_mem_free(at);
        tg_mem_free(begin);
        return NULL;
    }
    /* Counting sort: the documents of a story keep their order. */
    memset(begin, 0, (c->n_documents + 1) * sizeof *begin);
    for (uint32_t i = 0; i < c->n_documents; i++) {
        uint32_t story = old ? d[i].old_story : d[i].story;
        if (story == TG_NO_STORY) continue;
        begin[story + 1]++;
        ++*n;
    }
    for (uint32_t i = 0; i < c->n_documents; i++) begin[i + 1] += begin[i];
    for (uint32_t i = 0; i < c->n_documents; i++) {
        uint32_t story = old ? d[i].old_story : d[i].story;
        if (story != TG_NO_STORY) at[begin[story]++] = i;
    }
    tg_mem_free(begin);
    return at;
}

/* ---- entities ------------------------------------------------------------ */

static void read_entity(tg_corpus *c, sqlite3_stmt *stmt)
{
    int64_t id = sqlite3_column_int64(stmt, 0);
    tg_corpus_entity *e = &c->entities[id];
    e->stands_for = (uint32_t)sqlite3_column_int64(stmt, 1);
    c->merged |= e->stands_for != id;
    e->country = sqlite3_column_int(stmt, 2) != 0;
    e->ignored = sqlite3_column_int(stmt, 3) != 0;
    e->documents = (uint32_t)sqlite3_column_int64(stmt, 4);
    e->stories = (uint32_t)sqlite3_column_int64(stmt, 5);
    e->mentions = (uint32_t)sqlite3_column_int64(stmt, 6);
    e->first_date = tg_corpus_date_number(tg_sql_text(stmt, 7));
    e->last_date = tg_corpus_date_number(tg_sql_text(stmt, 8));
    for (int i = 0; i < TG_LAYERS; i++) {
        e->degree[i] = (uint32_t)sqlite3_column_int64(stmt, 9 + 2 * i);
        e->strength[i] = (uint64_t)sqlite3_column_int64(stmt, 10 + 2 * i);
    }
}

static tagger_status load_entities(tg_corpus *c, tagger_error *err)
{
    int64_t max_id = 0;
    TG_TRY(tg_sql_scalar(&max_id, c->store, "SELECT coalesce(max(id), 0) FROM entities", err));
    c->n_entities = (uint32_t)max_id + 1;
    c->entities = tg_mem_alloc(c->n_entities * sizeof *c->entities);
    if (c->entities == NULL) return no_memory(c->store, err);
    memset(c->entities, 0, c->n_entities * sizeof *c->entities);

    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(&stmt, c->store,
                          "SELECT e.id, coalesce(e.merged_into, e.id), e.type = 'country', "
                          "max(e.ignored, coalesce(m.ignored, 0)), e.documents, e.stories, "
                          "e.mentions, e.first_date, e.last_date, e.degree, e.strength, "
                          "e.country_degree, e.country_strength FROM entities e "
                          "LEFT JOIN entities m ON m.id = e.merged_into",
                          err));
    bool row = true;
    tagger_status status = TAGGER_OK;
    while (status == TAGGER_OK) {
        status = tg_sql_step(&row, c->store, stmt, err);
        if (status != TAGGER_OK || !row) break;
        read_entity(c, stmt);
    }
    (void)sqlite3_finalize(stmt);
    return status;
}

/** Once more in headline, lead or body of a document. */
static void count_mention(tg_corpus *c, uint32_t entity, uint32_t document)
{
    tg_corpus_entity *e = &c->entities[entity];
    tg_corpus_document *d = &c->documents[document];
    tg_corpus_document *first = &c->documents[d->story];
    e->mentions++;
    if (d->named == entity) return;

    d->named = entity;
    e->documents++;
    if (first->told != entity) e->stories++;
    first->told = entity;
    if (d->date == 0) return;
    if (e->first_date == 0 || d->date < e->first_date) e->first_date = d->date;
    if (d->date > e->last_date) e->last_date = d->date;
}

static tagger_status count_entity(tg_corpus *c, sqlite3_stmt *stmt, uint32_t entity,
                                  tagger_error *err)
{
    tg_corpus_entity *e = &c->entities[entity];
    e->documents = e->stories = e->mentions = e->first_date = e->last_date = 0;
    if (e->stands_for != entity) return TAGGER_OK; /* merged: counted there */

    bool row = true;
    TG_TRY(tg_sql_bind(c->store, stmt, TG_VALUES(tg_int(entity)), err));
    for (;;) {
        TG_TRY(tg_sql_step(&row, c->store, stmt, err));
        if (!row) return TAGGER_OK;
        count_mention(c, entity, c->document_of[sqlite3_column_int64(stmt, 0)]);
    }
}

tagger_status tg_corpus_count(tg_corpus *c, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(&stmt, c->store,
                          "SELECT document_id FROM mentions WHERE entity_id IN (SELECT ?1 UNION "
                          "ALL SELECT id FROM entities WHERE merged_into = ?1) "
                          "AND zone IN ('headline', 'lead', 'body')",
                          err));
    tagger_status status = TAGGER_OK;
    for (uint32_t i = 1; i < c->n_entities && status == TAGGER_OK; i++) {
        if (c->entities[i].touched) status = count_entity(c, stmt, i, err);
    }
    (void)sqlite3_finalize(stmt);
    return status;
}

static tagger_status write_entity(const tg_corpus *c, sqlite3_stmt *stmt, uint32_t i,
                                  tagger_error *err)
{
    const tg_corpus_entity *e = &c->entities[i];
    char first[10];
    char last[10];
    return tg_sql_run(c->store, stmt,
                      TG_VALUES(tg_int(i), tg_int(e->documents), tg_int(e->stories),
                                tg_int(e->mentions), tg_corpus_date(first, e->first_date),
                                tg_corpus_date(last, e->last_date), tg_int(e->degree[0]),
                                tg_int((int64_t)e->strength[0]), tg_int(e->degree[1]),
                                tg_int((int64_t)e->strength[1])),
                      err);
}

tagger_status tg_corpus_write(const tg_corpus *c, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(
        &stmt, c->store,
        "UPDATE entities SET documents = ?2, stories = ?3, mentions = ?4, first_date = ?5, "
        "last_date = ?6, degree = ?7, strength = ?8, country_degree = ?9, country_strength = ?10 "
        "WHERE id = ?1 AND (documents, stories, mentions, first_date, last_date, degree, strength, "
        "country_degree, country_strength) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        err));
    tagger_status status = TAGGER_OK;
    for (uint32_t i = 1; i < c->n_entities && status == TAGGER_OK; i++) {
        const tg_corpus_entity *e = &c->entities[i];
        if (e->touched && e->stands_for != 0) status = write_entity(c, stmt, i, err);
    }
    (void)sqlite3_finalize(stmt);
    return status;
}

/* ---- months -------------------------------------------------------------- */

typedef TG_VEC(uint32_t) numbers;

/** The month (yyyymm) of each story, once for each month that it is told in. */
static bool list_months(numbers *out, const tg_corpus *c)
{
    uint32_t n = 0;
    uint32_t *order = tg_corpus_by_story(c, false, &n);
    bool ok = order != NULL;
    for (uint32_t i = 0; i < n && ok; i++) {
        const tg_corpus_document *d = &c->documents[order[i]];
        const tg_corpus_document *last = i > 0 ? &c->documents[order[i - 1]] : NULL;
        /* Within a story by date: a month that is there already is that of the last. */
        bool again = last != NULL && last->story == d->story && last->date / 100 == d->date / 100;
        if (d->date != 0 && !again) ok = tg_vec_push(out, d->date / 100);
    }
    tg_mem_free(order);
    return ok;
}

static int by_number(const void *left, const void *right)
{
    const uint32_t *a = left;
    const uint32_t *b = right;
    return (*a > *b) - (*a < *b);
}

static tagger_status put_months(const tg_corpus *c, sqlite3_stmt *stmt, const numbers *months,
                                tagger_error *err)
{
    for (size_t i = 0, n = 0; i < months->n; i += n) {
        char date[10];
        n = 1;
        while (i + n < months->n && months->at[i + n] == months->at[i]) n++;
        tg_value month = tg_corpus_date(date, months->at[i] * 100);
        month.s.n = sizeof "2021-07" - 1;
        TG_TRY(tg_sql_run(c->store, stmt, TG_VALUES(month, tg_int((int64_t)n)), err));
    }
    return TAGGER_OK;
}

tagger_status tg_corpus_write_months(const tg_corpus *c, tagger_error *err)
{
    numbers months = {0};
    sqlite3_stmt *stmt = NULL;
    tagger_status status = list_months(&months, c) ? TAGGER_OK : no_memory(c->store, err);
    if (months.n > 1) qsort(months.at, months.n, sizeof *months.at, by_number);
    if (status == TAGGER_OK) status = tg_sql_exec(c->store, "DELETE FROM months", err);
    if (status == TAGGER_OK)
        status = tg_sql_prepare(&stmt, c->store, "INSERT INTO months VALUES (?1, ?2)", err);
    if (status == TAGGER_OK) status = put_months(c, stmt, &months, err);
    (void)sqlite3_finalize(stmt);
    tg_vec_dispose(&months);
    return status;
}

tagger_status tg_corpus_load(tg_corpus *out, tg_store *store, tagger_error *err)
{
    *out = (tg_corpus){.store = store};
    TG_TRY(load_documents(out, err));
    return load_entities(out, err);
}

void tg_corpus_dispose(tg_corpus *c)
{
    tg_mem_free(c->documents);
    tg_mem_free(c->document_of);
    tg_mem_free(c->entities);
    *c = (tg_corpus){.store = NULL};
}
