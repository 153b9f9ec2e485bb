/* SPDX-License-Identifier: MIT */
#include "graph/sums.h"

#include <stdlib.h>

#include "base/mem.h"
#include "graph/measure.h"

/* ---- the table ----------------------------------------------------------- */

static uint64_t scramble(uint64_t key)
{
    key *= 0x9e3779b97f4a7c15U;
    return key ^ key >> 32;
}

static bool make_slots(tg_sums *out, size_t n_slots)
{
    *out = (tg_sums){.slots = tg_mem_alloc((n_slots + 1) * sizeof *out->slots), .n_slots = n_slots};
    if (out->slots == NULL) return false;
    tg_sums_clear(out);
    return true;
}

bool tg_sums_init(tg_sums *out, size_t n)
{
    size_t n_slots = 64;
    while (n_slots < n * 3 / 2) n_slots *= 2;
    return make_slots(out, n_slots);
}

void tg_sums_clear(tg_sums *sums)
{
    memset(sums->slots, 0, (sums->n_slots + 1) * sizeof *sums->slots);
    sums->n = 0;
}

void tg_sums_dispose(tg_sums *sums)
{
    tg_mem_free(sums->slots);
    *sums = (tg_sums){.slots = NULL};
}

static tg_sum *slot_of(const tg_sums *sums, uint64_t key)
{
    size_t at = (size_t)scramble(key) & (sums->n_slots - 1);
    while (sums->slots[at].key != key && sums->slots[at].key != 0)
        at = (at + 1) & (sums->n_slots - 1);
    return &sums->slots[at];
}

bool tg_sums_has(const tg_sums *sums, uint64_t key)
{
    return slot_of(sums, key)->key == key;
}

static bool grow(tg_sums *sums)
{
    tg_sums larger;
    if (!make_slots(&larger, sums->n_slots * 2)) return false;
    for (size_t i = 0; i < sums->n_slots; i++) {
        if (sums->slots[i].key != 0) *slot_of(&larger, sums->slots[i].key) = sums->slots[i];
    }
    larger.n = sums->n;
    tg_sums_dispose(sums);
    *sums = larger;
    return true;
}

tg_sum *tg_sums_at(tg_sums *sums, uint64_t key)
{
    tg_sum *slot = slot_of(sums, key);
    if (slot->key == key) return slot;
    if (sums->n + 1 > sums->n_slots / 4 * 3) {
        if (!grow(sums)) return NULL;
        slot = slot_of(sums, key);
    }
    *slot = (tg_sum){.key = key, .gap = UINT32_MAX};
    sums->n++;
    return slot;
}

static int by_key(const void *left, const void *right)
{
    const tg_sum *a = left;
    const tg_sum *b = right;
    return a->key < b->key ? -1 : a->key > b->key;
}

void tg_sums_sort(tg_sums *sums)
{
    size_t n = 0;
    for (size_t i = 0; i < sums->n_slots; i++) {
        if (sums->slots[i].key != 0) sums->slots[n++] = sums->slots[i];
    }
    sums->slots[n].key = 0;
    if (n > 1) qsort(sums->slots, n, sizeof *sums->slots, by_key);
}

/* ---- rows ---------------------------------------------------------------- */

tagger_status tg_pair_reader_init(tg_pair_reader *out, const tg_corpus *corpus, tagger_error *err)
{
    *out = (tg_pair_reader){.corpus = corpus, .end = INT64_MAX};
    return tg_sql_prepare(&out->stmt, corpus->store,
                          "SELECT a, b, gap, mention_a, mention_b, sentences FROM pairs "
                          "WHERE document_id = ?1 AND a >= ?2 AND a < ?3",
                          err);
}

void tg_pair_reader_dispose(tg_pair_reader *reader)
{
    (void)sqlite3_finalize(reader->stmt);
    *reader = (tg_pair_reader){.corpus = NULL};
}

