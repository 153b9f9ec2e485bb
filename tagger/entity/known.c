/* SPDX-License-Identifier: MIT
 *
 * known.c — which of the lists' people, bodies and places a name is.
 *
 * Half a million rows hold many a name twice: there are five Labour Parties and
 * hundreds of legislators who share their name with a neighbour of ours. So the
 * readings of a name are weighed,
 *
 *     score = share of the document's countries that is the reading's country
 *           + 0.5 when the role before the name is of the reading's kind
 *           + what its row says of its renown (tier, population)
 *
 * and one is taken only when it leads clearly, or when another name of the
 * document is already known to be it ("SPD … the Social Democratic Party"). A
 * single reading that is little known needs a country or a role that speaks for
 * it. Whoever is not sure of an identity leaves the name a name.
 */
#include "entity/known.h"

#include <math.h>

#include "base/status.h"
#include "entity/keymap.h"
#include "match/gazetteer.h"

enum {
    MAX_READINGS = 128,
    N_LETTERS = 26,
    N_COUNTRIES = N_LETTERS * N_LETTERS,
    COUNTRY_VOTE = 3, /* a country counts as much as so many of its towns or parties */
    TIER_FAMOUS = 1,
    TIER_KNOWN = 2,
    TIER_HISTORY = 5
};

static const float role_bonus = 0.5F;
static const float lead = 0.1F;

/** How often each ISO 3166 code is meant in the document. */
typedef struct countries {
    uint32_t total;
    uint32_t of[N_COUNTRIES];
} countries;

/** What the rows of the lists make of one name. */
typedef struct readings {
    uint32_t n;
    const tg_reading *at; /* [n] */
    const tg_role *head;  /* the role before its last mention that has one, or NULL */
} readings;

typedef struct reader {
    const tg_view *v;
    uint32_t n;
    tg_reading at[MAX_READINGS];
} reader;

/* ---- rows of a name -------------------------------------------------------------- */

static void add_reading(reader *out, tg_reading r)
{
    for (uint32_t i = 0; i < out->n; i++) {
        if (!tg_is_same_reading(out->at[i], r)) continue;
        /* The whole name says more than the same words as a surname. */
        if ((out->at[i].entry->flags & TG_ENTRY_SURNAME) != 0) out->at[i] = r;
        return;
    }
    if (out->n < MAX_READINGS) out->at[out->n++] = r;
}

static void add_rows(reader *out, uint8_t label, uint32_t begin, uint32_t end)
{
    const tg_view *v = out->v;
    uint8_t kind = label == TG_DEMONYM ? TG_KIND_COUNTRY : label;
    /* The user's own lists lie on top: what they say is not put to the vote. */
    for (uint32_t l = v->lists->n; l-- > 0 && out->n == 0;) {
        const tg_hit *hit = tg_hit_on(&v->hits[l], begin, end);
        if (hit == NULL || (hit->kinds & 1U << kind) == 0) continue;
        const tg_lexicon *lex = v->lists->lex[l];
        uint32_t n = 0;
        const tg_entry *e = tg_lexicon_entries(lex, hit->form, &n);
        for (uint32_t i = 0; i < n; i++) {
            if (e[i].kind == kind && tg_entry_case_ok(v, lex, &e[i], begin, end))
                add_reading(out, (tg_reading){&e[i], l});
        }
    }
}

/** Add the rows of a form that does not stand in the text so. */
static void add_form(reader *out, uint8_t label, tg_str form)
{
    const tg_lists *lists = out->v->lists;
    for (uint32_t l = lists->n; l-- > 0 && out->n == 0;) {
        uint32_t n = 0;
        uint32_t found = tg_lexicon_form(lists->lex[l], form);
        if (found == UINT32_MAX) continue;
        const tg_entry *e = tg_lexicon_entries(lists->lex[l], found, &n);
        for (uint32_t i = 0; i < n; i++) {
            if (e[i].kind == label && (e[i].flags & TG_ENTRY_CONTEXT) == 0)
                add_reading(out, (tg_reading){&e[i], l});
        }
    }
}

/** "der Deutschen Bank", "des Deutschen Bundestags": the adjective that opens a German name, and the noun that
 *  closes it, as they are where nothing bends them. */
