/* SPDX-License-Identifier: MIT
 *
 * cmd_decide.c — decisions about identity: review, merge, split, ignore, undo, decisions.
 *
 * A decision is written down by the keys of entities, which are the same in
 * every database; links are rebuilt after it. As text a decision is a line of
 * six columns with tabs between: verdict, a, b, reason, who, at.
 */
#include <stddef.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/status.h"
#include "cli/answer.h"
#include "cli/cmd.h"
#include "cli/names.h"
#include "cli/report.h"
#include "graph/decide.h"
#include "graph/link.h"
#include "graph/review.h"

typedef struct decide_options {
    bool no_link;
    const char *reason;
    const char *who;
} decide_options;

static const tg_opt decide_rows[] = {
    {'\0', "reason", TG_OPT_TEXT, offsetof(decide_options, reason), "TEXT", "why, for the record"},
    {'\0', "who", TG_OPT_TEXT, offsetof(decide_options, who), "NAME",
     "who decides, for the record"},
    {'\0', "no-link", TG_OPT_FLAG, offsetof(decide_options, no_link), NULL,
     "leave the links for a later 'tagger link'"},
};

static tg_str text_of(const char *word)
{
    return (tg_str){word, word == NULL ? 0 : strlen(word)};
}

/* ---- one decision ------------------------------------------------------------------ */

/** What a decision is made in. */
typedef struct deciding {
    const tg_verb *verb;
    decide_options own;
    tg_store *store;
    char **names; /* [n] operands after the database */
    int n;
} deciding;

/** The key of the one entity that a name means. *code is not EXIT_DONE when there is none, or
 *  there are several: what changes the graph does not guess. */
static tagger_status key_of(tg_buf *key, const deciding *d, const char *name, int *code,
                            tagger_error *err)
{
    tg_names names;
    TG_TRY(tg_cli_names(&names, d->store, name, err));
    *code = names.n == 0 ? EXIT_NOT_FOUND : EXIT_DONE;
    if (names.n > 1) *code = tg_opt_wrong(d->verb, "name one of them by its type:key");
    return names.n == 1 ? tg_cli_key(key, d->store, names.id[0], err) : TAGGER_OK;
}

/** Decide about the first name and, when there are two, the second. */
static tagger_status decide_names(const deciding *d, const char *verdict, int *code,
                                  tagger_error *err)
{
    tg_buf a = TG_BUF_INIT;
    tg_buf b = TG_BUF_INIT;
    tagger_status status = key_of(&a, d, d->names[0], code, err);
    if (status == TAGGER_OK && *code == EXIT_DONE && d->n > 1)
        status = key_of(&b, d, d->names[1], code, err);
    if (status == TAGGER_OK && *code == EXIT_DONE && tg_str_eq(tg_buf_view(&a), tg_buf_view(&b))) {
        tg_report_say("'%s' and '%s' are one already", d->names[0], d->names[1]);
        *code = EXIT_NOT_FOUND;
    }
    if (status == TAGGER_OK && *code == EXIT_DONE) {
        tg_decision decision = {.a = tg_buf_view(&a),
                                .b = tg_buf_view(&b),
                                .verdict = text_of(verdict),
                                .reason = text_of(d->own.reason),
                                .who = text_of(d->own.who)};
        status = tg_decide(d->store, &decision, err);
    }
    tg_buf_dispose(&a);
    tg_buf_dispose(&b);
    return status;
}

typedef tagger_status decide_fn(const deciding *d, int *code, tagger_error *err);

/** Open, decide, link again. */
static int run_decision(const tg_verb *verb, int n_names, decide_fn *decide, int argc, char **argv)
{
    deciding d = {.verb = verb};
    tg_opt_set sets[] = {TG_OPT_SET(decide_rows, &d.own)};
    int code;
    if (!tg_opt_parse(verb, sets, 1, &argc, argv, &code)) return code;
    if (argc == 0) return tg_opt_short_help(verb);
    if (argc != n_names + 1) return tg_opt_wrong(verb, "it wants %s", verb->usage);

    d.names = argv + 1;
    d.n = n_names;
    tg_report report = TG_REPORT_INIT;
    tagger_error err;
    bool linked = true;
    tagger_status status = tg_store_open(&d.store, argv[0], TG_STORE_WRITE, &err);
    if (status == TAGGER_OK) status = decide(&d, &code, &err);
    if (status == TAGGER_OK) status = tg_is_linked(&linked, d.store, &err);
    if (status == TAGGER_OK && !linked && !d.own.no_link)
        status = tg_store_link(d.store, false, &err);
    if (status != TAGGER_OK) {
        tg_report_stop(&report, NULL, &err);
        code = tg_report_exit(&report);
    }
    tg_store_close(d.store);
    return code;
}

