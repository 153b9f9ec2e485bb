/* SPDX-License-Identifier: MIT
 *
 * language.c — which language a document is in.
 *
 * Every language spends a third of its running words on some two hundred
 * function words, and few of those are shared. So each hit on a list row of
 * class "function" votes for the languages of the row, with one over their
 * number. Two hundred words of news decide with hundreds of votes; a headline
 * of five words may have none, and then nothing is claimed.
 */
#include "match/language.h"

enum { N_BITS = 32 };

static void vote(float *votes, uint32_t langs)
{
    if (langs == 0) return;
    float share = 1.0F / (float)__builtin_popcount(langs);
    for (; langs != 0; langs &= langs - 1) votes[__builtin_ctz(langs)] += share;
}

uint32_t tg_language_detect(const tg_lists *lists, const tg_hits *hits)
{
    enum { ENOUGH_HITS = 4000 };
    float votes[N_BITS] = {0};
    for (uint32_t l = 0; l < lists->n; l++) {
        uint32_t n_hits = hits[l].n < ENOUGH_HITS ? hits[l].n : ENOUGH_HITS;
        for (uint32_t h = 0; h < n_hits; h++) {
            const tg_hit *hit = &hits[l].at[h];
            if ((hit->kinds & 1U << TG_KIND_WORD) == 0) continue;
            uint32_t n = 0;
            const tg_entry *e = tg_lexicon_entries(lists->lex[l], hit->form, &n);
            for (uint32_t k = 0; k < n; k++) {
                bool function = e[k].kind == TG_KIND_WORD &&
                                lists->class[l][e[k].word].mark == TG_MARK_FUNCTION;
                if (function) vote(votes, e[k].lang);
            }
        }
    }
    unsigned best = 0;
    for (unsigned i = 1; i < N_BITS; i++) {
        if (votes[i] > votes[best]) best = i;
    }
    return votes[best] >= 1.5F ? 1U << best : 0;
}
