/* SPDX-License-Identifier: MIT
 *
 * network.c — the picture of the strongest links, and the same links as a list with their
 * sentences.
 */
#include <math.h>

#include "base/mem.h"
#include "base/status.h"
#include "graph/markup.h"
#include "graph/pages.h"
#include "site/build.h"
#include "site/layout.h"

enum { LINKS = 150, WIDTH = 1000, HEIGHT = 720, MARGIN = 60, LETTER = 6, LINE = 13, LARGE = 9 };

typedef struct node {
    tg_str key;
    tg_str name;
    tg_str type;
    int64_t stories;
    double radius;
    bool above;    /* the label stands above the node, not below */
    bool labelled; /* before one looks closer */
} node;

typedef struct link {
    tg_layout_edge ends;
    int64_t stories;
    bool tested;
} link;

typedef struct network {
    tg_site *site;
    TG_VEC(node) nodes;
    TG_VEC(link) links;
    tg_layout_point *at; /* [nodes.n] */
} network;

/* ---- reading ------------------------------------------------------------------------------- */

/** The index of the node that a row has from this column on: key, name, type, stories. */
static uint32_t node_at(network *net, const tg_value *v)
{
    for (uint32_t i = 0; i < net->nodes.n; i++) {
        if (tg_str_eq(net->nodes.at[i].key, v[0].s)) return i;
    }
    node new = {.key = tg_site_keep(net->site, v[0].s),
                .name = tg_site_keep(net->site, v[1].s),
                .type = tg_site_keep(net->site, v[2].s),
                .stories = v[3].i};
    if (!tg_vec_push(&net->nodes, new)) net->site->oom = true;
    return (uint32_t)net->nodes.n - 1;
}

enum { SECOND = 4, WEIGHT = 8, STORIES = 9, TESTED = 10, SENTENCE = 11, ARTICLE = 12 };

/** A row of tg_pages_links(). */
static bool add_link(void *context, const tg_row *row)
{
    network *net = context;
    const tg_value *v = row->value;
    uint32_t a = node_at(net, v);
    uint32_t b = net->site->oom ? a : node_at(net, v + SECOND);
    double weight = v[WEIGHT].r > 0 ? v[WEIGHT].r : 1e-6;
    link new = {.ends = {a, b, weight}, .stories = v[STORIES].i, .tested = v[TESTED].i != 0};
    if (!tg_vec_push(&net->links, new)) net->site->oom = true;
    return !net->site->oom && !net->site->arena.oom;
}

/* ---- placing ----------------------------------------------------------------------------------- */

typedef struct box {
    double left, top, right, bottom;
} box;

static box label_box(const network *net, uint32_t i)
{
    const node *n = &net->nodes.at[i];
    double x = net->at[i].x;
    double y = n->above ? net->at[i].y - n->radius - LINE : net->at[i].y + n->radius;
    size_t letters = 0;
    for (size_t k = 0; k < n->name.n; k++) letters += ((unsigned char)n->name.p[k] & 0xc0) != 0x80;
    double half = (double)letters * LETTER / 2;
    return (box){x - half, y, x + half, y + LINE};
}

