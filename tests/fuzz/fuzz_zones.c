/* SPDX-License-Identifier: MIT
 *
 * fuzz_zones.c — any bytes as a page: blocks in order and disjoint, no byte
 * that can be seen left out. The first byte says how long a title is known.
 */
#include <stdlib.h>

#include "doc/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const char table[] = "cue\tclass\tmatch\tlang\n"
                            "share\tshare\twhole\ten\n"
                            "read more\tmore\tend\ten\n"
                            "latest news\tlatest\tstart\ten\n"
                            "comments\tcomments\tend\ten\n"
                            "©\tcredit\tstart\tmul\n"
                            "by\tbyline\tstart\ten\n"
                            "use cookies\tcookie\tany\ten\n"
                            "rights reserved\tfooter\tany\ten\n";

static void check(const tg_zones *z, const uint8_t *p, uint32_t n)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i <= z->n; i++) {
        uint32_t begin = i < z->n ? z->at[i].begin : n;
        if (begin < at || begin > n) abort();
        for (uint32_t k = at; k < begin; k++) {
            if (p[k] > ' ' && p[k] < 0x7f) abort();
        }
        if (i == z->n) return;
        at = z->at[i].end;
        if (at <= begin || at > n || z->zone[i] >= TG_N_ZONES || z->rule[i] == NULL) abort();
        if (i > 0 && z->paragraph[i] - z->paragraph[i - 1] > 1) abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n == 0) return 0;
    tg_zone_cues *cues;
    if (tg_zone_cues_new(&cues, TG_LIT(table), "table", NULL) != TAGGER_OK) abort();
    tg_arena arena = TG_ARENA_INIT;
    tg_str text = {.p = (const char *)data + 1, .n = n - 1};
    tg_zones z;
    tg_date date;
    uint32_t n_title = data[0] - (uint32_t)' ' < n ? data[0] - (uint32_t)' ' : 0;
    if (tg_zones_find(&z, &arena, text, n_title, cues, NULL) != TAGGER_OK) abort();
    check(&z, data + 1, (uint32_t)text.n);
    if (tg_date_find(&date, text, &z) && date.at.end > text.n) abort();
    if (tg_zones_all_body(&z, &arena, text, n_title, NULL) != TAGGER_OK) abort();
    check(&z, data + 1, (uint32_t)text.n);
    tg_arena_dispose(&arena);
    tg_zone_cues_free(cues);

    /* The bytes as a cue table: refused or read, never worse. */
    if (tg_zone_cues_new(&cues, text, "table", NULL) == TAGGER_OK) tg_zone_cues_free(cues);
    return 0;
}
