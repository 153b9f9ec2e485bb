/* SPDX-License-Identifier: MIT */
#include "topic/learn.h"

#include <math.h>

#include "base/mem.h"
#include "base/status.h"

enum { N_STEPS = 600 };

static const double ridge_of_signs = 1;
static const double ridge_of_links = 11; /* and of biases */

/* Weights as one vector: the signs, the biases, the links. */

typedef struct learner {
    const tg_topic_lessons *lessons;
    uint32_t n;     /* topics */
    size_t n_all;   /* weights */
    double *w;      /* [n_all] */
    double *before; /* [n_all] w of the step before */
    double *ahead;  /* [n_all] where the gradient is taken */
    double *slope;  /* [n_all] gradient */
    double *bound;  /* [n_all] of the curvature along each weight */
} learner;

static size_t bias_at(tg_concept c)
{
    return (size_t)TG_N_SIGNS + c;
}

static size_t link_at(const learner *l, tg_concept to, tg_concept from)
{
    return (size_t)TG_N_SIGNS + l->n + (size_t)to * l->n + from;
}

static double sum_of(const learner *l, const double *w, const tg_topic_lesson *y)
{
    double sum = w[bias_at(y->x.concept)];
    for (unsigned s = 0; s < TG_N_SIGNS; s++) sum += w[s] * (double)y->x.sign[s];
    for (uint32_t i = y->begin; i < y->end; i++) {
        const tg_topic_said *x = &l->lessons->said.at[i];
        sum += w[link_at(l, y->x.concept, x->concept)] * (double)x->said;
    }
    return sum;
}

/** Add `times` the values of a lesson's evidence to the weights that they have. */
static void add(const learner *l, double *to, const tg_topic_lesson *y, double times)
{
    for (unsigned s = 0; s < TG_N_SIGNS; s++) to[s] += times * (double)y->x.sign[s];
    to[bias_at(y->x.concept)] += times;
    for (uint32_t i = y->begin; i < y->end; i++) {
        const tg_topic_said *x = &l->lessons->said.at[i];
        to[link_at(l, y->x.concept, x->concept)] += times * (double)x->said;
    }
}

static double ridge(size_t i)
{
    return i < TG_N_SIGNS ? ridge_of_signs : ridge_of_links;
}

/** No second derivative of the logistic loss is greater than a quarter, and all evidence is positive:
 *  so the sum over lessons of value × sum of the lesson's values / 4 bounds the curvature. */
static void find_bound(learner *l)
{
    for (size_t i = 0; i < l->n_all; i++) l->bound[i] = ridge(i);
    for (size_t k = 0; k < l->lessons->at.n; k++) {
        const tg_topic_lesson *y = &l->lessons->at.at[k];
        double all = 1; /* of its bias */
        for (unsigned s = 0; s < TG_N_SIGNS; s++) all += (double)y->x.sign[s];
        for (uint32_t i = y->begin; i < y->end; i++) all += (double)l->lessons->said.at[i].said;
        add(l, l->bound, y, all / 4);
    }
}

/** ln(1 + e^x) */
static double soft_plus(double x)
{
    return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

/** Set the slope at w. @return the loss there. */
static double find_slope(learner *l, const double *w)
{
    double loss = 0;
    for (size_t i = 0; i < l->n_all; i++) {
        l->slope[i] = ridge(i) * w[i];
        loss += ridge(i) * w[i] * w[i] / 2;
    }
    for (size_t k = 0; k < l->lessons->at.n; k++) {
        const tg_topic_lesson *y = &l->lessons->at.at[k];
        double sum = sum_of(l, w, y);
        loss += soft_plus(y->truth ? -sum : sum);
        add(l, l->slope, y, 1 / (1 + exp(-sum)) - (y->truth ? 1 : 0));
    }
    return loss;
}

static double descend(learner *l)
{
    double loss = HUGE_VAL;
    double run = 1; /* steps since the momentum began, as Nesterov counts them */
    for (int step = 0; step < N_STEPS; step++) {
        double now = find_slope(l, l->ahead);
        double next = now > loss ? 1 : (1 + sqrt(1 + 4 * run * run)) / 2;
        double momentum = next > 1 ? (run - 1) / next : 0;
        for (size_t i = 0; i < l->n_all; i++) {
            l->before[i] = l->w[i];
            l->w[i] = l->ahead[i] - l->slope[i] / l->bound[i];
            l->ahead[i] = l->w[i] + momentum * (l->w[i] - l->before[i]);
        }
        run = next;
        loss = now;
    }
    return loss;
}

tagger_status tg_topic_learn(tg_topic_learned *out, double *loss, const tg_topic_lessons *lessons,
                             uint32_t n, tagger_error *err)
{
    enum { N_COLUMNS = 5 };
    learner l = {.lessons = lessons, .n = n, .n_all = (size_t)TG_N_SIGNS + n + (size_t)n * n};
    *out = (tg_topic_learned){.n = n};
    double *all = tg_mem_zeroed(N_COLUMNS * l.n_all * sizeof *all);
    out->bias = tg_mem_alloc((n + 1U) * sizeof *out->bias);
    out->links = tg_mem_alloc(((size_t)n * n + 1) * sizeof *out->links);
    tagger_status status = TAGGER_OK;
    if (all == NULL || out->bias == NULL || out->links == NULL) {
        status = tg_fail(err, TAGGER_E_NOMEM, "no memory to learn the weights of %u topics", n);
    } else {
        l.w = all;
        l.before = all + l.n_all;
        l.ahead = all + 2 * l.n_all;
        l.slope = all + 3 * l.n_all;
        l.bound = all + 4 * l.n_all;
        find_bound(&l);
        *loss = descend(&l);
        memcpy(out->sign, l.w, sizeof out->sign);
        memcpy(out->bias, l.w + TG_N_SIGNS, n * sizeof *out->bias);
        memcpy(out->links, l.w + TG_N_SIGNS + n, (size_t)n * n * sizeof *out->links);
    }
    tg_mem_free(all);
    return status;
}

void tg_topic_learned_dispose(tg_topic_learned *learned)
{
    tg_mem_free(learned->bias);
    tg_mem_free(learned->links);
    *learned = (tg_topic_learned){.n = 0};
}

void tg_topic_lessons_dispose(tg_topic_lessons *lessons)
{
    tg_vec_dispose(&lessons->at);
    tg_vec_dispose(&lessons->said);
}