static void read_unbent(reader *r, const tg_name *name)
{
    static const char *const endings[] = {"", "r", "s"}; /* Deutsche, Deutscher, Deutsches */
    enum { LONGEST = 96 };
    char form[LONGEST];
    tg_str text = tg_view_text(r->v, name->begin, name->end);
    tg_str first = tg_view_token(r->v, name->begin);
    if (text.n + 2 > LONGEST || text.n < 6) return;
    bool genitive = text.p[text.n - 1] == 's';
    bool adjective = name->end - name->begin > 1 && first.n > 5 && first.p[first.n - 2] == 'e' &&
                     strchr("nrsm", first.p[first.n - 1]) != NULL;
    size_t stem = first.n - 1;
    if (genitive) add_form(r, name->label, (tg_str){text.p, text.n - 1});
    for (unsigned i = 0; adjective && i < sizeof endings / sizeof endings[0]; i++) {
        size_t n_ending = strlen(endings[i]);
        size_t n_rest = text.n - first.n;
        memcpy(form, text.p, stem);
        memcpy(form + stem, endings[i], n_ending);
        memcpy(form + stem + n_ending, text.p + first.n, n_rest);
        size_t n = stem + n_ending + n_rest;
        if (r->n == 0) add_form(r, name->label, (tg_str){form, n});
        if (r->n == 0 && genitive) add_form(r, name->label, (tg_str){form, n - 1});
    }
}

/** With its article or without its legal form a name may stand in a list too. */
static void read_rows(reader *r, const tg_name *name)
{
    const tg_view *v = r->v;
    uint32_t begin = name->begin;
    uint32_t end = name->end;
    r->n = 0;
    add_rows(r, name->label, begin, end);
    bool body = name->label == TG_ORGANIZATION || name->label == TG_PARTY;
    bool german = v->lang == tg_lang_bit(TG_LIT("de"));
    if (r->n == 0 && german && (body || name->label == TG_LOCATION)) read_unbent(r, name);
    if (!body) return;
    bool article = begin > v->sentences->first[v->sentence[begin]] &&
                   tg_fold_eq(tg_view_token(v, begin - 1), TG_LIT("the"));
    if (r->n == 0 && article) add_rows(r, name->label, begin - 1, end);
    while (r->n == 0 && end - begin > 1 &&
           ((v->tokens->flags[end - 1] & TG_TOKEN_WORD) == 0 ||
            tg_has_mark(v, end - 1, TG_MARK_LEGAL)))
        add_rows(r, name->label, begin, --end);
}

static readings readings_of(reader *r, tg_arena *arena, const tg_name *name)
{
    read_rows(r, name);
    if (r->n == 0) return (readings){.n = 0};
    tg_reading *at = TG_ARENA_NEW(arena, tg_reading, r->n);
    if (at == NULL) return (readings){.n = 0};
    memcpy(at, r->at, r->n * sizeof *at);
    return (readings){.n = r->n, .at = at};
}

/* ---- what speaks for a reading ------------------------------------------------------ */

/** The slot of a country, or N_COUNTRIES for a code that is none. */
static uint32_t country_slot(tg_str code)
{
    if (code.n != 2) return N_COUNTRIES;
    unsigned a = (unsigned)(code.p[0] - 'A');
    unsigned b = (unsigned)(code.p[1] - 'A');
    return a < N_LETTERS && b < N_LETTERS ? a * N_LETTERS + b : N_COUNTRIES;
}

static void vote(countries *c, tg_str code, uint32_t votes)
{
    uint32_t slot = country_slot(code);
    if (slot == N_COUNTRIES) return;
    c->of[slot] += votes;
    c->total += votes;
}

static float share(const countries *c, tg_str code)
{
    uint32_t slot = country_slot(code);
    return slot != N_COUNTRIES && c->total > 0 ? (float)c->of[slot] / (float)c->total : 0;
}

static tg_str country_of(const tg_view *v, tg_reading r)
{
    return tg_lexicon_entity_country(v->lists->lex[r.list], r.entry->entity);
}

static bool fits_role(const tg_view *v, tg_reading r, const tg_role *head)
{
    if (head == NULL) return false;
    tg_str subtype = tg_lexicon_entity_subtype(v->lists->lex[r.list], r.entry->entity);
    const uint32_t words[] = {head->word, head->other};
    for (unsigned i = 0; i < 2; i++) {
        tg_str class = tg_role_class(v, head, words[i]);
        if (class.n > 0 && tg_str_eq(class, subtype)) return true;
    }
    return false;
}

static float renown(const tg_entry *e)
{
    if (e->kind == TG_KIND_LOCATION) return 0.15F * log10f((float)e->value + 1);
    if (e->kind == TG_KIND_PERSON && e->value == TIER_FAMOUS) return 0.3F;
    if (e->kind == TG_KIND_PERSON && e->value == TIER_KNOWN) return 0.1F;
    return (e->flags & (TG_ENTRY_OLD | TG_ENTRY_CONTEXT)) != 0 ? -0.1F : 0;
}

