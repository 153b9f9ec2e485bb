/* SPDX-License-Identifier: MIT
 *
 * bench_graph.c — how long the questions take on a graph of many articles.
 *
 *     bench_graph DB [ARTICLES] [SEED]     draw them if there is no DB, ask every question
 *     bench_graph --add ARTICLES DB        draw some more, link what changed, link the whole
 *
 * The articles are drawn, not read: who is named follows Zipf's law, as in the
 * news; a third of the names of an article come from one circle of people who
 * often meet, one article in twelve is a copy of another, dates spread over
 * three years. They go in through the writer like any others. Then every
 * question is asked three times for each of 25 names (pairs, words, months) that
 * are in many, in some and in few stories. One line a question: milliseconds,
 * median and what 19 of 20 stay below, of the processor's and of the clock's (the
 * same on a machine that has nothing else to do); rows of an answer on average.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "graph/export.h"
#include "graph/link.h"
#include "graph/names.h"
#include "graph/path.h"
#include "graph/query.h"
#include "graph/review.h"
#include "graph/sql.h"
#include "graph/writer.h"
#include "support/fake_result.h"

enum { N_NAMES = 40000, N_CIRCLES = 4000, CIRCLE = 12, ROUNDS = 3, SUBJECTS = 25, N_TOPICS = 17 };

static uint64_t rng;

static uint32_t below(uint32_t n)
{
    rng ^= rng << 13;
    rng ^= rng >> 7;
    rng ^= rng << 17;
    return (uint32_t)((rng >> 16) % n);
}

static double unit(void)
{
    return (below(1U << 30) + 0.5) / (1U << 30);
}

static double milliseconds(clockid_t clock)
{
    struct timespec t;
    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void check(tagger_status status, const tagger_error *err)
{
    if (status == TAGGER_OK) return;
    (void)fprintf(stderr, "bench_graph: %s\n", err->text);
    exit(1);
}

/* ---- drawing articles -------------------------------------------------------- */

/** A name of rank 0 … N_NAMES - 1, the low ones far more often (1 / (rank + 3)). */
static uint32_t draw_rank(void)
{
    double n = (N_NAMES + 3) / 3.0;
    double rank = 3 * __builtin_pow(n, unit()) - 3;
    return rank < N_NAMES ? (uint32_t)rank : N_NAMES - 1;
}

/** What the name of a rank is called: its type hangs on the rank alone. */
static int put_name(char *out, size_t room, uint32_t rank)
{
    static const char *const first[] = {"Ada", "Bert", "Cleo", "Dirk",
                                        "Eva", "Finn", "Gust", "Hilde"};
    if (rank < 180) return snprintf(out, room, "[c:Landia %u]", rank);
    if (rank % 5 == 0) return snprintf(out, room, "[o:Bureau %u]", rank);
    if (rank % 17 == 0) return snprintf(out, room, "[y:Party %u]", rank);
    return snprintf(out, room, "[p:%s Naam%u]", first[rank % 8], rank);
}

/** A word: half of them are those of every text, the others follow Zipf's law too. */
static size_t put_word(char *out, size_t room)
{
    static const char *const words[] = {"the", "of", "and", "in", "which", "that",
                                        "was", "a",  "to",  "on", "with",  "it"};
    if (below(2) == 0) return (size_t)snprintf(out, room, "%s ", words[below(12)]);
    return (size_t)snprintf(out, room, "wort%u ", (uint32_t)(__builtin_pow(20000, unit())));
}

static void draw_article(char *out, size_t room)
{
    uint32_t circle = below(N_CIRCLES);
    uint32_t n_sentences = 6 + below(12);
    size_t at = (size_t)snprintf(out, room, "# ");
    for (uint32_t k = 0; k < 6; k++) at += put_word(out + at, room - at);
    at += (size_t)snprintf(out + at, room - at, "\n\n");
    for (uint32_t i = 0; i < n_sentences && at + 600 < room; i++) {
        for (uint32_t k = 0; k < 4 + below(12); k++) at += put_word(out + at, room - at);
        bool near = below(3) == 0;
        uint32_t rank = near ? (circle * 7919 + below(CIRCLE) * 104729) % N_NAMES : draw_rank();
        at += (size_t)put_name(out + at, room - at, rank);
        for (uint32_t k = 0; k < 1 + below(8); k++) {
            if (k == 0) at += (size_t)snprintf(out + at, room - at, " ");
            at += put_word(out + at, room - at);
        }
        at -= 1; /* the full stop follows the word */
        at += (size_t)snprintf(out + at, room - at, ". %s", i % 4 == 3 ? "\n\n" : "");
    }
}

