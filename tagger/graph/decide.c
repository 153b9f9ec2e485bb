/* SPDX-License-Identifier: MIT
 *
 * decide.c — decisions to groups.
 *
 * "same a b" ties two keys together, with all that each is tied to; a is the
 * one that stays. "different a b" unties that knot and no other. What is left
 * after the last decision makes the groups:
 *
 *     same A B, same B C, different A B   ->   A | B C
 *
 * A key need not be in this database: A and C are one even where B, through
 * which they were tied, is not named. Then the first key in order of the
 * decisions that is here stays.
 */
#include "graph/decide.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/vec.h"
#include "graph/link.h"
#include "graph/sql.h"

typedef struct node {
    int64_t row;   /* of the entity, 0 = not in this database */
    uint32_t up;   /* itself at the top */
    int64_t stays; /* at the top: the row that stands for the group; 0 = not yet known */
    bool ignored;
} node;

typedef struct knot {
    uint32_t a;
    uint32_t b;
    bool tied;
} knot;

typedef struct groups {
    TG_VEC(node) nodes;
    TG_VEC(knot) knots;
} groups;

static bool is_verdict(tg_str verdict)
{
    static const char *const verdicts[] = {"same", "different", "unsure", "ignore"};
    bool known = false;
    for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++)
        known |= tg_str_eq(verdict, (tg_str){verdicts[i], strlen(verdicts[i])});
    return known;
}

/** Run a statement with the parts of a decision as ?1 to ?6. */
static tagger_status run(tg_store *store, const char *sql, const tg_decision *d, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(&stmt, store, sql, err));
    tagger_status status =
        tg_sql_run(store, stmt,
                   TG_VALUES(tg_text(d->a), tg_text(d->b), tg_text(d->verdict), tg_text(d->reason),
                             tg_text(d->who), tg_text(d->at)),
                   err);
    (void)sqlite3_finalize(stmt);
    return status;
}

#define WRITE_DOWN                                                                                 \
    "INSERT INTO decisions(a, b, verdict, reason, who, at) SELECT ?1, ?2, ?3, ?4, ?5, "            \
    "coalesce(?6, strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) "

static tagger_status write_down(tg_store *store, const char *sql, const tg_decision *d,
                                tagger_error *err)
{
    if (!is_verdict(d->verdict)) {
        return tg_fail(err, TAGGER_E_USAGE, "verdict '%.*s' is not known", (int)d->verdict.n,
                       d->verdict.p);
    }
    TG_TRY(run(store, sql, d, err));
    return tg_store_unlink(store, true, err);
}

tagger_status tg_decide(tg_store *store, const tg_decision *d, tagger_error *err)
{
    return write_down(store, WRITE_DOWN, d, err);
}

tagger_status tg_decide_once(tg_store *store, const tg_decision *d, tagger_error *err)
{
    return write_down(store,
                      WRITE_DOWN "WHERE NOT EXISTS (SELECT 1 FROM decisions "
                                 "WHERE a = ?1 AND b IS ?2 AND verdict = ?3 AND at = ?6)",
                      d, err);
}

tagger_status tg_decide_split(uint32_t *n_untied, tg_store *store, tg_str key,
                              const tg_decision *how, tagger_error *err)
{
    static const char sql[] =
        "INSERT INTO decisions(a, b, verdict, reason, who, at) "
        "SELECT DISTINCT a, b, 'different', ?4, ?5, strftime('%Y-%m-%dT%H:%M:%SZ', 'now') "
        "FROM decisions s WHERE verdict = 'same' AND ?1 IN (a, b) AND NOT EXISTS (SELECT 1 FROM "
        "decisions d WHERE d.verdict = 'different' AND d.id > s.id AND "
        "min(d.a, d.b) = min(s.a, s.b) AND max(d.a, d.b) = max(s.a, s.b))";
    tg_decision d = {.a = key, .reason = how->reason, .who = how->who};
    TG_TRY(run(store, sql, &d, err));
    *n_untied = (uint32_t)sqlite3_changes(store->db);
    return *n_untied > 0 ? tg_store_unlink(store, true, err) : TAGGER_OK;
}

tagger_status tg_decide_parts(tg_store *store, int64_t entity, tg_rows to, tagger_error *err)
{
    return tg_sql_query(store,
                        "SELECT type || ':' || key AS key, name, stories FROM entities "
                        "WHERE id = ?1 OR merged_into = ?1 ORDER BY id <> ?1, name, 1",
                        TG_VALUES(tg_int(entity)), to, err);
}

tagger_status tg_decide_undo(tg_store *store, tg_rows to, tagger_error *err)
{
    TG_TRY(tg_store_unlink(store, true, err));
    return tg_sql_query(store,
                        "DELETE FROM decisions WHERE id = (SELECT max(id) FROM decisions) "
                        "RETURNING a, b, verdict, reason, who, at",
                        NULL, 0, to, err);
}

tagger_status tg_decisions(tg_store *store, tg_rows to, tagger_error *err)
{
    return tg_sql_query(store, "SELECT a, b, verdict, reason, who, at FROM decisions ORDER BY id",
                        NULL, 0, to, err);
}

static uint32_t top(groups *g, uint32_t i)
{
    while (g->nodes.at[i].up != i) i = g->nodes.at[i].up;
    return i;
}

