/* SPDX-License-Identifier: MIT */
#include "graph/writer.h"

#include "base/mem.h"
#include "base/sha256.h"
#include "base/status.h"
#include "graph/link.h"
#include "graph/rows.h"

enum { BATCH_DOCUMENTS = 1000, BATCH_BYTES = 32 << 20 };

struct tg_writer {
    tg_store *store;
    tg_inserter in;
    sqlite3_stmt *has;
    char lists_sha256[TG_SHA256_HEX];
    size_t n_lists_sha256; /* bytes */
    uint32_t n_batch;      /* documents since BEGIN */
    size_t n_batch_bytes;
    int64_t n_documents;
    int64_t n_failed;
};

static void add_field(tg_sha256 *s, tg_str field)
{
    /* With its length before it, no field can be mistaken for the end of another. */
    unsigned char length[8];
    uint64_t n = field.p == NULL ? UINT64_MAX : field.n;
    for (int i = 0; i < 8; i++) length[i] = (unsigned char)(n >> 8 * i);
    tg_sha256_add(s, length, sizeof length);
    if (field.n > 0) tg_sha256_add(s, field.p, field.n);
}

void tg_document_key_make(tg_document_key *out, const tagger_article *article)
{
    tg_sha256 s;
    unsigned char digest[TG_SHA256_BYTES];
    tg_sha256_start(&s);
    add_field(&s, article->title);
    add_field(&s, article->text);
    add_field(&s, article->date);
    add_field(&s, article->lang);
    add_field(&s, article->source);
    tg_sha256_end(&s, digest);
    tg_sha256_hex(out->sha256, digest);
    out->uri = article->url.n > 0 ? article->url : article->id;
}

static tagger_status start_run(tg_writer *w, const tg_run *run, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(&stmt, w->store,
                          "INSERT INTO runs(started, version, command, lists, lists_sha256) VALUES "
                          "(strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1, ?2, ?3, ?4)",
                          err));
    tagger_status status = tg_sql_run(w->store, stmt,
                                      TG_VALUES(tg_text(run->version), tg_text(run->command),
                                                tg_text(run->lists), tg_text(run->lists_sha256)),
                                      err);
    (void)sqlite3_finalize(stmt);
    w->in.run_id = sqlite3_last_insert_rowid(w->store->db);
    return status;
}

static tagger_status finish_run(const tg_writer *w, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(&stmt, w->store,
                          "UPDATE runs SET finished = strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), "
                          "documents = ?2, failed = ?3 WHERE id = ?1",
                          err));
    tagger_status status = tg_sql_run(
        w->store, stmt,
        TG_VALUES(tg_int(w->in.run_id), tg_int(w->n_documents), tg_int(w->n_failed)), err);
    (void)sqlite3_finalize(stmt);
    return status;
}

static void dispose(tg_writer *w)
{
    (void)sqlite3_finalize(w->has);
    tg_inserter_dispose(&w->in);
    tg_mem_free(w);
}

tagger_status tg_writer_open(tg_writer **out, tg_store *store, const tg_run *run, tagger_error *err)
{
    *out = NULL;
    tg_writer *w = tg_mem_alloc(sizeof *w);
    if (w == NULL) return tg_fail(err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(store));

    *w = (tg_writer){.store = store};
    size_t n = run->lists_sha256.n;
    w->n_lists_sha256 = n < sizeof w->lists_sha256 ? n : sizeof w->lists_sha256;
    memcpy(w->lists_sha256, run->lists_sha256.p, w->n_lists_sha256);
    tagger_status status = tg_inserter_init(&w->in, store, err);
    if (status == TAGGER_OK) {
        status = tg_sql_prepare(&w->has, store,
                                "SELECT d.id FROM documents d JOIN runs r ON r.id = d.run_id "
                                "WHERE d.uri = ?1 AND d.sha256 = ?2 AND r.lists_sha256 = ?3",
                                err);
    }
    if (status == TAGGER_OK) status = start_run(w, run, err);
    if (status != TAGGER_OK) {
        dispose(w);
        return status;
    }
    *out = w;
    return TAGGER_OK;
}

static tg_str sha256_of(const tg_document_key *key)
{
    return (tg_str){key->sha256, sizeof key->sha256};
}

