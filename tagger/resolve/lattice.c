/* SPDX-License-Identifier: MIT
 *
 * lattice.c — candidates to mentions.
 *
 * Matchers do not know of each other, so what they say overlaps:
 *
 *     Open VLD leader Vincent Van Quickenborne
 *     [party-]                                      gazetteer  +4.1
 *                     [person----------------]      shape      +6.3
 *                             [location--]          gazetteer  +0.4
 *
 * A span with a label scores the sum of its features' weights; no name scores
 * nothing. We keep the disjoint set of greatest total score: over the tokens of
 * a chunk, with best[t] the best total up to token t,
 *
 *     best[t + 1] = max(best[t], max over spans (b, t + 1, label) of best[b] + score)
 *
 * (weighted interval scheduling). Taking the longest first would be simpler and
 * wrong: one long weak candidate would push out two short strong ones that
 * together say more. With sums of exponentials in place of max, a sweep forwards
 * and one backwards give the probability of each labelled span: a semi-Markov
 * conditional random field of order zero (Sarawagi and Cohen, NIPS 2004).
 */
#include "resolve/lattice.h"

#include "base/status.h"

tagger_status tg_lattice_new(tg_lattice *out, tg_arena *arena, const tg_candidates *candidates,
                             tagger_error *err)
{
    uint32_t n = candidates->n;
    *out =
        (tg_lattice){.candidates = candidates,
                     .score = (float(*)[TG_N_LABELS])tg_arena_alloc(arena, n * sizeof *out->score),
                     .chunks = TG_ARENA_NEW(arena, tg_chunk, n)};
    if (arena->oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u candidates", n);

    /* Sorted by end: walking back, a chunk closes where nothing reaches further left. */
    for (uint32_t i = n; i > 0;) {
        tg_chunk *chunk = &out->chunks[out->n_chunks++];
        *chunk = (tg_chunk){
            .end = i, .last = candidates->at[i - 1].end, .first = candidates->at[i - 1].begin};
        while (i > 0 && candidates->at[i - 1].end > chunk->first) {
            i--;
            if (candidates->at[i].begin < chunk->first) chunk->first = candidates->at[i].begin;
        }
        chunk->begin = i;
    }
    return TAGGER_OK;
}

/** Sum up the rows of the list, four at once; zeros are put behind the last. */
static void sum_rows(tg_row_sum sum, tg_feature_list *list)
{
    for (uint32_t i = 0; i < TG_ADDED_AT_ONCE; i++) list->row[list->n + i] = tg_no_weights;
    for (unsigned k = 0; k < TG_WEIGHT_ROW; k++) sum[k] = list->own[k];
    for (uint32_t i = 0; i < list->n; i += TG_ADDED_AT_ONCE) {
        const int16_t *const *row = &list->row[i];
        for (unsigned k = 0; k < TG_WEIGHT_ROW; k++)
            sum[k] += (int16_t)(row[0][k] + row[1][k] + row[2][k] + row[3][k]);
    }
}

static void add_rows(tg_row_sum sum, tg_feature_list *list)
{
    tg_row_sum more;
    sum_rows(more, list);
    for (unsigned k = 0; k < TG_WEIGHT_ROW; k++) sum[k] += more[k];
}

/** The scores of one token in its three places; `inside` is summed from the chunk's first token. */
typedef struct token_score {
    tg_row_sum first;
    tg_row_sum last;
    tg_row_sum inside; /* of the tokens before this one in the chunk */
} token_score;

static void score_tokens(token_score *at, const tg_chunk *chunk, const tg_facts *facts)
{
    tg_feature_list list;
    list.names = NULL;
    memset(at->inside, 0, sizeof at->inside);
    for (uint32_t t = chunk->first; t < chunk->last; t++) {
        token_score *s = &at[t - chunk->first];
        tg_features_first(&list, facts, t);
        sum_rows(s->first, &list);
        tg_features_last(&list, facts, t);
        sum_rows(s->last, &list);
        tg_features_inside(&list, facts, t);
        memcpy(s[1].inside, s->inside, sizeof s->inside);
        add_rows(s[1].inside, &list);
    }
}

static void score_chunk(tg_lattice *lattice, const tg_chunk *chunk, token_score *tokens,
                        const tg_facts *facts)
{
    tg_feature_list list;
    list.names = NULL;
    score_tokens(tokens, chunk, facts);
    for (uint32_t i = chunk->begin; i < chunk->end; i++) {
        const tg_candidate *c = &lattice->candidates->at[i];
        const token_score *b = &tokens[c->begin - chunk->first];
        const token_score *e = &tokens[c->end - chunk->first];
        tg_row_sum sum;
        for (unsigned k = 0; k < TG_WEIGHT_ROW; k++)
            sum[k] = b->first[k] + e[-1].last[k] + e->inside[k] - b->inside[k];
        tg_features_span(&list, facts, c);
        add_rows(sum, &list);
        for (unsigned k = 0; k < TG_N_LABELS; k++) lattice->score[i][k] = tg_weight_of(sum[k]);
    }
}

static uint32_t longest_chunk(const tg_lattice *lattice)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < lattice->n_chunks; i++) {
        uint32_t n = lattice->chunks[i].last - lattice->chunks[i].first;
        if (n > most) most = n;
    }
    return most;
}

