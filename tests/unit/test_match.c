/* SPDX-License-Identifier: MIT
 *
 * test_match.c — what the matchers propose, and what is marked, seen through dumps and explanations.
 */
#include <stdlib.h>
#include <string.h>

#include "support/engine.h"
#include "support/lines.h"
#include "support/test.h"

static test_lines *candidates_of(const test_engine *e, const char *text)
{
    tagger_result *r = test_engine_tag(e, text);
    assert_non_null(r);
    test_lines *l = test_lines_new(0);
    assert_int_equal(tagger_dump(r, "candidates", test_lines_keep, l, NULL), TAGGER_OK);
    tagger_result_free(r);
    return l;
}

/** Does a candidate of the text have this surface? */
static bool proposes(const char *text, const char *surface)
{
    test_lines *l = candidates_of(&test_toy, text);
    char column[256] = "\t";
    strcat(strcat(column, surface), "\t");
    bool found = strstr(l->text, column) != NULL;
    free(l);
    return found;
}

/** Does the explanation of `surface` in the text name the feature? */
static bool has_feature(const char *text, const char *surface, const char *feature)
{
    tagger_result *r = test_engine_tag(&test_toy, text);
    assert_non_null(r);
    test_lines *l = test_lines_new(0);
    uint32_t begin = (uint32_t)(strstr(text, surface) - text);
    tagger_span span = {begin, begin + (uint32_t)strlen(surface)};
    assert_int_equal(tagger_explain(r, span, test_lines_keep, l, NULL), TAGGER_OK);
    tagger_result_free(r);
    bool found = strstr(l->text, feature) != NULL;
    free(l);
    return found;
}

static void a_name_ends_with_its_cell(void **state)
{
    (void)state;
    static const char table[] = "Winner\tParty\nAnna Lindqvist\tGroen\nPeter Maas\tVooruit\n";
    assert_true(proposes(table, "Anna Lindqvist"));
    assert_true(proposes(table, "Peter Maas"));
    assert_false(proposes(table, "Anna Lindqvist Groen"));
    assert_false(proposes(table, "Party Anna Lindqvist"));
    static const char wrapped[] = "\tThe prize went to Anna\n\tLindqvist on Monday.\n";
    assert_true(proposes(wrapped, "Anna  Lindqvist")); /* as dumps write it */
}

static void a_french_body_goes_on_in_small_letters(void **state)
{
    (void)state;
    static const char text[] =
        "Selon la Fédération de la pêche sportive (FPS), les rivières sont basses. "
        "Le Comité a dit que les poissons ont soif, et que la pluie est attendue dans les jours.";
    assert_true(proposes(text, "Fédération de la pêche"));
    assert_true(proposes(text, "Fédération de la pêche sportive"));
    assert_false(proposes(text, "Fédération de la"));
    assert_false(proposes(text, "Comité a dit"));
    static const char english[] =
        "The Committee said that the fish were thirsty and it would rain.";
    assert_false(proposes(english, "Committee said"));
}

static void a_last_initial_keeps_its_point(void **state)
{
    (void)state;
    assert_true(proposes("The court heard Kilian B. on Monday, and he said nothing.", "Kilian B."));
    assert_false(proposes("The court heard plan B. It said nothing.", "plan B."));
}

static void german_compounds_are_what_they_end_in(void **state)
{
    (void)state;
    static const char text[] = "Die Gartenbaupräsidentin Ada Zwembak hat das nicht gesagt, aber "
                               "sie war auch nicht bei der Sitzung, und das ist nicht gut.";
    assert_true(has_feature(text, "Ada Zwembak", "prev.mark=role-tail"));
    static const char english[] = "The Gartenbaupräsidentin Ada Zwembak did not say that, but she "
                                  "was not at the meeting either, and that is not good.";
    assert_false(has_feature(english, "Ada Zwembak", "prev.mark=role-tail"));
}

static void firms_are_known_by_their_shares(void **state)
{
    (void)state;
    static const char text[] = "Shares of Grubolt (NasdaqGS: GRBT) fell, and Wexmor (WXM.L) rose.";
    assert_true(has_feature(text, "Grubolt", "span.share=traded"));
    assert_true(has_feature(text, "NasdaqGS", "span.share=market"));
    assert_true(has_feature(text, "Wexmor", "span.share=code"));
    static const char other[] =
        "Grubolt (as Ada: she) fell, and Wexmor (of late) rose. See Ada: no.";
    assert_false(has_feature(other, "Grubolt", "span.share"));
    assert_false(has_feature(other, "Wexmor", "span.share"));
}

/** A pattern is tried where tokens begin, also behind a match and up to its last trigger. */
static void patterns_find_several_names_in_a_sentence(void **state)
{
    (void)state;
    static const char text[] =
        "Staff of Quimby University met staff of Zorbel University and the University of Trask.";
    assert_true(has_feature(text, "Quimby University", "span.rule=organization"));
    assert_true(has_feature(text, "Zorbel University", "span.rule=organization"));
    assert_true(has_feature(text, "University of Trask", "span.rule=organization"));
}

/** What a worker remembers of rows holds for one writing of a word, in one language. */
static void a_worker_remembers_nothing_wrong(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "The US told us that IT is it, and who is in the WHO. May may go to Reading for reading.",
        "the us told US that it is IT, and WHO is in the who. may May go to reading for Reading.",
        "De minister van die dag was in de WHO, en dat is het. May gaat naar Reading in de dag.",
        "Die Minister der Partei sind in der WHO, und das ist es. May ist nicht in Reading, US it.",
        "US",
        "Le ministre est dans la WHO, et c’est tout pour les US. May va à Reading avec des amis.",
    };
    enum { N_TEXTS = sizeof texts / sizeof texts[0] };
    for (unsigned i = 0; i < 3 * N_TEXTS; i++) {
        const char *text = texts[i * 5 % N_TEXTS];
        test_engine fresh = test_toy;
        assert_int_equal(tagger_worker_new(&fresh.worker, fresh.engine, NULL), TAGGER_OK);
        test_lines *expected = candidates_of(&fresh, text);
        tagger_worker_free(fresh.worker);
        test_lines *got = candidates_of(&test_toy, text);
        assert_string_equal(got->text, expected->text);
        free(expected);
        free(got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_ends_with_its_cell),
        cmocka_unit_test(a_french_body_goes_on_in_small_letters),
        cmocka_unit_test(a_last_initial_keeps_its_point),
        cmocka_unit_test(german_compounds_are_what_they_end_in),
        cmocka_unit_test(firms_are_known_by_their_shares),
        cmocka_unit_test(patterns_find_several_names_in_a_sentence),
        cmocka_unit_test(a_worker_remembers_nothing_wrong),
    };
    return cmocka_run_group_tests(tests, test_toy_set_up, test_toy_tear_down);
}
