/* SPDX-License-Identifier: MIT
 *
 * test_kill.c — kill -9 while a database is written to.
 *
 * A child does the work and is killed at a chosen point: at the n-th step of
 * the SQL machine, or in the n-th write to a file, of which only half arrives.
 * A first run without a kill counts both, and then the points are spread over
 * all of it: computing, the journal, the commit, folding the journal in.
 *
 * Afterwards the database holds all that was committed before, whole; and doing
 * the work again leads to the same, to the last bit, as work never killed.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "graph/link.h"
#include "graph/sql.h"
#include "graph/writer.h"
#include "support/graph.h"
#include "support/test.h"

enum { N_ARTICLES = 60, N_FIRST = 40, N_POINTS = 14, A_BATCH = 7, MAX_MARKUP = 1500 };

typedef enum unit { STEPS, WRITES, N_UNITS } unit;

/** Shared by parent and child. */
typedef struct board {
    uint64_t n[N_UNITS];       /* counted so far */
    uint64_t kill_at[N_UNITS]; /* 0 = never */
    uint32_t n_committed;      /* articles that the child knows are safe */
} board;

static board *shared;
static graph_article articles[N_ARTICLES];

/* ---- the child ------------------------------------------------------------------ */

static bool is_due(unit u)
{
    return ++shared->n[u] == shared->kill_at[u];
}

static int on_step(void *context)
{
    (void)context;
    if (is_due(STEPS)) (void)raise(SIGKILL);
    return 0;
}

typedef ssize_t write_at(int fd, const void *bytes, size_t n, off_t at);

static write_at *real_write;

static ssize_t on_write(int fd, const void *bytes, size_t n, off_t at)
{
    if (!is_due(WRITES)) return real_write(fd, bytes, n, at);
    (void)real_write(fd, bytes, n / 2, at);
    (void)raise(SIGKILL);
    return -1;
}

/** Let SQLite write through on_write(): it has a door for that. */
static void watch_writes(void)
{
    static const char *const names[] = {"pwrite", "pwrite64"};
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        sqlite3_syscall_ptr call = vfs->xGetSystemCall(vfs, names[i]);
        if (call == NULL) continue;
        real_write = (write_at *)call;
        (void)vfs->xSetSystemCall(vfs, names[i], (sqlite3_syscall_ptr)on_write);
    }
}

typedef tagger_status work(tg_store *store, tagger_error *err);

static tagger_status link_changes(tg_store *store, tagger_error *err)
{
    return tg_store_link(store, false, err);
}

static tagger_status link_whole(tg_store *store, tagger_error *err)
{
    return tg_store_link(store, true, err);
}

static tagger_status add_article(tg_writer *w, uint32_t i, tagger_error *err)
{
    tagger_result *r = fake_result(articles[i].uri, articles[i].date, articles[i].markup);
    tagger_article article = fake_article(r);
    tg_document_key key;
    bool has = false;
    tg_document_key_make(&key, &article);
    tagger_status status = tg_writer_has(&has, w, &key, err);
    if (status == TAGGER_OK && !has) status = tg_writer_add(w, &key, r, err);
    fake_result_free(r);
    return status;
}

static tagger_status add_all(tg_store *store, tagger_error *err)
{
    tg_run run = {.version = TG_LIT("test"),
                  .command = TG_LIT("add"),
                  .lists = TG_LIT("test"),
                  .lists_sha256 = TG_LIT("L")};
    tg_writer *w = NULL;
    TG_TRY(tg_writer_open(&w, store, &run, err));
    tagger_status status = TAGGER_OK;
    for (uint32_t i = 0; i < N_ARTICLES && status == TAGGER_OK; i++) {
        status = add_article(w, i, err);
        if (i % A_BATCH < A_BATCH - 1 || status != TAGGER_OK) continue;
        status = tg_writer_commit(w, err);
        shared->n_committed = i + 1;
    }
    tagger_status closed = tg_writer_close(w, err);
    return status == TAGGER_OK ? closed : status;
}

/** Do the work in a child. @return was it killed? */
static bool run(const char *path, work *do_it, unit u, uint64_t kill_at)
{
    memset(shared, 0, sizeof *shared);
    shared->kill_at[u] = kill_at;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        tg_store *store = NULL;
        watch_writes();
        if (tg_store_open(&store, path, TG_STORE_CREATE, NULL) != TAGGER_OK) _exit(3);
        sqlite3_progress_handler(store->db, 1, on_step, NULL);
        if (do_it(store, NULL) != TAGGER_OK) _exit(4);
        tg_store_close(store);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status)) {
        assert_int_equal(WTERMSIG(status), SIGKILL);
        return true;
    }
    assert_int_equal(WEXITSTATUS(status), 0);
    return false;
}

/* ---- the parent ----------------------------------------------------------------- */

static void copy_file(const char *from, const char *to)
{
    static const char *const beside[] = {"-wal", "-shm", "-journal"};
    char name[512];
    char buf[65536];
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        (void)snprintf(name, sizeof name, "%s%s", to, beside[i]);
        (void)unlink(name);
    }
    (void)unlink(to);
    FILE *in = from == NULL ? NULL : fopen(from, "rb");
    if (in == NULL) return;
    FILE *out = fopen(to, "wb");
    assert_non_null(out);
    for (size_t n = 1; n > 0;) {
        n = fread(buf, 1, sizeof buf, in);
        assert_int_equal(fwrite(buf, 1, n, out), n);
    }
    (void)fclose(in);
    assert_int_equal(fclose(out), 0);
}

