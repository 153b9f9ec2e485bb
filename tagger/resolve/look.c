/* SPDX-License-Identifier: MIT */
#include "resolve/look.h"

#include "base/utf8.h"

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
    if (cp - 'a' < 26) return 'x';
    if (cp - 'A' < 26) return 'c';
    tg_class class = tg_utf8_class(cp);
    if (class == TG_CLASS_DIGIT) return 'd';
    if (tg_utf8_is_upper(cp)) return 'c';
    if (class == TG_CLASS_LETTER) return 'x';
    if (cp < 0x80) return (char)cp;
    return '?';
}

size_t tg_look_shape(char *out, const tg_view *v, uint32_t token)
{
    enum { MAX_SHAPE = 10 };
    tg_str t = tg_view_token(v, token);
    size_t n = 0;
    unsigned run = 0;
    for (const char *p = t.p, *end = t.p + t.n; p < end && n < MAX_SHAPE;) {
        uint32_t cp = (unsigned char)*p;
        p += cp < 0x80 ? 1 : tg_utf8_next(p, end, &cp);
        char c = shape_of(cp);
        run = n > 0 && out[n - 1] == c ? run + 1 : 0;
        unsigned most = c == 'c' ? 1 : 0;
        if (run <= most) out[n++] = c;
    }
    return n;
}

typedef struct finder {
    tg_look *look; /* [tokens] */
    const tg_view *view;
    const tg_weights *weights;
} finder;

static tg_value value_of(const finder *f, tg_str s, const char *limit)
{
    if (s.n == 0) return (tg_value){.hash = 0};
    uint64_t hash = tg_hash_near(s, limit);
    return (tg_value){hash, tg_weights_find(f->weights, hash)};
}

static void find_word(const finder *f, uint32_t token)
{
    f->look[token].word = tg_weights_find(f->weights, f->view->tokens->hash[token]);
}

static void find_shape(const finder *f, uint32_t token)
{
    char shape[TG_MAX_SHAPE];
    f->look[token].shape =
        value_of(f, (tg_str){shape, tg_look_shape(shape, f->view, token)}, shape + TG_MAX_SHAPE);
}

static void find_affixes(const finder *f, uint32_t token)
{
    const char *limit = f->view->text.p + f->view->text.n;
    f->look[token].prefix = value_of(f, tg_look_affix(f->view, token, false), limit);
    f->look[token].suffix = value_of(f, tg_look_affix(f->view, token, true), limit);
}

/** Look at the tokens that lie up to `reach` from a candidate. */
static void find_near(const finder *f, const tg_candidates *candidates, uint32_t reach,
                      void (*find)(const finder *, uint32_t))
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
    finder f = {TG_ARENA_NEW(arena, tg_look, v->tokens->n), v, weights};
    if (f.look == NULL) return NULL;
    find_near(&f, candidates, 0, find_affixes);
    find_near(&f, candidates, 1, find_shape);
    find_near(&f, candidates, 2, find_word);
    return f.look;
}

bool tg_look_has_shape(const tg_view *v, uint32_t token)
{
    return tg_is_upper(v, token) || (v->tokens->flags[token] & TG_TOKEN_DIGIT) != 0;
}
