/* SPDX-License-Identifier: MIT
 *
 * relate.c — what a document says of the names in it: relations by rule.
 *
 * That two names stand side by side states nothing: one sentence can hold two
 * parties and two politicians of whom each belongs to one. So a relation is
 * only what a rule of gazetteers/patterns/relations.tsv reads off the words
 * between them:
 *
 *     quote Justice Minister Vincent Van Quickenborne (Open VLD) as saying
 *           [role----------] [person---------------] ( [party-] )
 *           '---------- holds_role ----------------'
 *                            '---------- member_of -------------'
 *
 * Several rules may read the same two names; the likeliest reading stays. A
 * role that is tied to nobody's body still is a fact about the person. Where a
 * rule says "its chairman", the body is looked for among the names before.
 */
#include "relate/relate.h"

#include "base/status.h"

enum { LOOK_BACK = 16 /* relations: two readings of one fact begin close to each other */ };

typedef struct relater {
    tg_relations *out;
    tg_arena *arena;
    uint32_t room;
    uint32_t first; /* relations from here on are of the present sentence */
    const tg_view *view;
    tg_linked *linked;
    const tg_relation_rules *rules;
    tg_items items;
} relater;

static tg_str item_text(const relater *r, uint32_t item)
{
    const tg_item *x = &r->items.at[item];
    return tg_view_text(r->view, x->begin, x->end);
}

/** A role and a post are one fact, whichever of the two predicates a rule gives it. */
static bool is_post(const tagger_relation *x)
{
    return x->predicate[0] == 'h' || x->predicate[0] == 'w';
}

static bool same_fact(const tagger_relation *a, const tagger_relation *b)
{
    if (a->subject != b->subject) return false;
    if (is_post(a) && is_post(b) && a->value.n > 0 && a->value.p == b->value.p) return true;
    return strcmp(a->predicate, b->predicate) == 0 && a->object == b->object &&
           a->value.p == b->value.p;
}

static uint32_t length(tagger_span at)
{
    return at.end - at.begin;
}

/** The better of two readings of one fact: with an object, then that of more words, then by score. */
static bool is_better(const tagger_relation *a, const tagger_relation *b)
{
    bool object_a = a->object != TAGGER_NONE;
    bool object_b = b->object != TAGGER_NONE;
    if (object_a != object_b) return object_a;
    if (length(a->at) != length(b->at)) return length(a->at) > length(b->at);
    return a->score > b->score;
}

/** Is `x` read off the end of words that another rule read as a whole? "Oppo's Belgian spokesman" is no
 *  spokesman of Belgium. */
static bool is_part(const relater *r, const tagger_relation *x, const tagger_relation *whole)
{
    if (x->subject != whole->subject || x->object == TAGGER_NONE || x->object == whole->object ||
        whole->at.begin >= x->at.begin || whole->at.end < x->at.end)
        return false;
    return r->linked->mention[x->object].at.begin >= whole->at.begin;
}

static void add(relater *r, tagger_relation x)
{
    tg_relations *out = r->out;
    uint32_t from = out->n > r->first + LOOK_BACK ? out->n - LOOK_BACK : r->first;
    for (uint32_t i = out->n; i-- > from;) {
        if (is_part(r, &x, &out->at[i])) return;
    }
    for (uint32_t i = out->n; i-- > from;) {
        if (!same_fact(&out->at[i], &x)) continue;
        if (is_better(&x, &out->at[i])) out->at[i] = x;
        return;
    }
    if (out->n == r->room) {
        tagger_relation *more =
            tg_arena_grow(r->arena, out->at, out->n, &r->room, 32, sizeof *more);
        if (more == NULL) return;
        out->at = more;
    }
    out->at[out->n++] = x;
}

/* ---- "its chairman" ---------------------------------------------------------- */

/** Whom a word like "its" may mean, of the mentions of a sentence before it. */
typedef struct antecedent {
    uint32_t body; /* the mention of the one body there is; TAGGER_NONE: none, or not sure */
    bool open;     /* nobody is there that it could mean */
} antecedent;

static bool stands_first(const relater *r, uint32_t m)
{
    uint32_t token = r->linked->first[m];
    return token - r->view->sentences->first[r->view->sentence[token]] <= 2;
}

static antecedent look_for_body(const relater *r, uint32_t begin, uint32_t end, bool thing)
{
    antecedent found = {.body = TAGGER_NONE, .open = true};
    bool several = false;
    for (uint32_t i = begin; i < end; i++) {
        const tagger_mention *m = &r->linked->mention[i];
        bool body = m->type == TAGGER_ORGANIZATION || m->type == TAGGER_PARTY;
        if (m->type == TAGGER_PERSON && !thing) return (antecedent){.body = TAGGER_NONE};
        if (m->form == TAGGER_FORM_DEMONYM || (!body && m->type != TAGGER_COUNTRY)) continue;
        found.open = false;
        if (!body) {
            several |= found.body == TAGGER_NONE;
        } else if (m->entity == TAGGER_NONE) {
            several = true;
        } else if (found.body == TAGGER_NONE) {
            found.body = i;
        } else {
            several |= m->entity != r->linked->mention[found.body].entity;
        }
    }
    if (several && found.body != TAGGER_NONE && !stands_first(r, found.body))
        found.body = TAGGER_NONE;
    return found;
}

