/* SPDX-License-Identifier: MIT
 *
 * api_train.c — tagger_trainer_*(): annotated articles through the pipeline to the learner.
 *
 * Articles are tagged twice: once to make numbers of their features, and once
 * more, when the first passes have been learned, to make numbers of what the
 * documents remember. Keeping 17,000 results alive would cost more than that.
 */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/number.h"
#include "base/search.h"
#include "base/status.h"
#include "engine/pipeline.h"
#include "resolve/learn.h"
#include "resolve/template.h"

struct tagger_trainer {
    const tagger_engine *engine;
    tagger_worker *worker;
    tagger_train_options options;
    tg_samples samples;
    tg_arena arena;                  /* owns the texts of the articles */
    TG_VEC(tagger_article) articles; /* kept for their second pass */
    tg_weight_row *w;                /* [samples.n_features] what was learned, or NULL */
};

/* ---- life ---------------------------------------------------------------- */

/** The templates that a list of words leaves out: a word is a template or a group of them. */
static tagger_status parse_without(uint64_t *out, const char *words, tagger_error *err)
{
    *out = 0;
    for (const char *p = words; p != NULL && *p != '\0';) {
        size_t n = strcspn(p, ",");
        uint64_t found = tg_feature_group((tg_str){p, n});
        if (found == 0)
            return tg_fail(err, TAGGER_E_USAGE, "no feature and no group '%.*s'", (int)n, p);
        *out |= found;
        p += n + (p[n] == ',');
    }
    return TAGGER_OK;
}

