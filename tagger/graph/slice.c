/* SPDX-License-Identifier: MIT */
#include "graph/slice.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/status.h"
#include "base/vec.h"
#include "graph/corpus.h"

void tg_slice_free(tg_store *store)
{
    if (store->slice == NULL) return;
    tg_mem_free(store->slice->story_of);
    tg_mem_free(store->slice->date_of);
    tg_mem_free(store->slice->seen);
    tg_mem_free(store->slice->tally);
    tg_mem_free(store->slice);
    store->slice = NULL;
}

/** An empty slice with room for n row ids. */
static bool make(tg_store *store, uint32_t n)
{
    tg_slice_free(store);
    tg_slice *slice = tg_mem_alloc(sizeof *slice);
    if (slice == NULL) return false;
    *slice = (tg_slice){.n = n,
                        .story_of = tg_mem_alloc(n * sizeof *slice->story_of),
                        .date_of = tg_mem_alloc(n * sizeof *slice->date_of),
                        .seen = tg_mem_alloc(n * sizeof *slice->seen)};
    store->slice = slice;
    if (slice->story_of == NULL || slice->date_of == NULL || slice->seen == NULL) return false;
    memset(slice->story_of, 0, n * sizeof *slice->story_of);
    memset(slice->seen, 0, n * sizeof *slice->seen);
    return true;
}

/** The story of a document; 0 when it is not in the slice. */
static uint32_t story_of(const tg_slice *slice, int64_t document)
{
    return slice != NULL && document > 0 && document < slice->n ? slice->story_of[document] : 0;
}

/** Is the story new to this count? */
static bool is_new(tg_slice *slice, uint32_t story, uint32_t count)
{
    if (slice->seen[story] == count) return false;
    slice->seen[story] = count;
    return true;
}

/* Dates are compared as text, and '~' stands behind all that may follow a part of one. */
static const char of_dates[] = "SELECT id, coalesce(story_id, id), date FROM documents WHERE date "
                               "BETWEEN coalesce(?2, '') AND coalesce(?3, '') || '~'";

static const char of_topic[] =
    "WITH RECURSIVE " TG_UNDER_TOPIC
    "SELECT d.id, coalesce(d.story_id, d.id), d.date FROM document_topics t CROSS JOIN documents d "
    "ON d.id = t.document_id WHERE t.topic_id IN (SELECT id FROM under) "
    "AND (?2 IS NULL AND ?3 IS NULL OR d.date BETWEEN coalesce(?2, '') AND coalesce(?3, '') || "
    "'~')";

static tg_value given(tg_str s)
{
    return s.n > 0 ? tg_text(s) : tg_null();
}

static bool take(void *context, const tg_row *row)
{
    tg_slice *slice = context;
    int64_t document = row->value[0].i;
    uint32_t story = (uint32_t)row->value[1].i;
    if (document >= slice->n || story >= slice->n) return true;
    slice->story_of[document] = story;
    slice->date_of[document] = tg_corpus_date_number(row->value[2].s);
    slice->n_stories += is_new(slice, story, slice->count);
    return true;
}

tagger_status tg_slice_cut(tg_store *store, const tg_filter *f, tagger_error *err)
{
    int64_t max_id = 0;
    TG_TRY(tg_sql_scalar(&max_id, store, "SELECT max(id) FROM documents", err));
    if (!make(store, (uint32_t)max_id + 1))
        return tg_fail(err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(store));
    store->slice->count = 1;
    return tg_sql_query(store, f->topic.n > 0 ? of_topic : of_dates,
                        TG_VALUES(tg_null(), given(f->since), given(f->until), given(f->topic)),
                        (tg_rows){take, store->slice}, err);
}

/* ---- functions ----------------------------------------------------------- */

static tg_slice *slice_of(sqlite3_context *context)
{
    return ((tg_store *)sqlite3_user_data(context))->slice;
}

static void sql_story(sqlite3_context *context, int n, sqlite3_value **v)
{
    (void)n;
    uint32_t story = story_of(slice_of(context), sqlite3_value_int64(v[0]));
    if (story != 0) sqlite3_result_int64(context, story);
}

