/* SPDX-License-Identifier: MIT
 *
 * token.c — text to tokens, after UAX #29 (word boundaries) tailored for names.
 *
 * A token is a word or one sign; blanks are left out. What a reader of news
 * takes for one name part stays one word, what only leans on it is cut off:
 *
 *     Nieuw-Vlaamse  N-VA  O’Neill  Xi'an  D’Amico  AT&T  U.S.  Booking.com  1,000
 *     Belgium|'s     l'|Allemagne     UK|-|based     anti|-|Trump     Van|Daele|.
 *
 * So a hyphen joins two capitalised pieces and cuts between a capitalised and
 * a lower-case one, unless a capital follows later (Aix-en-Provence), behind
 * capitals alone (CDU|-|Politiker) and before what a German calls people by
 * (Siemens|-|Chefin); an apostrophe joins, except before a final s and after
 * an elided article.
 *
 * Speed: one pass turns the text into bit planes, 64 bytes a step,
 *
 *     text    B e l g i u m ’ s   i n
 *     ink     1 1 1 1 1 1 1 1 1 0 1 1     anything but a blank
 *     word    1 1 1 1 1 1 1 1 1 0 1 1     letters, digits, every byte >= 0x80
 *     wide    0 0 0 0 0 0 0 1 0 0 0 0     bytes >= 0x80
 *     upper   1 0 0 0 0 0 0 0 0 0 0 0     A to Z; `lower` alike
 *
 * and tokens are read off with count-trailing-zeros: 64 bits from where a token
 * begins say where it ends and how it is written. Only a run that holds a wide
 * byte, or a joining sign with something behind it, is looked at byte by byte.
 */
#include "text/token.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/status.h"
#include "base/utf8.h"

/* ---- bit planes ---------------------------------------------------------- */

enum { INK, WORD, WIDE, UPPER, LOWER, N_PLANES };

/** The planes of 64 bytes, bit i for byte i. A text has one block more than it fills: the last is
 *  all 0, so that 64 bits may be read from any byte on. */
typedef struct block {
    uint64_t plane[N_PLANES];
} block;

static bool is_word_byte(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || c == '_';
}

static block scan_bytes(const char *text, size_t n)
{
    block out = {{0}};
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i];
        out.plane[INK] |= (uint64_t)(c > ' ' && c != 0x7f) << i;
        out.plane[WORD] |= (uint64_t)is_word_byte(c) << i;
        out.plane[WIDE] |= (uint64_t)(c >= 0x80) << i;
        out.plane[UPPER] |= (uint64_t)(c >= 'A' && c <= 'Z') << i;
        out.plane[LOWER] |= (uint64_t)(c >= 'a' && c <= 'z') << i;
    }
    return out;
}

#if defined(__SSE2__)
/** 0xff in each byte of v that lies in [low, high]; bytes >= 0x80 are negative and never do. */
static __m128i between(__m128i v, char low, char high)
{
    return _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8((char)(low - 1))),
                         _mm_cmplt_epi8(v, _mm_set1_epi8((char)(high + 1))));
}

static block scan_block(const char *text)
{
    block out = {{0}};
    for (unsigned i = 0; i < 4; i++) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(text + 16 * (size_t)i));
        __m128i other = _mm_or_si128(between(v, '0', '9'), _mm_cmpeq_epi8(v, _mm_set1_epi8('_')));
        unsigned upper = (unsigned)_mm_movemask_epi8(between(v, 'A', 'Z'));
        unsigned lower = (unsigned)_mm_movemask_epi8(between(v, 'a', 'z'));
        unsigned wide = (unsigned)_mm_movemask_epi8(v);
        unsigned sign = (unsigned)_mm_movemask_epi8(between(v, '!', '~'));
        unsigned word = (unsigned)_mm_movemask_epi8(other) | upper | lower | wide;
        out.plane[INK] |= (uint64_t)(sign | wide) << 16 * i;
        out.plane[WORD] |= (uint64_t)word << 16 * i;
        out.plane[WIDE] |= (uint64_t)wide << 16 * i;
        out.plane[UPPER] |= (uint64_t)upper << 16 * i;
        out.plane[LOWER] |= (uint64_t)lower << 16 * i;
    }
    return out;
}
#else
static block scan_block(const char *text)
{
    return scan_bytes(text, 64);
}
#endif

