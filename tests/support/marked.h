/* SPDX-License-Identifier: MIT
 *
 * marked.h — a document whose names are marked by hand, ready to be linked.
 *
 *     # [p:Maes] resigns
 *
 *     [d:Belgian] minister [p:An Maes] ([y:Groen]) resigned.
 *
 *     ~ [p:Maes] wins race
 *
 * Letters: p person, o organization, y party, c country, l location, d demonym, x something else.
 * Paragraphs are parted by blank lines; "# " makes one the headline, "~ " a teaser.
 */
#pragma once

#include "entity/link.h"

typedef struct marked_span {
    tagger_span at; /* bytes */
    tg_label label;
} marked_span;

typedef struct marked {
    tg_arena arena;
    tg_str text;
    tg_tokens tokens;
    tg_hits hits[1];
    tg_sentences sentences;
    tg_lists lists;
    tg_view view;
    tg_candidates candidates;
    tg_resolved resolved;
    uint32_t n_lost; /* marks that are not whole tokens */
    tg_linked linked;
} marked;

/** Read a document in the notation above and link it, with one lexicon. */
void marked_make(marked *m, const tg_lexicon *lex, const char *markup, const char *lang);

/** The same from a text and its marks, in text order: the first of several blocks is the headline. */
void marked_make_spans(marked *m, const tg_lexicon *lex, tg_str text, const marked_span *spans,
                       uint32_t n, const char *lang);

void marked_dispose(marked *m);

/** "An Maes: Maes, An Maes | Groen: Groen | ?: Jan Maes/An Maes": all entities with the texts of
 *  their mentions, then the ambiguous mentions. */
void marked_entities(const marked *m, char *out, size_t room);
