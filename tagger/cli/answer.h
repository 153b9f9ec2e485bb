/* SPDX-License-Identifier: MIT
 *
 * answer.h — rows of the graph on standard output: for a reader, as JSON, or as CSV.
 *
 * How a row looks to a reader is said in a small language, one text a verb:
 *
 *     {name}                 the value; numbers with a point get two places
 *     {stories:story/stories}   "1 story", "2 stories"
 *     [, {first_date}]       a part that is left out when a value in it is missing
 *     [tested=no? (…)]       a part for rows with this value only; [copies!1? …] for all others
 */
#pragma once

#include "base/buf.h"
#include "graph/value.h"

typedef enum tg_answer_format { TG_ANSWER_TEXT, TG_ANSWER_JSON, TG_ANSWER_CSV } tg_answer_format;

/** One list of rows on its way out. */
typedef struct tg_answer {
    tg_answer_format format;
    const char *text; /* how a row looks to a reader */
    uint64_t n;       /* rows so far */
    tg_buf buf;
    tagger_status status; /* of writing */
    tagger_error err;
} tg_answer;

#define TG_ANSWER(format_, text_) ((tg_answer){.format = (format_), .text = (text_)})

/** Somebody who listens to rows and prints them. */
tg_rows tg_answer_rows(tg_answer *answer);

/** Print bytes between the rows, as they are. */
void tg_answer_word(tg_answer *answer, const char *word);

/** Start over with another text, in the same output. */
void tg_answer_next(tg_answer *answer, const char *text);

/** Write what is left and give the memory back; an empty list of JSON is "[]". @return E_IO or
 *  E_NOMEM when rows were lost. */
TAGGER_MUST_CHECK tagger_status tg_answer_end(tg_answer *answer, tagger_error *err);

/** Append one row as the text says. */
void tg_answer_text(tg_buf *out, const tg_row *row, const char *text);
