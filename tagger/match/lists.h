/* SPDX-License-Identifier: MIT
 *
 * lists.h — the lexicons in use (built-in, then the user's) and what their class words mean to us.
 */
#pragma once

#include "base/base.h"
#include "lex/lexicon.h"
#include "match/marks.h"

enum { TG_MAX_LISTS = 8 };

/** What a class word of a lexicon says of the tokens of its rows. */
typedef struct tg_list_class {
    uint32_t clause; /* enum tg_clause_bit */
    uint8_t mark;    /* enum tg_mark */
} tg_list_class;

/** Immutable after tg_lists_add(); shared by threads. */
typedef struct tg_lists {
    uint32_t n;
    const tg_lexicon *lex[TG_MAX_LISTS];
    tg_list_class *class[TG_MAX_LISTS]; /* [words of the lexicon] of each class word */
    const char *folder[TG_MAX_LISTS];   /* where it was read from, for messages; NULL = built in */
} tg_lists;

/** Put one more lexicon on top; it stays the caller's. Fails with NOMEM or, past TG_MAX_LISTS, USAGE. */
tagger_status tg_lists_add(tg_lists *lists, const tg_lexicon *lex, tagger_error *err);
void tg_lists_dispose(tg_lists *lists);

enum { TG_LIST_PATH = 240 };

/** "folder/file" of a file of list `list`, with a NUL, for messages. @return `out`. */
const char *tg_lists_path(char out[TG_LIST_PATH], const tg_lists *lists, uint32_t list,
                          tg_str file);

/** A form of one of the lexicons: the lexicon's index in the upper four bits. */
typedef uint32_t tg_form;
#define TG_NO_FORM UINT32_MAX

static inline tg_form tg_form_of(uint32_t list, uint32_t form)
{
    return list << 28 | form;
}
static inline const tg_lexicon *tg_form_lexicon(const tg_lists *lists, tg_form f)
{
    return lists->lex[f >> 28];
}
static inline const tg_entry *tg_form_entries(const tg_lists *lists, tg_form f, uint32_t *n)
{
    return tg_lexicon_entries(lists->lex[f >> 28], f & 0x0fffffff, n);
}
