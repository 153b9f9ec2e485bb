/* SPDX-License-Identifier: MIT
 *
 * zones.c — the article in the page.
 *
 * Each block gets points: sentences for the article, short lines and the words
 * of page furniture against it. The article's body is the run of blocks with
 * the greatest sum (Kadane):
 *
 *     Twitter Facebook                                     -3
 *     Latest News:                                         -4
 *     Dutch police uncover largest crystal meth factory    -1
 *     Share article:                                       -3
 *     Belgian state security issues spy-risk warning …     -1   headline
 *     Saturday, 31 July 2021                               -1   dateline
 *     © PxHere                                             -1   caption
 *     Belgium’s intelligence services have issued …        +3 ┐
 *     “We therefore advise them to be vigilant,” …         +1 │ body
 *     There was no immediate reaction from OnePlus …       +1 ┘
 *     The Brussels Times                                   -1   footer
 *
 * Kadane bridges what interrupts an article (a credit, a list of links) as
 * long as the text after it outweighs it; inside the run each block is then
 * judged by itself.
 *
 * Two things are as long as an article and are none: a request for consent to
 * cookies, known by its words, and what readers write below it, which must
 * outweigh the article thrice.
 *
 * A text without any of that is not a page. So before anything is taken out we
 * ask for hard evidence: cue words, image marks, repeated short lines. Without
 * it, everything is body, however odd it looks: verse, tables, interviews.
 */
#include "doc/zones.h"

#include <string.h>

#include "base/status.h"
#include "doc/calendar.h"
#include "doc/measure.h"
#include "doc/page.h"

#define LIST_HEAD_CUES (TG_CUE_BIT(TG_CUE_RELATED) | TG_CUE_BIT(TG_CUE_LATEST))

enum {
    PROSE_WORDS = 10,
    SENTENCE_WORDS = 4,
    LONG_WORDS = 20,
    MIN_BODY_WORDS = 25,
};

const char *tg_zone_name(tg_zone zone)
{
    static const char *const name[TG_N_ZONES] = {
        [TG_ZONE_HEADLINE] = "headline",   [TG_ZONE_DATELINE] = "dateline",
        [TG_ZONE_BYLINE] = "byline",       [TG_ZONE_LEAD] = "lead",
        [TG_ZONE_BODY] = "body",           [TG_ZONE_CAPTION] = "caption",
        [TG_ZONE_FURNITURE] = "furniture", [TG_ZONE_TEASER] = "teaser",
        [TG_ZONE_FOOTER] = "footer",
    };
    return name[zone];
}

static void place(tg_page *g, uint32_t i, tg_zone zone, const char *rule)
{
    g->out->zone[i] = (uint8_t)zone;
    g->out->rule[i] = rule;
}

/* ---- marks ---- */

/** Is it furniture by its form, whatever its words: "[Log in]", a menu in one line? */
static bool is_furniture_form(const tg_block *b)
{
    return b->bracketed || b->row;
}

/** Do enough words begin small for a sentence? Of many words with a stop fewer need to, for a paragraph may
 *  be full of names, or German. */
static bool is_in_small(const tg_block *b)
{
    bool stops = b->end_kind == TG_END_STOP || b->n_stops > 0;
    uint32_t tenths = b->n_words >= LONG_WORDS && stops ? 3 : 4;
    return b->n_lower * 10 >= b->n_words * tenths;
}

static enum kind kind_of(const tg_block *b)
{
    bool ends = b->end_kind == TG_END_STOP || b->end_kind == TG_END_COLON;
    if (b->n_words == 0 || is_furniture_form(b)) return JUNK;
    if (!is_in_small(b)) return SHORT;
    if (b->n_words >= PROSE_WORDS && (ends || b->n_stops > 0) && b->end_kind != TG_END_DOTS)
        return PROSE;
    if (b->n_words >= LONG_WORDS) return LONG;
    return b->n_words >= SENTENCE_WORDS && b->end_kind == TG_END_STOP ? SENTENCE : SHORT;
}

