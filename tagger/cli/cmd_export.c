/* SPDX-License-Identifier: MIT
 *
 * cmd_export.c — the graph for other tools: Gephi, NetworkX, Graphviz, Aleph, Neo4j.
 *
 * One format goes to standard output. Several, and those that are two tables,
 * go into a folder, each file under a name that the other tool knows.
 */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/status.h"
#include "cli/cmd.h"
#include "cli/names.h"
#include "cli/report.h"
#include "graph/export.h"
#include "graph/query.h"

typedef struct export_options {
    const char *formats;
    const char *folder;
    const char *around;
    const char *since;
    const char *until;
    int type; /* 0: any; else tagger_type + 1 */
    uint32_t min_stories;
    double min_g2;
    float backbone;
    bool countries;
    bool dynamic;
} export_options;

static const tg_opt rows[] = {
    {'f', "format", TG_OPT_TEXT, offsetof(export_options, formats), "FORMAT,...",
     "gexf, graphml, dot, json, ftm, csv (nodes.csv and edges.csv for Gephi), neo4j (two tables) "
     "(gexf)"},
    {'o', "output", TG_OPT_TEXT, offsetof(export_options, folder), "DIR",
     "write a file a format there"},
    {'\0', "around", TG_OPT_TEXT, offsetof(export_options, around), "NAME",
     "only this one, those tied to it, and the links among them"},
    {'t', "type", TG_OPT_CHOICE, offsetof(export_options, type),
     "any|person|organization|party|country|location", "only links within this type (any)"},
    {'\0', "since", TG_OPT_TEXT, offsetof(export_options, since), "DATE",
     "only links seen on or after this date"},
    {'\0', "until", TG_OPT_TEXT, offsetof(export_options, until), "DATE",
     "only links seen on or before this date"},
    {'\0', "min-stories", TG_OPT_COUNT, offsetof(export_options, min_stories), "N",
     "only links of so many stories (2)"},
    {'\0', "min-g2", TG_OPT_NUMBER, offsetof(export_options, min_g2), "X",
     "only links with this log-likelihood ratio: 10.83 is chance 1 in 1000 (10.83)"},
    {'\0', "backbone", TG_OPT_SHARE, offsetof(export_options, backbone), "0..1",
     "only links with a smaller disparity alpha: 0.05 for pictures (off)"},
    {'\0', "countries", TG_OPT_FLAG, offsetof(export_options, countries), NULL,
     "links between two countries, too"},
    {'\0', "dynamic", TG_OPT_FLAG, offsetof(export_options, dynamic), NULL,
     "gexf: when names and links begin and end, for the timeline of Gephi"},
};

/** What each format is called in a folder. */
static const char *const files[TG_N_EXPORTS] = {
    [TG_EXPORT_GEXF] = "graph.gexf",
    [TG_EXPORT_GRAPHML] = "graph.graphml",
    [TG_EXPORT_DOT] = "graph.dot",
    [TG_EXPORT_NODES_CSV] = "nodes.csv",
    [TG_EXPORT_EDGES_CSV] = "edges.csv",
    [TG_EXPORT_JSON] = "graph.json",
    [TG_EXPORT_FTM] = "graph.ftm.json",
    [TG_EXPORT_NEO4J_NODES] = "neo4j-nodes.csv",
    [TG_EXPORT_NEO4J_LINKS] = "neo4j-links.csv",
};

/* ---- which formats ---------------------------------------------------------------- */

typedef struct wanted {
    tg_export_format at[TG_N_EXPORTS]; /* [n] */
    uint32_t n;
} wanted;

static void want(wanted *out, tg_export_format format)
{
    for (uint32_t i = 0; i < out->n; i++) {
        if (out->at[i] == format) return;
    }
    out->at[out->n++] = format;
}

/** @return false for a word that is no format. */
static bool want_named(wanted *out, tg_str name)
{
    tg_export_format format;
    if (tg_str_eq(name, TG_LIT("csv"))) {
        want(out, TG_EXPORT_NODES_CSV);
        want(out, TG_EXPORT_EDGES_CSV);
    } else if (tg_str_eq(name, TG_LIT("neo4j"))) {
        want(out, TG_EXPORT_NEO4J_NODES);
        want(out, TG_EXPORT_NEO4J_LINKS);
    } else if (tg_export_format_named(&format, name)) {
        want(out, format);
    } else {
        return false;
    }
    return true;
}

/** @return EXIT_DONE or EXIT_USAGE. */
static int parse_formats(const tg_verb *verb, wanted *out, const export_options *o)
{
    for (const char *p = o->formats;; p++) {
        size_t n = strcspn(p, ",");
        if (!want_named(out, (tg_str){p, n})) {
            return tg_opt_wrong(verb,
                                "no format '%.*s'; there are gexf, graphml, dot, json, ftm, csv, "
                                "nodes.csv, edges.csv, neo4j, neo4j-nodes.csv, neo4j-links.csv",
                                (int)n, p);
        }
        p += n;
        if (*p == '\0') break;
    }
    if (out->n > 1 && o->folder == NULL)
        return tg_opt_wrong(verb, "that makes %u files: name a folder with -o", out->n);
    return EXIT_DONE;
}

/* ---- writing ------------------------------------------------------------------------ */

typedef struct output {
    int fd;
    tagger_status status;
    tagger_error err;
} output;

