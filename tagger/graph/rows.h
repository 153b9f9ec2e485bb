/* SPDX-License-Identifier: MIT
 *
 * rows.h — one result to the rows of one document, and back out; inside graph/ only.
 */
#pragma once

#include "base/arena.h"
#include "graph/idcache.h"
#include "graph/row_sql.h"
#include "graph/sql.h"

/** Prepared statements and the ids met lately. */
typedef struct tg_inserter {
    tg_store *store;
    tg_idcache *cache;
    sqlite3_stmt *stmt[TG_N_ROW_STATEMENTS]; /* prepared when first needed */
    int64_t run_id;
} tg_inserter;

TAGGER_MUST_CHECK tagger_status tg_inserter_init(tg_inserter *out, tg_store *store,
                                                 tagger_error *err);
void tg_inserter_dispose(tg_inserter *in);

/** Write all rows of one document; the caller holds a transaction. */
TAGGER_MUST_CHECK tagger_status tg_document_insert(tg_inserter *in, tg_str uri, tg_str sha256,
                                                   const tagger_result *r, tagger_error *err);

/** Take all rows of a document out; the caller holds a transaction. Entities stay until the
 *  next link. */
TAGGER_MUST_CHECK tagger_status tg_document_delete(tg_inserter *in, int64_t id, tagger_error *err);

/** The documents with this uri: 0, or the id of one of them. */
TAGGER_MUST_CHECK tagger_status tg_document_find(int64_t *out, tg_inserter *in, tg_str uri,
                                                 tagger_error *err);
