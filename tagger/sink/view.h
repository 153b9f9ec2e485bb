/* SPDX-License-Identifier: MIT
 *
 * view.h — a result as its caller sees it: title and text apart.
 *
 * The engine tags one text: the title, a blank line, the caller's text. A
 * record must speak of the text its caller gave:
 *
 *     title\n\n | text ……………………
 *     0         ^body_begin
 *     title_ents| ents: offsets count from here
 */
#pragma once

#include "base/base.h"
#include "sink/offset.h"

typedef struct tg_view {
    const tagger_result *result;
    const tagger_meta *meta;
    tg_str title;       /* what title_ents index; absent when there is none */
    tg_str text;        /* the caller's own */
    uint32_t begin;     /* bytes before it in the engine's text */
    uint32_t sentences; /* before it */
    tg_offsets in_title;
    tg_offsets in_text;
    uint32_t *ent_of; /* [n mentions] its index among the ents, TAGGER_NONE for one in the title */
} tg_view;

/** @return false when memory ran out; dispose in both cases. */
bool tg_view_init(tg_view *view, const tagger_result *result, tg_unit unit);
void tg_view_dispose(tg_view *view);

/** The part of a span that lies in the text, in bytes of the text; false when none does. */
bool tg_view_clip(const tg_view *view, tagger_span at, tagger_span *clipped);

/** The sentence of a mention, counted from the begin of the text, or of the title for one there. */
uint32_t tg_view_sentence(const tg_view *view, const tagger_mention *m);
