/* SPDX-License-Identifier: MIT
 *
 * ruleset.h — parsed rules, for rules.c to fill and rulefind.c to follow. Inside topic/ only.
 */
#pragma once

#include "base/vec.h"
#include "topic/rules.h"

enum { TG_MAX_GROUPS = 8, TG_MAX_TERM_WORDS = 8, TG_NO_TERM = -1 };

enum tg_rule_what { TG_RULE_TERM, TG_RULE_ALL, TG_RULE_MUST, TG_RULE_NOT };

/** "state secur*": words in a row. */
typedef struct tg_rule_term {
    tg_str text;   /* as the row writes it */
    tg_str folded; /* its words, folded, a blank between two; of an exact term as written */
    uint8_t n_words;
    bool prefix;  /* the last word is the begin of one */
    bool exact;   /* case counts */
    int32_t next; /* in the chain of its first word, or TG_NO_TERM */
} tg_rule_term;

/** Terms [term, term_end): any of them. */
typedef struct tg_rule_group {
    uint32_t term;
    uint32_t term_end;
} tg_rule_group;

/** Groups [group, group_end): each of them. */
typedef struct tg_rule {
    uint8_t what; /* enum tg_rule_what */
    uint32_t category;
    uint32_t group;
    uint32_t group_end;
    int32_t weight;
    uint32_t within; /* words between first and last; UINT32_MAX = anywhere */
} tg_rule;

typedef struct tg_category {
    tg_str id;
    tg_str label;
    uint32_t threshold;
} tg_category;

struct tg_rules {
    tg_arena arena; /* folded words */
    TG_VEC(tg_category) categories;
    TG_VEC(tg_rule) rules;
    TG_VEC(tg_rule_group) groups;
    TG_VEC(tg_rule_term) terms;
    uint32_t mask;
    int32_t *words;        /* [mask + 1] chains by the hash of the first word */
    int32_t prefixes[128]; /* chains of one-word prefixes by their first byte */
};

/** The chain of a word that begins with this byte: letters of either case alike, and all letters
 *  beyond ASCII together. */
static inline unsigned tg_prefix_slot(char first)
{
    unsigned char c = (unsigned char)first;
    return c >= 0x80 ? 0 : c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}
