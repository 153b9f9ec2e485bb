/* SPDX-License-Identifier: MIT
 *
 * row_sql.h — the statements that write the rows of a document and take them out; inside graph/
 * only.
 */
#pragma once

enum tg_row_statement {
    TG_GET_SOURCE,
    TG_PUT_SOURCE,
    TG_PUT_DOCUMENT,
    TG_PUT_UNLINKED,
    TG_PUT_SIGNATURE,
    TG_GET_ENTITY,
    TG_PUT_ENTITY,
    TG_SET_ENTITY,
    TG_COUNT_ALIAS,
    TG_PUT_ALIAS,
    TG_GET_RULE,
    TG_PUT_RULE,
    TG_PUT_MENTION,
    TG_PUT_CANDIDATE,
    TG_PUT_NAMED,
    TG_PUT_RELATION,
    TG_PUT_QUOTE,
    TG_GET_TOPIC,
    TG_PUT_TOPIC,
    TG_NAME_TOPIC,
    TG_PUT_DOCUMENT_TOPIC,
    TG_PUT_PAIR,
    TG_FIND_DOCUMENT,
    TG_DROP_FIRST, /* of what takes a document out, in this order */
    TG_NOTE_PAIRS = TG_DROP_FIRST,
    TG_NOTE_NAMES,
    TG_NOTE_CANDIDATES,
    TG_UNCOUNT_ALIASES,
    TG_DROP_ALIASES,
    TG_DROP_CANDIDATES,
    TG_DROP_MENTIONS,
    TG_DROP_NAMED,
    TG_DROP_RELATIONS,
    TG_DROP_QUOTES,
    TG_DROP_TOPICS,
    TG_DROP_PAIRS,
    TG_DROP_SIGNATURE,
    TG_DROP_STORY,
    TG_DROP_UNLINKED,
    TG_DROP_DOCUMENT,
    TG_N_ROW_STATEMENTS
};

extern const char *const tg_row_sql[TG_N_ROW_STATEMENTS];
