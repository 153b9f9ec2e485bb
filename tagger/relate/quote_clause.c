/* SPDX-License-Identifier: MIT
 *
 * quote_clause.c — the parts of a clause of saying, found without a parse.
 *
 *     In May | a spokesman for the ministry | had also said | in a statement | that it …
 *              [source------------------]  [cue---------]   [adjunct]        [content
 *
 * News puts what we need in few orders, and small words mark the joints: a noun
 * phrase is walked backwards from its verb until a word that cannot be inside
 * it (a conjunction, another verb of saying, a comma); the content begins at
 * "that", at a quotation, at a question word, or at once with a bare clause, and
 * ends with the sentence unless a new clause is plainly opened before.
 * Every walk but the one to the end of a content looks at a bounded number of tokens.
 */
#include "relate/quote_clause.h"

enum {
    LOOK_SUBJECT = 30, /* tokens of the longest noun phrase */
    LOOK_ASIDE = 25,   /* of "…, the campaign's manager, …" */
    LOOK_ADJUNCT = 16, /* between the verb and its content */
    LOOK_ADDRESSEE = 9 /* of "told the editors of the paper" */
};

/** The verbs that a quotation may follow behind a comma, a colon or an adjunct. */
#define TOUCHING ((uint32_t)TG_CLAUSE_SAY | TG_CLAUSE_WEAK | TG_CLAUSE_OPINE | TG_CLAUSE_SPLIT)

static bool is_dash(tg_str t)
{
    return tg_str_eq(t, TG_LIT("–")) || tg_str_eq(t, TG_LIT("—")) || tg_str_eq(t, TG_LIT("―"));
}

bool tg_clause_sign_in(const tg_clauses *c, uint32_t i, const char *set)
{
    tg_str t = tg_view_token(c->v, i);
    if (t.n == 1 && t.p[0] == '-') {
        uint32_t n = c->v->tokens->n;
        bool glued = i + 1 < n && (c->v->tokens->flags[i + 1] & TG_TOKEN_GLUED) != 0;
        bool twice = glued && tg_str_eq(tg_view_token(c->v, i + 1), TG_LIT("-"));
        bool second = i > 0 && (c->v->tokens->flags[i] & TG_TOKEN_GLUED) != 0 &&
                      tg_str_eq(tg_view_token(c->v, i - 1), TG_LIT("-"));
        return (twice || second || !glued) && strchr(set, '-') != NULL;
    }
    if (t.n == 1) return strchr(set, t.p[0]) != NULL;
    return is_dash(t) && strchr(set, '-') != NULL;
}

/** Does the word end in these letters? */
static bool ends_in(const tg_clauses *c, uint32_t i, tg_str tail)
{
    tg_str t = tg_view_token(c->v, i);
    return t.n > tail.n + 2 && memcmp(t.p + t.n - tail.n, tail.p, tail.n) == 0;
}

static bool is_language(const tg_clauses *c, tg_str code)
{
    return c->v->lang == tg_lang_bit(code);
}

static bool is_adverb(const tg_clauses *c, uint32_t i)
{
    if (!tg_clause_is_word(c, i) || tg_clause_upper(c, i)) return false;
    return tg_clause_is(c, i, TG_CLAUSE_ADVERB | TG_CLAUSE_NOT) ||
           (c->english && ends_in(c, i, TG_LIT("ly"))) ||
           (is_language(c, TG_LIT("fr")) && ends_in(c, i, TG_LIT("ment")));
}

/** 's and ’s, as a token of its own. */
static bool is_genitive(const tg_clauses *c, uint32_t i)
{
    tg_str t = tg_view_token(c->v, i);
    return tg_str_eq(t, TG_LIT("'s")) || tg_str_eq(t, TG_LIT("’s"));
}

