/* SPDX-License-Identifier: MIT
 *
 * api_topic_train.c — tagger_topic_trainer_*(): articles with their topics to the learner.
 */
#include <math.h>

#include "base/mem.h"
#include "base/number.h"
#include "base/status.h"
#include "engine/pipeline.h"
#include "topic/learn.h"

/* Smaller weights are not written: a link of 0.1 moves a probability by a few hundredths. */
static const double min_weight = 0.1;

struct tagger_topic_trainer {
    const tagger_engine *engine;
    tagger_worker *worker;
    tg_topic_lessons lessons;
};

tagger_status tagger_topic_trainer_new(tagger_topic_trainer **out, const tagger_engine *engine,
                                       tagger_error *err)
{
    *out = NULL;
    tagger_topic_trainer *t = tg_mem_alloc(sizeof *t);
    if (t == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for a trainer");
    *t = (tagger_topic_trainer){.engine = engine};
    tagger_status status = tagger_worker_new(&t->worker, engine, err);
    if (status != TAGGER_OK) {
        tagger_topic_trainer_free(t);
        return status;
    }
    *out = t;
    return TAGGER_OK;
}

void tagger_topic_trainer_free(tagger_topic_trainer *t)
{
    if (t == NULL) return;
    tagger_worker_free(t->worker);
    tg_topic_lessons_dispose(&t->lessons);
    tg_mem_free(t);
}

/** Make lessons of what was judged below level 1. */
static bool add_lessons(tg_topic_lessons *lessons, const tg_topics *topics, const tg_taxonomy *tree,
                        const bool *truth)
{
    uint32_t begin = (uint32_t)lessons->said.n;
    for (uint32_t i = 0; i < topics->scores.n; i++) {
        const tg_topic_score *x = &topics->scores.at[i];
        if (!tg_vec_push(&lessons->said, (tg_topic_said){x->concept, x->said})) return false;
    }
    for (uint32_t i = 0; i < topics->n_cases; i++) {
        const tg_topic_case *x = &topics->cases[i];
        tg_topic_lesson y = {*x, begin, (uint32_t)lessons->said.n, truth[x->concept]};
        if (tree->at[x->concept].level == 2 && !tg_vec_push(&lessons->at, y)) return false;
    }
    return true;
}

tagger_status tagger_topic_trainer_add(tagger_topic_trainer *t, const tagger_article *article,
                                       const tagger_str *topics, uint32_t n_topics,
                                       tagger_error *err)
{
    const tg_taxonomy *tree = &t->engine->topics->taxonomy;
    tagger_result *r;
    TG_TRY(tagger_tag(&r, t->worker, article, err));
    bool *truth = TG_ARENA_NEW(&r->arena, bool, tree->n);
    tagger_status status = TAGGER_OK;
    if (truth == NULL) {
        status = tg_fail(err, TAGGER_E_NOMEM, "no memory for the topics of an article");
    } else {
        memset(truth, 0, tree->n * sizeof *truth);
    }
    for (uint32_t i = 0; i < n_topics && status == TAGGER_OK; i++) {
        tg_concept c = tg_taxonomy_find(tree, topics[i]);
        if (c != TG_NO_CONCEPT) {
            truth[c] = true;
        } else {
            status = tg_fail(err, TAGGER_E_USAGE, "topic '%.*s' is not known",
                             topics[i].n < 60 ? (int)topics[i].n : 60, topics[i].p);
        }
    }
    if (status == TAGGER_OK && !add_lessons(&t->lessons, &r->topics, tree, truth))
        status = tg_fail(err, TAGGER_E_NOMEM, "no memory for the topics of an article");
    tagger_result_free(r);
    return status;
}

/* ---- the table ----------------------------------------------------------- */

typedef struct printer {
    tagger_line_fn *row;
    void *context;
    bool go_on;
} printer;

static void print(printer *to, tg_str topic, tg_str evidence, double weight)
{
    char text[128];
    if (!to->go_on || fabs(weight) < min_weight) return;
    int n = tg_print(text, sizeof text, "%.*s\t%.*s\t%.2f", (int)topic.n, topic.p, (int)evidence.n,
                     evidence.p, weight);
    to->go_on = to->row(to->context, (tg_str){text, (size_t)n});
}

static void print_all(printer *to, const tg_topic_learned *w, const tg_taxonomy *tree)
{
    to->go_on = to->row(to->context, TG_LIT("topic\tevidence\tweight"));
    for (unsigned s = 0; s < TG_N_SIGNS; s++) {
        const char *name = tg_topic_sign_name((tg_topic_sign)s);
        print(to, TG_LIT("*"), (tg_str){name, strlen(name)}, w->sign[s]);
    }
    for (uint32_t c = 0; c < w->n; c++) {
        print(to, tree->at[c].id, TG_LIT("bias"), w->bias[c]);
        for (uint32_t from = 0; from < w->n; from++)
            print(to, tree->at[c].id, tree->at[from].id, w->links[(size_t)c * w->n + from]);
    }
}

tagger_status tagger_topic_trainer_run(tagger_topic_trainer *t, tagger_line_fn *line,
                                       tagger_line_fn *row, void *context, tagger_error *err)
{
    if (t->lessons.at.n == 0)
        return tg_fail(err, TAGGER_E_USAGE, "no article with a topic of the first level was added");
    const tg_taxonomy *tree = &t->engine->topics->taxonomy;
    tg_topic_learned w;
    double loss = 0;
    tagger_status status = tg_topic_learn(&w, &loss, &t->lessons, tree->n, err);
    if (status == TAGGER_OK) {
        char text[96];
        int n = tg_print(text, sizeof text, "%zu judgements, loss %.4f each", t->lessons.at.n,
                         loss / (double)t->lessons.at.n);
        if (line != NULL) (void)line(context, (tg_str){text, (size_t)n});
        printer to = {row, context, true};
        print_all(&to, &w, tree);
    }
    tg_topic_learned_dispose(&w);
    return status;
}
