/* SPDX-License-Identifier: MIT */
#include "match/lists.h"

#include <stdio.h>

#include "base/mem.h"
#include "base/status.h"
#include "match/clause.h"

tagger_status tg_lists_add(tg_lists *lists, const tg_lexicon *lex, tagger_error *err)
{
    if (lists->n == TG_MAX_LISTS) {
        return tg_fail(err, TAGGER_E_USAGE, "more than %d lists at once", TG_MAX_LISTS);
    }
    uint32_t n = tg_lexicon_n_words(lex);
    tg_list_class *class = tg_mem_alloc(n * sizeof *class);
    if (class == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u class words", n);
    for (uint32_t i = 0; i < n; i++) {
        tg_str word = tg_lexicon_word(lex, i);
        class[i] = (tg_list_class){tg_clause_of_class(word), (uint8_t)tg_mark_of_class(word)};
    }
    lists->lex[lists->n] = lex;
    lists->class[lists->n] = class;
    lists->n++;
    return TAGGER_OK;
}

void tg_lists_dispose(tg_lists *lists)
{
    for (uint32_t i = 0; i < lists->n; i++) tg_mem_free(lists->class[i]);
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
