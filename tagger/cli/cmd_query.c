/* SPDX-License-Identifier: MIT
 *
 * cmd_query.c — the questions: find, related, evidence, path, timeline, search, relations,
 * quotes, top.
 *
 * They differ in how many names they take, which options narrow them down and
 * how a row looks to a reader; that is a table. All else is the same: open the
 * database, look the names up, ask, print, and end with 4 when nothing was
 * found.
 */
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"
#include "cli/answer.h"
#include "cli/cmd.h"
#include "cli/names.h"
#include "cli/report.h"
#include "graph/path.h"
#include "graph/query.h"

/* ---- options ------------------------------------------------------------------------ */

typedef struct query_options {
    bool json;
    bool csv;
    int type; /* 0: any; else tagger_type + 1 */
    int by;   /* index of the words of the row */
    const char *since;
    const char *until;
    const char *topic;
    uint32_t limit;
    uint32_t hops;
    bool named;
} query_options;

enum {
    O_TYPE = 1,
    O_DATES = 2,
    O_TOPIC = 4,
    O_LIMIT = 8,
    O_BY = 16,
    O_TOP_BY = 32,
    O_HOPS = 64,
    O_NAMED = 128
};

static const struct {
    unsigned asked; /* O_…; 0: every question has it */
    tg_opt row;
} rows[] = {
    {O_TYPE,
     {'t', "type", TG_OPT_CHOICE, offsetof(query_options, type),
      "any|person|organization|party|country|location", "only others of this type (any)"}},
    {O_DATES,
     {'\0', "since", TG_OPT_TEXT, offsetof(query_options, since), "DATE",
      "only articles from this day, month or year on: 2021-07-31, 2021-07, 2021"}},
    {O_DATES,
     {'\0', "until", TG_OPT_TEXT, offsetof(query_options, until), "DATE",
      "only articles up to this day, month or year, and in it"}},
    {O_TOPIC,
     {'\0', "topic", TG_OPT_TEXT, offsetof(query_options, topic), "TOPIC",
      "only articles about this topic or one below it: a name or an id"}},
    {O_BY,
     {'\0', "by", TG_OPT_CHOICE, offsetof(query_options, by), "weight|closeness|g2|stories",
      "what to sort by (weight)"}},
    {O_TOP_BY,
     {'\0', "by", TG_OPT_CHOICE, offsetof(query_options, by), "stories|documents|mentions",
      "what to sort by (stories)"}},
    {O_HOPS,
     {'\0', "hops", TG_OPT_COUNT, offsetof(query_options, hops), "N", "at most so many hops (4)"}},
    {O_NAMED,
     {'\0', "named", TG_OPT_FLAG, offsetof(query_options, named), NULL,
      "print who is named most in those articles"}},
    {O_LIMIT,
     {'n', "limit", TG_OPT_COUNT, offsetof(query_options, limit), "N",
      "at most so many rows (20)"}},
    {0,
     {'\0', "json", TG_OPT_FLAG, offsetof(query_options, json), NULL,
      "print a JSON array, an object a line"}},
    {0,
     {'\0', "csv", TG_OPT_FLAG, offsetof(query_options, csv), NULL,
      "print CSV with names of columns"}},
};

enum { N_ROWS = sizeof rows / sizeof rows[0] };

/** Who asks what. */
typedef struct asked {
    tg_store *store;
    char **names; /* [n_names] as typed */
    int n_names;
    int64_t entity[2]; /* 0: none */
    tg_str words;
    tg_filter filter;
    uint32_t hops;
    bool named;
} asked;

typedef struct question {
    const tg_verb *verb;
    unsigned options; /* O_… */
    uint8_t min_names;
    uint8_t max_names;
    bool words;       /* the operands are words, no names */
    const char *text; /* of a row; see cli/answer.h */
    tagger_status (*ask)(const asked *a, tg_rows to, tagger_error *err);
} question;

/* ---- the questions --------------------------------------------------------------------- */

static tagger_status ask_find(const asked *a, tg_rows to, tagger_error *err)
{
    return tg_query_find(a->store, a->entity[0], to, err);
}

static tagger_status ask_related(const asked *a, tg_rows to, tagger_error *err)
{
    return tg_query_related(a->store, a->entity[0], &a->filter, to, err);
}

static tagger_status ask_evidence(const asked *a, tg_rows to, tagger_error *err)
{
    return tg_query_evidence(a->store, a->entity[0], a->entity[1], &a->filter, to, err);
}

