/* SPDX-License-Identifier: MIT
 *
 * kinds.c — the words of REGISTRY.tsv and of the columns `flags` and `lang`, as tables.
 */
#include "lex/lexicon.h"

static const char *const kind_names[TG_N_KINDS] = {
    [TG_KIND_PERSON] = "person",       [TG_KIND_ORGANIZATION] = "organization",
    [TG_KIND_PARTY] = "party",         [TG_KIND_COUNTRY] = "country",
    [TG_KIND_LOCATION] = "location",   [TG_KIND_FIRST_NAME] = "first_name",
    [TG_KIND_LAST_NAME] = "last_name", [TG_KIND_ROLE] = "role",
    [TG_KIND_HONORIFIC] = "honorific", [TG_KIND_ORG_WORD] = "org_word",
    [TG_KIND_STOP_NAME] = "stop_name", [TG_KIND_WORD] = "word",
    [TG_KIND_TOPIC] = "topic",
};

/** The word for bit i of the flags. */
static const char *const flag_names[] = {"acr",    "cs",   "ctx",   "amb",  "gen", "loc", "per",
                                         "adj",    "dem",  "lc",    "old",  "cap", "sur", "both",
                                         "prefix", "part", "month", "abbr", "weak"};

/** The language of bit i; the last bit is free. */
static const char lang_codes[][3] = {
    "en", "nl", "fr", "de", "es", "it", "pt", "pl", "tr", "fi", "hu", "da", "ro", "cs", "sv", "no",
    "hr", "sk", "sl", "bg", "el", "uk", "ru", "lt", "lv", "et", "ga", "mt", "ca", "eu", "sq"};

enum { N_FLAGS = sizeof flag_names / sizeof flag_names[0], N_LANGS = sizeof lang_codes / 3 };

const char *tg_kind_name(tg_kind kind)
{
    return kind_names[kind];
}

const char *tg_flag_name(uint32_t flag)
{
    for (uint32_t i = 0; i < N_FLAGS; i++) {
        if (flag == 1u << i) return flag_names[i];
    }
    return NULL;
}

uint32_t tg_lang_bit(tg_str iso639_1)
{
    if (iso639_1.n != 2) return 0;
    for (uint32_t i = 0; i < N_LANGS; i++) {
        if (memcmp(lang_codes[i], iso639_1.p, 2) == 0) return 1u << i;
    }
    return 0;
}

tg_str tg_lang_code(uint32_t bit)
{
    for (uint32_t i = 0; i < N_LANGS; i++) {
        if (bit == 1u << i) return (tg_str){lang_codes[i], 2};
    }
    return (tg_str){NULL, 0};
}
