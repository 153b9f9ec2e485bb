/* SPDX-License-Identifier: MIT
 *
 * compound.h — German and Dutch compounds: what their last part is, they are.
 */
#pragma once

#include "match/view.h"

/** Mark the tokens of a German or Dutch document whose last part is a role or a common noun:
 *  Fraktionspräsidentin, Haushaltsentwurf. `marks` ([tokens]) holds those of the gazetteers. */
void tg_match_compounds(uint64_t *marks, const tg_view *v);

/** The row of a list, *list of the view's, that says what such a token is: the one its longest listed
 *  ending has as a role or a common noun; NULL when none has. */
const tg_entry *tg_compound_tail(uint32_t *list, const tg_view *v, uint32_t token);
