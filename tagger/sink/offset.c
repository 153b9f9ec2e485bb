/* SPDX-License-Identifier: MIT
 *
 * offset.c — byte offsets in the unit the caller counts in.
 *
 * A code point is one byte that continues nothing (not 10xxxxxx); in UTF-16 it
 * is two units when it takes four bytes (1111xxxx). Both are sums over bytes,
 * so we keep the sum before every 64th byte and, of the 64 from there on, a bit
 * for each that counts less or more than one. A text of ASCII alone needs
 * no marks at all.
 */
#include "sink/offset.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/mem.h"

enum { STEP = 64 };

struct tg_offset_mark {
    uint64_t less;  /* bit i: byte i continues a sequence */
    uint64_t more;  /* bit i: byte i begins a sequence of four, and those are two units */
    uint32_t units; /* before the first byte */
};

/** Look at the STEP bytes at p. */
static void mark(tg_offset_mark *m, const char *p, bool utf16)
{
    m->less = 0;
    m->more = 0;
#if defined(__SSE2__)
    for (unsigned i = 0; i < STEP; i += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
        __m128i less = _mm_cmplt_epi8(v, _mm_set1_epi8((char)0xc0)); /* signed: 80 to bf */
        m->less |= (uint64_t)(unsigned)_mm_movemask_epi8(less) << i;
        if (!utf16) continue;
        __m128i more = _mm_and_si128(v, _mm_cmpgt_epi8(v, _mm_set1_epi8((char)0xef)));
        m->more |= (uint64_t)(unsigned)_mm_movemask_epi8(more) << i;
    }
#else
    for (unsigned i = 0; i < STEP; i++) {
        unsigned char c = (unsigned char)p[i];
        m->less |= (uint64_t)((c & 0xc0) == 0x80) << i;
        m->more |= (uint64_t)(utf16 && c >= 0xf0) << i;
    }
#endif
}

/** Units in the first n (below STEP) bytes of a mark, or in all of them. */
static uint32_t units_in(const tg_offset_mark *m, uint32_t n)
{
    uint64_t first = n < STEP ? ((uint64_t)1 << n) - 1 : UINT64_MAX;
    uint32_t units = n - (uint32_t)__builtin_popcountll(m->less & first);
    return m->more == 0 ? units : units + (uint32_t)__builtin_popcountll(m->more & first);
}

bool tg_offsets_init(tg_offsets *offsets, tg_str text, tg_unit unit)
{
    *offsets = (tg_offsets){.text = text, .unit = unit};
    if (unit == TG_UNIT_BYTES || text.n == 0) return true;

    size_t n_marks = text.n / STEP + 1;
    offsets->marks = tg_mem_alloc(n_marks * sizeof *offsets->marks);
    if (offsets->marks == NULL) return false;
    uint32_t units = 0;
    uint64_t any = 0;
    char rest[STEP] = {0};
    for (size_t i = 0; i < n_marks; i++) {
        tg_offset_mark *m = &offsets->marks[i];
        size_t n = text.n - i * STEP < STEP ? text.n - i * STEP : STEP;
        const char *p = text.p + i * STEP;
        mark(m, n < STEP ? memcpy(rest, p, n) : p, unit == TG_UNIT_UTF16);
        m->units = units;
        units += m->less == 0 && m->more == 0 ? (uint32_t)n : units_in(m, (uint32_t)n);
        any |= m->less | m->more;
    }
    if (any == 0) tg_offsets_dispose(offsets);
    return true;
}

void tg_offsets_dispose(tg_offsets *offsets)
{
    tg_mem_free(offsets->marks);
    offsets->marks = NULL;
}

uint32_t tg_offsets_at(const tg_offsets *offsets, uint32_t at)
{
    assert(at <= offsets->text.n);
    if (offsets->marks == NULL) return at;
    const tg_offset_mark *m = &offsets->marks[at / STEP];
    return m->units + units_in(m, at % STEP);
}
