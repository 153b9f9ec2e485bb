/* SPDX-License-Identifier: MIT */
#include "graph/query.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "graph/decide.h"
#include "graph/link.h"
#include "graph/names.h"
#include "graph/path.h"
#include "support/graph.h"
#include "support/test.h"

typedef struct fixture {
    char *folder;
    char *path;
    tg_store *store;
} fixture;

static const graph_article news[] = {
    {"phones", "2021-07-31",
     "# Spy warning\n\nThe phones of [o:Oppo] are safe, said spokesman [p:Dries Cludts]. "
     "In [C:Belgium] nobody reads [o:L’Écho]."},
    {"again", "2021-08-02", "[p:Dries Cludts] defends [o:Oppo]."},
    {"party", "2021-08-03",
     "[p:Vincent Van Quickenborne] of [y:Open VLD] met [p:Dries Cludts]. "
     "[p:Van Quickenborne=Vincent Van Quickenborne] went home to [C:Belgium]."},
    {"party2", "2021-09-03", "[y:Open VLD] backs [p:Vincent Van Quickenborne]."},
    {"trade", "2021-09-04", "[C:Belgium] trades with [C:China]."},
    {"other", "2021-09-05", "[p:Ann Peeters] swims."},
};

static int set_up(void **state)
{
    fixture *f = malloc(sizeof *f);
    tagger_error err = {.status = TAGGER_OK};
    f->folder = graph_folder();
    f->path = graph_path(f->folder, "news.db");
    f->store = graph_open(f->path);
    graph_add(f->store, "L", news, sizeof news / sizeof *news);
    if (tg_store_link(f->store, false, &err) != TAGGER_OK) fail_msg("%s", err.text);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    tg_store_close(f->store);
    graph_folder_remove(f->folder);
    free(f->path);
    free(f);
    return 0;
}

/** The rows of an answer: the named columns by '|', rows by newlines. */
typedef struct answer {
    tg_buf text;
    const char *columns; /* " name sentence " */
} answer;

static bool put_row(void *context, const tg_row *row)
{
    answer *a = context;
    bool first = true;
    for (uint32_t i = 0; i < row->n; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, " %s ", row->name[i]);
        if (strstr(a->columns, name) == NULL) continue;
        if (!first) tg_buf_char(&a->text, '|');
        first = false;
        if (row->value[i].kind == TG_VALUE_TEXT) tg_buf_str(&a->text, row->value[i].s);
        if (row->value[i].kind == TG_VALUE_INT) tg_buf_uint(&a->text, (uint64_t)row->value[i].i);
        if (row->value[i].kind == TG_VALUE_REAL) tg_buf_fixed(&a->text, row->value[i].r, 3);
    }
    tg_buf_char(&a->text, '\n');
    return true;
}

static void expect(answer *a, tagger_status status, const tagger_error *err, const char *expected)
{
    if (status != TAGGER_OK) fail_msg("%s", err->text);
    tg_buf_char(&a->text, '\0');
    assert_string_equal(a->text.p, expected);
    tg_buf_dispose(&a->text);
}

#define EXPECT(columns_, expected, call)                                                           \
    do {                                                                                           \
        answer a = {.columns = (columns_)};                                                        \
        tg_rows to = {put_row, &a};                                                                \
        tagger_error err = {.status = TAGGER_OK};                                                  \
        tagger_status status = (call);                                                             \
        expect(&a, status, &err, expected);                                                        \
    } while (0)

static int64_t who(tg_store *store, const char *name)
{
    tg_names names;
    tagger_error err = {.status = TAGGER_OK};
    if (tg_names_find(&names, store, (tg_str){name, strlen(name)}, &err) != TAGGER_OK)
        fail_msg("%s", err.text);
    return names.n > 0 ? names.id[0] : 0;
}

