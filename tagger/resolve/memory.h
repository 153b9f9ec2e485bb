/* SPDX-License-Identifier: MIT
 *
 * memory.h — what a document says of its own words: document memory.
 *
 * News names somebody in full once and in short ever after. So two tables are
 * kept: how each capitalised word is used over the whole document (before any
 * decision), and, after the first pass, as what each word and name was labelled.
 */
#pragma once

#include "match/candidate.h"
#include "match/view.h"

/** How a word is used in the document. Counts stop at 255. */
typedef struct tg_word_use {
    uint64_t hash;      /* of the folded word; 0 = empty slot */
    uint8_t upper;      /* with a capital, not at a sentence start */
    uint8_t start;      /* with a capital at a sentence start or in a title */
    uint8_t lower;      /* in lower case */
    uint8_t honorific;  /* behind an honorific or a role */
    uint8_t first_name; /* behind a common first name */
    uint8_t org_suffix; /* before Inc., Group, … */
    uint8_t bracket;    /* alone in brackets */
    uint8_t place_cue;  /* behind in, at, from, near */
} tg_word_use;

typedef struct tg_memory {
    uint32_t mask;
    tg_word_use *slots; /* [mask + 1] */
} tg_memory;

/** Count the words of zones that are the article's. Fails with NOMEM. */
tagger_status tg_memory_read(tg_memory *out, tg_arena *arena, const tg_view *view,
                             tagger_error *err);

/** The use of a word, or NULL when it never stands with a capital. */
const tg_word_use *tg_memory_word(const tg_memory *m, uint64_t hash);

/** A label given to a span. */
typedef struct tg_labelled {
    uint32_t begin;
    uint32_t end;
    uint8_t label; /* enum tg_label */
} tg_labelled;

/** What a word or name is of a labelled span. */
typedef enum tg_name_part {
    TG_NAME_WHOLE,  /* its whole text */
    TG_NAME_FIRST,  /* the first word of a longer span */
    TG_NAME_LAST,   /* the last word of a longer span */
    TG_NAME_ANY,    /* any capitalised word of a longer span */
    TG_NAME_ACRONYM /* the initials of a longer span */
} tg_name_part;

/** How spans are labelled of which a word or name is one part. Counts stop at 255. */
typedef struct tg_name_use {
    uint64_t key;    /* of word and part; 0 = empty slot */
    uint64_t counts; /* a byte for each label, from the lowest on */
} tg_name_use;

/** What counts one span of a label. */
static inline uint64_t tg_name_one(uint32_t label)
{
    return (uint64_t)1 << 8 * label;
}

static inline uint32_t tg_name_count(uint64_t counts, uint32_t label)
{
    return counts >> 8 * label & UINT8_MAX;
}

_Static_assert(TG_N_LABELS <= 8, "the counts of all labels are 64 bits");

/** The labelled spans of a document, by their words and by their text. */
typedef struct tg_labels {
    uint32_t n;
    const tg_labelled *at; /* [n] in text order */
    const uint32_t *over;  /* [tokens] index of the labelled span over each token, or UINT32_MAX */
    uint32_t mask;
    tg_name_use *slots; /* [mask + 1] */
} tg_labels;

/** Index the labelled spans (kept by reference) of a document. Fails with NOMEM. */
tagger_status tg_labels_index(tg_labels *out, tg_arena *arena, const tg_view *view,
                              const tg_labelled *at, uint32_t n, tagger_error *err);

/** The hash of a span's text, token by token. */
uint64_t tg_span_hash(const tg_view *view, uint32_t begin, uint32_t end);

/** The hash of the initials of a span's capitalised words ("n" + "a" for Nieuw-Vlaamse Alliantie is "nva"). */
uint64_t tg_initials_hash(const tg_view *view, uint32_t begin, uint32_t end);

/** The hash of an acronym's letters, points and hyphens left out, or 0 when it is none. */
uint64_t tg_acronym_hash(const tg_view *view, uint32_t token);

/** The spans of which the word or name with this hash is such a part; NULL when there are none. */
const tg_name_use *tg_labels_find(const tg_labels *labels, tg_name_part part, uint64_t hash);
