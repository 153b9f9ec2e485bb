/* SPDX-License-Identifier: MIT
 *
 * evidence.c — hits to evidence.
 *
 * The one search for all forms has found the topic terms too, nested and
 * overlapping. Of those we keep, from left to right, the longest at each place:
 *
 *     the central bank governor of the food bank
 *         [central bank]               [food bank]
 *                 [bank]                    [bank]     not counted
 *
 * Words that no term covers may hold one as a part (compounds); a word inside
 * the name of a person says nothing ("Ms. Church"), but the person may, by what
 * the lists say of them: a footballer speaks for sport.
 */
#include "topic/evidence.h"

#include <math.h>

#include "base/status.h"
#include "match/gazetteer.h"

enum { FADE_TOKENS = 60, HEAD_TOKENS = 40, FIRST_ROOM = 256 /* most texts need no more */ };

/* A second sight of a word in the headline counts like two in the text. */
static const float zone_weight[TG_N_ZONES] = {[TG_ZONE_HEADLINE] = 2.0F,
                                              [TG_ZONE_LEAD] = 1.0F,
                                              [TG_ZONE_BODY] = 1.0F,
                                              [TG_ZONE_CAPTION] = 0.5F};
static const float part_weight = 0.75F; /* of a term inside a longer word */

/** A place before its evidence has a number. */
typedef struct found {
    const tg_entry *entry;
    const void *key; /* the same for all forms of one person or organization */
    tg_concept concept;
    uint8_t score; /* of the term or vote: 1 to 3 */
    uint32_t list;
    uint32_t begin;
    uint32_t end;
    float weight; /* of the place */
    float head;
} found;

typedef struct collector {
    tg_arena *arena;
    const tg_topic_model *model;
    const tg_view *view;
    const tg_resolved *resolved;
    uint32_t n;
    uint32_t room;
    found *at;                  /* [n] in text order */
    uint32_t name;              /* next span of `resolved` */
    uint32_t person_end;        /* token behind the last name of a person */
    uint32_t hit[TG_MAX_LISTS]; /* next hit of each list */
    uint32_t origin;            /* first token of lead or body */
    bool oom;
} collector;

/* ---- places --------------------------------------------------------------- */

/** Sets what a place weighs: its zone, and more near the begin of the text. @return whether it
 *  counts at all. */
static bool weigh(const collector *c, found *x)
{
    tg_zone zone = tg_view_zone(c->view, x->begin);
    x->weight = zone_weight[zone];
    if (zone == TG_ZONE_HEADLINE) {
        x->head = zone_weight[zone];
    } else if (zone == TG_ZONE_LEAD || zone == TG_ZONE_BODY) {
        uint32_t at = x->begin - c->origin;
        x->weight += expf(-(float)at / (float)FADE_TOKENS);
        x->head = at < HEAD_TOKENS ? 1 : 0;
    }
    return x->weight > 0;
}

static uint32_t find_origin(const tg_view *v)
{
    for (uint32_t s = 0; s < v->sentences->n; s++) {
        uint8_t zone = v->paragraph_zone[v->sentences->block[s]];
        if (zone == TG_ZONE_LEAD || zone == TG_ZONE_BODY) return v->sentences->first[s];
    }
    return 0;
}

/** Keep a place that counts, with a share of its weight. */
static void add(collector *c, found *x, float share)
{
    if (!weigh(c, x)) return;
    x->weight *= share;
    x->head *= share;
    if (c->n == c->room) {
        found *at = tg_arena_grow(c->arena, c->at, c->n, &c->room, FIRST_ROOM, sizeof *at);
        if (at == NULL) {
            c->oom = true;
            return;
        }
        c->at = at;
    }
    c->at[c->n++] = *x;
}

/* ---- names ---------------------------------------------------------------- */

