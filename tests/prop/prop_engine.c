/* SPDX-License-Identifier: MIT
 *
 * prop_engine.c — laws of whole results, on texts made of pieces that mean something.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "prop/prop.h"
#include "support/engine.h"
#include "support/test.h"
#include "text/token.h"

static test_engine toy;

/** A letter of the random string stands for a piece of text. */
static const char *const pieces[] = {
    "Ada Zwembak ",
    "Bert Ijskraan ",
    "Belgium ",
    "the Belgian press ",
    "said: \"No.\" ",
    "Read more\n",
    "\n\n",
    ". ",
    ", ",
    "U.S. officials ",
    "N-VA\n",
    "L’Echo ",
    "Zoë\u00a0Dupré",
    "(2021-07-31) ",
    "Share article:\n",
    "- Menu item\n",
    "☃ 東京 ",
    "Ms. Van Daele ",
    "…",
    "\t",
};

static void spell(tg_buf *out, const char *bytes, size_t n, const char *line_end)
{
    for (size_t i = 0; i < n; i++) {
        const char *piece = pieces[(size_t)(bytes[i] - 'a') % (sizeof pieces / sizeof pieces[0])];
        for (const char *p = piece; *p != '\0'; p++) {
            if (*p == '\n') tg_buf_word(out, line_end);
            if (*p != '\n') tg_buf_char(out, *p);
        }
    }
}

static tagger_result *tag(const tg_buf *text)
{
    tagger_article article = {.text = tg_buf_view(text)};
    tagger_result *r = NULL;
    return tagger_tag(&r, toy.worker, &article, NULL) == TAGGER_OK ? r : NULL;
}

/** Spans are in order, apart, inside the text and on edges of code points. */
static bool is_on_edges(tagger_str text, tagger_span at, uint32_t *end)
{
    if (at.begin < *end || at.begin >= at.end || at.end > text.n) return false;
    *end = at.end;
    return ((unsigned char)text.p[at.begin] & 0xc0) != 0x80 &&
           (at.end == text.n || ((unsigned char)text.p[at.end] & 0xc0) != 0x80);
}

static bool spans_are_sound(const char *bytes, size_t n)
{
    tg_buf text = TG_BUF_INIT;
    spell(&text, bytes, n, "\n");
    tagger_result *r = tag(&text);
    bool sound = r != NULL;
    if (sound) {
        tagger_str t = tagger_result_meta(r)->text;
        uint32_t end = 0;
        for (uint32_t i = 0; sound && i < tagger_result_n_tokens(r); i++) {
            sound = is_on_edges(t, tagger_result_token(r, i), &end);
        }
        end = 0;
        for (uint32_t i = 0; sound && i < tagger_result_n_mentions(r); i++) {
            sound = is_on_edges(t, tagger_result_mention(r, i)->at, &end);
        }
        end = 0;
        for (uint32_t i = 0; sound && i < tagger_result_n_sentences(r); i++) {
            sound = is_on_edges(t, tagger_result_sentence(r, i)->at, &end);
        }
        end = 0;
        for (uint32_t i = 0; sound && i < tagger_result_n_zones(r); i++) {
            sound = is_on_edges(t, tagger_result_zone(r, i)->at, &end);
        }
    }
    tagger_result_free(r);
    tg_buf_dispose(&text);
    return sound;
}

/** Bytes between tokens are blanks or control bytes, in every encoding of a blank. */
static bool tokens_leave_only_blanks(const char *bytes, size_t n)
{
    tg_buf text = TG_BUF_INIT;
    spell(&text, bytes, n, "\r\n");
    tg_arena arena = TG_ARENA_INIT;
    tg_tokens t;
    tg_str s = tg_buf_view(&text);
    bool sound = tg_tokenize(&t, &arena, s, NULL) == TAGGER_OK;
    size_t at = 0;
    for (uint32_t i = 0; sound && i <= t.n; i++) {
        size_t begin = i < t.n ? t.begin[i] : s.n;
        sound = begin >= at;
        for (; sound && at < begin; at++) {
            unsigned char c = (unsigned char)s.p[at];
            sound = c <= ' ' || (c == 0xc2 && (unsigned char)s.p[at + 1] == 0xa0) || c == 0xa0;
        }
        if (i < t.n) at = t.end[i];
    }
    tg_arena_dispose(&arena);
    tg_buf_dispose(&text);
    return sound;
}

static void names_of(tg_buf *out, const tagger_result *r)
{
    const char *text = tagger_result_meta(r)->text.p;
    for (uint32_t i = 0; i < tagger_result_n_mentions(r); i++) {
        const tagger_mention *m = tagger_result_mention(r, i);
        tg_buf_add(out, text + m->at.begin, m->at.end - m->at.begin);
        tg_buf_word(out, tagger_zone_name(m->zone));
        tg_buf_word(out, tagger_type_name(m->type));
    }
}

/** What a text names does not hang on how its lines end. */
static bool line_ends_do_not_matter(const char *bytes, size_t n)
{
    tg_buf names[2] = {TG_BUF_INIT, TG_BUF_INIT};
    bool same = true;
    for (int i = 0; i < 2; i++) {
        tg_buf text = TG_BUF_INIT;
        spell(&text, bytes, n, i == 0 ? "\n" : "\r\n");
        tagger_result *r = tag(&text);
        same = same && r != NULL;
        if (r != NULL) names_of(&names[i], r);
        tagger_result_free(r);
        tg_buf_dispose(&text);
    }
    same = same && tg_str_eq(tg_buf_view(&names[0]), tg_buf_view(&names[1]));
    tg_buf_dispose(&names[0]);
    tg_buf_dispose(&names[1]);
    return same;
}

static bool any_bytes_are_a_text(const char *bytes, size_t n)
{
    tg_buf text = TG_BUF_INIT;
    for (size_t i = 0; i < n; i++)
        tg_buf_char(&text, (char)((size_t)37 * (unsigned char)bytes[i] + i));
    tagger_result *r = tag(&text);
    bool sound = true;
    if (r != NULL) {
        tagger_str t = tagger_result_meta(r)->text;
        uint32_t end = 0;
        for (uint32_t i = 0; sound && i < tagger_result_n_tokens(r); i++) {
            sound = is_on_edges(t, tagger_result_token(r, i), &end);
        }
    }
    tagger_result_free(r);
    tg_buf_dispose(&text);
    return sound;
}

static const char letters[] = "abcdefghijklmnopqrst";

static void obeys_the_laws(void **state)
{
    (void)state;
    assert_true(prop_bytes("spans", spans_are_sound, letters, 60, 200));
    assert_true(prop_bytes("tokens", tokens_leave_only_blanks, letters, 60, 200));
    assert_true(prop_bytes("line ends", line_ends_do_not_matter, letters, 60, 200));
    assert_true(prop_bytes("any bytes", any_bytes_are_a_text, letters, 300, 200));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(obeys_the_laws)};
    if (test_engine_make(&toy, NULL, NULL) != TAGGER_OK) return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    test_engine_dispose(&toy);
    return failed;
}
