/* SPDX-License-Identifier: MIT */
#include "resolve/sample.h"

#include "base/status.h"

enum { MAX_NAME = 120 /* bytes; a longer name is no feature */ };

/* ---- features to numbers ------------------------------------------------- */

static bool grow(tg_samples *s)
{
    uint32_t size = s->mask == 0 ? 1U << 16 : 2 * (s->mask + 1);
    uint64_t *keys = tg_mem_alloc(size * sizeof *keys);
    uint32_t *ids = tg_mem_alloc(size * sizeof *ids);
    if (keys == NULL || ids == NULL) {
        tg_mem_free(keys);
        tg_mem_free(ids);
        return false;
    }
    memset(keys, 0, size * sizeof *keys);
    for (uint32_t i = 0; s->mask != 0 && i <= s->mask; i++) {
        if (s->keys[i] == 0) continue;
        uint32_t k = (uint32_t)s->keys[i] & (size - 1);
        while (keys[k] != 0) k = (k + 1) & (size - 1);
        keys[k] = s->keys[i];
        ids[k] = s->id_of_slot[i];
    }
    tg_mem_free(s->keys);
    tg_mem_free(s->id_of_slot);
    s->keys = keys;
    s->id_of_slot = ids;
    s->mask = size - 1;
    return true;
}

/** A name that a line of the table can hold. */
static bool is_printable(const char *name, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)name[i] < 0x20 || name[i] == 0x7f) return false;
    }
    return n > 0 && n < MAX_NAME;
}

static bool add_feature(tg_samples *s, uint32_t *id, const tg_feature_names *names, uint32_t i,
                        const tg_view *view)
{
    if (2 * (s->n_features + 1) > s->mask && !grow(s)) return false;
    uint64_t key = tg_feature_key(names->at[i].template, names->at[i].hash) | 1;
    uint32_t k = (uint32_t)key & s->mask;
    while (s->keys[k] != 0 && s->keys[k] != key) k = (k + 1) & s->mask;
    if (s->keys[k] == key) {
        *id = s->id_of_slot[k];
        s->uses.at[*id]++;
        return true;
    }
    char name[MAX_NAME + 8];
    size_t n = tg_feature_name(name, sizeof name, names, i, view);
    *id = UINT32_MAX;
    if (!is_printable(name, n)) return true;
    if (!tg_vec_push(&s->uses, 1) || !tg_vec_push(&s->name, (uint32_t)s->names.n)) return false;
    tg_buf_add(&s->names, name, n);
    tg_buf_char(&s->names, '\0');
    s->keys[k] = key;
    s->id_of_slot[k] = *id = s->n_features++;
    return !s->names.oom;
}

static bool add_list(tg_samples *s, tg_run *run, const tg_feature_names *names, const tg_view *view)
{
    run->begin = (uint32_t)s->ids.n;
    for (uint32_t i = 0; i < names->n; i++) {
        uint32_t id;
        if ((s->without >> names->at[i].template & 1) != 0) continue;
        if (!add_feature(s, &id, names, i, view)) return false;
        if (id != UINT32_MAX && !tg_vec_push(&s->ids, id)) return false;
    }
    run->end = (uint32_t)s->ids.n;
    return true;
}

/* ---- chunks -------------------------------------------------------------- */

static bool add_token(tg_samples *s, const tg_facts *facts, uint32_t token)
{
    tg_feature_names names;
    tg_feature_list list = {.names = &names};
    tg_sample_token t = {.must = false};
    tg_features_first(&list, facts, token);
    bool ok = add_list(s, &t.first, &names, facts->view);
    tg_features_last(&list, facts, token);
    ok = ok && add_list(s, &t.last, &names, facts->view);
    tg_features_inside(&list, facts, token);
    ok = ok && add_list(s, &t.inside, &names, facts->view);
    return ok && tg_vec_push(&s->tokens, t);
}

/** The labels that the annotation allows for a candidate: of the name that it is; of none when it
 *  cuts a name; a name that is not reported anywhere else. */
static uint8_t allowed(const tg_candidate *c, const tg_gold *gold)
{
    uint8_t free = 1U << TG_OTHER;
    if (gold->no_demonyms) free |= 1U << TG_DEMONYM;
    for (uint32_t i = 0; i < gold->n; i++) {
        const tg_gold_span *g = &gold->at[i];
        if (g->begin >= c->end) break;
        if (g->end <= c->begin) continue;
        if (g->labels == 0) return UINT8_MAX >> 1;
        return g->begin == c->begin && g->end == c->end ? g->labels : 0;
    }
    return free;
}

