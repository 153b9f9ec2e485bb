/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include "base/mem.h"

enum { FIRST_CAP = 256 };

void tg_buf_dispose(tg_buf *buf)
{
    tg_mem_free(buf->p);
    *buf = TG_BUF_INIT;
}

bool tg_buf_grow(tg_buf *buf, size_t n_bytes)
{
    if (buf->oom) return false;

    /* Double, so that n appends copy O(n) bytes; unless the one piece is larger. */
    size_t cap = buf->cap == 0 ? FIRST_CAP : buf->cap * 2;
    if (cap < buf->n + n_bytes) cap = buf->n + n_bytes;
    char *p = n_bytes > SIZE_MAX / 2 - buf->n ? NULL : tg_mem_realloc(buf->p, cap);
    if (p == NULL) {
        buf->oom = true;
        buf->cap = buf->n; /* whatever is appended comes here and is lost */
        return false;
    }
    buf->p = p;
    buf->cap = cap;
    return true;
}

void tg_buf_str(tg_buf *buf, tg_str s)
{
    tg_buf_add(buf, s.p, s.n);
}

bool tg_buf_line(void *buf, tg_str line)
{
    tg_buf_str(buf, line);
    tg_buf_char(buf, '\n');
    return !((const tg_buf *)buf)->oom;
}

static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                            "25262728293031323334353637383940414243444546474849"
                            "50515253545556575859606162636465666768697071727374"
                            "75767778798081828384858687888990919293949596979899";

static void put_pair(char *p, size_t value)
{
    memcpy(p, pairs + 2 * value, 2);
}

/** Write a number below 10000, as most are. @return its digits. */
static inline size_t put_small(char *p, size_t value)
{
    size_t high = value / 100;
    size_t low = value % 100;
    if (value < 10) {
        *p = (char)('0' + value);
        return 1;
    }
    if (value < 100) {
        put_pair(p, low);
        return 2;
    }
    size_t n = high < 10 ? 1 : 2;
    if (high < 10) {
        *p = (char)('0' + high);
    } else {
        put_pair(p, high);
    }
    put_pair(p + n, low);
    return n + 2;
}

void tg_buf_uint(tg_buf *buf, uint64_t value)
{
    enum { MOST = 20 }; /* 2^64 has twenty digits */
    if (!tg_buf_reserve(buf, MOST)) return;
    size_t n_low = 0; /* digits behind the first few */
    uint64_t head = value;
    for (; head >= 10000; head /= 100) n_low += 2;
    buf->n += put_small(buf->p + buf->n, (size_t)head) + n_low;
    char *at = buf->p + buf->n;
    for (; n_low > 0; n_low -= 2, value /= 100) put_pair(at -= 2, (size_t)(value % 100));
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
    uint64_t whole = units / scale;
    tg_buf_uint(buf, whole);
    if (decimals == 0 || !tg_buf_reserve(buf, 1 + (size_t)decimals)) return;
    char *point = buf->p + buf->n;
    uint64_t rest = units - whole * scale;
    for (unsigned i = decimals; i > 0; i--, rest /= 10) point[i] = (char)('0' + rest % 10);
    point[0] = '.';
    buf->n += 1 + (size_t)decimals;
}
