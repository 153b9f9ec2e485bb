/* SPDX-License-Identifier: MIT
 *
 * cmd_topics.c — what makes topics: terms out of one's own archive, weights out of labelled articles.
 */
#include <stddef.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/status.h"
#include "cli/cmd.h"
#include "cli/topictrain.h"
#include "graph/suggest.h"

enum { DEFAULT_LIMIT = 50 };

typedef struct topics_options {
    const char *output;
    const char *topic;
    const char *language;
    uint32_t limit;
    tg_opt_list lists;
} topics_options;

static const tg_opt rows[] = {
    {'o', "output", TG_OPT_TEXT, offsetof(topics_options, output), "FILE",
     "train: where to write the weights"},
    {'\0', "topic", TG_OPT_TEXT, offsetof(topics_options, topic), "TOPIC",
     "suggest: only for this topic, a name or an id (all)"},
    {'\0', "lang", TG_OPT_TEXT, offsetof(topics_options, language), "LANG",
     "suggest: only from articles in this language: en, nl, … (all)"},
    {'n', "limit", TG_OPT_COUNT, offsetof(topics_options, limit), "N",
     "suggest: at most so many terms a topic (50)"},
    {'\0', "lists", TG_OPT_LIST, offsetof(topics_options, lists), "DIR",
     "suggest: leave out what the lists of this folder have, too; train: use their terms"},
};

/** Where the rows go, and what became of them. */
typedef struct printer {
    const tagger_engine *engine;
    tagger_status status; /* of writing and of looking up */
    tagger_error error;
    uint64_t n_lines;
} printer;

static void print(printer *to, tg_buf *line)
{
    tg_buf_char(line, '\n');
    to->status = line->oom ? tg_fail(&to->error, TAGGER_E_NOMEM, "out of memory")
                           : tg_report_write(STDOUT_FILENO, tg_buf_view(line), &to->error);
    tg_buf_dispose(line);
    to->n_lines++;
}

/** A tab or a line's end inside a cell becomes a blank. */
static void put_cell(tg_buf *out, const tg_value *v)
{
    if (v->kind == TG_VALUE_INT) tg_buf_uint(out, v->i < 0 ? 0 : (uint64_t)v->i);
    if (v->kind == TG_VALUE_REAL) tg_buf_fixed(out, v->r, 1);
    if (v->kind != TG_VALUE_TEXT) return;
    for (size_t i = 0; i < v->s.n; i++) {
        char c = v->s.p[i];
        if (c == '\t' || c == '\n' || c == '\r') c = ' ';
        tg_buf_char(out, c);
    }
}

static bool print_row(void *context, const tg_row *row)
{
    printer *to = context;
    tg_buf line = TG_BUF_INIT;
    if (to->n_lines == 0) {
        for (uint32_t i = 0; i < row->n; i++) {
            if (i > 0) tg_buf_char(&line, '\t');
            tg_buf_word(&line, row->name[i]);
        }
        print(to, &line);
    }
    for (uint32_t i = 0; i < row->n && to->status == TAGGER_OK; i++) {
        if (i > 0) tg_buf_char(&line, '\t');
        put_cell(&line, &row->value[i]);
    }
    if (to->status == TAGGER_OK) print(to, &line);
    return to->status == TAGGER_OK;
}

static bool note_topic(void *context, tagger_str line)
{
    static const char mark[] = ": topic \"";
    bool *known = context;
    size_t n = sizeof mark - 1;
    for (size_t i = 0; i + n <= line.n && !*known; i++) *known = memcmp(line.p + i, mark, n) == 0;
    return !*known;
}

/** Terms that a list has already are no news. */
static bool is_new(void *context, tg_str term)
{
    printer *to = context;
    bool known = false;
    if (to->status == TAGGER_OK)
        to->status = tagger_lists_show(to->engine, term, note_topic, &known, &to->error);
    return to->status == TAGGER_OK && !known;
}

static tg_str given(const char *word)
{
    return (tg_str){word, word == NULL ? 0 : strlen(word)};
}

