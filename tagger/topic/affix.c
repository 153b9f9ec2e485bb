/* SPDX-License-Identifier: MIT
 *
 * affix.c — terms that stand for part of a word, found by their first and last four bytes.
 *
 *     part    wahl     head "wahl"  tail "wahl"     Wahlkampf, Neuwahl
 *     prefix  forsch   head "fors"                  Forscher, Forschung
 *
 * A word asks two chains: that of its own first four bytes and that of its last
 * four. A chain is short, since few terms begin or end alike, and each of its
 * terms is compared with the folded word. Only words that no term spells whole
 * come here, so the cost does not show in languages without such terms.
 */
#include "topic/affix.h"

#include "base/mem.h"
#include "base/status.h"
#include "base/vec.h"
#include "lex/rows.h"

enum { KEY = 4, MAX_WORD = 128, NONE = -1, SPARSE = 8 /* most words meet two empty chains */ };

typedef struct affix {
    tg_str before; /* folded words before the last, a blank between two; empty for one word */
    tg_str word;   /* folded: the last word, of which a part must be this */
    const tg_entry *entry;
    uint32_t list;
    int32_t next_head; /* in the chain of the first bytes, or NONE */
    int32_t next_tail; /* in the chain of the last bytes, or NONE */
} affix;

/** Where a chain starts. */
typedef struct start {
    int32_t first;  /* or NONE */
    uint32_t langs; /* bits of all languages in the chain */
} start;

struct tg_affixes {
    tg_arena arena; /* the folded words */
    TG_VEC(affix) at;
    uint32_t langs; /* bits of all languages that have such terms */
    uint32_t mask;
    start *head; /* [mask + 1] */
    start *tail; /* [mask + 1] */
};

#define HIGH_BITS 0x80808080U
#define LOWER     0x20202020U /* bit 5: all that stands in a word has it in lower case */

static uint32_t load(const char *p)
{
    uint32_t key = 0;
    memcpy(&key, p, KEY);
    return key;
}

static uint32_t slot(const tg_affixes *a, uint32_t key)
{
    return (key * 0x9e3779b1U >> 12) & a->mask;
}

/** The last word of a folded text, and what stands before it. */
static void cut_last(affix *x, tg_str folded)
{
    size_t at = folded.n;
    while (at > 0 && folded.p[at - 1] != ' ') at--;
    x->word = (tg_str){folded.p + at, folded.n - at};
    x->before = (tg_str){folded.p, at > 0 ? at - 1 : 0};
}

