/* SPDX-License-Identifier: MIT */
#include "resolve/memory.h"

#include "base/status.h"
#include "base/utf8.h"

/** Slots for n words; half of them or more are left free, since most words asked for are not there. */
static uint32_t table_size(uint32_t n)
{
    uint32_t size = 16;
    while (size < 2 * (uint64_t)n) size *= 2;
    return size;
}

static uint64_t nonzero(uint64_t hash)
{
    return hash != 0 ? hash : 1;
}

/* ---- words --------------------------------------------------------------- */

static tg_word_use *word_slot(const tg_memory *m, uint64_t hash)
{
    hash = nonzero(hash);
    uint32_t i = (uint32_t)(hash >> 20) & m->mask;
    while (m->slots[i].hash != 0 && m->slots[i].hash != hash) i = (i + 1) & m->mask;
    return &m->slots[i];
}

const tg_word_use *tg_memory_word(const tg_memory *m, uint64_t hash)
{
    const tg_word_use *w = word_slot(m, hash);
    return w->hash != 0 ? w : NULL;
}

static void count(uint8_t *n)
{
    if (*n < UINT8_MAX) (*n)++;
}

static bool counts(const tg_view *v, uint32_t token)
{
    tg_zone zone = tg_view_zone(v, token);
    return zone != TG_ZONE_FURNITURE && zone != TG_ZONE_TEASER;
}

static bool is_place_cue(const tg_view *v, uint32_t i)
{
    tg_str t = tg_view_token(v, i);
    return tg_str_eq(t, TG_LIT("in")) || tg_str_eq(t, TG_LIT("near")) ||
           tg_str_eq(t, TG_LIT("from")) || tg_str_eq(t, TG_LIT("à")) || tg_str_eq(t, TG_LIT("te"));
}

/** The word that an honorific or first name leads to: over a point and an initial. */
static void count_neighbours(const tg_view *v, uint32_t i, tg_word_use *w)
{
    uint32_t before = i;
    if (before >= 2 && v->tokens->end[before - 1] - v->tokens->begin[before - 1] == 1 &&
        v->text.p[v->tokens->begin[before - 1]] == '.') {
        before--;
    }
    if (before > 0) {
        uint64_t marks = v->marks[before - 1];
        if ((marks & (TG_MARK_BIT(TG_MARK_HONORIFIC) | TG_MARK_BIT(TG_MARK_ROLE))) != 0)
            count(&w->honorific);
        if ((marks & TG_MARK_BIT(TG_MARK_FIRST)) != 0 && tg_is_upper(v, before - 1))
            count(&w->first_name);
    }
    if (i > 0 && is_place_cue(v, i - 1)) count(&w->place_cue);
    if (i + 1 >= v->tokens->n) return;
    uint64_t suffix = TG_MARK_BIT(TG_MARK_LEGAL) | TG_MARK_BIT(TG_MARK_ORG_SUFFIX);
    if ((v->marks[i + 1] & suffix) != 0 && tg_is_upper(v, i + 1)) count(&w->org_suffix);
    bool bracket = i > 0 && v->text.p[v->tokens->begin[i - 1]] == '(' &&
                   v->text.p[v->tokens->begin[i + 1]] == ')';
    if (bracket) count(&w->bracket);
}

