/* SPDX-License-Identifier: MIT
 *
 * test_topic_weights.c — the table of topic weights, and the probability that it gives.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "support/test.h"
#include "support/topics.h"

static const char tree[] = "id\tparent\tname_en\n"
                           "t:a\t\tA\n"
                           "t:a1\tt:a\tA one\n"
                           "t:a2\tt:a\tA two\n"
                           "t:b\t\tB\n"
                           "t:b1\tt:b\tB one\n";

enum { A, A1, A2, B, B1, N };

static tg_taxonomy taxonomy;

static int set_up(void **state)
{
    (void)state;
    return tg_taxonomy_read(&taxonomy, TG_LIT(tree), "tree.tsv", NULL);
}

static int tear_down(void **state)
{
    (void)state;
    tg_taxonomy_dispose(&taxonomy);
    return 0;
}

static tagger_status read_table(tg_topic_weights *out, const char *tsv, tagger_error *err)
{
    return tg_topic_weights_read(out, (tg_str){tsv, strlen(tsv)}, "w.tsv", &taxonomy, err);
}

static void a_table_gives_the_probability_of_its_sum(void **state)
{
    (void)state;
    tg_topic_weights w;
    assert_int_equal(
        read_table(&w,
                   "topic\tevidence\tweight\n*\tbias\t-2\n*\tscore\t1.5\n*\thead\t0.25\n"
                   "*\tbeside\t-0.5\nt:a1\tbias\t0.5\nt:a1\tt:a2\t-1\nt:a1\tt:b1\t2\n",
                   NULL),
        TAGGER_OK);
    tg_topic_score at[] = {{A1, .said = 2}, {A2, .said = 0.75F}, {B1, .said = 0.5F}};
    uint16_t place[N] = {[A1] = 1, [A2] = 2, [B1] = 3};
    const tg_topic_scores scores = {3, at, place};
    const tg_topic_case x = {.concept = A1, .sign = {1, 2, 1, 0.75F}};
    /* -2 + 0.5 + 1.5 × 2 + 0.25 × 1 - 0.5 × 0.75 - 1 × 0.75 + 2 × 0.5 = 1.625 */
    assert_float_equal(tg_topic_probability(&w, &x, &scores), 1 / (1 + expf(-1.625F)), 1e-6);
    /* Neither bias nor links of its own: -2 + 1.5 × 0.75 = -0.875 */
    const tg_topic_case y = {.concept = A2, .sign = {1, 0.75F}};
    assert_float_equal(tg_topic_probability(&w, &y, &scores), 1 / (1 + expf(0.875F)), 1e-6);
    tg_topic_weights_dispose(&w);
}

static void links_stand_with_the_topic_that_they_speak_for(void **state)
{
    (void)state;
    static const struct {
        tg_concept to;
        uint32_t n;
        tg_topic_link links[2];
    } expected[] = {
        {A, 0, {{0}}}, {A1, 2, {{A2, 1}, {B1, 4}}}, {A2, 1, {{A1, 3}}},
        {B, 0, {{0}}}, {B1, 2, {{A2, 2}, {A1, 5}}},
    };
    tg_topic_weights w;
    assert_int_equal(
        read_table(&w,
                   "topic\tevidence\tweight\nt:a1\tt:a2\t1\nt:b1\tt:a2\t2\nt:a2\tt:a1\t3\n"
                   "t:a1\tt:b1\t4\nt:b1\tt:a1\t5\n",
                   NULL),
        TAGGER_OK);
    assert_int_equal(w.first[0], 0);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        uint32_t first = w.first[expected[i].to];
        assert_int_equal(w.first[expected[i].to + 1] - first, expected[i].n);
        for (uint32_t k = 0; k < expected[i].n; k++) {
            assert_int_equal(w.links[first + k].from, expected[i].links[k].from);
            assert_float_equal(w.links[first + k].weight, expected[i].links[k].weight, 1e-6);
        }
    }
    tg_topic_weights_dispose(&w);
}

static void an_empty_table_says_nothing(void **state)
{
    (void)state;
    static const char *const tables[] = {"", "topic\tevidence\tweight\n"};
    tg_topic_score at[] = {{A1, .said = 3}, {B1, .said = 3}};
    uint16_t place[N] = {[A1] = 1, [B1] = 2};
    const tg_topic_scores scores = {2, at, place};
    const tg_topic_case x = {.concept = A1, .sign = {1, 3, 2, 1}};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        tg_topic_weights w;
        assert_int_equal(read_table(&w, tables[i], NULL), TAGGER_OK);
        assert_int_equal(w.first[N], 0);
        assert_float_equal(tg_topic_probability(&w, &x, &scores), 0.5, 1e-6);
        tg_topic_weights_dispose(&w);
    }
}

#define HEADER "topic\tevidence\tweight\n"
#define THREE  "w.tsv:3: a row has three columns: topic, evidence, weight"
#define NUMBER "w.tsv:3: the weight is not a number"

