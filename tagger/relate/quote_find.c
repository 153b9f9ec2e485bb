/* SPDX-License-Identifier: MIT
 *
 * quote_find.c — from cues to attributions.
 *
 * The text is cut into units: sentences, but never inside a quotation, so that
 * “A. B,” she said. is one. Each unit is read once from left to right; a verb
 * that may be a cue is tried in this order, and what it takes is not read again:
 *
 *     1  [“It is over,”] {she} <said>[, “for all of us.”]     a quotation before it, split or not
 *     2  [“It is over,”] <said> {the minister}                the same, turned round
 *     3  [The bank,] {he} <said>[, will close.]               put in between
 *     4  {He} <said> on Monday [that the bank will close].    content behind it
 *     5  [The bank will close], {he} <said>.                  content before it
 *     6  {The minister} was pleased<:> [“At last.”]           no verb of saying, but a colon
 *
 * Then a unit that is all quotation goes to the attribution before it in its
 * paragraph, or to the colon that ends the paragraph above.
 */
#include "relate/quote_find.h"

#include "base/status.h"
#include "relate/quote_turn.h"

enum { LOOK_CLOSING = 24 /* tokens from a closing cue to the end of its sentence */ };
#define NONE UINT32_MAX

typedef struct finder {
    const tg_clauses *c;
    const tg_linked *linked;
    tg_attributions *out;
    tg_range unit;
    uint32_t used;    /* tokens before it are spoken for */
    uint32_t in_unit; /* attributions before this unit */
    uint32_t open;    /* attribution that a following quotation may belong to; NONE */
    uint32_t awaits;  /* attribution that the next paragraph may belong to; NONE */
    bool block;       /* even without quotation marks */
    bool transcript;  /* the paragraphs are turns of speakers: "SMITH: …" */
} finder;

/* ---- putting together ----------------------------------------------------- */

static void say(finder *f, uint32_t attribution, uint32_t begin, uint32_t end)
{
    const tg_clauses *c = f->c;
    if (begin < f->used) begin = f->used;
    while (begin < end && tg_clause_quotation(c, begin) == NULL &&
           tg_clause_sign(c, begin, ",;:.-"))
        begin++;
    if (begin >= end) return;
    f->out->said[f->out->n_said++] = (tg_said){{begin, end}, attribution};
    f->out->at[attribution].n_content++;
    f->used = end;
}

static uint32_t attribute(finder *f, tg_range source, tg_range cue)
{
    f->out->at[f->out->n] = (tg_attribution){.source = source, .cue = cue};
    return f->out->n++;
}

static bool is(const finder *f, uint32_t i, uint32_t bits)
{
    return tg_clause_is(f->c, i, bits);
}

static bool empty(tg_range r)
{
    return r.begin >= r.end;
}

/** Where what is said before a cue begins, given that it ends with quotation q: at the mark, or with
 *  the words that lead into it. */
static uint32_t quoted_begin(const finder *f, const tg_quotation *q)
{
    uint32_t begin = f->used > f->unit.begin ? f->used : f->unit.begin;
    while (begin < q->begin && tg_clause_quotation(f->c, begin) == NULL &&
           (tg_clause_sign(f->c, begin, ",;:.-") || is(f, begin, TG_CLAUSE_COORDINATOR)))
        begin++;
    return begin;
}

/** May tokens [begin, end) be a statement? Not "On Monday" and not one word. */
static bool is_statement(const finder *f, uint32_t begin, uint32_t end)
{
    if (end < begin + 3) return false;
    if (!is(f, begin, TG_CLAUSE_PREPOSITION | TG_CLAUSE_CONJUNCTION)) return true;
    for (uint32_t i = begin + 1; i < end && i < begin + 40; i++) {
        if (tg_clause_sign(f->c, i, ",")) return true;
    }
    return false;
}

/* ---- verbs ---------------------------------------------------------------- */

