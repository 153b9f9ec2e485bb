/* SPDX-License-Identifier: MIT
 *
 * lines.c — lines to blocks.
 *
 * A browser that writes a page as text breaks its paragraphs at a right margin
 * W. Such a break is told from a real one by asking whether it was needed:
 *
 *     "We therefore advise them to be vigilant,” Ms. Van Daele     |W
 *     said.                                                        |
 *     There was no immediate reaction from OnePlus.                |
 *
 * "said." would have stood beyond W, so the first two lines are one block;
 * "There" would have fitted after "said.", so the third is another. W is the
 * length that the longest lines crowd below; a text without such a crowd is
 * not wrapped and nothing is joined.
 *
 * Other tools write each text node on a line of its own, hence a link in the
 * middle of a sentence, too:
 *
 *     The agency said on Monday that
 *     Ingrid Van Daele
 *     , its spokeswoman, would reply.
 *
 * Such texts have hardly any blank lines; there a line that goes on in lower
 * case or with a comma belongs to the one before.
 */
#include "doc/lines.h"

#include <string.h>

#include "base/status.h"
#include "base/utf8.h"
#include "doc/measure.h"

enum {
    MAX_MARGIN = 140, /* columns; no browser is asked to wrap wider */
    MIN_MARGIN = 40,
    CROWD = 12, /* columns below the margin in which wrapped lines end */
};

struct line {
    uint32_t begin; /* bytes, trimmed; begin == end: a blank line */
    uint32_t end;
    uint32_t width;      /* columns, with the indentation */
    uint16_t indent;     /* columns */
    uint16_t first_word; /* columns of it */
};

/* ---- bytes ---- */

/** Columns of the text; of one wider than any margin, whatever it is written in, its bytes. */
static uint32_t columns(const char *p, size_t n)
{
    if (n > (size_t)4 * MAX_MARGIN) return (uint32_t)n;
    uint32_t k = 0;
    for (size_t i = 0; i < n; i++) k += ((unsigned char)p[i] & 0xc0) != 0x80;
    return k;
}

/** Bytes of the sign at p that marks list items: * - + • · – — and geometric shapes; 0 for others. */
static size_t mark_bytes(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[0];
    if (c == '*' || c == '-' || c == '+') return 1;
    if (c == 0xc2)
        return n > 1 && ((unsigned char)p[1] == 0xb7 || (unsigned char)p[1] == 0xbb) ? 2 : 0;
    if (c != 0xe2 || n < 3) return 0;
    unsigned char d = (unsigned char)p[1];
    unsigned char e = (unsigned char)p[2];
    if (d == 0x80) return e == 0x93 || e == 0x94 || e == 0xa2 || e == 0xa3 || e == 0xba ? 3 : 0;
    bool shape = d == 0x96 || d == 0x97 || (d == 0x98 && e <= 0x86); /* U+2580 … U+2606: ■ ▶ ● ☆ */
    return shape || (d == 0x81 && e == 0x83) ? 3 : 0;
}

/** Bytes of the list mark at the begin of a line, with the blanks after it: a sign, "12." or
 *  "3)". 0 if there is none. */
static size_t bullet_bytes(const char *p, size_t n)
{
    size_t k = 0;
    while (k < n && k < 3 && tg_ascii_is_digit(p[k])) k++;
    if (k > 0) {
        if (k >= n || (p[k] != '.' && p[k] != ')')) return 0;
        k++;
    } else {
        k = mark_bytes(p, n);
    }
    if (k == 0 || (k < n && p[k] != ' ' && p[k] != '\t')) return 0;
    while (k < n && (p[k] == ' ' || p[k] == '\t')) k++;
    return k;
}

/** Bytes of the Markdown heading mark at the begin of a line, with the blanks after it: "## ". 0 if there
 *  is none; *level: how many signs it has. */
