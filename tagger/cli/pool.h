/* SPDX-License-Identifier: MIT
 *
 * pool.h — articles in, results out, in input order, on all cores.
 */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "cli/input.h"
#include "cli/report.h"

/** One article on its way through. */
typedef struct tg_job {
    tg_raw raw;            /* lives until the job is written */
    tagger_result *result; /* NULL when raw.problem or `error` says why; freed by the pool, when its
                              output is made or, where it keeps results, when it is written */
    tagger_error error;    /* status TAGGER_OK: tagged */
    size_t out_begin;      /* bytes in the output of its batch */
    size_t out_end;
} tg_job;

/** Make the output of one job; called by any worker thread, for failed jobs too.
 *  @return anything but TAGGER_OK stops the run. */
typedef tagger_status tg_work_fn(void *context, tg_job *job, tg_buf *out, tagger_error *err);

/** Decide, before any work, whether a job is wanted; called in input order by
 *  the thread of tg_pool_run(). */
typedef bool tg_want_fn(void *context, const tg_raw *raw);

/** Take a job and what was made of it; called in input order by the thread of
 *  tg_pool_run(). @return anything but TAGGER_OK stops the run. */
typedef tagger_status tg_write_fn(void *context, const tg_job *job, tg_str out, tagger_error *err);

typedef struct tg_pool {
    const tagger_engine *engine;
    uint32_t n_workers; /* 0: one a core; 1: no thread is started */
    tg_want_fn *want;   /* or NULL: all */
    tg_work_fn *work;   /* or NULL: nothing to make */
    tg_write_fn *write;
    void *context;      /* for want, work and write */
    bool keeps_results; /* write reads them */
} tg_pool;

/**
 * Tag all inputs. Failed jobs are reported and counted; what cannot go on
 * (output lost, out of memory) is reported too and stops the run. Everything
 * written before stays written, also when a signal ends the run.
 */
void tg_pool_run(const tg_pool *pool, tg_inputs *inputs, tg_report *report);
