/* SPDX-License-Identifier: MIT */
#include "text/words.h"

#include "base/mem.h"
#include "base/status.h"

enum {
    LINE = 64, /* bytes that the cache moves at once */
    WAVE = 64  /* tokens whose words are asked for before the first is read */
};

tagger_status tg_words_new(tg_words **out, tagger_error *err)
{
    tg_words *w = tg_mem_zeroed(sizeof *w);
    *out = w;
    if (w == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for the words of a thread");
    w->at = (void *)(w->room + (LINE - (uintptr_t)w->room % LINE) % LINE);
    return TAGGER_OK;
}

void tg_words_free(tg_words *words)
{
    tg_mem_free(words);
}

/** The place of a word: by its bytes, so that The and the do not share one. */
static uint32_t place_of(tg_hash_tail bytes)
{
    /* The highest bits of a product depend on all bits of what is multiplied. */
    uint64_t mixed = (bytes.a * TG_HASH_SEED ^ bytes.b) * TG_HASH_SEED;
    return (uint32_t)((mixed >> 32) * TG_WORDS >> 32);
}

/** Make a record that of the word with these bytes. @return false: the text has another word there. */
static bool take(tg_word *w, tg_hash_tail bytes, uint32_t text)
{
    if (w->bytes.a != bytes.a || w->bytes.b != bytes.b) {
        if (w->text == text) return false;
        w->bytes = bytes;
        w->known = 0;
    }
    w->text = text;
    return true;
}

tagger_status tg_words_number(tg_words *words, tg_tokens *tokens, tg_arena *arena, tg_str text,
                              tagger_error *err)
{
    uint16_t *word = TG_ARENA_NEW(arena, uint16_t, tokens->n);
    if (word == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for the words of %u tokens", tokens->n);
    tokens->word = word;
    tokens->words = words;
    words->text++;
    /* All bytes of a short token are read at once, so that it may not be one of the last. */
    size_t end = text.n < TG_HASH_SHORT ? 0 : text.n - TG_HASH_SHORT + 1;
    for (uint32_t from = 0; from < tokens->n; from += WAVE) {
        uint32_t until = tokens->n - from < WAVE ? tokens->n : from + WAVE;
        tg_hash_tail bytes[WAVE];
        for (uint32_t i = from; i < until; i++) {
            tg_str t = tg_token_str(tokens, text, i);
            word[i] = 0;
            if (t.n > TG_HASH_SHORT || tokens->begin[i] >= end) continue;
            bytes[i - from] = tg_hash_read(t.p, t.n);
            uint32_t place = place_of(bytes[i - from]);
            __builtin_prefetch(&words->at[place]);
            word[i] = (uint16_t)(place + 1);
        }
        for (uint32_t i = from; i < until; i++) {
            if (word[i] != 0 && !take(&words->at[word[i] - 1], bytes[i - from], words->text))
                word[i] = 0;
        }
    }
    return TAGGER_OK;
}
