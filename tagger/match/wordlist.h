/* SPDX-License-Identifier: MIT
 *
 * wordlist.h — long lists of words inside patterns, looked up instead of tried word by word.
 */
#pragma once

#include "base/base.h"

enum { TG_MAX_WORD_LISTS = 8, TG_WORD_SLOTS = 256 };

typedef struct tg_word_list {
    tg_str source;               /* "The|A|An|…", where the pattern was read from */
    tg_str slots[TG_WORD_SLOTS]; /* open addressing; n == 0: empty */
} tg_word_list;

/** The lists of a table of patterns; all zero in the beginning. */
typedef struct tg_word_lists {
    uint32_t n;
    tg_word_list at[TG_MAX_WORD_LISTS];
} tg_word_lists;

/** Copy a pattern to `out` (room for pattern.n bytes), each list in it replaced by "(?C1)" for the
 *  first of `lists`, and so on. A list that is not there yet is added; its words stay in `pattern`,
 *  which must outlive `lists`. @return length. */
size_t tg_word_lists_take(tg_word_lists *lists, char *out, tg_str pattern);

/** Does `text` (UTF-8) begin with a whole word that stands, in these very letters, in the list? */
bool tg_word_list_heads(const tg_word_list *list, tg_str text);
