/* SPDX-License-Identifier: MIT
 *
 * link.c — pairs of documents to links of stories, all of them.
 *
 *     pairs (document, a, b, gap)        in order of story
 *        └─ sum up per (a, b):  stories, documents, sentences, closeness, nearest mentions
 *                └─ with the stories of a, of b and of all: G², NPMI, weight
 *                        └─ with the closeness of all links of a and of b: alpha
 *
 * The sums stand in a hash table of bounded size. When there are more pairs
 * than it may hold, it takes several passes, each for the (a, b) of a range of
 * a. So rows are written in their order, which is fast and
 * fills the pages; alpha of the first hangs on the last, so the links that have
 * one are measured when all are there.
 *
 * What came and went since is worked in by relink.c where that is less work.
 */
#include "graph/link.h"

#include "base/mem.h"
#include "base/status.h"
#include "graph/decide.h"
#include "graph/links.h"
#include "graph/relink.h"

enum { PAIRS_A_PASS = 1200000, SAMPLED = 10000 };

typedef struct linker {
    tg_store *store;
    tg_corpus corpus;
    uint32_t *by_story; /* [n_documents] indices, those of a story together */
    tg_sums sums;
    tg_pair_reader reader;
    tg_links links;
    uint32_t *pairs_of; /* [n_entities] that it is the first of, about */
    uint32_t n_pairs;   /* at a time */
    int64_t n_links;
    tagger_error *err;
} linker;

static tagger_status no_memory(const linker *l)
{
    return tg_fail(l->err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(l->store));
}

/* ---- summing up ---------------------------------------------------------- */

/** Which pairs a pass takes: their first ends. */
typedef struct range {
    uint32_t begin;
    uint32_t end;
} range;

static tagger_status sum_document(linker *l, uint32_t document, range firsts)
{
    const tg_corpus_document *d = &l->corpus.documents[document];
    bool more = true;
    TG_TRY(tg_pair_reader_start(&l->reader, document, l->err));
    for (;;) {
        tg_pair_row row;
        TG_TRY(tg_pair_reader_next(&more, &row, &l->reader, l->err));
        if (!more) return TAGGER_OK;
        if (row.key >> 32 < firsts.begin || row.key >> 32 >= firsts.end) continue;
        tg_sum *s = tg_sums_at(&l->sums, row.key);
        if (s == NULL) return no_memory(l);
        tg_sum_tell(s, &row, d->story, 1);
        tg_sum_count(s, &row, document, d);
    }
}

/** Sum up the pairs of a range and write their links. */
static tagger_status link_range(linker *l, range firsts)
{
    tg_sums_clear(&l->sums);
    if (!l->corpus.merged) {
        /* Rows have the ends of their keys: the others need not be read. */
        l->reader.begin = firsts.begin;
        l->reader.end = firsts.end;
    }
    for (uint32_t i = 0; i < l->corpus.n_documents; i++)
        TG_TRY(sum_document(l, l->by_story[i], firsts));
    tg_sums_sort(&l->sums);
    for (size_t i = 0; i < l->sums.n; i++) {
        tg_sum *s = &l->sums.slots[i];
        tg_sum_close(s, 1);
        tg_links_strengthen(&l->links, s, 1);
        TG_TRY(tg_links_put(&l->links, s, l->err));
    }
    l->n_links += (int64_t)l->sums.n;
    return TAGGER_OK;
}

/** About how many: of large corpora one document in 16 is asked. */
static tagger_status count_pairs(linker *l)
{
    uint32_t step = l->corpus.n_documents > SAMPLED ? 16 : 1;
    for (uint32_t i = 0; i < l->corpus.n_documents; i += step) {
        bool more = true;
        TG_TRY(tg_pair_reader_start(&l->reader, i, l->err));
        while (more) {
            tg_pair_row row;
            TG_TRY(tg_pair_reader_next(&more, &row, &l->reader, l->err));
            if (more) l->pairs_of[row.key >> 32] += step;
        }
    }
    return TAGGER_OK;
}

static tagger_status write_links(linker *l)
{
    for (uint32_t i = 0; i < l->corpus.n_entities; i++) {
        tg_corpus_entity *e = &l->corpus.entities[i];
        memset(e->degree, 0, sizeof e->degree);
        memset(e->strength, 0, sizeof e->strength);
    }
    range next = {0, 0};
    while (next.end < l->corpus.n_entities) {
        uint64_t n = 0;
        next.begin = next.end;
        while (next.end < l->corpus.n_entities && n < l->n_pairs) n += l->pairs_of[next.end++];
        if (n > 0) TG_TRY(link_range(l, next));
    }
    return TAGGER_OK;
}

/* ---- the whole ----------------------------------------------------------- */

