/* SPDX-License-Identifier: MIT
 *
 * prop_quote.c — whatever the words and marks, quotes lie in the text, in order and apart.
 *
 * A random byte picks a piece of news language, so that the random texts are full of cues, marks
 * and joints in every wrong order.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "prop/prop.h"
#include "support/test.h"

static const char *const languages[] = {"en", "nl", "fr", "de"};

/* The byte 'A' + i picks piece i. */
static const char *const pieces[] = {
    "“",           "” ",     "\"",    "\" ",     "« ",         " » ",        "„",
    "‘",           "’ ",     "''",    ", ",      ". ",         ": ",         "\n\n",
    "said ",       "he ",    "that ", "told ",   "Ann Lee ",   "according ", "to ",
    "adding ",     "and ",   "the ",  "mayor ",  "has ",       "was ",       "claims ",
    "criticized ", "wants ", "zegt ", "dat ",    "volgens ",   "voegde ",    "dit-il ",
    "a-t-elle ",   "selon ", "qu’",   "dass ",   "sagte ",     "zufolge ",   "so ",
    "– ",          "(",      ") ",    "SMITH: ", "in London ", "not ",       "? ",
    "on Monday ",  "'s ",    "who ",  "; ",      "x"};

enum { N_PIECES = sizeof pieces / sizeof pieces[0] };

static tagger_engine *engine;
static tagger_worker *worker;

static int set_up(void **state)
{
    (void)state;
    tagger_options options = TAGGER_OPTIONS_INIT;
    options.topics = TAGGER_TOPICS_OFF;
    if (tagger_engine_new(&engine, &options, NULL) != TAGGER_OK) return -1;
    return tagger_worker_new(&worker, engine, NULL) == TAGGER_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    tagger_worker_free(worker);
    tagger_engine_free(engine);
    return 0;
}

static bool lies_in(tagger_span at, size_t n)
{
    return at.begin <= at.end && at.end <= n;
}

static bool known_kind(const char *kind)
{
    return strcmp(kind, "direct") == 0 || strcmp(kind, "mixed") == 0 ||
           strcmp(kind, "reported") == 0;
}

/** Pieces of one quote in order, quotes by the begin of their first piece. */
static bool in_order(const tagger_result *r)
{
    uint32_t first = 0;
    for (uint32_t i = 0; i < tagger_result_n_quotes(r); i++) {
        const tagger_quote *q = tagger_result_quote(r, i);
        size_t n = tagger_result_meta(r)->text.n;
        bool speaks = q->speaker == TAGGER_NONE || q->speaker < tagger_result_n_mentions(r);
        if (!speaks || !known_kind(q->kind) || q->n_content == 0) return false;
        if (!lies_in(q->source, n) || !lies_in(q->cue, n) || q->content[0].begin < first)
            return false;
        first = q->content[0].begin;
        for (uint32_t k = 0; k < q->n_content; k++) {
            bool apart = k == 0 || q->content[k - 1].end <= q->content[k].begin;
            if (!lies_in(q->content[k], n) || q->content[k].begin == q->content[k].end || !apart)
                return false;
        }
    }
    return true;
}

/** No byte is said twice. */
static bool disjoint(const tagger_result *r)
{
    size_t n = tagger_result_meta(r)->text.n;
    char *said = calloc(n + 1, 1);
    bool ok = true;
    for (uint32_t i = 0; i < tagger_result_n_quotes(r); i++) {
        const tagger_quote *q = tagger_result_quote(r, i);
        for (uint32_t k = 0; k < q->n_content; k++) {
            for (uint32_t b = q->content[k].begin; b < q->content[k].end; b++) {
                ok = ok && said[b] == 0;
                said[b] = 1;
            }
        }
    }
    free(said);
    return ok;
}

static bool quotes_are_sound(const char *picks, size_t n)
{
    tg_buf text = TG_BUF_INIT;
    for (size_t i = 0; i < n; i++) tg_buf_word(&text, pieces[(unsigned char)picks[i] - 'A']);
    bool ok = true;
    for (size_t l = 0; l < sizeof languages / sizeof languages[0]; l++) {
        tagger_article article = {.text = tg_buf_view(&text), .lang = {languages[l], 2}};
        tagger_result *r = NULL;
        ok =
            ok && tagger_tag(&r, worker, &article, NULL) == TAGGER_OK && in_order(r) && disjoint(r);
        tagger_result_free(r);
    }
    tg_buf_dispose(&text);
    return ok;
}

static void quotes_lie_in_the_text_in_order_and_apart(void **state)
{
    (void)state;
    char alphabet[N_PIECES + 1];
    for (int i = 0; i < N_PIECES; i++) alphabet[i] = (char)('A' + i);
    alphabet[N_PIECES] = '\0';
    assert_true(prop_bytes("quotes", quotes_are_sound, alphabet, 60, 1500));
}

/** Tag `piece` written `n` times, `first` before it. */
static uint32_t tag_many(const char *first, const char *piece, size_t n)
{
    tg_buf text = TG_BUF_INIT;
    tg_buf_word(&text, first);
    for (size_t i = 0; i < n; i++) tg_buf_word(&text, piece);
    tagger_article article = {.text = tg_buf_view(&text), .lang = {"en", 2}};
    tagger_result *r = NULL;
    assert_int_equal(tagger_tag(&r, worker, &article, NULL), TAGGER_OK);
    uint32_t quotes = tagger_result_n_quotes(r);
    tagger_result_free(r);
    tg_buf_dispose(&text);
    return quotes;
}

/* Each would take minutes if a walk over the rest of the document hid in a loop. */
static void hostile_texts_cost_what_they_weigh(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    assert_int_equal(tag_many("", "“", MANY), 0);
    assert_int_equal(tag_many("", "\" ", MANY), 0);
    assert_int_equal(tag_many("", "he said ", MANY), 1);
    assert_int_equal(tag_many("", "“No,” he said. ", MANY), MANY);
    assert_int_equal(tag_many("“", "so, ", MANY), 0);
    assert_int_equal(tag_many("He said ", "(", MANY), 0);
    (void)tag_many("", "he said, ", MANY);
    (void)tag_many("", ", adding ", MANY);
    (void)tag_many("", "according to ", MANY);
    (void)tag_many("", "“It\n\n", MANY);
    (void)tag_many("", "he said:\n\n", MANY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_lie_in_the_text_in_order_and_apart),
        cmocka_unit_test(hostile_texts_cost_what_they_weigh),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
