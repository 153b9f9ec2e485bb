/* SPDX-License-Identifier: MIT
 *
 * api_explain.c — tagger_explain(): the sum behind a decision, and behind its absence.
 *
 * Nothing is recorded while tagging. The features of a candidate are made again
 * by the same functions and looked up in the same table, so what is printed is
 * what was added.
 */
#include <math.h>
#include <stdarg.h>

#include "base/buf.h"
#include "base/number.h"
#include "base/status.h"
#include "base/utf8.h"
#include "engine/pipeline.h"
#include "match/gazetteer.h"
#include "resolve/title.h"

typedef struct explainer {
    const tagger_result *r;
    tagger_line_fn *line;
    void *context;
    bool stopped;
} explainer;

/** Hand on one formatted line; words of the article must neither break nor end it. */
__attribute__((format(printf, 2, 3))) static void emit(explainer *x, const char *fmt, ...)
{
    char text[768];
    va_list args;
    va_start(args, fmt);
    int n = tg_vprint(text, sizeof text, fmt, args);
    va_end(args);
    if (n < 0 || x->stopped) return;
    bool whole = (size_t)n < sizeof text;
    size_t most = tg_utf8_valid((tg_str){text, whole ? (size_t)n : sizeof text - 1});
    x->stopped =
        !x->line(x->context, (tagger_str){text, tg_utf8_flat(text, most, (tg_str){text, most})});
}

/* ---- one label of one candidate ------------------------------------------ */

typedef struct part {
    float weight;
    char name[96];
} part;

enum { MAX_PARTS = 512, SHOWN = 14, SHOWN_OF_TOPIC = 3 };

typedef struct sum {
    uint32_t n;
    float total;
    part at[MAX_PARTS];
} sum;

/** Room for one more weight, whose name is to be filled in; NULL when it is zero or there is none. */
static part *add_part(sum *s, float weight)
{
    if (fabsf(weight) < 1e-6F || s->n == MAX_PARTS) return NULL;
    s->total += weight;
    s->at[s->n].weight = weight;
    return &s->at[s->n++];
}

static void add_parts(sum *s, const tg_feature_names *names, const tagger_result *r, tg_label label)
{
    for (uint32_t i = 0; i < names->n; i++) {
        const tg_feature *f = &names->at[i];
        const tg_weights *w = r->engine->weights;
        const tg_value_rows *rows =
            tg_weights_at(tg_weights_constants(w), tg_weights_find(w, f->hash));
        bool has = tg_value_has(rows, (tg_template)f->template);
        part *p = add_part(
            s, has ? tg_weight_of(tg_value_row(rows, (tg_template)f->template)[label]) : 0);
        if (p == NULL) continue;
        size_t n = tg_feature_name(p->name, sizeof p->name - 1, names, i, &r->view);
        p->name[n < sizeof p->name ? n : sizeof p->name - 1] = '\0';
    }
}

/** Heaviest first; equal weights stay in their order. */
static void sort_parts(sum *s)
{
    for (uint32_t i = 1; i < s->n; i++) {
        part p = s->at[i];
        uint32_t k = i;
        for (; k > 0 && fabsf(s->at[k - 1].weight) < fabsf(p.weight); k--) s->at[k] = s->at[k - 1];
        s->at[k] = p;
    }
}

static void show_parts(explainer *x, const sum *s, uint32_t shown)
{
    float rest = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        if (i < shown) {
            emit(x, "    %+7.2f  %s", (double)s->at[i].weight, s->at[i].name);
        } else {
            rest += s->at[i].weight;
        }
    }
    if (s->n > shown) emit(x, "    %+7.2f  %u smaller ones", (double)rest, s->n - shown);
}

/** All parts of (candidate, label), sorted. */
static void collect(sum *s, const tagger_result *r, const tg_candidate *c, tg_label label)
{
    tg_feature_names names;
    tg_feature_list list = {.names = &names};
    const tg_facts *f = &r->resolved.facts;
    s->n = 0;
    s->total = 0;
    tg_features_first(&list, f, c->begin);
    add_parts(s, &names, r, label);
    tg_features_last(&list, f, c->end - 1);
    add_parts(s, &names, r, label);
    for (uint32_t i = c->begin; i < c->end; i++) {
        tg_features_inside(&list, f, i);
        add_parts(s, &names, r, label);
    }
    tg_features_span(&list, f, c);
    add_parts(s, &names, r, label);
    tg_features_memory(&list, f, c);
    add_parts(s, &names, r, label);
    sort_parts(s);
}