/** The blocks of a text, [text.n / 64 + 2]; NULL when memory ran out. */
static block *scan(tg_arena *arena, tg_str text)
{
    size_t n = text.n / 64;
    block *blocks = TG_ARENA_NEW(arena, block, n + 2);
    if (blocks == NULL) return NULL;
    for (size_t b = 0; b < n; b++) blocks[b] = scan_block(text.p + 64 * b);
    blocks[n] = scan_bytes(n > 0 ? text.p + 64 * n : text.p, text.n % 64);
    blocks[n + 1] = (block){{0}};
    return blocks;
}

/** The planes of the 64 bytes from `at` on. */
static block window(const block *blocks, size_t at)
{
    const block *b = &blocks[at / 64];
    block out;
    for (unsigned i = 0; i < N_PLANES; i++) {
        out.plane[i] = b[0].plane[i] >> at % 64 | b[1].plane[i] << 1 << (63 - at % 64);
    }
    return out;
}

/** The planes of those bytes from byte `bit` of the block on that stand in it. */
static block rest(const block *b, unsigned bit)
{
    block out;
    for (unsigned i = 0; i < N_PLANES; i++) out.plane[i] = b->plane[i] >> bit;
    return out;
}

static bool is_word_at(const block *blocks, size_t at)
{
    return (blocks[at / 64].plane[WORD] >> at % 64 & 1) != 0;
}

/* ---- words with inner signs ---------------------------------------------- */

/** A character of the text: its code point, class and length; n = 0 past the end. */
typedef struct glyph {
    uint32_t cp;
    uint32_t n;
    tg_class class;
} glyph;

static glyph wide_glyph(tg_str text, size_t at)
{
    glyph g = {0};
    g.n = tg_utf8_next(text.p + at, text.p + text.n, &g.cp);
    g.class = tg_utf8_class(g.cp);
    return g;
}

static inline glyph glyph_at(tg_str text, size_t at)
{
    if (at >= text.n) return (glyph){.class = TG_CLASS_SPACE};
    unsigned char c = (unsigned char)text.p[at];
    if (c >= 0x80) return wide_glyph(text, at);
    tg_class class = c <= ' ' || c == 0x7f  ? TG_CLASS_SPACE
                     : c >= '0' && c <= '9' ? TG_CLASS_DIGIT
                     : is_word_byte(c)      ? TG_CLASS_LETTER
                                            : TG_CLASS_SIGN;
    return (glyph){.cp = c, .n = 1, .class = class};
}

static bool is_wordy(glyph g)
{
    return g.class == TG_CLASS_LETTER || g.class == TG_CLASS_DIGIT;
}

static bool is_apostrophe(uint32_t cp)
{
    return cp == '\'' || cp == 0x2019 || cp == 0x02bc;
}

static bool is_hyphen(uint32_t cp)
{
    return cp == '-' || cp == 0x2010 || cp == 0x2011;
}

/** End of the run of letters, digits and marks that starts at `at`. */
static size_t run_end(tg_str text, size_t at)
{
    for (;;) {
        while (at < text.n && (unsigned char)text.p[at] < 0x80 &&
               is_word_byte((unsigned char)text.p[at]))
            at++;
        glyph g = glyph_at(text, at);
        if (g.n == 0 || (!is_wordy(g) && g.class != TG_CLASS_MARK) || is_apostrophe(g.cp))
            return at;
        at += g.n;
    }
}

/** Is text[begin, end) an article or pronoun that French and Italian elide: l' d' qu' …? Of capitals only
 *  the article, as in L'UEFA: D'Amico is a name. */
