/* SPDX-License-Identifier: MIT
 *
 * title.h — behind the title of a man or woman stands a person.
 */
#pragma once

#include "resolve/lattice.h"

/** Where the name begins that the title at `token` leads to: "Mr. | London", "mevrouw | Hoogland". 0 when
 *  none does. */
uint32_t tg_title_end(const tg_view *v, uint32_t token);

/** Does a name that begins at `token` stand behind such a title? */
bool tg_is_titled(const tg_view *v, uint32_t token);

/** Make persons of what stands behind titles, in the scores. May be done again. */
void tg_titles_apply(tg_lattice *lattice, const tg_view *v);
