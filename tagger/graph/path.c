/* SPDX-License-Identifier: MIT
 *
 * path.c — layer by layer.
 *
 *     layer 0   Oppo
 *     layer 1   Dries Cludts 3.1   De Tijd 1.2   …         each with its weakest link so far
 *     layer 2   … Michael Freilich min(1.2, 2.0)           the better of two ways stays
 *
 * A layer is everybody one more hop away. All of a layer is found before the
 * next, so the first time b turns up the way is a shortest one, and when its
 * layer is complete it is the strongest of those.
 */
#include "graph/path.h"

#include "base/mem.h"
#include "base/status.h"
#include "base/vec.h"
#include "graph/sql.h"

typedef struct stop {
    int64_t id;
    uint32_t from;  /* index of the stop before */
    uint32_t hops;  /* from a */
    double weakest; /* weight of the weakest link on the way */
} stop;

typedef struct walk {
    tg_store *store;
    sqlite3_stmt *links;
    TG_VEC(stop) stops; /* layer after layer */
    uint32_t *slots;    /* [n_slots] index into stops + 1; 0 = free */
    size_t n_slots;
    tagger_error *err;
} walk;

static const char tested_sql[] =
    "SELECT l.b, l.weight FROM links l JOIN entities e ON e.id = l.b WHERE l.a = ?1 AND "
    "l.stories >= 2 AND l.g2 >= 10.83 AND (e.type <> 'country' OR e.id = ?2) UNION ALL "
    "SELECT l.a, l.weight FROM links l JOIN entities e ON e.id = l.a WHERE l.b = ?1 AND "
    "l.stories >= 2 AND l.g2 >= 10.83 AND (e.type <> 'country' OR e.id = ?2)";

static const char all_sql[] =
    "SELECT l.b, l.weight FROM links l JOIN entities e ON e.id = l.b WHERE l.a = ?1 AND "
    "(e.type <> 'country' OR e.id = ?2) UNION ALL "
    "SELECT l.a, l.weight FROM links l JOIN entities e ON e.id = l.a WHERE l.b = ?1 AND "
    "(e.type <> 'country' OR e.id = ?2)";

static tagger_status no_memory(const walk *w)
{
    return tg_fail(w->err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(w->store));
}

static uint32_t *slot_of(const walk *w, int64_t id)
{
    size_t at = (size_t)((uint64_t)id * 0x9e3779b97f4a7c15U >> 20) & (w->n_slots - 1);
    while (w->slots[at] != 0 && w->stops.at[w->slots[at] - 1].id != id)
        at = (at + 1) & (w->n_slots - 1);
    return &w->slots[at];
}

static bool more_slots(walk *w)
{
    size_t n = w->n_slots == 0 ? 1024 : w->n_slots * 2;
    uint32_t *slots = tg_mem_alloc(n * sizeof *slots);
    if (slots == NULL) return false;
    memset(slots, 0, n * sizeof *slots);
    tg_mem_free(w->slots);
    w->slots = slots;
    w->n_slots = n;
    for (uint32_t i = 0; i < w->stops.n; i++) *slot_of(w, w->stops.at[i].id) = i + 1;
    return true;
}

/** Go on from one stop to another by a link of this weight. */
static bool visit(walk *w, uint32_t from, int64_t id, double weight)
{
    if (w->stops.n * 2 >= w->n_slots && !more_slots(w)) return false;
    const stop *before = &w->stops.at[from];
    double weakest = weight < before->weakest ? weight : before->weakest;
    uint32_t hops = before->hops + 1;
    uint32_t *slot = slot_of(w, id);
    if (*slot == 0) {
        *slot = (uint32_t)w->stops.n + 1;
        return tg_vec_push(&w->stops,
                           (stop){.id = id, .from = from, .hops = hops, .weakest = weakest});
    }
    stop *known = &w->stops.at[*slot - 1];
    if (known->hops == hops && weakest > known->weakest) {
        known->weakest = weakest;
        known->from = from;
    }
    return true;
}

