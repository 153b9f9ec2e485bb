/* SPDX-License-Identifier: MIT
 *
 * format.h — how one export format writes a row; inside graph/ only.
 */
#pragma once

#include "base/buf.h"
#include "graph/export.h"
#include "graph/value.h"

typedef enum tg_attribute_kind {
    TG_ATTRIBUTE_STRING,
    TG_ATTRIBUTE_INTEGER,
    TG_ATTRIBUTE_DOUBLE,
    TG_ATTRIBUTE_DATE
} tg_attribute_kind;

typedef struct tg_attribute {
    const char *name;
    tg_attribute_kind kind;
} tg_attribute;

enum {
    TG_N_NODE = 10,
    TG_N_EDGE = 14,
    TG_FIRST = 2 /* the columns before are structure: id and label, source and target */
};

/* In the order of the columns of the rows. */
extern const tg_attribute tg_node_attributes[TG_N_NODE];
extern const tg_attribute tg_edge_attributes[TG_N_EDGE];

typedef struct tg_exporter {
    tg_buf buf;
    uint64_t n; /* rows of this kind before this one */
    bool dynamic;
} tg_exporter;

/** What a format does at each step of the walk; NULL = nothing. */
typedef struct tg_format {
    void (*begin)(tg_exporter *x, const tg_row *about);
    void (*node)(tg_exporter *x, const tg_row *row);
    void (*between)(tg_exporter *x);
    void (*edge)(tg_exporter *x, const tg_row *row);
    void (*fact)(tg_exporter *x, const tg_row *row); /* a stated relation between two nodes */
    void (*end)(tg_exporter *x);
} tg_format;

extern const tg_format tg_format_gexf;
extern const tg_format tg_format_graphml;
extern const tg_format tg_format_dot;
extern const tg_format tg_format_nodes_csv;
extern const tg_format tg_format_edges_csv;
extern const tg_format tg_format_json;
extern const tg_format tg_format_ftm;
extern const tg_format tg_format_neo4j_nodes;
extern const tg_format tg_format_neo4j_links;

typedef void tg_escape(tg_buf *out, tg_str text);

void tg_export_word(tg_exporter *x, const char *word);

/** A number, or text through `escape`; nothing for NULL. */
void tg_export_value(tg_exporter *x, tg_value v, tg_escape *escape);
