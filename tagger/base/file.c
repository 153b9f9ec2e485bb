/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/status.h"
#include "base/vec.h"

/** Say what the system said about `path`; errno is still that of the failure. */
static tagger_status io_error(const char *path, const char *doing, tagger_error *err)
{
    char why[96] = "";
    if (strerror_r(errno, why, sizeof why) != 0) (void)snprintf(why, sizeof why, "error %d", errno);
    return tg_fail(err, TAGGER_E_IO, "%s: cannot %s: %s", path, doing, why);
}

/** Close without losing the errno that is being reported. */
static void close_quietly(int fd)
{
    int kept = errno;
    (void)close(fd);
    errno = kept;
}

static tagger_status map_fd(tg_file *out, int fd, const char *path, tagger_error *err)
{
    struct stat st;
    if (fstat(fd, &st) != 0) return io_error(path, "examine", err);
    if (S_ISDIR(st.st_mode)) errno = EISDIR;
    if (!S_ISREG(st.st_mode)) {
        if (!S_ISDIR(st.st_mode)) errno = EINVAL;
        return io_error(path, "map", err);
    }
    if (st.st_size == 0) return TAGGER_OK;
    void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED) return io_error(path, "map", err);
    *out = (tg_file){.bytes = {p, (size_t)st.st_size}, .mapped = true};
    return TAGGER_OK;
}

tagger_status tg_file_map(tg_file *out, const char *path, tagger_error *err)
{
    *out = (tg_file){0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return io_error(path, "open", err);
    tagger_status status = map_fd(out, fd, path, err);
    close_quietly(fd);
    return status;
}

tagger_status tg_file_read_fd(tg_file *out, int fd, const char *name, tagger_error *err)
{
    *out = (tg_file){0};
    struct stat st;
    bool sized = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0;
    TG_VEC(char) buf = {0};
    size_t want = sized ? (size_t)st.st_size + 1 : 1 << 16;
    for (;;) {
        if (!tg_vec_reserve(&buf, want)) {
            tg_vec_dispose(&buf);
            return tg_fail(err, TAGGER_E_NOMEM, "%s: out of memory", name);
        }
        ssize_t got = read(fd, buf.at + buf.n, buf.room - buf.n);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            tagger_status status = io_error(name, "read", err);
            tg_vec_dispose(&buf);
            return status;
        }
        if (got == 0) break;
        buf.n += (size_t)got;
        want = 1 << 12;
    }
    out->bytes = (tg_str){buf.at, buf.n};
    return TAGGER_OK;
}

tagger_status tg_file_read(tg_file *out, const char *path, tagger_error *err)
{
    *out = (tg_file){0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return io_error(path, "open", err);
    tagger_status status = tg_file_read_fd(out, fd, path, err);
    close_quietly(fd);
    return status;
}

void tg_file_dispose(tg_file *file)
{
    union {
        const char *given;
        void *owned; /* mapped or allocated here, so the const is ours to drop */
    } p = {.given = file->bytes.p};
    if (file->mapped) {
        (void)munmap(p.owned, file->bytes.n);
    } else {
        tg_mem_free(p.owned);
    }
    *file = (tg_file){0};
}

static bool write_all(int fd, tg_str bytes)
{
    while (bytes.n > 0) {
        ssize_t put = write(fd, bytes.p, bytes.n);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        bytes.p += put;
        bytes.n -= (size_t)put;
    }
    return true;
}

/** Close what was written well or not. @return whether all went well. */
static bool close_written(int fd, bool ok)
{
    if (ok) return close(fd) == 0;
    close_quietly(fd);
    return false;
}

/** Make the rename itself last: sync the folder. Not every file system can; then so be it. */
static void sync_folder(const char *path)
{
    char folder[4096];
    const char *slash = strrchr(path, '/');
    size_t n = slash == NULL ? 0 : (size_t)(slash - path);
    if (n >= sizeof folder) return;
    memcpy(folder, path, n);
    (void)strcpy(folder + n, slash == NULL ? "." : n == 0 ? "/" : "");
    int fd = open(folder, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    (void)fsync(fd);
    (void)close(fd);
}

/** Write into what is there already: a device, a pipe, what a link leads to. */
static tagger_status write_into(const char *path, tg_str bytes, tagger_error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) return io_error(path, "create", err);
    bool ok = close_written(fd, write_all(fd, bytes));
    return ok ? TAGGER_OK : io_error(path, "write", err);
}

tagger_status tg_file_write(const char *path, tg_str bytes, tagger_error *err)
{
    struct stat st;
    if (lstat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
        return write_into(path, bytes, err);
    char temp[4096];
    int n = snprintf(temp, sizeof temp, "%s.%ld.part", path, (long)getpid());
    if (n < 0 || (size_t)n >= sizeof temp) {
        errno = ENAMETOOLONG;
        return io_error(path, "create", err);
    }
    int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) return io_error(path, "create", err);

    bool ok = close_written(fd, write_all(fd, bytes) && fsync(fd) == 0);
    ok = ok && rename(temp, path) == 0;
    if (!ok) {
        tagger_status status = io_error(path, "write", err);
        (void)unlink(temp);
        return status;
    }
    sync_folder(path);
    return TAGGER_OK;
}
