/* SPDX-License-Identifier: MIT
 *
 * hyphen.h — words that the end of a line parts.
 */
#pragma once

#include "base/base.h"
#include "lex/lexicon.h"
#include "text/token.h"

typedef struct tg_hyphen_input {
    tg_str text;
    const tagger_span *paragraphs; /* [n_paragraphs] bytes, in text order */
    uint32_t n_paragraphs;
    const tg_lexicon *lex;
} tg_hyphen_input;

/** Make one token of the two halves of a word and the hyphen between them, where a line ends behind the
 *  hyphen and the paragraph goes on. Time O(n), next to nothing in text without such lines. */
void tg_hyphens_join(tg_tokens *tokens, const tg_hyphen_input *in);