static void a_surname_an_accent_or_a_case_finds_the_name(void **state)
{
    tg_store *store = ((fixture *)*state)->store;
    static const struct {
        const char *typed;
        const char *name;
    } cases[] = {
        {"Vincent Van Quickenborne", "Vincent Van Quickenborne"},
        {"van quickenborne", "Vincent Van Quickenborne"},
        {"QUICKENBORNE", "Vincent Van Quickenborne"},
        {"quicken", "Vincent Van Quickenborne"},
        {"Cludts", "Dries Cludts"},
        {"cludts dries", "Dries Cludts"},
        {"l'echo", "L’Écho"},
        {"Q:belgium", "Belgium"},
        {"party:n:open vld", "Open VLD"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char expected[80];
        (void)snprintf(expected, sizeof expected, "%s\n", cases[i].name);
        EXPECT(" name ", expected, tg_query_find(store, who(store, cases[i].typed), to, &err));
    }
    assert_int_equal(who(store, "Nobody Here"), 0);
    assert_int_equal(who(store, ""), 0);
    assert_int_equal(who(store, "\" OR *"), 0);
}

static void a_slip_of_the_pen_is_forgiven(void **state)
{
    tg_store *store = ((fixture *)*state)->store;
    EXPECT(" name ", "Dries Cludts\n", tg_names_suggest(store, TG_LIT("Dreis Cluds"), 3, to, &err));
    EXPECT(" name ", "Vincent Van Quickenborne\n",
           tg_names_suggest(store, TG_LIT("Quikenborn"), 3, to, &err));
    EXPECT(" name ", "", tg_names_suggest(store, TG_LIT("Zzyzx"), 3, to, &err));
}

static void the_card_tells_counts_and_other_names(void **state)
{
    tg_store *store = ((fixture *)*state)->store;
    EXPECT(" name type stories mentions first_date last_date aliases ",
           "Vincent Van Quickenborne|person|2|3|2021-08-03|2021-09-03|Van Quickenborne\n",
           tg_query_find(store, who(store, "quickenborne"), to, &err));
}

static void the_nearest_come_first_with_their_sentence(void **state)
{
    tg_store *store = ((fixture *)*state)->store;
    tg_filter all = {.limit = 2};
    EXPECT(" name tested stories sentence uri ",
           "Dries Cludts|yes|2|Dries Cludts defends Oppo.|again\n"
           "Belgium|no|1|The phones of Oppo are safe, said spokesman Dries Cludts. In Belgium "
           "nobody reads L’Écho.|phones\n",
           tg_query_related(store, who(store, "Oppo"), &all, to, &err));
    tg_filter persons = {.type = "person"};
    EXPECT(" name ", "Dries Cludts\n",
           tg_query_related(store, who(store, "Oppo"), &persons, to, &err));
}

static void a_country_stands_beside_countries_only_when_asked(void **state)
{
    tg_store *store = ((fixture *)*state)->store;
    tg_filter all = {.limit = 0};
    EXPECT(" type ", "person\norganization\nperson\norganization\nparty\n",
           tg_query_related(store, who(store, "Belgium"), &all, to, &err));
    tg_filter countries = {.type = "country"};
    EXPECT(" name ", "China\n",
           tg_query_related(store, who(store, "Belgium"), &countries, to, &err));
}

static void a_slice_counts_anew(void **state)
{
    tg_store *store = ((fixture *)*state)->store;
    tg_filter august = {.since = TG_LIT("2021-08"), .until = TG_LIT("2021-08")};
    EXPECT(" name stories documents tested ",
           "Vincent Van Quickenborne|no|1|1\nOpen VLD|no|1|1\nOppo|no|1|1\nBelgium|no|1|1\n",
           tg_query_related(store, who(store, "Cludts"), &august, to, &err));
    EXPECT(" name stories ",
           "Dries Cludts|2\nVincent Van Quickenborne|1\nBelgium|1\nOpen VLD|1\nOppo|1\n",
           tg_query_top(store, &august, to, &err));
}

static void a_slice_is_ranked_by_what_is_counted_in_it(void **state)
{
    tg_store *store = ((fixture *)*state)->store;
    /* Of all articles Ann is in most, of those of October Cid is. */
    static const graph_article more[] = {
        {"o1", "2021-10-01", "[p:Cid Raes] swims."},
        {"o2", "2021-10-02", "[p:Cid Raes] and [p:Ann Peeters] run."},
        {"o3", "2021-10-03", "[o:Acme] grows. [o:Acme] and [o:Acme] and [o:Acme] grow."},
        {"n1", "2021-11-01", "[p:Ann Peeters] rests, says [o:Oppo]."},
        {"n2", "2021-11-02", "[p:Ann Peeters] sleeps near [o:Oppo]."},
    };
    tg_filter october = {.since = TG_LIT("2021-10"), .until = TG_LIT("2021-10")};
    graph_add(store, "L", more, sizeof more / sizeof *more);
    assert_int_equal(tg_store_link(store, false, NULL), TAGGER_OK);
    EXPECT(" name stories mentions ", "Cid Raes|2|2\nAcme|1|4\nAnn Peeters|1|1\n",
           tg_query_top(store, &october, to, &err));
    october.by = "mentions";
    EXPECT(" name mentions ", "Acme|4\nCid Raes|2\nAnn Peeters|1\n",
           tg_query_top(store, &october, to, &err));
    october.by = "documents";
    october.type = "person";
    october.limit = 1;
    EXPECT(" name documents ", "Cid Raes|2\n", tg_query_top(store, &october, to, &err));
    tg_filter none = {.since = TG_LIT("2030")};
    EXPECT(" name ", "", tg_query_top(store, &none, to, &err));
}

static int64_t cludts;
static int64_t quickenborne;

static char *listen(tg_store *store, tagger_status (*ask)(tg_store *, const tg_filter *, tg_rows),
                    const tg_filter *f)
{
    answer a = {.columns = " name type stories documents mentions closeness g2 npmi weight tested "
                           "first_date last_date sentence month per_1000 uri snippet "};
    assert_int_equal(ask(store, f, (tg_rows){put_row, &a}), TAGGER_OK);
    tg_buf_char(&a.text, '\0');
    return a.text.p;
}

static tagger_status top(tg_store *store, const tg_filter *f, tg_rows to)
{
    return tg_query_top(store, f, to, NULL);
}

static tagger_status related(tg_store *store, const tg_filter *f, tg_rows to)
{
    return tg_query_related(store, cludts, f, to, NULL);
}

static tagger_status timeline(tg_store *store, const tg_filter *f, tg_rows to)
{
    return tg_query_timeline(store, quickenborne, 0, f, to, NULL);
}

static tagger_status search(tg_store *store, const tg_filter *f, tg_rows to)
{
    return tg_query_search(store, TG_LIT("of"), f, to, NULL);
}

static tagger_status facets(tg_store *store, const tg_filter *f, tg_rows to)
{
    return tg_query_facets(store, TG_LIT("of"), f, to, NULL);
}

/** Copies that stand in other months, somebody merged, somebody ignored. */
static void make_it_hard(tg_store *store)
{
    const graph_article copies[] = {
        {"phones2", "2021-08-01", news[0].markup},
        {"party3", "2021-09-01", news[2].markup},
    };
    const tg_decision same = {.a = TG_LIT("person:n:dries cludts"),
                              .b = TG_LIT("person:n:ann peeters"),
                              .verdict = TG_LIT("same")};
    const tg_decision ignore = {.a = TG_LIT("organization:n:l echo"), .verdict = TG_LIT("ignore")};
    graph_add(store, "L", copies, sizeof copies / sizeof *copies);
    assert_int_equal(tg_decide(store, &same, NULL), TAGGER_OK);
    assert_int_equal(tg_decide(store, &ignore, NULL), TAGGER_OK);
    assert_int_equal(tg_store_link(store, false, NULL), TAGGER_OK);
    cludts = who(store, "Cludts");
    quickenborne = who(store, "Quickenborne");
}

static void a_slice_of_everything_is_everything(void **state)
{
    static tagger_status (*const questions[])(tg_store *, const tg_filter *,
                                              tg_rows) = {top, related, timeline, search, facets};
    static const char *const orders[] = {"stories", "documents", "mentions"};
    tg_store *store = ((fixture *)*state)->store;
    make_it_hard(store);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        for (size_t k = 0; k < sizeof orders / sizeof *orders; k++) {
            tg_filter all = {.by = questions[i] == top ? orders[k] : NULL};
            tg_filter slice = all;
            slice.since = TG_LIT("2021-07-31");
            slice.until = TG_LIT("2021-09-30");
            char *wanted = listen(store, questions[i], &all);
            char *got = listen(store, questions[i], &slice);
            assert_true(wanted[0] != '\0');
            assert_string_equal(got, wanted);
            free(wanted);
            free(got);
        }
    }
}

