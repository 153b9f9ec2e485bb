/* SPDX-License-Identifier: MIT */
#include "graph/slice.h"

#include "base/mem.h"
#include "base/status.h"
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
    return code == SQLITE_OK ? TAGGER_OK : tg_sql_fail(store, err);
}
