/* SPDX-License-Identifier: MIT
 *
 * weights.h — the readable table that turns evidence into scores.
 *
 * A feature is "template=value" ("prev.word=minister"); each has one row of
 * TG_N_LABELS weights. The TSV has a line for each weight that is not zero:
 *
 *     feature                 type      weight
 *     prev.mark=honorific     person    2.413
 *
 * Weights are whole thousandths, so sums of them are exact, in whatever order they are made.
 */
#pragma once

#include "base/arena.h"
#include "match/candidate.h"
#include "match/marks.h"
#include "resolve/template.h"

typedef struct tg_weights tg_weights;

/** Read a TSV. @return E_DATA naming `name`, line and reason; E_NOMEM. Immutable, thread-safe. */
tagger_status tg_weights_parse(tg_weights **out, tg_str tsv, const char *name, tagger_error *err);

/** Use a table compiled by tg_weights_compile(); the bytes stay the caller's, 64-byte aligned. */
tagger_status tg_weights_open(tg_weights **out, tg_str image, const char *name, tagger_error *err);

/** The table as bytes for tg_weights_open(): header, then slots; owned by the weights. */
tg_str tg_weights_compiled(const tg_weights *w);

/** SHA-256 of the table's TSV, 32 bytes; owned by the weights. */
tg_str tg_weights_hash(const tg_weights *w);

void tg_weights_free(tg_weights *w);

enum {
    TG_WEIGHT_ROW = 8,     /* of TG_N_LABELS weights and zeros */
    TG_MOST_WEIGHT = 8000, /* thousandths; so four are added as 16 bits */
    TG_ADDED_AT_ONCE = 4
};

_Static_assert(TG_ADDED_AT_ONCE *TG_MOST_WEIGHT <= INT16_MAX, "the sum of four weights fits");

/** Weights of one feature, or sums of them, in thousandths. */
typedef int16_t tg_stored_row[TG_WEIGHT_ROW];
typedef int32_t tg_row_sum[TG_WEIGHT_ROW];

/** The weight or sum as a part of a log-odds. */
static inline float tg_weight_of(int32_t thousandths)
{
    return (float)thousandths / 1000;
}

/** The rows of all features that have one value ("minister"), whatever their template: so a word is
 *  looked up once, not once for each place that it stands in. */
typedef struct tg_value_rows {
    uint64_t hash;      /* of the value */
    uint64_t templates; /* bit 1 << tg_template of each feature in the table */
    tg_stored_row at[]; /* [bits of templates] in the order of the templates */
} tg_value_rows;

/** The place of a value's rows, by the hash of its folded text; that of no rows when it has none. */
uint32_t tg_weights_find(const tg_weights *w, uint64_t hash);

/** Ask for the memory that a search for a value will read first. */
void tg_weights_prefetch(const tg_weights *w, uint64_t hash);

/** The places of n values at once, each asked for before: their cache misses overlap. */
void tg_weights_find_all(uint32_t *place, const tg_weights *w, const uint64_t *hash, uint32_t n);

/** Bits that are set; what stands for popcount where the machine is not known to have it. */
static inline uint32_t tg_count_bits(uint64_t x)
{
    x -= x >> 1 & 0x5555555555555555;
    x = (x & 0x3333333333333333) + (x >> 2 & 0x3333333333333333);
    x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return (uint32_t)(x * 0x0101010101010101 >> 56);
}

/** Is there a feature of this template? */
static inline bool tg_value_has(const tg_value_rows *v, tg_template t)
{
    return (v->templates >> t & 1) != 0;
}

/** The [TG_WEIGHT_ROW] weights of a feature; only to be read when there is one. */
static inline const int16_t *tg_value_row(const tg_value_rows *v, tg_template t)
{
    uint64_t before = v->templates & (((uint64_t)1 << t) - 1);
    return v->at[tg_count_bits(before)];
}

/** A value that documents need time and again: its hash, and where its rows are. */
typedef struct tg_value {
    uint64_t hash;
    uint32_t place;
} tg_value;

enum { TG_MANY = 4 /* a count from which on more makes no difference */ };

/** The values that are known before any text. Owned by the weights. */
typedef struct tg_constants {
    const char *values; /* where places count from */
    uint64_t mark_hash[TG_N_MARKS];
    const int16_t *mark_row[TG_N_TEMPLATES][TG_N_MARKS]; /* or NULL */
    tg_value label[TG_N_LABELS][2];                      /* "person", "person.one" */
    tg_value majority[TG_N_LABELS][TG_MANY + 1][2];      /* "person.2", "person.2~" */
    tg_value digit[10];
} tg_constants;

/** The digit that stands for a count: few, some, many. */
static inline char tg_count_digit(unsigned n)
{
    return "01224"[n < TG_MANY ? n : TG_MANY];
}

const tg_constants *tg_weights_constants(const tg_weights *w);

enum { TG_WEIGHT_UNIT = 16 /* bytes; what places count */ };

/** The rows at a place; at place 0 are none. */
static inline const tg_value_rows *tg_weights_at(const tg_constants *c, uint32_t place)
{
    return (const void *)(c->values + (size_t)TG_WEIGHT_UNIT * place);
}
