/* SPDX-License-Identifier: MIT
 *
 * lines.h — text to blocks: the lines of a page, hard-wrapped ones joined
 * again, each measured once.
 */
#pragma once

#include "base/arena.h"
#include "base/base.h"

/** How a block ends, closing quotes and brackets aside. */
typedef enum tg_block_end { TG_END_OPEN, TG_END_STOP, TG_END_COLON, TG_END_DOTS } tg_block_end;

/** One paragraph, list item or short line. */
typedef struct tg_block {
    uint32_t begin; /* bytes; first byte that is not blank */
    uint32_t end;   /* bytes; after the last byte that is not blank */
    uint32_t text;  /* bytes; first byte after the bullet or heading mark, begin if there is none */
    uint32_t n_words; /* scripts without blanks: two or four characters count as a word; this and
                       * the next two are read off the first 512 bytes and scaled up */
    uint32_t n_lower; /* words that do not begin with a capital or a digit */
    uint32_t n_stops; /* sentence ends inside, before another sentence */
    uint16_t indent;  /* columns */
    uint8_t end_kind; /* tg_block_end */
    uint8_t heading;  /* level of the Markdown heading "# …" to "###### …", 0: none */
    bool bullet;      /* begins with a list mark */
    bool after_blank; /* a blank line stands before it, or nothing */
    bool bracketed;   /* only [image] or [field] marks, links and tags of Markdown */
    bool tag;         /* only a tag of the page's own build: <div> */
    bool row;         /* a menu in one line */
    bool has_year;    /* has a number of four digits */
    bool has_link;    /* has a link mark, "[12]", or a link of Markdown, "[…](…)" */
} tg_block;

/** The blocks of a text, in order; in the arena. */
typedef struct tg_blocks {
    uint32_t n;
    tg_block *at; /* [n] */
    bool flat;    /* hardly any blank lines: each text node is a line */
} tg_blocks;

/**
 * Cut a text into blocks: every byte that is not blank belongs to exactly one.
 *
 * @param text at most UINT32_MAX - 1 bytes.
 * @return TAGGER_OK or TAGGER_E_NOMEM. Time and memory O(text.n).
 */
tagger_status tg_blocks_find(tg_blocks *out, tg_arena *arena, tg_str text, tagger_error *err);
