/* SPDX-License-Identifier: MIT
 *
 * relink.c — what changed, and no more.
 *
 * Of two entities the links keep sums over stories, and sums can be mended. A
 * document is dirty when it came since, or when it tells another story than
 * before; a story is dirty when a dirty document is in it, or was. Then
 *
 *     sum of (a, b)  -  what the dirty stories said before, of documents that were there
 *                    +  what the dirty stories say now
 *
 * is the new sum. Dates and the nearest mentions only ever get better by what
 * comes. By what goes they may get worse, and what it said cannot be read any
 * more. So its pairs are written down when a document goes (table `stale`),
 * with those of its copies, and are added up anew: over the documents that name
 * the rarer of the two.
 *
 * Decisions move whole entities about; if they changed anything, all is made
 * anew. So it is when a fourth of the documents is dirty.
 */
#include "graph/relink.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/status.h"
#include "base/vec.h"
#include "graph/decide.h"
#include "graph/links.h"

enum { PROBES_A_DOCUMENT = 20 };

/** A pair of a document, where pairs of many are sorted by story. */
typedef struct told_row {
    uint32_t story;
    uint32_t document;
    tg_pair_row row;
} told_row;

typedef struct relinker {
    tg_store *store;
    tg_corpus corpus;
    bool *dirty_story; /* [n_documents] by its first document, then or now */
    tg_sums changes;   /* to be added to what there is */
    tg_sums anew;      /* in place of what there is */
    tg_pair_reader reader;
    tg_links links;
    TG_VEC(told_row) rows;
    int64_t n_links;
    tagger_error *err;
} relinker;

static tagger_status no_memory(const relinker *r)
{
    return tg_fail(r->err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(r->store));
}

/* ---- decisions ----------------------------------------------------------- */

/** Who is merged into whom and who is ignored, as text. */
static tagger_status read_groups(tg_buf *out, const relinker *r)
{
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    tagger_status status = tg_sql_prepare(
        &stmt, r->store,
        "SELECT id || ' ' || coalesce(merged_into, 0) || ' ' || ignored || ';' FROM entities "
        "WHERE merged_into IS NOT NULL OR ignored <> 0 ORDER BY id",
        r->err);
    while (status == TAGGER_OK) {
        status = tg_sql_step(&row, r->store, stmt, r->err);
        if (status != TAGGER_OK || !row) break;
        tg_buf_str(out, tg_sql_text(stmt, 0));
    }
    (void)sqlite3_finalize(stmt);
    if (status == TAGGER_OK && out->oom) status = no_memory(r);
    return status;
}

/** Whoever went and had a part in a decision. */
static const char decided_and_gone[] =
    "SELECT count(*) FROM stale s JOIN entities e ON e.id = s.a WHERE s.b = 0 AND NOT EXISTS "
    "(SELECT 1 FROM mentions WHERE entity_id = e.id) AND NOT EXISTS "
    "(SELECT 1 FROM mention_candidates WHERE entity_id = e.id) AND (e.ignored OR e.merged_into "
    "IS NOT NULL OR EXISTS (SELECT 1 FROM entities m WHERE m.merged_into = e.id))";

/** Do the decisions say of the entities of today what they said of those of before? */
static tagger_status same_groups(bool *same, const relinker *r)
{
    tg_buf before = TG_BUF_INIT;
    tg_buf after = TG_BUF_INIT;
    int64_t n = 0;
    *same = true;
    TG_TRY(tg_sql_scalar(&n, r->store, "SELECT count(*) FROM decisions", r->err));
    if (n == 0) return TAGGER_OK;
    TG_TRY(tg_sql_scalar(&n, r->store, decided_and_gone, r->err));
    *same = n == 0;
    if (!*same) return TAGGER_OK;
    tagger_status status = read_groups(&before, r);
    if (status == TAGGER_OK) status = tg_decisions_replay(r->store, r->err);
    if (status == TAGGER_OK) status = read_groups(&after, r);
    *same = before.n == after.n && (before.n == 0 || memcmp(before.p, after.p, before.n) == 0);
    tg_buf_dispose(&before);
    tg_buf_dispose(&after);
    return status;
}

/* ---- what is dirty ------------------------------------------------------- */

static bool is_dirty(const tg_corpus_document *d)
{
    return d->old_story != d->story; /* TG_NO_STORY: came since */
}

