/* SPDX-License-Identifier: MIT
 *
 * names.c — what words on the command line mean: names, dates; is the graph up to date?
 */
#include "cli/names.h"

#include "base/status.h"
#include "cli/answer.h"
#include "cli/report.h"
#include "graph/link.h"
#include "graph/query.h"

enum { MAX_GUESSES = 3 };

/** Rows one after the other, as a text of cli/answer.h says. */
typedef struct joined {
    tg_buf text;
    const char *row;
} joined;

static bool join_row(void *context, const tg_row *row)
{
    joined *to = context;
    if (to->text.n > 0) tg_buf_word(&to->text, ", ");
    tg_answer_text(&to->text, row, to->row);
    return true;
}

static tagger_status check_memory(const joined *all, tagger_error *err)
{
    return all->text.oom ? tg_fail(err, TAGGER_E_NOMEM, "out of memory") : TAGGER_OK;
}

static tagger_status say_guesses(tg_store *store, const char *name, tagger_error *err)
{
    joined all = {.text = TG_BUF_INIT, .row = "{name} ({type})"};
    tagger_status status = tg_names_suggest(store, (tg_str){name, strlen(name)}, MAX_GUESSES,
                                            (tg_rows){join_row, &all}, err);
    if (status == TAGGER_OK) status = check_memory(&all, err);
    if (status == TAGGER_OK && all.text.n == 0) tg_report_say("nobody is called '%s'", name);
    if (status == TAGGER_OK && all.text.n > 0) {
        tg_report_say("nobody is called '%s'; did you mean %.*s?", name, (int)all.text.n,
                      all.text.p);
    }
    tg_buf_dispose(&all.text);
    return status;
}

static tagger_status say_choice(tg_store *store, const char *name, const tg_names *names,
                                tagger_error *err)
{
    joined all = {.text = TG_BUF_INIT, .row = "{name} ({type}:{key})"};
    tagger_status status = TAGGER_OK;
    for (uint32_t i = 0; i < names->n && status == TAGGER_OK; i++)
        status = tg_query_find(store, names->id[i], (tg_rows){join_row, &all}, err);
    if (status == TAGGER_OK) status = check_memory(&all, err);
    if (status == TAGGER_OK) {
        tg_report_say("'%s' may be several; the first is taken: %.*s", name, (int)all.text.n,
                      all.text.p);
    }
    tg_buf_dispose(&all.text);
    return status;
}

tagger_status tg_cli_all_names(tg_names *out, tg_store *store, const char *name, tagger_error *err)
{
    TG_TRY(tg_names_find(out, store, (tg_str){name, strlen(name)}, err));
    return out->n == 0 ? say_guesses(store, name, err) : TAGGER_OK;
}

tagger_status tg_cli_names(tg_names *out, tg_store *store, const char *name, tagger_error *err)
{
    TG_TRY(tg_cli_all_names(out, store, name, err));
    return out->n > 1 ? say_choice(store, name, out, err) : TAGGER_OK;
}

tagger_status tg_cli_key(tg_buf *out, tg_store *store, int64_t entity, tagger_error *err)
{
    joined one = {.text = *out, .row = "{type}:{key}"};
    tagger_status status = tg_query_find(store, entity, (tg_rows){join_row, &one}, err);
    *out = one.text;
    if (status == TAGGER_OK && out->oom) status = tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    return status;
}

/** Are two digits a number from 1 to `most`? */
static bool is_between(const char *digits, int most)
{
    int n = 10 * (digits[0] - '0') + (digits[1] - '0');
    return n >= 1 && n <= most;
}

bool tg_cli_is_date(const char *s)
{
    static const char shape[] = "dddd-dd-dd";
    size_t n = strlen(s);
    if (n != 4 && n != 7 && n != 10) return false;
    for (size_t i = 0; i < n; i++) {
        bool digit = s[i] >= '0' && s[i] <= '9';
        if (digit != (shape[i] == 'd') || (!digit && s[i] != '-')) return false;
    }
    return (n < 7 || is_between(s + 5, 12)) && (n < 10 || is_between(s + 8, 31));
}

tagger_status tg_cli_warn_stale(tg_store *store, tagger_error *err)
{
    bool linked = false;
    TG_TRY(tg_is_linked(&linked, store, err));
    if (!linked) {
        tg_report_say("%s: the links are older than the documents; run 'tagger link %s'",
                      tg_store_path(store), tg_store_path(store));
    }
    return TAGGER_OK;
}
