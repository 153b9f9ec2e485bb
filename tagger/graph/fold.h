/* SPDX-License-Identifier: MIT
 *
 * fold.h — when two names are the same to a reader who types one.
 *
 * Names are folded by the tokenizer of the search index itself (unicode61 with
 * remove_diacritics): words in lower case, without accents, one blank between.
 * So "L’Écho" is "l echo" and "N-VA" is "n va", here and in every search.
 */
#pragma once

#include "base/buf.h"
#include "graph/store.h"

TAGGER_MUST_CHECK tagger_status tg_fold_open(tg_store *store, tagger_error *err);
void tg_fold_close(tg_store *store);

/** Append the folded name to `out` (out->oom tells when memory ran out). */
void tg_fold_name(tg_buf *out, const tg_store *store, tg_str name);

/** How far apart two folded names are: letters put in, left out, changed or
 *  swapped with their neighbour, counted in bytes; more than `limit` is limit + 1. */
uint32_t tg_fold_distance(tg_str a, tg_str b, uint32_t limit);
