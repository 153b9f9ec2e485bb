/* SPDX-License-Identifier: MIT
 *
 * cmd_add.c — articles into a database and out again: add, remove, link.
 *
 * An article that is in the database already, tagged by the same lists and
 * options, is not tagged again; so after a kill the same command goes on where
 * it was stopped. Links are rebuilt at the end, also those that an earlier run
 * left behind.
 */
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include "base/sha256.h"
#include "base/status.h"
#include "cli/answer.h"
#include "cli/cmd.h"
#include "cli/pool.h"
#include "cli/setup.h"
#include "graph/link.h"
#include "graph/query.h"
#include "graph/writer.h"

typedef struct add_options {
    bool no_link;
} add_options;

static const tg_opt rows[] = {
    {'\0', "no-link", TG_OPT_FLAG, offsetof(add_options, no_link), NULL,
     "leave the links for a later 'tagger link'"},
};

/* ---- links and the last word ---------------------------------------------------- */

static const char totals_text[] =
    "{documents:document/documents}, {stories:story/stories}, {entities:name/names}, "
    "{links:link/links}, {edges} of them sure[linked=0?; the links are out of date]\n";

static tagger_status print_totals(tg_store *store, tagger_error *err)
{
    tg_answer answer = TG_ANSWER(TG_ANSWER_TEXT, totals_text);
    tagger_status status = tg_query_totals(store, tg_answer_rows(&answer), err);
    tagger_status end = tg_answer_end(&answer, status == TAGGER_OK ? err : NULL);
    return status != TAGGER_OK ? status : end;
}

/** Rebuild the links when they are out of date. */
static tagger_status link_when_needed(tg_store *store, tagger_error *err)
{
    bool linked = false;
    TG_TRY(tg_is_linked(&linked, store, err));
    return linked ? TAGGER_OK : tg_store_link(store, false, err);
}

/* ---- add -------------------------------------------------------------------------- */

typedef struct add_run {
    tg_writer *writer;
    uint64_t n_added;
    uint64_t n_unchanged;
} add_run;

static bool want(void *context, const tg_raw *raw)
{
    add_run *run = context;
    tg_document_key key;
    bool has = false;
    tg_document_key_make(&key, &raw->article);
    /* When the database does not answer, adding will say why. */
    if (tg_writer_has(&has, run->writer, &key, NULL) != TAGGER_OK) return true;
    run->n_unchanged += has;
    return !has;
}

static tagger_status write_job(void *context, const tg_job *job, tg_str out, tagger_error *err)
{
    (void)out;
    add_run *run = context;
    if (job->result == NULL) {
        tg_writer_count_failed(run->writer);
        return TAGGER_OK;
    }
    tg_document_key key;
    tg_document_key_make(&key, &job->raw.article);
    run->n_added++;
    return tg_writer_add(run->writer, &key, job->result, err);
}

/** The hash of all that decides the rows of a document: the engine, and the options in words. */
static void hash_all(char hex[TG_SHA256_HEX], const tagger_engine *engine, const tg_setup *setup)
{
    static const char *const zones[] = {"rules", "off"};
    static const char *const topics[] = {"all", "top", "off"};
    char options[256];
    tg_str hash = tagger_engine_hash(engine);
    memcpy(hex, hash.p, TG_SHA256_HEX);
    if (setup->zones == 0 && setup->topics == 0 && setup->types == NULL && setup->min_score <= 0)
        return;
    (void)snprintf(options, sizeof options, " zones=%s topics=%s types=%.64s min-score=%.6f",
                   zones[setup->zones], topics[setup->topics],
                   setup->types != NULL ? setup->types : "all", (double)setup->min_score);
    tg_sha256 s;
    unsigned char digest[TG_SHA256_BYTES];
    tg_sha256_start(&s);
    tg_sha256_add(&s, hash.p, hash.n);
    tg_sha256_add(&s, options, strlen(options));
    tg_sha256_end(&s, digest);
    tg_sha256_hex(hex, digest);
}

/** "built-in", or the image, and the folders put on top. */
static void name_lists(tg_buf *out, const tg_setup *setup)
{
    tg_buf_word(out, setup->image != NULL ? setup->image : "built-in");
    for (size_t i = 0; i < setup->lists.n; i++) {
        tg_buf_word(out, ", ");
        tg_buf_word(out, setup->lists.at[i]);
    }
}

