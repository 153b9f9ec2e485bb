/* SPDX-License-Identifier: MIT
 *
 * link.c — pairs of documents to links of stories.
 *
 *     pairs (document, a, b, gap)        in order of story
 *        └─ sum up per (a, b):  stories, documents, sentences, closeness, nearest mentions
 *                └─ with the stories of a, of b and of all: G², NPMI, weight
 *                        └─ with the strength of a and of b: alpha
 *
 * Within a story the smallest gap of all its copies counts, once. Closeness is
 * added up in whole numbers, so the sum does not depend on the order.
 *
 * The sums stand in a hash table of bounded size. When there are more pairs
 * than it may hold, they are read several times over, and each pass takes the
 * (a, b) of its share only.
 */
#include "graph/link.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/status.h"
#include "graph/corpus.h"
#include "graph/decide.h"
#include "graph/measure.h"

enum { PAIRS_A_PASS = 1200000, LAYERS = 2 };

/** What is known of (a, b) so far. */
typedef struct sum {
    uint64_t key; /* a << 32 | b, a < b; 0 = free slot */
    uint64_t closeness;
    int64_t mention[2]; /* of a and of b, in the smallest gap of all */
    uint32_t gap;
    uint32_t stories;
    uint32_t documents;
    uint32_t sentences;
    uint32_t first_date;
    uint32_t last_date;
    uint32_t document; /* the last one seen, index + 1 */
    uint32_t story;    /* the last one seen, index + 1; its best follows */
    uint32_t story_gap;
    uint32_t story_sentences;
} sum;

/** The two layers of links: between countries, and all others. */
typedef struct strength {
    uint64_t closeness[LAYERS];
    uint32_t degree[LAYERS];
} strength;

typedef struct linker {
    tg_store *store;
    tg_corpus corpus;
    uint32_t *by_story;  /* [n_documents] indices, those of a story together */
    sum *slots;          /* [n_slots + 1] */
    size_t n_slots;      /* a power of two */
    strength *strengths; /* [n_entities] */
    uint32_t n_passes;
    sqlite3_stmt *read;
    sqlite3_stmt *write;
    tagger_error *err;
} linker;

static tagger_status no_memory(const linker *l)
{
    return tg_fail(l->err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(l->store));
}

static uint64_t scramble(uint64_t key)
{
    key *= 0x9e3779b97f4a7c15U;
    return key ^ key >> 32;
}

/* ---- summing up ---------------------------------------------------------- */

/** Add what the last story said. */
static void close_story(sum *s)
{
    if (s->story == 0) return;
    s->closeness += tg_closeness(s->story_gap);
    s->sentences += s->story_sentences;
    s->stories++;
    s->story = 0;
}

/** One row of `pairs`, with merged entities replaced by those they stand for. */
typedef struct pair_row {
    uint64_t key;
    int64_t mention[2];
    uint32_t gap;
    uint32_t sentences;
} pair_row;

static void add_row(sum *s, const pair_row *row, uint32_t document, const tg_corpus_document *d)
{
    if (s->story != d->story + 1) {
        close_story(s);
        s->story = d->story + 1;
        s->story_gap = row->gap;
        s->story_sentences = 0;
    }
    if (row->gap < s->story_gap) s->story_gap = row->gap;
    if (row->sentences > s->story_sentences) s->story_sentences = row->sentences;
    if (row->gap < s->gap) {
        s->gap = row->gap;
        s->mention[0] = row->mention[0];
        s->mention[1] = row->mention[1];
    }
    if (s->document == document + 1) return;
    s->document = document + 1;
    s->documents++;
    if (d->date == 0) return;
    if (s->first_date == 0 || d->date < s->first_date) s->first_date = d->date;
    if (d->date > s->last_date) s->last_date = d->date;
}

static sum *slot_of(const linker *l, uint64_t key)
{
    size_t at = (size_t)scramble(key) & (l->n_slots - 1);
    while (l->slots[at].key != key && l->slots[at].key != 0) at = (at + 1) & (l->n_slots - 1);
    if (l->slots[at].key == 0) l->slots[at] = (sum){.key = key, .gap = UINT32_MAX};
    return &l->slots[at];
}

