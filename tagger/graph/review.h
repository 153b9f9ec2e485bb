/* SPDX-License-Identifier: MIT
 *
 * review.h — entities that may be one: for a person to decide.
 */
#pragma once

#include "graph/store.h"
#include "graph/value.h"

/**
 * Pairs of one type with names that look alike and about which nothing was
 * decided yet, those in most stories first: reason, type, a, name_a, stories_a,
 * sentence_a, b, name_b, stories_b, sentence_b. a and b are "type:key"; a is
 * the better name of the two.
 *
 * Reasons: "same words" (other order, other sign between them), "middle name",
 * "initial", "legal form", "spelling" (a slip or another transliteration),
 * "surname alone" (of one person only).
 *
 * @param type of the entities, or NULL for all. @param limit rows.
 * Time O(n log n) in the entities.
 */
TAGGER_MUST_CHECK tagger_status tg_review(tg_store *store, const char *type, uint32_t limit,
                                          tg_rows to, tagger_error *err);
