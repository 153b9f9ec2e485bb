/* SPDX-License-Identifier: MIT
 *
 * document.h — the bytes of an article to well-formed text.
 */
#pragma once

#include "base/arena.h"
#include "base/base.h"

/** An article as text; everything in the document's arena. */
typedef struct tg_document {
    tg_str text;         /* UTF-8: title, blank line, body; or the body alone */
    uint32_t n_title;    /* bytes of `text` that are a title put before the body; 0 = none */
    uint32_t body_begin; /* bytes; where the caller's text begins */
    tg_str id;
    tg_str title;
    tg_str date; /* as given */
    tg_str url;
    tg_str lang;
    tg_str source;
    const char *encoding; /* "utf-8" or "windows-1252"; static */
    uint32_t n_bad_bytes; /* ill-formed parts replaced by U+FFFD */
} tg_document;

/**
 * Decode an article and copy what is kept of it.
 *
 * A byte-order mark is dropped; valid UTF-8 is taken as it is; a title and text with multi-byte
 * sequences and under 1 % ill-formed bytes are UTF-8 with U+FFFD for each ill-formed part (Unicode
 * 15, §3.9, maximal subparts), counted; anything else is Windows-1252, and so are the fields beside
 * it that are no UTF-8. A title that the text does not open with is put before it.
 *
 * @return E_DATA when the text is over `max_doc` bytes or binary (over 1 % NUL, or a NUL and over
 * 3 % other controls); E_NOMEM.
 */
tagger_status tg_document_read(tg_document *out, tg_arena *arena, const tagger_article *article,
                               uint64_t max_doc, tagger_error *err);
