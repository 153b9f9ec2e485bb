/* SPDX-License-Identifier: MIT
 *
 * topic.c — evidence to topics.
 *
 * A piece of evidence of weight w, seen for a sum of places s, adds
 *
 *     w × ln(1 + s)
 *
 * to its topic and to all topics above it: the tenth "bank" says far less than
 * the first. The same sum over the headline and the first forty words alone is
 * the topic's *head*: what an article is about, it says at once. On level 1 the
 * best is given when it reaches LEAST, and another when it comes near the best in
 * both:
 *
 *     (score - NOISE) / best score + SHARE x head / best head  >=  enough
 *
 * NOISE is what one term adds: alone it says nothing beside another topic. The
 * confidence says how far a topic is ahead of the best other one beside it:
 * s / (s + other + 1). It orders decisions well and needs no table.
 *
 * Below a topic that is given more is true at once, and topics are true together:
 * a trial for theft is of the judiciary and of crime. There each topic with a
 * term in the text is judged by learned weights of its own score and of those of
 * all topics, see topic/weights.h: its confidence is the probability, and it is
 * given when that is a half.
 */
#include "topic/topic.h"

#include <math.h>
#include <stdlib.h>

#include "base/status.h"

enum { SET = 64 /* topics with a bit in one word */ };

static const float least = 1.5F;

/* When a topic of level 1 is given beside the best. */
static const float noise = 4.0F;
static const float head_share = 0.5F;
static const float enough = 0.75F;

typedef struct pick {
    tg_concept concept;
    float score;
    float confidence;
} pick;

typedef struct ranking {
    const tg_topic_model *model;
    const tg_topic_scores *scores;
    tg_topic_sign lang; /* of the document; TG_SIGN_BIAS: none of its own */
    uint32_t n;
    pick *at; /* [n] */
    uint32_t n_cases;
    tg_topic_case *cases; /* [n_cases] */
} ranking;

/** The best of the topics with one parent. */
typedef struct leaders {
    const tg_topic_score *first; /* of the greatest score; NULL = there is none */
    float most;                  /* its score */
    float second;                /* greatest score of the others */
    float head;                  /* greatest head of all */
} leaders;

/** Find the topics that have evidence and those above them, of no score yet. */
static bool list_spoken_of(tg_topic_scores *out, tg_arena *arena, const tg_taxonomy *t,
                           const tg_evidence_set *evidence)
{
    uint32_t n_sets = t->n / SET + 1;
    uint64_t *spoken_of = TG_ARENA_NEW(arena, uint64_t, n_sets); /* a bit for each topic */
    *out = (tg_topic_scores){.place = TG_ARENA_NEW(arena, uint16_t, t->n)};
    if (arena->oom) return false;
    memset(spoken_of, 0, n_sets * sizeof *spoken_of);
    memset(out->place, 0, t->n * sizeof *out->place);
    uint32_t n = 0;
    for (uint32_t i = 0; i < evidence->n; i++) {
        tg_concept c = evidence->at[i].concept;
        for (; c != TG_NO_CONCEPT && (spoken_of[c / SET] >> c % SET & 1) == 0; n++) {
            spoken_of[c / SET] |= (uint64_t)1 << c % SET;
            c = t->at[c].parent;
        }
    }
    out->at = TG_ARENA_NEW(arena, tg_topic_score, n);
    if (out->at == NULL) return false;
    for (uint32_t i = 0; i < n_sets; i++) {
        for (uint64_t left = spoken_of[i]; left != 0; left &= left - 1) {
            tg_concept c = (tg_concept)(i * SET + (uint32_t)__builtin_ctzll(left));
            out->at[out->n] = (tg_topic_score){.concept = c, .parent = t->at[c].parent};
            out->place[c] = (uint16_t)++out->n;
        }
    }
    return true;
}

static void add_scores(tg_topic_scores *scores, const tg_evidence_set *evidence)
{
    for (uint32_t i = 0; i < evidence->n; i++) {
        const tg_evidence *e = &evidence->at[i];
        for (tg_concept c = e->concept; c != TG_NO_CONCEPT;) {
            tg_topic_score *x = &scores->at[scores->place[c] - 1];
            x->score += e->adds;
            x->head += e->adds_to_head;
            c = x->parent;
        }
    }
    for (uint32_t i = 0; i < scores->n; i++) scores->at[i].said = log1pf(scores->at[i].score);
}

