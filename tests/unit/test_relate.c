/* SPDX-License-Identifier: MIT
 *
 * test_relate.c — what sentences say of the names in them: the rules of gazetteers/patterns with
 * their own examples, and the engine that runs them.
 */
#include "relate/relate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lex/builtin.h"
#include "support/marked.h"
#include "support/test.h"

static tg_lexicon *lex;
static tg_relation_rules *rules;

/** A set of the rules of one table; NULL when it is refused. */
static tagger_status make_rules(tg_relation_rules **out, tg_str table, const char *name,
                                tagger_error *err)
{
    tagger_status status = tg_relation_rules_new(out, err);
    if (status == TAGGER_OK) status = tg_relation_rules_add(*out, table, name, err);
    if (status != TAGGER_OK) {
        tg_relation_rules_free(*out);
        *out = NULL;
    }
    return status;
}

static int set_up(void **state)
{
    (void)state;
    tagger_error err = {0};
    tagger_status status = tg_lexicon_open_builtin(&lex, &err);
    if (status != TAGGER_OK) return status;
    tg_str table = tg_lexicon_blob(lex, TG_LIT("patterns/relations.tsv"));
    status = make_rules(&rules, table, "patterns/relations.tsv", &err);
    if (status != TAGGER_OK) (void)fprintf(stderr, "%s\n", err.text);
    return status;
}

static int tear_down(void **state)
{
    (void)state;
    tg_relation_rules_free(rules);
    tg_lexicon_close(lex);
    return 0;
}

/* ---- the rows' own examples ---------------------------------------------------------- */

/** Does the rule called `name`, one of `by`, read something off the example? */
static bool reads(const tg_relation_rules *by, tg_str name, const char *markup, const char *lang)
{
    marked m;
    tg_relations got;
    marked_make(&m, lex, markup, lang);
    if (m.n_lost > 0) fail_msg("not all names are tokens of \"%s\"", markup);
    assert_int_equal(tg_relate(&got, &m.arena, &m.view, &m.linked, by, NULL), TAGGER_OK);
    bool found = false;
    for (uint32_t i = 0; i < got.n; i++) found = found || tg_str_eq(got.at[i].rule, name);
    marked_dispose(&m);
    return found;
}

/** Run the examples, parted by " | ", each in English or behind "xx: ". @return how many there were. */
static unsigned run_examples(uint32_t rule, tg_str examples, bool must)
{
    unsigned n = 0;
    tg_str name = tg_relation_rule_name(rules, rule);
    const char *end = examples.p + examples.n;
    for (const char *at = examples.p; at < end; n++) {
        const char *stop = at;
        while (stop < end && strncmp(stop, " | ", 3) != 0) stop++;
        char lang[3] = "en";
        if (stop - at > 4 && at[2] == ':' && at[3] == ' ') {
            memcpy(lang, at, 2);
            at += 4;
        }
        char markup[512];
        (void)snprintf(markup, sizeof markup, "%.*s.", (int)(stop - at), at);
        if (reads(rules, name, markup, lang) != must) {
            fail_msg("rule %.*s %s read \"%s\"", (int)name.n, name.p, must ? "must" : "must not",
                     markup);
        }
        at = stop < end ? stop + 3 : end;
    }
    return n;
}

static void every_rule_keeps_its_examples(void **state)
{
    (void)state;
    assert_true(tg_relation_rules_count(rules) > 40);
    for (uint32_t i = 0; i < tg_relation_rules_count(rules); i++) {
        tg_str name = tg_relation_rule_name(rules, i);
        unsigned good = run_examples(i, tg_relation_rule_must(rules, i), true);
        unsigned bad = run_examples(i, tg_relation_rule_must_not(rules, i), false);
        if (good == 0 || bad == 0) fail_msg("rule %.*s has no examples", (int)name.n, name.p);
    }
}

/* ---- what comes out ------------------------------------------------------------------- */

static tg_str mention_text(const marked *m, uint32_t i)
{
    if (i == TAGGER_NONE) return TG_LIT("-");
    tagger_span at = m->linked.mention[i].at;
    return (tg_str){m->text.p + at.begin, at.end - at.begin};
}

