/* SPDX-License-Identifier: MIT
 *
 * search.h — bisection in sorted columns.
 */
#pragma once

#include <stdint.h>

/** The first of n ascending numbers that is greater than x; n when none is. */
static inline uint32_t tg_first_above(const uint32_t *sorted, uint32_t n, uint32_t x)
{
    uint32_t low = 0;
    uint32_t high = n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (sorted[middle] <= x) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
