/* SPDX-License-Identifier: MIT
 *
 * quote_cue.h — a verb of saying with its source.
 */
#pragma once

#include "relate/quote_clause.h"

/** A verb and who does it. */
typedef struct tg_saying {
    uint32_t at; /* the token tried */
    tg_range verb;
    uint32_t bits;      /* of the verb, enum tg_clause_bit */
    uint32_t auxiliary; /* of what stands before it */
    tg_range source;
    bool turned;     /* the source stands behind the verb */
    bool participle; /* "…, adding that": no source of its own */
    uint32_t begin;  /* of verb and source */
    uint32_t behind; /* first token behind verb and source */
} tg_saying;

/** Read the verb at token i inside `open`, the part of its unit that is not spoken for. `before` is
 *  the source of the attribution before it in the unit, for "…, adding" and "… and added"; empty
 *  when there is none. @return false when the token is no verb or has no source. */
bool tg_saying_read(tg_saying *out, const tg_clauses *c, tg_range open, uint32_t i,
                    tg_range before);

/** The quotation that ends before token `end`, a comma or point between them or inside its end; one
 *  that merely names a thing ("the “so-called” deal said", "on “The Hour,” he said") has neither or
 *  is no sentence. NULL when there is none. */
const tg_quotation *tg_saying_quotation_before(const tg_clauses *c, tg_range open, uint32_t end);

/** The first noun phrase in [open.begin, end), behind what only leads in: "In May | the mayor |
 *  was pleased". Empty when there is none. */
tg_range tg_saying_subject(const tg_clauses *c, tg_range open, uint32_t end);

/** An English word in -ing. */
bool tg_saying_is_ing(const tg_clauses *c, uint32_t i);
