/* SPDX-License-Identifier: MIT
 *
 * stream.h — a file descriptor, read in pieces: lines, or all of it.
 *
 * Memory stays bounded whatever comes: a line or a file over the limit is
 * read to its end and thrown away.
 */
#pragma once

#include "base/base.h"
#include "base/buf.h"

typedef struct tg_stream {
    int fd;
    bool at_end;    /* the descriptor has no more */
    bool bom_done;  /* a byte-order mark was looked for */
    uint32_t line;  /* lines begun so far: the number of the last one given */
    uint64_t limit; /* bytes: longer lines and files are skipped */
    size_t at;      /* first byte of the buffer not yet given */
    tg_buf buf;
} tg_stream;

/** Open a path, "-" being standard input. Close with tg_stream_close().
 *  @return E_IO with the reason; a folder is refused. */
TAGGER_MUST_CHECK tagger_status tg_stream_open(tg_stream *stream, const char *path, uint64_t limit,
                                               tagger_error *err);
void tg_stream_close(tg_stream *stream);

/** What came of a request for a piece. */
typedef enum tg_piece {
    TG_PIECE_END,
    TG_PIECE_GIVEN,
    TG_PIECE_TOO_LONG /* skipped: it is over the limit */
} tg_piece;

/** The first bytes, as many as one read gives, without taking them; the
 *  byte-order mark is dropped. Borrowed until the next call. */
TAGGER_MUST_CHECK tagger_status tg_stream_peek(tg_stream *stream, tg_str *head, tagger_error *err);

/** The next line, without its "\n"; borrowed until the next call. */
TAGGER_MUST_CHECK tagger_status tg_stream_line(tg_stream *stream, tg_str *line, tg_piece *piece,
                                               tagger_error *err);

/** All that is left, as one piece; borrowed until the next call. */
TAGGER_MUST_CHECK tagger_status tg_stream_rest(tg_stream *stream, tg_str *rest, tg_piece *piece,
                                               tagger_error *err);

/** Whether asking for more would wait for a slow writer: no whole line is in
 *  the buffer and the descriptor has nothing ready. */
bool tg_stream_would_wait(const tg_stream *stream);
