/* SPDX-License-Identifier: MIT */
#include "graph/tally.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/status.h"
#include "base/vec.h"
#include "graph/corpus.h"
#include "graph/named.h"

/* Reading on over a few other documents is faster than looking for the next one. */
enum { NEAR = 6 };

typedef struct tg_tally {
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
    uint32_t copies; /* as seen[] has it: a copy of the story is in the slice */
    tagger_error *err;
} counter;

static tagger_status no_memory(tg_store *store, tagger_error *err)
{
    return tg_fail(err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(store));
}

/* ---- counting ------------------------------------------------------------ */

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
    if (c->slice->tally == NULL || c->stands_for == NULL) return no_memory(c->store, c->err);
    memset(c->slice->tally, 0, n * sizeof *c->slice->tally);
    for (uint32_t i = 0; i < n; i++) c->stands_for[i] = i;
    return tg_sql_query(c->store,
                        "SELECT id, merged_into FROM entities WHERE merged_into IS NOT NULL", NULL,
                        0, (tg_rows){take_merged, c}, c->err);
}

static bool count_name(counter *c, uint32_t document, uint32_t entity, uint32_t mentions)
{
    uint32_t story = c->slice->story_of[document];
    uint32_t date = c->slice->date_of[document];
    tally *t = &c->slice->tally[entity];
    t->mentions += mentions;
    if (t->document == document) return true;
    t->document = document;
    t->documents++;
    if (date != 0 && (t->first_date == 0 || date < t->first_date)) t->first_date = date;
    if (date > t->last_date) t->last_date = date;
    if (c->slice->seen[story] == c->copies)
        return tg_vec_push(&c->told, (uint64_t)story << 32 | entity);
    t->stories++;
    return true;
}

static bool count_names(counter *c, uint32_t document, tg_str blob)
{
    tg_named name = {0};
    while (tg_named_next(&name, &blob)) {
        if (name.entity == 0 || name.entity >= c->slice->n_tally) return true; /* damaged */
        uint32_t entity = c->stands_for[name.entity];
        if (!count_name(c, document, entity, (uint32_t)name.mentions)) return false;
    }
    return true;
}

/** Count the documents of the slice in [begin, end). */
static tagger_status count_run(counter *c, sqlite3_stmt *stmt, uint32_t begin, uint32_t end)
{
    bool more = true;
    TG_TRY(tg_sql_bind(c->store, stmt, TG_VALUES(tg_int(begin), tg_int(end)), c->err));
    for (;;) {
        TG_TRY(tg_sql_step(&more, c->store, stmt, c->err));
        if (!more) return TAGGER_OK;
        uint32_t document = (uint32_t)sqlite3_column_int64(stmt, 0);
        if (c->slice->story_of[document] == 0) continue;
        const char *blob = sqlite3_column_blob(stmt, 1);
        int n = sqlite3_column_bytes(stmt, 1);
        if (count_names(c, document, (tg_str){blob, (size_t)n})) continue;
        (void)sqlite3_reset(stmt);
        return no_memory(c->store, c->err);
    }
}

static uint32_t end_of_run(const tg_slice *slice, uint32_t begin)
{
    uint32_t end = begin + 1;
    for (uint32_t i = end; i < slice->n && i < end + NEAR; i++) {
        if (slice->story_of[i] != 0) end = i + 1;
    }
    return end;
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
    tg_slice *slice = c->slice;
    sqlite3_stmt *stmt = NULL;
    c->copies = ++slice->count;
    for (uint32_t i = 1; i < slice->n; i++) {
        if (slice->story_of[i] != 0 && slice->story_of[i] != i)
            slice->seen[slice->story_of[i]] = c->copies;
    }
    tagger_status status = tg_sql_prepare(
        &stmt, c->store,
        "SELECT document_id, entities FROM named WHERE document_id >= ?1 AND document_id < ?2",
        c->err);
    for (uint32_t i = 1, end = 0; i < slice->n && status == TAGGER_OK; i = end) {
        end = i + 1;
        if (slice->story_of[i] == 0) continue;
        end = end_of_run(slice, i);
        status = count_run(c, stmt, i, end);
    }
    (void)sqlite3_finalize(stmt);
    if (status == TAGGER_OK) count_told(c);
    return status;
}

