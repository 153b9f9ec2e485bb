/* SPDX-License-Identifier: MIT
 *
 * weights.h — what speaks for a topic below a given one, as a readable table of learned weights.
 *
 * topics/weights.tsv has a line for each weight that is not zero:
 *
 *     topic            evidence         weight
 *     *                score            2.50      of every topic: its own terms
 *     medtop:20000082  bias             0.21      how often it is true at all
 *     medtop:20000082  medtop:20000106  0.45      a court is in the text: then also a crime
 */
#pragma once

#include "topic/taxonomy.h"

#define TG_TOPIC_WEIGHTS_FILE "topics/weights.tsv"

/** What the weights of every topic are of. */
typedef enum tg_topic_sign {
    TG_SIGN_BIAS,   /* 1 */
    TG_SIGN_SCORE,  /* ln(1 + its score) */
    TG_SIGN_HEAD,   /* ln(1 + its head) */
    TG_SIGN_BESIDE, /* ln(1 + the best score of the others with its parent) */
    TG_SIGN_NL,     /* 1 in a Dutch text: other languages have fewer terms than English */
    TG_SIGN_FR,
    TG_SIGN_DE,
    TG_N_SIGNS
} tg_topic_sign;

/** A topic below one that is given, and what the text says of it. */
typedef struct tg_topic_case {
    tg_concept concept;
    float sign[TG_N_SIGNS];
} tg_topic_case;

/** A topic that a text speaks of, in its own words or in those of topics below it. */
typedef struct tg_topic_score {
    tg_concept concept;
    tg_concept parent;
    float score; /* its own evidence and that of those below it */
    float head;  /* the same of the head of the article */
    float said;  /* ln(1 + score) */
} tg_topic_score;

/** All that a text speaks of; few of the topics that there are. */
typedef struct tg_topic_scores {
    uint32_t n;
    tg_topic_score *at; /* [n] in the order of the taxonomy */
    uint16_t *place;    /* [topics of the taxonomy] 1 + its index in `at`; 0 = not spoken of */
} tg_topic_scores;

/** The score of a topic, or NULL. */
static inline const tg_topic_score *tg_topic_score_of(const tg_topic_scores *s, tg_concept concept)
{
    return s->place[concept] > 0 ? &s->at[s->place[concept] - 1] : NULL;
}

/** "bias", "score", "head", "beside", "nl", "fr" or "de". */
const char *tg_topic_sign_name(tg_topic_sign sign);

typedef struct tg_topic_link {
    tg_concept from;
    float weight; /* times ln(1 + score) of `from` */
} tg_topic_link;

/** Immutable once read. */
typedef struct tg_topic_weights {
    float sign[TG_N_SIGNS]; /* of every topic */
    float *bias;            /* [topics of the taxonomy] */
    uint32_t *first;        /* [topics + 1] the links of each */
    tg_topic_link *links;   /* sorted by the topic that they speak for */
} tg_topic_weights;

/** Read a table; an empty one leaves all weights zero.
 *  @param out dispose of it in any case. @return E_DATA with name, line and reason; E_NOMEM. */
tagger_status tg_topic_weights_read(tg_topic_weights *out, tg_str tsv, const char *name,
                                    const tg_taxonomy *taxonomy, tagger_error *err);
void tg_topic_weights_dispose(tg_topic_weights *weights);

/** The probability that the topic is true, given that its parent is: logistic of the sum of the
 *  weights. */
float tg_topic_probability(const tg_topic_weights *weights, const tg_topic_case *x,
                           const tg_topic_scores *scores);
