/* SPDX-License-Identifier: MIT
 *
 * report.c — what is said on stderr, and how the program ends.
 */
#include "cli/report.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/status.h"
#include "cli/cmd.h"

/* A handler can reach nothing but a static; this is the only one. */
static volatile sig_atomic_t signalled;

/** Names of files are foreign bytes: they must not steer a terminal. */
static void print_line(char *line)
{
    for (char *p = line; *p != '\0'; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7F) *p = '?';
    }
    (void)fprintf(stderr, "tagger: %s\n", line);
}

void tg_report_say(const char *fmt, ...)
{
    char line[4096];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    print_line(line);
}

bool tg_report_say_line(void *context, tagger_str line)
{
    (void)context;
    tg_report_say("%.*s", (int)line.n, line.p);
    return true;
}

void tg_report_problem(const char *path, const tagger_error *err)
{
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    if (err->line == 0) {
        tg_report_say("%s: %s", name, err->text);
    } else if (err->column == 0) {
        tg_report_say("%s:%u: %s", name, err->line, err->text);
    } else {
        tg_report_say("%s:%u:%u: %s", name, err->line, err->column, err->text);
    }
}

void tg_report_stop(tg_report *report, const char *what, const tagger_error *err)
{
    if (err->status == TAGGER_E_IO && err->os_errno == EPIPE) {
        report->stopped = true;
        return;
    }
    report->failed = true;
    report->misused = err->status == TAGGER_E_USAGE;
    if (what != NULL) {
        tg_report_problem(what, err);
    } else {
        tg_report_say("%s", err->text);
    }
}

int tg_report_exit(const tg_report *report)
{
    if (report->stopped) return EXIT_DONE;
    if (report->misused) return EXIT_USAGE;
    if (report->failed) return EXIT_FAILED;
    if (report->interrupted) return EXIT_INTERRUPTED;
    if (report->n_inputs == 0 && report->n_bad_inputs > 0) return EXIT_FAILED;
    if (report->n_bad_inputs > 0 || report->n_bad_docs > 0) return EXIT_SOME_FAILED;
    return EXIT_DONE;
}

static void note_signal(int number)
{
    signalled = number;
}

void tg_report_catch_signals(void)
{
    /* Without SA_RESTART a read that waits for input comes back. A second signal kills. */
    struct sigaction end = {.sa_handler = note_signal, .sa_flags = (int)SA_RESETHAND};
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    (void)sigaction(SIGINT, &end, NULL);
    (void)sigaction(SIGTERM, &end, NULL);
    (void)sigaction(SIGPIPE, &ignore, NULL);
}

bool tg_report_interrupted(void)
{
    return signalled != 0;
}

tagger_status tg_report_write(int fd, tg_str bytes, tagger_error *err)
{
    while (bytes.n > 0) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            int why = errno;
            char reason[128];
            if (strerror_r(why, reason, sizeof reason) != 0) reason[0] = '\0';
            errno = why;
            return tg_fail(err, TAGGER_E_IO, "cannot write the output: %s", reason);
        }
        bytes.p += n;
        bytes.n -= (size_t)n;
    }
    return TAGGER_OK;
}
