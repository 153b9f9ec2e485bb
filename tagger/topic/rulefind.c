/* SPDX-License-Identifier: MIT
 *
 * rulefind.c — the places of rule terms, and what the rules make of them.
 *
 * A category scores the sum of its rows: a term row adds weight × log2(1 + n)
 * for n places (one place: the weight, three: twice that), a row of groups adds
 * its weight once. It is given when the score reaches the threshold, every
 * "must" holds and no "not" does.
 *
 * Groups within n words of each other are found with a window over the places
 * of all of them, in text order: it grows to the right until every group is in
 * it, then shrinks from the left while one still is; no closer places exist
 * that end there.
 *
 *     spy … phone … phone … agency … spying     groups: phone* & spy*, within 3
 *                   [phone … agency … spying]   the last of each group counts
 */
#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "topic/rules.h"
#include "topic/ruleset.h"

typedef struct place {
    uint32_t term;
    uint32_t begin; /* token */
    uint32_t end;   /* token, exclusive */
    float weight;
} place;

typedef struct finder {
    const tg_rules *rules;
    const tg_view *view;
    tg_arena *arena;
    tg_place_weight *weight;
    uint32_t n;
    uint32_t room;
    place *at;       /* [n] sorted by term, then by begin, once all are found */
    uint32_t *first; /* [terms + 1] first place of each term */
    bool oom;
} finder;

enum { MAX_WORD = 128 };

/* ---- places --------------------------------------------------------------- */

/** Is token i this word, or does it begin so? */
static bool is_word(const tg_view *v, uint32_t i, tg_str word, bool exact, bool prefix)
{
    char folded[3 * MAX_WORD];
    tg_str token = tg_view_token(v, i);
    if (!exact) {
        if (token.n > MAX_WORD) return false;
        token = (tg_str){folded, tg_fold(folded, token)};
    }
    if (prefix ? token.n < word.n : token.n != word.n) return false;
    return memcmp(token.p, word.p, word.n) == 0;
}

/** Do the tokens from i on spell the term? */
static bool stands_at(const tg_view *v, uint32_t i, const tg_rule_term *t)
{
    tg_str left = t->folded;
    for (uint32_t k = 0; k < t->n_words; k++) {
        const char *blank = memchr(left.p, ' ', left.n);
        tg_str word = {left.p, blank != NULL ? (size_t)(blank - left.p) : left.n};
        if (i + k >= v->tokens->n) return false;
        if (k > 0 && (v->tokens->flags[i + k] & TG_TOKEN_PARAGRAPH) != 0) return false;
        if (!is_word(v, i + k, word, t->exact, t->prefix && k + 1 == t->n_words)) return false;
        if (blank != NULL) left = (tg_str){blank + 1, left.n - word.n - 1};
    }
    return true;
}

static void add_place(finder *f, uint32_t term, uint32_t begin)
{
    float weight = f->weight(f->view, begin);
    if (weight <= 0) return;
    if (f->n == f->room) {
        place *at = tg_arena_grow(f->arena, f->at, f->n, &f->room, 64, sizeof *at);
        if (at == NULL) {
            f->oom = true;
            return;
        }
        f->at = at;
    }
    uint32_t end = begin + f->rules->terms.at[term].n_words;
    f->at[f->n++] = (place){term, begin, end, weight};
}

static void add_chain(finder *f, int32_t term, uint32_t token)
{
    for (; term != TG_NO_TERM; term = f->rules->terms.at[term].next) {
        if (stands_at(f->view, token, &f->rules->terms.at[term])) {
            add_place(f, (uint32_t)term, token);
        }
    }
}

static int compare_places(const void *a, const void *b)
{
    const place *x = a;
    const place *y = b;
    if (x->term != y->term) return x->term < y->term ? -1 : 1;
    return (x->begin > y->begin) - (x->begin < y->begin);
}

