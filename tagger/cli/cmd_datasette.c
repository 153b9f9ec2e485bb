/* SPDX-License-Identifier: MIT
 *
 * cmd_datasette.c — what Datasette must be told to show a database well.
 *
 * Labels, facets, descriptions and questions as canned queries. The queries run
 * in plain SQLite: Datasette does not have our functions.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/status.h"
#include "cli/cmd.h"
#include "cli/report.h"
#include "graph/store.h"

/** What is said of a table; NULL: nothing. */
typedef struct table {
    const char *name;
    const char *description;
    const char *label;     /* column that names a row */
    const char *sort;      /* column, largest first */
    const char *facets[4]; /* columns */
    const char *fts;       /* its index of words */
    bool hidden;
} table;

static const table tables[] = {
    {.name = "documents",
     .description = "Articles; story_id is the article that this one repeats",
     .label = "title",
     .sort = "date",
     .facets = {"language", "source_id"},
     .fts = "documents_fts"},
    {.name = "entities",
     .description = "People, organizations, parties, countries and places, with counts of articles "
                    "and of stories (copies of one article counted once)",
     .label = "name",
     .sort = "stories",
     .facets = {"type", "country", "subtype"},
     .fts = "entities_fts"},
    {.name = "links",
     .description = "Who is named near whom; weight = closeness * sqrt(G2), stories = 1 is not "
                    "tested",
     .sort = "weight"},
    {.name = "mentions",
     .description = "Every place where somebody is named; start and end are characters of "
                    "documents.text",
     .label = "surface",
     .facets = {"zone", "form", "how"}},
    {.name = "relations",
     .description = "Facts that articles state, with the rule that found them",
     .sort = "score",
     .facets = {"predicate"}},
    {.name = "quotes", .description = "Who said what", .facets = {"kind"}},
    {.name = "topics", .description = "Media Topics of the IPTC", .label = "name"},
    {.name = "sources", .description = "Who published", .label = "name"},
    {.name = "decisions", .description = "What a person decided about identity"},
    {.name = "runs", .description = "When and with what lists articles were added"},
    {.name = "signatures", .hidden = true},
    {.name = "named", .hidden = true},
    {.name = "properties", .hidden = true},
    {.name = "mention_candidates", .hidden = true},
};

static const struct {
    const char *name;
    const char *title;
    const char *sql;
} queries[] = {
    {"related", "Who is named near somebody",
     "SELECT y.name, y.type, l.weight, l.stories, l.first_date, l.last_date, d.title, d.uri, "
     "substr(d.text, min(m.sentence_start, n.sentence_start) + 1, max(m.sentence_end, "
     "n.sentence_end) - min(m.sentence_start, n.sentence_start)) AS sentence "
     "FROM entities x JOIN (SELECT a, b, * FROM links UNION ALL SELECT b, a, * FROM links) l "
     "ON l.a = x.id JOIN entities y ON y.id = l.b JOIN mentions m ON m.id = l.mention_a "
     "JOIN mentions n ON n.id = l.mention_b JOIN documents d ON d.id = m.document_id "
     "WHERE x.name = :name COLLATE NOCASE ORDER BY l.weight DESC LIMIT 50"},
    {"evidence", "The sentences that name two",
     "SELECT v.date, v.title, v.uri, v.zone, v.gap, v.excerpt FROM evidence v "
     "JOIN entities x ON x.id = v.a JOIN entities y ON y.id = v.b "
     "WHERE (x.name = :name COLLATE NOCASE AND y.name = :other COLLATE NOCASE) "
     "OR (y.name = :name COLLATE NOCASE AND x.name = :other COLLATE NOCASE) "
     "ORDER BY v.date DESC LIMIT 100"},
    {"timeline", "Stories a month that name two near each other",
     "SELECT t.month, t.stories FROM timeline t JOIN entities x ON x.id = t.a "
     "JOIN entities y ON y.id = t.b WHERE (x.name = :name COLLATE NOCASE AND y.name = :other "
     "COLLATE NOCASE) OR (y.name = :name COLLATE NOCASE AND x.name = :other COLLATE NOCASE) "
     "ORDER BY t.month"},
    {"network", "The strongest links that are sure",
     "SELECT x.name AS source, y.name AS target, e.weight, e.stories, e.g2, e.start, e.\"end\" "
     "FROM edges e JOIN entities x ON x.id = e.source JOIN entities y ON y.id = e.target "
     "ORDER BY e.weight DESC LIMIT 500"},
    {"said", "What somebody said",
     "SELECT e.name, q.cue, q.text, d.date, d.title, d.uri FROM quotes q "
     "JOIN entities e ON e.id = q.speaker_id JOIN documents d ON d.id = q.document_id "
     "WHERE e.name = :name COLLATE NOCASE ORDER BY d.date DESC LIMIT 100"},
};

