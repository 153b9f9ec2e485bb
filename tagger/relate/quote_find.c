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
 *
 * Then a unit that is all quotation goes to the attribution before it in its
 * paragraph, or to the colon that ends the paragraph above.
 */
#include "relate/quote_find.h"

#include "base/status.h"

#define NONE UINT32_MAX

typedef struct finder {
    const tg_clauses *c;
    tg_attributions *out;
    tg_range unit;
    uint32_t used;      /* tokens before it are spoken for */
    uint32_t in_unit;   /* attributions before this unit */
    uint32_t paragraph; /* of the last attribution */
    uint32_t open;      /* attribution that a following quotation may belong to; NONE */
    uint32_t awaits; /* attribution that ends in a colon and waits for the next paragraph; NONE */
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

/* ---- what stands on the left ---------------------------------------------- */

/** The quotation that ends before token `end`, a comma or point between them or inside its end;
 *  a quotation that merely names a thing ("the “so-called” deal said") has neither. */
static const tg_quotation *quotation_before(const finder *f, uint32_t end)
{
    if (end <= f->unit.begin) return NULL;
    uint32_t last = end - 1;
    bool comma = tg_clause_quotation(f->c, last) == NULL && tg_clause_sign(f->c, last, ",-");
    while (last > f->unit.begin && tg_clause_quotation(f->c, last) == NULL &&
           tg_clause_sign(f->c, last, ",-"))
        last--;
    const tg_quotation *q = tg_clause_quotation(f->c, last);
    if (q == NULL || q->end != last + 1 || q->begin < f->used) return NULL;
    bool inside = q->inner_end > q->inner_begin && tg_clause_sign(f->c, q->inner_end - 1, ",.?!-");
    return comma || inside ? q : NULL;
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

typedef struct cue {
    tg_range verb;
    uint32_t bits;      /* of the verb */
    uint32_t auxiliary; /* of what stands before it */
    tg_range source;
    bool turned;     /* the source stands behind the verb */
    uint32_t begin;  /* of verb and source */
    uint32_t behind; /* first token behind verb and source */
} cue;

static bool is_english(const finder *f)
{
    return f->c->v->lang == 0 || f->c->v->lang == tg_lang_bit(TG_LIT("en"));
}

static bool ends_in_ing(const finder *f, uint32_t i)
{
    tg_str t = tg_view_token(f->c->v, i);
    return is_english(f) && t.n > 4 && memcmp(t.p + t.n - 3, "ing", 3) == 0;
}

/** "to say", "was told", "the claims": no verb with a subject of its own. */
static bool is_finite(const finder *f, const cue *q, uint32_t i)
{
    bool ing = ends_in_ing(f, i);
    if ((q->auxiliary & TG_CLAUSE_BE) != 0 && !ing) return false;
    if (ing && (q->auxiliary & TG_CLAUSE_BE) == 0) return false;
    if ((q->bits & TG_CLAUSE_PARTICIPLE) != 0 && (q->bits & TG_CLAUSE_JOINED) == 0 &&
        (q->auxiliary & TG_CLAUSE_HAVE) == 0)
        return false;
    uint32_t begin = q->verb.begin;
    if (begin == f->unit.begin) return true;
    uint32_t before = begin - 1;
    if (is(f, before, TG_CLAUSE_TO) && f->c->v->lang == tg_lang_bit(TG_LIT("en"))) return false;
    bool noun = (q->bits & TG_CLAUSE_NOUN) != 0;
    tg_str t = tg_view_token(f->c->v, before);
    bool owned = tg_str_eq(t, TG_LIT("'s")) || tg_str_eq(t, TG_LIT("’s"));
    if (owned) return false;
    return !noun || !is(f, before, TG_CLAUSE_DETERMINER | TG_CLAUSE_PREPOSITION) ||
           is(f, before, TG_CLAUSE_SUBJECT & ~(uint32_t)TG_CLAUSE_PRONOUN);
}

/** Take [content] on the left that ends with quotation q, and on the right the rest of it when the
 *  quotation is split around the cue. @return where to read on. */
static uint32_t take_quotation_before(finder *f, const cue *q, const tg_quotation *left)
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

/** Content before the cue without quotation marks, or around it: "The bank, he said, will close."
 *  @return where to read on; NONE when it is neither. */
static uint32_t take_statement_before(finder *f, const cue *q)
{
    uint32_t comma = q->begin - 1;
    uint32_t begin = f->used > f->unit.begin ? f->used : f->unit.begin;
    uint32_t next = q->behind + 1;
    bool around = next < f->unit.end && tg_clause_sign(f->c, q->behind, ",");
    if (!around && (!only_adjunct(f, q->behind) || !is_statement(f, begin, comma))) return NONE;
    uint32_t a = attribute(f, q->source, q->verb);
    say(f, a, begin, comma);
    f->used = q->behind;
    bool more =
        around && !is(f, next, TG_CLAUSE_CONJUNCTION | TG_CLAUSE_RELATIVE) && !ends_in_ing(f, next);
    if (!more) return q->behind;
    uint32_t end = tg_clause_content_end(f->c, f->unit, next, TG_CLAUSE_SAY);
    say(f, a, next, end);
    return end;
}

static uint32_t take_behind(finder *f, const cue *q)
{
    uint32_t at = tg_clause_content(f->c, f->unit, q->behind, q->bits);
    if (at >= f->unit.end) {
        bool colon = f->unit.end > q->behind && tg_clause_sign(f->c, f->unit.end - 1, ":");
        if (colon) f->awaits = attribute(f, q->source, q->verb);
        return colon ? f->unit.end : NONE;
    }
    const tg_quotation *quoted = tg_clause_quotation(f->c, at);
    bool opens = quoted != NULL && quoted->begin == at;
    uint32_t strong =
        TG_CLAUSE_SAY | TG_CLAUSE_OPINE | TG_CLAUSE_OBJECT | TG_CLAUSE_WISH | TG_CLAUSE_SPLIT;
    if (!opens && (q->bits & strong) == 0) return NONE;
    uint32_t end = tg_clause_content_end(f->c, f->unit, at, q->bits);
    bool led = at > q->verb.end && tg_clause_sign(f->c, at - 1, ",:");
    if (opens && led) end = quoted->end < f->unit.end ? quoted->end : f->unit.end;
    if (end < at + 2 && !opens) return NONE;
    uint32_t a = attribute(f, q->source, q->verb);
    f->used = f->used > at ? f->used : at;
    say(f, a, at, end);
    f->open = opens ? a : f->open;
    return end;
}

/** Where the source of a finite verb is: before it, or behind it. */
static void find_source(const finder *f, cue *q)
{
    uint32_t begin = q->verb.begin;
    if (tg_clause_clitic(tg_view_token(f->c->v, begin)) != 0 && is(f, begin, TG_CLAUSE_HE)) {
        q->source = (tg_range){begin, begin + 1};
        q->verb.begin = q->verb.end > begin + 1 ? begin + 1 : begin;
        q->turned = true;
        q->begin = begin;
        q->behind = q->verb.end;
        return;
    }
    q->source = tg_clause_before(f->c, f->unit, begin);
    if (!empty(q->source) && q->source.begin < f->used) q->source.begin = f->used;
    bool before = !empty(q->source);
    bool edge = begin == f->unit.begin || tg_clause_quotation(f->c, begin - 1) != NULL ||
                tg_clause_sign(f->c, begin - 1, ",-");
    /* "Am Montag sagte X, …", "Gisteren liet X weten dat …": the verb stands second. */
    bool second =
        !is_english(f) &&
        (!before || is(f, q->source.begin, TG_CLAUSE_PREPOSITION) ||
         (q->source.begin > f->unit.begin && is(f, q->source.begin - 1, TG_CLAUSE_PREPOSITION)) ||
         tg_has_mark(f->c->v, begin - 1, TG_MARK_WEEKDAY));
    edge = edge || second;
    before = before && !second;
    bool turns = (q->bits & (TG_CLAUSE_SAY | TG_CLAUSE_WEAK | TG_CLAUSE_SPLIT)) != 0 && edge;
    if (turns && q->verb.end < f->unit.end) {
        tg_range behind = tg_clause_behind(f->c, f->unit, q->verb.end);
        bool quoted = quotation_before(f, begin) != NULL;
        bool closed = behind.end >= f->unit.end || tg_clause_quotation(f->c, behind.end) != NULL ||
                      !tg_clause_is_word(f->c, behind.end) || quoted ||
                      (second && is(f, behind.end,
                                    TG_CLAUSE_PREPOSITION | TG_CLAUSE_ADVERB | TG_CLAUSE_THAT));
        if (!empty(behind) && closed && (quoted || !before)) {
            q->source = behind;
            q->turned = true;
            before = false;
        }
    }
    q->begin = before ? q->source.begin : begin;
    q->behind = q->turned ? q->source.end : q->verb.end;
}

/** "…, adding that": the source is that of the verb before, else the first noun phrase. */
static bool find_participle_source(const finder *f, cue *q)
{
    q->begin = q->verb.begin;
    q->behind = q->verb.end;
    if (q->begin == f->unit.begin) return false;
    bool joined = tg_clause_sign(f->c, q->begin - 1, ",-") ||
                  is(f, q->begin - 1, TG_CLAUSE_CONJUNCTION | TG_CLAUSE_PREPOSITION);
    if (!joined) return false;
    if (f->out->n > f->in_unit) {
        q->source = f->out->at[f->out->n - 1].source;
        return true;
    }
    for (uint32_t i = f->unit.begin; i < q->begin && i < f->unit.begin + 40; i++) {
        bool verb = is(f, i, TG_CLAUSE_AUXILIARY | TG_CLAUSE_CUES) && i > f->unit.begin;
        if (is(f, i, TG_CLAUSE_SUBJECT) && !is(f, i, TG_CLAUSE_DETERMINER)) {
            q->source = (tg_range){i, i + 1};
            return true;
        }
        if (!verb && !(tg_clause_sign(f->c, i, ","))) continue;
        q->source = tg_clause_before(f->c, f->unit, i);
        if (!empty(q->source) && !is(f, q->source.begin, TG_CLAUSE_PREPOSITION)) return true;
    }
    return false;
}

/** Try the verb at token i. @return where to read on. */
static uint32_t try_verb(finder *f, uint32_t i)
{
    cue q = {.bits = f->c->bits[i]};
    q.verb = tg_clause_verb(f->c, f->unit, i, &q.auxiliary);
    uint32_t next = q.verb.end;
    if (q.verb.begin < f->used) q.verb.begin = i;
    bool participle = ends_in_ing(f, i) && (q.auxiliary & TG_CLAUSE_BE) == 0;
    if (participle) {
        if (!find_participle_source(f, &q)) return next;
    } else {
        if (!is_finite(f, &q, i)) return next;
        find_source(f, &q);
        if (empty(q.source)) return next;
        const tg_quotation *left = quotation_before(f, q.begin);
        if (left != NULL &&
            (q.bits & (TG_CLAUSE_SAY | TG_CLAUSE_WEAK | TG_CLAUSE_OPINE | TG_CLAUSE_SPLIT)) != 0)
            return take_quotation_before(f, &q, left);
    }
    if ((q.auxiliary & TG_CLAUSE_NOT) != 0 && (q.bits & TG_CLAUSE_SAY) != 0) return next;
    bool says = (q.bits & (TG_CLAUSE_SAY | TG_CLAUSE_OPINE)) != 0;
    uint32_t end = NONE;
    bool aside =
        !participle && says && q.begin > f->unit.begin && tg_clause_sign(f->c, q.begin - 1, ",-");
    if (aside && (q.turned || only_adjunct(f, q.behind) ||
                  (q.behind < f->unit.end && tg_clause_sign(f->c, q.behind, ","))))
        end = take_statement_before(f, &q);
    if (end == NONE) end = take_behind(f, &q);
    return end == NONE || end < next ? next : end;
}

/* ---- according to --------------------------------------------------------- */

static uint32_t try_source(finder *f, uint32_t i)
{
    uint32_t end = i + 1;
    while (end < f->unit.end && is(f, end, TG_CLAUSE_JOINED)) end++;
    if (end >= f->unit.end) return end;
    tg_range source = tg_clause_behind(f->c, f->unit, end);
    if (empty(source)) return end;
    uint32_t begin = f->used > f->unit.begin ? f->used : f->unit.begin;
    while (begin < i && tg_clause_quotation(f->c, begin) == NULL &&
           (tg_clause_sign(f->c, begin, ",;:.-") || is(f, begin, TG_CLAUSE_COORDINATOR)))
        begin++;
    if (i < begin + 3) { /* it opens the sentence */
        source = tg_clause_phrase(f->c, f->unit, end);
        uint32_t from = source.end;
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

/* ---- units ---------------------------------------------------------------- */

static void read_unit(finder *f)
{
    f->in_unit = f->out->n;
    f->used = f->unit.begin;
    for (uint32_t i = f->unit.begin; i < f->unit.end;) {
        const tg_quotation *q = tg_clause_quotation(f->c, i);
        if (q != NULL) {
            i = q->end;
            continue;
        }
        bool joined = is(f, i, TG_CLAUSE_JOINED);
        bool lower = !tg_is_upper(f->c->v, i);
        if (!joined && is(f, i, TG_CLAUSE_SOURCE)) {
            i = try_source(f, i);
        } else if (is(f, i, TG_CLAUSE_AFTER)) {
            i = try_after(f, i);
        } else if (!joined && lower && is(f, i, TG_CLAUSE_CUES)) {
            i = try_verb(f, i);
        } else {
            i++;
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
    return q != NULL && q->end == i && tg_clause_sign(c, q->inner_end - 1, "?!");
}

static void read_paragraph(finder *f, uint32_t first, uint32_t end)
{
    const tg_sentences *s = f->c->v->sentences;
    bool fresh = true;
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
    if (last != NULL && last->run_on && f->open != NONE) f->awaits = f->open;
    f->open = NONE;
}

tagger_status tg_attributions_find(tg_attributions *out, tg_arena *arena, const tg_clauses *c,
                                   tagger_error *err)
{
    const tg_sentences *s = c->v->sentences;
    uint32_t n = c->v->tokens->n;
    uint32_t cues = 1;
    for (uint32_t i = 0; i < n; i++)
        cues += tg_clause_is(c, i, TG_CLAUSE_CUES | TG_CLAUSE_SOURCE | TG_CLAUSE_AFTER);
    uint32_t most = 2 * cues + c->quotations->n;
    *out = (tg_attributions){.at = TG_ARENA_NEW(arena, tg_attribution, cues),
                             .said = TG_ARENA_NEW(arena, tg_said, most)};
    if (out->at == NULL || out->said == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u quotes", cues);
    finder f = {.c = c, .out = out, .open = NONE, .awaits = NONE};
    for (uint32_t k = 0; k < s->n;) {
        uint32_t first = k;
        while (k < s->n && s->block[k] == s->block[first]) k++;
        read_paragraph(&f, first, k);
    }
    return TAGGER_OK;
}