static void sql_slice_stories(sqlite3_context *context, int n, sqlite3_value **v)
{
    (void)n;
    (void)v;
    const tg_slice *slice = slice_of(context);
    sqlite3_result_int64(context, slice == NULL ? 0 : slice->n_stories);
}

/** A count under way. */
typedef struct counting {
    uint32_t count;
    uint32_t n;
} counting;

static void stories_step(sqlite3_context *context, int n, sqlite3_value **v)
{
    (void)n;
    tg_slice *slice = slice_of(context);
    uint32_t story = story_of(slice, sqlite3_value_int64(v[0]));
    if (story == 0) return;
    counting *c = sqlite3_aggregate_context(context, sizeof *c);
    if (c == NULL) {
        sqlite3_result_error_nomem(context);
        return;
    }
    if (c->count == 0) c->count = ++slice->count;
    c->n += is_new(slice, story, c->count);
}

static void stories_end(sqlite3_context *context)
{
    const counting *c = sqlite3_aggregate_context(context, 0);
    sqlite3_result_int64(context, c == NULL ? 0 : c->n);
}

/* ---- who is named -------------------------------------------------------- */

typedef struct tally {
    uint32_t stories;
    uint32_t documents;
    uint32_t mentions;
    uint32_t first_date; /* yyyymmdd, 0 = none */
    uint32_t last_date;
    uint32_t document; /* the last one counted */
} tally;

/** Story and entity in one number, for stories that other documents tell, too. */
typedef TG_VEC(uint64_t) told_names;

typedef struct counter {
    tg_store *store;
    tg_slice *slice;
    uint32_t *stands_for; /* [n_tally] by row id of the entity */
    told_names told;
    tagger_error *err;
} counter;

static bool take_merged(void *context, const tg_row *row)
{
    const counter *c = context;
    c->stands_for[row->value[0].i] = (uint32_t)row->value[1].i;
    return true;
}

static tagger_status start_count(counter *c)
{
    int64_t max_id = 0;
    TG_TRY(tg_sql_scalar(&max_id, c->store, "SELECT max(id) FROM entities", c->err));
    uint32_t n = (uint32_t)max_id + 1;
    tg_mem_free(c->slice->tally);
    c->slice->n_tally = n;
    c->slice->tally = tg_mem_alloc(n * sizeof *c->slice->tally);
    c->stands_for = tg_mem_alloc(n * sizeof *c->stands_for);
    if (c->slice->tally == NULL || c->stands_for == NULL)
        return tg_fail(c->err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(c->store));
    memset(c->slice->tally, 0, n * sizeof *c->slice->tally);
    for (uint32_t i = 0; i < n; i++) c->stands_for[i] = i;
    return tg_sql_query(c->store,
                        "SELECT id, merged_into FROM entities WHERE merged_into IS NOT NULL", NULL,
                        0, (tg_rows){take_merged, c}, c->err);
}

static bool count_name(counter *c, uint32_t document, uint32_t entity, bool shared)
{
    uint32_t date = c->slice->date_of[document];
    tally *t = &c->slice->tally[entity];
    t->mentions++;
    if (t->document == document) return true;
    t->document = document;
    t->documents++;
    if (date != 0 && (t->first_date == 0 || date < t->first_date)) t->first_date = date;
    if (date > t->last_date) t->last_date = date;
    if (shared) return tg_vec_push(&c->told, (uint64_t)c->slice->story_of[document] << 32 | entity);
    t->stories++;
    return true;
}

static tagger_status count_document(counter *c, sqlite3_stmt *stmt, uint32_t document, bool shared)
{
    bool more = true;
    TG_TRY(tg_sql_bind(c->store, stmt, TG_VALUES(tg_int(document)), c->err));
    for (;;) {
        TG_TRY(tg_sql_step(&more, c->store, stmt, c->err));
        if (!more) return TAGGER_OK;
        uint32_t entity = c->stands_for[sqlite3_column_int64(stmt, 0)];
        if (count_name(c, document, entity, shared)) continue;
        (void)sqlite3_reset(stmt);
        return tg_fail(c->err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(c->store));
    }
}

