/* SPDX-License-Identifier: MIT
 *
 * link.h — the derived half of the graph.
 */
#pragma once

#include "graph/store.h"

/**
 * Rebuild everything that follows from documents and decisions: stories,
 * merged entities, counts, names, links. One transaction: whoever is killed in
 * the middle of it loses nothing. Two databases with the same documents and
 * decisions get the same links, whatever the order they came in.
 *
 * Time O(pairs); memory O(documents + entities) and up to 150 MiB for links.
 */
TAGGER_MUST_CHECK tagger_status tg_store_link(tg_store *store, tagger_error *err);

/** Do the links say what the documents say? */
TAGGER_MUST_CHECK tagger_status tg_is_linked(bool *linked, tg_store *store, tagger_error *err);

/** Take note that they do not any more. */
TAGGER_MUST_CHECK tagger_status tg_store_unlink(tg_store *store, tagger_error *err);
