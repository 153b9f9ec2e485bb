/* SPDX-License-Identifier: MIT
 *
 * facts.c — what is known of a document before any span is looked at.
 */
#include "resolve/features.h"

#include "base/status.h"

/** A match report says so every few sentences. */
static bool is_sport(const tg_view *v)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->tokens->n; i++) n += tg_has_mark(v, i, TG_MARK_SPORT);
    return n >= 4 && 60 * n >= v->tokens->n;
}

static char lang_of(const tg_view *v)
{
    if (v->lang == tg_lang_bit(TG_LIT("nl"))) return 'n';
    if (v->lang == tg_lang_bit(TG_LIT("fr"))) return 'f';
    return v->lang == tg_lang_bit(TG_LIT("de")) ? 'd' : '\0';
}

tagger_status tg_facts_find(tg_facts *out, tg_arena *arena, const tg_view *view,
                            const tg_memory *memory, const tg_candidates *candidates,
                            const tg_weights *weights, tagger_error *err)
{
    uint32_t n = view->tokens->n;
    uint32_t *begin = TG_ARENA_NEW(arena, uint32_t, n);
    uint32_t *end = TG_ARENA_NEW(arena, uint32_t, n);
    uint8_t *label = TG_ARENA_NEW(arena, uint8_t, n);
    if (begin == NULL || end == NULL || label == NULL) {
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for the facts of %u tokens", n);
    }
    memset(begin, 0, n * sizeof *begin);
    memset(end, 0, n * sizeof *end);
    memset(label, 0, n);
    for (uint32_t i = 0; i < candidates->n; i++) {
        const tg_candidate *c = &candidates->at[i];
        if (c->strong == 0) continue;
        for (uint32_t k = c->begin; k < c->end; k++) {
            if (end[k] - begin[k] >= c->end - c->begin) continue;
            begin[k] = c->begin;
            end[k] = c->end;
            label[k] = (uint8_t)__builtin_ctz(c->strong);
        }
    }
    *out = (tg_facts){.view = view,
                      .memory = memory,
                      .cover_begin = begin,
                      .cover_end = end,
                      .cover_label = label,
                      .look = tg_looks_find(arena, view, candidates, weights),
                      .weights = weights,
                      .constants = tg_weights_constants(weights),
                      .sport = is_sport(view),
                      .lang = lang_of(view)};
    if (out->look == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u tokens", n);
    return TAGGER_OK;
}
