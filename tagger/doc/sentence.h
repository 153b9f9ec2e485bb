/* SPDX-License-Identifier: MIT
 *
 * sentence.h — tokens to sentences.
 */
#pragma once

#include "base/arena.h"
#include "lex/lexicon.h"
#include "text/token.h"

/** The sentences of one document: sentence i is tokens [first[i], first[i + 1]). */
typedef struct tg_sentences {
    uint32_t n;
    uint32_t *first; /* [n + 1] token indices */
    uint32_t *block; /* [n] index of the text block (paragraph) it stands in */
} tg_sentences;

/** Split the tokens at sentence ends and at the edges of the `n_blocks` blocks (bytes, in text
 *  order, disjoint; tokens between blocks go with the block before). Abbreviations come from the
 *  list rows of class "abbrev" and from honorifics. Fails only with TAGGER_E_NOMEM. */
tagger_status tg_sentences_find(tg_sentences *out, tg_arena *arena, const tg_tokens *tokens,
                                tg_str text, const tagger_span *blocks, uint32_t n_blocks,
                                const tg_lexicon *lex, tagger_error *err);
