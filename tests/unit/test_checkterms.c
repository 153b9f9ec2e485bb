/* SPDX-License-Identifier: MIT */
#include "lex/checkterms.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "support/lists.h"
#include "support/test.h"

static const test_table tables[] = {
    {"topics/en.tsv", TG_KIND_TOPIC,
     "topic\tterm\tlang\tweight\tmatch\n"
     "t:a\tbank\ten\t2\tfold\nt:b\tbank\ten\t2\tfold\nt:b\tbank\tnl\t2\tfold\n"
     "t:a\tthe\ten\t1\tfold\nt:a\tThe\ten\t1\tcase\nt:a\tde\tfr\t1\tfold\nt:a\ttv\ten\t1\tfold\n"
     "t:a\tcentral bank\ten\t2\tfold\nt:a\tblood bank\ten\t3\tfold\nt:c\tfood bank\ten\t1\tfold\n"
     "t:a\tgone\ten\t0\tfold\n"},
    {"words/function.tsv", TG_KIND_WORD,
     "form\tlang\tclass\nthe\ten\tfunction\nde\tnl\tfunction\n"},
    {"words/stop-names.tsv", TG_KIND_STOP_NAME, "form\tcommon_in\nbank\ten\n"},
};

typedef struct findings {
    const tg_lexicon *lex;
    char text[512];
    size_t n;
} findings;

static void keep(void *context, const tg_entry *e, const char *what, const tg_entry *other)
{
    findings *f = context;
    tg_str text = tg_lexicon_entry_text(f->lex, e);
    f->n += (size_t)snprintf(f->text + f->n, sizeof f->text - f->n, "%u %.*s: %s %u\n", e->line,
                             (int)text.n, text.p, what, other != NULL ? other->line : 0);
}

static void assert_findings(const char *form, const char *expected)
{
    test_lists lists;
    assert_int_equal(test_lists_make(&lists, tables, 3, NULL), TAGGER_OK);
    findings f = {.lex = lists.lex};
    uint32_t n = 0;
    tg_str text = {form, strlen(form)};
    const tg_entry *e = tg_lexicon_entries(lists.lex, tg_lexicon_form(lists.lex, text), &n);
    assert_int_equal(tg_check_terms(lists.lex, e, n, keep, &f, NULL), TAGGER_OK);
    assert_string_equal(f.text, expected);
    test_lists_dispose(&lists);
}

static void a_term_of_two_topics_is_found_within_a_language(void **state)
{
    (void)state;
    assert_findings("bank", "2 bank: an everyday word 0\n3 bank: a term of another topic too 2\n"
                            "3 bank: an everyday word 0\n");
}

static void everyday_and_short_words_are_found_unless_case_tells(void **state)
{
    (void)state;
    assert_findings("the", "5 the: an everyday word 0\n");
    assert_findings("de", "7 de: so short that only match case can tell it 0\n");
    assert_findings("tv", "8 tv: so short that only match case can tell it 0\n");
    assert_findings("gone", "");
}

static void a_longer_term_that_says_no_more_is_found(void **state)
{
    (void)state;
    assert_findings("central bank", "9 central bank: says no more than a shorter term 2\n");
    assert_findings("blood bank", "");
    assert_findings("food bank", "");
}

static void survives_each_failed_allocation(void **state)
{
    (void)state;
    test_lists lists;
    assert_int_equal(test_lists_make(&lists, tables, 3, NULL), TAGGER_OK);
    uint32_t n = 0;
    const tg_entry *e =
        tg_lexicon_entries(lists.lex, tg_lexicon_form(lists.lex, TG_LIT("central bank")), &n);
    tagger_status status = TAGGER_E_NOMEM;
    for (long k = 0; status == TAGGER_E_NOMEM; k++) {
        findings f = {.lex = lists.lex};
        tg_mem_fail_after(k);
        status = tg_check_terms(lists.lex, e, n, keep, &f, NULL);
        tg_mem_fail_after(-1);
    }
    assert_int_equal(status, TAGGER_OK);
    test_lists_dispose(&lists);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_term_of_two_topics_is_found_within_a_language),
        cmocka_unit_test(everyday_and_short_words_are_found_unless_case_tells),
        cmocka_unit_test(a_longer_term_that_says_no_more_is_found),
        cmocka_unit_test(survives_each_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
