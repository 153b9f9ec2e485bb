/* SPDX-License-Identifier: MIT */
#include "graph/termcount.h"

#include <stdlib.h>

#include "base/utf8.h"

enum { OFTEN = 1 << 22, SHORTEST = 3 /* letters of a word */, LONGEST = 64 /* bytes */ };

static uint64_t mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9fb21c651e98df25U;
    return h ^ h >> 29;
}

/* ---- an article's terms ---------------------------------------------------- */

/** A word on its way. */
typedef struct word {
    uint64_t hash;
    uint32_t begin;
    uint32_t end;
    uint32_t letters;
    bool capital;
    bool usable; /* letters, and hyphens and apostrophes between them */
} word;

static bool meet(tg_term_counts *c, const word *before, const word *w)
{
    bool ok = tg_vec_push(&c->met, (tg_met){w->hash, w->begin, w->end, w->capital, {0, 0}});
    if (before->letters == 0) return ok;
    uint64_t hash = mix(before->hash, w->hash);
    bool capitals = before->capital && w->capital;
    tg_met pair = {hash, before->begin, w->end, capitals, {before->hash, w->hash}};
    return ok && tg_vec_push(&c->met, pair);
}

/** The word at p is complete: it and the pair with the one before are met. Afterwards *before is
 *  the word, or nothing when no pair may span this place. */
static bool end_word(tg_term_counts *c, word *before, word *w)
{
    bool usable = w->usable && w->letters >= SHORTEST && w->end - w->begin <= LONGEST;
    bool ok = !usable || meet(c, before, w);
    *before = usable ? *w : (word){0};
    *w = (word){0};
    return ok;
}

static void add_point(word *w, uint32_t cp, tg_class class, uint32_t begin, uint32_t end)
{
    if (w->end == 0) *w = (word){.begin = begin, .capital = tg_utf8_is_upper(cp), .usable = true};
    w->end = end;
    w->hash = mix(w->hash, tg_utf8_lower(cp));
    if (class == TG_CLASS_LETTER) w->letters++;
    if (class == TG_CLASS_DIGIT) w->usable = false;
}

static bool is_joint(uint32_t cp)
{
    return cp == '-' || cp == '\'' || cp == 0x2019;
}

static int by_hash(const void *a, const void *b)
{
    const tg_met *x = a;
    const tg_met *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return (x->begin > y->begin) - (x->begin < y->begin);
}

/** Fill c->met with the article's terms, each once. */
static bool meet_all(tg_term_counts *c, tg_str article)
{
    word before = {0};
    word w = {0};
    bool ok = true;
    c->met.n = 0;
    const char *end = article.p + article.n;
    for (const char *p = article.p; p < end && ok;) {
        uint32_t cp = 0;
        uint32_t at = (uint32_t)(p - article.p);
        uint32_t n = tg_utf8_next(p, end, &cp);
        tg_class class = tg_utf8_class(cp);
        p += n;
        bool letter = class == TG_CLASS_LETTER || class == TG_CLASS_DIGIT;
        uint32_t next = 0;
        bool joins = is_joint(cp) && w.end == at && w.end > 0 && p < end &&
                     tg_utf8_next(p, end, &next) > 0 && tg_utf8_class(next) == TG_CLASS_LETTER;
        if (letter || joins) {
            add_point(&w, cp, class, at, at + n);
            continue;
        }
        if (w.end > 0) ok = end_word(c, &before, &w);
        if (cp != ' ') before = (word){0};
    }
    if (ok && w.end > 0) ok = end_word(c, &before, &w);
    if (!ok || c->met.n < 2) return ok;
    qsort(c->met.at, c->met.n, sizeof *c->met.at, by_hash);
    size_t kept = 1;
    for (size_t i = 1; i < c->met.n; i++) {
        if (c->met.at[i].hash != c->met.at[kept - 1].hash) c->met.at[kept++] = c->met.at[i];
    }
    c->met.n = kept;
    return true;
}

/* ---- tables ---------------------------------------------------------------- */

static uint32_t often_slot(uint64_t hash)
{
    return (uint32_t)(hash >> 40) & (OFTEN - 1);
}

bool tg_terms_note(tg_term_counts *c, tg_str article)
{
    if (c->often == NULL) {
        c->often = tg_mem_alloc(OFTEN);
        if (c->often == NULL) return false;
        memset(c->often, 0, OFTEN);
    }
    if (!meet_all(c, article)) return false;
    for (size_t i = 0; i < c->met.n; i++) {
        uint8_t *often = &c->often[often_slot(c->met.at[i].hash)];
        if (*often < UINT8_MAX) ++*often;
    }
    return true;
}

static bool grow_terms(tg_term_counts *c)
{
    uint32_t n = c->n_slots > 0 ? 2 * c->n_slots : 4096;
    uint32_t *slots = tg_mem_alloc(n * sizeof *slots);
    if (slots == NULL) return false;
    memset(slots, 0, n * sizeof *slots);
    for (uint32_t i = 0; i < c->terms.n; i++) {
        uint32_t at = (uint32_t)c->terms.at[i].hash & (n - 1);
        while (slots[at] != 0) at = (at + 1) & (n - 1);
        slots[at] = i + 1;
    }
    tg_mem_free(c->slots);
    c->slots = slots;
    c->n_slots = n;
    return true;
}