static bool is_elided(tg_str text, size_t begin, size_t end)
{
    enum { LONGEST = 6 };
    /* By length, then one behind the other. */
    static const char *const words[LONGEST + 1] = {[0] = "",
                                                   [1] = "lLdjcnsmt",
                                                   [2] = "quun",
                                                   [3] = "all",
                                                   [4] = "delldallnellsull",
                                                   [5] = "jusququell",
                                                   [6] = "lorsqupuisququoiqu"};
    size_t n = end - begin;
    if (n == 0 || n > LONGEST) return false;
    for (const char *word = words[n]; *word != '\0'; word += n) {
        if (memcmp(word, text.p + begin, n) == 0) return true;
    }
    return false;
}

/** The piece [at, end) after a hyphen is lower case, and no capitalised piece follows it. */
static bool ends_lower(tg_str text, size_t at)
{
    for (;;) {
        glyph g = glyph_at(text, at);
        if (!tg_utf8_is_lower(g.cp)) return false;
        at = run_end(text, at);
        glyph sign = glyph_at(text, at);
        glyph next = glyph_at(text, at + sign.n);
        if (!(is_hyphen(sign.cp) || is_apostrophe(sign.cp)) || !is_wordy(next)) return true;
        at += sign.n;
    }
}

/** Lower-case pieces before a hyphen and a capital that belong to the name: al-Sisi, de-Gaulle. */
static bool is_name_prefix(size_t begin, size_t end)
{
    return end - begin <= 2;
}

/** Does the apostrophe at `at`, inside a word begun at `begin`, keep both sides together? */
static bool apostrophe_joins(tg_str text, size_t begin, size_t at, size_t after)
{
    glyph next = glyph_at(text, after);
    if (!is_wordy(next)) return false;
    bool is_s = next.cp == 's' || next.cp == 'S';
    if (is_s && !is_wordy(glyph_at(text, after + 1))) return false;
    return !is_elided(text, begin, at);
}

/** CDU-Politiker, N-VA-Kamerlid: capitals before a hyphen and a word of another kind; it is two. */
static bool opens_compound(tg_str text, size_t begin, size_t at, size_t after)
{
    unsigned n_capitals = 0;
    for (size_t i = begin; i < at;) {
        glyph g = glyph_at(text, i);
        if (tg_utf8_is_lower(g.cp)) return false;
        n_capitals += tg_utf8_is_upper(g.cp);
        i += g.n;
    }
    glyph next = glyph_at(text, after);
    return n_capitals >= 2 && tg_utf8_is_upper(next.cp) &&
           tg_utf8_is_lower(glyph_at(text, after + next.n).cp);
}

/** Siemens-Chefin, Jefferies-Analyst: is [at, end) a German word for somebody or something that belongs to
 *  the name before? */
static bool is_german_head(tg_str text, size_t at, size_t end)
{
    static const char *const tails[] = {
        "chef",         "chefin",      "vize",          "coach",           "trainer",
        "trainerin",    "politiker",   "politikerin",   "sprecher",        "sprecherin",
        "minister",     "ministerin",  "präsident",     "präsidentin",     "abgeordnete",
        "abgeordneter", "vorsitzende", "vorsitzender",  "vorstand",        "manager",
        "managerin",    "analyst",     "analystin",     "experte",         "expertin",
        "führer",       "führerin",    "leiter",        "leiterin",        "sekretär",
        "sekretärin",   "fraktion",    "konzern",       "konzerns",        "tochter",
        "aktie",        "aktien",      "korrespondent", "korrespondentin", "kandidat",
        "kandidatin",   "stürmer",     "torwart",       "mitarbeiter",     "mitglied"};
    char folded[96];
    if (end - at > sizeof folded / 3) return false;
    size_t n = tg_fold(folded, (tg_str){text.p + at, end - at});
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        size_t k = strlen(tails[i]);
        if (k <= n && memcmp(folded + n - k, tails[i], k) == 0) return true;
    }
    return false;
}

/** Does the hyphen at `at`, inside a word whose last piece began at `piece`, join? */
static bool hyphen_joins(tg_str text, size_t begin, size_t piece, size_t at, size_t after)
{
    glyph next = glyph_at(text, after);
    if (!is_wordy(next)) return false;
    glyph first = glyph_at(text, begin);
    if (tg_utf8_is_upper(first.cp)) {
        return !ends_lower(text, after) && !opens_compound(text, begin, at, after) &&
               !is_german_head(text, after, run_end(text, after));
    }
    if (tg_utf8_is_lower(first.cp) && piece == begin && tg_utf8_is_upper(next.cp)) {
        return is_name_prefix(begin, at);
    }
    return true;
}