/** "se dit", "y avait promis": French puts the objects before the verb. */
static bool is_clitic_object(const tg_clauses *c, uint32_t i)
{
    return is_language(c, TG_LIT("fr")) && tg_clause_is(c, i, TG_CLAUSE_OBJECTIVE) &&
           !tg_clause_is(c, i, TG_CLAUSE_SUBJECT) && !tg_clause_upper(c, i);
}

/* ---- verb ----------------------------------------------------------------- */

tg_range tg_clause_verb(const tg_clauses *c, tg_range unit, uint32_t cue, uint32_t *bits)
{
    tg_range verb = {cue, cue + 1};
    *bits = 0;
    while (verb.end < unit.end && tg_clause_is(c, verb.end, TG_CLAUSE_JOINED)) verb.end++;
    uint32_t least = cue > unit.begin + 5 ? cue - 5 : unit.begin;
    for (uint32_t i = cue; i > least; i--) {
        uint32_t k = i - 1;
        if (tg_clause_quotation(c, k) != NULL) break;
        bool auxiliary = tg_clause_is(c, k, TG_CLAUSE_AUXILIARY) && !is_genitive(c, k);
        bool inside = auxiliary || is_adverb(c, k) || tg_clause_is(c, k, TG_CLAUSE_NOT) ||
                      is_clitic_object(c, k);
        if (!inside) break;
        *bits |= c->bits[k] & (TG_CLAUSE_AUXILIARY | TG_CLAUSE_NOT);
        verb.begin = k;
    }
    return verb;
}

/* ---- noun phrases --------------------------------------------------------- */

/** May token i, a word, stand inside a noun phrase? */
static bool in_phrase(const tg_clauses *c, uint32_t i)
{
    uint32_t b = c->bits[i];
    bool upper = tg_clause_upper(c, i);
    bool pronoun = (b & TG_CLAUSE_SUBJECT) != 0 && (b & TG_CLAUSE_DETERMINER) == 0;
    if (pronoun || (b & (TG_CLAUSE_THAT | TG_CLAUSE_WHETHER)) != 0) return false;
    if ((b & TG_CLAUSE_AUXILIARY) != 0 && !is_genitive(c, i) && !upper) return false;
    if ((b & TG_CLAUSE_CONJUNCTION) != 0 && (b & TG_CLAUSE_COORDINATOR) == 0) return false;
    if ((b & TG_CLAUSE_CUES) != 0 && (b & TG_CLAUSE_NOUN) == 0 && !upper) return false;
    return true;
}

/** Signs that stand inside names and phrases: St. · Smith-Jones · AT&T · $5 · 40% · (D-Nev.) */
static bool is_inner_sign(const tg_clauses *c, uint32_t i)
{
    if (tg_clause_sign(c, i, ".'&$%/")) return true;
    tg_str t = tg_view_token(c->v, i);
    bool glued = (c->v->tokens->flags[i] & TG_TOKEN_GLUED) != 0;
    return tg_str_eq(t, TG_LIT("’")) || is_genitive(c, i) || (glued && tg_str_eq(t, TG_LIT("-")));
}

/** "X and Y said" is one phrase when both are names; else a clause ends at "and". */
static bool joins_names(const tg_clauses *c, tg_range unit, uint32_t i)
{
    if (i == unit.begin || i + 1 >= unit.end) return false;
    return tg_clause_upper(c, i - 1) && tg_clause_upper(c, i + 1);
}

/** Behind a bracket, the token of its opening one, or `i` when it is too far. */
static uint32_t open_bracket(const tg_clauses *c, uint32_t least, uint32_t i)
{
    for (uint32_t k = i, steps = 0; k > least && steps < 10; k--, steps++) {
        if (tg_clause_sign(c, k - 1, "([")) return k - 1;
    }
    return i;
}