/** The first row of a form that has the label and may be written so, or NULL. */
static const tg_entry *entry_of_name(const tg_view *v, const tg_candidate *x, uint8_t label)
{
    if (x->form == TG_NO_FORM || label >= TAGGER_N_TYPES) return NULL;
    uint32_t n = 0;
    const tg_lexicon *lex = tg_form_lexicon(v->lists, x->form);
    const tg_entry *e = tg_form_entries(v->lists, x->form, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].kind == label && tg_entry_case_ok(v, lex, &e[i], x->begin, x->end)) return &e[i];
    }
    return NULL;
}

/** The vote of span i of the resolver's answer. */
static void add_name(collector *c, uint32_t i)
{
    const tg_candidate *x = &c->resolved->candidates->at[c->resolved->candidate[i]];
    const tg_entry *e = entry_of_name(c->view, x, c->resolved->at[i].label);
    if (e == NULL) return;
    uint32_t list = x->form >> 28;
    tg_vote votes[TG_MAX_VOTES];
    uint32_t n = tg_votes_of(votes, c->model->votes, list, e);
    for (uint32_t k = 0; k < n; k++) {
        /* All rows of one id share the string of its name. */
        found vote = {.entry = e,
                      .key = tg_lexicon_entity_name(c->view->lists->lex[list], e->entity).p,
                      .concept = votes[k].concept,
                      .score = votes[k].weight,
                      .list = list,
                      .begin = x->begin,
                      .end = x->end};
        add(c, &vote, 1);
    }
}

/** Where the next name begins; UINT32_MAX = there is none. */
static uint32_t next_name(const collector *c)
{
    return c->name < c->resolved->n ? c->resolved->at[c->name].begin : UINT32_MAX;
}

/** Add the next name. @return where the one behind it begins. */
static uint32_t pass_name(collector *c)
{
    const tg_labelled *name = &c->resolved->at[c->name];
    add_name(c, c->name++);
    if (name->label == TG_PERSON) c->person_end = name->end;
    return next_name(c);
}

/* ---- terms ---------------------------------------------------------------- */

static bool speaks_here(const collector *c, uint32_t list, const tg_entry *e, uint32_t begin,
                        uint32_t end)
{
    bool spoken = e->lang == 0 || c->view->lang == 0 || (e->lang & c->view->lang) != 0;
    return e->kind == TG_KIND_TOPIC && spoken &&
           tg_topic_of_term(c->model, list, e) != TG_NO_CONCEPT &&
           tg_entry_case_ok(c->view, c->view->lists->lex[list], e, begin, end);
}

/** Does a later list speak of the same term and topic? Then that row holds: the user's. */
static bool is_overruled(const collector *c, uint32_t list, const tg_entry *e, uint32_t begin,
                         uint32_t end)
{
    tg_concept concept = tg_topic_of_term(c->model, list, e);
    for (uint32_t l = list + 1; l < c->view->lists->n; l++) {
        for (uint32_t h = c->hit[l]; h < c->view->hits[l].n; h++) {
            const tg_hit *hit = &c->view->hits[l].at[h];
            if (hit->begin > begin) break;
            if (hit->begin < begin || hit->end != end) continue;
            uint32_t n = 0;
            const tg_entry *x = tg_lexicon_entries(c->view->lists->lex[l], hit->form, &n);
            for (uint32_t i = 0; i < n; i++) {
                if (speaks_here(c, l, &x[i], begin, end) &&
                    tg_topic_of_term(c->model, l, &x[i]) == concept)
                    return true;
            }
        }
    }
    return false;
}

static found term_at(const collector *c, uint32_t list, const tg_entry *e, uint32_t begin,
                     uint32_t end)
{
    return (found){.entry = e,
                   .key = e,
                   .concept = tg_topic_of_term(c->model, list, e),
                   .score = (uint8_t)e->value,
                   .list = list,
                   .begin = begin,
                   .end = end};
}

