/* SPDX-License-Identifier: MIT */
#include "graph/writer.h"

#include <stdlib.h>

#include "graph/link.h"
#include "graph/rows.h"
#include "support/graph.h"
#include "support/test.h"

static const graph_article phones = {
    "phones", "2021-07-31",
    "# Warning on [C:Chinese=China] phones\n\n"
    "~ [o:Amazon] opens a shop. [p:Jeff Bezos] smiles.\n\n"
    "The phones of [o:Oppo] are sûr, says [p:Dries Cludts]. [p:Cludts=Dries Cludts] works for "
    "[o:Oppo]. So says [?:Michel=Charles Michel/Louis Michel].\n\n"};
static const graph_article vote = {"vote", "2021-08-02",
                                   "[p:Dries Cludts] votes. [y:Groen] wins in [C:China]."};

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

static void offsets_are_code_points_of_the_text(void **state)
{
    fixture *f = *state;
    graph_add(f->store, "L1", &phones, 1);
    graph_expect(f->store,
                 "SELECT count(*) FROM mentions m JOIN documents d ON d.id = document_id WHERE "
                 "surface <> substr(text, start + 1, \"end\" - start)",
                 "0\n");
    graph_expect(f->store,
                 "SELECT substr(text, sentence_start + 1, sentence_end - sentence_start) FROM "
                 "mentions m JOIN documents d ON d.id = document_id WHERE surface = 'Cludts'",
                 "Cludts works for Oppo.\n");
    graph_expect(f->store, "SELECT substr(text, body_start + 1, 10) FROM documents",
                 "The phones\n");
}

static void furniture_makes_no_pair_and_ambiguity_none(void **state)
{
    fixture *f = *state;
    graph_add(f->store, "L1", &phones, 1);
    graph_expect(f->store,
                 "SELECT min(x.name, y.name), max(x.name, y.name), gap, sentences FROM pairs JOIN "
                 "entities x ON x.id = a JOIN entities y ON y.id = b ORDER BY 1, 2",
                 "China|Dries Cludts|83|0\nChina|Oppo|64|0\nDries Cludts|Oppo|11|2\n");
    graph_expect(f->store,
                 "SELECT e.name FROM mention_candidates JOIN entities e ON e.id = entity_id "
                 "ORDER BY 1",
                 "Charles Michel\nLouis Michel\n");
    graph_expect(f->store, "SELECT count(*) FROM mentions WHERE entity_id IS NULL", "1\n");
}

static void adding_twice_is_adding_once(void **state)
{
    fixture *f = *state;
    assert_int_equal(graph_add(f->store, "L1", &phones, 1), 1);
    link_up(f->store);
    char *once = graph_dump(f->store);
    assert_int_equal(graph_add(f->store, "L1", &phones, 1), 0);
    link_up(f->store);
    char *twice = graph_dump(f->store);
    assert_string_equal(once, twice);
    free(once);
    free(twice);
    graph_expect(f->store, "SELECT documents, failed FROM runs", "1|0\n0|0\n");
}

static void other_lists_tag_again_without_a_second_copy(void **state)
{
    fixture *f = *state;
    graph_add(f->store, "L1", &phones, 1);
    link_up(f->store);
    char *once = graph_dump(f->store);
    assert_int_equal(graph_add(f->store, "L2", &phones, 1), 1);
    link_up(f->store);
    char *twice = graph_dump(f->store);
    assert_string_equal(once, twice);
    free(once);
    free(twice);
}

static void a_new_version_takes_the_place_of_the_old(void **state)
{
    fixture *f = *state;
    graph_article changed = phones;
    changed.markup = "[o:Oppo] and [p:Ann Peeters].";
    graph_add(f->store, "L1", &phones, 1);
    graph_add(f->store, "L1", &changed, 1);
    link_up(f->store);
    graph_expect(f->store, "SELECT count(*), text FROM documents", "1|Oppo and Ann Peeters.\n");
    graph_expect(f->store, "SELECT name FROM entities ORDER BY name", "Ann Peeters\nOppo\n");
    graph_expect(f->store, "SELECT alias, mentions FROM aliases ORDER BY alias",
                 "Ann Peeters|1\nOppo|1\n");
    graph_expect(f->store, "SELECT count(*) FROM documents_fts WHERE documents_fts MATCH 'phones'",
                 "0\n");
    graph_expect(f->store,
                 "SELECT (SELECT count(*) FROM pairs), (SELECT count(*) FROM signatures), "
                 "(SELECT count(*) FROM mention_candidates), (SELECT count(*) FROM named)",
                 "1|1|0|1\n");
    graph_expect(f->store, "PRAGMA foreign_key_check", "");
}

