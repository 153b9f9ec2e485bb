/* SPDX-License-Identifier: MIT
 *
 * setup.h — the options of every verb that tags, and the engine made of them.
 */
#pragma once

#include "cli/input.h"
#include "cli/opt.h"
#include "cli/report.h"

/** What the command line says of tagging. */
typedef struct tg_setup {
    uint32_t n_workers; /* 0: one a core */
    int zones;          /* enum tagger_zones_mode */
    int topics;         /* enum tagger_topics_mode */
    const char *types;  /* "person,party"; NULL: all */
    float min_score;
    float min_topic_score;
    tg_opt_list lists;
    const char *image;
    const char *weights;
} tg_setup;

#define TG_SETUP_INIT ((tg_setup){.n_workers = 0})

enum { TG_N_SETUP_ROWS = 9 };
extern const tg_opt tg_setup_rows[TG_N_SETUP_ROWS];

/**
 * Load an engine; free it with tagger_engine_free().
 *
 * @param max_doc bytes; see tagger_options.
 * @return E_USAGE for a type that does not exist, else what tagger_engine_new() says.
 */
TAGGER_MUST_CHECK tagger_status tg_setup_engine(tagger_engine **out, const tg_setup *setup,
                                                uint64_t max_doc, tagger_error *err);
