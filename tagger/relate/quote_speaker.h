/* SPDX-License-Identifier: MIT
 *
 * quote_speaker.h — the mention that a source means.
 */
#pragma once

#include "entity/link.h"
#include "relate/quote_find.h"

/** For each attribution the index of a mention, or TAGGER_NONE. `speaker`: [a->n]. Time O(tokens). */
void tg_speakers_find(uint32_t *speaker, const tg_clauses *c, const tg_attributions *a,
                      const tg_linked *linked);