static void removing_and_adding_again_changes_nothing(void **state)
{
    fixture *f = *state;
    const graph_article both[] = {phones, vote};
    graph_add(f->store, "L1", both, 2);
    link_up(f->store);
    char *before = graph_dump(f->store);
    bool found = false;
    assert_int_equal(tg_store_remove(&found, f->store, TG_LIT("phones"), NULL), TAGGER_OK);
    assert_true(found);
    link_up(f->store);
    graph_expect(f->store, "SELECT uri FROM documents", "vote\n");
    graph_expect(f->store, "SELECT name, documents FROM entities ORDER BY name",
                 "China|1\nDries Cludts|1\nGroen|1\n");
    graph_add(f->store, "L1", &phones, 1);
    link_up(f->store);
    char *after = graph_dump(f->store);
    assert_string_equal(before, after);
    free(before);
    free(after);
    assert_int_equal(tg_store_remove(&found, f->store, TG_LIT("nowhere"), NULL), TAGGER_OK);
    assert_false(found);
}

static void facts_of_a_document_are_written_and_go_with_it(void **state)
{
    fixture *f = *state;
    tg_inserter in;
    int64_t id = 0;
    tagger_result *r =
        fake_result("facts", "2021-07-31", "\"It is safe\", said [p:Dries Cludts] of [o:Oppo].");
    fake_relation(r, 0, "works_for", 1, NULL);
    fake_relation(r, 0, "holds_role", TAGGER_NONE, "spokesman");
    fake_quote(r, 0, "It is safe");
    fake_topic(r, "medtop:16000000", "conflict");
    fake_source(r, "The Paper");
    graph_add(f->store, "L1", &vote, 1);
    assert_int_equal(tg_inserter_init(&in, f->store, NULL), TAGGER_OK);
    in.run_id = 1;
    assert_int_equal(tg_document_insert(&in, TG_LIT("facts"), TG_LIT("00"), r, NULL), TAGGER_OK);
    graph_expect(f->store,
                 "SELECT s.name, predicate, o.name, value, r.name FROM relations JOIN entities s "
                 "ON s.id = subject_id LEFT JOIN entities o ON o.id = object_id JOIN rules r ON "
                 "r.id = rule_id ORDER BY predicate",
                 "Dries Cludts|holds_role||spokesman|fake-relation\n"
                 "Dries Cludts|works_for|Oppo||fake-relation\n");
    graph_expect(f->store,
                 "SELECT e.name, q.text, direct, kind, substr(d.text, q.start + 1, q.\"end\" - "
                 "q.start) FROM quotes q JOIN entities e ON e.id = speaker_id JOIN documents d ON "
                 "d.id = document_id",
                 "Dries Cludts|It is safe|1|direct|It is safe\n");
    graph_expect(f->store,
                 "SELECT scheme, code, name, round(confidence, 2) FROM document_topics JOIN topics "
                 "ON topics.id = topic_id",
                 "medtop|16000000|conflict|0.7\n");
    graph_expect(f->store, "SELECT name FROM sources", "The Paper\n");
    graph_expect(f->store, "SELECT name, file, line FROM rules WHERE line > 0",
                 "people/test.tsv:7|people/test.tsv|7\n");
    assert_int_equal(tg_document_find(&id, &in, TG_LIT("facts"), NULL), TAGGER_OK);
    assert_int_equal(tg_document_delete(&in, id, NULL), TAGGER_OK);
    graph_expect(f->store,
                 "SELECT (SELECT count(*) FROM relations), (SELECT count(*) FROM quotes), "
                 "(SELECT count(*) FROM document_topics)",
                 "0|0|0\n");
    tg_inserter_dispose(&in);
    fake_result_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(offsets_are_code_points_of_the_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(furniture_makes_no_pair_and_ambiguity_none, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(adding_twice_is_adding_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_lists_tag_again_without_a_second_copy, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_new_version_takes_the_place_of_the_old, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(removing_and_adding_again_changes_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(facts_of_a_document_are_written_and_go_with_it, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
