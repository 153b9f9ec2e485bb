/* SPDX-License-Identifier: MIT
 *
 * utf8.h — code points: decode, classify, fold. The only user of utf8proc.
 */
#pragma once

#include "base/base.h"

/** Decode the code point at p (p < end, well-formed UTF-8). @return its length in bytes, 1 to 4. */
uint32_t tg_utf8_next(const char *p, const char *end, uint32_t *cp);

/** Length in bytes of the code point before `end` (begin < end). */
uint32_t tg_utf8_prev(const char *begin, const char *end, uint32_t *cp);

/** Write a code point. @return its length, 1 to 4. */
uint32_t tg_utf8_put(char *out, uint32_t cp);

/** Bytes of the character at p when no line of output may hold it, 0 otherwise: controls, the
 *  separators of lines and paragraphs. */
uint32_t tg_utf8_breaks(const char *p, const char *end);

/** Bytes of the line end at p, 0 when there is none: a line feed with one or two carriage returns
 *  before it or without, a carriage return alone, the separators of lines and paragraphs. */
uint32_t tg_utf8_line_end(const char *p, const char *end);

/** Copy well-formed text onto one line: what breaks becomes a blank, and what does not fit into
 *  `room` bytes is left out, a code point whole or not at all. @return bytes written. */
size_t tg_utf8_flat(char *out, size_t room, tg_str in);

/** Write Windows-1252 as UTF-8, which takes room for three times the bytes. @return bytes written. */
size_t tg_utf8_from_cp1252(char *out, tg_str in);

/** A text without the byte-order mark that it may begin with. */
tg_str tg_utf8_without_mark(tg_str text);

/** Length in bytes of the longest well-formed prefix; equal to text.n when all is well. */
size_t tg_utf8_valid(tg_str text);

/** Code points in well-formed text. */
size_t tg_utf8_count(tg_str text);

/** UTF-16 units in well-formed text. */
size_t tg_utf16_count(tg_str text);

typedef enum tg_class {
    TG_CLASS_SPACE,
    TG_CLASS_LETTER,
    TG_CLASS_DIGIT,
    TG_CLASS_MARK,
    TG_CLASS_SIGN
} tg_class;

/** What kind of character; zero-width signs and the soft hyphen are marks: they join words. */
tg_class tg_utf8_class(uint32_t cp);
bool tg_utf8_is_upper(uint32_t cp); /* upper or title case */
bool tg_utf8_is_lower(uint32_t cp);
uint32_t tg_utf8_lower(uint32_t cp);
uint32_t tg_utf8_upper(uint32_t cp);

/** Is it not to be seen in a word: the soft hyphen, zero-width signs, marks of direction? */
bool tg_utf8_is_hidden(uint32_t cp);

enum { TG_MOST_LETTERS = 4 };

/** The letters or digits that a ligature (ﬁ, ĳ), a wide or a styled letter stands for, by compatibility
 *  decomposition (UAX #15); cp itself when it is none of these. @return how many, at least one. */
unsigned tg_utf8_letters(uint32_t out[TG_MOST_LETTERS], uint32_t cp);

/** Of ASCII alone: other bytes are no letters, and stay as they are. */
static inline bool tg_ascii_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool tg_ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline char tg_ascii_lower(char c)
{
    if (c >= 'A' && c <= 'Z') return (char)(c | 0x20);
    return c;
}

/** Canonical composition (NFC) of `in` into `out` (room for 3 × in.n bytes). @return length;
 *  `in` itself when it cannot be composed. Allocates nothing that outlives the call. */
size_t tg_utf8_compose(char *out, tg_str in);

/** `in` without the accents over its letters (é as e, ğ as g) into `out` (room for 3 × in.n bytes).
 *  @return length; `in` itself when it cannot be taken apart. */
size_t tg_utf8_unmark(char *out, tg_str in);
