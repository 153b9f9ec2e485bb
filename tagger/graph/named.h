/* SPDX-License-Identifier: MIT
 *
 * named.h — who is named in a document, in a few bytes; inside graph/ only.
 *
 * A question about a month or a topic counts the names of thousands of
 * documents. Out of their mentions that takes a step of the database for each;
 * table `named` has one row a document instead. Its blob, of headline, lead and
 * body:
 *
 *     entity 12, 3 times · entity 15, once · entity 400, twice
 *     12 3                 3 1               129 3 2
 *
 * row ids in rising order, each less the one before, each with its count; seven
 * bits a byte, the low ones first, the eighth set when more follow.
 */
#pragma once

#include "base/buf.h"

/** Append the blob of a document's mentions. Sorts the n row ids, all above 0. */
void tg_named_put(tg_buf *out, int64_t *ids, uint32_t n);

/** One name of a blob. */
typedef struct tg_named {
    uint64_t entity; /* row id; start with 0 */
    uint64_t mentions;
} tg_named;

/** Move on to the next name and cut it off the front. @return false at the end. */
bool tg_named_next(tg_named *at, tg_str *blob);
