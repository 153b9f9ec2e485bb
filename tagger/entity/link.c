/* SPDX-License-Identifier: MIT
 *
 * link.c — labelled spans to mentions of entities.
 */
#include "entity/link.h"

#include "base/search.h"
#include "base/status.h"
#include "base/utf8.h"
#include "entity/bearer.h"
#include "match/gazetteer.h"

typedef struct linker {
    tg_linked *out;
    tg_arena *arena;
    const tg_resolved *resolved;
    const tg_patterns *patterns;
    tg_bearers bearers;
    uint32_t *entity; /* [names] at roots: the bearer's entity, or TAGGER_NONE */
    uint32_t mask;
    uint32_t *slots; /* [mask + 1] 1 + index of an entity, by type and key; 0 = empty */
} linker;

/* ---- how a mention was found --------------------------------------------------- */

/** The first entry of the candidate's form that has the label and may be written so, or NULL. */
static const tg_entry *entry_of(const tg_view *v, const tg_candidate *c, uint8_t label)
{
    if (c->form == TG_NO_FORM) return NULL;
    uint32_t n = 0;
    const tg_lexicon *lex = tg_form_lexicon(v->lists, c->form);
    const tg_entry *e = tg_form_entries(v->lists, c->form, &n);
    uint8_t kind = label == TG_DEMONYM ? TG_KIND_COUNTRY : label;
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].kind == kind && tg_entry_case_ok(v, lex, &e[i], c->begin, c->end)) return &e[i];
    }
    return NULL;
}

static tg_str file_and_line(tg_arena *arena, tg_str file, uint32_t line)
{
    enum { MAX_DIGITS = 10 };
    char digits[MAX_DIGITS];
    size_t n = 0;
    do {
        digits[n++] = (char)('0' + line % 10);
        line /= 10;
    } while (line > 0);
    char *p = tg_arena_alloc(arena, file.n + 1 + n);
    if (p == NULL) return (tg_str){0};
    memcpy(p, file.p, file.n);
    p[file.n] = ':';
    for (size_t i = 0; i < n; i++) p[file.n + 1 + i] = digits[n - 1 - i];
    return (tg_str){p, file.n + 1 + n};
}

/** "people/politicians.tsv:812", a pattern's name, or the shape rule. */
static tg_str rule_of(tg_arena *arena, const tg_view *v, const tg_candidate *c, const tg_entry *e,
                      const tg_patterns *patterns)
{
    if (e != NULL) {
        return file_and_line(arena, tg_lexicon_file(tg_form_lexicon(v->lists, c->form), e->file),
                             e->line);
    }
    if (c->rule != 0) return tg_pattern_name(patterns, c->rule - 1U);
    return TG_LIT("capitals");
}

/* ---- how a mention is written ----------------------------------------------------- */

static bool is_acronym(const linker *l, uint32_t name)
{
    const tg_name *x = &l->bearers.names.at[name];
    const tg_entry *e = l->bearers.reading[name].entry;
    if (x->n_words > 1) return false;
    if (e != NULL && (e->flags & TG_ENTRY_ACRONYM) != 0) return true;
    bool may_be = x->label != TG_PERSON && x->label != TG_LOCATION && !x->bent;
    return may_be && (l->bearers.view->tokens->flags[x->begin] & TG_TOKEN_CAPS) != 0 &&
           tg_acronym_hash(l->bearers.view, x->begin) != 0;
}

static tagger_form form_of(const linker *l, uint32_t name)
{
    const tg_name *x = &l->bearers.names.at[name];
    const tg_entry *e = l->bearers.reading[name].entry;
    if (x->label == TG_DEMONYM) return TAGGER_FORM_DEMONYM;
    switch ((tg_tie)l->bearers.identity.tie[name]) {
    case TG_TIE_SURNAME:
        return TAGGER_FORM_SURNAME;
    case TG_TIE_ACRONYM:
        return TAGGER_FORM_ACRONYM;
    case TG_TIE_ALIAS:
        return is_acronym(l, name) ? TAGGER_FORM_ACRONYM : TAGGER_FORM_ALIAS;
    case TG_TIE_NONE:
        break;
    }
    if (e != NULL && (e->flags & TG_ENTRY_SURNAME) != 0) return TAGGER_FORM_SURNAME;
    return is_acronym(l, name) ? TAGGER_FORM_ACRONYM : TAGGER_FORM_NAME;
}

static tg_str text_at(const tg_view *v, tagger_span at)
{
    return at.begin == at.end ? (tg_str){0} : (tg_str){v->text.p + at.begin, at.end - at.begin};
}

