/* SPDX-License-Identifier: MIT
 *
 * query.h — the questions. Every answer is rows, and every tie comes with its sentence.
 *
 * Entities are row ids from tg_names_find(). Rows come best first and in the
 * same order for the same database, however it was filled.
 */
#pragma once

#include "graph/store.h"
#include "graph/value.h"

/** What to leave out. Zero-initialised: nothing. */
typedef struct tg_filter {
    const char *type; /* of the others: "person", … or NULL */
    const char *by;   /* "weight", "closeness", "g2" or "stories"; NULL is "weight" */
    tg_str since;     /* dates, inclusive; a part ("2021-07") will do */
    tg_str until;
    tg_str topic;   /* code, "scheme:code" or name, with all below it */
    uint32_t limit; /* rows; 0 is 20 */
} tg_filter;

/** The card of one entity: name, type, subtype, country, wikidata, key, known, stories, documents,
 *  mentions, first_date, last_date, aliases, roles, ignored. */
TAGGER_MUST_CHECK tagger_status tg_query_find(tg_store *store, int64_t entity, tg_rows to,
                                              tagger_error *err);

/**
 * Who is named near: name, type, weight, tested, stories, documents, closeness, g2, npmi,
 * first_date, last_date, sentence, date, title, uri, key.
 *
 * `tested` is "no" where one story is all there is. Other countries are left
 * out beside a country, unless asked for by type. With since, until or topic
 * everything is counted anew in that slice, for the 60 nearest.
 */
TAGGER_MUST_CHECK tagger_status tg_query_related(tg_store *store, int64_t entity,
                                                 const tg_filter *filter, tg_rows to,
                                                 tagger_error *err);

/** Where two are named near each other, one row a story, newest first: date, title, source, uri,
 *  zone, gap, copies, sentence. */
TAGGER_MUST_CHECK tagger_status tg_query_evidence(tg_store *store, int64_t a, int64_t b,
                                                  const tg_filter *filter, tg_rows to,
                                                  tagger_error *err);

/** Stories a month, of one entity or (b > 0) of two near each other: month, stories, per_1000 of
 *  all stories of that month. */
TAGGER_MUST_CHECK tagger_status tg_query_timeline(tg_store *store, int64_t a, int64_t b,
                                                  const tg_filter *filter, tg_rows to,
                                                  tagger_error *err);

/** Documents with all these words ("…" = phrase): date, title, uri, snippet. */
TAGGER_MUST_CHECK tagger_status tg_query_search(tg_store *store, tg_str words,
                                                const tg_filter *filter, tg_rows to,
                                                tagger_error *err);

/** Who is named most in the 500 best of those documents: name, type, stories. */
TAGGER_MUST_CHECK tagger_status tg_query_facets(tg_store *store, tg_str words,
                                                const tg_filter *filter, tg_rows to,
                                                tagger_error *err);

/** Facts with this entity on either side, or all (0): subject, predicate, object (a role that is
 *  no entity, else the entity), value (the role beside an entity), score, date, title, uri,
 *  sentence. */
TAGGER_MUST_CHECK tagger_status tg_query_relations(tg_store *store, int64_t entity,
                                                   const tg_filter *filter, tg_rows to,
                                                   tagger_error *err);

/** What somebody said, or all (0): speaker, cue, kind, quote, date, title, uri. */
TAGGER_MUST_CHECK tagger_status tg_query_quotes(tg_store *store, int64_t entity,
                                                const tg_filter *filter, tg_rows to,
                                                tagger_error *err);

/** Who is in most stories: name, type, stories, documents, mentions, first_date, last_date, key.
 *  filter->by is "stories", "documents" or "mentions". */
TAGGER_MUST_CHECK tagger_status tg_query_top(tg_store *store, const tg_filter *filter, tg_rows to,
                                             tagger_error *err);

/** Is any document about this topic, or one below it? */
TAGGER_MUST_CHECK tagger_status tg_query_has_topic(bool *has, tg_store *store, tg_str topic,
                                                   tagger_error *err);

/** Nodes and edges for the eye: how many documents, stories, entities, links, tested links, and
 *  whether the links are up to date (linked). One row. */
TAGGER_MUST_CHECK tagger_status tg_query_totals(tg_store *store, tg_rows to, tagger_error *err);