static void a_slice_survives_each_failed_allocation(void **state)
{
    static tagger_status (*const questions[])(tg_store *, const tg_filter *,
                                              tg_rows) = {top, related, timeline, search, facets};
    tg_store *store = ((fixture *)*state)->store;
    tg_filter slice = {.since = TG_LIT("2021-08-01"), .until = TG_LIT("2021-09-03")};
    make_it_hard(store);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        tagger_status status = TAGGER_E_NOMEM;
        for (long k = 0; status != TAGGER_OK; k++) {
            answer a = {.columns = " name "};
            tg_mem_fail_after(k);
            status = questions[i](store, &slice, (tg_rows){put_row, &a});
            tg_mem_fail_after(-1);
            assert_true(status == TAGGER_OK || status == TAGGER_E_NOMEM);
            tg_buf_dispose(&a.text);
        }
    }
}

static void evidence_is_one_row_a_story(void **state)
{
    tg_store *store = ((fixture *)*state)->store;
    tg_filter all = {.limit = 0};
    EXPECT(" date gap copies sentence ",
           "2021-09-03|7|1|Open VLD backs Vincent Van Quickenborne.\n"
           "2021-08-03|4|1|Vincent Van Quickenborne of Open VLD met Dries Cludts.\n",
           tg_query_evidence(store, who(store, "Open VLD"), who(store, "Quickenborne"), &all, to,
                             &err));
    EXPECT(" uri ", "",
           tg_query_evidence(store, who(store, "Oppo"), who(store, "China"), &all, to, &err));
}