tagger_status tg_memory_read(tg_memory *out, tg_arena *arena, const tg_view *view,
                             tagger_error *err)
{
    const tg_tokens *t = view->tokens;
    uint32_t n_upper = 0;
    for (uint32_t i = 0; i < t->n; i++) n_upper += (t->flags[i] & TG_TOKEN_UPPER) != 0;
    uint32_t size = table_size(n_upper);
    *out = (tg_memory){.mask = size - 1, .slots = TG_ARENA_NEW(arena, tg_word_use, size)};
    if (out->slots == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u words", n_upper);
    memset(out->slots, 0, size * sizeof *out->slots);

    for (uint32_t i = 0; i < t->n; i++) {
        if ((t->flags[i] & TG_TOKEN_UPPER) == 0 || !counts(view, i)) continue;
        tg_word_use *w = word_slot(out, t->hash[i]);
        w->hash = nonzero(t->hash[i]);
        uint32_t s = view->sentence[i];
        bool start = i == view->sentences->first[s] || view->casing[s] != TG_CASING_PLAIN;
        count(start ? &w->start : &w->upper);
        count_neighbours(view, i, w);
    }
    for (uint32_t i = 0; i < t->n; i++) {
        if ((t->flags[i] & (TG_TOKEN_UPPER | TG_TOKEN_WORD)) != TG_TOKEN_WORD || !counts(view, i))
            continue;
        tg_word_use *w = word_slot(out, t->hash[i]);
        if (w->hash != 0) count(&w->lower);
    }
    return TAGGER_OK;
}

/* ---- names --------------------------------------------------------------- */

static uint64_t name_key(tg_name_part part, uint64_t hash)
{
    return nonzero(hash + (uint64_t)part * 0x9e3779b97f4a7c15U);
}

static tg_name_use *name_slot(const tg_labels *l, uint64_t key)
{
    uint32_t i = (uint32_t)(key >> 20) & l->mask;
    while (l->slots[i].key != 0 && l->slots[i].key != key) i = (i + 1) & l->mask;
    return &l->slots[i];
}

const tg_name_use *tg_labels_find(const tg_labels *labels, tg_name_part part, uint64_t hash)
{
    const tg_name_use *u = name_slot(labels, name_key(part, hash));
    return u->key != 0 ? u : NULL;
}

static void add_name(tg_labels *l, tg_name_part part, uint64_t hash, uint8_t label)
{
    if (hash == 0) return;
    uint64_t key = name_key(part, hash);
    tg_name_use *u = name_slot(l, key);
    u->key = key;
    if (tg_name_count(u->counts, label) < UINT8_MAX) u->counts += tg_name_one(label);
}

uint64_t tg_span_hash(const tg_view *view, uint32_t begin, uint32_t end)
{
    if (end - begin == 1) return view->tokens->hash[begin];
    uint64_t h = TG_HASH_START;
    for (uint32_t i = begin; i < end; i++) h = tg_hash_join(h, view->tokens->hash[i]);
    return h;
}

static uint64_t add_initial(uint64_t h, uint32_t cp)
{
    return tg_hash_join(h, tg_utf8_lower(cp));
}

/** Each capital that begins a word or a part behind a hyphen. */
uint64_t tg_initials_hash(const tg_view *view, uint32_t begin, uint32_t end)
{
    uint64_t h = TG_HASH_START;
    unsigned n = 0;
    for (uint32_t i = begin; i < end; i++) {
        if (!tg_is_upper(view, i)) continue;
        tg_str t = tg_view_token(view, i);
        const char *stop = t.p + t.n;
        bool fresh = true;
        for (const char *p = t.p; p < stop;) {
            uint32_t cp = 0;
            p += tg_utf8_next(p, stop, &cp);
            if (fresh && tg_utf8_is_upper(cp)) {
                h = add_initial(h, cp);
                n++;
            }
            fresh = cp == '-';
        }
    }
    return n >= 2 ? nonzero(h) : 0;
}

uint64_t tg_acronym_hash(const tg_view *view, uint32_t token)
{
    if ((view->tokens->flags[token] & TG_TOKEN_UPPER) == 0) return 0;
    enum { MOST = 8 };
    tg_str t = tg_view_token(view, token);
    uint64_t h = TG_HASH_START;
    unsigned n = 0;
    unsigned lower = 0;
    for (const char *p = t.p, *stop = t.p + t.n; p < stop;) {
        uint32_t cp = 0;
        p += tg_utf8_next(p, stop, &cp);
        if (tg_utf8_class(cp) != TG_CLASS_LETTER) continue;
        lower += !tg_utf8_is_upper(cp);
        h = add_initial(h, cp);
        if (++n > MOST || 2 * lower >= MOST) return 0;
    }
    return n >= 2 && 2 * lower < n ? nonzero(h) : 0;
}

static void index_span(tg_labels *l, const tg_view *v, const tg_labelled *s)
{
    add_name(l, TG_NAME_WHOLE, tg_span_hash(v, s->begin, s->end), s->label);
    if (s->end - s->begin < 2) return;
    add_name(l, TG_NAME_FIRST, v->tokens->hash[s->begin], s->label);
    add_name(l, TG_NAME_LAST, v->tokens->hash[s->end - 1], s->label);
    for (uint32_t i = s->begin; i < s->end; i++) {
        if (tg_is_upper(v, i)) add_name(l, TG_NAME_ANY, v->tokens->hash[i], s->label);
    }
    add_name(l, TG_NAME_ACRONYM, tg_initials_hash(v, s->begin, s->end), s->label);
}

/** How many parts the spans have at most. */
static uint32_t count_parts(const tg_labelled *at, uint32_t n)
{
    uint32_t n_parts = n;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t n_words = at[i].end - at[i].begin;
        if (n_words > 1) n_parts += n_words + 3;
    }
    return n_parts;
}

tagger_status tg_labels_index(tg_labels *out, tg_arena *arena, const tg_view *view,
                              const tg_labelled *at, uint32_t n, tagger_error *err)
{
    uint32_t size = table_size(count_parts(at, n));
    tg_name_use *slots = TG_ARENA_NEW(arena, tg_name_use, size);
    uint32_t *over = TG_ARENA_NEW(arena, uint32_t, view->tokens->n);
    if (slots == NULL || over == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u names", n);
    memset(slots, 0, size * sizeof *slots);
    memset(over, 0xff, view->tokens->n * sizeof *over);
    *out = (tg_labels){.n = n, .at = at, .over = over, .mask = size - 1, .slots = slots};
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = at[i].begin; k < at[i].end; k++) over[k] = i;
        index_span(out, view, &at[i]);
    }
    return TAGGER_OK;
}
