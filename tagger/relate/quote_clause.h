/* SPDX-License-Identifier: MIT
 *
 * quote_clause.h — the parts of a clause of saying: who, verb, what.
 */
#pragma once

#include "match/clause.h"
#include "relate/quote_marks.h"

/** Tokens [begin, end); empty = none. */
typedef struct tg_range {
    uint32_t begin;
    uint32_t end;
} tg_range;

/** What the clause finder reads; all borrowed. */
typedef struct tg_clauses {
    const tg_view *v;
    const uint32_t *bits; /* [tokens] enum tg_clause_bit */
    const tg_quotations *quotations;
    bool english; /* the document is, or may be */
} tg_clauses;

static inline bool tg_clause_is(const tg_clauses *c, uint32_t i, uint32_t bits)
{
    return (c->bits[i] & bits) != 0;
}
static inline bool tg_clause_is_word(const tg_clauses *c, uint32_t i)
{
    return (c->v->tokens->flags[i] & TG_TOKEN_WORD) != 0;
}

/** Does token i begin with a capital that says something: not one of a sentence all in capitals? */
static inline bool tg_clause_upper(const tg_clauses *c, uint32_t i)
{
    return tg_is_upper(c->v, i) && c->v->casing[c->v->sentence[i]] != TG_CASING_CAPS;
}

/** tg_clause_sign() for a token that is no word. */
bool tg_clause_sign_in(const tg_clauses *c, uint32_t i, const char *set);

/** Is token i one sign out of `set` (ASCII), or a dash for '-'? Dashes are –, —, ― and -- too.
 *  Inline, because most tokens asked are words. */
static inline bool tg_clause_sign(const tg_clauses *c, uint32_t i, const char *set)
{
    return !tg_clause_is_word(c, i) && tg_clause_sign_in(c, i, set);
}

/** The quotation that token i stands in, or NULL. */
static inline const tg_quotation *tg_clause_quotation(const tg_clauses *c, uint32_t i)
{
    uint32_t q = c->quotations->of[i];
    return q == TG_NO_QUOTATION ? NULL : &c->quotations->at[q - 1];
}

/** The verb group around the cue at `cue` inside `unit`: its auxiliaries and adverbs before it, the
 *  rest of its form behind it. *bits receives the bits of the auxiliaries. */
tg_range tg_clause_verb(const tg_clauses *c, tg_range unit, uint32_t cue, uint32_t *bits);

/** The noun phrase that ends before token `end`: "a spokesman for the ministry", "Robby Mook, the
 *  campaign's manager,". Empty when none is there. Looks back a bounded way. */
tg_range tg_clause_before(const tg_clauses *c, tg_range unit, uint32_t end);

/** The noun phrase that begins at token `begin`, days before it left out. */
tg_range tg_clause_phrase(const tg_clauses *c, tg_range unit, uint32_t begin);

/** The same, with what is put beside it when `unit` ends there. */
tg_range tg_clause_behind(const tg_clauses *c, tg_range unit, uint32_t begin);

/** Where the content begins of a cue with `bits` whose verb and subject end before token `at`:
 *  a quotation, a that-clause, a question, a bare clause, an infinitive or an object.
 *  unit.end when there is none. */
uint32_t tg_clause_content(const tg_clauses *c, tg_range unit, uint32_t at, uint32_t bits);

/** Where the content that begins at `begin` ends, final signs left out. */
uint32_t tg_clause_content_end(const tg_clauses *c, tg_range unit, uint32_t begin, uint32_t bits);
