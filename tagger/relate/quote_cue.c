/* SPDX-License-Identifier: MIT
 *
 * quote_cue.c — a verb of saying with its source.
 *
 * Many cues are nouns too. English tells them apart by number: "critics claim"
 * and "the critic claims" agree, "a recent claim" and "Trump's claims" do not.
 */
#include "relate/quote_cue.h"

enum { LOOK_MAIN = 40 /* tokens to the main verb of a sentence */ };

static bool empty(tg_range r)
{
    return r.begin >= r.end;
}

bool tg_saying_is_ing(const tg_clauses *c, uint32_t i)
{
    tg_str t = tg_view_token(c->v, i);
    return c->english && t.n > 4 && memcmp(t.p + t.n - 3, "ing", 3) == 0;
}

const tg_quotation *tg_saying_quotation_before(const tg_clauses *c, tg_range open, uint32_t end)
{
    if (end <= open.begin) return NULL;
    uint32_t last = end - 1;
    bool comma = false;
    for (; last > open.begin && tg_clause_quotation(c, last) == NULL; last--) {
        if (!tg_clause_sign(c, last, ",-")) return NULL;
        comma = true;
    }
    const tg_quotation *q = tg_clause_quotation(c, last);
    if (q == NULL || q->end != last + 1 || q->begin < open.begin) return NULL;
    bool inside = tg_clause_sign(c, q->inner_end - 1, ",.?!-");
    bool title = q->begin > open.begin && q->inner_end - q->inner_begin < 6 &&
                 tg_clause_upper(c, q->inner_begin) &&
                 tg_clause_is(c, open.begin, TG_CLAUSE_PREPOSITION);
    return (comma || inside) && !title ? q : NULL;
}

/* ---- verb or noun --------------------------------------------------------- */

static bool ends_in_s(const tg_clauses *c, uint32_t i)
{
    tg_str t = tg_view_token(c->v, i);
    return t.n > 2 && t.p[t.n - 1] == 's';
}

/** Does a verb that is a noun too agree in number with the word before it? */
static bool agrees(const tg_clauses *c, tg_range open, uint32_t i)
{
    uint32_t before = i - 1;
    bool pronoun = tg_clause_is(c, before, TG_CLAUSE_SUBJECT | TG_CLAUSE_RELATIVE) &&
                   !tg_clause_is(c, before, TG_CLAUSE_DETERMINER);
    if (pronoun) return true;
    if (tg_clause_is(c, before, TG_CLAUSE_DETERMINER | TG_CLAUSE_PREPOSITION)) return false;
    if (!c->english) return true;
    if (!tg_clause_is_word(c, before)) return tg_clause_sign(c, before, ",)-");
    bool plural = ends_in_s(c, before);
    if (!ends_in_s(c, i)) return plural;
    if (tg_clause_upper(c, before)) return true;
    /* "the company reports that" */
    return !plural && i + 1 < open.end && tg_clause_is(c, i + 1, TG_CLAUSE_THAT);
}

/** "to say", "was told", "the claims": no verb with a subject of its own. */
static bool is_finite(const tg_clauses *c, tg_range open, const tg_saying *q)
{
    bool passive = (q->auxiliary & TG_CLAUSE_BE) != 0;
    if (passive != tg_saying_is_ing(c, q->at)) return false;
    bool bare = (q->bits & TG_CLAUSE_PARTICIPLE) != 0 && (q->bits & TG_CLAUSE_JOINED) == 0 &&
                (q->auxiliary & TG_CLAUSE_HAVE) == 0;
    if (bare) return false;
    if (q->verb.begin == open.begin) return true;
    uint32_t before = q->verb.begin - 1;
    if (c->english && tg_clause_is(c, before, TG_CLAUSE_TO)) return false;
    tg_str t = tg_view_token(c->v, before);
    if (tg_str_eq(t, TG_LIT("'s")) || tg_str_eq(t, TG_LIT("’s"))) return false;
    return (q->bits & TG_CLAUSE_NOUN) == 0 || q->auxiliary != 0 || agrees(c, open, q->verb.begin);
}

