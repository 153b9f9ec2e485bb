/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "support/test.h"
#include "support/topics.h"

#define HEADER "category\twhat\tterms\tweight\twithin\n"

static float everywhere(const tg_view *view, uint32_t token)
{
    (void)view;
    (void)token;
    return 1;
}

/** "id score terms…" of each category that the text falls into under the rules. */
static void judge(char *out, size_t room, const char *rules, const char *text)
{
    const test_table table = {"rules.tsv", TG_FILE_IS_BLOB, rules};
    test_topics topics;
    test_view v;
    tagger_error err = {0};
    tg_rule_topics found = {0};
    size_t n = 0;
    out[0] = '\0';
    assert_int_equal(test_topics_make(&topics, &table, 1, NULL, 0, &err), TAGGER_OK);
    assert_int_equal(test_view_make(&v, &topics, (tg_str){text, strlen(text)}, NULL), TAGGER_OK);
    assert_int_equal(
        tg_rules_find(&found, &v.arena, topics.model->rules, &v.view, everywhere, &err), TAGGER_OK);
    for (uint32_t i = 0; i < found.n; i++) {
        const tagger_topic *t = &found.at[i];
        n += (size_t)snprintf(out + n, room - n, "%s%.*s %.1f", i > 0 ? "; " : "", (int)t->id.n,
                              t->id.p, (double)t->score);
        for (uint32_t k = 0; k < t->n_terms; k++) {
            n += (size_t)snprintf(out + n, room - n, " %.*s:%u", (int)t->terms[k].term.n,
                                  t->terms[k].term.p, t->terms[k].count);
        }
    }
    test_view_dispose(&v);
    test_topics_dispose(&topics);
}

static void assert_judged(const char *rules, const char *text, const char *expected)
{
    char got[512];
    judge(got, sizeof got, rules, text);
    assert_string_equal(got, expected);
}

static void a_term_adds_its_weight_and_less_each_time(void **state)
{
    (void)state;
    const char *rules = HEADER "a\tterm\tspy\t3\t\n";
    assert_judged(rules, "A spy.", "a 3.0 spy:1");
    assert_judged(rules, "A spy, a SPY and a Spy.", "a 6.0 spy:3");
    assert_judged(rules, "No spies.", "");
}

static void a_threshold_must_be_reached(void **state)
{
    (void)state;
    const char *rules = HEADER "a\tthreshold\t\t5\t\na\tterm\tspy\t3\t\na\tterm\tphone\t2\t\n";
    assert_judged(rules, "A spy.", "");
    assert_judged(rules, "A spy phone.", "a 5.0 spy:1 phone:1");
    assert_judged(HEADER "a\tterm\tspy\t3\t\na\tterm\tfilm\t-3\t\n", "A spy film.", "");
}

static void stars_quotes_and_rows_of_words(void **state)
{
    (void)state;
    const char *rules = HEADER "a\tterm\tsmart phone* | \"IT\" | émi* | \"Koa*\"\t1\t\n";
    assert_judged(rules, "Smart phones", "a 1.0 smart phone*:1");
    assert_judged(rules, "smart\n\nphones", "");
    assert_judged(rules, "IT is it", "a 1.0 IT:1");
    assert_judged(rules, "Émigrés", "a 1.0 émi*:1");
    assert_judged(rules, "Koala koala", "a 1.0 Koa*:1");
    assert_judged(HEADER "a\tterm\t\"R&D\" | \"a|b\"\t1\t\n", "Their R&D", "a 1.0 R&D:1");
}

static void all_groups_must_occur(void **state)
{
    (void)state;
    const char *rules = HEADER "a\tall\tphone* | handset & spy*\t4\t\n";
    assert_judged(rules, "A phone.", "");
    assert_judged(rules, "Spying by handset. A spy.", "a 4.0 spy*:2 handset:1");
}

static void nearness_counts_the_words_between(void **state)
{
    (void)state;
    const char *rules = HEADER "a\tall\tphone & spy\t4\t2\n";
    assert_judged(rules, "phone one two spy", "a 4.0 phone:1 spy:1");
    assert_judged(rules, "phone one two three spy", "");
    assert_judged(rules, "spy x x x phone x spy", "a 4.0 spy:2 phone:1");
    assert_judged(HEADER "a\tall\tx & x y\t1\t1\n", "x y", "a 1.0 x:1 x y:1");
}

static void conditions_switch_a_category_off(void **state)
{
    (void)state;
    const char *rules = HEADER "a\tterm\tspy\t3\t\na\tmust\tphone & maker\t\t\na\tnot\tfilm\t\t\n";
    assert_judged(rules, "A spy", "");
    assert_judged(rules, "A spy and a phone maker", "a 3.0 spy:1 phone:1 maker:1");
    assert_judged(rules, "A spy and a phone maker in a film", "");
    assert_judged(HEADER "a\tterm\tspy\t1\t\na\tnot\tspy & film\t\t1\n", "spy in a film",
                  "a 1.0 spy:1");
}

