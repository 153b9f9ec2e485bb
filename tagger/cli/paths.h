/* SPDX-License-Identifier: MIT
 *
 * paths.h — the files that the operands of a command line stand for.
 */
#pragma once

#include "base/arena.h"
#include "base/base.h"

/** Paths in the order in which they are read. */
typedef struct tg_paths {
    tg_arena names;  /* the bytes of those we made ourselves */
    const char **at; /* [cap] the first n are set */
    size_t n;
    size_t cap;
    size_t n_passed_over; /* files in folders whose endings we do not read */
    size_t n_links;       /* links to folders in folders, which are not followed */
} tg_paths;

#define TG_PATHS_INIT ((tg_paths){.names = TG_ARENA_INIT})

void tg_paths_dispose(tg_paths *paths);

/** Add one operand as it is. @return E_NOMEM. */
TAGGER_MUST_CHECK tagger_status tg_paths_add(tg_paths *paths, const char *path, tagger_error *err);

/** Add all readable files below a folder, in byte order of their paths; links
 *  to folders are not followed, and a folder that cannot be listed is among the files.
 *  @return E_NOMEM, E_DATA for a folder without any. */
TAGGER_MUST_CHECK tagger_status tg_paths_add_folder(tg_paths *paths, const char *folder,
                                                    tagger_error *err);

/** Add the NUL-ended names that a descriptor yields. @return E_IO, E_NOMEM. */
TAGGER_MUST_CHECK tagger_status tg_paths_add_list(tg_paths *paths, int fd, tagger_error *err);

/** Whether a path is a folder. */
bool tg_paths_is_folder(const char *path);
