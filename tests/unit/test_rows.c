/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "lex/rows.h"
#include "support/test.h"

/* A constant expression, as a table in static memory needs. */
#define LIT(s)                                                                                     \
    {                                                                                              \
        (s), sizeof(s) - 1                                                                         \
    }
#define HEADER "id\tname\tform\tlang\tflags\tvalue\n"

/** Read a table to its end or first error. */
static tagger_status read_table(tg_str tsv, uint32_t *n_rows, tagger_error *err)
{
    tg_rows rows;
    tg_row row;
    bool more = true;
    *n_rows = 0;
    TG_TRY(tg_rows_open(&rows, tsv, "gazetteers/parties/be.tsv", err));
    for (;;) {
        TG_TRY(tg_rows_next(&rows, &row, &more, err));
        if (!more) return TAGGER_OK;
        ++*n_rows;
    }
}

static void says_file_line_and_reason(void **state)
{
    (void)state;
    static const struct {
        tg_str tsv;
        uint32_t line;
        const char *says;
    } cases[] = {
        {LIT(""), 1, "the file is empty; it needs a header line"},
        {LIT("id\tnme\n"), 1, "column 'nme' is not known"},
        {LIT("id\tname\tname\n"), 1, "column 'name' comes twice"},
        {LIT("id\tvalue\n"), 1, "no column 'name' and no column 'form'"},
        {LIT(HEADER "a\tb\n"), 2, "2 cells under a header of 6"},
        {LIT(HEADER "a\tb\t\t\t\t\t\n"), 2, "7 cells under a header of 6"},
        {LIT(HEADER "a\tb\t\t\t\t\n\na\tb\t\t\tprty\t\n"), 4, "flag 'prty' is not known"},
        {LIT(HEADER "a\tb\t\txx\t\t\n"), 2, "language 'xx' is not known"},
        {LIT(HEADER "a\tb\t\t\tcw:xx\t\n"), 2, "language 'xx' is not known"},
        {LIT(HEADER "a\tb\t\t\t\t12a\n"), 2, "'12a' is not a whole number below 2^32"},
        {LIT(HEADER "a\tb\t\t\t\t4294967296\n"), 2,
         "'4294967296' is not a whole number below 2^32"},
        {LIT(HEADER "a\t\t \t\t\t\n"), 2, "neither a name nor a form"},
        {LIT(HEADER "a\tb\xe9\t\t\t\t\n"), 2, "byte 0xe9 is not UTF-8"},
        {LIT(HEADER "a\tb\t\t\t\t\na\tb\0\t\t\t\t\n"), 3, "a NUL byte; the file is not UTF-8 text"},
        {LIT("topic\tterm\tweight\tmatch\nt\tvote\t2\tfuzzy\n"), 2, "match 'fuzzy' is not known"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tagger_error err = {0};
        uint32_t n = 0;
        char expected[200];
        (void)snprintf(expected, sizeof expected, "gazetteers/parties/be.tsv:%u: %s", cases[i].line,
                       cases[i].says);
        assert_int_equal(read_table(cases[i].tsv, &n, &err), TAGGER_E_DATA);
        assert_string_equal(err.text, expected);
        assert_int_equal(err.line, cases[i].line);
    }
}

static void reads_over_line_ends_blank_lines_and_a_byte_order_mark(void **state)
{
    (void)state;
    tg_rows rows;
    tg_row row;
    bool more = false;
    tg_str tsv = TG_LIT("\xef\xbb\xbfname\tvalue\r\n\r\nGhent\t263000\r\nBruges\t118000");
    assert_int_equal(tg_rows_open(&rows, tsv, "places.tsv", NULL), TAGGER_OK);
    assert_int_equal(tg_rows_next(&rows, &row, &more, NULL), TAGGER_OK);
    assert_true(more);
    assert_true(tg_str_eq(row.form, TG_LIT("Ghent")));
    assert_int_equal(row.value, 263000);
    assert_int_equal(row.line, 3);
    assert_int_equal(tg_rows_next(&rows, &row, &more, NULL), TAGGER_OK);
    assert_true(more);
    assert_true(tg_str_eq(row.name, TG_LIT("Bruges")));
    assert_int_equal(tg_rows_next(&rows, &row, &more, NULL), TAGGER_OK);
    assert_false(more);
}

static void an_empty_form_is_the_name_and_the_other_way_round(void **state)
{
    (void)state;
    tg_rows rows;
    tg_row row;
    bool more = false;
    assert_int_equal(tg_rows_open(&rows, TG_LIT("name\tform\nN-VA\t\n\tVLD\n"), "p.tsv", NULL),
                     TAGGER_OK);
    assert_int_equal(tg_rows_next(&rows, &row, &more, NULL), TAGGER_OK);
    assert_true(tg_str_eq(row.form, TG_LIT("N-VA")));
    assert_int_equal(tg_rows_next(&rows, &row, &more, NULL), TAGGER_OK);
    assert_true(tg_str_eq(row.name, TG_LIT("VLD")));
}

static void a_topic_table_has_its_own_column_names(void **state)
{
    (void)state;
    tg_rows rows;
    tg_row row;
    bool more = false;
    tg_str tsv = TG_LIT("topic\tterm\tweight\tmatch\nmedtop:11000000\tverkiez\t3\tprefix\n");
    assert_int_equal(tg_rows_open(&rows, tsv, "topics/nl.tsv", NULL), TAGGER_OK);
    assert_int_equal(tg_rows_next(&rows, &row, &more, NULL), TAGGER_OK);
    assert_true(tg_str_eq(row.class, TG_LIT("medtop:11000000")));
    assert_true(tg_str_eq(row.form, TG_LIT("verkiez")));
    assert_int_equal(row.value, 3);
    assert_int_equal(row.flags, TG_ENTRY_PREFIX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_file_line_and_reason),
        cmocka_unit_test(reads_over_line_ends_blank_lines_and_a_byte_order_mark),
        cmocka_unit_test(an_empty_form_is_the_name_and_the_other_way_round),
        cmocka_unit_test(a_topic_table_has_its_own_column_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