tagger_status tg_tally_slice(tg_store *store, tagger_error *err)
{
    counter c = {.store = store, .slice = store->slice, .err = err};
    tagger_status status = start_count(&c);
    if (status == TAGGER_OK) status = count_documents(&c);
    tg_mem_free(c.stands_for);
    tg_vec_dispose(&c.told);
    return status;
}

/* ---- the best ------------------------------------------------------------ */

typedef struct candidate {
    uint32_t count[3]; /* what they are sorted by, the larger first */
    uint32_t entity;
} candidate;

typedef TG_VEC(candidate) candidates;

static int by_counts(const void *left, const void *right)
{
    const candidate *a = left;
    const candidate *b = right;
    for (int i = 0; i < 3; i++) {
        if (a->count[i] != b->count[i]) return a->count[i] > b->count[i] ? -1 : 1;
    }
    return 0;
}

static bool rank(candidates *out, const tg_slice *slice, const char *by)
{
    bool documents = by != NULL && strcmp(by, "documents") == 0;
    bool mentions = by != NULL && strcmp(by, "mentions") == 0;
    for (uint32_t i = 1; i < slice->n_tally; i++) {
        const tally *t = &slice->tally[i];
        uint32_t first = documents ? t->documents : mentions ? t->mentions : 0;
        if (t->stories == 0) continue;
        if (!tg_vec_push(out, (candidate){{first, t->stories, t->mentions}, i})) return false;
    }
    if (out->n > 1) qsort(out->at, out->n, sizeof *out->at, by_counts);
    return true;
}

/** Write down those that are wanted, until there are n and no more of equals. */
static tagger_status choose(tg_buf *out, tg_store *store, const candidates *all, const char *type,
                            uint32_t n, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    uint32_t n_chosen = 0;
    const candidate *last = NULL;
    TG_TRY(tg_sql_prepare(
        &stmt, store,
        "SELECT 1 FROM entities WHERE id = ?1 AND ignored = 0 AND (?2 IS NULL OR type = ?2)", err));
    tagger_status status = TAGGER_OK;
    tg_buf_char(out, '[');
    for (size_t i = 0; i < all->n && status == TAGGER_OK; i++) {
        int64_t wanted = 0;
        const candidate *at = &all->at[i];
        if (n_chosen >= n && (last == NULL || by_counts(at, last) != 0)) break;
        status = tg_sql_id(&wanted, store, stmt, TG_VALUES(tg_int(at->entity), tg_word(type)), err);
        if (wanted == 0) continue;
        if (n_chosen++ > 0) tg_buf_char(out, ',');
        tg_buf_uint(out, at->entity);
        last = at;
    }
    tg_buf_char(out, ']');
    (void)sqlite3_finalize(stmt);
    return status;
}

tagger_status tg_tally_best(tg_buf *out, tg_store *store, const tg_filter *filter, uint32_t n,
                            tagger_error *err)
{
    candidates all = {0};
    tagger_status status = TAGGER_OK;
    if (!rank(&all, store->slice, filter->by)) status = no_memory(store, err);
    if (status == TAGGER_OK) status = choose(out, store, &all, filter->type, n, err);
    if (status == TAGGER_OK && out->oom) status = no_memory(store, err);
    tg_vec_dispose(&all);
    return status;
}

/* ---- for SQL ------------------------------------------------------------- */

static void result_date(sqlite3_context *context, uint32_t date)
{
    char buf[10];
    tg_value v = tg_corpus_date(buf, date);
    if (v.kind == TG_VALUE_TEXT) sqlite3_result_text(context, v.s.p, (int)v.s.n, SQLITE_TRANSIENT);
}

static void sql_tally(sqlite3_context *context, int n, sqlite3_value **v)
{
    (void)n;
    const tg_slice *slice = ((tg_store *)sqlite3_user_data(context))->slice;
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

tagger_status tg_tally_function(tg_store *store, tagger_error *err)
{
    int code = sqlite3_create_function_v2(store->db, "tg_tally", 2, SQLITE_UTF8, store, sql_tally,
                                          NULL, NULL, NULL);
    return code == SQLITE_OK ? TAGGER_OK : tg_sql_fail(store, err);
}
