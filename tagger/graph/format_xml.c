/* SPDX-License-Identifier: MIT
 *
 * format_xml.c — GEXF 1.3 and GraphML.
 */
#include "graph/format.h"

#include "graph/markup.h"

/* ---- GEXF 1.3 ------------------------------------------------------------ */

static void gexf_attributes(tg_exporter *x, const char *class, const tg_attribute *list, uint32_t n)
{
    static const char *const types[] = {"string", "integer", "double", "string"};
    tg_export_word(x, "  <attributes class=\"");
    tg_export_word(x, class);
    tg_export_word(x, "\">\n");
    for (uint32_t i = TG_FIRST; i < n; i++) {
        if (list[i].kind == TG_ATTRIBUTE_DATE || strcmp(list[i].name, "weight") == 0) continue;
        tg_export_word(x, "   <attribute id=\"");
        tg_export_word(x, list[i].name);
        tg_export_word(x, "\" title=\"");
        tg_export_word(x, list[i].name);
        tg_export_word(x, "\" type=\"");
        tg_export_word(x, types[list[i].kind]);
        tg_export_word(x, "\"/>\n");
    }
    tg_export_word(x, "  </attributes>\n");
}

static void gexf_begin(tg_exporter *x, const tg_row *about)
{
    tg_export_word(x, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n <meta>\n"
                      "  <creator>tagger " TAGGER_VERSION "</creator>\n  <description>");
    for (uint32_t i = 0; i < about->n; i++) {
        if (i > 0) tg_export_word(x, "; ");
        tg_export_word(x, about->name[i]);
        tg_export_word(x, ": ");
        tg_export_value(x, about->value[i], tg_markup_xml);
    }
    tg_export_word(x, "</description>\n </meta>\n <graph defaultedgetype=\"undirected\"");
    tg_export_word(x,
                   x->dynamic ? " mode=\"dynamic\" timeformat=\"date\">\n" : " mode=\"static\">\n");
    gexf_attributes(x, "node", tg_node_attributes, TG_N_NODE);
    gexf_attributes(x, "edge", tg_edge_attributes, TG_N_EDGE);
    tg_export_word(x, "  <nodes>\n");
}

static void gexf_dates(tg_exporter *x, const tg_row *row, const tg_attribute *list)
{
    for (uint32_t i = TG_FIRST; i < row->n && x->dynamic; i++) {
        if (list[i].kind != TG_ATTRIBUTE_DATE || row->value[i].kind != TG_VALUE_TEXT) continue;
        tg_export_word(x, " ");
        tg_export_word(x, list[i].name);
        tg_export_word(x, "=\"");
        tg_export_value(x, row->value[i], tg_markup_xml);
        tg_export_word(x, "\"");
    }
}

static void gexf_values(tg_exporter *x, const tg_row *row, const tg_attribute *list)
{
    tg_export_word(x, "<attvalues>");
    for (uint32_t i = TG_FIRST; i < row->n; i++) {
        if (list[i].kind == TG_ATTRIBUTE_DATE || strcmp(list[i].name, "weight") == 0) continue;
        if (row->value[i].kind == TG_VALUE_NULL) continue;
        tg_export_word(x, "<attvalue for=\"");
        tg_export_word(x, list[i].name);
        tg_export_word(x, "\" value=\"");
        tg_export_value(x, row->value[i], tg_markup_xml);
        tg_export_word(x, "\"/>");
    }
    tg_export_word(x, "</attvalues>");
}

static void gexf_node(tg_exporter *x, const tg_row *row)
{
    tg_export_word(x, "   <node id=\"");
    tg_export_value(x, row->value[0], tg_markup_xml);
    tg_export_word(x, "\" label=\"");
    tg_export_value(x, row->value[1], tg_markup_xml);
    tg_export_word(x, "\"");
    gexf_dates(x, row, tg_node_attributes);
    tg_export_word(x, ">");
    gexf_values(x, row, tg_node_attributes);
    tg_export_word(x, "</node>\n");
}

static void gexf_between(tg_exporter *x)
{
    tg_export_word(x, "  </nodes>\n  <edges>\n");
}

