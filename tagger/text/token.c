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
 *     upper   1 0 0 0 0 0 0 0 0 0 0 0     A to Z; `lower`, `digit` alike
 *     joiner  0 0 0 0 0 0 0 0 0 0 0 0     - . , &; `quote` alike: '
 *
 * and tokens are read off with count-trailing-zeros: one mask says where the
 * tokens of a block begin, one where they end, and the planes between the two
 * how a token is written. Only a token that holds a wide byte, or a joining
 * sign with something behind it, is looked at byte by byte, and so is the last
 * one of a block.
 */
#include "text/token.h"

#include "base/status.h"
#include "base/utf8.h"
#include "text/planes.h"

/* ---- bit planes ---------------------------------------------------------- */

/** The planes of a text, [text.n / 64 + 2], or NULL when memory ran out. There is one block more than it
 *  fills: the last is all 0, so that 64 bits may be read from any byte on. */
static tg_planes *scan(tg_arena *arena, tg_str text)
{
    size_t n = text.n / 64;
    tg_planes *blocks = TG_ARENA_NEW(arena, tg_planes, n + 2);
    if (blocks == NULL) return NULL;
    for (size_t b = 0; b < n; b++) blocks[b] = tg_planes_of(text.p + 64 * b);
    blocks[n] = tg_planes_rest(n > 0 ? text.p + 64 * n : text.p, text.n % 64);
    blocks[n + 1] = (tg_planes){{0}};
    return blocks;
}

/** The planes of the 64 bytes from `at` on. */
static tg_planes window(const tg_planes *blocks, size_t at)
{
    const tg_planes *b = &blocks[at / 64];
    tg_planes out;
    for (unsigned i = 0; i < TG_N_PLANES; i++) {
        out.plane[i] = b[0].plane[i] >> at % 64 | b[1].plane[i] << 1 << (63 - at % 64);
    }
    return out;
}

static bool is_word_at(const tg_planes *blocks, size_t at)
{
    return (blocks[at / 64].plane[TG_PLANE_WORD] >> at % 64 & 1) != 0;
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
                     : tg_is_word_byte(c)   ? TG_CLASS_LETTER
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
               tg_is_word_byte((unsigned char)text.p[at]))
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

/** The piece [at, end) after a hyphen is lower case, and no capitalised piece follows it. Nothing of more
 *  pieces is looked through: it is no name, and each of its hyphens asks anew. */
static bool ends_lower(tg_str text, size_t at)
{
    enum { MOST_PIECES = 16 };
    for (int i = 0; i < MOST_PIECES; i++) {
        glyph g = glyph_at(text, at);
        if (!tg_utf8_is_lower(g.cp)) return false;
        at = run_end(text, at);
        glyph sign = glyph_at(text, at);
        glyph next = glyph_at(text, at + sign.n);
        if (!(is_hyphen(sign.cp) || is_apostrophe(sign.cp)) || !is_wordy(next)) return true;
        at += sign.n;
    }
    return false;
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
    glyph next = glyph_at(text, after);
    if (!tg_utf8_is_upper(next.cp) || !tg_utf8_is_lower(glyph_at(text, after + next.n).cp))
        return false;
    unsigned n_capitals = 0;
    for (size_t i = begin; i < at;) {
        glyph g = glyph_at(text, i);
        if (tg_utf8_is_lower(g.cp)) return false;
        n_capitals += tg_utf8_is_upper(g.cp);
        i += g.n;
    }
    return n_capitals >= 2;
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
                        tg_is_word_byte((unsigned char)text.p[at - 1]);
        if (genitive) return at + g.n + 1;
    }
    size_t end = at + g.n;
    while (glyph_at(text, end).class == TG_CLASS_MARK) end += glyph_at(text, end).n;
    return end;
}

/* ---- columns ------------------------------------------------------------- */

