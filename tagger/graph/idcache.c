/* SPDX-License-Identifier: MIT */
#include "graph/idcache.h"

#include "base/mem.h"

enum { N_SLOTS = 1 << 15, KEY_BYTES = 54 };

typedef struct slot {
    int64_t id; /* 0 = free */
    uint8_t kind;
    uint8_t n; /* bytes of key */
    char key[KEY_BYTES];
} slot;

struct tg_idcache {
    slot slots[N_SLOTS];
};

static size_t place(uint8_t kind, tg_str key)
{
    uint64_t h = 0xcbf29ce484222325U ^ kind; /* FNV-1a */
    for (size_t i = 0; i < key.n; i++) h = (h ^ (unsigned char)key.p[i]) * 0x100000001b3U;
    return (size_t)(h ^ h >> 32) & (N_SLOTS - 1);
}

static bool holds(const slot *s, uint8_t kind, tg_str key)
{
    return s->id != 0 && s->kind == kind && s->n == key.n && memcmp(s->key, key.p, key.n) == 0;
}

tg_idcache *tg_idcache_new(void)
{
    tg_idcache *cache = tg_mem_alloc(sizeof *cache);
    if (cache != NULL) tg_idcache_clear(cache);
    return cache;
}

void tg_idcache_free(tg_idcache *cache)
{
    tg_mem_free(cache);
}

int64_t tg_idcache_get(const tg_idcache *cache, uint8_t kind, tg_str key)
{
    if (key.n > KEY_BYTES || key.n == 0) return 0;
    const slot *s = &cache->slots[place(kind, key)];
    return holds(s, kind, key) ? s->id : 0;
}

void tg_idcache_put(tg_idcache *cache, uint8_t kind, tg_str key, int64_t id)
{
    if (key.n > KEY_BYTES || key.n == 0) return;
    slot *s = &cache->slots[place(kind, key)];
    *s = (slot){.id = id, .kind = kind, .n = (uint8_t)key.n};
    memcpy(s->key, key.p, key.n);
}

void tg_idcache_clear(tg_idcache *cache)
{
    memset(cache, 0, sizeof *cache);
}
