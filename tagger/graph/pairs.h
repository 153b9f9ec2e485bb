/* SPDX-License-Identifier: MIT
 *
 * pairs.h — who is named near whom in one document.
 */
#pragma once

#include "base/arena.h"

enum {
    TG_PAIR_GAP = 500,        /* code points: farther apart only within one paragraph */
    TG_PAIR_MANY = 60,        /* entities: with more of them, only one sentence makes a pair */
    TG_PAIR_FAR = UINT16_MAX, /* code points: larger gaps are written as this */
};

/** A mention that may make pairs: in headline, lead or body, and not ambiguous. */
typedef struct tg_pair_mention {
    uint32_t begin; /* code points, half-open */
    uint32_t end;
    uint32_t entity; /* 0 … n_entities - 1 */
    uint32_t sentence;
    uint32_t paragraph;
    uint32_t id; /* the caller's, handed back in tg_pair.mention */
} tg_pair_mention;

typedef struct tg_pair {
    uint32_t entity[2];  /* entity[0] < entity[1] */
    uint32_t mention[2]; /* ids of the two mentions of the smallest gap: the evidence */
    uint32_t gap;        /* code points, end of the one to start of the other */
    uint32_t sentences;  /* that name both */
    uint32_t last_sentence;
} tg_pair;

/** [n] pairs in the order in which they were first seen. */
typedef struct tg_pairs {
    uint32_t n;
    const tg_pair *at;
} tg_pairs;

/**
 * Find the pairs among n mentions, sorted by begin and disjoint.
 *
 * @return false when memory ran out. Time O(n * TG_PAIR_MANY), memory in the arena.
 */
bool tg_pairs_find(tg_pairs *out, tg_arena *arena, const tg_pair_mention *mentions, uint32_t n,
                   uint32_t n_entities);
