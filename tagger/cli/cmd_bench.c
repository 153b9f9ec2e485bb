/* SPDX-License-Identifier: MIT
 *
 * cmd_bench.c — how fast tagging is, on the reader's own text.
 *
 * All articles are read first, so that no disk is timed; then everything is
 * tagged once to warm up and 15 times for the figures, on one core. The best
 * round is the steadiest figure, the median the honest one; both are told.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/mem.h"
#include "base/status.h"
#include "cli/cmd.h"
#include "cli/input.h"
#include "cli/setup.h"

enum { MAX_ROUNDS = 1000, MAX_STAGES = 32 };

typedef struct bench_options {
    uint32_t n_rounds;
} bench_options;

static const tg_opt rows[] = {
    {'n', "rounds", TG_OPT_COUNT, offsetof(bench_options, n_rounds), "N", "timed rounds (15)"},
};

/** Everything to be tagged, in memory. */
typedef struct texts {
    tg_arena arena;
    tagger_article *at; /* [cap] the first n are set */
    size_t n;
    size_t cap;
    uint64_t n_bytes;
} texts;

typedef struct stage {
    const char *name;
    uint64_t ns;
} stage;

/** What the rounds took. */
typedef struct timing {
    uint64_t ns[MAX_ROUNDS]; /* [n_rounds] wall clock */
    uint32_t n_rounds;
    uint64_t best;            /* ns */
    stage stages[MAX_STAGES]; /* [n_stages] CPU time in the best round */
    uint32_t n_stages;
} timing;

/* ---- texts --------------------------------------------------------------------- */

static tagger_status add_article(texts *t, const tagger_article *article, tagger_error *err)
{
    if (t->n == t->cap) {
        size_t cap = t->cap == 0 ? 64 : t->cap * 2;
        tagger_article *at = tg_mem_alloc(cap * sizeof *at);
        if (at == NULL) return tg_fail(err, TAGGER_E_NOMEM, "out of memory");
        if (t->n > 0) memcpy(at, t->at, t->n * sizeof *at);
        tg_mem_free(t->at);
        t->at = at;
        t->cap = cap;
    }
    t->at[t->n++] = *article;
    t->n_bytes += article->title.n + article->text.n;
    return TAGGER_OK;
}

static tagger_status read_all(texts *t, tg_inputs *inputs, tg_report *report, tagger_error *err)
{
    for (;;) {
        tg_raw raw;
        bool more;
        TG_TRY(tg_inputs_next(inputs, &t->arena, &raw, &more, err));
        if (!more) return TAGGER_OK;
        if (raw.problem.status == TAGGER_OK) {
            TG_TRY(add_article(t, &raw.article, err));
        } else {
            tg_report_problem(raw.path, &raw.problem);
            report->n_bad_docs++;
        }
    }
}

/* ---- rounds -------------------------------------------------------------------- */

