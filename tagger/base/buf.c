/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include "base/mem.h"

enum { FIRST_CAP = 256 };

void tg_buf_dispose(tg_buf *buf)
{
    tg_mem_free(buf->p);
    *buf = TG_BUF_INIT;
}

bool tg_buf_reserve(tg_buf *buf, size_t n_bytes)
{
    if (buf->oom) return false;
    if (n_bytes <= buf->cap - buf->n) return true;

    /* Double, so that n appends copy O(n) bytes; unless the one piece is larger. */
    size_t cap = buf->cap == 0 ? FIRST_CAP : buf->cap * 2;
    if (cap < buf->n + n_bytes) cap = buf->n + n_bytes;
    char *p = n_bytes > SIZE_MAX / 2 - buf->n ? NULL : tg_mem_alloc(cap);
    if (p == NULL) {
        buf->oom = true;
        return false;
    }
    if (buf->n > 0) memcpy(p, buf->p, buf->n);
    tg_mem_free(buf->p);
    buf->p = p;
    buf->cap = cap;
    return true;
}

void tg_buf_add(tg_buf *buf, const char *p, size_t n_bytes)
{
    if (n_bytes == 0 || !tg_buf_reserve(buf, n_bytes)) return;
    memcpy(buf->p + buf->n, p, n_bytes);
    buf->n += n_bytes;
}

void tg_buf_str(tg_buf *buf, tg_str s)
{
    tg_buf_add(buf, s.p, s.n);
}

void tg_buf_char(tg_buf *buf, char c)
{
    tg_buf_add(buf, &c, 1);
}

void tg_buf_word(tg_buf *buf, const char *word)
{
    tg_buf_add(buf, word, strlen(word));
}

void tg_buf_uint(tg_buf *buf, uint64_t value)
{
    char digits[20]; /* 2^64 has twenty */
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    tg_buf_add(buf, digits + at, sizeof digits - at);
}

void tg_buf_fixed(tg_buf *buf, double value, unsigned decimals)
{
    uint64_t scale = 1;
    for (unsigned i = 0; i < decimals; i++) scale *= 10;

    bool negative = value < 0;
    double scaled = (negative ? -value : value) * (double)scale + 0.5;
    /* The comparison is false for what is not a number, too. */
    uint64_t units = scaled < 1e18 ? (uint64_t)scaled : 0;
    if (negative && units > 0) tg_buf_char(buf, '-');
    tg_buf_uint(buf, units / scale);
    if (decimals == 0) return;
    tg_buf_char(buf, '.');
    for (uint64_t place = scale / 10; place > 0; place /= 10) {
        tg_buf_char(buf, (char)('0' + units / place % 10));
    }
}
