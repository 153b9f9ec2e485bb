/* SPDX-License-Identifier: MIT
 *
 * cmd_explain.c — why a place of an article was tagged, or was not.
 */
#include <stddef.h>
#include <unistd.h>

#include "base/status.h"
#include "cli/cmd.h"
#include "cli/pool.h"
#include "cli/setup.h"
#include "sink/offset.h"

#define NOT_GIVEN UINT32_MAX

typedef struct explain_options {
    const char *span;
    uint32_t at; /* units; NOT_GIVEN: none */
    int unit;    /* enum tg_unit */
} explain_options;

static const tg_opt rows[] = {
    {'\0', "span", TG_OPT_TEXT, offsetof(explain_options, span), "STRING",
     "explain every place where these words stand"},
    {'\0', "at", TG_OPT_COUNT, offsetof(explain_options, at), "OFFSET",
     "explain the place at this offset"},
    {'\0', "offsets", TG_OPT_CHOICE, offsetof(explain_options, unit), "codepoints|bytes|utf16",
     "what offsets count (codepoints)"},
};

typedef struct explain_run {
    tg_str span; /* absent: see at */
    uint32_t at; /* units */
    tg_unit unit;
    uint64_t n_found;
} explain_run;

static bool add_line(void *context, tagger_str line)
{
    tg_buf *out = context;
    tg_buf_word(out, "  ");
    tg_buf_str(out, line);
    tg_buf_char(out, '\n');
    return true;
}

static const char *zone_at(const tagger_result *r, uint32_t at)
{
    for (uint32_t i = 0; i < tagger_result_n_zones(r); i++) {
        const tagger_zone_block *block = tagger_result_zone(r, i);
        if (at >= block->at.begin && at < block->at.end) return tagger_zone_name(block->zone);
    }
    return "no zone";
}

/** One place: where it is, its zone first, then all that the engine has to say. */
static tagger_status explain_place(const tagger_result *r, tagger_span at,
                                   const tg_offsets *offsets, tg_buf *out, tagger_error *err)
{
    const tagger_meta *meta = tagger_result_meta(r);
    bool in_title = at.begin < meta->body_begin;
    uint32_t origin = in_title ? 0 : tg_offsets_at(offsets, meta->body_begin);
    tg_buf_word(out, zone_at(r, at.begin));
    tg_buf_word(out, in_title ? ", title " : ", ");
    tg_buf_uint(out, tg_offsets_at(offsets, at.begin) - origin);
    tg_buf_char(out, '-');
    tg_buf_uint(out, tg_offsets_at(offsets, at.end) - origin);
    tg_buf_word(out, ": ");
    tg_buf_add(out, meta->text.p + at.begin, at.end - at.begin);
    tg_buf_char(out, '\n');
    return tagger_explain(r, at, add_line, out, err);
}

/** The next place of the words at or after `from`. */
static bool find_words(tg_str text, tg_str words, uint32_t from, tagger_span *at)
{
    const char *end = text.p + text.n;
    for (const char *p = text.p + from; (size_t)(end - p) >= words.n; p++) {
        p = memchr(p, words.p[0], (size_t)(end - p) - words.n + 1);
        if (p == NULL) return false;
        if (memcmp(p, words.p, words.n) != 0) continue;
        at->begin = (uint32_t)(p - text.p);
        at->end = at->begin + (uint32_t)words.n;
        return true;
    }
    return false;
}

