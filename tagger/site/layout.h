/* SPDX-License-Identifier: MIT
 *
 * layout.h — where the nodes of a picture stand.
 */
#pragma once

#include "base/base.h"

typedef struct tg_layout_point {
    double x;
    double y;
} tg_layout_point;

typedef struct tg_layout_edge {
    uint32_t a; /* indices of nodes */
    uint32_t b;
    double weight; /* above 0 */
} tg_layout_edge;

/** The box that the nodes must stay in: 0 to width, 0 to height. */
typedef struct tg_layout_box {
    double width;
    double height;
} tg_layout_box;

/**
 * Place n nodes, so that linked ones are near each other and none on another.
 * The same input gives the same places.
 *
 * @param at [n] receives the places.
 * @return false when memory ran out.
 */
bool tg_layout(tg_layout_point *at, uint32_t n, const tg_layout_edge *edges, uint32_t n_edges,
               tg_layout_box box);
