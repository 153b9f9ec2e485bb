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

/** What sentences are made of. */
typedef struct tg_sentence_input {
    tg_str text;
    const tg_tokens *tokens;
    const tagger_span *blocks; /* [n_blocks] bytes, in text order, disjoint */
    uint32_t n_blocks;
    const tg_lexicon *lex; /* abbreviations: its rows of class "abbrev", its honorifics */
    const tg_hits *hits;   /* what the lexicon found in the tokens */
} tg_sentence_input;

/** Split the tokens at sentence ends and at the edges of the blocks; tokens between blocks go with
 *  the block before. Fails only with TAGGER_E_NOMEM. */
tagger_status tg_sentences_find(tg_sentences *out, tg_arena *arena, const tg_sentence_input *in,
                                tagger_error *err);
