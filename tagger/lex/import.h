/* SPDX-License-Identifier: MIT
 *
 * import.h — the name lists of other programs as rows of our own schema.
 *
 * A format is one function that reads a file and hands over rows; what the
 * rows share (labels to types, clean cells, the header) is in import.c.
 */
#pragma once

#include "base/arena.h"
#include "base/base.h"
#include "base/buf.h"

/** One row as another program has it; absent cells are empty. */
typedef struct tg_import_row {
    tg_str id;
    tg_str name; /* what the name stands for; the form when empty */
    tg_str form; /* what to match; the name when empty */
    tg_str lang;
    tg_str flags;
    tg_str country;
    tg_str subtype;
    tg_str wikidata;
    tg_str label; /* PERSON, ORG, Company, …: decides the type */
} tg_import_row;

/** A file being read. */
typedef struct tg_import {
    const tagger_import *what;
    tagger_line_fn *line;
    void *context;
    bool stopped; /* the caller wants no more lines */
    tg_buf out;
    tg_arena arena;   /* strings of the file */
    const char *path; /* for messages: what->path, or a file that it names */
    uint32_t n;       /* line of path */
    tagger_error *err;
} tg_import;

/** Write a row, unless its type is not wanted. Fails for a row without a name. */
tagger_status tg_import_row_add(tg_import *in, const tg_import_row *row);

/** "path:line: …" */
tagger_status tg_import_fail(tg_import *in, const char *why);

/** The formats. `bytes` is the whole file, checked to be UTF-8. */
tagger_status tg_import_spacy(tg_import *in, tg_str bytes);
tagger_status tg_import_ftm(tg_import *in, tg_str bytes);
tagger_status tg_import_gate(tg_import *in, tg_str bytes);
tagger_status tg_import_regexner(tg_import *in, tg_str bytes);
tagger_status tg_import_emm(tg_import *in, tg_str bytes);
tagger_status tg_import_csv(tg_import *in, tg_str bytes);

/** Convert; see tagger_lists_import(). */
tagger_status tg_lists_import(const tagger_import *what, tagger_line_fn *line, void *context,
                              tagger_error *err);
