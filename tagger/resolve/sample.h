/* SPDX-License-Identifier: MIT
 *
 * sample.h — annotated documents as numbers: what the learner reads.
 *
 * Every feature gets a number when it is first seen. A document becomes the
 * chunks of its lattice, and of each chunk the numbers of its features:
 *
 *     chunk   tokens ──▶ first, last, inside ──▶ ids
 *             spans  ──▶ begin, end, gold ──▶ ids, ids of memory
 */
#pragma once

#include "base/buf.h"
#include "base/vec.h"
#include "resolve/resolve.h"

typedef TG_VEC(uint32_t) tg_ids;

/** A run of a sample's ids. */
typedef struct tg_run {
    uint32_t begin;
    uint32_t end;
} tg_run;

/** One token of a chunk. */
typedef struct tg_sample_token {
    tg_run first;
    tg_run last;
    tg_run inside;
    bool must; /* it stands in an annotated name: leaving it out is wrong */
} tg_sample_token;

/** One candidate of a chunk. */
typedef struct tg_sample_span {
    uint32_t begin; /* token of the chunk */
    uint32_t end;
    tg_run ids;
    tg_run memory;
    uint8_t gold; /* bit 1 << tg_label: the labels that the annotation allows */
} tg_sample_span;

/** A chunk: [begin, end) of the sample's tokens and spans, the spans in the lattice's order. */
typedef struct tg_sample_chunk {
    tg_run tokens;
    tg_run spans;
    uint32_t document;
    float weight; /* how much it counts; 1 = a whole article */
} tg_sample_chunk;

/** All that was learned of the texts; a feature's name is written once, for the table. */
typedef struct tg_samples {
    TG_VEC(tg_sample_token) tokens;
    TG_VEC(tg_sample_span) spans;
    TG_VEC(tg_sample_chunk) chunks;
    TG_VEC(uint32_t) first_chunk; /* [n_documents] */
    tg_ids ids;
    uint32_t n_documents;
    uint32_t most_tokens; /* in a chunk */
    uint32_t most_spans;
    uint64_t without; /* bit 1 << template: features that are left out */
    uint32_t n_features;
    uint32_t mask;
    uint64_t *keys;        /* [mask + 1] 0 = empty */
    uint32_t *id_of_slot;  /* [mask + 1] */
    TG_VEC(uint32_t) uses; /* [n_features] in how many places */
    TG_VEC(uint32_t) name; /* [n_features] offset of its name in `names` */
    tg_buf names;          /* NUL-terminated */
} tg_samples;

/** A name that the annotation marks, in tokens. */
typedef struct tg_gold_span {
    uint32_t begin;
    uint32_t end;
    uint8_t labels; /* bit 1 << tg_label; 0: no name that is reported is wrong here either */
} tg_gold_span;

/** What holds outside the annotated names. */
typedef struct tg_gold {
    const tg_gold_span *at; /* [n] disjoint, in text order */
    uint32_t n;
    bool no_demonyms; /* they are not annotated: no demonym is wrong */
    float weight;     /* how much the document counts; 1 is usual */
} tg_gold;

/** Add a document with the facts and candidates of `r`. Fails with NOMEM. */
tagger_status tg_samples_add(tg_samples *s, const tg_resolved *r, const tg_gold *gold,
                             tagger_error *err);

/** Set the memory of the chunks of document `d` from its first pass's answer, which stands in
 *  r->facts.labels; the chunks are those that tg_samples_add() made of the same document.
 *  Fails with NOMEM. */
tagger_status tg_samples_remember(tg_samples *s, uint32_t d, const tg_resolved *r,
                                  tagger_error *err);

void tg_samples_dispose(tg_samples *s);
