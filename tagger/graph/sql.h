/* SPDX-License-Identifier: MIT
 *
 * sql.h — statements in few words; inside graph/ only, the only header with sqlite3 in it.
 */
#pragma once

#include <sqlite3.h>

#include "graph/store.h"
#include "graph/value.h"

typedef struct tg_slice tg_slice;

struct tg_store {
    sqlite3 *db;
    char *path;
    fts5_tokenizer tokenizer; /* unicode61, as the search index has it */
    Fts5Tokenizer *folder;
    tg_slice *slice; /* that questions are asked of; NULL before the first */
    bool writes;
};

/** Say what sqlite3 has against it. @return E_NOMEM, E_DATA or E_IO, never TAGGER_OK. */
tagger_status tg_sql_fail(tg_store *store, tagger_error *err);

/** Run SQL without parameters or rows. */
TAGGER_MUST_CHECK tagger_status tg_sql_exec(tg_store *store, const char *sql, tagger_error *err);

/** Prepare; *out is NULL on failure. sqlite3_finalize() it. */
TAGGER_MUST_CHECK tagger_status tg_sql_prepare(sqlite3_stmt **out, tg_store *store, const char *sql,
                                               tagger_error *err);

/** Bind `values` to ?1 … ?n, as many as the statement has. They must live until it is reset. */
TAGGER_MUST_CHECK tagger_status tg_sql_bind(tg_store *store, sqlite3_stmt *stmt,
                                            const tg_value *values, uint32_t n, tagger_error *err);

/** Step. *row says whether there is a row; after the last the statement is reset. */
TAGGER_MUST_CHECK tagger_status tg_sql_step(bool *row, tg_store *store, sqlite3_stmt *stmt,
                                            tagger_error *err);

/** Bind, run to the end, reset. */
TAGGER_MUST_CHECK tagger_status tg_sql_run(tg_store *store, sqlite3_stmt *stmt,
                                           const tg_value *values, uint32_t n, tagger_error *err);

/** Bind and read the first column of the first row, then reset; 0 without a row. */
TAGGER_MUST_CHECK tagger_status tg_sql_id(int64_t *out, tg_store *store, sqlite3_stmt *stmt,
                                          const tg_value *values, uint32_t n, tagger_error *err);

/** One number out of the database, 0 without a row; prepares and finalizes. */
TAGGER_MUST_CHECK tagger_status tg_sql_scalar(int64_t *out, tg_store *store, const char *sql,
                                              tagger_error *err);

/**
 * Hold what there is while many statements read it: they see one state, and the
 * file is locked once and not for each of them.
 *
 * @return was it not held already? Then tg_sql_release() it.
 */
bool tg_sql_hold(tg_store *store);
void tg_sql_release(tg_store *store, bool held);

/** Prepare, bind, hand every row on, finalize. */
TAGGER_MUST_CHECK tagger_status tg_sql_query(tg_store *store, const char *sql,
                                             const tg_value *values, uint32_t n, tg_rows to,
                                             tagger_error *err);

/** The text of a column; absent for NULL. Lives until the next step. */
tg_str tg_sql_text(sqlite3_stmt *stmt, int column);

/** A list of values with its length, for the calls above. */
#define TG_VALUES(...)                                                                             \
    (const tg_value[]){__VA_ARGS__},                                                               \
        (uint32_t)(sizeof((const tg_value[]){__VA_ARGS__}) / sizeof(tg_value))
