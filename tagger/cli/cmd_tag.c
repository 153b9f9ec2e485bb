/* SPDX-License-Identifier: MIT
 *
 * cmd_tag.c — text or JSONL in, tagged records out; no database.
 */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/status.h"
#include "cli/cmd.h"
#include "cli/folder.h"
#include "cli/pool.h"
#include "cli/setup.h"
#include "sink/sink.h"

enum { FORMAT_BRAT = 3 };
enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

typedef struct tag_options {
    int format; /* index of tg_sinks */
    int unit;   /* enum tg_unit */
    int labels; /* 1: spaCy's */
    int color;  /* enum color */
    int dump;   /* index of stages; 0: none */
    const char *folder;
} tag_options;

/* In the order of the words of --dump. */
static const char *const stages[] = {NULL,        "tokens",     "zones",    "sentences",
                                     "hits",      "candidates", "mentions", "entities",
                                     "relations", "quotes",     "topics"};

static const tg_opt rows[] = {
    {'f', "format", TG_OPT_CHOICE, offsetof(tag_options, format),
     "text|jsonl|conll|brat|spacy|html", "what to write (text)"},
    {'o', "output", TG_OPT_TEXT, offsetof(tag_options, folder), "DIR",
     "brat: write a .ann and a .txt file for each article there"},
    {'\0', "offsets", TG_OPT_CHOICE, offsetof(tag_options, unit), "codepoints|bytes|utf16",
     "what offsets count (codepoints)"},
    {'\0', "labels", TG_OPT_CHOICE, offsetof(tag_options, labels), "own|spacy",
     "person, party, …, or spaCy's PERSON, NORP, … (own)"},
    {'\0', "dump", TG_OPT_CHOICE, offsetof(tag_options, dump),
     "off|tokens|zones|sentences|hits|candidates|mentions|entities|relations|quotes|topics",
     "print what one stage made of each article, one line an item"},
    {'\0', "color", TG_OPT_CHOICE, offsetof(tag_options, color), "auto|always|never",
     "colour of text; auto: on a terminal unless NO_COLOR is set"},
};

/** What the pool's functions share; read only while threads run. */
typedef struct tag_run {
    const tg_sink *sink;
    tg_sink_options options;
    const char *dump;  /* NULL: the sink writes */
    tg_folder *folder; /* NULL: standard output */
} tag_run;

/* ---- worker threads ---------------------------------------------------------- */

static tagger_status work(void *context, tg_job *job, tg_buf *out, tagger_error *err)
{
    const tag_run *run = context;
    tg_sink_doc doc = {.result = job->result,
                       .problem = &job->error,
                       .id = job->raw.article.id,
                       .path = job->raw.path,
                       .extra = job->raw.extra,
                       .n_extra = job->raw.n_extra,
                       .n_lone = job->raw.n_lone};
    if (run->dump != NULL) {
        if (job->result == NULL) return TAGGER_OK;
        return tagger_dump(job->result, run->dump, tg_buf_line, out, err);
    }
    tg_sink_doc_fn *write = job->result != NULL ? run->sink->doc : run->sink->failed;
    if (write != NULL) write(out, &doc, &run->options);
    return TAGGER_OK;
}

/* ---- the writing thread -------------------------------------------------------- */

static tagger_status write_job(void *context, const tg_job *job, tg_str out, tagger_error *err)
{
    const tag_run *run = context;
    if (run->folder == NULL) return tg_report_write(STDOUT_FILENO, out, err);
    if (job->result == NULL) return TAGGER_OK;
    const tagger_meta *meta = tagger_result_meta(job->result);
    return tg_folder_write_pair(run->folder, meta->id, out, meta->text, err);
}

static tagger_status write_edge(const tag_run *run, tg_sink_edge_fn *edge, tagger_error *err)
{
    if (edge == NULL || run->dump != NULL || run->folder != NULL) return TAGGER_OK;
    tg_buf out = TG_BUF_INIT;
    edge(&out, &run->options);
    tagger_status status = out.oom ? tg_fail(err, TAGGER_E_NOMEM, "out of memory")
                                   : tg_report_write(STDOUT_FILENO, tg_buf_view(&out), err);
    tg_buf_dispose(&out);
    return status;
}

/* ---- the verb -------------------------------------------------------------------- */

static bool wants_color(int color)
{
    if (color != COLOR_AUTO) return color == COLOR_ALWAYS;
    const char *no = getenv("NO_COLOR");
    return (no == NULL || no[0] == '\0') && isatty(STDOUT_FILENO);
}

static void tag_all(const tg_setup *setup, tg_inputs *inputs, uint64_t max_doc, tag_run *run,
                    tg_report *report)
{
    tagger_error err;
    tagger_engine *engine;
    if (tg_setup_engine(&engine, setup, max_doc, &err) != TAGGER_OK ||
        write_edge(run, run->sink->begin, &err) != TAGGER_OK) {
        tg_report_stop(report, NULL, &err);
    } else {
        tg_pool pool = {.engine = engine,
                        .n_workers = setup->n_workers,
                        .work = work,
                        .write = write_job,
                        .context = run,
                        .keeps_results = run->folder != NULL};
        tg_pool_run(&pool, inputs, report);
        if (!report->failed && !report->stopped &&
            write_edge(run, run->sink->end, &err) != TAGGER_OK) {
            tg_report_stop(report, NULL, &err);
        }
    }
    tagger_engine_free(engine);
}

static int run_tag(const tg_verb *verb, int argc, char **argv)
{
    tag_options own = {.folder = NULL};
    tg_input_options input = TG_INPUT_OPTIONS_INIT;
    tg_setup setup = TG_SETUP_INIT;
    tg_opt_set sets[] = {TG_OPT_SET(rows, &own), TG_OPT_SET(tg_input_rows, &input),
                         TG_OPT_SET(tg_setup_rows, &setup)};
    enum { N_SETS = sizeof sets / sizeof sets[0] };
    int code;
    if (!tg_opt_parse(verb, sets, N_SETS, &argc, argv, &code)) return code;
    if (tg_inputs_is_terminal(argc, &input)) return tg_opt_short_help(verb);
    if (own.folder != NULL && (own.format != FORMAT_BRAT || own.dump != 0)) {
        return tg_opt_wrong(verb, "-o goes with -f brat; send other formats on with '>'");
    }

    tg_report report = TG_REPORT_INIT;
    tg_folder folder = TG_FOLDER_INIT;
    tagger_error err;
    tg_inputs *inputs;
    tag_run run = {.sink = &tg_sinks[own.format],
                   .options = {.unit = (tg_unit)own.unit,
                               .spacy_labels = own.labels == 1,
                               .color = wants_color(own.color)},
                   .dump = stages[own.dump]};
    tagger_status status = tg_inputs_new(&inputs, argv, argc, &input, &report, &err);
    if (status == TAGGER_OK && own.folder != NULL) {
        run.folder = &folder;
        status = tg_folder_open(&folder, own.folder, &err);
    }
    if (status != TAGGER_OK) {
        tg_report_stop(&report, NULL, &err);
    } else {
        tag_all(&setup, inputs, input.max_doc, &run, &report);
    }
    tg_inputs_free(inputs);
    return tg_report_exit(&report);
}

const tg_verb tg_cmd_tag = {
    .name = "tag",
    .usage = "[OPTION…] [FILE|FOLDER|-]…",
    .summary = "Tag articles and print what was found",
    .examples = {"tagger tag article.txt",
                 "zcat dump.jsonl.gz | tagger tag -f jsonl - > tagged.jsonl",
                 "tagger tag -f html --types person,party news/ > news.html"},
    .run = run_tag,
};
