/* SPDX-License-Identifier: MIT */
#include "relate/quote.h"

#include "base/status.h"
#include "relate/quote_find.h"
#include "relate/quote_speaker.h"

static tagger_span span_of(const tg_view *v, tg_range r)
{
    if (r.begin >= r.end) return (tagger_span){0, 0};
    return (tagger_span){v->tokens->begin[r.begin], v->tokens->end[r.end - 1]};
}

/** The pronoun of "dit-il" is the source, the rest the cue. The comma behind "Maas, the director," goes. */
static tagger_span source_of(const tg_clauses *c, tg_range r)
{
    const tg_view *v = c->v;
    while (r.end > r.begin + 1 && tg_clause_sign(c, r.end - 1, ",-")) r.end--;
    tagger_span at = span_of(v, r);
    if (r.end != r.begin + 1 || tg_clause_clitic(tg_view_token(v, r.begin)) == 0) return at;
    while (v->text.p[at.end - 1] != '-') at.end--;
    return (tagger_span){at.end, v->tokens->end[r.begin]};
}

static tagger_span cue_of(const tg_view *v, tg_range r)
{
    tagger_span at = span_of(v, r);
    size_t verb = r.end == r.begin + 1 ? tg_clause_clitic(tg_view_token(v, r.begin)) : 0;
    if (verb > 0) at.end = at.begin + (uint32_t)verb;
    return at;
}

/** "direct" when every piece is a quotation, "mixed" when some words are, else "reported". */
static const char *kind_of(const tg_clauses *c, const tg_said *said, uint32_t n)
{
    bool all = true;
    bool some = false;
    for (uint32_t i = 0; i < n; i++) {
        tg_range at = said[i].at;
        const tg_quotation *q = tg_clause_quotation(c, at.begin);
        all = all && q != NULL && q->end >= at.end;
        for (uint32_t k = at.begin; k < at.end && !some; k++)
            some = tg_clause_quotation(c, k) != NULL;
    }
    return all ? "direct" : some ? "mixed" : "reported";
}

/** The pieces come in text order, but those of one attribution need not be neighbours: count, then
 *  put each at its place. */
static tagger_status gather(tg_quotes *out, tg_arena *arena, const tg_clauses *c,
                            const tg_attributions *a, const uint32_t *speaker)
{
    uint32_t *first = TG_ARENA_NEW(arena, uint32_t, (size_t)a->n + 1);
    uint32_t *order = TG_ARENA_NEW(arena, uint32_t, (size_t)a->n + 1);
    tg_said *said = TG_ARENA_NEW(arena, tg_said, (size_t)a->n_said + 1);
    tagger_span *content = TG_ARENA_NEW(arena, tagger_span, (size_t)a->n_said + 1);
    out->at = TG_ARENA_NEW(arena, tagger_quote, (size_t)a->n + 1);
    if (arena->oom) return TAGGER_E_NOMEM;
    uint32_t n = 0;
    uint32_t n_order = 0;
    for (uint32_t i = 0; i < a->n; i++) first[i] = UINT32_MAX;
    for (uint32_t i = 0; i < a->n_said; i++) {
        uint32_t x = a->said[i].attribution;
        if (first[x] == UINT32_MAX) {
            first[x] = n;
            n += a->at[x].n_content;
            order[n_order++] = x;
        }
        said[first[x]++] = a->said[i];
    }
    for (uint32_t i = 0; i < n; i++) content[i] = span_of(c->v, said[i].at);
    for (uint32_t i = 0; i < n_order; i++) {
        const tg_attribution *x = &a->at[order[i]];
        uint32_t begin = first[order[i]] - x->n_content;
        out->at[out->n++] = (tagger_quote){.speaker = speaker[order[i]],
                                           .source = source_of(c, x->source),
                                           .cue = cue_of(c->v, x->cue),
                                           .content = content + begin,
                                           .n_content = x->n_content,
                                           .kind = kind_of(c, said + begin, x->n_content)};
    }
    return TAGGER_OK;
}

tagger_status tg_quotes_find(tg_quotes *out, tg_arena *arena, const tg_view *v,
                             const tg_linked *linked, tagger_error *err)
{
    *out = (tg_quotes){0};
    tg_quotations quotations;
    TG_TRY(tg_quotations_find(&quotations, arena, v, err));
    tg_clauses c = {.v = v,
                    .bits = v->clause,
                    .quotations = &quotations,
                    .english = v->lang == 0 || v->lang == tg_lang_bit(TG_LIT("en"))};
    tg_attributions a;
    TG_TRY(tg_attributions_find(&a, arena, &c, linked, err));
    uint32_t *speaker = TG_ARENA_NEW(arena, uint32_t, (size_t)a.n + 1);
    if (speaker == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u speakers", a.n);
    TG_TRY(tg_speakers_find(speaker, arena, &c, &a, linked, err));
    if (gather(out, arena, &c, &a, speaker) != TAGGER_OK)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u quotes", a.n);
    return TAGGER_OK;
}