static tagger_mention mention_of(const linker *l, uint32_t i)
{
    const tg_resolved *r = l->resolved;
    const tg_view *v = r->facts.view;
    const tg_candidate *c = &r->candidates->at[r->candidate[i]];
    uint8_t label = r->at[i].label;
    const tg_entry *e = entry_of(v, c, label);
    uint32_t sentence = v->sentence[c->begin];
    const tg_style *style = &l->bearers.style[i];
    return (tagger_mention){
        .at = {v->tokens->begin[c->begin], v->tokens->end[c->end - 1]},
        .type = label == TG_DEMONYM ? TAGGER_COUNTRY : (tagger_type)label,
        .form = form_of(l, l->bearers.names.of[i]),
        .zone = (tagger_zone)tg_view_zone(v, c->begin),
        .sentence = sentence,
        .paragraph = v->sentences->block[sentence],
        .entity = TAGGER_NONE,
        .title = text_at(v, style->title),
        .role = text_at(v, style->role),
        .score = r->probability[i],
        .how = e != NULL      ? "gazetteer"
               : c->rule != 0 ? "regex"
                              : "shape",
        .rule = rule_of(l->arena, v, c, e, l->patterns),
    };
}

static bool is_wanted(const tg_resolved *r, uint32_t i, const tg_wanted *wanted)
{
    uint8_t label = r->at[i].label;
    uint8_t type = label == TG_DEMONYM ? TAGGER_COUNTRY : label;
    if (label == TG_OTHER || (wanted->types >> type & 1) == 0 ||
        r->probability[i] < wanted->min_score)
        return false;
    tg_zone zone = tg_view_zone(r->facts.view, r->at[i].begin);
    return wanted->all_zones || (zone != TG_ZONE_FURNITURE && zone != TG_ZONE_TEASER);
}

/* ---- entities ------------------------------------------------------------------------ */

/** Is it surely written already as tg_clean() would? Most letters beyond ASCII begin with byte C3 or
 *  with C5 to E0. */
static bool is_clean(tg_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c > ' ' && c < 0x7f) continue;
        bool blank = c == ' ' && (i + 1 == text.n || text.p[i + 1] != ' ');
        bool letter = c >= 0x80 && c <= 0xe0 && c != 0xc2 && c != 0xc4;
        if (!blank && !letter) return false;
    }
    return true;
}

tg_str tg_clean(tg_arena *arena, tg_str text)
{
    if (is_clean(text)) return text;
    char *out = tg_arena_alloc(arena, text.n);
    if (out == NULL) return (tg_str){0};
    size_t n = 0;
    bool blank = false;
    for (const char *p = text.p, *end = text.p + text.n; p < end;) {
        bool parted = *p == '-' || (n > 0 && out[n - 1] == '-' && !blank);
        size_t n_break = parted ? tg_line_break(p, end) : 0;
        p += n_break;
        if (n_break > 0) continue;
        uint32_t cp = 0;
        p += tg_utf8_next(p, end, &cp);
        if (tg_utf8_is_hidden(cp)) continue;
        bool was_blank = blank;
        blank = tg_utf8_class(cp) == TG_CLASS_SPACE;
        if (blank) continue;
        if (was_blank) out[n++] = ' ';
        uint32_t letters[TG_MOST_LETTERS];
        unsigned n_letters = tg_utf8_letters(letters, cp);
        for (unsigned i = 0; i < n_letters; i++) n += tg_utf8_put(out + n, letters[i]);
    }
    return (tg_str){out, n};
}

/** The key of a name that is on one line. */
static tg_str name_key(tg_arena *arena, tg_str line)
{
    char *p = tg_arena_alloc(arena, 3 * line.n + 2);
    if (p == NULL) return (tg_str){0};
    p[0] = 'n';
    p[1] = ':';
    return (tg_str){p, 2 + tg_fold(p + 2, line)};
}

