/* SPDX-License-Identifier: MIT
 *
 * store.c — the file at rest and at work.
 *
 * While a writer is at work the database is in WAL mode: readers are not held
 * up, and a kill or a power cut takes back what was not committed, no more.
 * When the writer closes, the journal goes back to DELETE, so that at rest
 * there is one plain file, which opens from read-only media, too.
 *
 * A file is ours when its application_id says so. A file of no bytes may
 * become ours; anything else is left alone.
 */
#include "graph/sql.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/status.h"
#include "graph/excerpt.h"
#include "graph/fold.h"
#include "graph/links.h"
#include "graph/measure.h"
#include "graph/schema_sql.h"
#include "graph/slice.h"
#include "graph/tally.h"

enum { APPLICATION_ID = 1413564242, USER_VERSION = 3, BUSY_MS = 10000 };

/** What a file says of itself. */
typedef struct file_head {
    int64_t id;
    int64_t version;
    int64_t n_tables;
} file_head;

static bool is_empty(const file_head *h)
{
    return h->id == 0 && h->version == 0 && h->n_tables == 0;
}

static tagger_status read_head(file_head *h, tg_store *store, tagger_error *err)
{
    TG_TRY(tg_sql_scalar(&h->id, store, "PRAGMA application_id", err));
    TG_TRY(tg_sql_scalar(&h->version, store, "PRAGMA user_version", err));
    return tg_sql_scalar(&h->n_tables, store, "SELECT count(*) FROM sqlite_schema", err);
}

/** Make the tables, and read again what the file is: another program may have made them just now. */
static tagger_status create_tables(file_head *h, tg_store *store, tagger_error *err)
{
    tagger_status status = read_head(h, store, err);
    if (status != TAGGER_OK || !is_empty(h)) return status;
    status = tg_sql_exec(store, tg_schema_sql, err);
    if (status == TAGGER_OK) status = tg_sql_exec(store, TG_LINKS_INDEX TG_LINKS_INDEX_SURE, err);
    return status == TAGGER_OK ? read_head(h, store, err) : status;
}

/** Read the head, or make the tables, in a transaction of its own. */
static tagger_status in_transaction(const char *begin, file_head *h, tg_store *store,
                                    tagger_status (*what)(file_head *, tg_store *, tagger_error *),
                                    tagger_error *err)
{
    TG_TRY(tg_sql_exec(store, begin, err));
    tagger_status status = what(h, store, err);
    if (status == TAGGER_OK) status = tg_sql_exec(store, "COMMIT", err);
    if (status != TAGGER_OK) (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

static tagger_status check_tables(tg_store *store, tg_store_mode mode, tagger_error *err)
{
    file_head h;
    TG_TRY(in_transaction("BEGIN", &h, store, read_head, err));
    if (is_empty(&h) && mode == TG_STORE_CREATE)
        TG_TRY(in_transaction("BEGIN IMMEDIATE", &h, store, create_tables, err));
    if (h.id != APPLICATION_ID)
        return tg_fail(err, TAGGER_E_DATA, "%s: not a graph database of tagger", store->path);
    if (h.version != USER_VERSION) {
        return tg_fail(err, TAGGER_E_DATA, "%s: schema version %lld, this program knows %d",
                       store->path, (long long)h.version, USER_VERSION);
    }
    if (mode != TG_STORE_READ && sqlite3_db_readonly(store->db, "main") == 1) {
        errno = EACCES;
        return tg_fail(err, TAGGER_E_IO, "%s: the database is read-only", store->path);
    }
    return TAGGER_OK;
}

static tagger_status open_file(tg_store *store, tg_store_mode mode, tagger_error *err)
{
    struct stat st;
    /* To SQLite these are databases that are gone with the program. */
    if (store->path[0] == '\0' || store->path[0] == ':') {
        return tg_fail(err, TAGGER_E_USAGE, "'%s' is no name for a database file; ./%s is one",
                       store->path, store->path);
    }
    if (mode != TG_STORE_CREATE && stat(store->path, &st) != 0) {
        return tg_fail(err, TAGGER_E_IO, "%s: %s", store->path,
                       errno == ENOENT ? "no such database" : strerror(errno));
    }
    if (stat(store->path, &st) == 0 && S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        return tg_fail(err, TAGGER_E_IO, "%s: a directory, not a database", store->path);
    }
    int flags = mode == TG_STORE_READ     ? SQLITE_OPEN_READONLY
                : mode == TG_STORE_CREATE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                          : SQLITE_OPEN_READWRITE;
    if (sqlite3_open_v2(store->path, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return tg_sql_fail(store, err);
    (void)sqlite3_busy_timeout(store->db, BUSY_MS);
    return TAGGER_OK;
}

/** WAL with a flush at each commit: what is committed survives a power cut. */
static tagger_status start_writing(tg_store *store, tagger_error *err)
{
    store->writes = true;
    return tg_sql_exec(store,
                       "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                       "PRAGMA secure_delete = OFF; PRAGMA cache_size = -32768",
                       err);
}

tagger_status tg_store_open(tg_store **out, const char *path, tg_store_mode mode, tagger_error *err)
{
    *out = NULL;
    size_t n = strlen(path) + 1;
    tg_store *store = tg_mem_alloc(sizeof *store + n);
    if (store == NULL) return tg_fail(err, TAGGER_E_NOMEM, "%s: memory ran out", path);

    *store = (tg_store){.path = (char *)(store + 1)};
    memcpy(store->path, path, n);
    tagger_status status = open_file(store, mode, err);
    if (status == TAGGER_OK) status = check_tables(store, mode, err);
    if (status == TAGGER_OK && mode != TG_STORE_READ) status = start_writing(store, err);
    if (status == TAGGER_OK && mode == TG_STORE_READ)
        status = tg_sql_exec(store, "PRAGMA cache_size = -32768", err);
    if (status == TAGGER_OK) status = tg_fold_open(store, err);
    if (status == TAGGER_OK) status = tg_measure_functions(store, err);
    if (status == TAGGER_OK) status = tg_excerpt_function(store, err);
    if (status == TAGGER_OK) status = tg_slice_functions(store, err);
    if (status == TAGGER_OK) status = tg_tally_function(store, err);
    if (status != TAGGER_OK) {
        tg_store_close(store);
        return status;
    }
    *out = store;
    return TAGGER_OK;
}

void tg_store_close(tg_store *store)
{
    if (store == NULL) return;
    tg_fold_close(store);
    tg_slice_free(store);
    if (store->writes) {
        /* Fails when another program reads: then the last one to leave folds the journal in. */
        if (sqlite3_get_autocommit(store->db) == 0)
            (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
        (void)sqlite3_exec(store->db, "PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE", NULL,
                           NULL, NULL);
    }
    (void)sqlite3_close(store->db);
    tg_mem_free(store);
}

const char *tg_store_path(const tg_store *store)
{
    return store->path;
}

tagger_status tg_store_begin(tg_store *store, tagger_error *err)
{
    return tg_sql_exec(store, "BEGIN IMMEDIATE", err);
}

tagger_status tg_store_end(tg_store *store, bool keep, tagger_error *err)
{
    tagger_status status = keep ? tg_sql_exec(store, "COMMIT", err) : TAGGER_OK;
    /* After a full disk the database may have rolled all back itself. */
    if (sqlite3_get_autocommit(store->db) == 0)
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}