static bool find_places(finder *f)
{
    const tg_rules *rules = f->rules;
    const tg_tokens *tokens = f->view->tokens;
    for (uint32_t i = 0; i < tokens->n; i++) {
        add_chain(f, rules->words[tokens->hash[i] >> 32 & rules->mask], i);
        add_chain(f, rules->prefixes[tg_prefix_slot(f->view->text.p[tokens->begin[i]])], i);
    }
    f->first = TG_ARENA_NEW(f->arena, uint32_t, rules->terms.n + 1);
    if (f->oom || f->first == NULL) return false;
    if (f->n > 1) qsort(f->at, f->n, sizeof *f->at, compare_places);
    uint32_t at = 0;
    for (uint32_t t = 0; t <= rules->terms.n; t++) {
        while (at < f->n && f->at[at].term < t) at++;
        f->first[t] = at;
    }
    return true;
}

/* ---- rules ---------------------------------------------------------------- */

/** Places of a group: they stand together, since terms of a group do. */
static uint32_t n_of_group(const finder *f, uint32_t group)
{
    const tg_rule_group *g = &f->rules->groups.at[group];
    return f->first[g->term_end] - f->first[g->term];
}

typedef struct near_place {
    uint32_t begin;
    uint32_t end;
    uint32_t group; /* within the rule */
} near_place;

static int compare_near(const void *a, const void *b)
{
    const near_place *x = a;
    const near_place *y = b;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    return (x->group > y->group) - (x->group < y->group);
}

/** Does a window over places in text order hold all groups with at most `within` words between the
 *  first and the last? */
static bool has_window(const near_place *at, uint32_t n, uint32_t n_groups, uint32_t within)
{
    uint32_t count[TG_MAX_GROUPS] = {0};
    uint32_t covered = 0;
    uint32_t left = 0;
    for (uint32_t right = 0; right < n; right++) {
        covered += count[at[right].group]++ == 0;
        while (covered == n_groups && count[at[left].group] > 1) count[at[left++].group]--;
        if (covered == n_groups && at[right].begin <= (uint64_t)at[left].end + within) return true;
    }
    return false;
}

/** Do all groups of a rule occur, near enough? */
static bool holds(finder *f, const tg_rule *rule)
{
    uint32_t n = 0;
    for (uint32_t g = rule->group; g < rule->group_end; g++) {
        if (n_of_group(f, g) == 0) return false;
        n += n_of_group(f, g);
    }
    if (rule->within == UINT32_MAX) return true;
    if (f->at == NULL) return false; /* no places */
    near_place *near = TG_ARENA_NEW(f->arena, near_place, n);
    if (near == NULL) {
        f->oom = true;
        return false;
    }
    uint32_t at = 0;
    for (uint32_t g = rule->group; g < rule->group_end; g++) {
        const tg_rule_group *group = &f->rules->groups.at[g];
        for (uint32_t p = f->first[group->term]; p < f->first[group->term_end]; p++)
            near[at++] = (near_place){f->at[p].begin, f->at[p].end, g - rule->group};
    }
    qsort(near, n, sizeof *near, compare_near);
    return has_window(near, n, rule->group_end - rule->group, rule->within);
}

/** What a term row adds. */
static float adds(const finder *f, const tg_rule *rule)
{
    const tg_rule_group *g = &f->rules->groups.at[rule->group];
    float seen = 0;
    if (f->at == NULL) return 0; /* no places */
    for (uint32_t p = f->first[g->term]; p < f->first[g->term_end]; p++) seen += f->at[p].weight;
    return (float)rule->weight * log2f(1 + seen);
}

/** The score of a category, or a negative number when a condition fails. */
static float score_of(finder *f, uint32_t category)
{
    float score = 0;
    for (size_t i = 0; i < f->rules->rules.n; i++) {
        const tg_rule *rule = &f->rules->rules.at[i];
        if (rule->category != category) continue;
        if (rule->what == TG_RULE_TERM) {
            score += adds(f, rule);
            continue;
        }
        bool is_there = holds(f, rule);
        if (rule->what == TG_RULE_ALL && is_there) score += (float)rule->weight;
        if (rule->what == TG_RULE_MUST && !is_there) return -1;
        if (rule->what == TG_RULE_NOT && is_there) return -1;
    }
    return score;
}