static size_t heading_bytes(const char *p, size_t n, uint8_t *level)
{
    size_t k = 0;
    while (k < n && k < 7 && p[k] == '#') k++;
    *level = 0;
    if (k == 0 || k > 6 || k == n || p[k] != ' ') return 0;
    *level = (uint8_t)k;
    while (k < n && p[k] == ' ') k++;
    return k;
}

/* ---- lines ---- */

static void trim(struct line *line, const char *p, size_t begin, size_t end)
{
    size_t at = begin;
    uint32_t indent = 0;
    for (size_t k; at < end && (k = tg_blank_bytes(p + at, end - at)) > 0; at += k) indent++;
    for (size_t k; end > at && (k = tg_blank_bytes_before(p + at, end - at)) > 0;) end -= k;
    uint32_t word = 0;
    for (size_t i = at; i < end && p[i] != ' ' && word <= MAX_MARGIN; i++) {
        word += ((unsigned char)p[i] & 0xc0) != 0x80;
    }
    *line = (struct line){.begin = (uint32_t)at,
                          .end = (uint32_t)end,
                          .width = at < end ? indent + columns(p + at, end - at) : 0,
                          .indent = (uint16_t)(indent < UINT16_MAX ? indent : UINT16_MAX),
                          .first_word = (uint16_t)word};
}

struct lines {
    uint32_t n;
    uint32_t n_blank;
    struct line *at; /* [n] */
};

/** Has the text line ends without a line feed? Few have, and those are read byte by byte. */
static bool has_other_ends(const char *text, const char *end)
{
    static const char first[] = {'\r', '\xe2'};
    for (size_t k = 0; k < sizeof first; k++) {
        for (const char *p = text; (p = memchr(p, first[k], (size_t)(end - p))) != NULL;) {
            uint32_t n = tg_utf8_line_end(p, end);
            if (n > 0 && p[n - 1] != '\n') return true;
            p += n > 0 ? n : 1;
        }
    }
    return false;
}

/** The end of the line at p, and where the next one begins. */
static const char *line_end(const char *p, const char *end, bool other, const char **next)
{
    if (!other) {
        const char *nl = memchr(p, '\n', (size_t)(end - p));
        *next = nl != NULL ? nl + 1 : end;
        return nl != NULL ? nl : end;
    }
    uint32_t n = 0;
    while (p < end && (n = tg_utf8_line_end(p, end)) == 0) p++;
    *next = p + n;
    return p;
}

