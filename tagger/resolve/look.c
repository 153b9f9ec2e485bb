/* SPDX-License-Identifier: MIT */
#include "resolve/look.h"

#include "base/utf8.h"
#include "resolve/memory.h"

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
        size_t n_break = c <= '-' ? tg_line_break(p - 1, end) : 0;
        if (n_break > 0) {
            p += n_break - 1;
            continue;
        }
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

_Static_assert((int)TG_WORD_SUM == (int)TG_WEIGHT_ROW, "a word keeps sums of rows");
_Static_assert((int)TG_WORD_SUMS == (int)TG_N_POSITIONS, "one for each position");
_Static_assert((int)TG_N_OWN *TG_MOST_WEIGHT <= INT16_MAX, "the sum of what a word says fits");

const uint8_t tg_own_template[TG_N_POSITIONS][TG_N_OWN] = {
    [TG_AT_FIRST] = {TG_FIRST_WORD, TG_FIRST_PREFIX, TG_FIRST_SUFFIX, TG_FIRST_SHAPE},
    [TG_AT_LAST] = {TG_LAST_WORD, TG_N_TEMPLATES, TG_LAST_SUFFIX, TG_LAST_SHAPE},
    [TG_AT_ANY] = {TG_IN_WORD, TG_N_TEMPLATES, TG_IN_SUFFIX, TG_IN_SHAPE},
};

enum { N_NEW = 16, N_PAIRS = 64 };

typedef struct finder {
    tg_look *look; /* [tokens] */
    const tg_view *view;
    const tg_weights *weights;
    tg_arena *arena;
    uint32_t n_new;
    tg_word_look *into[N_NEW]; /* [n_new] words still to be looked up */
    uint64_t value[N_NEW][TG_N_OWN];
    uint32_t n_pairs;
    uint32_t *pair[N_PAIRS]; /* [n_pairs] where their places go */
    uint64_t pair_hash[N_PAIRS];
} finder;

static void add_row(int16_t *sum, const tg_value_rows *rows, tg_template t)
{
    if (!tg_value_has(rows, t)) return;
    const int16_t *row = tg_value_row(rows, t);
    for (uint32_t k = 0; k < TG_WEIGHT_ROW; k++) sum[k] = (int16_t)(sum[k] + row[k]);
}

static void sum_up(tg_word_look *look, const tg_constants *c, const uint32_t place[TG_N_OWN])
{
    *look = (tg_word_look){.word = place[TG_OWN_WORD], .shape = place[TG_OWN_SHAPE]};
    for (uint32_t i = 0; i < TG_N_OWN; i++) {
        const tg_value_rows *rows = tg_weights_at(c, place[i]);
        for (uint32_t p = 0; p < TG_N_POSITIONS; p++)
            add_row(look->sum[p], rows, (tg_template)tg_own_template[p][i]);
    }
}

static void look_up_words(finder *f)
{
    uint32_t place[N_NEW][TG_N_OWN];
    const tg_constants *c = tg_weights_constants(f->weights);
    tg_weights_find_all(place[0], f->weights, f->value[0], f->n_new * TG_N_OWN);
    for (uint32_t i = 0; i < f->n_new; i++) sum_up(f->into[i], c, place[i]);
    f->n_new = 0;
}

static void look_up_pairs(finder *f)
{
    uint32_t place[N_PAIRS];
    tg_weights_find_all(place, f->weights, f->pair_hash, f->n_pairs);
    for (uint32_t i = 0; i < f->n_pairs; i++) *f->pair[i] = place[i];
    f->n_pairs = 0;
}

static uint64_t affix_hash(const finder *f, uint32_t token, bool suffix)
{
    tg_str s = tg_look_affix(f->view, token, suffix);
    return s.n > 0 ? tg_hash_near(s, f->view->text.p + f->view->text.n) : 0;
}

/** Have what is known of a token's word looked up, with others. @return the hash of its shape. */
static uint64_t look_at_word(finder *f, uint32_t token, tg_word_look *into)
{
    if (f->n_new == N_NEW) look_up_words(f);
    char text[TG_MAX_SHAPE];
    size_t n = tg_look_shape(text, f->view, token);
    uint64_t *value = f->value[f->n_new];
    value[TG_OWN_WORD] = f->view->tokens->hash[token];
    value[TG_OWN_SHAPE] = tg_hash_near((tg_str){text, n}, text + TG_MAX_SHAPE);
    value[TG_OWN_PREFIX] = affix_hash(f, token, false);
    value[TG_OWN_SUFFIX] = affix_hash(f, token, true);
    for (unsigned i = 0; i < TG_N_OWN; i++) tg_weights_prefetch(f->weights, value[i]);
    f->into[f->n_new++] = into;
    return value[TG_OWN_SHAPE];
}

static void find_word(finder *f, uint32_t token)
{
    tg_look *look = &f->look[token];
    tg_word *word = tg_word_of(f->view->tokens, token);
    if (word == NULL) {
        tg_word_look *own = TG_ARENA_NEW(f->arena, tg_word_look, 1);
        look->own = own;
        if (own != NULL) look->shape = look_at_word(f, token, own);
        return;
    }
    if ((word->known & TG_KNOWS_LOOK) == 0) {
        word->known |= TG_KNOWS_LOOK;
        word->shape = look_at_word(f, token, &word->look);
    }
    look->own = &word->look;
    look->shape = word->shape;
}

static void find_pair(finder *f, uint32_t token)
{
    if (token + 1 == f->view->tokens->n) return;
    if (f->n_pairs == N_PAIRS) look_up_pairs(f);
    f->pair[f->n_pairs] = &f->look[token].pair;
    uint64_t hash = tg_span_hash(f->view, token, token + 2);
    tg_weights_prefetch(f->weights, hash);
    f->pair_hash[f->n_pairs++] = hash;
}

static void find_own(finder *f, uint32_t token)
{
    find_word(f, token);
    find_pair(f, token);
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
                             const tg_weights *weights)
{
    finder f;
    f.look = TG_ARENA_NEW(arena, tg_look, v->tokens->n);
    f.view = v;
    f.weights = weights;
    f.arena = arena;
    f.n_new = 0;
    f.n_pairs = 0;
    if (f.look == NULL) return NULL;
    find_near(&f, candidates, 2, find_own);
    look_up_words(&f);
    look_up_pairs(&f);
    find_near(&f, candidates, 0, find_code);
    return arena->oom ? NULL : f.look;
}

bool tg_look_has_shape(const tg_view *v, uint32_t token)
{
    return tg_is_upper(v, token) || (v->tokens->flags[token] & TG_TOKEN_DIGIT) != 0;
}
