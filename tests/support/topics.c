/* SPDX-License-Identifier: MIT */
#include "support/topics.h"

tagger_status test_topics_make(test_topics *out, const test_table *tables, size_t n,
                               const test_table *more, size_t n_more, tagger_error *err)
{
    *out = (test_topics){0};
    TG_TRY(test_lists_make(&out->list[0], tables, n, err));
    TG_TRY(tg_lists_add(&out->lists, out->list[0].lex, err));
    if (n_more > 0) {
        TG_TRY(test_lists_make(&out->list[1], more, n_more, err));
        TG_TRY(tg_lists_add(&out->lists, out->list[1].lex, err));
    }
    return tg_topic_model_new(&out->model, &out->lists, err);
}

void test_topics_dispose(test_topics *topics)
{
    tg_topic_model_free(topics->model);
    tg_lists_dispose(&topics->lists);
    for (unsigned i = 0; i < 2; i++) test_lists_dispose(&topics->list[i]);
}

tagger_status test_view_make(test_view *out, const test_topics *topics, tg_str text,
                             const char *lang)
{
    static const uint8_t body[] = {TG_ZONE_BODY};
    *out = (test_view){.arena = TG_ARENA_INIT};
    TG_TRY(tg_tokenize(&out->tokens, &out->arena, text, NULL));
    for (uint32_t l = 0; l < topics->lists.n; l++) {
        TG_TRY(tg_lexicon_find(&out->hits[l], &out->arena, topics->lists.lex[l], &out->tokens, text,
                               NULL));
    }
    out->sentences = (tg_sentences){.n = 1,
                                    .first = TG_ARENA_NEW(&out->arena, uint32_t, 2),
                                    .block = TG_ARENA_NEW(&out->arena, uint32_t, 1)};
    out->sentences.first[0] = 0;
    out->sentences.first[1] = out->tokens.n;
    out->sentences.block[0] = 0;
    out->view = (tg_view){.text = text,
                          .tokens = &out->tokens,
                          .sentences = &out->sentences,
                          .paragraph_zone = body,
                          .lists = &topics->lists,
                          .hits = out->hits,
                          .lang = lang != NULL ? tg_lang_bit((tg_str){lang, strlen(lang)}) : 0};
    out->resolved.facts.view = &out->view;
    return tg_view_sentences(&out->view, &out->arena, NULL);
}

void test_view_dispose(test_view *view)
{
    tg_arena_dispose(&view->arena);
}