tagger_status tg_lattice_score(tg_lattice *lattice, tg_arena *arena, const tg_facts *facts,
                               tagger_error *err)
{
    token_score *tokens = TG_ARENA_NEW(arena, token_score, (size_t)longest_chunk(lattice) + 1);
    if (tokens == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for token scores");
    for (uint32_t i = 0; i < lattice->n_chunks; i++)
        score_chunk(lattice, &lattice->chunks[i], tokens, facts);
    return TAGGER_OK;
}

void tg_lattice_remember(tg_lattice *lattice, const tg_facts *facts)
{
    tg_feature_list list;
    list.names = NULL;
    for (uint32_t i = 0; i < lattice->candidates->n; i++) {
        tg_features_memory(&list, facts, &lattice->candidates->at[i]);
        if (list.n == 0) continue;
        tg_row_sum sum;
        sum_rows(sum, &list);
        for (unsigned k = 0; k < TG_N_LABELS; k++) lattice->score[i][k] += tg_weight_of(sum[k]);
    }
}

/* ---- best set ------------------------------------------------------------ */

static unsigned best_label(const float *score)
{
    unsigned best = 0;
    for (unsigned k = 1; k < TG_N_LABELS; k++) {
        if (score[k] > score[best]) best = k;
    }
    return best;
}

static float best_score(const float *score)
{
    float best = score[0];
    for (unsigned k = 1; k < TG_N_LABELS; k++) best = score[k] > best ? score[k] : best;
    return best;
}

/** Fill best[] and from[] (1 + candidate taken at that end, or 0) of a chunk. */
static void sweep(const tg_lattice *lattice, const tg_chunk *chunk, float *best, uint32_t *from)
{
    uint32_t i = chunk->begin;
    best[0] = 0;
    from[0] = 0;
    for (uint32_t t = 0; t < chunk->last - chunk->first; t++) {
        best[t + 1] = best[t];
        from[t + 1] = 0;
        for (; i < chunk->end && lattice->candidates->at[i].end == chunk->first + t + 1; i++) {
            float with = best[lattice->candidates->at[i].begin - chunk->first] +
                         best_score(lattice->score[i]);
            if (with > best[t + 1]) {
                best[t + 1] = with;
                from[t + 1] = i + 1;
            }
        }
    }
}

tagger_status tg_lattice_best(const tg_lattice *lattice, tg_arena *arena, tg_labelled *out,
                              uint32_t *picked, uint32_t *n, tagger_error *err)
{
    size_t room = (size_t)longest_chunk(lattice) + 1;
    float *best = TG_ARENA_NEW(arena, float, room);
    uint32_t *from = TG_ARENA_NEW(arena, uint32_t, room);
    if (best == NULL || from == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory to resolve the candidates");

    /* Chunks run from the last to the first, and so do the picks; turned round at the end. */
    uint32_t k = 0;
    for (uint32_t i = 0; i < lattice->n_chunks; i++) {
        const tg_chunk *chunk = &lattice->chunks[i];
        sweep(lattice, chunk, best, from);
        for (uint32_t t = chunk->last - chunk->first; t > 0;) {
            if (from[t] == 0) {
                t--;
                continue;
            }
            picked[k++] = from[t] - 1;
            t = lattice->candidates->at[from[t] - 1].begin - chunk->first;
        }
    }
    for (uint32_t i = 0; i < k / 2; i++) {
        uint32_t x = picked[i];
        picked[i] = picked[k - 1 - i];
        picked[k - 1 - i] = x;
    }
    for (uint32_t i = 0; i < k; i++) {
        const tg_candidate *c = &lattice->candidates->at[picked[i]];
        out[i] = (tg_labelled){c->begin, c->end, (uint8_t)best_label(lattice->score[picked[i]])};
    }
    *n = k;
    return TAGGER_OK;
}

/* ---- marginals ----------------------------------------------------------- */

/*
 * Let F[t] be the summed weight, exp of the total score, of all sets over the first t tokens.
 * The sums themselves leave the range of a double; the shares r[t] = F[t - 1] / F[t] do not:
 *
 *     w(b, e) = sum over labels of exp(score) × r[b + 1] … r[e - 1]      relative to F[e - 1]
 *     1 / r[t] = 1 + sum over spans (b, t) of w(b, t)
 *
 * Backwards: no span covers the edge behind token t with probability free[t], and given that,
 * the span (b, t) stands with probability w(b, t) r[t].
 */

enum {
    MAX_SCORE = 60 /* as sure as can be, for or against; sums of exp and their shares stay floats */
};

/** exp(x) but for the last bit or two, for x from -87 to 87; no branch and no call, so that the compiler
 *  makes several at once. 2^n × exp(rest), the rest by its series with the coefficients of Cephes. */
static inline float exponential(float x)
{
    const float round = 0x1.8p23F; /* added and taken off again, it leaves a whole number */
    float n = x * 1.44269504F + round - round;
    float rest = x - n * 0.693359375F + n * 2.12194440e-4F; /* in two parts, the first exact */
    float p = 1.9875691500e-4F;
    p = p * rest + 1.3981999507e-3F;
    p = p * rest + 8.3334519073e-3F;
    p = p * rest + 4.1665795894e-2F;
    p = p * rest + 1.6666665459e-1F;
    p = p * rest + 5.0000001201e-1F;
    p = p * rest * rest + rest + 1;
    int32_t bits = ((int32_t)n + 127) * (1 << 23);
    float power;
    memcpy(&power, &bits, sizeof power);
    return p * power;
}

/** exp of each score. @return their sum. */
static float exponentials(float *out, const float *score)
{
    float x[TG_WEIGHT_ROW] = {0};
    memcpy(x, score, TG_N_LABELS * sizeof *x);
    for (unsigned k = 0; k < TG_WEIGHT_ROW; k++) {
        x[k] = x[k] < MAX_SCORE ? x[k] : MAX_SCORE;
        x[k] = exponential(x[k] > -MAX_SCORE ? x[k] : -MAX_SCORE);
    }
    memcpy(out, x, TG_N_LABELS * sizeof *x);
    float sum = 0;
    for (unsigned k = 0; k < TG_N_LABELS; k++) sum += x[k];
    return sum;
}

/** Set probability[] to the exponentials, weight[] to their sums relative to r, and r. */
static void forward(const tg_lattice *lattice, const tg_chunk *chunk, double *r, double *weight,
                    float (*probability)[TG_N_LABELS])
{
    uint32_t i = chunk->begin;
    for (uint32_t t = 1; t <= chunk->last - chunk->first; t++) {
        double all = 1;
        for (; i < chunk->end && lattice->candidates->at[i].end == chunk->first + t; i++) {
            uint32_t b = lattice->candidates->at[i].begin - chunk->first;
            double w = (double)exponentials(probability[i], lattice->score[i]);
            for (uint32_t k = b + 1; k < t; k++) w *= r[k];
            weight[i - chunk->begin] = w;
            all += w;
        }
        r[t] = 1 / all;
    }
}

static void backward(const tg_lattice *lattice, const tg_chunk *chunk, const double *r,
                     const double *weight, float (*probability)[TG_N_LABELS], double *covered)
{
    uint32_t i = chunk->end;
    uint32_t n = chunk->last - chunk->first;
    memset(covered, 0, (n + 1) * sizeof *covered);
    for (uint32_t t = n; t > 0; t--) {
        double free = covered[t] < 1 ? 1 - covered[t] : 0;
        for (; i > chunk->begin && lattice->candidates->at[i - 1].end == chunk->first + t; i--) {
            uint32_t b = lattice->candidates->at[i - 1].begin - chunk->first;
            double share = free * weight[i - 1 - chunk->begin] * r[t];
            float sum = 0;
            for (unsigned k = 0; k < TG_N_LABELS; k++) sum += probability[i - 1][k];
            float scale = sum > 0 ? (float)share / sum : 0;
            for (unsigned k = 0; k < TG_N_LABELS; k++) probability[i - 1][k] *= scale;
            for (uint32_t k = b + 1; k < t; k++) covered[k] += share;
        }
    }
}

tagger_status tg_lattice_marginals(const tg_lattice *lattice, tg_arena *arena,
                                   float (*probability)[TG_N_LABELS], tagger_error *err)
{
    size_t room = (size_t)longest_chunk(lattice) + 1;
    double *r = TG_ARENA_NEW(arena, double, room);
    double *covered = TG_ARENA_NEW(arena, double, room);
    double *weight = TG_ARENA_NEW(arena, double, lattice->candidates->n);
    if (arena->oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory for probabilities");
    for (uint32_t c = 0; c < lattice->n_chunks; c++) {
        forward(lattice, &lattice->chunks[c], r, weight, probability);
        backward(lattice, &lattice->chunks[c], r, weight, probability, covered);
    }
    return TAGGER_OK;
}