static leaders find_leaders(const tg_topic_scores *scores, tg_concept parent)
{
    leaders best = {.first = NULL};
    for (uint32_t i = 0; i < scores->n; i++) {
        const tg_topic_score *x = &scores->at[i];
        if (x->parent != parent) continue;
        if (x->score > best.most) {
            best.second = best.most;
            best.most = x->score;
            best.first = x;
        } else if (x->score > best.second) {
            best.second = x->score;
        }
        if (x->head > best.head) best.head = x->head;
    }
    return best;
}

/** The greatest score beside that of a topic. */
static float best_beside(const leaders *best, const tg_topic_score *x)
{
    return x == best->first ? best->second : best->most;
}

/** How near the topic comes to the best, which is 1 + head_share near to itself. With no evidence in
 *  the head all are level there. */
static float nearness_of(const tg_topic_score *x, const leaders *best)
{
    if (x == best->first) return 1 + head_share;
    float head = best->head > 0 ? x->head / best->head : 1;
    return (x->score - noise) / best->most + head_share * head;
}

/** Pick among the topics of level 1. */
static void pick_top(ranking *r)
{
    leaders best = find_leaders(r->scores, TG_NO_CONCEPT);
    for (uint32_t i = 0; i < r->scores->n; i++) {
        const tg_topic_score *x = &r->scores->at[i];
        if (x->parent != TG_NO_CONCEPT || x->score < least) continue;
        if (nearness_of(x, &best) < enough) continue;
        float confidence = x->score / (x->score + best_beside(&best, x) + 1);
        r->at[r->n++] = (pick){x->concept, x->score, confidence};
    }
}

/** Pick among the topics below `parent`. */
static void pick_below(ranking *r, tg_concept parent)
{
    leaders best = find_leaders(r->scores, parent);
    for (uint32_t i = 0; i < r->scores->n; i++) {
        const tg_topic_score *x = &r->scores->at[i];
        if (x->parent != parent) continue;
        tg_topic_case *y = &r->cases[r->n_cases++];
        *y = (tg_topic_case){.concept = x->concept,
                             .sign = {[TG_SIGN_BIAS] = 1,
                                      [TG_SIGN_SCORE] = x->said,
                                      [TG_SIGN_HEAD] = log1pf(x->head),
                                      [TG_SIGN_BESIDE] = log1pf(best_beside(&best, x))}};
        if (r->lang != TG_SIGN_BIAS) y->sign[r->lang] = 1;
        float probability = tg_topic_probability(&r->model->weights, y, r->scores);
        if (probability > 0.5F) r->at[r->n++] = (pick){x->concept, x->score, probability};
    }
}

static tg_topic_sign sign_of_lang(uint32_t lang)
{
    for (unsigned sign = TG_SIGN_NL; sign <= TG_SIGN_DE; sign++) {
        const char *name = tg_topic_sign_name((tg_topic_sign)sign);
        if (lang == tg_lang_bit((tg_str){name, strlen(name)})) return (tg_topic_sign)sign;
    }
    return TG_SIGN_BIAS;
}

static void pick_all(ranking *r)
{
    pick_top(r);
    for (uint32_t i = 0; i < r->n; i++) pick_below(r, r->at[i].concept);
}

/** Best first; of equal ones the upper, then the one that the taxonomy names first. */
static int compare_picks(const void *a, const void *b)
{
    const pick *x = a;
    const pick *y = b;
    if (x->score != y->score) return x->score < y->score ? 1 : -1;
    return (x->concept > y->concept) - (x->concept < y->concept);
}

/* ---- the public form ------------------------------------------------------ */

/** The terms that speak for a topic: what adds most first, of equal ones the earlier in the text. They are
 *  few, so each is put where it belongs. */
