/* SPDX-License-Identifier: MIT
 *
 * learn.c — weights from annotated documents.
 *
 * A chunk's spans with labels have scores; a set of disjoint ones is as likely
 * as the exponential of its total score (lattice.c). The annotation allows some
 * of these sets: those that hold every annotated name with its label, and
 * beyond them nothing but names that are not reported. We raise the likelihood
 * of the allowed sets together,
 *
 *     loss = log Z(all sets) - log Z(allowed sets)
 *     d loss / d score = P(span, label) - P(span, label | allowed)
 *
 * by AdaGrad steps (Duchi, Hazan, Singer 2011) with an L1 penalty that is made
 * up for when a feature is next seen (Langford, Li, Zhang 2009), so that most
 * weights are exactly nothing and the table can be read. With `perceptron` the
 * two expectations are replaced by the best set of each kind and the steps by
 * ones that are averaged (Collins 2002); the lattice and the features are the same.
 *
 * A document's memory is the first pass's answer. Trained on answers to texts
 * that the first pass has learned from, its weights would trust them too much;
 * so the first pass is learned five times, each time without a fifth of the
 * documents, and answers for that fifth (Wolpert's stacking, 1992). Each chunk
 * is then seen twice, without memory and with it, since one table serves both.
 */
#include "resolve/learn.h"

#include <math.h>

#include "base/status.h"

enum { N = TG_N_LABELS };

typedef struct learner {
    const tg_samples *s;
    const tg_learn_options *o;
    tg_weight_row *w;
    tg_weight_row *square; /* [n_features] sums of squared steps; perceptron: sums of weights */
    uint32_t *seen;        /* [n_features] the step at which a feature was last seen */
    uint32_t step;
    double loss;
    /* One chunk: [n_tokens + 1] and [n_spans], of the longest. */
    tg_weight_row *first, *last, *inside; /* scores, then gradients */
    tg_weight_row *score, *gradient;
    float *total, *total_gold, *forward, *backward;
    uint32_t *from; /* 1 + the span taken at an end, or 0 */
} learner;

/* ---- scores -------------------------------------------------------------- */

static void add_rows(float *sum, const learner *l, tg_run run)
{
    for (uint32_t i = run.begin; i < run.end; i++) {
        const float *row = l->w[l->s->ids.at[i]];
        for (unsigned k = 0; k < N; k++) sum[k] += row[k];
    }
}

static void score_chunk(learner *l, const tg_sample_chunk *c, bool memory)
{
    const tg_samples *s = l->s;
    uint32_t n_tokens = c->tokens.end - c->tokens.begin;
    memset(l->first, 0, (n_tokens + 1) * sizeof *l->first);
    memset(l->last, 0, (n_tokens + 1) * sizeof *l->last);
    memset(l->inside, 0, (n_tokens + 1) * sizeof *l->inside);
    for (uint32_t t = 0; t < n_tokens; t++) {
        const tg_sample_token *x = &s->tokens.at[c->tokens.begin + t];
        add_rows(l->first[t], l, x->first);
        add_rows(l->last[t], l, x->last);
        memcpy(l->inside[t + 1], l->inside[t], sizeof l->inside[t]);
        add_rows(l->inside[t + 1], l, x->inside);
    }
    for (uint32_t i = c->spans.begin; i < c->spans.end; i++) {
        const tg_sample_span *x = &s->spans.at[i];
        float *sum = l->score[i - c->spans.begin];
        for (unsigned k = 0; k < N; k++) {
            sum[k] = l->first[x->begin][k] + l->last[x->end - 1][k] + l->inside[x->end][k] -
                     l->inside[x->begin][k];
        }
        add_rows(sum, l, x->ids);
        if (memory) add_rows(sum, l, x->memory);
    }
}

/* ---- sums over sets ------------------------------------------------------ */

/** Log of the summed weight of the labels in `mask`, or -INFINITY. */
/** log(exp(a) + exp(b)); -INFINITY stands for nothing. */
static float log_add(float a, float b)
{
    float high = a > b ? a : b;
    float gap = (a > b ? b : a) - high;
    return gap > -30.0F ? high + log1pf(expf(gap)) : high;
}

static float log_sum(const float *score, unsigned mask)
{
    float sum = -INFINITY;
    for (unsigned k = 0; k < N; k++) {
        if ((mask >> k & 1) != 0) sum = log_add(sum, score[k]);
    }
    return sum;
}

/** Forward and backward sums over a chunk with the spans' totals; @return log Z. With `gold`, no
 *  token that must be in a name is left out. */
