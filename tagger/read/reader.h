/* SPDX-License-Identifier: MIT
 *
 * reader.h — the next raw article of a file or stream.
 *
 * A reader knows a format and nothing else: bytes come out as they went in,
 * for the engine decides the encoding of each article. What cannot be read is
 * an item too, with its problem in it, so that it is told in its place and
 * the run goes on.
 */
#pragma once

#include "base/arena.h"
#include "base/base.h"
#include "base/json.h"
#include "read/map.h"

typedef enum tg_format {
    TG_FORMAT_AUTO, /* by the ending of the name, else by the first byte that is no blank */
    TG_FORMAT_TEXT, /* a file is one article */
    TG_FORMAT_JSONL /* a line is one JSON object */
} tg_format;

typedef struct tg_read_options {
    tg_format format;
    tg_map map;
    uint64_t max_doc; /* bytes; longer lines and files are refused */
} tg_read_options;

/** One article as it came, or what was wrong with it. All of it lives in the
 *  arena given to tg_reader_next(), but for `path`. */
typedef struct tg_raw {
    tagger_article article;
    const tg_json_member *extra; /* [n_extra] members that the article does not hold itself */
    size_t n_extra;
    const char *path;     /* as the reader was opened with; "-" for standard input */
    uint32_t line;        /* 1-based in the file; 0: the file is the article */
    uint32_t n_lone;      /* halves of surrogate pairs replaced by U+FFFD */
    tagger_error problem; /* status TAGGER_OK: a good article */
} tg_raw;

typedef struct tg_reader tg_reader;

/**
 * Open a path, "-" being standard input, and find out its format.
 *
 * @param path    must outlive the reader and all it gives.
 * @param options must outlive the reader.
 * @return E_IO; E_DATA for what is compressed or a JSON array, with what to do about it.
 */
TAGGER_MUST_CHECK tagger_status tg_reader_open(tg_reader **out, const char *path,
                                               const tg_read_options *options, tagger_error *err);
void tg_reader_close(tg_reader *reader);

/**
 * Read the next article; *more is false at the end.
 *
 * A text file gives one article with its path as id; standard input, and a
 * record without an id, none: see tg_raw_identify().
 *
 * @return E_IO or E_NOMEM when reading cannot go on.
 */
TAGGER_MUST_CHECK tagger_status tg_reader_next(tg_reader *reader, tg_arena *arena, tg_raw *raw,
                                               bool *more, tagger_error *err);

/** Whether the next call may have to wait for a slow writer. */
bool tg_reader_would_wait(const tg_reader *reader);

/** Give an article without an id one: the first 32 hex digits of SHA-256 of
 *  its URL, else of path and line, and of its text. @return E_NOMEM. */
TAGGER_MUST_CHECK tagger_status tg_raw_identify(tg_raw *raw, tg_arena *arena, tagger_error *err);
