/* SPDX-License-Identifier: MIT
 *
 * title.c — behind the title of a man or woman stands a person.
 *
 *     mevrouw  Hoogland             a town, says the list
 *     Mrs      Hoogland             two capitals
 *     [-------organization---]      +4.8: no name, as a title is no part of one
 *              [-location-----]     +3.4
 *              [-person-------]     as much as the best of these
 *
 * The weights know titles too, but only as one voice among many: a town of the lists outweighs
 * it. Its best score says that there is a name; the title says of what kind. So it does for the
 * same word elsewhere in the document, "Hoogland smiled", but not in "a house in Hoogland".
 */
#include "resolve/title.h"

#include "match/clause.h"

enum { NEVER = -60 /* a score that no choice survives */ };

/** Labels that a title excludes; what is no name that we report may bear one: "Mr. Universe". */
#define EXCLUDED                                                                                   \
    (1U << TG_ORGANIZATION | 1U << TG_PARTY | 1U << TG_COUNTRY | 1U << TG_LOCATION |               \
     1U << TG_DEMONYM)

static bool has_any(const tg_view *v, uint32_t token, uint64_t marks)
{
    return (v->marks[token] & marks) != 0;
}

/** May the word go with a title behind it in one name: "Notre Dame", but not "Selon Mme", "Monday Mr."? */
static bool is_name_word(const tg_view *v, uint32_t token, uint32_t first)
{
    const uint64_t days = TG_MARK_BIT(TG_MARK_WEEKDAY) | TG_MARK_BIT(TG_MARK_MONTH);
    bool opener = token == first && tg_has_mark(v, token, TG_MARK_FUNCTION);
    return tg_is_upper(v, token) && !opener && !has_any(v, token, days);
}

uint32_t tg_title_end(const tg_view *v, uint32_t token)
{
    const uint64_t listed = TG_MARK_BIT(TG_MARK_IN_ORGANIZATION) | TG_MARK_BIT(TG_MARK_IN_LOCATION);
    const uint64_t nouns = TG_MARK_BIT(TG_MARK_ROLE) | TG_MARK_BIT(TG_MARK_ROLE_TAIL) |
                           TG_MARK_BIT(TG_MARK_HONORIFIC) | TG_MARK_BIT(TG_MARK_FUNCTION);
    bool dutch =
        v->lang == tg_lang_bit(TG_LIT("nl")); /* elsewhere: "will miss Rome", "sa sœur X" */
    bool title = tg_has_mark(v, token, TG_MARK_HONORIFIC) && !has_any(v, token, listed) &&
                 (dutch || tg_is_upper(v, token)) &&
                 (v->clause[token] & (TG_CLAUSE_MAN | TG_CLAUSE_WOMAN)) != 0;
    if (!title) return 0;
    uint32_t first = v->sentences->first[v->sentence[token]];
    uint32_t end = v->sentences->first[v->sentence[token] + 1];
    uint32_t name = token + 1;
    bool point = name < end && v->text.p[v->tokens->begin[name]] == '.';
    name += point && (v->tokens->flags[name] & TG_TOKEN_GLUED) != 0;
    bool inside = token > first && is_name_word(v, token - 1, first) && tg_is_upper(v, token);
    if (inside || name >= end || !tg_is_upper(v, name) || has_any(v, name, nouns)) return 0;
    return name;
}

bool tg_is_titled(const tg_view *v, uint32_t token)
{
    if (!tg_is_upper(v, token)) return false;
    return (token > 0 && tg_title_end(v, token - 1) == token) ||
           (token > 1 && tg_title_end(v, token - 2) == token);
}

/** Does the span end as bodies do, "Mrs. Fields Holdings", in a noun, "Frau Maas’ Mutter", or name a
 *  country, "Miss America"? */
