/* SPDX-License-Identifier: MIT
 *
 * open.h — an opened image: its sections as pointers. Inside lex/ only.
 */
#pragma once

#include "lex/image.h"
#include "lex/lexicon.h"

struct tg_lexicon {
    const uint64_t *first;           /* [n_first] slots */
    const uint64_t *lower;           /* [n_lower] slots */
    const uint64_t *bloom;           /* [n_bloom] */
    const uint64_t *lower_bloom;     /* [n_lower_bloom] */
    const uint64_t *grams;           /* [n_grams] slots */
    const tg_image_form *forms;      /* [n_forms + 1] */
    const char *folded;              /* [n_folded] bytes */
    const tg_entry *entries;         /* [n_entries] */
    const uint32_t *affixes;         /* [n_affixes] entries */
    const tg_image_entity *entities; /* [n_entities] */
    const uint32_t *words;           /* [n_words] strings */
    const tg_image_file *files;      /* [n_files] */
    const char *strings;             /* [n_strings] bytes */
    const char *blobs;               /* [n_blobs] bytes */
    uint32_t n_first;
    uint32_t n_lower;
    uint32_t n_bloom;
    uint32_t n_lower_bloom;
    uint32_t n_grams;
    uint32_t n_forms;
    uint32_t n_folded;
    uint32_t n_entries;
    uint32_t n_affixes;
    uint32_t n_entities;
    uint32_t n_words;
    uint32_t n_files;
    uint32_t n_strings;
    uint32_t n_blobs;
    char digest[TG_SHA256_HEX];
};

/** As tg_lexicon_open(); without `check` the body is trusted, which costs no reading of it. */
tagger_status tg_lexicon_open_image(tg_lexicon **out, tg_str image, const char *name, bool check,
                                    tagger_error *err);
