/* SPDX-License-Identifier: MIT */
#include "graph/excerpt.h"

#include "base/utf8.h"
#include "graph/sql.h"

enum { LONG = 400, AROUND = 100 }; /* code points */

/** Append code points from … to of the text, every run of blanks as one. */
static void add_piece(tg_buf *out, tg_str text, uint32_t from, uint32_t to)
{
    bool blank = true;
    const char *p = text.p;
    const char *end = text.p + text.n;
    for (uint32_t i = 0; i < to && p < end; i++) {
        uint32_t cp = 0;
        uint32_t n = tg_utf8_next(p, end, &cp);
        bool space = cp <= ' ';
        if (i >= from && !space) tg_buf_add(out, p, n);
        if (i >= from && space && !blank) tg_buf_char(out, ' ');
        if (i >= from) blank = space;
        p += n;
    }
    if (out->n > 0 && !out->oom && out->p[out->n - 1] == ' ') out->n--;
}

void tg_excerpt(tg_buf *out, tg_str text, tg_excerpt_bounds at)
{
    if (at.to - at.from <= LONG || at.second_begin <= at.first_end + 2 * AROUND) {
        /* A sentence without end, or with nothing to leave out between: cut its ends. */
        uint32_t room = LONG + AROUND;
        uint32_t from = at.first_end > at.from + room ? at.first_end - room : at.from;
        uint32_t to = at.to > at.second_begin + room ? at.second_begin + room : at.to;
        add_piece(out, text, from, to);
        return;
    }
    uint32_t from = at.first_end > at.from + LONG ? at.first_end - LONG : at.from;
    uint32_t to = at.to > at.second_begin + LONG ? at.second_begin + LONG : at.to;
    add_piece(out, text, from, at.first_end + AROUND);
    tg_buf_word(out, " […] ");
    add_piece(out, text, at.second_begin - AROUND, to);
}

static uint32_t number(sqlite3_value *v)
{
    int64_t i = sqlite3_value_int64(v);
    return i < 0 ? 0 : i > UINT32_MAX / 2 ? UINT32_MAX / 2 : (uint32_t)i;
}

static void sql_excerpt(sqlite3_context *context, int n, sqlite3_value **v)
{
    (void)n;
    const char *p = (const char *)sqlite3_value_text(v[0]);
    if (p == NULL) return; /* NULL: the text was not kept */
    tg_str text = {p, (size_t)sqlite3_value_bytes(v[0])};
    tg_excerpt_bounds at = {number(v[1]), number(v[2]), number(v[3]), number(v[4])};
    if (at.from > at.to) return;

    tg_buf out = TG_BUF_INIT;
    tg_excerpt(&out, text, at);
    if (out.oom) {
        sqlite3_result_error_nomem(context);
    } else {
        sqlite3_result_text64(context, out.p != NULL ? out.p : "", out.n, SQLITE_TRANSIENT,
                              SQLITE_UTF8);
    }
    tg_buf_dispose(&out);
}

tagger_status tg_excerpt_function(tg_store *store, tagger_error *err)
{
    int code =
        sqlite3_create_function_v2(store->db, "tg_excerpt", 5, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                   NULL, sql_excerpt, NULL, NULL, NULL);
    return code == SQLITE_OK ? TAGGER_OK : tg_sql_fail(store, err);
}
