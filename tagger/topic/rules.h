/* SPDX-License-Identifier: MIT
 *
 * rules.h — categories that users define: weighted terms, conditions, nearness.
 *
 *     category    what       terms                                       weight  within
 *     spy-phones  label      Spy-risk smartphones
 *     spy-phones  threshold                                              8
 *     spy-phones  term       smartphone* | handset*                      3
 *     spy-phones  all        smartphone* | phone* & spy* | espionage     5       10
 *     spy-phones  must       "Huawei" | "Xiaomi" | Chinese
 *     spy-phones  not        film | novel
 *
 * gazetteers/README.md says what each word means.
 */
#pragma once

#include "match/view.h"

/** Immutable once read; shared by threads. */
typedef struct tg_rules tg_rules;

/**
 * Read the rule files ("rules.tsv", or below a folder "rules") of all lists, which must outlive the
 * rules. @return E_DATA with file, line and reason; E_NOMEM.
 */
tagger_status tg_rules_new(tg_rules **out, const tg_lists *lists, tagger_error *err);
void tg_rules_free(tg_rules *rules);

/** The categories that a document falls into. */
typedef struct tg_rule_topics {
    uint32_t n;
    tagger_topic *at; /* [n] best first; their scores compare only with their thresholds */
} tg_rule_topics;

/** What a token's place weighs: nothing where topics do not look. */
typedef float tg_place_weight(const tg_view *view, uint32_t token);

/** Judge a document by the rules. The confidence of a category is score / (score + threshold).
 *  Fails only with NOMEM. */
tagger_status tg_rules_find(tg_rule_topics *out, tg_arena *arena, const tg_rules *rules,
                            const tg_view *view, tg_place_weight *weight, tagger_error *err);
