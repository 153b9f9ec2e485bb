/* SPDX-License-Identifier: MIT
 *
 * export.c — one walk over nodes and links; a format only says how a row is written.
 *
 * Nodes are named by "type:key", which is the same in every database; so the
 * same documents give the same bytes.
 */
#include "graph/export.h"

#include "base/number.h"
#include "base/status.h"
#include "graph/format.h"
#include "graph/markup.h"
#include "graph/sql.h"

const tg_attribute tg_node_attributes[TG_N_NODE] = {
    {"id", TG_ATTRIBUTE_STRING},       {"label", TG_ATTRIBUTE_STRING},
    {"type", TG_ATTRIBUTE_STRING},     {"subtype", TG_ATTRIBUTE_STRING},
    {"country", TG_ATTRIBUTE_STRING},  {"wikidata", TG_ATTRIBUTE_STRING},
    {"stories", TG_ATTRIBUTE_INTEGER}, {"mentions", TG_ATTRIBUTE_INTEGER},
    {"start", TG_ATTRIBUTE_DATE},      {"end", TG_ATTRIBUTE_DATE},
};

const tg_attribute tg_edge_attributes[TG_N_EDGE] = {
    {"source", TG_ATTRIBUTE_STRING},     {"target", TG_ATTRIBUTE_STRING},
    {"weight", TG_ATTRIBUTE_DOUBLE},     {"stories", TG_ATTRIBUTE_INTEGER},
    {"documents", TG_ATTRIBUTE_INTEGER}, {"sentences", TG_ATTRIBUTE_INTEGER},
    {"closeness", TG_ATTRIBUTE_DOUBLE},  {"g2", TG_ATTRIBUTE_DOUBLE},
    {"npmi", TG_ATTRIBUTE_DOUBLE},       {"alpha", TG_ATTRIBUTE_DOUBLE},
    {"start", TG_ATTRIBUTE_DATE},        {"end", TG_ATTRIBUTE_DATE},
    {"sentence", TG_ATTRIBUTE_STRING},   {"uri", TG_ATTRIBUTE_STRING},
};

static const struct {
    const char *name;
    const tg_format *format;
} formats[] = {
    [TG_EXPORT_GEXF] = {"gexf", &tg_format_gexf},
    [TG_EXPORT_GRAPHML] = {"graphml", &tg_format_graphml},
    [TG_EXPORT_DOT] = {"dot", &tg_format_dot},
    [TG_EXPORT_NODES_CSV] = {"nodes.csv", &tg_format_nodes_csv},
    [TG_EXPORT_EDGES_CSV] = {"edges.csv", &tg_format_edges_csv},
    [TG_EXPORT_JSON] = {"json", &tg_format_json},
    [TG_EXPORT_FTM] = {"ftm", &tg_format_ftm},
    [TG_EXPORT_NEO4J_NODES] = {"neo4j-nodes.csv", &tg_format_neo4j_nodes},
    [TG_EXPORT_NEO4J_LINKS] = {"neo4j-links.csv", &tg_format_neo4j_links},
};

/** `links` are those to choose from. */
#define CHOOSE(links)                                                                              \
    "CREATE TEMP TABLE chosen AS SELECT l.a, l.b FROM " links " JOIN entities x ON x.id = l.a "    \
    "JOIN entities y ON y.id = l.b WHERE l.stories >= ?1 AND coalesce(l.g2, 0) >= ?2 "             \
    "AND (?3 = 0 OR l.alpha < ?3) AND (?4 IS NULL OR (x.type = ?4 AND y.type = ?4)) "              \
    "AND (?5 IS NULL OR l.last_date >= ?5) AND (?6 IS NULL OR substr(l.first_date, 1, "            \
    "length(?6)) "                                                                                 \
    "<= ?6) "                                                                                      \
    "AND (?7 OR x.type <> 'country' OR y.type <> 'country') "                                      \
    "AND (?8 = 0 OR (l.a IN (SELECT ?8 UNION SELECT a FROM sums WHERE b = ?8 UNION SELECT b FROM " \
    "sums WHERE a = ?8) AND l.b IN (SELECT ?8 UNION SELECT a FROM sums WHERE b = ?8 UNION "        \
    "SELECT b FROM sums WHERE a = ?8)))"

