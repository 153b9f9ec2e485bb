/* SPDX-License-Identifier: MIT
 *
 * headline.c — which line above the body is its headline.
 *
 * It shares words with the body, stands apart from what is around it, is said
 * twice on many pages (in the title and in the article), and a date or a byline
 * follows. What counts against a line is how much text lies between it and
 * the body.
 */
#include "doc/page.h"

#include <string.h>

enum { SCAN_UP = 80 }; /* blocks above the body in which the headline is looked for */

/** A set of words, kept as one bit each of their hashed first letters. */
struct words {
    uint64_t bit[64];
};

enum { STEM = 6 };

/** Call `on` for the hash of each word of four letters or more; the count of words it holds for. */
static uint32_t each_word(tg_str s, struct words *set, bool add, uint32_t *n_words)
{
    uint32_t n_hits = 0;
    *n_words = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t h = 2166136261u;
        size_t begin = i;
        for (; i < s.n; i++) {
            unsigned char c = (unsigned char)s.p[i] | 0x20;
            if (c < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) break;
            if (i - begin < STEM) h = (h ^ c) * 16777619u;
        }
        if (i - begin >= 4) {
            h ^= h >> 15;
            uint64_t bit = UINT64_C(1) << (h & 63);
            uint64_t *word = &set->bit[(h >> 6) & 63];
            n_hits += (*word & bit) != 0;
            if (add) *word |= bit;
            (*n_words)++;
        }
        if (i == begin) i++;
    }
    return n_hits;
}

static void words_of_body(const tg_page *g, struct words *set)
{
    enum { N_BLOCKS = 8, N_BYTES = 600 };
    *set = (struct words){{0}};
    uint32_t n;
    uint32_t last = g->end - g->begin < N_BLOCKS ? g->end : g->begin + N_BLOCKS;
    for (uint32_t i = g->begin; i < last; i++) {
        tg_str s = block_text(g, i);
        if (g->mark[i].kind < SENTENCE) continue;
        if (s.n > N_BYTES) s.n = N_BYTES;
        (void)each_word(s, set, true, &n);
    }
}

static bool can_be_headline(const tg_page *g, uint32_t i)
{
    const tg_block *b = &g->block[i];
    const tg_block_mark *m = &g->mark[i];
    return b->n_words >= 2 && b->n_words <= TITLE_WORDS && m->kind != JUNK && !m->is_date &&
           b->end_kind != TG_END_DOTS && !is_byline(g, i) && !has_furniture_cue(g, i) &&
           (m->cues & (TG_CUE_BIT(TG_CUE_CREDIT) | TG_CUE_BIT(TG_CUE_KICKER))) == 0;
}

/** Is the block set apart by blank lines, or is it one of a list? */
static float setting_points(const tg_page *g, uint32_t i)
{
    const tg_block *b = &g->block[i];
    bool before_blank = i + 1 == g->n || b[1].after_blank;
    float p = (b->after_blank ? 0.5F : 0) + (before_blank ? 0.5F : 0);
    if (b->bullet) p -= 2;
    /* A form field, somebody's account. */
    tg_str s = block_text(g, i);
    if (memchr(s.p, '[', s.n) != NULL || memchr(s.p, '@', s.n) != NULL) p -= 2;
    return p;
}

static float headline_points(const tg_page *g, uint32_t i, struct words *set)
{
    const tg_block *b = &g->block[i];
    uint32_t n_words;
    uint32_t n_hits = each_word(block_text(g, i), set, false, &n_words);
    float p = 6.0F * (float)n_hits / (float)(n_words + 3) + setting_points(g, i);
    if (g->mark[i].twin > 1) p += 1;
    if (b->heading == 1) p += 2;
    if (b->n_words < 3) p -= 1;
    if (b->end_kind == TG_END_STOP) p -= 0.5F;
    if (g->mark[i].kind == PROSE) p -= 1.5F;
    if (is_date_cue(g, i)) p -= 3;
    for (uint32_t k = i + 1; k < g->begin && k < i + 4; k++) {
        bool date = g->block[k].has_year && g->block[k].n_words <= 10;
        if (date || is_date_cue(g, k) || is_byline(g, k)) return p + 1.5F;
    }
    return p;
}

/** How much the block takes away from the headlines above it. */
static float distance_points(const tg_page *g, uint32_t i)
{
    bool text = !has_furniture_cue(g, i) && !g->block[i].bullet && !g->mark[i].is_date &&
                !is_byline(g, i) && g->block[i].n_words >= 2 && g->mark[i].kind != JUNK;
    return text ? 0.2F : 0.03F;
}

void tg_headline_find(tg_page *g)
{
    struct words set;
    words_of_body(g, &set);
    float best = 0;
    float distance = 0;
    g->headline = g->n;
    for (uint32_t i = g->begin; i > 0 && g->begin - i < SCAN_UP;) {
        i--;
        float p = can_be_headline(g, i) ? headline_points(g, i, &set) - distance : 0;
        distance += distance_points(g, i);
        if (p <= best) continue;
        best = p;
        g->headline = i;
    }
}