/** Does the phrase begin at token i, its determiner, or does "the head of the house" go on? */
static bool begins_at(const tg_clauses *c, uint32_t least, uint32_t i)
{
    if (!tg_clause_is(c, i, TG_CLAUSE_DETERMINER)) return false;
    /* "der Landrat des Kreises", "le maire du port" */
    bool genitive = i > least && tg_clause_is(c, i, TG_CLAUSE_OF) && tg_clause_is_word(c, i - 1) &&
                    (is_language(c, TG_LIT("fr")) || tg_clause_upper(c, i - 1));
    if (genitive) return false;
    return i <= least + 1 || !tg_clause_is(c, i - 1, TG_CLAUSE_OF) ||
           !tg_clause_is_word(c, i - 2) || tg_clause_is(c, i - 2, TG_CLAUSE_AUXILIARY);
}

/** Does the phrase stop behind token k, which is no part of it? `least` bounds the walk. */
static bool stops_behind(const tg_clauses *c, tg_range unit, uint32_t least, uint32_t k)
{
    if (tg_clause_quotation(c, k) != NULL) return true;
    if (!tg_clause_is_word(c, k)) return !is_inner_sign(c, k);
    if (!in_phrase(c, k)) return true;
    if (tg_clause_is(c, k, TG_CLAUSE_COORDINATOR)) return !joins_names(c, unit, k);
    if (!tg_clause_is(c, k, TG_CLAUSE_PREPOSITION)) return false;
    return k == least || !tg_clause_is(c, k, TG_CLAUSE_OF) || !tg_clause_is_word(c, k - 1);
}

/** The plain phrase that ends before `end`. */
static tg_range phrase_before(const tg_clauses *c, tg_range unit, uint32_t end)
{
    uint32_t least = end > unit.begin + LOOK_SUBJECT ? end - LOOK_SUBJECT : unit.begin;
    uint32_t i = end;
    if (i > least && tg_clause_is(c, i - 1, TG_CLAUSE_SUBJECT | TG_CLAUSE_RELATIVE))
        return (tg_range){i - 1, end};
    while (i > least) {
        uint32_t k = i - 1;
        if (tg_clause_sign(c, k, ")]")) {
            i = open_bracket(c, least, k);
            if (i < k) continue;
            i = k + 1;
            break;
        }
        if (stops_behind(c, unit, least, k)) break;
        i = k;
        if (begins_at(c, least, k)) break;
    }
    while (i < end && !tg_clause_is_word(c, i) && !tg_clause_sign(c, i, "$(")) i++;
    return (tg_range){i, end};
}

tg_range tg_clause_before(const tg_clauses *c, tg_range unit, uint32_t end)
{
    if (end <= unit.begin) return (tg_range){end, end};
    if (!tg_clause_sign(c, end - 1, ",-")) return phrase_before(c, unit, end);
    uint32_t least = end > unit.begin + LOOK_ASIDE ? end - LOOK_ASIDE : unit.begin;
    for (uint32_t k = end - 1; k > least; k--) {
        if (tg_clause_quotation(c, k - 1) != NULL) break;
        if (!tg_clause_sign(c, k - 1, ",-")) continue;
        tg_range name = phrase_before(c, unit, k - 1);
        if (name.begin == name.end || tg_clause_is(c, name.begin, TG_CLAUSE_PREPOSITION)) break;
        /* "Paul Dorn, 66, a docker, said": not yet the name */
        bool age =
            name.end == name.begin + 1 && (c->v->tokens->flags[name.begin] & TG_TOKEN_DIGIT) != 0;
        if (age) continue;
        bool named = tg_clause_upper(c, name.begin) ||
                     tg_clause_is(c, name.begin, TG_CLAUSE_DETERMINER | TG_CLAUSE_SUBJECT);
        if (named || c->english) return (tg_range){name.begin, end};
    }
    return (tg_range){end, end};
}

/** Outside English, a name is followed by its verb or an adverb: "Volgens Kees Verweij | komt …". */
static bool ends_name(const tg_clauses *c, uint32_t i)
{
    if (c->english || !tg_clause_is_word(c, i) || tg_clause_upper(c, i)) return false;
    uint32_t inside = TG_CLAUSE_OF | TG_CLAUSE_COORDINATOR | TG_CLAUSE_DETERMINER;
    return tg_clause_upper(c, i - 1) && !tg_clause_is(c, i, inside) &&
           !tg_has_mark(c->v, i, TG_MARK_PARTICLE);
}

