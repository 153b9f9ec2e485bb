/* SPDX-License-Identifier: MIT
 *
 * test_examples.c — example sentences in lists are run, and say which row fails them.
 */
#include "support/lines.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/** A folder with one table in it. */
typedef struct folder {
    char dir[64];
    char sub[96];
    char file[128];
} folder;

static void make_folder(folder *f, const char *sub, const char *name, const char *text)
{
    (void)snprintf(f->dir, sizeof f->dir, "/tmp/tagger-examples-XXXXXX");
    assert_non_null(mkdtemp(f->dir));
    (void)snprintf(f->sub, sizeof f->sub, "%s/%s", f->dir, sub);
    assert_int_equal(mkdir(f->sub, 0700), 0);
    (void)snprintf(f->file, sizeof f->file, "%s/%s", f->sub, name);
    FILE *out = fopen(f->file, "wb");
    assert_non_null(out);
    assert_true(fputs(text, out) >= 0);
    assert_int_equal(fclose(out), 0);
}

static void drop_folder(const folder *f)
{
    (void)unlink(f->file);
    (void)rmdir(f->sub);
    (void)rmdir(f->dir);
}

static tagger_status run(const char *sub, const char *name, const char *text, test_lines *l,
                         tagger_tally *tally, tagger_error *err)
{
    folder f;
    make_folder(&f, sub, name, text);
    test_lines_clear(l);
    tagger_status status = tagger_lists_test(f.dir, test_lines_keep, l, tally, err);
    drop_folder(&f);
    return status;
}

static void test_a_list_that_keeps_its_word(void **state)
{
    (void)state;
    test_lines l = {.n = 0};
    tagger_tally tally;
    assert_int_equal(
        run("organizations", "papers.tsv",
            "name\tlang\tflags\tmust\tmustnot\n"
            "De Ochtend\tnl\tcs\tHij las [De Ochtend] op de trein | In De Ochtend stond het\t"
            "In de ochtend regent het | Ze zag [de ochtend] komen\n"
            "Zeil\tnl\tctx\tZe schrijft voor [Zeil]\tHet zeil scheurde\n"
            "Wolkenbank\t\t\t\t\n",
            &l, &tally, NULL),
        TAGGER_OK);
    assert_string_equal(l.text, "");
    assert_int_equal(tally.n_run, 6);
    assert_int_equal(tally.n_failed, 0);
}

static void test_failures_name_the_row(void **state)
{
    (void)state;
    test_lines l = {.n = 0};
    tagger_tally tally;
    assert_int_equal(run("organizations", "papers.tsv",
                         "name\tlang\tflags\tmust\tmustnot\n"
                         "Noordster\tnl\t\tHij las [Noordster Krant]\tMet Noordster ging het goed\n"
                         "Avondblad\tnl\tcw:nl\tHij las [Avondblad] gisteren in de trein\t\n",
                         &l, &tally, NULL),
                     TAGGER_OK);
    assert_int_equal(tally.n_run, 3);
    assert_int_equal(tally.n_failed, 3);
    assert_non_null(strstr(l.text, "papers.tsv:2: does not find the name in: Hij las"));
    assert_non_null(strstr(l.text, "papers.tsv:2: finds a name in: Met Noordster"));
    assert_non_null(strstr(l.text, "papers.tsv:3: does not find the name in: Hij las [Avondblad]"));

    l.most = 1;
    assert_int_equal(run("organizations", "papers.tsv",
                         "name\tmust\n"
                         "Noordster\tniets | nog niets\n",
                         &l, &tally, NULL),
                     TAGGER_OK);
    assert_int_equal(l.n, 1);
}

static void test_patterns_of_a_folder(void **state)
{
    (void)state;
    test_lines l = {.n = 0};
    tagger_tally tally;
    assert_int_equal(run("patterns", "names.tsv",
                         "name\ttype\ttrigger\tpattern\tmust\tmustnot\n"
                         "guild\torganization\tguild\t\\b(Guild of \\p{Lu}\\w+)\t"
                         "The [Guild of Bakers] met\tthe guild of bakers\n"
                         "lodge\torganization\tlodge\t\\b(Lodge \\d+)\tThe [Lodge Nine] met\n"
                         "behind\torganization\tclub\t(?<=the )(\\p{Lu}\\w+ Club)\t"
                         "We saw the [Pelka Club] and the [Zorbel Club]\tWe saw our Pelka Club\n",
                         &l, &tally, NULL),
                     TAGGER_OK);
    assert_int_equal(tally.n_run, 5);
    assert_int_equal(tally.n_failed, 1);
    assert_non_null(strstr(l.text, "names.tsv:3: does not find the name in: The [Lodge Nine]"));
}