/** Mark dirty stories. @return how many documents are in them. */
static uint32_t mark_stories(const relinker *r)
{
    const tg_corpus *c = &r->corpus;
    uint32_t n = 0;
    memset(r->dirty_story, 0, c->n_documents * sizeof *r->dirty_story);
    for (uint32_t i = 0; i < c->n_documents; i++) {
        const tg_corpus_document *d = &c->documents[i];
        if (!is_dirty(d)) continue;
        r->dirty_story[d->story] = true;
        if (d->old_story != TG_NO_STORY) r->dirty_story[d->old_story] = true;
    }
    for (uint32_t i = 0; i < c->n_documents; i++) n += r->dirty_story[c->documents[i].story];
    return n;
}

static void touch(const relinker *r, int64_t entity)
{
    if (entity >= r->corpus.n_entities) return;
    tg_corpus_entity *e = &r->corpus.entities[entity];
    e->touched = true;
    r->corpus.entities[e->stands_for].touched = true;
}

/** Touch all that a statement lists. */
static tagger_status touch_listed(const relinker *r, sqlite3_stmt *stmt)
{
    bool row = true;
    for (;;) {
        TG_TRY(tg_sql_step(&row, r->store, stmt, r->err));
        if (!row) return TAGGER_OK;
        touch(r, sqlite3_column_int64(stmt, 0));
    }
}

/** Entities that dirty documents name, and those of documents that went. */
static tagger_status touch_entities(const relinker *r)
{
    sqlite3_stmt *named = NULL;
    sqlite3_stmt *gone = NULL;
    tagger_status status = tg_sql_prepare(
        &named, r->store,
        "SELECT entity_id FROM mentions WHERE document_id = ?1 AND entity_id IS NOT NULL", r->err);
    for (uint32_t i = 0; i < r->corpus.n_documents && status == TAGGER_OK; i++) {
        const tg_corpus_document *d = &r->corpus.documents[i];
        if (!is_dirty(d)) continue;
        status = tg_sql_bind(r->store, named, TG_VALUES(tg_int(d->id)), r->err);
        if (status == TAGGER_OK) status = touch_listed(r, named);
    }
    if (status == TAGGER_OK)
        status = tg_sql_prepare(&gone, r->store, "SELECT a FROM stale WHERE b = 0", r->err);
    if (status == TAGGER_OK) status = touch_listed(r, gone);
    (void)sqlite3_finalize(named);
    (void)sqlite3_finalize(gone);
    return status;
}

/* ---- pairs that went: added up anew -------------------------------------- */

/** List the stale pairs in `anew`, with sums of nothing. */
static tagger_status list_stale(relinker *r)
{
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    tagger_status status =
        tg_sql_prepare(&stmt, r->store, "SELECT a, b FROM stale WHERE b > 0", r->err);
    while (status == TAGGER_OK) {
        status = tg_sql_step(&row, r->store, stmt, r->err);
        if (status != TAGGER_OK || !row) break;
        uint64_t key =
            tg_pair_key(&r->corpus, sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1));
        if (key != 0 && tg_sums_at(&r->anew, key) == NULL) status = no_memory(r);
    }
    (void)sqlite3_finalize(stmt);
    return status;
}

/** Put the rarer of a pair first. */
static void rarer_first(int64_t ends[2], const tg_corpus *c, uint64_t key)
{
    uint32_t a = (uint32_t)(key >> 32);
    uint32_t b = (uint32_t)(key & UINT32_MAX);
    bool swapped = c->entities[b].documents < c->entities[a].documents;
    ends[0] = swapped ? b : a;
    ends[1] = swapped ? a : b;
}

/** In how many documents must be looked to add up all of `anew`? */
static uint64_t count_probes(const relinker *r)
{
    uint64_t n = 0;
    for (size_t i = 0; i < r->anew.n_slots; i++) {
        int64_t ends[2];
        if (r->anew.slots[i].key == 0) continue;
        rarer_first(ends, &r->corpus, r->anew.slots[i].key);
        n += r->corpus.entities[ends[0]].documents;
    }
    return n;
}

static int by_story(const void *left, const void *right)
{
    const told_row *a = left;
    const told_row *b = right;
    if (a->story != b->story) return a->story < b->story ? -1 : 1;
    return a->document < b->document ? -1 : a->document > b->document;
}

