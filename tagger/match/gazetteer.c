/* SPDX-License-Identifier: MIT
 *
 * gazetteer.c — what the lists found: marks on tokens, candidates for names.
 *
 * A hit says only that the folded tokens stand in a list. Each row of the form
 * then has its say: an acronym or case-sensitive row wants the very letters, a
 * name wants its capitals, and a row that wants context, is an everyday word
 * in this language, is generic or belongs to another language is *weak*: it
 * proposes, but other evidence must speak for it.
 *
 * Half of a text are the same few hundred short words, each with rows in four
 * languages; so a thread remembers what came of them, see judge_again().
 */
#include "match/gazetteer.h"

#include "match/clause.h"

enum { STRONG_COUNT = 8 /* bearers from which a name part is common */ };

/** Are the letters of the span those of the row, blanks and apostrophes aside? */
static bool same_letters(tg_str a, tg_str b)
{
    size_t i = 0;
    size_t j = 0;
    while (i < a.n && j < b.n) {
        bool blank_a = (unsigned char)a.p[i] <= ' ';
        bool blank_b = (unsigned char)b.p[j] <= ' ';
        if (blank_a || blank_b) {
            if (blank_a != blank_b) return false;
            while (i < a.n && (unsigned char)a.p[i] <= ' ') i++;
            while (j < b.n && (unsigned char)b.p[j] <= ' ') j++;
            continue;
        }
        if (a.p[i] != b.p[j]) return false;
        i++;
        j++;
    }
    return i == a.n && j == b.n;
}

static bool wants_letters(const tg_entry *e)
{
    return (e->flags & (TG_ENTRY_ACRONYM | TG_ENTRY_CASE)) != 0;
}

/** A row that stands for its form however that is written: most are, the words of the language. */
static bool takes_any_case(const tg_entry *e)
{
    return ((e->flags & TG_ENTRY_LOWER) != 0 || e->kind >= TG_KIND_ROLE) && !wants_letters(e);
}

bool tg_entry_case_ok(const tg_view *v, const tg_lexicon *lex, const tg_entry *e, uint32_t begin,
                      uint32_t end)
{
    if (takes_any_case(e)) return true;
    if (wants_letters(e))
        return same_letters(tg_view_text(v, begin, end), tg_lexicon_entry_text(lex, e));
    uint8_t first = v->tokens->flags[begin];
    uint8_t last = v->tokens->flags[end - 1];
    bool capital = (first & (TG_TOKEN_UPPER | TG_TOKEN_DIGIT)) != 0 || (first & TG_TOKEN_WORD) == 0;
    bool all =
        (last & TG_TOKEN_UPPER) != 0 || (last & TG_TOKEN_WORD) == 0 || (last & TG_TOKEN_DIGIT) != 0;
    if (capital && (all || end - begin == 1)) return true;

    /* iPhone, al-Qaeda, eBay, “van Gogh Museum”: as the row writes it is right too. */
    return same_letters(tg_view_text(v, begin, end), tg_lexicon_entry_text(lex, e));
}

bool tg_entry_is_weak(const tg_view *v, const tg_entry *e)
{
    if ((e->flags & (TG_ENTRY_CONTEXT | TG_ENTRY_GENERIC | TG_ENTRY_SURNAME)) != 0) return true;
    if ((e->everyday & v->lang) != 0 || (v->lang == 0 && e->everyday != 0)) return true;
    return e->lang != 0 && v->lang != 0 && (e->lang & v->lang) == 0;
}

static tg_label label_of(const tg_entry *e)
{
    bool demonym = (e->flags & (TG_ENTRY_ADJECTIVE | TG_ENTRY_DEMONYM)) != 0;
    return demonym && e->kind == TG_KIND_COUNTRY ? TG_DEMONYM : (tg_label)e->kind;
}

static tg_mark mark_of_label(tg_label label)
{
    switch (label) {
    case TG_PERSON:
        return TG_MARK_IN_PERSON;
    case TG_ORGANIZATION:
        return TG_MARK_IN_ORGANIZATION;
    case TG_PARTY:
        return TG_MARK_IN_PARTY;
    case TG_COUNTRY:
        return TG_MARK_IN_COUNTRY;
    case TG_LOCATION:
        return TG_MARK_IN_LOCATION;
    case TG_DEMONYM:
        return TG_MARK_IN_DEMONYM;
    case TG_OTHER:
    case TG_N_LABELS:
        break;
    }
    return TG_MARK_NONE;
}

