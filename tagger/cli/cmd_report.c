/* SPDX-License-Identifier: MIT
 *
 * cmd_report.c — the graph as pages in a folder, for any browser.
 *
 * Files are written beside what is in the folder already; those of the same
 * name are replaced.
 */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/status.h"
#include "cli/cmd.h"
#include "cli/names.h"
#include "cli/report.h"
#include "site/site.h"

typedef struct report_options {
    const char *folder;
    uint32_t top;
} report_options;

static const tg_opt rows[] = {
    {'o', "output", TG_OPT_TEXT, offsetof(report_options, folder), "DIR",
     "the folder to write to; made when it is not there"},
    {'\0', "top", TG_OPT_COUNT, offsetof(report_options, top), "N",
     "a page each for the N names in most stories (500)"},
};

static tagger_status cannot(const char *what, const char *path, tagger_error *err)
{
    char reason[128];
    if (strerror_r(errno, reason, sizeof reason) != 0) reason[0] = '\0';
    return tg_fail(err, TAGGER_E_IO, "%s: cannot %s: %s", path, what, reason);
}

static tagger_status make_folder(const char *path, tagger_error *err)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST) return cannot("make the folder", path, err);
    return TAGGER_OK;
}

static tagger_status write_bytes(const char *path, tg_str bytes, tagger_error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) return cannot("write", path, err);
    ssize_t put = 0;
    for (size_t at = 0; at < bytes.n && put >= 0; at += put > 0 ? (size_t)put : 0) {
        put = write(fd, bytes.p + at, bytes.n - at);
        if (put < 0 && errno == EINTR) put = 0;
    }
    int why = errno;
    bool closed = close(fd) == 0;
    if (put < 0) errno = why;
    return put < 0 || !closed ? cannot("write", path, err) : TAGGER_OK;
}

/** Make the folder of a file "folder/file" below ours, too. */
static tagger_status write_file(void *context, const char *name, tg_str bytes, tagger_error *err)
{
    const report_options *own = context;
    char path[4096];
    if (tg_report_interrupted()) return tg_fail(err, TAGGER_E_IO, "interrupted");
    int n = snprintf(path, sizeof path, "%s/%s", own->folder, name);
    if (n < 0 || (size_t)n >= sizeof path)
        return tg_fail(err, TAGGER_E_USAGE, "the name of the folder is too long");
    if (strchr(name, '/') != NULL) {
        char *slash = strrchr(path, '/');
        *slash = '\0';
        TG_TRY(make_folder(path, err));
        *slash = '/';
    }
    return write_bytes(path, bytes, err);
}

static tagger_status write_site(const char *database, report_options *own, tagger_error *err)
{
    tg_store *store = NULL;
    tg_site_options options = TG_SITE_INIT;
    options.top = own->top;
    tagger_status status = tg_store_open(&store, database, TG_STORE_READ, err);
    if (status == TAGGER_OK) status = tg_cli_warn_stale(store, err);
    if (status == TAGGER_OK) status = make_folder(own->folder, err);
    if (status == TAGGER_OK) status = tg_site_write(store, &options, write_file, own, err);
    tg_store_close(store);
    return status;
}

static int run_report(const tg_verb *verb, int argc, char **argv)
{
    report_options own = {.top = TG_SITE_TOP};
    tg_opt_set sets[] = {TG_OPT_SET(rows, &own)};
    int code;
    if (!tg_opt_parse(verb, sets, 1, &argc, argv, &code)) return code;
    if (argc == 0) return tg_opt_short_help(verb);
    if (argc != 1) return tg_opt_wrong(verb, "name one database");
    if (own.folder == NULL) return tg_opt_wrong(verb, "name a folder with -o");

    tg_report report = TG_REPORT_INIT;
    tagger_error err;
    tagger_status status = write_site(argv[0], &own, &err);
    report.interrupted = status != TAGGER_OK && tg_report_interrupted();
    if (status != TAGGER_OK && !report.interrupted) tg_report_stop(&report, NULL, &err);
    return tg_report_exit(&report);
}

const tg_verb tg_cmd_report = {
    .name = "report",
    .usage = "[OPTION…] -o DIR DB",
    .summary = "The graph as pages for a browser, without server or network",
    .examples = {"tagger report news.db -o pages/", "tagger report --top 100 -o pages/ news.db"},
    .run = run_report,
};
