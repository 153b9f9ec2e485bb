/* SPDX-License-Identifier: MIT
 *
 * clause.h — what a token may do in a clause: one bit a thing, from the word tables.
 *
 * Rows of class "speech…", "cue…" and "clause…" tell verbs of saying from verbs
 * of opinion and will, and the small words that open, join and end clauses.
 */
#pragma once

#include "match/view.h"

typedef enum tg_clause_bit {
    TG_CLAUSE_SAY = 1U << 0,         /* verb of saying: takes quotes, that-clauses, bare clauses */
    TG_CLAUSE_WEAK = 1U << 1,        /* a cue only where a quotation touches it */
    TG_CLAUSE_TELL = 1U << 2,        /* the one spoken to may stand between verb and content */
    TG_CLAUSE_OPINE = 1U << 3,       /* verb of opinion or finding: that-clauses, bare clauses */
    TG_CLAUSE_OBJECT = 1U << 4,      /* the content may be what stands behind it: criticized X */
    TG_CLAUSE_WISH = 1U << 5,        /* the content may be an infinitive: wants to X */
    TG_CLAUSE_NOUN = 1U << 6,        /* reads as a noun too: claims, reports */
    TG_CLAUSE_PARTICIPLE = 1U << 7,  /* a verb only with an auxiliary: gesagt, déclaré */
    TG_CLAUSE_SOURCE = 1U << 8,      /* a source follows: according to, selon, volgens, laut */
    TG_CLAUSE_MAN = 1U << 9,         /* title or noun of a man: Mr., spokesman */
    TG_CLAUSE_WOMAN = 1U << 10,      /* of a woman */
    TG_CLAUSE_HAVE = 1U << 11,       /* auxiliary of the perfect */
    TG_CLAUSE_BE = 1U << 12,         /* to be; auxiliary of the passive */
    TG_CLAUSE_MODAL = 1U << 13,      /* will, would, do */
    TG_CLAUSE_NOT = 1U << 14,        /* negation */
    TG_CLAUSE_ADVERB = 1U << 15,     /* may stand between subject and verb */
    TG_CLAUSE_THAT = 1U << 16,       /* opens a that-clause */
    TG_CLAUSE_WHETHER = 1U << 17,    /* opens an indirect question */
    TG_CLAUSE_HE = 1U << 18,         /* subject pronoun of one man */
    TG_CLAUSE_SHE = 1U << 19,        /* of one woman */
    TG_CLAUSE_THEY = 1U << 20,       /* of several */
    TG_CLAUSE_PRONOUN = 1U << 21,    /* any other subject pronoun */
    TG_CLAUSE_OBJECTIVE = 1U << 22,  /* object pronoun: him */
    TG_CLAUSE_DETERMINER = 1U << 23, /* opens a noun phrase */
    TG_CLAUSE_PREPOSITION = 1U << 24,
    TG_CLAUSE_CONJUNCTION = 1U << 25, /* joins clauses */
    TG_CLAUSE_COORDINATOR = 1U << 26, /* and, or: joins noun phrases too */
    TG_CLAUSE_RELATIVE = 1U << 27,    /* who, which */
    TG_CLAUSE_TO = 1U << 28,          /* opens an infinitive */
    TG_CLAUSE_OF = 1U << 29,          /* preposition inside a noun phrase: spokesman for X */
    TG_CLAUSE_JOINED = 1U << 30 /* goes on with the word form of the token before: point out */
} tg_clause_bit;

/** First half of a verb whose particle stands elsewhere (voegde … toe): quotes and that-clauses.
 *  The last bit, which no enumerator can hold. */
#define TG_CLAUSE_SPLIT 0x80000000U

/** A word with its source before it: zufolge. Both bits, of which none alone says so. */
#define TG_CLAUSE_AFTER ((uint32_t)TG_CLAUSE_SOURCE | TG_CLAUSE_PARTICIPLE)
/** The subject pronouns. */
#define TG_CLAUSE_SUBJECT                                                                          \
    ((uint32_t)TG_CLAUSE_HE | TG_CLAUSE_SHE | TG_CLAUSE_THEY | TG_CLAUSE_PRONOUN)
/** The verbs that make a cue. */
#define TG_CLAUSE_CUES                                                                             \
    ((uint32_t)TG_CLAUSE_SAY | TG_CLAUSE_WEAK | TG_CLAUSE_OPINE | TG_CLAUSE_OBJECT |               \
     TG_CLAUSE_WISH | TG_CLAUSE_SPLIT)
#define TG_CLAUSE_AUXILIARY ((uint32_t)TG_CLAUSE_HAVE | TG_CLAUSE_BE | TG_CLAUSE_MODAL)

/** The bits of a class of the word tables ("speech:tell"); 0 of one that says nothing of clauses. */
uint32_t tg_clause_of_class(tg_str class);

/** The bits of a row, 0 when it is of another language than the document. */
uint32_t tg_clause_of_row(const tg_view *v, uint32_t list, const tg_entry *e);

/** Verb and pronoun in one French token, "dit-il", "a-t-elle": the length of the verb in bytes; 0 when
 *  `token` is none. The pronoun stands behind the last hyphen. */
size_t tg_clause_clitic(tg_str token);

/** French turns verb and pronoun round and joins them, and elides what stands before a vowel: set the bits
 *  of such tokens, which no list has. */
void tg_match_clitics(uint32_t *clause, const tg_view *v);
