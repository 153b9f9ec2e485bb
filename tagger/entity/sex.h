/* SPDX-License-Identifier: MIT
 *
 * sex.h — what titles and words of kin say of the sex of a person named.
 */
#pragma once

#include "match/view.h"

/** Bits; several may be said of one person, wrongly. */
enum { TG_SEX_UNKNOWN = 0, TG_SEX_MAN = 1, TG_SEX_WOMAN = 2, TG_SEX_BOTH = 3 };

/** What a word says: "he", "Mrs.", "spokesman", "wife". */
uint8_t tg_sex_of(const tg_view *v, uint32_t token);

/** What is said right before the person named by tokens [begin, end), or by the title in the name: "Mrs. Maes", "his
 *  wife, Els Maes, …". */
uint8_t tg_sex_before(const tg_view *v, uint32_t begin, uint32_t end);