static uint64_t now_ns(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void add_stages(stage *stages, uint32_t *n_stages, const tagger_result *result)
{
    uint64_t ns;
    const char *name;
    for (uint32_t i = 0; i < MAX_STAGES; i++) {
        name = tagger_result_stage(result, i, &ns);
        if (name == NULL) return;
        if (i == *n_stages) stages[(*n_stages)++] = (stage){.name = name};
        stages[i].ns += ns;
    }
}

/** Tag everything once. A text that cannot be tagged is told in the first round only. */
static uint64_t run_round(const texts *t, tagger_worker *worker, stage *stages, uint32_t *n_stages,
                          tg_report *report)
{
    uint64_t begin = now_ns();
    for (size_t i = 0; i < t->n; i++) {
        tagger_error why;
        tagger_result *result;
        tagger_status status = tagger_tag(&result, worker, &t->at[i], &why);
        if (status == TAGGER_OK) {
            add_stages(stages, n_stages, result);
        } else if (report != NULL) {
            tg_report_say("article %zu: %s", i + 1, why.text);
            report->n_bad_docs++;
        }
        tagger_result_free(result);
    }
    return now_ns() - begin;
}

static void run_rounds(timing *times, const texts *t, tagger_worker *worker, tg_report *report)
{
    stage warm[MAX_STAGES] = {{.name = NULL}};
    uint32_t n_warm = 0;
    (void)run_round(t, worker, warm, &n_warm, report);
    times->best = UINT64_MAX;
    for (uint32_t i = 0; i < times->n_rounds && !tg_report_interrupted(); i++) {
        stage stages[MAX_STAGES] = {{.name = NULL}};
        uint32_t n_stages = 0;
        times->ns[i] = run_round(t, worker, stages, &n_stages, NULL);
        if (times->ns[i] >= times->best) continue;
        times->best = times->ns[i];
        times->n_stages = n_stages;
        memcpy(times->stages, stages, sizeof stages);
    }
    report->interrupted = tg_report_interrupted();
}

/* ---- figures ------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void print_speed(const char *name, uint64_t ns, const texts *t)
{
    double seconds = (double)(ns > 0 ? ns : 1) / 1e9;
    (void)printf("%-12s %8.2f MB/s %10.0f docs/s\n", name, (double)t->n_bytes / 1e6 / seconds,
                 (double)t->n / seconds);
}

static void print_figures(timing *times, const texts *t)
{
    (void)printf("%-12s %8.2f MB in %zu %s, %u rounds\n", "text", (double)t->n_bytes / 1e6, t->n,
                 t->n == 1 ? "article" : "articles", times->n_rounds);
    qsort(times->ns, times->n_rounds, sizeof times->ns[0], by_size);
    print_speed("best", times->best, t);
    print_speed("median", times->ns[times->n_rounds / 2], t);
    uint64_t sum = 1; /* never divide by nothing */
    for (uint32_t i = 0; i < times->n_stages; i++) sum += times->stages[i].ns;
    for (uint32_t i = 0; i < times->n_stages; i++) {
        double ns = (double)times->stages[i].ns;
        (void)printf("  %-10s %8.2f ms   %9.1f %%\n", times->stages[i].name, ns / 1e6,
                     100 * ns / (double)sum);
    }
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    (void)printf("%-12s %8.1f MB\n", "peak memory", (double)usage.ru_maxrss / 1024);
}

/* ---- the verb -------------------------------------------------------------------- */

static tagger_status bench(const tg_setup *setup, const tg_input_options *input, tg_inputs *inputs,
                           timing *times, tg_report *report, tagger_error *err)
{
    texts t = {.arena = TG_ARENA_INIT};
    tagger_engine *engine = NULL;
    tagger_worker *worker = NULL;
    tagger_status status = read_all(&t, inputs, report, err);
    if (status == TAGGER_OK) status = tg_setup_engine(&engine, setup, input->max_doc, err);
    if (status == TAGGER_OK) status = tagger_worker_new(&worker, engine, err);
    if (status == TAGGER_OK && t.n > 0) {
        run_rounds(times, &t, worker, report);
        if (!report->interrupted) print_figures(times, &t);
    }
    tagger_worker_free(worker);
    tagger_engine_free(engine);
    tg_mem_free(t.at);
    tg_arena_dispose(&t.arena);
    return status;
}

static int run_bench(const tg_verb *verb, int argc, char **argv)
{
    bench_options own = {.n_rounds = 15};
    tg_input_options input = TG_INPUT_OPTIONS_INIT;
    tg_setup setup = TG_SETUP_INIT;
    tg_opt_set sets[] = {TG_OPT_SET(rows, &own), TG_OPT_SET(tg_input_rows, &input),
                         TG_OPT_SET(tg_setup_rows, &setup)};
    int code;
    if (!tg_opt_parse(verb, sets, sizeof sets / sizeof sets[0], &argc, argv, &code)) return code;
    if (own.n_rounds == 0 || own.n_rounds > MAX_ROUNDS) {
        return tg_opt_wrong(verb, "--rounds wants 1 to %d", MAX_ROUNDS);
    }
    if (tg_inputs_is_terminal(argc, &input)) return tg_opt_short_help(verb);

    timing figures = {.n_rounds = own.n_rounds};
    tg_report report = TG_REPORT_INIT;
    tagger_error err;
    tg_inputs *inputs;
    tagger_status status = tg_inputs_new(&inputs, argv, argc, &input, &report, &err);
    if (status == TAGGER_OK) status = bench(&setup, &input, inputs, &figures, &report, &err);
    tg_inputs_free(inputs);
    if (status != TAGGER_OK) tg_report_stop(&report, NULL, &err);
    return tg_report_exit(&report);
}

const tg_verb tg_cmd_bench = {
    .name = "bench",
    .usage = "[OPTION…] [FILE|FOLDER|-]…",
    .summary = "Measure how fast articles are tagged, stage by stage",
    .examples = {"tagger bench article.txt", "tagger bench news/",
                 "tagger bench --rounds 50 -i jsonl dump.jsonl"},
    .run = run_bench,
};
