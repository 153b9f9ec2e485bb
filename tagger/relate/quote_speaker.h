/* SPDX-License-Identifier: MIT
 *
 * quote_speaker.h — the mention that a source means.
 */
#pragma once

#include "entity/link.h"
#include "relate/quote_find.h"

/**
 * For each attribution the index of a mention, or TAGGER_NONE: the name at the head of the source; a
 * pronoun or "the minister" only where nobody else can be meant.
 *
 * @param speaker [a->n] receives the mentions.
 * @return TAGGER_OK or TAGGER_E_NOMEM. Time O(tokens).
 */
tagger_status tg_speakers_find(uint32_t *speaker, tg_arena *arena, const tg_clauses *c,
                               const tg_attributions *a, const tg_linked *linked,
                               tagger_error *err);