#define RULES "name\tpredicate\tlang\tscore\tpattern\tmust\tmustnot\n"

static void test_relation_rules_of_a_folder(void **state)
{
    (void)state;
    test_lines l = {.n = 0};
    tagger_tally tally;
    tagger_error err = {0};
    const char *rules = RULES
        "x\tmember_of\t-\t0.9\tS:person @be sworn into @art O:party\t"
        "[p:An Roe] was sworn into the [y:Reds] | nl: Gisteren is [p:An Roe] sworn into [y:Reds]\t"
        "[p:An Roe] was sworn into [l:Leeds]\n"
        "y\tmember_of\t-\t0.9\tS:person loves O:party\t[p:An] hates [y:Reds]\t"
        "[p:An] loves [y:Reds]\n"
        "z\tmember_of\t-\t0.1\tS:person ( O:party )\t[p:An] ([y:Reds]) left\t-\n";
    assert_int_equal(run("patterns", "relations.tsv", rules, &l, &tally, &err), TAGGER_OK);
    assert_int_equal(tally.n_run, 7);
    assert_int_equal(tally.n_failed, 4);
    assert_non_null(strstr(l.text, "relations.tsv:2: reads no relation in: nl: Gisteren"));
    assert_non_null(strstr(l.text, "relations.tsv:3: reads no relation in: [p:An] hates"));
    assert_non_null(strstr(l.text, "relations.tsv:3: reads a relation in: [p:An] loves"));
    assert_non_null(strstr(l.text, "relations.tsv:4: leaves it to another rule to read: [p:An] ("));
}

static void test_wrong_marks_of_names(void **state)
{
    (void)state;
    static const struct {
        const char *sentence;
        const char *why;
    } cells[] = {
        {"[An] loves [y:Reds]", "relations.tsv:2: a name is not marked as in [p:An Maes]"},
        {"[p:An loves Reds", "relations.tsv:2: a name is not marked as in [p:An Maes]"},
        {"[q:An] loves [y:Reds]", "relations.tsv:2: a name is not marked as in [p:An Maes]"},
        {"[p:An]na loves [y:Reds]", "relations.tsv:2: a marked name is not made of whole words"},
    };
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        char table[256];
        (void)snprintf(table, sizeof table,
                       RULES "y\tmember_of\t-\t0.9\tS:person loves O:party\t%s\t-\n",
                       cells[i].sentence);
        test_lines l = {.n = 0};
        tagger_tally tally;
        tagger_error err = {0};
        assert_int_equal(run("patterns", "relations.tsv", table, &l, &tally, &err), TAGGER_E_DATA);
        assert_non_null(strstr(err.text, cells[i].why));
    }
}

static void test_the_built_in_patterns_keep_their_word(void **state)
{
    (void)state;
    test_lines l = {.n = 0};
    tagger_tally tally;
    assert_int_equal(tagger_lists_test(NULL, test_lines_keep, &l, &tally, NULL), TAGGER_OK);
    assert_string_equal(l.text, "");
    assert_true(tally.n_run > 300);
}

static void test_wrong_examples(void **state)
{
    (void)state;
    static const char *const cells[] = {"an [open one", "a closed] one", "[[two]]"};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        char table[128];
        (void)snprintf(table, sizeof table, "name\tmust\nNoordster\t%s\n", cells[i]);
        test_lines l = {.n = 0};
        tagger_tally tally;
        tagger_error err = {0};
        assert_int_equal(run("organizations", "papers.tsv", table, &l, &tally, &err),
                         TAGGER_E_DATA);
        assert_non_null(strstr(err.text, "papers.tsv:2: the brackets of an example do not pair"));
    }
    test_lines l = {.n = 0};
    tagger_tally tally;
    assert_int_equal(tagger_lists_test("/no/such/folder", test_lines_keep, &l, &tally, NULL),
                     TAGGER_E_IO);
    assert_int_equal(tagger_lists_test(NULL, NULL, &l, &tally, NULL), TAGGER_E_USAGE);
    assert_int_equal(tagger_lists_test(NULL, test_lines_keep, &l, NULL, NULL), TAGGER_E_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_list_that_keeps_its_word),
        cmocka_unit_test(test_failures_name_the_row),
        cmocka_unit_test(test_patterns_of_a_folder),
        cmocka_unit_test(test_relation_rules_of_a_folder),
        cmocka_unit_test(test_wrong_marks_of_names),
        cmocka_unit_test(test_the_built_in_patterns_keep_their_word),
        cmocka_unit_test(test_wrong_examples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
