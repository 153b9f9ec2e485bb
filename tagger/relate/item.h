/* SPDX-License-Identifier: MIT
 *
 * item.h — a sentence as relation rules see it: names, roles and the words between them.
 *
 *     Belgian  Prime Minister  Alexander De Croo  ,  leader  of  Open VLD
 *     demonym  role            person             ,  role    of  party
 */
#pragma once

#include "entity/link.h"
#include "match/view.h"

typedef enum tg_item_kind {
    TG_ITEM_NAME, /* a mention; "Long Name (LN)" is one, the second */
    TG_ITEM_ROLE, /* "former prime minister", "chairman and CEO" */
    TG_ITEM_WORD  /* any other token */
} tg_item_kind;

/** Traits of an item, the bits of a word; the first are the labels of names. */
enum {
    TG_ITEM_ROLE_BIT = TG_N_LABELS,
    TG_ITEM_PLAIN_BIT, /* a WORD of small letters, and neither a function word nor a verb of saying */
    TG_ITEM_WORD_BIT,     /* a WORD that is no sign */
    TG_ITEM_END_BIT,      /* there is no item */
    TG_ITEM_HASH_BIT = 32 /* and on: a word of such a hash, see tg_item_word_trait() */
};

typedef struct tg_item {
    uint64_t traits; /* NAME: its label; ROLE: that, and its last word; WORD: the others */
    uint8_t kind;    /* enum tg_item_kind */
    uint8_t label;   /* NAME: enum tg_label */
    uint16_t kinds; /* of this item and all behind it: 1 << label of names, 1 << TG_ITEM_ROLE_BIT */
    uint32_t begin; /* token */
    uint32_t end;   /* token behind the last */
    uint32_t mention; /* NAME: index in tg_linked */
    uint64_t hash;    /* WORD: its text; ROLE: its class; both folded */
    uint64_t other;   /* ROLE: its second class */
    uint64_t noun;    /* ROLE: its last word */
} tg_item;

/** The trait of a word; other words may share it. */
static inline uint64_t tg_item_word_trait(uint64_t hash)
{
    return (uint64_t)1 << (TG_ITEM_HASH_BIT + hash % (64 - TG_ITEM_HASH_BIT));
}

/** The items of one sentence; `at` has room for the longest sentence of the document. */
typedef struct tg_items {
    uint32_t n;
    tg_item *at; /* [n] in text order, disjoint; titles ("Ms.") and quotes are left out */
    const tg_view *view;
    const tg_linked *linked;
} tg_items;

/** Make room for any sentence of the document. Fails with NOMEM. */
tagger_status tg_items_init(tg_items *out, tg_arena *arena, const tg_view *v,
                            const tg_linked *linked, tagger_error *err);

/** The kinds of names and roles in sentence s, as tg_item.kinds has them; *next is its first mention, 0 if
 *  it has none. Costs little: to be asked before the sentence is read. */
unsigned tg_items_kinds(const tg_items *items, uint32_t s, uint32_t *next);

/** Read sentence s; *next is its first mention, moved on to the next sentence's.
 *  @return whether it names anybody or anything. */
bool tg_items_read(tg_items *items, uint32_t s, uint32_t *next);
