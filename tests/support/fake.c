/* SPDX-License-Identifier: MIT */
#include "support/fake.h"

const char *tagger_type_name(tagger_type type)
{
    static const char *const names[] = {"person", "organization", "party", "country", "location"};
    return names[type];
}

const char *tagger_zone_name(tagger_zone zone)
{
    static const char *const names[] = {"headline", "dateline",  "byline", "lead",  "body",
                                        "caption",  "furniture", "teaser", "footer"};
    return names[zone];
}

bool tagger_zone_counts(tagger_zone zone)
{
    return zone == TAGGER_HEADLINE || zone == TAGGER_LEAD || zone == TAGGER_BODY;
}

const char *tagger_form_name(tagger_form form)
{
    static const char *const names[] = {"name", "surname", "acronym", "alias", "demonym"};
    return names[form];
}

const tagger_meta *tagger_result_meta(const tagger_result *r)
{
    return &r->meta;
}

uint32_t tagger_result_n_tokens(const tagger_result *r)
{
    return r->n_tokens;
}

tagger_span tagger_result_token(const tagger_result *r, uint32_t i)
{
    return r->tokens[i];
}

tagger_str tagger_result_warning(const tagger_result *r, uint32_t i)
{
    return r->warnings[i];
}

uint32_t tagger_result_n_warnings(const tagger_result *r)
{
    return r->n_warnings;
}

#define LIST(type, one, many)                                                                      \
    uint32_t tagger_result_n_##many(const tagger_result *r)                                        \
    {                                                                                              \
        return r->n_##many;                                                                        \
    }                                                                                              \
    const type *tagger_result_##one(const tagger_result *r, uint32_t i)                            \
    {                                                                                              \
        return &r->many[i];                                                                        \
    }

LIST(tagger_zone_block, zone, zones)
LIST(tagger_sentence, sentence, sentences)
LIST(tagger_mention, mention, mentions)
LIST(tagger_entity, entity, entities)
LIST(tagger_relation, relation, relations)
LIST(tagger_quote, quote, quotes)
LIST(tagger_topic, topic, topics)
