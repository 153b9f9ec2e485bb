/* SPDX-License-Identifier: MIT
 *
 * vec.h — a growable array of any type.
 *
 *     TG_VEC(uint32_t) ids = {0};
 *     if (!tg_vec_push(&ids, 7)) goto oom;
 *     tg_vec_dispose(&ids);
 */
#pragma once

#include "base/mem.h"

#define TG_VEC(type)                                                                               \
    struct {                                                                                       \
        type *at; /* [n] */                                                                        \
        size_t n;                                                                                  \
        size_t room;                                                                               \
    }

/** Make room for n elements of `size` bytes, at least doubling. @return false when memory ran out;
 *  what is in the array stays. */
static inline bool tg_vec_make_room(void **at, size_t *room, size_t n, size_t size)
{
    if (n <= *room) return true;
    size_t want = *room * 2 > n ? *room * 2 : n;
    if (want < 16) want = 16;
    if (want > SIZE_MAX / size) return false;
    void *more = tg_mem_realloc(*at, want * size);
    if (more == NULL) return false;
    *at = more;
    *room = want;
    return true;
}

/** Make room for `more` elements past the end. */
// NOLINTNEXTLINE(readability-identifier-naming): used like a function
#define tg_vec_reserve(v, more)                                                                    \
    tg_vec_make_room((void **)&(v)->at, &(v)->room, (v)->n + (more), sizeof *(v)->at)

// NOLINTNEXTLINE(readability-identifier-naming): used like a function
#define tg_vec_push(v, ...) (tg_vec_reserve(v, 1) && ((v)->at[(v)->n++] = (__VA_ARGS__), true))

// NOLINTNEXTLINE(readability-identifier-naming): used like a function
#define tg_vec_dispose(v) (tg_mem_free((v)->at), (void)memset((v), 0, sizeof *(v)))
