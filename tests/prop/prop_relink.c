/* SPDX-License-Identifier: MIT
 *
 * prop_relink.c — links mended are links made anew.
 *
 * Two databases live through the same random history: articles come, come again
 * in another version, are copied whole or with a sentence more, go; now and then
 * somebody decides about identity. After every step one works in what changed
 * and the other begins anew. They must be the same to the last bit, step after
 * step, so that no error can hide by being mended later.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/decide.h"
#include "graph/link.h"
#include "graph/relink.h"
#include "graph/writer.h"
#include "support/graph.h"
#include "support/test.h"

enum { N_STEPS = 90, N_URIS = 160, N_NAMES = 70, MAX_MARKUP = 3000 };

static uint64_t rng = 20210731;

static unsigned below(unsigned n)
{
    rng ^= rng << 13;
    rng ^= rng >> 7;
    rng ^= rng << 17;
    return (unsigned)((rng >> 20) % n);
}

/** What is in both databases under a uri; no markup: nothing. */
typedef struct article {
    char markup[MAX_MARKUP];
    char date[16];
} article;

static article articles[N_URIS];

typedef struct history {
    tg_store *mended;
    tg_store *made;
    unsigned n_mended; /* steps that needed no new beginning */
} history;

/* ---- what happens -------------------------------------------------------------- */

static size_t put_sentence(char *out, size_t room)
{
    size_t at = 0;
    for (unsigned k = 0; k < 6 + below(8); k++)
        at += (size_t)snprintf(out + at, room - at, "%sword%u", k > 0 ? " " : "", below(300));
    for (unsigned k = 0; k < 1 + below(3); k++) {
        unsigned e = below(1 + below(N_NAMES));
        at += (size_t)snprintf(out + at, room - at, " [%c:E%u]", "poyc"[e % 4], e);
    }
    return at + (size_t)snprintf(out + at, room - at, ".%s", below(4) == 0 ? "\n\n" : " ");
}

static void draw(article *a)
{
    size_t at = 0;
    for (unsigned k = 0; k < 2 + below(6); k++)
        at += put_sentence(a->markup + at, sizeof a->markup - at);
    (void)snprintf(a->date, sizeof a->date, "2021-0%u-%02u", 1 + below(3), 1 + below(28));
    if (below(15) == 0) a->date[0] = '\0';
}

/** Some article that is there, or one without markup. */
static unsigned somewhere(void)
{
    unsigned i = below(N_URIS);
    for (unsigned k = 0; k < N_URIS && articles[i].markup[0] == '\0'; k++) i = (i + 1) % N_URIS;
    return i;
}

/** A new article, another version, or a copy of an older one, with a sentence more or without. */
static void add_one(const history *h)
{
    unsigned i = below(N_URIS);
    article *a = &articles[i];
    char uri[16];
    unsigned kind = below(10);
    draw(a);
    if (kind < 5) {
        const article *other = &articles[somewhere()];
        char date[16];
        memcpy(date, a->date, sizeof date);
        *a = *other;
        size_t n = strlen(a->markup);
        if (kind < 3 && n < MAX_MARKUP / 2) (void)put_sentence(a->markup + n, MAX_MARKUP - n);
        if (kind == 4) memcpy(a->date, date, sizeof date);
    }
    (void)snprintf(uri, sizeof uri, "u%u", i);
    const graph_article given = {uri, a->date[0] == '\0' ? NULL : a->date, a->markup};
    (void)graph_add(h->mended, "L", &given, 1);
    (void)graph_add(h->made, "L", &given, 1);
}

static void remove_one(const history *h)
{
    unsigned i = somewhere();
    char uri[16];
    bool found = false;
    int n = snprintf(uri, sizeof uri, "u%u", i);
    assert_int_equal(tg_store_remove(&found, h->mended, (tg_str){uri, (size_t)n}, NULL), TAGGER_OK);
    assert_int_equal(tg_store_remove(&found, h->made, (tg_str){uri, (size_t)n}, NULL), TAGGER_OK);
    articles[i].markup[0] = '\0';
}

