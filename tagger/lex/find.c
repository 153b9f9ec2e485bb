/* SPDX-License-Identifier: MIT
 *
 * find.c — all forms in a text, in one pass.
 *
 * A text holds far more tokens than names, and the tables are larger than the
 * caches, so the question is how few loads that miss a token costs, and how
 * many of them are under way at once. Three tables answer in turn:
 *
 *     tokens     … leader Vincent Van Quickenborne said …
 *     first        1      2 3     1 2 -            -      lengths of forms that begin so, and
 *                                                         a bit for each second token
 *     bloom               vincent van                     maybe: some begin with these two
 *                                 van quickenborne        no
 *                         vincent van quickenborne        maybe
 *     grams        leader                                 form 5120
 *                         vincent van                     none
 *                         vincent van quickenborne        form 81233
 *                                 van                     form 977
 *     folded              the bytes of both are compared: hits
 *
 * A step is done for a wave of tokens before the next step begins, and asks for
 * the memory that the next one will read; so dozens of misses overlap instead
 * of being waited for one by one.
 *
 * Most tokens are lower case, and most forms are names that never are. So a
 * lower-case token asks second, small tables, `lower` for `first` and another
 * filter, that hold only the forms it may begin. Whoever reads the hits wants
 * their rows: these are asked for too.
 *
 * And most tokens are words that the thread has met before (text/words.h): of
 * these it remembers the lengths and the form of the word alone, and no table
 * is asked but for longer sequences.
 */
#include "base/status.h"
#include "base/utf8.h"
#include "lex/open.h"
#include "text/words.h"

#define NO_FORM UINT32_MAX

enum { WAVE = 128, MAX_GUESSES = WAVE * TG_MAX_FORM_TOKENS + 1, MAX_TOKEN = 128 };

/** A sequence of tokens that may be a form. */
typedef struct guess {
    uint64_t hash;
    uint32_t begin;
    uint32_t n;    /* tokens */
    uint32_t form; /* from step 3 on: the first with the fingerprint of the hash */
    bool known;    /* remembered: it is that form */
} guess;

_Static_assert(TG_N_KINDS <= 16, "the kinds of a word are 16 bits");

typedef struct search {
    const tg_lexicon *lex;
    const tg_tokens *tokens;
    tg_str text;
} search;

typedef struct finder {
    search in;
    tg_arena *arena;
    tg_hits *out;
    uint32_t room;           /* of out->at */
    tg_word_forms now[WAVE]; /* of the tokens of the wave */
    bool is_new[WAVE];       /* looked up in this wave */
    uint32_t n_new;
    uint32_t new_token[WAVE]; /* [n_new] those */
    uint32_t n_begins;
    uint32_t begins[WAVE]; /* [n_begins] tokens that begin forms */
    uint64_t pair[WAVE];   /* [n_begins] hash of that token and the next; 0: no form begins so */
    uint32_t n_guesses;
    guess guesses[MAX_GUESSES];
} finder;

static bool is_capital(const tg_tokens *tokens, uint32_t token)
{
    return (tokens->flags[token] & (TG_TOKEN_UPPER | TG_TOKEN_DIGIT)) != 0;
}

/** The slot of the token of this hash: lengths of the forms that it begins, bit n - 1 for n tokens,
 *  and their second tokens; 0: none. */
static uint64_t first_slot(const uint64_t *slots, uint32_t n, uint64_t hash)
{
    uint32_t tag = tg_first_tag(hash);
    size_t at = tg_slot(hash, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t low = (uint32_t)slots[at];
        if (low == 0 || (low & ~(uint32_t)TG_FIRST_MASK) == tag) return slots[at];
        at = at + 1 < n ? at + 1 : 0;
    }
    return 0;
}

/** The word of the filter for a sequence that begins with token `begin`. */
static const uint64_t *filter_word(const search *s, uint32_t begin, uint64_t hash)
{
    const tg_lexicon *lex = s->lex;
    return is_capital(s->tokens, begin)
               ? &lex->bloom[tg_bloom_word(hash, lex->n_bloom)]
               : &lex->lower_bloom[tg_bloom_word(hash, lex->n_lower_bloom)];
}

/** May the sequence of two tokens or more be a form, or two tokens the begin of one? */
static bool may_be(const search *s, uint32_t begin, uint64_t hash)
{
    uint64_t bits = tg_bloom_bits(hash);
    return (*filter_word(s, begin, hash) & bits) == bits;
}