tagger_status tagger_trainer_new(tagger_trainer **out, const tagger_engine *engine,
                                 const tagger_train_options *options, tagger_error *err)
{
    *out = NULL;
    tagger_train_options defaults = TAGGER_TRAIN_OPTIONS_INIT;
    tagger_trainer *t = tg_mem_alloc(sizeof *t);
    if (t == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for a trainer");
    memset(t, 0, sizeof *t);
    t->engine = engine;
    t->options = options != NULL ? *options : defaults;
    t->arena = TG_ARENA_INIT;
    tagger_status status = parse_without(&t->samples.without, t->options.without, err);
    if (status == TAGGER_OK) status = tagger_worker_new(&t->worker, engine, err);
    if (status != TAGGER_OK) {
        tagger_trainer_free(t);
        return status;
    }
    t->options.without = NULL;
    *out = t;
    return TAGGER_OK;
}

void tagger_trainer_free(tagger_trainer *t)
{
    if (t == NULL) return;
    tagger_worker_free(t->worker);
    tg_samples_dispose(&t->samples);
    tg_arena_dispose(&t->arena);
    tg_vec_dispose(&t->articles);
    tg_mem_free(t->w);
    tg_mem_free(t);
}

/* ---- adding -------------------------------------------------------------- */

static tg_str copied(tg_arena *arena, tg_str s)
{
    if (s.p == NULL) return s;
    char *p = tg_arena_alloc(arena, s.n);
    if (p == NULL) return (tg_str){0};
    memcpy(p, s.p, s.n);
    return (tg_str){p, s.n};
}

/** The labels that an annotated type allows. */
static uint8_t labels_of(const tagger_gold *gold, tg_str type)
{
    tg_label label = tg_label_of(type);
    if (label == TG_N_LABELS) label = TG_OTHER;
    unsigned bits = 1U << label;
    if (label == TG_ORGANIZATION && gold->no_parties) bits |= 1U << TG_PARTY;
    if (gold->no_demonyms && (label == TG_COUNTRY || label == TG_LOCATION))
        bits |= 1U << TG_COUNTRY | 1U << TG_LOCATION;
    if (label == TG_OTHER && gold->no_demonyms) bits |= 1U << TG_DEMONYM;
    return (uint8_t)bits;
}

/** The first token at or behind a byte. */
static uint32_t token_at(const tg_tokens *t, uint32_t byte)
{
    return tg_first_above(t->end, t->n, byte);
}

static tg_gold_span span_of(const tagger_result *r, const tagger_gold *gold, uint32_t i)
{
    tagger_span at = gold->spans[i].at;
    at.begin += r->meta.body_begin;
    at.end += r->meta.body_begin;
    uint32_t begin = token_at(&r->tokens, at.begin);
    uint32_t end = token_at(&r->tokens, at.end - 1) + 1;
    bool fits = begin < end && end <= r->tokens.n && r->tokens.begin[begin] == at.begin &&
                r->tokens.end[end - 1] == at.end;
    if (end > r->tokens.n) end = r->tokens.n;
    return (tg_gold_span){begin, end, fits ? labels_of(gold, gold->spans[i].type) : 0};
}

static bool is_candidate(const tg_candidates *c, const tg_gold_span *x)
{
    /* Sorted by end, then begin. */
    uint32_t low = 0;
    uint32_t high = c->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const tg_candidate *m = &c->at[middle];
        if (m->end < x->end || (m->end == x->end && m->begin < x->begin)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < c->n && c->at[low].begin == x->begin && c->at[low].end == x->end;
}

static int by_begin(const void *x, const void *y)
{
    const tg_gold_span *a = x;
    const tg_gold_span *b = y;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    return (a->end < b->end) - (a->end > b->end);
}

/** The annotated names in tokens, disjoint: of two that overlap the longer, first one stays. */
static tagger_status gold_of(tg_gold *out, tagger_result *r, const tagger_gold *gold,
                             tagger_error *err)
{
    tg_gold_span *at = TG_ARENA_NEW(&r->arena, tg_gold_span, gold->n_spans);
    if (at == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u names", gold->n_spans);
    *out = (tg_gold){
        .at = at, .no_demonyms = gold->no_demonyms, .weight = gold->weight > 0 ? gold->weight : 1};
    for (uint32_t i = 0; i < gold->n_spans; i++) {
        tagger_span x = gold->spans[i].at;
        if (x.begin >= x.end || x.end > gold->article.text.n)
            return tg_fail(err, TAGGER_E_USAGE, "no text at bytes %u to %u", x.begin, x.end);
        at[i] = span_of(r, gold, i);
        if (!is_candidate(&r->candidates, &at[i])) at[i].labels = 0;
    }
    qsort(at, gold->n_spans, sizeof *at, by_begin);
    for (uint32_t i = 0; i < gold->n_spans; i++) {
        if (at[i].begin >= at[i].end) continue;
        if (out->n == 0 || at[i].begin >= at[out->n - 1].end) at[out->n++] = at[i];
    }
    return TAGGER_OK;
}

tagger_status tagger_trainer_add(tagger_trainer *t, const tagger_gold *gold, tagger_error *err)
{
    tagger_result *r;
    TG_TRY(tagger_tag(&r, t->worker, &gold->article, err));
    tg_gold in_tokens;
    tagger_article k = gold->article;
    tagger_status status = gold_of(&in_tokens, r, gold, err);
    if (status == TAGGER_OK) status = tg_samples_add(&t->samples, &r->resolved, &in_tokens, err);
    tagger_result_free(r);
    if (status != TAGGER_OK) return status;
    k.title = copied(&t->arena, k.title);
    k.text = copied(&t->arena, k.text);
    k.lang = copied(&t->arena, k.lang);
    k.id = k.date = k.url = k.source = (tg_str){0};
    if (t->arena.oom || !tg_vec_push(&t->articles, k))
        return tg_fail(err, TAGGER_E_NOMEM, "no memory to keep an annotated article");
    return TAGGER_OK;
}

/* ---- learning ------------------------------------------------------------ */

static tg_learn_options learn_options(const tagger_trainer *t)
{
    tg_learn_options o = TG_LEARN_INIT;
    o.n_epochs = t->options.n_epochs;
    o.min_uses = t->options.min_uses;
    o.rate = t->options.rate;
    o.l1 = t->options.l1;
    o.perceptron = t->options.perceptron;
    o.seed = t->options.seed;
    return o;
}

/** Let weights that have not seen document d label it, and keep what it then remembers. */
static tagger_status remember(tagger_trainer *t, uint32_t d, tg_weight_row *w, tagger_error *err)
{
    tagger_result *r;
    TG_TRY(tagger_tag(&r, t->worker, &t->articles.at[d], err));
    tg_labels labels;
    tg_label_list found = {.at = TG_ARENA_NEW(&r->arena, tg_labelled, r->candidates.n)};
    tagger_status status =
        found.at != NULL ? tg_learn_label(&found, &t->samples, d, &r->resolved.lattice, w, err)
                         : tg_fail(err, TAGGER_E_NOMEM, "no memory for the names of an article");
    if (status == TAGGER_OK)
        status = tg_labels_index(&labels, &r->arena, &r->view, found.at, found.n, err);
    if (status == TAGGER_OK) {
        r->resolved.facts.labels = &labels;
        status = tg_samples_remember(&t->samples, d, &r->resolved, err);
    }
    tagger_result_free(r);
    return status;
}

/** Where to say how it goes. */
typedef struct listener {
    tagger_line_fn *line;
    void *context;
} listener;

static void say(listener to, const char *text)
{
    if (to.line != NULL) (void)to.line(to.context, (tg_str){text, strlen(text)});
}

static tagger_status learn(tg_weight_row **w, tagger_trainer *t, const tg_learn_options *o,
                           const char *what, listener to, tagger_error *err)
{
    *w = tg_mem_alloc((t->samples.n_features + 1U) * sizeof **w);
    if (*w == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u weights", t->samples.n_features);
    double loss;
    TG_TRY(tg_learn(*w, &loss, &t->samples, o, err));
    char text[128];
    (void)tg_print(text, sizeof text, "%s: %u features, loss %.4f a chunk", what,
                   t->samples.n_features, loss);
    say(to, text);
    return TAGGER_OK;
}

tagger_status tagger_trainer_run(tagger_trainer *t, tagger_line_fn *line, void *context,
                                 tagger_error *err)
{
    if (t->articles.n == 0) return tg_fail(err, TAGGER_E_USAGE, "no annotated article was added");
    tg_learn_options o = learn_options(t);
    listener to = {line, context};
    for (uint32_t fold = 0; fold < o.n_folds; fold++) {
        o.left_out = fold;
        char what[48];
        (void)tg_print(what, sizeof what, "first pass %u of %u", fold + 1, o.n_folds);
        tg_weight_row *w;
        tagger_status status = learn(&w, t, &o, what, to, err);
        for (uint32_t d = fold; status == TAGGER_OK && d < t->articles.n; d += o.n_folds)
            status = remember(t, d, w, err);
        tg_mem_free(w);
        if (status != TAGGER_OK) return status;
    }
    o.left_out = o.n_folds;
    o.memory = true;
    tg_mem_free(t->w);
    return learn(&t->w, t, &o, "both passes", to, err);
}

/* ---- the table ----------------------------------------------------------- */

typedef struct named {
    const char *name;
    const float *w;
} named;

static int by_name(const void *x, const void *y)
{
    return strcmp(((const named *)x)->name, ((const named *)y)->name);
}

tagger_status tagger_trainer_weights(const tagger_trainer *t, tagger_line_fn *row, void *context,
                                     tagger_error *err)
{
    if (t->w == NULL) return tg_fail(err, TAGGER_E_USAGE, "nothing was learned yet");
    uint32_t n = t->samples.n_features;
    named *order = tg_mem_alloc((n + 1U) * sizeof *order);
    if (order == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory to sort %u weights", n);
    for (uint32_t i = 0; i < n; i++)
        order[i] = (named){t->samples.names.p + t->samples.name.at[i], t->w[i]};
    qsort(order, n, sizeof *order, by_name);
    bool go_on = row(context, TG_LIT("feature\ttype\tweight"));
    for (uint32_t i = 0; i < n; i++) {
        for (unsigned k = 0; go_on && k < TG_N_LABELS; k++) {
            if (fabsf(order[i].w[k]) < t->options.min_weight) continue;
            char text[256];
            int len = tg_print(text, sizeof text, "%s\t%s\t%.3f", order[i].name,
                               tg_label_name((tg_label)k), (double)order[i].w[k]);
            go_on = row(context, (tg_str){text, (size_t)len});
        }
    }
    tg_mem_free(order);
    return TAGGER_OK;
}
