/* SPDX-License-Identifier: MIT
 *
 * test_wordlist.c — word lists inside patterns: which are taken out, and what they then answer.
 */
#include <stdio.h>
#include <string.h>

#include "match/wordlist.h"
#include "support/test.h"

#define OPENERS "(?!(?:The|A|An|At|In|On|Of|Le)\\b)"

static tg_str str(const char *text)
{
    return (tg_str){text, strlen(text)};
}

static void takes(tg_word_lists *lists, const char *pattern, const char *expected)
{
    char out[256];
    assert_true(strlen(pattern) <= sizeof out);
    size_t n = tg_word_lists_take(lists, out, str(pattern));
    assert_int_equal(n, strlen(expected));
    assert_memory_equal(out, expected, n);
}

static void a_list_is_taken_out_once(void **state)
{
    (void)state;
    static tg_word_lists lists;
    takes(&lists, "\\b(" OPENERS "\\p{Lu}\\w+)", "\\b((?C1)\\p{Lu}\\w+)");
    takes(&lists, "(?:" OPENERS "\\p{Lu}\\w+ ){2}", "(?:(?C1)\\p{Lu}\\w+ ){2}");
    assert_int_equal(lists.n, 1);
    takes(&lists, OPENERS "(?!(?:b|c|d|e|f|g|h|i)\\b)", "(?C1)(?C2)");
    assert_int_equal(lists.n, 2);
}

static void other_lists_stay(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "(?!(?:The|A|An)\\b)x",                   /* short */
        "(?!(?:The|A|An|At|In|On|Of|Le))x",       /* words that only begin so */
        "(?!(?:The|A|An|At|In||On|Of|Le)\\b)x",   /* and no word */
        "(?!(?:The|A|An|At|In|On|Of|Le|)\\b)x",   /* and no word */
        "(?!(?:The|A|An|At|In|On|Of|L'|Le)\\b)x", /* a sign */
        "(?=(?:The|A|An|At|In|On|Of|Le)\\b)x",    /* not forbidden but asked for */
        "(?i)" OPENERS "x",                       /* small letters too */
        "(?^)" OPENERS "x",
        "(*UCP)" OPENERS "x",
        "\\Q" OPENERS "\\Ex",
        "(\\" OPENERS "x", /* an open bracket, perhaps */
        "(?#x)" OPENERS "x",
        "\\",
        OPENERS "(?C1)x", /* a callout of its own */
        "(?!(?:The|A|An|At|In|On|Of|Le)",
        "",
    };
    static tg_word_lists lists;
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++)
        takes(&lists, patterns[i], patterns[i]);
    assert_int_equal(lists.n, 0);
}

static void more_lists_than_there_is_room_for_stay(void **state)
{
    (void)state;
    static tg_word_lists lists;
    static char text[TG_MAX_WORD_LISTS + 1][64];
    for (int i = 0; i <= TG_MAX_WORD_LISTS; i++) {
        char c = (char)('a' + i);
        (void)snprintf(text[i], sizeof text[i], "(?!(?:x%c|B|C|D|E|F|G|H)\\b)", c);
        char expected[64] = "(?C1)";
        expected[3] = (char)('1' + i);
        takes(&lists, text[i], i < TG_MAX_WORD_LISTS ? expected : text[i]);
    }
    takes(&lists, text[2], "(?C3)");
}

/** As \b has it: a letter, a digit or an underscore behind makes it another word. */
static void a_word_stands_whole_and_in_its_letters(void **state)
{
    (void)state;
    static tg_word_lists lists;
    takes(&lists, OPENERS, "(?C1)");
    static const char *const yes[] = {"The",   "A",   "At noon", "Le-x",
                                      "The’s", "On.", "Of\n",    "In\xc2\xa0x"};
    static const char *const no[] = {"",     "the", "Then", "Th", "THE",  "Leé", "Aß",
                                     "The1", "A_b", "1",    "Éa", " The", "An２"};
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        assert_true(tg_word_list_heads(&lists.at[0], str(yes[i])));
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        assert_false(tg_word_list_heads(&lists.at[0], str(no[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_taken_out_once),
        cmocka_unit_test(other_lists_stay),
        cmocka_unit_test(more_lists_than_there_is_room_for_stay),
        cmocka_unit_test(a_word_stands_whole_and_in_its_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
