/* SPDX-License-Identifier: MIT */
#include "doc/lines.h"

#include <string.h>

#include "doc/measure.h"
#include "support/test.h"

static tg_str str(const char *s)
{
    return (tg_str){.p = s, .n = strlen(s)};
}

/** Check the blocks of a text, joined by '|', line ends inside shown as '/'. */
static void expect_blocks(const char *text, const char *joined)
{
    tg_arena arena = TG_ARENA_INIT;
    tg_blocks blocks;
    char got[2048] = "";
    assert_int_equal(tg_blocks_find(&blocks, &arena, str(text), NULL), TAGGER_OK);
    for (uint32_t i = 0; i < blocks.n; i++) {
        if (i > 0) (void)strcat(got, "|");
        (void)strncat(got, text + blocks.at[i].begin, blocks.at[i].end - blocks.at[i].begin);
    }
    for (char *p = got; *p != '\0'; p++)
        if (*p == '\n') *p = '/';
    tg_arena_dispose(&arena);
    assert_string_equal(got, joined);
}

static void trims_all_kinds_of_blanks(void **state)
{
    (void)state;
    expect_blocks("", "");
    expect_blocks(" \r\n\t\n\u00a0\u3000\n", "");
    expect_blocks("\ufeff Ghent \u00a0\r\n\u00a0 Liège\u2009\n", "Ghent|Liège");
}

static void joins_lines_that_were_wrapped(void **state)
{
    (void)state;
    expect_blocks("The council of Oudenburg has decided to close\n"
                  "the swimming pool for two years, as repairs\n"
                  "cost more than was thought.\n"
                  "Swimmers protest.\n"
                  "  * They want to keep the pool open until the\n"
                  "    end of June.\n",
                  "The council of Oudenburg has decided to close/"
                  "the swimming pool for two years, as repairs/"
                  "cost more than was thought.|Swimmers protest.|"
                  "* They want to keep the pool open until the/    end of June.");
}

static void joins_lines_that_an_editor_evened_out(void **state)
{
    (void)state;
    expect_blocks("The council of Oudenburg has decided to close the swimming\n"
                  "pool for two years, as repairs cost more than it\n"
                  "was told, and now it will ask the whole province\n"
                  "of West Flanders for money to open it again.\n"
                  "Swimmers protest.\n",
                  "The council of Oudenburg has decided to close the swimming/"
                  "pool for two years, as repairs cost more than it/"
                  "was told, and now it will ask the whole province/"
                  "of West Flanders for money to open it again.|Swimmers protest.");
}

static void joins_text_nodes_of_one_sentence(void **state)
{
    (void)state;
    expect_blocks("Home\nNews\nSport\nWeather\nTravel\nMoney\nRadio\nVideo\nMore\n"
                  "The bridge near the old harbour will be closed on Monday, the\n"
                  "Port Authority\n"
                  "said in a note.\n"
                  "Boats must wait.\n",
                  "Home|News|Sport|Weather|Travel|Money|Radio|Video|More|"
                  "The bridge near the old harbour will be closed on Monday, the/"
                  "Port Authority/said in a note.|Boats must wait.");
}

static void measures_blocks(void **state)
{
    (void)state;
    tg_arena arena = TG_ARENA_INIT;
    tg_blocks b;
    const char *text = "• Mayor J. Claes resigned. Nobody knew why in 2019.\n"
                       "\n"
                       "MAYOR J CLAES RESIGNED nobody knew why in 2019\n"
                       "[logo] [ search ]\n"
                       "He said:\n"
                       "And then…”\n"
                       "東京都の知事は月曜日に辞任した。\n";
    assert_int_equal(tg_blocks_find(&b, &arena, str(text), NULL), TAGGER_OK);
    assert_int_equal(b.n, 6);
    assert_true(b.at[0].bullet && b.at[0].after_blank && b.at[0].has_year);
    assert_int_equal(b.at[0].n_words, 9);
    assert_int_equal(b.at[0].n_lower, 4);
    assert_int_equal(b.at[0].n_stops, 1);
    assert_int_equal(b.at[0].end_kind, TG_END_STOP);
    assert_int_equal(tg_block_key(&b.at[0], text), tg_block_key(&b.at[1], text));
    assert_int_not_equal(tg_block_key(&b.at[0], text), tg_block_key(&b.at[3], text));
    assert_int_equal(tg_block_key(&b.at[2], text) == 0, b.at[2].n_words == 0);
    assert_true(b.at[1].after_blank && !b.at[1].bullet);
    assert_true(b.at[2].bracketed && !b.at[2].after_blank && !b.at[2].row);
    assert_int_equal(b.at[3].end_kind, TG_END_COLON);
    assert_int_equal(b.at[4].end_kind, TG_END_DOTS);
    assert_int_equal(b.at[5].end_kind, TG_END_STOP);
    assert_true(b.at[5].n_words >= 6 && b.at[5].n_lower >= 6);
    tg_arena_dispose(&arena);
}

static void tells_a_menu_in_one_line(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        bool row;
    } cases[] = {
        {"Home  World  Middle East  Opinion", true},
        {"Newsletters | About us | Advertise | Careers", true},
        {"Newsletters | About us", false},
        {"Ghent   8  3  1", false},
        {"The council closed the pool.  Swimmers protest.  They want it open.  Soon.", false},
        {"Home World Sport Opinion", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tg_arena arena = TG_ARENA_INIT;
        tg_blocks b;
        assert_int_equal(tg_blocks_find(&b, &arena, str(cases[i].line), NULL), TAGGER_OK);
        if (b.at[0].row != cases[i].row) fail_msg("\"%s\"", cases[i].line);
        tg_arena_dispose(&arena);
    }
}

