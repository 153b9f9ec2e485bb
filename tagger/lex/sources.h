/* SPDX-License-Identifier: MIT
 *
 * sources.h — which files a gazetteer folder consists of, and what each one is.
 *
 * With a REGISTRY.tsv the folder says so itself. Without one, every *.tsv is a
 * list whose file name, or else a folder above it, names its kind:
 *
 *     parties.tsv   mine/people/belgium.tsv   words/roles.tsv   cues/zones.tsv
 */
#pragma once

#include "base/base.h"
#include "base/file.h"
#include "base/vec.h"
#include "lex/image.h"
#include "lex/lexicon.h"

/** One file of lists. */
typedef struct tg_source {
    tg_str name;      /* below the folder: "parties/parties.tsv" */
    const char *path; /* for messages */
    uint32_t kind;    /* enum tg_kind, or TG_FILE_IS_BLOB */
    tg_str bytes;
    uint32_t lang; /* bits: of topic terms, whose table has no column for it; 0 = any */
} tg_source;

typedef struct tg_sources {
    tg_arena arena; /* names and paths */
    TG_VEC(tg_source) list;
    TG_VEC(tg_file) files; /* what the bytes of the list are of */
} tg_sources;

#define TG_SOURCES_INIT ((tg_sources){.arena = TG_ARENA_INIT})

/** Read all files of folder `dir`. Start from TG_SOURCES_INIT and dispose of it in any case. */
tagger_status tg_sources_read(tg_sources *out, const char *dir, tagger_error *err);
void tg_sources_dispose(tg_sources *sources);

/** What kind a file is by its name ("people/be.tsv"); TG_N_KINDS when nothing says so. */
uint32_t tg_kind_of_path(tg_str name);