static tagger_status suggest(printer *to, const char *path, const topics_options *o,
                             tagger_error *err)
{
    tagger_options options = TAGGER_OPTIONS_INIT;
    options.lists = o->lists.at;
    options.n_lists = o->lists.n;
    tagger_engine *engine = NULL;
    tg_store *store = NULL;
    tg_suggest_options wanted = {
        .topic = given(o->topic), .language = given(o->language), .limit = o->limit};
    tagger_status status = tagger_engine_new(&engine, &options, err);
    to->engine = engine;
    if (status == TAGGER_OK) status = tg_store_open(&store, path, TG_STORE_READ, err);
    if (status == TAGGER_OK)
        status = tg_suggest(store, &wanted, is_new, to, (tg_rows){print_row, to}, err);
    if (store != NULL) tg_store_close(store);
    tagger_engine_free(engine);
    return status;
}

static int run_suggest(const char *path, const topics_options *own)
{
    printer to = {.status = TAGGER_OK};
    tagger_error err;
    tg_report report = TG_REPORT_INIT;
    tagger_status status = suggest(&to, path, own, &err);
    if (to.status != TAGGER_OK) {
        tg_report_stop(&report, NULL, &to.error);
    } else if (status != TAGGER_OK) {
        tg_report_stop(&report, NULL, &err);
    }
    int code = tg_report_exit(&report);
    if (code != EXIT_DONE || to.n_lines > 0) return code;
    tg_report_say("no term stands out in the articles of a topic");
    return EXIT_NOT_FOUND;
}

static int run_train(char **operands, int n, const topics_options *own)
{
    tagger_options options = TAGGER_OPTIONS_INIT;
    options.lists = own->lists.at;
    options.n_lists = own->lists.n;
    tg_input_options input = TG_INPUT_OPTIONS_INIT;
    tg_report report = TG_REPORT_INIT;
    tagger_error err;
    tagger_engine *engine = NULL;
    tg_inputs *inputs = NULL;
    tagger_status status = tagger_engine_new(&engine, &options, &err);
    if (status == TAGGER_OK) status = tg_inputs_new(&inputs, operands, n, &input, &report, &err);
    if (status == TAGGER_OK) status = tg_topic_train(inputs, engine, own->output, &report, &err);
    tg_inputs_free(inputs);
    tagger_engine_free(engine);
    if (status != TAGGER_OK) tg_report_stop(&report, NULL, &err);
    return tg_report_exit(&report);
}

static int run_topics(const tg_verb *verb, int argc, char **argv)
{
    topics_options own = {.limit = DEFAULT_LIMIT};
    tg_opt_set sets[] = {TG_OPT_SET(rows, &own)};
    int code;
    if (!tg_opt_parse(verb, sets, 1, &argc, argv, &code)) return code;
    if (argc == 0) return tg_opt_short_help(verb);
    if (strcmp(argv[0], "suggest") == 0) {
        if (argc != 2) return tg_opt_wrong(verb, "suggest wants one database");
        return run_suggest(argv[1], &own);
    }
    if (strcmp(argv[0], "train") != 0)
        return tg_opt_wrong(verb, "no action '%s'; there are suggest and train", argv[0]);
    if (own.output == NULL) return tg_opt_wrong(verb, "say where to write the weights: -o FILE");
    if (argc == 1) return tg_opt_wrong(verb, "train wants articles with their topics");
    return run_train(argv + 1, argc - 1, &own);
}

const tg_verb tg_cmd_topics = {
    .name = "topics",
    .usage = "[OPTION…] suggest DB | train -o FILE ARTICLES…",
    .summary = "Suggest topic terms from a database, or learn what topics go together",
    .examples = {"tagger topics suggest news.db --topic sport --lang nl -n 100 > review.tsv",
                 "tagger topics suggest news.db | cut -f1-4 > mine/topics/new.tsv",
                 "tagger topics train -o weights.tsv corpus/topics/train"},
    .run = run_topics,
};
