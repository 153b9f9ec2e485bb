/* SPDX-License-Identifier: MIT
 *
 * learn.h — weights of topics from articles whose topics are known.
 */
#pragma once

#include "base/vec.h"
#include "topic/weights.h"

/** ln(1 + score) of a topic that a text speaks of. */
typedef struct tg_topic_said {
    tg_concept concept;
    float said;
} tg_topic_said;

/** A case of a text, and whether the topic is true. */
typedef struct tg_topic_lesson {
    tg_topic_case x;
    uint32_t begin; /* of the text's topics in tg_topic_lessons.said */
    uint32_t end;
    bool truth;
} tg_topic_lesson;

typedef struct tg_topic_lessons {
    TG_VEC(tg_topic_lesson) at;
    TG_VEC(tg_topic_said) said; /* of all texts */
} tg_topic_lessons;

void tg_topic_lessons_dispose(tg_topic_lessons *lessons);

/** What was learned; see tg_topic_weights. */
typedef struct tg_topic_learned {
    double sign[TG_N_SIGNS];
    uint32_t n;    /* topics of the taxonomy */
    double *bias;  /* [n] */
    double *links; /* [n × n] row of the topic spoken for, column of the one that speaks */
} tg_topic_learned;

/**
 * Least logistic loss with a ridge: the weights of signs cost little, those of links and biases
 * more, so that a topic with few lessons is judged as all are. Deterministic: the same lessons in the same order
 * give the same weights.
 *
 * Gradient descent with a step a weight (the diagonal bound of the curvature) and momentum that
 * starts anew when the loss rises (Nesterov 1983; O'Donoghue and Candès 2015).
 *
 * @param n   topics of the taxonomy.
 * @param out dispose of it in any case. @return E_NOMEM.
 */
tagger_status tg_topic_learn(tg_topic_learned *out, double *loss, const tg_topic_lessons *lessons,
                             uint32_t n, tagger_error *err);
void tg_topic_learned_dispose(tg_topic_learned *learned);
