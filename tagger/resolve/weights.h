/* SPDX-License-Identifier: MIT
 *
 * weights.h — the readable table that turns evidence into scores.
 *
 * A feature is "template=value" ("prev.word=minister"); each has one row of
 * TG_N_LABELS weights. The TSV has a line for each weight that is not zero:
 *
 *     feature                 type      weight
 *     prev.mark=honorific     person    2.4131
 */
#pragma once

#include "base/arena.h"
#include "match/candidate.h"

typedef struct tg_weights tg_weights;

/** Read a TSV. @return E_DATA naming `name`, line and reason; E_NOMEM. Immutable, thread-safe. */
tagger_status tg_weights_parse(tg_weights **out, tg_str tsv, const char *name, tagger_error *err);

/** Use a table compiled by tg_weights_compile(); the bytes stay the caller's, 64-byte aligned. */
tagger_status tg_weights_open(tg_weights **out, tg_str image, const char *name, tagger_error *err);

/** The table as bytes for tg_weights_open(): header, then slots; owned by the weights. */
tg_str tg_weights_compiled(const tg_weights *w);

/** SHA-256 of the table's TSV, 32 bytes; owned by the weights. */
tg_str tg_weights_hash(const tg_weights *w);

void tg_weights_free(tg_weights *w);

enum { TG_WEIGHT_ROW = 8 /* of TG_N_LABELS weights and zeros */ };

/** The [TG_WEIGHT_ROW] weights of a feature, or NULL. */
const float *tg_weights_row(const tg_weights *w, uint64_t key);