static const char pair_sql[] =
    "WITH x(id) AS (SELECT ?1 UNION ALL SELECT id FROM entities WHERE merged_into = ?1), "
    "y(id) AS (SELECT ?2 UNION ALL SELECT id FROM entities WHERE merged_into = ?2), "
    "d(id) AS MATERIALIZED (SELECT DISTINCT document_id FROM mentions WHERE entity_id IN "
    "(SELECT id FROM x) AND zone IN ('headline', 'lead', 'body')) "
    "SELECT p.document_id, p.gap, p.mention_a, p.mention_b, p.sentences, "
    "coalesce(e.merged_into, e.id) FROM d CROSS JOIN x CROSS JOIN y CROSS JOIN pairs p "
    "ON p.document_id = d.id AND p.a = min(x.id, y.id) AND p.b = max(x.id, y.id) "
    "JOIN entities e ON e.id = p.a";

/** All documents that have a pair. */
static tagger_status read_pair(relinker *r, sqlite3_stmt *stmt, uint64_t key)
{
    int64_t ends[2];
    bool more = true;
    rarer_first(ends, &r->corpus, key);
    r->rows.n = 0;
    TG_TRY(tg_sql_bind(r->store, stmt, TG_VALUES(tg_int(ends[0]), tg_int(ends[1])), r->err));
    for (;;) {
        TG_TRY(tg_sql_step(&more, r->store, stmt, r->err));
        if (!more) return TAGGER_OK;
        uint32_t document = r->corpus.document_of[sqlite3_column_int64(stmt, 0)];
        int low = (uint64_t)sqlite3_column_int64(stmt, 5) == key >> 32 ? 0 : 1;
        told_row row = {.story = r->corpus.documents[document].story, .document = document};
        row.row = (tg_pair_row){
            .key = key,
            .gap = (uint32_t)sqlite3_column_int64(stmt, 1),
            .mention = {sqlite3_column_int64(stmt, 2 + low), sqlite3_column_int64(stmt, 3 - low)},
            .sentences = (uint32_t)sqlite3_column_int64(stmt, 4)};
        if (tg_vec_push(&r->rows, row)) continue;
        (void)sqlite3_reset(stmt);
        return no_memory(r);
    }
}

static void sum_rows(relinker *r, tg_sum *s)
{
    if (r->rows.n > 1) qsort(r->rows.at, r->rows.n, sizeof *r->rows.at, by_story);
    for (size_t i = 0; i < r->rows.n; i++) {
        const told_row *t = &r->rows.at[i];
        tg_sum_tell(s, &t->row, t->story, 1);
        tg_sum_count(s, &t->row, t->document, &r->corpus.documents[t->document]);
    }
    tg_sum_close(s, 1);
}

static tagger_status sum_anew(relinker *r)
{
    sqlite3_stmt *stmt = NULL;
    tagger_status status = tg_sql_prepare(&stmt, r->store, pair_sql, r->err);
    for (size_t i = 0; i < r->anew.n_slots && status == TAGGER_OK; i++) {
        tg_sum *s = &r->anew.slots[i];
        if (s->key == 0) continue;
        status = read_pair(r, stmt, s->key);
        if (status == TAGGER_OK) sum_rows(r, s);
    }
    (void)sqlite3_finalize(stmt);
    return status;
}

/* ---- pairs that came: added up and taken away ---------------------------- */

static tagger_status change_document(relinker *r, uint32_t document, int times)
{
    const tg_corpus_document *d = &r->corpus.documents[document];
    bool more = true;
    TG_TRY(tg_pair_reader_start(&r->reader, document, r->err));
    for (;;) {
        tg_pair_row row;
        TG_TRY(tg_pair_reader_next(&more, &row, &r->reader, r->err));
        if (!more) return TAGGER_OK;
        if (tg_sums_has(&r->anew, row.key)) continue;
        tg_sum *s = tg_sums_at(&r->changes, row.key);
        if (s == NULL) return no_memory(r);
        tg_sum_tell(s, &row, times > 0 ? d->story : d->old_story, times);
        if (times > 0 && d->old_story == TG_NO_STORY) tg_sum_count(s, &row, document, d);
    }
}

/** Add what the dirty stories say now, or take away what they said before. */
static tagger_status change_stories(relinker *r, int times)
{
    uint32_t n = 0;
    uint32_t *order = tg_corpus_by_story(&r->corpus, times < 0, &n);
    if (order == NULL) return no_memory(r);
    tagger_status status = TAGGER_OK;
    for (uint32_t i = 0; i < n && status == TAGGER_OK; i++) {
        const tg_corpus_document *d = &r->corpus.documents[order[i]];
        if (r->dirty_story[times > 0 ? d->story : d->old_story])
            status = change_document(r, order[i], times);
    }
    for (size_t i = 0; i < r->changes.n_slots; i++) tg_sum_close(&r->changes.slots[i], times);
    tg_mem_free(order);
    return status;
}