static tg_str uri_of(const tg_document_key *key)
{
    return key->uri.n > 0 ? key->uri : sha256_of(key);
}

tagger_status tg_writer_has(bool *has, tg_writer *w, const tg_document_key *key, tagger_error *err)
{
    int64_t id = 0;
    tagger_status status =
        tg_sql_id(&id, w->store, w->has,
                  TG_VALUES(tg_text(uri_of(key)), tg_text(sha256_of(key)),
                            tg_text((tg_str){w->lists_sha256, w->n_lists_sha256})),
                  err);
    *has = id != 0;
    return status;
}

/** Delete every document with this uri. */
static tagger_status delete_uri(bool *found, tg_inserter *in, tg_str uri, tagger_error *err)
{
    int64_t id = 0;
    *found = false;
    for (;;) {
        TG_TRY(tg_document_find(&id, in, uri, err));
        if (id == 0) return TAGGER_OK;
        *found = true;
        TG_TRY(tg_document_delete(in, id, err));
    }
}

static tagger_status replace(tg_writer *w, const tg_document_key *key, const tagger_result *r,
                             tagger_error *err)
{
    bool found = false;
    TG_TRY(delete_uri(&found, &w->in, uri_of(key), err));
    return tg_document_insert(&w->in, uri_of(key), sha256_of(key), r, err);
}

static tagger_status begin(tg_writer *w, tagger_error *err)
{
    if (sqlite3_get_autocommit(w->store->db) == 0) return TAGGER_OK;
    TG_TRY(tg_sql_exec(w->store, "BEGIN IMMEDIATE", err));
    return tg_store_unlink(w->store, false, err);
}

static void roll_back(tg_store *store, const char *to)
{
    /* After a full disk the database may have rolled all back itself. */
    if (sqlite3_get_autocommit(store->db) == 0) (void)sqlite3_exec(store->db, to, NULL, NULL, NULL);
}

tagger_status tg_writer_add(tg_writer *w, const tg_document_key *key, const tagger_result *r,
                            tagger_error *err)
{
    TG_TRY(begin(w, err));
    tagger_status status = tg_sql_exec(w->store, "SAVEPOINT document", err);
    if (status == TAGGER_OK) status = replace(w, key, r, err);
    if (status != TAGGER_OK) {
        roll_back(w->store, "ROLLBACK TO document");
        tg_idcache_clear(w->in.cache);
    }
    roll_back(w->store, "RELEASE document");
    if (status != TAGGER_OK) return status;

    w->n_documents++;
    w->n_batch++;
    w->n_batch_bytes += tagger_result_meta(r)->text.n;
    if (w->n_batch < BATCH_DOCUMENTS && w->n_batch_bytes < BATCH_BYTES) return TAGGER_OK;
    return tg_writer_commit(w, err);
}

void tg_writer_count_failed(tg_writer *w)
{
    w->n_failed++;
}

tagger_status tg_writer_commit(tg_writer *w, tagger_error *err)
{
    w->n_batch = 0;
    w->n_batch_bytes = 0;
    if (sqlite3_get_autocommit(w->store->db) != 0) return TAGGER_OK;
    tagger_status status = tg_sql_exec(w->store, "COMMIT", err);
    if (status != TAGGER_OK) {
        roll_back(w->store, "ROLLBACK");
        tg_idcache_clear(w->in.cache);
    }
    return status;
}

tagger_status tg_writer_close(tg_writer *w, tagger_error *err)
{
    if (w == NULL) return TAGGER_OK;
    tagger_status status = tg_writer_commit(w, err);
    if (status == TAGGER_OK) status = finish_run(w, err);
    dispose(w);
    return status;
}

tagger_status tg_store_remove(bool *found, tg_store *store, tg_str uri, tagger_error *err)
{
    tg_inserter in;
    *found = false;
    TG_TRY(tg_inserter_init(&in, store, err));
    tagger_status status = tg_sql_exec(store, "BEGIN IMMEDIATE", err);
    if (status == TAGGER_OK) status = delete_uri(found, &in, uri, err);
    if (status == TAGGER_OK) status = tg_store_unlink(store, false, err);
    if (status == TAGGER_OK) status = tg_sql_exec(store, "COMMIT", err);
    if (status != TAGGER_OK) roll_back(store, "ROLLBACK");
    tg_inserter_dispose(&in);
    return status;
}
