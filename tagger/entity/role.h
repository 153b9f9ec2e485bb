/* SPDX-License-Identifier: MIT
 *
 * role.h — functions and titles around names: "Justice Minister", "Ms.".
 */
#pragma once

#include "match/view.h"
#include "resolve/memory.h"

/** A role or honorific of the lists, and the words that belong to it. */
typedef struct tg_role {
    uint32_t begin; /* token; begin == end: none */
    uint32_t end;
    uint32_t list;  /* which lexicon */
    uint32_t word;  /* its class there: "minister:pre", "spokesperson:pre"; tg_lexicon_word() */
    uint32_t other; /* the class of a second row: a director makes films or leads firms; else 0 */
} tg_role;

/** The longest roles and honorifics of a document by their first and last tokens. */
typedef struct tg_roles {
    uint32_t n;
    tg_role *at;            /* [n] all of them, honorifics too */
    uint32_t *role_from;    /* [tokens] 1 + index of the longest role that begins here; 0 = none */
    uint32_t *role_to;      /* [tokens + 1] … that ends before this token */
    uint32_t *honorific_to; /* [tokens + 1] … honorific */
    uint8_t *modifier;      /* [tokens] "former", "deputy": part of the role right behind it */
    uint32_t modifier_word[TG_MAX_LISTS]; /* the class of modifiers in each list */
} tg_roles;

/** Read the roles out of the view's hits. Fails only with NOMEM. Time O(hits). */
tagger_status tg_roles_read(tg_roles *out, tg_arena *arena, const tg_view *v, tagger_error *err);

/** The role that begins at a token, with the modifiers before its noun; begin == end: none. */
tg_role tg_role_at(const tg_roles *roles, const tg_view *v, uint32_t token);

/** A class word of a role without its place: "minister" of "minister:pre"; empty for word 0. */
tg_str tg_role_class(const tg_view *v, const tg_role *role, uint32_t word);

/** What stands before a person's name. */
typedef struct tg_style {
    tagger_span title; /* bytes: "Ms."; empty when none */
    tagger_span role;  /* bytes: "Justice Minister"; empty when none */
    tg_role head;      /* the role of the lists in it */
} tg_style;

/** Read title and role before token `begin`. `over` tells the reported span over each token
 *  (UINT32_MAX = none), `at` what they are. */
tg_style tg_style_before(const tg_roles *roles, const tg_view *v, const uint32_t *over,
                         const tg_labelled *at, uint32_t begin);
