/* SPDX-License-Identifier: MIT */
#include "entity/name.h"

#include "base/status.h"
#include "base/utf8.h"

enum { MAX_WORDS = 15, SMALL = 64 };

/* ---- words ---------------------------------------------------------------- */

static bool is_ascii(tg_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] >= 0x80) return false;
    }
    return true;
}

/** "al-Assad" and "Assad" are one surname. */
static tg_str without_article(tg_str s)
{
    bool al = s.n > 4 && (s.p[0] | 32) == 'a' && (s.p[1] | 32) == 'l' && s.p[2] == '-';
    bool el = s.n > 4 && (s.p[0] | 32) == 'e' && (s.p[1] | 32) == 'l' && s.p[2] == '-';
    return al || el ? (tg_str){s.p + 3, s.n - 3} : s;
}

/** The letters of a token without accents and, in capitals, without points: U.S. is US. */
static uint64_t letters_hash(tg_str s, bool caps)
{
    char plain[3 * SMALL];
    if (s.n > SMALL) return tg_hash_folded(s);
    size_t n = tg_utf8_unmark(plain, s);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (!caps || plain[i] != '.') plain[kept++] = plain[i];
    }
    return tg_hash_folded((tg_str){plain, kept});
}

/** One letter, or a few with points between them. */
static bool is_initial(const tg_view *v, uint32_t token, tg_str s)
{
    if ((v->tokens->flags[token] & TG_TOKEN_CAPS) == 0) return false;
    unsigned letters = 0;
    unsigned points = 0;
    for (const char *p = s.p, *stop = s.p + s.n; p < stop;) {
        uint32_t cp = 0;
        p += tg_utf8_next(p, stop, &cp);
        letters += tg_utf8_class(cp) == TG_CLASS_LETTER;
        points += cp == '.';
    }
    return letters == 1 || (letters <= 3 && points > 0);
}

static tg_name_word word_of(const tg_view *v, uint32_t token, uint8_t label)
{
    tg_str s = tg_view_token(v, token);
    tg_name_word w = {.hash = v->tokens->hash[token]};
    if (label == TG_PERSON) {
        tg_str rest = without_article(s);
        if (rest.n != s.n) w.hash = tg_hash_folded(rest);
        s = rest;
        w.initial = is_initial(v, token, s);
    }
    bool caps = (v->tokens->flags[token] & (TG_TOKEN_CAPS | TG_TOKEN_INNER)) ==
                (TG_TOKEN_CAPS | TG_TOKEN_INNER);
    if (caps || !is_ascii(s)) w.hash = letters_hash(s, caps);
    (void)tg_utf8_next(s.p, s.p + s.n, &w.letter);
    w.letter = tg_utf8_lower(w.letter);
    return w;
}

uint64_t tg_words_hash(const tg_name_word *words, uint32_t from, uint32_t to)
{
    uint64_t h = TG_HASH_START;
    for (uint32_t i = from; i < to; i++) h = tg_hash_join(h, words[i].hash);
    return h;
}

/* ---- what is taken off ------------------------------------------------------ */

static bool is_word(const tg_view *v, uint32_t token)
{
    return (v->tokens->flags[token] & TG_TOKEN_WORD) != 0;
}

enum { LONGEST_ARTICLE = 4 /* bytes: l’ */ };

static bool is_one_of(tg_str s, const char *const *words, size_t n)
{
    if (s.n > LONGEST_ARTICLE) return false;
    bool ascii = (unsigned char)s.p[0] < 0x80; /* then the first letter tells most apart */
    for (size_t i = 0; i < n; i++) {
        if (ascii && (s.p[0] | 0x20) != words[i][0]) continue;
        if (tg_fold_eq(s, (tg_str){words[i], strlen(words[i])})) return true;
    }
    return false;
}

static bool is_article(tg_str s)
{
    static const char *const articles[] = {"the", "de",  "het", "'t",  "le",  "la", "les",
                                           "l'",  "der", "die", "das", "den", "dem"};
    return is_one_of(s, articles, sizeof articles / sizeof articles[0]);
}

static bool is_genitive(tg_str s)
{
    static const char *const genitives[] = {"'s", "'"};
    return is_one_of(s, genitives, sizeof genitives / sizeof genitives[0]);
}

/** What stands before the name in its span: a sign, a title, the English article. */
static bool leads(const tg_view *v, uint32_t token, uint8_t label)
{
    if (!is_word(v, token)) return true;
    if (label == TG_PERSON)
        return tg_has_mark(v, token, TG_MARK_HONORIFIC) && !tg_has_mark(v, token, TG_MARK_FIRST);
    static const char the[16] = "the";
    return label != TG_LOCATION && v->tokens->hash[token] == tg_hash_padded(the, 3);
}

/** What a name may lack at its end and still be the same. */
static bool trails(const tg_view *v, uint32_t token, uint8_t label)
{
    if (!is_word(v, token)) return true;
    if (label == TG_PERSON) return tg_has_mark(v, token, TG_MARK_NAME_SUFFIX);
    return label == TG_ORGANIZATION && tg_has_mark(v, token, TG_MARK_LEGAL) &&
           tg_is_upper(v, token);
}

