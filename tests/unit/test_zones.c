/* SPDX-License-Identifier: MIT */
#include "doc/zones.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "doc/lines.h"
#include "doc/measure.h"
#include "support/test.h"

static tg_str str(const char *s)
{
    return (tg_str){.p = s, .n = strlen(s)};
}

/** The shipped table; tests run in the folder of the sources. */
static int load_cues(void **state)
{
    static char buf[1 << 18];
    FILE *f = fopen("gazetteers/cues/zones.tsv", "rb");
    if (f == NULL) return -1;
    size_t n = fread(buf, 1, sizeof buf, f);
    (void)fclose(f);
    tg_zone_cues *cues;
    tagger_error err;
    if (tg_zone_cues_new(&cues, (tg_str){buf, n}, "gazetteers/cues/zones.tsv", &err) != TAGGER_OK) {
        print_error("%s\n", err.text);
        return -1;
    }
    *state = cues;
    return 0;
}

static int free_cues(void **state)
{
    tg_zone_cues_free(*state);
    return 0;
}

/** Check zone by zone, one letter a block: h d y(byline) l b c f t o(footer). */
static void expect_zones(const tg_zone_cues *cues, const char *text, const char *letters, bool sure)
{
    static const char letter[TG_N_ZONES + 1] = "hdylbcfto";
    tg_arena arena = TG_ARENA_INIT;
    tg_zones z;
    assert_int_equal(tg_zones_find(&z, &arena, str(text), 0, cues, NULL), TAGGER_OK);
    char got[256] = "";
    assert_true(z.n < sizeof got);
    for (uint32_t i = 0; i < z.n; i++) {
        got[i] = letter[z.zone[i]];
        assert_non_null(z.rule[i]);
    }
    if (strcmp(got, letters) != 0) fail_msg("got      %s\n    expected %s\n%s", got, letters, text);
    assert_int_equal(z.sure, sure);
    tg_arena_dispose(&arena);
}

/* ---- cues ---- */