/* ---- merge, ignore, split, undo ------------------------------------------------------- */

static tagger_status merge(const deciding *d, int *code, tagger_error *err)
{
    return decide_names(d, "same", code, err);
}

static int run_merge(const tg_verb *verb, int argc, char **argv)
{
    return run_decision(verb, 2, merge, argc, argv);
}

const tg_verb tg_cmd_merge = {
    .name = "merge",
    .usage = "[OPTION…] DB NAME OTHER",
    .summary = "Say that two are one: OTHER is counted as NAME from now on",
    .examples = {"tagger merge news.db 'Joe Biden' 'Joseph R. Biden'",
                 "tagger merge --reason 'same office' news.db person:Q6279 'person:n:j biden'"},
    .run = run_merge,
};

static tagger_status ignore(const deciding *d, int *code, tagger_error *err)
{
    return decide_names(d, "ignore", code, err);
}

static int run_ignore(const tg_verb *verb, int argc, char **argv)
{
    return run_decision(verb, 1, ignore, argc, argv);
}

const tg_verb tg_cmd_ignore = {
    .name = "ignore",
    .usage = "[OPTION…] DB NAME",
    .summary = "Leave a name out of links and lists, say the photo agency",
    .examples = {"tagger ignore news.db 'Belga Photo'"},
    .run = run_ignore,
};

/** The parts of a group, to find one by what was typed. */
typedef struct parts {
    const char *typed;
    tg_buf key; /* of the part that is called so */
    uint32_t n; /* parts called so */
    tg_buf all; /* their names, for the message */
} parts;

static bool see_part(void *context, const tg_row *row)
{
    parts *p = context;
    tg_str key = row->value[0].s;
    if (p->all.n > 0) tg_buf_word(&p->all, ", ");
    tg_answer_text(&p->all, row, "{name} ({key})");
    if (!tg_str_eq(key, text_of(p->typed)) && !tg_str_eq(row->value[1].s, text_of(p->typed)))
        return true;
    p->n++;
    p->key.n = 0;
    tg_buf_str(&p->key, key);
    return true;
}

static tagger_status split_part(const deciding *d, const parts *p, int *code, tagger_error *err)
{
    if (p->key.oom || p->all.oom) return tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    if (p->n != 1) {
        tg_report_say("name one part of '%s' as it is written here: %.*s", d->names[0],
                      (int)p->all.n, p->all.p);
        *code = EXIT_NOT_FOUND;
        return TAGGER_OK;
    }
    uint32_t n_untied = 0;
    tg_decision how = {.reason = text_of(d->own.reason), .who = text_of(d->own.who)};
    TG_TRY(tg_decide_split(&n_untied, d->store, tg_buf_view(&p->key), &how, err));
    if (n_untied == 0) {
        tg_report_say("'%s' was never merged", p->typed);
        *code = EXIT_NOT_FOUND;
    }
    return TAGGER_OK;
}

static tagger_status split(const deciding *d, int *code, tagger_error *err)
{
    tg_names names;
    parts p = {.typed = d->names[1], .key = TG_BUF_INIT, .all = TG_BUF_INIT};
    *code = EXIT_NOT_FOUND;
    TG_TRY(tg_cli_names(&names, d->store, d->names[0], err));
    if (names.n == 0) return TAGGER_OK;
    *code = EXIT_DONE;
    tagger_status status = tg_decide_parts(d->store, names.id[0], (tg_rows){see_part, &p}, err);
    if (status == TAGGER_OK) status = split_part(d, &p, code, err);
    tg_buf_dispose(&p.key);
    tg_buf_dispose(&p.all);
    return status;
}

static int run_split(const tg_verb *verb, int argc, char **argv)
{
    return run_decision(verb, 2, split, argc, argv);
}

const tg_verb tg_cmd_split = {
    .name = "split",
    .usage = "[OPTION…] DB NAME PART",
    .summary = "Take back that PART is NAME: two that were merged are two again",
    .examples = {"tagger split news.db 'Joe Biden' 'Joseph R. Biden'"},
    .run = run_split,
};

#define DECISION "{verdict}\t{a}\t[{b}]\t[{reason}]\t[{who}]\t{at}\n"