static void explain_label(explainer *x, const tg_candidate *c, tg_label label, const char *verdict)
{
    sum s;
    collect(&s, x->r, c, label);
    emit(x, "  %s as %s: sum %.2f", verdict, tg_label_name(label), (double)s.total);
    show_parts(x, &s, SHOWN);
}

/* ---- candidates ---------------------------------------------------------- */

static tg_label best_of(const float *score, unsigned but)
{
    unsigned best = but == 0 ? 1 : 0;
    for (unsigned k = 0; k < TG_N_LABELS; k++) {
        if (k != but && score[k] > score[best]) best = k;
    }
    return (tg_label)best;
}

static void explain_rows(explainer *x, const tg_candidate *c)
{
    if (c->form == TG_NO_FORM) {
        emit(x, "  in no list");
        return;
    }
    const tg_lexicon *lex = tg_form_lexicon(x->r->view.lists, c->form);
    uint32_t n = 0;
    const tg_entry *e = tg_form_entries(x->r->view.lists, c->form, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].kind > TG_KIND_LOCATION) continue;
        tg_str file = tg_lexicon_file(lex, e[i].file);
        tg_str name = tg_lexicon_entity_name(lex, e[i].entity);
        bool ok = tg_entry_case_ok(&x->r->view, lex, &e[i], c->begin, c->end);
        emit(x, "  in list %.*s:%u: %s %.*s%s", (int)file.n, file.p, e[i].line,
             tg_label_name((tg_label)e[i].kind), (int)name.n, name.p,
             ok ? "" : " (written in another case)");
    }
}

static uint32_t picked_index(const tagger_result *r, uint32_t candidate)
{
    for (uint32_t i = 0; i < r->resolved.n; i++) {
        if (r->resolved.candidate[i] == candidate) return i;
    }
    return UINT32_MAX;
}

/** What else than weights speaks for a candidate. */
static void explain_grounds(explainer *x, const tg_candidate *c)
{
    explain_rows(x, c);
    if (tg_is_titled(&x->r->view, c->begin))
        emit(x, "  behind a title: if anything, a person, whatever the weights say");
}

static void explain_candidate(explainer *x, uint32_t i)
{
    const tagger_result *r = x->r;
    const tg_candidate *c = &r->candidates.at[i];
    const float *score = r->resolved.lattice.score[i];
    tg_str t = tg_view_text(&r->view, c->begin, c->end);
    uint32_t pick = picked_index(r, i);
    if (pick == UINT32_MAX) {
        tg_label best = best_of(score, TG_N_LABELS);
        emit(x, "candidate \"%.*s\": not tagged%s", (int)t.n, t.p,
             score[best] > 0 ? ", an overlapping choice says more" : ", nothing speaks for a name");
        explain_grounds(x, c);
        explain_label(x, c, best, "best reading");
        return;
    }
    tg_label label = (tg_label)r->resolved.at[pick].label;
    emit(x, "candidate \"%.*s\": tagged as %s, probability %.3f", (int)t.n, t.p,
         tg_label_name(label), (double)r->resolved.probability[pick]);
    explain_grounds(x, c);
    explain_label(x, c, label, "won");
    tg_label second = best_of(score, label);
    emit(x, "  runner-up on these words:");
    explain_label(x, c, second, "lost");
}

static bool touches(const tagger_result *r, const tg_candidate *c, tagger_span at)
{
    return r->tokens.begin[c->begin] < at.end && at.begin < r->tokens.end[c->end - 1];
}

/** The zone first: it decides more than anything else. */
static void explain_zone(explainer *x, tagger_span at)
{
    for (uint32_t i = 0; i < x->r->zones.n; i++) {
        const tagger_zone_block *b = &x->r->blocks[i];
        if (b->at.begin >= at.end || at.begin >= b->at.end) continue;
        emit(x, "zone %s (rule %s): %s", tagger_zone_name(b->zone), b->rule,
             tagger_zone_counts(b->zone) ? "makes pairs and links" : "makes no pair and no link");
    }
}

