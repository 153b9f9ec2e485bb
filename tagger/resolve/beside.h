/* SPDX-License-Identifier: MIT
 *
 * beside.h — signs beside a name that say what it is; the words are values of features.
 */
#pragma once

#include "match/candidate.h"
#include "match/view.h"

/** "BRUSSELS (Belga) — ", "Paris, 3 May (AFP) - ", at the head of a paragraph: "place" for what begins it,
 *  "agency" for what stands in brackets, "later" for what else stands before the dash; NULL: no dateline. */
const char *tg_beside_dateline(const tg_view *view, const tg_candidate *c);

/** "short" for (N-VA) behind a name with those initials, "bracket" for one behind any other, "long" and
 *  "other" for the name before it; NULL: no acronym in brackets. */
const char *tg_beside_acronym(const tg_view *view, const tg_candidate *c);

/** Groupon (NasdaqGS: GRPN), Apple (AAPL.O): "market" where shares are traded, "traded" and "code" for the
 *  firm before the market or the code; NULL: no shares. */
const char *tg_beside_share(const tg_view *view, const tg_candidate *c);