static tg_mark name_part_mark(const tg_view *v, const tg_entry *e)
{
    bool common = e->value >= STRONG_COUNT && (e->flags & (TG_ENTRY_PLACE | TG_ENTRY_MONTH)) == 0 &&
                  !tg_entry_is_weak(v, e);
    if (e->kind == TG_KIND_FIRST_NAME) return common ? TG_MARK_FIRST : TG_MARK_FIRST_WEAK;
    return common ? TG_MARK_LAST : TG_MARK_LAST_WEAK;
}

/** A topic term, or a word of another language than the document's. */
static bool says_nothing(const tg_view *v, const tg_entry *e)
{
    if (e->kind < TG_KIND_ROLE) return false;
    bool foreign = e->lang != 0 && v->lang != 0 && (e->lang & v->lang) == 0;
    return foreign || e->kind == TG_KIND_TOPIC;
}

/** The mark that a row of a word table sets, or TG_MARK_NONE. */
static tg_mark word_mark(const tg_view *v, uint32_t list, const tg_entry *e)
{
    if (e->kind == TG_KIND_FIRST_NAME || e->kind == TG_KIND_LAST_NAME) return name_part_mark(v, e);
    if (e->kind == TG_KIND_ROLE) return TG_MARK_ROLE;
    return (tg_mark)v->lists->class[list][e->word].mark;
}

/** What the rows of a form say of it, as it is written in the text. */
static tg_word_rows judge(const tg_view *v, uint32_t list, const tg_hit *hit)
{
    const tg_lexicon *lex = v->lists->lex[list];
    tg_word_rows x = {.lang = v->lang};
    uint32_t n = 0;
    const tg_entry *e = tg_lexicon_entries(lex, hit->form, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (says_nothing(v, &e[i])) continue;
        x.clause |= tg_clause_of_row(v, list, &e[i]); /* however it is written */
        if (!takes_any_case(&e[i]) && !tg_entry_case_ok(v, lex, &e[i], hit->begin, hit->end))
            continue;
        if (e[i].kind > TG_KIND_LOCATION) {
            x.marks |= TG_MARK_BIT(word_mark(v, list, &e[i]));
            continue;
        }
        tg_label label = label_of(&e[i]);
        uint8_t bit = (uint8_t)(1U << label);
        if (tg_entry_is_weak(v, &e[i])) {
            x.weak |= bit;
        } else {
            x.strong |= bit;
            x.marks |= TG_MARK_BIT(mark_of_label(label));
        }
    }
    x.marks &= ~TG_MARK_BIT(TG_MARK_NONE);
    return x;
}

/** Judge a hit, into `own`, or remember how the same word was judged. */
static const tg_word_rows *judge_again(tg_word_rows *own, const tg_view *v, uint32_t list,
                                       const tg_hit *hit)
{
    tg_word *word = tg_view_word(v, list, hit);
    if (word == NULL) {
        *own = judge(v, list, hit);
        return own;
    }
    if ((word->known & TG_KNOWS_ROWS) == 0 || word->rows.lang != v->lang) {
        word->rows = judge(v, list, hit);
        word->known |= TG_KNOWS_ROWS;
    }
    return &word->rows;
}

/** Give the tokens of a hit what its rows say; those behind the first of a cue go on with it. */
static void mark_hit(uint64_t *marks, uint32_t *clause, const tg_hit *hit, const tg_word_rows *x)
{
    uint32_t bits = x->clause;
    for (uint32_t i = hit->begin; i < hit->end; i++) {
        marks[i] |= x->marks;
        clause[i] |= bits;
        if ((bits & (TG_CLAUSE_CUES | TG_CLAUSE_SOURCE)) != 0) bits |= TG_CLAUSE_JOINED;
    }
}

void tg_match_gazetteer(tg_candidates *out, uint64_t *marks, uint32_t *clause, tg_arena *arena,
                        const tg_view *v)
{
    for (uint32_t l = 0; l < v->lists->n; l++) {
        for (uint32_t h = 0; h < v->hits[l].n; h++) {
            const tg_hit *hit = &v->hits[l].at[h];
            if (hit->kinds == 1U << TG_KIND_TOPIC) continue;
            tg_word_rows own;
            const tg_word_rows *x = judge_again(&own, v, l, hit);
            mark_hit(marks, clause, hit, x);
            if ((x->strong | x->weak) == 0) continue;
            tg_candidates_add(out, arena,
                              (tg_candidate){.begin = hit->begin,
                                             .end = hit->end,
                                             .form = tg_form_of(l, hit->form),
                                             .strong = x->strong,
                                             .weak = x->weak,
                                             .matchers = 1U << TG_MATCHER_GAZETTEER});
        }
    }
}