/** Two facts and something said, of the first that are named. */
static void draw_facts(tagger_result *r, char *said, size_t room)
{
    tagger_str text = tagger_result_meta(r)->text;
    uint32_t n = tagger_result_n_mentions(r);
    size_t at = text.n / 2;
    size_t n_said = text.n - at < room - 1 ? text.n - at : room - 1;
    if (n < 3) return;
    fake_relation(r, 0, "works_for", 1, NULL);
    fake_relation(r, 2, "holds_role", 1, "chief");
    memcpy(said, text.p + at, n_said);
    said[n_said] = '\0';
    fake_quote(r, below(n), said);
}

/** Add n articles; the number of the first is `from`, of all `all`. */
static void fill(tg_store *store, uint32_t from, uint32_t n, uint32_t all)
{
    static char markup[16384];
    static char old[16384] = "";
    tg_writer *w = NULL;
    tagger_error err;
    tg_run run = {.version = TG_LIT("bench"),
                  .command = TG_LIT("bench_graph"),
                  .lists = TG_LIT("drawn"),
                  .lists_sha256 = TG_LIT("drawn")};
    check(tg_writer_open(&w, store, &run, &err), &err);
    for (uint32_t i = from; i < from + n; i++) {
        char uri[40];
        char date[16];
        char topic[24];
        char said[64];
        (void)snprintf(uri, sizeof uri, "http://news.example/%u", i);
        (void)snprintf(date, sizeof date, "%u-%02u-%02u", 2019 + i * 3 / all, 1 + i * 36 / all % 12,
                       1 + below(28));
        if (below(12) != 0 || old[0] == '\0') draw_article(markup, sizeof markup);
        if (below(20) == 0) memcpy(old, markup, sizeof old);
        tagger_result *r = fake_result(uri, date, below(12) == 0 && old[0] != '\0' ? old : markup);
        (void)snprintf(topic, sizeof topic, "medtop:%u000000", below(N_TOPICS) + 1);
        fake_topic(r, topic, topic);
        draw_facts(r, said, sizeof said);
        tagger_article article = fake_article(r);
        tg_document_key key;
        tg_document_key_make(&key, &article);
        check(tg_writer_add(w, &key, r, &err), &err);
        fake_result_free(r);
    }
    check(tg_writer_close(w, &err), &err);
}

/* ---- asking -------------------------------------------------------------------- */

/** Names of about one rank, each with the one it is linked with best. */
typedef struct subjects {
    int64_t id[SUBJECTS];
    int64_t other[SUBJECTS];
    uint32_t n;
} subjects;

typedef struct asking {
    tg_store *store;
    subjects many; /* named in many stories, some, few */
    subjects some;
    subjects few;
    tg_filter filter;
    uint32_t k; /* which of them */
    char word[64];
    uint64_t n_rows;
} asking;

static tagger_str str(const char *word)
{
    return (tagger_str){word, word == NULL ? 0 : strlen(word)};
}

static bool count_row(void *context, const tg_row *row)
{
    (void)row;
    ((asking *)context)->n_rows++;
    return true;
}

static bool count_bytes(void *context, tg_str bytes)
{
    ((asking *)context)->n_rows += bytes.n > 0;
    return true;
}

typedef tagger_status question(asking *a, tg_rows to, tagger_error *err);

/* One function a question, named as in the output. */
#define ASK(name, call)                                                                            \
    static tagger_status name(asking *a, tg_rows to, tagger_error *err)                            \
    {                                                                                              \
        return call;                                                                               \
    }