static void gexf_edge(tg_exporter *x, const tg_row *row)
{
    tg_export_word(x, "   <edge id=\"");
    tg_buf_uint(&x->buf, x->n);
    tg_export_word(x, "\" source=\"");
    tg_export_value(x, row->value[0], tg_markup_xml);
    tg_export_word(x, "\" target=\"");
    tg_export_value(x, row->value[1], tg_markup_xml);
    tg_export_word(x, "\" weight=\"");
    tg_export_value(x, row->value[2], tg_markup_xml);
    tg_export_word(x, "\"");
    gexf_dates(x, row, tg_edge_attributes);
    tg_export_word(x, ">");
    gexf_values(x, row, tg_edge_attributes);
    tg_export_word(x, "</edge>\n");
}

static void gexf_end(tg_exporter *x)
{
    tg_export_word(x, "  </edges>\n </graph>\n</gexf>\n");
}

const tg_format tg_format_gexf = {
    .begin = gexf_begin,
    .node = gexf_node,
    .between = gexf_between,
    .edge = gexf_edge,
    .end = gexf_end,
};

/* ---- GraphML ------------------------------------------------------------- */

static void graphml_keys(tg_exporter *x, const char *class, const tg_attribute *list, uint32_t n)
{
    static const char *const types[] = {"string", "int", "double", "string"};
    for (uint32_t i = 1 + (list == tg_edge_attributes); i < n; i++) {
        tg_export_word(x, " <key id=\"");
        tg_export_word(x, class);
        tg_export_word(x, "-");
        tg_export_word(x, list[i].name);
        tg_export_word(x, "\" for=\"");
        tg_export_word(x, class);
        tg_export_word(x, "\" attr.name=\"");
        tg_export_word(x, list[i].name);
        tg_export_word(x, "\" attr.type=\"");
        tg_export_word(x, types[list[i].kind]);
        tg_export_word(x, "\"/>\n");
    }
}

static void graphml_data(tg_exporter *x, const char *class, const char *name, tg_value v)
{
    if (v.kind == TG_VALUE_NULL) return;
    tg_export_word(x, "<data key=\"");
    tg_export_word(x, class);
    tg_export_word(x, "-");
    tg_export_word(x, name);
    tg_export_word(x, "\">");
    tg_export_value(x, v, tg_markup_xml);
    tg_export_word(x, "</data>");
}

static void graphml_begin(tg_exporter *x, const tg_row *about)
{
    tg_export_word(x, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
                      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation="
                      "\"http://graphml.graphdrawing.org/xmlns "
                      "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
    for (uint32_t i = 0; i < about->n; i++) {
        tg_export_word(x, " <key id=\"graph-");
        tg_export_word(x, about->name[i]);
        tg_export_word(x, "\" for=\"graph\" attr.name=\"");
        tg_export_word(x, about->name[i]);
        tg_export_word(x, "\" attr.type=\"string\"/>\n");
    }
    tg_export_word(x, " <key id=\"node-key\" for=\"node\" attr.name=\"key\" "
                      "attr.type=\"string\"/>\n");
    graphml_keys(x, "node", tg_node_attributes, TG_N_NODE);
    graphml_keys(x, "edge", tg_edge_attributes, TG_N_EDGE);
    tg_export_word(x, " <graph edgedefault=\"undirected\">\n  ");
    for (uint32_t i = 0; i < about->n; i++)
        graphml_data(x, "graph", about->name[i], about->value[i]);
    tg_export_word(x, "\n");
}

static void graphml_node(tg_exporter *x, const tg_row *row)
{
    tg_export_word(x, "  <node id=\"");
    tg_export_value(x, row->value[0], tg_markup_token);
    tg_export_word(x, "\">");
    graphml_data(x, "node", "key", row->value[0]);
    for (uint32_t i = 1; i < row->n; i++)
        graphml_data(x, "node", tg_node_attributes[i].name, row->value[i]);
    tg_export_word(x, "</node>\n");
}

static void graphml_edge(tg_exporter *x, const tg_row *row)
{
    tg_export_word(x, "  <edge source=\"");
    tg_export_value(x, row->value[0], tg_markup_token);
    tg_export_word(x, "\" target=\"");
    tg_export_value(x, row->value[1], tg_markup_token);
    tg_export_word(x, "\">");
    for (uint32_t i = TG_FIRST; i < row->n; i++)
        graphml_data(x, "edge", tg_edge_attributes[i].name, row->value[i]);
    tg_export_word(x, "</edge>\n");
}

static void graphml_end(tg_exporter *x)
{
    tg_export_word(x, " </graph>\n</graphml>\n");
}

const tg_format tg_format_graphml = {
    .begin = graphml_begin,
    .node = graphml_node,
    .edge = graphml_edge,
    .end = graphml_end,
};
