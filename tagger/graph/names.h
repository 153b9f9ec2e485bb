/* SPDX-License-Identifier: MIT
 *
 * names.h — whom a reader means by what he typed.
 */
#pragma once

#include "base/buf.h"
#include "graph/store.h"
#include "graph/value.h"

enum { TG_NAMES_MAX = 8 };

/** Entities that fit a name, the likeliest first. */
typedef struct tg_names {
    int64_t id[TG_NAMES_MAX]; /* rows of entities, merged ones replaced by whom they became */
    uint32_t n;
} tg_names;

/**
 * Look a name up; the first of these that finds anybody decides:
 * "type:key" or a list id; a name or alias as a whole; a name with all these
 * words; the same with the last word begun; an alias that contains it.
 * Behind who is called by one word as a whole come others whose surname it is.
 * Case and accents do not matter.
 */
TAGGER_MUST_CHECK tagger_status tg_names_find(tg_names *out, tg_store *store, tg_str name,
                                              tagger_error *err);

/** Names that a slip of the pen may have been meant for, the nearest first, at most `limit`;
 *  columns name, type, stories. */
TAGGER_MUST_CHECK tagger_status tg_names_suggest(tg_store *store, tg_str name, uint32_t limit,
                                                 tg_rows to, tagger_error *err);

/** Append what the full-text index understands by these words: all of them, "…" as a phrase.
 *  @return false when there is no word in it. */
bool tg_names_match(tg_buf *out, tg_str words, bool last_begun);