static char *dump(const char *path)
{
    tg_store *store = graph_open(path);
    char *text = graph_dump(store);
    graph_expect(store, "PRAGMA integrity_check", "ok\n");
    tg_store_close(store);
    return text;
}

static char *ask(const char *path, const char *sql)
{
    tg_store *store = graph_open(path);
    char *text = graph_ask(store, sql);
    tg_store_close(store);
    return text;
}

typedef struct fixture {
    char *folder;
    char *base; /* the database before the work */
    char *path; /* that is worked on */
} fixture;

/** Kill at many points. `check` looks at what is left; then the work is done in peace. */
static void kill_often(const fixture *f, const char *base, work *do_it,
                       void (*check)(const fixture *, const char *wanted))
{
    copy_file(base, f->path);
    assert_false(run(f->path, do_it, STEPS, 0));
    uint64_t all[N_UNITS] = {shared->n[STEPS], shared->n[WRITES]};
    char *wanted = dump(f->path);
    assert_true(all[WRITES] > N_POINTS);
    for (unit u = STEPS; u < N_UNITS; u++) {
        for (uint64_t i = 0; i < N_POINTS; i++) {
            copy_file(base, f->path);
            assert_true(run(f->path, do_it, u, 1 + (all[u] - 1) * i / (N_POINTS - 1)));
            check(f, wanted);
            assert_false(run(f->path, do_it, STEPS, 0));
            char *got = dump(f->path);
            assert_string_equal(got, wanted);
            free(got);
        }
    }
    free(wanted);
}

/** Either all of the links are there or it is as if nobody had begun. */
static void links_are_old_or_new(const fixture *f, const char *wanted)
{
    char *before = dump(f->base);
    char *after = dump(f->path);
    if (strcmp(after, wanted) != 0) assert_string_equal(after, before);
    free(before);
    free(after);
}

static void committed_articles_are_there(const fixture *f, const char *wanted)
{
    (void)wanted;
    uint32_t n_committed = shared->n_committed;
    char *n = ask(f->path, "SELECT count(*) FROM documents");
    assert_true(strtoul(n, NULL, 10) >= n_committed);
    free(n);
    char *whole = dump(f->path); /* checks the file, too */
    free(whole);
}

static void a_killed_link_loses_nothing(void **state)
{
    const fixture *f = *state;
    tg_store *store = graph_open(f->base);
    graph_add(store, "L", articles, N_ARTICLES);
    tg_store_close(store);
    kill_often(f, f->base, link_whole, links_are_old_or_new);
}

static void a_killed_link_of_changes_loses_nothing(void **state)
{
    const fixture *f = *state;
    bool found = false;
    tg_store *store = graph_open(f->base);
    graph_add(store, "L", articles, N_FIRST);
    assert_int_equal(tg_store_link(store, true, NULL), TAGGER_OK);
    graph_add(store, "L", articles + N_FIRST, 8);
    assert_int_equal(tg_store_remove(&found, store, TG_LIT("u3"), NULL), TAGGER_OK);
    tg_store_close(store);
    kill_often(f, f->base, link_changes, links_are_old_or_new);
}

static void a_killed_add_loses_nothing_committed(void **state)
{
    const fixture *f = *state;
    kill_often(f, NULL, add_all, committed_articles_are_there);
}

/* ---- articles -------------------------------------------------------------------- */

static void draw_articles(void)
{
    static char markups[N_ARTICLES][MAX_MARKUP];
    static char uris[N_ARTICLES][8];
    uint32_t seed = 1;
    for (uint32_t i = 0; i < N_ARTICLES; i++) {
        size_t at = 0;
        for (uint32_t k = 0; k < 14; k++) {
            seed = seed * 1664525 + 1013904223;
            at += (size_t)snprintf(markups[i] + at, MAX_MARKUP - at, "[%c:N%u] told word%u to us. ",
                                   "poyc"[seed >> 16 & 3], (seed >> 20) % 30, seed >> 22);
        }
        (void)snprintf(uris[i], sizeof uris[i], "u%u", i);
        articles[i] = (graph_article){uris[i], "2021-07-31", markups[i]};
    }
}

static int set_up(void **state)
{
    fixture *f = malloc(sizeof *f);
    f->folder = graph_folder();
    f->base = graph_path(f->folder, "base.db");
    f->path = graph_path(f->folder, "work.db");
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    graph_folder_remove(f->folder);
    free(f->base);
    free(f->path);
    free(f);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_killed_link_loses_nothing),
        TEST(a_killed_link_of_changes_loses_nothing),
        TEST(a_killed_add_loses_nothing_committed),
    };
    FILE *file = tmpfile(); /* a page of memory that parent and child share */
    if (file == NULL || ftruncate(fileno(file), sizeof *shared) != 0) return 99;
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fileno(file), 0);
    if (shared == MAP_FAILED) return 99;
    draw_articles();
    int n_failed = cmocka_run_group_tests(tests, NULL, NULL);
    (void)fclose(file);
    return n_failed;
}