ASK(find_many, tg_query_find(a->store, a->many.id[a->k], to, err))
ASK(find_some, tg_query_find(a->store, a->some.id[a->k], to, err))
ASK(related_many, tg_query_related(a->store, a->many.id[a->k], &a->filter, to, err))
ASK(related_some, tg_query_related(a->store, a->some.id[a->k], &a->filter, to, err))
ASK(related_few, tg_query_related(a->store, a->few.id[a->k], &a->filter, to, err))
ASK(evidence_many,
    tg_query_evidence(a->store, a->many.id[a->k], a->many.other[a->k], &a->filter, to, err))
ASK(evidence_some,
    tg_query_evidence(a->store, a->some.id[a->k], a->some.other[a->k], &a->filter, to, err))
ASK(path_many, tg_path(a->store, a->many.id[a->k], a->few.id[a->k], 4, to, err))
ASK(path_some, tg_path(a->store, a->some.id[a->k], a->few.id[a->k], 4, to, err))
ASK(path_few, tg_path(a->store, a->few.id[a->k], a->few.id[(a->k + 1) % SUBJECTS], 4, to, err))
ASK(timeline_many, tg_query_timeline(a->store, a->many.id[a->k], 0, &a->filter, to, err))
ASK(timeline_pair,
    tg_query_timeline(a->store, a->many.id[a->k], a->many.other[a->k], &a->filter, to, err))
ASK(search_words, tg_query_search(a->store, str(a->word), &a->filter, to, err))
ASK(facets_words, tg_query_facets(a->store, str(a->word), &a->filter, to, err))
ASK(relations_many, tg_query_relations(a->store, a->many.id[a->k], &a->filter, to, err))
ASK(relations_some, tg_query_relations(a->store, a->some.id[a->k], &a->filter, to, err))
ASK(quotes_many, tg_query_quotes(a->store, a->many.id[a->k], &a->filter, to, err))
ASK(quotes_some, tg_query_quotes(a->store, a->some.id[a->k], &a->filter, to, err))
ASK(top, tg_query_top(a->store, &a->filter, to, err))
ASK(totals, tg_query_totals(a->store, to, err))
ASK(suggest, tg_names_suggest(a->store, str(a->word), 3, to, err))
ASK(review, tg_review(a->store, NULL, 20, to, err))

static tagger_status name_typed(asking *a, tg_rows to, tagger_error *err)
{
    (void)to;
    tg_names names;
    TG_TRY(tg_names_find(&names, a->store, str(a->word), err));
    a->n_rows += names.n;
    return TAGGER_OK;
}

static tagger_status export_all(asking *a, tg_rows to, tagger_error *err)
{
    (void)to;
    tg_export_options options = TG_EXPORT_INIT;
    return tg_export(a->store, &options, count_bytes, a, err);
}

static const struct {
    const char *name;
    question *ask;
    const char *word; /* with %u for a number that is another each time */
    const char *since;
    const char *until;
    const char *topic;
    bool once; /* the same for all, and slow */
} questions[] = {
    {.name = "find, in many stories", .ask = find_many},
    {.name = "find, in some", .ask = find_some},
    {.name = "a name as typed", .ask = name_typed, .word = "naam%u"},
    {.name = "a name mistyped", .ask = suggest, .word = "Cleo Nam%u"},
    {.name = "related, many", .ask = related_many},
    {.name = "related, some", .ask = related_some},
    {.name = "related, few", .ask = related_few},
    {.name = "related, many, one month",
     .ask = related_many,
     .since = "2020-03",
     .until = "2020-03"},
    {.name = "related, many, one topic", .ask = related_many, .topic = "medtop:3000000"},
    {.name = "related, some, one year", .ask = related_some, .since = "2020", .until = "2020"},
    {.name = "related, few, one topic", .ask = related_few, .topic = "medtop:3000000"},
    {.name = "evidence, many and its nearest", .ask = evidence_many},
    {.name = "evidence, some and its nearest", .ask = evidence_some},
    {.name = "path, many to few", .ask = path_many},
    {.name = "path, some to few", .ask = path_some},
    {.name = "path, few to few", .ask = path_few},
    {.name = "timeline, many", .ask = timeline_many},
    {.name = "timeline, many and its nearest", .ask = timeline_pair},
    {.name = "search, rare word", .ask = search_words, .word = "wort1%u"},
    {.name = "search, common words", .ask = search_words, .word = "wort40 wort9"},
    {.name = "search, common word, one year",
     .ask = search_words,
     .word = "wort40",
     .since = "2020",
     .until = "2020"},
    {.name = "facets, rare word", .ask = facets_words, .word = "wort1%u"},
    {.name = "facets, common words", .ask = facets_words, .word = "wort40 wort9"},
    {.name = "relations, many", .ask = relations_many},
    {.name = "relations, some", .ask = relations_some},
    {.name = "quotes, many", .ask = quotes_many},
    {.name = "quotes, some", .ask = quotes_some},
    {.name = "top", .ask = top},
    {.name = "top, one month", .ask = top, .since = "2020-03", .until = "2020-03"},
    {.name = "top, one topic", .ask = top, .topic = "medtop:3000000"},
    {.name = "totals", .ask = totals},
    {.name = "review (not a question)", .ask = review, .once = true},
    {.name = "export gexf (not a question)", .ask = export_all, .once = true},
};

