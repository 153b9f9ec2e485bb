/* SPDX-License-Identifier: MIT
 *
 * json.h — JSON in and out, without a tree.
 *
 * Reading walks the members of one object. Every byte is checked (RFC 8259),
 * but nothing is built: a value is the run of input bytes that spells it, so
 * a field nobody asked for costs one pass and can be handed on byte for byte.
 * Writing appends to a buffer.
 */
#pragma once

#include "base/base.h"
#include "base/buf.h"

/** Deeper nesting than this is refused. */
enum { TG_JSON_MAX_DEPTH = 256 };

typedef enum tg_json_kind {
    TG_JSON_NULL,
    TG_JSON_BOOL,
    TG_JSON_NUMBER,
    TG_JSON_STRING,
    TG_JSON_ARRAY,
    TG_JSON_OBJECT
} tg_json_kind;

/** One value as it is spelt in the input; borrowed from it. */
typedef struct tg_json_value {
    tg_json_kind kind;
    bool escaped; /* a string that holds a backslash */
    tg_str raw;   /* with its quotes or brackets */
} tg_json_value;

/** A name and its value. */
typedef struct tg_json_member {
    tg_json_value name;
    tg_json_value value;
} tg_json_member;

/** A walk over the members of one object. */
typedef struct tg_json_walk {
    const char *begin;
    const char *at;
    const char *end;
    bool first; /* no member was read yet */
} tg_json_walk;

/**
 * Start at the object that `text` holds.
 * @return E_DATA with the column when it holds anything else.
 */
TAGGER_MUST_CHECK tagger_status tg_json_open(tg_json_walk *walk, tg_str text, tagger_error *err);

/**
 * Read the next member; *more is false past the last one, after checking that
 * nothing but blanks follows the object. Strings may hold ill-formed UTF-8,
 * since the encoding is decided per article; control bytes may not stand bare.
 *
 * @return E_DATA with the 1-based byte column of the fault in `text`.
 */
TAGGER_MUST_CHECK tagger_status tg_json_next(tg_json_walk *walk, tg_json_member *member, bool *more,
                                             tagger_error *err);

/** The same for the items of an array; what follows its closing bracket is not looked at. */
TAGGER_MUST_CHECK tagger_status tg_json_open_array(tg_json_walk *walk, tg_str text,
                                                   tagger_error *err);
TAGGER_MUST_CHECK tagger_status tg_json_next_item(tg_json_walk *walk, tg_json_value *item,
                                                  bool *more, tagger_error *err);

/** The bytes between the quotes, escapes as they stand. */
static inline tg_str tg_json_inside(tg_json_value string)
{
    return (tg_str){.p = string.raw.p + 1, .n = string.raw.n - 2};
}

/**
 * Resolve the escapes of a checked string (its tg_json_inside()) into `out`,
 * which has room for as many bytes and may be the string itself.
 * "\u0000" becomes a NUL byte; half a surrogate pair U+FFFD, added to *n_lone.
 * @return the length in bytes.
 */
size_t tg_json_unescape(char *out, tg_str inside, uint32_t *n_lone);

/** Find the value at a dotted path ("thread.title") below a checked object.
 *  @return false when there is none. */
bool tg_json_find(tg_str object, tg_str path, tg_json_value *value);

/** Append well-formed UTF-8 as a string with quotes. */
void tg_json_put(tg_buf *buf, tg_str text);

/** Append any bytes as a string with quotes; ill-formed bytes become U+FFFD. */
void tg_json_put_any(tg_buf *buf, tg_str bytes);

/** Append raw JSON, checked before; ill-formed bytes become U+FFFD.
 *  @return false when there were such. */
bool tg_json_put_raw(tg_buf *buf, tg_str raw);

/** Append `null` for an absent string, else the string. */
void tg_json_put_opt(tg_buf *buf, tg_str text);
