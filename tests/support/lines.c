/* SPDX-License-Identifier: MIT */
#include "support/lines.h"

#include <stdlib.h>
#include <string.h>

#include "support/test.h"

test_lines *test_lines_new(uint32_t most)
{
    test_lines *lines = calloc(1, sizeof *lines);
    assert_non_null(lines);
    lines->most = most;
    return lines;
}

void test_lines_clear(test_lines *lines)
{
    lines->used = lines->n = 0;
    lines->text[0] = '\0';
}

bool test_lines_keep(void *context, tagger_str line)
{
    test_lines *l = context;
    assert_true(l->used + line.n + 2 < sizeof l->text);
    memcpy(l->text + l->used, line.p, line.n);
    l->used += line.n;
    l->text[l->used++] = '\n';
    l->text[l->used] = '\0';
    return ++l->n != l->most;
}
