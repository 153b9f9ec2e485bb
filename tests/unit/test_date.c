/* SPDX-License-Identifier: MIT */
#include "doc/date.h"

#include <string.h>

#include "support/test.h"

static tg_str str(const char *s)
{
    return (tg_str){.p = s, .n = strlen(s)};
}

/** The first date of the text and the words it is written in; NULL: there is none. */
static void expect_date(const char *text, const char *iso, const char *words)
{
    tg_date date;
    bool found = tg_calendar_next(&date, str(text), 0);
    if (found != (iso != NULL)) fail_msg("\"%s\": %s", text, found ? date.iso : "no date");
    if (!found || iso == NULL) return;
    if (strcmp(date.iso, iso) != 0) fail_msg("\"%s\": %s, expected %s", text, date.iso, iso);
    assert_int_equal(date.at.end - date.at.begin, strlen(words));
    assert_memory_equal(text + date.at.begin, words, strlen(words));
    assert_null(date.rule);
}

static void reads_dates_in_words(void **state)
{
    (void)state;
    expect_date("Saturday, 31 July, 2021", "2021-07-31", "31 July, 2021");
    expect_date("31 July 2021", "2021-07-31", "31 July 2021");
    expect_date("Friday, January 4, 2019", "2019-01-04", "January 4, 2019");
    expect_date("on Aug. 1st, 2021.", "2021-08-01", "Aug. 1st, 2021");
    expect_date("the 2nd of May 2020", "2020-05-02", "2nd of May 2020");
    expect_date("dinsdag, 1 augustus 2000", "2000-08-01", "1 augustus 2000");
    expect_date("Publié le 1er AOÛT 2021", "2021-08-01", "1er AOÛT 2021");
    expect_date("Montag, 14. März 2022", "2022-03-14", "14. März 2022");
    expect_date("31 de julio de 2021", "2021-07-31", "31 de julio de 2021");
    expect_date("3 de março de 2019", "2019-03-03", "3 de março de 2019");
    expect_date("lunedì 7 gennaio 2019", "2019-01-07", "7 gennaio 2019");
}

static void reads_dates_in_digits(void **state)
{
    (void)state;
    expect_date("date 2021-07-31", "2021-07-31", "2021-07-31");
    expect_date("2021-07-31T10:15:00Z", "2021-07-31", "2021-07-31");
    expect_date("2021/07/31", "2021-07-31", "2021/07/31");
    expect_date("Stand: 05.08.2021", "2021-08-05", "05.08.2021");
    expect_date("31-7-2021", "2021-07-31", "31-7-2021");
    expect_date("07/31/2021", "2021-07-31", "07/31/2021");
    expect_date("7/7/2021", "2021-07-07", "7/7/2021");
}

static void refuses_what_is_no_date(void **state)
{
    (void)state;
    expect_date("", NULL, NULL);
    expect_date("31 June 2021", NULL, NULL);
    expect_date("February 29, 2021", NULL, NULL);
    expect_date("29 February 1900", NULL, NULL);
    expect_date("2021-13-01", NULL, NULL);
    expect_date("2021-07-311", NULL, NULL);
    expect_date("0 July 2021", NULL, NULL);
    expect_date("03/04/2021", NULL, NULL);
    expect_date("July 2021", NULL, NULL);
    expect_date("in 2021", NULL, NULL);
    expect_date("31 July 20211", NULL, NULL);
    expect_date("31 July 1066", NULL, NULL);
    expect_date("call 555-12-2021 now", NULL, NULL);
    expect_date("29 February 2000", "2000-02-29", "29 February 2000");
    expect_date("30 June 2021, not 31 June 2021", "2021-06-30", "30 June 2021");
}

/** The article's date in blocks placed by hand. */
static const char *date_of(const char *text, uint32_t n, const uint8_t *zone)
{
    static tg_date date;
    tagger_span at[8];
    const char *p = text;
    for (uint32_t i = 0; i < n; i++) {
        size_t m = strcspn(p, "\n");
        at[i] = (tagger_span){(uint32_t)(p - text), (uint32_t)(p - text + (long)m)};
        p += m + 1;
    }
    uint8_t zones[8];
    memcpy(zones, zone, n);
    tg_zones z = {.n = n, .at = at, .zone = zones};
    if (!tg_date_find(&date, str(text), &z)) {
        assert_string_equal(date.iso, "");
        return "";
    }
    assert_true(date.at.end <= strlen(text));
    return date.iso;
}

static void a_field_may_be_digits_alone(void **state)
{
    (void)state;
    static const struct {
        const char *field;
        const char *iso; /* "" = none */
    } rows[] = {
        {"Sat, 31 Jul 2021 10:00:00 GMT", "2021-07-31"},
        {"20210731", "2021-07-31"},
        {"20210731T101500Z", "2021-07-31"},
        {"20210731101500", "2021-07-31"},
        {"1627718400", "2021-07-31"},
        {"1627775999", "2021-07-31"},
        {"1627776000", "2021-08-01"},
        {"1627718400.0", "2021-07-31"},
        {"1627718400999", "2021-07-31"},
        {"20210732", ""},
        {"20210731 and more", ""},
        {"162771840", ""},
        {"1627718400 or so", ""},
        {"162771840012345678", ""},
        {"", ""},
        {"0", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tg_date date = {.iso = ""};
        bool found = tg_calendar_field(&date, str(rows[i].field));
        if (strcmp(found ? date.iso : "", rows[i].iso) != 0)
            fail_msg("\"%s\": %s, not %s", rows[i].field, date.iso, rows[i].iso);
    }
}

static void prefers_the_date_line_near_the_headline(void **state)
{
    (void)state;
    const uint8_t zone[] = {TG_ZONE_DATELINE, TG_ZONE_TEASER, TG_ZONE_HEADLINE, TG_ZONE_DATELINE,
                            TG_ZONE_LEAD};
    assert_string_equal(
        date_of("1 May 2021\nOn 2 May 2021\nTitle\n3 May 2021\nOn 4 May 2021 it", 5, zone),
        "2021-05-03");
    assert_string_equal(date_of("no\nOn 2 May 2021\nTitle\nno\nOn 4 May 2021 it", 5, zone),
                        "2021-05-02");
    assert_string_equal(date_of("no\nno\nTitle\nno\nOn 4 May 2021 it", 5, zone), "2021-05-04");
    assert_string_equal(date_of("no\nno\nTitle\nno\nin May", 5, zone), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_dates_in_words),
        cmocka_unit_test(reads_dates_in_digits),
        cmocka_unit_test(refuses_what_is_no_date),
        cmocka_unit_test(a_field_may_be_digits_alone),
        cmocka_unit_test(prefers_the_date_line_near_the_headline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
