/* SPDX-License-Identifier: MIT */
#include "support/lists.h"

#include <stdio.h>

#include "base/mem.h"

enum { MAX_TABLES = 16 };

tagger_status test_lists_make(test_lists *out, const test_table *tables, size_t n,
                              tagger_error *err)
{
    tg_source sources[MAX_TABLES];
    assert(n <= MAX_TABLES);
    *out = (test_lists){0};
    for (size_t i = 0; i < n; i++) {
        sources[i] = (tg_source){.name = {tables[i].name, strlen(tables[i].name)},
                                 .path = tables[i].name,
                                 .kind = tables[i].kind,
                                 .bytes = {tables[i].tsv, strlen(tables[i].tsv)}};
    }
    TG_TRY(tg_compile(&out->image, &out->n_image, sources, n, err));
    return tg_lexicon_open(&out->lex, out->image, out->n_image, "test lists", err);
}

void test_lists_dispose(test_lists *lists)
{
    tg_lexicon_close(lists->lex);
    tg_mem_free(lists->image);
}

tagger_status test_lists_hits(char *out, size_t room, const tg_lexicon *lex, const char *text)
{
    tg_arena arena = TG_ARENA_INIT;
    tg_str str = {text, strlen(text)};
    tg_tokens tokens;
    tg_hits hits;
    tagger_status status = tg_tokenize(&tokens, &arena, str, NULL);
    if (status == TAGGER_OK) status = tg_lexicon_find(&hits, &arena, lex, &tokens, str, NULL);
    size_t n = 0;
    out[0] = '\0';
    for (uint32_t i = 0; status == TAGGER_OK && i < hits.n && n < room; i++) {
        uint32_t begin = tokens.begin[hits.at[i].begin];
        uint32_t end = tokens.end[hits.at[i].end - 1];
        n += (size_t)snprintf(out + n, room - n, "%s%.*s", i > 0 ? "|" : "", (int)(end - begin),
                              text + begin);
    }
    tg_arena_dispose(&arena);
    return status;
}
