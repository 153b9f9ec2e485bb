/* SPDX-License-Identifier: MIT
 *
 * graph.h — databases for tests: made, filled, dumped, compared, deleted.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "graph/store.h"
#include "support/fake_result.h"

/** A new empty folder under the system's place for such; owned by the caller. */
char *graph_folder(void);

/** Delete the folder and what is in it, free the name. */
void graph_folder_remove(char *folder);

/** "folder/name", to be freed. */
char *graph_path(const char *folder, const char *name);

/** One article of a test. */
typedef struct graph_article {
    const char *uri;
    const char *date;
    const char *markup; /* of fake_result() */
} graph_article;

/** Add n articles in one run with these lists; fails the test on an error. @return documents
 *  written, the unchanged left out. */
size_t graph_add(tg_store *store, const char *lists, const graph_article *articles, size_t n);

/** Open or make a database, fails the test on an error. */
tg_store *graph_open(const char *path);

/** All rows of a query as text, cells by '|', rows by newlines; to be freed. */
char *graph_ask(tg_store *store, const char *sql);

/** Everything that must not depend on the order of input: documents, entities, aliases, mentions,
 *  pairs, links, stories by key instead of row id; to be freed. */
char *graph_dump(tg_store *store);

/** Fail unless the answer to `sql` is `expected`. */
void graph_expect(tg_store *store, const char *sql, const char *expected);
