/* SPDX-License-Identifier: MIT
 *
 * cmd_eval.c — how right the tagger is, on annotated articles.
 */
#include <stddef.h>
#include <stdio.h>

#include "base/file.h"
#include "base/status.h"
#include "cli/cmd.h"
#include "cli/score.h"
#include "cli/setup.h"

typedef struct eval_options {
    int part; /* enum tg_gold_part */
    bool tsv;
    const char *compare;
} eval_options;

static const tg_opt rows[] = {
    {'\0', "split", TG_OPT_CHOICE, offsetof(eval_options, part), "all|train|test",
     "score this part of the articles"},
    {'\0', "compare", TG_OPT_TEXT, offsetof(eval_options, compare), "WEIGHTS",
     "show what other weights change: theirs first"},
    {'\0', "tsv", TG_OPT_FLAG, offsetof(eval_options, tsv), NULL,
     "figures as tab-separated values, for scripts"},
};

/** The annotated articles of one operand, and how to score them. */
typedef struct operand {
    tg_gold_set gold;
    tg_file settings; /* NAME.meta.json beside NAME.jsonl, when there is one */
    tg_rules rules;
} operand;

/* ---- scoring ------------------------------------------------------------- */

/** Read NAME.meta.json for NAME.jsonl; without one all types count. */
static tagger_status read_rules(operand *x, const char *path, tagger_error *err)
{
    char name[4096];
    size_t n = strlen(path);
    static const char from[] = ".jsonl";
    static const char to[] = ".meta.json";
    x->rules = TG_RULES_INIT;
    if (n < sizeof from || n + sizeof to > sizeof name ||
        strcmp(path + n - (sizeof from - 1), from) != 0)
        return TAGGER_OK;
    (void)snprintf(name, sizeof name, "%.*s%s", (int)(n - (sizeof from - 1)), path, to);
    if (tg_file_map(&x->settings, name, NULL) != TAGGER_OK) {
        x->settings = (tg_file){0};
        return TAGGER_OK;
    }
    tagger_status status = tg_rules_read(&x->rules, x->settings.bytes, err);
    if (status == TAGGER_OK) return status;
    tg_report_problem(name, err);
    return tg_fail(err, status, "the settings of %s cannot be used", path);
}

static tagger_status score_operand(tg_scores *scores, const operand *x, const tagger_engine *engine,
                                   tg_report *report, tagger_error *err)
{
    tagger_worker *worker;
    TG_TRY(tagger_worker_new(&worker, engine, err));
    tagger_status status = TAGGER_OK;
    for (size_t i = 0; i < x->gold.docs.n && status == TAGGER_OK; i++) {
        const tg_gold_doc *doc = &x->gold.docs.at[i];
        tagger_error why;
        tagger_result *result;
        if (tagger_tag(&result, worker, &doc->article, &why) == TAGGER_OK) {
            status = tg_score_add(scores, doc, result, &x->rules, err);
            report->n_docs++;
        } else {
            tg_report_say("%.*s: %s", (int)doc->article.id.n, doc->article.id.p, why.text);
            report->n_bad_docs++;
        }
        tagger_result_free(result);
    }
    tagger_worker_free(worker);
    return status;
}

/** What scoring needs besides the operands. */
typedef struct context {
    const eval_options *own;
    const tg_input_options *input;
    const tagger_engine *engine;
    const tagger_engine *other; /* of --compare, or NULL */
    tg_scores *scores;          /* [2] ours, theirs */
    tg_report *report;
} context;

static tagger_status add_operand(const context *c, char *path, tagger_error *err)
{
    operand x = {.gold.arena = TG_ARENA_INIT};
    tg_inputs *inputs;
    tagger_status status = tg_inputs_new(&inputs, &path, 1, c->input, c->report, err);
    if (status == TAGGER_OK)
        status = tg_gold_read(&x.gold, inputs, (tg_gold_part)c->own->part, c->report, err);
    if (status == TAGGER_OK) status = read_rules(&x, path, err);
    if (status == TAGGER_OK) status = score_operand(c->scores, &x, c->engine, c->report, err);
    if (status == TAGGER_OK && c->other != NULL)
        status = score_operand(c->scores + 1, &x, c->other, c->report, err);
    tg_inputs_free(inputs);
    tg_file_dispose(&x.settings);
    tg_gold_dispose(&x.gold);
    return status;
}

/* ---- tables -------------------------------------------------------------- */

/** "person   91.20  90.10  90.65   1046   1049", with the change against `old` behind it. */
static void print_tally(const char *name, tg_tally t, const tg_tally *old)
{
    (void)printf("%-14s %7.2f %7.2f %7.2f %8llu %8llu", name, 100 * tg_tally_precision(t),
                 100 * tg_tally_recall(t), 100 * tg_tally_f1(t), (unsigned long long)t.n_found,
                 (unsigned long long)t.n_gold);
    if (old != NULL) (void)printf("   %+7.2f", 100 * (tg_tally_f1(t) - tg_tally_f1(*old)));
    (void)putchar('\n');
}

static void print_exact(const tg_scores *s, const tg_scores *old)
{
    (void)printf("%-14s %7s %7s %7s %8s %8s%s\n", "exact", "P", "R", "F1", "found", "gold",
                 old != NULL ? "    change" : "");
    for (unsigned t = 0; t < TAGGER_N_TYPES; t++) {
        tg_tally x = s->figure[TG_EXACT][t];
        if (x.n_found + x.n_gold == 0) continue;
        print_tally(tagger_type_name((tagger_type)t), x,
                    old != NULL ? &old->figure[TG_EXACT][t] : NULL);
    }
    for (unsigned f = 0; f < TG_N_FIGURES; f++) {
        tg_tally before = old != NULL ? tg_score_all(old, (tg_figure)f) : (tg_tally){0};
        print_tally(f == TG_EXACT ? "all" : tg_figure_name((tg_figure)f),
                    tg_score_all(s, (tg_figure)f), old != NULL ? &before : NULL);
    }
}

