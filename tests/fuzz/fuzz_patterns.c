/* SPDX-License-Identifier: MIT
 *
 * fuzz_patterns.c — any bytes as a table of patterns: compiled, or refused with a reason.
 */
#include <stdlib.h>

#include "match/regex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    tg_patterns *patterns = NULL;
    tagger_error err = {0};
    tg_str table = {(const char *)data, n};
    tagger_status status = tg_patterns_new(&patterns, &err);
    if (status == TAGGER_OK) status = tg_patterns_add(patterns, table, "fuzz.tsv", false, &err);
    if (status != TAGGER_OK && err.text[0] == '\0') abort();
    if (status == TAGGER_OK) {
        for (uint32_t i = 0; i < tg_patterns_count(patterns); i++)
            (void)tg_pattern_name(patterns, i);
    }
    tg_patterns_free(patterns);
    return 0;
}
