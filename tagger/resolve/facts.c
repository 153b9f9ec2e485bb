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
    uint32_t *cover = TG_ARENA_NEW(arena, uint32_t, n);
    if (cover == NULL) return false;
    memset(cover, 0, n * sizeof *cover);
    for (uint32_t i = 0; i < candidates->n; i++) {
        const tg_candidate *c = &candidates->at[i];
        if (c->strong == 0) continue;
        for (uint32_t k = c->begin; k < c->end; k++) {
            const tg_candidate *before = cover[k] > 0 ? &candidates->at[cover[k] - 1] : NULL;
            if (before == NULL || before->end - before->begin < c->end - c->begin) cover[k] = i + 1;
        }
    }
    out->candidates = candidates;
    out->cover = cover;
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
