/* SPDX-License-Identifier: MIT
 *
 * links.h — sums to links: the measures, and the rows of `links`; inside graph/ only.
 */
#pragma once

#include "graph/sums.h"

/** SQL that makes the indices of links. */
#define TG_LINKS_INDEX                                                                             \
    "CREATE INDEX sums_b ON sums(b);"                                                              \
    "CREATE INDEX sums_tested ON sums(a, b, stories, closeness) WHERE stories >= 2;"
#define TG_LINKS_INDEX_SURE "CREATE INDEX measures_sure ON measures(b, a, weight) WHERE g2 >= 10.83"

typedef struct tg_links {
    tg_corpus *corpus;
    sqlite3_stmt *get;
    sqlite3_stmt *put;
    sqlite3_stmt *drop;
    int64_t n_edges; /* in the view `edges`; after tg_links_refresh() */
} tg_links;

TAGGER_MUST_CHECK tagger_status tg_links_init(tg_links *out, tg_corpus *corpus, tagger_error *err);
void tg_links_dispose(tg_links *links);

/** Count a sum in or out for what both ends are linked with. */
void tg_links_strengthen(const tg_links *links, const tg_sum *s, int times);

/** The sum that the row of a key was made of; no stories when there is no row. */
TAGGER_MUST_CHECK tagger_status tg_links_get(tg_sum *out, tg_links *links, uint64_t key,
                                             tagger_error *err);

/** Write the row of a sum, in place of one that is there. */
TAGGER_MUST_CHECK tagger_status tg_links_put(tg_links *links, const tg_sum *s, tagger_error *err);

TAGGER_MUST_CHECK tagger_status tg_links_drop(tg_links *links, uint64_t key, tagger_error *err);

/** Write down that links are up to date and what there is of them; forget what was not linked. */
TAGGER_MUST_CHECK tagger_status tg_links_tell(const tg_links *links, int64_t n_links,
                                              tagger_error *err);

/** SQL that calls unlisted entities by the name most used; `which` limits them, on the columns of
 *  aliases. */
#define TG_NAME_BEST(which)                                                                        \
    "UPDATE entities SET name = best.alias FROM (SELECT entity_id, alias, row_number() OVER "      \
    "(PARTITION BY entity_id ORDER BY kind <> 'name', sum(mentions) DESC, length(alias) DESC, "    \
    "alias DESC) AS place FROM aliases " which "GROUP BY entity_id, alias, kind) AS best "         \
    "WHERE best.entity_id = entities.id AND best.place = 1 AND entities.known = 0 "                \
    "AND entities.name <> best.alias"

/** Measure all links that are tested, once all of them and all entities are counted; count the
 *  edges. Time O(links of two stories and more). */
TAGGER_MUST_CHECK tagger_status tg_links_refresh(tg_links *links, tagger_error *err);
