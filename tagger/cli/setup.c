/* SPDX-License-Identifier: MIT
 *
 * setup.c — the options of every verb that tags, and the engine made of them.
 */
#include "cli/setup.h"

#include <stddef.h>

#include "base/status.h"

/* The words of a choice stand in the order of its enum. */
const tg_opt tg_setup_rows[TG_N_SETUP_ROWS] = {
    {'j', "jobs", TG_OPT_COUNT, offsetof(tg_setup, n_workers), "N",
     "how many articles to tag at once (one a core)"},
    {'\0', "zones", TG_OPT_CHOICE, offsetof(tg_setup, zones), "rules|off",
     "find the article in the page, or take all as body (rules)"},
    {'\0', "types", TG_OPT_TEXT, offsetof(tg_setup, types), "TYPE,...",
     "report only these: person, organization, party, country, location"},
    {'\0', "min-score", TG_OPT_SHARE, offsetof(tg_setup, min_score), "0..1",
     "drop names that are less sure (0)"},
    {'\0', "topics", TG_OPT_CHOICE, offsetof(tg_setup, topics), "all|top|off",
     "which topics to report (all)"},
    {'\0', "min-topic-score", TG_OPT_SHARE, offsetof(tg_setup, min_topic_score), "0..1",
     "drop topics that are less sure (0)"},
    {'\0', "lists", TG_OPT_LIST, offsetof(tg_setup, lists), "DIR",
     "put the lists of a folder (names, patterns, topic terms, rules) on top of ours"},
    {'\0', "image", TG_OPT_TEXT, offsetof(tg_setup, image), "FILE",
     "compiled lists instead of the built-in ones"},
    {'\0', "weights", TG_OPT_TEXT, offsetof(tg_setup, weights), "FILE",
     "weights instead of the built-in ones"},
};

static bool type_of(const char *word, size_t n, unsigned *type)
{
    for (*type = 0; *type < TAGGER_N_TYPES; ++*type) {
        const char *name = tagger_type_name((tagger_type)*type);
        if (strlen(name) == n && memcmp(name, word, n) == 0) return true;
    }
    return false;
}

static tagger_status parse_types(const char *words, uint32_t *types, tagger_error *err)
{
    *types = 0;
    for (const char *p = words;;) {
        size_t n = strcspn(p, ",");
        unsigned type;
        if (!type_of(p, n, &type)) {
            return tg_fail(err, TAGGER_E_USAGE,
                           "--types: no type '%.*s'; there are person, organization, party, "
                           "country, location",
                           (int)n, p);
        }
        *types |= 1u << type;
        if (p[n] == '\0') return TAGGER_OK;
        p += n + 1;
    }
}

tagger_status tg_setup_engine(tagger_engine **out, const tg_setup *setup, uint64_t max_doc,
                              tagger_error *err)
{
    tagger_options options = TAGGER_OPTIONS_INIT;
    options.lists = setup->lists.at;
    options.n_lists = setup->lists.n;
    options.image = setup->image;
    options.weights = setup->weights;
    options.zones = (tagger_zones_mode)setup->zones;
    options.topics = (tagger_topics_mode)setup->topics;
    options.min_score = setup->min_score;
    options.min_topic_score = setup->min_topic_score;
    options.max_doc = max_doc;
    *out = NULL;
    if (setup->types != NULL) TG_TRY(parse_types(setup->types, &options.types, err));
    return tagger_engine_new(out, &options, err);
}