/** The first mention of the sentence that mention m stands in. */
static uint32_t first_of_sentence(const relater *r, uint32_t m)
{
    uint32_t sentence = r->linked->mention[m].sentence;
    while (m > 0 && r->linked->mention[m - 1].sentence == sentence) m--;
    return m;
}

/**
 * The organization or party that "its" before or behind a person means, or TAGGER_NONE.
 *
 * It is the only one of the sentence so far, or the one that the sentence begins
 * with; where nobody is named yet, that of the sentence before. "son", "ihr" and
 * "zijn" may mean a person as well: where one is named, nothing is sure.
 */
static uint32_t body_meant(const relater *r, uint32_t item, uint32_t person)
{
    const tg_linked *l = r->linked;
    uint32_t token = r->items.at[item].begin;
    bool thing = r->items.at[item].hash == tg_hash_folded(TG_LIT("its"));
    uint32_t begin = first_of_sentence(r, person);
    uint32_t end = begin;
    while (end < l->n_mentions && l->first[end] < token) end++;
    antecedent found = look_for_body(r, begin, end, thing);
    if (!found.open || begin == 0) return found.body;
    const tagger_mention *before = &l->mention[begin - 1];
    bool next_to = before->sentence + 1 == l->mention[person].sentence &&
                   before->paragraph == l->mention[person].paragraph;
    if (!next_to) return TAGGER_NONE;
    return look_for_body(r, first_of_sentence(r, begin - 1), begin, thing).body;
}

/** The mention that is the object of a match. @return false when its word means nobody for sure. */
static bool find_object(uint32_t *object, const relater *r, const tg_relation_match *m)
{
    const tg_item *items = r->items.at;
    *object = TAGGER_NONE;
    if (m->object == UINT32_MAX) return true;
    *object = items[m->object].mention;
    if (items[m->object].kind == TG_ITEM_NAME) return true;
    *object = body_meant(r, m->object, items[m->subject].mention);
    if (*object == TAGGER_NONE) return false;
    bool member = tg_relation_rule_predicate(r->rules, m->rule)[0] == 'm';
    return !member || r->linked->mention[*object].type == TAGGER_PARTY;
}

static void read_match(relater *r, const tg_relation_match *m)
{
    const tg_item *items = r->items.at;
    const tg_tokens *t = r->view->tokens;
    uint32_t subject = items[m->subject].mention;
    uint32_t object = TAGGER_NONE;
    if (!find_object(&object, r, m)) return;
    tagger_mention *who = &r->linked->mention[subject];
    tagger_relation x = {
        .subject = subject,
        .object = object,
        .predicate = tg_relation_rule_predicate(r->rules, m->rule),
        .at = {t->begin[items[m->begin].begin], t->end[items[m->end - 1].end - 1]},
        .rule = tg_relation_rule_name(r->rules, m->rule),
        .score = tg_relation_rule_score(r->rules, m->rule) * who->score,
    };
    if (object != TAGGER_NONE) {
        const tagger_mention *whose = &r->linked->mention[object];
        x.score *= whose->score;
        if (whose->at.begin < x.at.begin) x.at.begin = whose->at.begin;
    }
    if (m->value != UINT32_MAX) {
        tg_str value = item_text(r, m->value);
        bool role = items[m->value].kind == TG_ITEM_ROLE;
        if (role && who->role.n == 0 && who->type == TAGGER_PERSON) who->role = value;
        /* Of a party or a country somebody is a member or citizen whatever else he is. */
        if (is_post(&x) || x.object == TAGGER_NONE) x.value = value;
    }
    add(r, x);
}

static bool states_facts(const tg_view *v, uint32_t sentence)
{
    tg_zone zone = tg_view_zone(v, v->sentences->first[sentence]);
    return zone != TG_ZONE_FURNITURE && zone != TG_ZONE_TEASER;
}

/** A role is the same wherever the lines of the text break. Last, for until then its place tells it. */
static void flatten_roles(relater *r)
{
    for (uint32_t i = 0; i < r->out->n; i++)
        r->out->at[i].value = tg_clean(r->arena, r->out->at[i].value);
    for (uint32_t i = 0; i < r->linked->n_mentions; i++)
        r->linked->mention[i].role = tg_clean(r->arena, r->linked->mention[i].role);
}

tagger_status tg_relate(tg_relations *out, tg_arena *arena, const tg_view *v, tg_linked *linked,
                        const tg_relation_rules *rules, tagger_error *err)
{
    *out = (tg_relations){.n = 0};
    relater r = {.out = out, .arena = arena, .view = v, .linked = linked, .rules = rules};
    TG_TRY(tg_items_init(&r.items, arena, v, linked, err));
    uint32_t next = 0;
    for (uint32_t s = 0; s < v->sentences->n && next < linked->n_mentions; s++) {
        if (!tg_relation_rules_any(rules, tg_items_kinds(&r.items, s, &next), v->lang) ||
            !states_facts(v, s) || !tg_items_read(&r.items, s, &next))
            continue;
        r.first = out->n;
        const tg_items *items = &r.items;
        for (uint32_t k = tg_relation_rules_begin(rules, items, 0); k < items->n;
             k = tg_relation_rules_begin(rules, items, k + 1)) {
            tg_relation_match m = {.rule = 0};
            for (; tg_relation_rules_match(rules, &r.items, k, &m); m.rule++) read_match(&r, &m);
        }
    }
    flatten_roles(&r);
    return arena->oom ? tg_fail(err, TAGGER_E_NOMEM, "no memory for relations") : TAGGER_OK;
}