static tagger_status ask_path(const asked *a, tg_rows to, tagger_error *err)
{
    return tg_path(a->store, a->entity[0], a->entity[1], a->hops, to, err);
}

static tagger_status ask_timeline(const asked *a, tg_rows to, tagger_error *err)
{
    return tg_query_timeline(a->store, a->entity[0], a->entity[1], &a->filter, to, err);
}

static tagger_status ask_search(const asked *a, tg_rows to, tagger_error *err)
{
    if (a->named) return tg_query_facets(a->store, a->words, &a->filter, to, err);
    return tg_query_search(a->store, a->words, &a->filter, to, err);
}

static tagger_status ask_relations(const asked *a, tg_rows to, tagger_error *err)
{
    return tg_query_relations(a->store, a->entity[0], &a->filter, to, err);
}

static tagger_status ask_quotes(const asked *a, tg_rows to, tagger_error *err)
{
    return tg_query_quotes(a->store, a->entity[0], &a->filter, to, err);
}

static tagger_status ask_top(const asked *a, tg_rows to, tagger_error *err)
{
    return tg_query_top(a->store, &a->filter, to, err);
}

#define SOURCE "    [{date}  ][{title}  ]{uri}\n"

static const question questions[] = {
    {&tg_cmd_find, 0, 1, 1, false,
     "{name} ({type}[, {subtype}][, {country}])\n"
     "    {stories:story/stories}, {mentions:mention/mentions}[, {first_date} to {last_date}]\n"
     "[    also called {aliases}\n][    {roles}\n]"
     "    {type}:{key}[known=1?, in the lists][, {wikidata}][ignored=1?, ignored by decision]\n",
     ask_find},
    {&tg_cmd_related, O_TYPE | O_DATES | O_TOPIC | O_BY | O_LIMIT, 1, 1, false,
     "{name} ({type})  weight {weight}, {stories:story/stories}[, {first_date} to {last_date}]"
     "[tested=no?, not tested]\n    {sentence}\n" SOURCE,
     ask_related},
    {&tg_cmd_evidence, O_DATES | O_TOPIC | O_LIMIT, 2, 2, false,
     "[{date}  ][{title}  ][{source}  ]{uri}\n    {sentence}\n"
     "    {zone}, {gap:character/characters} apart[copies!1?, {copies:article/articles} tell it]\n",
     ask_evidence},
    {&tg_cmd_path, O_HOPS, 2, 2, false,
     "{hop}. {source} – {target}  weight {weight}, {stories:story/stories}"
     "[tested=no?, not tested]\n    {sentence}\n" SOURCE,
     ask_path},
    {&tg_cmd_timeline, O_DATES | O_TOPIC, 1, 2, false,
     "{month}  {stories:story/stories}, {per_1000} in 1000\n", ask_timeline},
    {&tg_cmd_search, O_TYPE | O_DATES | O_TOPIC | O_LIMIT | O_NAMED, 1, 1, true,
     "[{date}  ][{title}  ]{uri}\n    {snippet}\n", ask_search},
    {&tg_cmd_relations, O_TYPE | O_DATES | O_TOPIC | O_LIMIT, 0, 1, false,
     "{subject} {predicate}[ {value},] {object}  {score}\n    {sentence}\n" SOURCE, ask_relations},
    {&tg_cmd_quotes, O_DATES | O_TOPIC | O_LIMIT, 0, 1, false,
     "[{speaker}][ {cue}]: {quote}\n    {kind}\n" SOURCE, ask_quotes},
    {&tg_cmd_top, O_TYPE | O_DATES | O_TOPIC | O_TOP_BY | O_LIMIT, 0, 0, false,
     "{name} ({type})  {stories:story/stories}, {mentions:mention/mentions}"
     "[, {first_date} to {last_date}]\n",
     ask_top},
};

static const question *question_of(const tg_verb *verb)
{
    const question *q = questions;
    while (q->verb != verb) q++;
    return q;
}

/* ---- the command line -------------------------------------------------------------------- */

static tg_str given(const char *word)
{
    return (tg_str){word, word == NULL ? 0 : strlen(word)};
}