static float sweep(learner *l, const tg_sample_chunk *c, const float *total, bool gold)
{
    const tg_sample_span *spans = &l->s->spans.at[c->spans.begin];
    const tg_sample_token *tokens = &l->s->tokens.at[c->tokens.begin];
    uint32_t n_tokens = c->tokens.end - c->tokens.begin;
    uint32_t n_spans = c->spans.end - c->spans.begin;
    uint32_t i = 0;
    l->forward[0] = 0;
    for (uint32_t t = 1; t <= n_tokens; t++) {
        l->forward[t] = gold && tokens[t - 1].must ? -INFINITY : l->forward[t - 1];
        for (; i < n_spans && spans[i].end == t; i++)
            l->forward[t] = log_add(l->forward[t], l->forward[spans[i].begin] + total[i]);
    }
    for (uint32_t t = 0; t < n_tokens; t++) l->backward[t] = -INFINITY;
    l->backward[n_tokens] = 0;
    for (uint32_t t = n_tokens; t > 0; t--) {
        for (; i > 0 && spans[i - 1].end == t; i--) {
            float *b = &l->backward[spans[i - 1].begin];
            *b = log_add(*b, l->backward[t] + total[i - 1]);
        }
        if (!gold || !tokens[t - 1].must)
            l->backward[t - 1] = log_add(l->backward[t - 1], l->backward[t]);
    }
    return l->forward[n_tokens];
}

/** Add sign × P(span, label) to the gradient. */
static void add_expectation(learner *l, const tg_sample_chunk *c, float z, float sign, bool gold)
{
    uint32_t n_spans = c->spans.end - c->spans.begin;
    for (uint32_t i = 0; i < n_spans; i++) {
        const tg_sample_span *x = &l->s->spans.at[c->spans.begin + i];
        float around = l->forward[x->begin] + l->backward[x->end] - z;
        if (!(around > -INFINITY)) continue;
        for (unsigned k = 0; k < N; k++) {
            if (!gold || (x->gold >> k & 1) != 0)
                l->gradient[i][k] += sign * expf(around + l->score[i][k]);
        }
    }
}

static void log_loss(learner *l, const tg_sample_chunk *c)
{
    uint32_t n_spans = c->spans.end - c->spans.begin;
    for (uint32_t i = 0; i < n_spans; i++) {
        l->total[i] = log_sum(l->score[i], UINT8_MAX);
        l->total_gold[i] = log_sum(l->score[i], l->s->spans.at[c->spans.begin + i].gold);
    }
    float z = sweep(l, c, l->total, false);
    add_expectation(l, c, z, 1, false);
    float z_gold = sweep(l, c, l->total_gold, true);
    add_expectation(l, c, z_gold, -1, true);
    l->loss += (double)(z - z_gold);
}

/* ---- best sets ----------------------------------------------------------- */

static unsigned best_label(const float *score, unsigned mask)
{
    unsigned best = N;
    for (unsigned k = 0; k < N; k++) {
        if ((mask >> k & 1) != 0 && (best == N || score[k] > score[best])) best = k;
    }
    return best;
}

/** Mark the best set by calling out its spans from the last to the first. */
static void best_set(learner *l, const tg_sample_chunk *c, bool gold,
                     void (*take)(learner *l, uint32_t span, unsigned label, float sign),
                     float sign)
{
    const tg_sample_span *spans = &l->s->spans.at[c->spans.begin];
    const tg_sample_token *tokens = &l->s->tokens.at[c->tokens.begin];
    uint32_t n_tokens = c->tokens.end - c->tokens.begin;
    uint32_t n_spans = c->spans.end - c->spans.begin;
    uint32_t i = 0;
    l->forward[0] = 0;
    for (uint32_t t = 1; t <= n_tokens; t++) {
        l->forward[t] = gold && tokens[t - 1].must ? -INFINITY : l->forward[t - 1];
        l->from[t] = 0;
        for (; i < n_spans && spans[i].end == t; i++) {
            unsigned k = best_label(l->score[i], gold ? spans[i].gold : UINT8_MAX >> 1);
            if (k == N) continue;
            float with = l->forward[spans[i].begin] + l->score[i][k];
            if (with > l->forward[t]) {
                l->forward[t] = with;
                l->from[t] = i + 1;
            }
        }
    }
    for (uint32_t t = n_tokens; t > 0;) {
        if (l->from[t] == 0) {
            t--;
            continue;
        }
        uint32_t span = l->from[t] - 1;
        take(l, span, best_label(l->score[span], gold ? spans[span].gold : UINT8_MAX >> 1), sign);
        t = spans[span].begin;
    }
}

static void add_gradient(learner *l, uint32_t span, unsigned label, float sign)
{
    l->gradient[span][label] += sign;
}

/* ---- steps --------------------------------------------------------------- */

