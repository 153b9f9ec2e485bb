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
#include "text/planes.h"

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

/** Bytes of the blank character at p, 0 if it is none: ASCII, no-break space, the spaces of
 *  U+2000, U+3000, the byte-order mark. */
static size_t blank_bytes(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[0];
    if (c <= ' ' || c == 0x7f) return 1;
    if (c == 0xc2)
        return n > 1 && ((unsigned char)p[1] == 0xa0 || (unsigned char)p[1] == 0xad) ? 2 : 0;
    if (n < 3) return 0;
    unsigned char d = (unsigned char)p[1];
    unsigned char e = (unsigned char)p[2];
    if (c == 0xe2 && d == 0x80) return (e >= 0x80 && e <= 0x8f) || e == 0xaf ? 3 : 0;
    if (c == 0xe3) return d == 0x80 && e == 0x80 ? 3 : 0;
    return c == 0xef && d == 0xbb && e == 0xbf ? 3 : 0;
}

/** Bytes of the blank character that ends at p + n. */
static size_t blank_bytes_before(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[n - 1];
    if (c <= ' ' || c == 0x7f) return 1;
    if (c < 0x80 || c > 0xbf) return 0;
    if (n >= 2 && blank_bytes(p + n - 2, 2) == 2) return 2;
    return n >= 3 && blank_bytes(p + n - 3, 3) == 3 ? 3 : 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

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
    while (k < n && k < 3 && is_digit(p[k])) k++;
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

/* ---- lines ---- */

static void trim(struct line *line, const char *p, size_t begin, size_t end)
{
    size_t at = begin;
    uint32_t indent = 0;
    for (size_t k; at < end && (k = blank_bytes(p + at, end - at)) > 0; at += k) indent++;
    for (size_t k; end > at && (k = blank_bytes_before(p + at, end - at)) > 0;) end -= k;
    uint32_t word = 0;
    for (size_t i = at; i < end && p[i] != ' ' && word <= MAX_MARGIN; i++) {
        word += ((unsigned char)p[i] & 0xc0) != 0x80;
    }
    *line = (struct line){.begin = (uint32_t)at,
                          .end = (uint32_t)end,
                          .width = indent + columns(p + at, end - at),
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

/** The right margin of a wrapped text in columns, 0 for a text that is not wrapped. */
static uint32_t margin_of(const struct lines *lines)
{
    uint32_t count[MAX_MARGIN + 1] = {0};
    uint32_t n_long = 0;
    uint32_t n_wider = 0;
    for (uint32_t i = 0; i < lines->n; i++) {
        uint32_t w = lines->at[i].width;
        if (w < MIN_MARGIN) continue;
        n_long++;
        if (w > MAX_MARGIN) {
            n_wider++;
        } else {
            count[w]++;
        }
    }
    /* A few lines may stick out: addresses, tables. */
    uint32_t over = n_long / 50;
    if (n_wider > over) return 0;
    uint32_t margin = MAX_MARGIN;
    for (uint32_t seen = n_wider; margin > MIN_MARGIN; margin--) {
        seen += count[margin];
        if (seen > over) break;
    }
    uint32_t crowd = 0;
    for (uint32_t w = margin; w + CROWD > margin && w >= MIN_MARGIN; w--) crowd += count[w];
    return crowd >= 3 && crowd * 3 >= n_long ? margin : 0;
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

/** In a flat text: does `next` go on the block that begins at `begin` and ends with `last`? */
static bool joins_flat(const struct joiner *j, uint32_t begin, const struct line *last,
                       const struct line *next)
{
    enum { LONG_BLOCK = 24, LONG_LINE = 40, FULL_LINE = 80 };
    char mark = j->text.p[next->begin];
    if (mark == ',' || mark == ')') return true;
    if (ends_sentence(j->text.p[last->end - 1])) return false;
    /* Shorter lines in lower case are items of a menu. */
    bool is_long = last->end - begin >= LONG_BLOCK || next->width >= LONG_LINE;
    if (line_goes_on(j, next)) return is_long || mark < 'a';
    /* A link in the middle of a sentence: the sentence goes on after it. */
    return breaks_off(j->text.p + last->begin, last->end - last->begin) &&
           (last->width >= FULL_LINE || line_goes_on(j, next + 1));
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
    size_t mark = bullet_bytes(p + line->begin, line->end - line->begin);
    *b = (tg_block){.begin = line->begin,
                    .end = line->end,
                    .text = line->begin + (uint32_t)mark,
                    .indent = line->indent,
                    .bullet = mark > 0,
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

/* ---- measuring ---- */

enum first { CAPITAL, LOWER, DIGIT, OTHER };

static enum first first_of(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[0];
    if (c >= 'a' && c <= 'z') return LOWER;
    if (c >= 'A' && c <= 'Z') return CAPITAL;
    if (is_digit((char)c)) return DIGIT;
    if (c < 0x80 || n < 2) return OTHER;
    unsigned char d = (unsigned char)p[1];
    if (c == 0xc3) return d <= 0x9e ? CAPITAL : LOWER;
    if (c == 0xc4 || c == 0xc5) return d % 2 == 0 ? CAPITAL : LOWER; /* nearly: they alternate */
    if (c == 0xce) return d >= 0x86 && d <= 0xab ? CAPITAL : LOWER;
    if (c == 0xd0) return d <= 0xaf ? CAPITAL : LOWER;
    if (c == 0xc2 || (c == 0xe2 && d <= 0x80)) return OTHER;
    return c == 0xe2 ? OTHER : LOWER; /* scripts without case read as lower case */
}

/** What is carried from word to word. */
struct pass {
    uint32_t n_dense; /* characters of scripts without blanks, in quarters of a word */
    bool after_stop;  /* the last word ended a sentence */
};

static bool is_stop(unsigned char c)
{
    return c == '.' || c == '!' || c == '?';
}

/** Bytes of the link mark "[12]" at p[i], 0 if there is none. */
static size_t link_mark_bytes(const char *p, size_t i, size_t n)
{
    size_t k = i + 1;
    while (k < n && is_digit(p[k])) k++;
    return p[i] == '[' && k > i + 1 && k < n && p[k] == ']' ? k + 1 - i : 0;
}

/** Characters of scripts without blanks that begin at p, in quarters of a word. */
static uint32_t dense(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[0];
    if (c == 0xe0) return n > 1 && (unsigned char)p[1] >= 0xb8;
    return c >= 0xe3 && c <= 0xed ? 2 : 0;
}

/** Does a word of n bytes that ends at `end`, not all of them signs, end a sentence? An initial ("J.") or
 *  a bare number ("3.") does not. Few words end in a stop, so that is asked first. */
static bool word_stops(const char *end, size_t n)
{
    bool stops =
        is_stop((unsigned char)end[-1]) || (end[-1] == '"' && is_stop((unsigned char)end[-2]));
    return stops && n > 3;
}

static void count_word(tg_block *b, struct pass *s, bool lower, bool stops)
{
    b->n_words++;
    b->n_lower += lower;
    b->n_stops += s->after_stop && !lower;
    s->after_stop = stops;
}

/** Take the word that begins at p[i]: a run of bytes above blank. */
static void take_word(tg_block *b, struct pass *s, const char *p, size_t i, size_t n)
{
    size_t mark = p[i] == '[' ? link_mark_bytes(p, i, n) : 0;
    b->has_link |= mark > 0;
    i += mark;
    enum first first = OTHER;
    uint32_t n_digits = 0;
    size_t begin = i;
    for (; i < n && (unsigned char)p[i] > ' '; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c < 0x80 && !is_digit((char)c) && !tg_ascii_is_letter((char)c)) {
            b->has_year |= n_digits == 4;
            n_digits = 0;
            continue;
        }
        if (first == OTHER) first = first_of(p + i, n - i);
        n_digits += is_digit((char)c);
        s->n_dense += dense(p + i, n - i);
    }
    b->has_year |= n_digits == 4;
    if (first != OTHER) count_word(b, s, first == LOWER, word_stops(p + i, i - begin));
}

/** Take the words that begin in the 64 bytes at p + at. Most are letters of ASCII with a sign or a blank
 *  behind them, and the planes tell all about those. @return where to go on. */
static size_t take_words(tg_block *b, struct pass *s, const char *p, size_t at, size_t n)
{
    tg_planes planes = n - at < 64 ? tg_planes_rest(p + at, n - at) : tg_planes_of(p + at);
    uint64_t ink = planes.plane[TG_PLANE_INK];
    uint64_t letter = planes.plane[TG_PLANE_UPPER] | planes.plane[TG_PLANE_LOWER];
    uint64_t special = planes.plane[TG_PLANE_WIDE] | planes.plane[TG_PLANE_DIGIT];
    bool goes_on = at > 0 && (unsigned char)p[at - 1] > ' ';
    for (uint64_t left = ink & ~(ink << 1 | goes_on); left != 0; left &= left - 1) {
        uint64_t first = tg_lowest_bit(left);
        /* One carries through the word. */
        uint64_t behind = (ink + first) & ~ink;
        size_t i = at + (unsigned)__builtin_ctzll(first);
        /* The last may be whole in the planes from there on. */
        if (behind == 0 && i > at && n - at > 64) return i;
        if ((letter & first) == 0 || behind == 0 || (special & (behind - first)) != 0) {
            take_word(b, s, p, i, n);
            continue;
        }
        size_t end = at + (unsigned)__builtin_ctzll(behind);
        count_word(b, s, (planes.plane[TG_PLANE_LOWER] & first) != 0, word_stops(p + end, end - i));
    }
    return at + 64;
}

/** Bytes of the closing quote, bracket or blank that ends p[0..n), 0 for anything else. */
static size_t closer_bytes(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[n - 1];
    if (c == '"' || c == '\'' || c == ')' || c == ']' || c == '*') return 1;
    if (c < 0x80) return c <= ' ';
    if (n >= 2 && c == 0xbb && (unsigned char)p[n - 2] == 0xc2) return 2; /* » */
    if (n >= 3 && memcmp(p + n - 3, "\xe2\x80", 2) == 0 && c >= 0x98 && c <= 0x9f)
        return 3; /* ’ ” */
    if (n >= 3 && memcmp(p + n - 3, "\xe3\x80", 2) == 0 && (c == 0x8d || c == 0x8f))
        return 3; /* 」 */
    return blank_bytes_before(p, n);
}

/** Is the sign that ends p[0..n) a full stop of some script (。！？।۔؟။)? */
static bool is_wide_stop(const char *p, size_t n)
{
    static const char stops[][4] = {"。", "！", "？", "।", "။"};
    if (n >= 2 && (memcmp(p + n - 2, "۔", 2) == 0 || memcmp(p + n - 2, "؟", 2) == 0)) return true;
    for (size_t i = 0; i < sizeof stops / sizeof stops[0] && n >= 3; i++) {
        if (memcmp(p + n - 3, stops[i], 3) == 0) return true;
    }
    return false;
}

static tg_block_end end_of(const char *p, size_t n)
{
    for (size_t k; n > 0 && (k = closer_bytes(p, n)) > 0;) n -= k;
    if (n == 0) return TG_END_OPEN;
    char c = p[n - 1];
    if (c == ':') return TG_END_COLON;
    if (c == '!' || c == '?') return TG_END_STOP;
    if (c == '.') {
        bool dots =
            n >= 3 && (memcmp(p + n - 3, "...", 3) == 0 || memcmp(p + n - 3, ". .", 3) == 0);
        return dots ? TG_END_DOTS : TG_END_STOP;
    }
    if ((unsigned char)c < 0x80) return TG_END_OPEN;
    if (n >= 3 && memcmp(p + n - 3, "…", 3) == 0) return TG_END_DOTS;
    return is_wide_stop(p, n) ? TG_END_STOP : TG_END_OPEN;
}

/** Only [image] marks and form fields, [____] ( ) [x]? */
static bool only_brackets(const char *p, size_t n)
{
    bool inside = false;
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '[') {
            inside = any = true;
        } else if (p[i] == ']') {
            inside = false;
        } else if (!inside && (unsigned char)p[i] > ' ') {
            return false;
        }
    }
    return any;
}

/** A menu in one line: four or more short labels of letters, two blanks or a bar between them, as in
 *  "Home  World  Middle East  Opinion". */
static bool is_row(const char *p, size_t n)
{
    enum { MIN_LABELS = 4, MAX_LABEL = 24, MAX_ROW = 300 };
    size_t n_labels = 0;
    size_t begin = 0; /* of the label */
    if (n > MAX_ROW) return false;
    for (size_t i = 0; i <= n; i++) {
        if (i - begin > MAX_LABEL || (i < n && is_digit(p[i]))) return false;
        bool gap =
            i == n || p[i] == '|' || p[i] == '\t' || (p[i] == ' ' && i + 1 < n && p[i + 1] == ' ');
        if (!gap) continue;
        while (begin < i && p[begin] == ' ') begin++;
        n_labels += i > begin;
        begin = i + 1;
    }
    return n_labels >= MIN_LABELS;
}

static uint32_t scale(uint32_t count, size_t n, size_t n_head)
{
    return (uint32_t)((uint64_t)count * n / n_head);
}

enum { HEAD = 512 }; /* bytes; forty words tell as much as four hundred */

static size_t head_of(const tg_block *b)
{
    size_t n = b->end - b->text;
    return n < HEAD ? n : HEAD;
}

/** Measure a block by its head. */
static void measure(tg_block *b, const char *text)
{
    const char *p = text + b->text;
    size_t n = b->end - b->text;
    size_t n_head = head_of(b);
    struct pass s = {0};
    for (size_t at = 0; at < n_head;) at = take_words(b, &s, p, at, n_head);
    uint32_t dense = s.n_dense / 4;
    b->n_words += dense;
    b->n_lower += dense;
    b->n_stops += dense / 20;
    if (n > n_head) {
        b->n_words = scale(b->n_words, n, n_head);
        b->n_lower = scale(b->n_lower, n, n_head);
        b->n_stops = scale(b->n_stops, n, n_head);
    }
    b->end_kind = (uint8_t)end_of(p, n);
    b->row = is_row(p, n);
    b->bracketed = n > 0 && p[0] == '[' && only_brackets(p, n);
}

static uint32_t mix(uint32_t key, uint32_t x)
{
    return (key ^ x) * 16777619u;
}

uint32_t tg_block_key(const tg_block *b, const char *text)
{
    if (b->n_words == 0) return 0;
    const char *p = text + b->text;
    size_t n = head_of(b);
    uint32_t key = 2166136261u;
    bool inside = false; /* a word */
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '[' && !inside) i += link_mark_bytes(p, i, n);
        if (i == n) break;
        unsigned char c = (unsigned char)p[i];
        inside = c > ' ';
        /* Digits have the bit of small letters. */
        uint32_t with = mix(key, c < 0x80 ? c | 0x20 : c);
        bool counts = tg_ascii_is_letter((char)c) || is_digit((char)c) || c >= 0x80;
        key = counts ? with : key;
    }
    if (b->end - b->text > n) key = mix(key, b->end - b->text);
    return (key ^ (key >> 15)) | 1u;
}

tagger_status tg_blocks_find(tg_blocks *out, tg_arena *arena, tg_str text, tagger_error *err)
{
    assert(text.n < UINT32_MAX);
    *out = (tg_blocks){0};
    struct lines lines;
    TG_TRY(split(&lines, arena, text, err));
    struct joiner j = {.text = text, .end = lines.at + lines.n, .margin = margin_of(&lines)};
    j.flat = lines.n >= 12 && lines.n_blank * 10 < lines.n && j.margin == 0;
    TG_TRY(join_lines(out, arena, &lines, &j, err));
    for (uint32_t i = 0; i < out->n; i++) measure(&out->at[i], text.p);
    return TAGGER_OK;
}
