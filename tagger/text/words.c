/* SPDX-License-Identifier: MIT */
#include "text/words.h"

#include "base/mem.h"
#include "base/status.h"

enum {
    LINE = 64, /* bytes that the cache moves at once */
    WAVE = 64, /* tokens whose sets are asked for before the first is read */
    WAYS = 3,
    N_SETS = TG_WORD_PLACES / (WAYS + 1)
};

#define TURN_STEP (1U << TG_WORD_BITS)
#define TEXT_MASK (TURN_STEP - 1)
#define LAST_TURN (~TEXT_MASK) /* a place taken that often keeps its word for good */

/** A word may stand in any place of its set, which is one line of the cache. */
typedef struct set {
    tg_hash_tail key[WAYS]; /* the bytes of the word, zeros behind */
    uint32_t
        stamp[WAYS]; /* how often the place was taken; below, the last text that has the word */
    uint32_t unused;
} set;

_Static_assert(sizeof(set) == LINE, "a look at a word is one miss at most");

struct tg_words {
    uint32_t text; /* how many were numbered, as in a stamp */
    set *sets;     /* [N_SETS] in the room, from the begin of a line on */
    char room[(N_SETS + 1) * sizeof(set)];
};

tagger_status tg_words_new(tg_words **out, tagger_error *err)
{
    tg_words *w = tg_mem_zeroed(sizeof *w);
    *out = w;
    if (w == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for the words of a thread");
    w->sets = (void *)(w->room + (LINE - (uintptr_t)w->room % LINE) % LINE);
    return TAGGER_OK;
}

void tg_words_free(tg_words *words)
{
    tg_mem_free(words);
}

/** The place whose word was met longest ago; WAYS when the text has those of all. */
static uint32_t way_to_take(const set *s, uint32_t text)
{
    uint32_t way = WAYS;
    uint32_t oldest = 0;
    for (uint32_t i = 0; i < WAYS; i++) {
        if (s->stamp[i] < TURN_STEP) return i; /* never taken */
        uint32_t age = (text - s->stamp[i]) & TEXT_MASK;
        if (age <= oldest || s->stamp[i] >= LAST_TURN) continue;
        oldest = age;
        way = i;
    }
    return way;
}

static uint32_t number_of(tg_words *w, uint32_t at, tg_hash_tail key)
{
    set *s = &w->sets[at];
    uint32_t way = 0;
    while (way < WAYS && (s->key[way].a != key.a || s->key[way].b != key.b)) way++;
    if (way == WAYS) {
        way = way_to_take(s, w->text);
        if (way == WAYS) return 0;
        s->key[way] = key;
        s->stamp[way] += TURN_STEP;
    }
    uint32_t turn = s->stamp[way] & ~TEXT_MASK;
    s->stamp[way] = turn | w->text;
    return turn | (at * (WAYS + 1) + way);
}

/** The set of a word: of its bytes, so that The and the do not share one. */
static uint32_t set_of(tg_hash_tail key)
{
    return (uint32_t)(tg_hash_mix(key.a * TG_HASH_SEED, key.b) >> 32) % N_SETS;
}

tagger_status tg_words_number(tg_words *w, tg_tokens *tokens, tg_arena *arena, tg_str text,
                              tagger_error *err)
{
    uint32_t *word = TG_ARENA_NEW(arena, uint32_t, tokens->n);
    if (word == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for the words of %u tokens", tokens->n);
    tokens->word = word;
    w->text = (w->text + 1) & TEXT_MASK;
    for (uint32_t from = 0; from < tokens->n; from += WAVE) {
        uint32_t n = tokens->n - from < WAVE ? tokens->n - from : WAVE;
        uint32_t at[WAVE];
        tg_hash_tail key[WAVE];
        for (uint32_t i = 0; i < n; i++) {
            tg_str t = tg_token_str(tokens, text, from + i);
            bool fits = t.n <= TG_HASH_SHORT && text.n - tokens->begin[from + i] >= TG_HASH_SHORT;
            key[i] = fits ? tg_hash_read(t.p, t.n) : (tg_hash_tail){0};
            at[i] = set_of(key[i]);
            __builtin_prefetch(&w->sets[at[i]]);
        }
        /* No token is a NUL: a key of zeros is that of a long one. */
        for (uint32_t i = 0; i < n; i++)
            word[from + i] = key[i].a == 0 ? 0 : number_of(w, at[i], key[i]);
    }
    return TAGGER_OK;
}