/** GLUED, LINE and PARAGRAPH of a token from the gap before it. */
static uint8_t gap_flags(tg_str text, size_t begin, size_t end)
{
    if (begin == end) return TG_TOKEN_GLUED;
    if (end - begin == 1 && text.p[begin] == ' ') return 0;
    unsigned lines = 0;
    for (const char *p = text.p + begin, *stop = text.p + end; p < stop;) {
        uint32_t n = tg_utf8_line_end(p, stop);
        lines += n > 0;
        p += n > 0 ? n : 1;
    }
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

/** The same from the planes, for a token of the bytes `inside` of them, of which `first` is the first;
 *  signs inside it are for the caller to see. */
static inline unsigned plane_flags(const tg_planes *b, uint64_t first, uint64_t inside)
{
    unsigned flags = (b->plane[TG_PLANE_WORD] & first) != 0 ? TG_TOKEN_WORD : 0;
    uint64_t upper = b->plane[TG_PLANE_UPPER] & inside;
    uint64_t digit = b->plane[TG_PLANE_DIGIT] & inside;
    if ((upper | digit) == 0) return flags; /* as most are */
    flags |= (upper & first) != 0 ? TG_TOKEN_UPPER : 0;
    flags |= upper != 0 && (b->plane[TG_PLANE_LOWER] & inside) == 0 ? TG_TOKEN_CAPS : 0;
    flags |= digit != 0 ? TG_TOKEN_DIGIT : 0;
    return flags;
}

/** The text being split, and what has been written of its tokens. */
typedef struct splitter {
    const tg_planes *blocks;
    tg_str text;
    tg_tokens out;
    size_t done; /* end of the last token or wide blank */
    size_t last; /* end of the last token */
} splitter;

static inline void add_token(splitter *s, size_t begin, size_t end, uint64_t hash, unsigned flags)
{
    uint32_t i = s->out.n++;
    s->out.begin[i] = (uint32_t)begin;
    s->out.end[i] = (uint32_t)end;
    s->out.hash[i] = hash;
    s->out.flags[i] = (uint8_t)(gap_flags(s->text, s->last, begin) | flags);
    s->done = end;
    s->last = end;
}

/** The hash of n bytes of ASCII. */
static inline uint64_t ascii_hash(const splitter *s, size_t at, size_t n)
{
    const char *p = s->text.p + at;
    bool near = n <= TG_HASH_SHORT && s->text.n - at >= TG_HASH_SHORT;
    return near ? tg_hash_short(p, n) : tg_hash_ascii((tg_str){p, n}, s->text.p + s->text.n);
}

/** Does the ASCII word, whose bytes are `inside` of the planes that begin with it, hold an inner sign? */
static bool has_inner(const tg_planes *planes, uint64_t inside, const char *p)
{
    for (uint64_t left = planes->plane[TG_PLANE_JOINER] & inside; left != 0; left &= left - 1) {
        if (p[__builtin_ctzll(left)] != ',') return true;
    }
    return (planes->plane[TG_PLANE_QUOTE] & inside) != 0;
}

/** Add the token at `at` after a closer look; a wide blank is none. */
static void add_slowly(splitter *s, size_t at)
{
    glyph g = glyph_at(s->text, at);
    if (g.class == TG_CLASS_SPACE) {
        s->done = at + g.n;
        return;
    }
    size_t end = slow_end(s->text, at, g);
    size_t n = end - at;
    bool word = is_wordy(g);
    tg_planes planes = window(s->blocks, at);
    uint64_t inside = ((uint64_t)1 << n % 64) - 1;
    if (n < 64 && (planes.plane[TG_PLANE_WIDE] & inside) == 0) {
        unsigned flags = plane_flags(&planes, 1, inside);
        flags |= has_inner(&planes, inside, s->text.p + at) ? TG_TOKEN_INNER : 0;
        add_token(s, at, end, ascii_hash(s, at, n), word ? flags : 0);
        return;
    }
    uint64_t hash = tg_hash_folded((tg_str){s->text.p + at, n});
    add_token(s, at, end, hash, word ? word_flags(s->text, at, end) : 0);
}

/** Add the token at `at` and, if that ends inside a run of word bytes, the tokens of the rest of the run. */
static void add_run(splitter *s, size_t at)
{
    add_slowly(s, at);
    /* It may have ended inside a run of word bytes, where the planes see no begin. */
    while (s->done < s->text.n && is_word_at(s->blocks, s->done) &&
           is_word_at(s->blocks, s->done - 1)) {
        add_slowly(s, s->done);
    }
}

/** Where tokens begin in block b: at the first byte of a run of word bytes, and at each sign. */
static uint64_t begins(const tg_planes *blocks, size_t b)
{
    uint64_t carry = b > 0 ? blocks[b - 1].plane[TG_PLANE_WORD] >> 63 : 0;
    uint64_t word = blocks[b].plane[TG_PLANE_WORD];
    return (word & ~(word << 1 | carry)) | (blocks[b].plane[TG_PLANE_INK] & ~word);
}

/** The bytes behind the tokens that begin in block b, as far as they are in it. */
static uint64_t ends(const tg_planes *blocks, size_t b)
{
    uint64_t carry = b > 0 ? blocks[b - 1].plane[TG_PLANE_WORD] >> 63 : 0;
    uint64_t word = blocks[b].plane[TG_PLANE_WORD];
    uint64_t sign = blocks[b].plane[TG_PLANE_INK] & ~word;
    /* Adding one carries through the run that came in from the block before. */
    uint64_t begun = word & (word + carry);
    return (begun << 1 & ~begun) | sign << 1;
}

/** The bytes at or behind which a token needs a closer look: wide ones, an apostrophe, and a sign between
 *  two words that may join them. `before` and `behind` tell whether words stand there, byte by byte. */
static uint64_t closer_looks(const tg_planes *planes, uint64_t before, uint64_t behind)
{
    return planes->plane[TG_PLANE_WIDE] | planes->plane[TG_PLANE_QUOTE] |
           (planes->plane[TG_PLANE_JOINER] & before & behind);
}

/** Add the token that begins at byte `first` of the planes and ends before byte `behind`, unless it needs
 *  a closer look. The byte behind it is seen, too: a mark may go on a sign. Both are a single bit; the
 *  planes begin at byte `base` of the text. */
static inline bool add_simple(splitter *s, const tg_planes *planes, uint64_t closer, size_t base,
                              uint64_t first, uint64_t behind)
{
    uint64_t inside = behind - first;
    if ((closer & (inside | behind)) != 0) return false;
    size_t begin = base + (unsigned)__builtin_ctzll(first);
    size_t end = base + (unsigned)__builtin_ctzll(behind);
    add_token(s, begin, end, ascii_hash(s, begin, end - begin), plane_flags(planes, first, inside));
    return true;
}

/** Add the token at `at`, which may go on in the next block. */
static void add_last(splitter *s, size_t at)
{
    tg_planes planes = window(s->blocks, at);
    uint64_t word = planes.plane[TG_PLANE_WORD];
    /* Of the last byte it is not known whether a word stands behind it. */
    uint64_t closer = closer_looks(&planes, word << 1, word >> 1) | (uint64_t)1 << 63;
    uint64_t behind = (word & 1) != 0 ? tg_lowest_bit(~word | (uint64_t)1 << 63) : 2;
    if (!add_simple(s, &planes, closer, at, 1, behind)) add_run(s, at);
}

/** Forget the tokens that begin before byte n of their block. */
static void keep_from(uint64_t *begin, uint64_t *end, size_t n)
{
    uint64_t from = n < 64 ? UINT64_MAX << n : 0;
    *begin &= from;
    *end &= from << 1;
}

/** Add the tokens that begin in block b. */
static void add_block(splitter *all, size_t b)
{
    splitter s = *all; /* a copy nobody points to stays in registers */
    const tg_planes *planes = &s.blocks[b];
    size_t base = 64 * b;
    uint64_t word = planes->plane[TG_PLANE_WORD];
    uint64_t carry = b > 0 ? planes[-1].plane[TG_PLANE_WORD] >> 63 : 0;
    uint64_t closer =
        closer_looks(planes, word << 1 | carry, word >> 1 | planes[1].plane[TG_PLANE_WORD] << 63);
    uint64_t begin = begins(s.blocks, b);
    uint64_t end = ends(s.blocks, b);
    if (s.done > base) keep_from(&begin, &end, s.done - base);
    while (end != 0) {
        uint64_t first = tg_lowest_bit(begin);
        uint64_t behind = tg_lowest_bit(end);
        if (add_simple(&s, planes, closer, base, first, behind)) {
            begin ^= first;
            end ^= behind;
            continue;
        }
        *all = s;
        add_run(all, base + (unsigned)__builtin_ctzll(first));
        s = *all;
        keep_from(&begin, &end, s.done - base);
    }
    *all = s;
    if (begin != 0) add_last(all, base + (unsigned)__builtin_ctzll(begin));
}

/** An upper bound for the number of tokens: starts of runs, signs, and cuts inside runs. */
static size_t count_bound(const tg_planes *blocks, size_t n)
{
    size_t count = 0;
    for (size_t b = 0; b * 64 <= n; b++) {
        count += (size_t)__builtin_popcountll(begins(blocks, b) | blocks[b].plane[TG_PLANE_WIDE]);
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
    splitter s = {.text = text, .blocks = scan(arena, text)};
    if (s.blocks == NULL || !new_columns(&s.out, arena, count_bound(s.blocks, text.n))) {
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for the tokens of %zu bytes", text.n);
    }
    for (size_t b = 0; b * 64 < text.n; b++) add_block(&s, b);
    if (s.out.n > 0) {
        unsigned own = s.out.flags[0] & ~(unsigned)TG_TOKEN_GLUED;
        s.out.flags[0] = (uint8_t)(own | TG_TOKEN_LINE | TG_TOKEN_PARAGRAPH);
    }
    *out = s.out;
    return TAGGER_OK;
}
