/* SPDX-License-Identifier: MIT */
#include "lex/rows.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/status.h"
#include "base/utf8.h"
#include "lex/image.h"

enum column {
    COLUMN_IGNORED,
    COLUMN_ID,
    COLUMN_NAME,
    COLUMN_FORM,
    COLUMN_LANG,
    COLUMN_FLAGS,
    COLUMN_COUNTRY,
    COLUMN_SUBTYPE,
    COLUMN_WIKIDATA,
    COLUMN_VALUE,
    COLUMN_CLASS,
    COLUMN_POSITION,
    COLUMN_EVERYDAY,
    COLUMN_MATCH,
    COLUMN_MUST,
    COLUMN_MUSTNOT
};

/** The columns of all tables. What the matcher has no use for is read over, but a name that is
 *  not here is an error: most likely it is misspelt. */
static const struct {
    const char *name;
    enum column holds;
} column_names[] = {
    {"id", COLUMN_ID},           {"name", COLUMN_NAME},         {"form", COLUMN_FORM},
    {"term", COLUMN_FORM},       {"lang", COLUMN_LANG},         {"flags", COLUMN_FLAGS},
    {"country", COLUMN_COUNTRY}, {"subtype", COLUMN_SUBTYPE},   {"qid", COLUMN_WIKIDATA},
    {"value", COLUMN_VALUE},     {"count", COLUMN_VALUE},       {"weight", COLUMN_VALUE},
    {"class", COLUMN_CLASS},     {"topic", COLUMN_CLASS},       {"policy", COLUMN_CLASS},
    {"match", COLUMN_MATCH},     {"position", COLUMN_POSITION}, {"common_in", COLUMN_EVERYDAY},
    {"source", COLUMN_IGNORED},  {"share", COLUMN_IGNORED},     {"countries", COLUMN_IGNORED},
    {"types", COLUMN_IGNORED},   {"role", COLUMN_IGNORED},      {"party", COLUMN_IGNORED},
    {"from", COLUMN_IGNORED},    {"to", COLUMN_IGNORED},        {"note", COLUMN_IGNORED},
    {"must", COLUMN_MUST},       {"mustnot", COLUMN_MUSTNOT},
};

tagger_status tg_row_fail(tagger_error *err, const char *path, uint32_t line, const char *fmt, ...)
{
    char text[200];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    tagger_status status = tg_fail(err, TAGGER_E_DATA, "%s:%u: %s", path, line, text);
    if (err != NULL) err->line = line;
    return status;
}

/** For "%.*s": as much of a cell as a message can hold. */
static int shown(tg_str s)
{
    return s.n < 60 ? (int)s.n : 60;
}

bool tg_next_piece(tg_str *left, char sep, tg_str *piece)
{
    if (left->p == NULL) return false;
    const char *end = left->n > 0 ? memchr(left->p, sep, left->n) : NULL;
    *piece = *left;
    if (end == NULL) {
        *left = (tg_str){NULL, 0};
    } else {
        piece->n = (size_t)(end - left->p);
        *left = (tg_str){end + 1, left->n - piece->n - 1};
    }
    return true;
}

bool tg_next_line(tg_str *left, tg_str *line)
{
    if (left->n == 0 || !tg_next_piece(left, '\n', line)) return false;
    if (line->n > 0 && line->p[line->n - 1] == '\r') line->n--;
    return true;
}

static uint32_t line_of(tg_str bytes, size_t at)
{
    uint32_t line = 1;
    for (size_t i = 0; i < at; i++) line += bytes.p[i] == '\n';
    return line;
}

tagger_status tg_rows_check_bytes(tg_str bytes, const char *path, tagger_error *err)
{
    if (bytes.n == 0) return tg_row_fail(err, path, 1, "the file is empty; it needs a header line");
    const char *nul = memchr(bytes.p, '\0', bytes.n);
    if (nul != NULL) {
        return tg_row_fail(err, path, line_of(bytes, (size_t)(nul - bytes.p)),
                           "a NUL byte; the file is not UTF-8 text");
    }
    size_t valid = tg_utf8_valid(bytes);
    if (valid < bytes.n) {
        return tg_row_fail(err, path, line_of(bytes, valid), "byte 0x%02x is not UTF-8",
                           (unsigned)(unsigned char)bytes.p[valid]);
    }
    return TAGGER_OK;
}

