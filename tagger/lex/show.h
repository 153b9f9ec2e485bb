/* SPDX-License-Identifier: MIT
 *
 * show.h — what the lists say, for people to read.
 */
#pragma once

#include "base/buf.h"
#include "lex/lexicon.h"

/** Every row that holds `form`, one line a call; with an empty form every file with its kind,
 *  rows and digest. Fails with TAGGER_E_NOMEM. */
tagger_status tg_lexicon_show(const tg_lexicon *lex, tg_str form, tagger_line_fn *line,
                              void *context, tagger_error *err);

/** Append the row an entry was made of: "parties/parties.tsv:812: party …". */
void tg_entry_describe(tg_buf *out, const tg_lexicon *lex, const tg_entry *e);
