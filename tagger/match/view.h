/* SPDX-License-Identifier: MIT
 *
 * view.h — the document as the matchers and the resolver see it.
 */
#pragma once

#include "base/base.h"
#include "doc/sentence.h"
#include "doc/zones.h"
#include "match/lists.h"
#include "text/token.h"
#include "text/words.h"

/** How a sentence is written. */
typedef enum tg_casing { TG_CASING_PLAIN, TG_CASING_TITLE, TG_CASING_CAPS } tg_casing;

/** Everything known before the first candidate; borrowed, in the document's arena. */
typedef struct tg_view {
    tg_str text;
    const tg_tokens *tokens;
    const tg_sentences *sentences;
    const uint8_t
        *paragraph_zone; /* [paragraphs] enum tg_zone of the blocks that sentences stand in */
    const tg_lists *lists;
    const tg_hits *hits;      /* [lists->n] what each lexicon found */
    uint32_t lang;            /* bit of the document's language; 0 = unknown */
    const uint64_t *marks;    /* [tokens->n] TG_MARK_BIT()s */
    const uint32_t *clause;   /* [tokens->n] enum tg_clause_bit */
    const uint32_t *sentence; /* [tokens->n] the sentence of each token */
    const uint8_t *casing;    /* [sentences->n] enum tg_casing */
} tg_view;

static inline bool tg_is_upper(const tg_view *v, uint32_t token)
{
    return (v->tokens->flags[token] & TG_TOKEN_UPPER) != 0;
}
static inline bool tg_has_mark(const tg_view *v, uint32_t token, tg_mark mark)
{
    return (v->marks[token] & TG_MARK_BIT(mark)) != 0;
}
static inline tg_str tg_view_token(const tg_view *v, uint32_t i)
{
    return tg_token_str(v->tokens, v->text, i);
}
/** The text of tokens [begin, end). */
static inline tg_str tg_view_text(const tg_view *v, uint32_t begin, uint32_t end)
{
    uint32_t from = v->tokens->begin[begin];
    return (tg_str){v->text.p + from, v->tokens->end[end - 1] - from};
}
/** The word that a hit of a list is by itself, for what is known of it; NULL when it is none, or of a later
 *  list: words know the first one only. */
static inline tg_word *tg_view_word(const tg_view *v, uint32_t list, const tg_hit *hit)
{
    bool one = list == 0 && hit->end - hit->begin == 1;
    return one ? tg_word_of(v->tokens, hit->begin) : NULL;
}
/** The zone that a token stands in. */
static inline tg_zone tg_view_zone(const tg_view *v, uint32_t token)
{
    return (tg_zone)v->paragraph_zone[v->sentences->block[v->sentence[token]]];
}

/** Fill `sentence` and `casing` of a view whose tokens and sentences are set. Fails with NOMEM. */
tagger_status tg_view_sentences(tg_view *v, tg_arena *arena, tagger_error *err);
