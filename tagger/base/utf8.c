/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <utf8proc.h>

enum { REPLACEMENT = 0xfffd };

uint32_t tg_utf8_next(const char *p, const char *end, uint32_t *cp)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t left = (size_t)(end - p);
    if (u[0] < 0x80) {
        *cp = u[0];
        return 1;
    }
    if (u[0] < 0xe0 && left >= 2) {
        *cp = (uint32_t)(u[0] & 0x1f) << 6 | (uint32_t)(u[1] & 0x3f);
        return 2;
    }
    if (u[0] < 0xf0 && left >= 3) {
        *cp =
            (uint32_t)(u[0] & 0x0f) << 12 | (uint32_t)(u[1] & 0x3f) << 6 | (uint32_t)(u[2] & 0x3f);
        return 3;
    }
    if (left >= 4) {
        *cp = (uint32_t)(u[0] & 0x07) << 18 | (uint32_t)(u[1] & 0x3f) << 12 |
              (uint32_t)(u[2] & 0x3f) << 6 | (uint32_t)(u[3] & 0x3f);
        return 4;
    }
    *cp = REPLACEMENT;
    return 1;
}

uint32_t tg_utf8_prev(const char *begin, const char *end, uint32_t *cp)
{
    const char *p = end - 1;
    while (p > begin && ((unsigned char)*p & 0xc0) == 0x80) p--;
    (void)tg_utf8_next(p, end, cp);
    return (uint32_t)(end - p);
}

uint32_t tg_utf8_put(char *out, uint32_t cp)
{
    if (cp < 0x80) {
        *out = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xc0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3f));
        return 2;
    }
    return (uint32_t)utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)out);
}

/** U+2028 or U+2029? */
static bool is_separator(const unsigned char *u, size_t left)
{
    return u[0] == 0xe2 && left >= 3 && u[1] == 0x80 && (u[2] == 0xa8 || u[2] == 0xa9);
}

uint32_t tg_utf8_line_end(const char *p, const char *end)
{
    size_t left = (size_t)(end - p);
    if (p[0] == '\n') return 1;
    if (p[0] != '\r') return is_separator((const unsigned char *)p, left) ? 3 : 0;
    if (left >= 2 && p[1] == '\n') return 2;
    return left >= 3 && p[1] == '\r' && p[2] == '\n' ? 3 : 1;
}

uint32_t tg_utf8_breaks(const char *p, const char *end)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t left = (size_t)(end - p);
    if (u[0] < ' ' || u[0] == 0x7f) return 1;
    if (u[0] == 0xc2 && left >= 2) return u[1] < 0xa0 ? 2 : 0;
    return is_separator(u, left) ? 3 : 0;
}

size_t tg_utf8_flat(char *out, size_t room, tg_str in)
{
    size_t n = 0;
    if (in.n == 0) return 0; /* of no text not even the end can be told */
    for (const char *p = in.p, *end = in.p + in.n; p < end;) {
        uint32_t cp = 0;
        uint32_t n_break = tg_utf8_breaks(p, end);
        uint32_t n_in = n_break > 0 ? n_break : tg_utf8_next(p, end, &cp);
        uint32_t n_out = n_break > 0 ? 1 : n_in;
        if (n_out > room - n) break;
        memmove(out + n, n_break > 0 ? " " : p, n_out);
        n += n_out;
        p += n_in;
    }
    return n;
}

/* Windows-1252 0x80..0x9f; the five holes map to themselves as controls (WHATWG encoding standard). */
static const uint16_t cp1252[32] = {0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                    0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
                                    0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                    0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

size_t tg_utf8_from_cp1252(char *out, tg_str in)
{
    size_t n = 0;
    for (size_t i = 0; i < in.n; i++) {
        unsigned char c = (unsigned char)in.p[i];
        n += tg_utf8_put(out + n, c >= 0x80 && c < 0xa0 ? cp1252[c - 0x80] : c);
    }
    return n;
}

/** Length of the well-formed sequence at u, or 0. RFC 3629: no overlong forms, no surrogates. */
static size_t sequence(const unsigned char *u, size_t left)
{
    if (u[0] < 0x80) return 1;
    if (u[0] < 0xc2 || u[0] > 0xf4) return 0;
    size_t n = u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : 4;
    if (left < n) return 0;
    for (size_t i = 1; i < n; i++) {
        if ((u[i] & 0xc0) != 0x80) return 0;
    }
    bool wrong = (u[0] == 0xe0 && u[1] < 0xa0) || (u[0] == 0xed && u[1] > 0x9f) ||
                 (u[0] == 0xf0 && u[1] < 0x90) || (u[0] == 0xf4 && u[1] > 0x8f);
    return wrong ? 0 : n;
}

static bool are_ascii(const unsigned char *u, size_t n_eights)
{
    uint64_t all = 0;
    for (size_t i = 0; i < n_eights; i++) {
        uint64_t eight = 0;
        memcpy(&eight, u + 8 * i, sizeof eight);
        all |= eight;
    }
    return (all & 0x8080808080808080U) == 0;
}

tg_str tg_utf8_without_mark(tg_str text)
{
    bool mark = text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0;
    return mark ? (tg_str){text.p + 3, text.n - 3} : text;
}

size_t tg_utf8_valid(tg_str text)
{
    const unsigned char *u = (const unsigned char *)text.p;
    size_t i = 0;
    while (i < text.n) {
        /* ASCII in long steps, then in short ones: the common case by far. */
        while (text.n - i >= 64 && are_ascii(u + i, 8)) i += 64;
        while (text.n - i >= 8 && are_ascii(u + i, 1)) i += 8;
        if (i == text.n) break;
        size_t n = sequence(u + i, text.n - i);
        if (n == 0) break;
        i += n;
    }
    return i;
}

size_t tg_utf8_count(tg_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) n += ((unsigned char)text.p[i] & 0xc0) != 0x80;
    return n;
}