static bool goes_on(const finder *f, uint32_t token)
{
    return token < f->in.tokens->n && (f->in.tokens->flags[token] & TG_TOKEN_PARAGRAPH) == 0;
}

/** The hash of the sequence of one token. */
static uint64_t single_hash(const tg_tokens *tokens, uint32_t token)
{
    return tg_hash_join(TG_HASH_START, tokens->hash[token]);
}

/** The hash of the token and the next when some form may begin so, by what its slot says; else 0.
 *  Without a branch: which words may is anybody's guess. */
static uint64_t pair_of(const finder *f, uint32_t token, const tg_word_forms *now)
{
    const tg_tokens *t = f->in.tokens;
    uint32_t next = token + (token + 1 < t->n);
    uint64_t pair = tg_hash_join(single_hash(t, token), t->hash[next]);
    bool may = (now->lengths > 1) & (next > token) & ((t->flags[next] & TG_TOKEN_PARAGRAPH) == 0) &
               ((now->seconds & tg_pair_bit(pair)) != 0);
    return may ? pair : 0;
}

/** Where a token's lengths are looked up. */
typedef struct first_table {
    const uint64_t *slots;
    uint32_t n;
} first_table;

/** Step 0: what is known of the words, and which are new. */
static void remember(finder *f, uint32_t begin, uint32_t end)
{
    f->n_new = 0;
    for (uint32_t i = begin; i < end; i++) {
        const tg_word *word = tg_word_of(f->in.tokens, i);
        bool is_new = word == NULL || (word->known & TG_KNOWS_FORMS) == 0;
        f->now[i - begin] = is_new ? (tg_word_forms){.form = NO_FORM} : word->forms;
        f->is_new[i - begin] = is_new;
        f->new_token[f->n_new] = i;
        f->n_new += is_new;
    }
}

static void prefetch_gram(const finder *f, uint64_t hash)
{
    __builtin_prefetch(&f->in.lex->grams[tg_slot(hash, f->in.lex->n_grams)]);
}

/** Step 1: what lengths the tokens may begin, by themselves. */
static void look_up_firsts(finder *f, uint32_t begin, uint32_t end)
{
    const tg_lexicon *lex = f->in.lex;
    const first_table tables[2] = {{lex->lower, lex->n_lower}, {lex->first, lex->n_first}};
    for (uint32_t k = 0; k < f->n_new; k++) {
        first_table t = tables[is_capital(f->in.tokens, f->new_token[k])];
        __builtin_prefetch(&t.slots[tg_slot(f->in.tokens->hash[f->new_token[k]], t.n)]);
    }
    for (uint32_t k = 0; k < f->n_new; k++) {
        uint32_t i = f->new_token[k];
        first_table t = tables[is_capital(f->in.tokens, i)];
        uint64_t slot = first_slot(t.slots, t.n, f->in.tokens->hash[i]);
        f->now[i - begin].lengths = (uint16_t)(slot & TG_FIRST_MASK);
        f->now[i - begin].seconds = (uint32_t)(slot >> 32);
        if ((slot & 1) != 0) prefetch_gram(f, single_hash(f->in.tokens, i));
    }
    f->n_begins = 0;
    for (uint32_t i = begin; i < end; i++) {
        f->begins[f->n_begins] = i;
        f->n_begins += f->now[i - begin].lengths != 0;
    }
    for (uint32_t k = 0; k < f->n_begins; k++) {
        uint32_t i = f->begins[k];
        f->pair[k] = pair_of(f, i, &f->now[i - begin]);
        __builtin_prefetch(filter_word(&f->in, i, f->pair[k]));
    }
}

/** Try the sequences of two tokens and more that begin at `begin` and have a length in `mask`. */
static void add_longer(finder *f, uint32_t begin, uint32_t mask)
{
    uint64_t hash = single_hash(f->in.tokens, begin);
    for (uint32_t i = begin + 1; (mask >>= 1) != 0; i++) {
        if (!goes_on(f, i)) return;
        hash = tg_hash_join(hash, f->in.tokens->hash[i]);
        if ((mask & 1) == 0 || !may_be(&f->in, begin, hash)) continue;
        f->guesses[f->n_guesses++] = (guess){.hash = hash, .begin = begin, .n = i + 1 - begin};
        prefetch_gram(f, hash);
    }
}

