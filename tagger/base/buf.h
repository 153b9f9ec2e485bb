/* SPDX-License-Identifier: MIT
 *
 * buf.h — bytes that grow at the end.
 *
 * Whoever writes much (sinks, the graph) appends piece after piece and asks
 * once, at the end, whether memory held out: `oom` is sticky, and appending
 * to a buffer that ran out does nothing.
 */
#pragma once

#include "base/base.h"

typedef struct tg_buf {
    char *p;    /* [cap] bytes, the first n are written */
    size_t n;   /* bytes */
    size_t cap; /* bytes */
    bool oom;   /* sticky: an append was lost */
} tg_buf;

/** An empty buffer owns nothing; zero-initialising it is enough. */
#define TG_BUF_INIT ((tg_buf){.p = NULL})

/** Give the memory back; the buffer is empty and may be used again. */
void tg_buf_dispose(tg_buf *buf);

/** The part of tg_buf_reserve() that needs memory. */
bool tg_buf_grow(tg_buf *buf, size_t n_bytes);

/* A record is hundreds of short pieces, most of them literals: what appends them is inline, so
 * that the length of a literal is known and each piece costs a compare and a store or two. */

/** Make room for `n_bytes` more at buf->p + buf->n. @return false when memory ran out. */
static inline bool tg_buf_reserve(tg_buf *buf, size_t n_bytes)
{
    return n_bytes <= buf->cap - buf->n || tg_buf_grow(buf, n_bytes);
}

static inline void tg_buf_add(tg_buf *buf, const char *p, size_t n_bytes)
{
    if (n_bytes == 0 || !tg_buf_reserve(buf, n_bytes)) return;
    memcpy(buf->p + buf->n, p, n_bytes);
    buf->n += n_bytes;
}

static inline void tg_buf_char(tg_buf *buf, char c)
{
    if (tg_buf_reserve(buf, 1)) buf->p[buf->n++] = c;
}

/** Append a NUL-terminated word, as names of the public header are. */
static inline void tg_buf_word(tg_buf *buf, const char *word)
{
    tg_buf_add(buf, word, strlen(word));
}

void tg_buf_str(tg_buf *buf, tg_str s);

/** Append a line and its end; a tagger_line_fn whose context is the buffer. @return false when memory
 *  ran out. */
bool tg_buf_line(void *buf, tg_str line);

/** Append in decimal. */
void tg_buf_uint(tg_buf *buf, uint64_t value);

/** Append rounded to `decimals` places (0 to 9); the same digits in every
 *  locale. Not a number and the infinities become 0. */
void tg_buf_fixed(tg_buf *buf, double value, unsigned decimals);

/** What was written so far; borrowed until the next append. */
static inline tg_str tg_buf_view(const tg_buf *buf)
{
    return (tg_str){.p = buf->p, .n = buf->n};
}
