/* SPDX-License-Identifier: MIT */
#include "graph/names.h"

#include <stdlib.h>

#include "base/status.h"
#include "base/vec.h"
#include "graph/fold.h"
#include "graph/sql.h"

static tagger_status no_memory(const tg_store *store, tagger_error *err)
{
    return tg_fail(err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(store));
}

/* ---- look up ------------------------------------------------------------- */

enum { BY_KEY, BY_ALIAS, BY_WORDS, BY_BEGUN_WORD, BY_PART, BY_SURNAME, N_WAYS };

#define RANKED "GROUP BY 1 ORDER BY max(e.stories) DESC, min(e.name), min(e.key) LIMIT 8"

static const char *const ways[N_WAYS] = {
    [BY_KEY] = "SELECT coalesce(e.merged_into, e.id) FROM entities e WHERE e.key = ?1 OR "
               "(e.type = substr(?1, 1, instr(?1, ':') - 1) AND "
               "e.key = substr(?1, instr(?1, ':') + 1)) " RANKED,
    [BY_ALIAS] =
        "SELECT coalesce(e.merged_into, e.id) FROM aliases a JOIN entities e ON e.id = a.entity_id "
        "WHERE a.folded = ?1 GROUP BY 1 "
        "ORDER BY sum(a.mentions) DESC, max(e.stories) DESC, min(e.name), min(e.key) LIMIT 8",
    [BY_WORDS] = "SELECT coalesce(e.merged_into, e.id) FROM entities_fts f JOIN entities e ON "
                 "e.id = f.rowid WHERE entities_fts MATCH ?1 " RANKED,
    [BY_BEGUN_WORD] = "SELECT coalesce(e.merged_into, e.id) FROM entities_fts f JOIN entities e ON "
                      "e.id = f.rowid WHERE entities_fts MATCH ?1 " RANKED,
    [BY_PART] = "SELECT coalesce(e.merged_into, e.id) FROM aliases a JOIN entities e ON "
                "e.id = a.entity_id WHERE instr(' ' || a.folded, ' ' || ?1) > 0 " RANKED,
    [BY_SURNAME] = "SELECT coalesce(e.merged_into, e.id) FROM entities_fts f JOIN entities e ON "
                   "e.id = f.rowid WHERE entities_fts MATCH ?1 AND e.type = 'person' AND "
                   "EXISTS (SELECT 1 FROM aliases a WHERE a.entity_id = e.id AND "
                   "substr(a.folded, -length(?1) + 1) = ' ' || trim(?1, '\"')) " RANKED,
};

bool tg_names_match(tg_buf *out, tg_str words, bool last_begun)
{
    bool any = false;
    for (size_t i = 0; i < words.n;) {
        bool phrase = words.p[i] == '"';
        char stop = phrase ? '"' : ' ';
        size_t begin = phrase ? i + 1 : i;
        size_t end = begin;
        while (end < words.n && words.p[end] != stop && (phrase || words.p[end] != '"')) end++;
        if (end > begin) {
            if (any) tg_buf_char(out, ' ');
            tg_buf_char(out, '"');
            tg_buf_str(out, (tg_str){words.p + begin, end - begin});
            tg_buf_char(out, '"');
            any = true;
        }
        i = end < words.n && (phrase || words.p[end] == ' ') ? end + 1 : end;
    }
    if (any && last_begun) tg_buf_char(out, '*');
    return any;
}

static bool has_name(const tg_names *names, int64_t id)
{
    for (uint32_t i = 0; i < names->n; i++) {
        if (names->id[i] == id) return true;
    }
    return false;
}

/** Add who is found to those found before. */
static tagger_status look(tg_names *out, tg_store *store, const char *sql, tg_str what,
                          tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    tagger_status status = tg_sql_prepare(&stmt, store, sql, err);
    if (status == TAGGER_OK) status = tg_sql_bind(store, stmt, TG_VALUES(tg_text(what)), err);
    while (status == TAGGER_OK && out->n < TG_NAMES_MAX) {
        status = tg_sql_step(&row, store, stmt, err);
        if (status != TAGGER_OK || !row) break;
        int64_t id = sqlite3_column_int64(stmt, 0);
        if (!has_name(out, id)) out->id[out->n++] = id;
    }
    (void)sqlite3_finalize(stmt);
    return status;
}

/** Look up folded words in one of the ways. */
static tagger_status look_for(tg_names *out, tg_store *store, int way, tg_str words,
                              tagger_error *err)
{
    if (way == BY_ALIAS || way == BY_PART) return look(out, store, ways[way], words, err);
    tg_buf match = TG_BUF_INIT;
    (void)tg_names_match(&match, words, way == BY_BEGUN_WORD);
    tagger_status status =
        match.oom ? no_memory(store, err) : look(out, store, ways[way], tg_buf_view(&match), err);
    tg_buf_dispose(&match);
    return status;
}

tagger_status tg_names_find(tg_names *out, tg_store *store, tg_str name, tagger_error *err)
{
    *out = (tg_names){.n = 0};
    tg_buf folded = TG_BUF_INIT;
    tagger_status status = look(out, store, ways[BY_KEY], name, err);
    bool by_key = out->n > 0;
    tg_fold_name(&folded, store, name);
    tg_str words = tg_buf_view(&folded);
    if (status == TAGGER_OK && folded.oom) status = no_memory(store, err);
    for (int way = BY_ALIAS; way <= BY_PART && status == TAGGER_OK && out->n == 0; way++) {
        if (words.n > 0) status = look_for(out, store, way, words, err);
    }
    /* Somebody was called "Pellow" alone, and others bear that name too. */
    bool one_word = words.n > 0 && memchr(words.p, ' ', words.n) == NULL;
    if (status == TAGGER_OK && out->n > 0 && !by_key && one_word)
        status = look_for(out, store, BY_SURNAME, words, err);
    tg_buf_dispose(&folded);
    return status;
}