static tagger_status undo(const deciding *d, int *code, tagger_error *err)
{
    tg_answer answer = TG_ANSWER(TG_ANSWER_TEXT, DECISION);
    tagger_status status = tg_decide_undo(d->store, tg_answer_rows(&answer), err);
    *code = answer.n > 0 ? EXIT_DONE : EXIT_NOT_FOUND;
    if (status == TAGGER_OK && answer.n == 0) tg_report_say("there is nothing to undo");
    tagger_status end = tg_answer_end(&answer, status == TAGGER_OK ? err : NULL);
    return status != TAGGER_OK ? status : end;
}

static int run_undo(const tg_verb *verb, int argc, char **argv)
{
    return run_decision(verb, 0, undo, argc, argv);
}

const tg_verb tg_cmd_undo = {
    .name = "undo",
    .usage = "[OPTION…] DB",
    .summary = "Take the last decision back, and print it",
    .examples = {"tagger undo news.db"},
    .run = run_undo,
};

/* ---- decisions as text -------------------------------------------------------------------- */

typedef struct text_options {
    const char *from;
    bool no_link;
} text_options;

static const tg_opt text_rows[] = {
    {'\0', "from", TG_OPT_TEXT, offsetof(text_options, from), "FILE",
     "take over the decisions of a file; those that are known stay as they are"},
    {'\0', "no-link", TG_OPT_FLAG, offsetof(text_options, no_link), NULL,
     "leave the links for a later 'tagger link'"},
};

/** One line into its six columns. */
static tagger_status read_decision(tg_decision *out, tg_str line, const char *path, uint32_t n,
                                   tagger_error *err)
{
    tg_str column[6] = {{NULL, 0}};
    uint32_t k = 0;
    const char *begin = line.p;
    const char *end = line.p + line.n;
    for (const char *p = begin; p <= end && k < 6; p++) {
        if (p < end && *p != '\t') continue;
        if (p > begin) column[k] = (tg_str){begin, (size_t)(p - begin)};
        k++;
        begin = p + 1;
    }
    if (k != 6 || begin <= end || column[0].n == 0 || column[1].n == 0 || column[5].n == 0) {
        return tg_fail(err, TAGGER_E_DATA,
                       "%s:%u: a decision is verdict, a, b, reason, who, at, with tabs between",
                       path, n);
    }
    *out = (tg_decision){.verdict = column[0],
                         .a = column[1],
                         .b = column[2],
                         .reason = column[3],
                         .who = column[4],
                         .at = column[5]};
    return TAGGER_OK;
}

static tagger_status take_over(tg_store *store, tg_str text, const char *path, tagger_error *err)
{
    uint32_t line = 0;
    for (const char *p = text.p; p < text.p + text.n;) {
        const char *end = memchr(p, '\n', (size_t)(text.p + text.n - p));
        if (end == NULL) end = text.p + text.n;
        tg_decision d;
        line++;
        if (end > p) {
            TG_TRY(read_decision(&d, (tg_str){p, (size_t)(end - p)}, path, line, err));
            tagger_status status = tg_decide_once(store, &d, err);
            if (status == TAGGER_E_USAGE) {
                return tg_fail(err, TAGGER_E_DATA, "%s:%u: verdict '%.*s' is not known", path, line,
                               (int)d.verdict.n, d.verdict.p);
            }
            if (status != TAGGER_OK) return status;
        }
        p = end + 1;
    }
    return TAGGER_OK;
}

/** All of the file or nothing of it. */
static tagger_status take_over_file(tg_store *store, const char *path, bool no_link,
                                    tagger_error *err)
{
    tg_file file;
    TG_TRY(tg_file_read(&file, path, err));
    tagger_status status = tg_store_begin(store, err);
    if (status == TAGGER_OK) {
        status = take_over(store, file.bytes, path, err);
        tagger_status end = tg_store_end(store, status == TAGGER_OK, err);
        if (status == TAGGER_OK) status = end;
    }
    tg_file_dispose(&file);
    return status == TAGGER_OK && !no_link ? tg_store_link(store, false, err) : status;
}

static tagger_status print_decisions(tg_store *store, int *code, tagger_error *err)
{
    tg_answer answer = TG_ANSWER(TG_ANSWER_TEXT, DECISION);
    tagger_status status = tg_decisions(store, tg_answer_rows(&answer), err);
    *code = answer.n > 0 ? EXIT_DONE : EXIT_NOT_FOUND;
    if (status == TAGGER_OK && answer.n == 0) tg_report_say("nothing was decided yet");
    tagger_status end = tg_answer_end(&answer, status == TAGGER_OK ? err : NULL);
    return status != TAGGER_OK ? status : end;
}

