/* SPDX-License-Identifier: MIT
 *
 * formats.h — what each format does with a stream; the table is in reader.c.
 */
#pragma once

#include "read/reader.h"
#include "read/stream.h"

/** Read one article from the stream into `raw`, which holds path and nothing
 *  else; *more is false when the stream had none. */
typedef tagger_status tg_read_fn(tg_stream *stream, const tg_read_options *options, tg_arena *arena,
                                 tg_raw *raw, bool *more, tagger_error *err);

tg_read_fn tg_read_text;
tg_read_fn tg_read_jsonl;

/** Copy into the arena. @return E_NOMEM. */
TAGGER_MUST_CHECK tagger_status tg_read_keep(tg_arena *arena, tg_str *s, tagger_error *err);

/** Note in `raw` that it is longer than max_doc. */
void tg_read_too_long(tg_raw *raw, const tg_read_options *options);