static void a_wrong_row_names_line_and_reason(void **state)
{
    (void)state;
    static const struct {
        const char *row;
        const char *error;
    } cases[] = {
        {"t:a1\tt:a2", THREE},
        {"t:a1\tt:a2\t1\t2", THREE},
        {"", THREE},
        {"t:z\tt:a2\t1", "w.tsv:3: the topic is not known"},
        {"t:a1\tt:z\t1", "w.tsv:3: the evidence is not known"},
        {"t:a1\tscore\t1", "w.tsv:3: the evidence is not known"},
        {"*\tt:a2\t1", "w.tsv:3: the evidence is not known"},
        {"t:a1\tt:a2\t", NUMBER},
        {"t:a1\tt:a2\tmuch", NUMBER},
        {"t:a1\tt:a2\t1x", NUMBER},
        {"t:a1\tt:a2\tnan", NUMBER},
        {"t:a1\tt:a2\t100.1", "w.tsv:3: the weight is not between -100 and 100"},
        {"t:a1\tt:a2\t1.2.3", NUMBER},
        {"t:a1\tt:a2\t1.", NUMBER},
        {"t:a1\tt:a2\t-", NUMBER},
        {"t:a1\tt:a2\t-1e9", NUMBER},
        {"t:a1\tt:a2\t1.000000000000000000000000000000001", NUMBER},
        {"t:\xff\tt:a2\t1", "w.tsv:3: "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char tsv[256];
        tg_topic_weights w;
        tagger_error err = {0};
        (void)snprintf(tsv, sizeof tsv, HEADER "*\tbias\t1\n%s\n*\thead\t1\n", cases[i].row);
        assert_int_equal(read_table(&w, tsv, &err), TAGGER_E_DATA);
        if (strncmp(err.text, cases[i].error, strlen(cases[i].error)) != 0)
            fail_msg("'%s': %s", cases[i].row, err.text);
        assert_int_equal(err.line, 3);
        tg_topic_weights_dispose(&w);
    }
}

static void a_list_with_a_wrong_table_is_refused(void **state)
{
    (void)state;
    const test_table tables[] = {
        {"topics/mediatopics.tsv", TG_FILE_IS_BLOB, tree},
        {"topics/weights.tsv", TG_FILE_IS_BLOB, HEADER "t:a1\tt:a9\t1\n"},
    };
    test_topics topics;
    tagger_error err = {0};
    assert_int_equal(test_topics_make(&topics, tables, 2, NULL, 0, &err), TAGGER_E_DATA);
    assert_string_equal(err.text, "topics/weights.tsv:2: the evidence is not known");
    test_topics_dispose(&topics);
}

/** What was said of a concept; -1: nothing. */
static float said_of(const tg_topics *found, tg_concept concept)
{
    const tg_topic_score *score = tg_topic_score_of(&found->scores, concept);
    return score != NULL ? score->said : -1;
}

/** What is given below a topic, and how sure. */
static void weights_say_what_is_given(void **state)
{
    (void)state;
    static const struct {
        const char *weights;
        bool given;
    } cases[] = {
        {HEADER "*\tbias\t-9\n", false},
        {HEADER "*\tbias\t-9\n*\tscore\t9\n", true},
        {HEADER "*\tbias\t-9\nt:a1\tbias\t12\n", true},
        {HEADER "*\tbias\t-9\nt:a1\tt:a2\t12\n", true}, /* the other term speaks for it */
        {HEADER "*\tbias\t-9\nt:a1\tt:b1\t12\n", false},
        {HEADER "*\tbias\t9\n*\tbeside\t-12\n", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const test_table tables[] = {
            {"topics/mediatopics.tsv", TG_FILE_IS_BLOB, tree},
            {"topics/weights.tsv", TG_FILE_IS_BLOB, cases[i].weights},
            {"topics/en.tsv", TG_KIND_TOPIC,
             "topic\tterm\tweight\tmatch\nt:a1\tgoal\t3\tfold\nt:a2\tkeeper\t3\tfold\n"},
        };
        test_topics topics;
        test_view v;
        tg_topics found;
        const tg_topics_wanted wanted = {.mode = TAGGER_TOPICS_ALL};
        assert_int_equal(test_topics_make(&topics, tables, 3, NULL, 0, NULL), TAGGER_OK);
        assert_int_equal(test_view_make(&v, &topics, TG_LIT("goal goal keeper keeper"), "en"),
                         TAGGER_OK);
        assert_int_equal(tg_topics_find(&found, &v.arena, topics.model, &v.resolved, &wanted, NULL),
                         TAGGER_OK);
        assert_int_equal(found.n_cases, 2);
        assert_float_equal(found.cases[0].sign[TG_SIGN_SCORE], said_of(&found, A1), 1e-6);
        assert_float_equal(found.cases[0].sign[TG_SIGN_BESIDE], said_of(&found, A2), 1e-6);
        float sure = tg_topic_probability(&topics.model->weights, &found.cases[0], &found.scores);
        bool given = false;
        for (uint32_t k = 0; k < found.n; k++) {
            if (!tg_str_eq(found.at[k].id, TG_LIT("t:a1"))) continue;
            given = true;
            assert_float_equal(found.at[k].confidence, sure, 1e-6);
        }
        assert_int_equal(given, cases[i].given);
        test_view_dispose(&v);
        test_topics_dispose(&topics);
    }
}

static void survives_each_failed_allocation(void **state)
{
    (void)state;
    tagger_status status = TAGGER_E_NOMEM;
    long k = 0;
    for (; status != TAGGER_OK; k++) {
        tg_topic_weights w;
        tg_mem_fail_after(k);
        status = read_table(&w, HEADER "*\tbias\t1\nt:a1\tt:a2\t1\nt:a2\tt:a1\t1\n", NULL);
        tg_mem_fail_after(-1);
        assert_true(status == TAGGER_OK || status == TAGGER_E_NOMEM);
        tg_topic_weights_dispose(&w);
    }
    assert_true(k > 4); /* biases, begins, rows, links */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_gives_the_probability_of_its_sum),
        cmocka_unit_test(links_stand_with_the_topic_that_they_speak_for),
        cmocka_unit_test(an_empty_table_says_nothing),
        cmocka_unit_test(a_wrong_row_names_line_and_reason),
        cmocka_unit_test(a_list_with_a_wrong_table_is_refused),
        cmocka_unit_test(weights_say_what_is_given),
        cmocka_unit_test(survives_each_failed_allocation),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
