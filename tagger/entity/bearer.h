/* SPDX-License-Identifier: MIT
 *
 * bearer.h — the bearers of a document's names, and which of them a mention means.
 */
#pragma once

#include "entity/identity.h"

/** What is known of the bearer of a group of names; kept at the group's root. */
typedef struct tg_bearer {
    uint32_t fullest;   /* the name that shows whole who it is */
    uint32_t known;     /* the name whose reading identifies it, or TAGGER_NONE */
    uint32_t full_span; /* the first span that names it in full; TAGGER_NONE: none does */
    bool headline;      /* a headline names it in full */
    uint8_t sex;        /* TG_SEX_… that is said with its full names */
    uint64_t role;      /* hash of the noun of a role that stood before its full name; 0: none */
    uint64_t title;     /* hash of the title that stood there; 0: none */
} tg_bearer;

/** Everything about who is meant in one document; in its arena. */
typedef struct tg_bearers {
    const tg_view *view;
    tg_names names;
    tg_reading *reading; /* [names.n] */
    tg_identity identity;
    tg_bearer *at; /* [names.n] meaningful at roots */
    tg_roles roles;
    tg_style *style; /* [names.n_spans] title and role before each person */
} tg_bearers;

/** Find out who the labelled spans mean. Fails only with NOMEM. Time O(tokens). */
tagger_status tg_bearers_find(tg_bearers *out, tg_arena *arena, const tg_view *v,
                              const tg_labelled *span, uint32_t n_spans, tagger_error *err);

/** The root of the bearer that span s means, or TAGGER_NONE when it may be several: those are then
 *  identity.among[names.of[s]]. */
uint32_t tg_bearer_of(const tg_bearers *b, uint32_t s);
