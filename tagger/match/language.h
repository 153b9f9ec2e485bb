/* SPDX-License-Identifier: MIT
 *
 * language.h — which language a document is in.
 */
#pragma once

#include "match/lists.h"

/** The bit of the language whose function words are met most often, each worth one over the
 *  number of languages that have it; 0 when fewer than two speak. hits: [lists->n]. */
uint32_t tg_language_detect(const tg_lists *lists, const tg_hits *hits);
