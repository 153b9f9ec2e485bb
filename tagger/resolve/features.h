/* SPDX-License-Identifier: MIT
 *
 * features.h — evidence for a span, as named features.
 *
 * The score of (span, label) is a sum over four groups, each computed once and
 * shared by all spans that need it:
 *
 *     first(b)  the first token and what stands before it
 *     last(e)   the last token and what stands behind it
 *     inside(i) each token of the span
 *     span(b,e) the span as a whole: its text, shape, list rows, memory
 */
#pragma once

#include "match/candidate.h"
#include "match/view.h"
#include "resolve/look.h"
#include "resolve/memory.h"
#include "resolve/weights.h"

/** The key of a feature from its template's number and the folded hash of its value. */
static inline uint64_t tg_feature_key(uint32_t template, uint64_t value_hash)
{
    return tg_hash_join((template + 1) * 0x2545f4914f6cdd1dU, value_hash);
}

/** Where the value of a feature comes from, for printing it. */
typedef enum tg_value_kind {
    TG_VALUE_TEXT,
    TG_VALUE_WORDS,
    TG_VALUE_MARK,
    TG_VALUE_LABEL,
    TG_VALUE_SHAPE,
    TG_VALUE_PREFIX,
    TG_VALUE_SUFFIX
} tg_value_kind;

typedef struct tg_feature {
    uint64_t hash;    /* of the value */
    uint8_t template; /* enum tg_template */
    uint8_t value;    /* enum tg_value_kind */
    uint16_t n;  /* TEXT: bytes; WORDS, SHAPE: tokens; MARK: enum tg_mark; LABEL: enum tg_label */
    uint32_t at; /* TEXT: offset in the pool; LABEL: 1 = of one word; else first token */
} tg_feature;

enum { TG_MAX_FEATURES = 256, TG_FEATURE_POOL = 4096 };

/** Features as they are named, for `explain` and training. */
typedef struct tg_feature_names {
    uint32_t n;
    uint32_t used;
    tg_feature at[TG_MAX_FEATURES];
    char pool[TG_FEATURE_POOL];
} tg_feature_names;

enum { TG_MAX_ASKED = 32 };

/** The features of one group: their rows, or their names; on the stack, filled and read at once. */
typedef struct tg_feature_list {
    tg_feature_names *names; /* set by the caller: NULL, or where all features are written down;
                                then no row is looked up */
    const int16_t *own;      /* [TG_WEIGHT_ROW] sum that the word itself brings, or zeros */
    uint32_t n;
    uint32_t n_asked;
    const int16_t
        *row[TG_MAX_FEATURES + TG_ADDED_AT_ONCE]; /* [n] tg_stored_row of those that have weights */
    uint64_t asked[TG_MAX_ASKED];    /* [n_asked] hashes of values still to be looked up */
    uint8_t asked_for[TG_MAX_ASKED]; /* [n_asked] enum tg_template */
} tg_feature_list;

extern const tg_stored_row tg_no_weights;

/** What features are made from: the view and facts about the whole document. */
typedef struct tg_facts {
    const tg_view *view;
    const tg_memory *memory; /* of the words of the document */
    const tg_labels *labels; /* the first pass's answer, or NULL in the first pass */
    const tg_candidates *candidates;
    const uint32_t
        *cover; /* [tokens] 1 + the longest candidate over each that a list is strong on; 0: none */
    const tg_look *look; /* [tokens] of those in a candidate or near one */
    const tg_weights *weights;
    const tg_constants *constants; /* of the weights */
    bool sport;                    /* the document is about a match */
    char lang;                     /* n, f or d: Dutch, French or German; 0: any other */
} tg_facts;

/** Facts of a document: view, memory and weights are set, labels too or NULL; the rest is found from
 *  these and the candidates (sealed). Fails with NOMEM. */
tagger_status tg_facts_find(tg_facts *out, tg_arena *arena, const tg_candidates *candidates,
                            tagger_error *err);

void tg_features_first(tg_feature_list *out, const tg_facts *f, uint32_t token);
void tg_features_last(tg_feature_list *out, const tg_facts *f, uint32_t token);
void tg_features_inside(tg_feature_list *out, const tg_facts *f, uint32_t token);
void tg_features_span(tg_feature_list *out, const tg_facts *f, const tg_candidate *c);
/** Only with f->labels: what the first pass found elsewhere in the document. */
void tg_features_memory(tg_feature_list *out, const tg_facts *f, const tg_candidate *c);

/** Write "template=value" of a feature into buf (cap bytes, cut if longer). @return length. */
size_t tg_feature_name(char *buf, size_t cap, const tg_feature_names *names, uint32_t i,
                       const tg_view *view);
