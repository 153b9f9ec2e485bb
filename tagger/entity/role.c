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
#include "lex/image.h"
#include "match/candidate.h"
#include "match/compound.h"
#include "match/gazetteer.h"

enum { MAX_REACH = 8 /* tokens a role may reach before its noun */ };

typedef struct reader {
    tg_roles *out;
    tg_arena *arena;
    const tg_view *v;
} reader;

static bool is_foreign(const tg_view *v, const tg_entry *e)
{
    return e->lang != 0 && v->lang != 0 && (e->lang & v->lang) == 0;
}

/** The first row of a form that is of `kind` in the language of the document, or NULL. */
static const tg_entry *row_of(const tg_view *v, const tg_lexicon *lex, const tg_hit *hit,
                              uint8_t kind)
{
    if ((hit->kinds & 1U << kind) == 0) return NULL;
    uint32_t n = 0;
    const tg_entry *e = tg_lexicon_entries(lex, hit->form, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].kind == kind && !is_foreign(v, &e[i]) &&
            tg_entry_case_ok(v, lex, &e[i], hit->begin, hit->end))
            return &e[i];
    }
    return NULL;
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
        for (uint32_t h = hits->from[token]; h < hits->from[token + 1]; h++) {
            const tg_hit *hit = &hits->at[h];
            if ((hit->kinds & 1U << TG_KIND_WORD) != 0 &&
                holds_word(v->lists->lex[l], hit->form, roles->modifier_word[l]))
                return true;
        }
    }
    return false;
}

static uint8_t n_modifiers(const tg_roles *roles, const tg_view *v, uint32_t begin)
{
    uint8_t n = 0;
    while (n < MAX_REACH && n < begin && is_modifier(roles, v, begin - n - 1)) n++;
    return n;
}

static void add(tg_role_list *list, tg_arena *arena, tg_role role)
{
    if (list->n == list->room) {
        tg_role *more = tg_arena_grow(arena, list->at, list->n, &list->room, 16, sizeof *more);
        if (more == NULL) return;
        list->at = more;
    }
    list->at[list->n++] = role;
}

static void read_hit(const reader *r, uint32_t list, const tg_hit *hit)
{
    const tg_lexicon *lex = r->v->lists->lex[list];
    tg_role role = {.begin = hit->begin, .end = hit->end, .list = (uint8_t)list};
    const tg_entry *e = row_of(r->v, lex, hit, TG_KIND_ROLE);
    if (e != NULL) {
        role.word = e->word;
        role.other = other_class(r->v, lex, hit, e);
        role.n_modifiers = n_modifiers(r->out, r->v, hit->begin);
        add(&r->out->roles, r->arena, role);
    }
    e = row_of(r->v, lex, hit, TG_KIND_HONORIFIC);
    if (e != NULL && !tg_str_eq(tg_lexicon_word(lex, e->word), TG_LIT("suffix"))) {
        role = (tg_role){.begin = hit->begin, .end = hit->end, .list = (uint8_t)list};
        add(&r->out->honorifics, r->arena, role);
    }
}

/** German and Dutch compounds that end in a role: Fraktionschef, vakbondsleider. */
static void read_compound(const reader *r, uint32_t token)
{
    uint32_t list = 0;
    const tg_entry *e = tg_compound_tail(&list, r->v, token);
    if (e == NULL) return;
    add(&r->out->roles, r->arena,
        (tg_role){.begin = token,
                  .end = token + 1,
                  .word = e->word,
                  .list = (uint8_t)list,
                  .n_modifiers = n_modifiers(r->out, r->v, token)});
}

static void read_token(const reader *r, uint32_t token)
{
    for (uint32_t l = 0; l < r->v->lists->n; l++) {
        const tg_hits *hits = &r->v->hits[l];
        for (uint32_t h = hits->from[token]; h < hits->from[token + 1]; h++)
            read_hit(r, l, &hits->at[h]);
    }
    if (tg_has_mark(r->v, token, TG_MARK_ROLE_TAIL)) read_compound(r, token);
}

tagger_status tg_roles_read(tg_roles *out, tg_arena *arena, const tg_view *v, tagger_error *err)
{
    *out = (tg_roles){.roles = {.n = 0}};
    for (uint32_t l = 0; l < v->lists->n; l++)
        out->modifier_word[l] = tg_lexicon_word_id(v->lists->lex[l], TG_LIT("role_modifier"));
    const reader r = {out, arena, v};
    uint64_t telling =
        TG_MARK_BIT(TG_MARK_ROLE) | TG_MARK_BIT(TG_MARK_HONORIFIC) | TG_MARK_BIT(TG_MARK_ROLE_TAIL);
    const uint64_t *marks = v->marks;
    for (uint32_t i = 0, n = v->tokens->n; i < n; i++) {
        if ((marks[i] & telling) != 0) read_token(&r, i);
    }
    return arena->oom ? tg_fail(err, TAGGER_E_NOMEM, "no memory for the roles of a text")
                      : TAGGER_OK;
}