/** Does the point or comma at `at` join: U.S, 3.5, 1,000, Booking.com? */
static bool point_joins(tg_str text, size_t begin, size_t piece, size_t at)
{
    glyph next = glyph_at(text, at + 1);
    glyph before = glyph_at(text, at - 1);
    if (before.class == TG_CLASS_DIGIT && next.class == TG_CLASS_DIGIT) return true;
    if (text.p[at] != '.' || next.class != TG_CLASS_LETTER) return false;
    bool letter_points = at - piece == 1 && !is_wordy(glyph_at(text, at + 2)) &&
                         (piece == begin || piece - begin >= 2);
    if (letter_points) return glyph_at(text, at + 2).cp == '.' || piece > begin;
    return tg_utf8_is_lower(next.cp) && at - piece >= 2 && run_end(text, at + 1) - at >= 3;
}

/** Does the sign at `at` keep the word going? */
static bool joins(tg_str text, size_t begin, size_t piece, size_t at, glyph sign)
{
    size_t after = at + sign.n;
    if (is_apostrophe(sign.cp)) return apostrophe_joins(text, begin, at, after);
    if (is_hyphen(sign.cp)) return hyphen_joins(text, begin, piece, at, after);
    if (sign.cp == '.' || sign.cp == ',') return point_joins(text, begin, piece, at);
    if (sign.cp != '&') return false;
    return tg_utf8_is_upper(glyph_at(text, at - 1).cp) &&
           tg_utf8_is_upper(glyph_at(text, after).cp);
}

/** End of the word that begins at `begin`, by the rules at the head of this file. */
static size_t word_end(tg_str text, size_t begin)
{
    size_t piece = begin;
    for (;;) {
        size_t at = run_end(text, piece);
        glyph sign = glyph_at(text, at);
        if (sign.n == 0 || at == piece) return at > begin ? at : begin + glyph_at(text, begin).n;
        if (!joins(text, begin, piece, at, sign)) {
            bool elided = is_apostrophe(sign.cp) && piece == begin && is_elided(text, begin, at) &&
                          is_wordy(glyph_at(text, at + sign.n));
            if (elided) return at + sign.n;
            /* The last point of U.S. belongs to it; a lone initial's does not. */
            bool letter_points =
                sign.cp == '.' && at - piece == 1 && piece - begin >= 2 && text.p[piece - 1] == '.';
            return letter_points ? at + 1 : at;
        }
        piece = at + sign.n;
    }
}

/** End of the token that begins with g at `at`, which is no blank. */
static size_t slow_end(tg_str text, size_t at, glyph g)
{
    if (is_wordy(g)) return word_end(text, at);
    if (is_apostrophe(g.cp) && at > 0) {
        glyph next = glyph_at(text, at + g.n);
        bool genitive = (next.cp == 's' || next.cp == 'S') &&
                        !is_wordy(glyph_at(text, at + g.n + 1)) &&
                        is_word_byte((unsigned char)text.p[at - 1]);
        if (genitive) return at + g.n + 1;
    }
    size_t end = at + g.n;
    while (glyph_at(text, end).class == TG_CLASS_MARK) end += glyph_at(text, end).n;
    return end;
}

/* ---- columns ------------------------------------------------------------- */

static bool is_joiner(char c)
{
    return c == '\'' || c == '-' || c == '.' || c == ',' || c == '&';
}

/** LINE and PARAGRAPH of a token from the gap before it; the text begins with both. */
static uint8_t gap_flags(tg_str text, size_t begin, size_t end)
{
    if (begin == end) return TG_TOKEN_GLUED;
    if (end - begin == 1 && text.p[begin] == ' ') return 0;
    unsigned lines = 0;
    for (size_t i = begin; i < end; i++) lines += text.p[i] == '\n';
    return (uint8_t)((lines > 0 ? TG_TOKEN_LINE : 0) | (lines > 1 ? TG_TOKEN_PARAGRAPH : 0));
}

