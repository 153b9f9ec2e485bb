/* SPDX-License-Identifier: MIT
 *
 * test_number.c — numbers as text, in the C locale and in one that writes a half as "0,5".
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "support/engine.h"
#include "support/lines.h"
#include "support/test.h"

static char folder[64];

static void run_in_folder(const char *what)
{
    char command[256];
    (void)snprintf(command, sizeof command, "cd %s && %s >/dev/null 2>&1", folder, what);
    (void)system(command); // NOLINT(cert-env33-c): of our own words alone
}

/** Have a locale made whose decimal point is a comma; without the maker of locales there is none. */
static int set_up(void **state)
{
    static const char source[] =
        "LC_NUMERIC\ndecimal_point \",\"\nthousands_sep \"\"\ngrouping -1\n"
        "END LC_NUMERIC\n";
    (void)state;
    test_folder_make(folder, sizeof folder);
    test_folder_write(folder, "source", source);
    run_in_folder("localedef -c -i ./source ./comma");
    return setenv("LOCPATH", folder, 1);
}

static int tear_down(void **state)
{
    (void)state;
    run_in_folder("rm -r comma");
    test_folder_remove(folder);
    return 0;
}

/** Let the program count in commas, or skip the test. */
static void use_commas(void)
{
    char text[8];
    if (setlocale(LC_NUMERIC, "comma") == NULL) skip();
    (void)snprintf(text, sizeof text, "%.1f", 0.5);
    assert_string_equal(text, "0,5");
}

static int use_points(void **state)
{
    (void)state;
    return setlocale(LC_NUMERIC, "C") == NULL;
}

static void reads_digits_with_a_point(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double number;
    } good[] = {{"0", 0},    {"7", 7},      {"-7", -7},        {"0.25", 0.25},
                {".5", 0.5}, {"-.5", -0.5}, {"-0.310", -0.31}, {"12345678.875", 12345678.875},
                {"007", 7}};
    static const char *const bad[] = {
        "",      "-",   ".",   "-.",  "1.",
        "1.2.3", "1,5", "+1",  "1e3", " 1",
        "1 ",    "0x1", "nan", "--1", "123456789012345678901234567890123"};
    double got = 0;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(tg_read_number(&got, (tg_str){good[i].text, strlen(good[i].text)}));
        assert_float_equal(got, good[i].number, 1e-12);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(tg_read_number(&got, (tg_str){bad[i], strlen(bad[i])}));
}

static void prints_a_point_where_the_program_prints_commas(void **state)
{
    (void)state;
    char text[16];
    use_commas();
    assert_int_equal(tg_print(text, sizeof text, "%.2f %s", -1.25, "x"), 7);
    assert_string_equal(text, "-1.25 x");
    (void)snprintf(text, sizeof text, "%.1f", 0.5);
    assert_string_equal(text, "0,5"); /* the locale of the program is back */
    double got = 0;
    assert_true(tg_read_number(&got, TG_LIT("0.5")));
    assert_float_equal(got, 0.5, 0);
}

/** All that is said of a text, by an engine made in the locale of now; free() it. */
static test_lines *explained(void)
{
    static const char text[] = "Ada Zwembak of Belgium met Bert Ijskraan.";
    test_engine toy;
    assert_int_equal(test_engine_make(&toy, NULL, NULL), TAGGER_OK);
    tagger_result *r = test_engine_tag(&toy, text);
    assert_non_null(r);
    test_lines *lines = test_lines_new(0);
    tagger_span all = {0, sizeof text - 1};
    assert_int_equal(tagger_explain(r, all, test_lines_keep, lines, NULL), TAGGER_OK);
    assert_int_equal(tagger_dump(r, "mentions", test_lines_keep, lines, NULL), TAGGER_OK);
    tagger_result_free(r);
    test_engine_dispose(&toy);
    return lines;
}

static void weights_are_read_and_sums_shown_alike(void **state)
{
    (void)state;
    test_lines *plain = explained();
    use_commas();
    test_lines *commas = explained();
    assert_non_null(strstr(plain->text, "probability 0."));
    assert_string_equal(commas->text, plain->text);
    free(plain);
    free(commas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_digits_with_a_point),
        cmocka_unit_test_teardown(prints_a_point_where_the_program_prints_commas, use_points),
        cmocka_unit_test_teardown(weights_are_read_and_sums_shown_alike, use_points),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
