/* SPDX-License-Identifier: MIT
 *
 * sentence.c — tokens to sentences, after UAX #29 (sentence boundaries) tailored for news.
 *
 * A block of text (a paragraph, a headline) always ends a sentence. Inside a
 * block a sentence ends after . ! ? … with the closing quotes and brackets
 * that follow, when a blank stands behind and the next word may begin one:
 *
 *     “… vigilant,” Ms. Van Daele said. | L’Echo
 *                    ^ an abbreviation   ^ ends
 *     George W. Bush     U.S. officials     in the U.S. | The
 *            ^ an initial   ^ next word lower      ^ next is a function word
 */
#include "doc/sentence.h"

#include "base/status.h"

typedef struct splitter {
    const tg_tokens *tokens;
    tg_str text;
    const tg_lexicon *lex;
    const tg_hits *hits;
    uint32_t abbrev;   /* class word of abbreviations */
    uint32_t function; /* class word of function words */
} splitter;

static tg_str token_text(const splitter *s, uint32_t i)
{
    return tg_token_str(s->tokens, s->text, i);
}

static bool is_sign(const splitter *s, uint32_t i, const char *set)
{
    if (i >= s->tokens->n || (s->tokens->flags[i] & TG_TOKEN_WORD) != 0) return false;
    tg_str t = token_text(s, i);
    return t.n == 1 && strchr(set, t.p[0]) != NULL;
}

/** ” ’ » and their ASCII kin, and closing brackets. */
static bool is_closing(const splitter *s, uint32_t i)
{
    if (i >= s->tokens->n || (s->tokens->flags[i] & TG_TOKEN_GLUED) == 0) return false;
    if (is_sign(s, i, "\"')]")) return true;
    tg_str t = token_text(s, i);
    return tg_str_eq(t, TG_LIT("”")) || tg_str_eq(t, TG_LIT("’")) || tg_str_eq(t, TG_LIT("»")) ||
           tg_str_eq(t, TG_LIT("“"));
}

static bool has_class(const splitter *s, uint32_t i, uint32_t class)
{
    const tg_hit *hit = tg_hit_on(s->hits, i, i + 1);
    if (hit == NULL || (hit->kinds & (1U << TG_KIND_WORD | 1U << TG_KIND_HONORIFIC)) == 0)
        return false;
    uint32_t n = 0;
    const tg_entry *e = tg_lexicon_entries(s->lex, hit->form, &n);
    for (uint32_t k = 0; k < n; k++) {
        if (e[k].kind == TG_KIND_WORD && e[k].word == class) return true;
        if (class == s->abbrev && e[k].kind == TG_KIND_HONORIFIC) return true;
    }
    return false;
}

static bool is_upper(const splitter *s, uint32_t i)
{
    return (s->tokens->flags[i] & TG_TOKEN_UPPER) != 0;
}

/** May a sentence begin with token i, behind a point? */
static bool may_begin(const splitter *s, uint32_t i)
{
    uint8_t flags = s->tokens->flags[i];
    if ((flags & TG_TOKEN_WORD) != 0) return (flags & (TG_TOKEN_UPPER | TG_TOKEN_DIGIT)) != 0;
    return !is_sign(s, i, ",;:.)]");
}

/** Does the point at token i end its sentence, given the token `next` behind the closing signs? */
static bool point_ends(const splitter *s, uint32_t i, uint32_t next)
{
    if (!may_begin(s, next)) return false;
    bool glued = i > 0 && (s->tokens->flags[i] & TG_TOKEN_GLUED) != 0;
    if (!glued || next != i + 1) return true;
    tg_str before = token_text(s, i - 1);
    bool initial = before.n == 1 && is_upper(s, i - 1);
    if (initial) return has_class(s, next, s->function) && i >= 2 && !is_upper(s, i - 2);
    return !has_class(s, i - 1, s->abbrev) || (s->tokens->flags[i - 1] & TG_TOKEN_DIGIT) != 0;
}

/** Can token i end a sentence at all? */
static bool may_end(const splitter *s, uint32_t i)
{
    tg_str t = token_text(s, i);
    char last = t.p[t.n - 1];
    return last == '.' || (t.n == 1 && (last == '!' || last == '?')) || tg_str_eq(t, TG_LIT("…"));
}

/** The first token from i on that is no plain word or begins at byte `end` or later: nearly all are
 *  passed over here, for a word without inner signs ends no sentence. */
static uint32_t behind_words(const tg_tokens *t, uint32_t i, uint32_t end)
{
    uint8_t inner = TG_TOKEN_WORD | TG_TOKEN_INNER;
    while (i < t->n && (t->flags[i] & inner) == TG_TOKEN_WORD && t->begin[i] < end) i++;
    return i;
}

/** Does token i end a sentence whose closing signs stop before `next`? */
static bool ends_at(const splitter *s, uint32_t i, uint32_t next)
{
    if ((s->tokens->flags[next] & TG_TOKEN_GLUED) != 0 && !is_sign(s, i, "!?.")) return false;
    if (is_sign(s, i, ".")) return point_ends(s, i, next);
    if (is_sign(s, i, "!?")) return may_begin(s, next);
    if (tg_str_eq(token_text(s, i), TG_LIT("…"))) return may_begin(s, next);
    tg_str t = token_text(s, i);
    bool letters = t.n > 1 && t.p[t.n - 1] == '.'; /* U.S. */
    return letters && is_upper(s, next) && has_class(s, next, s->function);
}

/** Where the block behind `block` begins; UINT32_MAX behind the last. */
static uint32_t end_of_block(const tg_sentence_input *in, uint32_t block)
{
    return block + 1 < in->n_blocks ? in->blocks[block + 1].begin : UINT32_MAX;
}

tagger_status tg_sentences_find(tg_sentences *out, tg_arena *arena, const tg_sentence_input *in,
                                tagger_error *err)
{
    const tg_tokens *tokens = in->tokens;
    splitter s = {.tokens = tokens,
                  .text = in->text,
                  .lex = in->lex,
                  .hits = in->hits,
                  .abbrev = tg_lexicon_word_id(in->lex, TG_LIT("abbrev")),
                  .function = tg_lexicon_word_id(in->lex, TG_LIT("function"))};
    *out = (tg_sentences){.first = TG_ARENA_NEW(arena, uint32_t, (size_t)tokens->n + 1),
                          .block = TG_ARENA_NEW(arena, uint32_t, (size_t)tokens->n + 1)};
    if (out->first == NULL || out->block == NULL) {
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for the sentences of %u tokens", tokens->n);
    }
    uint32_t block = 0;
    uint32_t block_end = end_of_block(in, 0); /* bytes; where the next block begins */
    bool fresh = true;
    for (uint32_t i = 0; i < tokens->n;) {
        while (tokens->begin[i] >= block_end) {
            block_end = end_of_block(in, ++block);
            fresh = true;
        }
        if (fresh) {
            out->block[out->n] = block;
            out->first[out->n++] = i;
        }
        fresh = false;
        i = behind_words(tokens, i, block_end);
        if (i == tokens->n || tokens->begin[i] >= block_end || !may_end(&s, i++)) continue;
        /* Only behind an end: a run of closing marks would be walked again from each of them. */
        uint32_t next = i;
        while (is_closing(&s, next)) next++;
        fresh = next < tokens->n && ends_at(&s, i - 1, next);
        if (fresh) i = next;
    }
    out->first[out->n] = tokens->n;
    return TAGGER_OK;
}
