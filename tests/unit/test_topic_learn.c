/* SPDX-License-Identifier: MIT
 *
 * test_topic_learn.c — weights of topics learned from lessons, and from articles.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "support/engine.h"
#include "support/lines.h"
#include "support/lists.h"
#include "support/test.h"
#include "topic/learn.h"

/* ---- lessons ------------------------------------------------------------------ */

enum { N_CONCEPTS = 4, N_LESSONS = 400 };

/** A lesson of topic 0: its own score says nothing; it is true where topic 2 is spoken of, and false
 *  where topic 3 is. */
static bool add_lesson(tg_topic_lessons *to, unsigned i)
{
    tg_topic_said own = {0, 1};
    tg_topic_said other = {(tg_concept)(2 + i % 2), 1 + (float)(i % 5) / 5};
    uint32_t begin = (uint32_t)to->said.n;
    if (!tg_vec_push(&to->said, own) || !tg_vec_push(&to->said, other)) return false;
    tg_topic_lesson y = {{.concept = 0, .sign = {1, 1}}, begin, begin + 2, i % 2 == 0};
    return tg_vec_push(&to->at, y);
}

static tagger_status learn(tg_topic_learned *out, double *loss, tagger_error *err)
{
    tg_topic_lessons lessons = {.at = {0}};
    tagger_status status = TAGGER_OK;
    *out = (tg_topic_learned){.n = 0};
    for (unsigned i = 0; i < N_LESSONS && status == TAGGER_OK; i++) {
        if (!add_lesson(&lessons, i)) status = TAGGER_E_NOMEM;
    }
    if (status == TAGGER_OK) status = tg_topic_learn(out, loss, &lessons, N_CONCEPTS, err);
    tg_topic_lessons_dispose(&lessons);
    return status;
}

static void finds_what_speaks_for_a_topic_and_against_it(void **state)
{
    (void)state;
    tg_topic_learned w;
    double loss = 0;
    assert_int_equal(learn(&w, &loss, NULL), TAGGER_OK);
    assert_int_equal(w.n, N_CONCEPTS);
    assert_true(w.links[2] > 0.5);
    assert_true(w.links[3] < -0.5);
    assert_true(fabs(w.links[0]) < 0.2);
    assert_true(w.links[1] == 0);
    for (unsigned i = N_CONCEPTS; i < N_CONCEPTS * N_CONCEPTS; i++) assert_true(w.links[i] == 0);
    for (unsigned c = 1; c < N_CONCEPTS; c++) assert_true(w.bias[c] == 0);
    /* Without weights every lesson costs ln 2. */
    assert_true(loss > 0 && loss < N_LESSONS * log(2) / 2);
    tg_topic_learned_dispose(&w);
}

/** At the least loss the slope is zero: the ridge pulls each weight as hard as the lessons do. */
static void ends_where_the_loss_is_least(void **state)
{
    (void)state;
    static const bool truth[] = {true, true, true, false};
    tg_topic_lessons lessons = {.at = {0}};
    for (unsigned i = 0; i < 4; i++) {
        tg_topic_lesson y = {{.concept = 0, .sign = {1}}, 0, 0, truth[i]};
        assert_true(tg_vec_push(&lessons.at, y));
    }
    tg_topic_learned w;
    double loss = 0;
    assert_int_equal(tg_topic_learn(&w, &loss, &lessons, 1, NULL), TAGGER_OK);
    double b = w.sign[TG_SIGN_BIAS];
    double pull = 3 - 4 / (1 + exp(-(b + w.bias[0])));
    assert_true(b > 0 && w.bias[0] > 0);
    assert_true(fabs(b - pull) < 1e-9); /* its ridge is 1 */
    assert_true(w.bias[0] < b / 5);     /* and that of the topic's own bias is greater */
    tg_topic_learned_dispose(&w);
    tg_topic_lessons_dispose(&lessons);
}

static void same_lessons_give_the_same_weights(void **state)
{
    (void)state;
    tg_topic_learned a;
    tg_topic_learned b;
    double loss[2];
    assert_int_equal(learn(&a, &loss[0], NULL), TAGGER_OK);
    assert_int_equal(learn(&b, &loss[1], NULL), TAGGER_OK);
    assert_memory_equal(&loss[0], &loss[1], sizeof loss[0]);
    assert_memory_equal(a.sign, b.sign, sizeof a.sign);
    assert_memory_equal(a.bias, b.bias, N_CONCEPTS * sizeof *a.bias);
    assert_memory_equal(a.links, b.links, (size_t)N_CONCEPTS * N_CONCEPTS * sizeof *a.links);
    tg_topic_learned_dispose(&a);
    tg_topic_learned_dispose(&b);
}

static void learning_survives_each_failed_allocation(void **state)
{
    (void)state;
    tagger_status status = TAGGER_E_NOMEM;
    long k = 0;
    for (; status != TAGGER_OK; k++) {
        tg_topic_learned w;
        double loss = 0;
        tg_mem_fail_after(k);
        status = learn(&w, &loss, NULL);
        tg_mem_fail_after(-1);
        assert_true(status == TAGGER_OK || status == TAGGER_E_NOMEM);
        tg_topic_learned_dispose(&w);
    }
    assert_true(k > 4);
}

