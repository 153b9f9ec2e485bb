/* SPDX-License-Identifier: MIT
 *
 * known.h — which of the lists' people, bodies and places a name is.
 */
#pragma once

#include "entity/name.h"
#include "entity/role.h"

/** A row of a list that a name was found to be; entry == NULL: none, or too many alike. */
typedef struct tg_reading {
    const tg_entry *entry;
    uint32_t list;
} tg_reading;

static inline bool tg_is_same_reading(tg_reading a, tg_reading b)
{
    return a.list == b.list && a.entry->entity == b.entry->entity;
}

/** Choose a reading for each name: reading: [names->n]. `style` tells what stands before each of
 *  names->span. A name that fits several is decided by the countries that the document
 *  speaks of and by the role, or left alone. Fails only with NOMEM. */
tagger_status tg_known_choose(tg_reading **reading, tg_arena *arena, const tg_view *v,
                              const tg_names *names, const tg_style *style, tagger_error *err);