/* ---- source --------------------------------------------------------------- */

/** "dit-il": the verb, or its auxiliary, carries its pronoun. */
static bool find_clitic(tg_saying *q, const tg_clauses *c)
{
    uint32_t begin = q->verb.begin;
    if (!tg_clause_is(c, begin, TG_CLAUSE_SUBJECT) ||
        tg_clause_clitic(tg_view_token(c->v, begin)) == 0)
        return false;
    q->source = (tg_range){begin, begin + 1};
    q->verb.begin = q->verb.end > begin + 1 ? begin + 1 : begin;
    q->turned = true;
    q->begin = begin;
    q->behind = q->verb.end;
    return true;
}

/** "Am Montag sagte X, …", "Gisteren liet X weten dat …": the verb stands second, and what is
 *  before it is not its subject. */
static bool stands_second(const tg_clauses *c, tg_range open, const tg_saying *q)
{
    if (c->english) return false;
    tg_range s = q->source;
    if (empty(s)) return true;
    bool this = s.end == s.begin + 1 && tg_clause_is(c, s.begin, TG_CLAUSE_DETERMINER) &&
                !tg_clause_is(c, s.begin, TG_CLAUSE_HE | TG_CLAUSE_SHE | TG_CLAUSE_THEY);
    return this || tg_clause_is(c, s.begin, TG_CLAUSE_PREPOSITION) ||
           (s.begin > open.begin && tg_clause_is(c, s.begin - 1, TG_CLAUSE_PREPOSITION)) ||
           tg_has_mark(c->v, q->verb.begin - 1, TG_MARK_WEEKDAY);
}

/** The source behind the verb, when the verb may be turned round there. */
static tg_range source_behind(const tg_clauses *c, tg_range open, const tg_saying *q, bool second)
{
    tg_range none = {q->verb.end, q->verb.end};
    uint32_t turning = TG_CLAUSE_SAY | TG_CLAUSE_WEAK | TG_CLAUSE_SPLIT;
    uint32_t begin = q->verb.begin;
    bool edge = second || begin == open.begin || tg_clause_quotation(c, begin - 1) != NULL ||
                tg_clause_sign(c, begin - 1, ",-");
    if ((q->bits & turning) == 0 || !edge || q->verb.end >= open.end) return none;
    tg_range behind = tg_clause_behind(c, open, q->verb.end);
    bool quoted = tg_saying_quotation_before(c, open, begin) != NULL;
    bool closed = quoted || behind.end >= open.end || tg_clause_quotation(c, behind.end) != NULL ||
                  !tg_clause_is_word(c, behind.end);
    uint32_t more = TG_CLAUSE_PREPOSITION | TG_CLAUSE_ADVERB | TG_CLAUSE_THAT;
    closed = closed || (second && (tg_clause_is(c, behind.end, more) ||
                                   tg_has_mark(c->v, behind.end, TG_MARK_WEEKDAY)));
    return closed && (quoted || empty(q->source) || second) ? behind : none;
}

/** Where the source of a finite verb is: before it, or behind it. */
static void find_source(tg_saying *q, const tg_clauses *c, tg_range open)
{
    if (find_clitic(q, c)) return;
    uint32_t begin = q->verb.begin;
    q->source = tg_clause_before(c, open, begin);
    bool second = stands_second(c, open, q);
    tg_range behind = source_behind(c, open, q, second);
    q->turned = !empty(behind);
    if (second && !q->turned) q->source.end = q->source.begin;
    if (q->turned) q->source = behind;
    q->begin = q->turned || empty(q->source) ? begin : q->source.begin;
    q->behind = q->turned ? q->source.end : q->verb.end;
}

