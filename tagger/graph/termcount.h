/* SPDX-License-Identifier: MIT
 *
 * termcount.h — in how many articles words and pairs of words stand, in all and by topic.
 */
#pragma once

#include "base/vec.h"

/** A word, or two words in a row. */
typedef struct tg_term {
    uint64_t hash;
    uint32_t text;     /* first byte in tg_term_counts.text */
    uint32_t n_text;   /* bytes */
    uint32_t articles; /* that have it */
    uint32_t capitals; /* of these, those that write it with capitals where it stands first */
    uint64_t part[2];  /* hashes of the words of a pair; 0 in a single word */
} tg_term;

/** A term in the articles of one topic. */
typedef struct tg_term_use {
    uint64_t pair;     /* topic << 32 | term + 1; 0 = empty slot */
    uint32_t articles; /* of the topic, that have the term */
    uint32_t example;  /* number of the first of them */
} tg_term_use;

/** A term met in one article. */
typedef struct tg_met {
    uint64_t hash;
    uint32_t begin; /* byte of the article */
    uint32_t end;
    bool capitals; /* every word begins with one */
    uint64_t part[2];
} tg_met;

/**
 * Two readings of the same articles: the first only learns which terms are rare (in a table of
 * fixed size, that may take a rare one for common but not the other way), the second keeps the
 * others. Start from {0}.
 */
typedef struct tg_term_counts {
    uint8_t *often;     /* [OFTEN] articles with a term of this hash, up to 255 */
    TG_VEC(tg_met) met; /* terms of the article being read, each once, by hash */
    TG_VEC(tg_term) terms;
    TG_VEC(char) text; /* lower case */
    uint32_t *slots;   /* [n_slots] number in `terms` + 1; 0 = empty */
    uint32_t n_slots;
    tg_term_use *uses; /* [n_use_slots] */
    uint32_t n_use_slots;
    uint32_t n_uses;
} tg_term_counts;

enum { TG_TERM_LEAST = 3 /* articles that a term must stand in */ };

/** First reading of one article. @return false when memory ran out, as all below. */
bool tg_terms_note(tg_term_counts *counts, tg_str article);

/** Second reading: count the article's terms for its topics. `article_number` is for examples. */
bool tg_terms_count(tg_term_counts *counts, tg_str article, uint32_t article_number,
                    const uint32_t *topics, uint32_t n_topics);

/** The term in the articles of a topic; all zero when none has it. */
tg_term_use tg_terms_of_topic(const tg_term_counts *counts, uint32_t topic, uint32_t term);

/** The greatest number of articles that have the term, or a word of the pair. */
uint32_t tg_terms_commonest(const tg_term_counts *counts, uint32_t term);

tg_str tg_term_text(const tg_term_counts *counts, uint32_t term);

void tg_terms_dispose(tg_term_counts *counts);
