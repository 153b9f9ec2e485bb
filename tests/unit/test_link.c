/* SPDX-License-Identifier: MIT */
#include "graph/link.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "graph/decide.h"
#include "graph/measure.h"
#include "graph/writer.h"
#include "support/graph.h"
#include "support/test.h"

typedef struct fixture {
    char *folder;
    char *path;
    tg_store *store;
} fixture;

static int set_up(void **state)
{
    fixture *f = malloc(sizeof *f);
    f->folder = graph_folder();
    f->path = graph_path(f->folder, "news.db");
    f->store = graph_open(f->path);
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

static void link_up(tg_store *store)
{
    tagger_error err = {.status = TAGGER_OK};
    if (tg_store_link(store, false, &err) != TAGGER_OK) fail_msg("%s", err.text);
}

/* Four stories; Ann and Beta together in two of them, 7 and 6 characters apart. */
static const graph_article toy[] = {
    {"one", "2021-07-01", "[p:Ann] leads [o:Beta]."},
    {"two", "2021-07-05", "[p:Ann] sold [o:Beta]."},
    {"three", "2021-07-03", "[p:Cid] met [p:Ann]."},
    {"four", "2021-07-04", "[p:Dan] met [o:Eon]."},
};

static void the_toy_computed_by_hand(void **state)
{
    fixture *f = *state;
    graph_add(f->store, "L", toy, 4);
    link_up(f->store);
    /* closeness (e^-.07 + e^-.06) / 2; G² of the table 2 1 / 0 1;
     * NPMI ln(.5 / (.75 * .5)) / ln 2; alpha 1 - 1.874 / 2.825 of Ann. One story is not tested. */
    graph_expect(
        f->store,
        "SELECT x.name, y.name, l.stories, l.documents, sentences, round(closeness, 6), "
        "round(g2, 6), round(npmi, 6), round(alpha, 6), round(weight, 6), l.first_date, "
        "l.last_date FROM links l JOIN entities x ON x.id = a JOIN entities y ON y.id = b "
        "ORDER BY x.name, y.name",
        "Ann|Beta|2|2|2|0.937079|1.726092|0.415037|0.336672|1.231142|2021-07-01|2021-07-05\n"
        "Ann|Cid|1|1|1|0.951229||||0.659342|2021-07-03|2021-07-03\n"
        "Dan|Eon|1|1|1|0.951229||||0.659342|2021-07-04|2021-07-04\n");
    graph_expect(f->store, "SELECT value FROM properties WHERE name = 'stories'", "4\n");
}

static void every_link_has_its_nearest_mentions(void **state)
{
    fixture *f = *state;
    graph_add(f->store, "L", toy, 4);
    link_up(f->store);
    graph_expect(f->store,
                 "SELECT d.uri FROM links l JOIN entities x ON x.id = a JOIN entities y ON "
                 "y.id = b JOIN mentions m ON m.id = mention_a JOIN documents d ON "
                 "d.id = document_id WHERE x.name = 'Ann' AND y.name = 'Beta'",
                 "two\n");
    graph_expect(f->store,
                 "SELECT count(*) FROM links l JOIN mentions m ON m.id = mention_a JOIN mentions n "
                 "ON n.id = mention_b WHERE m.entity_id = l.a AND n.entity_id = l.b AND "
                 "m.document_id = n.document_id",
                 "3\n");
}

static void the_order_of_input_does_not_matter(void **state)
{
    fixture *f = *state;
    char *path = graph_path(f->folder, "other.db");
    tg_store *other = graph_open(path);
    graph_add(f->store, "L", toy, 4);
    for (int i = 3; i >= 0; i--) graph_add(other, "L", &toy[i], 1);
    link_up(f->store);
    link_up(other);
    char *forward = graph_dump(f->store);
    char *backward = graph_dump(other);
    assert_string_equal(forward, backward);
    free(forward);
    free(backward);
    free(path);
    tg_store_close(other);
}

static void linking_twice_is_linking_once(void **state)
{
    fixture *f = *state;
    graph_add(f->store, "L", toy, 4);
    link_up(f->store);
    char *once = graph_dump(f->store);
    link_up(f->store);
    char *twice = graph_dump(f->store);
    assert_string_equal(once, twice);
    free(once);
    free(twice);
}

static void a_copy_is_another_document_and_no_other_story(void **state)
{
    fixture *f = *state;
    const graph_article copy = {"elsewhere", "2021-09-01", "[p:Ann] leads [o:Beta]."};
    graph_add(f->store, "L", toy, 4);
    graph_add(f->store, "L", &copy, 1);
    link_up(f->store);
    graph_expect(f->store,
                 "SELECT l.stories, l.documents, round(weight, 6) FROM links l JOIN entities x ON "
                 "x.id = a JOIN entities y ON y.id = b WHERE x.name = 'Ann' AND y.name = 'Beta'",
                 "2|3|1.231142\n");
    graph_expect(f->store,
                 "SELECT d.uri, o.uri, d.similarity FROM documents d JOIN documents o ON "
                 "o.id = d.story_id",
                 "elsewhere|one|1\n");
    graph_expect(f->store, "SELECT stories, documents FROM entities WHERE name = 'Ann'", "3|4\n");
}

static void two_countries_are_a_layer_of_their_own(void **state)
{
    fixture *f = *state;
    graph_article all[16];
    char uri[16][8];
    char markup[16][80];
    for (int i = 0; i < 16; i++) {
        (void)snprintf(uri[i], sizeof uri[i], "d%d", i);
        (void)snprintf(markup[i], sizeof markup[i],
                       i < 8 ? "[c:China] and [c:France] and [p:Ann %d]." : "[o:Beta] number %d.",
                       i);
        all[i] = (graph_article){uri[i], "2021-07-01", markup[i]};
    }
    graph_add(f->store, "L", all, 16);
    link_up(f->store);
    graph_expect(f->store, "SELECT count(*) FROM edges", "0\n");
    graph_expect(f->store, "SELECT stories, weight > 4 FROM country_edges", "8|1\n");
    /* They take nothing from the strength of their other links. */
    graph_expect(f->store,
                 "SELECT alpha IS NULL FROM links l JOIN entities x ON x.id = a JOIN entities y ON "
                 "y.id = b WHERE x.type = y.type",
                 "1\n");
}

static void decide(tg_store *store, const char *verdict, const char *a, const char *b)
{
    tg_decision d = {.a = {a, strlen(a)}, .verdict = {verdict, strlen(verdict)}};
    if (b != NULL) d.b = (tg_str){b, strlen(b)};
    assert_int_equal(tg_decide(store, &d, NULL), TAGGER_OK);
}

static bool no_row(void *context, const tg_row *row)
{
    (void)context;
    (void)row;
    return true;
}

static const char merged_links[] =
    "SELECT x.name, y.name, l.stories FROM links l JOIN entities x ON x.id = a JOIN entities y ON "
    "y.id = b ORDER BY 1, 2";

static void merging_counts_two_as_one_until_undone(void **state)
{
    fixture *f = *state;
    graph_add(f->store, "L", toy, 4);
    link_up(f->store);
    char *before = graph_dump(f->store);
    decide(f->store, "same", "person:n:ann", "person:n:cid");
    link_up(f->store);
    graph_expect(f->store, merged_links, "Ann|Beta|2\nDan|Eon|1\n");
    graph_expect(f->store, "SELECT stories FROM entities WHERE name = 'Ann'", "3\n");
    graph_expect(f->store, "SELECT label FROM nodes ORDER BY 1", "Ann\nBeta\nDan\nEon\n");

    assert_int_equal(tg_decide_undo(f->store, (tg_rows){no_row, NULL}, NULL), TAGGER_OK);
    link_up(f->store);
    char *after = graph_dump(f->store);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void a_merged_name_carries_over_someone_absent(void **state)
{
    fixture *f = *state;
    graph_add(f->store, "L", toy, 4);
    decide(f->store, "same", "person:n:nobody", "person:n:dan");
    decide(f->store, "same", "person:n:nobody", "person:n:cid");
    link_up(f->store);
    graph_expect(f->store,
                 "SELECT e.name, m.name FROM entities e JOIN entities m ON m.id = e.merged_into",
                 "Cid|Dan\n");
}

static void different_unties_one_knot(void **state)
{
    fixture *f = *state;
    graph_add(f->store, "L", toy, 4);
    decide(f->store, "same", "person:n:ann", "person:n:cid");
    decide(f->store, "same", "person:n:cid", "person:n:dan");
    decide(f->store, "different", "person:n:cid", "person:n:ann");
    link_up(f->store);
    graph_expect(f->store,
                 "SELECT e.name, m.name FROM entities e JOIN entities m ON m.id = e.merged_into",
                 "Dan|Cid\n");
}

static void an_ignored_name_has_no_links(void **state)
{
    fixture *f = *state;
    graph_add(f->store, "L", toy, 4);
    decide(f->store, "ignore", "organization:n:beta", NULL);
    link_up(f->store);
    graph_expect(f->store, merged_links, "Ann|Cid|1\nDan|Eon|1\n");
    tg_decision wrong = {.a = TG_LIT("x"), .verdict = TG_LIT("perhaps")};
    assert_int_equal(tg_decide(f->store, &wrong, NULL), TAGGER_E_USAGE);
}

/* ---- two hundred random articles against plain SQL ------------------------ */

static uint32_t rng = 20210731;

static uint32_t random_below(uint32_t n)
{
    rng ^= rng << 13;
    rng ^= rng >> 17;
    rng ^= rng << 5;
    return rng % n;
}

static void add_random(tg_store *store, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        char uri[16];
        char date[16];
        char markup[4096] = "# ";
        size_t at = 2;
        (void)snprintf(uri, sizeof uri, "u%u", random_below(n * 4));
        (void)snprintf(date, sizeof date, "2021-%02u-%02u", 1 + random_below(12),
                       1 + random_below(28));
        for (uint32_t k = 0; k < 3 + random_below(20); k++) {
            static const char *const between[] = {" ", " met ", ". ", ".\n\n", " …, so they say, "};
            at += (size_t)snprintf(markup + at, sizeof markup - at, "[%c:%c%u]%s",
                                   "poyc"[random_below(4)], 'A' + (int)random_below(4),
                                   random_below(5), between[random_below(5)]);
        }
        graph_add(store, "L", &(graph_article){uri, date, markup}, 1);
    }
}

static void links_are_what_plain_sql_says(void **state)
{
    fixture *f = *state;
    add_random(f->store, 200);
    link_up(f->store);
    /* Every number of a link from the pairs, the slow way; closeness up to rounding. */
    static const char twin[] =
        "WITH told AS (SELECT a, b, coalesce(story_id, d.id) AS s, max(tg_closeness(gap)) AS c, "
        "max(sentences) AS sentences, count(*) AS n, min(date) AS f, max(date) AS l FROM pairs "
        "JOIN documents d ON d.id = document_id GROUP BY a, b, s), "
        "named AS (SELECT DISTINCT entity_id AS e, coalesce(story_id, d.id) AS s FROM mentions "
        "JOIN documents d ON d.id = document_id WHERE zone IN ('headline', 'body')), "
        "sums AS (SELECT a, b, count(*) AS stories, sum(n) AS documents, sum(sentences) AS "
        "sentences, sum(c) / count(*) AS closeness, min(f) AS f, max(l) AS l FROM told GROUP BY "
        "a, b), full AS (SELECT *, tg_g2(stories, (SELECT count(*) FROM named WHERE e = a), "
        "(SELECT count(*) FROM named WHERE e = b), (SELECT count(*) FROM documents WHERE story_id "
        "IS NULL)) AS g2 FROM sums) ";
    char sql[4096];
    (void)snprintf(sql, sizeof sql,
                   "%s SELECT count(*) FROM full JOIN links k ON k.a = full.a AND k.b = full.b AND "
                   "k.stories = full.stories AND k.documents = full.documents AND k.sentences = "
                   "full.sentences AND abs(k.closeness - full.closeness) < 1e-9 AND "
                   "(k.g2 IS NULL AND full.stories = 1 OR abs(k.g2 - full.g2) < 1e-9) AND "
                   "k.first_date = f AND k.last_date = l AND "
                   "abs(k.weight - tg_weight(full.closeness, full.g2, full.stories)) < 1e-8",
                   twin);
    char *same = graph_ask(f->store, sql);
    char *all = graph_ask(f->store, "SELECT count(*) FROM links");
    char *distinct = graph_ask(f->store, "SELECT count(*) FROM (SELECT DISTINCT a, b FROM pairs)");
    assert_true(strtol(all, NULL, 10) > 500);
    assert_string_equal(same, all);
    assert_string_equal(all, distinct);
    free(same);
    free(all);
    free(distinct);
    graph_expect(f->store, "PRAGMA foreign_key_check", "");
}

/* ---- memory -------------------------------------------------------------------- */

/** Let each allocation fail in its turn: nothing is changed then, and it goes well afterwards. */
static void link_without_memory(tg_store *store, bool whole)
{
    char *before = graph_dump(store);
    for (long k = 0;; k++) {
        tagger_error err = {.status = TAGGER_OK};
        tg_mem_fail_after(k);
        tagger_status status = tg_store_link(store, whole, &err);
        tg_mem_fail_after(-1);
        if (status == TAGGER_OK) break;
        assert_int_equal(status, TAGGER_E_NOMEM);
        assert_non_null(strstr(err.text, "memory ran out"));
        char *after = graph_dump(store);
        assert_string_equal(after, before);
        free(after);
    }
    free(before);
}

static void survives_each_failed_allocation(void **state)
{
    fixture *f = *state;
    bool found = false;
    const graph_article more[] = {
        {"five", "2021-07-06", "[p:Ann] left [o:Beta] for [o:Eon]."},
        {"two", "2021-07-06", "[p:Ann] bought [o:Beta]."},
    };
    add_random(f->store, 20);
    graph_add(f->store, "L", toy, 4);
    link_without_memory(f->store, true);
    graph_add(f->store, "L", more, 2);
    assert_int_equal(tg_store_remove(&found, f->store, TG_LIT("three"), NULL), TAGGER_OK);
    decide(f->store, "same", "person:n:ann", "person:n:cid");
    link_up(f->store);
    graph_add(f->store, "L", &toy[2], 1);
    link_without_memory(f->store, false);
    char *mended = graph_dump(f->store);
    assert_int_equal(tg_store_link(f->store, true, NULL), TAGGER_OK);
    char *made = graph_dump(f->store);
    assert_string_equal(mended, made);
    free(mended);
    free(made);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_toy_computed_by_hand),
        TEST(every_link_has_its_nearest_mentions),
        TEST(the_order_of_input_does_not_matter),
        TEST(linking_twice_is_linking_once),
        TEST(a_copy_is_another_document_and_no_other_story),
        TEST(two_countries_are_a_layer_of_their_own),
        TEST(merging_counts_two_as_one_until_undone),
        TEST(a_merged_name_carries_over_someone_absent),
        TEST(different_unties_one_knot),
        TEST(an_ignored_name_has_no_links),
        TEST(links_are_what_plain_sql_says),
        TEST(survives_each_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
