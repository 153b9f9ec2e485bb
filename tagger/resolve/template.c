/* SPDX-License-Identifier: MIT */
#include "resolve/template.h"

_Static_assert(TG_N_TEMPLATES <= 64, "a set of templates is 64 bits");

static const char *const template_names[TG_N_TEMPLATES] = {
    "prev.word",     "prev2.word",     "prev.pair",    "prev.mark",    "prev2.mark",
    "prev.shape",    "prev.glued",     "first.word",   "first.prefix", "first.suffix",
    "first.shape",   "first.mark",     "first.start",  "next.word",    "next2.word",
    "next.pair",     "next.mark",      "next2.mark",   "next.shape",   "next.glued",
    "last.word",     "last.suffix",    "last.shape",   "last.mark",    "in.word",
    "in.suffix",     "in.shape",       "in.mark",      "span.length",  "span.text",
    "span.shape",    "span.names",     "span.list",    "span.maybe",   "span.lists",
    "span.rule",     "span.longer",    "span.case",    "span.line",    "span.cues",
    "span.dateline", "span.acronym",   "span.sport",   "span.share",   "doc.lower",
    "doc.upper",     "doc.cue",        "lang.start",   "lang.shape",   "lang.names",
    "lang.lists",    "lang.length",    "memory.whole", "memory.last",  "memory.first",
    "memory.part",   "memory.acronym", "memory.long",
};

const char *tg_template_name(tg_template t)
{
    return template_names[t];
}

uint32_t tg_feature_template(tg_str name)
{
    for (uint32_t t = 0; t < TG_N_TEMPLATES; t++) {
        if (strlen(template_names[t]) == name.n && memcmp(template_names[t], name.p, name.n) == 0)
            return t;
    }
    return UINT32_MAX;
}

uint64_t tg_feature_group(tg_str word)
{
    uint64_t found = 0;
    for (uint32_t t = 0; t < TG_N_TEMPLATES; t++) {
        const char *name = template_names[t];
        bool whole = strlen(name) == word.n || name[word.n < strlen(name) ? word.n : 0] == '.';
        if (whole && strncmp(name, word.p, word.n) == 0) found |= (uint64_t)1 << t;
    }
    return found;
}