static int run_decisions(const tg_verb *verb, int argc, char **argv)
{
    text_options own = {.from = NULL};
    tg_opt_set sets[] = {TG_OPT_SET(text_rows, &own)};
    int code;
    if (!tg_opt_parse(verb, sets, 1, &argc, argv, &code)) return code;
    if (argc == 0) return tg_opt_short_help(verb);
    if (argc != 1) return tg_opt_wrong(verb, "name one database");

    tg_report report = TG_REPORT_INIT;
    tagger_error err;
    tg_store *store = NULL;
    tg_store_mode mode = own.from == NULL ? TG_STORE_READ : TG_STORE_WRITE;
    tagger_status status = tg_store_open(&store, argv[0], mode, &err);
    if (status == TAGGER_OK) {
        status = own.from == NULL ? print_decisions(store, &code, &err)
                                  : take_over_file(store, own.from, own.no_link, &err);
    }
    if (status != TAGGER_OK) {
        tg_report_stop(&report, NULL, &err);
        code = tg_report_exit(&report);
    }
    tg_store_close(store);
    return code;
}

const tg_verb tg_cmd_decisions = {
    .name = "decisions",
    .usage = "[OPTION…] DB",
    .summary = "Print all decisions as text, or take over those of another database",
    .examples = {"tagger decisions news.db > decisions.tsv",
                 "tagger decisions --from decisions.tsv other.db"},
    .run = run_decisions,
};

/* ---- review --------------------------------------------------------------------------------- */

typedef struct review_options {
    decide_options decide;
    bool list;
    bool json;
    bool csv;
    int type; /* 0: any; else tagger_type + 1 */
    uint32_t limit;
} review_options;

static const tg_opt review_rows[] = {
    {'\0', "list", TG_OPT_FLAG, offsetof(review_options, list), NULL,
     "print the pairs, ask nothing"},
    {'t', "type", TG_OPT_CHOICE, offsetof(review_options, type),
     "any|person|organization|party|country|location", "only this type (any)"},
    {'n', "limit", TG_OPT_COUNT, offsetof(review_options, limit), "N",
     "at most so many pairs (50)"},
    {'\0', "json", TG_OPT_FLAG, offsetof(review_options, json), NULL,
     "print the pairs as a JSON array"},
    {'\0', "csv", TG_OPT_FLAG, offsetof(review_options, csv), NULL, "print the pairs as CSV"},
};

static const char pair_text[] = "{name_a} ({a}, {stories_a:story/stories})[: {sentence_a}]\n"
                                "{name_b} ({b}, {stories_b:story/stories})[: {sentence_b}]\n"
                                "    {reason}\n";

/** The pairs to ask about; they are gathered first, since each answer changes the database. */
typedef struct pair {
    tg_str a;
    tg_str b;
    tg_str text;
} pair;

typedef struct gathered {
    tg_arena arena;
    pair *at; /* [room] the first n are set */
    uint32_t n;
    uint32_t room;
} gathered;

static tg_str copy(tg_arena *arena, tg_str s)
{
    char *p = tg_arena_alloc(arena, s.n);
    if (p != NULL && s.n > 0) memcpy(p, s.p, s.n);
    return (tg_str){p, p == NULL ? 0 : s.n};
}

static bool gather(void *context, const tg_row *row)
{
    enum { A = 2, B = 6 };
    gathered *g = context;
    tg_buf text = TG_BUF_INIT;
    tg_answer_text(&text, row, pair_text);
    g->at[g->n++] = (pair){.a = copy(&g->arena, row->value[A].s),
                           .b = copy(&g->arena, row->value[B].s),
                           .text = copy(&g->arena, tg_buf_view(&text))};
    tg_buf_dispose(&text);
    return g->n < g->room && !g->arena.oom;
}

/** One key: of a terminal at once, of anything else the next sign that is no blank. */
static char read_key(void)
{
    struct termios before;
    bool terminal = tcgetattr(STDIN_FILENO, &before) == 0;
    if (terminal) {
        struct termios raw = before;
        raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
        (void)tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    }
    char key = '\0';
    ssize_t n = 1;
    do {
        n = read(STDIN_FILENO, &key, 1);
    } while (n == 1 && (key == '\n' || key == ' ' || key == '\r'));
    if (terminal) (void)tcsetattr(STDIN_FILENO, TCSANOW, &before);
    return (char)(n == 1 ? key : 'q');
}

