/* SPDX-License-Identifier: MIT */
#include "match/candidate.h"

#include "base/status.h"

static const char *const label_names[TG_N_LABELS] = {
    [TG_PERSON] = "person",   [TG_ORGANIZATION] = "organization", [TG_PARTY] = "party",
    [TG_COUNTRY] = "country", [TG_LOCATION] = "location",         [TG_DEMONYM] = "demonym",
    [TG_OTHER] = "other",
};

const char *tg_label_name(tg_label label)
{
    return label_names[label];
}

tg_label tg_label_of(tg_str word)
{
    for (unsigned i = 0; i < TG_N_LABELS; i++) {
        if (strlen(label_names[i]) == word.n && memcmp(label_names[i], word.p, word.n) == 0)
            return (tg_label)i;
    }
    return TG_N_LABELS;
}

void tg_candidates_add(tg_candidates *out, tg_arena *arena, tg_candidate c)
{
    if (out->n == out->cap) {
        tg_candidate *more = tg_arena_grow(arena, out->at, out->n, &out->cap, 256, sizeof *more);
        if (more == NULL) {
            out->oom = true;
            return;
        }
        out->at = more;
    }
    out->at[out->n++] = c;
}

/** Order among candidates of one end. */
static bool is_before(const tg_candidate *a, const tg_candidate *b)
{
    if (a->begin != b->begin) return a->begin < b->begin;
    if (a->form != b->form) return a->form < b->form;
    return a->rule < b->rule;
}

/** Sort by the end, few having the same: count, place, and order those of one end by insertion. */
static bool sort(tg_candidates *out, tg_arena *arena)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < out->n; i++) most = out->at[i].end > most ? out->at[i].end : most;
    size_t n_slots = (size_t)most + 2;
    uint32_t *next = TG_ARENA_NEW(arena, uint32_t, n_slots); /* place behind those of an end */
    tg_candidate *at = TG_ARENA_NEW(arena, tg_candidate, out->n);
    if (next == NULL || at == NULL) return false;
    memset(next, 0, n_slots * sizeof *next);
    for (uint32_t i = 0; i < out->n; i++) at[i].end = 0; /* a place still free */
    for (uint32_t i = 0; i < out->n; i++) next[out->at[i].end + 1]++;
    for (size_t i = 1; i < n_slots; i++) next[i] += next[i - 1];
    for (uint32_t i = 0; i < out->n; i++) {
        const tg_candidate *c = &out->at[i];
        uint32_t k = next[c->end]++;
        for (; k > 0 && at[k - 1].end == c->end && is_before(c, &at[k - 1]); k--) at[k] = at[k - 1];
        at[k] = *c;
    }
    out->at = at;
    out->cap = out->n;
    return true;
}

static void merge(tg_candidate *into, const tg_candidate *c)
{
    into->strong |= c->strong;
    into->weak |= c->weak;
    into->matchers |= c->matchers;
    if (into->form == TG_NO_FORM) into->form = c->form;
    if (into->rule == 0) {
        into->rule = c->rule;
        into->rule_label = c->rule_label;
    }
}

tagger_status tg_candidates_seal(tg_candidates *out, tg_arena *arena, tagger_error *err)
{
    if (out->oom || arena->oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory for the candidates");
    if (out->n == 0) return TAGGER_OK;
    if (!sort(out, arena)) return tg_fail(err, TAGGER_E_NOMEM, "no memory for the candidates");
    uint32_t n = 1;
    for (uint32_t i = 1; i < out->n; i++) {
        tg_candidate *last = &out->at[n - 1];
        const tg_candidate *c = &out->at[i];
        if (last->begin == c->begin && last->end == c->end) {
            merge(last, c);
        } else {
            out->at[n++] = *c;
        }
    }
    out->n = n;
    return TAGGER_OK;
}
