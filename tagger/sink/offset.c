/* SPDX-License-Identifier: MIT
 *
 * offset.c — byte offsets in the unit the caller counts in.
 *
 * A code point is one byte that continues nothing (not 10xxxxxx); in UTF-16 it
 * is two units when it takes four bytes (11110xxx). Both are sums over bytes,
 * so we keep the sum before every 256th byte and count from there. A text of
 * ASCII alone needs no marks at all.
 */
#include "sink/offset.h"

#include "base/mem.h"

enum { STEP = 256 };

static uint32_t count(const char *p, size_t n, tg_unit unit)
{
    uint32_t units = 0;
    if (unit == TG_UNIT_CODEPOINTS) {
        for (size_t i = 0; i < n; i++) units += ((unsigned char)p[i] & 0xC0) != 0x80;
    } else {
        for (size_t i = 0; i < n; i++) {
            unsigned char c = (unsigned char)p[i];
            units += (uint32_t)((c & 0xC0) != 0x80) + (uint32_t)(c >= 0xF0);
        }
    }
    return units;
}

bool tg_offsets_init(tg_offsets *offsets, tg_str text, tg_unit unit)
{
    *offsets = (tg_offsets){.text = text, .unit = unit};
    if (unit == TG_UNIT_BYTES || text.n == 0 || count(text.p, text.n, unit) == text.n) return true;

    size_t n_marks = text.n / STEP + 1;
    offsets->marks = tg_mem_alloc(n_marks * sizeof *offsets->marks);
    if (offsets->marks == NULL) return false;
    uint32_t units = 0;
    for (size_t i = 0; i < n_marks; i++) {
        offsets->marks[i] = units;
        size_t n_left = text.n - i * STEP;
        units += count(text.p + i * STEP, n_left < STEP ? n_left : STEP, unit);
    }
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