static float points_of(const tg_page *g, uint32_t i)
{
    const tg_block *b = &g->block[i];
    const tg_block_mark *m = &g->mark[i];
    float words = b->n_words < 60 ? (float)b->n_words : 60;
    if (has_furniture_cue(g, i)) {
        if ((m->cues & TG_CUE_BIT(TG_CUE_COMMENTS)) != 0) return -10;
        return (m->cues & (LIST_HEAD_CUES | TG_CUE_BIT(TG_CUE_FOOTER))) != 0 ? -4 : -3;
    }
    if (m->is_consent) return -2;
    if (b->tag) return 0;
    if (m->is_repeat) return -1;
    switch ((enum kind)m->kind) {
    case JUNK:
        return -0.5F;
    case SHORT:
        return b->end_kind == TG_END_DOTS ? -2 : b->bullet ? -0.7F : -1;
    case SENTENCE:
        return b->bullet ? 0 : 0.8F;
    case LONG:
        return b->bullet ? -0.5F : 0.5F;
    case PROSE:
        break;
    }
    return words / (b->bullet ? 20.0F : 10.0F);
}

/** Count equal blocks with an open hash table over their keys. A probe is cut short after a few
 *  steps, so that texts made to collide cost no more than others: they only go uncounted. */
static tagger_status count_twins(tg_page *g, tg_arena *arena, tagger_error *err)
{
    enum { PROBES = 16 };
    uint32_t size = 16;
    while (size / 2 < g->n) size *= 2;
    uint32_t *slot = TG_ARENA_NEW(arena, uint32_t, size); /* block + 1 */
    if (slot == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u lines", g->n);
    memset(slot, 0, size * sizeof *slot);
    for (uint32_t i = 0; i < g->n; i++) {
        uint32_t key = tg_block_key(&g->block[i], g->text.p);
        g->mark[i].key = key;
        g->mark[i].twin = 1;
        if (key == 0) continue;
        for (uint32_t k = 0; k < PROBES; k++) {
            uint32_t *s = &slot[(key * 2654435769u + k) & (size - 1)];
            if (*s == 0) *s = i + 1;
            if (g->mark[*s - 1].key != key) continue;
            g->mark[i].is_repeat = *s - 1 != i;
            if (g->mark[i].is_repeat) g->mark[*s - 1].twin++;
            g->mark[i].twin = g->mark[*s - 1].twin;
            break;
        }
    }
    return TAGGER_OK;
}

static bool holds_date(const tg_page *g, uint32_t i)
{
    tg_date date;
    const tg_block *b = &g->block[i];
    /* With the bullet: it may be the day, "31. Juli 2021". */
    tg_str s = {.p = g->text.p + b->begin, .n = b->end - b->begin};
    return b->has_year && b->n_words <= 14 && tg_calendar_next(&date, s, 0);
}

/** Mark what each block shows by itself. */
static tagger_status mark_blocks(tg_page *g, tg_arena *arena, tagger_error *err)
{
    g->mark = TG_ARENA_NEW(arena, tg_block_mark, g->n);
    if (g->mark == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u lines", g->n);
    memset(g->mark, 0, g->n * sizeof *g->mark);
    for (uint32_t i = 0; i < g->n; i++) {
        tg_block_mark *m = &g->mark[i];
        m->kind = (uint8_t)kind_of(&g->block[i]);
        bool is_short = g->block[i].n_words <= CUE_WORDS;
        m->cues = is_short ? tg_zone_cues_match(g->cues, block_text(g, i)) : 0;
        m->is_date = holds_date(g, i);
    }
    return TAGGER_OK;
}

/** Could this be a page, however many of its short lines are repeated? Most texts could not, and need
 *  neither the count of those nor a search for their body. */
static bool may_be_page(const tg_page *g)
{
    uint32_t hard = 0;
    uint32_t any = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        const tg_block *b = &g->block[i];
        bool is_short = g->mark[i].kind == SHORT;
        bool shows = has_furniture_cue(g, i) || is_furniture_form(b) || (is_short && b->has_link);
        hard += shows || (is_short && b->n_words >= 3);
        any += shows || g->mark[i].kind <= SHORT;
    }
    return hard >= 2 && (uint64_t)any * 4 >= g->n;
}

/* ---- the body ---- */

/** Does the block hold the cue? Long blocks are looked into here, for only in a page, where few of
 *  them are asked, it matters. */
static bool has_cue(const tg_page *g, uint32_t i, tg_cue cue)
{
    uint32_t cues = g->mark[i].cues;
    if (g->block[i].n_words > CUE_WORDS) cues = tg_zone_cues_match(g->cues, block_text(g, i));
    return (cues & TG_CUE_BIT(cue)) != 0;
}

/** Is the block the head of the readers' comments, or that of one of them? */
static bool heads_comments(const tg_page *g, uint32_t i)
{
    return (g->mark[i].cues & TG_CUE_BIT(TG_CUE_COMMENTS)) != 0 && has_furniture_cue(g, i);
}

/** The run of the greatest sum. Readers may write more than the reporter: below a head of comments, and
 *  when enough for an article stood above it, a run must be worth more than that thrice. */
static void find_body(tg_page *g)
{
    static const float article = 5; /* fifty words */
    float best = 0;
    float bar = 0; /* what a new run must be worth more than */
    float sum = 0;
    uint32_t from = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        g->mark[i].is_consent = g->block[i].n_words > CUE_WORDS && has_cue(g, i, TG_CUE_COOKIE);
        g->mark[i].points = points_of(g, i);
        if (sum <= 0) {
            sum = 0;
            from = i;
        }
        sum += g->mark[i].points;
        if (heads_comments(g, i) && best > article && best * 3 > bar) bar = best * 3;
        if (sum <= (from == g->begin ? best : bar)) continue;
        best = sum;
        if (best > bar) bar = best;
        g->begin = from;
        g->end = i + 1;
    }
}