/* ---- into the links ------------------------------------------------------ */

/** The nearest mentions of a link, with their gap and document. */
static tagger_status read_nearest(tg_sum *s, const relinker *r, sqlite3_stmt *stmt)
{
    bool row = false;
    TG_TRY(tg_sql_bind(r->store, stmt, TG_VALUES(tg_int(s->mention[0]), tg_int(s->mention[1])),
                       r->err));
    TG_TRY(tg_sql_step(&row, r->store, stmt, r->err));
    if (!row) return TAGGER_OK;
    s->gap = (uint32_t)sqlite3_column_int64(stmt, 0);
    s->nearest = r->corpus.document_of[sqlite3_column_int64(stmt, 1)];
    (void)sqlite3_reset(stmt);
    return TAGGER_OK;
}

static void add_dates(tg_sum *s, const tg_sum *more)
{
    bool earlier = s->first_date == 0 || more->first_date < s->first_date;
    if (more->first_date != 0 && earlier) s->first_date = more->first_date;
    if (more->last_date > s->last_date) s->last_date = more->last_date;
}

/** A link as it was, with its changes. */
static tagger_status add_changes(tg_sum *s, const relinker *r, sqlite3_stmt *stmt,
                                 const tg_sum *more)
{
    s->stories += more->stories;
    s->documents += more->documents;
    s->sentences += more->sentences;
    s->closeness += more->closeness;
    add_dates(s, more);
    if (more->gap == UINT32_MAX) return TAGGER_OK; /* nobody came */
    if (s->mention[0] != 0) TG_TRY(read_nearest(s, r, stmt));
    tg_sum_near(s,
                &(tg_pair_row){.key = s->key,
                               .mention = {more->mention[0], more->mention[1]},
                               .gap = more->gap},
                more->nearest);
    return TAGGER_OK;
}

static tagger_status write_link(relinker *r, const tg_sum *before, const tg_sum *now)
{
    if (before->stories > 0) tg_links_strengthen(&r->links, before, -1);
    if (now->stories > 0) tg_links_strengthen(&r->links, now, 1);
    r->n_links += (now->stories > 0) - (before->stories > 0);
    if (now->stories > 0) return tg_links_put(&r->links, now, r->err);
    return tg_links_drop(&r->links, now->key, r->err);
}

static tagger_status write_changed(relinker *r, sqlite3_stmt *nearest, const tg_sum *more)
{
    tg_sum before;
    TG_TRY(tg_links_get(&before, &r->links, more->key, r->err));
    tg_sum now = before;
    TG_TRY(add_changes(&now, r, nearest, more));
    return write_link(r, &before, &now);
}

static tagger_status write_anew(relinker *r, const tg_sum *now)
{
    tg_sum before;
    TG_TRY(tg_links_get(&before, &r->links, now->key, r->err));
    return write_link(r, &before, now);
}

static tagger_status change_links(relinker *r)
{
    sqlite3_stmt *nearest = NULL;
    TG_TRY(tg_sql_prepare(
        &nearest, r->store,
        "SELECT p.gap, p.document_id FROM mentions m JOIN mentions n ON n.id = ?2 JOIN pairs p "
        "ON p.document_id = m.document_id AND p.a = min(m.entity_id, n.entity_id) "
        "AND p.b = max(m.entity_id, n.entity_id) WHERE m.id = ?1",
        r->err));
    tagger_status status = TAGGER_OK;
    for (size_t i = 0; i < r->changes.n_slots && status == TAGGER_OK; i++) {
        if (r->changes.slots[i].key != 0) status = write_changed(r, nearest, &r->changes.slots[i]);
    }
    for (size_t i = 0; i < r->anew.n_slots && status == TAGGER_OK; i++) {
        if (r->anew.slots[i].key != 0) status = write_anew(r, &r->anew.slots[i]);
    }
    (void)sqlite3_finalize(nearest);
    return status;
}

/* ---- the whole ----------------------------------------------------------- */

