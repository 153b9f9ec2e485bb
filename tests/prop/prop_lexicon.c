/* SPDX-License-Identifier: MIT
 *
 * prop_lexicon.c — the waves and tables of find.c find what a plain search finds.
 */
#include <stdio.h>
#include <stdlib.h>

#include "prop/prop.h"
#include "support/lists.h"
#include "support/test.h"
#include "text/words.h"

static const test_table tables[] = {
    {"people/people.tsv", TG_KIND_PERSON,
     "name\nA\nA B\nA b A\nB.A\nB-A b\nÉ\nÉ a\nA A A A A\nab É b\nA [\nA {\n"
     "A A A A A A A A A A A A A A A\n"},
    {"words/words.tsv", TG_KIND_WORD, "form\nb\na b\nb b b\nab\n-\n[ a\na É\n"},
};

static test_lists lists;
static tg_words *words; /* of all texts, so that they are met again */

/** The forms as the twin knows them: their folded tokens in a row. */
typedef struct plain_form {
    char tokens[16][8];
    uint32_t n;
    bool lower;
} plain_form;

static plain_form forms[32];
static uint32_t n_forms;

static void fold_at(char out[8], const tg_tokens *t, tg_str text, uint32_t i)
{
    char folded[64] = "";
    tg_str token = tg_token_str(t, text, i);
    if (token.n < 20) (void)tg_fold(folded, token);
    memcpy(out, folded, 7);
    out[7] = '\0';
}

static bool needs_no_capital(uint8_t flags)
{
    return (flags & (TG_TOKEN_UPPER | TG_TOKEN_DIGIT)) == 0;
}

static void learn(const char *line, size_t n, bool is_word)
{
    tg_arena arena = TG_ARENA_INIT;
    tg_str text = {line, n};
    tg_tokens t;
    assert_int_equal(tg_tokenize(&t, &arena, text, NULL), TAGGER_OK);
    plain_form *f = &forms[n_forms++];
    f->n = t.n;
    f->lower = is_word || needs_no_capital(t.flags[0]);
    for (uint32_t i = 0; i < t.n; i++) fold_at(f->tokens[i], &t, text, i);
    tg_arena_dispose(&arena);
}

static int set_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const char *p = strchr(tables[i].tsv, '\n') + 1;
        for (const char *end; (end = strchr(p, '\n')) != NULL; p = end + 1) {
            learn(p, (size_t)(end - p), i == 1);
        }
    }
    if (tg_words_new(&words, NULL) != TAGGER_OK) return 1;
    return test_lists_make(&lists, tables, 2, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    test_lists_dispose(&lists);
    tg_words_free(words);
    return 0;
}

static bool stands_at(const plain_form *f, const tg_tokens *t, tg_str text, uint32_t at)
{
    if (at + f->n > t->n || (needs_no_capital(t->flags[at]) && !f->lower)) return false;
    for (uint32_t i = 0; i < f->n; i++) {
        char folded[8];
        fold_at(folded, t, text, at + i);
        if (strcmp(folded, f->tokens[i]) != 0) return false;
        if (i > 0 && (t->flags[at + i] & TG_TOKEN_PARAGRAPH) != 0) return false;
    }
    return true;
}

/** Are the hits that begin at `at`, from number *h on, what the plain search finds there? */
static bool same_at(const tg_hits *hits, uint32_t *h, const tg_tokens *t, tg_str text, uint32_t at)
{
    for (uint32_t n = 1; n <= 15; n++) {
        bool expected = false;
        for (uint32_t f = 0; f < n_forms; f++) {
            expected = expected || (forms[f].n == n && stands_at(&forms[f], t, text, at));
        }
        bool found = *h < hits->n && hits->at[*h].begin == at && hits->at[*h].end == at + n;
        if (found != expected) return false;
        *h += found;
    }
    return true;
}

static bool are_same(const tg_hits *a, const tg_hits *b)
{
    return a->n == b->n && (a->n == 0 || memcmp(a->at, b->at, a->n * sizeof *a->at) == 0);
}

static bool finds_what_a_plain_search_finds(const char *bytes, size_t n)
{
    /* The alphabet is bytes: q and Q stand for é and É. */
    char text[4096];
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        bool wide = bytes[i] == 'q' || bytes[i] == 'Q';
        if (wide) text[at++] = '\xc3';
        text[at] = bytes[i];
        if (wide) text[at] = bytes[i] == 'q' ? '\xa9' : '\x89';
        at++;
    }
    tg_str str = {text, at};
    tg_arena arena = TG_ARENA_INIT;
    tg_tokens tokens;
    tg_hits hits;
    bool same = tg_tokenize(&tokens, &arena, str, NULL) == TAGGER_OK &&
                tg_lexicon_find(&hits, &arena, lists.lex, &tokens, str, NULL) == TAGGER_OK;
    tg_hits again;
    same = same && tg_words_number(words, &tokens, &arena, str, NULL) == TAGGER_OK &&
           tg_lexicon_find(&again, &arena, lists.lex, &tokens, str, NULL) == TAGGER_OK &&
           are_same(&hits, &again);
    uint32_t h = 0;
    for (uint32_t i = 0; same && i < tokens.n; i++) same = same_at(&hits, &h, &tokens, str, i);
    same = same && h == hits.n;
    tg_arena_dispose(&arena);
    return same;
}

static void search_equals_its_twin(void **state)
{
    (void)state;
    assert_true(prop_bytes("find = plain search", finds_what_a_plain_search_finds,
                           "A  A B b a  Q q.-[{ \n", 200, 3000));
    assert_true(prop_bytes("find = plain search, long texts", finds_what_a_plain_search_finds,
                           "A  A   B b \n", 2000, 200));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(search_equals_its_twin)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
