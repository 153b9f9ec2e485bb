/* SPDX-License-Identifier: MIT */
#include "lex/pool.h"

/* ---- slots --------------------------------------------------------------- */

bool tg_slots_reserve(tg_slots *s, size_t n)
{
    size_t want = (s->n + n) * 10 / 6 + 8;
    if (want <= s->n_at) return true;
    if (want < 2 * s->n_at) want = 2 * s->n_at;
    tg_slots more = {.at = tg_mem_zeroed(want * sizeof *more.at), .n_at = want};
    if (more.at == NULL || want > UINT32_MAX) {
        tg_mem_free(more.at);
        return false;
    }
    for (size_t i = 0; i < s->n_at; i++) {
        if (s->at[i] == 0) continue;
        size_t at = tg_slots_home(&more, s->at[i]);
        while (more.at[at] != 0) at = at + 1 < want ? at + 1 : 0;
        more.at[at] = s->at[i];
    }
    more.n = s->n;
    tg_mem_free(s->at);
    *s = more;
    return true;
}

void tg_slots_dispose(tg_slots *s)
{
    tg_mem_free(s->at);
    *s = (tg_slots){0};
}

/* ---- strings ------------------------------------------------------------- */

static uint64_t load(const char *p, size_t n)
{
    uint64_t x = 0;
    memcpy(&x, p, n);
    return x;
}

static uint64_t mix(uint64_t h, uint64_t x)
{
    enum { CASE = 0x20 };
    h = (h ^ (x | CASE * (UINT64_MAX / UINT8_MAX))) * 0x9fb21c651e98df25u;
    return h ^ h >> 31;
}

uint64_t tg_pool_hash(tg_str s)
{
    uint64_t h = 0x9e3779b97f4a7c15u ^ s.n;
    const char *p = s.p;
    size_t n = s.n;
    for (; n > 8; p += 8, n -= 8) h = mix(h, load(p, 8));
    /* What is left in loads of a known size: they may overlap each other and what was read before. */
    if (s.n >= 8) {
        h = mix(h, load(p + n - 8, 8));
    } else if (n >= 4) {
        h = mix(h, load(p, 4) << 32 | load(p + n - 4, 4));
    } else if (n > 0) {
        h = mix(h, load(p, 1) << 16 | load(p + n / 2, 1) << 8 | load(p + n - 1, 1));
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

bool tg_pool_append(tg_pool *pool, tg_str s)
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

bool tg_pool_add_hashed(tg_pool *pool, tg_str s, uint64_t hash, uint32_t *number)
{
    if (!tg_slots_reserve(&pool->slots, 1)) return false;
    size_t at = tg_slots_home(&pool->slots, hash);
    while (tg_slots_next(&pool->slots, hash, &at, number)) {
        bool is_string = (*number & TG_POOL_OTHER) == 0;
        if (is_string && tg_str_eq(tg_pool_at(pool, *number), s)) return true;
    }
    *number = (uint32_t)pool->offset.n;
    if (*number >= TG_POOL_OTHER || !tg_pool_append(pool, s)) return false;
    tg_slots_put(&pool->slots, hash, at, *number);
    return true;
}

bool tg_pool_add(tg_pool *pool, tg_str s, uint32_t *number)
{
    return tg_pool_add_hashed(pool, s, tg_pool_hash(s), number);
}

void tg_pool_prefetch(const tg_pool *pool, uint64_t hash)
{
    if (pool->slots.n == 0) return;
    uint32_t number = 0;
    size_t at = tg_slots_home(&pool->slots, hash);
    while (tg_slots_next(&pool->slots, hash, &at, &number)) {
        if ((number & TG_POOL_OTHER) != 0) continue;
        __builtin_prefetch(pool->bytes.at + pool->offset.at[number]);
        return;
    }
}

bool tg_pool_reserve(tg_pool *pool, size_t n, size_t n_bytes)
{
    return tg_slots_reserve(&pool->slots, n) && tg_vec_reserve(&pool->offset, n) &&
           tg_vec_reserve(&pool->bytes, n_bytes);
}

void tg_pool_dispose(tg_pool *pool)
{
    tg_vec_dispose(&pool->bytes);
    tg_vec_dispose(&pool->offset);
    tg_slots_dispose(&pool->slots);
}
