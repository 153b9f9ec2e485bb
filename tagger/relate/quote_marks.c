/* SPDX-License-Identifier: MIT
 *
 * quote_marks.c — which quotation marks belong together.
 *
 * Which side a mark stands on is told by its shape („ « “), by the blanks
 * around it ("so" opens before a word, closes behind one) and by what is open.
 * Each paragraph starts afresh, so a forgotten mark costs one paragraph:
 *
 *     “We will not,” she said. “Never.
 *      [-----------]           [------ no partner; the paragraph does not open with it: dropped
 *
 *     “It was a long year.            run on: the next paragraph opens with a mark
 *     “Now it is over.”
 */
#include "relate/quote_marks.h"

#include "base/status.h"

typedef enum mark {
    MARK_NONE,
    MARK_LOW,      /* „ always opens */
    MARK_OPEN,     /* “ opens, or closes „ */
    MARK_CLOSE,    /* ” closes; opens where nothing is open */
    MARK_GUILL,    /* « opens, or closes » */
    MARK_UNGUILL,  /* » closes, or opens */
    MARK_STRAIGHT, /* " and '' */
    MARK_SINGLE,   /* ‘ opens */
    MARK_UNSINGLE, /* ’ closes */
    MARK_TICK      /* ' either */
} mark;

typedef struct pairing {
    tg_quotations *out;
    const tg_view *v;
    mark open;      /* what is open */
    uint32_t begin; /* its first token */
    uint32_t inner;
    uint32_t n_nested; /* “ inside "…" that wait for their ” */
} pairing;

static bool glued(const pairing *p, uint32_t i)
{
    return i < p->v->tokens->n && (p->v->tokens->flags[i] & TG_TOKEN_GLUED) != 0;
}

/** Points and commas are told by their first byte; it is E2 or C2 for the marks beyond ASCII. */
static inline bool may_be_mark(const pairing *p, uint32_t i)
{
    if ((p->v->tokens->flags[i] & TG_TOKEN_WORD) != 0) return false;
    char c = p->v->text.p[p->v->tokens->begin[i]];
    return c == '"' || c == '\'' || c == '\xe2' || c == '\xc2';
}

/** The mark at token i and how many tokens it takes. */
static mark mark_at(const pairing *p, uint32_t i, uint32_t *n)
{
    static const struct {
        const char *text;
        mark mark;
    } marks[] = {{"\"", MARK_STRAIGHT}, {"“", MARK_OPEN},     {"”", MARK_CLOSE},
                 {"„", MARK_LOW},       {"«", MARK_GUILL},    {"»", MARK_UNGUILL},
                 {"‘", MARK_SINGLE},    {"’", MARK_UNSINGLE}, {"'", MARK_TICK}};
    *n = 1;
    if (!may_be_mark(p, i)) return MARK_NONE;
    tg_str t = tg_view_token(p->v, i);
    for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++) {
        if (!tg_str_eq(t, (tg_str){marks[k].text, strlen(marks[k].text)})) continue;
        bool twice = marks[k].mark == MARK_TICK && glued(p, i + 1) &&
                     tg_str_eq(tg_view_token(p->v, i + 1), TG_LIT("'"));
        *n = twice ? 2 : 1;
        return twice ? MARK_STRAIGHT : marks[k].mark;
    }
    return MARK_NONE;
}

static bool is_single(mark m)
{
    return m == MARK_SINGLE || m == MARK_UNSINGLE || m == MARK_TICK;
}

/** Blank (or nothing) before it and a word right behind it. */
static bool looks_opening(const pairing *p, uint32_t i, uint32_t n)
{
    return !glued(p, i) && glued(p, i + n);
}

/** Something right before it and no word right behind it: "so", “so”. */
static bool looks_closing(const pairing *p, uint32_t i, uint32_t n)
{
    bool word = glued(p, i + n) && (p->v->tokens->flags[i + n] & TG_TOKEN_WORD) != 0;
    return glued(p, i) && !word;
}

static bool may_open(const pairing *p, mark m, uint32_t i, uint32_t n)
{
    switch (m) {
    case MARK_LOW:
    case MARK_OPEN:
    case MARK_GUILL:
        return true;
    case MARK_UNGUILL: /* »So«, never « so » */
    case MARK_CLOSE:
    case MARK_SINGLE:
    case MARK_TICK:
        return looks_opening(p, i, n);
    case MARK_STRAIGHT:
        return !looks_closing(p, i, n);
    case MARK_UNSINGLE:
    case MARK_NONE:
        break;
    }
    return false;
}

