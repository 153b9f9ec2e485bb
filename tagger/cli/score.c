/* SPDX-License-Identifier: MIT */
#include "cli/score.h"

#include <math.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/status.h"
#include "cli/trim.h"

static const char *const figure_names[TG_N_FIGURES] = {"exact", "edges", "overlap", "span",
                                                       "span-ovl"};
static const char *const cause_names[TG_N_CAUSES] = {"type", "span", "both", "missed", "spurious"};

const char *tg_figure_name(tg_figure figure)
{
    return figure_names[figure];
}

const char *tg_cause_name(tg_cause cause)
{
    return cause_names[cause];
}

/* ---- rules --------------------------------------------------------------- */

static unsigned type_of(tg_str word)
{
    unsigned type = 0;
    while (type < TAGGER_N_TYPES) {
        const char *name = tagger_type_name((tagger_type)type);
        if (tg_str_eq(word, (tg_str){name, strlen(name)})) break;
        type++;
    }
    return type;
}

static bool holds(tg_str array, tg_str word)
{
    tg_json_walk walk;
    bool more = array.p != NULL && tg_json_open_array(&walk, array, NULL) == TAGGER_OK;
    while (more) {
        tg_json_value item;
        if (tg_json_next_item(&walk, &item, &more, NULL) != TAGGER_OK) return false;
        if (more && item.kind == TG_JSON_STRING && tg_str_eq(tg_json_inside(item), word))
            return true;
    }
    return false;
}

static void read_types(uint32_t *types, tg_str array)
{
    *types = 0;
    for (unsigned t = 0; t < TAGGER_N_TYPES; t++) {
        const char *name = tagger_type_name((tagger_type)t);
        if (holds(array, (tg_str){name, strlen(name)})) *types |= 1U << t;
    }
}

static tagger_status read_merge(uint8_t *as, tg_str object, tagger_error *err)
{
    tg_json_walk walk;
    TG_TRY(tg_json_open(&walk, object, err));
    for (;;) {
        tg_json_member m;
        bool more;
        TG_TRY(tg_json_next(&walk, &m, &more, err));
        if (!more) return TAGGER_OK;
        unsigned from = type_of(tg_json_inside(m.name));
        unsigned to =
            m.value.kind == TG_JSON_STRING ? type_of(tg_json_inside(m.value)) : TAGGER_N_TYPES;
        if (from < TAGGER_N_TYPES && to < TAGGER_N_TYPES) as[from] = (uint8_t)to;
    }
}

tagger_status tg_rules_read(tg_rules *out, tg_str json, tagger_error *err)
{
    tg_json_walk walk;
    *out = TG_RULES_INIT;
    TG_TRY(tg_json_open(&walk, json, err));
    for (;;) {
        tg_json_member m;
        bool more;
        TG_TRY(tg_json_next(&walk, &m, &more, err));
        if (!more) return TAGGER_OK;
        tg_str name = tg_json_inside(m.name);
        if (tg_str_eq(name, TG_LIT("score"))) read_types(&out->types, m.value.raw);
        if (tg_str_eq(name, TG_LIT("dontcare"))) out->dontcare = m.value.raw;
        if (tg_str_eq(name, TG_LIT("merge"))) TG_TRY(read_merge(out->as, m.value.raw, err));
    }
}

/* ---- names of one article ------------------------------------------------ */

typedef struct name {
    tagger_span at;
    tagger_span trimmed;
    uint8_t type;
    uint8_t alt; /* bit 1 << tagger_type: right too */
    bool optional;
    uint8_t zone;
    float score;
    bool exact; /* found in its exact form, and with the right type */
    bool same_span;
    bool overlaps; /* a name of the same type on the other side */
    bool touches;  /* any name */
} name;

typedef struct names {
    name *gold;
    size_t n_gold;
    name *found;
    size_t n_found;
    tagger_span *dontcare;
    size_t n_dontcare;
} names;

static uint8_t zone_at(const tagger_result *r, uint32_t byte)
{
    for (uint32_t i = 0; i < tagger_result_n_zones(r); i++) {
        const tagger_zone_block *b = tagger_result_zone(r, i);
        if (b->at.begin <= byte && byte < b->at.end) return (uint8_t)b->zone;
    }
    return TAGGER_BODY;
}

static uint8_t alt_of(const tg_gold_name *g, const tg_rules *rules, unsigned own)
{
    unsigned alt = 0;
    for (unsigned t = 0; t < TAGGER_N_TYPES; t++) {
        const char *word = tagger_type_name((tagger_type)t);
        if (holds(g->alt, (tg_str){word, strlen(word)})) alt |= 1U << rules->as[t];
    }
    return (uint8_t)(alt & ~(1U << own));
}