static const char choose_sql[] = CHOOSE("links l");
static const char choose_tested_sql[] =
    CHOOSE("measures t CROSS JOIN links l ON l.a = t.a AND l.b = t.b");

static const char nodes_sql[] =
    "SELECT type || ':' || key, name, type, subtype, country, wikidata, stories, mentions, "
    "first_date, last_date FROM entities WHERE id IN (SELECT a FROM chosen UNION SELECT b FROM "
    "chosen) ORDER BY 1";

/* clang-format off */

/* The end with the smaller key is the source, whichever row is older. */
static const char edges_sql[] =
    "SELECT min(p, q) AS s, max(p, q) AS t, weight, stories, documents, sentences, closeness, g2, "
    "npmi, alpha, first_date, last_date, sentence, uri FROM (SELECT l.*, "
    "x.type || ':' || x.key AS p, y.type || ':' || y.key AS q, "
    "tg_excerpt(d.text, min(m.sentence_start, n.sentence_start), "
    "max(m.sentence_end, n.sentence_end), min(m.\"end\", n.\"end\"), max(m.start, n.start)) "
    "AS sentence, d.uri FROM chosen c JOIN links l ON l.a = c.a AND l.b = c.b "
    "JOIN entities x ON x.id = c.a JOIN entities y ON y.id = c.b "
    "JOIN mentions m ON m.id = l.mention_a JOIN mentions n ON n.id = l.mention_b "
    "JOIN documents d ON d.id = m.document_id) ORDER BY 1, 2";

/* Stated relations between nodes that are written, one row a fact. */
static const char facts_sql[] =
    "SELECT x.type || ':' || x.key AS s, r.predicate, y.type || ':' || y.key AS t, "
    "r.value, min(d.date), max(d.date), count(DISTINCT d.id), x.type, y.type, min(d.uri) "
    "FROM relations r JOIN documents d ON d.id = r.document_id "
    "JOIN entities p ON p.id = r.subject_id JOIN entities x ON x.id = coalesce(p.merged_into, p.id) "
    "JOIN entities q ON q.id = r.object_id JOIN entities y ON y.id = coalesce(q.merged_into, q.id) "
    "WHERE x.id IN (SELECT a FROM chosen UNION SELECT b FROM chosen) "
    "AND y.id IN (SELECT a FROM chosen UNION SELECT b FROM chosen) AND x.id <> y.id "
    "GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4";

/* clang-format on */

static const char about_sql[] =
    "SELECT (SELECT value FROM properties WHERE name = 'measure') AS measure, "
    "(SELECT value FROM properties WHERE name = 'window') AS window, ?1 AS filter, "
    "(SELECT value FROM properties WHERE name = 'stories') AS stories, "
    "(SELECT min(date) || ' to ' || max(date) FROM documents) AS dates, "
    "(SELECT group_concat(h, ' ') FROM (SELECT DISTINCT lists_sha256 AS h FROM runs WHERE id IN "
    "(SELECT run_id FROM documents) ORDER BY h)) AS lists";

bool tg_export_format_named(tg_export_format *out, tg_str name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!tg_str_eq(name, (tg_str){formats[i].name, strlen(formats[i].name)})) continue;
        *out = (tg_export_format)i;
        return true;
    }
    return false;
}

void tg_export_word(tg_exporter *x, const char *word)
{
    tg_buf_word(&x->buf, word);
}

void tg_export_value(tg_exporter *x, tg_value v, tg_escape *escape)
{
    if (v.kind == TG_VALUE_TEXT) {
        escape(&x->buf, v.s);
    } else if (v.kind != TG_VALUE_NULL) {
        tg_markup_number(&x->buf, v);
    }
}

typedef void put_row(tg_exporter *x, const tg_row *row);

/** One walk: rows to the format, bytes to the caller. */
typedef struct walk {
    tg_exporter x;
    put_row *put;
    tg_export_fn *write;
    void *context;
    bool stopped;
} walk;

static bool flush(walk *w)
{
    if (!w->stopped && !w->x.buf.oom && w->x.buf.n > 0)
        w->stopped = !w->write(w->context, tg_buf_view(&w->x.buf));
    w->x.buf.n = 0;
    return !w->stopped && !w->x.buf.oom;
}

