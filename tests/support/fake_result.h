/* SPDX-License-Identifier: MIT
 *
 * fake_result.h — results without an engine, for the tests of what reads results.
 *
 * An article is written with its mentions in it:
 *
 *     "# Warning on phones\n\n"                     headline
 *     "~ [o:Amazon] opens a shop\n\n"               furniture
 *     "[p:Dries Cludts], spokesman of [o:Oppo]. …"  body; a blank line ends a paragraph,
 *                                                   a full stop and a blank a sentence
 *
 *     [o:Oppo]                  p person, o organization, y party, c country, l location
 *     [p:Van Daele=Ingrid Van Daele]   a surname; the name after = (form alias for the others)
 *     [C:Chinese=China]         a capital: known, from a list, with the id "Q:china"
 *     [?:Michel=Charles Michel/Louis Michel]       ambiguous between persons
 *
 * fake.c has the accessors.
 */
#pragma once

#include "support/fake.h"

/** A new result; fake_result_free() it. Strings are copied. `date` may be NULL. */
tagger_result *fake_result(const char *uri, const char *date, const char *markup);

void fake_result_free(tagger_result *r);

/** What fake_result() was given, as an article to make a key from. */
tagger_article fake_article(const tagger_result *r);

/** Add facts; strings must outlive the result. Subjects, objects and speakers are mentions. */
void fake_relation(tagger_result *r, uint32_t subject, const char *predicate, uint32_t object,
                   const char *value);
void fake_quote(tagger_result *r, uint32_t speaker, const char *content);
void fake_topic(tagger_result *r, const char *id, const char *label);
void fake_source(tagger_result *r, const char *source);
