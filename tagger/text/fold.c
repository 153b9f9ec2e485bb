/* SPDX-License-Identifier: MIT
 *
 * fold.c — what counts as the same word: bytes in lower case, and their hash.
 *
 * Nearly all tokens are ASCII, and for those folding is one OR: every ASCII
 * byte that can stand in a word has bit 5 set in its lower-case form (letters
 * gain it, digits and - ' . & have it). So the hash reads sixteen bytes, clears
 * what is not of the token, ORs and multiplies twice; it never writes a
 * lower-case copy and never asks how long a short token is. Tokens with
 * other letters are folded code point by code point into a small buffer first.
 */
#include "base/utf8.h"
#include "text/token.h"

enum { SMALL = 128 };
#define HIGH_BITS 0x8080808080808080U

/** Bytes before `limit` may be read: a short token then costs no branch on its length. */
static uint64_t hash_bytes(const char *p, size_t n, const char *limit)
{
    char copy[TG_HASH_SHORT];
    uint64_t h = TG_HASH_SEED ^ n;
    for (; n > sizeof copy; p += 8, n -= 8) h = tg_hash_mix(h, tg_load8(p) | TG_HASH_LOWER);
    if ((size_t)(limit - p) < sizeof copy) {
        memset(copy, 0, sizeof copy);
        if (n > 0) memcpy(copy, p, n); /* an absent string has no address */
        p = copy;
    }
    tg_hash_tail t = tg_hash_read(p, n);
    return tg_hash_words(h, t.a, t.b);
}

bool tg_is_ascii(tg_str s)
{
    uint64_t all = 0;
    if (s.n < 8) {
        for (size_t i = 0; i < s.n; i++) all |= (unsigned char)s.p[i];
        return all < 0x80;
    }
    for (size_t i = 0; i + 8 < s.n; i += 8) all |= tg_load8(s.p + i);
    all |= tg_load8(s.p + s.n - 8);
    return (all & HIGH_BITS) == 0;
}

/** Combining marks stand in U+0300..U+036F: lead bytes CC and CD. @return whether one is among eight bytes. */
static bool has_mark(uint64_t eight)
{
    const uint64_t ones = HIGH_BITS >> 7;
    uint64_t zero_if_lead = (eight ^ 0xcc * ones) & 0xfe * ones;
    return ((zero_if_lead - ones) & ~zero_if_lead & HIGH_BITS) != 0;
}

bool tg_has_marks(tg_str s)
{
    if (s.n < 8) {
        uint64_t few = 0;
        if (s.n > 0) memcpy(&few, s.p, s.n);
        return has_mark(few);
    }
    bool any = has_mark(tg_load8(s.p + s.n - 8));
    for (size_t i = 0; i + 8 < s.n; i += 8) any |= has_mark(tg_load8(s.p + i));
    return any;
}

/** The code point that stands for cp in folded text; 0 = left out. */
static uint32_t fold_point(uint32_t cp)
{
    switch (cp) {
    case 0x2018: /* ‘ */
    case 0x2019: /* ’ */
    case 0x02bc: /* ʼ */
        return '\'';
    case 0x2010: /* hyphen */
    case 0x2011: /* non-breaking hyphen */
        return '-';
    default:
        return tg_utf8_is_hidden(cp) ? 0 : tg_utf8_lower(cp);
    }
}

static size_t put_folded(char *out, uint32_t cp)
{
    if (cp >= 0xc0 && cp < 0x132) return tg_utf8_put(out, tg_utf8_lower(cp)); /* À to ı: most */
    uint32_t letters[TG_MOST_LETTERS];
    unsigned n_letters = tg_utf8_letters(letters, cp);
    size_t n = 0;
    for (unsigned i = 0; i < n_letters; i++) {
        uint32_t folded = fold_point(letters[i]);
        if (folded != 0) n += tg_utf8_put(out + n, folded);
    }
    return n;
}