tagger_status tg_pair_reader_start(tg_pair_reader *reader, uint32_t document, tagger_error *err)
{
    int64_t id = reader->corpus->documents[document].id;
    return tg_sql_bind(reader->corpus->store, reader->stmt,
                       TG_VALUES(tg_int(id), tg_int(reader->begin), tg_int(reader->end)), err);
}

uint64_t tg_pair_key(const tg_corpus *corpus, int64_t a, int64_t b)
{
    const tg_corpus_entity *p = &corpus->entities[a];
    const tg_corpus_entity *q = &corpus->entities[b];
    uint64_t x = p->stands_for;
    uint64_t y = q->stands_for;
    if (x == y || p->ignored || q->ignored) return 0;
    return x < y ? x << 32 | y : y << 32 | x;
}

tagger_status tg_pair_reader_next(bool *more, tg_pair_row *out, tg_pair_reader *reader,
                                  tagger_error *err)
{
    sqlite3_stmt *stmt = reader->stmt;
    const tg_corpus *corpus = reader->corpus;
    *out = (tg_pair_row){.key = 0};
    while (out->key == 0) {
        TG_TRY(tg_sql_step(more, corpus->store, stmt, err));
        if (!*more) return TAGGER_OK;
        out->key =
            tg_pair_key(corpus, sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1));
    }
    bool kept = corpus->entities[sqlite3_column_int64(stmt, 0)].stands_for == out->key >> 32;
    int low = kept ? 0 : 1;
    out->gap = (uint32_t)sqlite3_column_int64(stmt, 2);
    out->mention[0] = sqlite3_column_int64(stmt, 3 + low);
    out->mention[1] = sqlite3_column_int64(stmt, 4 - low);
    out->sentences = (uint32_t)sqlite3_column_int64(stmt, 5);
    return TAGGER_OK;
}

/* ---- adding up ----------------------------------------------------------- */

void tg_sum_tell(tg_sum *s, const tg_pair_row *row, uint32_t story, int times)
{
    if (s->story != story + 1) {
        tg_sum_close(s, times);
        s->story = story + 1;
        s->story_gap = row->gap;
        s->story_sentences = 0;
    }
    if (row->gap < s->story_gap) s->story_gap = row->gap;
    if (row->sentences > s->story_sentences) s->story_sentences = row->sentences;
}

void tg_sum_close(tg_sum *s, int times)
{
    if (s->story == 0) return;
    uint64_t closeness = tg_closeness(s->story_gap);
    s->closeness += times > 0 ? closeness : 0 - closeness;
    s->sentences += times > 0 ? s->story_sentences : 0 - s->story_sentences;
    s->stories += times > 0 ? 1U : UINT32_MAX;
    s->story = 0;
}

static bool is_nearer(const tg_sum *s, const tg_pair_row *row, uint32_t document)
{
    if (row->gap != s->gap) return row->gap < s->gap;
    if (document != s->nearest) return document < s->nearest;
    bool swapped = row->mention[0] > row->mention[1];
    bool was_swapped = s->mention[0] > s->mention[1];
    int64_t first = row->mention[swapped];
    int64_t was_first = s->mention[was_swapped];
    if (first != was_first) return first < was_first;
    return row->mention[1 - swapped] < s->mention[1 - was_swapped];
}

void tg_sum_near(tg_sum *s, const tg_pair_row *row, uint32_t document)
{
    if (!is_nearer(s, row, document)) return;
    s->gap = row->gap;
    s->nearest = document;
    s->mention[0] = row->mention[0];
    s->mention[1] = row->mention[1];
}

void tg_sum_count(tg_sum *s, const tg_pair_row *row, uint32_t document, const tg_corpus_document *d)
{
    tg_sum_near(s, row, document);
    if (s->document == document + 1) return;
    s->document = document + 1;
    s->documents++;
    if (d->date == 0) return;
    if (s->first_date == 0 || d->date < s->first_date) s->first_date = d->date;
    if (d->date > s->last_date) s->last_date = d->date;
}