/** The list that the last sentences of the body lead to is of the body, too. */
static void take_last_list(tg_page *g)
{
    if (g->end == 0) return;
    const tg_block *last = &g->block[g->end - 1];
    if (!last->bullet && last->end_kind != TG_END_COLON) return;
    while (g->end < g->n && g->block[g->end].bullet && !has_furniture_cue(g, g->end)) g->end++;
}

/** Is this a page, and does it hold an article? */
static bool is_page(const tg_page *g)
{
    uint32_t hard = 0;
    uint32_t soft = 0;
    uint64_t n_words = 0;
    uint64_t n_body_words = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        const tg_block *b = &g->block[i];
        n_words += b->n_words;
        if (i >= g->begin && i < g->end && g->mark[i].kind >= SENTENCE) n_body_words += b->n_words;
        bool twin = g->mark[i].is_repeat && b->n_words >= 3 && g->mark[i].kind == SHORT;
        bool link = b->has_link && g->mark[i].kind == SHORT;
        if (has_furniture_cue(g, i) || twin || link || is_furniture_form(b)) {
            hard++;
        } else {
            soft += g->mark[i].kind <= SHORT;
        }
    }
    bool article = n_body_words >= MIN_BODY_WORDS && n_body_words * 20 >= n_words;
    /* A few such lines inside a long article make no page. */
    bool page = hard >= 4 || (hard >= 2 && soft >= 6);
    return article && page && (uint64_t)(hard + soft) * 4 >= g->n;
}

/* ---- placing ---- */

/** Behind the last sentence of the block, who took the picture and for whom: "… on Monday. (A. Maes/L'Heure)",
 *  or all in capitals "… on Monday. A. MAES / L'HEURE". */
static bool ends_in_credit(tg_str s)
{
    enum { MAX_CREDIT = 60 };
    bool bracket = s.n > 0 && s.p[s.n - 1] == ')';
    size_t n = s.n;
    while (n > 0 && (bracket ? s.p[n - 1] != '(' : s.p[n - 1] < 'a' || s.p[n - 1] > 'z')) n--;
    if (n < 3 || s.n - n > MAX_CREDIT || memchr(s.p + n, '/', s.n - n) == NULL) return false;
    return bracket ? s.p[n - 2] == ' ' && s.p[n - 3] == '.' : s.p[n] == '.' && s.p[n + 1] == ' ';
}

static bool is_credit(const tg_page *g, uint32_t i)
{
    uint32_t n = g->block[i].n_words;
    return (n <= 60 && has_cue(g, i, TG_CUE_CREDIT)) ||
           (n <= CUE_WORDS && ends_in_credit(block_text(g, i)));
}

/** Place a block of no text. */
static void place_junk(tg_page *g, uint32_t i)
{
    place(g, i, TG_ZONE_FURNITURE, g->block[i].row ? "menu-row" : "no-words");
}

