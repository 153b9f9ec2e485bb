/* SPDX-License-Identifier: MIT
 *
 * cues.h — the words that give page furniture away ("Share article", "Lees
 * meer", "Alle Rechte vorbehalten"), read from a table and looked up in lines.
 */
#pragma once

#include "base/base.h"

/** What a cue says about the line it stands in. */
typedef enum tg_cue {
    TG_CUE_MENU,      /* navigation, log in, search, accessibility */
    TG_CUE_SHARE,     /* social networks, print, e-mail this */
    TG_CUE_COOKIE,    /* consent banners */
    TG_CUE_MORE,      /* read more, continue reading, view all */
    TG_CUE_RELATED,   /* heads of lists tied to the article */
    TG_CUE_LATEST,    /* heads of lists of other articles */
    TG_CUE_COMMENTS,  /* heads and tools of reader comments */
    TG_CUE_CREDIT,    /* photo credits */
    TG_CUE_BYLINE,    /* By, Door, Par, Von … */
    TG_CUE_DATELINE,  /* Published, Last updated … */
    TG_CUE_FOOTER,    /* rights reserved, terms, imprint */
    TG_CUE_SUBSCRIBE, /* newsletters, paywalls, apps */
    TG_CUE_AD,        /* advertisement */
    TG_CUE_MEDIA,     /* players, galleries, scripts */
    TG_CUE_KICKER,    /* what kind of text follows: a press release, an analysis */
    TG_N_CUES
} tg_cue;

/** A set of cues, one bit each. */
#define TG_CUE_BIT(cue) (1u << (cue))

/** A parsed cue table: immutable, may be shared by threads. */
typedef struct tg_zone_cues tg_zone_cues;

/**
 * Parse a cue table: tab-separated, first line "cue	class	match	lang".
 * class is a name of tg_cue in lower case; match is whole, start, end or any: where in
 * a line the cue counts, always on word edges. Case, kinds of quotes and runs of blanks are
 * ignored. Empty lines and lines that begin with '#' are passed over.
 *
 * @param out  receives a new object; free it with tg_zone_cues_free().
 *             NULL on failure.
 * @param tsv  the bytes of the table; not kept after the call.
 * @param name names the table in errors, which read "name:line: reason".
 */
tagger_status tg_zone_cues_new(tg_zone_cues **out, tg_str tsv, const char *name, tagger_error *err);

/** Free a table; NULL is allowed. */
void tg_zone_cues_free(tg_zone_cues *cues);

/** The classes of all cues found in a line. Only its first bytes are read: 240
 *  of a short line, 80 of one that is longer than that. */
uint32_t tg_zone_cues_match(const tg_zone_cues *cues, tg_str line);