static void trim(const tg_view *v, tg_name *name)
{
    while (name->end - name->begin > 1 && leads(v, name->begin, name->label)) name->begin++;
    while (name->end - name->begin > 1 && is_genitive(tg_view_token(v, name->end - 1))) name->end--;
}

/** "der Deutschen Bahn", "Bayerischer Rundfunk": an adjective without the last letter of its German
 *  ending; the token itself when it has none. */
static tg_str without_ending(const tg_view *v, uint32_t token)
{
    tg_str s = tg_view_token(v, token);
    bool german = (v->lang & tg_lang_bit(TG_LIT("de"))) != 0;
    if (!german || s.n < 6 || s.p[s.n - 2] != 'e' || !tg_is_upper(v, token)) return s;
    char last = s.p[s.n - 1];
    bool ending = last == 'n' || last == 'r' || last == 's' || last == 'm';
    return ending ? (tg_str){s.p, s.n - 1} : s;
}

/** The words of a trimmed name into `words`. @return how many. */
static uint8_t read_words(const tg_view *v, tg_name *name, tg_name_word *words)
{
    uint32_t begin = name->begin;
    uint32_t end = name->end;
    bool body = name->label == TG_ORGANIZATION || name->label == TG_PARTY;
    if (body && end - begin > 1 && is_article(tg_view_token(v, begin))) begin++;
    while (end - begin > 1 && trails(v, end - 1, name->label)) end--;
    name->stem = end;
    uint8_t n = 0;
    for (uint32_t i = begin; i < end && n < MAX_WORDS; i++) {
        if (!is_word(v, i)) continue;
        words[n++] = word_of(v, i, name->label);
        tg_str stem = body && i + 1 < end ? without_ending(v, i) : tg_view_token(v, i);
        if (stem.n == tg_view_token(v, i).n) continue;
        words[n - 1].hash = letters_hash(stem, false);
        name->bent = true;
    }
    if (n == 0) words[n++] = word_of(v, begin, name->label);
    return n;
}

/* ---- the table ---------------------------------------------------------------- */

typedef struct table {
    uint32_t mask;
    uint32_t *slots; /* [mask + 1] 1 + index of a name; 0 = empty */
} table;

static uint32_t *slot_of(const table *t, const tg_names *names, const tg_name *x)
{
    uint64_t mixed = tg_hash_join(x->hash, (uint64_t)x->label << 1 | x->page);
    uint32_t i = (uint32_t)(mixed >> 20) & t->mask;
    for (;; i = (i + 1) & t->mask) {
        if (t->slots[i] == 0) return &t->slots[i];
        const tg_name *y = &names->at[t->slots[i] - 1];
        if (y->hash == x->hash && y->label == x->label && y->page == x->page) return &t->slots[i];
    }
}

/** Keep the fullest writing; capitals and endings that the sentence forces on a name are not its own. */
static void see_again(tg_name *known, const tg_name *x)
{
    bool fuller = x->end - x->begin > known->end - known->begin;
    if (known->bent == x->bent ? !fuller : x->bent) return;
    known->begin = x->begin;
    known->end = x->end;
    known->stem = x->stem;
    known->bent = x->bent;
}

static tg_name name_of(const tg_view *v, const tg_labelled *s, uint32_t span)
{
    tg_zone zone = tg_view_zone(v, s->begin);
    tg_name name = {.begin = s->begin,
                    .end = s->end,
                    .span = span,
                    .label = s->label,
                    .page = zone == TG_ZONE_FURNITURE || zone == TG_ZONE_TEASER,
                    .bent = v->casing[v->sentence[s->begin]] == TG_CASING_CAPS};
    trim(v, &name);
    return name;
}

tagger_status tg_names_read(tg_names *out, tg_arena *arena, const tg_view *v, const tg_labelled *at,
                            uint32_t n, tagger_error *err)
{
    size_t n_words = n;
    for (uint32_t i = 0; i < n; i++) n_words += at[i].end - at[i].begin;
    uint32_t size = 16;
    while (size < 2 * (uint64_t)n) size *= 2;
    table t = {.mask = size - 1, .slots = TG_ARENA_NEW(arena, uint32_t, size)};
    *out = (tg_names){.span = at,
                      .n_spans = n,
                      .at = TG_ARENA_NEW(arena, tg_name, n),
                      .words = TG_ARENA_NEW(arena, tg_name_word, n_words),
                      .of = TG_ARENA_NEW(arena, uint32_t, n)};
    if (arena->oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u names", n);
    memset(t.slots, 0, size * sizeof *t.slots);

    uint32_t used = 0;
    for (uint32_t i = 0; i < n; i++) {
        tg_name x = name_of(v, &at[i], i);
        x.word = used;
        x.n_words = read_words(v, &x, &out->words[used]);
        x.hash = tg_words_hash(&out->words[used], 0, x.n_words);
        uint32_t *slot = slot_of(&t, out, &x);
        if (*slot == 0) {
            out->at[out->n++] = x;
            *slot = out->n;
            used += x.n_words;
        } else {
            see_again(&out->at[*slot - 1], &x);
        }
        out->of[i] = *slot - 1;
    }
    return TAGGER_OK;
}
