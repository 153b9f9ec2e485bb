/* SPDX-License-Identifier: MIT
 *
 * import_text.c — lists as plain lines: GATE, CoreNLP's RegexNER and the names of EMM.
 *
 *     GATE      lists.def   company.lst:organization:company:en
 *               company.lst De Lijn&id=lijn
 *     RegexNER  De Lijn<TAB>ORGANIZATION<TAB>MISC<TAB>2.0
 *     EMM       1204<TAB>O<TAB>u<TAB>De+Lijn
 */
#include "base/file.h"
#include "base/status.h"
#include "base/utf8.h"
#include "lex/import.h"
#include "lex/rows.h"

static tg_str keep_text(tg_import *in, tg_str s)
{
    char *copy = tg_arena_alloc(&in->arena, s.n + 1);
    if (copy == NULL) return (tg_str){NULL, 0};
    if (s.n > 0) memcpy(copy, s.p, s.n);
    copy[s.n] = '\0';
    return (tg_str){copy, s.n};
}

/* ---- GATE ---------------------------------------------------------------- */

/** The lines of one list; behind the name, after a tab or "&", stand features nobody asked for. */
static tagger_status read_list(tg_import *in, tg_str bytes, const tg_import_row *like)
{
    tg_str line;
    while (!in->stopped && tg_next_line(&bytes, &line)) {
        in->n++;
        tg_import_row row = *like;
        row.form = line;
        for (size_t i = 0; i < line.n; i++) {
            if (line.p[i] != '\t' && line.p[i] != '&') continue;
            bool feature = line.p[i] == '\t' || memchr(line.p + i, '=', line.n - i) != NULL;
            if (!feature) continue;
            row.form.n = i;
            break;
        }
        if (row.form.n > 0) TG_TRY(tg_import_row_add(in, &row));
    }
    return TAGGER_OK;
}

/** "folder/of/lists.def" + "company.lst" */
static const char *beside(tg_import *in, tg_str name)
{
    size_t n = strlen(in->what->path);
    while (n > 0 && in->what->path[n - 1] != '/') n--;
    char *path = tg_arena_alloc(&in->arena, n + name.n + 1);
    if (path == NULL) return NULL;
    if (n > 0) memcpy(path, in->what->path, n);
    memcpy(path + n, name.p, name.n);
    path[n + name.n] = '\0';
    return path;
}

static tagger_status read_list_file(tg_import *in, tg_str name, const tg_import_row *like)
{
    const char *path = beside(in, name);
    if (path == NULL) return tg_fail(in->err, TAGGER_E_NOMEM, "%s: out of memory", in->path);
    tg_file file;
    TG_TRY(tg_file_read(&file, path, in->err));
    const char *def = in->path;
    uint32_t n = in->n;
    in->path = path;
    in->n = 0;
    tagger_status status = tg_utf8_valid(file.bytes) < file.bytes.n
                               ? tg_import_fail(in, "the bytes are not UTF-8")
                               : read_list(in, file.bytes, like);
    in->path = def;
    in->n = n;
    tg_file_dispose(&file);
    return status;
}

tagger_status tg_import_gate(tg_import *in, tg_str bytes)
{
    tg_str line;
    while (!in->stopped && tg_next_line(&bytes, &line)) {
        in->n++;
        if (line.n == 0 || line.p[0] == '#') continue;
        tg_str name;
        tg_import_row like = {.id = {NULL, 0}};
        if (!tg_next_piece(&line, ':', &name) || !tg_next_piece(&line, ':', &like.label))
            return tg_import_fail(in, "a list needs a file and a major type: file.lst:type");
        if (tg_next_piece(&line, ':', &like.subtype)) (void)tg_next_piece(&line, ':', &like.lang);
        TG_TRY(read_list_file(in, name, &like));
    }
    return TAGGER_OK;
}

/* ---- RegexNER ------------------------------------------------------------ */

/** Its tokens are regular expressions; only those that spell one word are a name. */
static tagger_status plain_form(tg_import *in, tg_str pattern, tg_str *form)
{
    char *out = tg_arena_alloc(&in->arena, pattern.n + 1);
    if (out == NULL) return tg_fail(in->err, TAGGER_E_NOMEM, "%s: out of memory", in->path);
    size_t n = 0;
    for (size_t i = 0; i < pattern.n; i++) {
        char c = pattern.p[i];
        bool escaped = c == '\\' && i + 1 < pattern.n;
        if (escaped) c = pattern.p[++i];
        if (!escaped && strchr("*+?[](){}|^$\\", c) != NULL)
            return tg_import_fail(in, "a pattern, not a name: a list cannot hold it");
        out[n++] = c;
    }
    *form = (tg_str){out, n};
    return TAGGER_OK;
}

tagger_status tg_import_regexner(tg_import *in, tg_str bytes)
{
    tg_str line;
    while (!in->stopped && tg_next_line(&bytes, &line)) {
        in->n++;
        if (line.n == 0) continue;
        tg_str pattern;
        tg_import_row row = {.id = {NULL, 0}};
        if (!tg_next_piece(&line, '\t', &pattern) || !tg_next_piece(&line, '\t', &row.label) ||
            row.label.n == 0)
            return tg_import_fail(in, "fewer than two columns: name and type");
        TG_TRY(plain_form(in, pattern, &row.form));
        TG_TRY(tg_import_row_add(in, &row));
    }
    return TAGGER_OK;
}

/* ---- EMM ----------------------------------------------------------------- */

/** Blanks are written "+". */
static tg_str with_blanks(tg_import *in, tg_str s)
{
    char *out = tg_arena_alloc(&in->arena, s.n + 1);
    if (out == NULL) return (tg_str){NULL, 0};
    for (size_t i = 0; i < s.n; i++) out[i] = (char)(s.p[i] == '+' ? ' ' : s.p[i]);
    return (tg_str){out, s.n};
}

tagger_status tg_import_emm(tg_import *in, tg_str bytes)
{
    tg_str line;
    tg_import_row row = {.id = {NULL, 0}}; /* the first name of an id is the one shown */
    while (!in->stopped && tg_next_line(&bytes, &line)) {
        in->n++;
        if (line.n == 0 || line.p[0] == '#') continue;
        tg_str id;
        tg_str name = {NULL, 0};
        if (!tg_next_piece(&line, '\t', &id) || !tg_next_piece(&line, '\t', &row.label) ||
            !tg_next_piece(&line, '\t', &row.lang) || !tg_next_piece(&line, '\t', &name))
            return tg_import_fail(in, "fewer than four columns: id, type, language and name");
        row.form = with_blanks(in, name);
        if (!tg_str_eq(id, row.id)) row.name = row.form;
        row.id = keep_text(in, id);
        if (tg_str_eq(row.lang, TG_LIT("u"))) row.lang = (tg_str){NULL, 0};
        TG_TRY(tg_import_row_add(in, &row));
    }
    return TAGGER_OK;
}