/** @return EXIT_DONE or EXIT_USAGE. */
static int make_filter(tg_filter *out, const question *q, const query_options *o)
{
    static const char *const orders[] = {"weight", "closeness", "g2", "stories"};
    static const char *const top_orders[] = {"stories", "documents", "mentions"};
    const char *const dates[] = {o->since, o->until};
    if (o->json && o->csv) return tg_opt_wrong(q->verb, "either --json or --csv");
    for (size_t i = 0; i < 2; i++) {
        if (dates[i] != NULL && !tg_cli_is_date(dates[i])) {
            return tg_opt_wrong(q->verb, TG_CLI_NO_DATE, dates[i]);
        }
    }
    bool top = (q->options & O_TOP_BY) != 0;
    *out = (tg_filter){.type = o->type == 0 ? NULL : tagger_type_name((tagger_type)(o->type - 1)),
                       .by = top ? top_orders[o->by] : orders[o->by],
                       .since = given(o->since),
                       .until = given(o->until),
                       .topic = given(o->topic),
                       .limit = o->limit};
    return EXIT_DONE;
}

static bool parse(const question *q, query_options *o, int *argc, char **argv, int *code)
{
    tg_opt_set sets[N_ROWS];
    size_t n = 0;
    for (size_t i = 0; i < N_ROWS; i++) {
        if (rows[i].asked == 0 || (rows[i].asked & q->options) != 0)
            sets[n++] = (tg_opt_set){.rows = &rows[i].row, .n_rows = 1, .into = o};
    }
    if (!tg_opt_parse(q->verb, sets, n, argc, argv, code)) return false;
    int n_names = *argc - 1;
    if (n_names >= q->min_names && n_names <= q->max_names) return true;
    *code = *argc == 0 ? tg_opt_short_help(q->verb)
                       : tg_opt_wrong(q->verb, "it wants %s", q->verb->usage);
    return false;
}

/* ---- asking -------------------------------------------------------------------------------- */

/** Look all names up; *found is false when one of them is nobody's. */
static tagger_status look_up(const question *q, bool *found, asked *a, tg_names *first,
                             tagger_error *err)
{
    *found = true;
    for (int i = 0; i < a->n_names; i++) {
        tg_names all;
        TG_TRY(q->ask == ask_find ? tg_cli_all_names(&all, a->store, a->names[i], err)
                                  : tg_cli_names(&all, a->store, a->names[i], err));
        *found &= all.n > 0;
        a->entity[i] = all.n > 0 ? all.id[0] : 0;
        if (i == 0) *first = all;
    }
    return TAGGER_OK;
}

static const char named_text[] = "{name} ({type})  {stories:story/stories}\n";

/** A reader also wants to see who is named in what was found. */
static tagger_status add_named(asked *a, tg_answer *answer, tagger_error *err)
{
    enum { N_NAMED = 10 };
    tg_filter few = a->filter;
    few.limit = N_NAMED;
    uint64_t n = answer->n;
    if (n == 0) return TAGGER_OK;
    tg_answer_next(answer, named_text);
    tg_answer_word(answer, "\nnamed in them:\n");
    TG_TRY(tg_query_facets(a->store, a->words, &few, tg_answer_rows(answer), err));
    answer->n = n;
    return TAGGER_OK;
}

/** All of that name have a card; every other question is about the first. */
static tagger_status ask(const question *q, asked *a, const tg_names *first, tg_answer *answer,
                         tagger_error *err)
{
    tg_rows to = tg_answer_rows(answer);
    if (a->named) answer->text = named_text;
    if (q->ask == ask_search && !a->named && answer->format == TG_ANSWER_TEXT) {
        TG_TRY(q->ask(a, to, err));
        return add_named(a, answer, err);
    }
    if (q->ask != ask_find) return q->ask(a, to, err);
    for (uint32_t i = 0; i < first->n; i++) {
        a->entity[0] = first->id[i];
        TG_TRY(q->ask(a, to, err));
    }
    return TAGGER_OK;
}

/** @return EXIT_DONE or EXIT_NOT_FOUND in *code. */
static tagger_status answer_question(const question *q, asked *a, tg_answer *answer, int *code,
                                     tagger_error *err)
{
    bool found = true;
    tg_names first = {.n = 0};
    *code = EXIT_NOT_FOUND;
    TG_TRY(tg_cli_warn_stale(a->store, err));
    if (a->filter.topic.n > 0) {
        TG_TRY(tg_query_has_topic(&found, a->store, a->filter.topic, err));
        if (!found) tg_report_say("no article is about '%s'", a->filter.topic.p);
        if (!found) return TAGGER_OK;
    }
    if (q->words) a->words = given(a->names[0]);
    if (!q->words) TG_TRY(look_up(q, &found, a, &first, err));
    if (!found) return TAGGER_OK;
    TG_TRY(ask(q, a, &first, answer, err));
    if (answer->n == 0) tg_report_say("nothing found");
    if (answer->n > 0) *code = EXIT_DONE;
    return TAGGER_OK;
}

