/* SPDX-License-Identifier: MIT
 *
 * stream.c — a file descriptor, read in pieces.
 *
 *     buf   [ given before | line \n line \n begin of a li ][ free ]
 *           0              at                               n      cap
 *
 * A read goes into the free part. When no whole line is left, what remains
 * moves to the front; so a byte is moved at most once a buffer, and a line
 * longer than the buffer makes it grow, up to the limit and not further.
 */
#include "read/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/status.h"

enum { CHUNK = 1 << 14 }; /* bytes asked for at a time */

static tagger_status refused(const char *doing, tagger_error *err)
{
    int why = errno;
    char reason[128];
    if (strerror_r(why, reason, sizeof reason) != 0) reason[0] = '\0';
    errno = why;
    return tg_fail(err, TAGGER_E_IO, "%s: %s", doing, reason);
}

tagger_status tg_stream_open(tg_stream *stream, const char *path, uint64_t limit, tagger_error *err)
{
    *stream = (tg_stream){.fd = STDIN_FILENO, .limit = limit};
    if (strcmp(path, "-") != 0) stream->fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (stream->fd < 0 || fstat(stream->fd, &info) != 0) return refused("cannot open", err);
    if (S_ISDIR(info.st_mode)) {
        tg_stream_close(stream);
        errno = EISDIR;
        return refused("cannot read", err);
    }
    return TAGGER_OK;
}

void tg_stream_close(tg_stream *stream)
{
    if (stream->fd > STDIN_FILENO) (void)close(stream->fd);
    tg_buf_dispose(&stream->buf);
    stream->fd = -1;
}

/** Read once more behind what is in the buffer. */
static tagger_status fill(tg_stream *stream, tagger_error *err)
{
    tg_buf *buf = &stream->buf;
    if (stream->at > 0) {
        memmove(buf->p, buf->p + stream->at, buf->n - stream->at);
        buf->n -= stream->at;
        stream->at = 0;
    }
    if (!tg_buf_reserve(buf, CHUNK)) return tg_fail(err, TAGGER_E_NOMEM, "out of memory");

    ssize_t n = read(stream->fd, buf->p + buf->n, CHUNK);
    if (n < 0 && errno == EINTR) n = 0; /* a signal: what was read is given, then comes the end */
    if (n < 0) return refused("cannot read", err);
    stream->at_end = n == 0;
    buf->n += (size_t)n;
    return TAGGER_OK;
}

static void drop_bom(tg_stream *stream)
{
    stream->bom_done = true;
    if (stream->buf.n >= 3 && memcmp(stream->buf.p, "\xEF\xBB\xBF", 3) == 0) stream->at = 3;
}

/** Fill the empty buffer for the first time. */
static tagger_status begin(tg_stream *stream, tagger_error *err)
{
    while (!stream->at_end && stream->buf.n < 3) TG_TRY(fill(stream, err));
    drop_bom(stream);
    return TAGGER_OK;
}

tagger_status tg_stream_peek(tg_stream *stream, tg_str *head, tagger_error *err)
{
    if (!stream->bom_done) TG_TRY(begin(stream, err));
    *head = (tg_str){.p = stream->buf.p + stream->at, .n = stream->buf.n - stream->at};
    return TAGGER_OK;
}

/** Throw away everything up to the end of the line that is being read. */
static tagger_status skip_line(tg_stream *stream, tagger_error *err)
{
    for (;;) {
        const char *from = stream->buf.p + stream->at;
        const char *stop = memchr(from, '\n', stream->buf.n - stream->at);
        if (stop != NULL) {
            stream->at = (size_t)(stop - stream->buf.p) + 1;
            return TAGGER_OK;
        }
        stream->at = stream->buf.n;
        if (stream->at_end) return TAGGER_OK;
        TG_TRY(fill(stream, err));
    }
}

tagger_status tg_stream_line(tg_stream *stream, tg_str *line, tg_piece *piece, tagger_error *err)
{
    if (!stream->bom_done) TG_TRY(begin(stream, err));
    size_t n_seen = 0; /* bytes of this line known to hold no line end */
    for (;;) {
        tg_buf *buf = &stream->buf;
        size_t n_left = buf->n - stream->at;
        const char *from = n_left > 0 ? buf->p + stream->at : "";
        const char *stop = n_left > n_seen ? memchr(from + n_seen, '\n', n_left - n_seen) : NULL;
        if (stop == NULL && n_left <= stream->limit && !stream->at_end) {
            n_seen = n_left;
            TG_TRY(fill(stream, err));
            continue;
        }
        if (stop == NULL && n_left == 0) {
            *piece = TG_PIECE_END;
            return TAGGER_OK;
        }
        stream->line++;
        size_t n = stop != NULL ? (size_t)(stop - from) : n_left;
        if (n > stream->limit) {
            *piece = TG_PIECE_TOO_LONG;
            return skip_line(stream, err);
        }
        *line = (tg_str){.p = from, .n = n};
        *piece = TG_PIECE_GIVEN;
        stream->at += n + (stop != NULL);
        return TAGGER_OK;
    }
}

tagger_status tg_stream_rest(tg_stream *stream, tg_str *rest, tg_piece *piece, tagger_error *err)
{
    if (!stream->bom_done) TG_TRY(begin(stream, err));
    while (!stream->at_end && stream->buf.n - stream->at <= stream->limit) {
        TG_TRY(fill(stream, err));
    }
    *rest = (tg_str){.p = stream->buf.p + stream->at, .n = stream->buf.n - stream->at};
    *piece = rest->n > stream->limit ? TG_PIECE_TOO_LONG : TG_PIECE_GIVEN;
    stream->at = stream->buf.n;
    if (*piece == TG_PIECE_TOO_LONG) {
        while (!stream->at_end) {
            stream->at = stream->buf.n;
            TG_TRY(fill(stream, err));
        }
        stream->at = stream->buf.n;
    }
    return TAGGER_OK;
}

bool tg_stream_would_wait(const tg_stream *stream)
{
    size_t n_left = stream->buf.n - stream->at;
    if (stream->at_end) return false;
    if (n_left > 0 && memchr(stream->buf.p + stream->at, '\n', n_left) != NULL) return false;
    struct pollfd ready = {.fd = stream->fd, .events = POLLIN};
    return poll(&ready, 1, 0) == 0;
}
