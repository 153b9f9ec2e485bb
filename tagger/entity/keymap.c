/* SPDX-License-Identifier: MIT */
#include "entity/keymap.h"

#include "base/status.h"

tagger_status tg_keymap_init(tg_keymap *out, tg_arena *arena, size_t n_keys, tagger_error *err)
{
    size_t size = 16;
    while (size < n_keys + n_keys / 2) size *= 2;
    *out = (tg_keymap){.mask = (uint32_t)(size - 1),
                       .keys = TG_ARENA_NEW(arena, uint64_t, size),
                       .names = TG_ARENA_NEW(arena, tg_key_names, size)};
    if (arena->oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %zu keys", n_keys);
    memset(out->keys, 0, size * sizeof *out->keys);
    return TAGGER_OK;
}

static uint32_t slot_of(const tg_keymap *map, uint64_t key)
{
    uint32_t i = (uint32_t)(key >> 20) & map->mask;
    while (map->keys[i] != 0 && map->keys[i] != key) i = (i + 1) & map->mask;
    return i;
}

static uint64_t nonzero(uint64_t key)
{
    return key != 0 ? key : 1;
}

void tg_keymap_add(tg_keymap *map, uint64_t key, uint32_t name)
{
    uint32_t slot = slot_of(map, nonzero(key));
    tg_key_names *names = &map->names[slot];
    if (map->keys[slot] == 0) {
        map->keys[slot] = nonzero(key);
        names->n = 0;
        names->more = false;
    }
    for (uint8_t i = 0; i < names->n; i++) {
        if (names->name[i] == name) return;
    }
    if (names->n < TG_KEY_NAMES) {
        names->name[names->n++] = name;
    } else {
        names->more = true;
    }
}

const tg_key_names *tg_keymap_find(const tg_keymap *map, uint64_t key)
{
    uint32_t slot = slot_of(map, nonzero(key));
    return map->keys[slot] != 0 ? &map->names[slot] : NULL;
}