/** Outside the article: list items and headlines are teasers, the rest furniture. */
static void place_outside(tg_page *g, uint32_t i)
{
    const tg_block *b = &g->block[i];
    if (i >= g->end && has_cue(g, i, TG_CUE_FOOTER)) {
        place(g, i, TG_ZONE_FOOTER, "footer-cue");
    } else if (has_furniture_cue(g, i)) {
        place(g, i, TG_ZONE_FURNITURE, "cue");
    } else if (g->mark[i].kind == JUNK) {
        place_junk(g, i);
    } else if (g->headline < g->n && g->mark[i].key == g->mark[g->headline].key) {
        place(g, i, TG_ZONE_FURNITURE, "headline-repeated");
    } else if (b->end_kind == TG_END_DOTS) {
        place(g, i, TG_ZONE_TEASER, "cut-short");
    } else if (b->n_words >= 5) {
        place(g, i, TG_ZONE_TEASER, "outside-body");
    } else {
        place(g, i, TG_ZONE_FURNITURE, "short-line");
    }
}

/** A line of nothing but a name, next to the date or above a post ("Political correspondent"): who wrote
 *  it. */
static bool is_name_line(const tg_page *g, uint32_t i)
{
    const tg_block *b = &g->block[i];
    bool more = i + 1 < g->n;
    bool near_date =
        g->mark[i - 1].is_date || (more && (g->mark[i + 1].is_date || is_date_cue(g, i + 1)));
    bool near = (near_date && i - g->headline <= 3) || (more && is_byline(g, i + 1));
    return near && b->n_words >= 2 && b->n_words <= 5 && b->n_lower == 0 &&
           b->end_kind == TG_END_OPEN && !has_furniture_cue(g, i);
}

/** Between headline and body. */
static void place_head(tg_page *g, uint32_t i)
{
    const tg_block *b = &g->block[i];
    if (is_byline(g, i)) {
        place(g, i, TG_ZONE_BYLINE, "by-line");
    } else if (is_credit(g, i) && !is_date_cue(g, i)) {
        place(g, i, TG_ZONE_CAPTION, "credit");
    } else if (g->mark[i].is_date || is_date_cue(g, i)) {
        place(g, i, TG_ZONE_DATELINE, "date-line");
    } else if (is_name_line(g, i)) {
        place(g, i, TG_ZONE_BYLINE, "name-line");
    } else if (g->mark[i].kind >= SENTENCE && !has_furniture_cue(g, i) && !b->bullet) {
        place(g, i, TG_ZONE_LEAD, "stand-first");
    } else {
        place_outside(g, i);
    }
}

/** A list item that is no sentence, inside the body, in a list that no sentence of the body leads to. */
static bool is_link_item(const tg_page *g, uint32_t i)
{
    enum { MAX_ITEMS = 64 };
    if (!g->block[i].bullet || g->mark[i].kind != SHORT) return false;
    uint32_t last = i;
    while (i > g->begin && last - i < MAX_ITEMS && g->block[i].bullet && !has_furniture_cue(g, i))
        i--;
    return has_furniture_cue(g, i) || g->mark[i].kind < SENTENCE;
}

/** Many words without an end: is it text all the same, and no caption? It has sentences in it or is an item
 *  of a list; one that is cut short must be long, or stand between sentences. */
static bool is_open_text(const tg_page *g, uint32_t i)
{
    enum { TEXT_WORDS = 40 };
    const tg_block *b = &g->block[i];
    if (b->end_kind != TG_END_DOTS) return b->bullet || b->n_stops > 0;
    bool between = i > g->begin && g->mark[i - 1].kind >= SENTENCE && i + 1 < g->end &&
                   g->mark[i + 1].kind >= SENTENCE;
    return b->n_stops > 0 && (b->n_words >= TEXT_WORDS || between);
}

/** A short line with text of the body right before and after it, or after it alone if it is marked as a
 *  heading. */
static bool is_subheading(const tg_page *g, uint32_t i)
{
    if (g->mark[i].kind != SHORT || g->block[i].end_kind == TG_END_DOTS || i + 1 >= g->end)
        return false;
    if (g->block[i].heading > 0 && g->mark[i + 1].kind >= SENTENCE) return true;
    return g->mark[i - 1].kind >= SENTENCE && g->mark[i + 1].kind >= SENTENCE;
}

static const char *text_rule(const tg_page *g, uint32_t i)
{
    if (g->mark[i].kind != SHORT) return "sentences";
    return g->block[i].bullet ? "text-item" : "sub-heading";
}