/** Step 2: the sequences that the filter does not rule out. `begin` is the first token of the wave. */
static void filter(finder *f, uint32_t begin)
{
    f->n_guesses = 0;
    for (uint32_t k = 0; k < f->n_begins; k++) {
        uint32_t i = f->begins[k];
        const tg_word_forms *now = &f->now[i - begin];
        bool is_new = f->is_new[i - begin];
        f->guesses[f->n_guesses] = (guess){.hash = single_hash(f->in.tokens, i),
                                           .begin = i,
                                           .n = 1,
                                           .form = now->form,
                                           .known = !is_new};
        f->n_guesses += (now->form != NO_FORM) | (is_new & ((now->lengths & 1) != 0));
        if (f->pair[k] != 0 && may_be(&f->in, i, f->pair[k])) add_longer(f, i, now->lengths);
    }
}

/** The n-th slot (from 0) with the fingerprint of `hash`: its form, or NO_FORM. */
static uint32_t look_up_gram(const tg_lexicon *lex, uint64_t hash, uint32_t nth)
{
    uint32_t print = tg_gram_print(hash);
    size_t at = tg_slot(hash, lex->n_grams);
    for (uint32_t i = 0; i < lex->n_grams; i++) {
        uint64_t slot = lex->grams[at];
        if (slot == 0) return NO_FORM;
        if ((uint32_t)slot == print && nth-- == 0) return (uint32_t)(slot >> 32);
        at = at + 1 < lex->n_grams ? at + 1 : 0;
    }
    return NO_FORM;
}

/** Step 3: sequences to forms. */
static void look_up_grams(finder *f)
{
    const tg_lexicon *lex = f->in.lex;
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n_guesses; i++) {
        guess t = f->guesses[i];
        if (!t.known) {
            t.form = look_up_gram(lex, t.hash, 0);
            if (t.form >= lex->n_forms) continue;
            __builtin_prefetch(&lex->forms[t.form]);
        }
        f->guesses[n++] = t;
    }
    f->n_guesses = n;
    for (uint32_t i = 0; i < n; i++) {
        if (f->guesses[i].known) continue;
        uint32_t folded = lex->forms[f->guesses[i].form].folded;
        if (folded < lex->n_folded) __builtin_prefetch(lex->folded + folded);
    }
}

/** How many bytes of `folded` are the token; 0 = it is another one. */
static size_t match_token(tg_str folded, tg_str token)
{
    if (token.n <= folded.n && tg_ascii_lower(token.p[0]) == folded.p[0]) {
        if (memcmp(token.p + 1, folded.p + 1, token.n - 1) == 0) return token.n;
        size_t i = 1;
        while (i < token.n && (token.p[i] & 0x80) == 0 && tg_ascii_lower(token.p[i]) == folded.p[i])
            i++;
        if (i == token.n) return i;
    }
    /* Another word, or letters beyond ASCII: compare what both fold to. */
    if (token.n > MAX_TOKEN) return 0;
    char buf[3 * MAX_TOKEN];
    size_t n = tg_fold(buf, token);
    return n <= folded.n && memcmp(buf, folded.p, n) == 0 ? n : 0;
}

/** Do the tokens of `t` spell the form? */
static bool is_form(const search *s, uint32_t form, const guess *t)
{
    const tg_lexicon *lex = s->lex;
    uint32_t begin = lex->forms[form].folded;
    uint32_t end = lex->forms[form + 1].folded;
    if (begin > end || end > lex->n_folded) return false;
    tg_str folded = {lex->folded + begin, end - begin};
    for (uint32_t i = 0; i < t->n; i++) {
        if (i > 0) {
            if (folded.n == 0 || folded.p[0] != ' ') return false;
            folded = (tg_str){folded.p + 1, folded.n - 1};
        }
        size_t n = match_token(folded, tg_token_str(s->tokens, s->text, t->begin + i));
        if (n == 0) return false;
        folded = (tg_str){folded.p + n, folded.n - n};
    }
    return folded.n == 0;
}

/** The form that the tokens of `t` spell. Several may have the fingerprint of their hash, and
 *  t->form is the first of these; NO_FORM when it is none of them. */
static uint32_t spelt_form(const search *s, const guess *t)
{
    uint32_t form = t->form;
    for (uint32_t nth = 1; form < s->lex->n_forms; nth++) {
        if (is_form(s, form, t)) return form;
        form = look_up_gram(s->lex, t->hash, nth);
    }
    return NO_FORM;
}

static bool make_room(finder *f)
{
    uint32_t want = f->out->n + f->n_guesses;
    if (want <= f->room) return true;
    tg_hit *at = tg_arena_grow(f->arena, f->out->at, f->out->n, &f->room, want, sizeof *at);
    if (at != NULL) f->out->at = at;
    return at != NULL;
}

