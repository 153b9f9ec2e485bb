/* SPDX-License-Identifier: MIT
 *
 * pool.h — strings stored once, each with a number from 0 in the order of first sight.
 *
 * They are found by slots, which serve for other things with numbers, too, and
 * for strings and one more kind of things together: what has the hash of a
 * string stands beside it. Slots lie in the order of hashes: a table grows in
 * one pass from front to back, without a cache miss a number. Looking up is for
 * the caller to end, who knows what the numbers mean:
 *
 *     size_t at = tg_slots_home(s, hash);
 *     while (tg_slots_next(s, hash, &at, &number)) if (it is the one) return number;
 *     tg_slots_put(s, hash, at, new_number);
 */
#pragma once

#include "base/base.h"
#include "base/vec.h"
#include "lex/image.h"

typedef struct tg_slots {
    uint64_t *at; /* [n_at] high half of the hash above, number + 1 below; 0 = empty */
    size_t n_at;
    size_t n; /* slots in use */
} tg_slots;

/** Make room for n more: a load of 0.6 at most. @return false when memory ran out. A zeroed table
 *  is empty and has no room. */
bool tg_slots_reserve(tg_slots *s, size_t n);
void tg_slots_dispose(tg_slots *s);

/** Where the numbers of a hash begin; there must be room for one more. */
static inline size_t tg_slots_home(const tg_slots *s, uint64_t hash)
{
    return tg_slot(hash, s->n_at);
}

static inline void tg_slots_prefetch(const tg_slots *s, uint64_t hash)
{
    __builtin_prefetch(&s->at[tg_slots_home(s, hash)]);
}

/** The next number from slot *at on whose hash has the same high half. @return false when there is
 *  none; then *at is the slot for a new one. */
static inline bool tg_slots_next(const tg_slots *s, uint64_t hash, size_t *at, uint32_t *number)
{
    while (s->at[*at] != 0) {
        uint64_t slot = s->at[*at];
        *at = *at + 1 < s->n_at ? *at + 1 : 0;
        if (slot >> 32 != hash >> 32) continue;
        *number = (uint32_t)slot - 1;
        return true;
    }
    return false;
}

static inline void tg_slots_put(tg_slots *s, uint64_t hash, size_t at, uint32_t number)
{
    s->at[at] = hash >> 32 << 32 | (number + 1);
    s->n++;
}

typedef struct tg_pool {
    TG_VEC(char) bytes;      /* per string: a uint16_t length, then as many bytes */
    TG_VEC(uint32_t) offset; /* [number of strings] into bytes */
    tg_slots slots;          /* numbers, and such of its owner that have TG_POOL_OTHER */
} tg_pool;

#define TG_POOL_OTHER 0x80000000u

/** The hash by which strings are found. It is blind to bit 5 of each byte, so that most names share it with
 *  what they fold to. */
uint64_t tg_pool_hash(tg_str s);

/** Number of `s` (at most UINT16_MAX bytes), added when it is new. @return false when memory ran
 *  out or the pool would pass 4 GiB or 2^31 strings. A zeroed pool is empty. */
bool tg_pool_add(tg_pool *pool, tg_str s, uint32_t *number);

/** The same with the hash of `s` at hand. */
bool tg_pool_add_hashed(tg_pool *pool, tg_str s, uint64_t hash, uint32_t *number);

/** Add a string that nobody will look for: it gets the next number, even if it is there already. */
bool tg_pool_append(tg_pool *pool, tg_str s);

/** Fetch the string that the slots of `hash` lead to, if any: it is about to be compared. */
void tg_pool_prefetch(const tg_pool *pool, uint64_t hash);

/** Make room for `n` more strings of `n_bytes` in all: fewer, larger steps. @return false when memory ran out. */
bool tg_pool_reserve(tg_pool *pool, size_t n, size_t n_bytes);

tg_str tg_pool_at(const tg_pool *pool, uint32_t number);
void tg_pool_dispose(tg_pool *pool);
