/* SPDX-License-Identifier: MIT */
#include "resolve/beside.h"

#include "resolve/memory.h"

static bool sign_at(const tg_view *v, uint32_t token, char c)
{
    return token < v->tokens->n && v->text.p[v->tokens->begin[token]] == c;
}

const char *tg_beside_dateline(const tg_view *v, const tg_candidate *c)
{
    uint32_t s = v->sentence[c->begin];
    bool head = s == 0 || v->sentences->block[s] != v->sentences->block[s - 1];
    if (!head || c->begin > v->sentences->first[s] + 2) return NULL;
    enum { REACH = 9 };
    uint32_t end = v->sentences->first[s + 1];
    for (uint32_t i = c->end; i < end && i < c->end + REACH; i++) {
        tg_str t = tg_view_token(v, i);
        bool dash = tg_str_eq(t, TG_LIT("—")) || tg_str_eq(t, TG_LIT("–")) ||
                    tg_str_eq(t, TG_LIT("-")) || tg_str_eq(t, TG_LIT("_"));
        if (!dash) continue;
        if (c->begin == v->sentences->first[s]) return "place";
        return sign_at(v, c->begin - 1, '(') ? "agency" : "later";
    }
    return NULL;
}

const char *tg_beside_acronym(const tg_view *v, const tg_candidate *c)
{
    if (c->end - c->begin == 1 && c->begin > 1 && sign_at(v, c->begin - 1, '(') &&
        sign_at(v, c->end, ')')) {
        uint64_t acronym = tg_acronym_hash(v, c->begin);
        if (acronym == 0) return NULL;
        for (uint32_t n = 2; n <= 8 && n < c->begin; n++) {
            if (tg_initials_hash(v, c->begin - 1 - n, c->begin - 1) == acronym) return "short";
        }
        return "bracket";
    }
    bool before = sign_at(v, c->end, '(') && sign_at(v, c->end + 2, ')');
    if (!before || c->end - c->begin < 2) return NULL;
    uint64_t acronym = tg_acronym_hash(v, c->end + 1);
    if (acronym == 0) return NULL;
    return tg_initials_hash(v, c->begin, c->end) == acronym ? "long" : "other";
}

const char *tg_beside_share(const tg_view *v, const tg_candidate *c)
{
    enum { REACH = 6 };
    if (c->begin > 0 && sign_at(v, c->end, ':') && sign_at(v, c->begin - 1, '(')) return "market";
    if (!sign_at(v, c->end, '(')) return NULL;
    bool code = sign_at(v, c->end + 2, '.') && sign_at(v, c->end + 4, ')') &&
                (v->tokens->flags[c->end + 1] & TG_TOKEN_CAPS) != 0 &&
                (v->tokens->flags[c->end + 3] & TG_TOKEN_CAPS) != 0;
    if (code) return "code";
    for (uint32_t i = c->end + 2; i < c->end + REACH && i + 1 < v->tokens->n; i++) {
        if (sign_at(v, i, ')')) return NULL;
        if (!sign_at(v, i, ':')) continue;
        bool told = (v->tokens->flags[i + 1] & (TG_TOKEN_CAPS | TG_TOKEN_DIGIT)) != 0;
        return told ? "traded" : NULL;
    }
    return NULL;
}
