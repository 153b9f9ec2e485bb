/* SPDX-License-Identifier: MIT */
#include "match/lists.h"

#include <stdio.h>

#include "base/mem.h"
#include "base/status.h"

tagger_status tg_lists_add(tg_lists *lists, const tg_lexicon *lex, tagger_error *err)
{
    if (lists->n == TG_MAX_LISTS) {
        return tg_fail(err, TAGGER_E_USAGE, "more than %d lists at once", TG_MAX_LISTS);
    }
    uint32_t n = tg_lexicon_n_words(lex);
    uint8_t *mark = tg_mem_alloc(n);
    if (mark == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u class words", n);
    for (uint32_t i = 0; i < n; i++) mark[i] = (uint8_t)tg_mark_of_class(tg_lexicon_word(lex, i));
    lists->lex[lists->n] = lex;
    lists->mark[lists->n] = mark;
    lists->n_words[lists->n] = n;
    lists->n++;
    return TAGGER_OK;
}

void tg_lists_dispose(tg_lists *lists)
{
    for (uint32_t i = 0; i < lists->n; i++) tg_mem_free(lists->mark[i]);
    *lists = (tg_lists){0};
}

const char *tg_lists_path(char out[TG_LIST_PATH], const tg_lists *lists, uint32_t list, tg_str file)
{
    const char *folder = lists->folder[list];
    (void)snprintf(out, TG_LIST_PATH, "%s%s%.*s", folder != NULL ? folder : "",
                   folder != NULL ? "/" : "", file.n < TG_LIST_PATH ? (int)file.n : TG_LIST_PATH,
                   file.p);
    return out;
}
