/* SPDX-License-Identifier: MIT
 *
 * text.c — a file is one article, byte for byte.
 */
#include "read/formats.h"

tagger_status tg_read_text(tg_stream *stream, const tg_read_options *options, tg_arena *arena,
                           tg_raw *raw, bool *more, tagger_error *err)
{
    /* One article a file, even an empty one; then the end. */
    *more = stream->line == 0;
    if (!*more) return TAGGER_OK;
    stream->line = 1;

    if (strcmp(raw->path, "-") != 0) {
        raw->article.id = (tg_str){.p = raw->path, .n = strlen(raw->path)};
    }
    tg_piece piece;
    TG_TRY(tg_stream_rest(stream, &raw->article.text, &piece, err));
    if (piece == TG_PIECE_TOO_LONG) {
        raw->article.text = (tg_str){.p = NULL};
        tg_read_too_long(raw, options);
        return TAGGER_OK;
    }
    return tg_read_keep(arena, &raw->article.text, err);
}