static bool set_terms(tagger_topic *topic, tg_arena *arena, const tg_topic_model *m,
                      const tg_evidence_set *evidence, tg_concept concept)
{
    const tg_evidence **s = TG_ARENA_NEW(arena, const tg_evidence *, evidence->n);
    if (s == NULL) return false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < evidence->n; i++) {
        const tg_evidence *e = &evidence->at[i];
        if (!tg_taxonomy_is_below(&m->taxonomy, e->concept, concept)) continue;
        uint32_t k = n++;
        for (; k > 0 && s[k - 1]->adds < e->adds; k--) s[k] = s[k - 1];
        s[k] = e;
    }
    tagger_topic_term *terms = TG_ARENA_NEW(arena, tagger_topic_term, n);
    if (terms == NULL) return false;
    for (uint32_t i = 0; i < n; i++) {
        terms[i] = (tagger_topic_term){tg_evidence_text(m, s[i]), s[i]->count};
    }
    topic->terms = terms;
    topic->n_terms = n;
    return true;
}

static bool set_path(tagger_topic *topic, tg_arena *arena, const tg_taxonomy *t, tg_concept concept)
{
    const tg_concept_row *row = &t->at[concept];
    uint32_t n = row->level;
    tagger_str *path = TG_ARENA_NEW(arena, tagger_str, n);
    if (path == NULL) return false;
    for (uint32_t i = 0; i < n; i++) path[i] = t->at[row->path[i]].id;
    topic->path = path;
    topic->n_path = n;
    return true;
}

/** The topics of the taxonomy, then the categories of the user's rules. */
static bool publish(tg_topics *out, tg_arena *arena, const ranking *r, const tg_rule_topics *own,
                    const tg_topics_wanted *wanted)
{
    out->at = TG_ARENA_NEW(arena, tagger_topic, r->n + own->n);
    if (out->at == NULL) return false;
    for (uint32_t i = 0; i < r->n; i++) {
        const pick *p = &r->at[i];
        if (p->confidence < wanted->min_confidence) continue;
        const tg_concept_row *row = &r->model->taxonomy.at[p->concept];
        tagger_topic *topic = &out->at[out->n++];
        *topic = (tagger_topic){
            .id = row->id, .label = row->label, .score = p->score, .confidence = p->confidence};
        if (!set_path(topic, arena, &r->model->taxonomy, p->concept) ||
            !set_terms(topic, arena, r->model, &out->evidence, p->concept))
            return false;
        if (wanted->mode == TAGGER_TOPICS_TOP) return true;
    }
    for (uint32_t i = 0; i < own->n; i++) {
        if (own->at[i].confidence >= wanted->min_confidence) out->at[out->n++] = own->at[i];
    }
    return true;
}

tagger_status tg_topics_find(tg_topics *out, tg_arena *arena, const tg_topic_model *model,
                             const tg_resolved *resolved, const tg_topics_wanted *wanted,
                             tagger_error *err)
{
    *out = (tg_topics){0};
    if (wanted->mode == TAGGER_TOPICS_OFF) return TAGGER_OK;
    const tg_view *view = resolved->facts.view;
    tg_rule_topics own;
    TG_TRY(tg_rules_find(&own, arena, model->rules, view, tg_topic_zone_weight, err));
    TG_TRY(tg_evidence_find(&out->evidence, arena, model, view, resolved, err));
    if (!list_spoken_of(&out->scores, arena, &model->taxonomy, &out->evidence))
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for topics");
    add_scores(&out->scores, &out->evidence);
    /* Each topic is picked at most once, and judged beside the others of its parent. */
    out->cases = TG_ARENA_NEW(arena, tg_topic_case, out->scores.n);
    ranking r = {.model = model,
                 .scores = &out->scores,
                 .lang = sign_of_lang(view->lang),
                 .cases = out->cases,
                 .at = TG_ARENA_NEW(arena, pick, out->scores.n)};
    if (arena->oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory for topics");
    pick_all(&r);
    out->n_cases = r.n_cases;
    if (r.n > 1) qsort(r.at, r.n, sizeof *r.at, compare_picks);
    return publish(out, arena, &r, &own, wanted)
               ? TAGGER_OK
               : tg_fail(err, TAGGER_E_NOMEM, "no memory for topics");
}
