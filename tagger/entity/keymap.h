/* SPDX-License-Identifier: MIT
 *
 * keymap.h — from a part of a name to the names that have it.
 */
#pragma once

#include "base/arena.h"

enum { TG_KEY_NAMES = 6 /* names kept for one key; more only set `more` */ };

/** The names that share one key. */
typedef struct tg_key_names {
    uint32_t name[TG_KEY_NAMES];
    uint8_t n;
    bool more; /* there were others */
} tg_key_names;

/** Open addressing, sized once for the keys to come. */
typedef struct tg_keymap {
    uint32_t mask;
    uint64_t *keys;      /* [mask + 1] 0 = empty slot */
    tg_key_names *names; /* [mask + 1] of each key; not set where there is none */
} tg_keymap;

/** Room for n_keys distinct keys. Fails with NOMEM. */
tagger_status tg_keymap_init(tg_keymap *out, tg_arena *arena, size_t n_keys, tagger_error *err);

/** Say that `name` has `key`; once more changes nothing. */
void tg_keymap_add(tg_keymap *map, uint64_t key, uint32_t name);

/** The names with `key`, or NULL. */
const tg_key_names *tg_keymap_find(const tg_keymap *map, uint64_t key);
