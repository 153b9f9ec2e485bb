/* SPDX-License-Identifier: MIT */
#include "graph/named.h"

#include <stdlib.h>

static int by_number(const void *left, const void *right)
{
    const int64_t *a = left;
    const int64_t *b = right;
    return (*a > *b) - (*a < *b);
}

static void put_number(tg_buf *out, uint64_t n)
{
    for (; n > 0x7f; n >>= 7) tg_buf_char(out, (char)(n | 0x80));
    tg_buf_char(out, (char)n);
}

void tg_named_put(tg_buf *out, int64_t *ids, uint32_t n)
{
    int64_t before = 0;
    if (n > 1) qsort(ids, n, sizeof *ids, by_number);
    for (uint32_t i = 0, same = 0; i < n; i += same) {
        for (same = 1; i + same < n && ids[i + same] == ids[i];) same++;
        put_number(out, (uint64_t)(ids[i] - before));
        put_number(out, same);
        before = ids[i];
    }
}

/** @return false when it does not end in the blob. */
static bool take_number(uint64_t *out, tg_str *blob)
{
    *out = 0;
    for (unsigned shift = 0; blob->n > 0 && shift < 63; shift += 7) {
        uint8_t byte = (uint8_t)*blob->p++;
        blob->n--;
        *out |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) return true;
    }
    return false;
}

bool tg_named_next(tg_named *at, tg_str *blob)
{
    uint64_t further = 0;
    if (!take_number(&further, blob) || !take_number(&at->mentions, blob)) return false;
    at->entity += further;
    return true;
}