/** "member_of An Maes>Groen; holds_role An Maes>-=mayor" */
static void expect(int line, const char *markup, const char *relations)
{
    marked m;
    tg_relations got;
    char text[1024] = "";
    size_t n = 0;
    marked_make(&m, lex, markup, "en");
    assert_int_equal(tg_relate(&got, &m.arena, &m.view, &m.linked, rules, NULL), TAGGER_OK);
    for (uint32_t i = 0; i < got.n && n < sizeof text; i++) {
        const tagger_relation *x = &got.at[i];
        tg_str subject = mention_text(&m, x->subject);
        tg_str object = mention_text(&m, x->object);
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s %.*s>%.*s", i > 0 ? "; " : "",
                              x->predicate, (int)subject.n, subject.p, (int)object.n, object.p);
        if (x->value.n > 0)
            n += (size_t)snprintf(text + n, sizeof text - n, "=%.*s", (int)x->value.n, x->value.p);
    }
    marked_dispose(&m);
    if (strcmp(text, relations) != 0)
        fail_msg("line %d: %s\n    got      %s\n    expected %s", line, markup, text, relations);
}
#define EXPECT(markup, relations) expect(__LINE__, (markup), (relations))

static void reads_only_what_the_words_between_say(void **state)
{
    (void)state;
    EXPECT(
        "They quote Justice Minister [p:An Maes] ([y:Open VLD]) on a query from [y:Nieuw-Vlaamse "
        "Alliantie] ([y:N-VA]) parliamentarian [p:Bo Reed].",
        "holds_role An Maes>-=Justice Minister; member_of An Maes>Open VLD; "
        "member_of Bo Reed>N-VA; holds_role Bo Reed>-=parliamentarian");
    EXPECT("[p:An Maes], [y:Groen], [p:Bo Reed] and [o:Acme] met.", "");
}

static void ties_a_role_to_one_body(void **state)
{
    (void)state;
    EXPECT("[o:Oppo]'s [d:Belgian] spokesman [p:An Maes] spoke.",
           "holds_role An Maes>Oppo=spokesman");
    EXPECT("the chairman and CEO of [o:Acme], Mr. [p:Bo Reed], left",
           "holds_role Bo Reed>Acme=chairman and CEO");
    EXPECT("The [o:ING] historian [p:Bo Reed] spoke.", "works_for Bo Reed>ING=historian");
    EXPECT("They saw that the [d:Belgian] Budget State Secretary [p:An Maes] spoke.",
           "holds_role An Maes>Belgian=Budget State Secretary; citizen_of An Maes>Belgian");
}

static void writes_a_role_on_one_line(void **state)
{
    (void)state;
    EXPECT("Dutch officials met [p:An Maes], the prime\n  minister, there",
           "holds_role An Maes>-=prime minister");
    EXPECT("the prime\nminister of [o:Acme], [p:Bo Reed], left",
           "holds_role Bo Reed>Acme=prime minister");
}

static void keeps_the_word_that_a_rule_takes_for_its_value(void **state)
{
    (void)state;
    EXPECT("Republican Sen. [p:Bo Reed] spoke.",
           "member_of Bo Reed>-=Republican; holds_role Bo Reed>-=Sen.");
}

static void reads_no_employer_off_a_meeting_place(void **state)
{
    (void)state;
    EXPECT("[p:An Maes] met [p:Bo Reed] at the [o:White House].", "");
    EXPECT("So says [p:Bo Reed] at [o:ING].", "works_for Bo Reed>ING");
}

static void states_nothing_in_teasers(void **state)
{
    (void)state;
    EXPECT("Mayor [p:An Maes] left.\n\n~ Mayor [p:Bo Reed] wins", "holds_role An Maes>-=Mayor");
    EXPECT("# Mayor [p:An Maes] left\n\nIt rains.", "holds_role An Maes>-=Mayor");
}

static void sees_through_quotes_and_titles(void **state)
{
    (void)state;
    EXPECT("The [d:Belgian] newspaper “[o:De Tijd]” said so.", "based_in De Tijd>Belgian");
    EXPECT("[y:Groen] leader Ms. [p:An Maes] spoke.",
           "member_of An Maes>Groen; holds_role An Maes>Groen=leader");
}

