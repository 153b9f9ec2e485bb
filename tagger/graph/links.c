/* SPDX-License-Identifier: MIT
 *
 * links.c — what hangs on all stories, and what does not.
 *
 * With every story that comes N grows, and with it G² and NPMI of every link
 * change, and alpha of every link of those that are named in it. Were they kept
 * for all links, ten articles would cost as much as a million. But one story is
 * no test: of such links, nine in ten, nothing is kept that hangs on others.
 * The measures of the tested ones stand in a table of their own, which is small
 * and written anew; what they were computed from stays where it is.
 *
 * closeness is kept as a mean. The sum it came from is a whole number below
 * 2^51, so mean times stories is that number again after rounding.
 */
#include "graph/links.h"

#include <math.h>

#include "base/mem.h"
#include "base/status.h"
#include "graph/measure.h"

/** What is said of a tested link besides its sums. */
typedef struct measures {
    double g2;
    double npmi;
    tg_value alpha;
    double weight;
} measures;

static uint32_t low_of(const tg_sum *s)
{
    return (uint32_t)(s->key >> 32);
}

static uint32_t high_of(const tg_sum *s)
{
    return (uint32_t)(s->key & UINT32_MAX);
}

static uint32_t layer_of(const tg_corpus *c, const tg_sum *s)
{
    return c->entities[low_of(s)].country && c->entities[high_of(s)].country;
}

void tg_links_strengthen(const tg_links *links, const tg_sum *s, int times)
{
    uint32_t layer = layer_of(links->corpus, s);
    uint32_t ends[2] = {low_of(s), high_of(s)};
    for (int i = 0; i < 2; i++) {
        tg_corpus_entity *end = &links->corpus->entities[ends[i]];
        end->strength[layer] += times > 0 ? s->closeness : 0 - s->closeness;
        end->degree[layer] += times > 0 ? 1U : UINT32_MAX;
        end->touched = true;
    }
}

/** The smaller of the two ends; NULL when neither has another link. */
static tg_value alpha_of(const tg_corpus *c, const tg_sum *s)
{
    uint32_t layer = layer_of(c, s);
    uint32_t ends[2] = {low_of(s), high_of(s)};
    double alpha = 2;
    for (int i = 0; i < 2; i++) {
        const tg_corpus_entity *end = &c->entities[ends[i]];
        if (end->degree[layer] < 2 || end->strength[layer] == 0) continue;
        double share = (double)s->closeness / (double)end->strength[layer];
        alpha = fmin(alpha, tg_alpha(share, end->degree[layer]));
    }
    return alpha > 1 ? tg_null() : tg_real(alpha);
}

static double closeness_of(const tg_sum *s)
{
    return (double)s->closeness / TG_CLOSENESS_ONE / s->stories;
}

static measures measure(const tg_corpus *c, const tg_sum *s)
{
    uint64_t n_a = c->entities[low_of(s)].stories;
    uint64_t n_b = c->entities[high_of(s)].stories;
    double g2 = tg_g2(s->stories, n_a, n_b, c->n_stories);
    return (measures){.g2 = g2,
                      .npmi = tg_npmi(s->stories, n_a, n_b, c->n_stories),
                      .alpha = alpha_of(c, s),
                      .weight = tg_weight(closeness_of(s), g2, s->stories)};
}

tagger_status tg_links_init(tg_links *out, tg_corpus *corpus, tagger_error *err)
{
    *out = (tg_links){.corpus = corpus};
    TG_TRY(tg_sql_prepare(&out->get, corpus->store,
                          "SELECT stories, documents, sentences, closeness, first_date, last_date, "
                          "mention_a, mention_b FROM sums WHERE a = ?1 AND b = ?2",
                          err));
    TG_TRY(tg_sql_prepare(&out->put, corpus->store,
                          "INSERT OR REPLACE INTO sums VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
                          "?9, ?10)",
                          err));
    return tg_sql_prepare(&out->drop, corpus->store, "DELETE FROM sums WHERE a = ?1 AND b = ?2",
                          err);
}