static bool is_other(const tg_view *v, const tg_candidate *c)
{
    const uint64_t tails = TG_MARK_BIT(TG_MARK_ORG_SUFFIX) | TG_MARK_BIT(TG_MARK_LEGAL) |
                           TG_MARK_BIT(TG_MARK_ORG_NOUN) | TG_MARK_BIT(TG_MARK_ORG_SPORT);
    bool noun = c->end > c->begin + 1 && tg_has_mark(v, c->end - 1, TG_MARK_COMMON_NOUN);
    return noun || ((c->strong | c->weak) >> TG_COUNTRY & 1) != 0 || has_any(v, c->end - 1, tails);
}

/** Take the scores of all excluded labels away. @return the best of all but "other". */
static float take_best(float *score)
{
    float best = score[TG_PERSON];
    for (unsigned k = 0; k < TG_N_LABELS; k++) {
        if ((EXCLUDED >> k & 1) == 0) continue;
        best = score[k] > best ? score[k] : best;
        score[k] = NEVER;
    }
    return best;
}

/** Words that stand behind titles; one of a document is seldom met with more. */
typedef struct titled {
    uint32_t n;
    uint64_t word[16];
} titled;

static void remember(titled *words, const tg_view *v, const tg_candidate *c)
{
    bool room = words->n < sizeof words->word / sizeof words->word[0];
    if (room && c->end == c->begin + 1) words->word[words->n++] = v->tokens->hash[c->begin];
}

/** Is it such a word, and not in a place's place: "in Hoogland"? */
static bool is_remembered(const titled *words, const tg_view *v, const tg_candidate *c)
{
    if (words->n == 0 || c->end != c->begin + 1) return false;
    if (c->begin > 0 && (v->clause[c->begin - 1] & (TG_CLAUSE_PREPOSITION | TG_CLAUSE_OF)) != 0)
        return false;
    for (uint32_t i = 0; i < words->n; i++) {
        if (words->word[i] == v->tokens->hash[c->begin]) return true;
    }
    return false;
}

static void make_person(float *score, float least)
{
    float best = take_best(score);
    score[TG_PERSON] = best > least ? best : least;
}

/** Does a title that leads to a name stand in the midst of the span: "Monday Mr. London"? */
static bool crosses_title(const tg_view *v, const tg_candidate *c)
{
    for (uint32_t i = c->begin + 1; i + 1 < c->end; i++) {
        if (tg_title_end(v, i) != 0) return true;
    }
    return false;
}

/** What stands right behind titles. */
static void apply_behind(titled *words, tg_lattice *lattice, const tg_view *v)
{
    float whole = NEVER; /* the best score of a span with its title, up to whole_end */
    uint32_t whole_end = 0;
    for (uint32_t i = 0; i < lattice->candidates->n; i++) {
        const tg_candidate *c = &lattice->candidates->at[i];
        if (c->strong == 0 && crosses_title(v, c)) {
            for (unsigned k = 0; k < TG_N_LABELS; k++) lattice->score[i][k] = NEVER;
            continue;
        }
        if (is_other(v, c)) continue;
        uint32_t name = c->strong == 0 ? tg_title_end(v, c->begin) : 0;
        if (name != 0 && name < c->end) {
            whole = take_best(lattice->score[i]);
            whole_end = c->end;
            lattice->score[i][TG_PERSON] = NEVER;
        } else if (tg_is_titled(v, c->begin)) {
            make_person(lattice->score[i], whole_end == c->end ? whole : NEVER);
            remember(words, v, c);
        }
    }
}

/** Most documents have none: told by one look at each token. */
static bool has_titles(const tg_view *v)
{
    uint64_t all = 0;
    for (uint32_t i = 0; i < v->tokens->n; i++) all |= v->marks[i];
    return (all & TG_MARK_BIT(TG_MARK_HONORIFIC)) != 0;
}

void tg_titles_apply(tg_lattice *lattice, const tg_view *v)
{
    titled words = {.n = 0};
    if (!has_titles(v)) return;
    apply_behind(&words, lattice, v);
    for (uint32_t i = 0; i < lattice->candidates->n && words.n > 0; i++) {
        const tg_candidate *c = &lattice->candidates->at[i];
        if (is_remembered(&words, v, c) && !is_other(v, c)) make_person(lattice->score[i], NEVER);
    }
}