/* ---- topics --------------------------------------------------------------- */

static void add_sign(sum *s, float weight, tg_str name)
{
    part *p = add_part(s, weight);
    if (p != NULL) (void)tg_print(p->name, sizeof p->name, "%.*s", (int)name.n, name.p);
}

/** What was added up for a topic below one that is given. */
static void explain_case(explainer *x, const tg_topic_case *c)
{
    const tg_topics *topics = &x->r->topics;
    const tg_topic_model *model = x->r->engine->topics;
    const tg_topic_weights *w = &model->weights;
    const tg_concept_row *row = model->taxonomy.at;
    sum s;
    s.n = 0;
    s.total = 0;
    for (unsigned sign = 0; sign < TG_N_SIGNS; sign++) {
        const char *name = tg_topic_sign_name((tg_topic_sign)sign);
        float own = sign == TG_SIGN_BIAS ? w->bias[c->concept] : 0;
        add_sign(&s, own + w->sign[sign] * c->sign[sign], (tg_str){name, strlen(name)});
    }
    for (uint32_t i = w->first[c->concept]; i < w->first[c->concept + 1]; i++) {
        const tg_topic_link *l = &w->links[i];
        const tg_topic_score *from = tg_topic_score_of(&topics->scores, l->from);
        if (from != NULL) add_sign(&s, l->weight * from->said, row[l->from].label);
    }
    sort_parts(&s);
    row += c->concept;
    emit(x, "topic %.*s %.*s: probability %.3f, sum %.2f", (int)row->id.n, row->id.p,
         (int)row->label.n, row->label.p, (double)tg_topic_probability(w, c, &topics->scores),
         (double)s.total);
    show_parts(x, &s, SHOWN_OF_TOPIC);
}

static bool place_touches(const tagger_result *r, const tg_evidence_place *p, tagger_span at)
{
    return r->tokens.begin[p->begin] < at.end && at.begin < r->tokens.end[p->end - 1];
}

/** Does a term or vote that touches the span speak for the topic, or for one below it? */
static bool span_speaks_for(const tagger_result *r, tagger_span at, tg_concept topic)
{
    const tg_evidence_set *all = &r->topics.evidence;
    for (uint32_t i = 0; i < all->n_places; i++) {
        if (!place_touches(r, &all->place[i], at)) continue;
        tg_concept c = all->at[all->place[i].of].concept;
        if (tg_taxonomy_is_below(&r->engine->topics->taxonomy, c, topic)) return true;
    }
    return false;
}

/** The topic terms and votes that touch the span, and what each adds in all its places; then what
 *  came of the lower topics that they speak for. */
static void explain_topics(explainer *x, tagger_span at)
{
    const tagger_result *r = x->r;
    const tg_evidence_set *all = &r->topics.evidence;
    for (uint32_t i = 0; i < all->n_places; i++) {
        const tg_evidence_place *p = &all->place[i];
        if (!place_touches(r, p, at)) continue;
        const tg_evidence *e = &all->at[p->of];
        const tg_concept_row *row = &r->engine->topics->taxonomy.at[e->concept];
        tg_str term = tg_evidence_text(r->engine->topics, e);
        tg_str file = tg_lexicon_file(r->view.lists->lex[e->list], e->entry->file);
        emit(x, "topic %.*s %.*s: \"%.*s\" (%.*s:%u) of weight %u, in %u places, adds %.2f",
             (int)row->id.n, row->id.p, (int)row->label.n, row->label.p, (int)term.n, term.p,
             (int)file.n, file.p, e->entry->line, e->weight, e->count, (double)e->adds);
    }
    for (uint32_t i = 0; i < r->topics.n_cases; i++) {
        const tg_topic_case *c = &r->topics.cases[i];
        if (span_speaks_for(r, at, c->concept)) explain_case(x, c);
    }
}

/* ---- who is meant, and what is said of him -------------------------------------- */