static const char *ask_verdict(const pair *p, uint32_t i, uint32_t n)
{
    (void)printf("%u of %u\n%.*ssame, different, unsure, quit? [s d u q] ", i + 1, n,
                 (int)p->text.n, p->text.p);
    for (;;) {
        (void)fflush(stdout);
        char key = read_key();
        const char *verdict = key == 's' ? "same" : key == 'd' ? "different" : "unsure";
        if (key == 'q') (void)puts("quit");
        if (key == 'q') return NULL;
        if (key == 's' || key == 'd' || key == 'u') {
            (void)printf("%s\n\n", verdict);
            return verdict;
        }
    }
}

static tagger_status ask_all(tg_store *store, const gathered *g, const review_options *o,
                             tagger_error *err)
{
    for (uint32_t i = 0; i < g->n; i++) {
        const char *verdict = ask_verdict(&g->at[i], i, g->n);
        if (verdict == NULL) return TAGGER_OK;
        tg_decision d = {.a = g->at[i].a,
                         .b = g->at[i].b,
                         .verdict = text_of(verdict),
                         .reason = text_of(o->decide.reason),
                         .who = text_of(o->decide.who)};
        TG_TRY(tg_decide(store, &d, err));
    }
    return TAGGER_OK;
}

static tagger_status review_asking(tg_store *store, const review_options *o, const char *type,
                                   int *code, tagger_error *err)
{
    gathered g = {.arena = TG_ARENA_INIT, .room = o->limit};
    bool linked = true;
    g.at = TG_ARENA_NEW(&g.arena, pair, o->limit);
    tagger_status status = g.at == NULL
                               ? tg_fail(err, TAGGER_E_NOMEM, "out of memory")
                               : tg_review(store, type, o->limit, (tg_rows){gather, &g}, err);
    if (status == TAGGER_OK && g.arena.oom) status = tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    if (status == TAGGER_OK) status = ask_all(store, &g, o, err);
    *code = g.n > 0 ? EXIT_DONE : EXIT_NOT_FOUND;
    tg_arena_dispose(&g.arena);
    if (status == TAGGER_OK) status = tg_is_linked(&linked, store, err);
    return status == TAGGER_OK && !linked && !o->decide.no_link ? tg_store_link(store, false, err)
                                                                : status;
}

static tagger_status review_listing(tg_store *store, const review_options *o, const char *type,
                                    int *code, tagger_error *err)
{
    tg_answer answer = TG_ANSWER(o->json  ? TG_ANSWER_JSON
                                 : o->csv ? TG_ANSWER_CSV
                                          : TG_ANSWER_TEXT,
                                 pair_text);
    tagger_status status = tg_review(store, type, o->limit, tg_answer_rows(&answer), err);
    *code = answer.n > 0 ? EXIT_DONE : EXIT_NOT_FOUND;
    tagger_status end = tg_answer_end(&answer, status == TAGGER_OK ? err : NULL);
    return status != TAGGER_OK ? status : end;
}

static int run_review(const tg_verb *verb, int argc, char **argv)
{
    review_options o = {.limit = 50};
    tg_opt_set sets[] = {TG_OPT_SET(review_rows, &o), TG_OPT_SET(decide_rows, &o.decide)};
    int code;
    if (!tg_opt_parse(verb, sets, sizeof sets / sizeof sets[0], &argc, argv, &code)) return code;
    if (argc == 0) return tg_opt_short_help(verb);
    if (argc != 1) return tg_opt_wrong(verb, "name one database");
    if (o.json && o.csv) return tg_opt_wrong(verb, "either --json or --csv");

    const char *type = o.type == 0 ? NULL : tagger_type_name((tagger_type)(o.type - 1));
    bool list = o.list || o.json || o.csv;
    tg_report report = TG_REPORT_INIT;
    tagger_error err;
    tg_store *store = NULL;
    tagger_status status =
        tg_store_open(&store, argv[0], list ? TG_STORE_READ : TG_STORE_WRITE, &err);
    if (status == TAGGER_OK) status = tg_cli_warn_stale(store, &err);
    if (status == TAGGER_OK) {
        status = list ? review_listing(store, &o, type, &code, &err)
                      : review_asking(store, &o, type, &code, &err);
    }
    if (status == TAGGER_OK && code == EXIT_NOT_FOUND) tg_report_say("no two names look like one");
    if (status != TAGGER_OK) {
        tg_report_stop(&report, NULL, &err);
        code = tg_report_exit(&report);
    }
    tg_store_close(store);
    return code;
}

const tg_verb tg_cmd_review = {
    .name = "review",
    .usage = "[OPTION…] DB",
    .summary = "Decide about names that look like one, with one key each",
    .examples = {"tagger review news.db", "tagger review --type person --who anna news.db",
                 "tagger review --list --csv news.db > pairs.csv"},
    .run = run_review,
};
