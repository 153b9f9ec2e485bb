/* SPDX-License-Identifier: MIT
 *
 * prop_topic.c — terms, parts of words and nearness against a plain reading of what they mean.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "prop/prop.h"
#include "support/test.h"
#include "support/topics.h"

static const test_table tables[] = {
    {"topics/mediatopics.tsv", TG_FILE_IS_BLOB, "id\tparent\tname_en\na\t\tA\nb\t\tB\n"},
    {"topics/en.tsv", TG_KIND_TOPIC,
     "topic\tterm\tweight\tmatch\n"
     "a\ta\t1\tfold\na\ta b\t1\tfold\nb\ta b c\t2\tcase\na\tb c\t1\tfold\nb\tc a\t1\tcase\n"
     "a\tabca\t1\tpart\nb\tbcab\t2\tprefix\nb\tabcab\t1\tpart\n"},
    {"rules.tsv", TG_FILE_IS_BLOB,
     "category\twhat\tterms\tweight\twithin\nn\tall\ta & b & c c\t1\t3\n"},
};

static test_topics topics;

static int set_up(void **state)
{
    (void)state;
    return test_topics_make(&topics, tables, 3, NULL, 0, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    test_topics_dispose(&topics);
    return 0;
}

/** The words of a text between blanks, at most 200. */
typedef struct words {
    char at[200][256];
    size_t n;
} words;

static void split(words *w, const char *text, size_t n)
{
    w->n = 0;
    for (size_t i = 0; i < n && w->n < 200;) {
        size_t k = 0;
        while (i < n && text[i] == ' ') i++;
        while (i < n && text[i] != ' ' && k < 255) w->at[w->n][k++] = text[i++];
        w->at[w->n][k] = '\0';
        if (k > 0) w->n++;
        while (k == 255 && i < n && text[i] != ' ') i++;
    }
}

static void lower(char *out, const char *in)
{
    do {
        *out++ = (char)(*in >= 'A' && *in <= 'Z' ? *in + 32 : *in);
    } while (*in++ != '\0');
}

/** Words from i on spell the phrase? */
static bool spells(const words *w, size_t i, const char *phrase, bool fold)
{
    words p;
    split(&p, phrase, strlen(phrase));
    for (size_t k = 0; k < p.n; k++) {
        char word[256];
        if (i + k >= w->n) return false;
        memcpy(word, w->at[i + k], sizeof word);
        if (fold) lower(word, word);
        if (strcmp(word, p.at[k]) != 0) return false;
    }
    return true;
}

static const struct {
    const char *term;
    size_t n;
    bool fold;
} plain[] = {
    {"a b c", 3, false}, {"a b", 2, true}, {"b c", 2, true}, {"c a", 2, false}, {"a", 1, true}};

/** "begin-end " of each term as a reader would mark them: from the left, the longest, once. */
static void mark_plainly(char *out, const words *w)
{
    out[0] = '\0';
    for (size_t i = 0; i < w->n;) {
        size_t n = 0;
        for (size_t t = 0; t < 5 && n == 0; t++) {
            if (spells(w, i, plain[t].term, plain[t].fold)) n = plain[t].n;
        }
        char word[256];
        lower(word, w->at[i]);
        size_t len = strlen(word);
        bool part = (len >= 5 && memcmp(word, "abca", 4) == 0) ||
                    (len >= 6 && memcmp(word + len - 4, "abca", 4) == 0) ||
                    (len >= 5 && memcmp(word, "bcab", 4) == 0) ||
                    (len >= 6 && memcmp(word, "abcab", 5) == 0) ||
                    (len >= 7 && memcmp(word + len - 5, "abcab", 5) == 0);
        /* A term that is the whole word is a term like any other. */
        part = part || strcmp(word, "abca") == 0 || strcmp(word, "bcab") == 0 ||
               strcmp(word, "abcab") == 0;
        if (n == 0 && part) n = 1;
        if (n > 0) out += sprintf(out, "%zu-%zu ", i, i + n);
        i += n > 0 ? n : 1;
    }
}

static bool marks_what_a_reader_marks(const char *bytes, size_t n)
{
    char text[1024];
    if (n > sizeof text - 1) n = sizeof text - 1;
    memcpy(text, bytes, n);
    text[n] = '\0';
    static words w;
    split(&w, text, n);
    char expected[4096];
    mark_plainly(expected, &w);

    test_view v;
    tg_evidence_set found = {0};
    bool ok =
        test_view_make(&v, &topics, (tg_str){text, strlen(text)}, "en") == TAGGER_OK &&
        tg_evidence_find(&found, &v.arena, topics.model, &v.view, &v.resolved, NULL) == TAGGER_OK;
    char got[4096] = "";
    size_t at = 0;
    for (uint32_t i = 0; i < found.n_places; i++)
        at += (size_t)sprintf(got + at, "%u-%u ", found.place[i].begin, found.place[i].end);
    test_view_dispose(&v);
    return ok && strcmp(got, expected) == 0;
}

static float everywhere(const tg_view *view, uint32_t token)
{
    (void)view;
    (void)token;
    return 1;
}

/** Where the three groups begin, and how many words they are. */
static const struct {
    const char *term;
    size_t n;
} near[3] = {{"a", 1}, {"b", 1}, {"c c", 2}};

/** Do the three stand there, with at most 3 words between the first and the last? */
static bool are_near(const words *w, const size_t at[3])
{
    size_t first = 0;
    size_t last = 0;
    for (size_t g = 0; g < 3; g++) {
        if (!spells(w, at[g], near[g].term, true)) return false;
        if (at[g] < at[first]) first = g;
        if (at[g] > at[last]) last = g;
    }
    return at[last] <= at[first] + near[first].n + 3;
}

static bool is_near_plainly(const words *w)
{
    size_t n = w->n;
    for (size_t i = 0; n > 0 && i < n * n * n; i++) {
        if (are_near(w, (const size_t[3]){i % n, i / n % n, i / n / n})) return true;
    }
    return false;
}

static bool nearness_is_what_it_says(const char *bytes, size_t n)
{
    char text[256];
    if (n > sizeof text - 1) n = sizeof text - 1;
    memcpy(text, bytes, n);
    text[n] = '\0';
    static words w;
    split(&w, text, n);
    test_view v;
    tg_rule_topics found = {0};
    bool ok = test_view_make(&v, &topics, (tg_str){text, strlen(text)}, "en") == TAGGER_OK &&
              tg_rules_find(&found, &v.arena, topics.model->rules, &v.view, everywhere, NULL) ==
                  TAGGER_OK;
    test_view_dispose(&v);
    return ok && (found.n == 1) == is_near_plainly(&w);
}

static void terms_equal_their_twin(void **state)
{
    (void)state;
    assert_true(prop_bytes("terms = a reader's marks", marks_what_a_reader_marks, "aA b c   bB",
                           120, 3000));
    assert_true(
        prop_bytes("parts = a reader's marks", marks_what_a_reader_marks, "abcabcAB ", 200, 3000));
}

static void nearness_equals_its_twin(void **state)
{
    (void)state;
    assert_true(
        prop_bytes("near = all triples", nearness_is_what_it_says, "a b c x   c c", 60, 4000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(terms_equal_their_twin),
                                       cmocka_unit_test(nearness_equals_its_twin)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
