/* SPDX-License-Identifier: MIT
 *
 * pipeline.h — the stages, in order.
 */
#pragma once

#include "engine/result.h"

/** One stage: its name in `--dump` and `bench`, and its function. */
typedef struct tg_stage {
    const char *name;
    tagger_status (*run)(tagger_result *r, tagger_error *err);
} tg_stage;

/** The table of stages: [*n]. */
const tg_stage *tg_pipeline(uint32_t *n);

/** Run all stages on r, whose `document` is set; times each. */
tagger_status tg_pipeline_run(tagger_result *r, tagger_error *err);