static void finds_the_margin_of_a_page_of_short_lines(void **state)
{
    (void)state;
    /* Most long lines are headlines that nothing follows, and an address sticks out. */
    expect_blocks(
        "Bakers in the province of Liège ask for cheaper flour\n\n"
        "Ferry between Ostend and Ramsgate sails again\n\n"
        "The school in the Kerkstraat is to be pulled down\n\n"
        "Museum of lace shows the last collar of the count\n\n"
        "The council of Oudenburg has decided on Monday evening to close the\n"
        "swimming pool for two years.\n\n"
        "Swimmers do not agree, and say that repairs need not cost as much as\n"
        "it was told by an office.\n\n"
        "They want to keep the pool open until the end of June, as they have a\n"
        "race to prepare.\n\n"
        "  7. https://www.example.com/2022/03/14/swimming-pool-of-oudenburg-to-be-closed\n",
        "Bakers in the province of Liège ask for cheaper flour|"
        "Ferry between Ostend and Ramsgate sails again|"
        "The school in the Kerkstraat is to be pulled down|"
        "Museum of lace shows the last collar of the count|"
        "The council of Oudenburg has decided on Monday evening to close the/"
        "swimming pool for two years.|"
        "Swimmers do not agree, and say that repairs need not cost as much as/"
        "it was told by an office.|"
        "They want to keep the pool open until the end of June, as they have a/"
        "race to prepare.|"
        "7. https://www.example.com/2022/03/14/swimming-pool-of-oudenburg-to-be-closed");
}

static void joins_a_link_behind_any_word_in_small_letters(void **state)
{
    (void)state;
    expect_blocks("Home\nNews\nSport\nWeather\nTravel\nMoney\nRadio\nVideo\nMore\n"
                  "“We will strike until Friday”, said Peter Goossens of the union\n"
                  "Harbour Hands\n"
                  ".\n"
                  "According to director\n"
                  "Karel Steyaert\n"
                  "the price of gas is to blame for the loss of jobs.\n"
                  "net binnen\nWeer\ngids\n",
                  "Home|News|Sport|Weather|Travel|Money|Radio|Video|More|"
                  "“We will strike until Friday”, said Peter Goossens of the union/"
                  "Harbour Hands/.|"
                  "According to director/Karel Steyaert/"
                  "the price of gas is to blame for the loss of jobs.|"
                  "net binnen|Weer|gids");
}

static void reads_the_marks_of_markdown(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        uint8_t heading;
        bool bracketed;
        bool has_link;
    } cases[] = {
        {"## Swimmers protest", 2, false, false},
        {"#pool is closed", 0, false, false},
        {"####### Pool", 0, false, false},
        {"[Sign in](/login) [Subscribe](/subscribe)", 0, true, true},
        {"* [Sport](/sport)", 0, true, true},
        {"![The pool](pool.jpg)", 0, true, true},
        {"# [Pool to close](/pool)", 1, false, true},
        {"The [council](/council) closed the pool.", 0, false, true},
        {"</div>", 0, true, false},
        {"::: {.menu}", 0, true, false},
        {"a < b and b > c", 0, false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tg_arena arena = TG_ARENA_INIT;
        tg_blocks b;
        assert_int_equal(tg_blocks_find(&b, &arena, str(cases[i].line), NULL), TAGGER_OK);
        if (b.at[0].heading != cases[i].heading || b.at[0].bracketed != cases[i].bracketed ||
            b.at[0].has_link != cases[i].has_link)
            fail_msg("\"%s\"", cases[i].line);
        tg_arena_dispose(&arena);
    }
}

static void looks_for_the_end_before_the_mark_of_a_note(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        tg_block_end end;
    } cases[] = {
        {"The pool was closed.[12]", TG_END_STOP},   {"The pool was closed.^[iv]", TG_END_STOP},
        {"The pool was closed…[3][4]", TG_END_DOTS}, {"The pool was closed_.", TG_END_STOP},
        {"The pool [closed]", TG_END_OPEN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tg_arena arena = TG_ARENA_INIT;
        tg_blocks b;
        assert_int_equal(tg_blocks_find(&b, &arena, str(cases[i].line), NULL), TAGGER_OK);
        if (b.at[0].end_kind != cases[i].end) fail_msg("\"%s\"", cases[i].line);
        tg_arena_dispose(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trims_all_kinds_of_blanks),
        cmocka_unit_test(joins_lines_that_were_wrapped),
        cmocka_unit_test(joins_lines_that_an_editor_evened_out),
        cmocka_unit_test(joins_text_nodes_of_one_sentence),
        cmocka_unit_test(measures_blocks),
        cmocka_unit_test(tells_a_menu_in_one_line),
        cmocka_unit_test(finds_the_margin_of_a_page_of_short_lines),
        cmocka_unit_test(joins_a_link_behind_any_word_in_small_letters),
        cmocka_unit_test(reads_the_marks_of_markdown),
        cmocka_unit_test(looks_for_the_end_before_the_mark_of_a_note),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
