/* SPDX-License-Identifier: MIT
 *
 * name.h — the distinct names of a document, word by word.
 *
 * A name is what is left of a labelled span when all is taken off that does not
 * tell who is meant: article, genitive 's, legal form, "Jr.", title, points and
 * accents. "Nvidia Corp." and "Nvidia" are one name, so are "Erdoğan" and
 * "Erdogan's".
 */
#pragma once

#include "match/view.h"
#include "resolve/memory.h"

/** One word of a name. */
typedef struct tg_name_word {
    uint64_t hash;   /* folded, without accents and points */
    uint32_t letter; /* its first letter, in lower case */
    bool initial;    /* J., G.W. */
} tg_name_word;

typedef struct tg_name {
    uint64_t hash;  /* of its words */
    uint32_t begin; /* first token of its fullest writing, article and title left out */
    uint32_t end;   /* token behind the last, genitive left out */
    uint32_t stem;  /* token behind the last of its words: before a legal form */
    uint32_t span;  /* the first labelled span that has it */
    uint32_t word;  /* its words are words[word .. word + n_words) */
    uint8_t n_words;
    uint8_t label; /* enum tg_label */
    bool page;     /* stands in the furniture or a teaser, apart from the article's names */
    bool
        bent; /* written in capitals because its sentence is, or with an ending that grammar asks */
} tg_name;

/** The distinct names of a document; in its arena. */
typedef struct tg_names {
    uint32_t n;
    tg_name *at;             /* [n] in the order of first mention */
    tg_name_word *words;     /* the words of all names, one after the other */
    const tg_labelled *span; /* [n_spans] what the names were read from */
    uint32_t n_spans;
    uint32_t *of; /* [n_spans] index of the name of each span */
} tg_names;

/** Read the names of n labelled spans, which are kept by reference. Fails only with NOMEM. Time O(tokens in spans). */
tagger_status tg_names_read(tg_names *out, tg_arena *arena, const tg_view *v, const tg_labelled *at,
                            uint32_t n, tagger_error *err);

static inline const tg_name_word *tg_name_words(const tg_names *names, uint32_t i)
{
    return &names->words[names->at[i].word];
}

/** The hash of words [from, to) of a name: order counts. */
uint64_t tg_words_hash(const tg_name_word *words, uint32_t from, uint32_t to);