/* ---- articles ----------------------------------------------------------------- */

/* Two topics of level 1; "goal" and "save" are of topics below the first, "rain" of one below the
 * second. In the articles rain makes a goal untrue. */
static const test_table tables[] = {
    {"topics/mediatopics.tsv", TG_FILE_IS_BLOB,
     "id\tparent\tname_en\nt:a\t\tA\nt:a1\tt:a\tA one\nt:a2\tt:a\tA two\nt:b\t\tB\nt:b1\tt:b\tB "
     "one\n"},
    {"topics/en.tsv", TG_KIND_TOPIC,
     "topic\tterm\tweight\tmatch\nt:a1\tgoal\t3\tfold\nt:a2\tsave\t3\tfold\nt:b1\train\t1\tfold\n"},
};

static const struct {
    const char *text;
    const char *topics[2];
} articles[] = {
    {"A goal, a goal and a save.", {"t:a1", "t:a2"}},
    {"A goal and a goal in the rain.", {NULL}},
    {"A goal and a save in the rain.", {"t:a2"}},
    {"A late goal.", {"t:a1"}},
};

enum { N_ARTICLES = sizeof articles / sizeof articles[0], N_TIMES = 15 };

static char folder[64];
static tagger_engine *engine;

static int set_up(void **state)
{
    (void)state;
    char path[128];
    test_lists lists;
    tagger_error err = {0};
    test_folder_make(folder, sizeof folder);
    (void)snprintf(path, sizeof path, "%s/lists.tgl", folder);
    tagger_status status = test_lists_make(&lists, tables, 2, &err);
    if (status == TAGGER_OK)
        status = tg_file_write(path, (tg_str){lists.image, lists.n_image}, &err);
    test_lists_dispose(&lists);
    tagger_options o = TAGGER_OPTIONS_INIT;
    o.image = path;
    if (status == TAGGER_OK) status = tagger_engine_new(&engine, &o, &err);
    if (status != TAGGER_OK) (void)fprintf(stderr, "%s\n", err.text);
    return status;
}

static int tear_down(void **state)
{
    (void)state;
    tagger_engine_free(engine);
    test_folder_remove(folder);
    return 0;
}

static tagger_status add(tagger_topic_trainer *t, unsigned i, tagger_error *err)
{
    tagger_article article = {.text = {articles[i].text, strlen(articles[i].text)},
                              .lang = {"en", 2}};
    tagger_str topics[2];
    uint32_t n = 0;
    for (; n < 2 && articles[i].topics[n] != NULL; n++)
        topics[n] = (tagger_str){articles[i].topics[n], strlen(articles[i].topics[n])};
    return tagger_topic_trainer_add(t, &article, topics, n, err);
}

static tagger_status train(test_lines *rows, unsigned n_times, tagger_error *err)
{
    tagger_topic_trainer *t = NULL;
    tagger_status status = tagger_topic_trainer_new(&t, engine, err);
    assert_true((status == TAGGER_OK) == (t != NULL));
    for (unsigned i = 0; i < n_times * N_ARTICLES && status == TAGGER_OK; i++)
        status = add(t, i % N_ARTICLES, err);
    if (status == TAGGER_OK) status = tagger_topic_trainer_run(t, NULL, test_lines_keep, rows, err);
    tagger_topic_trainer_free(t);
    return status;
}

/** The weight of a row, or 0. */
static double weight_of(const test_lines *rows, const char *topic_and_evidence)
{
    char start[64];
    (void)snprintf(start, sizeof start, "\n%s\t", topic_and_evidence);
    const char *row = strstr(rows->text, start);
    return row != NULL ? strtod(row + strlen(start), NULL) : 0;
}

static void articles_make_a_sorted_table(void **state)
{
    (void)state;
    test_lines *a = test_lines_new(0);
    test_lines *b = test_lines_new(0);
    assert_int_equal(train(a, N_TIMES, NULL), TAGGER_OK);
    assert_true(strncmp(a->text, "topic\tevidence\tweight\n*\tbias\t", 29) == 0);
    assert_true(weight_of(a, "t:a1\tt:b1") < -0.1);
    assert_true(weight_of(a, "t:a2\tt:a2") > weight_of(a, "t:a2\tt:b1"));
    assert_null(strstr(a->text, "\nt:b\t")); /* of level 1 nothing is learned */
    char last[128] = "*\tz";
    for (char *line = strstr(a->text, "\nt:") + 1; *line != '\0'; line = strchr(line, '\n') + 1) {
        char row[128];
        assert_int_equal(sscanf(line, "%127[^\n]", row), 1);
        assert_true(strcmp(last, row) < 0);
        (void)snprintf(last, sizeof last, "%s", row);
    }
    assert_int_equal(train(b, N_TIMES, NULL), TAGGER_OK);
    assert_string_equal(a->text, b->text);
    free(a);
    free(b);
}

