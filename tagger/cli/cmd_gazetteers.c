/* SPDX-License-Identifier: MIT
 *
 * cmd_gazetteers.c — check, compile and show name lists.
 */
#include <stddef.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/cmd.h"
#include "cli/report.h"
#include "cli/setup.h"

typedef struct list_options {
    const char *output;
    const char *from;
    const char *map;
    bool all;
} list_options;

enum { FEW = 5 /* findings of a kind and file */ };

static const tg_opt rows[] = {
    {'o', "output", TG_OPT_TEXT, offsetof(list_options, output), "FILE",
     "build: where the compiled image goes"},
    {'\0', "all", TG_OPT_FLAG, offsetof(list_options, all), NULL,
     "check: every finding, not the first five of a kind in a file"},
    {'\0', "from", TG_OPT_TEXT, offsetof(list_options, from), "FORMAT",
     "import: spacy, prodigy, gate, regexner, emm, ftm or csv"},
    {'\0', "map", TG_OPT_TEXT, offsetof(list_options, map), "OURS=COLUMN,...",
     "import: which columns of a csv hold id, name, form, lang, country, type, …"},
};

/** What the actions are given. */
typedef struct list_run {
    const tg_verb *verb;
    const list_options *own;
    const tg_setup *setup;
    const char *operand; /* a folder or a name; NULL: none */
} list_run;

/** Where printed lines go, and what became of them. */
typedef struct printer {
    tagger_status status; /* of writing */
    tagger_error error;
    uint64_t n_lines;
} printer;

static bool print_line(void *context, tagger_str line)
{
    printer *to = context;
    tg_buf out = TG_BUF_INIT;
    tg_buf_str(&out, line);
    tg_buf_char(&out, '\n');
    to->n_lines++;
    to->status = tg_report_write(STDOUT_FILENO, tg_buf_view(&out), &to->error);
    tg_buf_dispose(&out);
    return to->status == TAGGER_OK;
}

/** How an action ends: a lost output first, then its own failure. */
static int finish(const printer *to, tagger_status status, const tagger_error *err)
{
    tg_report report = TG_REPORT_INIT;
    if (to->status != TAGGER_OK) {
        tg_report_stop(&report, NULL, &to->error);
    } else if (status != TAGGER_OK) {
        tg_report_stop(&report, NULL, err);
    }
    return tg_report_exit(&report);
}

static int check(const list_run *run)
{
    if (run->operand == NULL) return tg_opt_wrong(run->verb, "check wants a folder of lists");
    printer to = {.status = TAGGER_OK};
    tagger_error err;
    uint32_t n_errors = 0;
    tagger_status status =
        tagger_lists_check(run->operand, run->own->all ? 0 : FEW, print_line, &to, &n_errors, &err);
    int code = finish(&to, status, &err);
    if (code != EXIT_DONE || n_errors == 0) return code;
    tg_report_say("%u wrong rows in %s", n_errors, run->operand);
    return EXIT_FAILED;
}

static int build(const list_run *run)
{
    if (run->operand == NULL || run->own->output == NULL) {
        return tg_opt_wrong(run->verb, "build wants a folder of lists and -o FILE");
    }
    printer to = {.status = TAGGER_OK};
    tagger_error err;
    return finish(&to, tagger_lists_compile(run->operand, run->own->output, &err), &err);
}

static int show(const list_run *run)
{
    printer to = {.status = TAGGER_OK};
    tagger_error err;
    tagger_engine *engine;
    tagger_options defaults = TAGGER_OPTIONS_INIT;
    tagger_status status = tg_setup_engine(&engine, run->setup, defaults.max_doc, &err);
    tg_str form = {.p = run->operand, .n = run->operand != NULL ? strlen(run->operand) : 0};
    if (status == TAGGER_OK) status = tagger_lists_show(engine, form, print_line, &to, &err);
    tagger_engine_free(engine);
    int code = finish(&to, status, &err);
    if (code != EXIT_DONE || to.n_lines > 0) return code;
    tg_report_say("no list holds '%s'", run->operand != NULL ? run->operand : "");
    return EXIT_NOT_FOUND;
}

static int test(const list_run *run)
{
    printer to = {.status = TAGGER_OK};
    tagger_error err;
    tagger_tally tally = {0};
    tagger_status status = tagger_lists_test(run->operand, print_line, &to, &tally, &err);
    int code = finish(&to, status, &err);
    if (code != EXIT_DONE) return code;
    if (tally.n_failed == 0) {
        tg_report_say("%u examples, all as they should be", tally.n_run);
        return EXIT_DONE;
    }
    tg_report_say("%u of %u examples came out otherwise", tally.n_failed, tally.n_run);
    return EXIT_FAILED;
}

static int import(const list_run *run)
{
    if (run->operand == NULL || run->own->from == NULL)
        return tg_opt_wrong(run->verb, "import wants --from FORMAT and a file");
    printer to = {.status = TAGGER_OK};
    tagger_error err;
    tagger_import what = {.format = run->own->from,
                          .path = run->operand,
                          .types = run->setup->types,
                          .map = run->own->map};
    tagger_status status = tagger_lists_import(&what, print_line, &to, &err);
    if (status == TAGGER_E_USAGE) return tg_opt_wrong(run->verb, "%s", err.text);
    return finish(&to, status, &err);
}

static const struct action {
    const char *name;
    int (*run)(const list_run *run);
} actions[] = {
    {"check", check}, {"build", build}, {"show", show}, {"test", test}, {"import", import}};

static int run_gazetteers(const tg_verb *verb, int argc, char **argv)
{
    list_options own = {.output = NULL};
    tg_setup setup = TG_SETUP_INIT;
    tg_opt_set sets[] = {TG_OPT_SET(rows, &own), TG_OPT_SET(tg_setup_rows, &setup)};
    int code;
    if (!tg_opt_parse(verb, sets, sizeof sets / sizeof sets[0], &argc, argv, &code)) return code;
    if (argc == 0) return tg_opt_short_help(verb);
    if (argc > 2) return tg_opt_wrong(verb, "%s takes one name or folder", argv[0]);

    list_run run = {
        .verb = verb, .own = &own, .setup = &setup, .operand = argc == 2 ? argv[1] : NULL};
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (strcmp(argv[0], actions[i].name) == 0) return actions[i].run(&run);
    }
    return tg_opt_wrong(verb, "no action '%s'; there are check, build, test, show and import",
                        argv[0]);
}

const tg_verb tg_cmd_gazetteers = {
    .name = "gazetteers",
    .usage = "[OPTION…] check DIR | build DIR -o FILE | test [DIR] | show [NAME] | "
             "import --from FORMAT FILE",
    .summary = "Check, compile, test, show and import name lists",
    .examples = {"tagger gazetteers check my-names/", "tagger gazetteers test my-names/",
                 "tagger gazetteers show \"De Tijd\""},
    .run = run_gazetteers,
};
