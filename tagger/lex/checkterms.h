/* SPDX-License-Identifier: MIT
 *
 * checkterms.h — what is odd about topic terms.
 */
#pragma once

#include "lex/lexicon.h"

/** Receives a finding: what is odd about row `e`, and the row it collides with or NULL. */
typedef void tg_term_finding(void *context, const tg_entry *e, const char *what,
                             const tg_entry *other);

/** Languages in which the rows of a form call it an everyday word; all bits = any. */
uint32_t tg_everyday_langs(const tg_lexicon *lex, const tg_entry *e, uint32_t n);

/**
 * Look at the topic terms among the rows e[n] of one form: a term of two topics, an everyday word,
 * a term of two letters in any case, a longer term that only hides a shorter one that says as much
 * for the same topic. Fails with NOMEM.
 */
tagger_status tg_check_terms(const tg_lexicon *lex, const tg_entry *e, uint32_t n,
                             tg_term_finding *finding, void *context, tagger_error *err);
