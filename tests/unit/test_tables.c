/* SPDX-License-Identifier: MIT
 *
 * test_tables.c — patterns and relation rules of a user's folder work when tagging.
 */
#include <stdio.h>
#include <string.h>

#include "engine/tables.h"
#include "support/engine.h"
#include "support/test.h"

#define NAMES "name\ttype\ttrigger\tpattern\tmust\tmustnot\n"

static const char article[] =
    "Ada Zwembak of Belgium founded the Voorst Compact near the Zorbel mill.";

/** An engine with the toy weights and a folder of tables, or why there is none. */
typedef struct tabled {
    char folder[64];
    char weights[64];
    tagger_engine *engine;
    tagger_status status;
    tagger_error err;
} tabled;

static void open_tables(tabled *t, const char *const tables[][2], size_t n)
{
    *t = (tabled){.engine = NULL};
    test_folder_make(t->folder, sizeof t->folder);
    test_folder_make(t->weights, sizeof t->weights);
    test_folder_write(t->weights, "weights.tsv", test_weights);
    for (size_t i = 0; i < n; i++) test_folder_write(t->folder, tables[i][0], tables[i][1]);
    char weights[96];
    (void)snprintf(weights, sizeof weights, "%s/weights.tsv", t->weights);
    const char *folders[] = {t->folder};
    tagger_options o = TAGGER_OPTIONS_INIT;
    o.lists = folders;
    o.n_lists = n > 0 ? 1 : 0;
    o.weights = weights;
    t->status = tagger_engine_new(&t->engine, &o, &t->err);
}

static void close_tables(tabled *t)
{
    tagger_engine_free(t->engine);
    test_folder_remove(t->weights);
    test_folder_remove(t->folder);
}

/** Tag the article: "Voorst Compact/party by compact|…; works_for by founder|…". */
static void tag(char *out, size_t room, const tabled *t)
{
    test_engine e = {.engine = t->engine};
    assert_int_equal(tagger_worker_new(&e.worker, t->engine, NULL), TAGGER_OK);
    tagger_result *r = test_engine_tag(&e, article);
    assert_non_null(r);
    size_t n = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < tagger_result_n_mentions(r); i++) {
        const tagger_mention *m = tagger_result_mention(r, i);
        if (strcmp(m->how, "regex") != 0) continue;
        n += (size_t)snprintf(out + n, room - n, "%.*s/%s by %.*s|", (int)(m->at.end - m->at.begin),
                              article + m->at.begin, tagger_type_name(m->type), (int)m->rule.n,
                              m->rule.p);
    }
    for (uint32_t i = 0; i < tagger_result_n_relations(r); i++) {
        const tagger_relation *x = tagger_result_relation(r, i);
        n += (size_t)snprintf(out + n, room - n, "%s by %.*s|", x->predicate, (int)x->rule.n,
                              x->rule.p);
    }
    tagger_result_free(r);
    tagger_worker_free(e.worker);
}

static void patterns_of_a_folder_find_names_and_relations(void **state)
{
    (void)state;
    static const char *const tables[][2] = {
        {"people/mine.tsv", "id\tname\nt:ada\tAda Zwembak\n"},
        {"patterns/names.tsv", NAMES "mill\torganization\tmill\t\\b(\\p{Lu}\\w+ mill)\\b\n"},
        {"patterns/compacts.tsv",
         NAMES "never\tparty\tnowhere\tNowhere\n"
               "compact\tparty\tcompact\t\\b(\\p{Lu}\\w+ Compact)\\b\t\tthe compact\r\n"},
        {"patterns/relations.tsv", "name\tpredicate\tlang\tscore\tpattern\tmust\tmustnot\n"
                                   "founder\tmember_of\t-\t0.9\t"
                                   "S:person of country founded @art? O:party\n"},
    };
    char without[256];
    char with[256];
    tabled t;
    open_tables(&t, tables, 0);
    tag(without, sizeof without, &t);
    close_tables(&t);
    assert_string_equal(without, "");
    open_tables(&t, tables, sizeof tables / sizeof tables[0]);
    assert_string_equal(t.err.text, "");
    tag(with, sizeof with, &t);
    close_tables(&t);
    assert_non_null(strstr(with, "Voorst Compact/party by compact|"));
    assert_non_null(strstr(with, "Zorbel mill/organization by mill|"));
    assert_non_null(strstr(with, "member_of by founder|"));
}

static void expect_refused(const char *file, const char *text, const char *why)
{
    const char *const tables[][2] = {{file, text}};
    tabled t;
    open_tables(&t, tables, 1);
    assert_int_equal(t.status, TAGGER_E_DATA);
    assert_null(t.engine);
    if (strstr(t.err.text, why) == NULL) fail_msg("%s\n    is not %s", t.err.text, why);
    assert_memory_equal(t.err.text, t.folder, strlen(t.folder));
    close_tables(&t);
}

static void a_wrong_row_is_told_by_folder_file_and_line(void **state)
{
    (void)state;
    expect_refused("patterns/a.tsv", NAMES "x\tparty\t-\t(X\n", "/patterns/a.tsv:2: wrong pattern");
    expect_refused("patterns/relations.tsv",
                   "name\tpredicate\tlang\tscore\tpattern\nx\tlikes\t-\t0.9\tof\n",
                   "/patterns/relations.tsv:2: no such relation");
    expect_refused("patterns/relations.tsv", "x\tmember_of\t-\t0.9\tS:person O:party\n",
                   "/patterns/relations.tsv:1: the header is not");
}

static void knows_the_tables_by_their_folder(void **state)
{
    (void)state;
    assert_true(tg_is_name_patterns(TG_LIT("patterns/names.tsv")));
    assert_true(tg_is_name_patterns(TG_LIT("mine/patterns/be.tsv")));
    assert_false(tg_is_name_patterns(TG_LIT("patterns/relations.tsv")));
    assert_false(tg_is_name_patterns(TG_LIT("cues/patterns.tsv")));
    assert_false(tg_is_name_patterns(TG_LIT("rules.tsv")));
}

/** A set of patterns counts over its tables, up to a limit that it tells. */
static void tables_of_patterns_are_counted_together(void **state)
{
    (void)state;
    tg_patterns *p = NULL;
    tagger_error err = {0};
    assert_int_equal(tg_patterns_new(&p, NULL), TAGGER_OK);
    assert_int_equal(tg_patterns_count(p), 0);
    tagger_status status = TAGGER_OK;
    uint32_t n = 0;
    for (; status == TAGGER_OK && n < 1000; n++) {
        char table[128];
        (void)snprintf(table, sizeof table, NAMES "a%u\tparty\t-\tA\nb%u\tparty\t-\tB\n", n, n);
        status = tg_patterns_add(p, (tg_str){table, strlen(table)}, "t.tsv", false, &err);
    }
    assert_int_equal(status, TAGGER_E_USAGE);
    assert_string_equal(err.text, "more than 32 tables of patterns");
    assert_int_equal(tg_patterns_count(p), 64);
    assert_true(tg_str_eq(tg_pattern_name(p, 0), TG_LIT("a0")));
    assert_true(tg_str_eq(tg_pattern_name(p, 63), TG_LIT("b31")));
    assert_int_equal(tg_pattern_examples_of(p, 63).line, 3);
    tg_patterns_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_of_a_folder_find_names_and_relations),
        cmocka_unit_test(a_wrong_row_is_told_by_folder_file_and_line),
        cmocka_unit_test(knows_the_tables_by_their_folder),
        cmocka_unit_test(tables_of_patterns_are_counted_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
