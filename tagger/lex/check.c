/* SPDX-License-Identifier: MIT */
#include "lex/check.h"

#include "base/mem.h"
#include "base/status.h"
#include "base/utf8.h"
#include "lex/checkterms.h"
#include "lex/compile.h"
#include "lex/rows.h"
#include "lex/show.h"

/** How often something was found in a file. */
typedef struct tally {
    uint32_t file; /* of the lists */
    const char *what;
    uint32_t n;
} tally;

typedef struct checker {
    tg_sources sources;
    tg_lexicon *lex;
    tg_buf buf;
    uint32_t most; /* findings of a kind and file to tell one by one; 0 = all */
    TG_VEC(tally) tallies;
    tagger_line_fn *line;
    void *context;
    bool stopped; /* the caller wants no more lines */
    uint32_t n_errors;
} checker;

static void report(checker *c)
{
    if (!c->stopped && !c->buf.oom) c->stopped = !c->line(c->context, tg_buf_view(&c->buf));
    c->buf.n = 0;
}

/** Count a finding. @return whether to tell it: of thousands of a kind the first say enough. */
static bool counts(checker *c, uint32_t file, const char *what)
{
    size_t i = 0;
    while (i < c->tallies.n &&
           (c->tallies.at[i].file != file || strcmp(c->tallies.at[i].what, what) != 0))
        i++;
    tally none = {.file = file, .what = what};
    if (i == c->tallies.n && !tg_vec_push(&c->tallies, none)) {
        c->buf.oom = true;
        return false;
    }
    return ++c->tallies.at[i].n <= c->most || c->most == 0;
}

/** "file: 12 more: what" */
static void report_more(checker *c)
{
    for (size_t i = 0; i < c->tallies.n; i++) {
        const tally *t = &c->tallies.at[i];
        if (c->most == 0 || t->n <= c->most) continue;
        tg_buf_str(&c->buf, c->sources.list.at[t->file].name);
        tg_buf_word(&c->buf, ": ");
        tg_buf_uint(&c->buf, t->n - c->most);
        tg_buf_word(&c->buf, " more: ");
        tg_buf_word(&c->buf, t->what);
        report(c);
    }
}

/** "file:line: row: what"; the file as in the registry. */
static void warn(checker *c, const tg_entry *e, const char *what)
{
    if (!counts(c, e->file, what)) return;
    tg_entry_describe(&c->buf, c->lex, e);
    tg_buf_word(&c->buf, ": ");
    tg_buf_word(&c->buf, what);
    report(c);
}

/* ---- errors -------------------------------------------------------------- */

static void report_error(checker *c, const tagger_error *err)
{
    c->n_errors++;
    tg_buf_word(&c->buf, err->text);
    report(c);
}

static void check_table(checker *c, const tg_source *source)
{
    tagger_error err = {0};
    tg_rows rows;
    if (tg_rows_open(&rows, source->bytes, source->path, &err) != TAGGER_OK) {
        report_error(c, &err);
        return;
    }
    for (bool more = true; more && !c->stopped;) {
        tg_row row;
        tagger_status status = tg_rows_next(&rows, &row, &more, &err);
        if (status == TAGGER_OK && more) status = tg_row_check(&rows, &row, source->kind, &err);
        if (status != TAGGER_OK) report_error(c, &err);
    }
}

/* ---- warnings ------------------------------------------------------------ */

/** Is there anything in the form that a text is matched by? */
static bool has_word(tg_str form)
{
    uint32_t cp = 0;
    for (const char *p = form.p, *end = form.p + form.n; p < end;) {
        p += tg_utf8_next(p, end, &cp);
        tg_class class = tg_utf8_class(cp);
        if (class == TG_CLASS_LETTER || class == TG_CLASS_DIGIT) return true;
    }
    return false;
}

static void check_reachable(checker *c, uint32_t file)
{
    const tg_source *source = &c->sources.list.at[file];
    tg_rows rows;
    tg_row row;
    if (tg_rows_open(&rows, source->bytes, source->path, NULL) != TAGGER_OK) return;
    for (bool more = true; more && !c->stopped;) {
        if (tg_rows_next(&rows, &row, &more, NULL) != TAGGER_OK || !more) return;
        bool bare = source->kind < TAGGER_N_TYPES && !has_word(row.form);
        if (!bare && tg_lexicon_form(c->lex, row.form) != UINT32_MAX) continue;
        if (!counts(c, file, "no text can match the row")) continue;
        tg_buf_str(&c->buf, source->name);
        tg_buf_char(&c->buf, ':');
        tg_buf_uint(&c->buf, row.line);
        tg_buf_word(&c->buf, ": no text can match \"");
        tg_buf_str(&c->buf, row.form);
        tg_buf_word(&c->buf, bare ? "\": no letter and no digit is left of it"
                                  : "\": more than 15 tokens, or one of more than 128 bytes");
        report(c);
    }
}