/** @return false when the row makes no link: ignored, or the two were merged. */
static bool read_row(pair_row *row, const linker *l)
{
    const tg_corpus_entity *a = &l->corpus.entities[sqlite3_column_int64(l->read, 0)];
    const tg_corpus_entity *b = &l->corpus.entities[sqlite3_column_int64(l->read, 1)];
    uint64_t x = a->stands_for;
    uint64_t y = b->stands_for;
    if (x == y || a->ignored || b->ignored) return false;

    int low = x < y ? 0 : 1;
    *row = (pair_row){
        .key = x < y ? x << 32 | y : y << 32 | x,
        .gap = (uint32_t)sqlite3_column_int64(l->read, 2),
        .mention = {sqlite3_column_int64(l->read, 3 + low), sqlite3_column_int64(l->read, 4 - low)},
        .sentences = (uint32_t)sqlite3_column_int64(l->read, 5)};
    return true;
}

static tagger_status sum_document(const linker *l, uint32_t document, uint32_t pass)
{
    const tg_corpus_document *d = &l->corpus.documents[document];
    bool more = true;
    TG_TRY(tg_sql_bind(l->store, l->read, TG_VALUES(tg_int(d->id)), l->err));
    for (;;) {
        pair_row row;
        TG_TRY(tg_sql_step(&more, l->store, l->read, l->err));
        if (!more) return TAGGER_OK;
        if (!read_row(&row, l)) continue;
        if (l->n_passes > 1 && (scramble(row.key) >> 40) % l->n_passes != pass) continue;
        add_row(slot_of(l, row.key), &row, document, d);
    }
}

static int by_key(const void *left, const void *right)
{
    const sum *a = left;
    const sum *b = right;
    return a->key < b->key ? -1 : a->key > b->key;
}

/** Fill the table with the share of one pass, sorted. */
static tagger_status sum_pass(const linker *l, uint32_t pass)
{
    memset(l->slots, 0, (l->n_slots + 1) * sizeof *l->slots);
    for (uint32_t i = 0; i < l->corpus.n_documents; i++)
        TG_TRY(sum_document(l, l->by_story[i], pass));
    uint32_t n = 0;
    for (size_t i = 0; i < l->n_slots; i++) {
        if (l->slots[i].key != 0) l->slots[n++] = l->slots[i];
    }
    for (uint32_t i = 0; i < n; i++) close_story(&l->slots[i]);
    l->slots[n].key = 0; /* ends the list */
    if (n > 1) qsort(l->slots, n, sizeof *l->slots, by_key);
    return TAGGER_OK;
}

/* ---- measuring ----------------------------------------------------------- */

static uint32_t low_of(const sum *s)
{
    return (uint32_t)(s->key >> 32);
}

static uint32_t high_of(const sum *s)
{
    return (uint32_t)(s->key & UINT32_MAX);
}

static uint32_t layer_of(const linker *l, const sum *s)
{
    return l->corpus.entities[low_of(s)].country && l->corpus.entities[high_of(s)].country;
}

static void add_strength(const linker *l, const sum *s)
{
    uint32_t layer = layer_of(l, s);
    uint32_t ends[2] = {low_of(s), high_of(s)};
    for (int i = 0; i < 2; i++) {
        l->strengths[ends[i]].closeness[layer] += s->closeness;
        l->strengths[ends[i]].degree[layer]++;
    }
}

/** The smaller of the two ends; NULL when neither has another link. */
static tg_value alpha_of(const linker *l, const sum *s)
{
    uint32_t layer = layer_of(l, s);
    uint32_t ends[2] = {low_of(s), high_of(s)};
    double alpha = 2;
    for (int i = 0; i < 2; i++) {
        const strength *end = &l->strengths[ends[i]];
        if (end->degree[layer] < 2 || end->closeness[layer] == 0) continue;
        double share = (double)s->closeness / (double)end->closeness[layer];
        alpha = fmin(alpha, tg_alpha(share, end->degree[layer]));
    }
    return alpha > 1 ? tg_null() : tg_real(alpha);
}

