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

/** The number of the word with these bytes at its place, or 0: the text has another word there. */
static uint16_t number_of(tg_words *words, uint32_t place, tg_hash_tail bytes)
{
    tg_word *w = &words->at[place];
    if (w->bytes.a != bytes.a || w->bytes.b != bytes.b) {
        if (w->text == words->text) return 0;
        w->bytes = bytes;
        w->known = 0;
    }
    w->text = words->text;
    return (uint16_t)(place + 1);
}

/** The place of a word: by its bytes, so that The and the do not share one. */
static uint32_t place_of(tg_hash_tail bytes)
{
    return (uint32_t)(tg_hash_mix(bytes.a * TG_HASH_SEED, bytes.b) >> 32) % TG_WORDS;
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
    for (uint32_t from = 0; from < tokens->n; from += WAVE) {
        uint32_t n = tokens->n - from < WAVE ? tokens->n - from : WAVE;
        uint32_t place[WAVE];
        tg_hash_tail bytes[WAVE];
        for (uint32_t i = 0; i < n; i++) {
            tg_str t = tg_token_str(tokens, text, from + i);
            bool fits = t.n <= TG_HASH_SHORT && text.n - tokens->begin[from + i] >= TG_HASH_SHORT;
            bytes[i] = fits ? tg_hash_read(t.p, t.n) : (tg_hash_tail){0};
            place[i] = place_of(bytes[i]);
            __builtin_prefetch(&words->at[place[i]]);
        }
        /* No token is a NUL: zeros are those of a long one. */
        for (uint32_t i = 0; i < n; i++)
            word[from + i] = bytes[i].a == 0 ? 0 : number_of(words, place[i], bytes[i]);
    }
    return TAGGER_OK;
}
