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

/** The sum of eight bytes, each 0 or 1. */
static uint32_t sum(uint64_t bytes)
{
    return (uint32_t)(bytes * 0x0101010101010101u >> 56);
}

/** Units in the eight bytes of x, where a byte of 0 is one, too. */
static uint32_t count_eight(uint64_t x, tg_unit unit)
{
    const uint64_t ones = 0x0101010101010101u;
    uint32_t units = 8 - sum(x >> 7 & ~x >> 6 & ones);
    return unit == TG_UNIT_UTF16 ? units + sum(x >> 7 & x >> 6 & x >> 5 & x >> 4 & ones) : units;
}

static uint32_t count(const char *p, size_t n, tg_unit unit)
{
    uint32_t units = 0;
    uint64_t x = 0;
    for (; n >= sizeof x; p += sizeof x, n -= sizeof x) {
        memcpy(&x, p, sizeof x);
        units += count_eight(x, unit);
    }
    if (n == 0) return units;
    x = 0;
    memcpy(&x, p, n);
    return units + count_eight(x, unit) - (uint32_t)(sizeof x - n);
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
