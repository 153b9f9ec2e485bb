/* SPDX-License-Identifier: MIT
 *
 * wordlist.c — long lists of words inside patterns, looked up instead of tried word by word.
 *
 * A name may begin with any capital but those of a hundred words, and many a
 * pattern says so. PCRE2 compiles such a list word by word, makes machine code
 * of it word by word, and tries it so at each place. So a list is taken out of
 * the pattern, and a callout that asks a hash table is put in its place:
 *
 *     (?!(?:The|A|An|At|…)\b)\p{Lu}\w+      ──▶      (?C1)\p{Lu}\w+
 *
 * A callout that says no is to the pattern what an assertion that fails is. A
 * pattern that changes how its own text is read, by options as in (?i), verbs
 * or \Q, is left as it is.
 */
#include "match/wordlist.h"

#include "base/utf8.h"
#include "text/token.h"

enum { LEAST_WORDS = 8, MOST_WORDS = TG_WORD_SLOTS / 2 };

static const char opening[] = "(?!(?:";
static const char closing[] = ")\\b)";

static bool starts_with(tg_str s, const char *head, size_t n)
{
    return s.n >= n && memcmp(s.p, head, n) == 0;
}

/** Options "(?i", "(?x:", callouts "(?C", comments "(?#", verbs "(*", quotes "\Q". */
static bool is_read_otherwise(tg_str pattern)
{
    for (size_t i = 0; i + 2 <= pattern.n; i++) {
        const char *p = pattern.p + i;
        if (memcmp(p, "(*", 2) == 0 || memcmp(p, "\\Q", 2) == 0) return true;
        bool group = i + 3 <= pattern.n && memcmp(p, "(?", 2) == 0;
        if (group && (tg_ascii_is_letter(p[2]) || p[2] == '^' || p[2] == '-' || p[2] == '#'))
            return true;
    }
    return false;
}

/** The words of the list that `s` begins with, without its brackets; empty when there is none, or
 *  one so short or so long that the pattern may keep it. */
static tg_str list_at(tg_str s)
{
    tg_str none = {NULL, 0};
    if (!starts_with(s, opening, sizeof opening - 1)) return none;
    tg_str words = {s.p + sizeof opening - 1, 0};
    size_t left = s.n - (sizeof opening - 1);
    unsigned n = 1;
    bool in_word = false;
    for (; words.n < left; words.n++) {
        char c = words.p[words.n];
        if (!tg_ascii_is_letter(c) && (c != '|' || !in_word)) break;
        in_word = c != '|';
        n += c == '|';
    }
    tg_str behind = {words.p + words.n, left - words.n};
    bool whole = in_word && starts_with(behind, closing, sizeof closing - 1);
    return whole && n >= LEAST_WORDS && n <= MOST_WORDS ? words : none;
}

/** The slot of a word, or the empty one where it belongs. */
static uint32_t slot_of(const tg_word_list *list, tg_str word, const char *limit)
{
    uint32_t i = (uint32_t)(tg_hash_near(word, limit) >> 32) % TG_WORD_SLOTS;
    while (list->slots[i].n != 0 && !tg_str_eq(list->slots[i], word)) i = (i + 1) % TG_WORD_SLOTS;
    return i;
}

static void read_words(tg_word_list *list)
{
    const char *end = list->source.p + list->source.n;
    for (const char *at = list->source.p; at < end;) {
        const char *bar = memchr(at, '|', (size_t)(end - at));
        tg_str word = {at, (size_t)((bar != NULL ? bar : end) - at)};
        list->slots[slot_of(list, word, end)] = word;
        at += word.n + 1;
    }
}

/** The index of the list with these words, added when it is new; UINT32_MAX when there is no room. */
static uint32_t index_of(tg_word_lists *lists, tg_str words)
{
    for (uint32_t i = 0; i < lists->n; i++) {
        if (tg_str_eq(lists->at[i].source, words)) return i;
    }
    if (lists->n == TG_MAX_WORD_LISTS) return UINT32_MAX;
    lists->at[lists->n].source = words;
    read_words(&lists->at[lists->n]);
    return lists->n++;
}

size_t tg_word_lists_take(tg_word_lists *lists, char *out, tg_str pattern)
{
    bool whole = is_read_otherwise(pattern);
    size_t n = 0;
    for (size_t i = 0; i < pattern.n;) {
        tg_str words = whole ? (tg_str){NULL, 0} : list_at((tg_str){pattern.p + i, pattern.n - i});
        uint32_t list = words.n > 0 ? index_of(lists, words) : UINT32_MAX;
        if (list == UINT32_MAX) {
            /* "\(" opens nothing. */
            if (pattern.p[i] == '\\' && i + 1 < pattern.n) out[n++] = pattern.p[i++];
            out[n++] = pattern.p[i++];
            continue;
        }
        const char callout[] = {'(', '?', 'C', (char)('1' + list), ')'};
        memcpy(out + n, callout, sizeof callout);
        n += sizeof callout;
        i += sizeof opening - 1 + words.n + sizeof closing - 1;
    }
    return n;
}

/** A letter, digit or underscore: \w. */
static bool is_word_character(uint32_t cp)
{
    tg_class class = tg_utf8_class(cp);
    return class == TG_CLASS_LETTER || class == TG_CLASS_DIGIT || cp == '_';
}

bool tg_word_list_heads(const tg_word_list *list, tg_str text)
{
    tg_str word = {text.p, 0};
    while (word.n < text.n && tg_ascii_is_letter(text.p[word.n])) word.n++;
    if (word.n == 0) return false;
    const char *end = text.p + text.n;
    if (list->slots[slot_of(list, word, end)].n == 0) return false;
    uint32_t next = 0;
    if (word.n < text.n) (void)tg_utf8_next(text.p + word.n, end, &next);
    return !is_word_character(next);
}
