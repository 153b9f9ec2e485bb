/* SPDX-License-Identifier: MIT */
#include "graph/fold.h"

#include "base/status.h"
#include "graph/sql.h"

static fts5_api *fts5(sqlite3 *db)
{
    fts5_api *api = NULL;
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &stmt, NULL) == SQLITE_OK) {
        (void)sqlite3_bind_pointer(stmt, 1, (void *)&api, "fts5_api_ptr", NULL);
        (void)sqlite3_step(stmt);
    }
    (void)sqlite3_finalize(stmt);
    return api;
}

tagger_status tg_fold_open(tg_store *store, tagger_error *err)
{
    static const char *arguments[] = {"remove_diacritics", "2"};
    fts5_api *api = fts5(store->db);
    void *user = NULL;
    if (api == NULL || api->xFindTokenizer(api, "unicode61", &user, &store->tokenizer) != SQLITE_OK)
        return tg_fail(err, TAGGER_E_DATA, "%s: this sqlite3 was built without FTS5", store->path);
    if (store->tokenizer.xCreate(user, arguments, 2, &store->folder) != SQLITE_OK)
        return tg_fail(err, TAGGER_E_NOMEM, "%s: memory ran out", store->path);
    return TAGGER_OK;
}

void tg_fold_close(tg_store *store)
{
    if (store->folder != NULL) store->tokenizer.xDelete(store->folder);
    store->folder = NULL;
}

typedef struct folded {
    tg_buf *out;
    size_t begin; /* of this name in out */
} folded;

static int add_word(void *context, int flags, const char *word, int n, int begin, int end)
{
    (void)flags;
    (void)begin;
    (void)end;
    const folded *to = context;
    if (to->out->n > to->begin) tg_buf_char(to->out, ' ');
    tg_buf_add(to->out, word, (size_t)n);
    return SQLITE_OK;
}

void tg_fold_name(tg_buf *out, const tg_store *store, tg_str name)
{
    folded to = {.out = out, .begin = out->n};
    if (name.n > INT32_MAX) return;
    int code = store->tokenizer.xTokenize(store->folder, &to, FTS5_TOKENIZE_DOCUMENT, name.p,
                                          (int)name.n, add_word);
    if (code != SQLITE_OK) out->oom = true;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

enum { LONGEST = 64 }; /* bytes; a longer name is nobody's typing slip */

uint32_t tg_fold_distance(tg_str a, tg_str b, uint32_t limit)
{
    size_t apart = a.n > b.n ? a.n - b.n : b.n - a.n;
    if (a.n > LONGEST || b.n > LONGEST || apart > limit) return limit + 1;

    /* Optimal string alignment; three rows of its table are enough. */
    uint32_t table[3][LONGEST + 1];
    for (uint32_t j = 0; j <= b.n; j++) table[0][j] = j;
    for (uint32_t i = 1; i <= a.n; i++) {
        uint32_t *row = table[i % 3];
        const uint32_t *up = table[(i - 1) % 3];
        uint32_t best = row[0] = i;
        for (uint32_t j = 1; j <= b.n; j++) {
            uint32_t d = up[j - 1] + (a.p[i - 1] != b.p[j - 1]);
            d = least(d, least(up[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1])
                d = least(d, table[(i - 2) % 3][j - 2] + 1);
            row[j] = d;
            best = least(best, d);
        }
        if (best > limit) return limit + 1;
    }
    return least(table[a.n % 3][b.n], limit + 1);
}
