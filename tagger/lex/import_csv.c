/* SPDX-License-Identifier: MIT
 *
 * import_csv.c — lists as a table of RFC 4180, its columns named or mapped.
 *
 * The separator is the comma, or the semicolon or tab when the header has no comma. Columns are
 * found by our names for them, or by `map`: "form=Alias,name=Official name".
 */
#include "base/status.h"
#include "base/utf8.h"
#include "lex/import.h"
#include "lex/rows.h"

enum { MAX_COLUMNS = 64 };

/** Fields of a row, by the names of columns. */
static const struct {
    const char *name;
    size_t offset;
} fields[] = {
    {"id", offsetof(tg_import_row, id)},           {"name", offsetof(tg_import_row, name)},
    {"form", offsetof(tg_import_row, form)},       {"alias", offsetof(tg_import_row, form)},
    {"lang", offsetof(tg_import_row, lang)},       {"flags", offsetof(tg_import_row, flags)},
    {"country", offsetof(tg_import_row, country)}, {"subtype", offsetof(tg_import_row, subtype)},
    {"qid", offsetof(tg_import_row, wikidata)},    {"wikidata", offsetof(tg_import_row, wikidata)},
    {"type", offsetof(tg_import_row, label)},      {"label", offsetof(tg_import_row, label)},
};

typedef struct table {
    tg_str left;
    char separator;
    uint32_t n;
    size_t field[MAX_COLUMNS]; /* [n] offset in a row; SIZE_MAX = of no use */
} table;

static bool find_field(tg_str name, size_t *offset)
{
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (!tg_str_eq(name, (tg_str){fields[i].name, strlen(fields[i].name)})) continue;
        *offset = fields[i].offset;
        return true;
    }
    return false;
}

/** Our name for a column, by the map; the column's own name when it is not mapped. */
static tg_str mapped(const char *map, tg_str column)
{
    tg_str left = {map, map != NULL ? strlen(map) : 0};
    tg_str pair;
    while (left.n > 0 && tg_next_piece(&left, ',', &pair)) {
        tg_str ours;
        if (tg_next_piece(&pair, '=', &ours) && tg_str_eq(pair, column)) return ours;
    }
    return column;
}

/** The byte of the quote that closes the cell, or 0. */
static size_t closing_quote(tg_str left)
{
    for (size_t i = 1; i < left.n; i++) {
        if (left.p[i] != '"') continue;
        if (i + 1 == left.n || left.p[i + 1] != '"') return i;
        i++;
    }
    return 0;
}

/** A cell in quotes: "" is a quote, and ends of lines are text. */
static tagger_status quoted_cell(tg_import *in, table *t, tg_str *cell)
{
    size_t end = closing_quote(t->left);
    if (end == 0) return tg_import_fail(in, "a quote that is never closed");
    char *out = tg_arena_alloc(&in->arena, end);
    if (out == NULL) return tg_fail(in->err, TAGGER_E_NOMEM, "%s: out of memory", in->path);
    size_t n = 0;
    for (size_t i = 1; i < end; i++) {
        out[n++] = t->left.p[i];
        in->n += t->left.p[i] == '\n';
        if (t->left.p[i] == '"') i++;
    }
    *cell = (tg_str){out, n};
    t->left = (tg_str){t->left.p + end + 1, t->left.n - end - 1};
    return TAGGER_OK;
}

/** Read a cell; *last when it ends its line. */
static tagger_status next_cell(tg_import *in, table *t, tg_str *cell, bool *last)
{
    *cell = (tg_str){t->left.p, 0};
    if (t->left.n > 0 && t->left.p[0] == '"') {
        TG_TRY(quoted_cell(in, t, cell));
    } else {
        while (cell->n < t->left.n && t->left.p[cell->n] != t->separator &&
               t->left.p[cell->n] != '\n')
            cell->n++;
        t->left = (tg_str){t->left.p + cell->n, t->left.n - cell->n};
        if (cell->n > 0 && cell->p[cell->n - 1] == '\r') cell->n--;
    }
    if (t->left.n > 0 && t->left.p[0] == '\r') t->left = (tg_str){t->left.p + 1, t->left.n - 1};
    *last = t->left.n == 0 || t->left.p[0] == '\n';
    if (!*last && t->left.p[0] != t->separator)
        return tg_import_fail(in, "text behind a closing quote");
    if (t->left.n > 0) t->left = (tg_str){t->left.p + 1, t->left.n - 1};
    return TAGGER_OK;
}

static tagger_status read_header(tg_import *in, table *t)
{
    tg_str all = t->left;
    tg_str head;
    if (!tg_next_line(&all, &head)) {
        in->n = 1;
        return tg_import_fail(in, "the file is empty; it needs a header line");
    }
    bool comma = memchr(head.p, ',', head.n) != NULL;
    bool semicolon = memchr(head.p, ';', head.n) != NULL;
    t->separator = ',';
    if (!comma) t->separator = (char)(semicolon ? ';' : '\t');
    bool named = false;
    in->n = 1;
    for (bool last = false; !last;) {
        tg_str cell;
        TG_TRY(next_cell(in, t, &cell, &last));
        if (t->n == MAX_COLUMNS) return tg_import_fail(in, "more than 64 columns");
        size_t *field = &t->field[t->n++];
        if (!find_field(mapped(in->what->map, cell), field)) *field = SIZE_MAX;
        named = named || *field == offsetof(tg_import_row, name) ||
                *field == offsetof(tg_import_row, form);
    }
    if (!named) return tg_import_fail(in, "no column 'name' and no column 'form'; map one");
    return TAGGER_OK;
}

static tagger_status read_row(tg_import *in, table *t)
{
    tg_import_row row = {.id = {NULL, 0}};
    uint32_t first_line = in->n;
    uint32_t n = 0;
    for (bool last = false; !last; n++) {
        tg_str cell;
        TG_TRY(next_cell(in, t, &cell, &last));
        if (n < t->n && t->field[n] != SIZE_MAX)
            memcpy((char *)&row + t->field[n], &cell, sizeof cell);
        if (last && n == 0 && cell.n == 0) return TAGGER_OK;
    }
    if (n != t->n) {
        return tg_row_fail(in->err, in->path, first_line, "%u cell%s under a header of %u", n,
                           n == 1 ? "" : "s", t->n);
    }
    return tg_import_row_add(in, &row);
}

tagger_status tg_import_csv(tg_import *in, tg_str bytes)
{
    table t = {.left = tg_utf8_without_mark(bytes)};
    TG_TRY(read_header(in, &t));
    while (!in->stopped && t.left.n > 0) {
        in->n++;
        TG_TRY(read_row(in, &t));
    }
    return TAGGER_OK;
}
