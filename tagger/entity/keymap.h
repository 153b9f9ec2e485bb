/* SPDX-License-Identifier: MIT
 *
 * keymap.h — from a part of a name to the names that have it.
 */
#pragma once

#include "base/arena.h"

enum {
    TG_KEY_NAMES = 6 /* names looked at for one key; one more is kept, to tell that there are */
};

/** A name with a key. */
typedef struct tg_keyed {
    uint64_t key;
    uint32_t name;
    uint32_t next; /* 1 + index of the next name with the key; 0 = none */
} tg_keyed;

/** Open addressing, sized once for the names to come. */
typedef struct tg_keymap {
    uint32_t mask;
    uint32_t *slots; /* [mask + 1] 1 + index of the first name with a key; 0 = empty */
    uint32_t n;
    tg_keyed *at; /* [n] */
} tg_keymap;

/** Room for tg_keymap_add() n times. Fails with NOMEM. */
tagger_status tg_keymap_init(tg_keymap *out, tg_arena *arena, size_t n, tagger_error *err);

/** Say that `name` has `key`; once more changes nothing. */
void tg_keymap_add(tg_keymap *map, uint64_t key, uint32_t name);

/** The first name with `key`, or NULL. */
const tg_keyed *tg_keymap_find(const tg_keymap *map, uint64_t key);

/** The name behind x with the same key, in the order they were added, or NULL. */
static inline const tg_keyed *tg_keymap_next(const tg_keymap *map, const tg_keyed *x)
{
    return x->next != 0 ? &map->at[x->next - 1] : NULL;
}
