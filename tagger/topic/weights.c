/* SPDX-License-Identifier: MIT */
#include "topic/weights.h"

#include <math.h>

#include "base/mem.h"
#include "base/number.h"
#include "base/status.h"
#include "base/vec.h"
#include "lex/rows.h"

/** A link before the topics' links stand together. */
typedef struct row {
    tg_concept concept;
    tg_topic_link link;
} row;

enum { N_SEEN = 2048, MOST_WEIGHT = 100 };

typedef struct reader {
    tg_topic_weights *weights;
    const tg_taxonomy *taxonomy;
    TG_VEC(row) rows;
    tg_concept seen[N_SEEN]; /* by the ends of their ids: topics come time and again */
    const char *name;
    uint32_t line;
    tagger_error *err;
} reader;

const char *tg_topic_sign_name(tg_topic_sign sign)
{
    static const char *const names[TG_N_SIGNS] = {"bias", "score", "head", "beside",
                                                  "nl",   "fr",    "de"};
    return names[sign];
}

static tg_topic_sign sign_of(tg_str word)
{
    unsigned sign = 0;
    while (sign < TG_N_SIGNS) {
        const char *name = tg_topic_sign_name((tg_topic_sign)sign);
        if (tg_str_eq(word, (tg_str){name, strlen(name)})) break;
        sign++;
    }
    return (tg_topic_sign)sign;
}

/** As tg_taxonomy_find(). */
static tg_concept find(reader *r, tg_str id)
{
    uint32_t end = 0;
    if (id.n < sizeof end) return tg_taxonomy_find(r->taxonomy, id);
    memcpy(&end, id.p + id.n - sizeof end, sizeof end);
    tg_concept *seen = &r->seen[(end * 0x9e3779b1U >> 16) % N_SEEN];
    if (*seen == TG_NO_CONCEPT || !tg_str_eq(r->taxonomy->at[*seen].id, id))
        *seen = tg_taxonomy_find(r->taxonomy, id);
    return *seen;
}

static tagger_status read_row(reader *r, tg_str line)
{
    enum { TOPIC, EVIDENCE, WEIGHT, N_CELLS };
    tg_str cell[N_CELLS];
    unsigned n = 0;
    while (n < N_CELLS && tg_next_piece(&line, '\t', &cell[n])) n++;
    if (n < N_CELLS || line.p != NULL) {
        return tg_row_fail(r->err, r->name, r->line,
                           "a row has three columns: topic, evidence, weight");
    }
    double number = 0;
    if (!tg_read_number(&number, cell[WEIGHT]))
        return tg_row_fail(r->err, r->name, r->line, "the weight is not a number");
    if (fabs(number) > MOST_WEIGHT) {
        return tg_row_fail(r->err, r->name, r->line, "the weight is not between -%d and %d",
                           MOST_WEIGHT, MOST_WEIGHT);
    }
    float weight = (float)number;
    if (tg_str_eq(cell[TOPIC], TG_LIT("*"))) {
        tg_topic_sign sign = sign_of(cell[EVIDENCE]);
        if (sign == TG_N_SIGNS)
            return tg_row_fail(r->err, r->name, r->line, "the evidence is not known");
        r->weights->sign[sign] = weight;
        return TAGGER_OK;
    }
    tg_concept concept = find(r, cell[TOPIC]);
    if (concept == TG_NO_CONCEPT)
        return tg_row_fail(r->err, r->name, r->line, "the topic is not known");
    if (tg_str_eq(cell[EVIDENCE], TG_LIT("bias"))) {
        r->weights->bias[concept] = weight;
        return TAGGER_OK;
    }
    tg_concept from = find(r, cell[EVIDENCE]);
    if (from == TG_NO_CONCEPT)
        return tg_row_fail(r->err, r->name, r->line, "the evidence is not known");
    row x = {concept, {from, weight}};
    return tg_vec_push(&r->rows, x) ? TAGGER_OK
                                    : tg_fail(r->err, TAGGER_E_NOMEM, "no memory for %s", r->name);
}

/** Put the links of each topic together, in the order of the table. */
static bool group(reader *r)
{
    tg_topic_weights *w = r->weights;
    uint32_t n = r->taxonomy->n;
    w->links = tg_mem_alloc((r->rows.n + 1) * sizeof *w->links);
    if (w->links == NULL) return false;
    for (size_t i = 0; i < r->rows.n; i++) w->first[r->rows.at[i].concept + 1]++;
    for (uint32_t c = 0; c < n; c++) w->first[c + 1] += w->first[c];
    /* Filled from behind, so that each first[] ends where its links begin. */
    for (size_t i = r->rows.n; i > 0; i--) {
        const row *x = &r->rows.at[i - 1];
        w->links[--w->first[x->concept + 1]] = x->link;
    }
    for (uint32_t c = 0; c < n; c++) w->first[c] = w->first[c + 1];
    w->first[n] = (uint32_t)r->rows.n;
    return true;
}

static bool new_columns(tg_topic_weights *w, uint32_t n)
{
    w->bias = tg_mem_zeroed((n + 1) * sizeof *w->bias);
    w->first = tg_mem_zeroed((n + 1) * sizeof *w->first);
    return w->bias != NULL && w->first != NULL;
}

tagger_status tg_topic_weights_read(tg_topic_weights *out, tg_str tsv, const char *name,
                                    const tg_taxonomy *taxonomy, tagger_error *err)
{
    *out = (tg_topic_weights){.links = NULL};
    if (!new_columns(out, taxonomy->n))
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for %s", name);
    if (tsv.n > 0) TG_TRY(tg_rows_check_bytes(tsv, name, err));
    reader r = {.weights = out, .taxonomy = taxonomy, .name = name, .err = err};
    for (unsigned i = 0; i < N_SEEN; i++) r.seen[i] = TG_NO_CONCEPT;
    tagger_status status = TAGGER_OK;
    tg_str line;
    while (status == TAGGER_OK && tg_next_line(&tsv, &line)) {
        if (r.line++ > 0) status = read_row(&r, line);
    }
    if (status == TAGGER_OK && !group(&r))
        status = tg_fail(err, TAGGER_E_NOMEM, "no memory for %s", name);
    tg_vec_dispose(&r.rows);
    return status;
}

void tg_topic_weights_dispose(tg_topic_weights *w)
{
    tg_mem_free(w->bias);
    tg_mem_free(w->first);
    tg_mem_free(w->links);
    *w = (tg_topic_weights){.links = NULL};
}

float tg_topic_probability(const tg_topic_weights *w, const tg_topic_case *x,
                           const tg_topic_scores *scores)
{
    float sum = w->bias[x->concept];
    for (unsigned s = 0; s < TG_N_SIGNS; s++) sum += w->sign[s] * x->sign[s];
    for (uint32_t i = w->first[x->concept]; i < w->first[x->concept + 1]; i++) {
        const tg_topic_score *from = tg_topic_score_of(scores, w->links[i].from);
        if (from != NULL) sum += w->links[i].weight * from->said;
    }
    return 1 / (1 + expf(-sum));
}