static void place_inside(tg_page *g, uint32_t i)
{
    const tg_block *b = &g->block[i];
    const tg_block_mark *m = &g->mark[i];
    if (m->kind == JUNK) {
        place_junk(g, i);
    } else if (has_furniture_cue(g, i) || m->is_consent) {
        place(g, i, TG_ZONE_FURNITURE, "cue");
    } else if (is_credit(g, i)) {
        place(g, i, TG_ZONE_CAPTION, "credit");
    } else if (m->is_repeat && b->n_words >= 3) {
        place(g, i, TG_ZONE_FURNITURE, "repeated");
    } else if (m->is_date && b->n_words <= 8 && m->kind == SHORT) {
        place(g, i, TG_ZONE_DATELINE, "date-line");
    } else if (is_byline(g, i)) {
        place(g, i, TG_ZONE_BYLINE, "by-line");
    } else if (is_link_item(g, i)) {
        place(g, i, TG_ZONE_TEASER, "list-item");
    } else if (m->kind == SHORT && b->end_kind == TG_END_DOTS) {
        place(g, i, TG_ZONE_TEASER, "cut-short");
    } else if (m->kind == LONG && !is_open_text(g, i)) {
        place(g, i, TG_ZONE_CAPTION, "no-stop");
    } else if (m->kind == SHORT && !b->bullet && !is_subheading(g, i)) {
        place(g, i, TG_ZONE_FURNITURE, "short-line");
    } else {
        place(g, i, TG_ZONE_BODY, text_rule(g, i));
    }
}

/** The line after the body that names the paper: "The Brussels Times". */
static bool is_source_line(const tg_page *g, uint32_t i)
{
    const tg_block *b = &g->block[i];
    return i == g->end && g->mark[i].kind == SHORT && !b->bullet && b->n_words <= 6 &&
           b->n_lower * 2 < b->n_words && b->end_kind == TG_END_OPEN && !has_furniture_cue(g, i);
}

static void place_page(tg_page *g)
{
    for (uint32_t i = 0; i < g->n; i++) {
        if (i == g->headline) {
            place(g, i, TG_ZONE_HEADLINE, "headline");
        } else if (i >= g->begin && i < g->end) {
            place_inside(g, i);
        } else if (i > g->headline && i < g->begin) {
            place_head(g, i);
        } else if (is_source_line(g, i)) {
            place(g, i, TG_ZONE_FOOTER, "source-line");
        } else if (i < g->begin && g->mark[i].is_date && !g->block[i].bullet) {
            place(g, i, TG_ZONE_DATELINE, "date-line");
        } else {
            place_outside(g, i);
        }
    }
}

/* ---- texts that are no pages ---- */

/** Is block i above the text a title: a line of no sentence, or one set apart and in capitals? */
static bool is_title(const tg_page *g, uint32_t i)
{
    if (i + 1 >= g->n || g->text.n == 0) return false;
    const tg_block *b = &g->block[i];
    if (b->bullet || b->n_words < 2 || b->n_words > TITLE_WORDS || b->n_stops > 0) return false;
    if (g->mark[i].is_date || is_byline(g, i) || is_credit(g, i)) return false;
    if (b->end_kind == TG_END_STOP) {
        bool headed = g->mark[i + 1].is_date || is_byline(g, i + 1);
        return b[1].after_blank && (headed || b->n_lower * 2 <= b->n_words);
    }
    return b->end_kind == TG_END_OPEN && (b[1].after_blank || g->mark[i + 1].kind == PROSE);
}

/** The title that the text begins with, maybe below what kind of text it is; g->n: none. */
static uint32_t title_of(const tg_page *g)
{
    uint32_t i = g->n > 0 && has_cue(g, 0, TG_CUE_KICKER);
    return is_title(g, i) ? i : g->n;
}

static void place_clean(tg_page *g)
{
    enum { HEAD = 4 };
    for (uint32_t i = 0; i < g->n; i++) {
        if (i == g->headline) {
            place(g, i, TG_ZONE_HEADLINE, "title-line");
        } else if (i < HEAD && g->mark[i].is_date && g->block[i].n_words <= 8 &&
                   g->mark[i].kind == SHORT) {
            place(g, i, TG_ZONE_DATELINE, "date-line");
        } else if (i < HEAD && is_byline(g, i) && g->mark[i].kind == SHORT) {
            place(g, i, TG_ZONE_BYLINE, "by-line");
        } else {
            place(g, i, TG_ZONE_BODY, "no-page");
        }
    }
}