static void add_gold(names *x, const tg_gold_name *g, const tg_rules *rules, tg_str text,
                     const tagger_result *r)
{
    unsigned type = type_of(g->type);
    if (type < TAGGER_N_TYPES) type = rules->as[type];
    if (holds(rules->dontcare, g->type)) {
        x->dontcare[x->n_dontcare++] = g->at;
    } else if (type < TAGGER_N_TYPES && (rules->types >> type & 1) != 0) {
        x->gold[x->n_gold++] = (name){.at = g->at,
                                      .trimmed = tg_trim(text, g->at),
                                      .type = (uint8_t)type,
                                      .alt = alt_of(g, rules, type),
                                      .optional = g->optional,
                                      .zone = zone_at(r, g->at.begin)};
    }
}

static bool same(tagger_span a, tagger_span b)
{
    return a.begin == b.begin && a.end == b.end;
}

/** A found name inside a place that nobody judges is neither right nor wrong, unless it is an
 *  annotated name. */
static bool is_judged(const names *x, const name *m)
{
    for (size_t i = 0; i < x->n_gold; i++) {
        const name *g = &x->gold[i];
        if (same(m->at, g->at) || same(m->trimmed, g->at) || same(m->at, g->trimmed) ||
            same(m->trimmed, g->trimmed))
            return true;
    }
    for (size_t i = 0; i < x->n_dontcare; i++) {
        tagger_span d = x->dontcare[i];
        if (d.begin <= m->trimmed.begin && m->trimmed.end <= d.end) return false;
    }
    return true;
}

static void add_found(names *x, const tagger_mention *m, const tg_rules *rules, tg_str text)
{
    unsigned type = rules->as[m->type];
    if (m->form == TAGGER_FORM_DEMONYM || (rules->types >> type & 1) == 0) return;
    name f = {.at = m->at,
              .trimmed = tg_trim(text, m->at),
              .type = (uint8_t)type,
              .zone = (uint8_t)m->zone,
              .score = m->score};
    if (is_judged(x, &f)) x->found[x->n_found++] = f;
}

static int by_begin(const void *a, const void *b)
{
    const name *x = a;
    const name *y = b;
    if (x->at.begin != y->at.begin) return x->at.begin < y->at.begin ? -1 : 1;
    return (x->at.end > y->at.end) - (x->at.end < y->at.end);
}

/* ---- matching ------------------------------------------------------------ */

static bool type_fits(const name *gold, const name *found)
{
    return gold->type == found->type || (gold->alt >> found->type & 1) != 0;
}

/** Match one to one on equal spans, the own type before an alternative; partner[j] is the gold
 *  name of found name j, or SIZE_MAX. */
static void match(const names *x, bool trimmed, bool typed, bool *used, size_t *partner)
{
    memset(used, 0, x->n_gold * sizeof *used);
    for (size_t j = 0; j < x->n_found; j++) partner[j] = SIZE_MAX;
    for (unsigned round = 0; round < 2; round++) {
        for (size_t j = 0; j < x->n_found; j++) {
            const name *f = &x->found[j];
            for (size_t i = 0; i < x->n_gold && partner[j] == SIZE_MAX; i++) {
                const name *g = &x->gold[i];
                bool there = trimmed ? same(g->trimmed, f->trimmed) : same(g->at, f->at);
                bool fits = !typed || (round == 0 ? g->type == f->type : type_fits(g, f));
                if (!there || used[i] || !fits) continue;
                used[i] = true;
                partner[j] = i;
            }
        }
    }
}

static void tally(tg_scores *s, tg_figure figure, const names *x, const bool *used,
                  const size_t *partner)
{
    for (size_t i = 0; i < x->n_gold; i++) {
        const name *g = &x->gold[i];
        if (!used[i] && g->optional) continue;
        s->figure[figure][g->type].right_gold += used[i];
        s->figure[figure][g->type].n_gold++;
    }
    for (size_t j = 0; j < x->n_found; j++) {
        bool right = partner[j] != SIZE_MAX;
        /* A hit on an alternative counts under the type of the annotation. */
        unsigned type = right && figure != TG_SPAN ? x->gold[partner[j]].type : x->found[j].type;
        s->figure[figure][type].right_found += right;
        s->figure[figure][type].n_found++;
    }
}

static void mark_exact(names *x, const bool *used, const size_t *partner)
{
    for (size_t i = 0; i < x->n_gold; i++) x->gold[i].exact = used[i];
    for (size_t j = 0; j < x->n_found; j++) x->found[j].exact = partner[j] != SIZE_MAX;
}

static void mark_overlaps(names *x)
{
    for (size_t i = 0; i < x->n_gold; i++) {
        name *g = &x->gold[i];
        for (size_t j = 0; j < x->n_found; j++) {
            name *f = &x->found[j];
            if (f->at.begin >= g->at.end || g->at.begin >= f->at.end) continue;
            g->touches = f->touches = true;
            if (same(f->at, g->at)) g->same_span = f->same_span = true;
            if (type_fits(g, f)) g->overlaps = f->overlaps = true;
        }
    }
}

