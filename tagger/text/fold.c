/* SPDX-License-Identifier: MIT
 *
 * fold.c — what counts as the same word: bytes in lower case, and their hash.
 *
 * Nearly all tokens are ASCII, and for those folding is one OR: every ASCII
 * byte that can stand in a word has bit 5 set in its lower-case form (letters
 * gain it, digits and - ' . & have it). So the hash reads eight bytes at a time,
 * ORs them and multiplies twice; it never writes a lower-case copy. Tokens with
 * other letters are folded code point by code point into a small buffer first.
 */
#include "base/utf8.h"
#include "text/token.h"

enum { SMALL = 128 };

#define LOWER_BITS 0x2020202020202020U

static uint64_t load(const char *p, size_t n)
{
    uint64_t x = 0;
    memcpy(&x, p, n);
    return x;
}

static uint64_t mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9fb21c651e98df25U;
    return h ^ (h >> 29);
}

static uint64_t hash_bytes(const char *p, size_t n)
{
    uint64_t h = 0x9e3779b97f4a7c15U ^ n;
    for (; n >= 8; p += 8, n -= 8) h = mix(h, load(p, 8) | LOWER_BITS);
    uint64_t tail = 0;
    if (n >= 4) {
        tail = load(p, 4) | load(p + n - 4, 4) << 32;
    } else if (n > 0) {
        tail = (uint64_t)(unsigned char)p[0] | (uint64_t)(unsigned char)p[n / 2] << 8 |
               (uint64_t)(unsigned char)p[n - 1] << 16;
    }
    h = mix(h, tail | LOWER_BITS) * 0xd6e8feb86659fd93U;
    return h ^ (h >> 32);
}

static bool is_ascii(tg_str s)
{
    size_t i = 0;
    for (; i + 8 <= s.n; i += 8) {
        if ((load(s.p + i, 8) & 0x8080808080808080U) != 0) return false;
    }
    for (; i < s.n; i++) {
        if ((unsigned char)s.p[i] >= 0x80) return false;
    }
    return true;
}

/** A combining mark stands in U+0300..U+036F: lead bytes CC and CD. */
static bool has_marks(tg_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == 0xcc || c == 0xcd) return true;
    }
    return false;
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
    case 0x00ad: /* soft hyphen */
    case 0x200b: /* zero-width space */
    case 0x200d: /* zero-width joiner */
    case 0x2060: /* word joiner */
        return 0;
    default:
        return tg_utf8_lower(cp);
    }
}

size_t tg_fold(char *out, tg_str in)
{
    if (in.n <= SMALL && has_marks(in)) {
        char composed[3 * SMALL];
        size_t n = tg_utf8_compose(composed, in);
        if (n < in.n) return tg_fold(out, (tg_str){composed, n});
    }
    size_t n = 0;
    const char *end = in.p + in.n;
    for (const char *p = in.p; p < end;) {
        uint32_t cp = 0;
        p += tg_utf8_next(p, end, &cp);
        cp = fold_point(cp);
        if (cp != 0) n += tg_utf8_put(out + n, cp);
    }
    return n;
}

uint64_t tg_hash_folded(tg_str token)
{
    if (is_ascii(token)) return hash_bytes(token.p, token.n);

    /* A longer token is no word of any list: any stable value will do. */
    if (token.n > SMALL) return hash_bytes(token.p, SMALL);
    char folded[3 * SMALL];
    return hash_bytes(folded, tg_fold(folded, token));
}

bool tg_fold_eq(tg_str a, tg_str b)
{
    if (is_ascii(a) && is_ascii(b)) {
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