/** Is token i no part of the phrase that begins at `begin`? */
static bool stops_at(const tg_clauses *c, tg_range unit, uint32_t begin, uint32_t i)
{
    if (tg_clause_quotation(c, i) != NULL) return true;
    bool last = i + 1 == unit.end;
    if (!tg_clause_is_word(c, i))
        return !is_inner_sign(c, i) || (last && tg_clause_sign(c, i, "."));
    if (tg_clause_is(c, i, TG_CLAUSE_PREPOSITION) && !tg_clause_is(c, i, TG_CLAUSE_OF)) return true;
    if (tg_clause_is(c, i, TG_CLAUSE_COORDINATOR) && !joins_names(c, unit, i)) return true;
    return i > begin &&
           (!in_phrase(c, i) || ends_name(c, i) || tg_has_mark(c->v, i, TG_MARK_WEEKDAY));
}

/** The end of a phrase that begins at `begin`. */
static uint32_t phrase_end(const tg_clauses *c, tg_range unit, uint32_t begin)
{
    uint32_t most = unit.end - begin > LOOK_SUBJECT ? begin + LOOK_SUBJECT : unit.end;
    uint32_t i = begin;
    bool pronoun = i < most && tg_clause_is(c, i, TG_CLAUSE_SUBJECT) &&
                   !tg_clause_is(c, i, TG_CLAUSE_DETERMINER);
    if (pronoun) return i + 1;
    while (i < most && !stops_at(c, unit, begin, i)) i++;
    return i;
}

/** "a déclaré à l’AFP | la présidente": the one spoken to may stand before the source. */
static uint32_t behind_addressee(const tg_clauses *c, tg_range unit, uint32_t begin)
{
    if (c->english || begin + 3 >= unit.end || tg_clause_upper(c, begin) ||
        !tg_clause_is(c, begin, TG_CLAUSE_PREPOSITION))
        return begin;
    uint32_t i = begin + 1;
    while (i + 1 < unit.end && tg_clause_is(c, i, TG_CLAUSE_DETERMINER)) i++;
    i++;
    bool opens =
        i < unit.end && (tg_clause_is(c, i, TG_CLAUSE_DETERMINER) || tg_clause_upper(c, i));
    return opens ? i : begin;
}

tg_range tg_clause_phrase(const tg_clauses *c, tg_range unit, uint32_t begin)
{
    while (begin < unit.end && tg_has_mark(c->v, begin, TG_MARK_WEEKDAY)) begin++;
    begin = behind_addressee(c, unit, begin);
    return (tg_range){begin, phrase_end(c, unit, begin)};
}

tg_range tg_clause_behind(const tg_clauses *c, tg_range unit, uint32_t begin)
{
    tg_range r = tg_clause_phrase(c, unit, begin);
    if (r.end + 2 >= unit.end || !tg_clause_sign(c, r.end, ",") || r.begin == r.end) return r;
    /* "…, a former official who runs the place." belongs to the name; ", adding" does not. */
    uint32_t next = r.end + 1;
    bool aside = tg_clause_is(c, next, TG_CLAUSE_DETERMINER) || tg_clause_upper(c, next) ||
                 tg_has_mark(c->v, next, TG_MARK_ROLE) || tg_clause_is(c, next, TG_CLAUSE_RELATIVE);
    if (!aside || tg_clause_is(c, r.begin, TG_CLAUSE_SUBJECT)) return r;
    for (uint32_t i = next; i < unit.end && i < next + LOOK_ASIDE; i++) {
        if (tg_clause_quotation(c, i) != NULL || tg_clause_is(c, i, TG_CLAUSE_SAY)) return r;
        if (i + 1 == unit.end && tg_clause_sign(c, i, ".!?")) r.end = i;
    }
    return r;
}