static tagger_status open_writer(tg_writer **out, tg_store *store, const tagger_engine *engine,
                                 const tg_setup *setup, tg_str command, tagger_error *err)
{
    char hex[TG_SHA256_HEX];
    tg_buf lists = TG_BUF_INIT;
    hash_all(hex, engine, setup);
    name_lists(&lists, setup);
    tg_run run = {.version = TG_LIT(TAGGER_VERSION),
                  .command = command,
                  .lists = tg_buf_view(&lists),
                  .lists_sha256 = {hex, sizeof hex}};
    tagger_status status = lists.oom ? tg_fail(err, TAGGER_E_NOMEM, "out of memory")
                                     : tg_writer_open(out, store, &run, err);
    tg_buf_dispose(&lists);
    return status;
}

/** Tag all and write it. What was committed stays, whatever happens. */
static void add_all(tg_store *store, const tagger_engine *engine, const tg_setup *setup,
                    tg_str command, tg_inputs *inputs, tg_report *report)
{
    tagger_error err;
    add_run run = {.n_added = 0};
    if (open_writer(&run.writer, store, engine, setup, command, &err) != TAGGER_OK) {
        tg_report_stop(report, NULL, &err);
        return;
    }
    tg_pool pool = {.engine = engine,
                    .n_workers = setup->n_workers,
                    .want = want,
                    .write = write_job,
                    .context = &run,
                    .keeps_results = true};
    tg_pool_run(&pool, inputs, report);
    tagger_status status = tg_writer_close(run.writer, &err);
    if (report->failed) return;
    if (status != TAGGER_OK) {
        tg_report_stop(report, NULL, &err);
        return;
    }
    (void)printf("%llu added, %llu unchanged, %llu failed\n", (unsigned long long)run.n_added,
                 (unsigned long long)run.n_unchanged, (unsigned long long)report->n_bad_docs);
    (void)fflush(stdout);
}

/** The command line in one string, as it is kept in the table of runs. */
static void join_words(tg_buf *out, int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        if (i > 0) tg_buf_char(out, ' ');
        tg_buf_word(out, argv[i]);
    }
}

static void finish(tg_store *store, bool no_link, tg_report *report)
{
    tagger_error err;
    if (report->failed || report->interrupted) return;
    tagger_status status = no_link ? TAGGER_OK : link_when_needed(store, &err);
    if (status == TAGGER_OK) status = print_totals(store, &err);
    if (status != TAGGER_OK) tg_report_stop(report, NULL, &err);
}

typedef struct add_command {
    const char *db;
    const tg_setup *setup;
    uint64_t max_doc;
    bool no_link;
    tg_str words;
} add_command;

/** Nothing is made of a database when the lists or the options are wrong. */
static void add_to(const add_command *command, tg_inputs *inputs, tg_report *report)
{
    tagger_error err;
    tagger_engine *engine = NULL;
    tg_store *store = NULL;
    tagger_status status = tg_setup_engine(&engine, command->setup, command->max_doc, &err);
    if (status == TAGGER_OK) status = tg_store_open(&store, command->db, TG_STORE_CREATE, &err);
    if (status != TAGGER_OK) {
        tg_report_stop(report, NULL, &err);
    } else {
        add_all(store, engine, command->setup, command->words, inputs, report);
        finish(store, command->no_link, report);
    }
    tg_store_close(store);
    tagger_engine_free(engine);
}

static int run_add(const tg_verb *verb, int argc, char **argv)
{
    add_options own = {.no_link = false};
    tg_input_options input = TG_INPUT_OPTIONS_INIT;
    tg_setup setup = TG_SETUP_INIT;
    tg_opt_set sets[] = {TG_OPT_SET(rows, &own), TG_OPT_SET(tg_input_rows, &input),
                         TG_OPT_SET(tg_setup_rows, &setup)};
    int code;
    tg_buf words = TG_BUF_INIT;
    join_words(&words, argc, argv);
    bool go = tg_opt_parse(verb, sets, sizeof sets / sizeof sets[0], &argc, argv, &code);
    if (go && (argc == 0 || tg_inputs_is_terminal(argc - 1, &input))) {
        code = tg_opt_short_help(verb);
        go = false;
    }
    if (!go) {
        tg_buf_dispose(&words);
        return code;
    }
    tg_report report = TG_REPORT_INIT;
    tagger_error err;
    tg_inputs *inputs;
    add_command command = {.db = argv[0],
                           .setup = &setup,
                           .max_doc = input.max_doc,
                           .no_link = own.no_link,
                           .words = tg_buf_view(&words)};
    if (tg_inputs_new(&inputs, argv + 1, argc - 1, &input, &report, &err) != TAGGER_OK) {
        tg_report_stop(&report, NULL, &err);
    } else {
        add_to(&command, inputs, &report);
    }
    tg_inputs_free(inputs);
    tg_buf_dispose(&words);
    return tg_report_exit(&report);
}

