/* SPDX-License-Identifier: MIT
 *
 * compound.c — German and Dutch compounds: what their last part is, they are.
 *
 * No list holds all of Fraktionspräsidentin, Vakbondsleider, Haushaltsentwurf;
 * but Präsidentin, leider and Entwurf are in one. So a word that no list knows
 * is asked for by its endings, from the longest on:
 *
 *     fraktionspräsidentin      aktionspräsidentin … präsidentin      role
 *
 * What begins a compound has three letters, what ends it has four.
 */
#include "match/compound.h"

enum { LEAST_FIRST = 3, LEAST_LAST = 4, MAX_WORD = 48 /* bytes */ };

/** The first row of a form that says what a compound ending in it is, or NULL. */
static const tg_entry *telling_row(const tg_view *v, uint32_t list, uint32_t form)
{
    uint32_t n = 0;
    const tg_entry *e = tg_lexicon_entries(v->lists->lex[list], form, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].lang != 0 && (e[i].lang & v->lang) == 0) continue;
        bool noun = e[i].kind == TG_KIND_WORD &&
                    v->lists->class[list][e[i].word].mark == TG_MARK_COMMON_NOUN;
        if (e[i].kind == TG_KIND_ROLE || noun) return &e[i];
    }
    return NULL;
}

static const tg_entry *row_of_tail(uint32_t *list, const tg_view *v, uint32_t begin, uint32_t end)
{
    uint64_t hash = tg_hash_folded((tg_str){v->text.p + begin, end - begin});
    tg_tokens tail = {.n = 1, .begin = &begin, .end = &end, .hash = &hash};
    for (uint32_t l = 0; l < v->lists->n; l++) {
        uint32_t form = tg_lexicon_form_of(v->lists->lex[l], &tail, v->text, 0);
        const tg_entry *row = form == UINT32_MAX ? NULL : telling_row(v, l, form);
        *list = l;
        if (row != NULL) return row;
    }
    return NULL;
}

const tg_entry *tg_compound_tail(uint32_t *list, const tg_view *v, uint32_t token)
{
    uint32_t begin = v->tokens->begin[token];
    uint32_t end = v->tokens->end[token];
    if (end - begin > MAX_WORD) return NULL;
    for (uint32_t at = begin + LEAST_FIRST; at + LEAST_LAST <= end; at++) {
        if (((unsigned char)v->text.p[at] & 0xc0) == 0x80) continue;
        const tg_entry *row = row_of_tail(list, v, at, end);
        if (row != NULL) return row;
    }
    return NULL;
}

void tg_match_compounds(uint64_t *marks, const tg_view *v)
{
    if ((v->lang & (tg_lang_bit(TG_LIT("de")) | tg_lang_bit(TG_LIT("nl")))) == 0) return;
    for (uint32_t i = 0; i < v->tokens->n; i++) {
        uint8_t kind = TG_TOKEN_WORD | TG_TOKEN_DIGIT | TG_TOKEN_CAPS;
        if (marks[i] != 0 || (v->tokens->flags[i] & kind) != TG_TOKEN_WORD) continue;
        uint32_t list = 0;
        const tg_entry *row = tg_compound_tail(&list, v, i);
        if (row == NULL) continue;
        bool role = row->kind == TG_KIND_ROLE;
        marks[i] |= TG_MARK_BIT(role ? TG_MARK_ROLE_TAIL : TG_MARK_NOUN_TAIL);
    }
}
