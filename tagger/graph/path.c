/* SPDX-License-Identifier: MIT
 *
 * path.c — layer by layer, from both ends.
 *
 *     from a   layer 0   Oppo
 *              layer 1   Dries Cludts 3.1   De Tijd 1.2   …   each with its weakest link so far
 *     from b   layer 1   … De Tijd min(1.2, 2.0)              the better of two ways stays
 *              layer 0   Michael Freilich
 *
 * A layer is everybody one more hop away from an end. All of a layer is found
 * before the next, and of the two ends the one with fewer in its last layer
 * goes on. So the first time the two meet the way is a shortest one, and when
 * that layer is complete the strongest of those is known. Two half ways are far
 * smaller than a whole one: everybody knows a few hundred others. And where the
 * last two layers are small, the links between them are looked up one by one
 * before all links of one of them are followed.
 */
#include "graph/path.h"

#include "base/mem.h"
#include "base/status.h"
#include "base/vec.h"
#include "graph/sql.h"

enum { MAX_HOPS = 32, MAX_LOOKS = 8192, A = 0, B = 1 };

typedef struct stop {
    int64_t id;
    uint32_t from;  /* index of the stop before, on the same side */
    uint32_t hops;  /* from the end */
    double weakest; /* weight of the weakest link on the way */
    uint8_t closed; /* 1 + whether no way leads through it; 0 = not known yet */
} stop;

/** What was reached from one end. */
typedef struct side {
    TG_VEC(stop) stops; /* layer after layer */
    uint32_t layer;     /* index of the first stop of the last layer */
    uint32_t *slots;    /* [n_slots] index into stops + 1; 0 = free */
    size_t n_slots;     /* a power of two */
} side;

typedef struct walk {
    tg_store *store;
    sqlite3_stmt *links;   /* of one */
    sqlite3_stmt *link;    /* between two */
    sqlite3_stmt *country; /* is it one? */
    sqlite3_stmt *before;  /* does one key stand before another? */
    side sides[2];
    tagger_error *err;
} walk;

/* As in the view links, with a look into measures only for those that have one. */
#define WEIGHT                                                                                     \
    "CASE WHEN stories < 2 THEN closeness * 0.69314718055994530942 ELSE "                          \
    "(SELECT weight FROM measures m WHERE m.a = s.a AND m.b = s.b) END "

/** The links to walk on: those that are tested, then all. */
static const struct {
    const char *links;
    const char *link;
} kinds[] = {
    {"SELECT b, weight FROM measures WHERE a = ?1 AND g2 >= 10.83 UNION ALL "
     "SELECT a, weight FROM measures INDEXED BY measures_sure WHERE b = ?1 AND g2 >= 10.83",
     "SELECT weight FROM measures WHERE a = ?1 AND b = ?2 AND g2 >= 10.83"},
    {"SELECT b, " WEIGHT "FROM sums s WHERE a = ?1 UNION ALL "
     "SELECT a, " WEIGHT "FROM sums s WHERE b = ?1",
     "SELECT " WEIGHT "FROM sums s WHERE a = ?1 AND b = ?2"},
};

static tagger_status no_memory(const walk *w)
{
    return tg_fail(w->err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(w->store));
}

static uint32_t *slot_of(const side *s, int64_t id)
{
    size_t at = (size_t)((uint64_t)id * 0x9e3779b97f4a7c15U >> 20) & (s->n_slots - 1);
    while (s->slots[at] != 0 && s->stops.at[s->slots[at] - 1].id != id)
        at = (at + 1) & (s->n_slots - 1);
    return &s->slots[at];
}

static bool more_slots(side *s)
{
    size_t n = s->n_slots == 0 ? 1024 : s->n_slots * 2;
    uint32_t *slots = tg_mem_alloc(n * sizeof *slots);
    if (slots == NULL) return false;
    memset(slots, 0, n * sizeof *slots);
    tg_mem_free(s->slots);
    s->slots = slots;
    s->n_slots = n;
    for (uint32_t i = 0; i < s->stops.n; i++) *slot_of(s, s->stops.at[i].id) = i + 1;
    return true;
}

static bool start(side *s, int64_t id)
{
    if (!more_slots(s) || !tg_vec_push(&s->stops, (stop){.id = id, .weakest = 1e300})) return false;
    *slot_of(s, id) = 1;
    return true;
}

/** Of equally strong ways the one over the smaller key is taken: that is the same in every
 *  database. */
static tagger_status is_before(bool *before, const walk *w, int64_t x, int64_t y)
{
    int64_t answer = 0;
    TG_TRY(tg_sql_id(&answer, w->store, w->before, TG_VALUES(tg_int(x), tg_int(y)), w->err));
    *before = answer != 0;
    return TAGGER_OK;
}

