/* SPDX-License-Identifier: MIT
 *
 * relink.h — two ways to links: the whole, or those of yesterday and the documents since; inside
 * graph/ only.
 */
#pragma once

#include "graph/store.h"

/**
 * Work into the links what came and went since they were made; the result is
 * the same as if all were made anew, to the last bit. The caller holds a
 * transaction.
 *
 * @param done false: it takes the whole. Then all that follows from documents
 *        and decisions may be half way.
 */
TAGGER_MUST_CHECK tagger_status tg_relink(bool *done, tg_store *store, tagger_error *err);

/** Make all anew that follows from documents and decisions. The caller holds a transaction.
 *
 *  @param n_pairs about so many rows of `pairs` are summed up at a time, with 160 bytes of memory
 *         each at most. */
TAGGER_MUST_CHECK tagger_status tg_link_all(tg_store *store, uint32_t n_pairs, tagger_error *err);