/** Take [content] on the left that ends with quotation q, and on the right the rest of it when the
 *  quotation is split around the cue. @return where to read on. */
static uint32_t take_quotation_before(finder *f, const tg_saying *q, const tg_quotation *left)
{
    uint32_t a = attribute(f, q->source, q->verb);
    say(f, a, quoted_begin(f, left), left->end);
    f->used = q->behind;
    f->open = a;
    for (uint32_t i = q->behind; i < f->unit.end; i++) {
        const tg_quotation *r = tg_clause_quotation(f->c, i);
        if (r != NULL && r->begin == i && tg_clause_sign(f->c, i - 1, ",.:;-")) {
            say(f, a, i, r->end);
            return r->end;
        }
        if (r != NULL || is(f, i, TG_CLAUSE_CUES | TG_CLAUSE_THAT)) return i;
    }
    return f->unit.end;
}

/** Is nothing left behind token i but an adjunct: "…, he said on Monday."? */
static bool only_adjunct(const finder *f, uint32_t i)
{
    if (i >= f->unit.end || tg_clause_sign(f->c, i, ".!?;")) return true;
    bool adjunct = is(f, i, TG_CLAUSE_PREPOSITION | TG_CLAUSE_ADVERB) ||
                   tg_has_mark(f->c->v, i, TG_MARK_WEEKDAY);
    if (!adjunct) return false;
    for (uint32_t k = i; k < f->unit.end && k < i + 24; k++) {
        if (tg_clause_quotation(f->c, k) != NULL || is(f, k, TG_CLAUSE_THAT)) return false;
        if (tg_clause_sign(f->c, k, ",:")) return true;
    }
    return true;
}

/** Do tokens [begin, end) say only where, when and for whom a report was written: "GHENT, May 3 (Belga)"? */
static bool is_dateline(const finder *f, uint32_t begin, uint32_t end)
{
    unsigned depth = 0;
    for (uint32_t i = begin; i < end; i++) {
        depth += tg_clause_sign(f->c, i, "(");
        depth -= depth > 0 && tg_clause_sign(f->c, i, ")");
        bool small = tg_clause_is_word(f->c, i) && !tg_is_upper(f->c->v, i) &&
                     (f->c->v->tokens->flags[i] & TG_TOKEN_DIGIT) == 0;
        if (small && depth == 0 && !is(f, i, TG_CLAUSE_COORDINATOR | TG_CLAUSE_PREPOSITION))
            return false;
    }
    return true;
}

/** Behind the dateline of capitals or with an agency in brackets that opens the unit, else `begin`. */
static uint32_t behind_dateline(const finder *f, uint32_t begin, uint32_t end)
{
    enum { LONGEST = 16 };
    if (begin != f->unit.begin) return begin;
    for (uint32_t i = begin + 1; i < end && i < begin + LONGEST; i++) {
        if (!tg_clause_sign(f->c, i, "-")) continue;
        bool told = (f->c->v->tokens->flags[begin] & TG_TOKEN_CAPS) != 0 ||
                    tg_clause_sign(f->c, i - 1, ")");
        return told && is_dateline(f, begin, i) ? i + 1 : begin;
    }
    return begin;
}

/** Content before the cue without quotation marks, or around it: "The bank, he said, will close."
 *  @return where to read on; NONE when it is neither. */
static uint32_t take_statement_before(finder *f, const tg_saying *q)
{
    uint32_t comma = q->begin - 1;
    uint32_t begin = f->used > f->unit.begin ? f->used : f->unit.begin;
    uint32_t next = q->behind + 1;
    bool around = next < f->unit.end && tg_clause_sign(f->c, q->behind, ",");
    if (!around && (!only_adjunct(f, q->behind) || !is_statement(f, begin, comma))) return NONE;
    if (tg_clause_sign(f->c, comma, "-") && is_dateline(f, begin, comma)) return NONE;
    uint32_t a = attribute(f, q->source, q->verb);
    say(f, a, behind_dateline(f, begin, comma), comma);
    f->used = q->behind;
    bool more = around && !is(f, next, TG_CLAUSE_CONJUNCTION | TG_CLAUSE_RELATIVE) &&
                !tg_saying_is_ing(f->c, next);
    if (!more) return q->behind;
    uint32_t end = tg_clause_content_end(f->c, f->unit, next, TG_CLAUSE_SAY);
    say(f, a, next, end);
    return end;
}