/** A lone reading that needs nobody to speak for it. */
static bool stands_alone(const tg_entry *e, uint8_t n_words)
{
    if ((e->flags & TG_ENTRY_GENERIC) != 0) return false;
    /* "AUT" may be much, but of countries only one. */
    if (e->kind == TG_KIND_COUNTRY) return true;
    if (e->kind != TG_KIND_PERSON) return (e->flags & TG_ENTRY_CONTEXT) == 0;
    if ((e->flags & TG_ENTRY_SURNAME) != 0) return e->value == TIER_FAMOUS;
    if (e->value == TIER_HISTORY) return n_words > 1;
    return e->value <= TIER_KNOWN;
}

static tg_reading best_of(const tg_view *v, const countries *c, const readings *r, uint8_t n_words)
{
    float best = -1;
    float second = -1;
    tg_reading winner = {.entry = NULL};
    bool backed = false; /* a country or a role speaks for the winner */
    for (uint32_t i = 0; i < r->n; i++) {
        float country = share(c, country_of(v, r->at[i]));
        float role = fits_role(v, r->at[i], r->head) ? role_bonus : 0;
        float score = country + role + renown(r->at[i].entry);
        if (score > best) {
            second = best;
            best = score;
            winner = r->at[i];
            backed = country > 0 || role > 0;
        } else if (score > second) {
            second = score;
        }
    }
    bool clear = r->n == 1 || (r->n < MAX_READINGS && best - second >= lead);
    bool sure = winner.entry != NULL && clear && (backed || stands_alone(winner.entry, n_words));
    return sure ? winner : (tg_reading){.entry = NULL};
}

static uint64_t entity_key(const tg_name *name, tg_reading r)
{
    return tg_hash_join(tg_hash_join(name->label, r.list), r.entry->entity);
}

/** For names that fit several: the one reading that another name of the article has been given. */
static tagger_status ask_others(tg_reading *reading, tg_arena *arena, const tg_names *names,
                                const readings *all, tagger_error *err)
{
    tg_keymap given;
    TG_TRY(tg_keymap_init(&given, arena, names->n, err));
    for (uint32_t i = 0; i < names->n; i++) {
        if (reading[i].entry != NULL && !names->at[i].page)
            tg_keymap_add(&given, entity_key(&names->at[i], reading[i]), i);
    }
    for (uint32_t i = 0; i < names->n; i++) {
        if (reading[i].entry != NULL || names->at[i].page) continue;
        uint32_t n = 0;
        for (uint32_t k = 0; k < all[i].n; k++) {
            if (tg_keymap_find(&given, entity_key(&names->at[i], all[i].at[k])) == NULL) continue;
            if (n++ == 0) reading[i] = all[i].at[k];
        }
        if (n > 1) reading[i] = (tg_reading){.entry = NULL};
    }
    return TAGGER_OK;
}

tagger_status tg_known_choose(tg_reading **reading, tg_arena *arena, const tg_view *v,
                              const tg_names *names, const tg_style *style, tagger_error *err)
{
    readings *all = TG_ARENA_NEW(arena, readings, names->n);
    *reading = TG_ARENA_NEW(arena, tg_reading, names->n);
    if (arena->oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory to know %u names", names->n);
    reader r = {.v = v};
    for (uint32_t i = 0; i < names->n; i++) {
        const tg_name *name = &names->at[i];
        all[i] = readings_of(&r, arena, name);
        bool sure = all[i].n == 1 && !name->page && stands_alone(all[i].at[0].entry, name->n_words);
        (*reading)[i] = sure ? all[i].at[0] : (tg_reading){.entry = NULL};
    }
    countries c = {.total = 0};
    for (uint32_t s = 0; s < names->n_spans; s++) {
        uint32_t i = names->of[s];
        if (style[s].head.begin < style[s].head.end) all[i].head = &style[s].head;
        if ((*reading)[i].entry == NULL) continue;
        bool country = names->at[i].label == TG_COUNTRY || names->at[i].label == TG_DEMONYM;
        vote(&c, country_of(v, (*reading)[i]), country ? COUNTRY_VOTE : 1);
    }
    for (uint32_t i = 0; i < names->n; i++) {
        if ((*reading)[i].entry == NULL)
            (*reading)[i] = best_of(v, &c, &all[i], names->at[i].n_words);
    }
    return ask_others(*reading, arena, names, all, err);
}
