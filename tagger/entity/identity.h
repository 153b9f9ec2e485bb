/* SPDX-License-Identifier: MIT
 *
 * identity.h — which names of a document are one bearer's.
 */
#pragma once

#include "entity/keymap.h"
#include "entity/known.h"

/** How a name is tied to the fullest name of its bearer. */
typedef enum tg_tie {
    TG_TIE_NONE,    /* it is that name, or a full name beside it */
    TG_TIE_SURNAME, /* Van Daele; Ingrid; any part of a person's name */
    TG_TIE_ACRONYM, /* N-VA */
    TG_TIE_ALIAS    /* J. Smith; Nvidia for Nvidia Group */
} tg_tie;

typedef struct tg_identity {
    uint32_t *parent;       /* [names->n] towards the root; tg_identity_root() */
    uint8_t *tie;           /* [names->n] enum tg_tie */
    uint32_t *n_among;      /* [names->n] bearers it may be, when there are several; else 0 */
    const uint32_t **among; /* [names->n] names: [n_among] */
} tg_identity;

/** The name that stands for all names of the bearer of name i. */
uint32_t tg_identity_root(const tg_identity *id, uint32_t i);

/** Tie the names of the document's bearers together; reading: [names->n] what the lists say.
 *  Names in furniture and teasers stay apart. Fails only with NOMEM. Time O(words of the names). */
tagger_status tg_identify(tg_identity *out, tg_arena *arena, const tg_view *v,
                          const tg_names *names, const tg_reading *reading, tagger_error *err);