static bool may_close(const pairing *p, mark m, uint32_t i, uint32_t n)
{
    switch (p->open) {
    case MARK_LOW:
        return m == MARK_OPEN || m == MARK_CLOSE || (m == MARK_STRAIGHT && looks_closing(p, i, n));
    case MARK_OPEN:
    case MARK_CLOSE:
        return m == MARK_CLOSE || (m == MARK_STRAIGHT && looks_closing(p, i, n));
    case MARK_GUILL:
        return m == MARK_UNGUILL;
    case MARK_UNGUILL:
        return m == MARK_GUILL;
    case MARK_STRAIGHT:
        if (m == MARK_CLOSE && p->n_nested > 0) return false;
        return (m == MARK_STRAIGHT || m == MARK_CLOSE) && !looks_opening(p, i, n);
    case MARK_SINGLE:
        return m == MARK_UNSINGLE;
    case MARK_TICK:
        return m == MARK_TICK && looks_closing(p, i, n);
    case MARK_UNSINGLE:
    case MARK_NONE:
        break;
    }
    return false;
}

static void put(pairing *p, tg_quotation q)
{
    p->out->at[p->out->n++] = q;
    for (uint32_t i = q.begin; i < q.end; i++) p->out->of[i] = p->out->n;
    p->open = MARK_NONE;
}

static void read_mark(pairing *p, uint32_t i, mark m, uint32_t n)
{
    if (p->open != MARK_NONE && may_close(p, m, i, n)) {
        if (i > p->inner) {
            put(p, (tg_quotation){
                       .begin = p->begin, .end = i + n, .inner_begin = p->inner, .inner_end = i});
        }
        p->open = MARK_NONE;
        return;
    }
    /* An opening mark while its like is open: the first had lost its partner. */
    bool anew = p->open == MARK_NONE || (is_single(p->open) && !is_single(m)) ||
                (p->open == m && !is_single(m));
    if (!anew || !may_open(p, m, i, n)) {
        p->n_nested += m == MARK_OPEN;
        p->n_nested -= m == MARK_CLOSE && p->n_nested > 0;
        return;
    }
    p->open = m;
    p->n_nested = 0;
    p->begin = i;
    p->inner = i + n;
}

/** A double quotation that opened its paragraph and was never closed goes to the end of it. */
static void end_paragraph(pairing *p, uint32_t first, uint32_t end)
{
    bool runs_on = p->open != MARK_NONE && !is_single(p->open) && end < p->v->tokens->n;
    uint32_t n = 1;
    mark next = runs_on ? mark_at(p, end, &n) : MARK_NONE;
    runs_on = next != MARK_NONE && !is_single(next);
    bool whole = p->open != MARK_NONE && !is_single(p->open) && p->begin == first;
    if ((runs_on || whole) && end > p->inner) {
        put(p, (tg_quotation){.begin = p->begin,
                              .end = end,
                              .inner_begin = p->inner,
                              .inner_end = end,
                              .run_on = runs_on});
    }
    p->open = MARK_NONE;
}

tagger_status tg_quotations_find(tg_quotations *out, tg_arena *arena, const tg_view *v,
                                 tagger_error *err)
{
    uint32_t n = v->tokens->n;
    *out = (tg_quotations){.at = TG_ARENA_NEW(arena, tg_quotation, n / 2 + 1),
                           .of = TG_ARENA_NEW(arena, uint32_t, n)};
    if (out->at == NULL || out->of == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for the quotations of %u tokens", n);
    memset(out->of, 0, n * sizeof *out->of);
    pairing p = {.out = out, .v = v};
    const tg_sentences *s = v->sentences;
    for (uint32_t k = 0; k < s->n;) {
        uint32_t block = s->block[k];
        uint32_t first = s->first[k];
        while (k < s->n && s->block[k] == block) k++;
        uint32_t end = s->first[k];
        for (uint32_t i = first; i < end;) {
            uint32_t width = 1;
            mark m = may_be_mark(&p, i) ? mark_at(&p, i, &width) : MARK_NONE;
            if (m != MARK_NONE) read_mark(&p, i, m, width);
            i += width;
        }
        end_paragraph(&p, first, end);
    }
    return TAGGER_OK;
}