static bool write_bytes(void *context, tg_str bytes)
{
    output *out = context;
    out->status = tg_report_write(out->fd, bytes, &out->err);
    return out->status == TAGGER_OK;
}

static tagger_status write_graph(tg_store *store, const tg_export_options *options, int fd,
                                 tagger_error *err)
{
    output out = {.fd = fd, .status = TAGGER_OK};
    TG_TRY(tg_export(store, options, write_bytes, &out, err));
    if (out.status != TAGGER_OK) *err = out.err;
    return out.status;
}

static tagger_status cannot(const char *what, const char *path, tagger_error *err)
{
    int why = errno;
    char reason[128];
    if (strerror_r(why, reason, sizeof reason) != 0) reason[0] = '\0';
    errno = why;
    return tg_fail(err, TAGGER_E_IO, "%s: cannot %s: %s", path, what, reason);
}

static tagger_status write_file(tg_store *store, const tg_export_options *options,
                                const char *folder, tagger_error *err)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s", folder, files[options->format]);
    if (n < 0 || (size_t)n >= sizeof path)
        return tg_fail(err, TAGGER_E_USAGE, "the name of the folder is too long");
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) return cannot("write", path, err);
    tagger_status status = write_graph(store, options, fd, err);
    if (close(fd) != 0 && status == TAGGER_OK) status = cannot("write", path, err);
    return status;
}

static tagger_status write_all(tg_store *store, const wanted *formats, const char *folder,
                               tg_export_options *options, tagger_error *err)
{
    if (folder != NULL && mkdir(folder, 0777) != 0 && errno != EEXIST)
        return cannot("make the folder", folder, err);
    for (uint32_t i = 0; i < formats->n; i++) {
        options->format = formats->at[i];
        TG_TRY(folder == NULL ? write_graph(store, options, STDOUT_FILENO, err)
                              : write_file(store, options, folder, err));
    }
    return TAGGER_OK;
}

/* ---- the verb -------------------------------------------------------------------------- */

/** @return EXIT_NOT_FOUND in *code when --around names nobody or there are no links. */
static tagger_status export_graph(tg_store *store, const wanted *formats, const export_options *o,
                                  int *code, tagger_error *err)
{
    tg_export_options options = TG_EXPORT_INIT;
    options.min_stories = o->min_stories;
    options.min_g2 = o->min_g2;
    options.backbone = (double)o->backbone;
    options.countries = o->countries;
    options.dynamic = o->dynamic;
    options.type = o->type == 0 ? NULL : tagger_type_name((tagger_type)(o->type - 1));
    options.since = (tg_str){o->since, o->since == NULL ? 0 : strlen(o->since)};
    options.until = (tg_str){o->until, o->until == NULL ? 0 : strlen(o->until)};
    *code = EXIT_NOT_FOUND;
    if (o->around != NULL) {
        tg_names names;
        TG_TRY(tg_cli_names(&names, store, o->around, err));
        if (names.n == 0) return TAGGER_OK;
        options.ego = names.id[0];
    }
    uint64_t n_links = 0;
    TG_TRY(write_all(store, formats, o->folder, &options, err));
    TG_TRY(tg_export_count(&n_links, store, err));
    if (n_links == 0) tg_report_say("no link passes the filter: the graph is empty");
    if (n_links > 0) *code = EXIT_DONE;
    return TAGGER_OK;
}

static int run_export(const tg_verb *verb, int argc, char **argv)
{
    export_options own = {.formats = "gexf", .min_stories = 2, .min_g2 = 10.83};
    tg_opt_set sets[] = {TG_OPT_SET(rows, &own)};
    wanted formats = {.n = 0};
    int code;
    if (!tg_opt_parse(verb, sets, 1, &argc, argv, &code)) return code;
    if (argc == 0) return tg_opt_short_help(verb);
    if (argc != 1) return tg_opt_wrong(verb, "name one database");
    if (own.since != NULL && !tg_cli_is_date(own.since))
        return tg_opt_wrong(verb, TG_CLI_NO_DATE, own.since);
    if (own.until != NULL && !tg_cli_is_date(own.until))
        return tg_opt_wrong(verb, TG_CLI_NO_DATE, own.until);
    code = parse_formats(verb, &formats, &own);
    if (code != EXIT_DONE) return code;

    tg_report report = TG_REPORT_INIT;
    tagger_error err;
    tg_store *store = NULL;
    tagger_status status = tg_store_open(&store, argv[0], TG_STORE_READ, &err);
    if (status == TAGGER_OK) status = tg_cli_warn_stale(store, &err);
    if (status == TAGGER_OK) status = export_graph(store, &formats, &own, &code, &err);
    if (status != TAGGER_OK) {
        tg_report_stop(&report, NULL, &err);
        code = tg_report_exit(&report);
    }
    tg_store_close(store);
    return code;
}

const tg_verb tg_cmd_export = {
    .name = "export",
    .usage = "[OPTION…] DB",
    .summary = "The graph for Gephi, NetworkX, Graphviz, Aleph or Neo4j",
    .examples =
        {"tagger export news.db > news.gexf",
         "tagger export -f gexf,graphml,csv,ftm -o out/ news.db",
         "tagger export -f dot --around Oppo --backbone 0.05 news.db | dot -Tsvg > oppo.svg"},
    .run = run_export,
};
