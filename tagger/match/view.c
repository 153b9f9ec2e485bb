/* SPDX-License-Identifier: MIT */
#include "match/view.h"

#include "base/status.h"

/** Mostly capitals: capitals say nothing here. Words of one letter do not vote. The sum breaks off as
 *  soon as the rest cannot make the sentence anything but plain, which is soon. */
static tg_casing casing_of(const tg_view *v, uint32_t begin, uint32_t end)
{
    uint32_t n_tokens = end - begin; /* no fewer than words */
    unsigned words = 0;
    unsigned upper = 0;
    unsigned caps = 0;
    unsigned lower_content = 0;
    for (uint32_t i = begin; i < end; i++) {
        uint8_t flags = v->tokens->flags[i];
        uint32_t n = v->tokens->end[i] - v->tokens->begin[i];
        if ((flags & TG_TOKEN_WORD) == 0 || (flags & TG_TOKEN_DIGIT) != 0 || n < 2) continue;
        words++;
        upper += (flags & TG_TOKEN_UPPER) != 0;
        caps += (flags & TG_TOKEN_CAPS) != 0;
        lower_content += (flags & TG_TOKEN_UPPER) == 0 && n > 4;
        if (lower_content > n_tokens / 8 && words - caps > n_tokens / 5) return TG_CASING_PLAIN;
    }
    if (words >= 3 && 5 * caps >= 4 * words) return TG_CASING_CAPS;
    if (words >= 4 && 3 * upper >= 2 * words && lower_content <= words / 8) return TG_CASING_TITLE;
    return TG_CASING_PLAIN;
}

tagger_status tg_view_sentences(tg_view *v, tg_arena *arena, tagger_error *err)
{
    uint32_t *sentence = TG_ARENA_NEW(arena, uint32_t, v->tokens->n);
    uint8_t *casing = TG_ARENA_NEW(arena, uint8_t, v->sentences->n);
    if (sentence == NULL || casing == NULL) {
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u sentences", v->sentences->n);
    }
    for (uint32_t s = 0; s < v->sentences->n; s++) {
        uint32_t end = v->sentences->first[s + 1];
        for (uint32_t i = v->sentences->first[s]; i < end; i++) sentence[i] = s;
        casing[s] = (uint8_t)casing_of(v, v->sentences->first[s], end);
    }
    v->sentence = sentence;
    v->casing = casing;
    return TAGGER_OK;
}
