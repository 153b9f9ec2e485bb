/* SPDX-License-Identifier: MIT
 *
 * link.h — the derived half of the graph.
 */
#pragma once

#include "graph/store.h"

/**
 * Bring up to date what follows from documents and decisions: stories, merged
 * entities, counts, names, links. One transaction: whoever is killed in the
 * middle of it loses nothing. Two databases with the same documents and
 * decisions get the same links, whatever the order they came in, and however
 * often they were linked on the way.
 *
 * Not `whole`: what came and went since the last time is worked in. Time
 * O(its pairs + links of two stories and more + documents). When that is more
 * work than to begin anew, or when decisions have changed, or when `whole`, all
 * is made anew: time O(pairs). Memory O(documents + entities) and up to 150 MiB
 * for links.
 */
TAGGER_MUST_CHECK tagger_status tg_store_link(tg_store *store, bool whole, tagger_error *err);

/** Do the links say what the documents say? */
TAGGER_MUST_CHECK tagger_status tg_is_linked(bool *linked, tg_store *store, tagger_error *err);

/** Take note that they do not any more. `whole`: because of more than documents that are in
 *  `unlinked` and `stale`. */
TAGGER_MUST_CHECK tagger_status tg_store_unlink(tg_store *store, bool whole, tagger_error *err);