static void gives_the_mention_a_role_that_stands_behind_it(void **state)
{
    (void)state;
    marked m;
    tg_relations got;
    marked_make(&m, lex, "[p:Bo Reed], the CEO of [o:Acme], left.", "en");
    assert_int_equal(m.linked.mention[0].role.n, 0);
    assert_int_equal(tg_relate(&got, &m.arena, &m.view, &m.linked, rules, NULL), TAGGER_OK);
    assert_int_equal(got.n, 1);
    assert_memory_equal(m.linked.mention[0].role.p, "CEO", 3);
    assert_int_equal(got.at[0].at.begin, 0);
    assert_memory_equal(m.text.p + got.at[0].at.end - 4, "Acme", 4);
    assert_true(got.at[0].score > 0.5F && got.at[0].score < 1);
    marked_dispose(&m);
}

/* ---- the table --------------------------------------------------------------------------- */

#define HEAD "name\tpredicate\tlang\tscore\tpattern\tmust\tmustnot\n"

static void expect_refused(int line, const char *rows, const char *why)
{
    tg_relation_rules *r = NULL;
    tagger_error err = {0};
    char table[1024];
    (void)snprintf(table, sizeof table, HEAD "%s", rows);
    tagger_status status = make_rules(&r, (tg_str){table, strlen(table)}, "t.tsv", &err);
    if (status != TAGGER_E_DATA || strcmp(err.text, why) != 0)
        fail_msg("line %d: status %d, '%s'\n    expected '%s'", line, status, err.text, why);
    assert_null(r);
}
#define EXPECT_REFUSED(rows, why) expect_refused(__LINE__, (rows), (why))

static void refuses_a_wrong_row_with_its_line(void **state)
{
    (void)state;
    EXPECT_REFUSED("a\tlikes\t-\t0.9\tS:person\n", "t.tsv:2: no such relation: 'likes'");
    EXPECT_REFUSED("# x\n\na\tmember_of\txx\t0.9\tS:person\n", "t.tsv:4: no such language: 'xx'");
    EXPECT_REFUSED("a\tmember_of\t-\t1.0\tS:person\n",
                   "t.tsv:2: a score is a number from 0.0 to 0.9999, not '1.0'");
    EXPECT_REFUSED("a\tmember_of\t-\t0.x\tS:person\n",
                   "t.tsv:2: a score is a number from 0.0 to 0.9999, not '0.x'");
    EXPECT_REFUSED("a\tmember_of\t-\t0.9\tperson ( O:party )\n",
                   "t.tsv:2: a pattern has one subject: 'person ( O:party )'");
    EXPECT_REFUSED(
        "a\tmember_of\t-\t0.9\t~ S:person\n",
        "t.tsv:2: a pattern begins with a name, a role or a given word, not '~ S:person'");
    EXPECT_REFUSED(
        "a\tmember_of\t-\t0.9\tof? S:person\n",
        "t.tsv:2: a pattern begins with a name, a role or a given word, not 'of? S:person'");
    EXPECT_REFUSED("a\tmember_of\t-\t0.9\tS:persona\n", "t.tsv:2: no such type of name: 'persona'");
    EXPECT_REFUSED("a\tmember_of\t-\t0.9\tS:person @art\n",
                   "t.tsv:2: no row lists the words of '@art'");
    EXPECT_REFUSED("@art\t-\t-\t-\tthe||a\n", "t.tsv:2: no word in 'the||a'");
    EXPECT_REFUSED("a\tmember_of\t-\t0.9\tS:person a a a a a a a a a a a a a a a a\n",
                   "t.tsv:2: too many elements in 'S:person a a a a a a a a a a a a a a a a'");
}

static void a_further_table_goes_on_top(void **state)
{
    (void)state;
    static const char table[] =
        HEAD "founder\tworks_for\ten\t0.9\tS:person founded @art? O:party\r\n"
             "@art\t-\t-\t-\tyonder\n"
             "joiner\tmember_of\ten\t0.9\tS:person nears @art O:party\n";
    tg_relation_rules *r = NULL;
    tg_str builtin = tg_lexicon_blob(lex, TG_LIT("patterns/relations.tsv"));
    assert_int_equal(make_rules(&r, builtin, "relations.tsv", NULL), TAGGER_OK);
    uint32_t n = tg_relation_rules_count(r);
    assert_int_equal(tg_relation_rules_add(r, TG_LIT(table), "t.tsv", NULL), TAGGER_OK);
    assert_int_equal(tg_relation_rules_count(r), n + 2);
    assert_true(reads(r, TG_LIT("founder"), "[p:An Maes] founded the [y:Groen].", "en"));
    assert_true(reads(r, TG_LIT("joiner"), "[p:An Maes] nears yonder [y:Groen].", "en"));
    assert_false(reads(r, TG_LIT("joiner"), "[p:An Maes] nears the [y:Groen].", "en"));
    assert_true(reads(r, TG_LIT("name-party"), "[p:An Maes] ([y:Groen]) spoke.", "en"));
    tg_relation_rules_free(r);
}