/** Is the cue put after or into what is said: ", he said." or ", he said, …"? */
static bool stands_aside(const finder *f, const tg_saying *q)
{
    bool says = (q->bits & (TG_CLAUSE_SAY | TG_CLAUSE_OPINE)) != 0;
    if (q->participle || !says || q->begin <= f->unit.begin) return false;
    if (!tg_clause_sign(f->c, q->begin - 1, ",-")) return false;
    bool comma = q->behind < f->unit.end && tg_clause_sign(f->c, q->behind, ",");
    return q->turned || comma || only_adjunct(f, q->behind);
}

/** The unit, or, when the source is the "who" of ", who had promised to go, …", that clause alone. */
static tg_range aside_part(const finder *f, const tg_saying *q, uint32_t at)
{
    tg_range part = f->unit;
    uint32_t who = q->source.begin;
    bool aside =
        is(f, who, TG_CLAUSE_RELATIVE) && who > f->unit.begin && tg_clause_sign(f->c, who - 1, ",");
    for (uint32_t i = at; aside && i < part.end; i++) {
        if (tg_clause_quotation(f->c, i) == NULL && tg_clause_sign(f->c, i, ",")) part.end = i;
    }
    return part;
}

/** The quotation behind a colon at token i, or NULL. */
static const tg_quotation *quotation_behind_colon(const finder *f, uint32_t i)
{
    if (i + 1 >= f->unit.end || !tg_clause_sign(f->c, i, ":")) return NULL;
    const tg_quotation *q = tg_clause_quotation(f->c, i + 1);
    return q != NULL && q->begin == i + 1 ? q : NULL;
}

static uint32_t take_behind(finder *f, const tg_saying *q)
{
    uint32_t at = tg_clause_content(f->c, f->unit, q->behind, q->bits);
    if (at >= f->unit.end) {
        bool colon = f->unit.end > q->behind && tg_clause_sign(f->c, f->unit.end - 1, ":");
        if (colon) f->awaits = attribute(f, q->source, q->verb);
        f->block = colon && q->behind + 1 == f->unit.end && (q->bits & TG_CLAUSE_SAY) != 0;
        return colon ? f->unit.end : NONE;
    }
    const tg_quotation *quoted = tg_clause_quotation(f->c, at);
    bool opens = quoted != NULL && quoted->begin == at;
    uint32_t strong =
        TG_CLAUSE_SAY | TG_CLAUSE_OPINE | TG_CLAUSE_OBJECT | TG_CLAUSE_WISH | TG_CLAUSE_SPLIT;
    if (!opens && (q->bits & strong) == 0) return NONE;
    uint32_t end = tg_clause_content_end(f->c, aside_part(f, q, at), at, q->bits);
    bool led = at > q->verb.end && tg_clause_sign(f->c, at - 1, ",:");
    if (opens && led) end = quoted->end < f->unit.end ? quoted->end : f->unit.end;
    /* "praised his team: “…”": said is what the colon announces. */
    const tg_quotation *announced = opens ? NULL : quotation_behind_colon(f, end);
    if (announced != NULL) {
        opens = true;
        at = announced->begin;
        end = announced->end;
    }
    if (end < at + 2 && !opens) return NONE;
    uint32_t a = attribute(f, q->source, q->verb);
    f->used = f->used > at ? f->used : at;
    say(f, a, at, end);
    f->open = opens ? a : f->open;
    return end;
}

/** The part of the unit that is not spoken for. */
static tg_range open_part(const finder *f)
{
    return (tg_range){f->used > f->unit.begin ? f->used : f->unit.begin, f->unit.end};
}

