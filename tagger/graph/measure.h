/* SPDX-License-Identifier: MIT
 *
 * measure.h — how near, how sure, how strong: the numbers on a link.
 *
 * Two names in one story say little; everybody stands beside Belgium. Three
 * questions, asked in stories, never in documents (wire copy counts once):
 *
 *     how near   closeness = mean over the stories of exp(-gap / 100), the gap in characters
 *     how sure   G² (Dunning 1993), of the table  n(ab)  n(a)-n(ab)
 *                                                 n(b)-n(ab)  the rest of N stories
 *     how strong weight = closeness * √G²
 *
 * G² grows when two are together more often or less often than by chance; only
 * "more" makes a link, so less counts as 0. One story is no test: the weight
 * is closeness * ln 2 there, and every answer says that it was not tested.
 */
#pragma once

#include "graph/store.h"

/** One in a sum of closeness, as a whole number: sums of whole numbers do not
 *  depend on the order, and so the database does not depend on the order of input. */
#define TG_CLOSENESS_ONE 4294967296.0

/** From here on chance does not explain a link: p < 0.001. */
#define TG_SURE_G2 10.83

/** exp(-gap / 100) in units of 1 / TG_CLOSENESS_ONE; gap in code points. */
uint64_t tg_closeness(uint32_t gap);

/** Together in `ab` of `n` stories; alone a in `a` and b in `b` (both count ab in). */
double tg_g2(uint64_t ab, uint64_t a, uint64_t b, uint64_t n);

/** ln(p(ab) / p(a)p(b)) / -ln p(ab), from -1 to 1; 0 when they are in every story. */
double tg_npmi(uint64_t ab, uint64_t a, uint64_t b, uint64_t n);

/** Disparity filter (Serrano 2009): how likely a share this large of the
 *  strength of a node with `degree` links is by chance; 1 for one link. */
double tg_alpha(double share, uint64_t degree);

double tg_weight(double closeness, double g2, uint64_t stories);

/** Make tg_g2(), tg_npmi(), tg_closeness() and tg_weight() known to SQL. */
TAGGER_MUST_CHECK tagger_status tg_measure_functions(tg_store *store, tagger_error *err);