static void a_path_goes_over_people_and_not_over_countries(void **state)
{
    tg_store *store = ((fixture *)*state)->store;
    EXPECT(" hop source target sentence ",
           "1|Oppo|Dries Cludts|Dries Cludts defends Oppo.\n"
           "2|Dries Cludts|Open VLD|Vincent Van Quickenborne of Open VLD met Dries Cludts.\n",
           tg_path(store, who(store, "Oppo"), who(store, "Open VLD"), 4, to, &err));
    EXPECT(" hop source target ", "",
           tg_path(store, who(store, "Oppo"), who(store, "China"), 4, to, &err));
    EXPECT(" hop ", "", tg_path(store, who(store, "Oppo"), who(store, "Open VLD"), 1, to, &err));
}

/** The names on the way from one to another, in a database filled with n articles. */
static void expect_way(const graph_article *articles, size_t n, bool backwards,
                       const char *expected)
{
    char *folder = graph_folder();
    char *path = graph_path(folder, "ways.db");
    tg_store *store = graph_open(path);
    for (size_t i = 0; i < n; i++) graph_add(store, "L", &articles[backwards ? n - 1 - i : i], 1);
    assert_int_equal(tg_store_link(store, false, NULL), TAGGER_OK);
    EXPECT(" target ", expected, tg_path(store, who(store, "Ann"), who(store, "Zed"), 5, to, &err));
    tg_store_close(store);
    graph_folder_remove(folder);
    free(path);
}