void tg_links_dispose(tg_links *links)
{
    (void)sqlite3_finalize(links->get);
    (void)sqlite3_finalize(links->put);
    (void)sqlite3_finalize(links->drop);
    *links = (tg_links){.corpus = NULL};
}

static uint64_t sum_of(double closeness, uint32_t stories)
{
    return (uint64_t)llround(closeness * stories * TG_CLOSENESS_ONE);
}

tagger_status tg_links_get(tg_sum *out, tg_links *links, uint64_t key, tagger_error *err)
{
    sqlite3_stmt *stmt = links->get;
    bool row = false;
    *out = (tg_sum){.key = key, .gap = UINT32_MAX};
    TG_TRY(tg_sql_bind(links->corpus->store, stmt,
                       TG_VALUES(tg_int(low_of(out)), tg_int(high_of(out))), err));
    TG_TRY(tg_sql_step(&row, links->corpus->store, stmt, err));
    if (!row) return TAGGER_OK;
    out->stories = (uint32_t)sqlite3_column_int64(stmt, 0);
    out->documents = (uint32_t)sqlite3_column_int64(stmt, 1);
    out->sentences = (uint32_t)sqlite3_column_int64(stmt, 2);
    out->closeness = sum_of(sqlite3_column_double(stmt, 3), out->stories);
    out->first_date = tg_corpus_date_number(tg_sql_text(stmt, 4));
    out->last_date = tg_corpus_date_number(tg_sql_text(stmt, 5));
    out->mention[0] = sqlite3_column_int64(stmt, 6);
    out->mention[1] = sqlite3_column_int64(stmt, 7);
    (void)sqlite3_reset(stmt);
    return TAGGER_OK;
}

tagger_status tg_links_put(tg_links *links, const tg_sum *s, tagger_error *err)
{
    char first[10];
    char last[10];
    return tg_sql_run(links->corpus->store, links->put,
                      TG_VALUES(tg_int(low_of(s)), tg_int(high_of(s)), tg_int(s->stories),
                                tg_int(s->documents), tg_int(s->sentences),
                                tg_real(closeness_of(s)), tg_corpus_date(first, s->first_date),
                                tg_corpus_date(last, s->last_date), tg_int(s->mention[0]),
                                tg_int(s->mention[1])),
                      err);
}

tagger_status tg_links_drop(tg_links *links, uint64_t key, tagger_error *err)
{
    tg_sum s = {.key = key};
    return tg_sql_run(links->corpus->store, links->drop,
                      TG_VALUES(tg_int(low_of(&s)), tg_int(high_of(&s))), err);
}

/* ---- all tested ones anew ------------------------------------------------ */

enum { AT_A_TIME = 4096 };

typedef struct refresher {
    tg_links *links;
    sqlite3_stmt *read;
    sqlite3_stmt *write;
    tg_sum *sums; /* [AT_A_TIME] */
} refresher;

/** The next tested links behind a key. */
static tagger_status read_some(uint32_t *n, const refresher *r, uint64_t behind, tagger_error *err)
{
    tg_store *store = r->links->corpus->store;
    tg_sum last = {.key = behind};
    bool row = true;
    *n = 0;
    TG_TRY(tg_sql_bind(store, r->read,
                       TG_VALUES(tg_int(low_of(&last)), tg_int(high_of(&last)), tg_int(AT_A_TIME)),
                       err));
    for (;;) {
        TG_TRY(tg_sql_step(&row, store, r->read, err));
        if (!row) return TAGGER_OK;
        tg_sum *s = &r->sums[(*n)++];
        *s = (tg_sum){.key = (uint64_t)sqlite3_column_int64(r->read, 0) << 32 |
                             (uint64_t)sqlite3_column_int64(r->read, 1),
                      .stories = (uint32_t)sqlite3_column_int64(r->read, 2)};
        s->closeness = sum_of(sqlite3_column_double(r->read, 3), s->stories);
    }
}

