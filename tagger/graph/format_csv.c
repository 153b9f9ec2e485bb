/* SPDX-License-Identifier: MIT
 *
 * format_csv.c — the two tables of Gephi and those of neo4j-admin import.
 */
#include "graph/format.h"
#include "graph/markup.h"

static void csv_row(tg_exporter *x, const tg_row *row)
{
    for (uint32_t i = 0; i < row->n; i++) {
        if (i > 0) tg_export_word(x, ",");
        tg_export_value(x, row->value[i], tg_markup_csv);
    }
    tg_export_word(x, "\n");
}

/** Both tools want a word of their own in the third column, the same for every link. */
static void marked_row(tg_exporter *x, const tg_row *row, const char *mark)
{
    for (uint32_t i = 0; i < row->n; i++) {
        if (i > 0) tg_export_word(x, ",");
        if (i == TG_FIRST) {
            tg_export_word(x, mark);
            tg_export_word(x, ",");
        }
        tg_export_value(x, row->value[i], tg_markup_csv);
    }
    tg_export_word(x, "\n");
}

/* ---- Gephi --------------------------------------------------------------- */

static void nodes_head(tg_exporter *x, const tg_row *about)
{
    (void)about;
    tg_export_word(x, "Id,Label,type,subtype,country,wikidata,stories,mentions,start,end\n");
}

const tg_format tg_format_nodes_csv = {.begin = nodes_head, .node = csv_row};

static void edges_head(tg_exporter *x, const tg_row *about)
{
    (void)about;
    tg_export_word(x, "Source,Target,Type,Weight,stories,documents,sentences,closeness,g2,npmi,"
                      "alpha,start,end,sentence,uri\n");
}

static void edge_row(tg_exporter *x, const tg_row *row)
{
    marked_row(x, row, "Undirected");
}

const tg_format tg_format_edges_csv = {.begin = edges_head, .edge = edge_row};

/* ---- Neo4j --------------------------------------------------------------- */

static void neo4j_nodes_head(tg_exporter *x, const tg_row *about)
{
    (void)about;
    tg_export_word(x, ":ID,name,:LABEL,subtype,country,wikidata,stories:int,mentions:int,"
                      "start:date,end:date\n");
}

/** Labels begin with a capital there. */
static void neo4j_node(tg_exporter *x, const tg_row *row)
{
    for (uint32_t i = 0; i < row->n; i++) {
        if (i > 0) tg_export_word(x, ",");
        size_t at = x->buf.n;
        tg_export_value(x, row->value[i], tg_markup_csv);
        if (i != TG_FIRST || x->buf.oom || x->buf.n == at) continue;
        x->buf.p[at] = (char)(x->buf.p[at] & ~0x20);
    }
    tg_export_word(x, "\n");
}

const tg_format tg_format_neo4j_nodes = {.begin = neo4j_nodes_head, .node = neo4j_node};

static void neo4j_links_head(tg_exporter *x, const tg_row *about)
{
    (void)about;
    tg_export_word(x,
                   ":START_ID,:END_ID,:TYPE,weight:double,stories:int,documents:int,"
                   "sentences:int,closeness:double,g2:double,npmi:double,alpha:double,start:date,"
                   "end:date,sentence,uri\n");
}

static void neo4j_link(tg_exporter *x, const tg_row *row)
{
    marked_row(x, row, "NAMED_WITH");
}

const tg_format tg_format_neo4j_links = {.begin = neo4j_links_head, .edge = neo4j_link};
