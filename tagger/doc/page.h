/* SPDX-License-Identifier: MIT
 *
 * page.h — what zones.c and headline.c know of a page while they read it.
 */
#pragma once

#include "doc/cues.h"
#include "doc/lines.h"
#include "doc/zones.h"

/** What a block looks like by itself. */
enum kind {
    JUNK,     /* no words, or only [marks] */
    SHORT,    /* a label, a headline, a menu item */
    SENTENCE, /* short, but it ends like a sentence */
    LONG,     /* many words, but no end */
    PROSE     /* long and ends like a sentence */
};

/* Cues of page furniture; credits, bylines and date lines belong to the article. */
#define FURNITURE_CUES                                                                             \
    (TG_CUE_BIT(TG_CUE_MENU) | TG_CUE_BIT(TG_CUE_SHARE) | TG_CUE_BIT(TG_CUE_COOKIE) |              \
     TG_CUE_BIT(TG_CUE_MORE) | TG_CUE_BIT(TG_CUE_RELATED) | TG_CUE_BIT(TG_CUE_LATEST) |            \
     TG_CUE_BIT(TG_CUE_COMMENTS) | TG_CUE_BIT(TG_CUE_FOOTER) | TG_CUE_BIT(TG_CUE_SUBSCRIBE) |      \
     TG_CUE_BIT(TG_CUE_AD) | TG_CUE_BIT(TG_CUE_MEDIA))

typedef struct tg_block_mark {
    uint32_t cues;   /* TG_CUE_BIT set, 0 of a block of more than CUE_WORDS */
    uint32_t key;    /* tg_block_key(), counted only for what may be a page */
    uint32_t twin;   /* how many blocks have the same words, this one included */
    float points;    /* for (+) or against (-) the article */
    uint8_t kind;    /* enum kind */
    bool is_repeat;  /* the same words stood above */
    bool is_date;    /* short and holds a date */
    bool is_consent; /* long and asks for consent to cookies; only of what may be a page */
} tg_block_mark;

typedef struct tg_page {
    tg_str text;
    const tg_zone_cues *cues;
    const tg_block *block; /* [n] */
    tg_block_mark *mark;   /* [n] */
    uint32_t n;
    uint32_t begin; /* body: blocks [begin, end) */
    uint32_t end;
    uint32_t headline; /* block; n: none */
    tg_zones *out;
} tg_page;

enum {
    CUE_WORDS = 30, /* in a longer block a cue is only a word */
    TITLE_WORDS = 30
};

static inline tg_str block_text(const tg_page *g, uint32_t i)
{
    const tg_block *b = &g->block[i];
    return (tg_str){.p = g->text.p + b->text, .n = b->end - b->text};
}

static inline bool has_furniture_cue(const tg_page *g, uint32_t i)
{
    return (g->mark[i].cues & FURNITURE_CUES) != 0 && g->block[i].n_words <= CUE_WORDS;
}

static inline bool is_byline(const tg_page *g, uint32_t i)
{
    const tg_block *b = &g->block[i];
    if ((g->mark[i].cues & TG_CUE_BIT(TG_CUE_BYLINE)) == 0) return false;
    return b->n_words >= 2 && b->n_words <= 14 && b->n_lower <= b->n_words / 2 &&
           b->end_kind != TG_END_STOP;
}

/** "Published on 3 May", "Tuesday 14 March, 21:40": a date without its year. */
static inline bool is_date_cue(const tg_page *g, uint32_t i)
{
    return (g->mark[i].cues & TG_CUE_BIT(TG_CUE_DATELINE)) != 0 && g->mark[i].kind == SHORT &&
           g->block[i].n_words <= 14;
}

/** Find the best line above the body, of equal ones the last: g->headline. */
void tg_headline_find(tg_page *g);
