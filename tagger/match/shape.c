/* SPDX-License-Identifier: MIT
 *
 * shape.c — names by their looks.
 *
 * Inside a sentence a name is a run of capitalised words, numbers and what may
 * stand between them; every part of the run that starts and ends well is
 * proposed, and the resolver chooses:
 *
 *     the University of California in Los Angeles
 *         [----------------------]                    of, and, de, … between capitals
 *         [--------]    [--------]    [---------]     at most two in a row
 *
 * A name starts with a capital, with a number that a capital follows (5 Star
 * Movement), or with a lower-case particle before a capital (van Gogh). It ends
 * with a capitalised word or a number.
 */
#include "match/shape.h"

enum { MAX_LINKS = 2 /* words without a capital in a row, inside a name */ };

static bool is_word(const tg_view *v, uint32_t i)
{
    return (v->tokens->flags[i] & TG_TOKEN_WORD) != 0;
}

static bool is_capital(const tg_view *v, uint32_t i)
{
    return (v->tokens->flags[i] & (TG_TOKEN_WORD | TG_TOKEN_UPPER)) ==
           (TG_TOKEN_WORD | TG_TOKEN_UPPER);
}

/** The bytes from '@' to '_', the capitals and a few signs: they have bit 6, but not bits 5 and 7. */
static inline uint64_t near_capitals(uint64_t bytes)
{
    return bytes & ~(bytes << 1) & ~(bytes >> 1) & 0x4040404040404040U;
}

/** iPhone, eBay, al-Sisi: a capital that is not the first letter. */
static inline bool has_inner_capital(const tg_view *v, uint32_t i)
{
    tg_str t = tg_view_token(v, i);
    if (t.n <= TG_HASH_SHORT && v->text.p + v->text.n - t.p >= TG_HASH_SHORT) {
        tg_hash_tail bytes = tg_hash_read(t.p, t.n);
        if ((near_capitals(bytes.a) | near_capitals(bytes.b)) == 0) return false;
    }
    for (size_t k = 1; k < t.n; k++) {
        if (t.p[k] >= 'A' && t.p[k] <= 'Z') return true;
    }
    return false;
}

static bool is_number(const tg_view *v, uint32_t i)
{
    return (v->tokens->flags[i] & (TG_TOKEN_WORD | TG_TOKEN_DIGIT)) ==
           (TG_TOKEN_WORD | TG_TOKEN_DIGIT);
}

static bool is_sign(const tg_view *v, uint32_t i, char c)
{
    return v->tokens->end[i] - v->tokens->begin[i] == 1 && v->text.p[v->tokens->begin[i]] == c;
}

/** Ms. Van Daele: a title with a point is no part of a name; St. is, of places and churches. */
static bool is_title(const tg_view *v, uint32_t i, uint32_t end)
{
    return tg_has_mark(v, i, TG_MARK_HONORIFIC) && i + 2 < end && is_sign(v, i + 1, '.') &&
           is_capital(v, i + 2) && !tg_fold_eq(tg_view_token(v, i), TG_LIT("st"));
}

static bool starts_name(const tg_view *v, uint32_t i, uint32_t end)
{
    if (is_capital(v, i)) return !is_title(v, i, end);
    if (!is_word(v, i)) return false;
    if (is_number(v, i) || tg_has_mark(v, i, TG_MARK_PARTICLE))
        return i + 1 < end && is_capital(v, i + 1);
    return has_inner_capital(v, i);
}

static bool is_glued(const tg_view *v, uint32_t i)
{
    return (v->tokens->flags[i] & TG_TOKEN_GLUED) != 0;
}

/** Su-fen, Ban Ki-moon, Kara-kum: a small letter behind a hyphen that a capital stands before. */
static bool is_hyphen_tail(const tg_view *v, uint32_t i)
{
    return i >= 2 && is_word(v, i) && is_glued(v, i) && is_glued(v, i - 1) &&
           is_sign(v, i - 1, '-') && is_capital(v, i - 2);
}

