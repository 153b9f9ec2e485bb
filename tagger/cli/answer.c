/* SPDX-License-Identifier: MIT
 *
 * answer.c — rows of the graph on standard output: for a reader, as JSON, or as CSV.
 */
#include "cli/answer.h"

#include <unistd.h>

#include "base/json.h"
#include "base/status.h"
#include "cli/report.h"
#include "graph/markup.h"

enum { FLUSH_BYTES = 1 << 16 };

/* ---- for a reader ----------------------------------------------------------- */

static const tg_value *column(const tg_row *row, tg_str name)
{
    for (uint32_t i = 0; i < row->n; i++) {
        if (tg_str_eq((tg_str){row->name[i], strlen(row->name[i])}, name)) return &row->value[i];
    }
    return NULL;
}

/** Articles are foreign bytes: they must not steer a terminal or break a line. */
static void put_clean(tg_buf *out, tg_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        tg_buf_char(out, (char)(c < 0x20 || c == 0x7f ? ' ' : c));
    }
}

static void put_value(tg_buf *out, const tg_value *v)
{
    if (v->kind == TG_VALUE_TEXT) {
        put_clean(out, v->s);
    } else if (v->kind == TG_VALUE_REAL) {
        if (v->r < 0) tg_buf_char(out, '-');
        tg_buf_fixed(out, v->r < 0 ? -v->r : v->r, 2);
    } else {
        tg_markup_number(out, *v);
    }
}

/** "name" or "name:one/many". @return false when the value is missing. */
static bool put_column(tg_buf *out, const tg_row *row, tg_str what)
{
    const char *colon = memchr(what.p, ':', what.n);
    tg_str name = {what.p, colon == NULL ? what.n : (size_t)(colon - what.p)};
    const tg_value *v = column(row, name);
    if (v == NULL || v->kind == TG_VALUE_NULL || (v->kind == TG_VALUE_TEXT && v->s.n == 0))
        return false;
    put_value(out, v);
    if (colon == NULL) return true;

    tg_str words = {colon + 1, what.n - name.n - 1};
    const char *slash = memchr(words.p, '/', words.n);
    assert(slash != NULL);
    size_t n_one = (size_t)(slash - words.p);
    tg_buf_char(out, ' ');
    tg_buf_str(out,
               v->i == 1 ? (tg_str){words.p, n_one} : (tg_str){slash + 1, words.n - n_one - 1});
    return true;
}

/** "name=value" or "name!value" before the '?'. */
static bool holds(const tg_row *row, tg_str condition)
{
    size_t n = 0;
    while (condition.p[n] != '=' && condition.p[n] != '!') n++;
    const tg_value *v = column(row, (tg_str){condition.p, n});
    tg_buf is = TG_BUF_INIT;
    if (v != NULL) put_value(&is, v);
    bool same = tg_str_eq(tg_buf_view(&is), (tg_str){condition.p + n + 1, condition.n - n - 1});
    tg_buf_dispose(&is);
    return same == (condition.p[n] == '=');
}

/** Append a run of the text without brackets. @return false when a value in it is missing. */
static bool put_run(tg_buf *out, const tg_row *row, tg_str text)
{
    bool whole = true;
    for (size_t i = 0; i < text.n; i++) {
        const char *end = text.p[i] == '{' ? memchr(text.p + i, '}', text.n - i) : NULL;
        if (end == NULL) {
            tg_buf_char(out, text.p[i]);
            continue;
        }
        tg_str inside = {text.p + i + 1, (size_t)(end - text.p) - i - 1};
        whole &= put_column(out, row, inside);
        i += inside.n + 1;
    }
    return whole;
}

/** Append what stands in brackets, when it is wanted and nothing is missing in it. */
static void put_part(tg_buf *out, const tg_row *row, tg_str inside)
{
    const char *question = memchr(inside.p, '?', inside.n);
    if (question != NULL) {
        size_t n = (size_t)(question - inside.p);
        if (!holds(row, (tg_str){inside.p, n})) return;
        inside = (tg_str){question + 1, inside.n - n - 1};
    }
    size_t before = out->n;
    if (!put_run(out, row, inside)) out->n = before;
}