static tagger_status write_link(const linker *l, const sum *s)
{
    uint32_t a = low_of(s);
    uint32_t b = high_of(s);
    uint64_t n_a = l->corpus.entities[a].stories;
    uint64_t n_b = l->corpus.entities[b].stories;
    double closeness = (double)s->closeness / TG_CLOSENESS_ONE / s->stories;
    double g2 = tg_g2(s->stories, n_a, n_b, l->corpus.n_stories);
    char first[10];
    char last[10];
    return tg_sql_run(l->store, l->write,
                      TG_VALUES(tg_int(a), tg_int(b), tg_int(s->stories), tg_int(s->documents),
                                tg_int(s->sentences), tg_real(closeness), tg_real(g2),
                                tg_real(tg_npmi(s->stories, n_a, n_b, l->corpus.n_stories)),
                                alpha_of(l, s), tg_real(tg_weight(closeness, g2, s->stories)),
                                tg_corpus_date(first, s->first_date),
                                tg_corpus_date(last, s->last_date), tg_int(s->mention[0]),
                                tg_int(s->mention[1])),
                      l->err);
}

/** All strengths first, since alpha of the first link needs those of all. */
static tagger_status write_links(const linker *l)
{
    for (uint32_t pass = 0; pass < l->n_passes; pass++) {
        TG_TRY(sum_pass(l, pass));
        for (const sum *s = l->slots; s->key != 0; s++) add_strength(l, s);
    }
    for (uint32_t pass = 0; pass < l->n_passes; pass++) {
        if (l->n_passes > 1) TG_TRY(sum_pass(l, pass));
        for (const sum *s = l->slots; s->key != 0; s++) TG_TRY(write_link(l, s));
    }
    return TAGGER_OK;
}

/* ---- the whole ----------------------------------------------------------- */

static tagger_status sort_by_story(linker *l)
{
    uint32_t n = l->corpus.n_documents;
    l->by_story = tg_mem_alloc(n * sizeof *l->by_story);
    uint32_t *begin = tg_mem_alloc((n + 1) * sizeof *begin);
    if (l->by_story == NULL || begin == NULL) {
        tg_mem_free(begin);
        return no_memory(l);
    }
    /* Counting sort: the documents of a story keep their order. */
    memset(begin, 0, (n + 1) * sizeof *begin);
    for (uint32_t i = 0; i < n; i++) begin[l->corpus.documents[i].story + 1]++;
    for (uint32_t i = 0; i < n; i++) begin[i + 1] += begin[i];
    for (uint32_t i = 0; i < n; i++) l->by_story[begin[l->corpus.documents[i].story]++] = i;
    tg_mem_free(begin);
    return TAGGER_OK;
}

static tagger_status prepare(linker *l)
{
    int64_t n_pairs = 0;
    sqlite3_stmt *count = NULL;
    TG_TRY(tg_sql_prepare(&count, l->store, "SELECT count(*) FROM pairs", l->err));
    tagger_status status = tg_sql_id(&n_pairs, l->store, count, NULL, 0, l->err);
    (void)sqlite3_finalize(count);
    if (status != TAGGER_OK) return status;

    l->n_passes = 1 + (uint32_t)(n_pairs / PAIRS_A_PASS);
    l->n_slots = 64;
    while (l->n_slots < (size_t)n_pairs / l->n_passes * 3 / 2) l->n_slots *= 2;
    l->slots = tg_mem_alloc((l->n_slots + 1) * sizeof *l->slots);
    l->strengths = tg_mem_alloc(l->corpus.n_entities * sizeof *l->strengths);
    if (l->slots == NULL || l->strengths == NULL) return no_memory(l);
    memset(l->strengths, 0, l->corpus.n_entities * sizeof *l->strengths);
    TG_TRY(tg_sql_prepare(&l->read, l->store,
                          "SELECT a, b, gap, mention_a, mention_b, sentences FROM pairs "
                          "WHERE document_id = ?1",
                          l->err));
    return tg_sql_prepare(&l->write, l->store,
                          "INSERT INTO links VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                          "?11, ?12, ?13, ?14)",
                          l->err);
}

