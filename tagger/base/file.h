/* SPDX-License-Identifier: MIT
 *
 * file.h — whole files: mapped, read, written. Every error names the file and says why.
 */
#pragma once

#include "base/base.h"

/** The bytes of a file; dispose of them with tg_file_dispose(). */
typedef struct tg_file {
    tg_str bytes;
    bool mapped; /* by mmap(), otherwise on the heap */
} tg_file;

/** Map a regular file read-only. An empty file maps to {NULL, 0}. */
tagger_status tg_file_map(tg_file *out, const char *path, tagger_error *err);

/** Read a file, pipe or device to its end. */
tagger_status tg_file_read(tg_file *out, const char *path, tagger_error *err);

/** Read an open descriptor to its end; `name` is for messages. The descriptor stays open. */
tagger_status tg_file_read_fd(tg_file *out, int fd, const char *name, tagger_error *err);

void tg_file_dispose(tg_file *file);

/** Write a file so that a reader sees the old or the new one, never a part: into a neighbour
 *  first, synced, then renamed over `path`. A device, a pipe or a link stays and is written into. */
tagger_status tg_file_write(const char *path, tg_str bytes, tagger_error *err);
