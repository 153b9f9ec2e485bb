/* SPDX-License-Identifier: MIT
 *
 * sink.h — a result in one of the output formats.
 *
 * A sink turns one document into bytes, appended to a buffer; it knows no file
 * and no other document, so any thread may call it. What comes before the
 * first and after the last document (an HTML page has both) is its own too.
 */
#pragma once

#include "base/base.h"
#include "base/buf.h"
#include "base/json.h"

/** What offsets count. */
typedef enum tg_unit { TG_UNIT_CODEPOINTS, TG_UNIT_BYTES, TG_UNIT_UTF16 } tg_unit;

/** The name of a unit as it stands in a record. */
const char *tg_unit_name(tg_unit unit);

typedef struct tg_sink_options {
    tg_unit unit;
    bool spacy_labels; /* PERSON, ORG, NORP, GPE, LOC */
    bool color;        /* for a terminal */
} tg_sink_options;

/** One document, or why there is none. */
typedef struct tg_sink_doc {
    const tagger_result *result; /* NULL: see problem */
    const tagger_error *problem; /* only read without a result */
    tg_str id;                   /* only read without a result; may be absent */
    const char *path;            /* where it came from */
    const tg_json_member *extra; /* [n_extra] the caller's own fields */
    size_t n_extra;
    uint32_t n_lone; /* halves of surrogate pairs that were replaced */
} tg_sink_doc;

/** Append one document. Running out of memory shows in out->oom. */
typedef void tg_sink_doc_fn(tg_buf *out, const tg_sink_doc *doc, const tg_sink_options *options);
typedef void tg_sink_edge_fn(tg_buf *out, const tg_sink_options *options);

typedef struct tg_sink {
    const char *name;
    tg_sink_doc_fn *doc;    /* a document that was tagged */
    tg_sink_doc_fn *failed; /* or NULL: nothing is written for one that was not */
    tg_sink_edge_fn *begin; /* or NULL */
    tg_sink_edge_fn *end;   /* or NULL */
} tg_sink;

enum { TG_N_SINKS = 6 };

/** All formats, in the order "text|jsonl|conll|brat|spacy|html". */
extern const tg_sink tg_sinks[TG_N_SINKS];

/** The label of a type: ours, or spaCy's. */
const char *tg_sink_label(tagger_type type, const tg_sink_options *options);

/** Append a number and what JSON needs before it: `key` carries its comma, quotes and colon. */
static inline void tg_sink_field_uint(tg_buf *out, const char *key, uint64_t value)
{
    tg_buf_word(out, key);
    tg_buf_uint(out, value);
}

/** Append `"key":"text"`, or `"key":null` for an absent string. `key` carries
 *  its comma, quotes and colon: `,"id":`. */
static inline void tg_sink_field(tg_buf *out, const char *key, tg_str value)
{
    tg_buf_word(out, key);
    tg_json_put_opt(out, value);
}
