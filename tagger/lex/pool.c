/* SPDX-License-Identifier: MIT */
#include "lex/pool.h"

static uint64_t hash_of(tg_str s)
{
    uint64_t h = 0x9e3779b97f4a7c15u ^ s.n;
    const char *p = s.p;
    size_t n = s.n;
    for (; n > 0; p += 8) {
        uint64_t x = 0;
        size_t take = n < 8 ? n : 8;
        memcpy(&x, p, take);
        h = (h ^ x) * 0x9fb21c651e98df25u;
        h ^= h >> 31;
        n -= take;
        if (take < 8) break;
    }
    return h * 0xd6e8feb86659fd93u;
}

tg_str tg_pool_at(const tg_pool *pool, uint32_t number)
{
    const char *p = pool->bytes.at + pool->offset.at[number];
    uint16_t n = 0;
    memcpy(&n, p, sizeof n);
    return (tg_str){p + sizeof n, n};
}

static bool grow(tg_pool *pool)
{
    size_t n = pool->n_slots > 0 ? 2 * pool->n_slots : 256;
    uint64_t *slots = tg_mem_alloc(n * sizeof *slots);
    if (slots == NULL) return false;
    memset(slots, 0, n * sizeof *slots);
    for (size_t i = 0; i < pool->n_slots; i++) {
        if (pool->slots[i] == 0) continue;
        size_t at = (size_t)(pool->slots[i] >> 32) & (n - 1);
        while (slots[at] != 0) at = (at + 1) & (n - 1);
        slots[at] = pool->slots[i];
    }
    tg_mem_free(pool->slots);
    pool->slots = slots;
    pool->n_slots = n;
    return true;
}

static bool append(tg_pool *pool, tg_str s)
{
    assert(s.n <= UINT16_MAX);
    uint16_t n = (uint16_t)s.n;
    if (pool->bytes.n + s.n + sizeof n > UINT32_MAX) return false;
    if (!tg_vec_reserve(&pool->bytes, s.n + sizeof n)) return false;
    if (!tg_vec_push(&pool->offset, (uint32_t)pool->bytes.n)) return false;
    memcpy(pool->bytes.at + pool->bytes.n, &n, sizeof n);
    if (n > 0) memcpy(pool->bytes.at + pool->bytes.n + sizeof n, s.p, n);
    pool->bytes.n += s.n + sizeof n;
    return true;
}

bool tg_pool_add(tg_pool *pool, tg_str s, uint32_t *number)
{
    if (pool->offset.n * 2 >= pool->n_slots && !grow(pool)) return false;
    uint64_t high = hash_of(s) >> 32;
    size_t at = (size_t)high & (pool->n_slots - 1);
    for (; pool->slots[at] != 0; at = (at + 1) & (pool->n_slots - 1)) {
        uint32_t found = (uint32_t)pool->slots[at] - 1;
        if (pool->slots[at] >> 32 == high && tg_str_eq(tg_pool_at(pool, found), s)) {
            *number = found;
            return true;
        }
    }
    *number = (uint32_t)pool->offset.n;
    if (!append(pool, s)) return false;
    pool->slots[at] = high << 32 | (*number + 1);
    return true;
}

void tg_pool_dispose(tg_pool *pool)
{
    tg_vec_dispose(&pool->bytes);
    tg_vec_dispose(&pool->offset);
    tg_mem_free(pool->slots);
    *pool = (tg_pool){0};
}
