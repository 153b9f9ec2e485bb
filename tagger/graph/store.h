/* SPDX-License-Identifier: MIT
 *
 * store.h — a graph database: open, make, check, close.
 */
#pragma once

#include "base/base.h"

/** An open database. One thread at a time. */
typedef struct tg_store tg_store;

typedef enum tg_store_mode {
    TG_STORE_READ,  /* it must exist; nothing is written */
    TG_STORE_WRITE, /* it must exist */
    TG_STORE_CREATE /* made when missing or empty */
} tg_store_mode;

/**
 * Open the database at `path` and check that it is one of ours.
 *
 * @param path NUL-terminated; copied.
 * @return E_DATA when the file is no database, another program's, or of a
 *         newer version; E_IO when it is missing, read-only, locked for ten
 *         seconds, or the disk refuses; E_NOMEM. The message names the file.
 */
TAGGER_MUST_CHECK tagger_status tg_store_open(tg_store **out, const char *path, tg_store_mode mode,
                                              tagger_error *err);

/** Close; an open transaction is rolled back. After a writer the database is
 *  one plain file again, unless another program still reads it. */
void tg_store_close(tg_store *store);

/** The path it was opened with; lives as long as the store. */
const char *tg_store_path(const tg_store *store);

/** Begin a transaction of several writing calls. */
TAGGER_MUST_CHECK tagger_status tg_store_begin(tg_store *store, tagger_error *err);

/** End it: keep what was written, or take it back, also when keeping fails. */
TAGGER_MUST_CHECK tagger_status tg_store_end(tg_store *store, bool keep, tagger_error *err);
