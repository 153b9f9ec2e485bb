/* SPDX-License-Identifier: MIT
 *
 * report.h — what is said on stderr, and how the program ends.
 *
 * Data goes to stdout, words about it to stderr; each problem is told once,
 * where it arose. The exit code follows from the counts kept here.
 */
#pragma once

#include "base/base.h"

typedef struct tg_report {
    uint64_t n_inputs;     /* files and streams that could be opened */
    uint64_t n_bad_inputs; /* and those that could not, or broke off */
    uint64_t n_docs;       /* articles tagged */
    uint64_t n_bad_docs;   /* articles that failed */
    bool interrupted;      /* by SIGINT or SIGTERM */
    bool stopped;          /* nobody reads the output any more: no failure */
    bool failed;           /* the run broke off */
    bool misused;          /* because of a wrong command line */
} tg_report;

#define TG_REPORT_INIT ((tg_report){.n_inputs = 0})

/** Print "tagger: …" and a line end; control bytes are shown as '?'. */
void tg_report_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/** The same for a line that the library has to say; a tagger_line_fn. The context is not used. */
bool tg_report_say_line(void *context, tagger_str line);

/** Print "tagger: PATH:LINE:COLUMN: …", as far as they are known. */
void tg_report_problem(const char *path, const tagger_error *err);

/** Take note that the run cannot go on: say why, unless it is a closed pipe. */
void tg_report_stop(tg_report *report, const char *what, const tagger_error *err);

/** The exit code that the counts amount to. */
int tg_report_exit(const tg_report *report);

/** Let SIGINT and SIGTERM end the run after what is in work, and a closed
 *  pipe be an error of write(). Call once, before any thread starts. */
void tg_report_catch_signals(void);

/** Whether a signal asked to end. Any thread. */
bool tg_report_interrupted(void);

/** Write all to a descriptor. @return E_IO with the reason. */
TAGGER_MUST_CHECK tagger_status tg_report_write(int fd, tg_str bytes, tagger_error *err);