enum { FLUSH_BYTES = 1 << 16 };

static bool on_row(void *context, const tg_row *row)
{
    walk *w = context;
    w->put(&w->x, row);
    w->x.n++;
    return w->x.buf.n < FLUSH_BYTES || flush(w);
}

static tagger_status rows(walk *w, tg_store *store, const char *sql, const tg_value *about,
                          put_row *put, tagger_error *err)
{
    if (put == NULL || w->stopped) return TAGGER_OK;
    w->put = put;
    w->x.n = 0;
    return tg_sql_query(store, sql, about, about != NULL, (tg_rows){on_row, w}, err);
}

static tagger_status choose(tg_store *store, const tg_export_options *o, tagger_error *err)
{
    bool tested = o->min_stories >= 2 || o->min_g2 > 0 || o->backbone > 0;
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_exec(store, "DROP TABLE IF EXISTS temp.chosen", err));
    TG_TRY(tg_sql_prepare(&stmt, store, tested ? choose_tested_sql : choose_sql, err));
    tagger_status status =
        tg_sql_run(store, stmt,
                   TG_VALUES(tg_int(o->min_stories), tg_real(o->min_g2), tg_real(o->backbone),
                             tg_word(o->type), tg_text(o->since), tg_text(o->until),
                             tg_int(o->countries), tg_int(o->ego)),
                   err);
    (void)sqlite3_finalize(stmt);
    return status;
}

/** The filter in words, for whoever gets the file. */
static void describe(char *out, size_t room, const tg_export_options *o)
{
    int n = tg_print(out, room, "stories >= %u, G2 >= %.4g", o->min_stories, o->min_g2);
    if (o->backbone > 0) n += tg_print(out + n, room - (size_t)n, ", alpha < %.4g", o->backbone);
    if (o->type != NULL) n += tg_print(out + n, room - (size_t)n, ", type %.20s only", o->type);
    int since = (int)(o->since.n % 32);
    int until = (int)(o->until.n % 32);
    if (since > 0) n += tg_print(out + n, room - (size_t)n, ", since %.*s", since, o->since.p);
    if (until > 0) n += tg_print(out + n, room - (size_t)n, ", until %.*s", until, o->until.p);
    (void)tg_print(out + n, room - (size_t)n, "%s",
                   o->countries ? ", links between countries too" : ", no links between countries");
}

static tagger_status export_rows(walk *w, tg_store *store, const tg_export_options *options,
                                 tagger_error *err)
{
    const tg_format *format = formats[options->format].format;
    char filter[256];
    describe(filter, sizeof filter, options);
    TG_TRY(choose(store, options, err));
    TG_TRY(rows(w, store, about_sql,
                &(tg_value){.kind = TG_VALUE_TEXT, .s = {filter, strlen(filter)}}, format->begin,
                err));
    TG_TRY(rows(w, store, nodes_sql, NULL, format->node, err));
    if (format->between != NULL) format->between(&w->x);
    TG_TRY(rows(w, store, edges_sql, NULL, format->edge, err));
    TG_TRY(rows(w, store, facts_sql, NULL, format->fact, err));
    if (format->end != NULL) format->end(&w->x);
    return TAGGER_OK;
}

tagger_status tg_export(tg_store *store, const tg_export_options *options, tg_export_fn *write,
                        void *context, tagger_error *err)
{
    walk w = {.x = {.dynamic = options->dynamic}, .write = write, .context = context};
    tagger_status status = export_rows(&w, store, options, err);
    (void)flush(&w);
    if (status == TAGGER_OK && w.x.buf.oom)
        status = tg_fail(err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(store));
    tg_buf_dispose(&w.x.buf);
    return status;
}

tagger_status tg_export_count(uint64_t *n, tg_store *store, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    int64_t count = 0;
    TG_TRY(tg_sql_prepare(&stmt, store, "SELECT count(*) FROM temp.chosen", err));
    tagger_status status = tg_sql_id(&count, store, stmt, NULL, 0, err);
    (void)sqlite3_finalize(stmt);
    *n = (uint64_t)count;
    return status;
}
