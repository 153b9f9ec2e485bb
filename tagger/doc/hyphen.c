/* SPDX-License-Identifier: MIT
 *
 * hyphen.c — words that the end of a line parts, as text out of PDF files has them.
 *
 *     Vincent Van Quicken-       one word: no list knows "Quicken"
 *     borne went to the Euro-    one word: the lists know "European"
 *     pean leaders in Baden-     one word, and the hyphen is its own
 *     Württemberg; a Siemens-    two words: the lists know "Siemens"
 *     manager and pre-           two words: no word ends in "and"
 *     and post-war leaders
 *
 * The token keeps its bytes; folding leaves the line end out (tg_line_break()).
 */
#include "doc/hyphen.h"

enum { MOST_BYTES = 96 };

/** The byte of the next hyphen from `at` on behind which a line ends; the length of the text when there
 *  is none. */
static size_t next_hyphen(tg_str text, size_t at)
{
    while (at < text.n) {
        const char *feed = memchr(text.p + at, '\n', text.n - at);
        if (feed == NULL) break;
        size_t end = (size_t)(feed - text.p);
        size_t behind = end > at && text.p[end - 1] == '\r' ? end - 1 : end;
        if (behind > at && text.p[behind - 1] == '-') return behind - 1;
        at = end + 1;
    }
    return text.n;
}

static bool is_known(const tg_lexicon *lex, tg_str word)
{
    return tg_lexicon_form(lex, word) != UINT32_MAX;
}

/** Is it an article, a preposition, a conjunction … by the lists? */
static bool is_function_word(const tg_lexicon *lex, tg_str word)
{
    uint32_t class = tg_lexicon_word_id(lex, TG_LIT("function"));
    uint32_t n = 0;
    const tg_entry *e = tg_lexicon_entries(lex, tg_lexicon_form(lex, word), &n);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].kind == TG_KIND_WORD && e[i].word == class) return true;
    }
    return false;
}

/** Is `a`, hyphen, line end, `b` one word? */
static bool is_one_word(const tg_tokens *t, const tg_hyphen_input *in, uint32_t a, uint32_t b)
{
    tg_str whole = {in->text.p + t->begin[a], t->end[b] - t->begin[a]};
    if (whole.n > MOST_BYTES) return false;
    char folded[3 * MOST_BYTES];
    if (is_known(in->lex, (tg_str){folded, tg_fold(folded, whole)})) return true;
    tg_str first = tg_token_str(t, in->text, a);
    return first.n > 1 && (t->flags[a] & TG_TOKEN_CAPS) == 0 && !is_known(in->lex, first) &&
           !is_function_word(in->lex, tg_token_str(t, in->text, b));
}

/** May token a, a hyphen and token b be parts of one word? */
static bool are_halves(const tg_tokens *t, const tg_hyphen_input *in, uint32_t a, uint32_t b,
                       size_t hyphen, uint32_t paragraph_end)
{
    unsigned not_halves = TG_TOKEN_DIGIT | TG_TOKEN_PARAGRAPH;
    return (t->flags[a] & TG_TOKEN_WORD) != 0 && (t->flags[b] & TG_TOKEN_WORD) != 0 &&
           (t->flags[a] & TG_TOKEN_DIGIT) == 0 && (t->flags[b] & not_halves) == 0 &&
           t->end[a] == hyphen && t->begin[b] < paragraph_end && is_one_word(t, in, a, b);
}

static void move_token(tg_tokens *t, uint32_t to, uint32_t from)
{
    t->begin[to] = t->begin[from];
    t->end[to] = t->end[from];
    t->hash[to] = t->hash[from];
    t->flags[to] = t->flags[from];
}

/** Let token a end where token b does. */
static void join(tg_tokens *t, tg_str text, uint32_t a, uint32_t b)
{
    t->end[a] = t->end[b];
    t->hash[a] = tg_hash_folded(tg_token_str(t, text, a));
    bool inner = ((t->flags[a] | t->flags[b]) & TG_TOKEN_INNER) != 0 ||
                 (t->flags[b] & TG_TOKEN_UPPER) != 0; /* the hyphen stays */
    bool caps = (t->flags[a] & t->flags[b] & TG_TOKEN_CAPS) != 0;
    unsigned others = t->flags[a] & ~(unsigned)(TG_TOKEN_INNER | TG_TOKEN_CAPS);
    t->flags[a] = (uint8_t)(others | (inner ? TG_TOKEN_INNER : 0) | (caps ? TG_TOKEN_CAPS : 0));
}

void tg_hyphens_join(tg_tokens *tokens, const tg_hyphen_input *in)
{
    size_t hyphen = next_hyphen(in->text, 0);
    if (hyphen == in->text.n) return;
    uint32_t n = 0; /* tokens kept */
    uint32_t paragraph = 0;
    for (uint32_t i = 0; i < tokens->n; i++) {
        move_token(tokens, n++, i);
        while (hyphen < tokens->begin[i]) hyphen = next_hyphen(in->text, hyphen + 1);
        if (tokens->begin[i] != hyphen || n < 2 || i + 1 == tokens->n) continue;
        while (paragraph + 1 < in->n_paragraphs && in->paragraphs[paragraph + 1].begin <= hyphen)
            paragraph++;
        uint32_t end =
            paragraph + 1 < in->n_paragraphs ? in->paragraphs[paragraph + 1].begin : UINT32_MAX;
        if (!are_halves(tokens, in, n - 2, i + 1, hyphen, end)) continue;
        move_token(tokens, n - 1, i + 1);
        join(tokens, in->text, n - 2, n - 1);
        n--;
        i++;
    }
    tokens->n = n;
}