static int run_query(const tg_verb *verb, int argc, char **argv)
{
    const question *q = question_of(verb);
    query_options o = {.hops = 4};
    asked a = {.store = NULL};
    int code;
    if (!parse(q, &o, &argc, argv, &code)) return code;
    code = make_filter(&a.filter, q, &o);
    if (code != EXIT_DONE) return code;

    a.hops = o.hops;
    a.named = o.named;
    a.names = argv + 1;
    a.n_names = argc - 1;
    tg_answer answer = TG_ANSWER(o.json  ? TG_ANSWER_JSON
                                 : o.csv ? TG_ANSWER_CSV
                                         : TG_ANSWER_TEXT,
                                 q->text);
    tg_report report = TG_REPORT_INIT;
    tagger_error err;
    tagger_status status = tg_store_open(&a.store, argv[0], TG_STORE_READ, &err);
    if (status == TAGGER_OK) status = answer_question(q, &a, &answer, &code, &err);
    tagger_status end = tg_answer_end(&answer, status == TAGGER_OK ? &err : NULL);
    if (status != TAGGER_OK || end != TAGGER_OK) {
        tg_report_stop(&report, NULL, &err);
        code = tg_report_exit(&report);
    }
    tg_store_close(a.store);
    return code;
}

const tg_verb tg_cmd_find = {
    .name = "find",
    .usage = "[OPTION…] DB NAME",
    .summary = "Who or what is called so: type, other names, roles, counts",
    .examples = {"tagger find news.db 'Van Quickenborne'", "tagger find news.db Q31",
                 "tagger find --json news.db oppo"},
    .run = run_query,
};

const tg_verb tg_cmd_related = {
    .name = "related",
    .usage = "[OPTION…] DB NAME",
    .summary = "Who and what is named near somebody, strongest first, each with its sentence",
    .examples = {"tagger related news.db 'Vincent Van Quickenborne'",
                 "tagger related --type person --since 2021-07 news.db Oppo",
                 "tagger related --by stories --limit 100 --csv news.db NATO > nato.csv"},
    .run = run_query,
};

const tg_verb tg_cmd_evidence = {
    .name = "evidence",
    .usage = "[OPTION…] DB NAME NAME",
    .summary = "The sentences that name two near each other, newest first",
    .examples = {"tagger evidence news.db Oppo 'Dries Cludts'",
                 "tagger evidence --until 2021 --json news.db 'Open VLD' 'Van Quickenborne'"},
    .run = run_query,
};

const tg_verb tg_cmd_path = {
    .name = "path",
    .usage = "[OPTION…] DB NAME NAME",
    .summary = "Over whom two are tied: the shortest strong way, each hop with its sentence",
    .examples = {"tagger path news.db Oppo 'Open VLD'",
                 "tagger path --hops 2 --json news.db Oppo NATO"},
    .run = run_query,
};

const tg_verb tg_cmd_timeline = {
    .name = "timeline",
    .usage = "[OPTION…] DB NAME [NAME]",
    .summary = "Stories a month that name somebody, or two near each other",
    .examples = {"tagger timeline news.db Oppo", "tagger timeline --csv news.db Oppo China"},
    .run = run_query,
};

const tg_verb tg_cmd_search = {
    .name = "search",
    .usage = "[OPTION…] DB WORDS",
    .summary = "Articles with all these words, and who is named in them",
    .examples = {"tagger search news.db 'spyware phones'",
                 "tagger search --since 2021 news.db '\"state security\" spokesperson'",
                 "tagger search --named --type person --csv news.db election"},
    .run = run_query,
};

const tg_verb tg_cmd_relations = {
    .name = "relations",
    .usage = "[OPTION…] DB [NAME]",
    .summary = "Facts that articles state: members of parties, roles, employers",
    .examples = {"tagger relations news.db 'Open VLD'",
                 "tagger relations --csv news.db > facts.csv"},
    .run = run_query,
};

const tg_verb tg_cmd_quotes = {
    .name = "quotes",
    .usage = "[OPTION…] DB [NAME]",
    .summary = "What somebody said, newest first",
    .examples = {"tagger quotes news.db 'Ingrid Van Daele'",
                 "tagger quotes --since 2021-07 --csv news.db > quotes.csv"},
    .run = run_query,
};

const tg_verb tg_cmd_top = {
    .name = "top",
    .usage = "[OPTION…] DB",
    .summary = "Who and what is in most stories",
    .examples = {"tagger top --type person news.db",
                 "tagger top --topic politics --since 2021-07 --until 2021-09 news.db"},
    .run = run_query,
};
