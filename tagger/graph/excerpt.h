/* SPDX-License-Identifier: MIT
 *
 * excerpt.h — the sentence to show for a pair, as a function of SQL.
 *
 *     tg_excerpt(text, from, to, end_of_first, begin_of_second)
 *
 * is the text from `from` to `to` (code points) on one line; when that is
 * long, the middle between the two mentions is left out.
 */
#pragma once

#include "base/buf.h"
#include "graph/store.h"

typedef struct tg_excerpt_bounds {
    uint32_t from; /* code points of the text, half-open */
    uint32_t to;
    uint32_t first_end;    /* of the mention that stands first */
    uint32_t second_begin; /* of the other */
} tg_excerpt_bounds;

void tg_excerpt(tg_buf *out, tg_str text, tg_excerpt_bounds at);

/** Make tg_excerpt() known to SQL. */
TAGGER_MUST_CHECK tagger_status tg_excerpt_function(tg_store *store, tagger_error *err);