static void finds_cues_where_they_count(void **state)
{
    (void)state;
    const char *tsv = "cue\tclass\tmatch\tlang\n"
                      "# a remark\n"
                      "\n"
                      "Share\tshare\twhole\ten\n"
                      "photo:\tcredit\tstart\ten\n"
                      "lire la suite\tmore\tend\tfr\r\n"
                      "use cookies\tcookie\tany\ten\n"
                      "©\tfooter\tstart\tmul\n"
                      "à la une\tlatest\twhole\tfr\n";
    tg_zone_cues *cues;
    assert_int_equal(tg_zone_cues_new(&cues, str(tsv), "t.tsv", NULL), TAGGER_OK);
    static const struct {
        const char *line;
        uint32_t found;
    } cases[] = {
        {"SHARE", TG_CUE_BIT(TG_CUE_SHARE)},
        {"» Share:", TG_CUE_BIT(TG_CUE_SHARE)},
        {"Share prices fell", 0},
        {"(Photo:  Jan Peeters)", TG_CUE_BIT(TG_CUE_CREDIT)},
        {"Photo exhibition opens", 0},
        {"Le maire répond… Lire la suite »", TG_CUE_BIT(TG_CUE_MORE)},
        {"Lire la suite du roman", 0},
        {"We use\u00a0cookies here", TG_CUE_BIT(TG_CUE_COOKIE)},
        {"They reuse cookies", 0},
        {"©2021 Example", TG_CUE_BIT(TG_CUE_FOOTER)},
        {"À LA UNE", TG_CUE_BIT(TG_CUE_LATEST)},
        {"", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t found = tg_zone_cues_match(cues, str(cases[i].line));
        if (found != cases[i].found) fail_msg("\"%s\": 0x%x", cases[i].line, found);
    }
    tg_zone_cues_free(cues);
}

static void names_file_line_and_reason_of_a_bad_row(void **state)
{
    (void)state;
    static const struct {
        const char *tsv;
        const char *text;
        uint32_t line;
    } cases[] = {
        {"cue\tclass\n", "t.tsv:1: the first line is not cue, class, match, lang", 1},
        {"cue\tclass\tmatch\tlang\n\nx\tshare\twhole\n", "t.tsv:3: a row has four cells", 3},
        {"cue\tclass\tmatch\tlang\nx\tshare\twhole\ten\t\n", "t.tsv:2: a row has four cells", 2},
        {"cue\tclass\tmatch\tlang\nx\tshore\twhole\ten\n",
         "t.tsv:2: the class of this cue is not known", 2},
        {"cue\tclass\tmatch\tlang\nx\tshare\tmiddle\ten\n",
         "t.tsv:2: match is whole, start, end or any", 2},
        {"cue\tclass\tmatch\tlang\n \tshare\twhole\ten\n", "t.tsv:2: a cue has 1 to 240 bytes", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tg_zone_cues *cues;
        tagger_error err;
        assert_int_equal(tg_zone_cues_new(&cues, str(cases[i].tsv), "t.tsv", &err), TAGGER_E_DATA);
        assert_null(cues);
        assert_string_equal(err.text, cases[i].text);
        assert_int_equal(err.line, cases[i].line);
    }
}

/* ---- blocks ---- */

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

/* ---- zones ---- */

static const char page[] =
    "date 2022-03-14\n"
    "Ferry between Ostend and Ramsgate sails again\n"
    "Facebook\n"
    "Latest News:\n"
    "Ferry between Ostend and Ramsgate...\n"
    "Bakers in Liège ask for cheaper flour...\n"
    "  • Twitter\n"
    "    Share article:\n"
    "    In the headlines\n"
    "    Ferry between Ostend and Ramsgate sails again\n"
    "    Bakers in Liège ask for cheaper flour\n"
    "    View more\n"
    "\n"
    "    Ferry between Ostend and Ramsgate sails again\n"
    "\n"
    "    By Griet Maes\n"
    "\n"
    "    Monday, 14 March 2022\n"
    "\n"
    "    © Harbour Press\n"
    "\n"
    "    For the first time in nine years a ferry has left the port of Ostend "
    "for the English coast, with forty lorries on board.\n"
    "\n"
    "    “We hope to sail twice a day,” said captain Luc Dewulf.\n"
    "\n"
    "    A long wait\n"
    "\n"
    "    The last company to serve the route, which ran out of money in 2013, "
    "had sold its only ship to a firm in Greece.\n"
    "\n"
    "    The city did not say what it paid.\n"
    "\n"
    "    The Coast Gazette\n";

static void tells_the_article_from_the_page(void **state)
{
    expect_zones(*state, page,
                 "dffftt"
                 "fffftf"
                 "hydclbbbbo",
                 true);
}

static void lines_may_end_in_another_way(void **state)
{
    static const char *const ends[] = {"\r\n", "\r\r\n", "\r", "\xe2\x80\xa8", "\xe2\x80\xa9"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char text[2 * sizeof page] = "";
        size_t n = 0;
        for (const char *p = page; *p != '\0'; p++) {
            const char *put = *p == '\n' ? ends[i] : (char[]){*p, '\0'};
            n += (size_t)snprintf(text + n, sizeof text - n, "%s", put);
        }
        expect_zones(*state, text,
                     "dffftt"
                     "fffftf"
                     "hydclbbbbo",
                     true);
    }
}

static void tells_bylines_and_captions_above_the_body(void **state)
{
    expect_zones(*state,
                 "Home  News  Sport  Opinion\n\nSign in\n\nShare\n\n"
                 "Ferry sails again between Ostend and Ramsgate\n\n3 hours ago\n\n"
                 "Griet Maes\n\nPolitical correspondent, Ostend\n\n"
                 "The ferry in the port of Ostend, 14 March 2022. © Luc Daele / Harbour Press\n\n"
                 "The ship leaves the pier. (L. Daele/L'Heure)\n\n"
                 "For the first time in nine years a ferry has left the port of Ostend for the "
                 "English coast, with forty lorries on board.\n\n"
                 "“We hope to sail twice a day,” said captain Luc Dewulf of the company.\n\n"
                 "About us | Contact | Jobs | Terms\n",
                 "fffhfyycclbf", true);
}

static void puts_comments_and_footer_outside(void **state)
{
    char text[4096];
    (void)snprintf(text, sizeof text, "%s%s", page,
                   "\nLeave a comment\n\nAll rights reserved. Terms of use\n");
    expect_zones(*state, text,
                 "dffftt"
                 "fffftf"
                 "hydclbbbbofo",
                 true);
}

static void loses_nothing_of_a_clean_article(void **state)
{
    expect_zones(*state,
                 "Two bridges over the Leie closed\n\nFriday, January 4, 2019\n\nBy Ann Smet\n\n"
                 "The city of Kortrijk closed two bridges on Thursday.\n\nWork takes a month.\n",
                 "hdylb", false);
    expect_zones(*state, "The city of Kortrijk closed two bridges on Thursday.", "b", false);
    expect_zones(*state,
                 "FOR IMMEDIATE RELEASE\n\nTwo bridges over the Leie closed\n\n"
                 "The city of Kortrijk closed two bridges on Thursday.\n",
                 "bhl", false);
    expect_zones(*state,
                 "Persbericht\n\nTwee bruggen over de Leie dicht\n\n"
                 "De stad Kortrijk sloot donderdag twee bruggen.\n",
                 "bhl", false);
    expect_zones(*state, "Opinion", "b", false);
    expect_zones(*state, "Angela Merkel", "b", false);
    expect_zones(*state, "", "", false);
    expect_zones(*state, "\n \n", "", false);
}

static void loses_nothing_of_odd_texts(void **state)
{
    /* An interview, a list, verse, a wire item in capitals. */
    expect_zones(*state,
                 "Why did you leave Bruges?\n\nI was tired of tourists.\n\nAnd now?\n\nNow I am a "
                 "tourist in Ghent.\n",
                 "bbbb", false);
    expect_zones(*state,
                 "Five towns to see\n\n1. Leuven\n\n2. Mons\n\n3. Namur\n\n4. Eupen\n\n5. Arlon\n",
                 "hlbbbb", false);
    expect_zones(*state, "O Scheldt, grey river\nof barges and of gulls\nyou carry off the\nmoon",
                 "bbbb", false);
    expect_zones(*state,
                 "SOCCER - GENK BEAT LIEGE.\n\nGENK 1996-08-30\nGENK BEAT LIEGE 2-0 ON FRIDAY.\n",
                 "hdl", false);
}

static void takes_a_known_title_as_headline(void **state)
{
    tg_arena arena = TG_ARENA_INIT;
    tg_zones z;
    tg_str text = str("It rained.\n\nIt rained in Ghent on Monday.\n");
    assert_int_equal(tg_zones_find(&z, &arena, text, 10, *state, NULL), TAGGER_OK);
    assert_int_equal(z.n, 2);
    assert_int_equal(z.zone[0], TG_ZONE_HEADLINE);
    assert_string_equal(z.rule[0], "known-title");
    assert_int_equal(z.zone[1], TG_ZONE_LEAD);

    assert_int_equal(tg_zones_all_body(&z, &arena, text, 10, NULL), TAGGER_OK);
    assert_int_equal(z.zone[0], TG_ZONE_HEADLINE);
    assert_int_equal(z.zone[1], TG_ZONE_BODY);
    assert_int_equal(z.paragraph[1], 1);
    assert_false(z.sure);

    assert_int_equal(tg_zones_all_body(&z, &arena, str(page), 0, NULL), TAGGER_OK);
    for (uint32_t i = 0; i < z.n; i++) assert_int_equal(z.zone[i], TG_ZONE_BODY);
    tg_arena_dispose(&arena);
}

static void numbers_paragraphs(void **state)
{
    tg_arena arena = TG_ARENA_INIT;
    tg_zones z;
    tg_str text =
        str("The minister, who had\nnever been to Eupen,\napologised.\n\nNobody cared.\n");
    assert_int_equal(tg_zones_find(&z, &arena, text, 0, *state, NULL), TAGGER_OK);
    assert_int_equal(z.n, 4);
    assert_int_equal(z.paragraph[0], 0);
    assert_int_equal(z.paragraph[3], z.paragraph[0] + (z.paragraph[2] - z.paragraph[0]) + 1);
    tg_arena_dispose(&arena);
}

static void knows_the_names_of_zones(void **state)
{
    (void)state;
    assert_string_equal(tg_zone_name(TG_ZONE_HEADLINE), "headline");
    assert_string_equal(tg_zone_name(TG_ZONE_FOOTER), "footer");
}

static void survives_each_failed_allocation(void **state)
{
    (void)state;
    static const char tsv[] = "cue\tclass\tmatch\tlang\nshare\tshare\twhole\ten\n";
    long k = 0;
    for (tagger_status status = TAGGER_E_NOMEM; status != TAGGER_OK; k++) {
        tg_zone_cues *cues;
        tg_arena arena = TG_ARENA_INIT;
        arena.next_chunk = 16; /* many small chunks */
        tg_zones z;
        tg_mem_fail_after(k);
        status = tg_zone_cues_new(&cues, TG_LIT(tsv), "t", NULL);
        if (status == TAGGER_OK) status = tg_zones_find(&z, &arena, TG_LIT(page), 0, cues, NULL);
        tg_mem_fail_after(-1);
        assert_true(status == TAGGER_OK || status == TAGGER_E_NOMEM);
        tg_arena_dispose(&arena);
        tg_zone_cues_free(cues);
    }
    assert_true(k > 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_cues_where_they_count),
        cmocka_unit_test(names_file_line_and_reason_of_a_bad_row),
        cmocka_unit_test(trims_all_kinds_of_blanks),
        cmocka_unit_test(joins_lines_that_were_wrapped),
        cmocka_unit_test(joins_lines_that_an_editor_evened_out),
        cmocka_unit_test(joins_text_nodes_of_one_sentence),
        cmocka_unit_test(measures_blocks),
        cmocka_unit_test(tells_a_menu_in_one_line),
        cmocka_unit_test(tells_the_article_from_the_page),
        cmocka_unit_test(lines_may_end_in_another_way),
        cmocka_unit_test(tells_bylines_and_captions_above_the_body),
        cmocka_unit_test(puts_comments_and_footer_outside),
        cmocka_unit_test(loses_nothing_of_a_clean_article),
        cmocka_unit_test(loses_nothing_of_odd_texts),
        cmocka_unit_test(takes_a_known_title_as_headline),
        cmocka_unit_test(numbers_paragraphs),
        cmocka_unit_test(knows_the_names_of_zones),
        cmocka_unit_test(survives_each_failed_allocation),
    };
    return cmocka_run_group_tests(tests, load_cues, free_cues);
}
