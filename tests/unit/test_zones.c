/* SPDX-License-Identifier: MIT */
#include "doc/zones.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
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

/** A page around an article of two paragraphs and what `more` puts between them and the footer. */
static void expect_in_page(const tg_zone_cues *cues, const char *more, const char *letters)
{
    char text[8192];
    char expected[64];
    (void)snprintf(
        text, sizeof text, "%s%s%s",
        "Sign in\n\nShare\n\nSearch\n\n"
        "Ferry sails again between Ostend and Ramsgate\n\n"
        "For the first time in nine years a ferry has left the port of Ostend for the "
        "English coast, with forty lorries on board.\n\n"
        "The last company to serve the route, which ran out of money in 2013, had sold "
        "its only ship to a firm in Greece, and nobody had looked for another since.\n\n",
        more, "About us | Contact | Jobs | Terms\n");
    (void)snprintf(expected, sizeof expected, "fffhlb%sf", letters);
    expect_zones(cues, text, expected, true);
}

#define ASKS_CONSENT                                                                               \
    "We and our partners use cookies and similar technologies to keep this site running, to "      \
    "measure how it is read and to show you advertisements that suit you. You may change your "    \
    "choice at any time at the foot of each page, and read there what we keep and for how long, "  \
    "who our partners are and what they do with it when you have agreed.\n\n"

static void leaves_a_long_request_for_consent_outside(void **state)
{
    /* Longer than the article, and twice. */
    expect_in_page(*state, ASKS_CONSENT ASKS_CONSENT, "tt");
}

#define FIRST_COMMENT                                                                              \
    "I have waited for this ferry since my children were small, and now they are grown and live "  \
    "in Kent with children of their own, so that I can visit them at last without that "           \
    "tunnel.\n\n"
#define SECOND_COMMENT                                                                             \
    "My father was a stoker on the last ship, and when she was sold he stood on the quay until "   \
    "she was out of sight, and then he walked home and never spoke of the sea to us again.\n\n"

static void prefers_the_article_to_longer_comments(void **state)
{
    expect_in_page(*state, "2 comments\n\nLuc says:\n\n" FIRST_COMMENT SECOND_COMMENT, "fftt");
}

static void keeps_the_list_that_a_sentence_leads_to(void **state)
{
    expect_in_page(
        *state,
        "The new company, which has its seat in the old pilots' house, will carry these:\n\n"
        "  * Lorries with flowers\n  * Cars and their drivers\n  * Bicycles\n\n"
        "Read more\n\n  * Bakers ask for cheaper flour\n\n",
        "bbbbft");
}

static void keeps_text_that_ends_without_a_stop(void **state)
{
    expect_in_page(
        *state,
        "We sailed at dawn. The captain sang all the way to Ramsgate and back again, and the "
        "cook, who had not seen the sea before, asked whether it was always as large as…\n\n"
        "Nobody answered him, for all were on deck to see the white coast come nearer.\n\n",
        "bb");
}

static void keeps_a_paragraph_of_many_capitals(void **state)
{
    expect_in_page(
        *state,
        "Ostende. Das Land Flandern gibt Reedern aus Ostende Geld für Schiffe nach Ramsgate. "
        "Das teilte Ministerin Anna Maes der Agentur Belga mit. Die Grünen und die Liberalen "
        "im Parlament von Flandern fordern Auskunft.\n\n",
        "b");
}

static void knows_a_credit_behind_the_last_sentence(void **state)
{
    expect_in_page(
        *state,
        "The ferry in the port of Ostend, on the day of its first crossing. AN DAELE / L'HEURE\n\n"
        "Nobody answered him, for all were on deck to see the white coast come nearer.\n\n",
        "cb");
}

static void finds_the_article_in_markdown(void **state)
{
    expect_zones(
        *state,
        "<div>\n\n[Skip to content](#main)\n\n</div>\n\n"
        "* [News](/news)\n* [Sport](/sport)\n* [Opinion](/opinion)\n\n"
        "# Ferry sails again between Ostend and Ramsgate\n\n"
        "By [Griet Maes](/staff/gm)\n\n"
        "![The ferry](ferry.jpg)\n\n"
        "For the first time in nine years a [ferry](/ferry) has left the port of Ostend for the "
        "English coast, with forty lorries on board. The city of Ostend had asked for it "
        "since the day the last ship was sold, and the harbour has a new quay that nobody had used "
        "before, for want of a company.\n\n"
        "“We hope to sail twice a day,” said captain Luc Dewulf of the new company.\n\n"
        "<div>\n\n### Read more\n\n* [Bakers ask for cheaper flour](/flour)\n\n</div>\n\n"
        "## A long wait\n\n"
        "The last company to serve the route ran out of money in 2013, and had sold its only ship "
        "to a firm in "
        "Greece, so that nobody had looked for another since. Its "
        "captain had gone to Norway, its cook had opened a tavern behind the station, and the "
        "quay had been given to anglers, who will now have to find another place to sit.\n\n"
        "[About us](/about) [Jobs](/jobs)\n",
        "ffffffhyflbffffbbf", true);
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
        cmocka_unit_test(leaves_a_long_request_for_consent_outside),
        cmocka_unit_test(prefers_the_article_to_longer_comments),
        cmocka_unit_test(keeps_the_list_that_a_sentence_leads_to),
        cmocka_unit_test(keeps_text_that_ends_without_a_stop),
        cmocka_unit_test(keeps_a_paragraph_of_many_capitals),
        cmocka_unit_test(knows_a_credit_behind_the_last_sentence),
        cmocka_unit_test(finds_the_article_in_markdown),
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
