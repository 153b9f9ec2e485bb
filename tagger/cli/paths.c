/* SPDX-License-Identifier: MIT
 *
 * paths.c — the files that the operands of a command line stand for.
 *
 * A folder is walked with a list of folders still to be opened, not by
 * recursion; its files are sorted at the end by whole paths, so that the order
 * is the same on every machine whatever its directories answer.
 */
#include "cli/paths.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/status.h"

void tg_paths_dispose(tg_paths *paths)
{
    tg_arena_dispose(&paths->names);
    tg_mem_free(paths->at);
    *paths = TG_PATHS_INIT;
}

tagger_status tg_paths_add(tg_paths *paths, const char *path, tagger_error *err)
{
    if (paths->n == paths->cap) {
        size_t cap = paths->cap == 0 ? 16 : paths->cap * 2;
        const char **at = tg_mem_alloc(cap * sizeof *at);
        if (at == NULL) return tg_fail(err, TAGGER_E_NOMEM, "out of memory");
        if (paths->n > 0) memcpy(at, paths->at, paths->n * sizeof *at);
        tg_mem_free(paths->at);
        paths->at = at;
        paths->cap = cap;
    }
    paths->at[paths->n++] = path;
    return TAGGER_OK;
}

/** "folder/name" in the arena; NULL when memory ran out. */
static const char *join(tg_arena *arena, const char *folder, const char *name)
{
    size_t n_folder = strlen(folder);
    while (n_folder > 1 && folder[n_folder - 1] == '/') n_folder--;
    size_t n_name = strlen(name);
    char *path = tg_arena_alloc(arena, n_folder + n_name + 2);
    if (path == NULL) return NULL;
    (void)snprintf(path, n_folder + n_name + 2, "%.*s/%s", (int)n_folder, folder, name);
    return path;
}

/** In a folder only files that look like articles are read; a file that is
 *  named on the command line always is. */
static bool looks_readable(const char *name)
{
    static const char *const endings[] = {".txt", ".text", ".json", ".jsonl", ".ndjson"};
    const char *dot = strrchr(name, '.');
    if (dot == NULL) return true;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (strcasecmp(dot, endings[i]) == 0) return true;
    }
    return false;
}

bool tg_paths_is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/** Sort one entry of a folder into the files or into the folders to be opened. */
static tagger_status add_entry(tg_paths *files, tg_paths *folders, const char *folder,
                               const char *name, tagger_error *err)
{
    if (name[0] == '.') return TAGGER_OK; /* hidden, itself, its parent */
    const char *path = join(&files->names, folder, name);
    if (path == NULL) return tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    struct stat info;
    struct stat aim;
    if (lstat(path, &info) != 0) return TAGGER_OK; /* gone since it was listed */
    if (S_ISDIR(info.st_mode)) return tg_paths_add(folders, path, err);
    /* A link to a folder leads into a circle perhaps; a pipe waits for a writer for ever. */
    bool aims = stat(path, &aim) == 0;
    files->n_links += aims && S_ISDIR(aim.st_mode);
    if (aims && !S_ISREG(aim.st_mode)) return TAGGER_OK;
    if (looks_readable(name)) return tg_paths_add(files, path, err);
    files->n_passed_over++;
    return TAGGER_OK;
}

/** A folder that cannot be listed stands for itself, so that the others are read. */
static tagger_status list_folder(tg_paths *files, tg_paths *folders, const char *folder,
                                 tagger_error *err)
{
    DIR *dir = opendir(folder);
    if (dir == NULL) return tg_paths_add(files, folder, err); /* opening it says why not */
    tagger_status status = TAGGER_OK;
    /* Thread-safe here: nobody else holds this stream. */
    for (struct dirent *entry; status == TAGGER_OK && (entry = readdir(dir)) != NULL;) {
        status = add_entry(files, folders, folder, entry->d_name, err);
    }
    (void)closedir(dir);
    return status;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

tagger_status tg_paths_add_folder(tg_paths *paths, const char *folder, tagger_error *err)
{
    size_t n_before = paths->n;
    tg_paths folders = TG_PATHS_INIT;
    tagger_status status = tg_paths_add(&folders, folder, err);
    while (status == TAGGER_OK && folders.n > 0) {
        status = list_folder(paths, &folders, folders.at[--folders.n], err);
    }
    tg_paths_dispose(&folders);
    if (status != TAGGER_OK) return status;
    if (paths->n == n_before) {
        return tg_fail(err, TAGGER_E_DATA, "the folder holds no text or JSON files");
    }
    qsort(paths->at + n_before, paths->n - n_before, sizeof *paths->at, by_bytes);
    return TAGGER_OK;
}

/** Add the NUL-ended names in [p, end). */
static tagger_status add_names(tg_paths *paths, const char *p, const char *end, tagger_error *err)
{
    for (; p < end; p += strlen(p) + 1) {
        if (*p != '\0') TG_TRY(tg_paths_add(paths, p, err));
    }
    return TAGGER_OK;
}

tagger_status tg_paths_add_list(tg_paths *paths, int fd, tagger_error *err)
{
    tg_buf list = TG_BUF_INIT;
    tagger_status status = TAGGER_OK;
    ssize_t n = 1;
    while (n > 0 && tg_buf_reserve(&list, 1 << 16)) {
        n = read(fd, list.p + list.n, 1 << 16);
        if (n > 0) list.n += (size_t)n;
    }
    char *names = tg_arena_alloc(&paths->names, list.n + 1);
    if (n < 0) {
        status = tg_fail(err, TAGGER_E_IO, "cannot read the list of files");
    } else if (list.oom || names == NULL) {
        status = tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    } else {
        if (list.n > 0) memcpy(names, list.p, list.n);
        names[list.n] = '\0';
        status = add_names(paths, names, names + list.n, err);
    }
    tg_buf_dispose(&list);
    return status;
}