/** The tokens of a term, folded, a blank between two. */
static tagger_status fold_term(tg_affixes *a, tg_str text, tg_str *folded, tagger_error *err)
{
    tg_tokens tokens;
    TG_TRY(tg_tokenize(&tokens, &a->arena, text, err));
    char *p = tg_arena_alloc(&a->arena, 3 * text.n + tokens.n + 1);
    if (p == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for topic terms");
    size_t n = 0;
    for (uint32_t i = 0; i < tokens.n; i++) {
        if (i > 0) p[n++] = ' ';
        n += tg_fold(p + n, tg_token_str(&tokens, text, i));
    }
    *folded = (tg_str){p, n};
    return TAGGER_OK;
}

static tagger_status add_list(tg_affixes *a, const tg_lists *lists, uint32_t list,
                              tagger_error *err)
{
    const tg_lexicon *lex = lists->lex[list];
    for (uint32_t i = 0; i < tg_lexicon_n_affixes(lex); i++) {
        affix x = {.entry = tg_lexicon_affix(lex, i), .list = list};
        if (x.entry == NULL) continue;
        tg_str folded = {0};
        TG_TRY(fold_term(a, tg_lexicon_entry_text(lex, x.entry), &folded, err));
        cut_last(&x, folded);
        if (x.word.n < KEY || x.word.n > MAX_WORD) continue;
        if (!tg_vec_push(&a->at, x))
            return tg_fail(err, TAGGER_E_NOMEM, "no memory for topic terms");
    }
    return TAGGER_OK;
}

static void lead(start *s, int32_t *next, int32_t i, uint32_t lang)
{
    *next = s->first;
    s->first = i;
    s->langs |= lang != 0 ? lang : UINT32_MAX;
}

static tagger_status chain(tg_affixes *a, tagger_error *err)
{
    uint32_t n = 64;
    while (n < SPARSE * a->at.n) n *= 2;
    a->mask = n - 1;
    a->head = tg_mem_alloc(n * sizeof *a->head);
    a->tail = tg_mem_alloc(n * sizeof *a->tail);
    if (a->head == NULL || a->tail == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for topic terms");
    for (uint32_t i = 0; i < n; i++) a->head[i] = a->tail[i] = (start){.first = NONE};
    for (size_t i = 0; i < a->at.n; i++) {
        affix *x = &a->at.at[i];
        a->langs |= x->entry->lang != 0 ? x->entry->lang : UINT32_MAX;
        lead(&a->head[slot(a, load(x->word.p))], &x->next_head, (int32_t)i, x->entry->lang);
        x->next_tail = NONE;
        if ((x->entry->flags & TG_ENTRY_PART) == 0) continue;
        start *tail = &a->tail[slot(a, load(x->word.p + x->word.n - KEY))];
        lead(tail, &x->next_tail, (int32_t)i, x->entry->lang);
    }
    return TAGGER_OK;
}

tagger_status tg_affixes_new(tg_affixes **out, const tg_lists *lists, tagger_error *err)
{
    *out = NULL;
    tg_affixes *a = tg_mem_alloc(sizeof *a);
    if (a == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for topic terms");
    *a = (tg_affixes){.arena = TG_ARENA_INIT};
    tagger_status status = TAGGER_OK;
    for (uint32_t l = 0; l < lists->n && status == TAGGER_OK; l++)
        status = add_list(a, lists, l, err);
    if (status == TAGGER_OK) status = chain(a, err);
    if (status != TAGGER_OK) {
        tg_affixes_free(a);
        return status;
    }
    *out = a;
    return TAGGER_OK;
}

void tg_affixes_free(tg_affixes *a)
{
    if (a == NULL) return;
    tg_arena_dispose(&a->arena);
    tg_vec_dispose(&a->at);
    tg_mem_free(a->head);
    tg_mem_free(a->tail);
    tg_mem_free(a);
}

/** Do the words before token i spell x->before? Sets *begin to the first of them. */
static bool stands_before(const affix *x, const tg_view *v, uint32_t i, uint32_t *begin)
{
    tg_str left = x->before;
    while (left.n > 0) {
        if (i == 0 || (v->tokens->flags[i] & TG_TOKEN_PARAGRAPH) != 0) return false;
        size_t at = left.n;
        while (at > 0 && left.p[at - 1] != ' ') at--;
        if (!tg_fold_eq(tg_view_token(v, --i), (tg_str){left.p + at, left.n - at})) return false;
        left.n = at > 0 ? at - 1 : 0;
    }
    *begin = i;
    return true;
}

static bool is_longer(const affix *x, const affix *best)
{
    if (best == NULL) return true;
    size_t a = x->word.n + x->before.n;
    size_t b = best->word.n + best->before.n;
    /* Of two equal ones the later list's, then the earlier row's. */
    return a != b ? a > b : x->list != best->list ? x->list > best->list : x->entry < best->entry;
}

/** Whether a chain may hold a part of the token in a language of these (0: any), told without folding
 *  it: in ASCII every letter, digit and joining sign folds to itself with bit 5 set. */
static bool has_chain(const tg_affixes *a, tg_str token, uint32_t langs)
{
    if (langs == 0) langs = UINT32_MAX;
    uint32_t head = load(token.p);
    uint32_t tail = load(token.p + token.n - KEY);
    if (((head | tail) & HIGH_BITS) != 0) return true;
    return ((a->head[slot(a, head | LOWER)].langs | a->tail[slot(a, tail | LOWER)].langs) &
            langs) != 0;
}

bool tg_affixes_speak(const tg_affixes *a, uint32_t langs)
{
    return langs == 0 ? a->langs != 0 : (a->langs & langs) != 0;
}

bool tg_affixes_find(tg_affix_hit *out, const tg_affixes *a, const tg_view *v, uint32_t i)
{
    char folded[3 * MAX_WORD];
    tg_str token = tg_view_token(v, i);
    if (a->at.n == 0 || token.n < KEY || token.n > MAX_WORD || !has_chain(a, token, v->lang))
        return false;
    size_t n = tg_fold(folded, token);
    if (n < KEY) return false;
    const affix *best = NULL;
    /* An ending may be one letter, but no compound begins with less than two. */
    static const size_t least_rest[2] = {1, 2};
    for (unsigned side = 0; side < 2; side++) {
        const char *key = side == 0 ? folded : folded + n - KEY;
        int32_t at = (side == 0 ? a->head : a->tail)[slot(a, load(key))].first;
        for (; at != NONE; at = side == 0 ? a->at.at[at].next_head : a->at.at[at].next_tail) {
            const affix *x = &a->at.at[at];
            bool spoken = x->entry->lang == 0 || v->lang == 0 || (x->entry->lang & v->lang) != 0;
            if (!spoken || x->word.n + least_rest[side] > n || !is_longer(x, best)) continue;
            const char *part = side == 0 ? folded : folded + n - x->word.n;
            uint32_t begin = i;
            if (memcmp(part, x->word.p, x->word.n) != 0 || !stands_before(x, v, i, &begin))
                continue;
            best = x;
            *out = (tg_affix_hit){x->entry, x->list, begin};
        }
    }
    return best != NULL;
}