/** Try the verb at token i. @return where to read on. */
static uint32_t try_verb(finder *f, uint32_t i)
{
    tg_saying q;
    tg_range before = f->out->n > f->in_unit ? f->out->at[f->out->n - 1].source : (tg_range){0, 0};
    if (!tg_saying_read(&q, f->c, open_part(f), i, before)) return i + 1;
    uint32_t quoting = TG_CLAUSE_SAY | TG_CLAUSE_WEAK | TG_CLAUSE_OPINE | TG_CLAUSE_SPLIT;
    const tg_quotation *left = tg_saying_quotation_before(f->c, open_part(f), q.begin);
    if (left != NULL && !q.participle && (q.bits & quoting) != 0)
        return take_quotation_before(f, &q, left);
    if ((q.auxiliary & TG_CLAUSE_NOT) != 0 && (q.bits & TG_CLAUSE_SAY) != 0) return q.verb.end;
    uint32_t end = stands_aside(f, &q) ? take_statement_before(f, &q) : NONE;
    if (end == NONE) end = take_behind(f, &q);
    return end == NONE || end < q.verb.end ? q.verb.end : end;
}

/* ---- according to --------------------------------------------------------- */

/** Does its source stand before the word at token i? */
static bool is_after(const finder *f, uint32_t i)
{
    return (f->c->bits[i] & TG_CLAUSE_AFTER) == TG_CLAUSE_AFTER;
}

/** The end of the word form that begins at token i. */
static uint32_t word_end(const finder *f, uint32_t i)
{
    uint32_t end = i + 1;
    while (end < f->unit.end && is(f, end, TG_CLAUSE_JOINED)) end++;
    return end;
}

/** Where what a source said ends to be named, when it opens the sentence: before the quotation that a
 *  comma parts from it and from what it is, "Selon Luc Maes, président du club, « … »"; in French and
 *  English else at the comma, "Selon l'ONG Médecins du monde, …". */
static uint32_t opening_end(const finder *f, tg_range source)
{
    enum { LONGEST = 16 };
    uint32_t langs = tg_lang_bit(TG_LIT("fr")) | tg_lang_bit(TG_LIT("en"));
    uint32_t comma = NONE; /* the first */
    for (uint32_t i = source.end; i < f->unit.end && i < source.end + LONGEST; i++) {
        const tg_quotation *q = tg_clause_quotation(f->c, i);
        if (q != NULL && q->begin == i && i > source.end && tg_clause_sign(f->c, i - 1, ","))
            return i - 1;
        if (q != NULL) break;
        if (comma == NONE && tg_clause_sign(f->c, i, ",")) comma = i;
    }
    return comma != NONE && (f->c->v->lang & langs) != 0 ? comma : source.end;
}

static uint32_t try_source(finder *f, uint32_t i)
{
    uint32_t end = word_end(f, i);
    if (end >= f->unit.end) return end;
    tg_range source = tg_clause_behind(f->c, f->unit, end);
    if (empty(source)) return end;
    uint32_t begin = f->used > f->unit.begin ? f->used : f->unit.begin;
    while (begin < i && tg_clause_quotation(f->c, begin) == NULL &&
           (tg_clause_sign(f->c, begin, ",;:.-") || is(f, begin, TG_CLAUSE_COORDINATOR)))
        begin++;
    if (i < begin + 3) { /* it opens the sentence */
        source = tg_clause_phrase(f->c, f->unit, end);
        uint32_t from = opening_end(f, source);
        source.end = from;
        if (from >= f->unit.end) return source.end;
        uint32_t to = tg_clause_content_end(f->c, f->unit, from + 1, TG_CLAUSE_SAY);
        uint32_t a = attribute(f, source, (tg_range){i, end});
        f->used = from;
        say(f, a, from, to);
        return to > source.end ? to : source.end;
    }
    uint32_t to = i;
    while (to > begin && tg_clause_quotation(f->c, to - 1) == NULL &&
           tg_clause_sign(f->c, to - 1, ",-"))
        to--;
    uint32_t a = attribute(f, source, (tg_range){i, end});
    say(f, a, begin, to);
    f->used = source.end;
    return source.end;
}

