/* SPDX-License-Identifier: MIT
 *
 * test_title.c — behind the title of a man or woman stands a person, also of a name that is a town's.
 */
#include <stdio.h>
#include <string.h>

#include "support/test.h"

static tagger_engine *engine;

static int set_up(void **state)
{
    (void)state;
    tagger_options options = TAGGER_OPTIONS_INIT;
    options.topics = TAGGER_TOPICS_OFF;
    return tagger_engine_new(&engine, &options, NULL) == TAGGER_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    tagger_engine_free(engine);
    return 0;
}

/** "person Hoogland; location Leeds": what is found. */
static void expect(int line, const char *lang, const char *text, const char *expected)
{
    tagger_article article = {.text = {text, strlen(text)}, .lang = {lang, strlen(lang)}};
    tagger_worker *worker = NULL;
    tagger_result *r = NULL;
    tagger_error err = {.status = TAGGER_OK};
    tagger_status status = tagger_worker_new(&worker, engine, &err);
    if (status == TAGGER_OK) status = tagger_tag(&r, worker, &article, &err);
    if (status != TAGGER_OK) fail_msg("%s", err.text);
    char got[1024] = "";
    size_t n = 0;
    for (uint32_t i = 0; i < tagger_result_n_mentions(r); i++) {
        const tagger_mention *m = tagger_result_mention(r, i);
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%s %.*s", i > 0 ? "; " : "",
                              tagger_type_name(m->type), (int)(m->at.end - m->at.begin),
                              text + m->at.begin);
    }
    tagger_result_free(r);
    tagger_worker_free(worker);
    if (strcmp(got, expected) != 0)
        fail_msg("line %d: %s\n    got      %s\n    expected %s", line, text, got, expected);
}
#define EXPECT(lang, text, expected) expect(__LINE__, (lang), (text), (expected))

static void a_town_behind_a_title_is_a_person(void **state)
{
    (void)state;
    EXPECT("en", "Mrs Hoogland said that the mayor had not told her.", "person Hoogland");
    EXPECT("en", "On Monday Mr. London left the company.", "person London");
    EXPECT("nl", "De burgemeester zei dat mevrouw Hoogland niet kwam.", "person Hoogland");
    EXPECT("nl", "Mevrouw Janssens zei niets.", "person Janssens");
    EXPECT("nl", "Daarna kwam de heer Brussel.", "person Brussel");
    EXPECT("fr", "Selon Mme Hoogland, rien n’a été dit.", "person Hoogland");
    EXPECT("fr", "Monsieur Lille est parti.", "person Lille");
    EXPECT("de", "Frau Hoogland sagte nichts.", "person Hoogland");
    EXPECT("de", "Gestern kam Herr Essen nicht.", "person Essen");
}

static void the_same_word_elsewhere_means_that_person(void **state)
{
    (void)state;
    EXPECT("en", "Mrs Hoogland said that the mayor had not told her. Hoogland smiled.",
           "person Hoogland; person Hoogland");
    EXPECT("en", "Mr. London left the company. It has its head office in London.",
           "person London; location London");
}

static void not_all_that_follows_a_title_is_a_person(void **state)
{
    (void)state;
    EXPECT("en", "She has a bad back and will miss Philadelphia.", "location Philadelphia");
    EXPECT("en", "Then Miss America waved.", "");
    EXPECT("fr", "Solvay et sa sœur Syensqo ont cédé 1 % chacune.",
           "organization Solvay; organization Syensqo");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_town_behind_a_title_is_a_person),
        cmocka_unit_test(the_same_word_elsewhere_means_that_person),
        cmocka_unit_test(not_all_that_follows_a_title_is_a_person),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
