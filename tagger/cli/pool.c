/* SPDX-License-Identifier: MIT
 *
 * pool.c — articles in, results out, in input order, on all cores.
 *
 * The thread that calls reads and writes; N workers tag. Between them runs a
 * ring of batches. Each is a few articles only, so that what was read is still in
 * the cache when it is tagged, and the output goes where the last output was:
 *
 *         to_write          to_work           to_fill
 *             v                v                 v
 *     [ done ][ done ][ work ][ ready ][ ready ][ empty ][ empty ]
 *             ^written in     ^a worker takes   ^filled from
 *              input order     the next ready    the inputs
 *
 * The three marks only move forward, so output is in input order whoever was
 * quick, and the same bytes at any number of workers. The ring is bounded:
 * when it is full the reader waits for the oldest batch, so memory does not
 * depend on the length of the stream. Counts never wrap (64 bits); a batch's
 * place in the ring is its count modulo the ring's size.
 *
 * Before a read that would wait (a pipe whose writer is slow) the ring is
 * emptied, so that nothing read is held back.
 */
#include "cli/pool.h"

#include <pthread.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/status.h"

enum {
    BATCH_BYTES = 1 << 13, /* of text, about */
    BATCH_JOBS = 64,
    BATCHES = 8,        /* a worker, so that one long article does not stop the others */
    MOST_OUT = 1 << 20, /* bytes of output that a batch keeps room for */
    MAX_WORKERS = 256
};

typedef struct batch {
    tg_arena arena; /* the articles */
    tg_buf out;
    tg_job *jobs; /* [BATCH_JOBS] the first n_jobs are set */
    uint32_t n_jobs;
    bool done;            /* guarded by ring.lock */
    tagger_status status; /* of the work on it */
    tagger_error error;
} batch;

typedef struct ring {
    const tg_pool *pool;
    batch *batches; /* [n_batches] */
    uint32_t n_batches;
    pthread_mutex_t lock;
    pthread_cond_t ready; /* a batch is ready, or all is over */
    pthread_cond_t done;  /* a batch is done */
    uint64_t to_fill;     /* guarded by lock */
    uint64_t to_work;     /* guarded by lock */
    uint64_t to_write;    /* only the main thread */
    bool over;            /* guarded by lock */
} ring;

static batch *batch_at(ring *r, uint64_t count)
{
    return &r->batches[count % r->n_batches];
}

static void empty_batch(batch *b)
{
    for (uint32_t i = 0; i < b->n_jobs; i++) tagger_result_free(b->jobs[i].result);
    tg_arena_dispose(&b->arena);
    b->arena = TG_ARENA_INIT;
    b->n_jobs = 0;
    b->out.n = 0;
    b->done = false;
    /* One huge article must not keep its memory for the rest of the run. */
    if (b->out.cap > MOST_OUT) tg_buf_dispose(&b->out);
}

/* ---- workers ---------------------------------------------------------------- */

static tagger_status work_on_job(const tg_pool *pool, tagger_worker *worker, tg_job *job,
                                 tg_buf *out, tagger_error *err)
{
    job->error = job->raw.problem;
    if (job->error.status == TAGGER_OK) {
        tagger_status status = tagger_tag(&job->result, worker, &job->raw.article, &job->error);
        job->error.status = status;
        if (status != TAGGER_OK && job->error.line == 0) job->error.line = job->raw.line;
    }
    job->out_begin = out->n;
    if (pool->work != NULL) TG_TRY(pool->work(pool->context, job, out, err));
    job->out_end = out->n;
    if (!pool->keeps_results) {
        /* Its memory is still in the cache, where the next article's will be. */
        tagger_result_free(job->result);
        job->result = NULL;
    }
    return out->oom ? tg_fail(err, TAGGER_E_NOMEM, "out of memory") : TAGGER_OK;
}

static void work_on_batch(const tg_pool *pool, tagger_worker *worker, batch *b)
{
    b->status = TAGGER_OK;
    for (uint32_t i = 0; i < b->n_jobs && b->status == TAGGER_OK; i++) {
        b->status = work_on_job(pool, worker, &b->jobs[i], &b->out, &b->error);
    }
}