/** Go on from one stop to another by a link of this weight. */
static tagger_status visit(const walk *w, side *s, uint32_t from, int64_t id, double weight)
{
    if (s->stops.n * 2 >= s->n_slots && !more_slots(s)) return no_memory(w);
    const stop *here = &s->stops.at[from];
    double weakest = weight < here->weakest ? weight : here->weakest;
    uint32_t hops = here->hops + 1;
    uint32_t *slot = slot_of(s, id);
    if (*slot == 0) {
        *slot = (uint32_t)s->stops.n + 1;
        stop next = {.id = id, .from = from, .hops = hops, .weakest = weakest};
        return tg_vec_push(&s->stops, next) ? TAGGER_OK : no_memory(w);
    }
    stop *known = &s->stops.at[*slot - 1];
    bool better = weakest > known->weakest;
    if (known->hops != hops || weakest < known->weakest) return TAGGER_OK;
    if (!better) TG_TRY(is_before(&better, w, here->id, s->stops.at[known->from].id));
    if (better) {
        known->weakest = weakest;
        known->from = from;
    }
    return TAGGER_OK;
}

static tagger_status go_on(const walk *w, side *s, uint32_t from)
{
    bool row = true;
    TG_TRY(tg_sql_bind(w->store, w->links, TG_VALUES(tg_int(s->stops.at[from].id)), w->err));
    for (;;) {
        TG_TRY(tg_sql_step(&row, w->store, w->links, w->err));
        if (!row) return TAGGER_OK;
        tagger_status status = visit(w, s, from, sqlite3_column_int64(w->links, 0),
                                     sqlite3_column_double(w->links, 1));
        if (status == TAGGER_OK) continue;
        (void)sqlite3_reset(w->links);
        return status;
    }
}

/** No way leads through a country: everything would be tied to everything. */
static tagger_status is_closed(bool *closed, const walk *w, stop *at)
{
    int64_t country = 0;
    if (at->closed == 0 && at->hops > 0)
        TG_TRY(tg_sql_id(&country, w->store, w->country, TG_VALUES(tg_int(at->id)), w->err));
    if (at->closed == 0) at->closed = (uint8_t)(1 + (country != 0));
    *closed = at->closed > 1;
    return TAGGER_OK;
}

/** From one stop to another, if there is a link. */
static tagger_status look_across(const walk *w, side *s, uint32_t from, int64_t to)
{
    int64_t here = s->stops.at[from].id;
    bool row = false;
    TG_TRY(tg_sql_bind(w->store, w->link,
                       TG_VALUES(tg_int(here < to ? here : to), tg_int(here < to ? to : here)),
                       w->err));
    TG_TRY(tg_sql_step(&row, w->store, w->link, w->err));
    if (!row) return TAGGER_OK;
    double weight = sqlite3_column_double(w->link, 0);
    (void)sqlite3_reset(w->link);
    return visit(w, s, from, to, weight);
}

/** Of one more layer those where the other side's last layer may be met, if there are any. */
static tagger_status add_meetings(const walk *w, side *s, side *other)
{
    uint32_t end = (uint32_t)s->stops.n;
    for (uint32_t i = s->layer; i < end; i++) {
        bool closed = false;
        TG_TRY(is_closed(&closed, w, &s->stops.at[i]));
        for (uint32_t k = other->layer; k < other->stops.n && !closed; k++) {
            bool barred = false;
            TG_TRY(is_closed(&barred, w, &other->stops.at[k]));
            if (!barred) TG_TRY(look_across(w, s, i, other->stops.at[k].id));
        }
    }
    if (s->stops.n > end) s->layer = end;
    return TAGGER_OK;
}

/** One more layer of one side. */
static tagger_status add_layer(const walk *w, side *s)
{
    uint32_t begin = s->layer;
    uint32_t end = (uint32_t)s->stops.n;
    for (uint32_t i = begin; i < end; i++) {
        bool closed = false;
        TG_TRY(is_closed(&closed, w, &s->stops.at[i]));
        if (!closed) TG_TRY(go_on(w, s, i));
    }
    s->layer = end;
    return TAGGER_OK;
}

/** The best place where the last layer of `mine` meets the other side; *at is 0 when they do not
 *  meet. */
static tagger_status meet(int64_t *at, const walk *w, side *mine, const side *other)
{
    double strongest = -1;
    *at = 0;
    for (uint32_t i = mine->layer; i < mine->stops.n; i++) {
        stop *x = &mine->stops.at[i];
        uint32_t slot = *slot_of(other, x->id);
        if (slot == 0) continue;
        const stop *y = &other->stops.at[slot - 1];
        double weakest = x->weakest < y->weakest ? x->weakest : y->weakest;
        bool closed = false;
        bool better = weakest > strongest;
        if (weakest < strongest) continue;
        if (y->hops > 0) TG_TRY(is_closed(&closed, w, x));
        if (closed) continue;
        if (!better) TG_TRY(is_before(&better, w, x->id, *at));
        if (!better) continue;
        strongest = weakest;
        *at = x->id;
    }
    return TAGGER_OK;
}