static bool is_word(tg_str s, const char *word)
{
    return strlen(word) == s.n && memcmp(word, s.p, s.n) == 0;
}

static bool find_column(tg_str name, enum column *holds)
{
    for (size_t i = 0; i < sizeof column_names / sizeof column_names[0]; i++) {
        if (!is_word(name, column_names[i].name)) continue;
        *holds = column_names[i].holds;
        return true;
    }
    return false;
}

static tagger_status read_header(tg_rows *rows, tg_str header, tagger_error *err)
{
    unsigned seen = 0;
    tg_str name;
    while (tg_next_piece(&header, '\t', &name)) {
        enum column holds = COLUMN_IGNORED;
        if (!find_column(name, &holds)) {
            return tg_row_fail(err, rows->path, rows->line, "column '%.*s' is not known",
                               shown(name), name.p);
        }
        if (holds != COLUMN_IGNORED && (seen >> holds & 1) != 0) {
            return tg_row_fail(err, rows->path, rows->line, "column '%.*s' comes twice",
                               shown(name), name.p);
        }
        if (rows->n_columns == TG_MAX_COLUMNS) {
            return tg_row_fail(err, rows->path, rows->line, "more than %d columns",
                               (int)TG_MAX_COLUMNS);
        }
        seen |= 1u << holds;
        rows->columns[rows->n_columns++] = (uint8_t)holds;
    }
    if ((seen & (1u << COLUMN_NAME | 1u << COLUMN_FORM)) == 0) {
        return tg_row_fail(err, rows->path, rows->line, "no column 'name' and no column 'form'");
    }
    return TAGGER_OK;
}

tagger_status tg_rows_open(tg_rows *rows, tg_str bytes, const char *path, tagger_error *err)
{
    *rows = (tg_rows){.path = path, .left = tg_utf8_without_mark(bytes), .line = 1};
    TG_TRY(tg_rows_check_bytes(bytes, path, err));
    tg_str header;
    if (!tg_next_line(&rows->left, &header)) {
        return tg_row_fail(err, path, 1, "the file is empty; it needs a header line");
    }
    return read_header(rows, header, err);
}

/* ---- cells --------------------------------------------------------------- */

static tagger_status read_number(tg_rows *rows, tg_str cell, uint32_t *value, tagger_error *err)
{
    uint64_t n = 0;
    for (size_t i = 0; i < cell.n; i++) {
        unsigned digit = (unsigned)(unsigned char)cell.p[i] - '0';
        n = n * 10 + digit;
        if (digit > 9 || n > UINT32_MAX) {
            return tg_row_fail(err, rows->path, rows->line,
                               "'%.*s' is not a whole number below 2^32", shown(cell), cell.p);
        }
    }
    *value = (uint32_t)n;
    return TAGGER_OK;
}

static tagger_status read_langs(tg_rows *rows, tg_str cell, uint32_t *bits, tagger_error *err)
{
    tg_str code;
    while (cell.n > 0 && tg_next_piece(&cell, ',', &code)) {
        uint32_t bit = tg_lang_bit(code);
        if (bit == 0) {
            return tg_row_fail(err, rows->path, rows->line, "language '%.*s' is not known",
                               shown(code), code.p);
        }
        *bits |= bit;
    }
    return TAGGER_OK;
}

static tagger_status read_flags(tg_rows *rows, tg_str cell, tg_row *row, tagger_error *err)
{
    tg_str word;
    while (cell.n > 0 && tg_next_piece(&cell, ',', &word)) {
        if (word.n > 3 && memcmp(word.p, "cw:", 3) == 0) {
            TG_TRY(read_langs(rows, (tg_str){word.p + 3, word.n - 3}, &row->everyday, err));
            continue;
        }
        uint32_t flag = 1;
        while (tg_flag_name(flag) != NULL && !is_word(word, tg_flag_name(flag))) flag <<= 1;
        if (tg_flag_name(flag) == NULL) {
            return tg_row_fail(err, rows->path, rows->line, "flag '%.*s' is not known", shown(word),
                               word.p);
        }
        row->flags |= flag;
    }
    return TAGGER_OK;
}