static tagger_status prepare(linker *l)
{
    uint32_t n = 0;
    int64_t n_pairs = 0;
    TG_TRY(tg_sql_scalar(&n_pairs, l->store, "SELECT count(*) FROM pairs", l->err));
    l->by_story = tg_corpus_by_story(&l->corpus, false, &n);
    l->pairs_of = tg_mem_alloc(l->corpus.n_entities * sizeof *l->pairs_of);
    if (l->by_story == NULL || l->pairs_of == NULL ||
        !tg_sums_init(&l->sums, n_pairs < l->n_pairs ? (size_t)n_pairs : l->n_pairs))
        return no_memory(l);
    memset(l->pairs_of, 0, l->corpus.n_entities * sizeof *l->pairs_of);
    TG_TRY(tg_pair_reader_init(&l->reader, &l->corpus, l->err));
    TG_TRY(tg_links_init(&l->links, &l->corpus, l->err));
    return count_pairs(l);
}

/** Entities that nothing names any more go, before decisions choose who stays of several. */
static const char drop_unnamed[] =
    "DELETE FROM aliases WHERE entity_id IN (SELECT id FROM entities e WHERE NOT EXISTS "
    "(SELECT 1 FROM mentions WHERE entity_id = e.id) AND NOT EXISTS "
    "(SELECT 1 FROM mention_candidates WHERE entity_id = e.id));"
    "UPDATE entities SET merged_into = NULL WHERE merged_into IS NOT NULL;"
    "DELETE FROM entities WHERE NOT EXISTS (SELECT 1 FROM mentions WHERE entity_id = entities.id) "
    "AND NOT EXISTS (SELECT 1 FROM mention_candidates WHERE entity_id = entities.id);" TG_NAME_BEST(
        "");

/* Indices are made faster from all rows than row by row. */
static const char drop_links[] = "DROP INDEX IF EXISTS sums_b; DROP INDEX IF EXISTS sums_tested;"
                                 "DELETE FROM sums; DELETE FROM measures";

/** Who there is, who is meant by whom, and in how many stories. */
static tagger_status load(linker *l)
{
    TG_TRY(tg_sql_exec(l->store, drop_unnamed, l->err));
    TG_TRY(tg_decisions_replay(l->store, l->err));
    TG_TRY(tg_corpus_load(&l->corpus, l->store, l->err));
    for (uint32_t i = 0; i < l->corpus.n_entities; i++) l->corpus.entities[i].touched = true;
    return tg_corpus_count(&l->corpus, l->err);
}

static tagger_status rebuild(linker *l)
{
    TG_TRY(tg_sql_exec(l->store, drop_links, l->err));
    TG_TRY(load(l));
    TG_TRY(prepare(l));
    TG_TRY(write_links(l));
    TG_TRY(tg_sql_exec(l->store, TG_LINKS_INDEX, l->err));
    TG_TRY(tg_links_refresh(&l->links, l->err));
    TG_TRY(tg_corpus_write(&l->corpus, l->err));
    return tg_links_tell(&l->links, l->n_links, l->err);
}

tagger_status tg_link_all(tg_store *store, uint32_t n_pairs, tagger_error *err)
{
    linker l = {.store = store, .n_pairs = n_pairs, .err = err};
    tagger_status status = rebuild(&l);
    tg_links_dispose(&l.links);
    tg_pair_reader_dispose(&l.reader);
    tg_corpus_dispose(&l.corpus);
    tg_mem_free(l.by_story);
    tg_mem_free(l.pairs_of);
    tg_sums_dispose(&l.sums);
    return status;
}

tagger_status tg_store_link(tg_store *store, bool whole, tagger_error *err)
{
    bool done = false;
    TG_TRY(tg_store_begin(store, err));
    tagger_status status = whole ? TAGGER_OK : tg_relink(&done, store, err);
    if (status == TAGGER_OK && !done) status = tg_link_all(store, PAIRS_A_PASS, err);
    tagger_status kept = tg_store_end(store, status == TAGGER_OK, err);
    return status == TAGGER_OK ? kept : status;
}

tagger_status tg_is_linked(bool *linked, tg_store *store, tagger_error *err)
{
    int64_t value = 0;
    tagger_status status =
        tg_sql_scalar(&value, store, "SELECT value FROM properties WHERE name = 'linked'", err);
    *linked = value != 0;
    return status;
}

tagger_status tg_store_unlink(tg_store *store, bool whole, tagger_error *err)
{
    return tg_sql_exec(store,
                       whole
                           ? "INSERT OR REPLACE INTO properties VALUES ('linked', 0), ('whole', 1)"
                           : "INSERT OR REPLACE INTO properties VALUES ('linked', 0)",
                       err);
}
