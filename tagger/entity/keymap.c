/* SPDX-License-Identifier: MIT */
#include "entity/keymap.h"

#include "base/status.h"

tagger_status tg_keymap_init(tg_keymap *out, tg_arena *arena, size_t n_keys, tagger_error *err)
{
    size_t size = 16;
    while (size < n_keys + n_keys / 2) size *= 2;
    *out =
        (tg_keymap){.mask = (uint32_t)(size - 1), .slots = TG_ARENA_NEW(arena, tg_key_names, size)};
    if (out->slots == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %zu keys", n_keys);
    memset(out->slots, 0, size * sizeof *out->slots);
    return TAGGER_OK;
}

static tg_key_names *slot_of(const tg_keymap *map, uint64_t key)
{
    uint32_t i = (uint32_t)(key >> 20) & map->mask;
    while (map->slots[i].key != 0 && map->slots[i].key != key) i = (i + 1) & map->mask;
    return &map->slots[i];
}

static uint64_t nonzero(uint64_t key)
{
    return key != 0 ? key : 1;
}

void tg_keymap_add(tg_keymap *map, uint64_t key, uint32_t name)
{
    tg_key_names *slot = slot_of(map, nonzero(key));
    slot->key = nonzero(key);
    for (uint8_t i = 0; i < slot->n; i++) {
        if (slot->name[i] == name) return;
    }
    if (slot->n < TG_KEY_NAMES) {
        slot->name[slot->n++] = name;
    } else {
        slot->more = true;
    }
}

const tg_key_names *tg_keymap_find(const tg_keymap *map, uint64_t key)
{
    const tg_key_names *slot = slot_of(map, nonzero(key));
    return slot->key != 0 ? slot : NULL;
}
