/* SPDX-License-Identifier: MIT */
#include "graph/sql.h"

#include "base/mem.h"
#include "base/status.h"

static tagger_status status_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return TAGGER_E_NOMEM;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_ERROR:
        return TAGGER_E_DATA;
    default:
        return TAGGER_E_IO;
    }
}

tagger_status tg_sql_fail(tg_store *store, tagger_error *err)
{
    int code = store->db == NULL ? SQLITE_NOMEM : sqlite3_errcode(store->db);
    tagger_status status = status_of(code);
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return tg_fail(err, status, "%s: memory ran out", store->path);
    case SQLITE_FULL:
        return tg_fail(err, status, "%s: the disk is full", store->path);
    case SQLITE_READONLY:
        return tg_fail(err, status, "%s: the database is read-only", store->path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return tg_fail(err, status, "%s: another program is writing to the database", store->path);
    case SQLITE_NOTADB:
        return tg_fail(err, status, "%s: not a database", store->path);
    default:
        return tg_fail(err, status, "%s: %s", store->path, sqlite3_errmsg(store->db));
    }
}

tagger_status tg_sql_exec(tg_store *store, const char *sql, tagger_error *err)
{
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? TAGGER_OK : tg_sql_fail(store, err);
}

tagger_status tg_sql_prepare(sqlite3_stmt **out, tg_store *store, const char *sql,
                             tagger_error *err)
{
    int code = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
    return code == SQLITE_OK ? TAGGER_OK : tg_sql_fail(store, err);
}

static int bind(sqlite3_stmt *stmt, int at, tg_value v)
{
    /* A text of no bytes still needs an address, or it would be bound as NULL. */
    const char *p = v.s.p != NULL ? v.s.p : "";
    switch (v.kind) {
    case TG_VALUE_INT:
        return sqlite3_bind_int64(stmt, at, v.i);
    case TG_VALUE_REAL:
        return sqlite3_bind_double(stmt, at, v.r);
    case TG_VALUE_TEXT:
        return sqlite3_bind_text64(stmt, at, p, v.s.n, SQLITE_STATIC, SQLITE_UTF8);
    case TG_VALUE_BLOB:
        return sqlite3_bind_blob64(stmt, at, p, v.s.n, SQLITE_STATIC);
    case TG_VALUE_NULL:
        break;
    }
    return sqlite3_bind_null(stmt, at);
}

tagger_status tg_sql_bind(tg_store *store, sqlite3_stmt *stmt, const tg_value *values, uint32_t n,
                          tagger_error *err)
{
    uint32_t most = (uint32_t)sqlite3_bind_parameter_count(stmt);
    for (uint32_t i = 0; i < n && i < most; i++) {
        if (bind(stmt, (int)i + 1, values[i]) != SQLITE_OK) return tg_sql_fail(store, err);
    }
    return TAGGER_OK;
}

tagger_status tg_sql_step(bool *row, tg_store *store, sqlite3_stmt *stmt, tagger_error *err)
{
    int code = sqlite3_step(stmt);
    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW) return TAGGER_OK;

    tagger_status status = code == SQLITE_DONE ? TAGGER_OK : tg_sql_fail(store, err);
    (void)sqlite3_reset(stmt);
    return status;
}

tagger_status tg_sql_run(tg_store *store, sqlite3_stmt *stmt, const tg_value *values, uint32_t n,
                         tagger_error *err)
{
    bool row = true;
    TG_TRY(tg_sql_bind(store, stmt, values, n, err));
    while (row) TG_TRY(tg_sql_step(&row, store, stmt, err));
    return TAGGER_OK;
}

tagger_status tg_sql_id(int64_t *out, tg_store *store, sqlite3_stmt *stmt, const tg_value *values,
                        uint32_t n, tagger_error *err)
{
    bool row = false;
    *out = 0;
    TG_TRY(tg_sql_bind(store, stmt, values, n, err));
    TG_TRY(tg_sql_step(&row, store, stmt, err));
    if (row) {
        *out = sqlite3_column_int64(stmt, 0);
        (void)sqlite3_reset(stmt);
    }
    return TAGGER_OK;
}

tagger_status tg_sql_scalar(int64_t *out, tg_store *store, const char *sql, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(&stmt, store, sql, err));
    tagger_status status = tg_sql_id(out, store, stmt, NULL, 0, err);
    (void)sqlite3_finalize(stmt);
    return status;
}

bool tg_sql_hold(tg_store *store)
{
    /* Without it, it is only slower: a failure shows in the statements. */
    return sqlite3_get_autocommit(store->db) != 0 &&
           sqlite3_exec(store->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
}

void tg_sql_release(tg_store *store, bool held)
{
    if (held) (void)sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
}

tg_str tg_sql_text(sqlite3_stmt *stmt, int column)
{
    const char *p = (const char *)sqlite3_column_text(stmt, column);
    return (tg_str){p, p == NULL ? 0 : (size_t)sqlite3_column_bytes(stmt, column)};
}

static tg_value value_at(sqlite3_stmt *stmt, int column)
{
    switch (sqlite3_column_type(stmt, column)) {
    case SQLITE_INTEGER:
        return tg_int(sqlite3_column_int64(stmt, column));
    case SQLITE_FLOAT:
        return tg_real(sqlite3_column_double(stmt, column));
    case SQLITE_NULL:
        return tg_null();
    default:
        return tg_text(tg_sql_text(stmt, column));
    }
}

enum { MAX_COLUMNS = 32 };

static tagger_status hand_on(tg_store *store, sqlite3_stmt *stmt, tg_rows to, tagger_error *err)
{
    const char *name[MAX_COLUMNS];
    tg_value value[MAX_COLUMNS];
    int n = sqlite3_column_count(stmt);
    assert(n <= MAX_COLUMNS);
    for (int i = 0; i < n; i++) name[i] = sqlite3_column_name(stmt, i);

    bool more = true;
    while (more) {
        TG_TRY(tg_sql_step(&more, store, stmt, err));
        if (!more) break;
        for (int i = 0; i < n; i++) value[i] = value_at(stmt, i);
        more = to.fn(to.context, &(tg_row){.n = (uint32_t)n, .name = name, .value = value});
    }
    return TAGGER_OK;
}

tagger_status tg_sql_query(tg_store *store, const char *sql, const tg_value *values, uint32_t n,
                           tg_rows to, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    tagger_status status = tg_sql_prepare(&stmt, store, sql, err);
    if (status == TAGGER_OK) status = tg_sql_bind(store, stmt, values, n, err);
    if (status == TAGGER_OK) status = hand_on(store, stmt, to, err);
    (void)sqlite3_finalize(stmt);
    return status;
}