uint32_t tg_roles_from(const tg_role_list *list, uint32_t token)
{
    /* Where a half ends is not to be foreseen, so it is added, not branched on. */
    uint32_t from = 0;
    for (uint32_t n = list->n; n > 0; n /= 2) {
        uint32_t half = n - n / 2;
        from += (list->at[from + half - 1].begin < token) * half;
    }
    return from;
}

const tg_role *tg_role_to(const tg_role_list *list, uint32_t end)
{
    uint32_t least = end > TG_MAX_FORM_TOKENS ? end - TG_MAX_FORM_TOKENS : 0;
    for (uint32_t i = tg_roles_from(list, least); i < list->n && list->at[i].begin < end; i++) {
        if (list->at[i].end == end) return &list->at[i];
    }
    return NULL;
}

const tg_role *tg_role_at(const tg_role_list *list, const tg_view *v, uint32_t token,
                          uint32_t *next)
{
    while (*next < list->n && list->at[*next].begin < token) ++*next;
    if (*next == list->n) return NULL;
    const tg_role *longest = &list->at[*next];
    if (longest->begin - longest->n_modifiers > token ||
        v->sentence[longest->begin] != v->sentence[token])
        return NULL;
    for (uint32_t i = *next; i < list->n && list->at[i].begin == longest->begin; i++) {
        if (list->at[i].end > longest->end) longest = &list->at[i];
    }
    return longest;
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

/** The span over a token that stands before span s, or NULL. A title in capitals may itself have been
 *  taken for a name of some other kind: that does not count. */
static const tg_labelled *span_over(const tg_labelled *at, uint32_t s, uint32_t token)
{
    while (s > 0 && at[s - 1].begin > token) s--;
    bool over = s > 0 && at[s - 1].end > token && at[s - 1].label != TG_OTHER;
    return over ? &at[s - 1] : NULL;
}

/** The begin of the role before span s whose noun begins at `begin`: modifiers, and for a title in
 *  capitals the capitals and organizations before it. */
static uint32_t reach_back(const tg_roles *roles, const tg_view *v, const tg_labelled *at,
                           uint32_t s, uint32_t begin)
{
    uint32_t sentence = v->sentence[begin];
    uint32_t first = v->sentences->first[sentence];
    bool title = tg_is_upper(v, begin) && v->casing[sentence] == TG_CASING_PLAIN && begin > first;
    uint32_t stop = begin - first > MAX_REACH ? begin - MAX_REACH : first;
    while (begin > stop) {
        uint32_t i = begin - 1;
        const tg_labelled *x = span_over(at, s, i);
        if (x != NULL) {
            if (!title || x->label != TG_ORGANIZATION || x->begin < first) break;
            begin = x->begin;
            continue;
        }
        uint64_t no_title = TG_MARK_BIT(TG_MARK_FUNCTION) | TG_MARK_BIT(TG_MARK_HONORIFIC) |
                            TG_MARK_BIT(TG_MARK_MONTH) | TG_MARK_BIT(TG_MARK_WEEKDAY);
        bool capital = title && tg_is_upper(v, i) && i > first && (v->marks[i] & no_title) == 0;
        if (!capital && !is_modifier(roles, v, i)) break;
        begin = i;
    }
    return begin;
}

tg_style tg_style_before(const tg_roles *roles, const tg_view *v, const tg_labelled *at, uint32_t s)
{
    tg_style style = {.title = {0, 0}};
    uint32_t begin = at[s].begin;
    uint32_t first = v->sentences->first[v->sentence[begin]];
    for (unsigned round = 0; round < 3 && begin > first; round++) {
        if (span_over(at, s, begin - 1) != NULL) break;
        const tg_role *honorific = tg_role_to(&roles->honorifics, begin);
        const tg_role *role = tg_role_to(&roles->roles, begin);
        if (honorific != NULL && style.title.end == 0) {
            style.title = bytes_of(v, honorific->begin, begin);
            begin = honorific->begin;
        } else if (role != NULL && style.role.end == 0 && role->begin >= first) {
            style.head = *role;
            begin = reach_back(roles, v, at, s, role->begin);
            style.role = bytes_of(v, begin, role->end);
        } else {
            break;
        }
    }
    return style;
}
