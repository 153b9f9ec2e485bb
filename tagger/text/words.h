/* SPDX-License-Identifier: MIT
 *
 * words.h — the words that a thread has met lately, each with a number.
 *
 * Nine tokens of ten are one of the same few thousand words. What the stages ask of a word alone,
 * what forms it begins, what its rows say, what weights it has, they ask of large tables, a cache
 * miss or more each. So every short token gets a number, and a stage keeps its answers by it:
 *
 *     tokens    The    minister  said   the    minister   …
 *     word      4711   8233      906    530    8233       the bytes as they stand, so The is not the
 *
 * A number is the place of the word below, where stages index, and above it how often the place
 * was taken, so that what was kept for an earlier word of the place is known to be another's.
 */
#pragma once

#include "text/token.h"

enum {
    TG_WORD_BITS = 13, /* of a number: the place */
    TG_WORD_PLACES = 1 << TG_WORD_BITS
};

/** Of fixed size; one thread's. */
typedef struct tg_words tg_words;

tagger_status tg_words_new(tg_words **out, tagger_error *err);
void tg_words_free(tg_words *words);

/** Set tokens->word. Within one text no place changes its word: two tokens have the same number
 *  only when they are the same bytes. Fails with NOMEM. */
tagger_status tg_words_number(tg_words *words, tg_tokens *tokens, tg_arena *arena, tg_str text,
                              tagger_error *err);

/** The number of token i, 0 when it has none: it is long, or nobody numbered the tokens. */
static inline uint32_t tg_word_number(const tg_tokens *tokens, uint32_t i)
{
    return tokens->word != NULL ? tokens->word[i] : 0;
}

/** Where a stage keeps what it knows of the word: below TG_WORD_PLACES. */
static inline uint32_t tg_word_place(uint32_t number)
{
    return number % TG_WORD_PLACES;
}
