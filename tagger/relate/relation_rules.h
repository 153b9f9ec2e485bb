/* SPDX-License-Identifier: MIT
 *
 * relation_rules.h — relation rules: a small pattern language over the items of a sentence.
 */
#pragma once

#include "relate/item.h"

/** Parsed rules, immutable, shared by threads. */
typedef struct tg_relation_rules tg_relation_rules;

/** One rule matched: items by their index, UINT32_MAX = the rule has none. */
typedef struct tg_relation_match {
    uint32_t rule;
    uint32_t begin; /* first item */
    uint32_t end;   /* item behind the last */
    uint32_t subject;
    uint32_t object;
    uint32_t value;
} tg_relation_match;

/** A set without rules. Fails with NOMEM. */
tagger_status tg_relation_rules_new(tg_relation_rules **out, tagger_error *err);
void tg_relation_rules_free(tg_relation_rules *rules);

/**
 * Read a rule table: `name predicate lang score pattern must mustnot`, tab separated, one header
 * line; docs/relations.md describes the pattern. The last two columns hold example sentences. A
 * rule may name the word classes of tables read before.
 *
 * @param tsv  is copied.
 * @return E_DATA naming `name`, line and reason; E_USAGE past 32 tables; E_NOMEM. The rules are
 *         then good for nothing but tg_relation_rules_free().
 */
tagger_status tg_relation_rules_add(tg_relation_rules *rules, tg_str tsv, const char *name,
                                    tagger_error *err);

uint32_t tg_relation_rules_count(const tg_relation_rules *rules);
tg_str tg_relation_rule_name(const tg_relation_rules *rules, uint32_t i);
/** "member_of", …; static. */
const char *tg_relation_rule_predicate(const tg_relation_rules *rules, uint32_t i);
/** How often such a match is right, 0..1. */
float tg_relation_rule_score(const tg_relation_rules *rules, uint32_t i);
/** The line of its table, from 1 on. */
uint32_t tg_relation_rule_line(const tg_relation_rules *rules, uint32_t i);
/** The example sentences of a row as they stand, parted by " | ". */
tg_str tg_relation_rule_must(const tg_relation_rules *rules, uint32_t i);
tg_str tg_relation_rule_must_not(const tg_relation_rules *rules, uint32_t i);

/** Is there a rule for names and roles of these kinds (see tg_item) in a language (its bit, 0 = any)? */
bool tg_relation_rules_any(const tg_relation_rules *rules, unsigned kinds, uint32_t lang);

/** The first item from `from` on that a rule may begin with, or items->n. */
uint32_t tg_relation_rules_begin(const tg_relation_rules *rules, const tg_items *items,
                                 uint32_t from);

/** Match the rules that can begin at item `at`, in the order of the table, from rule m->rule on.
 *  @return whether one matched: m then says which and how. Ask again from m->rule + 1. */
bool tg_relation_rules_match(const tg_relation_rules *rules, const tg_items *items, uint32_t at,
                             tg_relation_match *m);
