/* SPDX-License-Identifier: MIT
 *
 * topictrain.h — weights of topics from articles that name theirs.
 */
#pragma once

#include "cli/input.h"

/**
 * Learn from all inputs and write the table to `path`. An article names its topics in the member
 * `topics2`: a JSON array of ids, "medtop:" left out or not. One that names none is told and counted.
 *
 * @return E_USAGE when there is nothing to learn from; E_IO; E_NOMEM.
 */
TAGGER_MUST_CHECK tagger_status tg_topic_train(tg_inputs *inputs, const tagger_engine *engine,
                                               const char *path, tg_report *report,
                                               tagger_error *err);
