/* SPDX-License-Identifier: MIT
 *
 * marks.h — what the lists say of single tokens: one bit a thing.
 */
#pragma once

#include "base/base.h"

typedef enum tg_mark {
    TG_MARK_NONE,
    TG_MARK_FIRST,      /* often a given name */
    TG_MARK_FIRST_WEAK, /* seldom one, or also an everyday word or a place */
    TG_MARK_LAST,
    TG_MARK_LAST_WEAK,
    TG_MARK_ROLE,
    TG_MARK_HONORIFIC,
    TG_MARK_NAME_SUFFIX, /* Jr., III */
    TG_MARK_ORG_NOUN,    /* Ministry, Council */
    TG_MARK_ORG_SUFFIX,  /* Group, Holdings */
    TG_MARK_LEGAL,       /* Inc., GmbH */
    TG_MARK_ORG_PARTY,   /* Party, Alliance */
    TG_MARK_ORG_SPORT,   /* FC, United */
    TG_MARK_MONTH,
    TG_MARK_WEEKDAY,
    TG_MARK_HOLIDAY,
    TG_MARK_FUNCTION,
    TG_MARK_ABBREV,
    TG_MARK_PARTICLE,
    TG_MARK_LINK, /* of, and, de: between the parts of a name */
    TG_MARK_SPEECH,
    TG_MARK_PERSON_VERB,
    TG_MARK_SPORT,
    TG_MARK_EVENT,
    TG_MARK_FACILITY,
    TG_MARK_PLACE_WORD,
    TG_MARK_GROUP,
    TG_MARK_COMMON_NOUN, /* a German noun, which has a capital for that alone */
    TG_MARK_NOUN_TAIL,   /* a compound that ends in one */
    TG_MARK_ROLE_TAIL,   /* a compound that ends in a role */
    TG_MARK_STOP_NEVER,
    TG_MARK_STOP_CONTEXT,
    TG_MARK_STOP_TYPE,
    TG_MARK_IN_PERSON, /* inside a list name of that type */
    TG_MARK_IN_ORGANIZATION,
    TG_MARK_IN_PARTY,
    TG_MARK_IN_COUNTRY,
    TG_MARK_IN_LOCATION,
    TG_MARK_IN_DEMONYM,
    TG_N_MARKS
} tg_mark;

#define TG_MARK_BIT(mark) ((uint64_t)1 << (mark))

/** The word for a mark in features and in `explain`: "first-name", "role", … static. */
const char *tg_mark_name(tg_mark mark);

/** The mark for a class of the word tables ("month", "legal_form:tail"), or TG_MARK_NONE. */
tg_mark tg_mark_of_class(tg_str class);