/** The flags that the letters of a word decide. */
static uint8_t word_flags(tg_str text, size_t begin, size_t end)
{
    unsigned lower = 0;
    unsigned upper = 0;
    unsigned digit = 0;
    bool inner = false;
    uint8_t flags = TG_TOKEN_WORD;
    for (size_t i = begin; i < end;) {
        glyph g = glyph_at(text, i);
        bool up = tg_utf8_is_upper(g.cp);
        upper |= up;
        lower |= g.class == TG_CLASS_LETTER && !up && g.cp != '_';
        digit |= g.class == TG_CLASS_DIGIT;
        inner |= is_hyphen(g.cp) || is_apostrophe(g.cp) || g.cp == '.' || g.cp == '&';
        if (i == begin && up) flags |= TG_TOKEN_UPPER;
        i += g.n;
    }
    if (inner) flags |= TG_TOKEN_INNER;
    if (upper != 0 && lower == 0) flags |= TG_TOKEN_CAPS;
    if (digit != 0) flags |= TG_TOKEN_DIGIT;
    return flags;
}

/** The same from the planes, for a word of n ASCII bytes (1 to 63) at p. */
static inline uint8_t ascii_flags(const block *planes, const char *p, unsigned n)
{
    uint64_t inside = ((uint64_t)1 << n) - 1;
    uint64_t upper = planes->plane[UPPER] & inside;
    uint64_t lower = planes->plane[LOWER] & inside;
    unsigned flags = TG_TOKEN_WORD;
    flags |= (upper & 1) != 0 ? TG_TOKEN_UPPER : 0;
    flags |= upper != 0 && lower == 0 ? TG_TOKEN_CAPS : 0;
    for (uint64_t other = inside & ~(upper | lower); other != 0; other &= other - 1) {
        char c = p[__builtin_ctzll(other)];
        flags |= c >= '0' && c <= '9' ? TG_TOKEN_DIGIT : 0;
        flags |= is_joiner(c) && c != ',' ? TG_TOKEN_INNER : 0;
    }
    return (uint8_t)flags;
}

/** The text being split, and what has been written of its tokens. */
typedef struct splitter {
    const block *blocks;
    tg_str text;
    tg_tokens *out;
    size_t done; /* end of the last token or wide blank */
} splitter;

static inline void add_token(splitter *s, size_t begin, size_t end, uint64_t hash, uint8_t flags)
{
    tg_tokens *out = s->out;
    uint32_t i = out->n++;
    size_t last = i > 0 ? out->end[i - 1] : 0;
    out->begin[i] = (uint32_t)begin;
    out->end[i] = (uint32_t)end;
    out->hash[i] = hash;
    uint8_t gap = i > 0 ? gap_flags(s->text, last, begin) : TG_TOKEN_LINE | TG_TOKEN_PARAGRAPH;
    out->flags[i] = (uint8_t)(gap | flags);
    s->done = end;
}

/** Add n (1 to 63) bytes of ASCII as a token; the planes begin with it. */
static inline void add_ascii(splitter *s, size_t at, unsigned n, const block *planes, bool word)
{
    const char *p = s->text.p + at;
    bool near = n <= TG_HASH_SHORT && s->text.n - at >= TG_HASH_SHORT;
    uint64_t hash =
        near ? tg_hash_short(p, n) : tg_hash_ascii((tg_str){p, n}, s->text.p + s->text.n);
    add_token(s, at, at + n, hash, word ? ascii_flags(planes, p, n) : 0);
}

/** The length of the token at p if it needs no closer look: an ASCII sign, or an ASCII word with no
 *  sign behind it that could join it to more; else 0. The planes begin at p and hold n_planes bytes. */
static inline unsigned simple_length(const block *planes, unsigned n_planes, const char *p)
{
    unsigned n = (unsigned)__builtin_ctzll(~planes->plane[WORD] | (uint64_t)1 << 63);
    bool sign = n == 0;
    n += sign;
    /* Two bytes behind it must be seen, too; the first may be a mark or go on the word. */
    if (n + 2 > n_planes) return 0;
    if ((planes->plane[WIDE] & (((uint64_t)2 << n) - 1)) != 0) return 0;
    if (sign) return *p != '\'' ? 1 : 0;
    bool goes_on = (planes->plane[INK] & planes->plane[WORD] >> 1) >> n & 1;
    return goes_on && is_joiner(p[n]) ? 0 : n;
}