static tagger_status write_some(const refresher *r, uint32_t n, tagger_error *err)
{
    const tg_corpus *c = r->links->corpus;
    for (uint32_t i = 0; i < n; i++) {
        const tg_sum *s = &r->sums[i];
        measures m = measure(c, s);
        r->links->n_edges += m.g2 >= TG_SURE_G2 && layer_of(c, s) == 0;
        TG_TRY(tg_sql_run(c->store, r->write,
                          TG_VALUES(tg_int(low_of(s)), tg_int(high_of(s)), tg_real(m.g2),
                                    tg_real(m.npmi), m.alpha, tg_real(m.weight)),
                          err));
    }
    return TAGGER_OK;
}

static tagger_status refresh(refresher *r, tagger_error *err)
{
    tg_store *store = r->links->corpus->store;
    uint32_t n = AT_A_TIME;
    uint64_t behind = 0;
    if (r->sums == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(store));
    TG_TRY(tg_sql_exec(store, "DROP INDEX IF EXISTS measures_sure; DELETE FROM measures", err));
    TG_TRY(tg_sql_prepare(&r->read, store,
                          "SELECT a, b, stories, closeness FROM sums INDEXED BY sums_tested "
                          "WHERE stories >= 2 AND (a, b) > (?1, ?2) ORDER BY a, b LIMIT ?3",
                          err));
    TG_TRY(tg_sql_prepare(&r->write, store, "INSERT INTO measures VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                          err));
    r->links->n_edges = 0;
    while (n == AT_A_TIME) {
        TG_TRY(read_some(&n, r, behind, err));
        TG_TRY(write_some(r, n, err));
        if (n > 0) behind = r->sums[n - 1].key;
    }
    return tg_sql_exec(store, TG_LINKS_INDEX_SURE, err);
}

tagger_status tg_links_refresh(tg_links *links, tagger_error *err)
{
    refresher r = {.links = links, .sums = tg_mem_alloc(AT_A_TIME * sizeof *r.sums)};
    tagger_status status = refresh(&r, err);
    (void)sqlite3_finalize(r.read);
    (void)sqlite3_finalize(r.write);
    tg_mem_free(r.sums);
    return status;
}

/* ---- what there is ------------------------------------------------------- */

/** How many stand in the view `nodes`. */
static int64_t count_nodes(const tg_corpus *c)
{
    int64_t n = 0;
    for (uint32_t i = 1; i < c->n_entities; i++) {
        const tg_corpus_entity *e = &c->entities[i];
        n += e->stands_for == i && !e->ignored && e->stories > 0;
    }
    return n;
}

tagger_status tg_links_tell(const tg_links *links, int64_t n_links, tagger_error *err)
{
    static const char sql[] =
        "INSERT OR REPLACE INTO properties VALUES ('linked', 1), ('whole', 0), ('stories', ?1), "
        "('entities', ?2), ('links', ?3), ('edges', ?4), ('measure', 'weight = closeness * "
        "sqrt(G2) for 2 stories and more, else closeness * ln 2; closeness = mean over stories of "
        "exp(-gap / 100)'), ('window', 'same paragraph or gap <= 500 characters; headline, lead "
        "and body')";
    const tg_corpus *c = links->corpus;
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(&stmt, c->store, sql, err));
    tagger_status status = tg_sql_run(c->store, stmt,
                                      TG_VALUES(tg_int(c->n_stories), tg_int(count_nodes(c)),
                                                tg_int(n_links), tg_int(links->n_edges)),
                                      err);
    (void)sqlite3_finalize(stmt);
    if (status == TAGGER_OK) status = tg_corpus_write_months(c, err);
    TG_TRY(status);
    return tg_sql_exec(c->store, "DELETE FROM unlinked; DELETE FROM stale", err);
}
