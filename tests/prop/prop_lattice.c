/* SPDX-License-Identifier: MIT
 *
 * prop_lattice.c — the best disjoint set and its probabilities, against trying every set.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "prop/prop.h"
#include "resolve/lattice.h"
#include "support/test.h"

enum { MOST = 12 };

typedef struct twin {
    double best;                 /* total of the best set */
    double z;                    /* sum of exp(total) over all sets */
    double p[MOST][TG_N_LABELS]; /* sum of exp(total) over the sets that hold (span, label) */
} twin;

/** Try every choice for candidate i and those behind it; `end` is where the last one taken ends. */
// NOLINTNEXTLINE(misc-no-recursion) a dumb twin tries all, at most six deep
static void try_all(twin *t, const tg_lattice *l, uint32_t i, uint32_t end, double total,
                    int *label)
{
    const tg_candidates *c = l->candidates;
    if (i == c->n) {
        if (total > t->best) t->best = total;
        t->z += exp(total);
        for (uint32_t k = 0; k < c->n; k++) {
            if (label[k] >= 0) t->p[k][label[k]] += exp(total);
        }
        return;
    }
    label[i] = -1;
    try_all(t, l, i + 1, end, total, label);
    if (c->at[i].begin < end) return;
    for (int k = 0; k < TG_N_LABELS; k++) {
        label[i] = k;
        try_all(t, l, i + 1, c->at[i].end, total + (double)l->score[i][k], label);
    }
    label[i] = -1;
}

/** Candidates of up to 4 tokens from the bytes; only two labels differ from "never". */
static void fill(tg_candidates *out, tg_arena *arena, const char *bytes, size_t n)
{
    *out = (tg_candidates){0};
    for (size_t i = 0; i + 1 < n && out->n < 6; i += 2) {
        uint32_t begin = (uint32_t)(bytes[i] - 'a') % 9;
        uint32_t length = 1 + (uint32_t)(bytes[i + 1] - 'a') % 4;
        tg_candidates_add(out, arena, (tg_candidate){.begin = begin, .end = begin + length});
    }
}

static bool picks_as_trying_all_does(const char *bytes, size_t n)
{
    tg_arena arena = TG_ARENA_INIT;
    tg_candidates c;
    tg_lattice l;
    fill(&c, &arena, bytes, n);
    bool same = tg_candidates_seal(&c, &arena, NULL) == TAGGER_OK &&
                tg_lattice_new(&l, &arena, &c, NULL) == TAGGER_OK;
    for (uint32_t i = 0; same && i < c.n; i++) {
        for (uint32_t k = 0; k < TG_N_LABELS; k++) {
            l.score[i][k] = (float)((bytes[(i + 3 * k) % n] * 7 + (int)k) % 11) - 5.5F;
        }
    }
    tg_labelled best[MOST];
    uint32_t picked[MOST];
    float p[MOST][TG_N_LABELS];
    uint32_t n_best = 0;
    same = same && tg_lattice_best(&l, &arena, best, picked, &n_best, NULL) == TAGGER_OK &&
           tg_lattice_marginals(&l, &arena, p, NULL) == TAGGER_OK;
    if (same) {
        twin t = {0};
        int label[MOST];
        double total = 0;
        try_all(&t, &l, 0, 0, 0, label);
        for (uint32_t i = 0; i < n_best; i++) {
            total += (double)l.score[picked[i]][best[i].label];
            same = same && (i == 0 || best[i].begin >= best[i - 1].end);
        }
        same = same && fabs(total - t.best) < 1e-4;
        for (uint32_t i = 0; i < c.n; i++) {
            for (uint32_t k = 0; k < TG_N_LABELS; k++) {
                same = same && fabs((double)p[i][k] - t.p[i][k] / t.z) < 1e-3;
            }
        }
    }
    tg_arena_dispose(&arena);
    return same;
}

static void the_best_set_is_that_of_trying_all(void **state)
{
    (void)state;
    assert_true(prop_bytes("lattice", picks_as_trying_all_does, "abcdefghijklm", 12, 150));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_set_is_that_of_trying_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
