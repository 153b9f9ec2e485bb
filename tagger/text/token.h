/* SPDX-License-Identifier: MIT
 *
 * token.h — UTF-8 text to tokens, each with its hash and its shape.
 *
 * The same function splits articles and the names of the lists, so that a name
 * is the same sequence of tokens on both sides.
 */
#pragma once

#include "base/arena.h"
#include "base/base.h"
#include "text/hash.h"

enum tg_token_flag {
    TG_TOKEN_UPPER = 1,      /* begins with an upper-case letter */
    TG_TOKEN_CAPS = 2,       /* has letters, all upper case */
    TG_TOKEN_DIGIT = 4,      /* holds a digit */
    TG_TOKEN_WORD = 8,       /* a word or number; otherwise one sign */
    TG_TOKEN_GLUED = 16,     /* no blank between it and the token before */
    TG_TOKEN_LINE = 32,      /* first on its line */
    TG_TOKEN_PARAGRAPH = 64, /* a blank line stands before it */
    TG_TOKEN_INNER = 128     /* holds an inner hyphen, apostrophe or point: N-VA, O'Neill, U.S. */
};

/** The tokens of one text, one column a field; [n] long, in text order, neither empty nor
 *  overlapping; only blanks and control bytes are left out. */
typedef struct tg_tokens {
    uint32_t n;
    uint32_t *begin;        /* [n] bytes */
    uint32_t *end;          /* [n] bytes */
    uint64_t *hash;         /* [n] of the folded bytes, see tg_hash_folded() */
    uint8_t *flags;         /* [n] enum tg_token_flag */
    uint16_t *word;         /* [n] which of `words` it is, or 0 */
    struct tg_words *words; /* the thread's, see text/words.h; NULL: they have none */
} tg_tokens;

/** Split `text` (well-formed UTF-8, below 4 GiB); the columns live in `arena`.
 *  Fails only with TAGGER_E_NOMEM. Time O(n). */
tagger_status tg_tokenize(tg_tokens *out, tg_arena *arena, tg_str text, tagger_error *err);

/** The hash of one token: of its bytes in lower case, ’ and ‘ read as ', what is not to be seen left out,
 *  ligatures and styled letters as the letters they stand for. */
uint64_t tg_hash_folded(tg_str token);

/** The same, faster for short tokens: all bytes before `limit` may be read. */
uint64_t tg_hash_near(tg_str token, const char *limit);

/** The same for a token of ASCII alone. */
uint64_t tg_hash_ascii(tg_str token, const char *limit);

/** The same for ASCII of n <= 16 bytes, padded with zeros: of a literal it is a constant. */
static inline uint64_t tg_hash_padded(const char text[16], size_t n)
{
    uint64_t a = 0;
    uint64_t b = 0;
    memcpy(&a, text, sizeof a);
    memcpy(&b, text + sizeof a, sizeof b);
    return tg_hash_words(TG_HASH_SEED ^ n, a, b);
}

/** The hash of a sequence of tokens from its prefix: start with tg_hash_start. */
static inline uint64_t tg_hash_join(uint64_t prefix, uint64_t token)
{
    uint64_t h = (prefix ^ token) * 0x9e3779b97f4a7c15u;
    return h ^ (h >> 32);
}
#define TG_HASH_START 0x243f6a8885a308d3u

/** Is every byte below 0x80? */
bool tg_is_ascii(tg_str s);

/** Does it hold a combining mark, which folding may compose with the letter before? */
bool tg_has_marks(tg_str s);

/** Fold `in` into `out` (room for 3 × in.n bytes): the bytes that tg_hash_folded() hashes. @return length. */
size_t tg_fold(char *out, tg_str in);

size_t tg_line_break_at(const char *p, const char *end);

/** Bytes at p, inside a word, that are there because a line ends: line end and blanks, with the hyphen before
 *  them when a small letter follows; otherwise that stays, as in Baden-Württemberg. Folding leaves them
 *  out. */
static inline size_t tg_line_break(const char *p, const char *end)
{
    return (unsigned char)*p <= '-' ? tg_line_break_at(p, end) : 0;
}

/** Do two pieces of text fold to the same bytes? */
bool tg_fold_eq(tg_str a, tg_str b);

static inline tg_str tg_token_str(const tg_tokens *t, tg_str text, uint32_t i)
{
    return (tg_str){text.p + t->begin[i], t->end[i] - t->begin[i]};
}