/** Entities that nothing names any more; unlisted ones are called by the name most used. */
static const char tidy_entities[] =
    "DELETE FROM aliases WHERE entity_id IN (SELECT id FROM entities e WHERE NOT EXISTS "
    "(SELECT 1 FROM mentions WHERE entity_id = e.id) AND NOT EXISTS "
    "(SELECT 1 FROM mention_candidates WHERE entity_id = e.id));"
    "UPDATE entities SET merged_into = NULL WHERE merged_into IS NOT NULL;"
    "DELETE FROM entities WHERE NOT EXISTS (SELECT 1 FROM mentions WHERE entity_id = entities.id) "
    "AND NOT EXISTS (SELECT 1 FROM mention_candidates WHERE entity_id = entities.id);"
    "UPDATE entities SET name = best.alias FROM (SELECT entity_id, alias, row_number() OVER "
    "(PARTITION BY entity_id ORDER BY kind <> 'name', sum(mentions) DESC, length(alias) DESC, "
    "alias DESC) AS place FROM aliases GROUP BY entity_id, alias, kind) AS best "
    "WHERE best.entity_id = entities.id AND best.place = 1 AND entities.known = 0 "
    "AND entities.name <> best.alias";

static tagger_status write_properties(const linker *l)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(&stmt, l->store,
                          "INSERT OR REPLACE INTO properties VALUES ('linked', 1), "
                          "('stories', ?1), ('measure', 'weight = closeness * sqrt(G2) for 2 "
                          "stories and more, else closeness * ln 2; closeness = mean over stories "
                          "of exp(-gap / 100)'), ('window', 'same paragraph or gap <= 500 "
                          "characters; headline, lead and body')",
                          l->err));
    tagger_status status =
        tg_sql_run(l->store, stmt, TG_VALUES(tg_int(l->corpus.n_stories)), l->err);
    (void)sqlite3_finalize(stmt);
    return status;
}

static tagger_status rebuild(linker *l)
{
    TG_TRY(tg_sql_exec(l->store, "DELETE FROM links", l->err));
    TG_TRY(tg_sql_exec(l->store, tidy_entities, l->err));
    TG_TRY(tg_decisions_replay(l->store, l->err));
    TG_TRY(tg_corpus_load(&l->corpus, l->store, l->err));
    TG_TRY(sort_by_story(l));
    TG_TRY(prepare(l));
    TG_TRY(write_links(l));
    return write_properties(l);
}

tagger_status tg_store_link(tg_store *store, tagger_error *err)
{
    linker l = {.store = store, .err = err};
    TG_TRY(tg_sql_exec(store, "BEGIN IMMEDIATE", err));
    tagger_status status = rebuild(&l);
    (void)sqlite3_finalize(l.read);
    (void)sqlite3_finalize(l.write);
    if (status == TAGGER_OK) status = tg_sql_exec(store, "COMMIT", err);
    if (sqlite3_get_autocommit(store->db) == 0)
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    tg_corpus_dispose(&l.corpus);
    tg_mem_free(l.by_story);
    tg_mem_free(l.slots);
    tg_mem_free(l.strengths);
    return status;
}

tagger_status tg_is_linked(bool *linked, tg_store *store, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    int64_t value = 0;
    TG_TRY(tg_sql_prepare(&stmt, store, "SELECT value FROM properties WHERE name = 'linked'", err));
    tagger_status status = tg_sql_id(&value, store, stmt, NULL, 0, err);
    (void)sqlite3_finalize(stmt);
    *linked = value != 0;
    return status;
}

tagger_status tg_store_unlink(tg_store *store, tagger_error *err)
{
    return tg_sql_exec(store, "INSERT OR REPLACE INTO properties VALUES ('linked', 0)", err);
}
