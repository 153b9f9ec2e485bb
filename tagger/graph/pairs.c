/* SPDX-License-Identifier: MIT
 *
 * pairs.c — the nearest mention of everybody else.
 *
 * Comparing all mentions with all is quadratic, and a list article has
 * thousands. But only the last mention of each entity can be the nearest:
 *
 *     Oppo … De Tijd … Oppo … [Dries Cludts]
 *                 2      1  <- walked back, the last mention of each, latest first
 *
 * So the entities stand in a chain, the one named last in front. For a mention
 * we walk down the chain: gaps only grow on the way, and once an entity is too
 * far (another paragraph and over 500 characters) all behind it are. Then the
 * entity of the mention moves to the front.
 *
 * The walk is cut after 60 entities. An article with more than 60 is a list:
 * there only the same sentence counts, and of a sentence with more, the 60
 * named last.
 */
#include "graph/pairs.h"

#define NOBODY UINT32_MAX

typedef struct chain {
    uint32_t front;
    uint32_t *next; /* [n_entities] named before it; NOBODY at the end */
    uint32_t *prev; /* [n_entities] named after it; NOBODY in front */
    uint32_t *last; /* [n_entities] index of the last mention; NOBODY = not in the chain */
} chain;

typedef struct finder {
    const tg_pair_mention *mentions;
    chain order;
    bool same_sentence; /* a list article */
    tg_arena *arena;
    tg_pair *pairs; /* [room] */
    uint32_t n;
    uint32_t room;
    uint32_t *slots;  /* [n_slots] index into pairs + 1; 0 = free */
    uint32_t n_slots; /* a power of two */
} finder;

static uint32_t *numbers(tg_arena *arena, uint32_t n, uint32_t value)
{
    uint32_t *at = TG_ARENA_NEW(arena, uint32_t, n);
    for (uint32_t i = 0; at != NULL && i < n; i++) at[i] = value;
    return at;
}

static void move_to_front(chain *order, uint32_t entity)
{
    if (order->front == entity) return;
    if (order->last[entity] != NOBODY) {
        uint32_t next = order->next[entity];
        uint32_t prev = order->prev[entity];
        order->next[prev] = next; /* prev exists: it is not in front */
        if (next != NOBODY) order->prev[next] = prev;
    }
    order->next[entity] = order->front;
    order->prev[entity] = NOBODY;
    if (order->front != NOBODY) order->prev[order->front] = entity;
    order->front = entity;
}

static uint32_t slot_of(const finder *f, uint32_t a, uint32_t b)
{
    uint64_t h = ((uint64_t)a << 32 | b) * 0x9e3779b97f4a7c15U;
    uint32_t at = (uint32_t)(h >> 32) & (f->n_slots - 1);
    while (f->slots[at] != 0) {
        const tg_pair *pair = &f->pairs[f->slots[at] - 1];
        if (pair->entity[0] == a && pair->entity[1] == b) break;
        at = (at + 1) & (f->n_slots - 1);
    }
    return at;
}

/** Twice the room for pairs, and slots for four times as many. */
static bool grow(finder *f)
{
    uint32_t room = f->room * 2;
    tg_pair *pairs = TG_ARENA_NEW(f->arena, tg_pair, room);
    uint32_t *slots = numbers(f->arena, room * 2, 0);
    if (pairs == NULL || slots == NULL) return false;

    if (f->n > 0) memcpy(pairs, f->pairs, f->n * sizeof *pairs);
    f->pairs = pairs;
    f->room = room;
    f->slots = slots;
    f->n_slots = room * 2;
    for (uint32_t i = 0; i < f->n; i++)
        slots[slot_of(f, pairs[i].entity[0], pairs[i].entity[1])] = i + 1;
    return true;
}

/** Take note of two mentions, `first` before `second`. */
static bool meet(finder *f, const tg_pair_mention *first, const tg_pair_mention *second)
{
    const tg_pair_mention *low = first->entity < second->entity ? first : second;
    const tg_pair_mention *high = low == first ? second : first;
    uint32_t at = slot_of(f, low->entity, high->entity);
    if (f->slots[at] == 0) {
        if (f->n == f->room && !grow(f)) return false;
        at = slot_of(f, low->entity, high->entity);
        f->pairs[f->n] = (tg_pair){
            .entity = {low->entity, high->entity}, .gap = UINT32_MAX, .last_sentence = UINT32_MAX};
        f->slots[at] = ++f->n;
    }
    tg_pair *pair = &f->pairs[f->slots[at] - 1];
    uint32_t gap = second->begin > first->end ? second->begin - first->end : 0;
    if (gap > TG_PAIR_FAR) gap = TG_PAIR_FAR;
    if (gap < pair->gap) {
        pair->gap = gap;
        pair->mention[0] = low->id;
        pair->mention[1] = high->id;
    }
    if (first->sentence == second->sentence && pair->last_sentence != second->sentence) {
        pair->last_sentence = second->sentence;
        pair->sentences++;
    }
    return true;
}

static bool near(const finder *f, const tg_pair_mention *first, const tg_pair_mention *second)
{
    if (f->same_sentence) return first->sentence == second->sentence;
    return first->paragraph == second->paragraph || second->begin <= first->end + TG_PAIR_GAP;
}

static bool look_back(finder *f, const tg_pair_mention *mention)
{
    uint32_t n = 0;
    for (uint32_t e = f->order.front; e != NOBODY && n < TG_PAIR_MANY; e = f->order.next[e]) {
        const tg_pair_mention *other = &f->mentions[f->order.last[e]];
        if (!near(f, other, mention)) break;
        if (e == mention->entity) continue;
        if (!meet(f, other, mention)) return false;
        n++;
    }
    return true;
}

static uint32_t count_named(const tg_pair_mention *mentions, uint32_t n, uint32_t *seen)
{
    uint32_t n_named = 0;
    for (uint32_t i = 0; i < n; i++) {
        n_named += seen[mentions[i].entity] == NOBODY;
        seen[mentions[i].entity] = i;
    }
    return n_named;
}

bool tg_pairs_find(tg_pairs *out, tg_arena *arena, const tg_pair_mention *mentions, uint32_t n,
                   uint32_t n_entities)
{
    *out = (tg_pairs){0};
    uint32_t *seen = numbers(arena, n_entities, NOBODY);
    finder f = {.mentions = mentions, .arena = arena, .room = 32};
    f.order = (chain){.front = NOBODY,
                      .next = numbers(arena, n_entities, NOBODY),
                      .prev = numbers(arena, n_entities, NOBODY),
                      .last = numbers(arena, n_entities, NOBODY)};
    if (seen == NULL || f.order.next == NULL || f.order.prev == NULL || f.order.last == NULL ||
        !grow(&f)) {
        return false;
    }

    f.same_sentence = count_named(mentions, n, seen) > TG_PAIR_MANY;
    for (uint32_t i = 0; i < n; i++) {
        if (!look_back(&f, &mentions[i])) return false;
        move_to_front(&f.order, mentions[i].entity);
        f.order.last[mentions[i].entity] = i;
    }
    *out = (tg_pairs){.n = f.n, .at = f.pairs};
    return true;
}
