/* SPDX-License-Identifier: MIT
 *
 * quote_marks.h — which quotation marks belong together.
 */
#pragma once

#include "base/arena.h"
#include "match/view.h"

/** One quotation: tokens [begin, end), its marks within. */
typedef struct tg_quotation {
    uint32_t begin;
    uint32_t end;
    uint32_t inner_begin; /* without the marks */
    uint32_t inner_end;
    bool run_on; /* the paragraph ends inside; the next one opens with a mark again */
} tg_quotation;

typedef struct tg_quotations {
    uint32_t n;
    tg_quotation *at; /* [n] in text order, disjoint, none over a paragraph's end */
    uint32_t *of;     /* [tokens] 1 + the quotation that a token stands in; 0 = none */
} tg_quotations;

#define TG_NO_QUOTATION 0U

/** Pair the marks “…” "…" «…» „…“ »…« ‘…’ '…' ''…'' of each paragraph. A mark without a partner is
 *  dropped, but one that opens a paragraph whose quotation goes on in the next. Marks inside a
 *  quotation belong to it. Fails with NOMEM. Time O(tokens). */
tagger_status tg_quotations_find(tg_quotations *out, tg_arena *arena, const tg_view *v,
                                 tagger_error *err);
