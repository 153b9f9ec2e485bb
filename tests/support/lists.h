/* SPDX-License-Identifier: MIT
 *
 * lists.h — small lexicons for tests, compiled from tables in memory.
 */
#pragma once

#include "lex/compile.h"
#include "lex/lexicon.h"

typedef struct test_table {
    const char *name; /* "parties/parties.tsv" */
    uint32_t kind;    /* enum tg_kind, or TG_FILE_IS_BLOB */
    const char *tsv;
} test_table;

typedef struct test_lists {
    void *image;
    size_t n_image;
    tg_lexicon *lex;
} test_lists;

/** Compile and open; dispose of it in any case. */
tagger_status test_lists_make(test_lists *out, const test_table *tables, size_t n,
                              tagger_error *err);
void test_lists_dispose(test_lists *lists);

/** "Open VLD|VLD|…": the texts of all hits, for comparison. */
tagger_status test_lists_hits(char *out, size_t room, const tg_lexicon *lex, const char *text);
