/* SPDX-License-Identifier: MIT */
#include "graph/suggest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "graph/sql.h"
#include "support/graph.h"
#include "support/test.h"

typedef struct fixture {
    char *folder;
    tg_store *store;
} fixture;

/** Eight articles of topic t:1, all with the words looked for, and a copy; 45 others. */
static const char archive[] =
    "INSERT INTO topics(id, scheme, code, name) VALUES (1, 't', '1', 'Sailing'), "
    "(2, 'own', 'two', 'Two');"
    "INSERT INTO documents(id, uri, title, language, sha256, story_id, body_start, body_end, text) "
    "VALUES "
    "(1, 'a', 'First', 'en', '1', NULL, 4, 99, 'Menu The yacht won the regatta off Ostend.'), "
    "(2, 'b', 'Second', 'en', '2', NULL, NULL, NULL, 'A yacht sank. Ostend and its harbour-master "
    "saw the regatta.'), "
    "(3, 'c', 'Third', 'en', '3', 1, NULL, NULL, 'The yacht won the regatta off Ostend.'), "
    "(4, 'd', 'Fourth', 'nl', '4', NULL, NULL, NULL, 'De regatta van Oostende 2021');"
    "INSERT INTO documents(uri, sha256, title, language, text) WITH RECURSIVE n(i) AS (SELECT 1 "
    "UNION ALL SELECT i + 1 FROM n WHERE i < 6) SELECT 's' || i, 's' || i, 'Crew', 'en', 'Regatta "
    "crews of the yacht met in Ostend' FROM n;"
    "INSERT INTO document_topics(document_id, topic_id, score, confidence) SELECT id, 1, 5, .5 "
    "FROM documents WHERE language = 'en';"
    "INSERT INTO documents(uri, sha256, language, text) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
    "SELECT i + 1 FROM n WHERE i < 44) SELECT 'more' || i, 'x' || i, 'en', 'The rest of the day "
    "was calm' FROM n;";

static int set_up(void **state)
{
    fixture *f = malloc(sizeof *f);
    f->folder = graph_folder();
    char *path = graph_path(f->folder, "news.db");
    f->store = graph_open(path);
    free(path);
    assert_int_equal(tg_sql_exec(f->store, archive, NULL), TAGGER_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    tg_store_close(f->store);
    graph_folder_remove(f->folder);
    free(f);
    return 0;
}

typedef struct answer {
    char text[2048];
    size_t n;
} answer;

static bool keep_row(void *context, const tg_row *row)
{
    answer *a = context;
    const tg_value *v = row->value;
    assert_int_equal(row->n, 9);
    assert_true(v[4].r >= 2.5);
    a->n +=
        (size_t)snprintf(a->text + a->n, sizeof a->text - a->n, "%.*s %.*s %d %d/%d %.*s %.*s\n",
                         (int)v[0].s.n, v[0].s.p, (int)v[1].s.n, v[1].s.p, (int)v[2].i, (int)v[5].i,
                         (int)v[6].i, (int)v[7].s.n, v[7].s.p, (int)v[8].s.n, v[8].s.p);
    return true;
}

static bool is_not_regatta(void *context, tg_str term)
{
    (void)context;
    return !tg_str_eq(term, TG_LIT("regatta"));
}

static void assert_suggested(fixture *f, const tg_suggest_options *options,
                             tg_suggest_filter *filter, const char *expected)
{
    answer a = {.n = 0};
    assert_int_equal(tg_suggest(f->store, options, filter, NULL, (tg_rows){keep_row, &a}, NULL),
                     TAGGER_OK);
    assert_string_equal(a.text, expected);
}

static void words_that_stand_out_are_suggested(void **state)
{
    tg_suggest_options all = {.limit = 3};
    assert_suggested(*state, &all, NULL,
                     "t:1 regatta 2 8/1 word First\nt:1 ostend 2 8/0 name First\n"
                     "t:1 yacht 2 8/0 word First\n");
}

static void a_limit_and_a_filter_narrow_it_down(void **state)
{
    tg_suggest_options one = {.limit = 1};
    assert_suggested(*state, &one, is_not_regatta, "t:1 ostend 2 8/0 name First\n");
}

static void a_topic_goes_by_code_and_name(void **state)
{
    tg_suggest_options sailing = {.topic = TG_LIT("sailing"), .limit = 1};
    assert_suggested(*state, &sailing, NULL, "t:1 regatta 2 8/1 word First\n");
    sailing.topic = TG_LIT("t:1");
    assert_suggested(*state, &sailing, NULL, "t:1 regatta 2 8/1 word First\n");
    sailing.topic = TG_LIT("rowing");
    assert_suggested(*state, &sailing, NULL, "");
}

static void a_language_leaves_the_others_out(void **state)
{
    tg_suggest_options dutch = {.language = TG_LIT("nl"), .limit = 9};
    assert_suggested(*state, &dutch, NULL, "");
}

static void survives_each_failed_allocation(void **state)
{
    fixture *f = *state;
    tg_suggest_options all = {.limit = 9};
    bool done = false;
    for (long k = 0; !done; k++) {
        answer a = {.n = 0};
        tg_mem_fail_after(k);
        tagger_status status =
            tg_suggest(f->store, &all, NULL, NULL, (tg_rows){keep_row, &a}, NULL);
        tg_mem_fail_after(-1);
        assert_true(status == TAGGER_OK || status == TAGGER_E_NOMEM);
        done = status == TAGGER_OK;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_that_stand_out_are_suggested),
        cmocka_unit_test(a_limit_and_a_filter_narrow_it_down),
        cmocka_unit_test(a_topic_goes_by_code_and_name),
        cmocka_unit_test(a_language_leaves_the_others_out),
        cmocka_unit_test(survives_each_failed_allocation),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
