/* SPDX-License-Identifier: MIT
 *
 * idcache.h — the row ids of names met lately.
 *
 * The same few names fill the news, so most rows are found without asking the
 * database. The cache has a fixed size and a name one place; a newer name takes
 * the place of an older one. Keys are compared whole, never by hash alone: two
 * people must not become one by accident. Long keys are not kept.
 */
#pragma once

#include "base/base.h"

typedef struct tg_idcache tg_idcache;

/** NULL when memory ran out. */
tg_idcache *tg_idcache_new(void);
void tg_idcache_free(tg_idcache *cache);

/** The id kept for (kind, key), or 0. */
int64_t tg_idcache_get(const tg_idcache *cache, uint8_t kind, tg_str key);
void tg_idcache_put(tg_idcache *cache, uint8_t kind, tg_str key, int64_t id);

/** Forget everything: the rows may have been taken back. */
void tg_idcache_clear(tg_idcache *cache);