void tg_answer_text(tg_buf *out, const tg_row *row, const char *text)
{
    for (const char *p = text; *p != '\0';) {
        size_t n = strcspn(p, "[");
        (void)put_run(out, row, (tg_str){p, n});
        p += n;
        if (*p == '\0') return;
        n = strcspn(p, "]");
        put_part(out, row, (tg_str){p + 1, n - 1});
        p += n + 1;
    }
}

/* ---- JSON and CSV ------------------------------------------------------------ */

static void put_json(tg_buf *out, const tg_row *row, bool first)
{
    tg_buf_word(out, first ? "[\n{" : ",\n{");
    for (uint32_t i = 0; i < row->n; i++) {
        tg_buf_word(out, i > 0 ? ",\"" : "\"");
        tg_buf_word(out, row->name[i]);
        tg_buf_word(out, "\":");
        if (row->value[i].kind == TG_VALUE_TEXT) {
            tg_json_put(out, row->value[i].s);
        } else if (row->value[i].kind == TG_VALUE_NULL) {
            tg_buf_word(out, "null");
        } else {
            tg_markup_number(out, row->value[i]);
        }
    }
    tg_buf_char(out, '}');
}

static void put_csv(tg_buf *out, const tg_row *row, bool first)
{
    for (uint32_t i = 0; first && i < row->n; i++) {
        if (i > 0) tg_buf_char(out, ',');
        tg_buf_word(out, row->name[i]);
    }
    if (first) tg_buf_char(out, '\n');
    for (uint32_t i = 0; i < row->n; i++) {
        if (i > 0) tg_buf_char(out, ',');
        if (row->value[i].kind == TG_VALUE_TEXT) tg_markup_csv(out, row->value[i].s);
        if (row->value[i].kind != TG_VALUE_TEXT) tg_markup_number(out, row->value[i]);
    }
    tg_buf_char(out, '\n');
}

/* ---- the whole ---------------------------------------------------------------- */

static void flush(tg_answer *a)
{
    if (a->buf.oom) a->status = tg_fail(&a->err, TAGGER_E_NOMEM, "out of memory");
    if (a->status == TAGGER_OK)
        a->status = tg_report_write(STDOUT_FILENO, tg_buf_view(&a->buf), &a->err);
    a->buf.n = 0;
}

static bool on_row(void *context, const tg_row *row)
{
    tg_answer *a = context;
    if (a->format == TG_ANSWER_JSON) put_json(&a->buf, row, a->n == 0);
    if (a->format == TG_ANSWER_CSV) put_csv(&a->buf, row, a->n == 0);
    if (a->format == TG_ANSWER_TEXT) tg_answer_text(&a->buf, row, a->text);
    a->n++;
    if (a->buf.n >= FLUSH_BYTES || a->buf.oom) flush(a);
    return a->status == TAGGER_OK;
}

tg_rows tg_answer_rows(tg_answer *answer)
{
    return (tg_rows){on_row, answer};
}

void tg_answer_word(tg_answer *answer, const char *word)
{
    tg_buf_word(&answer->buf, word);
}

static void close_list(tg_answer *a)
{
    if (a->format == TG_ANSWER_JSON) tg_buf_word(&a->buf, a->n > 0 ? "\n]\n" : "[]\n");
}

void tg_answer_next(tg_answer *answer, const char *text)
{
    close_list(answer);
    answer->text = text;
    answer->n = 0;
}

tagger_status tg_answer_end(tg_answer *answer, tagger_error *err)
{
    close_list(answer);
    flush(answer);
    tg_buf_dispose(&answer->buf);
    if (answer->status != TAGGER_OK && err != NULL) *err = answer->err;
    return answer->status;
}
