/* SPDX-License-Identifier: MIT */
#include "text/words.h"

#include "base/mem.h"
#include "base/status.h"

enum {
    WAVE = 64,
    TEXT_BITS = 32 - TG_WORD_BITS,
    LAST_TURN = (1 << TEXT_BITS) - 1 /* a place taken that often keeps its word for good */
};

/** Places stand in pairs, and a word may take either of its pair. */
struct tg_words {
    uint32_t text;                    /* how many were numbered */
    tg_hash_tail key[TG_WORD_PLACES]; /* the bytes of the word, zeros behind */
    uint32_t turn[TG_WORD_PLACES];    /* how often the place was taken; 0: never */
    uint32_t text_of[TG_WORD_PLACES]; /* the last text that has the word */
};

tagger_status tg_words_new(tg_words **out, tagger_error *err)
{
    *out = tg_mem_zeroed(sizeof **out);
    if (*out == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for the words of a thread");
    return TAGGER_OK;
}

void tg_words_free(tg_words *words)
{
    tg_mem_free(words);
}

static bool is_at(const tg_words *w, uint32_t place, tg_hash_tail key)
{
    return w->key[place].a == key.a && w->key[place].b == key.b;
}

/** The one of the pair whose word was met longer ago; TG_WORD_PLACES when this text has both. */
static uint32_t place_to_take(const tg_words *w, uint32_t pair)
{
    uint32_t age = w->text - w->text_of[pair];
    uint32_t other = w->text - w->text_of[pair + 1];
    uint32_t place = other > age ? pair + 1 : pair;
    bool free = w->text_of[place] != w->text && w->turn[place] != LAST_TURN;
    return free ? place : TG_WORD_PLACES;
}

static uint32_t number_of(tg_words *w, uint32_t pair, tg_hash_tail key)
{
    uint32_t place = is_at(w, pair, key) ? pair : pair + 1;
    if (!is_at(w, place, key)) {
        place = place_to_take(w, pair);
        if (place == TG_WORD_PLACES) return 0;
        w->key[place] = key;
        w->turn[place]++;
    }
    w->text_of[place] = w->text;
    return w->turn[place] << TG_WORD_BITS | place;
}

/** The pair of a word: of its bytes, so that The and the do not share one. */
static uint32_t pair_of(tg_hash_tail key)
{
    uint64_t h = tg_hash_mix(key.a * TG_HASH_SEED, key.b);
    return (uint32_t)(h >> 32) % TG_WORD_PLACES & ~1U;
}

tagger_status tg_words_number(tg_words *w, tg_tokens *tokens, tg_arena *arena, tg_str text,
                              tagger_error *err)
{
    uint32_t *word = TG_ARENA_NEW(arena, uint32_t, tokens->n);
    if (word == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for the words of %u tokens", tokens->n);
    tokens->word = word;
    w->text++;
    for (uint32_t from = 0; from < tokens->n; from += WAVE) {
        uint32_t n = tokens->n - from < WAVE ? tokens->n - from : WAVE;
        uint32_t pair[WAVE];
        tg_hash_tail key[WAVE];
        for (uint32_t i = 0; i < n; i++) {
            tg_str t = tg_token_str(tokens, text, from + i);
            bool is_short =
                t.n <= TG_HASH_SHORT && text.n - tokens->begin[from + i] >= TG_HASH_SHORT;
            key[i] = is_short ? tg_hash_read(t.p, t.n) : (tg_hash_tail){0};
            pair[i] = pair_of(key[i]);
            __builtin_prefetch(&w->key[pair[i]]);
        }
        /* No token has the key of zeros: it holds a NUL or nothing. */
        for (uint32_t i = 0; i < n; i++)
            word[from + i] = key[i].a == 0 ? 0 : number_of(w, pair[i], key[i]);
    }
    return TAGGER_OK;
}