/** One more hop. *at is where the two ways meet, or 0. */
static tagger_status make_hop(int64_t *at, const walk *w, side *mine, side *other)
{
    size_t n_looks = (mine->stops.n - mine->layer) * (other->stops.n - other->layer);
    if (n_looks <= MAX_LOOKS) {
        TG_TRY(add_meetings(w, mine, other));
        TG_TRY(meet(at, w, mine, other));
        if (*at != 0) return TAGGER_OK;
    }
    TG_TRY(add_layer(w, mine));
    return meet(at, w, mine, other);
}

/** *at is where the two ways meet, or 0. */
static tagger_status search(int64_t *at, walk *w, uint32_t max_hops)
{
    *at = 0;
    for (uint32_t hops = 0; hops < max_hops && *at == 0; hops++) {
        size_t n_a = w->sides[A].stops.n - w->sides[A].layer;
        size_t n_b = w->sides[B].stops.n - w->sides[B].layer;
        if (n_a == 0 || n_b == 0) return TAGGER_OK;
        int which = n_a <= n_b ? A : B;
        TG_TRY(make_hop(at, w, &w->sides[which], &w->sides[1 - which]));
    }
    return TAGGER_OK;
}

/** Whom the way leads over, from a to b. @return how many. */
static uint32_t list_stops(int64_t ids[MAX_HOPS + 1], const walk *w, int64_t meeting)
{
    const side *a = &w->sides[A];
    const side *b = &w->sides[B];
    const stop *x = &a->stops.at[*slot_of(a, meeting) - 1];
    uint32_t n = x->hops + 1;
    for (uint32_t i = n; i > 0; i--) {
        ids[i - 1] = x->id;
        x = &a->stops.at[x->from];
    }
    x = &b->stops.at[*slot_of(b, meeting) - 1];
    while (x->hops > 0) {
        x = &b->stops.at[x->from];
        ids[n++] = x->id;
    }
    return n;
}

/** Hand on one hop. */
static tagger_status tell_hop(const walk *w, const int64_t *ids, uint32_t hop, tg_rows to)
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
    return tg_sql_query(w->store, sql,
                        TG_VALUES(tg_int(ids[hop - 1]), tg_int(ids[hop]), tg_int(hop)), to, w->err);
}

static tagger_status open_walk(walk *w, size_t kind, int64_t a, int64_t b)
{
    TG_TRY(tg_sql_prepare(&w->links, w->store, kinds[kind].links, w->err));
    TG_TRY(tg_sql_prepare(&w->link, w->store, kinds[kind].link, w->err));
    TG_TRY(tg_sql_prepare(&w->country, w->store,
                          "SELECT type = 'country' FROM entities WHERE id = ?1", w->err));
    TG_TRY(tg_sql_prepare(&w->before, w->store,
                          "SELECT (x.key, x.type) < (y.key, y.type) FROM entities x "
                          "JOIN entities y ON y.id = ?2 WHERE x.id = ?1",
                          w->err));
    return start(&w->sides[A], a) && start(&w->sides[B], b) ? TAGGER_OK : no_memory(w);
}

static void dispose(walk *w)
{
    (void)sqlite3_finalize(w->links);
    (void)sqlite3_finalize(w->link);
    (void)sqlite3_finalize(w->country);
    (void)sqlite3_finalize(w->before);
    for (int i = A; i <= B; i++) {
        tg_vec_dispose(&w->sides[i].stops);
        tg_mem_free(w->sides[i].slots);
    }
}

static tagger_status find_path(tg_store *store, const int64_t ends[2], uint32_t max_hops,
                               tg_rows to, tagger_error *err)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        walk w = {.store = store, .err = err};
        int64_t meeting = 0;
        int64_t ids[MAX_HOPS + 1];
        tagger_status status = open_walk(&w, i, ends[A], ends[B]);
        if (status == TAGGER_OK) status = search(&meeting, &w, max_hops);
        uint32_t n = meeting != 0 ? list_stops(ids, &w, meeting) : 0;
        for (uint32_t hop = 1; hop < n && status == TAGGER_OK; hop++)
            status = tell_hop(&w, ids, hop, to);
        dispose(&w);
        if (status != TAGGER_OK || n > 0) return status;
    }
    return TAGGER_OK;
}

tagger_status tg_path(tg_store *store, int64_t a, int64_t b, uint32_t max_hops, tg_rows to,
                      tagger_error *err)
{
    if (a == b) return TAGGER_OK;
    bool held = tg_sql_hold(store);
    tagger_status status = find_path(store, (const int64_t[2]){a, b},
                                     max_hops < MAX_HOPS ? max_hops : MAX_HOPS, to, err);
    tg_sql_release(store, held);
    return status;
}
