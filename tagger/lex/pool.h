/* SPDX-License-Identifier: MIT
 *
 * pool.h — strings stored once, each with a number from 0 in the order of first sight.
 */
#pragma once

#include "base/base.h"
#include "base/vec.h"

typedef struct tg_pool {
    TG_VEC(char) bytes;      /* per string: a uint16_t length, then as many bytes */
    TG_VEC(uint32_t) offset; /* [number of strings] into bytes */
    uint64_t *slots;         /* [n_slots] high half hash, low half number + 1; 0 = empty */
    size_t n_slots;          /* a power of two */
} tg_pool;

/** Number of `s` (at most UINT16_MAX bytes), added when it is new. @return false when memory ran
 *  out or the pool would pass 4 GiB. A zeroed pool is empty. */
bool tg_pool_add(tg_pool *pool, tg_str s, uint32_t *number);
tg_str tg_pool_at(const tg_pool *pool, uint32_t number);
void tg_pool_dispose(tg_pool *pool);