static void of_equal_ways_the_same_is_taken_whatever_came_first(void **state)
{
    (void)state;
    static const graph_article ways[] = {
        {"1", "2021-07-01", "[p:Ann] met [p:Cid]."}, {"2", "2021-07-02", "[p:Cid] met [p:Zed]."},
        {"3", "2021-07-03", "[p:Ann] met [p:Bob]."}, {"4", "2021-07-04", "[p:Bob] met [p:Zed]."},
        {"5", "2021-07-05", "[p:Ann] met [p:Dan]."}, {"6", "2021-07-06", "[p:Dan] met [p:Zed]."},
    };
    expect_way(ways, 6, false, "Bob\nZed\n");
    expect_way(ways, 6, true, "Bob\nZed\n");
    /* Both know a country, which is no way; theirs is the longer one over three. */
    static const graph_article long_way[] = {
        {"1", "2021-07-01", "[p:Ann] met [p:Cid] in [C:Peru]."},
        {"2", "2021-07-02", "[p:Zed] met [p:Bob] in [C:Peru]."},
        {"3", "2021-07-03", "[p:Cid] met [p:Eva]."},
        {"4", "2021-07-04", "[p:Eva] met [p:Bob]."},
    };
    expect_way(long_way, 4, false, "Cid\nEva\nBob\nZed\n");
    expect_way(long_way, 4, true, "Cid\nEva\nBob\nZed\n");
    /* A nearer one is stronger, and counts more than its name. */
    static const graph_article nearer[] = {
        {"1", "2021-07-01", "[p:Ann], [p:Cid]."},
        {"2", "2021-07-02", "[p:Cid], [p:Zed]."},
        {"3", "2021-07-03", "[p:Ann] met [p:Bob]."},
        {"4", "2021-07-04", "[p:Bob] met [p:Zed]."},
    };
    expect_way(nearer, 4, false, "Cid\nZed\n");
    expect_way(nearer, 4, true, "Cid\nZed\n");
}

static void a_long_way_goes_round_countries(void **state)
{
    (void)state;
    static const graph_article ways[] = {
        {"1", "2021-07-01", "[p:Ann] met [p:Bob]."},
        {"2", "2021-07-02", "[p:Bob] met [p:Cid] and [p:Dan]."},
        {"3", "2021-07-03", "[p:Cid] met [o:Eon] while [p:Dan] slept far away."},
        {"4", "2021-07-04", "[o:Eon] met [p:Zed]."},
        {"5", "2021-07-05", "[p:Ann] saw [c:China]."},
        {"6", "2021-07-06", "[c:China] saw [p:Zed]."},
    };
    expect_way(ways, 6, false, "Bob\nCid\nEon\nZed\n");
    expect_way(ways, 6, true, "Bob\nCid\nEon\nZed\n");
    expect_way(ways + 4, 2, false, "");
}

static void a_crowd_does_not_hide_the_way(void **state)
{
    (void)state;
    enum { N = 700 };
    static graph_article crowd[N + 1];
    static char uris[N][8];
    static char markups[N][64];
    for (int i = 0; i < N; i++) {
        (void)snprintf(uris[i], sizeof uris[i], "u%d", i);
        (void)snprintf(markups[i], sizeof markups[i], "[p:%s] met [p:Guest %d].",
                       i % 2 == 0 ? "Ann" : "Zed", i);
        crowd[i] = (graph_article){uris[i], "2021-07-01", markups[i]};
    }
    crowd[N] = (graph_article){"last", "2021-07-02", "[p:Guest 4] met [p:Guest 5]."};
    expect_way(crowd, N + 1, false, "Guest 4\nGuest 5\nZed\n");
}