static int by_size(const void *left, const void *right)
{
    const double *a = left;
    const double *b = right;
    return (*a > *b) - (*a < *b);
}

static void measure(asking *a, size_t i)
{
    double ms[SUBJECTS * ROUNDS];
    double cpu[SUBJECTS * ROUNDS];
    uint32_t n = questions[i].once ? ROUNDS : SUBJECTS * ROUNDS;
    a->filter = (tg_filter){.since = str(questions[i].since),
                            .until = str(questions[i].until),
                            .topic = str(questions[i].topic)};
    a->n_rows = 0;
    for (uint32_t k = 0; k < n; k++) {
        tagger_error err;
        a->k = k % SUBJECTS;
        a->word[0] = '\0';
        const char *word = questions[i].word;
        const char *number = word == NULL ? NULL : strchr(word, '%');
        if (word != NULL) {
            (void)snprintf(a->word, sizeof a->word, "%.*s",
                           number == NULL ? (int)strlen(word) : (int)(number - word), word);
        }
        if (number != NULL) (void)snprintf(a->word + (number - word), 8, "%u", 4242 + 7 * a->k);
        double begin = milliseconds(CLOCK_MONOTONIC);
        double begin_cpu = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
        check(questions[i].ask(a, (tg_rows){count_row, a}, &err), &err);
        ms[k] = milliseconds(CLOCK_MONOTONIC) - begin;
        cpu[k] = milliseconds(CLOCK_PROCESS_CPUTIME_ID) - begin_cpu;
    }
    qsort(ms, n, sizeof *ms, by_size);
    qsort(cpu, n, sizeof *cpu, by_size);
    uint32_t most = (n * 19 + 19) / 20 - 1;
    (void)printf("%-30s\t%8.2f\t%8.2f\t%8.2f\t%8.2f\t%8.1f\n", questions[i].name, cpu[n / 2],
                 cpu[most], ms[n / 2], ms[most], (double)a->n_rows / n);
    (void)fflush(stdout);
}

static bool keep_subject(void *context, const tg_row *row)
{
    subjects *to = context;
    to->id[to->n] = row->value[0].i;
    to->other[to->n++] = row->value[1].i;
    return to->n < SUBJECTS;
}

/** The names (no countries) from a place on in the order of stories. */
static void choose(subjects *out, tg_store *store, int64_t place)
{
    static const char sql[] =
        "SELECT e.id, (SELECT other FROM (SELECT b AS other, weight FROM links WHERE a = e.id "
        "UNION ALL SELECT a, weight FROM links WHERE b = e.id) ORDER BY weight DESC LIMIT 1) FROM "
        "(SELECT id FROM entities WHERE type <> 'country' ORDER BY stories DESC, id LIMIT 25 "
        "OFFSET ?1) e";
    tagger_error err;
    check(tg_sql_query(store, sql, TG_VALUES(tg_int(place)), (tg_rows){keep_subject, out}, &err),
          &err);
    if (out->n == SUBJECTS) return;
    (void)fputs("bench_graph: too few names\n", stderr);
    exit(1);
}

