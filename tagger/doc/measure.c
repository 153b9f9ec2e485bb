/* SPDX-License-Identifier: MIT
 *
 * measure.c — what a block looks like: its words, how many of them begin small,
 * the sentence ends in it and how it ends itself.
 *
 * Words are counted over the bit planes of 64 bytes at a time; only one that is
 * not all letters of ASCII is read byte by byte.
 */
#include "doc/measure.h"

#include <string.h>

#include "base/utf8.h"
#include "text/planes.h"

size_t tg_blank_bytes(const char *p, size_t n)
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

size_t tg_blank_bytes_before(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[n - 1];
    if (c <= ' ' || c == 0x7f) return 1;
    if (c < 0x80 || c > 0xbf) return 0;
    if (n >= 2 && tg_blank_bytes(p + n - 2, 2) == 2) return 2;
    return n >= 3 && tg_blank_bytes(p + n - 3, 3) == 3 ? 3 : 0;
}

enum first { CAPITAL, LOWER, DIGIT, OTHER };

static enum first first_of(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[0];
    if (c >= 'a' && c <= 'z') return LOWER;
    if (c >= 'A' && c <= 'Z') return CAPITAL;
    if (tg_ascii_is_digit((char)c)) return DIGIT;
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
    while (k < n && tg_ascii_is_digit(p[k])) k++;
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
        if (c < 0x80 && !tg_ascii_is_digit((char)c) && !tg_ascii_is_letter((char)c)) {
            b->has_year |= n_digits == 4;
            n_digits = 0;
            continue;
        }
        if (first == OTHER) first = first_of(p + i, n - i);
        n_digits += tg_ascii_is_digit((char)c);
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
    if (c == '"' || c == '\'' || c == ')' || c == ']' || c == '*' || c == '_') return 1;
    if (c < 0x80) return c <= ' ';
    if (n >= 2 && c == 0xbb && (unsigned char)p[n - 2] == 0xc2) return 2; /* » */
    if (n >= 3 && memcmp(p + n - 3, "\xe2\x80", 2) == 0 && c >= 0x98 && c <= 0x9f)
        return 3; /* ’ ” */
    if (n >= 3 && memcmp(p + n - 3, "\xe3\x80", 2) == 0 && (c == 0x8d || c == 0x8f))
        return 3; /* 」 */
    return tg_blank_bytes_before(p, n);
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

/** Bytes of the mark of a note that ends p[0..n): "[3]", "^[iv]"; 0 if there is none. */
static size_t note_bytes(const char *p, size_t n)
{
    enum { MAX_NOTE = 5 };
    if (n < 3 || p[n - 1] != ']') return 0;
    size_t k = 1;
    while (k <= MAX_NOTE && k < n &&
           (tg_ascii_is_digit(p[n - 1 - k]) || p[n - 1 - k] == 'i' || p[n - 1 - k] == 'v' ||
            p[n - 1 - k] == 'x'))
        k++;
    if (k == 1 || k == n || p[n - 1 - k] != '[') return 0;
    k++;
    return k + (k < n && p[n - 1 - k] == '^');
}

static tg_block_end end_of(const char *p, size_t n)
{
    for (size_t k; n > 0 && ((k = note_bytes(p, n)) > 0 || (k = closer_bytes(p, n)) > 0);) n -= k;
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

/** Only [image] marks and form fields, [____] ( ) [x], and links of Markdown, [words](address)? */
static bool only_brackets(const char *p, size_t n)
{
    char inside = 0; /* what ends the bracket */
    for (size_t i = 0; i < n; i++) {
        if (inside != 0) {
            if (p[i] == inside) inside = 0;
        } else if (p[i] == '[') {
            inside = ']';
        } else if (p[i] == '(' && p[i - 1] == ']') {
            inside = ')';
        } else if ((unsigned char)p[i] > ' ' && p[i] != '!') {
            return false;
        }
    }
    return true;
}

/** Is there a link of Markdown, [words](address)? */
static bool has_markdown_link(const char *p, size_t n)
{
    const char *end = p + n;
    while ((p = memchr(p, ']', (size_t)(end - p))) != NULL && ++p < end) {
        if (*p == '(') return true;
    }
    return false;
}

/** Only a mark of the page's own build, as Markdown keeps it: <div>, </div>, ::: {.menu} */
static bool is_tag(const char *p, size_t n)
{
    if (n >= 3 && memcmp(p, ":::", 3) == 0) return true;
    return n >= 3 && p[0] == '<' && p[n - 1] == '>' && memchr(p + 1, '<', n - 1) == NULL;
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
        if (i - begin > MAX_LABEL || (i < n && tg_ascii_is_digit(p[i]))) return false;
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

void tg_block_measure(tg_block *b, const char *text)
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
    b->has_link |= has_markdown_link(p, n_head);
    bool bracket = n > 1 && (p[0] == '[' || (p[0] == '!' && p[1] == '['));
    b->tag = is_tag(p, n);
    b->bracketed = b->tag || (bracket && b->heading == 0 && only_brackets(p, n));
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
        bool counts = tg_ascii_is_letter((char)c) || tg_ascii_is_digit((char)c) || c >= 0x80;
        key = counts ? with : key;
    }
    if (b->end - b->text > n) key = mix(key, b->end - b->text);
    return (key ^ (key >> 15)) | 1u;
}
