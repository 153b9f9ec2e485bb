/* SPDX-License-Identifier: MIT
 *
 * quote_turn.h — paragraphs that open with the name of who speaks in them.
 */
#pragma once

#include "entity/link.h"
#include "relate/quote_clause.h"

/** The colon behind the name that opens the paragraph of tokens [begin, end), "SMITH:", a quotation mark
 *  before it or not; else 0. *name receives the name. */
uint32_t tg_turn_at(const tg_clauses *c, const tg_linked *linked, uint32_t begin, uint32_t end,
                    tg_range *name);

/** Are three or more paragraphs turns of speakers, one of whom speaks again soon? Short news under
 *  headings in capitals has no name twice. */
bool tg_turns_found(const tg_clauses *c, const tg_linked *linked);
