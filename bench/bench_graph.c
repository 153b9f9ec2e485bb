/* SPDX-License-Identifier: MIT
 *
 * bench_graph.c — how long the questions take on a graph of many articles.
 *
 *     bench_graph DB [ARTICLES] [SEED]
 *
 * The articles are drawn, not read: who is named follows Zipf's law, as in the
 * news; a third of the names of an article come from one circle of people who
 * often meet, one article in twelve is a copy of another, dates spread over
 * three years. They go in through the writer like any others. Then every
 * question is asked for names that are in many, in some and in few stories;
 * printed is one line a question: name, milliseconds best and median of 5, rows.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
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

enum { N_NAMES = 40000, N_CIRCLES = 4000, CIRCLE = 12, ROUNDS = 5, N_TOPICS = 17 };

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

static double milliseconds(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
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

static void fill(tg_store *store, uint32_t n)
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
    for (uint32_t i = 0; i < n; i++) {
        char uri[40];
        char date[16];
        char topic[24];
        (void)snprintf(uri, sizeof uri, "http://news.example/%u", i);
        (void)snprintf(date, sizeof date, "%u-%02u-%02u", 2019 + i * 3 / n, 1 + i * 36 / n % 12,
                       1 + below(28));
        if (below(12) != 0 || old[0] == '\0') draw_article(markup, sizeof markup);
        if (below(20) == 0) memcpy(old, markup, sizeof old);
        tagger_result *r = fake_result(uri, date, below(12) == 0 && old[0] != '\0' ? old : markup);
        (void)snprintf(topic, sizeof topic, "medtop:%u000000", below(N_TOPICS) + 1);
        fake_topic(r, topic, topic);
        tagger_article article = fake_article(r);
        tg_document_key key;
        tg_document_key_make(&key, &article);
        check(tg_writer_add(w, &key, r, &err), &err);
        fake_result_free(r);
    }
    check(tg_writer_close(w, &err), &err);
}

/* ---- asking -------------------------------------------------------------------- */

typedef struct asking {
    tg_store *store;
    int64_t many; /* names in many stories, some, few */
    int64_t some;
    int64_t few;
    tg_filter filter;
    uint64_t n_rows;
} asking;

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

ASK(find_many, tg_query_find(a->store, a->many, to, err))
ASK(find_some, tg_query_find(a->store, a->some, to, err))
ASK(related_many, tg_query_related(a->store, a->many, &a->filter, to, err))
ASK(related_some, tg_query_related(a->store, a->some, &a->filter, to, err))
ASK(related_few, tg_query_related(a->store, a->few, &a->filter, to, err))
ASK(evidence_many, tg_query_evidence(a->store, a->many, a->many + 1, &a->filter, to, err))
ASK(evidence_some, tg_query_evidence(a->store, a->some, a->many, &a->filter, to, err))
ASK(path_some, tg_path(a->store, a->some, a->few, 4, to, err))
ASK(path_few, tg_path(a->store, a->few, a->few + 1, 4, to, err))
ASK(timeline_many, tg_query_timeline(a->store, a->many, 0, &a->filter, to, err))
ASK(timeline_pair, tg_query_timeline(a->store, a->some, a->many, &a->filter, to, err))
ASK(search_words, tg_query_search(a->store, TG_LIT("wort17017"), &a->filter, to, err))
ASK(search_common, tg_query_search(a->store, TG_LIT("wort40 wort90"), &a->filter, to, err))
ASK(facets_words, tg_query_facets(a->store, TG_LIT("wort17017"), &a->filter, to, err))
ASK(facets_common, tg_query_facets(a->store, TG_LIT("wort40 wort90"), &a->filter, to, err))
ASK(relations_some, tg_query_relations(a->store, a->some, &a->filter, to, err))
ASK(quotes_some, tg_query_quotes(a->store, a->some, &a->filter, to, err))
ASK(top, tg_query_top(a->store, &a->filter, to, err))
ASK(totals, tg_query_totals(a->store, to, err))
ASK(suggest, tg_names_suggest(a->store, TG_LIT("Cleo Nam4242"), 3, to, err))
ASK(review, tg_review(a->store, NULL, 20, to, err))