/* ---- the public form ------------------------------------------------------ */

static int compare_terms(const void *a, const void *b)
{
    const tagger_topic_term *x = a;
    const tagger_topic_term *y = b;
    if (x->count != y->count) return x->count < y->count ? 1 : -1;
    /* Terms are pieces of one table: the earlier row first. */
    return (x->term.p > y->term.p) - (x->term.p < y->term.p);
}

/** Does the list have the text? A term may stand in several rows of a category. */
static bool has_term(const tagger_topic *topic, tg_str text)
{
    for (uint32_t i = 0; i < topic->n_terms; i++) {
        if (tg_str_eq(topic->terms[i].term, text)) return true;
    }
    return false;
}

static bool set_terms(finder *f, tagger_topic *topic, uint32_t category)
{
    const tg_rules *rules = f->rules;
    tagger_topic_term *terms = TG_ARENA_NEW(f->arena, tagger_topic_term, rules->terms.n);
    if (terms == NULL) return false;
    topic->terms = terms;
    for (size_t i = 0; i < rules->rules.n; i++) {
        const tg_rule *rule = &rules->rules.at[i];
        if (rule->category != category || rule->what == TG_RULE_NOT) continue;
        uint32_t first = rules->groups.at[rule->group].term;
        uint32_t end = rules->groups.at[rule->group_end - 1].term_end;
        for (uint32_t t = first; t < end; t++) {
            uint32_t count = f->first[t + 1] - f->first[t];
            if (count == 0 || has_term(topic, rules->terms.at[t].text)) continue;
            terms[topic->n_terms++] = (tagger_topic_term){rules->terms.at[t].text, count};
        }
    }
    if (topic->n_terms > 1) qsort(terms, topic->n_terms, sizeof *terms, compare_terms);
    return true;
}

static bool add_topic(tg_rule_topics *out, finder *f, uint32_t category, float score)
{
    const tg_category *c = &f->rules->categories.at[category];
    tagger_str *path = TG_ARENA_NEW(f->arena, tagger_str, 1);
    if (path == NULL) return false;
    *path = c->id;
    tagger_topic *topic = &out->at[out->n++];
    *topic = (tagger_topic){.id = c->id,
                            .label = c->label,
                            .path = path,
                            .n_path = 1,
                            .score = score,
                            .confidence = score / (score + (float)c->threshold)};
    return set_terms(f, topic, category);
}

static int compare_topics(const void *a, const void *b)
{
    const tagger_topic *x = a;
    const tagger_topic *y = b;
    if (x->confidence != y->confidence) return x->confidence < y->confidence ? 1 : -1;
    int order = memcmp(x->id.p, y->id.p, x->id.n < y->id.n ? x->id.n : y->id.n);
    return order != 0 ? order : (x->id.n > y->id.n) - (x->id.n < y->id.n);
}

tagger_status tg_rules_find(tg_rule_topics *out, tg_arena *arena, const tg_rules *rules,
                            const tg_view *view, tg_place_weight *weight, tagger_error *err)
{
    *out = (tg_rule_topics){0};
    if (rules->categories.n == 0) return TAGGER_OK;
    finder f = {.rules = rules, .view = view, .arena = arena, .weight = weight};
    out->at = TG_ARENA_NEW(arena, tagger_topic, rules->categories.n);
    bool ok = out->at != NULL && find_places(&f) && rules->categories.at != NULL;
    for (uint32_t c = 0; ok && c < rules->categories.n; c++) {
        float score = score_of(&f, c);
        if (score >= (float)rules->categories.at[c].threshold) ok = add_topic(out, &f, c, score);
    }
    if (!ok || f.oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory for rules");
    if (out->n > 1) qsort(out->at, out->n, sizeof *out->at, compare_topics);
    return TAGGER_OK;
}
