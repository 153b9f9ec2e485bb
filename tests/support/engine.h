/* SPDX-License-Identifier: MIT
 *
 * engine.h — an engine whose answers do not hang on learned weights: the built-in lists with a few
 * invented names on top, and a table of weights that believes lists and nothing else.
 */
#pragma once

#include "tagger.h"

/** A folder of its own below $TMPDIR or /tmp, with a file written into it. */
void test_folder_make(char *path, size_t room);
void test_folder_write(const char *folder, const char *name, const char *text);
void test_folder_remove(const char *folder);

typedef struct test_engine {
    char folder[64];
    tagger_engine *engine;
    tagger_worker *worker;
} test_engine;

/** Make the engine; `options` but for lists and weights, or NULL. */
tagger_status test_engine_make(test_engine *out, const tagger_options *options, tagger_error *err);
void test_engine_dispose(test_engine *e);

/** An engine without options for a whole group of tests, and what sets it up and takes it down. */
extern test_engine test_toy;
int test_toy_set_up(void **state);
int test_toy_tear_down(void **state);

/** Tag a text with nothing else known; NULL when that failed. */
tagger_result *test_engine_tag(const test_engine *e, const char *text);

/** "Ada Zwembak/person|…": the mentions of a result, for comparison. */
void test_engine_mentions(char *out, size_t room, const tagger_result *r);

extern const char test_weights[];
extern const char test_people[];
