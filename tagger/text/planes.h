/* SPDX-License-Identifier: MIT
 *
 * planes.h — 64 bytes of text as bit planes: of which kind is each byte?
 *
 * Inline, so that who asks for two planes pays for two.
 */
#pragma once

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/base.h"

enum {
    TG_PLANE_INK,    /* anything but a blank or a control byte */
    TG_PLANE_WORD,   /* letters, digits, _ and every byte >= 0x80 */
    TG_PLANE_WIDE,   /* bytes >= 0x80 */
    TG_PLANE_UPPER,  /* A to Z */
    TG_PLANE_LOWER,  /* a to z */
    TG_PLANE_DIGIT,  /* 0 to 9 */
    TG_PLANE_JOINER, /* - . , & */
    TG_PLANE_QUOTE,  /* ' */
    TG_N_PLANES
};

/** The planes of 64 bytes, bit i for byte i. */
typedef struct tg_planes {
    uint64_t plane[TG_N_PLANES];
} tg_planes;

static inline bool tg_is_word_byte(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || c == '_';
}

#if defined(__SSE2__)
typedef struct tg_bytes64 {
    __m128i at[4];
} tg_bytes64;

/** A bit for each byte that lies in [low, high]; bytes >= 0x80 are negative and never do. */
static inline uint64_t tg_plane_range(const tg_bytes64 *v, char low, char high)
{
    uint64_t bits = 0;
    for (unsigned i = 0; i < 4; i++) {
        __m128i in = _mm_and_si128(_mm_cmpgt_epi8(v->at[i], _mm_set1_epi8((char)(low - 1))),
                                   _mm_cmplt_epi8(v->at[i], _mm_set1_epi8((char)(high + 1))));
        bits |= (uint64_t)(unsigned)_mm_movemask_epi8(in) << 16 * i;
    }
    return bits;
}

/** A bit for each byte that is c. */
static inline uint64_t tg_plane_equal(const tg_bytes64 *v, char c)
{
    uint64_t bits = 0;
    for (unsigned i = 0; i < 4; i++) {
        __m128i equal = _mm_cmpeq_epi8(v->at[i], _mm_set1_epi8(c));
        bits |= (uint64_t)(unsigned)_mm_movemask_epi8(equal) << 16 * i;
    }
    return bits;
}

/** Bit `bit` (0 to 7) of each byte. */
static inline uint64_t tg_plane_bit(const tg_bytes64 *v, int bit)
{
    uint64_t bits = 0;
    for (unsigned i = 0; i < 4; i++) {
        __m128i on_top = _mm_slli_epi16(v->at[i], 7 - bit);
        bits |= (uint64_t)(unsigned)_mm_movemask_epi8(on_top) << 16 * i;
    }
    return bits;
}

/** The planes of the 64 bytes at text. */
static inline tg_planes tg_planes_of(const char *text)
{
    tg_bytes64 v;
    tg_bytes64 low;
    for (unsigned i = 0; i < 4; i++) {
        v.at[i] = _mm_loadu_si128((const __m128i *)(const void *)(text + 16 * (size_t)i));
        low.at[i] = _mm_or_si128(v.at[i], _mm_set1_epi8(0x20));
    }
    uint64_t letter = tg_plane_range(&low, 'a', 'z');
    uint64_t lower = letter & tg_plane_bit(&v, 5);
    uint64_t digit = tg_plane_range(&v, '0', '9');
    uint64_t wide = tg_plane_bit(&v, 7);
    tg_planes out;
    out.plane[TG_PLANE_INK] = tg_plane_range(&v, '!', '~') | wide;
    out.plane[TG_PLANE_WORD] = letter | digit | tg_plane_equal(&v, '_') | wide;
    out.plane[TG_PLANE_WIDE] = wide;
    out.plane[TG_PLANE_UPPER] = letter & ~lower;
    out.plane[TG_PLANE_LOWER] = lower;
    out.plane[TG_PLANE_DIGIT] = digit;
    out.plane[TG_PLANE_JOINER] = tg_plane_range(&v, ',', '.') | tg_plane_equal(&v, '&');
    out.plane[TG_PLANE_QUOTE] = tg_plane_equal(&v, '\'');
    return out;
}
#else
static inline tg_planes tg_planes_of(const char *text)
{
    tg_planes out = {{0}};
    for (size_t i = 0; i < 64; i++) {
        unsigned char c = (unsigned char)text[i];
        out.plane[TG_PLANE_INK] |= (uint64_t)(c > ' ' && c != 0x7f) << i;
        out.plane[TG_PLANE_WORD] |= (uint64_t)tg_is_word_byte(c) << i;
        out.plane[TG_PLANE_WIDE] |= (uint64_t)(c >= 0x80) << i;
        out.plane[TG_PLANE_UPPER] |= (uint64_t)(c >= 'A' && c <= 'Z') << i;
        out.plane[TG_PLANE_LOWER] |= (uint64_t)(c >= 'a' && c <= 'z') << i;
        out.plane[TG_PLANE_DIGIT] |= (uint64_t)(c >= '0' && c <= '9') << i;
        out.plane[TG_PLANE_JOINER] |= (uint64_t)(c == '-' || c == '.' || c == ',' || c == '&') << i;
        out.plane[TG_PLANE_QUOTE] |= (uint64_t)(c == '\'') << i;
    }
    return out;
}
#endif

/** The planes of n bytes, below 64; those behind them are in no plane. */
static inline tg_planes tg_planes_rest(const char *text, size_t n)
{
    char padded[64] = {0};
    if (n > 0) memcpy(padded, text, n);
    return tg_planes_of(padded);
}

static inline uint64_t tg_lowest_bit(uint64_t x)
{
    return x & (~x + 1);
}
