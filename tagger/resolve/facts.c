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

/** The longest strong list hit over each token. @return false when memory ran out. */
static bool find_covers(tg_facts *out, tg_arena *arena, const tg_candidates *candidates)
{
    uint32_t n = out->view->tokens->n;
    uint32_t *begin = TG_ARENA_NEW(arena, uint32_t, n);
    uint32_t *end = TG_ARENA_NEW(arena, uint32_t, n);
    uint8_t *label = TG_ARENA_NEW(arena, uint8_t, n);
    if (begin == NULL || end == NULL || label == NULL) return false;
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
    out->cover_begin = begin;
    out->cover_end = end;
    out->cover_label = label;
    return true;
}

tagger_status tg_facts_find(tg_facts *out, tg_arena *arena, const tg_candidates *candidates,
                            tagger_error *err)
{
    out->constants = tg_weights_constants(out->weights);
    out->look = tg_looks_find(arena, out->view, candidates, out->weights);
    out->sport = is_sport(out->view);
    out->lang = lang_of(out->view);
    if (out->look == NULL || !find_covers(out, arena, candidates))
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u tokens", out->view->tokens->n);
    return TAGGER_OK;
}