static int by_number(const void *left, const void *right)
{
    const uint64_t *a = left;
    const uint64_t *b = right;
    return (*a > *b) - (*a < *b);
}

static void count_told(const counter *c)
{
    const uint64_t *at = c->told.at;
    if (c->told.n > 1) qsort(c->told.at, c->told.n, sizeof *at, by_number);
    for (size_t i = 0; i < c->told.n; i++) {
        if (i == 0 || at[i] != at[i - 1]) c->slice->tally[at[i] & UINT32_MAX].stories++;
    }
}

static tagger_status count_documents(counter *c)
{
    const tg_slice *slice = c->slice;
    uint32_t copies = ++c->slice->count; /* stories that a copy tells, too */
    for (uint32_t i = 1; i < slice->n; i++) {
        if (slice->story_of[i] != 0 && slice->story_of[i] != i)
            slice->seen[slice->story_of[i]] = copies;
    }
    sqlite3_stmt *stmt = NULL;
    tagger_status status =
        tg_sql_prepare(&stmt, c->store,
                       "SELECT entity_id FROM mentions WHERE document_id = ?1 AND entity_id IS NOT "
                       "NULL AND zone IN ('headline', 'lead', 'body')",
                       c->err);
    for (uint32_t i = 1; i < slice->n && status == TAGGER_OK; i++) {
        uint32_t story = slice->story_of[i];
        if (story != 0) status = count_document(c, stmt, i, slice->seen[story] == copies);
    }
    (void)sqlite3_finalize(stmt);
    if (status == TAGGER_OK) count_told(c);
    return status;
}

tagger_status tg_slice_tally(tg_store *store, tagger_error *err)
{
    counter c = {.store = store, .slice = store->slice, .err = err};
    tagger_status status = start_count(&c);
    if (status == TAGGER_OK) status = count_documents(&c);
    tg_mem_free(c.stands_for);
    tg_vec_dispose(&c.told);
    return status;
}

static void result_date(sqlite3_context *context, uint32_t date)
{
    char buf[10];
    tg_value v = tg_corpus_date(buf, date);
    if (v.kind == TG_VALUE_TEXT) sqlite3_result_text(context, v.s.p, (int)v.s.n, SQLITE_TRANSIENT);
}

static void sql_tally(sqlite3_context *context, int n, sqlite3_value **v)
{
    (void)n;
    const tg_slice *slice = slice_of(context);
    int64_t entity = sqlite3_value_int64(v[0]);
    const char *what = (const char *)sqlite3_value_text(v[1]);
    if (slice == NULL || slice->tally == NULL || entity < 1 || entity >= slice->n_tally) return;
    const tally *t = &slice->tally[entity];
    switch (what != NULL ? what[0] : '\0') {
    case 's':
        sqlite3_result_int64(context, t->stories);
        break;
    case 'd':
        sqlite3_result_int64(context, t->documents);
        break;
    case 'm':
        sqlite3_result_int64(context, t->mentions);
        break;
    case 'f':
        result_date(context, t->first_date);
        break;
    default:
        result_date(context, t->last_date);
    }
}

tagger_status tg_slice_functions(tg_store *store, tagger_error *err)
{
    int code = sqlite3_create_function_v2(store->db, "tg_story", 1, SQLITE_UTF8, store, sql_story,
                                          NULL, NULL, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_create_function_v2(store->db, "tg_slice_stories", 0, SQLITE_UTF8, store,
                                          sql_slice_stories, NULL, NULL, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_create_function_v2(store->db, "tg_stories", 1, SQLITE_UTF8, store, NULL,
                                          stories_step, stories_end, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_create_function_v2(store->db, "tg_tally", 2, SQLITE_UTF8, store, sql_tally,
                                          NULL, NULL, NULL);
    }
    return code == SQLITE_OK ? TAGGER_OK : tg_sql_fail(store, err);
}