/** The next batch that is ready, when it is; NULL when all is over. */
static batch *wait_for_work(ring *r)
{
    batch *b = NULL;
    (void)pthread_mutex_lock(&r->lock);
    while (!r->over && r->to_work == r->to_fill) (void)pthread_cond_wait(&r->ready, &r->lock);
    if (!r->over) b = batch_at(r, r->to_work++);
    (void)pthread_mutex_unlock(&r->lock);
    return b;
}

static void set_done(ring *r, batch *b)
{
    (void)pthread_mutex_lock(&r->lock);
    b->done = true;
    (void)pthread_cond_signal(&r->done);
    (void)pthread_mutex_unlock(&r->lock);
}

static void *worker_main(void *context)
{
    ring *r = context;
    tagger_error why;
    tagger_worker *worker = NULL;
    tagger_status status = tagger_worker_new(&worker, r->pool->engine, &why);
    for (batch *b; (b = wait_for_work(r)) != NULL;) {
        b->status = status;
        b->error = why;
        if (status == TAGGER_OK) work_on_batch(r->pool, worker, b);
        set_done(r, b);
    }
    tagger_worker_free(worker);
    return NULL;
}

/* ---- the reading and writing thread ----------------------------------------- */

/** Fill an empty batch; *more is false at the end of the inputs. */
static tagger_status fill(const tg_pool *pool, tg_inputs *inputs, batch *b, bool *more,
                          tagger_error *err)
{
    size_t n_bytes = 0;
    *more = true;
    while (n_bytes < BATCH_BYTES && b->n_jobs < BATCH_JOBS) {
        tg_job *job = &b->jobs[b->n_jobs];
        *job = (tg_job){.result = NULL};
        TG_TRY(tg_inputs_next(inputs, &b->arena, &job->raw, more, err));
        if (!*more) return TAGGER_OK;
        bool good = job->raw.problem.status == TAGGER_OK;
        if (good && pool->want != NULL && !pool->want(pool->context, &job->raw)) continue;
        b->n_jobs++;
        n_bytes += job->raw.article.text.n;
        if (tg_inputs_would_wait(inputs)) return TAGGER_OK;
    }
    return TAGGER_OK;
}

static tagger_status write_batch(ring *r, batch *b, tg_report *report, tagger_error *err)
{
    if (b->status != TAGGER_OK) {
        *err = b->error;
        return b->status;
    }
    for (uint32_t i = 0; i < b->n_jobs; i++) {
        const tg_job *job = &b->jobs[i];
        if (job->error.status != TAGGER_OK) {
            tg_report_problem(job->raw.path, &job->error);
            report->n_bad_docs++;
        } else {
            report->n_docs++;
        }
        tg_str out = {.p = b->out.p, .n = 0};
        if (job->out_end > job->out_begin) {
            out = (tg_str){.p = b->out.p + job->out_begin, .n = job->out_end - job->out_begin};
        }
        TG_TRY(r->pool->write(r->pool->context, job, out, err));
    }
    return TAGGER_OK;
}

/** Write the oldest batch: when it is done already, or after waiting for it.
 *  *wrote tells whether there was one. */
static tagger_status write_oldest(ring *r, bool wait, tg_report *report, bool *wrote,
                                  tagger_error *err)
{
    (void)pthread_mutex_lock(&r->lock);
    batch *b = batch_at(r, r->to_write);
    *wrote = r->to_write < r->to_fill;
    while (*wrote && wait && !b->done) (void)pthread_cond_wait(&r->done, &r->lock);
    *wrote = *wrote && b->done;
    (void)pthread_mutex_unlock(&r->lock);
    if (!*wrote) return TAGGER_OK;

    tagger_status status = write_batch(r, b, report, err);
    empty_batch(b);
    r->to_write++;
    return status;
}

static tagger_status write_all(ring *r, bool wait, tg_report *report, tagger_error *err)
{
    bool wrote = true;
    while (wrote) TG_TRY(write_oldest(r, wait, report, &wrote, err));
    return TAGGER_OK;
}

static void submit(ring *r)
{
    (void)pthread_mutex_lock(&r->lock);
    r->to_fill++;
    (void)pthread_cond_signal(&r->ready);
    (void)pthread_mutex_unlock(&r->lock);
}

