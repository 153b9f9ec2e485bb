/* SPDX-License-Identifier: MIT
 *
 * hash.h — the hash of a folded token, by its bytes; see fold.c.
 *
 * Inline, because the tokenizer asks for it once a token.
 */
#pragma once

#include "base/base.h"

enum { TG_HASH_SHORT = 16 }; /* bytes of a token that are hashed without a loop */

#define TG_HASH_SEED 0x9e3779b97f4a7c15u
#define TG_HASH_LOWER                                                                              \
    0x2020202020202020u /* bit 5: all that stands in a word has it in lower case */

static inline uint64_t tg_load8(const char *p)
{
    uint64_t x = 0;
    memcpy(&x, p, sizeof x);
    return x;
}

static inline uint64_t tg_hash_mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9fb21c651e98df25U;
    return h ^ (h >> 29);
}

static inline uint64_t tg_hash_words(uint64_t h, uint64_t a, uint64_t b)
{
    h = tg_hash_mix(h, a | TG_HASH_LOWER);
    h = tg_hash_mix(h, b | TG_HASH_LOWER);
    return h ^ (h >> 32);
}

/** Sixteen bytes of a token, those behind its end cleared. */
typedef struct tg_hash_tail {
    uint64_t a;
    uint64_t b;
} tg_hash_tail;

/** The n (0 to 16) bytes at p, where sixteen may be read. */
static inline tg_hash_tail tg_hash_read(const char *p, size_t n)
{
    /* Cut from here, n bytes of ones and then zeros: no shift, no branch on n, any byte order. */
    static const unsigned char mask[2 * TG_HASH_SHORT] = {
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    };
    const char *from = (const char *)mask + TG_HASH_SHORT - n;
    return (tg_hash_tail){tg_load8(p) & tg_load8(from), tg_load8(p + 8) & tg_load8(from + 8)};
}

/** The hash of a token with the n (0 to 16) bytes at p, all ASCII; sixteen may be read there. */
static inline uint64_t tg_hash_short(const char *p, size_t n)
{
    tg_hash_tail t = tg_hash_read(p, n);
    return tg_hash_words(TG_HASH_SEED ^ n, t.a, t.b);
}