/* ---- content -------------------------------------------------------------- */

/** A quotation begins at token i. */
static bool opens_quotation(const tg_clauses *c, uint32_t i)
{
    const tg_quotation *q = tg_clause_quotation(c, i);
    return q != NULL && q->begin == i;
}

static uint32_t least_of(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/** Does token i, a word inside "told the editors he …" or "said in Bonn he …", open a clause? */
static bool opens_within(const tg_clauses *c, uint32_t i, uint32_t bits)
{
    if (tg_clause_is(c, i - 1, TG_CLAUSE_PREPOSITION)) return false;
    if (tg_clause_is(c, i, TG_CLAUSE_SUBJECT) &&
        !tg_clause_is(c, i, TG_CLAUSE_OBJECTIVE | TG_CLAUSE_DETERMINER))
        return true;
    return (bits & TG_CLAUSE_TELL) != 0 && tg_clause_is(c, i, TG_CLAUSE_WHETHER) &&
           !tg_clause_is(c, i, TG_CLAUSE_RELATIVE);
}

/** Is an infinitive wanted and opened by token i? */
static bool opens_infinitive(const tg_clauses *c, uint32_t i, uint32_t bits)
{
    return (bits & TG_CLAUSE_WISH) != 0 && tg_clause_is(c, i, TG_CLAUSE_TO) &&
           !tg_clause_is(c, i, TG_CLAUSE_OF);
}

/** Behind an addressee or an adjunct, the token where a clause plainly begins; `most` = nowhere. */
static uint32_t clause_within(const tg_clauses *c, uint32_t begin, uint32_t most, uint32_t bits)
{
    for (uint32_t i = begin; i < most; i++) {
        if (opens_quotation(c, i)) {
            if (i == begin || tg_clause_sign(c, i - 1, ",:")) return i;
            i = tg_clause_quotation(c, i)->end - 1;
            continue;
        }
        if (tg_clause_is(c, i, TG_CLAUSE_THAT) && !tg_clause_upper(c, i)) return i;
        bool more = i + 1 < most;
        if (more && tg_clause_sign(c, i, ":")) return i + 1;
        if (more && tg_clause_sign(c, i, ",") && opens_quotation(c, i + 1)) return i + 1;
        if (tg_clause_sign(c, i, ";:,-") || tg_clause_is(c, i, TG_CLAUSE_CUES)) return most;
        if (opens_infinitive(c, i, bits) || (i > begin && opens_within(c, i, bits))) return i;
    }
    return most;
}

/** Behind "told X": an addressee of one pronoun, of names or of a short phrase. */
static uint32_t content_behind_addressee(const tg_clauses *c, tg_range unit, uint32_t at,
                                         uint32_t bits)
{
    uint32_t most = least_of(unit.end, at + LOOK_ADDRESSEE);
    if (tg_clause_is(c, at, TG_CLAUSE_OBJECTIVE) && at + 1 < unit.end) {
        if (opens_quotation(c, at + 1) || tg_clause_is(c, at + 1, TG_CLAUSE_DETERMINER) ||
            tg_clause_upper(c, at + 1))
            return at + 1;
        uint32_t found = clause_within(c, at, most, bits);
        return found < most ? found : unit.end;
    }
    uint32_t found = clause_within(c, at, most, bits);
    if (found < most) return found;
    for (uint32_t i = at + 1; i < most; i++) {
        bool fresh = tg_clause_is(c, i, TG_CLAUSE_DETERMINER) &&
                     !tg_clause_is(c, i - 1, TG_CLAUSE_PREPOSITION) && tg_clause_is_word(c, i - 1);
        if (fresh) return i;
        if (tg_clause_sign(c, i, ",.;:")) break;
    }
    return unit.end;
}

/** Time and place between the verb and its content: "on Monday", "in an interview". */
static bool is_adjunct(const tg_clauses *c, uint32_t i)
{
    return tg_clause_is(c, i, TG_CLAUSE_PREPOSITION) || tg_has_mark(c->v, i, TG_MARK_WEEKDAY);
}

/** May a bare clause or an object begin with token i? */
static bool begins_clause(const tg_clauses *c, uint32_t i)
{
    if (!tg_clause_is_word(c, i)) return tg_clause_sign(c, i, "$");
    if (tg_clause_is(c, i, TG_CLAUSE_SUBJECT | TG_CLAUSE_DETERMINER)) return true;
    uint32_t no = TG_CLAUSE_CONJUNCTION | TG_CLAUSE_AUXILIARY | TG_CLAUSE_TO | TG_CLAUSE_NOT |
                  TG_CLAUSE_PREPOSITION;
    return !tg_clause_is(c, i, no) || tg_clause_upper(c, i);
}

/** Behind a sign: a colon opens anything, a comma a quotation or, outside English, a clause. */
static uint32_t content_behind_sign(const tg_clauses *c, tg_range unit, uint32_t at)
{
    if (at + 1 >= unit.end) return unit.end;
    if (tg_clause_sign(c, at, ":")) return at + 1;
    if (!tg_clause_sign(c, at, ",")) return unit.end;
    if (opens_quotation(c, at + 1)) return at + 1;
    uint32_t opens = TG_CLAUSE_THAT | TG_CLAUSE_WHETHER | TG_CLAUSE_SUBJECT | TG_CLAUSE_DETERMINER;
    return !c->english && tg_clause_is(c, at + 1, opens) ? at + 1 : unit.end;
}

/** "teilte die Firma mit, dass": a preposition before a sign goes with the verb. */
static bool is_particle(const tg_clauses *c, tg_range unit, uint32_t at)
{
    return !c->english && tg_clause_is(c, at, TG_CLAUSE_PREPOSITION) && at + 1 < unit.end &&
           tg_clause_sign(c, at + 1, ",:");
}

/** The content of a verb of will: an infinitive, maybe behind the one who is asked. */
static uint32_t content_of_will(const tg_clauses *c, tg_range unit, uint32_t at)
{
    uint32_t most = least_of(unit.end, at + LOOK_ADDRESSEE);
    uint32_t found = clause_within(c, at, most, TG_CLAUSE_WISH);
    return found < most && tg_clause_is(c, found, TG_CLAUSE_TO) ? found : unit.end;
}

/** The content that begins with a word at `at`. */
static uint32_t content_at_word(const tg_clauses *c, tg_range unit, uint32_t at, uint32_t bits)
{
    uint32_t clausal = bits & (TG_CLAUSE_SAY | TG_CLAUSE_OPINE);
    uint32_t opens = clausal != 0 ? TG_CLAUSE_THAT | TG_CLAUSE_WHETHER : 0;
    if ((bits & TG_CLAUSE_SPLIT) != 0) opens |= TG_CLAUSE_THAT;
    if ((bits & TG_CLAUSE_WISH) != 0) opens |= TG_CLAUSE_TO;
    if (tg_clause_is(c, at, opens)) return at;
    if ((bits & TG_CLAUSE_TELL) != 0) return content_behind_addressee(c, unit, at, bits);
    if ((bits & TOUCHING) != 0 && is_adjunct(c, at)) {
        uint32_t most = least_of(unit.end, at + LOOK_ADJUNCT);
        uint32_t found = clause_within(c, at, most, bits);
        if (found < most) return found;
        if ((bits & TG_CLAUSE_OBJECT) == 0) return unit.end;
    }
    /* "zeigt ein Bild": outside English an opinion has its that. */
    if (!c->english) clausal &= (uint32_t)TG_CLAUSE_SAY;
    if (clausal != 0 || (bits & TG_CLAUSE_OBJECT) != 0) return begins_clause(c, at) ? at : unit.end;
    return (bits & TG_CLAUSE_WISH) != 0 ? content_of_will(c, unit, at) : unit.end;
}

uint32_t tg_clause_content(const tg_clauses *c, tg_range unit, uint32_t at, uint32_t bits)
{
    while (at < unit.end && (is_adverb(c, at) || is_particle(c, unit, at))) at++;
    if (at >= unit.end) return unit.end;
    if (opens_quotation(c, at)) return at;
    if (tg_clause_is_word(c, at) || tg_clause_sign(c, at, "$"))
        return content_at_word(c, unit, at, bits);
    return (bits & TOUCHING) != 0 ? content_behind_sign(c, unit, at) : unit.end;
}

/** ", though she noted that …": another cue comes soon, before the next comma. */
static bool says_again(const tg_clauses *c, tg_range unit, uint32_t i)
{
    for (uint32_t k = i + 1; k < unit.end && k < i + LOOK_ADDRESSEE; k++) {
        if (tg_clause_quotation(c, k) != NULL || tg_clause_sign(c, k, ",;:")) return false;
        if (tg_clause_is(c, k, TG_CLAUSE_SAY) && !tg_clause_is(c, k, TG_CLAUSE_NOUN)) return true;
    }
    return false;
}

/** Behind the comma at i, does something begin that is no part of the content? */
static bool leaves_content(const tg_clauses *c, tg_range unit, uint32_t i, bool clause)
{
    uint32_t k = i + 1;
    if (k >= unit.end) return true;
    if (tg_clause_is(c, k, TG_CLAUSE_SOURCE)) return true;
    while (k + 1 < unit.end && is_adverb(c, k)) k++;
    bool doing = c->english && ends_in(c, k, TG_LIT("ing")) && !tg_clause_upper(c, k);
    if (doing && (tg_clause_is(c, k, TG_CLAUSE_CUES) || !clause)) return true;
    if (clause) return tg_clause_is(c, k, TG_CLAUSE_CONJUNCTION) && says_again(c, unit, k);
    return tg_clause_is(c, k, TG_CLAUSE_CONJUNCTION | TG_CLAUSE_RELATIVE | TG_CLAUSE_SUBJECT);
}

/** "and said", "and then added": the content of the verb before is over; an object or infinitive is
 *  over before "and called for" too. */
static bool joins_cue(const tg_clauses *c, tg_range unit, uint32_t i, bool clause)
{
    if (!tg_clause_is(c, i, TG_CLAUSE_CONJUNCTION | TG_CLAUSE_COORDINATOR)) return false;
    uint32_t k = i + 1;
    while (k + 1 < unit.end && (is_adverb(c, k) || tg_clause_is(c, k, TG_CLAUSE_HAVE))) k++;
    uint32_t cues = clause ? TG_CLAUSE_SAY : TG_CLAUSE_CUES;
    return k < unit.end && tg_clause_is(c, k, cues) && !tg_clause_is(c, k, TG_CLAUSE_NOUN);
}

uint32_t tg_clause_content_end(const tg_clauses *c, tg_range unit, uint32_t begin, uint32_t bits)
{
    bool clause =
        (bits & (TG_CLAUSE_SAY | TG_CLAUSE_OPINE)) != 0 || tg_clause_is(c, begin, TG_CLAUSE_THAT);
    uint32_t i = begin;
    while (i < unit.end) {
        const tg_quotation *q = tg_clause_quotation(c, i);
        if (q != NULL) {
            i = least_of(q->end, unit.end);
            continue;
        }
        if (tg_clause_sign(c, i, ";") || (!clause && tg_clause_sign(c, i, "-:"))) break;
        if (tg_clause_sign(c, i, ",") && leaves_content(c, unit, i, clause)) break;
        if (i > begin && joins_cue(c, unit, i, clause)) break;
        i++;
    }
    while (i > begin && tg_clause_quotation(c, i - 1) == NULL &&
           tg_clause_sign(c, i - 1, ".!?,;:-"))
        i--;
    return i;
}