static void put_member(tg_buf *out, const char *name, const char *value)
{
    if (value == NULL) return;
    tg_buf_word(out, out->p[out->n - 1] == '{' ? "\"" : ",\"");
    tg_buf_word(out, name);
    tg_buf_word(out, "\":");
    tg_json_put(out, (tg_str){value, strlen(value)});
}

static void put_table(tg_buf *out, const table *t)
{
    tg_buf_word(out, "\"");
    tg_buf_word(out, t->name);
    tg_buf_word(out, "\":{");
    put_member(out, "description", t->description);
    put_member(out, "label_column", t->label);
    put_member(out, "sort_desc", t->sort);
    put_member(out, "fts_table", t->fts);
    if (t->fts != NULL) put_member(out, "fts_pk", "id");
    if (t->hidden) tg_buf_word(out, "\"hidden\":true");
    for (size_t i = 0; i < sizeof t->facets / sizeof *t->facets && t->facets[i] != NULL; i++) {
        tg_buf_word(out, i == 0 ? ",\"facets\":[\"" : ",\"");
        tg_buf_word(out, t->facets[i]);
        tg_buf_word(out, "\"");
    }
    tg_buf_word(out, t->facets[0] != NULL ? "]}" : "}");
}

/** "news" for "dumps/news.db": so Datasette calls the database. */
static tg_str stem_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    const char *dot = strrchr(name, '.');
    return (tg_str){name, dot == NULL || dot == name ? strlen(name) : (size_t)(dot - name)};
}

static void put_metadata(tg_buf *out, const char *path)
{
    tg_buf_word(out, "{\n\"title\":\"Who is named with whom\",\n\"databases\":{");
    tg_json_put_any(out, stem_of(path));
    tg_buf_word(out, ":{\n\"tables\":{");
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        tg_buf_word(out, i == 0 ? "\n" : ",\n");
        put_table(out, &tables[i]);
    }
    tg_buf_word(out, "},\n\"queries\":{");
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        tg_buf_word(out, i == 0 ? "\n\"" : ",\n\"");
        tg_buf_word(out, queries[i].name);
        tg_buf_word(out, "\":{");
        put_member(out, "title", queries[i].title);
        put_member(out, "sql", queries[i].sql);
        tg_buf_word(out, "}");
    }
    tg_buf_word(out, "}}}\n}\n");
}

static int run_datasette(const tg_verb *verb, int argc, char **argv)
{
    int code;
    if (!tg_opt_parse(verb, NULL, 0, &argc, argv, &code)) return code;
    if (argc == 0) return tg_opt_short_help(verb);
    if (argc != 1) return tg_opt_wrong(verb, "name one database");

    tg_report report = TG_REPORT_INIT;
    tagger_error err;
    tg_store *store = NULL;
    tg_buf out = TG_BUF_INIT;
    /* Opened to see that it is one of ours. */
    tagger_status status = tg_store_open(&store, argv[0], TG_STORE_READ, &err);
    tg_store_close(store);
    if (status == TAGGER_OK) {
        put_metadata(&out, argv[0]);
        status = out.oom ? tg_fail(&err, TAGGER_E_NOMEM, "out of memory")
                         : tg_report_write(STDOUT_FILENO, tg_buf_view(&out), &err);
    }
    if (status != TAGGER_OK) tg_report_stop(&report, NULL, &err);
    tg_buf_dispose(&out);
    return tg_report_exit(&report);
}

const tg_verb tg_cmd_datasette = {
    .name = "datasette",
    .usage = "DB",
    .summary = "Print metadata for Datasette: labels, facets, questions",
    .examples = {"tagger datasette news.db > metadata.json",
                 "datasette news.db --metadata metadata.json"},
    .run = run_datasette,
};
