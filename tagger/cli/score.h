/* SPDX-License-Identifier: MIT
 *
 * score.h — tagged articles against annotated ones: precision, recall and F1.
 *
 *     exact     same span and type; another type that the annotation allows is right too
 *     edges     the same after trimming articles, honorifics, quotes and points
 *     overlap   same type, any common character
 *     span      same span, whatever the type
 *     span-ovl  any common character, whatever the type
 */
#pragma once

#include "cli/gold.h"

typedef enum tg_figure {
    TG_EXACT,
    TG_EDGES,
    TG_OVERLAP,
    TG_SPAN,
    TG_SPAN_OVERLAP,
    TG_N_FIGURES
} tg_figure;

const char *tg_figure_name(tg_figure figure);

/** Why a name is wrong. */
typedef enum tg_cause {
    TG_CAUSE_TYPE,     /* right words, another type */
    TG_CAUSE_SPAN,     /* other words, right type */
    TG_CAUSE_BOTH,     /* words in common, another type */
    TG_CAUSE_MISSED,   /* annotated, not found */
    TG_CAUSE_SPURIOUS, /* found, not annotated */
    TG_N_CAUSES
} tg_cause;

const char *tg_cause_name(tg_cause cause);

/** What was right, of how many; precision and recall are counted apart, since a span may overlap
 *  several others. */
typedef struct tg_tally {
    uint64_t right_found;
    uint64_t n_found;
    uint64_t right_gold;
    uint64_t n_gold;
} tg_tally;

enum { TG_N_BINS = 10 };

/** Found names whose score is in one tenth of 0..1. */
typedef struct tg_bin {
    double sum; /* of the scores */
    uint64_t n_right;
    uint64_t n;
} tg_bin;

typedef struct tg_scores {
    tg_tally figure[TG_N_FIGURES][TAGGER_N_TYPES];
    tg_tally zone[TAGGER_N_ZONES]; /* exact */
    uint64_t cause[TG_N_CAUSES][TAGGER_N_TYPES];
    tg_bin bin[TG_N_BINS]; /* exact */
    uint64_t n_docs;
} tg_scores;

/** Which types of an annotation count, and as what. */
typedef struct tg_rules {
    uint32_t types;             /* bit 1 << tagger_type: it is scored */
    uint8_t as[TAGGER_N_TYPES]; /* the type that it is scored as */
    tg_str dontcare; /* JSON array of types that are neither right nor wrong, or absent */
} tg_rules;

/** All types as they are; demonyms and groups are neither right nor wrong. */
#define TG_RULES_INIT                                                                              \
    ((tg_rules){.types = (1u << TAGGER_N_TYPES) - 1,                                               \
                .as = {0, 1, 2, 3, 4},                                                             \
                .dontcare = TG_LIT("[\"demonym\",\"norp\"]")})

/** Read the settings of a set of annotated articles: a JSON object with "score" and "dontcare"
 *  (arrays of types) and "merge" (type to type). `json` must outlive the rules. */
TAGGER_MUST_CHECK tagger_status tg_rules_read(tg_rules *out, tg_str json, tagger_error *err);

/** Add an article to the scores; the result is that of its text. @return E_NOMEM. */
TAGGER_MUST_CHECK tagger_status tg_score_add(tg_scores *scores, const tg_gold_doc *gold,
                                             const tagger_result *result, const tg_rules *rules,
                                             tagger_error *err);

/** 0..1; nothing found, or nothing to find, is 0. */
double tg_tally_precision(tg_tally t);
double tg_tally_recall(tg_tally t);
double tg_tally_f1(tg_tally t);

/** The sum over all types: the micro average. */
tg_tally tg_score_all(const tg_scores *scores, tg_figure figure);

/** Expected calibration error: how far scores and shares of right names lie apart, 0..1. */
double tg_score_calibration(const tg_scores *scores);
