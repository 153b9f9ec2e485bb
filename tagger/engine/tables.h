/* SPDX-License-Identifier: MIT
 *
 * tables.h — the tables of patterns that lists carry: names by pattern, and relation rules.
 */
#pragma once

#include "match/lists.h"
#include "match/regex.h"
#include "relate/relation_rules.h"

/** Is it a table of names by pattern: any in a folder "patterns" but "relations.tsv"? */
bool tg_is_name_patterns(tg_str file);

/** Is it the table of relation rules, "relations.tsv" in a folder "patterns"? */
bool tg_is_relation_rules(tg_str file);

/** Add the tables of all lists, the built-in ones first, in the order of their files. Of the first
 *  `n_checked` lists it is known that their patterns are right. Fails as tg_patterns_add() and
 *  tg_relation_rules_add(), naming the file by its folder. */
tagger_status tg_tables_load(tg_patterns *patterns, tg_relation_rules *rules, const tg_lists *lists,
                             uint32_t n_checked, tagger_error *err);