/** Add the token at `at` after a closer look; a wide blank is none. */
static void add_slowly(splitter *s, size_t at)
{
    glyph g = glyph_at(s->text, at);
    if (g.class == TG_CLASS_SPACE) {
        s->done = at + g.n;
        return;
    }
    bool word = is_wordy(g);
    size_t end = slow_end(s->text, at, g);
    size_t n = end - at;
    block planes = window(s->blocks, at);
    if (n < 64 && (planes.plane[WIDE] & (((uint64_t)1 << n) - 1)) == 0) {
        add_ascii(s, at, (unsigned)n, &planes, word);
        return;
    }
    uint64_t hash = tg_hash_folded((tg_str){s->text.p + at, n});
    add_token(s, at, end, hash, word ? word_flags(s->text, at, end) : 0);
}

/** Add the token, or the tokens of a run of word bytes, that begin at byte `bit` of block b. */
static void add_at(splitter *s, size_t b, unsigned bit)
{
    size_t at = 64 * b + bit;
    const char *p = s->text.p + at;
    block planes = rest(&s->blocks[b], bit);
    unsigned n = simple_length(&planes, 64 - bit, p);
    if (n == 0) {
        planes = window(s->blocks, at);
        n = simple_length(&planes, 64, p);
    }
    if (n > 0) {
        add_ascii(s, at, n, &planes, (planes.plane[WORD] & 1) != 0);
        return;
    }
    add_slowly(s, at);
    /* It may have ended inside a run of word bytes, where the planes see no begin. */
    while (s->done < s->text.n && is_word_at(s->blocks, s->done) &&
           is_word_at(s->blocks, s->done - 1)) {
        add_slowly(s, s->done);
    }
}

/** Where tokens begin in block b: at the first byte of a run of word bytes, and at each sign. */
static uint64_t begins(const block *blocks, size_t b)
{
    uint64_t carry = b > 0 ? blocks[b - 1].plane[WORD] >> 63 : 0;
    uint64_t word = blocks[b].plane[WORD];
    return (word & ~(word << 1 | carry)) | (blocks[b].plane[INK] & ~word);
}

/** An upper bound for the number of tokens: starts of runs, signs, and cuts inside runs. */
static size_t count_bound(const block *blocks, size_t n)
{
    size_t count = 0;
    for (size_t b = 0; b * 64 <= n; b++) {
        count += (size_t)__builtin_popcountll(begins(blocks, b));
        count += (size_t)__builtin_popcountll(blocks[b].plane[WIDE]);
    }
    return count;
}

static bool new_columns(tg_tokens *out, tg_arena *arena, size_t n)
{
    out->begin = TG_ARENA_NEW(arena, uint32_t, n);
    out->end = TG_ARENA_NEW(arena, uint32_t, n);
    out->hash = TG_ARENA_NEW(arena, uint64_t, n);
    out->flags = TG_ARENA_NEW(arena, uint8_t, n);
    return out->begin != NULL && out->end != NULL && out->hash != NULL && out->flags != NULL;
}

tagger_status tg_tokenize(tg_tokens *out, tg_arena *arena, tg_str text, tagger_error *err)
{
    assert(text.n < UINT32_MAX);
    *out = (tg_tokens){0};
    splitter s = {.text = text, .out = out, .blocks = scan(arena, text)};
    if (s.blocks == NULL || !new_columns(out, arena, count_bound(s.blocks, text.n))) {
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for the tokens of %zu bytes", text.n);
    }
    for (size_t b = 0; b * 64 < text.n; b++) {
        for (uint64_t left = begins(s.blocks, b); left != 0; left &= left - 1) {
            unsigned bit = (unsigned)__builtin_ctzll(left);
            if (64 * b + bit >= s.done) add_at(&s, b, bit);
        }
    }
    return TAGGER_OK;
}