size_t tg_utf16_count(tg_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        n += (size_t)((c & 0xc0) != 0x80) + (size_t)(c >= 0xf0);
    }
    return n;
}

tg_class tg_utf8_class(uint32_t cp)
{
    if ((cp | 0x20) - 'a' < 26) return TG_CLASS_LETTER; /* most of all text */
    if (cp >= 0xc0 && cp < 0x250 && cp != 0xd7 && cp != 0xf7) return TG_CLASS_LETTER; /* À to ɏ */
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
        return TG_CLASS_LETTER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
        return TG_CLASS_MARK;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return TG_CLASS_DIGIT;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
        return TG_CLASS_SPACE;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
        break;
    }
    return TG_CLASS_SIGN;
}

bool tg_utf8_is_upper(uint32_t cp)
{
    if (cp < 0x80) return cp >= 'A' && cp <= 'Z';
    if (cp < 0x100) return cp >= 0xc0 && cp <= 0xde && cp != 0xd7; /* × is none */
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool tg_utf8_is_lower(uint32_t cp)
{
    if (cp < 0x80) return cp >= 'a' && cp <= 'z';
    if (cp < 0x100) return cp == 0xb5 || (cp >= 0xdf && cp != 0xf7); /* µ is one, ÷ is none */
    return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_LL;
}

uint32_t tg_utf8_lower(uint32_t cp)
{
    if (cp < 0x80) return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
    if (cp < 0x100) return cp >= 0xc0 && cp <= 0xde && cp != 0xd7 ? cp + 32 : cp; /* × has none */
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

uint32_t tg_utf8_upper(uint32_t cp)
{
    if (cp < 0x80) return cp >= 'a' && cp <= 'z' ? cp - 32 : cp;
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)cp);
}

bool tg_utf8_is_hidden(uint32_t cp)
{
    return cp == 0xad || (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x202a && cp <= 0x202e) ||
           (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff;
}

/** Letters and digits in another dress. */
static bool is_dressed(uint32_t cp)
{
    return cp == 0x132 || cp == 0x133 ||     /* Ĳ ĳ */
           (cp >= 0xfb00 && cp <= 0xfb06) || /* ﬀ to ﬆ */
           (cp >= 0xff10 && cp <= 0xff19) || /* wide digits */
           (cp >= 0xff21 && cp <= 0xff3a) || /* wide capitals */
           (cp >= 0xff41 && cp <= 0xff5a) || /* wide small letters */
           (cp >= 0x1d400 && cp <= 0x1d7ff); /* bold, italic … 𝐀 to 𝟿 */
}

unsigned tg_utf8_letters(uint32_t out[TG_MOST_LETTERS], uint32_t cp)
{
    out[0] = cp;
    if (!is_dressed(cp)) return 1;
    unsigned both = (unsigned)UTF8PROC_DECOMPOSE | (unsigned)UTF8PROC_COMPAT;
    utf8proc_int32_t points[TG_MOST_LETTERS];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, points, TG_MOST_LETTERS,
                                                 (utf8proc_option_t)both, &boundary);
    if (n < 1 || n > TG_MOST_LETTERS) return 1;
    for (utf8proc_ssize_t i = 0; i < n; i++) out[i] = (uint32_t)points[i];
    return (unsigned)n;
}

enum { MAX_POINTS = 256 };

static size_t put_points(char *out, const utf8proc_int32_t *points, utf8proc_ssize_t n)
{
    size_t at = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++) at += tg_utf8_put(out + at, (uint32_t)points[i]);
    return at;
}

size_t tg_utf8_compose(char *out, tg_str in)
{
    /* Two options are a value that the enumeration does not list. */
    unsigned both = (unsigned)UTF8PROC_STABLE | (unsigned)UTF8PROC_COMPOSE;
    utf8proc_option_t options = (utf8proc_option_t)both;
    utf8proc_int32_t points[MAX_POINTS];
    utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)in.p, (utf8proc_ssize_t)in.n,
                                            points, MAX_POINTS - 1, options);
    if (n < 0 || n >= MAX_POINTS) {
        memcpy(out, in.p, in.n);
        return in.n;
    }
    return put_points(out, points, utf8proc_normalize_utf32(points, n, options));
}

size_t tg_utf8_unmark(char *out, tg_str in)
{
    unsigned all =
        (unsigned)UTF8PROC_STABLE | (unsigned)UTF8PROC_DECOMPOSE | (unsigned)UTF8PROC_STRIPMARK;
    utf8proc_int32_t points[MAX_POINTS];
    utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)in.p, (utf8proc_ssize_t)in.n,
                                            points, MAX_POINTS - 1, (utf8proc_option_t)all);
    if (n < 0 || n >= MAX_POINTS) {
        memcpy(out, in.p, in.n);
        return in.n;
    }
    return put_points(out, points, n);
}
