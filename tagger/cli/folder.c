/* SPDX-License-Identifier: MIT
 *
 * folder.c — a folder of output files, one pair (.ann, .txt) an article.
 *
 * Ids are foreign bytes, and two may be alike: "../a" must not leave the
 * folder and a second "a" must not overwrite the first. So a name is made of
 * what is harmless in the id, after a running number: 000001-article.ann.
 */
#include "cli/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/status.h"
#include "cli/report.h"

enum { MAX_NAME = 80 };

tagger_status tg_folder_open(tg_folder *folder, const char *path, tagger_error *err)
{
    *folder = (tg_folder){.path = path};
    if (mkdir(path, 0777) == 0 || errno == EEXIST) return TAGGER_OK;
    return tg_fail(err, TAGGER_E_IO, "cannot make the folder %s", path);
}

static bool is_harmless(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' ||
           c == '_';
}

/** The last part of the id without its ending, made harmless. */
static void make_name(char name[MAX_NAME + 1], tg_str id)
{
    size_t begin = id.n;
    while (begin > 0 && id.p[begin - 1] != '/') begin--;
    size_t end = id.n;
    while (end > begin && id.p[end - 1] != '.') end--;
    end = end > begin + 1 ? end - 1 : id.n;
    size_t n = end - begin < MAX_NAME ? end - begin : MAX_NAME;
    for (size_t i = 0; i < n; i++) {
        name[i] = id.p[begin + i];
        if (!is_harmless(name[i])) name[i] = '_';
    }
    name[n] = '\0';
}

static tagger_status write_file(const tg_folder *folder, const char *name, const char *ending,
                                tg_str bytes, tagger_error *err)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%06llu-%s.%s", folder->path,
                     (unsigned long long)folder->n_written, name, ending);
    if (n < 0 || (size_t)n >= sizeof path) {
        errno = ENAMETOOLONG;
        return tg_fail(err, TAGGER_E_IO, "the name of the output folder is too long");
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) return tg_fail(err, TAGGER_E_IO, "cannot write %s", path);
    tagger_status status = tg_report_write(fd, bytes, err);
    if (close(fd) != 0 && status == TAGGER_OK) {
        status = tg_fail(err, TAGGER_E_IO, "cannot write %s", path);
    }
    return status;
}

tagger_status tg_folder_write_pair(tg_folder *folder, tg_str id, tg_str ann, tg_str txt,
                                   tagger_error *err)
{
    char name[MAX_NAME + 1];
    make_name(name, id);
    folder->n_written++;
    TG_TRY(write_file(folder, name, "ann", ann, err));
    return write_file(folder, name, "txt", txt, err);
}
