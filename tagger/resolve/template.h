/* SPDX-License-Identifier: MIT
 *
 * template.h — the templates of features: "prev.word", "span.list", …
 */
#pragma once

#include "base/base.h"

typedef enum tg_template {
    TG_PREV_WORD,
    TG_PREV2_WORD,
    TG_PREV_PAIR,
    TG_PREV_MARK,
    TG_PREV2_MARK,
    TG_PREV_SHAPE,
    TG_PREV_GLUED,
    TG_FIRST_WORD,
    TG_FIRST_PREFIX,
    TG_FIRST_SUFFIX,
    TG_FIRST_SHAPE,
    TG_FIRST_MARK,
    TG_FIRST_START,
    TG_NEXT_WORD,
    TG_NEXT2_WORD,
    TG_NEXT_PAIR,
    TG_NEXT_MARK,
    TG_NEXT2_MARK,
    TG_NEXT_SHAPE,
    TG_NEXT_GLUED,
    TG_LAST_WORD,
    TG_LAST_SUFFIX,
    TG_LAST_SHAPE,
    TG_LAST_MARK,
    TG_IN_WORD,
    TG_IN_SUFFIX,
    TG_IN_SHAPE,
    TG_IN_MARK,
    TG_SPAN_LENGTH,
    TG_SPAN_TEXT,
    TG_SPAN_SHAPE,
    TG_SPAN_NAMES,
    TG_SPAN_LIST,
    TG_SPAN_MAYBE,
    TG_SPAN_LISTS,
    TG_SPAN_RULE,
    TG_SPAN_LONGER,
    TG_SPAN_CASE,
    TG_SPAN_LINE,
    TG_SPAN_CUES,
    TG_SPAN_DATELINE,
    TG_SPAN_ACRONYM,
    TG_SPAN_SPORT,
    TG_SPAN_SHARE,
    TG_DOC_LOWER,
    TG_DOC_UPPER,
    TG_DOC_CUE,
    TG_LANG_START,
    TG_LANG_SHAPE,
    TG_LANG_NAMES,
    TG_LANG_LISTS,
    TG_LANG_LENGTH,
    TG_MEMORY_WHOLE,
    TG_MEMORY_LAST,
    TG_MEMORY_FIRST,
    TG_MEMORY_PART,
    TG_MEMORY_ACRONYM,
    TG_MEMORY_LONG,
    TG_N_TEMPLATES
} tg_template;

/** "prev.word"; static. */
const char *tg_template_name(tg_template t);

/** The number of a template by its name, or UINT32_MAX. */
uint32_t tg_feature_template(tg_str name);

/** The templates that a word names, bit 1 << template: one ("prev.word"), or a group ("prev"). */
uint64_t tg_feature_group(tg_str word);