/** The table that is learned is one that is read, and it changes what is given. */
static void what_is_learned_is_believed(void **state)
{
    (void)state;
    test_lines *rows = test_lines_new(0);
    assert_int_equal(train(rows, N_TIMES, NULL), TAGGER_OK);
    tg_taxonomy taxonomy;
    tg_topic_weights w;
    tg_str tree = {tables[0].tsv, strlen(tables[0].tsv)};
    assert_int_equal(tg_taxonomy_read(&taxonomy, tree, "tree.tsv", NULL), TAGGER_OK);
    assert_int_equal(
        tg_topic_weights_read(&w, (tg_str){rows->text, rows->used}, "w.tsv", &taxonomy, NULL),
        TAGGER_OK);
    enum { A1 = 1, B1 = 4 };
    const tg_topic_case x = {.concept = A1, .sign = {1, 2, 2}};
    tg_topic_score at[] = {{0, .said = 2}, {A1, .said = 2}, {3, .said = 1}, {B1, .said = 1}};
    uint16_t place[5] = {[0] = 1, [A1] = 2};
    tg_topic_scores scores = {2, at, place};
    float dry = tg_topic_probability(&w, &x, &scores);
    scores.n = 4;
    place[3] = 3;
    place[B1] = 4;
    assert_true(tg_topic_probability(&w, &x, &scores) < dry - 0.05F);
    tg_topic_weights_dispose(&w);
    tg_taxonomy_dispose(&taxonomy);
    free(rows);
}

static void tells_how_well_it_fits_and_stops_when_told(void **state)
{
    (void)state;
    test_lines *all = test_lines_new(0);
    tagger_topic_trainer *t = NULL;
    assert_int_equal(tagger_topic_trainer_new(&t, engine, NULL), TAGGER_OK);
    for (unsigned i = 0; i < N_ARTICLES; i++) assert_int_equal(add(t, i, NULL), TAGGER_OK);
    assert_int_equal(tagger_topic_trainer_run(t, test_lines_keep, test_lines_keep, all, NULL),
                     TAGGER_OK);
    static const char said[] = "6 judgements, loss "; /* goal four times, save twice */
    assert_true(strncmp(all->text, said, sizeof said - 1) == 0);
    char *end;
    double loss = strtod(all->text + sizeof said - 1, &end);
    assert_true(loss > 0 && loss < log(2));
    assert_true(strncmp(end, " each\ntopic\t", 12) == 0);
    assert_true(all->n > 3);
    test_lines *two = test_lines_new(2);
    assert_int_equal(tagger_topic_trainer_run(t, NULL, test_lines_keep, two, NULL), TAGGER_OK);
    assert_int_equal(two->n, 2);
    tagger_topic_trainer_free(t);
    free(two);
    free(all);
}

static void says_what_was_wrong(void **state)
{
    (void)state;
    tagger_error err = {0};
    tagger_topic_trainer *t = NULL;
    test_lines *rows = test_lines_new(0);
    assert_int_equal(tagger_topic_trainer_new(&t, engine, &err), TAGGER_OK);
    assert_int_equal(tagger_topic_trainer_run(t, NULL, test_lines_keep, rows, &err),
                     TAGGER_E_USAGE);
    assert_string_equal(err.text, "no article with a topic of the first level was added");
    const tagger_article article = {.text = {"A goal.", 7}};
    const tagger_str topics[] = {{"t:a1", 4}, {"t:z", 3}};
    assert_int_equal(tagger_topic_trainer_add(t, &article, topics, 2, &err), TAGGER_E_USAGE);
    assert_string_equal(err.text, "topic 't:z' is not known");
    /* Nothing of that article was kept, and one about nothing teaches nothing. */
    const tagger_article other = {.text = {"Nothing.", 8}};
    assert_int_equal(tagger_topic_trainer_add(t, &other, NULL, 0, &err), TAGGER_OK);
    assert_int_equal(tagger_topic_trainer_run(t, NULL, test_lines_keep, rows, &err),
                     TAGGER_E_USAGE);
    assert_int_equal(rows->n, 0);
    tagger_topic_trainer_free(t);
    tagger_topic_trainer_free(NULL);
    free(rows);
}

static void training_survives_each_failed_allocation(void **state)
{
    (void)state;
    test_lines *rows = test_lines_new(0);
    for (long k = 0;; k++) {
        tagger_error err = {0};
        test_lines_clear(rows);
        tg_mem_fail_after(k);
        tagger_status status = train(rows, 1, &err);
        tg_mem_fail_after(-1);
        if (status == TAGGER_OK) break;
        if (status != TAGGER_E_NOMEM) fail_msg("allocation %ld: %d, %s", k, status, err.text);
        assert_int_equal(rows->n, 0);
    }
    free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_speaks_for_a_topic_and_against_it),
        cmocka_unit_test(ends_where_the_loss_is_least),
        cmocka_unit_test(same_lessons_give_the_same_weights),
        cmocka_unit_test(learning_survives_each_failed_allocation),
        cmocka_unit_test(articles_make_a_sorted_table),
        cmocka_unit_test(what_is_learned_is_believed),
        cmocka_unit_test(tells_how_well_it_fits_and_stops_when_told),
        cmocka_unit_test(says_what_was_wrong),
        cmocka_unit_test(training_survives_each_failed_allocation),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