static void add_hit(finder *f, const guess *t, uint32_t form, uint32_t kinds)
{
    f->out->at[f->out->n++] = (tg_hit){t->begin, t->begin + t->n, form, kinds};
    f->out->from[t->begin + 1]++;
}

/** Step 4: compare the bytes. `begin` is the first token of the wave. */
static void verify(finder *f, uint32_t begin)
{
    for (uint32_t i = 0; i < f->n_guesses; i++) {
        const guess *t = &f->guesses[i];
        tg_word_forms *now = &f->now[t->begin - begin];
        if (t->known) {
            add_hit(f, t, t->form, now->kinds);
            continue;
        }
        uint32_t form = spelt_form(&f->in, t);
        if (form == NO_FORM) continue;
        uint32_t kinds = f->in.lex->forms[form].kinds;
        if ((kinds & TG_FORM_LOWER) == 0 && !is_capital(f->in.tokens, t->begin)) continue;
        kinds &= ~(uint32_t)TG_FORM_LOWER;
        __builtin_prefetch(&f->in.lex->entries[f->in.lex->forms[form].entry]);
        add_hit(f, t, form, kinds);
        if (t->n > 1) continue;
        now->form = form;
        now->kinds = (uint16_t)kinds;
    }
}

/** Write down what was looked up in the wave. */
static void keep(finder *f, uint32_t begin)
{
    for (uint32_t k = 0; k < f->n_new; k++) {
        tg_word *word = tg_word_of(f->in.tokens, f->new_token[k]);
        if (word == NULL) continue;
        word->forms = f->now[f->new_token[k] - begin];
        word->known |= TG_KNOWS_FORMS;
    }
}

tagger_status tg_lexicon_find(tg_hits *out, tg_arena *arena, const tg_lexicon *lex,
                              const tg_tokens *tokens, tg_str text, tagger_error *err)
{
    size_t n_from = (size_t)tokens->n + 1;
    *out = (tg_hits){.from = TG_ARENA_NEW(arena, uint32_t, n_from)};
    if (out->from == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for the hits of a text");
    memset(out->from, 0, n_from * sizeof *out->from);
    finder f;
    f.in = (search){.lex = lex, .tokens = tokens, .text = text};
    f.arena = arena;
    f.out = out;
    f.room = 0;
    for (uint32_t begin = 0; begin < tokens->n; begin += WAVE) {
        uint32_t end = tokens->n - begin > WAVE ? begin + WAVE : tokens->n;
        remember(&f, begin, end);
        look_up_firsts(&f, begin, end);
        filter(&f, begin);
        look_up_grams(&f);
        if (!make_room(&f)) return tg_fail(err, TAGGER_E_NOMEM, "no memory for the hits of a text");
        verify(&f, begin);
        keep(&f, begin);
    }
    for (uint32_t i = 0; i < tokens->n; i++)
        out->from[i + 1] += out->from[i]; /* of numbers, sums */
    return TAGGER_OK;
}

const tg_hit *tg_hit_on(const tg_hits *hits, uint32_t begin, uint32_t end)
{
    for (uint32_t h = hits->from[begin]; h < hits->from[begin + 1]; h++) {
        if (hits->at[h].end == end) return &hits->at[h];
    }
    return NULL;
}

uint32_t tg_lexicon_form(const tg_lexicon *lex, tg_str text)
{
    tg_arena arena = TG_ARENA_INIT;
    tg_tokens tokens;
    uint32_t form = NO_FORM;
    if (tg_tokenize(&tokens, &arena, text, NULL) == TAGGER_OK && tokens.n > 0) {
        search in = {.lex = lex, .tokens = &tokens, .text = text};
        guess t = {.hash = TG_HASH_START, .n = tokens.n};
        for (uint32_t i = 0; i < tokens.n; i++) t.hash = tg_hash_join(t.hash, tokens.hash[i]);
        t.form = look_up_gram(lex, t.hash, 0);
        form = spelt_form(&in, &t);
    }
    tg_arena_dispose(&arena);
    return form;
}

uint32_t tg_lexicon_form_of(const tg_lexicon *lex, const tg_tokens *tokens, tg_str text, uint32_t i)
{
    search in = {.lex = lex, .tokens = tokens, .text = text};
    guess t = {.hash = single_hash(tokens, i), .begin = i, .n = 1};
    t.form = look_up_gram(lex, t.hash, 0);
    return spelt_form(&in, &t);
}
