/* SPDX-License-Identifier: MIT
 *
 * topic.c — evidence to topics.
 *
 * A piece of evidence of weight w, seen for a sum of places s, adds
 *
 *     w × ln(1 + s)
 *
 * to its topic and to all topics above it: the tenth "bank" says far less than
 * the first. Among the topics of level 1 those are given that reach LEAST and
 * a share of the best; among the topics below a given one, those that reach
 * LEAST, a share of the best of them and a share of the one above. The
 * confidence says how far a topic is ahead of the best other one beside it:
 * s / (s + other + 1). It orders decisions well and needs no table.
 */
#include "topic/topic.h"

#include <stdlib.h>

#include "base/status.h"

static const float least = 3.0F;
static const float share_of_best = 0.65F;
static const float share_of_above = 0.3F;

typedef struct pick {
    tg_concept concept;
    float score;
    float confidence;
} pick;

typedef struct ranking {
    const tg_topic_model *model;
    const float *score; /* [concepts] */
    uint32_t n;
    pick *at; /* [n] */
} ranking;

static void add_scores(float *score, const tg_topic_model *m, const tg_evidence_set *evidence)
{
    memset(score, 0, m->taxonomy.n * sizeof *score);
    for (uint32_t i = 0; i < evidence->n; i++) {
        float adds = tg_evidence_adds(&evidence->at[i]);
        tg_concept c = evidence->at[i].concept;
        for (; c != TG_NO_CONCEPT; c = m->taxonomy.at[c].parent) score[c] += adds;
    }
}

/** The greatest score among the topics with this parent, and the greatest of the others. */
static void best_two(const ranking *r, tg_concept parent, tg_concept *first, float *second)
{
    *first = TG_NO_CONCEPT;
    *second = 0;
    for (uint32_t c = 0; c < r->model->taxonomy.n; c++) {
        if (r->model->taxonomy.at[c].parent != parent) continue;
        float best = *first == TG_NO_CONCEPT ? 0 : r->score[*first];
        if (r->score[c] > best) {
            *second = best;
            *first = (tg_concept)c;
        } else if (r->score[c] > *second) {
            *second = r->score[c];
        }
    }
}

/** Pick among the topics below `parent`; `floor` is what one needs. */
static void pick_below(ranking *r, tg_concept parent, float floor)
{
    tg_concept first = TG_NO_CONCEPT;
    float second = 0;
    best_two(r, parent, &first, &second);
    if (first == TG_NO_CONCEPT) return;
    float enough = r->score[first] * share_of_best;
    if (enough < floor) enough = floor;
    for (uint32_t c = 0; c < r->model->taxonomy.n; c++) {
        if (r->model->taxonomy.at[c].parent != parent || r->score[c] < enough) continue;
        float other = c == first ? second : r->score[first];
        float confidence = r->score[c] / (r->score[c] + other + 1);
        r->at[r->n++] = (pick){(tg_concept)c, r->score[c], confidence};
    }
}

static void pick_all(ranking *r)
{
    pick_below(r, TG_NO_CONCEPT, least);
    for (uint32_t i = 0; i < r->n; i++) {
        float floor = r->at[i].score * share_of_above;
        pick_below(r, r->at[i].concept, floor > least ? floor : least);
    }
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

static bool is_below(const tg_taxonomy *t, tg_concept c, tg_concept above)
{
    while (c != TG_NO_CONCEPT && c != above) c = t->at[c].parent;
    return c == above;
}

typedef struct strength {
    float adds;
    uint32_t evidence;
} strength;

/** What adds most first; of equal ones the earlier in the text. */
static int compare_strengths(const void *a, const void *b)
{
    const strength *x = a;
    const strength *y = b;
    if (x->adds != y->adds) return x->adds < y->adds ? 1 : -1;
    return (x->evidence > y->evidence) - (x->evidence < y->evidence);
}

static bool set_terms(tagger_topic *topic, tg_arena *arena, const tg_topic_model *m,
                      const tg_evidence_set *evidence, tg_concept concept)
{
    strength *s = TG_ARENA_NEW(arena, strength, evidence->n);
    if (s == NULL) return false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < evidence->n; i++) {
        if (!is_below(&m->taxonomy, evidence->at[i].concept, concept)) continue;
        s[n++] = (strength){tg_evidence_adds(&evidence->at[i]), i};
    }
    if (n > 1) qsort(s, n, sizeof *s, compare_strengths);
    tagger_topic_term *terms = TG_ARENA_NEW(arena, tagger_topic_term, n);
    if (terms == NULL) return false;
    for (uint32_t i = 0; i < n; i++) {
        const tg_evidence *e = &evidence->at[s[i].evidence];
        terms[i] = (tagger_topic_term){tg_evidence_text(m, e), e->count};
    }
    topic->terms = terms;
    topic->n_terms = n;
    return true;
}

static bool set_path(tagger_topic *topic, tg_arena *arena, const tg_taxonomy *t, tg_concept concept)
{
    uint32_t n = t->at[concept].level;
    tagger_str *path = TG_ARENA_NEW(arena, tagger_str, n);
    if (path == NULL) return false;
    for (uint32_t i = n; i > 0; i--, concept = t->at[concept].parent)
        path[i - 1] = t->at[concept].id;
    topic->path = path;
    topic->n_path = n;
    return true;
}

static bool publish(tg_topics *out, tg_arena *arena, const ranking *r,
                    const tg_topics_wanted *wanted)
{
    out->at = TG_ARENA_NEW(arena, tagger_topic, r->n);
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
        if (wanted->mode == TAGGER_TOPICS_TOP) break;
    }
    return true;
}

tagger_status tg_topics_find(tg_topics *out, tg_arena *arena, const tg_topic_model *model,
                             const tg_view *view, const tg_resolved *resolved,
                             const tg_topics_wanted *wanted, tagger_error *err)
{
    *out = (tg_topics){0};
    if (wanted->mode == TAGGER_TOPICS_OFF || model->taxonomy.n == 0) return TAGGER_OK;
    TG_TRY(tg_evidence_find(&out->evidence, arena, model, view, resolved, err));
    out->score = TG_ARENA_NEW(arena, float, model->taxonomy.n);
    ranking r = {
        .model = model, .score = out->score, .at = TG_ARENA_NEW(arena, pick, model->taxonomy.n)};
    if (out->score == NULL || r.at == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for topics");
    add_scores(out->score, model, &out->evidence);
    pick_all(&r);
    if (r.n > 1) qsort(r.at, r.n, sizeof *r.at, compare_picks);
    return publish(out, arena, &r, wanted) ? TAGGER_OK
                                           : tg_fail(err, TAGGER_E_NOMEM, "no memory for topics");
}
