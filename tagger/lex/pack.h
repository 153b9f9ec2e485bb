/* SPDX-License-Identifier: MIT
 *
 * pack.h — what compile.c has gathered from the tables, for pack.c to lay out.
 */
#pragma once

#include "base/buf.h"
#include "base/vec.h"
#include "lex/image.h"
#include "lex/lexicon.h"
#include "lex/pool.h"

/** Rows stand one behind the other: the entry, with .word a number in tg_gathered.words, then the folded
 *  text, its tokens with a blank between two; the next begins at a multiple of this. */
enum { TG_ROW_ALIGN = 4 };

/** A row, to be sorted by the hash of its tokens. */
typedef struct tg_pair {
    uint64_t key;      /* tg_hash_join() of its tokens from TG_HASH_START */
    uint32_t row;      /* where it begins in tg_gathered.rows, in steps of TG_ROW_ALIGN */
    uint16_t n_folded; /* bytes */
    uint8_t n_tokens;
    bool lower : 1;  /* a lower-case token may begin it */
    bool begins : 1; /* of a form: set when they are sorted */
} tg_pair;

_Static_assert(sizeof(tg_pair) == 16, "what is sorted is two words");

/** What forms begin with a token. */
typedef struct tg_first {
    uint64_t hash;          /* of the token */
    uint32_t seconds;       /* tg_pair_bit() of the pairs of tokens that it begins */
    uint32_t lower_seconds; /* the same of those that may begin in lower case */
    uint16_t lengths;       /* bit n - 1 for forms of n tokens */
    uint16_t lower_lengths;
} tg_first;

/** The rows of a table that a text can match. */
typedef struct tg_table_rows {
    uint32_t kind;
    size_t n;
} tg_table_rows;

typedef struct tg_gathered {
    tg_buf rows;                   /* those that a text can match */
    TG_VEC(tg_pair) order;         /* the same in the order of files and lines */
    TG_VEC(tg_table_rows) tables;  /* whose rows they are, one after the other */
    TG_VEC(tg_first) firsts;       /* one a first token */
    TG_VEC(uint64_t) longer;       /* hashes of the first two tokens of rows of more */
    TG_VEC(uint64_t) lower_longer; /* the same of those that may begin in lower case */
    size_t n_lower_filtered;       /* sequences that such rows have: tg_n_sequences() */
    size_t n_affixes;              /* rows that match parts of words */
    tg_pool strings;               /* number 0 is the empty string */
    tg_pool words;                 /* classes and subtypes; number 0 is the empty one */
    TG_VEC(tg_image_entity) entities;
    TG_VEC(tg_image_file) files;
    tg_buf blobs;
    unsigned char digest[TG_SHA256_BYTES];
} tg_gathered;

/** How many sequences of a form a filter holds: its tokens, and the first two of more. */
static inline size_t tg_n_sequences(unsigned n_tokens)
{
    return (size_t)(n_tokens > 1) + (n_tokens > 2);
}

/** Does an entry match parts of words? */
static inline bool tg_is_affix(const tg_entry *e)
{
    return e->kind == TG_KIND_TOPIC && (e->flags & (TG_ENTRY_PREFIX | TG_ENTRY_PART)) != 0;
}

/** Lay out an image. @return its bytes, on the heap, or NULL when memory ran out. What was
 *  gathered is used up; it is still to be disposed of. */
void *tg_pack(size_t *n_image, tg_gathered *g);