static tagger_status run_threads(ring *r, tg_inputs *inputs, tg_report *report, tagger_error *err)
{
    bool more = true;
    bool wrote;
    while (more) {
        if (r->to_fill - r->to_write == r->n_batches) {
            TG_TRY(write_oldest(r, true, report, &wrote, err));
        }
        TG_TRY(fill(r->pool, inputs, batch_at(r, r->to_fill), &more, err));
        submit(r);
        TG_TRY(write_all(r, tg_inputs_would_wait(inputs), report, err));
    }
    return write_all(r, true, report, err);
}

/** One worker needs no thread and no ring. */
static tagger_status run_alone(ring *r, tg_inputs *inputs, tg_report *report, tagger_error *err)
{
    tagger_worker *worker;
    TG_TRY(tagger_worker_new(&worker, r->pool->engine, err));
    batch *b = &r->batches[0];
    tagger_status status = TAGGER_OK;
    for (bool more = true; more && status == TAGGER_OK;) {
        status = fill(r->pool, inputs, b, &more, err);
        work_on_batch(r->pool, worker, b);
        if (status == TAGGER_OK) status = write_batch(r, b, report, err);
        empty_batch(b);
    }
    tagger_worker_free(worker);
    return status;
}

/* ---- beginning and end -------------------------------------------------------- */

static void free_batches(ring *r)
{
    for (uint32_t i = 0; i < r->n_batches; i++) {
        empty_batch(&r->batches[i]);
        tg_buf_dispose(&r->batches[i].out);
        tg_mem_free(r->batches[i].jobs);
    }
    tg_mem_free(r->batches);
}

static tagger_status make_batches(ring *r, uint32_t n, tagger_error *err)
{
    r->batches = tg_mem_alloc(n * sizeof *r->batches);
    if (r->batches == NULL) return tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    for (; r->n_batches < n; r->n_batches++) {
        batch *b = &r->batches[r->n_batches];
        *b = (batch){.arena = TG_ARENA_INIT, .out = TG_BUF_INIT};
        b->jobs = tg_mem_alloc(BATCH_JOBS * sizeof *b->jobs);
        if (b->jobs == NULL) return tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    }
    return TAGGER_OK;
}

/** Start workers, run, and wait for them; fewer threads than asked for are enough. */
static tagger_status run_workers(ring *r, uint32_t n, tg_inputs *inputs, tg_report *report,
                                 tagger_error *err)
{
    pthread_t threads[MAX_WORKERS];
    uint32_t n_started = 0;
    while (n_started < n && pthread_create(&threads[n_started], NULL, worker_main, r) == 0) {
        n_started++;
    }
    tagger_status status =
        n_started == 0 ? run_alone(r, inputs, report, err) : run_threads(r, inputs, report, err);
    (void)pthread_mutex_lock(&r->lock);
    r->over = true;
    (void)pthread_cond_broadcast(&r->ready);
    (void)pthread_mutex_unlock(&r->lock);
    for (uint32_t i = 0; i < n_started; i++) (void)pthread_join(threads[i], NULL);
    return status;
}

static uint32_t n_cores(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : (uint32_t)n;
}

void tg_pool_run(const tg_pool *pool, tg_inputs *inputs, tg_report *report)
{
    uint32_t n = pool->n_workers == 0 ? n_cores() : pool->n_workers;
    if (n > MAX_WORKERS) n = MAX_WORKERS;
    ring r = {.pool = pool};
    (void)pthread_mutex_init(&r.lock, NULL);
    (void)pthread_cond_init(&r.ready, NULL);
    (void)pthread_cond_init(&r.done, NULL);

    tagger_error err;
    tagger_status status = make_batches(&r, n == 1 ? 1 : BATCHES * n, &err);
    if (status == TAGGER_OK) {
        status =
            n == 1 ? run_alone(&r, inputs, report, &err) : run_workers(&r, n, inputs, report, &err);
    }
    if (status != TAGGER_OK) tg_report_stop(report, NULL, &err);
    free_batches(&r);
    (void)pthread_cond_destroy(&r.done);
    (void)pthread_cond_destroy(&r.ready);
    (void)pthread_mutex_destroy(&r.lock);
}
