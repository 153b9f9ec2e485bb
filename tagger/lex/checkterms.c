/* SPDX-License-Identifier: MIT */
#include "lex/checkterms.h"

typedef struct checker {
    const tg_lexicon *lex;
    tg_term_finding *finding;
    void *context;
} checker;

uint32_t tg_everyday_langs(const tg_lexicon *lex, const tg_entry *e, uint32_t n)
{
    uint32_t langs = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].kind == TG_KIND_STOP_NAME) langs |= e[i].everyday;
        if (e[i].kind != TG_KIND_WORD) continue;
        if (!tg_str_eq(tg_lexicon_word(lex, e[i].word), TG_LIT("function"))) continue;
        langs |= e[i].lang != 0 ? e[i].lang : UINT32_MAX;
    }
    return langs;
}

static bool share_language(const tg_entry *a, const tg_entry *b)
{
    return a->lang == 0 || b->lang == 0 || (a->lang & b->lang) != 0;
}

static bool is_term(const tg_entry *e)
{
    return e->kind == TG_KIND_TOPIC && e->value > 0;
}

static void check_topics(const checker *c, const tg_entry *e, uint32_t n, uint32_t i)
{
    for (uint32_t k = 0; k < i && k < n; k++) {
        if (!is_term(&e[k]) || e[k].word == e[i].word || !share_language(&e[k], &e[i])) continue;
        c->finding(c->context, &e[i], "a term of another topic too", &e[k]);
        return;
    }
}

static void check_word(const checker *c, const tg_entry *e, uint32_t n, uint32_t i)
{
    enum { SHORT = 2 };
    tg_str text = tg_lexicon_entry_text(c->lex, &e[i]);
    if ((e[i].flags & TG_ENTRY_CASE) != 0 || memchr(text.p, ' ', text.n) != NULL) return;
    uint32_t langs = tg_everyday_langs(c->lex, e, n);
    if (langs != 0 && (e[i].lang == 0 || (e[i].lang & langs) != 0)) {
        c->finding(c->context, &e[i], "an everyday word", NULL);
    } else if (text.n <= SHORT) {
        c->finding(c->context, &e[i], "so short that only match case can tell it", NULL);
    }
}

/** A row of the hit that says at least as much for the topic of `e`, or NULL. */
static const tg_entry *as_strong(const checker *c, const tg_hit *hit, const tg_entry *e)
{
    uint32_t n = 0;
    const tg_entry *x = tg_lexicon_entries(c->lex, hit->form, &n);
    for (uint32_t i = 0; i < n; i++) {
        bool as_much = is_term(&x[i]) && x[i].word == e->word && x[i].value >= e->value;
        if (as_much && (x[i].flags & TG_ENTRY_CASE) == 0 && share_language(&x[i], e)) return &x[i];
    }
    return NULL;
}

static tagger_status check_shadow(const checker *c, const tg_entry *e, tagger_error *err)
{
    tg_arena arena = TG_ARENA_INIT;
    tg_tokens tokens;
    tg_hits hits = {0};
    tg_str text = tg_lexicon_entry_text(c->lex, e);
    tagger_status status = tg_tokenize(&tokens, &arena, text, err);
    if (status == TAGGER_OK && tokens.n > 1)
        status = tg_lexicon_find(&hits, &arena, c->lex, &tokens, text, err);
    for (uint32_t h = 0; status == TAGGER_OK && h < hits.n; h++) {
        const tg_hit *hit = &hits.at[h];
        const tg_entry *shorter = hit->end - hit->begin < tokens.n ? as_strong(c, hit, e) : NULL;
        if (shorter == NULL) continue;
        c->finding(c->context, e, "says no more than a shorter term", shorter);
        break;
    }
    tg_arena_dispose(&arena);
    return status;
}

tagger_status tg_check_terms(const tg_lexicon *lex, const tg_entry *e, uint32_t n,
                             tg_term_finding *finding, void *context, tagger_error *err)
{
    checker c = {.lex = lex, .finding = finding, .context = context};
    for (uint32_t i = 0; i < n; i++) {
        if (!is_term(&e[i])) continue;
        check_topics(&c, e, n, i);
        check_word(&c, e, n, i);
        TG_TRY(check_shadow(&c, &e[i], err));
    }
    return TAGGER_OK;
}
