/* SPDX-License-Identifier: MIT
 *
 * calendar.h — dates written in text.
 */
#pragma once

#include "base/base.h"

/** A date and where it stands. */
typedef struct tg_date {
    char iso[11];     /* "2021-07-31", NUL-terminated; "" if none was found */
    tagger_span at;   /* bytes */
    const char *rule; /* static name of the rule that chose it; NULL if none did */
} tg_date;

/**
 * The first full date at or after byte `from`: "2021-07-31", "31 July 2021",
 * "July 31st, 2021", "31 juli 2021", "le 1er août 2021", "31 de julio de 2021", "31.07.2021";
 * month names of en, nl, fr, de, es, it and pt, and their usual short forms. A date that is not
 * in the calendar is passed over, and so is one in digits that could be read in two ways
 * (03/04/2021).
 *
 * @return whether there is one; *out is filled only then, without a rule.
 */
bool tg_calendar_next(tg_date *out, tg_str text, size_t from);

/** The date that a field of its own holds: one of those above; "20210731", also with a time
 *  behind; seconds or milliseconds since 1970. @return whether there is one. */
bool tg_calendar_field(tg_date *out, tg_str field);