const tg_verb tg_cmd_add = {
    .name = "add",
    .usage = "[OPTION…] DB [FILE|FOLDER|-]…",
    .summary = "Tag articles into a database; what is in it unchanged is skipped",
    .examples = {"tagger add news.db dump/", "zcat dump.jsonl.gz | tagger add news.db -",
                 "tagger add --no-link news.db monday.jsonl && tagger add news.db tuesday.jsonl"},
    .run = run_add,
};

/* ---- remove, link ------------------------------------------------------------------- */

static tagger_status remove_all(tg_store *store, char **uris, int n, int *n_missing,
                                tagger_error *err)
{
    for (int i = 0; i < n; i++) {
        bool found = false;
        TG_TRY(tg_store_remove(&found, store, (tg_str){uris[i], strlen(uris[i])}, err));
        if (!found) tg_report_say("%s: no such document in the database", uris[i]);
        *n_missing += !found;
    }
    return TAGGER_OK;
}

static int run_remove(const tg_verb *verb, int argc, char **argv)
{
    add_options own = {.no_link = false};
    tg_opt_set sets[] = {TG_OPT_SET(rows, &own)};
    int code;
    if (!tg_opt_parse(verb, sets, 1, &argc, argv, &code)) return code;
    if (argc < 2) return tg_opt_wrong(verb, "name the database and the documents to remove");

    tg_report report = TG_REPORT_INIT;
    tagger_error err;
    tg_store *store = NULL;
    int n_missing = 0;
    tagger_status status = tg_store_open(&store, argv[0], TG_STORE_WRITE, &err);
    if (status == TAGGER_OK) status = remove_all(store, argv + 1, argc - 1, &n_missing, &err);
    if (status != TAGGER_OK) {
        tg_report_stop(&report, NULL, &err);
    } else {
        finish(store, own.no_link, &report);
    }
    tg_store_close(store);
    if (report.failed || n_missing == 0) return tg_report_exit(&report);
    return n_missing == argc - 1 ? EXIT_NOT_FOUND : EXIT_SOME_FAILED;
}

const tg_verb tg_cmd_remove = {
    .name = "remove",
    .usage = "[OPTION…] DB URI…",
    .summary = "Take documents out of a database",
    .examples = {"tagger remove news.db https://news.example/2021/07/31/phones",
                 "tagger remove --no-link news.db dump/1.txt dump/2.txt"},
    .run = run_remove,
};

typedef struct link_options {
    bool whole;
} link_options;

static const tg_opt link_rows[] = {
    {'\0', "whole", TG_OPT_FLAG, offsetof(link_options, whole), NULL,
     "begin anew, also where it is quicker to work in what changed"},
};

static int run_link(const tg_verb *verb, int argc, char **argv)
{
    link_options own = {.whole = false};
    tg_opt_set sets[] = {TG_OPT_SET(link_rows, &own)};
    int code;
    if (!tg_opt_parse(verb, sets, 1, &argc, argv, &code)) return code;
    if (argc != 1) return tg_opt_wrong(verb, "name one database");

    tg_report report = TG_REPORT_INIT;
    tagger_error err;
    tg_store *store = NULL;
    tagger_status status = tg_store_open(&store, argv[0], TG_STORE_WRITE, &err);
    if (status == TAGGER_OK) status = tg_store_link(store, own.whole, &err);
    if (status == TAGGER_OK) status = print_totals(store, &err);
    if (status != TAGGER_OK) tg_report_stop(&report, NULL, &err);
    tg_store_close(store);
    return tg_report_exit(&report);
}

const tg_verb tg_cmd_link = {
    .name = "link",
    .usage = "[OPTION…] DB",
    .summary = "Work out again who is tied to whom; 'add' does so by itself",
    .examples = {"tagger link news.db", "tagger link --whole news.db"},
    .run = run_link,
};