static void categories_stand_by_their_confidence(void **state)
{
    (void)state;
    assert_judged(HEADER
                  "# a comment\n\na\tthreshold\t\t2\t\na\tterm\tspy\t2\t\nb\tterm\tspy\t3\t\n"
                  "c\tterm\tspy\t3\t\n",
                  "spy", "b 3.0 spy:1; c 3.0 spy:1; a 2.0 spy:1");
}

static void wrong_rows_name_file_line_and_reason(void **state)
{
    (void)state;
    static const struct {
        const char *tsv;
        const char *error;
    } cases[] = {
        {HEADER "a\tterm\t\xff\t1\t\n", "rules.tsv:2: byte 0xff is not UTF-8"},
        {"category\twhat\n",
         "rules.tsv:1: the header is not: category, what, terms, weight, within"},
        {HEADER "a\tterm\tspy\t1\n",
         "rules.tsv:2: a row has five columns: category, what, terms, weight, within"},
        {HEADER "a\tterm\tspy\t1\t\t\n",
         "rules.tsv:2: a row has five columns: category, what, terms, weight, within"},
        {HEADER "\nA\tterm\tspy\t1\t\n",
         "rules.tsv:3: category 'A': small letters, digits and - _ : . and not medtop:"},
        {HEADER "medtop:x\tterm\tspy\t1\t\n",
         "rules.tsv:2: category 'medtop:x': small letters, digits and - _ : . and not medtop:"},
        {HEADER "a\tand\tspy\t1\t\n",
         "rules.tsv:2: 'and' is none of label, threshold, term, all, must and not"},
        {HEADER "a\tterm\t\t1\t\n", "rules.tsv:2: an empty term beside | or &"},
        {HEADER "a\tterm\tspy |\t1\t\n", "rules.tsv:2: an empty term beside | or &"},
        {HEADER "a\tterm\tspy & phone\t1\t\n", "rules.tsv:2: groups (&) go with all, must and not"},
        {HEADER "a\tall\tspy\t1\t5\n", "rules.tsv:2: within wants two groups: a & b"},
        {HEADER "a\tmust\tspy\t1\t\n", "rules.tsv:2: must and not have no weight"},
        {HEADER "a\tterm\tspy\tx\t\n", "rules.tsv:2: 'x' is not a whole number from 1 to 1000"},
        {HEADER "a\tterm\tspy\t99999999999\t\n",
         "rules.tsv:2: '99999999999' is not a whole number from 1 to 1000"},
        {HEADER "a\tthreshold\t\t-1\t\n", "rules.tsv:2: '-1' is not a whole number from 1 to 1000"},
        {HEADER "a\tterm\tsp*y\t1\t\n",
         "rules.tsv:2: 'sp*y': * stands only behind a term, quotes only around it"},
        {HEADER "a\tterm\tsp*\t1\t\n", "rules.tsv:2: 'sp*': at least 3 letters before a *"},
        {HEADER "a\tterm\tone two three four five six seven eight nine\t1\t\n",
         "rules.tsv:2: 'one two three four five six seven eight nine': a term is 1 to 8 words"},
        {HEADER "a\tall\ta&b&c&d&e&f&g&h&i\t1\t\n", "rules.tsv:2: more than 8 groups"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const test_table table = {"rules.tsv", TG_FILE_IS_BLOB, cases[i].tsv};
        test_topics topics;
        tagger_error err = {0};
        assert_int_equal(test_topics_make(&topics, &table, 1, NULL, 0, &err), TAGGER_E_DATA);
        assert_string_equal(err.text, cases[i].error);
        test_topics_dispose(&topics);
    }
}

static void survives_each_failed_allocation(void **state)
{
    (void)state;
    const char *rules = HEADER "a\tall\tphone* & spy\t4\t9\nb\tterm\tx\t1\t\n";
    const test_table table = {"mine/rules/phones.tsv", TG_FILE_IS_BLOB, rules};
    bool done = false;
    for (long k = 0; !done; k++) {
        test_topics topics;
        tagger_error err = {0};
        tg_mem_fail_after(k);
        tagger_status status = test_topics_make(&topics, &table, 1, NULL, 0, &err);
        tg_mem_fail_after(-1);
        assert_true(status == TAGGER_OK || status == TAGGER_E_NOMEM);
        done = status == TAGGER_OK;
        test_topics_dispose(&topics);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_term_adds_its_weight_and_less_each_time),
        cmocka_unit_test(a_threshold_must_be_reached),
        cmocka_unit_test(stars_quotes_and_rows_of_words),
        cmocka_unit_test(all_groups_must_occur),
        cmocka_unit_test(nearness_counts_the_words_between),
        cmocka_unit_test(conditions_switch_a_category_off),
        cmocka_unit_test(categories_stand_by_their_confidence),
        cmocka_unit_test(wrong_rows_name_file_line_and_reason),
        cmocka_unit_test(survives_each_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