/** Number the keys in the order in which decisions first name them, with their rows. */
static tagger_status load_nodes(groups *g, tg_store *store, tagger_error *err)
{
    static const char sql[] =
        "SELECT e.id FROM (SELECT key, min(place) AS place FROM ("
        "SELECT a AS key, 2 * id AS place FROM decisions UNION ALL "
        "SELECT b, 2 * id + 1 FROM decisions WHERE b IS NOT NULL) GROUP BY key) AS k "
        "LEFT JOIN entities e ON e.type = substr(k.key, 1, instr(k.key, ':') - 1) "
        "AND e.key = substr(k.key, instr(k.key, ':') + 1) ORDER BY k.place";
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    tagger_status status = tg_sql_prepare(&stmt, store, sql, err);
    while (status == TAGGER_OK) {
        status = tg_sql_step(&row, store, stmt, err);
        if (status != TAGGER_OK || !row) break;
        uint32_t i = (uint32_t)g->nodes.n;
        if (!tg_vec_push(&g->nodes, (node){.row = sqlite3_column_int64(stmt, 0), .up = i}))
            status = tg_fail(err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(store));
    }
    (void)sqlite3_finalize(stmt);
    return status;
}

static bool apply(groups *g, tg_str verdict, uint32_t a, uint32_t b)
{
    if (tg_str_eq(verdict, TG_LIT("ignore"))) g->nodes.at[a].ignored = true;
    if (tg_str_eq(verdict, TG_LIT("same")))
        return tg_vec_push(&g->knots, (knot){.a = a, .b = b, .tied = true});
    if (!tg_str_eq(verdict, TG_LIT("different"))) return true;

    for (size_t i = 0; i < g->knots.n; i++) {
        knot *k = &g->knots.at[i];
        if ((k->a == a && k->b == b) || (k->a == b && k->b == a)) k->tied = false;
    }
    return true;
}

static tagger_status load_verdicts(groups *g, tg_store *store, tagger_error *err)
{
    static const char sql[] =
        "WITH keys AS (SELECT key, row_number() OVER (ORDER BY min(place)) - 1 AS number FROM ("
        "SELECT a AS key, 2 * id AS place FROM decisions UNION ALL "
        "SELECT b, 2 * id + 1 FROM decisions WHERE b IS NOT NULL) GROUP BY key) "
        "SELECT d.verdict, x.number, y.number FROM decisions d JOIN keys x ON x.key = d.a "
        "LEFT JOIN keys y ON y.key = d.b ORDER BY d.id";
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    tagger_status status = tg_sql_prepare(&stmt, store, sql, err);
    while (status == TAGGER_OK) {
        status = tg_sql_step(&row, store, stmt, err);
        if (status != TAGGER_OK || !row) break;
        if (!apply(g, tg_sql_text(stmt, 0), (uint32_t)sqlite3_column_int64(stmt, 1),
                   (uint32_t)sqlite3_column_int64(stmt, 2)))
            status = tg_fail(err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(store));
    }
    (void)sqlite3_finalize(stmt);
    return status;
}

static void tie(groups *g)
{
    for (size_t i = 0; i < g->knots.n; i++) {
        const knot *k = &g->knots.at[i];
        if (!k->tied) continue;
        uint32_t a = top(g, k->a);
        uint32_t b = top(g, k->b);
        if (a != b) g->nodes.at[b].up = a;
    }
    for (uint32_t i = 0; i < g->nodes.n; i++) {
        const node *each = &g->nodes.at[i];
        if (each->up == i) g->nodes.at[i].stays = each->row;
    }
    for (uint32_t i = 0; i < g->nodes.n; i++) {
        node *first = &g->nodes.at[top(g, i)];
        if (first->stays == 0) first->stays = g->nodes.at[i].row;
    }
}

static tagger_status write_groups(groups *g, tg_store *store, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(&stmt, store,
                          "UPDATE entities SET merged_into = nullif(?2, id), ignored = ?3 "
                          "WHERE id = ?1",
                          err));
    tagger_status status = TAGGER_OK;
    for (uint32_t i = 0; i < g->nodes.n && status == TAGGER_OK; i++) {
        const node *each = &g->nodes.at[i];
        if (each->row == 0) continue;
        status = tg_sql_run(store, stmt,
                            TG_VALUES(tg_int(each->row), tg_int(g->nodes.at[top(g, i)].stays),
                                      tg_int(each->ignored)),
                            err);
    }
    (void)sqlite3_finalize(stmt);
    return status;
}

tagger_status tg_decisions_replay(tg_store *store, tagger_error *err)
{
    groups g = {.nodes = {0}};
    tagger_status status = tg_sql_exec(store,
                                       "UPDATE entities SET merged_into = NULL, ignored = 0 "
                                       "WHERE merged_into IS NOT NULL OR ignored <> 0",
                                       err);
    if (status == TAGGER_OK) status = load_nodes(&g, store, err);
    if (status == TAGGER_OK) status = load_verdicts(&g, store, err);
    if (status == TAGGER_OK) tie(&g);
    if (status == TAGGER_OK) status = write_groups(&g, store, err);
    tg_vec_dispose(&g.nodes);
    tg_vec_dispose(&g.knots);
    return status;
}