/** Add the rows of a hit that hold here. @return how many. */
static uint32_t add_rows(collector *c, uint32_t list, const tg_hit *hit)
{
    uint32_t n = 0;
    uint32_t n_added = 0;
    const tg_entry *e = tg_lexicon_entries(c->view->lists->lex[list], hit->form, &n);
    /* Rows stand in the order of their kinds, and terms are the last. */
    uint32_t first = n;
    while (first > 0 && e[first - 1].kind == TG_KIND_TOPIC) first--;
    for (uint32_t i = first; i < n; i++) {
        if (!speaks_here(c, list, &e[i], hit->begin, hit->end) || e[i].value == 0 ||
            is_overruled(c, list, &e[i], hit->begin, hit->end))
            continue;
        n_added++;
        found term = term_at(c, list, &e[i], hit->begin, hit->end);
        add(c, &term, 1);
    }
    return n_added;
}

/** The longest hit of the list that begins at `token`, ends before token `bound` and may be a topic
 *  term; NULL when there is none. */
static const tg_hit *longest_hit(const collector *c, uint32_t list, uint32_t token, uint32_t bound)
{
    const tg_hits *hits = &c->view->hits[list];
    const tg_hit *best = NULL;
    for (uint32_t h = c->hit[list]; h < hits->n && hits->at[h].begin == token; h++) {
        const tg_hit *hit = &hits->at[h];
        if ((hit->kinds >> TG_KIND_TOPIC & 1) != 0 && hit->end < bound) best = hit;
    }
    return best;
}

/** Add the longest term that begins at `token`. @return the token behind it, or `token`. */
static uint32_t add_longest(collector *c, uint32_t token)
{
    uint32_t n_lists = c->view->lists->n;
    /* A hit may have no row that holds, by its case or the user's will: then a shorter one may. */
    for (uint32_t bound = UINT32_MAX;;) {
        const tg_hit *hit[TG_MAX_LISTS];
        uint32_t best = 0;
        for (uint32_t l = 0; l < n_lists; l++) {
            hit[l] = longest_hit(c, l, token, bound);
            if (hit[l] != NULL && hit[l]->end > best) best = hit[l]->end;
        }
        if (best == 0) return token;
        uint32_t n_added = 0;
        for (uint32_t l = 0; l < n_lists; l++) {
            if (hit[l] != NULL && hit[l]->end == best) n_added += add_rows(c, l, hit[l]);
        }
        if (n_added > 0) return best;
        bound = best;
    }
}

/** Add the term that part of a word spells, if there is one. */
static void add_part(collector *c, uint32_t token)
{
    tg_affix_hit hit;
    if ((c->view->tokens->flags[token] & TG_TOKEN_WORD) == 0 ||
        !tg_affixes_find(&hit, c->model->affixes, c->view, token))
        return;
    if (tg_topic_of_term(c->model, hit.list, hit.entry) == TG_NO_CONCEPT || hit.entry->value == 0)
        return;
    found term = term_at(c, hit.list, hit.entry, hit.begin, token + 1);
    add(c, &term, part_weight);
}

/** Pass the hits before `token` and those that are no topic term. @return where the next of these
 *  begins; UINT32_MAX = there is none. */
static uint32_t next_term(collector *c, uint32_t token)
{
    uint32_t next = UINT32_MAX;
    for (uint32_t l = 0; l < c->view->lists->n; l++) {
        const tg_hits *hits = &c->view->hits[l];
        uint32_t h = c->hit[l];
        while (h < hits->n &&
               (hits->at[h].begin < token || (hits->at[h].kinds >> TG_KIND_TOPIC & 1) == 0))
            h++;
        c->hit[l] = h;
        if (h < hits->n && hits->at[h].begin < next) next = hits->at[h].begin;
    }
    return next;
}

