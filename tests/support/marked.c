/* SPDX-License-Identifier: MIT */
#include "support/marked.h"

#include <stdio.h>
#include <stdlib.h>

#include "match/compound.h"
#include "match/gazetteer.h"
#include "match/language.h"

enum { MAX_BLOCKS = 65536, MAX_SPANS = 65536 };

typedef struct blocks {
    uint32_t n;
    tagger_span at[MAX_BLOCKS];
    uint8_t zone[MAX_BLOCKS];
} blocks;

static void must(tagger_status status)
{
    if (status == TAGGER_OK) return;
    (void)fputs("marked: out of memory\n", stderr);
    abort();
}

/** Marks on tokens that no candidate covers exactly become candidates too. */
static void add_candidates(marked *m, const marked_span *spans, uint32_t n, uint64_t *marks,
                           uint32_t *clause)
{
    tg_match_gazetteer(&m->candidates, marks, clause, &m->arena, &m->view);
    tg_match_compounds(marks, &m->view);
    m->view.marks = marks;
    m->view.clause = clause;
    m->resolved.at = TG_ARENA_NEW(&m->arena, tg_labelled, n);
    uint32_t token = 0;
    for (uint32_t i = 0; i < n; i++) {
        while (token < m->tokens.n && m->tokens.end[token] <= spans[i].at.begin) token++;
        uint32_t begin = token;
        while (token < m->tokens.n && m->tokens.begin[token] < spans[i].at.end) token++;
        bool exact = token > begin && m->tokens.begin[begin] == spans[i].at.begin &&
                     m->tokens.end[token - 1] == spans[i].at.end;
        if (!exact) {
            m->n_lost++;
            continue;
        }
        m->resolved.at[m->resolved.n++] = (tg_labelled){begin, token, (uint8_t)spans[i].label};
        tg_candidates_add(&m->candidates, &m->arena,
                          (tg_candidate){.begin = begin, .end = token, .form = TG_NO_FORM});
    }
    must(tg_candidates_seal(&m->candidates, &m->arena, NULL));
}

static int by_end(const void *key, const void *element)
{
    const tg_labelled *a = key;
    const tg_candidate *b = element;
    if (a->end != b->end) return a->end < b->end ? -1 : 1;
    return (a->begin > b->begin) - (a->begin < b->begin);
}

static void resolve(marked *m)
{
    tg_resolved *r = &m->resolved;
    r->candidate = TG_ARENA_NEW(&m->arena, uint32_t, r->n);
    r->probability = TG_ARENA_NEW(&m->arena, float, r->n);
    r->candidates = &m->candidates;
    r->facts.view = &m->view;
    for (uint32_t i = 0; i < r->n; i++) {
        const tg_candidate *c = bsearch(&r->at[i], m->candidates.at, m->candidates.n,
                                        sizeof m->candidates.at[0], by_end);
        r->candidate[i] = (uint32_t)(c - m->candidates.at);
        r->probability[i] = 1;
    }
}

static void make(marked *m, const tg_lexicon *lex, const blocks *b, const marked_span *spans,
                 uint32_t n, const char *lang)
{
    must(tg_lists_add(&m->lists, lex, NULL));
    must(tg_tokenize(&m->tokens, &m->arena, m->text, NULL));
    must(tg_lexicon_find(&m->hits[0], &m->arena, lex, &m->tokens, m->text, NULL));
    tg_sentence_input in = {.text = m->text,
                            .tokens = &m->tokens,
                            .blocks = b->at,
                            .n_blocks = b->n,
                            .lex = lex,
                            .hits = &m->hits[0]};
    must(tg_sentences_find(&m->sentences, &m->arena, &in, NULL));
    uint8_t *zone = TG_ARENA_NEW(&m->arena, uint8_t, b->n);
    memcpy(zone, b->zone, b->n);
    m->view = (tg_view){.text = m->text,
                        .tokens = &m->tokens,
                        .sentences = &m->sentences,
                        .paragraph_zone = zone,
                        .lists = &m->lists,
                        .hits = m->hits,
                        .lang = tg_lang_bit((tg_str){lang, strlen(lang)})};
    must(tg_view_sentences(&m->view, &m->arena, NULL));
    uint64_t *marks = TG_ARENA_NEW(&m->arena, uint64_t, m->tokens.n);
    uint32_t *clause = TG_ARENA_NEW(&m->arena, uint32_t, m->tokens.n);
    memset(marks, 0, m->tokens.n * sizeof *marks);
    memset(clause, 0, m->tokens.n * sizeof *clause);
    add_candidates(m, spans, n, marks, clause);
    resolve(m);
    tg_wanted wanted = {.types = UINT32_MAX, .all_zones = true};
    must(tg_link(&m->linked, &m->arena, &m->resolved, NULL, &wanted, NULL));
}