/** The L1 penalty of the steps since a feature was last seen. */
static void make_up(learner *l, uint32_t id)
{
    float missed = (float)(l->step - l->seen[id]) * l->o->l1 * l->o->rate;
    l->seen[id] = l->step;
    for (unsigned k = 0; k < N; k++) {
        float *w = &l->w[id][k];
        if (*w == 0) continue;
        float penalty = missed / sqrtf(l->square[id][k]);
        *w = *w > penalty ? *w - penalty : *w < -penalty ? *w + penalty : 0;
    }
}

static void move_row(learner *l, uint32_t id, const float *gradient)
{
    if (l->s->uses.at[id] < l->o->min_uses) return;
    if (l->o->perceptron) {
        for (unsigned k = 0; k < N; k++) {
            l->w[id][k] -= gradient[k];
            l->square[id][k] -= gradient[k] * (float)l->step;
        }
        return;
    }
    make_up(l, id);
    for (unsigned k = 0; k < N; k++) {
        float g = gradient[k];
        if (fabsf(g) < 1e-6F) continue;
        l->square[id][k] += g * g;
        l->w[id][k] -= l->o->rate * g / sqrtf(l->square[id][k]);
    }
}

static void move(learner *l, tg_run run, const float *gradient)
{
    float most = 0;
    for (unsigned k = 0; k < N; k++) most = fmaxf(most, fabsf(gradient[k]));
    if (most < 1e-6F) return;
    for (uint32_t i = run.begin; i < run.end; i++) move_row(l, l->s->ids.at[i], gradient);
}

/** Spread the spans' gradients over the tokens they share, and move all weights. */
static void move_chunk(learner *l, const tg_sample_chunk *c, bool memory)
{
    const tg_samples *s = l->s;
    uint32_t n_tokens = c->tokens.end - c->tokens.begin;
    memset(l->first, 0, (n_tokens + 1) * sizeof *l->first);
    memset(l->last, 0, (n_tokens + 1) * sizeof *l->last);
    memset(l->inside, 0, (n_tokens + 1) * sizeof *l->inside);
    for (uint32_t i = c->spans.begin; i < c->spans.end; i++) {
        const tg_sample_span *x = &s->spans.at[i];
        const float *g = l->gradient[i - c->spans.begin];
        for (unsigned k = 0; k < N; k++) {
            l->first[x->begin][k] += g[k];
            l->last[x->end - 1][k] += g[k];
            l->inside[x->begin][k] += g[k];
            l->inside[x->end][k] -= g[k];
        }
        move(l, x->ids, g);
        if (memory) move(l, x->memory, g);
    }
    tg_weight_row inside = {0};
    for (uint32_t t = 0; t < n_tokens; t++) {
        const tg_sample_token *x = &s->tokens.at[c->tokens.begin + t];
        for (unsigned k = 0; k < N; k++) inside[k] += l->inside[t][k];
        move(l, x->first, l->first[t]);
        move(l, x->last, l->last[t]);
        move(l, x->inside, inside);
    }
}

static void learn_chunk(learner *l, const tg_sample_chunk *c, bool memory)
{
    l->step++;
    score_chunk(l, c, memory);
    memset(l->gradient, 0, (c->spans.end - c->spans.begin) * sizeof *l->gradient);
    if (l->o->perceptron) {
        best_set(l, c, false, add_gradient, 1);
        best_set(l, c, true, add_gradient, -1);
    } else {
        log_loss(l, c);
    }
    for (uint32_t i = 0; c->weight != 1 && i < c->spans.end - c->spans.begin; i++) {
        for (unsigned k = 0; k < N; k++) l->gradient[i][k] *= c->weight;
    }
    move_chunk(l, c, memory);
}

/* ---- sweeps -------------------------------------------------------------- */

/** Knuth's 64-bit linear congruence, upper half. */
static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(*seed >> 32);
}

static void shuffle(uint32_t *order, uint32_t n, uint64_t *seed)
{
    for (uint32_t i = n; i > 1; i--) {
        uint32_t k = (uint32_t)((uint64_t)next_random(seed) * i >> 32);
        uint32_t x = order[i - 1];
        order[i - 1] = order[k];
        order[k] = x;
    }
}

static void run_sweeps(learner *l, uint32_t *order, uint32_t n)
{
    uint64_t seed = l->o->seed;
    for (uint32_t e = 0; e < l->o->n_epochs; e++) {
        l->loss = 0;
        shuffle(order, n, &seed);
        for (uint32_t i = 0; i < n; i++) {
            learn_chunk(l, &l->s->chunks.at[order[i]], false);
            if (l->o->memory) learn_chunk(l, &l->s->chunks.at[order[i]], true);
        }
    }
    for (uint32_t id = 0; id < l->s->n_features; id++) {
        if (!l->o->perceptron) {
            make_up(l, id);
            continue;
        }
        for (unsigned k = 0; k < N; k++) l->w[id][k] -= l->square[id][k] / (float)(l->step + 1);
    }
}

