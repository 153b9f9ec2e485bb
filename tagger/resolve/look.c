/* SPDX-License-Identifier: MIT */
#include "resolve/look.h"

#include "base/mem.h"
#include "base/status.h"
#include "base/utf8.h"
#include "resolve/memory.h"
#include "text/words.h"

tg_str tg_look_affix(const tg_view *v, uint32_t token, bool suffix)
{
    enum { LETTERS = 3 };
    tg_str s = tg_view_token(v, token);
    if (s.n < LETTERS) return (tg_str){0};
    const char *begin = s.p;
    const char *end = s.p + s.n;
    const char *three = suffix ? end - LETTERS : begin;
    if (((three[0] | three[1] | three[2]) & 0x80) == 0) return (tg_str){three, LETTERS};
    uint32_t cp = 0;
    for (unsigned i = 0; i < LETTERS; i++) {
        if (begin == end) return (tg_str){0};
        if (suffix) {
            end -= tg_utf8_prev(begin, end, &cp);
        } else {
            begin += tg_utf8_next(begin, end, &cp);
        }
    }
    return suffix ? (tg_str){end, s.n - (size_t)(end - s.p)} : (tg_str){s.p, (size_t)(begin - s.p)};
}

static char shape_of(uint32_t cp)
{
    tg_class class = tg_utf8_class(cp);
    if (class == TG_CLASS_DIGIT) return 'd';
    if (tg_utf8_is_upper(cp)) return 'c';
    return class == TG_CLASS_LETTER ? 'x' : '?';
}

static char shape_of_ascii(char c)
{
    if (c >= 'a' && c <= 'z') return 'x';
    if (c >= 'A' && c <= 'Z') return 'c';
    if (c >= '0' && c <= '9') return 'd';
    return c;
}

size_t tg_look_shape(char *out, const tg_view *v, uint32_t token)
{
    enum { MAX_SHAPE = 10 };
    tg_str t = tg_view_token(v, token);
    size_t n = 0;
    bool twice = false; /* the last two are the same */
    for (const char *p = t.p, *end = t.p + t.n; p < end && n < MAX_SHAPE;) {
        char c = shape_of_ascii(*p);
        if ((*p & 0x80) == 0) {
            p++;
        } else {
            uint32_t cp = 0;
            p += tg_utf8_next(p, end, &cp);
            c = shape_of(cp);
        }
        bool same = n > 0 && out[n - 1] == c;
        if (same && (c != 'c' || twice)) continue;
        twice = same;
        out[n++] = c;
    }
    return n;
}

/** One letter for what a token is in a name; the order is the order of trust. */
static char name_code(const tg_view *v, uint32_t i)
{
    uint64_t m = v->marks[i];
    uint8_t flags = v->tokens->flags[i];
    if ((flags & TG_TOKEN_WORD) == 0) return v->text.p[v->tokens->begin[i]] == '.' ? '.' : '-';
    if ((flags & TG_TOKEN_UPPER) == 0) return (m & TG_MARK_BIT(TG_MARK_PARTICLE)) != 0 ? 'p' : 'x';
    static const struct {
        tg_mark mark;
        char code;
    } codes[] = {{TG_MARK_LEGAL, '1'},      {TG_MARK_ORG_NOUN, '2'},   {TG_MARK_ORG_PARTY, '3'},
                 {TG_MARK_ORG_SUFFIX, '4'}, {TG_MARK_ORG_SPORT, '5'},  {TG_MARK_EVENT, '6'},
                 {TG_MARK_FACILITY, '7'},   {TG_MARK_PLACE_WORD, '8'}, {TG_MARK_MONTH, '9'},
                 {TG_MARK_WEEKDAY, '9'},    {TG_MARK_NAME_SUFFIX, 'j'}};
    for (size_t k = 0; k < sizeof codes / sizeof codes[0]; k++) {
        if ((m & TG_MARK_BIT(codes[k].mark)) != 0) return codes[k].code;
    }
    if (v->tokens->end[i] - v->tokens->begin[i] == 1) return 'i';
    if ((m & TG_MARK_BIT(TG_MARK_FIRST)) != 0)
        return (m & TG_MARK_BIT(TG_MARK_LAST)) != 0 ? 'b' : 'f';
    if ((m & TG_MARK_BIT(TG_MARK_LAST)) != 0) return 'l';
    if ((m & TG_MARK_BIT(TG_MARK_IN_COUNTRY)) != 0) return 'c';
    if ((m & TG_MARK_BIT(TG_MARK_IN_DEMONYM)) != 0) return 'd';
    if ((m & TG_MARK_BIT(TG_MARK_IN_LOCATION)) != 0) return 'g';
    if ((m & TG_MARK_BIT(TG_MARK_PARTICLE)) != 0) return 'p';
    if ((m & (TG_MARK_BIT(TG_MARK_ROLE) | TG_MARK_BIT(TG_MARK_ROLE_TAIL))) != 0) return 'r';
    if ((m & (TG_MARK_BIT(TG_MARK_COMMON_NOUN) | TG_MARK_BIT(TG_MARK_NOUN_TAIL))) != 0) return 'o';
    if ((m & TG_MARK_BIT(TG_MARK_FIRST_WEAK)) != 0) return 'w';
    if ((m & TG_MARK_BIT(TG_MARK_LAST_WEAK)) != 0) return 'k';
    if ((m & TG_MARK_BIT(TG_MARK_FUNCTION)) != 0) return 't';
    if ((flags & TG_TOKEN_CAPS) != 0) return 'a';
    return 'n';
}