static tagger_status go_on(walk *w, uint32_t from, int64_t target)
{
    bool row = true;
    TG_TRY(tg_sql_bind(w->store, w->links, TG_VALUES(tg_int(w->stops.at[from].id), tg_int(target)),
                       w->err));
    for (;;) {
        TG_TRY(tg_sql_step(&row, w->store, w->links, w->err));
        if (!row) return TAGGER_OK;
        if (!visit(w, from, sqlite3_column_int64(w->links, 0), sqlite3_column_double(w->links, 1)))
            return no_memory(w);
    }
}

/** *found is the index of b, or 0. */
static tagger_status search(uint32_t *found, walk *w, int64_t a, int64_t b, uint32_t max_hops)
{
    *found = 0;
    w->stops.n = 0;
    if (!more_slots(w) || !tg_vec_push(&w->stops, (stop){.id = a, .weakest = 1e300}))
        return no_memory(w);
    *slot_of(w, a) = 1;
    uint32_t layer = 0;
    for (uint32_t hops = 0; hops < max_hops && *found == 0; hops++) {
        uint32_t end = (uint32_t)w->stops.n;
        for (; layer < end; layer++) TG_TRY(go_on(w, layer, b));
        *found = *slot_of(w, b);
        if (*found != 0) --*found;
    }
    return TAGGER_OK;
}

/** Hand on the hop that leads to stop `at`. */
static tagger_status tell_hop(const walk *w, uint32_t at, tg_rows to)
{
    static const char sql[] =
        "SELECT ?3 AS hop, x.name AS source, y.name AS target, l.weight, "
        "iif(l.stories >= 2 AND l.g2 >= 10.83, 'yes', 'no') AS tested, l.stories, "
        "tg_excerpt(d.text, min(m.sentence_start, n.sentence_start), "
        "max(m.sentence_end, n.sentence_end), min(m.\"end\", n.\"end\"), max(m.start, n.start)) "
        "AS sentence, d.date, d.title, d.uri FROM links l "
        "JOIN entities x ON x.id = ?1 JOIN entities y ON y.id = ?2 "
        "JOIN mentions m ON m.id = l.mention_a JOIN mentions n ON n.id = l.mention_b "
        "JOIN documents d ON d.id = m.document_id WHERE l.a = min(?1, ?2) AND l.b = max(?1, ?2)";
    const stop *here = &w->stops.at[at];
    return tg_sql_query(
        w->store, sql,
        TG_VALUES(tg_int(w->stops.at[here->from].id), tg_int(here->id), tg_int(here->hops)), to,
        w->err);
}

/** The stops know who came before; the reader wants to start at a. */
static tagger_status tell(const walk *w, uint32_t last, tg_rows to)
{
    tagger_status status = TAGGER_OK;
    for (uint32_t hop = 1; hop <= w->stops.at[last].hops && status == TAGGER_OK; hop++) {
        uint32_t at = last;
        while (w->stops.at[at].hops > hop) at = w->stops.at[at].from;
        status = tell_hop(w, at, to);
    }
    return status;
}

static void dispose(walk *w)
{
    (void)sqlite3_finalize(w->links);
    tg_vec_dispose(&w->stops);
    tg_mem_free(w->slots);
}

tagger_status tg_path(tg_store *store, int64_t a, int64_t b, uint32_t max_hops, tg_rows to,
                      tagger_error *err)
{
    static const char *const kinds[] = {tested_sql, all_sql};
    if (a == b) return TAGGER_OK;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        walk w = {.store = store, .err = err};
        uint32_t found = 0;
        tagger_status status = tg_sql_prepare(&w.links, store, kinds[i], err);
        if (status == TAGGER_OK) status = search(&found, &w, a, b, max_hops);
        if (status == TAGGER_OK && found != 0) status = tell(&w, found, to);
        dispose(&w);
        if (status != TAGGER_OK || found != 0) return status;
    }
    return TAGGER_OK;
}
