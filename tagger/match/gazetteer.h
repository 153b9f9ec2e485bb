/* SPDX-License-Identifier: MIT
 *
 * gazetteer.h — what the lists found: marks on tokens, candidates for names.
 */
#pragma once

#include "match/candidate.h"
#include "match/view.h"

/** Read v->hits: set the marks of tokens and what these may do in a clause (marks, clause: [tokens->n],
 *  cleared by the caller) and add a candidate for each list name whose case and language rules allow it.
 *  v->marks and v->clause need not be set. */
void tg_match_gazetteer(tg_candidates *out, uint64_t *marks, uint32_t *clause, tg_arena *arena,
                        const tg_view *v);

/** May entry `e` stand for tokens [begin, end) as they are written? */
bool tg_entry_case_ok(const tg_view *v, const tg_lexicon *lex, const tg_entry *e, uint32_t begin,
                      uint32_t end);

/** Does entry `e` only propose, in a text of this language (ctx, gen, sur, cw, another language)? */
bool tg_entry_is_weak(const tg_view *v, const tg_entry *e);
