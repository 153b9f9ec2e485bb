/* SPDX-License-Identifier: MIT
 *
 * path.h — over whom are two tied?
 */
#pragma once

#include "graph/store.h"
#include "graph/value.h"

/**
 * The shortest way from a to b over links, at most max_hops of them; of equally
 * short ones that whose weakest link is strongest. Tested links first (two
 * stories, G² >= 10.83); only when they do not join the two, all links. No way
 * leads through a country: everything would be tied to everything.
 *
 * Rows, one a hop: hop, source, target, weight, tested, stories, sentence, date, title, uri;
 * none when there is no way.
 */
TAGGER_MUST_CHECK tagger_status tg_path(tg_store *store, int64_t a, int64_t b, uint32_t max_hops,
                                        tg_rows to, tagger_error *err);
