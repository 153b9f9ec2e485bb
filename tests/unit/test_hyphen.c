/* SPDX-License-Identifier: MIT
 *
 * test_hyphen.c — which words that the end of a line parts become one token, and what it says then.
 */
#include <string.h>

#include "base/arena.h"
#include "doc/hyphen.h"
#include "support/lists.h"
#include "support/test.h"

static test_lists lists;

static int set_up(void **state)
{
    (void)state;
    static const test_table tables[] = {
        {"words/function-words.tsv", TG_KIND_WORD,
         "form\tlang\tflags\tclass\nand\ten\t\tfunction\n"},
        {"places/places.tsv", TG_KIND_LOCATION,
         "id\tname\tform\tlang\tflags\tcountry\tsubtype\n"
         "x1\tBaden-Fels\t\t\t\tDE\tcity\nx2\tNetherfels\t\t\t\tDE\tcity\n"
         "x3\tFordo\t\t\t\tDE\tcity\nx4\tQ-FA\t\t\t\tDE\tcity\n"},
    };
    return test_lists_make(&lists, tables, sizeof tables / sizeof tables[0], NULL);
}

static int tear_down(void **state)
{
    (void)state;
    test_lists_dispose(&lists);
    return 0;
}

/** Check the tokens of a text whose second paragraph begins at `second`: folded, with "|" between. */
static void expect(int line, const char *text, uint32_t second, const char *expected)
{
    tg_arena arena = TG_ARENA_INIT;
    tg_tokens tokens;
    tg_str s = {text, strlen(text)};
    assert_int_equal(tg_tokenize(&tokens, &arena, s, NULL), TAGGER_OK);
    tagger_span paragraphs[] = {{0, second}, {second, (uint32_t)s.n}};
    tg_hyphens_join(&tokens, &(tg_hyphen_input){s, paragraphs, 2, lists.lex});
    char got[512];
    size_t n = 0;
    for (uint32_t i = 0; i < tokens.n; i++) {
        tg_str token = tg_token_str(&tokens, s, i);
        if (i > 0) got[n++] = '|';
        size_t n_folded = tg_fold(got + n, token);
        assert_true(tokens.hash[i] == tg_hash_folded((tg_str){got + n, n_folded}));
        n += n_folded;
    }
    got[n] = '\0';
    tg_arena_dispose(&arena);
    if (strcmp(got, expected) != 0) fail_msg("line %d: %s", line, got);
}

#define EXPECT(text, expected) expect(__LINE__, text, sizeof(text) - 1, expected)

static void joins_what_no_list_knows_apart(void **state)
{
    (void)state;
    EXPECT("Van Quicken-\nborne left", "van|quickenborne|left");
    EXPECT("Van Quicken-\r\n   borne left", "van|quickenborne|left");
    EXPECT("a Gér-\nôme here", "a|gérôme|here");
    EXPECT("Quic-\nken-\nborne left", "quickenborne|left");
}

static void joins_what_the_lists_know_whole(void **state)
{
    (void)state;
    EXPECT("in Nether-\nfels", "in|netherfels");
    EXPECT("in Baden-\nFels", "in|baden-fels");
    EXPECT("the Q-\nFA of", "the|q-fa|of");
}

static void leaves_two_words_apart(void **state)
{
    (void)state;
    EXPECT("a Fordo-\nmanager", "a|fordo|-|manager");
    EXPECT("pre-\nand post-war", "pre|-|and|post-war");
    EXPECT("the CDU-\npolitician", "the|cdu|-|politician");
    EXPECT("from 2010-\nend", "from|2010|-|end");
    EXPECT("here -\nborne", "here|-|borne");
    EXPECT("Quicken-\n\nborne", "quicken|-|borne");
    EXPECT("Quicken- borne", "quicken|-|borne");
    EXPECT("Quicken-\n", "quicken|-");
    EXPECT("-\nborne", "-|borne");
    expect(__LINE__, "Quicken-\nborne", 9, "quicken|-|borne");
}

static void keeps_the_flags_of_both(void **state)
{
    (void)state;
    tg_arena arena = TG_ARENA_INIT;
    tg_tokens t;
    tg_str s = TG_LIT("Quicken-\nborne Baden-\nFels");
    assert_int_equal(tg_tokenize(&t, &arena, s, NULL), TAGGER_OK);
    tagger_span all = {0, (uint32_t)s.n};
    tg_hyphens_join(&t, &(tg_hyphen_input){s, &all, 1, lists.lex});
    assert_int_equal(t.n, 2);
    assert_int_equal(t.flags[0],
                     TG_TOKEN_WORD | TG_TOKEN_UPPER | TG_TOKEN_LINE | TG_TOKEN_PARAGRAPH);
    assert_int_equal(t.flags[1], TG_TOKEN_WORD | TG_TOKEN_UPPER | TG_TOKEN_INNER);
    tg_arena_dispose(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_what_no_list_knows_apart),
        cmocka_unit_test(joins_what_the_lists_know_whole),
        cmocka_unit_test(leaves_two_words_apart),
        cmocka_unit_test(keeps_the_flags_of_both),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
