/* SPDX-License-Identifier: MIT
 *
 * export.h — the graph for other tools.
 */
#pragma once

#include "graph/store.h"

typedef enum tg_export_format {
    TG_EXPORT_GEXF,      /* Gephi; GEXF 1.3 */
    TG_EXPORT_GRAPHML,   /* NetworkX, yEd, igraph */
    TG_EXPORT_DOT,       /* Graphviz */
    TG_EXPORT_NODES_CSV, /* Gephi's node table */
    TG_EXPORT_EDGES_CSV, /* Gephi's edge table */
    TG_EXPORT_JSON,      /* node-link, NetworkX and d3 */
    TG_EXPORT_FTM,       /* FollowTheMoney, an entity a line: Aleph */
    TG_EXPORT_NEO4J_NODES,
    TG_EXPORT_NEO4J_LINKS, /* the two tables of neo4j-admin import */
    TG_N_EXPORTS
} tg_export_format;

/** Which links, and which of their ends. Start from TG_EXPORT_INIT. */
typedef struct tg_export_options {
    tg_export_format format;
    uint32_t min_stories;
    double min_g2;
    double backbone;  /* alpha below this; 0 = off */
    const char *type; /* both ends of this type, or NULL */
    tg_str since;     /* links seen last on or after this date or part of one, or absent */
    tg_str until;     /* links seen first on or before this date or part of one, or absent */
    bool countries;   /* links between two countries, too */
    bool dynamic;     /* GEXF: when nodes and links begin and end */
    int64_t ego;      /* only links among this entity and its neighbours; 0 = all */
} tg_export_options;

#define TG_EXPORT_INIT ((tg_export_options){.min_stories = 2, .min_g2 = 10.83})

/** Receives bytes; return false to stop (the export then ends without an error). */
typedef bool tg_export_fn(void *context, tg_str bytes);

/** Write the nodes that have a link, and the links. Every format says what the weight is, the
 *  window, the dates, the filter and the lists, where it has a place for it. */
TAGGER_MUST_CHECK tagger_status tg_export(tg_store *store, const tg_export_options *options,
                                          tg_export_fn *write, void *context, tagger_error *err);

/** How many links the last export of this store chose. */
TAGGER_MUST_CHECK tagger_status tg_export_count(uint64_t *n, tg_store *store, tagger_error *err);

/** The format of a name: "gexf", "graphml", "dot", "nodes.csv", "edges.csv", "json", "ftm",
 *  "neo4j-nodes.csv", "neo4j-links.csv". @return false for another name. */
bool tg_export_format_named(tg_export_format *out, tg_str name);
