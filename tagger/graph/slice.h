/* SPDX-License-Identifier: MIT
 *
 * slice.h — the documents of some dates or of a topic, known to SQL; inside graph/ only.
 *
 * A question about a slice asks of thousands of documents whether they are in
 * it, and counts their stories again and again. Both are a look into an array:
 *
 *     tg_story(document)    the story that a document of the slice tells, else NULL
 *     tg_stories(document)  how many stories those documents tell; an aggregate, at most one of
 *                           it in a SELECT
 *     tg_slice_stories()    how many there are in the slice
 */
#pragma once

#include "graph/query.h"
#include "graph/sql.h"

/** The CTE under(id): topic ?4, a code, "scheme:code" or name, and all below it. */
#define TG_UNDER_TOPIC                                                                             \
    "under(id) AS (SELECT id FROM topics WHERE code = ?4 OR scheme || ':' || code = ?4 "           \
    "OR name = ?4 COLLATE NOCASE "                                                                 \
    "UNION SELECT t.id FROM topics t JOIN under ON t.parent_id = under.id) "

struct tg_slice {
    uint32_t *story_of; /* [n] by row id of the document: row id of its story; 0 = not in it */
    uint32_t *date_of;  /* [n] by row id of the document: yyyymmdd, 0 = none */
    uint32_t *seen;     /* [n] by row id of the story: the count that it was last seen in */
    uint32_t n;
    uint32_t n_stories;
    uint32_t count;         /* number of the newest count */
    struct tg_tally *tally; /* [n_tally] by row id of the entity; NULL: not counted */
    uint32_t n_tally;
};

/** Cut a slice after since, until and topic; it is the one of the functions until the next cut.
 *  Time O(documents of it), memory 12 bytes a document of the database. */
TAGGER_MUST_CHECK tagger_status tg_slice_cut(tg_store *store, const tg_filter *filter,
                                             tagger_error *err);

/** Make the functions known. */
TAGGER_MUST_CHECK tagger_status tg_slice_functions(tg_store *store, tagger_error *err);

/** When the store is closed. */
void tg_slice_free(tg_store *store);