/** "Medienberichten zufolge ist die Firma pleite": the source stands before the word. */
static uint32_t try_after(finder *f, uint32_t i)
{
    tg_range source = tg_clause_before(f->c, f->unit, i);
    if (empty(source) || source.begin < f->used || source.begin != f->unit.begin) return i + 1;
    uint32_t end = tg_clause_content_end(f->c, f->unit, i + 1, TG_CLAUSE_SAY);
    uint32_t a = attribute(f, source, (tg_range){i, i + 1});
    f->used = i + 1;
    say(f, a, i + 1, end);
    return end > i ? end : i + 1;
}

/* ---- without a verb ------------------------------------------------------- */

/** “It frightens me.” — Maria Jansen, Ghent: behind quotation q a dash and a name end the unit. */
static uint32_t try_dash(finder *f, const tg_quotation *q)
{
    enum { LONGEST = 16 };
    uint32_t dash = q->end;
    uint32_t i = dash;
    while (i < f->unit.end && tg_clause_sign(f->c, i, "-")) i++;
    bool named = q->begin == f->unit.begin && i > dash && i < f->unit.end &&
                 f->unit.end - i <= LONGEST && tg_clause_upper(f->c, i);
    if (!named) return q->end;
    tg_range source = tg_clause_phrase(f->c, f->unit, i);
    bool ends = source.end + 1 >= f->unit.end || tg_clause_sign(f->c, source.end, ",(");
    if (!ends) return q->end;
    uint32_t a = attribute(f, source, (tg_range){dash, i});
    say(f, a, q->begin, q->end);
    f->used = f->unit.end;
    return f->unit.end;
}

/** May what a mention names speak? */
static bool is_somebody(const tg_linked *linked, uint32_t m)
{
    return linked->mention[m].type != TAGGER_LOCATION && linked->mention[m].type != TAGGER_COUNTRY;
}

/** Does a source name somebody who can speak, or is it "he" or "the minister"? */
static bool means_somebody(const finder *f, tg_range source)
{
    if (is(f, source.begin, TG_CLAUSE_HE | TG_CLAUSE_SHE)) return source.end == source.begin + 1;
    if (is(f, source.begin, TG_CLAUSE_DETERMINER) &&
        tg_has_mark(f->c->v, source.end - 1, TG_MARK_ROLE))
        return true;
    uint32_t m = tg_linked_behind(f->linked, source.begin);
    for (; m < f->linked->n_mentions && f->linked->first[m] < source.end; m++) {
        if (is_somebody(f->linked, m)) return true;
    }
    return false;
}

/** Trainer Luc Maes was pleased: “…”. Behind a colon, quotation q is of whom the words before it are about. */
static bool try_colon(finder *f, const tg_quotation *q)
{
    enum { SHORTEST = 3 };
    tg_range open = open_part(f);
    bool led = q->begin > open.begin + 1 && tg_clause_sign(f->c, q->begin - 1, ":") &&
               q->inner_end >= q->inner_begin + SHORTEST;
    if (!led) return false;
    tg_range colon = {q->begin - 1, q->begin};
    tg_range source = tg_saying_subject(f->c, open, colon.begin);
    bool adjunct = source.begin > open.begin && is(f, source.begin - 1, TG_CLAUSE_PREPOSITION);
    if (empty(source) || adjunct || !means_somebody(f, source)) return false;
    f->open = attribute(f, source, colon);
    say(f, f->open, q->begin, q->end);
    return true;
}