static bool ends_name(const tg_view *v, uint32_t i)
{
    if (is_capital(v, i) || is_number(v, i)) return true;
    if (is_word(v, i)) return has_inner_capital(v, i) || is_hyphen_tail(v, i);

    /* Jr. and Inc. keep their point, and so does the initial of "Kilian B." */
    bool point = is_sign(v, i, '.') && i > 0 && is_glued(v, i);
    if (point && i > 1 && v->tokens->end[i - 1] - v->tokens->begin[i - 1] == 1)
        return is_capital(v, i - 1) && is_capital(v, i - 2);
    return point &&
           (tg_has_mark(v, i - 1, TG_MARK_NAME_SUFFIX) || tg_has_mark(v, i - 1, TG_MARK_LEGAL) ||
            tg_has_mark(v, i - 1, TG_MARK_ORG_SUFFIX));
}

/** Employers' Federation, Magistrate's Court: the genitive of a word before a capital. */
static bool is_genitive(const tg_view *v, uint32_t i)
{
    tg_str t = tg_view_token(v, i);
    bool apostrophe = t.p[0] == '\'' || (t.n >= 3 && memcmp(t.p, "’", 3) == 0);
    return apostrophe && is_glued(v, i) && !is_glued(v, i + 1) && is_capital(v, i + 1);
}

static bool is_quote(const tg_view *v, uint32_t i)
{
    tg_str t = tg_view_token(v, i);
    return t.p[0] == '"' || t.p[0] == '\'' ||
           (t.n == 3 && (memcmp(t.p, "“", 3) == 0 || memcmp(t.p, "”", 3) == 0 ||
                         memcmp(t.p, "‘", 3) == 0 || memcmp(t.p, "’", 3) == 0));
}

/** Frederick “Fritz” Henderson: the quotes of a nickname of one or two words. */
static bool quotes_nickname(const tg_view *v, uint32_t i)
{
    if (!is_quote(v, i) || !is_capital(v, i + 1)) return false;
    bool opens = is_glued(v, i + 1) && !is_glued(v, i) && i + 4 < v->tokens->n;
    if (opens) return is_quote(v, i + 2) || (is_capital(v, i + 2) && is_quote(v, i + 3));
    return i >= 2 && is_glued(v, i) && (is_quote(v, i - 2) || (i >= 3 && is_quote(v, i - 3)));
}

/** May token i stand between two parts of a name, followed by token i + 1? */
static bool links(const tg_view *v, uint32_t i)
{
    tg_str t = tg_view_token(v, i);
    bool letter = ((unsigned char)t.p[0] | 0x20U) - 'a' < 26; /* no quote, no apostrophe */
    if (!letter && (is_genitive(v, i) || quotes_nickname(v, i))) return true;
    if ((v->tokens->flags[i] & TG_TOKEN_WORD) != 0 || t.n > 1) {
        return tg_has_mark(v, i, TG_MARK_LINK) || tg_has_mark(v, i, TG_MARK_PARTICLE);
    }
    bool glued = is_glued(v, i);
    bool next_glued = is_glued(v, i + 1);
    if (t.p[0] == '.') {
        bool initial = v->tokens->end[i - 1] - v->tokens->begin[i - 1] == 1;
        return glued && (initial || tg_has_mark(v, i - 1, TG_MARK_ABBREV) ||
                         tg_has_mark(v, i - 1, TG_MARK_HONORIFIC));
    }
    if (t.p[0] == '-') return glued && next_glued;
    if (t.p[0] == ',') return i + 2 < v->tokens->n && tg_has_mark(v, i + 1, TG_MARK_LEGAL);
    return t.p[0] == '&' || t.p[0] == '+';
}

/** A word that only its place at the head of the sentence capitalises. */
static bool is_plain_opener(const tg_view *v, uint32_t i, uint32_t sentence)
{
    return i == v->sentences->first[sentence] && tg_has_mark(v, i, TG_MARK_FUNCTION) &&
           v->casing[sentence] == TG_CASING_PLAIN;
}