/** Blocks of a text: what stands between blank lines. */
static void split(blocks *b, tg_str text, const uint8_t *zone_of)
{
    size_t i = 0;
    while (i < text.n && b->n < MAX_BLOCKS) {
        while (i < text.n && (unsigned char)text.p[i] <= ' ') i++;
        size_t begin = i;
        while (i < text.n && !(text.p[i] == '\n' && (i + 1 == text.n || text.p[i + 1] == '\n')))
            i++;
        if (i == begin) continue;
        b->zone[b->n] = zone_of != NULL ? zone_of[begin] : TG_ZONE_BODY;
        b->at[b->n++] = (tagger_span){(uint32_t)begin, (uint32_t)i};
    }
}

static tg_label label_of(char letter)
{
    static const char letters[] = "poycldx";
    const char *at = strchr(letters, letter);
    assert(at != NULL && letter != '\0');
    return (tg_label)(at - letters);
}

void marked_make(marked *m, const tg_lexicon *lex, const char *markup, const char *lang)
{
    *m = (marked){.arena = TG_ARENA_INIT};
    size_t room = strlen(markup) + 1;
    char *text = tg_arena_alloc(&m->arena, room);
    uint8_t *zone = tg_arena_alloc(&m->arena, room);
    marked_span *spans = malloc(MAX_SPANS * sizeof *spans);
    blocks *b = calloc(1, sizeof *b);
    uint32_t n = 0;
    size_t at = 0;
    uint8_t here = TG_ZONE_BODY;
    for (const char *p = markup; *p != '\0';) {
        bool fresh = p == markup || (p - markup >= 2 && p[-1] == '\n' && p[-2] == '\n');
        if (fresh) {
            here = *p == '#' ? TG_ZONE_HEADLINE : *p == '~' ? TG_ZONE_TEASER : TG_ZONE_BODY;
            if (here != TG_ZONE_BODY) p += 2;
        }
        if (*p == '[') {
            const char *close = strchr(p, ']');
            size_t length = (size_t)(close - p) - 3;
            spans[n].at = (tagger_span){(uint32_t)at, (uint32_t)(at + length)};
            spans[n++].label = label_of(p[1]);
            memcpy(text + at, p + 3, length);
            memset(zone + at, here, length);
            at += length;
            p = close + 1;
            continue;
        }
        zone[at] = here;
        text[at++] = *p++;
    }
    m->text = (tg_str){text, at};
    split(b, m->text, zone);
    make(m, lex, b, spans, n, lang);
    free(b);
    free(spans);
}

void marked_make_spans(marked *m, const tg_lexicon *lex, tg_str text, const marked_span *spans,
                       uint32_t n, const char *lang)
{
    *m = (marked){.arena = TG_ARENA_INIT, .text = text};
    blocks *b = calloc(1, sizeof *b);
    split(b, text, NULL);
    if (b->n > 1) b->zone[0] = TG_ZONE_HEADLINE;
    make(m, lex, b, spans, n, lang);
    free(b);
}

void marked_dispose(marked *m)
{
    tg_lists_dispose(&m->lists);
    tg_arena_dispose(&m->arena);
}

/* ---- what came out ------------------------------------------------------------------ */

typedef struct printer {
    char *p;
    size_t n;
    size_t room;
} printer;

static void print(printer *out, const char *sign, tg_str text)
{
    if (out->n >= out->room) return;
    out->n +=
        (size_t)snprintf(out->p + out->n, out->room - out->n, "%s%.*s", sign, (int)text.n, text.p);
}

static tg_str surface(const marked *m, const tagger_mention *x)
{
    return (tg_str){m->text.p + x->at.begin, x->at.end - x->at.begin};
}

void marked_entities(const marked *m, char *out, size_t room)
{
    printer to = {out, 0, room};
    const tg_linked *l = &m->linked;
    out[0] = '\0';
    for (uint32_t e = 0; e < l->n_entities; e++) {
        print(&to, e > 0 ? " | " : "", l->entity[e].name);
        const char *sign = ": ";
        for (uint32_t i = 0; i < l->n_mentions; i++) {
            if (l->mention[i].entity != e) continue;
            print(&to, sign, surface(m, &l->mention[i]));
            sign = ", ";
        }
    }
    for (uint32_t i = 0; i < l->n_mentions; i++) {
        const tagger_mention *x = &l->mention[i];
        if (x->entity != TAGGER_NONE) continue;
        print(&to, " | ?", surface(m, x));
        for (uint32_t k = 0; k < x->n_candidates; k++)
            print(&to, k == 0 ? ": " : "/", l->entity[x->candidates[k]].name);
    }
}