/** The whole paragraph is what its first words name the speaker of. */
static bool take_turn(finder *f, uint32_t begin, uint32_t end)
{
    tg_range name;
    uint32_t colon = f->transcript ? tg_turn_at(f->c, f->linked, begin, end, &name) : 0;
    if (colon == 0) return false;
    uint32_t a = attribute(f, name, (tg_range){colon, colon + 1});
    f->used = begin;
    say(f, a, colon + 1, end);
    f->awaits = NONE;
    return true;
}

/** The paragraph behind "She added:" is hers, quotation marks or not. */
static bool take_block(finder *f, uint32_t begin, uint32_t end)
{
    enum { SHORTEST = 6 };
    bool mine = f->awaits != NONE && f->block && end > begin + SHORTEST &&
                tg_clause_is_word(f->c, begin) && tg_clause_quotation(f->c, begin) == NULL;
    f->block = false;
    if (!mine) return false;
    f->used = begin;
    while (end > begin && tg_clause_quotation(f->c, end - 1) == NULL &&
           tg_clause_sign(f->c, end - 1, ".!?:"))
        end--;
    say(f, f->awaits, begin, end);
    f->awaits = NONE;
    return true;
}

/* ---- units ---------------------------------------------------------------- */

/** The first token of the unit from i on that stands in a quotation or may be a cue, or the unit's end. Most
 *  are passed over here. */
static uint32_t next_event(const finder *f, uint32_t i)
{
    const uint32_t *of = f->c->quotations->of;
    const uint32_t *bits = f->c->bits;
    uint32_t cues = TG_CLAUSE_SOURCE | TG_CLAUSE_CUES;
    while (i < f->unit.end && of[i] == TG_NO_QUOTATION && (bits[i] & cues) == 0) i++;
    return i;
}

/** "The plan pleased nobody, as critics had said it would, officials said.": a cue that closes its
 *  sentence holds for all of it, whatever verbs stand before. Nothing happens before `first`. */
static bool read_closing(finder *f, uint32_t first)
{
    uint32_t least = f->unit.end > first + LOOK_CLOSING ? f->unit.end - LOOK_CLOSING : first;
    for (uint32_t i = f->unit.end; i > least; i--) {
        uint32_t k = i - 1;
        if (tg_clause_quotation(f->c, k) != NULL) return false;
        if (is(f, k, TG_CLAUSE_SOURCE) && !is(f, k, TG_CLAUSE_JOINED) && !is_after(f, k) &&
            k > f->unit.begin + 3) {
            tg_range source = tg_clause_behind(f->c, f->unit, word_end(f, k));
            if (source.end + 1 < f->unit.end) return false;
            return tg_clause_quotation(f->c, k - 1) == NULL && try_source(f, k) > k;
        }
        if (!is(f, k, TG_CLAUSE_SAY) || is(f, k, TG_CLAUSE_JOINED) || tg_clause_upper(f->c, k))
            continue;
        tg_saying q;
        bool closes = tg_saying_read(&q, f->c, f->unit, k, (tg_range){0, 0}) && !q.participle &&
                      q.begin > f->unit.begin + 1 && tg_clause_sign(f->c, q.begin - 1, ",") &&
                      tg_clause_quotation(f->c, q.begin - 2) == NULL && only_adjunct(f, q.behind);
        return closes && take_statement_before(f, &q) != NONE;
    }
    return false;
}

static void read_unit(finder *f)
{
    f->in_unit = f->out->n;
    f->used = f->unit.begin;
    uint32_t first = next_event(f, f->unit.begin);
    if (read_closing(f, first)) return;
    for (uint32_t i = first; i < f->unit.end; i = next_event(f, i)) {
        const tg_quotation *q = tg_clause_quotation(f->c, i);
        if (q != NULL) {
            i = try_colon(f, q) ? q->end : try_dash(f, q);
            continue;
        }
        if (is(f, i, TG_CLAUSE_JOINED)) {
            i++;
        } else if (is(f, i, TG_CLAUSE_SOURCE)) {
            i = is_after(f, i) ? try_after(f, i) : try_source(f, i);
        } else {
            i = tg_clause_upper(f->c, i) ? i + 1 : try_verb(f, i);
        }
    }
}