/** One letter for what a token beside a name is. */
static char context_code(const tg_view *v, uint32_t token)
{
    uint64_t m = v->marks[token];
    if ((m & TG_MARK_BIT(TG_MARK_HONORIFIC)) != 0) return 'h';
    if ((m & (TG_MARK_BIT(TG_MARK_ROLE) | TG_MARK_BIT(TG_MARK_ROLE_TAIL))) != 0) return 'r';
    if ((m & TG_MARK_BIT(TG_MARK_SPEECH)) != 0) return 's';
    if ((m & TG_MARK_BIT(TG_MARK_PERSON_VERB)) != 0) return 'v';
    if ((v->tokens->flags[token] & TG_TOKEN_WORD) == 0) {
        char sign = v->text.p[v->tokens->begin[token]];
        if ((unsigned char)sign >= 0x80) return '"'; /* mostly curly quotes */
        return sign;
    }
    if (tg_is_upper(v, token)) return 'u';
    return (m & TG_MARK_BIT(TG_MARK_FUNCTION)) != 0 ? 't' : 'x';
}

/* ---- looking up ---------------------------------------------------------- */

typedef struct remembered {
    uint32_t word; /* its number; 0: nothing is remembered */
    tg_word_look look;
} remembered;

struct tg_look_memory {
    remembered at[TG_WORD_PLACES];
};

tagger_status tg_look_memory_new(tg_look_memory **out, tagger_error *err)
{
    *out = tg_mem_zeroed(sizeof **out);
    if (*out == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for the looks of words");
    return TAGGER_OK;
}

void tg_look_memory_free(tg_look_memory *memory)
{
    tg_mem_free(memory);
}

enum { WAVE = 64 };

typedef struct finder {
    tg_look *look; /* [tokens] */
    const tg_view *view;
    const tg_weights *weights;
    tg_look_memory *memory;
    uint32_t n;
    uint64_t hash[WAVE];  /* [n] values to be looked up */
    uint32_t *into[WAVE]; /* [n] where the places of their rows go */
} finder;

static void look_up(finder *f)
{
    uint32_t place[WAVE];
    tg_weights_find_all(place, f->weights, f->hash, f->n);
    for (uint32_t i = 0; i < f->n; i++) *f->into[i] = place[i];
    f->n = 0;
}

/** Have the rows of a value looked up, with others. */
static void ask(finder *f, uint64_t hash, uint32_t *into)
{
    if (f->n == WAVE) look_up(f);
    f->hash[f->n] = hash;
    f->into[f->n++] = into;
}

static void ask_affix(finder *f, uint32_t token, bool suffix, uint32_t *into)
{
    tg_str s = tg_look_affix(f->view, token, suffix);
    *into = 0;
    if (s.n > 0) ask(f, tg_hash_near(s, f->view->text.p + f->view->text.n), into);
}

static void look_at_word(finder *f, uint32_t token, tg_word_look *look)
{
    char shape[TG_MAX_SHAPE];
    size_t n = tg_look_shape(shape, f->view, token);
    look->shape_hash = tg_hash_near((tg_str){shape, n}, shape + TG_MAX_SHAPE);
    ask(f, look->shape_hash, &look->shape);
    ask(f, f->view->tokens->hash[token], &look->word);
    ask_affix(f, token, false, &look->prefix);
    ask_affix(f, token, true, &look->suffix);
}

/** Look at the word of a token, unless it was met before. */
static void find_word(finder *f, uint32_t token)
{
    uint32_t word = tg_word_number(f->view->tokens, token);
    remembered *known = &f->memory->at[tg_word_place(word)];
    if (word == 0) {
        look_at_word(f, token, &f->look[token].own);
    } else if (known->word != word) {
        known->word = word;
        look_at_word(f, token, &known->look);
    }
    if (token + 1 < f->view->tokens->n)
        ask(f, tg_span_hash(f->view, token, token + 2), &f->look[token].pair);
}

static void copy_word(finder *f, uint32_t token)
{
    uint32_t word = tg_word_number(f->view->tokens, token);
    if (word != 0) f->look[token].own = f->memory->at[tg_word_place(word)].look;
}

static void find_context(finder *f, uint32_t token)
{
    f->look[token].context = context_code(f->view, token);
}

static void find_code(finder *f, uint32_t token)
{
    f->look[token].code = name_code(f->view, token);
}

/** Look at the tokens that lie up to `reach` from a candidate. */
static void find_near(finder *f, const tg_candidates *candidates, uint32_t reach,
                      void (*find)(finder *, uint32_t))
{
    /* Sorted by their ends, so that from the last to the first each begin is new or known. */
    uint32_t n = f->view->tokens->n;
    uint32_t done = n;
    for (uint32_t i = candidates->n; i > 0; i--) {
        const tg_candidate *c = &candidates->at[i - 1];
        uint32_t end = n - c->end > reach ? c->end + reach : n;
        uint32_t begin = c->begin > reach ? c->begin - reach : 0;
        for (uint32_t t = end < done ? end : done; t > begin; t--) find(f, t - 1);
        if (begin < done) done = begin;
    }
}

const tg_look *tg_looks_find(tg_arena *arena, const tg_view *v, const tg_candidates *candidates,
                             const tg_weights *weights, tg_look_memory *memory)
{
    finder f;
    f.look = TG_ARENA_NEW(arena, tg_look, v->tokens->n);
    f.view = v;
    f.weights = weights;
    f.memory = memory;
    f.n = 0;
    if (f.look == NULL) return NULL;
    find_near(&f, candidates, 2, find_word);
    look_up(&f);
    find_near(&f, candidates, 2, copy_word);
    find_near(&f, candidates, 1, find_context);
    find_near(&f, candidates, 0, find_code);
    return f.look;
}

bool tg_look_has_shape(const tg_view *v, uint32_t token)
{
    return tg_is_upper(v, token) || (v->tokens->flags[token] & TG_TOKEN_DIGIT) != 0;
}