/** Also about names that are not there, or not yet. */
static void decide(const history *h)
{
    static const char *const verdicts[] = {"same", "different", "ignore"};
    static const char *const types[] = {"person", "organization"};
    unsigned type = below(2);
    unsigned verdict = below(3);
    char a[32];
    char b[32];
    int n_a = snprintf(a, sizeof a, "%s:n:e%u", types[type], below(N_NAMES / 4 + 2) * 4 + type);
    int n_b = snprintf(b, sizeof b, "%s:n:e%u", types[type], below(N_NAMES / 4 + 2) * 4 + type);
    tg_decision d = {.a = {a, (size_t)n_a},
                     .verdict = {verdicts[verdict], strlen(verdicts[verdict])},
                     .at = TG_LIT("2021-07-31T00:00:00Z")};
    if (verdict < 2) d.b = (tg_str){b, (size_t)n_b};
    if (verdict < 2 && strcmp(a, b) == 0) return;
    assert_int_equal(tg_decide(h->mended, &d, NULL), TAGGER_OK);
    assert_int_equal(tg_decide(h->made, &d, NULL), TAGGER_OK);
}

static void live(const history *h, unsigned step)
{
    unsigned n = step == 0 ? 60 : below(5);
    for (unsigned k = 0; k < n; k++) add_one(h);
    for (unsigned k = 0; step > 0 && k < below(4); k++) remove_one(h);
    if (step % 12 == 11) decide(h);
}

/* ---- both ways ------------------------------------------------------------------- */

static void check(tagger_status status, const tagger_error *err)
{
    if (status != TAGGER_OK) fail_msg("%s", err->text);
}

static void link_both(history *h)
{
    tagger_error err;
    bool done = false;
    check(tg_store_begin(h->mended, &err), &err);
    check(tg_relink(&done, h->mended, &err), &err);
    check(tg_store_end(h->mended, done, &err), &err);
    if (!done) check(tg_store_link(h->mended, false, &err), &err);
    /* Now all at a time, now few. */
    check(tg_store_begin(h->made, &err), &err);
    check(tg_link_all(h->made, below(2) == 0 ? 100000 : 1 + below(300), &err), &err);
    check(tg_store_end(h->made, true, &err), &err);
    h->n_mended += done;
}

static void expect_same(const history *h, unsigned step)
{
    char *mended = graph_dump(h->mended);
    char *made = graph_dump(h->made);
    if (strcmp(mended, made) != 0) {
        size_t at = 0;
        while (mended[at] == made[at]) at++;
        while (at > 0 && mended[at - 1] != '\n') at--;
        fail_msg("step %u: mended\n%.200s\nmade anew\n%.200s", step, mended + at, made + at);
    }
    free(mended);
    free(made);
}

static void links_mended_are_links_made_anew(void **state)
{
    (void)state;
    char *folder = graph_folder();
    char *paths[] = {graph_path(folder, "mended.db"), graph_path(folder, "made.db")};
    history h = {.mended = graph_open(paths[0]), .made = graph_open(paths[1])};
    for (unsigned step = 0; step < N_STEPS; step++) {
        live(&h, step);
        link_both(&h);
        expect_same(&h, step);
    }
    assert_true(h.n_mended > N_STEPS / 2);
    /* The history had what makes it hard: stories of several, with pairs that not all have. */
    char *copies = graph_ask(h.mended, "SELECT count(*) FROM documents WHERE similarity < 1");
    assert_true(strtol(copies, NULL, 10) > 5);
    free(copies);
    tg_store_close(h.mended);
    tg_store_close(h.made);
    graph_folder_remove(folder);
    free(paths[0]);
    free(paths[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(links_mended_are_links_made_anew)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