static void a_merged_name_has_all_its_evidence_once(void **state)
{
    tg_store *store = ((fixture *)*state)->store;
    static const graph_article more = {
        "more", "2021-10-01", "[p:V. Van Quickenborne] left [y:Open VLD], said [p:Dries Cludts]."};
    tg_decision same = {.a = TG_LIT("person:n:vincent van quickenborne"),
                        .b = TG_LIT("person:n:v. van quickenborne"),
                        .verdict = TG_LIT("same")};
    tg_filter all = {.limit = 0};
    tg_filter autumn = {.since = TG_LIT("2021-09")};
    graph_add(store, "L", &more, 1);
    assert_int_equal(tg_decide(store, &same, NULL), TAGGER_OK);
    assert_int_equal(tg_store_link(store, false, NULL), TAGGER_OK);
    EXPECT(" uri ", "more\nparty2\nparty\n",
           tg_query_evidence(store, who(store, "Open VLD"), who(store, "Quickenborne"), &all, to,
                             &err));
    EXPECT(" name stories ", "Open VLD|2\nDries Cludts|1\n",
           tg_query_related(store, who(store, "Vincent"), &autumn, to, &err));
    EXPECT(" month stories ", "2021-09|1\n2021-10|1\n",
           tg_query_timeline(store, who(store, "Quickenborne"), 0, &autumn, to, &err));
}

static void the_timeline_counts_stories_a_month(void **state)
{
    tg_store *store = ((fixture *)*state)->store;
    tg_filter all = {.limit = 0};
    EXPECT(" month stories per_1000 ", "2021-07|1|1000.000\n2021-08|2|1000.000\n",
           tg_query_timeline(store, who(store, "Cludts"), 0, &all, to, &err));
    EXPECT(" month stories ", "2021-08|1\n2021-09|1\n",
           tg_query_timeline(store, who(store, "Open VLD"), who(store, "Quickenborne"), &all, to,
                             &err));
}

static void search_finds_words_and_who_is_named_there(void **state)
{
    tg_store *store = ((fixture *)*state)->store;
    tg_filter all = {.limit = 0};
    EXPECT(" uri snippet ",
           "phones|Spy warning The phones of Oppo are [safe], said [spokesman] Dries Cludts. In "
           "Belgium nobody reads L’Écho.\n",
           tg_query_search(store, TG_LIT("spokesman safe"), &all, to, &err));
    EXPECT(" uri ", "",
           tg_query_search(store, TG_LIT("\"safe said nobody\" AND ("), &all, to, &err));
    EXPECT(" uri ", "", tg_query_search(store, TG_LIT(" "), &all, to, &err));
    EXPECT(" name stories ", "Belgium|1\nDries Cludts|1\nL’Écho|1\nOppo|1\n",
           tg_query_facets(store, TG_LIT("phones"), &all, to, &err));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_surname_an_accent_or_a_case_finds_the_name),
        TEST(a_slip_of_the_pen_is_forgiven),
        TEST(the_card_tells_counts_and_other_names),
        TEST(the_nearest_come_first_with_their_sentence),
        TEST(a_country_stands_beside_countries_only_when_asked),
        TEST(a_slice_counts_anew),
        TEST(a_slice_is_ranked_by_what_is_counted_in_it),
        TEST(a_slice_of_everything_is_everything),
        TEST(a_slice_survives_each_failed_allocation),
        TEST(evidence_is_one_row_a_story),
        TEST(a_path_goes_over_people_and_not_over_countries),
        TEST(of_equal_ways_the_same_is_taken_whatever_came_first),
        TEST(a_long_way_goes_round_countries),
        TEST(a_crowd_does_not_hide_the_way),
        TEST(a_merged_name_has_all_its_evidence_once),
        TEST(the_timeline_counts_stories_a_month),
        TEST(search_finds_words_and_who_is_named_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