/** Entities that nothing names any more, and names most used, of those touched. */
static tagger_status tidy_touched(const relinker *r)
{
    static const char *const steps[] = {
        "DELETE FROM aliases WHERE entity_id = ?1 AND NOT EXISTS (SELECT 1 FROM mentions WHERE "
        "entity_id = ?1) AND NOT EXISTS (SELECT 1 FROM mention_candidates WHERE entity_id = ?1)",
        "DELETE FROM entities WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM mentions WHERE "
        "entity_id = ?1) AND NOT EXISTS (SELECT 1 FROM mention_candidates WHERE entity_id = ?1)",
        TG_NAME_BEST("WHERE entity_id = ?1 "),
    };
    tagger_status status = TAGGER_OK;
    for (size_t k = 0; k < sizeof steps / sizeof *steps && status == TAGGER_OK; k++) {
        sqlite3_stmt *stmt = NULL;
        status = tg_sql_prepare(&stmt, r->store, steps[k], r->err);
        for (uint32_t i = 1; i < r->corpus.n_entities && status == TAGGER_OK; i++) {
            if (r->corpus.entities[i].touched)
                status = tg_sql_run(r->store, stmt, TG_VALUES(tg_int(i)), r->err);
        }
        (void)sqlite3_finalize(stmt);
    }
    return status;
}

/** Find out what changed; *much: more than it is worth. */
static tagger_status prepare(bool *much, relinker *r)
{
    TG_TRY(tg_corpus_load(&r->corpus, r->store, r->err));
    r->dirty_story = tg_mem_alloc(r->corpus.n_documents * sizeof *r->dirty_story);
    if (r->dirty_story == NULL || !tg_sums_init(&r->changes, 0) || !tg_sums_init(&r->anew, 0))
        return no_memory(r);
    *much = mark_stories(r) > r->corpus.n_documents / 4;
    if (*much) return TAGGER_OK;
    TG_TRY(touch_entities(r));
    TG_TRY(tg_corpus_count(&r->corpus, r->err));
    TG_TRY(list_stale(r));
    *much = count_probes(r) > (uint64_t)r->corpus.n_documents * PROBES_A_DOCUMENT;
    return TAGGER_OK;
}

/** Mend the links of what is dirty. */
static tagger_status mend(relinker *r)
{
    TG_TRY(tg_pair_reader_init(&r->reader, &r->corpus, r->err));
    TG_TRY(tg_links_init(&r->links, &r->corpus, r->err));
    TG_TRY(sum_anew(r));
    TG_TRY(change_stories(r, -1));
    TG_TRY(change_stories(r, 1));
    return change_links(r);
}

static tagger_status relink(bool *done, relinker *r)
{
    bool much = false;
    bool same = false;
    TG_TRY(same_groups(&same, r));
    if (!same) return TAGGER_OK;
    TG_TRY(prepare(&much, r));
    if (much) return TAGGER_OK;
    TG_TRY(mend(r));
    TG_TRY(tg_links_refresh(&r->links, r->err));
    TG_TRY(tg_corpus_write(&r->corpus, r->err));
    TG_TRY(tidy_touched(r));
    *done = true;
    return tg_links_tell(&r->links, r->n_links, r->err);
}

/** Were they ever made, and are documents all that has changed? */
static tagger_status is_ready(bool *ready, relinker *r)
{
    int64_t whole = 0;
    int64_t n = 0;
    TG_TRY(tg_sql_scalar(&n, r->store, "SELECT count(*) FROM properties WHERE name = 'links'",
                         r->err));
    TG_TRY(tg_sql_scalar(&whole, r->store, "SELECT value FROM properties WHERE name = 'whole'",
                         r->err));
    TG_TRY(tg_sql_scalar(&r->n_links, r->store, "SELECT value FROM properties WHERE name = 'links'",
                         r->err));
    *ready = n > 0 && whole == 0;
    return TAGGER_OK;
}

tagger_status tg_relink(bool *done, tg_store *store, tagger_error *err)
{
    relinker r = {.store = store, .err = err};
    bool ready = false;
    *done = false;
    TG_TRY(is_ready(&ready, &r));
    if (!ready) return TAGGER_OK;
    tagger_status status = relink(done, &r);
    tg_links_dispose(&r.links);
    tg_pair_reader_dispose(&r.reader);
    tg_corpus_dispose(&r.corpus);
    tg_sums_dispose(&r.changes);
    tg_sums_dispose(&r.anew);
    tg_vec_dispose(&r.rows);
    tg_mem_free(r.dirty_story);
    return status;
}
