/* SPDX-License-Identifier: MIT
 *
 * role.c — functions and titles around names.
 *
 * What belongs to a role depends on how it is written. In capitals it is a
 * title, and all capitals before it are part of it; in small letters it is a
 * noun, and the name before it is somebody else's:
 *
 *     according to [State Security Spokesperson] Ingrid Van Daele
 *     a query from N-VA [parliamentarian] Michael Freilich
 *     Oppo's Belgian [spokesman] Dries Cludts
 *     [former prime minister] Elio Di Rupo
 *
 * Countries, demonyms, parties and people are never part of a role: they are
 * what it is tied to.
 */
#include "entity/role.h"

#include "base/status.h"
#include "match/candidate.h"
#include "match/compound.h"
#include "match/gazetteer.h"

enum { MAX_REACH = 8 /* tokens a role may reach before its noun */ };

static bool is_foreign(const tg_view *v, const tg_entry *e)
{
    return e->lang != 0 && v->lang != 0 && (e->lang & v->lang) == 0;
}

/** The first row of a form that is of `kind` in the language of the document, or NULL. */
static const tg_entry *row_of(const tg_view *v, const tg_lexicon *lex, const tg_hit *hit,
                              uint8_t kind)
{
    uint32_t n = 0;
    const tg_entry *e = tg_lexicon_entries(lex, hit->form, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].kind == kind && !is_foreign(v, &e[i]) &&
            tg_entry_case_ok(v, lex, &e[i], hit->begin, hit->end))
            return &e[i];
    }
    return NULL;
}

static void longest(tg_roles *out, uint32_t *slot, uint32_t index)
{
    if (*slot != 0) {
        const tg_role *known = &out->at[*slot - 1];
        const tg_role *x = &out->at[index];
        if (known->end - known->begin >= x->end - x->begin) return;
    }
    *slot = index + 1;
}

/** The class of another row of the form, or 0. */
static uint32_t other_class(const tg_view *v, const tg_lexicon *lex, const tg_hit *hit,
                            const tg_entry *but)
{
    uint32_t n = 0;
    const tg_entry *e = tg_lexicon_entries(lex, hit->form, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].kind == but->kind && e[i].word != but->word && !is_foreign(v, &e[i]))
            return e[i].word;
    }
    return 0;
}

static void add_role(tg_roles *out, tg_role role)
{
    uint32_t i = out->n++;
    out->at[i] = role;
    longest(out, &out->role_from[role.begin], i);
    longest(out, &out->role_to[role.end], i);
}

static void add(tg_roles *out, const tg_view *v, const tg_hit *hit, uint32_t list,
                const tg_entry *e)
{
    if (e->kind == TG_KIND_ROLE) {
        uint32_t other = other_class(v, v->lists->lex[list], hit, e);
        add_role(out, (tg_role){hit->begin, hit->end, list, e->word, other});
        return;
    }
    out->at[out->n] = (tg_role){hit->begin, hit->end, list, e->word, 0};
    longest(out, &out->honorific_to[hit->end], out->n++);
}

static void read_hit(tg_roles *out, const tg_view *v, uint32_t list, const tg_hit *hit)
{
    const tg_lexicon *lex = v->lists->lex[list];
    if ((hit->kinds & 1U << TG_KIND_ROLE) != 0) {
        const tg_entry *e = row_of(v, lex, hit, TG_KIND_ROLE);
        if (e != NULL) add(out, v, hit, list, e);
    }
    if ((hit->kinds & 1U << TG_KIND_HONORIFIC) != 0) {
        const tg_entry *e = row_of(v, lex, hit, TG_KIND_HONORIFIC);
        bool before = e != NULL && !tg_str_eq(tg_lexicon_word(lex, e->word), TG_LIT("suffix"));
        if (before) add(out, v, hit, list, e);
    }
}

static bool holds_word(const tg_lexicon *lex, uint32_t form, uint32_t word)
{
    uint32_t n = 0;
    const tg_entry *e = tg_lexicon_entries(lex, form, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].kind == TG_KIND_WORD && e[i].word == word) return true;
    }
    return false;
}

/** Does a word like "former" or "deputy" begin at the token? */
static bool is_modifier(const tg_roles *roles, const tg_view *v, uint32_t token)
{
    for (uint32_t l = 0; l < v->lists->n; l++) {
        const tg_hits *hits = &v->hits[l];
        for (uint32_t h = tg_hits_from(hits, token); h < hits->n && hits->at[h].begin == token;
             h++) {
            const tg_hit *hit = &hits->at[h];
            if ((hit->kinds & 1U << TG_KIND_WORD) != 0 &&
                holds_word(v->lists->lex[l], hit->form, roles->modifier_word[l]))
                return true;
        }
    }
    return false;
}

/** Find the modifiers right before the role that begins at a token. */
static void read_modifiers(tg_roles *out, const tg_view *v, uint32_t begin)
{
    uint32_t stop = begin > MAX_REACH ? begin - MAX_REACH : 0;
    for (uint32_t i = begin; i > stop && is_modifier(out, v, i - 1); i--) out->modifier[i - 1] = 1;
}

/** German and Dutch compounds that end in a role: Fraktionschef, vakbondsleider. */
static void read_compounds(tg_roles *out, const tg_view *v)
{
    for (uint32_t i = 0; i < v->tokens->n; i++) {
        uint32_t list = 0;
        if (!tg_has_mark(v, i, TG_MARK_ROLE_TAIL)) continue;
        const tg_entry *e = tg_compound_tail(&list, v, i);
        if (e != NULL) add_role(out, (tg_role){i, i + 1, list, e->word, 0});
    }
}

