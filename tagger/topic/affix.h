/* SPDX-License-Identifier: MIT
 *
 * affix.h — topic terms that stand for part of a word: "forsch…", "…wahl…".
 */
#pragma once

#include "match/view.h"

/** Immutable after tg_affixes_new(); shared by threads. */
typedef struct tg_affixes tg_affixes;

/** Index the terms of match prefix and part of all lists, which must outlive the index.
 *  Fails only with NOMEM. */
tagger_status tg_affixes_new(tg_affixes **out, const tg_lists *lists, tagger_error *err);
void tg_affixes_free(tg_affixes *affixes);

/** Are there such terms in one of the languages (0: in any)? */
bool tg_affixes_speak(const tg_affixes *affixes, uint32_t langs);

/** A term that part of a word spells. */
typedef struct tg_affix_hit {
    const tg_entry *entry;
    uint32_t list;
    uint32_t begin; /* token: where the term begins; it ends behind the word asked for */
} tg_affix_hit;

/**
 * The longest term that stands in part of token `i`, in a language of the document: at its begin
 * (prefix, part) or at its end (part). Terms of several words are matched up to this word. Terms
 * that are the whole word are not the business of this index.
 */
bool tg_affixes_find(tg_affix_hit *out, const tg_affixes *affixes, const tg_view *view, uint32_t i);
