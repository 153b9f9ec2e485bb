/* SPDX-License-Identifier: MIT
 *
 * test_import.c — lists of other programs become rows of ours; bad ones are told by file and line.
 */
#include "support/lines.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HEAD "id\tname\tform\tlang\tflags\tcountry\tsubtype\tqid\ttypes\n"

typedef struct sample {
    const char *format;
    const char *text;
    const char *types;
    const char *map;
} sample;

static char dir[64];
static test_lines got;

static const char *write_file(const char *name, const char *text)
{
    static char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_true(fputs(text, out) >= 0);
    assert_int_equal(fclose(out), 0);
    return path;
}

static tagger_status import(const sample *s, tagger_error *err)
{
    const char *path = write_file("list", s->text);
    tagger_import what = {.format = s->format, .path = path, .types = s->types, .map = s->map};
    test_lines_clear(&got);
    tagger_status status = tagger_lists_import(&what, test_lines_keep, &got, err);
    (void)unlink(path);
    return status;
}

static void expect(sample s, const char *rows)
{
    tagger_error err = {0};
    tagger_status status = import(&s, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(status, TAGGER_OK);
    assert_memory_equal(got.text, HEAD, sizeof HEAD - 1);
    assert_string_equal(got.text + sizeof HEAD - 1, rows);
}

static void refuse(sample s, const char *why)
{
    tagger_error err = {0};
    assert_int_equal(import(&s, &err), TAGGER_E_DATA);
    if (strstr(err.text, why) == NULL) fail_msg("'%s' does not say '%s'", err.text, why);
}

/* ---- each format --------------------------------------------------------- */

static void test_spacy(void **state)
{
    (void)state;
    expect((sample){.format = "spacy",
                    .text = "{\"label\":\"ORG\",\"pattern\":\"Hafenwerk\",\"id\":\"hw\"}\n\n"
                            "{\"label\":\"GPE\",\"pattern\":[{\"LOWER\":\"nieuw\"},"
                            "{\"LOWER\":\"dorp\"}]}\n"
                            "{\"label\":\"PERSON\",\"pattern\":[{\"TEXT\":\"Ada\"},"
                            "{\"orth\":\"L\\u00f6w\"}]}\n"},
           "hw\tHafenwerk\t\t\t\t\t\t\torganization\n"
           "\tnieuw dorp\t\t\tlc\t\t\t\tlocation\n"
           "\tAda L\xc3\xb6w\t\t\t\t\t\t\tperson\n");
    expect((sample){.format = "prodigy",
                    .text = "{\"label\":\"POLITICAL_PARTY\",\"pattern\":[{\"lower\":\"ons\"}]}\n"
                            "{\"label\":\"Ship\",\"pattern\":\"Zeemeeuw\"}\n"},
           "\tons\t\t\tlc\t\t\t\tparty\n"
           "\tZeemeeuw\t\t\t\t\t\t\tship\n");
}

static void test_spacy_bad(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *why;
    } bad[] = {
        {"{\"label\":\"ORG\",\"pattern\":\"A\"}\n{\"label\":", "list:2: broken JSON at column 10"},
        {"[1]", "list:1: broken JSON"},
        {"{\"pattern\":\"A\"}", "list:1: no label"},
        {"{\"label\":\"ORG\"}", "list:1: no pattern"},
        {"{\"label\":\"ORG\",\"pattern\":7}", "list:1: no name"},
        {"{\"label\":\"ORG\",\"pattern\":[7]}", "a pattern is a text or a list of tokens"},
        {"{\"label\":\"ORG\",\"pattern\":[{}]}", "a token that is no plain word"},
        {"{\"label\":\"ORG\",\"pattern\":[{\"POS\":\"X\"}]}", "a token that is no plain word"},
        {"{\"label\":\"ORG\",\"pattern\":[{\"LOWER\":\"a\",\"OP\":\"?\"}]}",
         "a token with more than its word"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        refuse((sample){.format = "spacy", .text = bad[i].text}, bad[i].why);
}

static void test_ftm(void **state)
{
    (void)state;
    expect((sample){.format = "ftm",
                    .text = "{\"id\":\"x1\",\"schema\":\"Company\",\"properties\":{\"name\":"
                            "[\"Hafenwerk\",\"Hafenwerk AG\"],\"weakAlias\":[\"HW\"],"
                            "\"country\":[\"de\"],\"wikidataId\":[\"Q1\"]}}\n"},
           "x1\tHafenwerk\t\t\t\tDE\t\tQ1\torganization\n"
           "x1\tHafenwerk\tHafenwerk AG\t\t\tDE\t\tQ1\torganization\n"
           "x1\tHafenwerk\tHW\t\tctx\tDE\t\tQ1\torganization\n");
    refuse((sample){.format = "ftm", .text = "{\"id\":\"x\"}"}, "list:1: no schema");
    refuse((sample){.format = "ftm", .text = "{\"schema\":\"Person\",\"properties\":{}}"},
           "list:1: no name");
    refuse((sample){.format = "ftm",
                    .text = "{\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"],"
                            "\"alias\":\"B\"}}"},
           "list:1: a property is no list of texts");
}

static void test_regexner(void **state)
{
    (void)state;
    const char *text = "Hafen Werk\tORGANIZATION\tMISC\t2.0\r\n\nU\\.S\\.\tCOUNTRY\n";
    expect((sample){.format = "regexner", .text = text}, "\tHafen Werk\t\t\t\t\t\t\torganization\n"
                                                         "\tU.S.\t\t\t\t\t\t\tcountry\n");
    expect((sample){.format = "regexner", .text = text, .types = "person,country"},
           "\tU.S.\t\t\t\t\t\t\tcountry\n");
    refuse((sample){.format = "regexner", .text = "A\tORG\nB.*\tORG\n"},
           "list:2: a pattern, not a name");
    refuse((sample){.format = "regexner", .text = "A\n"}, "list:1: fewer than two columns");
}

static void test_emm(void **state)
{
    (void)state;
    expect((sample){.format = "emm",
                    .text = "#id\n12\tP\tu\tAda+Groen\n12\tP\tfr\tAda+Gru\n13\tO\tu\tHafen\n"},
           "12\tAda Groen\t\t\t\t\t\t\tperson\n"
           "12\tAda Groen\tAda Gru\tfr\t\t\t\t\tperson\n"
           "13\tHafen\t\t\t\t\t\t\torganization\n");
    refuse((sample){.format = "emm", .text = "12\tP\tu\n"}, "list:1: fewer than four columns");
}

static void test_csv(void **state)
{
    (void)state;
    expect((sample){.format = "csv",
                    .text =
                        "\xef\xbb\xbfid,name,type,colour\r\n1,\"Hafen, \"\"Werk\"\"\",ORG,red\r\n"
                        "\r\n2,\"two\nlines\",PER,\r\n"},
           "1\tHafen, \"Werk\"\t\t\t\t\t\t\torganization\n"
           "2\ttwo lines\t\t\t\t\t\t\tperson\n");
    expect((sample){.format = "csv",
                    .text = "Officieel;Ook\nHafenwerk;HW\n",
                    .map = "name=Officieel,form=Ook"},
           "\tHafenwerk\tHW\t\t\t\t\t\t\n");
    refuse((sample){.format = "csv", .text = ""}, "list:1: the file is empty");
    refuse((sample){.format = "csv", .text = "a,b\n1,2\n"}, "list:1: no column 'name'");
    refuse((sample){.format = "csv", .text = "name,id\nx,1\ny\n"},
           "list:3: 1 cell under a header of 2");
    refuse((sample){.format = "csv", .text = "name\n\"x\n"}, "a quote that is never closed");
    refuse((sample){.format = "csv", .text = "name\n\"x\"y\n"}, "text behind a closing quote");
    refuse((sample){.format = "csv", .text = "name,id\n,1\n"}, "list:2: no name");
}

static void test_gate(void **state)
{
    (void)state;
    char list[128];
    (void)snprintf(list, sizeof list, "%s",
                   write_file("co.lst", "Hafenwerk&ticker=HW\nA & B\n\nDok\tx=1\n"));
    expect((sample){.format = "gate", .text = "# lists\nco.lst:organization:company:de\n"},
           "\tHafenwerk\t\tde\t\t\tcompany\t\torganization\n"
           "\tA & B\t\tde\t\t\tcompany\t\torganization\n"
           "\tDok\t\tde\t\t\tcompany\t\torganization\n");
    (void)write_file("co.lst", "ok\n\xff\n");
    refuse((sample){.format = "gate", .text = "co.lst:organization\n"}, "co.lst");
    refuse((sample){.format = "gate", .text = "co.lst\n"}, "list:1: a list needs a file and");
    (void)unlink(list);
    tagger_error err = {0};
    sample gone = {.format = "gate", .text = "co.lst:person\n"};
    assert_int_equal(import(&gone, &err), TAGGER_E_IO);
}

/* ---- all formats --------------------------------------------------------- */

static void test_arguments(void **state)
{
    (void)state;
    sample s = {.format = "excel", .text = ""};
    assert_int_equal(import(&s, NULL), TAGGER_E_USAGE);
    assert_int_equal(tagger_lists_import(NULL, test_lines_keep, &got, NULL), TAGGER_E_USAGE);
    tagger_import what = {.format = "csv", .path = "/no/such/file"};
    assert_int_equal(tagger_lists_import(&what, test_lines_keep, &got, NULL), TAGGER_E_IO);
    refuse((sample){.format = "emm", .text = "1\tP\tu\tA\n\xff"},
           "list:2: the bytes are not UTF-8");
}

static void test_the_caller_may_stop(void **state)
{
    (void)state;
    got.most = 2;
    sample s = {.format = "regexner", .text = "A\tORG\nB\tORG\n"};
    assert_int_equal(import(&s, NULL), TAGGER_OK);
    assert_int_equal(got.n, 2);
    got.most = 0;
}

int main(void)
{
    (void)snprintf(dir, sizeof dir, "/tmp/tagger-import-XXXXXX");
    if (mkdtemp(dir) == NULL) return EXIT_FAILURE;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spacy),
        cmocka_unit_test(test_spacy_bad),
        cmocka_unit_test(test_ftm),
        cmocka_unit_test(test_regexner),
        cmocka_unit_test(test_emm),
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_gate),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_the_caller_may_stop),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    (void)rmdir(dir);
    return failed;
}