static tagger_status read_match(tg_rows *rows, tg_str cell, tg_row *row, tagger_error *err)
{
    static const struct {
        const char *word;
        uint32_t flag;
    } matches[] = {{"", 0},
                   {"fold", 0},
                   {"case", TG_ENTRY_CASE},
                   {"prefix", TG_ENTRY_PREFIX},
                   {"part", TG_ENTRY_PART}};
    for (size_t i = 0; i < sizeof matches / sizeof matches[0]; i++) {
        if (!is_word(cell, matches[i].word)) continue;
        row->flags |= matches[i].flag;
        return TAGGER_OK;
    }
    return tg_row_fail(err, rows->path, rows->line, "match '%.*s' is not known", shown(cell),
                       cell.p);
}

static tagger_status read_cell(tg_rows *rows, enum column holds, tg_str cell, tg_row *row,
                               tagger_error *err)
{
    if (cell.n > TG_MAX_STRING) {
        return tg_row_fail(err, rows->path, rows->line, "a cell of more than %d bytes",
                           (int)TG_MAX_STRING);
    }
    switch (holds) {
    case COLUMN_ID:
        row->id = cell;
        break;
    case COLUMN_NAME:
        row->name = cell;
        break;
    case COLUMN_FORM:
        row->form = cell;
        break;
    case COLUMN_COUNTRY:
        row->country = cell;
        break;
    case COLUMN_SUBTYPE:
        row->subtype = cell;
        break;
    case COLUMN_WIKIDATA:
        row->wikidata = cell;
        break;
    case COLUMN_CLASS:
        row->class = cell;
        break;
    case COLUMN_POSITION:
        row->position = cell;
        break;
    case COLUMN_MUST:
        row->must = cell;
        break;
    case COLUMN_MUSTNOT:
        row->mustnot = cell;
        break;
    case COLUMN_VALUE:
        return read_number(rows, cell, &row->value, err);
    case COLUMN_LANG:
        return read_langs(rows, cell, &row->lang, err);
    case COLUMN_EVERYDAY:
        return read_langs(rows, cell, &row->everyday, err);
    case COLUMN_FLAGS:
        return read_flags(rows, cell, row, err);
    case COLUMN_MATCH:
        return read_match(rows, cell, row, err);
    case COLUMN_IGNORED:
        break;
    }
    return TAGGER_OK;
}

static bool is_blank(tg_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != ' ') return false;
    }
    return true;
}

tagger_status tg_rows_next(tg_rows *rows, tg_row *row, bool *more, tagger_error *err)
{
    tg_str line = {0};
    do {
        *more = tg_next_line(&rows->left, &line);
        if (!*more) return TAGGER_OK;
        rows->line++;
    } while (line.n == 0);

    *row = (tg_row){.line = rows->line};
    uint32_t n = 0;
    tg_str cell;
    while (tg_next_piece(&line, '\t', &cell)) {
        if (n < rows->n_columns) {
            TG_TRY(read_cell(rows, (enum column)rows->columns[n], cell, row, err));
        }
        n++;
    }
    if (n != rows->n_columns) {
        return tg_row_fail(err, rows->path, rows->line, "%u cell%s under a header of %u", n,
                           n == 1 ? "" : "s", rows->n_columns);
    }
    if (row->form.n == 0) row->form = row->name;
    if (row->name.n == 0) row->name = row->form;
    if (is_blank(row->form)) {
        return tg_row_fail(err, rows->path, rows->line, "neither a name nor a form");
    }
    return TAGGER_OK;
}

tagger_status tg_row_check(const tg_rows *rows, const tg_row *row, uint32_t kind, tagger_error *err)
{
    enum { MOST = 3, SHORTEST = 4 };
    if (kind != TG_KIND_TOPIC) return TAGGER_OK;
    if (row->class.n == 0) {
        return tg_row_fail(err, rows->path, rows->line, "'%.*s' has no topic", shown(row->form),
                           row->form.p);
    }
    if (row->value > MOST) {
        return tg_row_fail(err, rows->path, rows->line,
                           "weight %u; it is 1 to 3, or 0 to take the term away", row->value);
    }
    bool affix = (row->flags & (TG_ENTRY_PREFIX | TG_ENTRY_PART)) != 0;
    if (affix && row->form.n < SHORTEST) {
        return tg_row_fail(err, rows->path, rows->line,
                           "'%.*s' is too short to stand for part of a word", shown(row->form),
                           row->form.p);
    }
    return TAGGER_OK;
}