/** Append the words in lower case, one blank between. */
static bool add_text(tg_term_counts *c, tg_term *term, tg_str words)
{
    if (!tg_vec_reserve(&c->text, 3 * words.n)) return false;
    term->text = (uint32_t)c->text.n;
    const char *end = words.p + words.n;
    for (const char *p = words.p; p < end;) {
        uint32_t cp = 0;
        p += tg_utf8_next(p, end, &cp);
        c->text.n += tg_utf8_put(c->text.at + c->text.n, cp == 0x2019 ? '\'' : tg_utf8_lower(cp));
    }
    term->n_text = (uint32_t)c->text.n - term->text;
    return true;
}

/** The number of a term, which is made when new. */
static bool find_term(uint32_t *out, tg_term_counts *c, const tg_met *met, tg_str article)
{
    if (c->terms.n * 2 >= c->n_slots && !grow_terms(c)) return false;
    uint32_t at = (uint32_t)met->hash & (c->n_slots - 1);
    for (; c->slots[at] != 0; at = (at + 1) & (c->n_slots - 1)) {
        *out = c->slots[at] - 1;
        if (c->terms.at[*out].hash == met->hash) return true;
    }
    tg_term term = {.hash = met->hash, .part = {met->part[0], met->part[1]}};
    *out = (uint32_t)c->terms.n;
    if (!add_text(c, &term, (tg_str){article.p + met->begin, met->end - met->begin}) ||
        !tg_vec_push(&c->terms, term))
        return false;
    c->slots[at] = *out + 1;
    return true;
}

static uint64_t pair_of(uint32_t topic, uint32_t term)
{
    return (uint64_t)topic << 32 | (term + 1);
}

static uint32_t use_slot(const tg_term_counts *c, uint64_t pair)
{
    uint32_t at = (uint32_t)(mix(pair, 0) >> 32) & (c->n_use_slots - 1);
    while (c->uses[at].pair != 0 && c->uses[at].pair != pair) at = (at + 1) & (c->n_use_slots - 1);
    return at;
}

static bool grow_uses(tg_term_counts *c)
{
    tg_term_use *old = c->uses;
    uint32_t n_old = c->n_use_slots;
    uint32_t n = n_old > 0 ? 2 * n_old : 16384;
    tg_term_use *uses = tg_mem_alloc(n * sizeof *uses);
    if (uses == NULL) return false;
    memset(uses, 0, n * sizeof *uses);
    c->uses = uses;
    c->n_use_slots = n;
    for (uint32_t i = 0; i < n_old; i++) {
        if (old[i].pair != 0) uses[use_slot(c, old[i].pair)] = old[i];
    }
    tg_mem_free(old);
    return true;
}

static bool count_use(tg_term_counts *c, uint32_t topic, uint32_t term, uint32_t article)
{
    if ((uint64_t)c->n_uses * 2 >= c->n_use_slots && !grow_uses(c)) return false;
    uint64_t pair = pair_of(topic, term);
    tg_term_use *use = &c->uses[use_slot(c, pair)];
    if (use->pair == 0) {
        *use = (tg_term_use){.pair = pair, .example = article};
        c->n_uses++;
    }
    use->articles++;
    return true;
}

bool tg_terms_count(tg_term_counts *c, tg_str article, uint32_t article_number,
                    const uint32_t *topics, uint32_t n_topics)
{
    if (!meet_all(c, article)) return false;
    for (size_t i = 0; i < c->met.n; i++) {
        const tg_met *met = &c->met.at[i];
        uint32_t term = 0;
        if (c->often == NULL || c->often[often_slot(met->hash)] < TG_TERM_LEAST) continue;
        if (!find_term(&term, c, met, article)) return false;
        c->terms.at[term].articles++;
        c->terms.at[term].capitals += met->capitals;
        for (uint32_t t = 0; t < n_topics; t++) {
            if (!count_use(c, topics[t], term, article_number)) return false;
        }
    }
    return true;
}

tg_term_use tg_terms_of_topic(const tg_term_counts *c, uint32_t topic, uint32_t term)
{
    if (c->n_use_slots == 0) return (tg_term_use){0};
    return c->uses[use_slot(c, pair_of(topic, term))];
}

uint32_t tg_terms_commonest(const tg_term_counts *c, uint32_t term)
{
    const tg_term *t = &c->terms.at[term];
    uint32_t most = t->articles;
    for (unsigned i = 0; i < 2 && t->part[i] != 0; i++) {
        uint32_t at = (uint32_t)t->part[i] & (c->n_slots - 1);
        for (; c->slots[at] != 0; at = (at + 1) & (c->n_slots - 1)) {
            const tg_term *of = &c->terms.at[c->slots[at] - 1];
            if (of->hash == t->part[i] && of->articles > most) most = of->articles;
        }
    }
    return most;
}

tg_str tg_term_text(const tg_term_counts *c, uint32_t term)
{
    return (tg_str){c->text.at + c->terms.at[term].text, c->terms.at[term].n_text};
}

void tg_terms_dispose(tg_term_counts *c)
{
    tg_mem_free(c->often);
    tg_vec_dispose(&c->met);
    tg_vec_dispose(&c->terms);
    tg_vec_dispose(&c->text);
    tg_mem_free(c->slots);
    tg_mem_free(c->uses);
    *c = (tg_term_counts){0};
}
