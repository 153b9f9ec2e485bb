/* SPDX-License-Identifier: MIT
 *
 * cmd_train.c — weights from annotated articles.
 */
#include <stddef.h>
#include <stdio.h>

#include "base/file.h"
#include "base/status.h"
#include "cli/cmd.h"
#include "cli/gold.h"
#include "cli/setup.h"

typedef struct train_options {
    const char *output;
    const char *without;
    tg_input_options input;
    tg_opt_list extra;
    float extra_weight;
    int part; /* enum tg_gold_part */
    uint32_t n_epochs;
    uint32_t min_uses;
    uint32_t seed;
    float rate;
    float l1; /* in millionths */
    bool perceptron;
} train_options;

static const tg_opt rows[] = {
    {'o', "output", TG_OPT_TEXT, offsetof(train_options, output), "FILE",
     "where to write the weights"},
    {'\0', "split", TG_OPT_CHOICE, offsetof(train_options, part), "all|train|test",
     "learn from this part of the articles"},
    {'\0', "extra", TG_OPT_LIST, offsetof(train_options, extra), "GOLD",
     "articles of another kind, that count less"},
    {'\0', "extra-weight", TG_OPT_SHARE, offsetof(train_options, extra_weight), "W",
     "how much less (0.25)"},
    {'\0', "epochs", TG_OPT_COUNT, offsetof(train_options, n_epochs), "N",
     "sweeps over the articles (16)"},
    {'\0', "min-uses", TG_OPT_COUNT, offsetof(train_options, min_uses), "N",
     "features in fewer places get no weight (2)"},
    {'\0', "seed", TG_OPT_COUNT, offsetof(train_options, seed), "N",
     "order in which the articles are seen (1)"},
    {'\0', "rate", TG_OPT_SHARE, offsetof(train_options, rate), "R",
     "size of the first steps (0.1)"},
    {'\0', "l1", TG_OPT_SHARE, offsetof(train_options, l1), "L",
     "what a weight must earn, in thousandths of a thousandth"},
    {'\0', "perceptron", TG_OPT_FLAG, offsetof(train_options, perceptron), NULL,
     "averaged perceptron instead of the log-loss"},
    {'\0', "without", TG_OPT_TEXT, offsetof(train_options, without), "WORDS",
     "leave out groups of features: memory,span.list"},
};

static tagger_status add_doc(tagger_trainer *trainer, const tg_gold_set *set,
                             const tg_gold_doc *doc, tagger_error *err)
{
    tg_arena scratch = TG_ARENA_INIT;
    tagger_gold_span *spans = TG_ARENA_NEW(&scratch, tagger_gold_span, doc->n);
    tagger_status status = tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    if (spans != NULL) {
        for (uint32_t i = 0; i < doc->n; i++)
            spans[i] = (tagger_gold_span){doc->names[i].at, doc->names[i].type};
        tagger_gold gold = {
            .article = doc->article,
            .spans = spans,
            .n_spans = doc->n,
            .no_parties = !doc->stand_off && !tg_gold_has_type(set, doc, TG_LIT("party")),
            .no_demonyms = !doc->stand_off && !tg_gold_has_type(set, doc, TG_LIT("demonym")),
            .weight = doc->weight};
        status = tagger_trainer_add(trainer, &gold, err);
    }
    tg_arena_dispose(&scratch);
    return status;
}

static tagger_status write_weights(const tagger_trainer *trainer, const char *path,
                                   tagger_error *err)
{
    tg_buf table = TG_BUF_INIT;
    tagger_status status = tagger_trainer_weights(trainer, tg_buf_line, &table, err);
    if (status == TAGGER_OK && table.oom) status = tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    if (status == TAGGER_OK) status = tg_file_write(path, tg_buf_view(&table), err);
    tg_buf_dispose(&table);
    return status;
}