static bool is_name(const tg_entry *e)
{
    return e->kind < TAGGER_N_TYPES;
}

/** The entry that a row became, or NULL. */
static const tg_entry *entry_of(const checker *c, uint32_t file, const tg_row *row)
{
    uint32_t form = tg_lexicon_form(c->lex, row->form);
    uint32_t n = 0;
    const tg_entry *e = form != UINT32_MAX ? tg_lexicon_entries(c->lex, form, &n) : NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].file == file && e[i].line == row->line) return &e[i];
    }
    return NULL;
}

static bool differs(tg_str row, tg_str first)
{
    return row.n > 0 && !tg_str_eq(row, first);
}

/** Rows of an id are one entity, whose name and country are what the first row says. */
static void check_agreement(checker *c, uint32_t file)
{
    const tg_source *source = &c->sources.list.at[file];
    tg_rows rows;
    tg_row row;
    if (source->kind >= TAGGER_N_TYPES ||
        tg_rows_open(&rows, source->bytes, source->path, NULL) != TAGGER_OK)
        return;
    for (bool more = true; more && !c->stopped;) {
        if (tg_rows_next(&rows, &row, &more, NULL) != TAGGER_OK || !more) return;
        const tg_entry *e = row.id.n > 0 ? entry_of(c, file, &row) : NULL;
        if (e == NULL) continue;
        tg_known first = tg_lexicon_entity(c->lex, e->entity);
        if (differs(row.name, first.name) || differs(row.country, first.country))
            warn(c, e, "the first row of the id has another name or country");
    }
}

static bool is_twin(const tg_lexicon *lex, const tg_entry *a, const tg_entry *b)
{
    return a->kind == b->kind && a->entity == b->entity && a->flags == b->flags &&
           a->lang == b->lang && a->everyday == b->everyday && a->word == b->word &&
           a->value == b->value &&
           tg_str_eq(tg_lexicon_entry_text(lex, a), tg_lexicon_entry_text(lex, b));
}

/** May any row of this form match it as it is written here, with capitals at both ends? What has
 *  none there (iPhone, al-Sisi, Labour party) is found by the row that writes it so only. */
static bool has_capitals(checker *c, tg_str text)
{
    tg_arena arena = TG_ARENA_INIT;
    tg_tokens tokens;
    const uint16_t any = TG_TOKEN_UPPER | TG_TOKEN_DIGIT;
    bool good = false;
    if (tg_tokenize(&tokens, &arena, text, NULL) != TAGGER_OK) {
        c->buf.oom = true;
    } else if (tokens.n > 0) {
        unsigned first = tokens.flags[0];
        unsigned last = tokens.flags[tokens.n - 1];
        good = ((first & any) != 0 || (first & TG_TOKEN_WORD) == 0) &&
               (tokens.n == 1 || (last & any) != 0 || (last & TG_TOKEN_WORD) == 0);
    }
    tg_arena_dispose(&arena);
    return good;
}

/** Does row `a` say all that row `b` of the same entity says, so that `b` changes nothing? */
static bool shadows(checker *c, const tg_entry *a, const tg_entry *b)
{
    const uint32_t cue = TG_ENTRY_CONTEXT | TG_ENTRY_GENERIC | TG_ENTRY_SURNAME;
    const uint32_t exact = TG_ENTRY_ACRONYM | TG_ENTRY_CASE;
    const uint32_t same = TG_ENTRY_ADJECTIVE | TG_ENTRY_DEMONYM | TG_ENTRY_LOWER;
    if (a->kind != b->kind || a->entity != b->entity || a->word != b->word) return false;
    if ((a->flags & (cue | exact)) != 0 || ((a->flags ^ b->flags) & same) != 0) return false;
    if (a->lang != 0 && (b->lang == 0 || (b->lang & ~a->lang) != 0)) return false;
    if ((a->everyday & ~b->everyday) != 0) return false;

    tg_str text = tg_lexicon_entry_text(c->lex, b);
    return tg_str_eq(text, tg_lexicon_entry_text(c->lex, a)) || has_capitals(c, text);
}

/** Rows that another row of the form makes useless; of two that do so to each other, the later. */
static void check_shadowed(checker *c, const tg_entry *e, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < n; k++) {
            if (!is_name(&e[i]) || k == i || !shadows(c, &e[k], &e[i])) continue;
            if (is_twin(c->lex, &e[k], &e[i]) || (k > i && shadows(c, &e[i], &e[k]))) continue;
            if (!counts(c, e[i].file, "shadowed by another row")) break;
            tg_entry_describe(&c->buf, c->lex, &e[i]);
            tg_buf_word(&c->buf, ": shadowed by the row at line ");
            tg_buf_uint(&c->buf, e[k].line);
            tg_buf_word(&c->buf, " of ");
            tg_buf_str(&c->buf, tg_lexicon_file(c->lex, e[k].file));
            report(c);
            break;
        }
    }
}

