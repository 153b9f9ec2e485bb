/* SPDX-License-Identifier: MIT
 *
 * format_plain.c — DOT and node-link JSON.
 */
#include "base/json.h"
#include "graph/format.h"
#include "graph/markup.h"

/* ---- DOT ----------------------------------------------------------------- */

static void dot_begin(tg_exporter *x, const tg_row *about)
{
    tg_export_word(x, "graph tagger {\n  graph [");
    for (uint32_t i = 0; i < about->n; i++) {
        if (about->value[i].kind == TG_VALUE_NULL) continue;
        tg_export_word(x, about->name[i]);
        tg_export_word(x, "=");
        tg_export_value(x, about->value[i], tg_markup_dot);
        tg_export_word(x, " ");
    }
    tg_export_word(x, "];\n  node [shape=box];\n");
}

static void dot_attribute(tg_exporter *x, const char *name, tg_value v)
{
    if (v.kind == TG_VALUE_NULL) return;
    tg_export_word(x, " ");
    tg_export_word(x, name);
    tg_export_word(x, "=");
    tg_export_value(x, v, tg_markup_dot);
}

static void dot_node(tg_exporter *x, const tg_row *row)
{
    tg_export_word(x, "  ");
    tg_export_value(x, row->value[0], tg_markup_dot);
    tg_export_word(x, " [");
    for (uint32_t i = 1; i < row->n; i++)
        dot_attribute(x, tg_node_attributes[i].name, row->value[i]);
    tg_export_word(x, " ];\n");
}

static void dot_edge(tg_exporter *x, const tg_row *row)
{
    tg_export_word(x, "  ");
    tg_export_value(x, row->value[0], tg_markup_dot);
    tg_export_word(x, " -- ");
    tg_export_value(x, row->value[1], tg_markup_dot);
    tg_export_word(x, " [");
    for (uint32_t i = TG_FIRST; i < row->n; i++)
        dot_attribute(x, tg_edge_attributes[i].name, row->value[i]);
    tg_export_word(x, " ];\n");
}

static void dot_end(tg_exporter *x)
{
    tg_export_word(x, "}\n");
}

const tg_format tg_format_dot = {
    .begin = dot_begin, .node = dot_node, .edge = dot_edge, .end = dot_end};

/* ---- JSON ---------------------------------------------------------------- */

static void json_members(tg_exporter *x, const tg_row *row, const tg_attribute *list)
{
    for (uint32_t i = 0; i < row->n; i++) {
        tg_export_word(x, i > 0 ? ",\"" : "\"");
        tg_export_word(x, list != NULL ? list[i].name : row->name[i]);
        tg_export_word(x, "\":");
        if (row->value[i].kind == TG_VALUE_NULL) tg_export_word(x, "null");
        tg_export_value(x, row->value[i], tg_json_put);
    }
}

static void json_begin(tg_exporter *x, const tg_row *about)
{
    tg_export_word(x, "{\"directed\":false,\"multigraph\":false,\"graph\":{");
    json_members(x, about, NULL);
    tg_export_word(x, "},\n\"nodes\":[");
}

static void json_node(tg_exporter *x, const tg_row *row)
{
    tg_export_word(x, x->n > 0 ? ",\n{" : "\n{");
    json_members(x, row, tg_node_attributes);
    tg_export_word(x, "}");
}

static void json_between(tg_exporter *x)
{
    tg_export_word(x, "],\n\"edges\":[");
}

static void json_edge(tg_exporter *x, const tg_row *row)
{
    tg_export_word(x, x->n > 0 ? ",\n{" : "\n{");
    json_members(x, row, tg_edge_attributes);
    tg_export_word(x, "}");
}

static void json_end(tg_exporter *x)
{
    tg_export_word(x, "]}\n");
}

const tg_format tg_format_json = {.begin = json_begin,
                                  .node = json_node,
                                  .between = json_between,
                                  .edge = json_edge,
                                  .end = json_end};
