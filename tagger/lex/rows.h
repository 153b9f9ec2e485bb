/* SPDX-License-Identifier: MIT
 *
 * rows.h — read one table of a gazetteer, row by row; columns are found by their names.
 *
 *     id<TAB>name<TAB>form<TAB>lang<TAB>flags<TAB>country<TAB>subtype<TAB>qid<TAB>value
 *
 * Only `name` or `form` must be there. CRLF, empty lines and a byte order mark are read over;
 * everything else that is not as gazetteers/README.md says is an error with file and line.
 */
#pragma once

#include "base/base.h"
#include "lex/lexicon.h"

enum { TG_MAX_COLUMNS = 32 };

/** One row; absent cells are empty. The bytes are those of the table. */
typedef struct tg_row {
    uint32_t line; /* 1-based */
    tg_str id;
    tg_str name;
    tg_str form; /* the name when the cell is empty */
    tg_str country;
    tg_str subtype;
    tg_str wikidata;
    tg_str class;
    tg_str position;
    tg_str must; /* example sentences; gazetteers/README.md says how they are written */
    tg_str mustnot;
    uint32_t flags;    /* enum tg_entry_flag */
    uint32_t lang;     /* bits; 0 = any */
    uint32_t everyday; /* bits */
    uint32_t value;
} tg_row;

/** A table being read. */
typedef struct tg_rows {
    const char *path; /* for messages */
    tg_str left;      /* what has not been read yet */
    uint32_t line;    /* of the last line read */
    uint32_t n_columns;
    uint8_t columns[TG_MAX_COLUMNS]; /* [n_columns] what each one holds */
} tg_rows;

/** Check the encoding of a whole table and read its header. `bytes` and `path` must outlive it. */
tagger_status tg_rows_open(tg_rows *rows, tg_str bytes, const char *path, tagger_error *err);

/** Read the next row; *more is false when there was none left. */
tagger_status tg_rows_next(tg_rows *rows, tg_row *row, bool *more, tagger_error *err);

/** Does the row say what its kind needs? Topic terms want a topic and a weight of 0 to 3, and parts
 *  of words want four letters. */
tagger_status tg_row_check(const tg_rows *rows, const tg_row *row, uint32_t kind,
                           tagger_error *err);

/** Is it a text file: not empty, no NUL byte, all UTF-8? Fails with the line of the first wrong byte. */
tagger_status tg_rows_check_bytes(tg_str bytes, const char *path, tagger_error *err);

/** Fail with "path:line: …" and err->line set. */
tagger_status tg_row_fail(tagger_error *err, const char *path, uint32_t line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/** The next line without its end, or false; counts lines. Also for other line-wise files. */
bool tg_next_line(tg_str *left, tg_str *line);

/** Cut the next piece of *left at `sep`; false when *left was used up (p == NULL). */
bool tg_next_piece(tg_str *left, char sep, tg_str *piece);
