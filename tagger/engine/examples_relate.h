/* SPDX-License-Identifier: MIT
 *
 * examples_relate.h — what a relation rule reads off a sentence whose names are marked by hand.
 */
#pragma once

#include "engine/engine.h"
#include "relate/relation_rules.h"

/** What came of a rule in a sentence. */
typedef enum tg_reading {
    TG_READS_NOTHING,
    TG_READS_OTHERWISE, /* other rules say something */
    TG_READS            /* the rule does */
} tg_reading;

/**
 * What does a rule say, among all of `rules`, of a sentence like "nl: [p:An Maes] ([y:Groen]) sprak"?
 * Names are what the marks say, everything else is read as in any text.
 * @return E_DATA when the marks cannot be read, with the reason alone in *err; E_NOMEM.
 */
tagger_status tg_relation_example(tg_reading *out, tagger_worker *worker,
                                  const tg_relation_rules *rules, uint32_t rule, tg_str sentence,
                                  tagger_error *err);
