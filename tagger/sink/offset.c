/* SPDX-License-Identifier: MIT
 *
 * offset.c — byte offsets in the unit the caller counts in.
 *
 * A code point is one byte that continues nothing (not 10xxxxxx); in UTF-16 it
 * is two units when it takes four bytes (1111xxxx). Both are sums over bytes,
 * so we keep the sum before every 64th byte and count from there, eight bytes
 * at a time. A text of ASCII alone needs no marks at all.
 */
#include "sink/offset.h"

#include "base/mem.h"

enum { STEP = 64 };

#define ONES 0x0101010101010101u

/** Of eight bytes, 1 for each that continues a sequence. */
static uint64_t continuing(uint64_t x)
{
    return x >> 7 & ~x >> 6 & ONES;
}

/** Of eight bytes, 1 for each that begins a sequence of four. */
static uint64_t beginning_four(uint64_t x)
{
    return x >> 7 & x >> 6 & x >> 5 & x >> 4 & ONES;
}

/** Units in at most STEP bytes. */
static uint32_t count(const char *p, size_t n, tg_unit unit)
{
    bool utf16 = unit == TG_UNIT_UTF16;
    uint64_t less = 0; /* eight counts, one a byte, none above STEP / 8 + 1 */
    uint64_t more = 0;
    uint64_t x = 0;
    size_t i = 0;
    for (; i + sizeof x <= n; i += sizeof x) {
        memcpy(&x, p + i, sizeof x);
        less += continuing(x);
        if (utf16) more += beginning_four(x);
    }
    if (i < n) {
        x = 0; /* bytes of 0 neither continue nor begin one */
        memcpy(&x, p + i, n - i);
        less += continuing(x);
        if (utf16) more += beginning_four(x);
    }
    /* Multiplying by ONES adds the counts up in the topmost byte. */
    return (uint32_t)n - (uint32_t)(less * ONES >> 56) + (uint32_t)(more * ONES >> 56);
}

bool tg_offsets_init(tg_offsets *offsets, tg_str text, tg_unit unit)
{
    *offsets = (tg_offsets){.text = text, .unit = unit};
    if (unit == TG_UNIT_BYTES || text.n == 0) return true;

    size_t n_marks = text.n / STEP + 1;
    offsets->marks = tg_mem_alloc(n_marks * sizeof *offsets->marks);
    if (offsets->marks == NULL) return false;
    uint32_t units = 0;
    for (size_t i = 0; i < n_marks; i++) {
        offsets->marks[i] = units;
        size_t n_left = text.n - i * STEP;
        units += count(text.p + i * STEP, n_left < STEP ? n_left : STEP, unit);
    }
    if (units == text.n) tg_offsets_dispose(offsets);
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
    uint32_t mark = at / STEP;
    return offsets->marks[mark] +
           count(offsets->text.p + (size_t)mark * STEP, at % STEP, offsets->unit);
}
