/* SPDX-License-Identifier: MIT
 *
 * tally.h — who is named in the slice, and how often; inside graph/ only.
 *
 * After tg_tally_slice() SQL knows of each entity, merged ones counted in:
 *
 *     tg_tally(entity, 'stories')   or 'documents', 'mentions', 'first', 'last'
 */
#pragma once

#include "base/buf.h"
#include "graph/slice.h"

/** Make the function known. */
TAGGER_MUST_CHECK tagger_status tg_tally_function(tg_store *store, tagger_error *err);

/** Count the slice that was cut last. Time O(names of its documents), memory 24 bytes an entity
 *  of the database. */
TAGGER_MUST_CHECK tagger_status tg_tally_slice(tg_store *store, tagger_error *err);

/**
 * Write a JSON array of the row ids of those named most, ignored ones left out.
 *
 * They are of filter->type; most stories first, after what filter->by says.
 * At least n of them are there, if there are so many, and all that tie with the
 * last: the caller knows who comes first of equals.
 */
TAGGER_MUST_CHECK tagger_status tg_tally_best(tg_buf *out, tg_store *store, const tg_filter *filter,
                                              uint32_t n, tagger_error *err);