static void dispose(learner *l)
{
    tg_mem_free(l->square);
    tg_mem_free(l->seen);
    tg_mem_free(l->first);
    tg_mem_free(l->score);
    tg_mem_free(l->total);
    tg_mem_free(l->from);
}

static tagger_status no_memory(learner *l, tagger_error *err)
{
    dispose(l);
    return tg_fail(err, TAGGER_E_NOMEM, "no memory to learn %u features", l->s->n_features);
}

/** Room for the scores of one chunk. */
static tagger_status prepare(learner *l, const tg_samples *s, const tg_learn_options *o,
                             tg_weight_row *w, tagger_error *err)
{
    size_t row = s->most_tokens + 1U;
    size_t n_spans = s->most_spans + 1U;
    *l = (learner){.s = s,
                   .o = o,
                   .w = w,
                   .first = tg_mem_alloc(3 * row * sizeof *l->first),
                   .score = tg_mem_alloc(2 * n_spans * sizeof *l->score),
                   .total = tg_mem_alloc(2 * (n_spans + row) * sizeof *l->total),
                   .from = tg_mem_alloc(row * sizeof *l->from)};
    if (l->first == NULL || l->score == NULL || l->total == NULL || l->from == NULL)
        return no_memory(l, err);
    l->last = l->first + row;
    l->inside = l->last + row;
    l->gradient = l->score + n_spans;
    l->total_gold = l->total + n_spans;
    l->forward = l->total_gold + n_spans;
    l->backward = l->forward + row;
    return TAGGER_OK;
}

/** Room for what the steps need of each feature. */
static tagger_status prepare_steps(learner *l, tagger_error *err)
{
    size_t n = l->s->n_features + 1U;
    l->square = tg_mem_alloc(n * sizeof *l->square);
    l->seen = tg_mem_alloc(n * sizeof *l->seen);
    if (l->square == NULL || l->seen == NULL) return no_memory(l, err);
    memset(l->square, 0, n * sizeof *l->square);
    memset(l->seen, 0, n * sizeof *l->seen);
    return TAGGER_OK;
}

tagger_status tg_learn(tg_weight_row *w, double *loss, const tg_samples *s,
                       const tg_learn_options *o, tagger_error *err)
{
    learner l;
    *loss = 0;
    memset(w, 0, s->n_features * sizeof *w);
    uint32_t *order = tg_mem_alloc((s->chunks.n + 1) * sizeof *order);
    if (order == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory to order the samples");
    tagger_status status = prepare(&l, s, o, w, err);
    if (status == TAGGER_OK) status = prepare_steps(&l, err);
    if (status == TAGGER_OK) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < s->chunks.n; i++) {
            if (s->chunks.at[i].document % o->n_folds != o->left_out) order[n++] = i;
        }
        run_sweeps(&l, order, n);
        *loss = n > 0 ? l.loss / n : 0;
        dispose(&l);
    }
    tg_mem_free(order);
    return status;
}

/* ---- labels -------------------------------------------------------------- */

/** Where best_set() leaves its spans for tg_learn_label(). */
typedef struct labelling {
    learner l; /* first, so that a learner is one */
    tg_labelled *out;
    uint32_t n;
    uint32_t first; /* token */
    const tg_sample_span *spans;
} labelling;

static void take_label(learner *l, uint32_t span, unsigned label, float sign)
{
    (void)sign;
    labelling *x = (labelling *)(void *)l;
    x->out[x->n++] = (tg_labelled){x->first + x->spans[span].begin, x->first + x->spans[span].end,
                                   (uint8_t)label};
}

tagger_status tg_learn_label(tg_label_list *out, const tg_samples *s, uint32_t d,
                             const tg_lattice *lattice, tg_weight_row *w, tagger_error *err)
{
    tg_learn_options o = TG_LEARN_INIT;
    labelling x = {.out = out->at};
    TG_TRY(prepare(&x.l, s, &o, w, err));
    /* The lattice's chunks run from the last to the first, and so do the spans of each. */
    for (uint32_t i = 0; i < lattice->n_chunks; i++) {
        const tg_sample_chunk *c = &s->chunks.at[s->first_chunk.at[d] + i];
        x.first = lattice->chunks[i].first;
        x.spans = &s->spans.at[c->spans.begin];
        score_chunk(&x.l, c, false);
        best_set(&x.l, c, false, take_label, 1);
    }
    dispose(&x.l);
    for (uint32_t i = 0; i < x.n / 2; i++) {
        tg_labelled swap = x.out[i];
        x.out[i] = x.out[x.n - 1 - i];
        x.out[x.n - 1 - i] = swap;
    }
    out->n = x.n;
    return TAGGER_OK;
}
