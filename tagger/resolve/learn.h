/* SPDX-License-Identifier: MIT
 *
 * learn.h — weights from annotated documents.
 */
#pragma once

#include "resolve/sample.h"

/** How to learn. Start from TG_LEARN_INIT. */
typedef struct tg_learn_options {
    uint32_t n_epochs; /* sweeps over the samples */
    float rate;        /* size of the first steps */
    float l1;          /* what a weight must earn in each chunk, or it goes to zero */
    uint32_t min_uses; /* rarer features get no weight */
    uint32_t n_folds;  /* parts of which one is left out, … */
    uint32_t left_out; /* … this one; n_folds: none */
    bool memory;       /* learn from the memory of the documents too */
    bool perceptron;   /* averaged structured perceptron instead of the log-loss */
    uint64_t seed;     /* of the order of the chunks */
} tg_learn_options;

#define TG_LEARN_INIT                                                                              \
    ((tg_learn_options){.n_epochs = 16,                                                            \
                        .rate = 0.1F,                                                              \
                        .l1 = 6e-6F,                                                               \
                        .min_uses = 2,                                                             \
                        .n_folds = 5,                                                              \
                        .left_out = 5,                                                             \
                        .seed = 1})

/** A row of weights a feature: w[n_features]. */
typedef float tg_weight_row[TG_N_LABELS];

/**
 * Learn from the samples whose document is not in the part that is left out (document number
 * modulo n_folds).
 *
 * @param w    [s->n_features] receives the weights.
 * @param loss receives the mean loss of a chunk in the last sweep.
 * @return E_NOMEM. The same samples and options give the same weights.
 */
tagger_status tg_learn(tg_weight_row *w, double *loss, const tg_samples *s,
                       const tg_learn_options *o, tagger_error *err);

/** Labelled spans of a document, in text order. */
typedef struct tg_label_list {
    tg_labelled *at; /* [n] */
    uint32_t n;
} tg_label_list;

/** The best labelled spans of document d under w, without memory. out->at has room for all spans of
 *  the document; tokens are those of the chunks of `lattice`. Fails with NOMEM. */
tagger_status tg_learn_label(tg_label_list *out, const tg_samples *s, uint32_t d,
                             const tg_lattice *lattice, tg_weight_row *w, tagger_error *err);
