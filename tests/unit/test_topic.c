/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "support/test.h"
#include "tagger.h"

static tagger_engine *engine;
static tagger_worker *worker;

static int set_up(void **state)
{
    (void)state;
    tagger_error err = {0};
    tagger_status status = tagger_engine_new(&engine, NULL, &err);
    if (status == TAGGER_OK) status = tagger_worker_new(&worker, engine, &err);
    if (status != TAGGER_OK) (void)fprintf(stderr, "%s\n", err.text);
    return status;
}

static int tear_down(void **state)
{
    (void)state;
    tagger_worker_free(worker);
    tagger_engine_free(engine);
    return 0;
}

static tagger_result *tag(const char *title, const char *text)
{
    tagger_article article = {.title = {title, strlen(title)}, .text = {text, strlen(text)}};
    tagger_result *r = NULL;
    assert_int_equal(tagger_tag(&r, worker, &article, NULL), TAGGER_OK);
    return r;
}

static const tagger_topic *topic_of(const tagger_result *r, const char *id)
{
    for (uint32_t i = 0; i < tagger_result_n_topics(r); i++) {
        const tagger_topic *t = tagger_result_topic(r, i);
        if (t->id.n == strlen(id) && memcmp(t->id.p, id, t->id.n) == 0) return t;
    }
    return NULL;
}

static void a_football_match_is_sport(void **state)
{
    (void)state;
    tagger_result *r =
        tag("Late goal sends visitors to the semi-final",
            "The striker scored in injury time and the goalkeeper saved a penalty "
            "as the visitors won the quarter-final. The coach praised his midfield.");
    assert_true(tagger_result_n_topics(r) > 0);
    assert_memory_equal(tagger_result_topic(r, 0)->id.p, "medtop:15000000", 15);
    tagger_result_free(r);
}

static void a_topic_stands_below_its_parent(void **state)
{
    (void)state;
    tagger_result *r = tag("", "The murder suspect was arrested after the robbery. Detectives "
                               "charged him with manslaughter and the kidnapping of a teenager.");
    const tagger_topic *crime = topic_of(r, "medtop:20000082");
    const tagger_topic *above = topic_of(r, "medtop:02000000");
    assert_non_null(crime);
    assert_non_null(above);
    assert_int_equal(crime->n_path, 2);
    assert_memory_equal(crime->path[0].p, "medtop:02000000", 15);
    assert_true(above->score >= crime->score);
    assert_true(crime->n_terms > 0);
    tagger_result_free(r);
}

static void text_about_nothing_has_no_topic(void **state)
{
    (void)state;
    tagger_result *r = tag("", "They said so, and then they said it again.");
    assert_int_equal(tagger_result_n_topics(r), 0);
    tagger_result_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_football_match_is_sport),
        cmocka_unit_test(a_topic_stands_below_its_parent),
        cmocka_unit_test(text_about_nothing_has_no_topic),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
