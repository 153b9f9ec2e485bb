/* SPDX-License-Identifier: MIT
 *
 * gold.h — annotated articles: what `train` learns from and `eval` scores against.
 *
 * Two forms are read: JSON lines with a member `entities` ({"start", "end",
 * "type"}, in code points), and text files with the stand-off file of brat
 * beside them (NAME.txt, NAME.ann).
 */
#pragma once

#include "base/vec.h"
#include "cli/input.h"

/** One annotated name. */
typedef struct tg_gold_name {
    tagger_span at; /* bytes of the article's text */
    tg_str type;    /* in lower case */
    tg_str alt;     /* JSON array of other types that are right too, or absent */
    bool optional;  /* leaving it out is no error */
} tg_gold_name;

typedef struct tg_gold_doc {
    tagger_article article;    /* its text holds the title too, when there is one */
    uint32_t file;             /* number of its file among all that were read */
    const tg_gold_name *names; /* [n] as annotated, in the order of the file */
    uint32_t n;
    bool stand_off; /* from a brat file */
    float weight;   /* how much it counts in learning; 1 unless the caller sets it */
} tg_gold_doc;

/** The articles of all inputs, in memory. */
typedef struct tg_gold_set {
    tg_arena arena; /* owns all texts */
    TG_VEC(tg_gold_doc) docs;
    uint32_t n_files;
    const char *path; /* of the last file; only compared */
} tg_gold_set;

typedef enum tg_gold_part { TG_GOLD_ALL, TG_GOLD_TRAIN, TG_GOLD_TEST } tg_gold_part;

/**
 * Read all annotated articles. An article without annotation, or with a wrong one, is told on
 * stderr and counted in the report.
 *
 * @param part only the articles of that part: an article is for training when the first byte of
 *             the SHA-256 of its id is below 179 (70 %); the id of a text file is its name's stem.
 * @return E_NOMEM.
 */
TAGGER_MUST_CHECK tagger_status tg_gold_read(tg_gold_set *out, tg_inputs *inputs, tg_gold_part part,
                                             tg_report *report, tagger_error *err);
void tg_gold_dispose(tg_gold_set *set);

/** Whether a document of the same file as `doc` holds a name of that type. */
bool tg_gold_has_type(const tg_gold_set *set, const tg_gold_doc *doc, tg_str type);
