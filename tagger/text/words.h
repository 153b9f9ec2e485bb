/* SPDX-License-Identifier: MIT
 *
 * words.h — the words that a thread has met lately, and what the stages found of each.
 *
 * Nine tokens of ten are one of the same few thousand words. What the stages ask of a word alone,
 * what forms it begins, what its rows say, what weights it has, they ask of large tables, a cache
 * miss or more each. So a short token is given its word, by the very bytes, and a stage that has
 * found something writes it there:
 *
 *     tokens    The    minister  said   the    minister   …
 *     word      4711   33        906    530    33
 *                      │
 *                      ╰──▶  forms: 1 2 tokens   rows: a role   look: prev.word +1.2 …
 *
 * A word that has not been met for long makes room for another, and all that was found of it is
 * forgotten; but not while a text that has it is being tagged.
 */
#pragma once

#include "text/token.h"

enum { TG_WORDS = 8192 };

/** What is known of a word. */
enum tg_word_known { TG_KNOWS_FORMS = 1, TG_KNOWS_ROWS = 2, TG_KNOWS_LOOK = 4 };

/** Of lex/find.c: what the first list knows. */
typedef struct tg_word_forms {
    uint32_t form;    /* that the word is by itself; UINT32_MAX: none */
    uint32_t seconds; /* tg_pair_bit() of the pairs that it begins */
    uint16_t lengths; /* bit n - 1: it begins forms of n tokens */
    uint16_t kinds;   /* of the form: bit 1 << kind */
} tg_word_forms;

/** Of match/gazetteer.c: what the rows of the form say in a document of a language. */
typedef struct tg_word_rows {
    uint64_t marks;
    uint32_t clause; /* enum tg_clause_bit */
    uint32_t lang;   /* bit of the language */
    uint8_t strong;
    uint8_t weak;
} tg_word_rows;

enum { TG_WORD_SUMS = 3, TG_WORD_SUM = 8 };

/** Of resolve/look.c: places of weights, and sums of those that the word itself has in a name. */
typedef struct tg_word_look {
    uint32_t word; /* place of the rows of the word */
    uint32_t shape;
    int16_t sum[TG_WORD_SUMS][TG_WORD_SUM]; /* first in a name, last, and anywhere in it */
} tg_word_look;

/** Two lines of the cache, of which the second is for names and their neighbours only. */
typedef struct tg_word {
    _Alignas(64) tg_hash_tail bytes; /* zeros behind */
    uint32_t text;                   /* the last that has it */
    uint32_t known;                  /* enum tg_word_known; no field of others means a thing */
    tg_word_forms forms;
    tg_word_rows rows;
    _Alignas(64) tg_word_look look;
    uint64_t shape; /* hash; known with the look */
} tg_word;

_Static_assert(sizeof(tg_word) == 128, "two lines");

/** One thread's; good for one engine. */
typedef struct tg_words {
    uint32_t text; /* how many were numbered */
    tg_word *at;   /* [TG_WORDS] in the room, from the begin of a line on */
    char room[(TG_WORDS + 1) * sizeof(tg_word)];
} tg_words;

tagger_status tg_words_new(tg_words **out, tagger_error *err);
void tg_words_free(tg_words *words);

/** Give the tokens of the next text their words; these stay theirs until the text after. Fails with NOMEM. */
tagger_status tg_words_number(tg_words *words, tg_tokens *tokens, tg_arena *arena, tg_str text,
                              tagger_error *err);

/** The word of token i; NULL when it has none: it is long, or the tokens were given none. */
static inline tg_word *tg_word_of(const tg_tokens *tokens, uint32_t i)
{
    uint32_t number = tokens->words != NULL ? tokens->word[i] : 0;
    return number != 0 ? &tokens->words->at[number - 1] : NULL;
}
