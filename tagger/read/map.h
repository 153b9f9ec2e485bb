/* SPDX-License-Identifier: MIT
 *
 * map.h — which name in a dump means which field.
 *
 * Every outlet and scraper names its fields in its own way. For each field
 * there is a list of names, best first; the caller may put one name in place
 * of a whole list ("body=maintext", "title=thread.title").
 */
#pragma once

#include "base/base.h"
#include "base/json.h"

typedef enum tg_field {
    TG_FIELD_ID,
    TG_FIELD_TITLE,
    TG_FIELD_BODY,
    TG_FIELD_DATE,
    TG_FIELD_URL,
    TG_FIELD_LANG,
    TG_FIELD_SOURCE,
    TG_N_FIELDS
} tg_field;

/** The caller's own names; zero-initialised: none. */
typedef struct tg_map {
    tg_str own[TG_N_FIELDS]; /* absent: the built-in list; borrowed */
} tg_map;

/** Take over "FIELD=NAME". @return E_USAGE with the reason. */
TAGGER_MUST_CHECK tagger_status tg_map_set(tg_map *map, tg_str rule, tagger_error *err);

/** The value a record has for each field. */
typedef struct tg_mapped {
    tg_json_value value[TG_N_FIELDS]; /* raw.p is NULL: absent */
    const char *name[TG_N_FIELDS];    /* address of the member's name; NULL for a nested one */
    uint8_t rank[TG_N_FIELDS];        /* place of the name in its list, or below: an empty hit */
} tg_mapped;

#define TG_MAPPED_INIT ((tg_mapped){.rank = {0}})

/** Let one member, whose resolved name is `name`, stand for every field it may stand for,
 *  unless a better one already does. The last of members with one name wins. */
void tg_map_member(const tg_map *map, tg_str name, const tg_json_member *member, tg_mapped *mapped);
