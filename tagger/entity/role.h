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
    uint32_t word;  /* its class: "minister:pre", "spokesperson:pre"; tg_lexicon_word() */
    uint32_t other; /* the class of a second row: a director makes films or leads firms; else 0 */
    uint8_t list;   /* the lexicon of both */
    uint8_t n_modifiers; /* tokens like "former", "deputy" right before it that are part of it */
} tg_role;

/** Sorted by begin; overlapping, nested and all. */
typedef struct tg_role_list {
    uint32_t n;
    uint32_t room;
    tg_role *at; /* [n], room for [room] */
} tg_role_list;

/** The roles and honorifics of a document. */
typedef struct tg_roles {
    tg_role_list roles;
    tg_role_list honorifics;
    uint32_t modifier_word[TG_MAX_LISTS]; /* the class of modifiers in each list */
} tg_roles;

/** Read the roles out of the view's marks and hits. Fails only with NOMEM. Time O(tokens). */
tagger_status tg_roles_read(tg_roles *out, tg_arena *arena, const tg_view *v, tagger_error *err);

/** The first of a list that begins at `token` or later; list->n when none does. */
uint32_t tg_roles_from(const tg_role_list *list, uint32_t token);

/** The longest of a list that ends before token `end`, or NULL. */
const tg_role *tg_role_to(const tg_role_list *list, uint32_t end);

/** The longest role that begins at a token, or whose modifiers do; NULL: none. For one token after the
 *  other: *next is moved on to the first role that begins at `token` or later. */
const tg_role *tg_role_at(const tg_role_list *list, const tg_view *v, uint32_t token,
                          uint32_t *next);

/** May role i of a list, the next one, begin at a token, with its modifiers? Most tokens are told here
 *  to have none. */
static inline bool tg_role_reaches(const tg_role_list *list, uint32_t i, uint32_t token)
{
    return i < list->n && list->at[i].begin - list->at[i].n_modifiers <= token;
}

/** A class word of a role without its place: "minister" of "minister:pre"; empty for word 0. */
tg_str tg_role_class(const tg_view *v, const tg_role *role, uint32_t word);

/** What stands before a person's name. */
typedef struct tg_style {
    tagger_span title; /* bytes: "Ms."; empty when none */
    tagger_span role;  /* bytes: "Justice Minister"; empty when none */
    tg_role head;      /* the role of the lists in it */
} tg_style;

/** Read title and role before span s of `at`, which is in text order and disjoint. */
tg_style tg_style_before(const tg_roles *roles, const tg_view *v, const tg_labelled *at,
                         uint32_t s);