/* ---- suggest ------------------------------------------------------------- */

typedef struct guess {
    int64_t id;
    int64_t stories;
    uint32_t distance;
} guess;

typedef TG_VEC(guess) guesses;

static uint32_t count_words(tg_str s)
{
    uint32_t n = s.n > 0;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] == ' ';
    return n;
}

/** The smallest distance of `name` to any run of as many words in `alias`: the reader may
 *  have typed the surname alone. */
static uint32_t nearest(tg_str name, tg_str alias, uint32_t limit)
{
    uint32_t n_words = count_words(name);
    uint32_t best = tg_fold_distance(name, alias, limit);
    for (size_t begin = 0; begin < alias.n && best > 0; begin++) {
        if (begin > 0 && alias.p[begin - 1] != ' ') continue;
        size_t end = begin;
        uint32_t n = 0;
        while (end < alias.n && (alias.p[end] != ' ' || ++n < n_words)) end++;
        uint32_t d = tg_fold_distance(name, (tg_str){alias.p + begin, end - begin}, limit);
        if (d < best) best = d;
    }
    return best;
}

static int by_distance(const void *left, const void *right)
{
    const guess *a = left;
    const guess *b = right;
    if (a->distance != b->distance) return a->distance < b->distance ? -1 : 1;
    if (a->stories != b->stories) return a->stories > b->stories ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

/** Which letters and digits occur, a bit each. */
static uint64_t letters_of(tg_str s)
{
    uint64_t set = 0;
    for (size_t i = 0; i < s.n; i++) set |= (uint64_t)1 << ((unsigned char)s.p[i] & 63);
    return set;
}

/** Each slip mends at most one letter that the alias does not have. */
static bool may_be_near(uint64_t letters, tg_str alias, uint32_t limit)
{
    uint64_t missing = letters & ~letters_of(alias);
    for (uint32_t n = 0; n < limit && missing != 0; n++) missing &= missing - 1;
    return missing == 0;
}

static tagger_status collect(guesses *out, tg_store *store, tg_str name, tagger_error *err)
{
    uint32_t limit = name.n < 5 ? 1 : name.n < 10 ? 2 : 3;
    uint64_t letters = letters_of(name);
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    tagger_status status =
        tg_sql_prepare(&stmt, store, "SELECT folded, entity_id FROM aliases", err);
    while (status == TAGGER_OK) {
        status = tg_sql_step(&row, store, stmt, err);
        if (status != TAGGER_OK || !row) break;
        tg_str alias = tg_sql_text(stmt, 0);
        if (!may_be_near(letters, alias, limit)) continue;
        uint32_t d = nearest(name, alias, limit);
        if (d > limit) continue;
        if (!tg_vec_push(out, (guess){.id = sqlite3_column_int64(stmt, 1), .distance = d}))
            status = no_memory(store, err);
    }
    (void)sqlite3_finalize(stmt);
    return status;
}

/** Those that are near get their stories, and the one they were merged into; ignored ones go. */
static tagger_status complete(guesses *all, tg_store *store, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    size_t n = 0;
    tagger_status status = tg_sql_prepare(
        &stmt, store,
        "SELECT coalesce(merged_into, id), stories FROM entities WHERE id = ?1 AND ignored = 0",
        err);
    for (size_t i = 0; i < all->n && status == TAGGER_OK; i++) {
        status = tg_sql_bind(store, stmt, TG_VALUES(tg_int(all->at[i].id)), err);
        if (status == TAGGER_OK) status = tg_sql_step(&row, store, stmt, err);
        if (status != TAGGER_OK || !row) continue;
        all->at[n++] = (guess){.id = sqlite3_column_int64(stmt, 0),
                               .stories = sqlite3_column_int64(stmt, 1),
                               .distance = all->at[i].distance};
        (void)sqlite3_reset(stmt);
    }
    all->n = n;
    (void)sqlite3_finalize(stmt);
    return status;
}

static tagger_status hand_on(const guesses *all, tg_store *store, uint32_t limit, tg_rows to,
                             tagger_error *err)
{
    uint32_t n = 0;
    for (size_t i = 0; i < all->n && n < limit; i++) {
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++) seen = all->at[k].id == all->at[i].id;
        if (seen) continue;
        TG_TRY(tg_sql_query(store, "SELECT name, type, stories FROM entities WHERE id = ?1",
                            TG_VALUES(tg_int(all->at[i].id)), to, err));
        n++;
    }
    return TAGGER_OK;
}

tagger_status tg_names_suggest(tg_store *store, tg_str name, uint32_t limit, tg_rows to,
                               tagger_error *err)
{
    guesses all = {0};
    tg_buf folded = TG_BUF_INIT;
    tg_fold_name(&folded, store, name);
    tagger_status status = folded.oom ? no_memory(store, err) : TAGGER_OK;
    if (status == TAGGER_OK && folded.n > 0)
        status = collect(&all, store, tg_buf_view(&folded), err);
    if (status == TAGGER_OK) status = complete(&all, store, err);
    if (all.n > 1) qsort(all.at, all.n, sizeof *all.at, by_distance);
    if (status == TAGGER_OK) status = hand_on(&all, store, limit, to, err);
    tg_vec_dispose(&all);
    tg_buf_dispose(&folded);
    return status;
}