static bool overlap(box a, box b)
{
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

static box circle_box(const network *net, uint32_t i)
{
    double r = net->nodes.at[i].radius;
    return (box){net->at[i].x - r, net->at[i].y - r, net->at[i].x + r, net->at[i].y + r};
}

/** Is there room for the label of node i, beside the nodes and the labels so far? */
static bool has_room(const network *net, uint32_t i)
{
    box mine = label_box(net, i);
    for (uint32_t j = 0; j < net->nodes.n; j++) {
        if (j == i) continue;
        if (overlap(mine, circle_box(net, j))) return false;
        if (net->nodes.at[j].labelled && overlap(mine, label_box(net, j))) return false;
    }
    return true;
}

/** Below, else above, else none, unless it is a large one. */
static void choose_label(network *net, uint32_t i)
{
    node *n = &net->nodes.at[i];
    n->labelled = has_room(net, i);
    if (n->labelled) return;
    n->above = true;
    n->labelled = has_room(net, i);
    n->above = n->labelled;
    if (n->radius >= LARGE) n->labelled = true;
}

/** The node in most stories first, as long as no label stands on another. */
static void choose_labels(network *net)
{
    int64_t most = INT64_MAX;
    while (most > 0) {
        int64_t next = 0;
        for (uint32_t i = 0; i < net->nodes.n; i++) {
            const node *n = &net->nodes.at[i];
            if (n->stories == most) choose_label(net, i);
            if (n->stories < most && n->stories > next) next = n->stories;
        }
        most = next;
    }
}

static double root_of(double v, double most)
{
    return most > 0 ? sqrt(v / most) : 0;
}

static bool place(network *net)
{
    size_t n = net->nodes.n;
    size_t n_links = net->links.n;
    tg_layout_edge *edges = tg_mem_alloc((n_links + 1) * sizeof *edges);
    net->at = tg_mem_alloc((n + 1) * sizeof *net->at);
    bool ok = edges != NULL && net->at != NULL;
    for (size_t i = 0; i < n_links && ok; i++) edges[i] = net->links.at[i].ends;
    ok = ok && tg_layout(net->at, (uint32_t)n, edges, (uint32_t)n_links,
                         (tg_layout_box){WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN});
    tg_mem_free(edges);
    if (!ok) return false;

    int64_t most = 0;
    for (size_t i = 0; i < n; i++) {
        if (net->nodes.at[i].stories > most) most = net->nodes.at[i].stories;
    }
    for (size_t i = 0; i < n; i++) {
        net->at[i].x += MARGIN;
        net->at[i].y += MARGIN;
        net->nodes.at[i].radius =
            3.5 + 10 * root_of((double)net->nodes.at[i].stories, (double)most);
    }
    choose_labels(net);
    return true;
}

/* ---- the picture ---------------------------------------------------------------------------- */

static void put_fixed(tg_buf *out, const char *before, double v)
{
    tg_buf_word(out, before);
    tg_buf_fixed(out, v, 1);
    tg_buf_char(out, '"');
}

static void put_line(tg_buf *out, const network *net, const link *l, double strongest)
{
    const tg_layout_point *a = &net->at[l->ends.a];
    const tg_layout_point *b = &net->at[l->ends.b];
    tg_buf_word(out, l->tested ? "<line" : "<line class=\"weak\"");
    tg_buf_word(out, " data-a=\"");
    tg_buf_uint(out, l->ends.a);
    tg_buf_word(out, "\" data-b=\"");
    tg_buf_uint(out, l->ends.b);
    tg_buf_char(out, '"');
    put_fixed(out, " x1=\"", a->x);
    put_fixed(out, " y1=\"", a->y);
    put_fixed(out, " x2=\"", b->x);
    put_fixed(out, " y2=\"", b->y);
    put_fixed(out, " stroke-width=\"", 0.8 + 3.2 * root_of(l->ends.weight, strongest));
    tg_buf_word(out, "/>\n");
}

static void put_node(tg_buf *out, const network *net, uint32_t i)
{
    const node *n = &net->nodes.at[i];
    const tg_site_thing *page = tg_site_entity(net->site, n->key);
    tg_buf_word(out, page != NULL ? "<a href=\"" : "<g");
    if (page != NULL) tg_buf_word(out, page->file);
    if (page != NULL) tg_buf_char(out, '"');
    tg_buf_word(out, " data-n=\"");
    tg_buf_uint(out, i);
    tg_buf_word(out, "\" class=\"node ");
    tg_buf_word(out, tg_html_type(n->type));
    tg_buf_word(out, n->labelled ? "\">" : " small\">");
    tg_buf_word(out, "<title>");
    tg_markup_xml(out, n->name);
    tg_buf_word(out, ", ");
    tg_html_count(out, n->stories, "story", "stories");
    tg_buf_word(out, "</title>");
    put_fixed(out, "<circle cx=\"", net->at[i].x);
    put_fixed(out, " cy=\"", net->at[i].y);
    put_fixed(out, " r=\"", n->radius);
    tg_buf_word(out, "/>");
    put_fixed(out, "<text x=\"", net->at[i].x);
    put_fixed(out, " y=\"", label_box(net, i).bottom - 2);
    tg_buf_char(out, '>');
    tg_markup_xml(out, n->name);
    tg_buf_word(out, page != NULL ? "</text></a>\n" : "</text></g>\n");
}

static void put_picture(network *net)
{
    tg_buf *out = &net->site->page;
    double strongest = 0;
    for (size_t i = 0; i < net->links.n; i++) {
        if (net->links.at[i].ends.weight > strongest) strongest = net->links.at[i].ends.weight;
    }
    tg_buf_word(out, "<figure class=\"network\">\n<div class=\"buttons\" hidden>"
                     "<button type=\"button\" data-zoom=\"in\" aria-label=\"Closer\">+</button>"
                     "<button type=\"button\" data-zoom=\"out\" aria-label=\"Further\">−</button>"
                     "<button type=\"button\" data-zoom=\"all\">All</button></div>\n"
                     "<svg id=\"network\" viewBox=\"0 0 ");
    tg_buf_uint(out, WIDTH);
    tg_buf_char(out, ' ');
    tg_buf_uint(out, HEIGHT);
    tg_buf_word(out, "\" role=\"group\" aria-label=\"Network of the strongest links; the list "
                     "below says the same\">\n<g class=\"lines\">\n");
    for (size_t i = 0; i < net->links.n; i++) put_line(out, net, &net->links.at[i], strongest);
    tg_buf_word(out, "</g>\n");
    for (uint32_t i = 0; i < net->nodes.n; i++) put_node(out, net, i);
    tg_buf_word(out, "</svg>\n<figcaption class=\"dim\"><span class=\"legend\">");
    for (int i = 0; i < TAGGER_N_TYPES; i++) {
        const char *type = tagger_type_name((tagger_type)i);
        tg_buf_word(out, "<span class=\"name ");
        tg_buf_word(out, type);
        tg_buf_word(out, "\">");
        tg_buf_word(out, type);
        tg_buf_word(out, "</span> ");
    }
    tg_buf_word(out,
                "</span>Larger: in more stories. Thicker: a stronger link. Dashed: not tested, "
                "it rests on one story or may be chance. Drag to move, turn the wheel to come "
                "closer.</figcaption>\n</figure>\n");
}

/** A row of tg_pages_links(). */
static bool put_row(void *context, const tg_row *row)
{
    network *net = context;
    tg_buf *out = &net->site->page;
    const tg_value *v = row->value;
    tg_buf_word(out, "<li>");
    tg_site_put_entity(net->site, "", v[0].s, v[1].s, v[2].s);
    tg_buf_word(out, " – ");
    tg_site_put_entity(net->site, "", v[SECOND].s, v[SECOND + 1].s, v[SECOND + 2].s);
    tg_buf_word(out, " <span class=\"dim\">");
    tg_html_count(out, v[STORIES].i, "story", "stories");
    if (v[TESTED].i == 0) tg_buf_word(out, ", not tested");
    tg_buf_word(out, "</span>");
    tg_site_put_proof(net->site, "", &v[SENTENCE], &v[ARTICLE]);
    tg_buf_word(out, "</li>\n");
    return !out->oom;
}

static tagger_status put_page(network *net, tagger_error *err)
{
    tg_site *site = net->site;
    tg_buf *out = &site->page;
    TG_TRY(tg_pages_links(site->store, LINKS, (tg_rows){add_link, net}, err));
    if (!site->oom && !place(net)) site->oom = true;
    tg_html_begin(out,
                  &(tg_html_page){.root = "", .here = "network.html", .title = TG_LIT("Network")});
    tg_buf_word(out, "<h1>Network</h1>\n");
    if (net->links.n == 0) {
        tg_buf_word(out, "<p>No two are named near each other.</p>\n");
    } else if (!site->oom) {
        put_picture(net);
        tg_buf_word(out, "<h2>The links, strongest first</h2>\n<ol class=\"links\">\n");
        TG_TRY(tg_pages_links(site->store, LINKS, (tg_rows){put_row, net}, err));
        tg_buf_word(out, "</ol>\n<script src=\"site.js\"></script>\n");
    }
    tg_html_end(out);
    return tg_site_flush(site, "network.html", err);
}

tagger_status tg_site_network(tg_site *site, tagger_error *err)
{
    network net = {.site = site};
    tagger_status status = put_page(&net, err);
    tg_vec_dispose(&net.nodes);
    tg_vec_dispose(&net.links);
    tg_mem_free(net.at);
    return status;
}