static bool add_span(tg_samples *s, const tg_facts *facts, const tg_candidate *c,
                     const tg_chunk *chunk, const tg_gold *gold)
{
    tg_feature_names names;
    tg_feature_list list = {.names = &names};
    tg_sample_span x = {
        .begin = c->begin - chunk->first, .end = c->end - chunk->first, .gold = allowed(c, gold)};
    tg_features_span(&list, facts, c);
    if (!add_list(s, &x.ids, &names, facts->view)) return false;
    x.memory = (tg_run){x.ids.end, x.ids.end};
    return tg_vec_push(&s->spans, x);
}

/** Tokens of an annotated name that is a candidate must be in a name. */
static void require(tg_samples *s, const tg_sample_chunk *chunk, const tg_gold *gold,
                    uint32_t first)
{
    for (uint32_t i = chunk->spans.begin; i < chunk->spans.end; i++) {
        const tg_sample_span *x = &s->spans.at[i];
        for (uint32_t g = 0; g < gold->n; g++) {
            if (gold->at[g].labels == 0 || gold->at[g].begin != first + x->begin ||
                gold->at[g].end != first + x->end)
                continue;
            for (uint32_t t = x->begin; t < x->end; t++)
                s->tokens.at[chunk->tokens.begin + t].must = true;
        }
    }
}

static bool add_chunk(tg_samples *s, const tg_resolved *r, const tg_chunk *chunk,
                      const tg_gold *gold)
{
    tg_sample_chunk x = {.tokens.begin = (uint32_t)s->tokens.n,
                         .spans.begin = (uint32_t)s->spans.n,
                         .document = s->n_documents,
                         .weight = gold->weight};
    for (uint32_t t = chunk->first; t < chunk->last; t++) {
        if (!add_token(s, &r->facts, t)) return false;
    }
    /* Only the names that touch the chunk. */
    tg_gold near = *gold;
    while (near.n > 0 && near.at[0].end <= chunk->first) {
        near.at++;
        near.n--;
    }
    while (near.n > 0 && near.at[near.n - 1].begin >= chunk->last) near.n--;
    for (uint32_t i = chunk->begin; i < chunk->end; i++) {
        if (!add_span(s, &r->facts, &r->candidates->at[i], chunk, &near)) return false;
    }
    x.tokens.end = (uint32_t)s->tokens.n;
    x.spans.end = (uint32_t)s->spans.n;
    if (x.tokens.end - x.tokens.begin > s->most_tokens)
        s->most_tokens = x.tokens.end - x.tokens.begin;
    if (x.spans.end - x.spans.begin > s->most_spans) s->most_spans = x.spans.end - x.spans.begin;
    require(s, &x, &near, chunk->first);
    return tg_vec_push(&s->chunks, x);
}

static tagger_status no_memory(tagger_error *err)
{
    return tg_fail(err, TAGGER_E_NOMEM, "no memory for the features of the annotated texts");
}

tagger_status tg_samples_add(tg_samples *s, const tg_resolved *r, const tg_gold *gold,
                             tagger_error *err)
{
    if (!tg_vec_push(&s->first_chunk, (uint32_t)s->chunks.n)) return no_memory(err);
    for (uint32_t i = 0; i < r->lattice.n_chunks; i++) {
        if (!add_chunk(s, r, &r->lattice.chunks[i], gold)) return no_memory(err);
    }
    s->n_documents++;
    return TAGGER_OK;
}

tagger_status tg_samples_remember(tg_samples *s, uint32_t d, const tg_resolved *r,
                                  tagger_error *err)
{
    tg_feature_names names;
    tg_feature_list list = {.names = &names};
    uint32_t first = s->first_chunk.at[d];
    for (uint32_t i = 0; i < r->lattice.n_chunks; i++) {
        const tg_chunk *chunk = &r->lattice.chunks[i];
        uint32_t span = s->chunks.at[first + i].spans.begin;
        for (uint32_t k = chunk->begin; k < chunk->end; k++, span++) {
            tg_features_memory(&list, &r->facts, &r->candidates->at[k]);
            tg_run run;
            if (!add_list(s, &run, &names, r->facts.view)) return no_memory(err);
            s->spans.at[span].memory = run;
        }
    }
    return TAGGER_OK;
}

void tg_samples_dispose(tg_samples *s)
{
    tg_vec_dispose(&s->tokens);
    tg_vec_dispose(&s->spans);
    tg_vec_dispose(&s->chunks);
    tg_vec_dispose(&s->first_chunk);
    tg_vec_dispose(&s->ids);
    tg_vec_dispose(&s->uses);
    tg_vec_dispose(&s->name);
    tg_buf_dispose(&s->names);
    tg_mem_free(s->keys);
    tg_mem_free(s->id_of_slot);
    *s = (tg_samples){0};
}