/** Is there a tab in the bytes from `from` on, to the end of the line? */
static bool tab_behind(tg_str text, uint32_t from)
{
    for (size_t i = from; i < text.n && text.p[i] != '\n'; i++) {
        if (text.p[i] == '\t') return true;
    }
    return false;
}

/** The same before `to`, in its line. */
static bool tab_before(tg_str text, uint32_t to)
{
    for (size_t i = to; i > 0 && text.p[i - 1] != '\n'; i--) {
        if (text.p[i - 1] == '\t') return true;
    }
    return false;
}

/** Does token i begin a cell of a table? A tab parts them, and a line's end where it and the next line have
 *  tabs; indented lines of a paragraph are none. */
static bool begins_cell(const tg_view *v, uint32_t i)
{
    uint32_t from = v->tokens->end[i - 1];
    uint32_t to = v->tokens->begin[i];
    if (to - from <= 1 && (to == from || v->text.p[from] == ' ')) return false;
    bool line = memchr(v->text.p + from, '\n', to - from) != NULL;
    if (!line) return memchr(v->text.p + from, '\t', to - from) != NULL;
    return tab_before(v->text, from) && tab_behind(v->text, to);
}

static void propose_from(tg_candidates *out, tg_arena *arena, const tg_view *v, uint32_t begin,
                         uint32_t sentence)
{
    uint32_t end = v->sentences->first[sentence + 1];
    unsigned n_links = 0;
    for (uint32_t i = begin; i < end && i - begin < TG_SHAPE_MAX; i++) {
        if (i > begin && begins_cell(v, i)) return;
        bool good_end = ends_name(v, i);
        bool part = is_capital(v, i) || is_number(v, i) || (i == begin) || good_end;
        if (!part) {
            if (i + 1 >= end || !links(v, i) || ++n_links > MAX_LINKS) return;
            continue;
        }
        n_links = 0;
        bool single_opener = i == begin && is_plain_opener(v, i, sentence);
        if (good_end && !single_opener && !(i == begin && is_number(v, i))) {
            tg_candidate c = {.begin = begin,
                              .end = i + 1,
                              .form = TG_NO_FORM,
                              .matchers = 1U << TG_MATCHER_SHAPE};
            tg_candidates_add(out, arena, c);
        }
    }
}

/** La Fédération de l’industrie horlogère suisse, le tribunal correctionnel de Mons: a French body goes on, or
 *  even begins, in small letters; where it ends is for the resolver to say. */
static void propose_body(tg_candidates *out, tg_arena *arena, const tg_view *v, uint32_t begin,
                         uint32_t end)
{
    enum { MOST = 9 /* tokens */ };
    bool small = !is_capital(v, begin);
    for (uint32_t i = begin + 1; i < end && i - begin < MOST; i++) {
        if (tg_has_mark(v, i, TG_MARK_LINK) || tg_has_mark(v, i, TG_MARK_PARTICLE)) continue;
        if (!is_word(v, i) || tg_has_mark(v, i, TG_MARK_FUNCTION)) return;
        small = small || !is_capital(v, i);
        if (!small) continue; /* capitals alone are proposed as any name is */
        tg_candidates_add(out, arena,
                          (tg_candidate){.begin = begin,
                                         .end = i + 1,
                                         .form = TG_NO_FORM,
                                         .matchers = 1U << TG_MATCHER_SHAPE});
    }
}

static bool heads_body(const tg_view *v, uint32_t i)
{
    return is_word(v, i) &&
           (tg_has_mark(v, i, TG_MARK_ORG_NOUN) || tg_has_mark(v, i, TG_MARK_ORG_PARTY));
}

void tg_match_shape(tg_candidates *out, tg_arena *arena, const tg_view *v)
{
    bool french = (v->lang & tg_lang_bit(TG_LIT("fr"))) != 0;
    for (uint32_t s = 0; s < v->sentences->n; s++) {
        uint32_t end = v->sentences->first[s + 1];
        for (uint32_t i = v->sentences->first[s]; i < end; i++) {
            if (starts_name(v, i, end)) propose_from(out, arena, v, i, s);
            if (french && heads_body(v, i)) propose_body(out, arena, v, i, end);
        }
    }
}
