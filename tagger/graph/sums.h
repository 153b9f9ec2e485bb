/* SPDX-License-Identifier: MIT
 *
 * sums.h — what the stories say of two entities, added up; inside graph/ only.
 *
 * Within a story the smallest gap of all its documents counts, once. All sums
 * are of whole numbers, so they do not depend on the order, and what was added
 * can be taken away again.
 */
#pragma once

#include "graph/corpus.h"

typedef struct tg_sum {
    uint64_t key; /* a << 32 | b, a < b; 0 = free slot */
    uint64_t closeness;
    int64_t mention[2]; /* of a and of b, in the smallest gap of all */
    uint32_t gap;       /* that gap, of equal ones the earliest; UINT32_MAX = none */
    uint32_t nearest;   /* its document */
    uint32_t stories;
    uint32_t documents;
    uint32_t sentences;
    uint32_t first_date; /* yyyymmdd, 0 = none */
    uint32_t last_date;
    uint32_t document; /* the last one seen, index + 1 */
    uint32_t story;    /* the last one seen, index + 1; its best follows */
    uint32_t story_gap;
    uint32_t story_sentences;
} tg_sum;

/** A hash table of them. */
typedef struct tg_sums {
    tg_sum *slots;  /* [n_slots + 1] */
    size_t n_slots; /* a power of two */
    size_t n;
} tg_sums;

/** Make room for about n sums; more find room, too. @return false when memory ran out. */
bool tg_sums_init(tg_sums *out, size_t n);
void tg_sums_clear(tg_sums *sums);
void tg_sums_dispose(tg_sums *sums);

/** Is there a sum of this key? */
bool tg_sums_has(const tg_sums *sums, uint64_t key);

/** The sum of a key, made when new; NULL when memory ran out. Holds until the next call. */
tg_sum *tg_sums_at(tg_sums *sums, uint64_t key);

/** Put them into the order of their keys at slots[0 … n - 1], with a key of 0 behind; nothing can
 *  be found or added any more until they are cleared. */
void tg_sums_sort(tg_sums *sums);

/** One row of `pairs`, with merged entities replaced by those they stand for. */
typedef struct tg_pair_row {
    uint64_t key;
    int64_t mention[2];
    uint32_t gap;
    uint32_t sentences;
} tg_pair_row;

/** Reads rows of `pairs`, document by document; of each those with begin <= a < end. */
typedef struct tg_pair_reader {
    const tg_corpus *corpus;
    sqlite3_stmt *stmt;
    int64_t begin;
    int64_t end;
} tg_pair_reader;

TAGGER_MUST_CHECK tagger_status tg_pair_reader_init(tg_pair_reader *out, const tg_corpus *corpus,
                                                    tagger_error *err);
void tg_pair_reader_dispose(tg_pair_reader *reader);

/** Begin with a document, by its index. */
TAGGER_MUST_CHECK tagger_status tg_pair_reader_start(tg_pair_reader *reader, uint32_t document,
                                                     tagger_error *err);

/** The next row that makes a link; *more is false behind the last. */
TAGGER_MUST_CHECK tagger_status tg_pair_reader_next(bool *more, tg_pair_row *out,
                                                    tg_pair_reader *reader, tagger_error *err);

/** Key of two entities, whichever comes first; 0 when they are one or one of them is ignored. */
uint64_t tg_pair_key(const tg_corpus *corpus, int64_t a, int64_t b);

/** Take note of a row for its story; rows of a story must come together. What the one before said
 *  is added, `times` = 1, or taken away, -1. */
void tg_sum_tell(tg_sum *s, const tg_pair_row *row, uint32_t story, int times);

/** Take over the mentions of a row if they are nearer than those so far; of equal gaps the earlier
 *  document's, within it those that stand first. */
void tg_sum_near(tg_sum *s, const tg_pair_row *row, uint32_t document);

/** Take note of a row for what is counted by document; rows of a document must come together. */
void tg_sum_count(tg_sum *s, const tg_pair_row *row, uint32_t document,
                  const tg_corpus_document *d);

/** The same for the last story. */
void tg_sum_close(tg_sum *s, int times);