static void ask_all(const char *path)
{
    asking a = {.n_rows = 0};
    tagger_error err;
    check(tg_store_open(&a.store, path, TG_STORE_READ, &err), &err);
    choose(&a.many, a.store, 0);
    choose(&a.some, a.store, 1000);
    choose(&a.few, a.store, 20000);
    (void)printf("# question                    \tcpu med.\t     p95\t  median\t     p95\trows\n");
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) measure(&a, i);
    tg_store_close(a.store);
}

static void draw_all(const char *path, uint32_t n)
{
    tg_store *store = NULL;
    tagger_error err;
    check(tg_store_open(&store, path, TG_STORE_CREATE, &err), &err);
    double begin = milliseconds(CLOCK_MONOTONIC);
    fill(store, 0, n, n);
    double filled = milliseconds(CLOCK_MONOTONIC);
    check(tg_store_link(store, false, &err), &err);
    (void)printf("# filled in %.1f s, linked in %.1f s\n", (filled - begin) / 1e3,
                 (milliseconds(CLOCK_MONOTONIC) - filled) / 1e3);
    tg_store_close(store);
}

static bool add_up(void *context, const tg_row *row)
{
    double *sums = context;
    for (uint32_t i = 0; i < row->n; i++)
        sums[i] = row->value[i].kind == TG_VALUE_REAL ? row->value[i].r : (double)row->value[i].i;
    return true;
}

enum { N_SUMS = 8 };

/** Numbers that hang on all of the links. */
static void sum_links(double sums[N_SUMS], tg_store *store)
{
    tagger_error err;
    check(tg_sql_query(store,
                       "SELECT count(*), sum(stories), sum(documents), total(closeness), "
                       "total(weight), total(alpha), total(npmi), "
                       "sum(s.a % 97 * mention_b % 9973) FROM sums s NOT INDEXED "
                       "LEFT JOIN measures m ON m.a = s.a AND m.b = s.b",
                       NULL, 0, (tg_rows){add_up, sums}, &err),
          &err);
}

static void add_some(const char *path, uint32_t n)
{
    double mended[N_SUMS];
    double made[N_SUMS];
    tg_store *store = NULL;
    tagger_error err;
    int64_t from = 0;
    check(tg_store_open(&store, path, TG_STORE_WRITE, &err), &err);
    check(tg_sql_scalar(&from, store, "SELECT max(id) FROM documents", &err), &err);
    double begin = milliseconds(CLOCK_MONOTONIC);
    fill(store, (uint32_t)from, n, (uint32_t)from + n);
    double filled = milliseconds(CLOCK_MONOTONIC);
    check(tg_store_link(store, false, &err), &err);
    double linked = milliseconds(CLOCK_MONOTONIC);
    sum_links(mended, store);
    double asked = milliseconds(CLOCK_MONOTONIC);
    check(tg_store_link(store, true, &err), &err);
    double all = milliseconds(CLOCK_MONOTONIC);
    sum_links(made, store);
    bool same = true;
    for (int i = 0; i < N_SUMS; i++) same &= mended[i] == made[i];
    (void)printf("# %u added in %.2f s, linked in %.2f s, the whole in %.2f s: %s links\n", n,
                 (filled - begin) / 1e3, (linked - filled) / 1e3, (all - asked) / 1e3,
                 same ? "the same" : "OTHER");
    tg_store_close(store);
}

int main(int argc, char **argv)
{
    struct stat st;
    rng = 20210731;
    if (argc == 4 && strcmp(argv[1], "--add") == 0) {
        rng = 20210801;
        add_some(argv[3], (uint32_t)strtoul(argv[2], NULL, 10));
        return 0;
    }
    if (argc < 2 || argv[1][0] == '-') {
        (void)fputs("usage: bench_graph DB [ARTICLES] [SEED] | bench_graph --add ARTICLES DB\n",
                    stderr);
        return 2;
    }
    if (argc > 3) rng = strtoull(argv[3], NULL, 10);
    if (stat(argv[1], &st) != 0 || st.st_size == 0)
        draw_all(argv[1], argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 100000);
    ask_all(argv[1]);
    return 0;
}
