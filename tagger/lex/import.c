/* SPDX-License-Identifier: MIT */
#include "lex/import.h"

#include "base/file.h"
#include "base/status.h"
#include "base/utf8.h"
#include "lex/rows.h"

static const struct {
    const char *name;
    tagger_status (*read)(tg_import *in, tg_str bytes);
} formats[] = {
    {"spacy", tg_import_spacy}, {"prodigy", tg_import_spacy},     {"ftm", tg_import_ftm},
    {"gate", tg_import_gate},   {"regexner", tg_import_regexner}, {"emm", tg_import_emm},
    {"csv", tg_import_csv},
};

/** What other programs call our types, folded. */
static const struct {
    const char *label;
    const char *type;
} types[] = {
    {"person", "person"},
    {"per", "person"},
    {"people", "person"},
    {"p", "person"},
    {"organization", "organization"},
    {"organisation", "organization"},
    {"org", "organization"},
    {"o", "organization"},
    {"company", "organization"},
    {"publicbody", "organization"},
    {"legalentity", "organization"},
    {"agency", "organization"},
    {"party", "party"},
    {"political_party", "party"},
    {"politicalparty", "party"},
    {"country", "country"},
    {"gpe", "location"},
    {"loc", "location"},
    {"location", "location"},
    {"city", "location"},
    {"state_or_province", "location"},
    {"province", "location"},
    {"region", "location"},
    {"address", "location"},
};

static bool is_word(tg_str s, const char *word)
{
    return strlen(word) == s.n && memcmp(word, s.p, s.n) == 0;
}

tagger_status tg_import_fail(tg_import *in, const char *why)
{
    return tg_row_fail(in->err, in->path, in->n, "%s", why);
}

/** The type a label stands for: one of ours, or the folded label itself. */
static tg_str type_of(tg_import *in, tg_str label)
{
    char *folded = tg_arena_alloc(&in->arena, 3 * label.n + 1);
    if (folded == NULL) return (tg_str){NULL, 0};
    tg_str word = {folded, tg_fold(folded, label)};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (is_word(word, types[i].label)) return (tg_str){types[i].type, strlen(types[i].type)};
    }
    return word;
}

/** Is the type in the comma list of those wanted? */
static bool is_wanted(const char *list, tg_str type)
{
    if (list == NULL) return true;
    tg_str left = {list, strlen(list)};
    tg_str word;
    while (tg_next_piece(&left, ',', &word)) {
        if (tg_str_eq(word, type)) return true;
    }
    return false;
}

/** A cell may hold no tab and no end of line, and no blank at either end. */
static void add_cell(tg_buf *out, tg_str cell)
{
    while (cell.n > 0 && (unsigned char)cell.p[0] <= ' ') cell = (tg_str){cell.p + 1, cell.n - 1};
    while (cell.n > 0 && (unsigned char)cell.p[cell.n - 1] <= ' ') cell.n--;
    for (size_t i = 0; i < cell.n; i++) {
        char c = cell.p[i];
        if ((unsigned char)c < ' ') c = ' ';
        tg_buf_char(out, c);
    }
}

static tagger_status put_line(tg_import *in)
{
    if (in->out.oom || in->arena.oom)
        return tg_fail(in->err, TAGGER_E_NOMEM, "%s: out of memory", in->path);
    if (!in->stopped) in->stopped = !in->line(in->context, tg_buf_view(&in->out));
    in->out.n = 0;
    return TAGGER_OK;
}

tagger_status tg_import_row_add(tg_import *in, const tg_import_row *row)
{
    tg_str name = row->name.n > 0 ? row->name : row->form;
    tg_str form = tg_str_eq(row->form, name) ? (tg_str){NULL, 0} : row->form;
    if (name.n == 0) return tg_import_fail(in, "no name");
    tg_str type = type_of(in, row->label);
    if (!is_wanted(in->what->types, type)) return TAGGER_OK;
    const tg_str cells[] = {row->id,      name,         form,          row->lang, row->flags,
                            row->country, row->subtype, row->wikidata, type};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        if (i > 0) tg_buf_char(&in->out, '\t');
        add_cell(&in->out, cells[i]);
    }
    return put_line(in);
}

static tagger_status convert(tg_import *in, tagger_status (*read)(tg_import *, tg_str))
{
    tg_file file;
    TG_TRY(tg_file_read(&file, in->what->path, in->err));
    size_t valid = tg_utf8_valid(file.bytes);
    tagger_status status;
    if (valid < file.bytes.n) {
        for (size_t i = 0; i < valid; i++) in->n += file.bytes.p[i] == '\n';
        in->n++;
        status = tg_import_fail(in, "the bytes are not UTF-8");
    } else {
        tg_buf_word(&in->out, "id\tname\tform\tlang\tflags\tcountry\tsubtype\tqid\ttypes");
        status = put_line(in);
        if (status == TAGGER_OK) status = read(in, file.bytes);
    }
    tg_file_dispose(&file);
    return status;
}

tagger_status tg_lists_import(const tagger_import *what, tagger_line_fn *line, void *context,
                              tagger_error *err)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, what->format) != 0) continue;
        tg_import in = {.what = what,
                        .line = line,
                        .context = context,
                        .out = TG_BUF_INIT,
                        .arena = TG_ARENA_INIT,
                        .path = what->path,
                        .err = err};
        tagger_status status = convert(&in, formats[i].read);
        tg_buf_dispose(&in.out);
        tg_arena_dispose(&in.arena);
        return status;
    }
    return tg_fail(err, TAGGER_E_USAGE,
                   "no format '%s'; there are spacy, prodigy, gate, regexner, emm, ftm and csv",
                   what->format);
}
