/* SPDX-License-Identifier: MIT
 *
 * quote_turn.c — paragraphs that open with the name of who speaks in them.
 *
 *     SMITH: Did you sign it?           capitals, and initials among them
 *     Maria Jansen: I did not.          or a person whose name is found there
 *     HARBOUR: NEW HEAD                 but headings look so too
 *
 * Speakers speak again, headings do not: that tells an interview from news in brief.
 */
#include "relate/quote_turn.h"

#include "resolve/memory.h"

/** The words of capitals from token i on, "J. SMITH"; else the person named there. @return its end. */
static uint32_t turn_name(const tg_clauses *c, const tg_linked *linked, uint32_t begin,
                          uint32_t end)
{
    enum { LONGEST = 4 };
    uint32_t i = begin;
    while (i < end && i < begin + LONGEST &&
           ((c->v->tokens->flags[i] & TG_TOKEN_CAPS) != 0 || tg_clause_sign(c, i, ".")))
        i++;
    if (i > begin && i < end && tg_clause_sign(c, i, ":")) return i;
    uint32_t m = tg_linked_behind(linked, begin);
    bool named = m < linked->n_mentions && linked->first[m] == begin &&
                 linked->mention[m].type == TAGGER_PERSON;
    return named ? linked->end[m] : begin;
}

uint32_t tg_turn_at(const tg_clauses *c, const tg_linked *linked, uint32_t begin, uint32_t end,
                    tg_range *name)
{
    const tg_quotation *q = tg_clause_quotation(c, begin);
    name->begin = q != NULL && q->begin == begin ? q->inner_begin : begin;
    uint32_t i = turn_name(c, linked, name->begin, end);
    name->end = i;
    bool turn = i > name->begin && i + 1 < end && tg_clause_sign(c, i, ":");
    return turn ? i : 0;
}

bool tg_turns_found(const tg_clauses *c, const tg_linked *linked)
{
    enum { RECENT = 8 };
    uint64_t recent[RECENT] = {0};
    const tg_sentences *s = c->v->sentences;
    uint32_t turns = 0;
    bool again = false;
    for (uint32_t k = 0; k < s->n; k++) {
        tg_range name;
        bool opens = k == 0 || s->block[k] != s->block[k - 1];
        if (!opens || tg_turn_at(c, linked, s->first[k], s->first[k + 1], &name) == 0) continue;
        uint64_t h = tg_span_hash(c->v, name.begin, name.end);
        for (uint32_t x = 0; x < RECENT; x++) again = again || recent[x] == h;
        recent[turns++ % RECENT] = h;
    }
    return again && turns >= 3;
}
