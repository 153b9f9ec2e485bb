/* SPDX-License-Identifier: MIT */
#include "lex/show.h"

#include "base/status.h"
#include "lex/open.h"

/** " word" when there is a word. */
static void add_part(tg_buf *out, tg_str word)
{
    if (word.n == 0) return;
    tg_buf_char(out, ' ');
    tg_buf_str(out, word);
}

/** " a,b,cw:en" */
static void add_flags(tg_buf *out, const tg_entry *e)
{
    char sep = ' ';
    for (uint32_t flag = 1; tg_flag_name(flag) != NULL; flag <<= 1) {
        if ((e->flags & flag) == 0) continue;
        tg_buf_char(out, sep);
        tg_buf_word(out, tg_flag_name(flag));
        sep = ',';
    }
    for (uint32_t bit = 1; tg_lang_code(bit).n > 0; bit <<= 1) {
        if ((e->everyday & bit) == 0) continue;
        tg_buf_char(out, sep);
        tg_buf_word(out, "cw:");
        tg_buf_str(out, tg_lang_code(bit));
        sep = ',';
    }
}

/** " [en,nl]" */
static void add_langs(tg_buf *out, uint32_t langs)
{
    const char *sep = " [";
    for (uint32_t bit = 1; tg_lang_code(bit).n > 0; bit <<= 1) {
        if ((langs & bit) == 0) continue;
        tg_buf_word(out, sep);
        tg_buf_str(out, tg_lang_code(bit));
        sep = ",";
    }
    if (langs != 0) tg_buf_char(out, ']');
}

void tg_entry_describe(tg_buf *out, const tg_lexicon *lex, const tg_entry *e)
{
    tg_buf_str(out, tg_lexicon_file(lex, e->file));
    tg_buf_char(out, ':');
    tg_buf_uint(out, e->line);
    tg_buf_word(out, ": ");
    tg_buf_word(out, e->kind < TG_N_KINDS ? tg_kind_name((tg_kind)e->kind) : "?");
    tg_buf_word(out, " \"");
    tg_buf_str(out, tg_lexicon_entry_text(lex, e));
    tg_buf_char(out, '"');
    add_langs(out, e->lang);
    add_flags(out, e);
    if (e->entity != UINT32_MAX) {
        tg_known known = tg_lexicon_entity(lex, e->entity);
        tg_buf_word(out, " =");
        add_part(out, known.id);
        add_part(out, known.name);
        add_part(out, known.country);
    }
    add_part(out, tg_lexicon_word(lex, e->word));
    if (e->value != 0) {
        tg_buf_char(out, ' ');
        tg_buf_uint(out, e->value);
    }
}

static void describe_file(tg_buf *out, const tg_lexicon *lex, uint32_t file)
{
    const tg_image_file *f = &lex->files[file];
    char hex[TG_SHA256_HEX];
    tg_sha256_hex(hex, f->digest);
    tg_buf_str(out, tg_lexicon_file(lex, file));
    tg_buf_char(out, '\t');
    tg_buf_word(out, f->kind < TG_N_KINDS ? tg_kind_name((tg_kind)f->kind) : "blob");
    tg_buf_char(out, '\t');
    tg_buf_uint(out, f->kind == TG_FILE_IS_BLOB ? f->n_blob : f->n_rows);
    tg_buf_word(out, f->kind == TG_FILE_IS_BLOB ? " bytes\t" : " rows\t");
    tg_buf_add(out, hex, sizeof hex);
}

tagger_status tg_lexicon_show(const tg_lexicon *lex, tg_str form, tagger_line_fn *line,
                              void *context, tagger_error *err)
{
    bool files = form.n == 0;
    uint32_t n = lex->n_files;
    const tg_entry *entries = NULL;
    if (!files) entries = tg_lexicon_entries(lex, tg_lexicon_form(lex, form), &n);

    tg_buf buf = TG_BUF_INIT;
    bool wanted = true;
    for (uint32_t i = 0; i < n && wanted && !buf.oom; i++) {
        buf.n = 0;
        if (files) {
            describe_file(&buf, lex, i);
        } else {
            tg_entry_describe(&buf, lex, &entries[i]);
        }
        if (!buf.oom) wanted = line(context, tg_buf_view(&buf));
    }
    bool oom = buf.oom;
    tg_buf_dispose(&buf);
    return oom ? tg_fail(err, TAGGER_E_NOMEM, "out of memory while showing lists") : TAGGER_OK;
}
