/* SPDX-License-Identifier: MIT */
#include "match/marks.h"

static const char *const names[TG_N_MARKS] = {
    [TG_MARK_NONE] = "none",
    [TG_MARK_FIRST] = "first-name",
    [TG_MARK_FIRST_WEAK] = "rare-first-name",
    [TG_MARK_LAST] = "last-name",
    [TG_MARK_LAST_WEAK] = "rare-last-name",
    [TG_MARK_ROLE] = "role",
    [TG_MARK_HONORIFIC] = "honorific",
    [TG_MARK_NAME_SUFFIX] = "name-suffix",
    [TG_MARK_ORG_NOUN] = "org-noun",
    [TG_MARK_ORG_SUFFIX] = "org-suffix",
    [TG_MARK_LEGAL] = "legal-form",
    [TG_MARK_ORG_PARTY] = "party-word",
    [TG_MARK_ORG_SPORT] = "club-word",
    [TG_MARK_MONTH] = "month",
    [TG_MARK_WEEKDAY] = "weekday",
    [TG_MARK_HOLIDAY] = "holiday",
    [TG_MARK_FUNCTION] = "function",
    [TG_MARK_ABBREV] = "abbreviation",
    [TG_MARK_PARTICLE] = "particle",
    [TG_MARK_LINK] = "link",
    [TG_MARK_SPEECH] = "speech-verb",
    [TG_MARK_PERSON_VERB] = "person-verb",
    [TG_MARK_SPORT] = "sport",
    [TG_MARK_EVENT] = "event-word",
    [TG_MARK_FACILITY] = "facility-word",
    [TG_MARK_PLACE_WORD] = "place-word",
    [TG_MARK_GROUP] = "group-word",
    [TG_MARK_COMMON_NOUN] = "common-noun",
    [TG_MARK_NOUN_TAIL] = "noun-tail",
    [TG_MARK_ROLE_TAIL] = "role-tail",
    [TG_MARK_STOP_NEVER] = "never-alone",
    [TG_MARK_STOP_CONTEXT] = "needs-context",
    [TG_MARK_STOP_TYPE] = "type-by-context",
    [TG_MARK_IN_PERSON] = "in-person",
    [TG_MARK_IN_ORGANIZATION] = "in-organization",
    [TG_MARK_IN_PARTY] = "in-party",
    [TG_MARK_IN_COUNTRY] = "in-country",
    [TG_MARK_IN_LOCATION] = "in-location",
    [TG_MARK_IN_DEMONYM] = "in-demonym",
};

/** Classes as the word tables write them, up to the colon. */
static const struct {
    const char *class;
    tg_mark mark;
} classes[] = {
    {"honorific", TG_MARK_HONORIFIC},
    {"suffix:tail", TG_MARK_ORG_SUFFIX},
    {"suffix", TG_MARK_NAME_SUFFIX},
    {"noun", TG_MARK_ORG_NOUN},
    {"legal_form", TG_MARK_LEGAL},
    {"party:any", TG_MARK_ORG_PARTY},
    {"sport:any", TG_MARK_ORG_SPORT},
    {"month", TG_MARK_MONTH},
    {"weekday", TG_MARK_WEEKDAY},
    {"holiday", TG_MARK_HOLIDAY},
    {"function", TG_MARK_FUNCTION},
    {"abbrev", TG_MARK_ABBREV},
    {"particle", TG_MARK_PARTICLE},
    {"link", TG_MARK_LINK},
    {"speech", TG_MARK_SPEECH},
    {"person_verb", TG_MARK_PERSON_VERB},
    {"sport", TG_MARK_SPORT},
    {"event", TG_MARK_EVENT},
    {"facility", TG_MARK_FACILITY},
    {"location", TG_MARK_PLACE_WORD},
    {"group", TG_MARK_GROUP},
    {"common_noun", TG_MARK_COMMON_NOUN},
    {"never_alone", TG_MARK_STOP_NEVER},
    {"needs_context", TG_MARK_STOP_CONTEXT},
    {"type_by_context", TG_MARK_STOP_TYPE},
};

const char *tg_mark_name(tg_mark mark)
{
    return names[mark];
}

tg_mark tg_mark_of_class(tg_str class)
{
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        size_t n = strlen(classes[i].class);
        bool whole = class.n == n || (class.n > n && class.p[n] == ':');
        if (whole && memcmp(classes[i].class, class.p, n) == 0) return classes[i].mark;
    }
    return TG_MARK_NONE;
}