/* ---- the whole ---- */

/** The first body paragraph is the lead. */
static void place_lead(tg_page *g)
{
    if (g->headline == g->n) return;
    for (uint32_t i = g->headline + 1; i < g->n; i++) {
        if (g->out->zone[i] == TG_ZONE_LEAD) return;
        if (g->out->zone[i] != TG_ZONE_BODY) continue;
        g->out->zone[i] = TG_ZONE_LEAD;
        return;
    }
}

/** Does block i go on the paragraph of the one above: text of the body, cut in mid-sentence? */
static bool goes_on(const tg_page *g, uint32_t i)
{
    const tg_block *b = &g->block[i];
    uint8_t zone = g->out->zone[i];
    return i > 0 && (zone == TG_ZONE_BODY || zone == TG_ZONE_LEAD) && zone == g->out->zone[i - 1] &&
           !b->after_blank && !b->bullet && b[-1].end_kind == TG_END_OPEN;
}

static void number_paragraphs(tg_page *g)
{
    uint32_t paragraph = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        paragraph += i > 0 && !goes_on(g, i);
        g->out->paragraph[i] = paragraph;
    }
}

static tagger_status open_page(tg_page *g, tg_arena *arena, tg_str text, tg_zones *out,
                               tagger_error *err)
{
    tg_blocks blocks;
    *out = (tg_zones){0};
    TG_TRY(tg_blocks_find(&blocks, arena, text, err));
    uint32_t n = blocks.n;
    *g = (tg_page){.text = text, .block = blocks.at, .n = n, .headline = n, .out = out};
    out->at = TG_ARENA_NEW(arena, tagger_span, n);
    out->zone = TG_ARENA_NEW(arena, uint8_t, n);
    out->rule = TG_ARENA_NEW(arena, const char *, n);
    out->paragraph = TG_ARENA_NEW(arena, uint32_t, n);
    if (out->at == NULL || out->zone == NULL || out->rule == NULL || out->paragraph == NULL) {
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u lines", n);
    }
    for (uint32_t i = 0; i < n; i++)
        out->at[i] = (tagger_span){blocks.at[i].begin, blocks.at[i].end};
    out->n = n;
    return TAGGER_OK;
}

/** The known title is the headline, and the one found in the page a repeat of it. */
static void place_known_title(tg_page *g, uint32_t n_title)
{
    uint32_t n = 0;
    while (n < g->n && g->block[n].end <= n_title) n++;
    if (n == 0) return;
    if (g->headline >= n && g->headline < g->n) {
        place(g, g->headline, TG_ZONE_FURNITURE, "headline-repeated");
    }
    for (uint32_t i = 0; i < n; i++) place(g, i, TG_ZONE_HEADLINE, "known-title");
    g->headline = n - 1;
}

tagger_status tg_zones_find(tg_zones *out, tg_arena *arena, tg_str text, uint32_t n_title,
                            const tg_zone_cues *cues, tagger_error *err)
{
    tg_page g;
    TG_TRY(open_page(&g, arena, text, out, err));
    g.cues = cues;
    TG_TRY(mark_blocks(&g, arena, err));
    if (may_be_page(&g)) {
        TG_TRY(count_twins(&g, arena, err));
        find_body(&g);
        take_last_list(&g);
        out->sure = is_page(&g);
    }
    if (out->sure) {
        tg_headline_find(&g);
        place_page(&g);
    } else {
        g.headline = n_title == 0 ? title_of(&g) : g.n;
        place_clean(&g);
    }
    place_known_title(&g, n_title);
    place_lead(&g);
    number_paragraphs(&g);
    return TAGGER_OK;
}

tagger_status tg_zones_all_body(tg_zones *out, tg_arena *arena, tg_str text, uint32_t n_title,
                                tagger_error *err)
{
    tg_page g;
    TG_TRY(open_page(&g, arena, text, out, err));
    for (uint32_t i = 0; i < g.n; i++) place(&g, i, TG_ZONE_BODY, "zones-off");
    place_known_title(&g, n_title);
    number_paragraphs(&g);
    return TAGGER_OK;
}
