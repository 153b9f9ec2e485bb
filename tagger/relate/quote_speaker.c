/* SPDX-License-Identifier: MIT
 *
 * quote_speaker.c — the mention that a source means.
 *
 *     {Robby Mook, the manager of Clinton's campaign,} said    the person at its head
 *     {the White House} said                                   a body that is the whole phrase
 *     {a spokesman for the ministry} said                      nobody: he is not named
 *     {she} added                                              who spoke last, when nobody else can be meant
 */
#include "relate/quote_speaker.h"

/** The mention inside the source that is its head, or TAGGER_NONE. `m` = first mention that ends
 *  behind the begin of the source. */
static uint32_t head_of(const tg_clauses *c, tg_range source, const tg_linked *linked, uint32_t m)
{
    uint32_t body = TAGGER_NONE;
    for (; m < linked->n_mentions && linked->first[m] < source.end; m++) {
        if (linked->first[m] < source.begin) continue;
        uint32_t end = linked->end[m];
        uint32_t before = linked->first[m];
        bool inside = before > source.begin && (tg_clause_is(c, before - 1, TG_CLAUSE_OF) ||
                                                tg_clause_sign(c, before - 1, ","));
        if (inside) break;
        tg_str next = end < source.end ? tg_view_token(c->v, end) : TG_LIT("");
        bool owner = tg_str_eq(next, TG_LIT("'s")) || tg_str_eq(next, TG_LIT("’s"));
        if (owner) continue;
        if (linked->mention[m].type == TAGGER_PERSON) return m;
        bool last = end >= source.end || tg_clause_sign(c, end, ",(");
        if (last && linked->mention[m].form != TAGGER_FORM_DEMONYM) body = m;
    }
    return body;
}

/** The persons of the last sentences, as far as a pronoun cares. */
typedef struct recent {
    uint32_t speaker; /* who spoke last: a mention of a person, or TAGGER_NONE */
    uint32_t since;   /* token where the last source ended */
} recent;

/** Is another person named between tokens `from` and `to`, outside of quotations? */
static bool others_between(const tg_clauses *c, const tg_linked *linked, uint32_t *m, uint32_t to,
                           uint32_t entity)
{
    bool other = false;
    for (; *m < linked->n_mentions && linked->first[*m] < to; ++*m) {
        const tagger_mention *x = &linked->mention[*m];
        if (x->type != TAGGER_PERSON || tg_clause_quotation(c, linked->first[*m]) != NULL) continue;
        other = other || x->entity != entity;
    }
    return other;
}

static bool is_pronoun(const tg_clauses *c, tg_range source)
{
    return source.end == source.begin + 1 &&
           tg_clause_is(c, source.begin, TG_CLAUSE_HE | TG_CLAUSE_SHE);
}

void tg_speakers_find(uint32_t *speaker, const tg_clauses *c, const tg_attributions *a,
                      const tg_linked *linked)
{
    uint32_t m = 0;
    recent last = {TAGGER_NONE, 0};
    for (uint32_t i = 0; i < a->n; i++) {
        tg_range source = a->at[i].source;
        speaker[i] = TAGGER_NONE;
        if (source.begin >= source.end) continue;
        while (m > 0 && linked->first[m - 1] >= source.begin) m--;
        while (m < linked->n_mentions && linked->end[m] <= source.begin) m++;
        if (is_pronoun(c, source)) {
            uint32_t k = last.since;
            bool sure =
                last.speaker != TAGGER_NONE &&
                !others_between(c, linked, &k, source.begin, linked->mention[last.speaker].entity);
            if (sure) speaker[i] = last.speaker;
            last.since = k;
            if (!sure) last.speaker = TAGGER_NONE;
            continue;
        }
        speaker[i] = head_of(c, source, linked, m);
        bool person =
            speaker[i] != TAGGER_NONE && linked->mention[speaker[i]].type == TAGGER_PERSON;
        last = (recent){person ? speaker[i] : TAGGER_NONE, m};
    }
}