/** A unit that is one quotation, or nearly. */
static const tg_quotation *all_quotation(const finder *f)
{
    const tg_quotation *q = tg_clause_quotation(f->c, f->unit.begin);
    return q != NULL && q->begin == f->unit.begin && q->end + 1 >= f->unit.end ? q : NULL;
}

/** Does the sentence that begins at token i stand inside a quotation begun before, or speak of one
 *  that ended with ? or ! just before: “Why?” she said? */
static bool goes_on(const tg_clauses *c, uint32_t begin, uint32_t i)
{
    const tg_quotation *q = tg_clause_quotation(c, i);
    if (q != NULL) return q->begin < i && q->begin >= begin;
    q = i > begin ? tg_clause_quotation(c, i - 1) : NULL;
    bool open = q != NULL && q->end == i && q->begin >= begin;
    return open && (tg_clause_sign(c, q->inner_end - 1, "?!") || tg_clause_sign(c, i, "-"));
}

static void read_paragraph(finder *f, uint32_t first, uint32_t end)
{
    const tg_sentences *s = f->c->v->sentences;
    bool fresh = true;
    if (take_turn(f, s->first[first], s->first[end])) return;
    if (take_block(f, s->first[first], s->first[end])) return;
    for (uint32_t k = first; k < end;) {
        f->unit.begin = s->first[k];
        do k++;
        while (k < end && goes_on(f->c, f->unit.begin, s->first[k]));
        f->unit.end = s->first[k];
        const tg_quotation *q = all_quotation(f);
        uint32_t to = fresh ? f->awaits : f->open;
        if (q != NULL && to != NONE) {
            f->used = f->unit.begin;
            say(f, to, q->begin, q->end);
            f->open = to;
            f->awaits = NONE;
        } else {
            f->awaits = NONE;
            if (q == NULL) f->open = NONE;
            read_unit(f);
        }
        fresh = false;
    }
    const tg_quotation *last = tg_clause_quotation(f->c, s->first[end] - 1);
    if (last != NULL && last->run_on && f->open != NONE) {
        f->awaits = f->open;
        f->block = false;
    }
    f->open = NONE;
}

/** Do people speak in this block? Menus, other headlines and source lines are not of the article. */
static bool is_told(const tg_clauses *c, uint32_t block)
{
    tg_zone zone = (tg_zone)c->v->paragraph_zone[block];
    return zone == TG_ZONE_HEADLINE || zone == TG_ZONE_LEAD || zone == TG_ZONE_BODY ||
           zone == TG_ZONE_CAPTION;
}

tagger_status tg_attributions_find(tg_attributions *out, tg_arena *arena, const tg_clauses *c,
                                   const tg_linked *linked, tagger_error *err)
{
    const tg_sentences *s = c->v->sentences;
    uint32_t n = c->v->tokens->n;
    uint32_t cues = 1 + s->n + c->quotations->n; /* turns and dashes too */
    for (uint32_t i = 0; i < n; i++) cues += tg_clause_is(c, i, TG_CLAUSE_CUES | TG_CLAUSE_SOURCE);
    uint32_t most = 2 * cues + c->quotations->n;
    *out = (tg_attributions){.at = TG_ARENA_NEW(arena, tg_attribution, cues),
                             .said = TG_ARENA_NEW(arena, tg_said, most)};
    if (out->at == NULL || out->said == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u quotes", cues);
    finder f = {.c = c,
                .linked = linked,
                .out = out,
                .open = NONE,
                .awaits = NONE,
                .transcript = tg_turns_found(c, linked)};
    for (uint32_t k = 0; k < s->n;) {
        uint32_t first = k;
        while (k < s->n && s->block[k] == s->block[first]) k++;
        if (is_told(c, s->block[first])) read_paragraph(&f, first, k);
    }
    return TAGGER_OK;
}
