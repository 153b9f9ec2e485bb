/* SPDX-License-Identifier: MIT */
#include "cli/trim.h"

#include "base/utf8.h"

static const char *const honorifics[] = {"mr",   "mrs",  "ms",  "miss", "dr",   "prof",   "sir",
                                         "lord", "lady", "mme", "herr", "frau", "mevrouw"};
static const char *const articles[] = {"the", "a",   "an",  "de",  "het", "een", "le",
                                       "la",  "les", "un",  "une", "el",  "los", "las",
                                       "der", "die", "das", "den", "dem"};

static bool is_in(uint32_t cp, const char *ascii)
{
    /* Single and double curly quotes stand on both sides. */
    if (cp == 0x2018 || cp == 0x2019 || cp == 0x201c || cp == 0x201d) return true;
    return cp > 0 && cp < 0x80 && strchr(ascii, (int)cp) != NULL;
}

/** Bytes of a word of ASCII letters at p, in either case, or 0. */
static size_t word_at(const char *p, const char *end, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(end - p) < n) return 0;
    for (size_t i = 0; i < n; i++) {
        if (tg_ascii_lower(p[i]) != word[i]) return 0;
    }
    return n;
}

static const char *skip_spaces(const char *p, const char *end)
{
    while (p < end) {
        uint32_t cp;
        uint32_t n = tg_utf8_next(p, end, &cp);
        if (tg_utf8_class(cp) != TG_CLASS_SPACE) break;
        p += n;
    }
    return p;
}

static const char *skip_opening(const char *p, const char *end)
{
    while (p < end) {
        uint32_t cp;
        uint32_t n = tg_utf8_next(p, end, &cp);
        if (tg_utf8_class(cp) != TG_CLASS_SPACE && !is_in(cp, "\"'([") && cp != 0xab) break;
        p += n;
    }
    return p;
}

/** Behind one of the words, which a space follows, and behind the spaces; NULL for none. */
static const char *skip_word(const char *p, const char *end, const char *const *words, size_t n,
                             bool point)
{
    for (size_t i = 0; i < n; i++) {
        size_t length = word_at(p, end, words[i]);
        if (length == 0) continue;
        const char *after = p + length;
        if (point && after < end && *after == '.') after++;
        const char *next = skip_spaces(after, end);
        if (next > after) return next;
    }
    return NULL;
}

static const char *skip_elided(const char *p, const char *end)
{
    if (word_at(p, end, "l") == 0) return NULL;
    uint32_t cp = 0;
    if (p + 1 < end) {
        uint32_t n = tg_utf8_next(p + 1, end, &cp);
        if (cp == '\'' || cp == 0x2019) return p + 1 + n;
    }
    return NULL;
}

/** Where the name begins when one thing before it is cut off, or p. */
static const char *cut_left(const char *p, const char *end)
{
    const char *next = skip_opening(p, end);
    if (next > p) return next;
    next = skip_word(p, end, honorifics, sizeof honorifics / sizeof honorifics[0], true);
    if (next == NULL)
        next = skip_word(p, end, articles, sizeof articles / sizeof articles[0], false);
    if (next == NULL) next = skip_elided(p, end);
    return next != NULL ? next : p;
}

static const char *cut_closing(const char *begin, const char *end)
{
    while (end > begin) {
        uint32_t cp;
        uint32_t n = tg_utf8_prev(begin, end, &cp);
        if (tg_utf8_class(cp) != TG_CLASS_SPACE && !is_in(cp, "\"'),;:!?]") && cp != 0xbb) break;
        end -= n;
    }
    return end;
}

static const char *cut_genitive(const char *begin, const char *end)
{
    if (end - begin < 2 || (end[-1] != 's' && end[-1] != 'S')) return end;
    uint32_t cp;
    uint32_t n = tg_utf8_prev(begin, end - 1, &cp);
    return cp == '\'' || cp == 0x2019 ? end - 1 - n : end;
}

/** A last point, unless it belongs to initials: U.S. keeps it. */
static const char *cut_point(const char *begin, const char *end)
{
    if (end == begin || end[-1] != '.') return end;
    const char *p = end - 1;
    uint32_t cp = 0;
    for (unsigned i = 0; i < 3; i++) {
        if (p == begin) return end;
        p -= tg_utf8_prev(begin, p, &cp);
        if (i < 2 && cp == '\n') return end;
    }
    return cp != '.' ? end - 1 : end;
}

static const char *cut_right(const char *begin, const char *end)
{
    const char *next = cut_closing(begin, end);
    if (next == end) next = cut_genitive(begin, end);
    if (next == end) next = cut_point(begin, end);
    return next;
}

tagger_span tg_trim(tg_str text, tagger_span at)
{
    const char *begin = text.p + at.begin;
    const char *end = text.p + at.end;
    for (;;) {
        const char *next = cut_left(begin, end);
        if (next > begin && next < end) {
            begin = next;
            continue;
        }
        next = cut_right(begin, end);
        if (next == end || next <= begin) break;
        end = next;
    }
    return (tagger_span){(uint32_t)(begin - text.p), (uint32_t)(end - text.p)};
}