static void refuses_more_than_it_holds(void **state)
{
    (void)state;
    char *table = malloc(1 << 20);
    for (unsigned round = 0; round < 3; round++) {
        size_t n = (size_t)sprintf(table, HEAD);
        for (int i = 0; i < 300; i++) {
            if (round == 0) n += (size_t)sprintf(table + n, "a\tmember_of\t-\t0.9\tS:person\n");
            if (round == 1) n += (size_t)sprintf(table + n, "@a%d\t-\t-\t-\tthe\n", i);
        }
        if (round == 2) {
            n += (size_t)sprintf(table + n, "@a\t-\t-\t-\t");
            for (int i = 0; i < 5000; i++) n += (size_t)sprintf(table + n, "a%d|", i);
            table[n - 1] = '\n';
        }
        tg_relation_rules *r = NULL;
        tagger_error err = {0};
        assert_int_equal(make_rules(&r, (tg_str){table, n}, "t.tsv", &err), TAGGER_E_DATA);
        assert_non_null(strstr(err.text, "too many "));
    }
    free(table);
}

static void fails_when_memory_runs_out(void **state)
{
    (void)state;
    tg_str table = tg_lexicon_blob(lex, TG_LIT("patterns/relations.tsv"));
    for (long k = 0; k < 2; k++) {
        tg_relation_rules *r = NULL;
        tg_mem_fail_after(k);
        tagger_status status = make_rules(&r, table, "t.tsv", NULL);
        tg_mem_fail_after(-1);
        assert_int_equal(status, TAGGER_E_NOMEM);
    }
    marked m;
    marked_make(&m, lex, "Mayor [p:An Maes] ([y:Groen]) spoke.", "en");
    tagger_status status = TAGGER_E_NOMEM;
    for (long k = 0; status != TAGGER_OK; k++) {
        tg_arena arena = TG_ARENA_INIT;
        arena.next_chunk = 64;
        tg_relations got;
        tg_mem_fail_after(k);
        status = tg_relate(&got, &arena, &m.view, &m.linked, rules, NULL);
        tg_mem_fail_after(-1);
        tg_arena_dispose(&arena);
        if (status != TAGGER_OK) assert_int_equal(status, TAGGER_E_NOMEM);
        assert_true(k < 100);
    }
    marked_dispose(&m);
}

/** One sentence of many names: the work of a rule does not depend on how many there are. */
static void stays_linear_in_a_long_sentence(void **state)
{
    (void)state;
    enum { N = 20000 };
    char *markup = malloc((size_t)N * 64);
    size_t n = 0;
    for (int i = 0; i < N; i++)
        n += (size_t)sprintf(markup + n, "mayor [p:Xa%d Maes] ([y:Groen]) and\n", i);
    marked m;
    tg_relations got;
    marked_make(&m, lex, markup, "en");
    assert_int_equal(tg_relate(&got, &m.arena, &m.view, &m.linked, rules, NULL), TAGGER_OK);
    assert_int_equal(got.n, 2 * N);
    marked_dispose(&m);
    free(markup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_keeps_its_examples),
        cmocka_unit_test(reads_only_what_the_words_between_say),
        cmocka_unit_test(ties_a_role_to_one_body),
        cmocka_unit_test(writes_a_role_on_one_line),
        cmocka_unit_test(keeps_the_word_that_a_rule_takes_for_its_value),
        cmocka_unit_test(reads_no_employer_off_a_meeting_place),
        cmocka_unit_test(states_nothing_in_teasers),
        cmocka_unit_test(sees_through_quotes_and_titles),
        cmocka_unit_test(gives_the_mention_a_role_that_stands_behind_it),
        cmocka_unit_test(refuses_a_wrong_row_with_its_line),
        cmocka_unit_test(a_further_table_goes_on_top),
        cmocka_unit_test(refuses_more_than_it_holds),
        cmocka_unit_test(fails_when_memory_runs_out),
        cmocka_unit_test(stays_linear_in_a_long_sentence),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