size_t tg_line_break_at(const char *p, const char *end)
{
    bool hyphen = *p == '-';
    const char *at = p + hyphen;
    size_t n = at < end ? tg_utf8_line_end(at, end) : 0;
    if (n == 0) return 0;
    for (at += n; at < end && (*at == ' ' || *at == '\t'); at++) {
    }
    uint32_t next = 0;
    if (at < end) (void)tg_utf8_next(at, end, &next);
    return hyphen && !tg_utf8_is_lower(next) ? 0 : (size_t)(at - p);
}

static size_t fold_points(char *out, tg_str in)
{
    if (in.n == 0) return 0;
    size_t n = 0;
    const char *end = in.p + in.n;
    for (const char *p = in.p; p < end;) {
        uint32_t cp = (unsigned char)*p;
        size_t n_break = tg_line_break(p, end);
        if (n_break > 0) {
            p += n_break;
            continue;
        }
        if (cp < 0x80) {
            out[n++] = tg_ascii_lower(*p++);
            continue;
        }
        p += tg_utf8_next(p, end, &cp);
        n += put_folded(out + n, cp);
    }
    return n;
}

/** ASCII alone, as most tokens are. */
static size_t fold_ascii(char *out, tg_str in)
{
    for (size_t i = 0; i < in.n; i++) out[i] = tg_ascii_lower(in.p[i]);
    return in.n;
}

/** Does each byte fold by itself: ASCII without controls, as a line end is one? */
static bool is_simple(tg_str s)
{
    const uint64_t blanks = 0x2020202020202020U; /* taken off, what is below sets the high bit */
    uint64_t all = 0;
    if (s.n < 8) {
        for (size_t i = 0; i < s.n; i++) {
            uint64_t c = (unsigned char)s.p[i];
            all |= c | (c - ' ');
        }
        return (all & HIGH_BITS) == 0;
    }
    for (size_t i = 0; i + 8 < s.n; i += 8) all |= tg_load8(s.p + i) | (tg_load8(s.p + i) - blanks);
    all |= tg_load8(s.p + s.n - 8) | (tg_load8(s.p + s.n - 8) - blanks);
    return (all & HIGH_BITS) == 0;
}

size_t tg_fold(char *out, tg_str in)
{
    if (is_simple(in)) return fold_ascii(out, in);
    if (in.n > SMALL || !tg_has_marks(in)) return fold_points(out, in);
    char composed[3 * SMALL];
    size_t n = tg_utf8_compose(composed, in);
    return fold_points(out, n < in.n ? (tg_str){composed, n} : in);
}

uint64_t tg_hash_ascii(tg_str token, const char *limit)
{
    return hash_bytes(token.p, token.n, limit);
}

uint64_t tg_hash_near(tg_str token, const char *limit)
{
    if (token.n <= 16 && limit - token.p >= 16) {
        tg_hash_tail t = tg_hash_read(token.p, token.n);
        if (((t.a | t.b) & HIGH_BITS) == 0) return tg_hash_words(TG_HASH_SEED ^ token.n, t.a, t.b);
    }
    return tg_hash_folded(token);
}

uint64_t tg_hash_folded(tg_str token)
{
    if (token.n == 0) token.p = ""; /* an absent word is the empty one */
    if (is_simple(token)) return hash_bytes(token.p, token.n, token.p + token.n);

    /* A longer token is no word of any list: any stable value will do. */
    if (token.n > SMALL) return hash_bytes(token.p, SMALL, token.p + SMALL);
    char folded[3 * SMALL];
    size_t n = tg_fold(folded, token);
    return hash_bytes(folded, n, folded + n);
}

bool tg_fold_eq(tg_str a, tg_str b)
{
    if (is_simple(a) && is_simple(b)) {
        if (a.n != b.n) return false;
        for (size_t i = 0; i < a.n; i++) {
            if (tg_utf8_lower((unsigned char)a.p[i]) != tg_utf8_lower((unsigned char)b.p[i]))
                return false;
        }
        return true;
    }
    if (a.n > SMALL || b.n > SMALL) return tg_str_eq(a, b);
    char fa[3 * SMALL];
    char fb[3 * SMALL];
    size_t na = tg_fold(fa, a);
    size_t nb = tg_fold(fb, b);
    return na == nb && memcmp(fa, fb, na) == 0;
}
