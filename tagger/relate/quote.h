/* SPDX-License-Identifier: MIT
 *
 * quote.h — who said what.
 */
#pragma once

#include "entity/link.h"

/** The quotes of one document, in the public form; in the document's arena. */
typedef struct tg_quotes {
    uint32_t n;
    tagger_quote *at; /* [n] by the begin of their content; contents disjoint */
} tg_quotes;

/**
 * Find direct, mixed and reported speech in the zones of the article itself.
 *
 * Source and cue are spans of the text; the speaker is a mention of `linked` where the source names
 * one, or is a pronoun or a role that can mean only one. Time O(tokens). Fails with NOMEM.
 */
tagger_status tg_quotes_find(tg_quotes *out, tg_arena *arena, const tg_view *v,
                             const tg_linked *linked, tagger_error *err);
