/* SPDX-License-Identifier: MIT
 *
 * zones.h — which part of a page a line belongs to.
 */
#pragma once

#include "base/arena.h"
#include "base/base.h"
#include "doc/cues.h"

typedef enum tg_zone {
    TG_ZONE_HEADLINE,
    TG_ZONE_DATELINE,
    TG_ZONE_BYLINE,
    TG_ZONE_LEAD, /* the first paragraph of the body */
    TG_ZONE_BODY,
    TG_ZONE_CAPTION,
    TG_ZONE_FURNITURE, /* menus, share buttons, comments, repeats */
    TG_ZONE_TEASER,    /* headlines and first words of other articles */
    TG_ZONE_FOOTER,    /* source line, copyright, what follows the article's end */
    TG_N_ZONES
} tg_zone;

/** The zones of one text, one block a row, in the arena. */
typedef struct tg_zones {
    uint32_t n;
    tagger_span *at;     /* [n] bytes; text order, disjoint; together every non-blank byte */
    uint8_t *zone;       /* [n] tg_zone */
    const char **rule;   /* [n] static name of the rule that placed it */
    uint32_t *paragraph; /* [n] running number; lines of one unfinished sentence share it */
    bool sure;           /* page furniture was found and set apart; else all is headline or body */
} tg_zones;

/** "headline", "dateline", …; never NULL for a value of tg_zone. */
const char *tg_zone_name(tg_zone zone);

/**
 * Tell the article from the page around it.
 *
 * Lines leave the article only where page furniture is clearly present
 * (out->sure). Otherwise every block is body, but for a title line and the
 * date, byline and lead that follow it.
 *
 * @param text    at most UINT32_MAX - 1 bytes of UTF-8.
 * @param n_title the first n_title bytes are a title known from elsewhere: headline; 0: none.
 *                They end where a line ends.
 * @param cues    may be shared by threads.
 * @return TAGGER_OK or TAGGER_E_NOMEM. Time and memory O(text.n).
 */
tagger_status tg_zones_find(tg_zones *out, tg_arena *arena, tg_str text, uint32_t n_title,
                            const tg_zone_cues *cues, tagger_error *err);

/** Every block body, but the first n_title bytes headline: for texts known to be clean. */
tagger_status tg_zones_all_body(tg_zones *out, tg_arena *arena, tg_str text, uint32_t n_title,
                                tagger_error *err);
