/* SPDX-License-Identifier: MIT
 *
 * lattice.h — all candidates of a document with their scores; the best set, and how sure.
 */
#pragma once

#include "resolve/features.h"
#include "resolve/weights.h"

/** Candidates that may overlap only among themselves: candidates [begin, end) over tokens
 *  [first, last). Chunks are independent of each other. */
typedef struct tg_chunk {
    uint32_t begin;
    uint32_t end;
    uint32_t first;
    uint32_t last;
} tg_chunk;

typedef struct tg_lattice {
    const tg_candidates *candidates;
    float (*score)[TG_N_LABELS]; /* [candidates->n] log-odds of (span, label) against "no name" */
    uint32_t n_chunks;
    tg_chunk *chunks; /* [n_chunks] */
} tg_lattice;

/** Chunks of sealed candidates, with room for scores. Fails with NOMEM. */
tagger_status tg_lattice_new(tg_lattice *out, tg_arena *arena, const tg_candidates *candidates,
                             tagger_error *err);

/** Score every candidate under the weights of the facts, but for memory. Fails with NOMEM. */
tagger_status tg_lattice_score(tg_lattice *lattice, tg_arena *arena, const tg_facts *facts,
                               tagger_error *err);

/** Add to the scores what memory says (facts->labels). */
void tg_lattice_remember(tg_lattice *lattice, const tg_facts *facts);

/** The disjoint labelled spans of greatest total score, in text order; *n of them in `out`, which
 *  has room for candidates->n. Spans that score below nothing are left out. Fails with NOMEM. */
tagger_status tg_lattice_best(const tg_lattice *lattice, tg_arena *arena, tg_labelled *out,
                              uint32_t *picked, uint32_t *n, tagger_error *err);

/** P(span, label) over all disjoint sets of the chunk, each weighed by exp of its total score:
 *  probability: [candidates->n]. Fails with NOMEM. */
tagger_status tg_lattice_marginals(const tg_lattice *lattice, tg_arena *arena,
                                   float (*probability)[TG_N_LABELS], tagger_error *err);