static void tally_overlaps(tg_scores *s, const names *x)
{
    for (size_t i = 0; i < x->n_gold; i++) {
        const name *g = &x->gold[i];
        tg_tally *typed = &s->figure[TG_OVERLAP][g->type];
        tg_tally *any = &s->figure[TG_SPAN_OVERLAP][g->type];
        if (g->overlaps || !g->optional) typed->n_gold++;
        if (g->touches || !g->optional) any->n_gold++;
        typed->right_gold += g->overlaps;
        any->right_gold += g->touches;
    }
    for (size_t j = 0; j < x->n_found; j++) {
        const name *f = &x->found[j];
        tg_tally *typed = &s->figure[TG_OVERLAP][f->type];
        tg_tally *any = &s->figure[TG_SPAN_OVERLAP][f->type];
        typed->right_found += f->overlaps;
        typed->n_found++;
        any->right_found += f->touches;
        any->n_found++;
    }
}

/** Zones, causes and calibration, all of the exact figure. */
static void tally_details(tg_scores *s, const names *x)
{
    for (size_t i = 0; i < x->n_gold; i++) {
        const name *g = &x->gold[i];
        if (!g->exact && g->optional) continue;
        s->zone[g->zone].right_gold += g->exact;
        s->zone[g->zone].n_gold++;
        if (g->exact) continue;
        tg_cause cause = g->same_span  ? TG_CAUSE_TYPE
                         : g->overlaps ? TG_CAUSE_SPAN
                         : g->touches  ? TG_CAUSE_BOTH
                                       : TG_CAUSE_MISSED;
        s->cause[cause][g->type]++;
    }
    for (size_t j = 0; j < x->n_found; j++) {
        const name *f = &x->found[j];
        s->zone[f->zone].right_found += f->exact;
        s->zone[f->zone].n_found++;
        if (!f->touches) s->cause[TG_CAUSE_SPURIOUS][f->type]++;
        unsigned b = (unsigned)(f->score * TG_N_BINS);
        tg_bin *bin = &s->bin[b < TG_N_BINS ? b : TG_N_BINS - 1];
        bin->sum += (double)f->score;
        bin->n_right += f->exact;
        bin->n++;
    }
}

static void score_names(tg_scores *s, names *x, bool *used, size_t *partner)
{
    match(x, false, true, used, partner);
    tally(s, TG_EXACT, x, used, partner);
    mark_exact(x, used, partner);
    match(x, true, true, used, partner);
    tally(s, TG_EDGES, x, used, partner);
    match(x, false, false, used, partner);
    tally(s, TG_SPAN, x, used, partner);
    mark_overlaps(x);
    tally_overlaps(s, x);
    tally_details(s, x);
    s->n_docs++;
}

tagger_status tg_score_add(tg_scores *scores, const tg_gold_doc *gold, const tagger_result *result,
                           const tg_rules *rules, tagger_error *err)
{
    tg_arena arena = TG_ARENA_INIT;
    tg_str text = gold->article.text;
    uint32_t n_mentions = tagger_result_n_mentions(result);
    names x = {.gold = TG_ARENA_NEW(&arena, name, gold->n),
               .found = TG_ARENA_NEW(&arena, name, n_mentions),
               .dontcare = TG_ARENA_NEW(&arena, tagger_span, gold->n)};
    bool *used = TG_ARENA_NEW(&arena, bool, gold->n);
    size_t *partner = TG_ARENA_NEW(&arena, size_t, n_mentions);
    bool ok = !arena.oom;
    if (ok) {
        for (uint32_t i = 0; i < gold->n; i++) add_gold(&x, &gold->names[i], rules, text, result);
        for (uint32_t i = 0; i < n_mentions; i++)
            add_found(&x, tagger_result_mention(result, i), rules, text);
        qsort(x.gold, x.n_gold, sizeof *x.gold, by_begin);
        score_names(scores, &x, used, partner);
    }
    tg_arena_dispose(&arena);
    return ok ? TAGGER_OK : tg_fail(err, TAGGER_E_NOMEM, "out of memory");
}

/* ---- figures ------------------------------------------------------------- */

static double share(uint64_t part, uint64_t whole)
{
    return whole > 0 ? (double)part / (double)whole : 0;
}

double tg_tally_precision(tg_tally t)
{
    return share(t.right_found, t.n_found);
}

double tg_tally_recall(tg_tally t)
{
    return share(t.right_gold, t.n_gold);
}

double tg_tally_f1(tg_tally t)
{
    double p = tg_tally_precision(t);
    double r = tg_tally_recall(t);
    return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

tg_tally tg_score_all(const tg_scores *scores, tg_figure figure)
{
    tg_tally all = {0};
    for (unsigned t = 0; t < TAGGER_N_TYPES; t++) {
        const tg_tally *x = &scores->figure[figure][t];
        all.right_found += x->right_found;
        all.n_found += x->n_found;
        all.right_gold += x->right_gold;
        all.n_gold += x->n_gold;
    }
    return all;
}

double tg_score_calibration(const tg_scores *scores)
{
    double sum = 0;
    uint64_t n = 0;
    for (unsigned b = 0; b < TG_N_BINS; b++) {
        sum += fabs(scores->bin[b].sum - (double)scores->bin[b].n_right);
        n += scores->bin[b].n;
    }
    return n > 0 ? sum / (double)n : 0;
}