static bool is_wanted(const tg_hit *hit)
{
    return (hit->kinds & (1U << TG_KIND_ROLE | 1U << TG_KIND_HONORIFIC)) != 0;
}

tagger_status tg_roles_read(tg_roles *out, tg_arena *arena, const tg_view *v, tagger_error *err)
{
    uint32_t n = 0;
    for (uint32_t l = 0; l < v->lists->n; l++) {
        for (uint32_t h = 0; h < v->hits[l].n; h++) n += is_wanted(&v->hits[l].at[h]) ? 2 : 0;
    }
    uint32_t n_tokens = v->tokens->n;
    for (uint32_t i = 0; i < n_tokens; i++) n += tg_has_mark(v, i, TG_MARK_ROLE_TAIL);
    size_t n_slots = (size_t)n_tokens + 1;
    uint32_t *slots = TG_ARENA_NEW(arena, uint32_t, 3 * n_slots);
    *out = (tg_roles){.at = TG_ARENA_NEW(arena, tg_role, n),
                      .role_from = slots,
                      .modifier = TG_ARENA_NEW(arena, uint8_t, n_slots)};
    if (arena->oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory for the roles of a text");
    out->role_to = slots + n_slots;
    out->honorific_to = slots + 2 * n_slots;
    memset(slots, 0, 3 * n_slots * sizeof *slots);
    memset(out->modifier, 0, n_slots);
    for (uint32_t l = 0; l < v->lists->n; l++) {
        out->modifier_word[l] = tg_lexicon_word_id(v->lists->lex[l], TG_LIT("role_modifier"));
        for (uint32_t h = 0; h < v->hits[l].n; h++) {
            if (is_wanted(&v->hits[l].at[h])) read_hit(out, v, l, &v->hits[l].at[h]);
        }
    }
    read_compounds(out, v);
    for (uint32_t i = 0; i < out->n; i++) {
        if (out->role_from[out->at[i].begin] != 0) read_modifiers(out, v, out->at[i].begin);
    }
    return TAGGER_OK;
}

tg_role tg_role_at(const tg_roles *roles, const tg_view *v, uint32_t token)
{
    const tg_role none = {token, token, 0, 0, 0};
    if (roles->role_from[token] == 0 && !roles->modifier[token]) return none;
    uint32_t end = v->sentences->first[v->sentence[token] + 1];
    uint32_t at = token;
    while (at < end && at - token < MAX_REACH && roles->modifier[at] && roles->role_from[at] == 0)
        at++;
    if (at == end || roles->role_from[at] == 0) return none;
    tg_role role = roles->at[roles->role_from[at] - 1];
    role.begin = token;
    return role;
}

tg_str tg_role_class(const tg_view *v, const tg_role *role, uint32_t word)
{
    if (word == 0) return (tg_str){0};
    tg_str class = tg_lexicon_word(v->lists->lex[role->list], word);
    const char *colon = class.n > 0 ? memchr(class.p, ':', class.n) : NULL;
    if (colon != NULL) class.n = (size_t)(colon - class.p);
    return class;
}

/* ---- before a name ---------------------------------------------------------------- */

static tagger_span bytes_of(const tg_view *v, uint32_t begin, uint32_t end)
{
    return (tagger_span){v->tokens->begin[begin], v->tokens->end[end - 1]};
}

/** The begin of the role whose noun begins at `begin`: modifiers, and for a title in capitals the
 *  capitals and organizations before it. */
static uint32_t reach_back(const tg_roles *roles, const tg_view *v, const uint32_t *over,
                           const tg_labelled *at, uint32_t begin)
{
    uint32_t s = v->sentence[begin];
    uint32_t first = v->sentences->first[s];
    bool title = tg_is_upper(v, begin) && v->casing[s] == TG_CASING_PLAIN && begin > first;
    uint32_t stop = begin - first > MAX_REACH ? begin - MAX_REACH : first;
    while (begin > stop) {
        uint32_t i = begin - 1;
        if (over[i] != UINT32_MAX) {
            const tg_labelled *x = &at[over[i]];
            if (!title || x->label != TG_ORGANIZATION || x->begin < first) break;
            begin = x->begin;
            continue;
        }
        bool capital = title && tg_is_upper(v, i) && i > first &&
                       !tg_has_mark(v, i, TG_MARK_FUNCTION) &&
                       !tg_has_mark(v, i, TG_MARK_HONORIFIC) && !tg_has_mark(v, i, TG_MARK_MONTH) &&
                       !tg_has_mark(v, i, TG_MARK_WEEKDAY);
        if (!capital && !is_modifier(roles, v, i)) break;
        begin = i;
    }
    return begin;
}

tg_style tg_style_before(const tg_roles *roles, const tg_view *v, const uint32_t *over,
                         const tg_labelled *at, uint32_t begin)
{
    tg_style style = {.title = {0, 0}};
    uint32_t first = v->sentences->first[v->sentence[begin]];
    for (unsigned round = 0; round < 3 && begin > first; round++) {
        uint32_t honorific = roles->honorific_to[begin];
        uint32_t role = roles->role_to[begin];
        if (honorific != 0 && style.title.end == 0 && over[begin - 1] == UINT32_MAX) {
            uint32_t end = begin;
            begin = roles->at[honorific - 1].begin;
            style.title = bytes_of(v, begin, end);
        } else if (role != 0 && style.role.end == 0 && over[begin - 1] == UINT32_MAX &&
                   roles->at[role - 1].begin >= first) {
            style.head = roles->at[role - 1];
            begin = reach_back(roles, v, over, at, style.head.begin);
            style.role = bytes_of(v, begin, style.head.end);
        } else {
            break;
        }
    }
    return style;
}