static tagger_status split(struct lines *out, tg_arena *arena, tg_str text, tagger_error *err)
{
    const char *end = text.p + text.n;
    bool other = text.n > 0 && has_other_ends(text.p, end);
    /* Count first: a second cheap pass costs less than growing the array. */
    size_t n = 0;
    for (const char *p = text.p, *next; p < end; p = next, n++)
        (void)line_end(p, end, other, &next);
    *out = (struct lines){.at = TG_ARENA_NEW(arena, struct line, n)};
    if (out->at == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %zu lines", n);

    for (const char *p = text.p, *next; p < end; p = next) {
        const char *stop = line_end(p, end, other, &next);
        struct line *line = &out->at[out->n++];
        trim(line, text.p, (size_t)(p - text.p), (size_t)(stop - text.p));
        out->n_blank += line->begin == line->end;
    }
    return TAGGER_OK;
}

/** Is the line one word, which no margin can break: an address, maybe with its number before it? */
static bool is_one_word(const struct line *line, const char *text)
{
    const char *p = text + line->begin;
    size_t n = line->end - line->begin;
    size_t bullet = bullet_bytes(p, n);
    return memchr(p + bullet, ' ', n - bullet) == NULL;
}

/** Could the break after line i be one for want of room: is it long, and does text follow at once? */
static bool may_be_wrapped(const struct lines *lines, uint32_t i, const char *text)
{
    const struct line *line = &lines->at[i];
    if (line->width < MIN_MARGIN || i + 1 == lines->n) return false;
    const struct line *next = line + 1;
    return next->begin < next->end &&
           bullet_bytes(text + next->begin, next->end - next->begin) == 0;
}

/** The width that all but a fiftieth of the long lines stay below; a few may stick out: tables. 0 if it is
 *  more than any margin. */
static uint32_t greatest_width(const struct lines *lines, const char *text)
{
    uint32_t count[MAX_MARGIN + 2] = {0};
    uint32_t n_long = 0;
    for (uint32_t i = 0; i < lines->n; i++) {
        uint32_t w = lines->at[i].width;
        if (w < MIN_MARGIN || is_one_word(&lines->at[i], text)) continue;
        n_long++;
        count[w <= MAX_MARGIN ? w : MAX_MARGIN + 1]++;
    }
    uint32_t over = n_long / 50;
    uint32_t width = MAX_MARGIN + 1;
    for (uint32_t seen = 0; width > MIN_MARGIN; width--) {
        seen += count[width];
        if (seen > over) break;
    }
    return width <= MAX_MARGIN ? width : 0;
}

/** The right margin of a wrapped text in columns, 0 for a text that is not wrapped: a third of the lines
 *  that may be wrapped must end near it. */
static uint32_t margin_of(const struct lines *lines, const char *text)
{
    uint32_t margin = greatest_width(lines, text);
    if (margin == 0) return 0;
    uint32_t n_wrapped = 0;
    uint32_t crowd = 0;
    for (uint32_t i = 0; i < lines->n; i++) {
        if (!may_be_wrapped(lines, i, text)) continue;
        uint32_t w = lines->at[i].width;
        n_wrapped++;
        crowd += w <= margin && w + CROWD > margin;
    }
    return crowd >= 3 && crowd * 3 >= n_wrapped ? margin : 0;
}

/* ---- blocks ---- */

/** Can the line go on a sentence: lower case, or a mark that never begins one? */
static bool goes_on(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[0];
    if (c >= 'a' && c <= 'z') return true;
    if (c == ',' || c == ';' || c == ':' || c == '.' || c == ')') return true;
    return c == 0xc3 && n > 1 && (unsigned char)p[1] >= 0x9f && (unsigned char)p[1] != 0xb7;
}

static bool ends_sentence(char c)
{
    return c == '.' || c == '!' || c == '?' || c == '"' || c == ':';
}

/** Does the line stop in the middle: on a comma, or on a short word in lower case ("of", "the")? */
static bool breaks_off(const char *p, size_t n)
{
    if (p[n - 1] == ',') return true;
    size_t k = 0;
    while (k < n && p[n - 1 - k] >= 'a' && p[n - 1 - k] <= 'z') k++;
    return k > 0 && k <= 4 && k < n && p[n - 1 - k] == ' ' && columns(p, n) > 24;
}

/** Is the last word of the line in lower case? */
static bool ends_small(const char *p, size_t n)
{
    if (n == 0 || p[n - 1] < 'a' || p[n - 1] > 'z') return false;
    size_t k = 0;
    while (k < n && p[n - 1 - k] != ' ') k++;
    return k < n && goes_on(p + n - k, k);
}

struct joiner {
    tg_str text;
    const struct line *end; /* after the last line */
    uint32_t margin;        /* columns, 0: not wrapped */
    bool flat;
};

static bool line_goes_on(const struct joiner *j, const struct line *line)
{
    bool blank = line == j->end || line->begin == line->end;
    return !blank && goes_on(j->text.p + line->begin, line->end - line->begin);
}

/** In a flat text: is `next` a link in the middle of a sentence that `last` begins? The sentence goes on
 *  after it: with a sign, or in small letters and long enough to be no item of a menu. */
static bool is_link_inside(const struct joiner *j, const struct line *last, const struct line *next)
{
    enum { FULL_LINE = 80, LONG_LINE = 40, MAX_LINK = 60 };
    const char *p = j->text.p + last->begin;
    size_t n = last->end - last->begin;
    if (breaks_off(p, n) && (last->width >= FULL_LINE || line_goes_on(j, next + 1))) return true;
    if (next->width > MAX_LINK || !line_goes_on(j, next + 1) || !ends_small(p, n)) return false;
    bool by_sign = j->text.p[next[1].begin] < 'A';
    return (by_sign && last->width >= LONG_LINE) || next[1].width >= LONG_LINE;
}

/** In a flat text: does `next` go on the block that begins at `begin` and ends with `last`? */
static bool joins_flat(const struct joiner *j, uint32_t begin, const struct line *last,
                       const struct line *next)
{
    enum { LONG_BLOCK = 24, LONG_LINE = 40 };
    char mark = j->text.p[next->begin];
    if (mark == ',' || mark == ')') return true;
    if (ends_sentence(j->text.p[last->end - 1])) return false;
    /* Shorter lines in lower case are items of a menu. */
    bool is_long = last->end - begin >= LONG_BLOCK || next->width >= LONG_LINE;
    if (line_goes_on(j, next)) return is_long || mark < 'a';
    return is_link_inside(j, last, next);
}

/** In a wrapped text: would the first word of `next` not have fitted, or does `next` go on in lower case
 *  below a line that is nearly full, as an editor leaves them that evens out a paragraph? */
static bool joins_wrapped(const struct joiner *j, const struct line *last, const struct line *next)
{
    if (next->indent > last->indent + 6u) return false;
    if (last->width + 1 + next->first_word > j->margin) return true;
    return last->width * 4 >= j->margin * 3 && line_goes_on(j, next) &&
           !ends_sentence(j->text.p[last->end - 1]);
}

static bool joins(const struct joiner *j, uint32_t begin, const struct line *last,
                  const struct line *next)
{
    if (j->margin == 0 && !j->flat) return false;
    if (bullet_bytes(j->text.p + next->begin, next->end - next->begin) > 0) return false;
    return j->margin == 0 ? joins_flat(j, begin, last, next) : joins_wrapped(j, last, next);
}

static void open_block(tg_block *b, const struct line *line, const char *p, bool after_blank)
{
    size_t bullet = bullet_bytes(p + line->begin, line->end - line->begin);
    uint8_t level;
    size_t hashes = heading_bytes(p + line->begin, line->end - line->begin, &level);
    *b = (tg_block){.begin = line->begin,
                    .end = line->end,
                    .text = line->begin + (uint32_t)(bullet + hashes),
                    .indent = line->indent,
                    .heading = level,
                    .bullet = bullet > 0,
                    .after_blank = after_blank};
}

static tagger_status join_lines(tg_blocks *out, tg_arena *arena, const struct lines *lines,
                                const struct joiner *j, tagger_error *err)
{
    uint32_t n = lines->n - lines->n_blank;
    *out = (tg_blocks){.at = TG_ARENA_NEW(arena, tg_block, n), .flat = j->flat};
    if (out->at == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u blocks", n);
    const struct line *last = NULL; /* NULL after a blank line */
    for (uint32_t i = 0; i < lines->n; i++) {
        const struct line *line = &lines->at[i];
        if (line->begin == line->end) {
            last = NULL;
            continue;
        }
        if (last != NULL && joins(j, out->at[out->n - 1].begin, last, line)) {
            out->at[out->n - 1].end = line->end;
        } else {
            open_block(&out->at[out->n++], line, j->text.p, last == NULL);
        }
        last = line;
    }
    return TAGGER_OK;
}

tagger_status tg_blocks_find(tg_blocks *out, tg_arena *arena, tg_str text, tagger_error *err)
{
    assert(text.n < UINT32_MAX);
    *out = (tg_blocks){0};
    struct lines lines;
    TG_TRY(split(&lines, arena, text, err));
    struct joiner j = {
        .text = text, .end = lines.at + lines.n, .margin = margin_of(&lines, text.p)};
    j.flat = lines.n >= 12 && lines.n_blank * 10 < lines.n && j.margin == 0;
    TG_TRY(join_lines(out, arena, &lines, &j, err));
    for (uint32_t i = 0; i < out->n; i++) tg_block_measure(&out->at[i], text.p);
    return TAGGER_OK;
}