static void collect(collector *c)
{
    uint32_t n_tokens = c->view->tokens->n;
    bool parts = tg_affixes_speak(c->model->affixes, c->view->lang);
    uint32_t term = next_term(c, 0);
    uint32_t name = next_name(c);
    for (uint32_t token = 0; token < n_tokens;) {
        while (name <= token) name = pass_name(c);
        if (c->person_end > token) {
            token = c->person_end;
            continue;
        }
        if (term < token) term = next_term(c, token);
        if (term > token && !parts) {
            token = term < name ? term : name;
            continue;
        }
        uint32_t end = term == token ? add_longest(c, token) : token;
        if (end == token && parts) add_part(c, token);
        token = end > token ? end : token + 1;
    }
    while (name != UINT32_MAX) name = pass_name(c);
}

/* ---- places to evidence --------------------------------------------------- */

static bool is_same(const found *a, const found *b)
{
    return a->key == b->key && a->concept == b->concept;
}

static tagger_status gather(tg_evidence_set *out, const collector *c, tagger_error *err)
{
    uint32_t n_slots = 16;
    while (n_slots < 2 * c->n) n_slots *= 2;
    uint32_t *slots = TG_ARENA_NEW(c->arena, uint32_t, n_slots); /* evidence + 1; 0 = empty */
    uint32_t *first = TG_ARENA_NEW(c->arena, uint32_t, c->n);    /* found of each evidence */
    out->at = TG_ARENA_NEW(c->arena, tg_evidence, c->n);
    out->place = TG_ARENA_NEW(c->arena, tg_evidence_place, c->n);
    if (slots == NULL || first == NULL || out->at == NULL || out->place == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for the evidence of topics");
    memset(slots, 0, n_slots * sizeof *slots);
    for (uint32_t i = 0; i < c->n; i++) {
        const found *x = &c->at[i];
        uint64_t hash = (uint64_t)(uintptr_t)x->key * 0x9e3779b97f4a7c15U;
        uint32_t s = (uint32_t)(hash >> 32) & (n_slots - 1);
        while (slots[s] != 0 && !is_same(&c->at[first[slots[s] - 1]], x))
            s = (s + 1) & (n_slots - 1);
        if (slots[s] == 0) {
            first[out->n] = i;
            out->at[out->n] = (tg_evidence){
                .entry = x->entry, .list = x->list, .concept = x->concept, .weight = x->score};
            slots[s] = ++out->n;
        }
        tg_evidence *e = &out->at[slots[s] - 1];
        e->count++;
        e->seen += x->weight;
        e->head += x->head;
        out->place[out->n_places++] =
            (tg_evidence_place){x->begin, x->end, slots[s] - 1, x->weight, x->head};
    }
    for (uint32_t i = 0; i < out->n; i++) {
        tg_evidence *e = &out->at[i];
        e->adds = (float)e->weight * log1pf(e->seen);
        e->adds_to_head = e->head > 0 ? (float)e->weight * log1pf(e->head) : 0;
    }
    return TAGGER_OK;
}

tagger_status tg_evidence_find(tg_evidence_set *out, tg_arena *arena, const tg_topic_model *model,
                               const tg_view *view, const tg_resolved *resolved, tagger_error *err)
{
    *out = (tg_evidence_set){0};
    collector c = {.arena = arena,
                   .model = model,
                   .view = view,
                   .resolved = resolved,
                   .origin = find_origin(view)};
    for (uint32_t l = 0; l < view->lists->n; l++)
        tg_lexicon_prefetch_rows(view->lists->lex[l], &view->hits[l], 1U << TG_KIND_TOPIC);
    collect(&c);
    if (c.oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory for the evidence of topics");
    return gather(out, &c, err);
}

float tg_topic_zone_weight(const tg_view *view, uint32_t token)
{
    return zone_weight[tg_view_zone(view, token)];
}

tg_str tg_evidence_text(const tg_topic_model *model, const tg_evidence *e)
{
    const tg_lexicon *lex = model->lists->lex[e->list];
    return e->entry->kind == TG_KIND_TOPIC ? tg_lexicon_entry_text(lex, e->entry)
                                           : tg_lexicon_entity_name(lex, e->entry->entity);
}