static tagger_status name_typed(asking *a, tg_rows to, tagger_error *err)
{
    (void)to;
    tg_names names;
    TG_TRY(tg_names_find(&names, a->store, TG_LIT("naam4242"), err));
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
    const char *since;
    const char *until;
    const char *topic;
} questions[] = {
    {.name = "find, in many stories", .ask = find_many},
    {.name = "find, in some", .ask = find_some},
    {.name = "a name as typed", .ask = name_typed},
    {.name = "a name mistyped", .ask = suggest},
    {.name = "related, many", .ask = related_many},
    {.name = "related, some", .ask = related_some},
    {.name = "related, few", .ask = related_few},
    {.name = "related, many, one month",
     .ask = related_many,
     .since = "2020-03",
     .until = "2020-03"},
    {.name = "related, some, one year", .ask = related_some, .since = "2020", .until = "2020"},
    {.name = "related, few, one topic", .ask = related_few, .topic = "medtop:3000000"},
    {.name = "evidence, many and many", .ask = evidence_many},
    {.name = "evidence, some and many", .ask = evidence_some},
    {.name = "path, some to few", .ask = path_some},
    {.name = "path, few to few", .ask = path_few},
    {.name = "timeline, many", .ask = timeline_many},
    {.name = "timeline, some and many", .ask = timeline_pair},
    {.name = "search, rare word", .ask = search_words},
    {.name = "search, common words", .ask = search_common},
    {.name = "facets, rare word", .ask = facets_words},
    {.name = "facets, common words", .ask = facets_common},
    {.name = "relations, some", .ask = relations_some},
    {.name = "quotes, some", .ask = quotes_some},
    {.name = "top", .ask = top},
    {.name = "top, one month", .ask = top, .since = "2020-03", .until = "2020-03"},
    {.name = "totals", .ask = totals},
    {.name = "review (not a question)", .ask = review},
    {.name = "export gexf (not a question)", .ask = export_all},
};

static int by_size(const void *left, const void *right)
{
    const double *a = left;
    const double *b = right;
    return (*a > *b) - (*a < *b);
}

static tagger_str str(const char *word)
{
    return (tagger_str){word, word == NULL ? 0 : strlen(word)};
}

static void measure(asking *a, size_t i)
{
    double ms[ROUNDS];
    a->filter = (tg_filter){.since = str(questions[i].since),
                            .until = str(questions[i].until),
                            .topic = str(questions[i].topic)};
    for (int round = 0; round < ROUNDS; round++) {
        tagger_error err;
        a->n_rows = 0;
        double begin = milliseconds();
        check(questions[i].ask(a, (tg_rows){count_row, a}, &err), &err);
        ms[round] = milliseconds() - begin;
    }
    qsort(ms, ROUNDS, sizeof *ms, by_size);
    (void)printf("%-30s\t%8.2f\t%8.2f\t%" PRIu64 "\n", questions[i].name, ms[0], ms[ROUNDS / 2],
                 a->n_rows);
    (void)fflush(stdout);
}

static bool keep_id(void *context, const tg_row *row)
{
    *(int64_t *)context = row->value[0].i;
    return false;
}

/** The name (no country) at a place in the order of stories. */
static int64_t name_at(tg_store *store, const char *sql)
{
    int64_t id = 0;
    tagger_error err;
    check(tg_sql_query(store, sql, NULL, 0, (tg_rows){keep_id, &id}, &err), &err);
    return id;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        (void)fputs("usage: bench_graph DB [ARTICLES] [SEED]\n", stderr);
        return 2;
    }
    uint32_t n = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 100000;
    rng = argc > 3 ? strtoull(argv[3], NULL, 10) : 20210731;
    tg_store *store = NULL;
    tagger_error err;
    struct stat st;
    bool there = stat(argv[1], &st) == 0 && st.st_size > 0;
    check(tg_store_open(&store, argv[1], there ? TG_STORE_READ : TG_STORE_CREATE, &err), &err);
    if (!there) {
        double begin = milliseconds();
        fill(store, n);
        double filled = milliseconds();
        check(tg_store_link(store, &err), &err);
        (void)printf("# filled in %.1f s, linked in %.1f s\n", (filled - begin) / 1e3,
                     (milliseconds() - filled) / 1e3);
        tg_store_close(store);
        check(tg_store_open(&store, argv[1], TG_STORE_READ, &err), &err);
    }
    asking a = {.store = store};
#define NAME_AT(place)                                                                             \
    name_at(store, "SELECT id FROM entities WHERE type <> 'country' ORDER BY stories DESC, id "    \
                   "LIMIT 1 OFFSET " #place)
    a.many = NAME_AT(0);
    a.some = NAME_AT(1000);
    a.few = NAME_AT(20000);
    (void)printf("# question                    \t best ms\t  median\trows\n");
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) measure(&a, i);
    tg_store_close(store);
    return 0;
}