static void print_zones(const tg_scores *s)
{
    (void)printf("\n%-14s %7s %7s %7s %8s %8s\n", "zone, exact", "P", "R", "F1", "found", "gold");
    for (unsigned z = 0; z < TAGGER_N_ZONES; z++) {
        if (s->zone[z].n_found + s->zone[z].n_gold > 0)
            print_tally(tagger_zone_name((tagger_zone)z), s->zone[z], NULL);
    }
}

static void print_causes(const tg_scores *s)
{
    (void)printf("\n%-14s", "errors");
    for (unsigned t = 0; t < TAGGER_N_TYPES; t++)
        (void)printf(" %12s", tagger_type_name((tagger_type)t));
    (void)putchar('\n');
    for (unsigned c = 0; c < TG_N_CAUSES; c++) {
        (void)printf("%-14s", tg_cause_name((tg_cause)c));
        for (unsigned t = 0; t < TAGGER_N_TYPES; t++)
            (void)printf(" %12llu", (unsigned long long)s->cause[c][t]);
        (void)putchar('\n');
    }
}

static void print_calibration(const tg_scores *s)
{
    (void)printf("\n%-14s %7s %7s %8s\n", "score", "mean", "right", "found");
    for (unsigned b = 0; b < TG_N_BINS; b++) {
        const tg_bin *bin = &s->bin[b];
        if (bin->n == 0) continue;
        (void)printf("%.1f to %.1f     %7.3f %7.3f %8llu\n", b / (double)TG_N_BINS,
                     (b + 1) / (double)TG_N_BINS, bin->sum / (double)bin->n,
                     (double)bin->n_right / (double)bin->n, (unsigned long long)bin->n);
    }
    (void)printf("calibration error %.4f\n", tg_score_calibration(s));
}

static void print_line(const char *figure, const char *type, tg_tally t)
{
    (void)printf("%s\t%s\t%.4f\t%.4f\t%.4f\t%llu\t%llu\n", figure, type,
                 100 * tg_tally_precision(t), 100 * tg_tally_recall(t), 100 * tg_tally_f1(t),
                 (unsigned long long)t.n_found, (unsigned long long)t.n_gold);
}

static void print_tsv(const tg_scores *s)
{
    (void)puts("figure\ttype\tP\tR\tF1\tfound\tgold");
    for (unsigned f = 0; f < TG_N_FIGURES; f++) {
        const char *name = tg_figure_name((tg_figure)f);
        print_line(name, "all", tg_score_all(s, (tg_figure)f));
        for (unsigned t = 0; t < TAGGER_N_TYPES; t++)
            print_line(name, tagger_type_name((tagger_type)t), s->figure[f][t]);
    }
    (void)printf("calibration\tall\t\t\t%.4f\t\t\n", tg_score_calibration(s));
}

/* ---- the verb ------------------------------------------------------------ */

static tagger_status eval(context *c, tg_setup *setup, char **paths, int n, tagger_error *err)
{
    tagger_engine *engine = NULL;
    tagger_engine *other = NULL;
    tagger_status status = tg_setup_engine(&engine, setup, c->input->max_doc, err);
    if (status == TAGGER_OK && c->own->compare != NULL) {
        setup->weights = c->own->compare;
        status = tg_setup_engine(&other, setup, c->input->max_doc, err);
    }
    c->engine = engine;
    c->other = other;
    for (int i = 0; i < n && status == TAGGER_OK; i++) status = add_operand(c, paths[i], err);
    tagger_engine_free(other);
    tagger_engine_free(engine);
    return status;
}

static int run_eval(const tg_verb *verb, int argc, char **argv)
{
    eval_options own = {.part = TG_GOLD_ALL};
    tg_input_options input = TG_INPUT_OPTIONS_INIT;
    tg_setup setup = TG_SETUP_INIT;
    tg_opt_set sets[] = {TG_OPT_SET(rows, &own), TG_OPT_SET(tg_input_rows, &input),
                         TG_OPT_SET(tg_setup_rows, &setup)};
    int code;
    if (!tg_opt_parse(verb, sets, sizeof sets / sizeof sets[0], &argc, argv, &code)) return code;
    if (argc == 0) return tg_opt_wrong(verb, "say which annotated articles: a file or a folder");

    tg_report report = TG_REPORT_INIT;
    tagger_error err;
    tg_scores scores[2] = {{.n_docs = 0}};
    context c = {.own = &own, .input = &input, .scores = scores, .report = &report};
    tagger_status status = eval(&c, &setup, argv, argc, &err);
    if (status != TAGGER_OK) {
        tg_report_stop(&report, NULL, &err);
    } else if (own.tsv) {
        print_tsv(&scores[0]);
    } else {
        (void)printf("%llu articles\n", (unsigned long long)scores[0].n_docs);
        print_exact(&scores[0], own.compare != NULL ? &scores[1] : NULL);
        print_zones(&scores[0]);
        print_causes(&scores[0]);
        print_calibration(&scores[0]);
    }
    return tg_report_exit(&report);
}

const tg_verb tg_cmd_eval = {
    .name = "eval",
    .usage = "[OPTION…] GOLD|FOLDER…",
    .summary = "Score the tagger on annotated articles",
    .examples = {"tagger eval --split test corpus/gold", "tagger eval gold.jsonl",
                 "tagger eval --weights new.tsv --compare old.tsv corpus/gold"},
    .run = run_eval,
};