static void explain_mention(explainer *x, const tagger_mention *m)
{
    const tg_linked *l = &x->r->linked;
    for (uint32_t k = 0; m->entity == TAGGER_NONE && k < m->n_candidates; k++) {
        const tagger_entity *e = &l->entity[m->candidates[k]];
        emit(x, "  may mean %.*s (%.*s): nothing here tells them apart", (int)e->name.n, e->name.p,
             (int)e->key.n, e->key.p);
    }
    if (m->entity != TAGGER_NONE) {
        const tagger_entity *e = &l->entity[m->entity];
        emit(x, "  means %.*s (%.*s), written as %s", (int)e->name.n, e->name.p, (int)e->key.n,
             e->key.p, tagger_form_name(m->form));
    }
    if (m->title.n > 0) emit(x, "  title %.*s", (int)m->title.n, m->title.p);
    if (m->role.n > 0) emit(x, "  role %.*s", (int)m->role.n, m->role.p);
}

static void explain_relation(explainer *x, const tagger_relation *rel)
{
    const tagger_result *r = x->r;
    tagger_span at =
        rel->object == TAGGER_NONE ? (tagger_span){0, 0} : r->linked.mention[rel->object].at;
    tg_str object = {r->document.text.p + at.begin, at.end - at.begin};
    tagger_span from = r->linked.mention[rel->subject].at;
    emit(x, "relation: %.*s %s %.*s%s%.*s (rule %.*s, %.2f)", (int)(from.end - from.begin),
         r->document.text.p + from.begin, rel->predicate, (int)rel->value.n,
         rel->value.n > 0 ? rel->value.p : "", rel->value.n > 0 && object.n > 0 ? ", " : "",
         (int)object.n, object.p, (int)rel->rule.n, rel->rule.p, (double)rel->score);
}

static void explain_links(explainer *x, tagger_span at)
{
    const tagger_result *r = x->r;
    for (uint32_t i = 0; i < r->linked.n_mentions; i++) {
        const tagger_mention *m = &r->linked.mention[i];
        if (m->at.begin >= at.end || at.begin >= m->at.end) continue;
        emit(x, "mention \"%.*s\"", (int)(m->at.end - m->at.begin),
             r->document.text.p + m->at.begin);
        explain_mention(x, m);
        for (uint32_t k = 0; k < r->relations.n; k++) {
            const tagger_relation *rel = &r->relations.at[k];
            if (rel->subject == i || rel->object == i) explain_relation(x, rel);
        }
    }
}

tagger_status tagger_explain(const tagger_result *r, tagger_span at, tagger_line_fn *line,
                             void *context, tagger_error *err)
{
    if (at.begin >= at.end || at.end > r->document.text.n) {
        return tg_fail(err, TAGGER_E_USAGE, "no text at bytes %u to %u", at.begin, at.end);
    }
    explainer x = {.r = r, .line = line, .context = context};
    explain_zone(&x, at);
    explain_links(&x, at);
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->candidates.n; i++) n += touches(r, &r->candidates.at[i], at);
    if (n == 0) emit(&x, "no candidate: no list, pattern or run of capitals proposes these words");

    /* What was chosen first, then the span itself, then what lost around it. */
    for (unsigned round = 0; round < 3; round++) {
        for (uint32_t i = 0; i < r->candidates.n && !x.stopped; i++) {
            const tg_candidate *c = &r->candidates.at[i];
            if (!touches(r, c, at)) continue;
            bool picked = picked_index(r, i) != UINT32_MAX;
            bool exact =
                r->tokens.begin[c->begin] == at.begin && r->tokens.end[c->end - 1] == at.end;
            unsigned when = picked ? 0 : exact ? 1 : 2;
            if (when != round) continue;
            if (round < 2) {
                explain_candidate(&x, i);
                continue;
            }
            tg_label best = best_of(r->resolved.lattice.score[i], TG_N_LABELS);
            tg_str t = tg_view_text(&r->view, c->begin, c->end);
            emit(&x, "candidate \"%.*s\": best %s %.2f", (int)t.n, t.p, tg_label_name(best),
                 (double)r->resolved.lattice.score[i][best]);
        }
    }
    explain_topics(&x, at);
    return TAGGER_OK;
}