static void check_everyday(checker *c, const tg_entry *e, uint32_t n)
{
    const uint32_t guarded = TG_ENTRY_ACRONYM | TG_ENTRY_CASE | TG_ENTRY_CONTEXT |
                             TG_ENTRY_SURNAME | TG_ENTRY_GENERIC | TG_ENTRY_ADJECTIVE |
                             TG_ENTRY_DEMONYM;
    if (tg_everyday_langs(c->lex, e, n) == 0) return;
    for (uint32_t i = 0; i < n; i++) {
        if (!is_name(&e[i]) || (e[i].flags & guarded) != 0 || e[i].everyday != 0) continue;
        warn(c, &e[i], "an everyday word without a flag ctx or cw:xx");
    }
}

/** Names of several types, none of which admits it. */
static void check_types(checker *c, const tg_entry *e, uint32_t n)
{
    const uint32_t owned = TG_ENTRY_AMBIGUOUS | TG_ENTRY_PLACE | TG_ENTRY_PERSON | TG_ENTRY_CONTEXT;
    uint32_t types = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (is_name(&e[i])) types |= 1u << e[i].kind;
        if (is_name(&e[i]) && (e[i].flags & owned) != 0) return;
    }
    for (uint32_t i = 1; i < n && (types & (types - 1)) != 0; i++) {
        if (!is_name(&e[i]) || e[i].kind == e[i - 1].kind) continue;
        warn(c, &e[i], "also a name of another type, and no flag amb says so");
    }
}

static void check_form(checker *c, const tg_entry *e, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        if (is_twin(c->lex, &e[i - 1], &e[i])) warn(c, &e[i], "the same row again");
    }
    tg_str text = tg_lexicon_entry_text(c->lex, e);
    if (memchr(text.p, ' ', text.n) == NULL) check_everyday(c, e, n);
    check_types(c, e, n);
    check_shadowed(c, e, n);
}

/** "file:line: row: what: file:line: other row" */
static void warn_of_term(void *context, const tg_entry *e, const char *what, const tg_entry *other)
{
    checker *c = context;
    if (!counts(c, e->file, what)) return;
    tg_entry_describe(&c->buf, c->lex, e);
    tg_buf_word(&c->buf, ": ");
    tg_buf_word(&c->buf, what);
    if (other != NULL) {
        tg_buf_word(&c->buf, ": ");
        tg_entry_describe(&c->buf, c->lex, other);
    }
    report(c);
}

static tagger_status check_all(checker *c, tagger_error *err)
{
    const tg_source *at = c->sources.list.at;
    size_t n = c->sources.list.n;
    for (size_t i = 0; i < n; i++) {
        if (at[i].kind != TG_FILE_IS_BLOB) check_table(c, &at[i]);
    }
    if (c->n_errors > 0 || c->stopped) return TAGGER_OK;

    void *image = NULL;
    size_t n_image = 0;
    TG_TRY(tg_compile(&image, &n_image, at, n, err));
    tagger_status status = tg_lexicon_open(&c->lex, image, n_image, "lists", err);
    for (size_t i = 0; i < n && status == TAGGER_OK; i++) {
        if (at[i].kind == TG_FILE_IS_BLOB) continue;
        check_reachable(c, (uint32_t)i);
        check_agreement(c, (uint32_t)i);
    }
    for (uint32_t f = 0; status == TAGGER_OK && !c->stopped; f++) {
        uint32_t n_entries = 0;
        const tg_entry *e = tg_lexicon_entries(c->lex, f, &n_entries);
        if (n_entries == 0) break;
        check_form(c, e, n_entries);
        status = tg_check_terms(c->lex, e, n_entries, warn_of_term, c, err);
    }
    if (status == TAGGER_OK) report_more(c);
    tg_lexicon_close(c->lex);
    tg_mem_free(image);
    return status;
}

tagger_status tg_lists_check(const char *dir, uint32_t most, tagger_line_fn *line, void *context,
                             uint32_t *n_errors, tagger_error *err)
{
    checker c = {.sources = TG_SOURCES_INIT, .most = most, .line = line, .context = context};
    tagger_status status = tg_sources_read(&c.sources, dir, err);
    if (status == TAGGER_OK) status = check_all(&c, err);
    if (status == TAGGER_OK && c.buf.oom) {
        status = tg_fail(err, TAGGER_E_NOMEM, "out of memory while checking lists");
    }
    *n_errors = c.n_errors;
    tg_vec_dispose(&c.tallies);
    tg_buf_dispose(&c.buf);
    tg_sources_dispose(&c.sources);
    return status;
}
