/* SPDX-License-Identifier: MIT
 *
 * lines.h — keep the lines that a call of the library hands out.
 */
#pragma once

#include "tagger.h"

typedef struct test_lines {
    char text[1 << 18]; /* each line with its end, then a NUL */
    size_t used;
    uint32_t n;
    uint32_t most; /* stop after so many; 0 = never */
} test_lines;

/** None yet; free() them. */
test_lines *test_lines_new(uint32_t most);
/** Forget the lines. */
void test_lines_clear(test_lines *lines);

/** A tagger_line_fn: the context is a test_lines, which must have room. */
bool test_lines_keep(void *context, tagger_str line);