/** The code point that stands at an offset counted in units from the begin of the body. */
static bool find_offset(const tagger_meta *meta, const tg_offsets *offsets, uint32_t units,
                        tagger_span *at)
{
    uint32_t wanted = tg_offsets_at(offsets, meta->body_begin) + units;
    uint32_t low = meta->body_begin;
    uint32_t high = (uint32_t)meta->text.n;
    while (low < high) { /* the first byte that has `wanted` units before it */
        uint32_t middle = low + (high - low) / 2;
        if (tg_offsets_at(offsets, middle) < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    /* That byte may continue a code point: its first byte has fewer units before it. */
    while (low > 0 && low < meta->text.n && ((unsigned char)meta->text.p[low] & 0xC0) == 0x80)
        low--;
    at->begin = low;
    at->end = low + 1;
    while (at->end < meta->text.n && ((unsigned char)meta->text.p[at->end] & 0xC0) == 0x80) {
        at->end++;
    }
    return low < meta->text.n;
}

static tagger_status explain_article(explain_run *run, const tagger_result *r, tg_buf *out,
                                     tagger_error *err)
{
    const tagger_meta *meta = tagger_result_meta(r);
    tg_offsets offsets;
    if (!tg_offsets_init(&offsets, meta->text, run->unit)) {
        return tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    }
    tagger_status status = TAGGER_OK;
    tagger_span at = {0, 0};
    if (run->span.p == NULL) {
        if (find_offset(meta, &offsets, run->at, &at)) {
            run->n_found++;
            status = explain_place(r, at, &offsets, out, err);
        }
    } else {
        while (status == TAGGER_OK && find_words(meta->text, run->span, at.end, &at)) {
            run->n_found++;
            status = explain_place(r, at, &offsets, out, err);
        }
    }
    tg_offsets_dispose(&offsets);
    return status;
}

/* One worker: nothing here is shared between threads. */
static tagger_status work(void *context, tg_job *job, tg_buf *out, tagger_error *err)
{
    return job->result == NULL ? TAGGER_OK : explain_article(context, job->result, out, err);
}

static tagger_status write_job(void *context, const tg_job *job, tg_str out, tagger_error *err)
{
    (void)context;
    (void)job;
    return tg_report_write(STDOUT_FILENO, out, err);
}

/** Tag what was given and explain each place in it. */
static void explain_all(explain_run *run, const tg_setup *setup, const tg_input_options *input,
                        tg_inputs *inputs, tg_report *report)
{
    tagger_error err;
    tagger_engine *engine;
    if (tg_setup_engine(&engine, setup, input->max_doc, &err) != TAGGER_OK) {
        tg_report_stop(report, NULL, &err);
        return;
    }
    tg_pool pool = {
        .engine = engine, .n_workers = 1, .work = work, .write = write_job, .context = run};
    tg_pool_run(&pool, inputs, report);
    tagger_engine_free(engine);
}

/** What is asked for. @return EXIT_DONE or EXIT_USAGE. */
static int parse_place(const tg_verb *verb, const explain_options *own, explain_run *run)
{
    if ((own->span == NULL) == (own->at == NOT_GIVEN)) {
        return tg_opt_wrong(verb, "say which place: either --span or --at");
    }
    run->unit = (tg_unit)own->unit;
    if (own->span != NULL) {
        run->span = (tg_str){.p = own->span, .n = strlen(own->span)};
        return run->span.n > 0 ? EXIT_DONE : tg_opt_wrong(verb, "--span cannot be empty");
    }
    run->at = own->at;
    return EXIT_DONE;
}

static int run_explain(const tg_verb *verb, int argc, char **argv)
{
    explain_options own = {.at = NOT_GIVEN};
    tg_input_options input = TG_INPUT_OPTIONS_INIT;
    tg_setup setup = TG_SETUP_INIT;
    tg_opt_set sets[] = {TG_OPT_SET(rows, &own), TG_OPT_SET(tg_input_rows, &input),
                         TG_OPT_SET(tg_setup_rows, &setup)};
    int code;
    if (!tg_opt_parse(verb, sets, sizeof sets / sizeof sets[0], &argc, argv, &code)) return code;
    explain_run run = {.n_found = 0};
    code = parse_place(verb, &own, &run);
    if (code != EXIT_DONE) return code;
    if (tg_inputs_is_terminal(argc, &input)) return tg_opt_short_help(verb);

    tg_report report = TG_REPORT_INIT;
    tagger_error err;
    tg_inputs *inputs;
    tagger_status status = tg_inputs_new(&inputs, argv, argc, &input, &report, &err);
    if (status != TAGGER_OK) {
        tg_report_stop(&report, NULL, &err);
    } else {
        explain_all(&run, &setup, &input, inputs, &report);
    }
    tg_inputs_free(inputs);
    code = tg_report_exit(&report);
    if (code != EXIT_DONE || run.n_found > 0 || report.stopped) return code;
    tg_report_say("no such place in what was read");
    return EXIT_NOT_FOUND;
}

const tg_verb tg_cmd_explain = {
    .name = "explain",
    .usage = "[OPTION…] --span STRING|--at OFFSET [FILE|-]",
    .summary = "Say why words were tagged, or were not",
    .examples = {"tagger explain article.txt --span Electrabel",
                 "tagger explain article.txt --at 2101",
                 "tagger explain --lists my-names/ article.txt --span \"De Tijd\""},
    .run = run_explain,
};
