/* SPDX-License-Identifier: MIT
 *
 * layout.c — springs and charges, after Fruchterman and Reingold (1991).
 *
 * Nodes near each other push each other away with k²/d, links pull with d²/k,
 * and a weak pull to the middle keeps parts that no link joins from flying off. Each round
 * a node moves as it is pushed, but no further than the temperature, which
 * falls. k is the distance at which a push and a pull balance; the room is
 * worked in units of it and fitted into the box at the end.
 *
 * Only the four operations and the square root are used, which every machine
 * rounds alike; the first places come from a fixed generator.
 */
#include "site/layout.h"

#include <math.h>

#include "base/mem.h"

enum { ROUNDS = 400 };

static const double gravity = 0.12; /* pull to the middle, per k of distance */
static const double far = 5;        /* k: no push beyond, so that parts stay together */
static const double nearest = 0.01; /* of k: nodes on one place still part */

static double next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005U + 1442695040888963407U;
    return (double)(*state >> 33) / 2147483648.0;
}

/** Begin in a square with room for all. */
static void scatter(tg_layout_point *at, uint32_t n)
{
    uint64_t state = 20210731;
    double side = sqrt((double)n);
    for (uint32_t i = 0; i < n; i++) {
        at[i].x = (next_random(&state) - 0.5) * side;
        at[i].y = (next_random(&state) - 0.5) * side;
    }
}

static double length(double x, double y)
{
    double d = sqrt(x * x + y * y);
    return d > nearest ? d : nearest;
}

static void push_apart(tg_layout_point *force, const tg_layout_point *at, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = i + 1; j < n; j++) {
            double x = at[i].x - at[j].x;
            double y = at[i].y - at[j].y;
            double d = length(x, y);
            if (d > far) continue;
            double f = 1 / (d * d);
            force[i].x += x * f;
            force[i].y += y * f;
            force[j].x -= x * f;
            force[j].y -= y * f;
        }
    }
}

/** The strongest link pulls twice as hard as a very weak one. */
static void pull_together(tg_layout_point *force, const tg_layout_point *at,
                          const tg_layout_edge *edges, uint32_t n_edges)
{
    double strongest = 0;
    for (uint32_t i = 0; i < n_edges; i++) {
        if (edges[i].weight > strongest) strongest = edges[i].weight;
    }
    for (uint32_t i = 0; i < n_edges; i++) {
        const tg_layout_edge *e = &edges[i];
        double x = at[e->a].x - at[e->b].x;
        double y = at[e->a].y - at[e->b].y;
        double f = length(x, y) * (0.5 + 0.5 * e->weight / strongest);
        force[e->a].x -= x * f;
        force[e->a].y -= y * f;
        force[e->b].x += x * f;
        force[e->b].y += y * f;
    }
}

static void move(tg_layout_point *at, const tg_layout_point *force, uint32_t n, double furthest)
{
    for (uint32_t i = 0; i < n; i++) {
        double x = force[i].x - at[i].x * gravity;
        double y = force[i].y - at[i].y * gravity;
        double d = length(x, y);
        double step = d < furthest ? d : furthest;
        at[i].x += x / d * step;
        at[i].y += y / d * step;
    }
}

typedef struct bounds {
    double low;
    double high;
} bounds;

static void widen(bounds *b, double v)
{
    if (v < b->low) b->low = v;
    if (v > b->high) b->high = v;
}

static double fitted(bounds b, double v, double room)
{
    return b.high > b.low ? (v - b.low) / (b.high - b.low) * room : room / 2;
}

static void fit(tg_layout_point *at, uint32_t n, tg_layout_box box)
{
    bounds x = {at[0].x, at[0].x};
    bounds y = {at[0].y, at[0].y};
    for (uint32_t i = 0; i < n; i++) {
        widen(&x, at[i].x);
        widen(&y, at[i].y);
    }
    for (uint32_t i = 0; i < n; i++) {
        at[i].x = fitted(x, at[i].x, box.width);
        at[i].y = fitted(y, at[i].y, box.height);
    }
}

bool tg_layout(tg_layout_point *at, uint32_t n, const tg_layout_edge *edges, uint32_t n_edges,
               tg_layout_box box)
{
    if (n == 0) return true;
    tg_layout_point *force = tg_mem_alloc(n * sizeof *force);
    if (force == NULL) return false;
    scatter(at, n);
    double hottest = sqrt((double)n) / 5;
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t i = 0; i < n; i++) force[i] = (tg_layout_point){0, 0};
        push_apart(force, at, n);
        pull_together(force, at, edges, n_edges);
        move(at, force, n, hottest * (ROUNDS - round) / ROUNDS);
    }
    fit(at, n, box);
    tg_mem_free(force);
    return true;
}
