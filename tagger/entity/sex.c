/* SPDX-License-Identifier: MIT */
#include "entity/sex.h"

#include "match/clause.h"

uint8_t tg_sex_of(const tg_view *v, uint32_t token)
{
    uint32_t bits = v->clause[token];
    uint8_t man = (bits & (TG_CLAUSE_HE | TG_CLAUSE_MAN)) != 0 ? TG_SEX_MAN : TG_SEX_UNKNOWN;
    uint8_t woman = (bits & (TG_CLAUSE_SHE | TG_CLAUSE_WOMAN)) != 0 ? TG_SEX_WOMAN : TG_SEX_UNKNOWN;
    return man | woman;
}

/** The sign that a token is, or '\0'. */
static char sign_of(const tg_view *v, uint32_t token)
{
    tg_str t = tg_view_token(v, token);
    if ((v->tokens->flags[token] & TG_TOKEN_WORD) != 0 || t.n != 1) return '\0';
    return *t.p;
}

/** "his wife, Els Maes, left" and not "After that of his wife, Jan Maes left". */
static bool is_put_beside(const tg_view *v, uint32_t end)
{
    return end >= v->tokens->n || (v->tokens->flags[end] & TG_TOKEN_WORD) == 0;
}

uint8_t tg_sex_before(const tg_view *v, uint32_t begin, uint32_t end)
{
    enum { LOOK = 2 };
    uint8_t sex = tg_sex_of(v, begin);
    for (uint32_t k = begin; k > 0 && k + LOOK > begin && sex == TG_SEX_UNKNOWN; k--) {
        uint32_t token = k - 1;
        char sign = sign_of(v, token);
        bool other =
            v->sentence[token] != v->sentence[begin] ||
            (v->clause[token] & (TG_CLAUSE_PREPOSITION | TG_CLAUSE_OF)) != 0; /* "wife of" */
        if (other) break;
        if (sign != '\0' && sign != '.' && (sign != ',' || !is_put_beside(v, end))) break;
        sex = tg_sex_of(v, token);
    }
    return sex;
}
