/* SPDX-License-Identifier: MIT */
#include "entity/keymap.h"

#include "base/status.h"

tagger_status tg_keymap_init(tg_keymap *out, tg_arena *arena, size_t n, tagger_error *err)
{
    size_t size = 16;
    while (size < n + n / 2) size *= 2;
    *out = (tg_keymap){.mask = (uint32_t)(size - 1),
                       .slots = TG_ARENA_NEW(arena, uint32_t, size),
                       .at = TG_ARENA_NEW(arena, tg_keyed, n)};
    if (arena->oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %zu keys", n);
    memset(out->slots, 0, size * sizeof *out->slots);
    return TAGGER_OK;
}

static uint32_t *slot_of(const tg_keymap *map, uint64_t key)
{
    uint32_t i = (uint32_t)(key >> 20) & map->mask;
    while (map->slots[i] != 0 && map->at[map->slots[i] - 1].key != key) i = (i + 1) & map->mask;
    return &map->slots[i];
}

void tg_keymap_add(tg_keymap *map, uint64_t key, uint32_t name)
{
    uint32_t *link = slot_of(map, key);
    for (unsigned n = 0; *link != 0; n++) {
        tg_keyed *x = &map->at[*link - 1];
        if (x->name == name || n == TG_KEY_NAMES) return;
        link = &x->next;
    }
    map->at[map->n++] = (tg_keyed){.key = key, .name = name};
    *link = map->n;
}

const tg_keyed *tg_keymap_find(const tg_keymap *map, uint64_t key)
{
    uint32_t first = *slot_of(map, key);
    return first != 0 ? &map->at[first - 1] : NULL;
}
