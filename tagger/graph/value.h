/* SPDX-License-Identifier: MIT
 *
 * value.h — what goes into a statement and what comes out of one.
 */
#pragma once

#include "base/base.h"

typedef enum tg_value_kind {
    TG_VALUE_NULL,
    TG_VALUE_INT,
    TG_VALUE_REAL,
    TG_VALUE_TEXT,
    TG_VALUE_BLOB
} tg_value_kind;

/** One cell. Text and blobs are borrowed: in a row they live until the callback returns. */
typedef struct tg_value {
    tg_value_kind kind;
    int64_t i;
    double r;
    tg_str s;
} tg_value;

/** One row of an answer. */
typedef struct tg_row {
    uint32_t n;
    const char *const *name; /* [n] column names */
    const tg_value *value;   /* [n] */
} tg_row;

/** Receives the rows of an answer in order; return false to stop. */
typedef bool tg_row_fn(void *context, const tg_row *row);

/** Somebody who listens to rows. */
typedef struct tg_rows {
    tg_row_fn *fn;
    void *context;
} tg_rows;

static inline tg_value tg_null(void)
{
    return (tg_value){.kind = TG_VALUE_NULL};
}

static inline tg_value tg_int(int64_t i)
{
    return (tg_value){.kind = TG_VALUE_INT, .i = i};
}

static inline tg_value tg_real(double r)
{
    return (tg_value){.kind = TG_VALUE_REAL, .r = r};
}

/** Absent text is NULL in the database. */
static inline tg_value tg_text(tg_str s)
{
    return (tg_value){.kind = s.p == NULL ? TG_VALUE_NULL : TG_VALUE_TEXT, .s = s};
}

static inline tg_value tg_word(const char *word)
{
    return word == NULL ? tg_null() : tg_text((tg_str){word, strlen(word)});
}

static inline tg_value tg_blob(const void *p, size_t n_bytes)
{
    return (tg_value){.kind = TG_VALUE_BLOB, .s = {p, n_bytes}};
}