static tagger_entity entity_of(const linker *l, uint32_t root)
{
    const tg_view *v = l->bearers.view;
    const tg_bearer *b = &l->bearers.at[root];
    const tg_name *name = &l->bearers.names.at[b->fullest];
    uint8_t label = name->label;
    tagger_entity x = {.type = label == TG_DEMONYM ? TAGGER_COUNTRY : (tagger_type)label,
                       .known = b->known != TAGGER_NONE};
    if (x.known) {
        tg_reading r = l->bearers.reading[b->known];
        tg_known known = tg_lexicon_entity(v->lists->lex[r.list], r.entry->entity);
        x.key = known.id;
        x.name = known.name;
        x.country = known.country;
        x.subtype = known.subtype;
        x.wikidata = known.wikidata;
        return x;
    }
    x.name = tg_clean(l->arena, tg_view_text(v, name->begin, name->end));
    bool whole = label == TG_PERSON || name->stem == name->end;
    tg_str stem = whole ? x.name : tg_clean(l->arena, tg_view_text(v, name->begin, name->stem));
    x.key = name_key(l->arena, stem);
    return x;
}

/** The entity of a bearer: one for each type and key, so that a name in a teaser and the same name in
 *  the article are one. */
static uint32_t intern(linker *l, uint32_t root)
{
    if (l->entity[root] != TAGGER_NONE) return l->entity[root];
    tagger_entity x = entity_of(l, root);
    uint64_t hash = tg_hash_join(x.type, tg_hash_folded(x.key));
    uint32_t k = (uint32_t)(hash >> 20) & l->mask;
    for (; l->slots[k] != 0; k = (k + 1) & l->mask) {
        const tagger_entity *y = &l->out->entity[l->slots[k] - 1];
        if (y->type == x.type && tg_str_eq(y->key, x.key)) break;
    }
    if (l->slots[k] == 0) {
        l->out->entity[l->out->n_entities++] = x;
        l->slots[k] = l->out->n_entities;
    }
    l->entity[root] = l->slots[k] - 1;
    return l->entity[root];
}

static void set_candidates(linker *l, tagger_mention *m, uint32_t name)
{
    uint32_t n = l->bearers.identity.n_among[name];
    uint32_t *candidates = TG_ARENA_NEW(l->arena, uint32_t, n);
    if (candidates == NULL) return;
    for (uint32_t k = 0; k < n; k++) candidates[k] = intern(l, l->bearers.identity.among[name][k]);
    m->n_candidates = n;
    m->candidates = candidates;
}

static void add_mention(linker *l, uint32_t i)
{
    tg_linked *out = l->out;
    tagger_mention m = mention_of(l, i);
    uint32_t root = tg_bearer_of(&l->bearers, i);
    if (root != TAGGER_NONE) {
        m.entity = intern(l, root);
        out->entity[m.entity].n_mentions++;
    } else {
        set_candidates(l, &m, l->bearers.names.of[i]);
    }
    out->first[out->n_mentions] = l->resolved->at[i].begin;
    out->end[out->n_mentions] = l->resolved->at[i].end;
    out->role_end[out->n_mentions] = l->bearers.style[i].head.end;
    out->mention[out->n_mentions++] = m;
}

tagger_status tg_link(tg_linked *out, tg_arena *arena, const tg_resolved *resolved,
                      const tg_patterns *patterns, const tg_wanted *wanted, tagger_error *err)
{
    uint32_t n = resolved->n;
    linker l = {.out = out, .arena = arena, .resolved = resolved, .patterns = patterns};
    TG_TRY(tg_bearers_find(&l.bearers, arena, resolved->facts.view, resolved->at, n, err));
    uint32_t n_names = l.bearers.names.n;
    uint32_t size = 16;
    while (size < 2 * (uint64_t)n_names) size *= 2;
    l.mask = size - 1;
    l.slots = TG_ARENA_NEW(arena, uint32_t, size);
    l.entity = TG_ARENA_NEW(arena, uint32_t, n_names);
    *out = (tg_linked){.mention = TG_ARENA_NEW(arena, tagger_mention, n),
                       .first = TG_ARENA_NEW(arena, uint32_t, n),
                       .end = TG_ARENA_NEW(arena, uint32_t, n),
                       .role_end = TG_ARENA_NEW(arena, uint32_t, n),
                       .entity = TG_ARENA_NEW(arena, tagger_entity, n_names),
                       .roles = l.bearers.roles};
    if (arena->oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u mentions", n);
    memset(l.slots, 0, size * sizeof *l.slots);
    memset(l.entity, 0xff, n_names * sizeof *l.entity);
    for (uint32_t i = 0; i < n; i++) {
        if (is_wanted(resolved, i, wanted)) add_mention(&l, i);
    }
    return arena->oom ? tg_fail(err, TAGGER_E_NOMEM, "no memory for %u mentions", n) : TAGGER_OK;
}

uint32_t tg_linked_behind(const tg_linked *linked, uint32_t token)
{
    return tg_first_above(linked->end, linked->n_mentions, token);
}