tg_range tg_saying_subject(const tg_clauses *c, tg_range open, uint32_t end)
{
    uint32_t most = end - open.begin > LOOK_MAIN ? open.begin + LOOK_MAIN : end;
    uint32_t i = open.begin;
    if (tg_clause_is(c, i, TG_CLAUSE_PREPOSITION | TG_CLAUSE_CONJUNCTION | TG_CLAUSE_ADVERB)) {
        while (i < most && !tg_clause_sign(c, i, ",")) i++;
        i = i + 1 < most ? i + 1 : open.begin;
    }
    tg_range r = {i, i};
    for (; i < most && r.begin == r.end; i++) {
        uint32_t opens = TG_CLAUSE_SUBJECT | TG_CLAUSE_DETERMINER;
        if (tg_clause_is_word(c, i) && (tg_clause_is(c, i, opens) || tg_clause_upper(c, i)) &&
            tg_clause_quotation(c, i) == NULL)
            r = tg_clause_phrase(c, (tg_range){open.begin, most}, i);
    }
    /* An unknown verb does not end a phrase; the first lower-case word behind a name does. */
    for (uint32_t k = r.begin + 1; k < r.end && tg_clause_upper(c, r.begin); k++) {
        bool inside = !tg_clause_is_word(c, k) || tg_clause_upper(c, k) ||
                      tg_clause_is(c, k, TG_CLAUSE_OF | TG_CLAUSE_COORDINATOR);
        if (!inside && tg_clause_upper(c, k - 1) && !tg_clause_is(c, r.begin, TG_CLAUSE_DETERMINER))
            r.end = k;
    }
    return r;
}

/** "…, adding that": the source is that of the verb before, else the subject of the sentence. */
static bool find_participle_source(tg_saying *q, const tg_clauses *c, tg_range open,
                                   tg_range before)
{
    q->begin = q->verb.begin;
    q->behind = q->verb.end;
    if (q->begin == open.begin && empty(before)) return false;
    bool joined = q->begin > 0 &&
                  (tg_clause_sign(c, q->begin - 1, ",-") ||
                   tg_clause_is(c, q->begin - 1, TG_CLAUSE_CONJUNCTION | TG_CLAUSE_PREPOSITION));
    if (!joined) return false;
    q->source = empty(before) ? tg_saying_subject(c, open, q->begin) : before;
    return !empty(q->source);
}

/** German and French sources have a capital, a pronoun or a determiner: not "enttäuscht zeigte sich". */
static bool is_named(const tg_clauses *c, tg_range source)
{
    uint32_t lang = tg_lang_bit(TG_LIT("de")) | tg_lang_bit(TG_LIT("fr"));
    if ((c->v->lang & lang) == 0) return true;
    uint32_t naming = TG_CLAUSE_SUBJECT | TG_CLAUSE_RELATIVE | TG_CLAUSE_DETERMINER;
    for (uint32_t i = source.begin; i < source.end; i++) {
        if (tg_clause_upper(c, i) || tg_clause_is(c, i, naming)) return true;
    }
    return false;
}

bool tg_saying_read(tg_saying *out, const tg_clauses *c, tg_range open, uint32_t i, tg_range before)
{
    *out = (tg_saying){.at = i, .bits = c->bits[i]};
    out->verb = tg_clause_verb(c, open, i, &out->auxiliary);
    out->participle = tg_saying_is_ing(c, i) && (out->auxiliary & TG_CLAUSE_BE) == 0;
    if (out->participle) return find_participle_source(out, c, open, before);
    if (!is_finite(c, open, out)) return false;
    find_source(out, c, open);
    if (!is_named(c, out->source)) out->source.end = out->source.begin;
    if (!empty(out->source)) return true;
    bool joined =
        out->verb.begin > 0 && tg_clause_is(c, out->verb.begin - 1, TG_CLAUSE_COORDINATOR);
    out->source = joined ? before : out->source;
    return !empty(out->source);
}
