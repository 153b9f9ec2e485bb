/* SPDX-License-Identifier: MIT
 *
 * shape.h — names by their looks: runs of capitals and the particles they carry.
 */
#pragma once

#include "match/candidate.h"
#include "match/view.h"

enum { TG_SHAPE_MAX = 10 /* tokens of the longest span proposed by its looks */ };

/** Propose every span, up to TG_SHAPE_MAX tokens, that looks like a name. Needs v->marks. */
void tg_match_shape(tg_candidates *out, tg_arena *arena, const tg_view *v);