static tagger_status train(const train_options *own, const tg_setup *setup, tg_gold_set *set,
                           tagger_error *err)
{
    tagger_train_options options = TAGGER_TRAIN_OPTIONS_INIT;
    options.n_epochs = own->n_epochs;
    options.min_uses = own->min_uses;
    options.rate = own->rate;
    options.l1 = own->l1 * 1e-3F;
    options.perceptron = own->perceptron;
    options.seed = own->seed;
    options.without = own->without;
    tagger_engine *engine = NULL;
    tagger_trainer *trainer = NULL;
    tagger_status status = tg_setup_engine(&engine, setup, UINT32_MAX, err);
    if (status == TAGGER_OK) status = tagger_trainer_new(&trainer, engine, &options, err);
    for (size_t i = 0; status == TAGGER_OK && i < set->docs.n; i++)
        status = add_doc(trainer, set, &set->docs.at[i], err);
    if (status == TAGGER_OK) status = tagger_trainer_run(trainer, tg_report_say_line, NULL, err);
    if (status == TAGGER_OK) status = write_weights(trainer, own->output, err);
    tagger_trainer_free(trainer);
    tagger_engine_free(engine);
    return status;
}

/** Add the articles of some operands. */
static tagger_status read_gold(tg_gold_set *set, char **operands, int n, const train_options *own,
                               tg_report *report, tagger_error *err)
{
    tg_inputs *inputs;
    tagger_status status = tg_inputs_new(&inputs, operands, n, &own->input, report, err);
    if (status == TAGGER_OK)
        status = tg_gold_read(set, inputs, (tg_gold_part)own->part, report, err);
    set->path = NULL;
    tg_inputs_free(inputs);
    return status;
}

static int run_train(const tg_verb *verb, int argc, char **argv)
{
    train_options own = {.input = TG_INPUT_OPTIONS_INIT,
                         .n_epochs = 16,
                         .min_uses = 2,
                         .seed = 1,
                         .rate = 0.1F,
                         .l1 = 0.006F,
                         .extra_weight = 0.25F};
    tg_setup setup = TG_SETUP_INIT;
    tg_opt_set sets[] = {TG_OPT_SET(rows, &own), TG_OPT_SET(tg_input_rows, &own.input),
                         TG_OPT_SET(tg_setup_rows, &setup)};
    int code;
    if (!tg_opt_parse(verb, sets, sizeof sets / sizeof sets[0], &argc, argv, &code)) return code;
    if (own.output == NULL) return tg_opt_wrong(verb, "say where to write the weights: -o FILE");
    if (tg_inputs_is_terminal(argc, &own.input)) return tg_opt_short_help(verb);

    tg_report report = TG_REPORT_INIT;
    tagger_error err;
    tg_gold_set set = {.arena = TG_ARENA_INIT};
    tagger_status status = read_gold(&set, argv, argc, &own, &report, &err);
    size_t n_usual = set.docs.n;
    if (status == TAGGER_OK && own.extra.n > 0) {
        union {
            const char **given;
            char **operands; /* read_gold() reads them only, as it does those of argv */
        } extra = {.given = own.extra.at};
        status = read_gold(&set, extra.operands, (int)own.extra.n, &own, &report, &err);
    }
    for (size_t i = n_usual; i < set.docs.n; i++) set.docs.at[i].weight = own.extra_weight;
    if (status == TAGGER_OK) status = train(&own, &setup, &set, &err);
    tg_gold_dispose(&set);
    if (status != TAGGER_OK) tg_report_stop(&report, NULL, &err);
    return tg_report_exit(&report);
}

const tg_verb tg_cmd_train = {
    .name = "train",
    .usage = "[OPTION…] -o FILE [GOLD|FOLDER|-]…",
    .summary = "Learn weights from annotated articles",
    .examples = {"tagger train --split train -o weights.tsv corpus/gold",
                 "tagger train -o weights.tsv news.jsonl more.jsonl",
                 "tagger tag --weights weights.tsv article.txt"},
    .run = run_train,
};
