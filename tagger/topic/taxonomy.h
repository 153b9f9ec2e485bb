/* SPDX-License-Identifier: MIT
 *
 * taxonomy.h — the topics that there are: IPTC Media Topics by id, with parents and labels.
 */
#pragma once

#include "base/base.h"

/** A topic's number; TG_NO_CONCEPT = none. */
typedef uint16_t tg_concept;
#define TG_NO_CONCEPT UINT16_MAX

enum { TG_MAX_TOPIC_LEVELS = 8 };

typedef struct tg_concept_row {
    tg_str id;         /* "medtop:16000000" */
    tg_str label;      /* English, whatever the document's language: one name for one topic */
    tg_concept parent; /* TG_NO_CONCEPT on level 1 */
    tg_concept path[TG_MAX_TOPIC_LEVELS]; /* by level - 1: those above it, and itself */
    uint8_t level;                        /* from 1 */
} tg_concept_row;

/** Immutable once read; the strings are those of the table. */
typedef struct tg_taxonomy {
    uint32_t n;
    tg_concept_row *at; /* [n] in the order of their ids */
} tg_taxonomy;

/**
 * Read a table with the columns id, parent and name_en; others are passed over. Rows stand in the
 * byte order of their ids.
 *
 * @param out  dispose of it in any case. `tsv` must outlive it.
 * @param name names the table in errors, which read "name:line: reason".
 */
tagger_status tg_taxonomy_read(tg_taxonomy *out, tg_str tsv, const char *name, tagger_error *err);
void tg_taxonomy_dispose(tg_taxonomy *taxonomy);

/** The topic of an id, or TG_NO_CONCEPT. */
tg_concept tg_taxonomy_find(const tg_taxonomy *taxonomy, tg_str id);

/** Is the topic `above`, or does it lie below it? */
bool tg_taxonomy_is_below(const tg_taxonomy *taxonomy, tg_concept topic, tg_concept above);

/** Order of ids: by bytes. @return below 0, 0 or above 0. */
int tg_taxonomy_compare(tg_str a, tg_str b);
