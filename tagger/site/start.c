/* SPDX-License-Identifier: MIT
 *
 * start.c — the start page, and what its search box searches.
 */
#include "base/json.h"
#include "base/status.h"
#include "graph/pages.h"
#include "graph/query.h"
#include "site/build.h"

enum { A_TYPE = 12, TOPICS = 24, NEWEST = 12 };

/* ---- the index of the search box ------------------------------------------------------------ */

typedef struct search_index {
    tg_site *site;
    uint32_t n; /* articles */
} search_index;

/** ["name","what","file","other names"], */
static void begin_entry(tg_buf *out, tg_str name, const char *what)
{
    tg_buf_word(out, "[");
    tg_json_put_any(out, name);
    tg_buf_word(out, ",\"");
    tg_buf_word(out, what);
    tg_buf_word(out, "\",\"");
}

/** A row of tg_query_find(). */
static bool put_aliases(void *context, const tg_row *row)
{
    tg_buf *out = &((search_index *)context)->site->page;
    tg_json_put_any(out, row->value[12].s);
    return !out->oom;
}

/** A row of tg_pages_documents(). */
static bool put_title(void *context, const tg_row *row)
{
    search_index *index = context;
    tg_buf *out = &index->site->page;
    begin_entry(out, row->value[1].s.n > 0 ? row->value[1].s : row->value[0].s, "article");
    tg_site_put_place(index->site, index->n++);
    tg_buf_word(out, "\",");
    tg_json_put_any(out, row->value[2].s);
    tg_buf_word(out, "],\n");
    return !out->oom;
}

tagger_status tg_site_search(tg_site *site, tagger_error *err)
{
    tg_buf *out = &site->page;
    search_index index = {.site = site};
    tg_buf_word(out, "const taggerIndex = [\n");
    for (size_t i = 0; i < site->entities.n; i++) {
        const tg_site_thing *e = &site->entities.at[i];
        begin_entry(out, e->name, tg_html_type(e->type));
        tg_buf_word(out, e->file);
        tg_buf_word(out, "\",");
        TG_TRY(tg_query_find(site->store, e->id, (tg_rows){put_aliases, &index}, err));
        tg_buf_word(out, "],\n");
    }
    for (size_t i = 0; i < site->topics.n; i++) {
        const tg_site_thing *t = &site->topics.at[i];
        begin_entry(out, t->name, "topic");
        tg_buf_word(out, t->file);
        tg_buf_word(out, "\",\"\"],\n");
    }
    TG_TRY(tg_pages_documents(site->store, TG_SITE_SEARCHED, (tg_rows){put_title, &index}, err));
    tg_buf_word(out, "];\n");
    return tg_site_flush(site, "search.js", err);
}

/* ---- the start page --------------------------------------------------------------------------- */

static void put_number(tg_buf *out, const char *one, const char *many, int64_t n)
{
    if (n <= 0) return;
    tg_buf_word(out, "<li><b>");
    tg_buf_uint(out, (uint64_t)n);
    tg_buf_word(out, "</b> ");
    tg_buf_word(out, n == 1 ? one : many);
    tg_buf_word(out, "</li>\n");
}

/** A row of tg_pages_about(). */
static bool put_about(void *context, const tg_row *row)
{
    tg_buf *out = &((tg_site *)context)->page;
    const tg_value *v = row->value;
    tg_buf_word(out, "<ul class=\"numbers\">\n");
    put_number(out, "article", "articles", v[0].i);
    put_number(out, "story", "stories", v[1].i);
    put_number(out, "source", "sources", v[6].i);
    put_number(out, "name", "names", v[2].i);
    put_number(out, "tested link", "tested links", v[3].i);
    put_number(out, "statement", "statements", v[8].i);
    put_number(out, "quote", "quotes", v[7].i);
    tg_buf_word(out, "</ul>\n");
    if (v[4].s.n == 0) return true;
    tg_buf_word(out, "<p class=\"dim\">Articles from ");
    tg_html_text(out, v[4].s);
    tg_buf_word(out, " to ");
    tg_html_text(out, v[5].s);
    tg_buf_word(out, "</p>\n");
    return true;
}

static void put_search(tg_buf *out)
{
    tg_buf_word(out,
                "<form id=\"search\" role=\"search\" hidden>\n<label for=\"words\">Search names, "
                "topics and titles</label>\n<input id=\"words\" type=\"search\" "
                "autocomplete=\"off\" spellcheck=\"false\" aria-describedby=\"said\">\n"
                "<p id=\"said\" class=\"dim\" role=\"status\"></p>\n<ul id=\"found\"></ul>\n"
                "</form>\n");
}

static const struct {
    const char *type;
    const char *heading;
} types[] = {
    {"person", "People"},   {"organization", "Organizations"},
    {"party", "Parties"},   {"country", "Countries"},
    {"location", "Places"},
};

static void put_type(tg_site *site, const char *type, const char *heading)
{
    tg_buf *out = &site->page;
    uint32_t n = 0;
    for (size_t i = 0; i < site->entities.n && n < A_TYPE; i++) {
        const tg_site_thing *e = &site->entities.at[i];
        if (strcmp(tg_html_type(e->type), type) != 0) continue;
        if (n++ == 0) {
            tg_buf_word(out, "<section>\n<h2>");
            tg_buf_word(out, heading);
            tg_buf_word(out, "</h2>\n<ol>\n");
        }
        tg_buf_word(out, "<li>");
        tg_site_put_entity(site, "", e->key, e->name, e->type);
        tg_buf_word(out, " <span class=\"dim\">");
        tg_html_count(out, e->n, "story", "stories");
        tg_buf_word(out, "</span></li>\n");
    }
    if (n > 0) tg_buf_word(out, "</ol>\n</section>\n");
}

static void put_topics(tg_site *site)
{
    tg_buf *out = &site->page;
    if (site->topics.n == 0) return;
    tg_buf_word(out, "<h2><a href=\"topics.html\">Topics</a></h2>\n<ul class=\"topics\">\n");
    for (size_t i = 0; i < site->topics.n && i < TOPICS; i++) {
        tg_buf_word(out, "<li>");
        tg_site_put_topic(site, "", &site->topics.at[i]);
        tg_buf_word(out, " <span class=\"dim\">");
        tg_buf_uint(out, (uint64_t)site->topics.at[i].n);
        tg_buf_word(out, "</span></li>\n");
    }
    tg_buf_word(out, "</ul>\n");
}

tagger_status tg_site_start(tg_site *site, tagger_error *err)
{
    tg_buf *out = &site->page;
    tg_site_list newest = {.site = site, .root = ""};
    tg_html_begin(
        out, &(tg_html_page){.root = "", .here = "index.html", .title = TG_LIT("Who and what")});
    tg_buf_word(out, "<h1>Who and what is in these articles</h1>\n");
    TG_TRY(tg_pages_about(site->store, (tg_rows){put_about, site}, err));
    put_search(out);
    tg_buf_word(out, "<div class=\"columns\">\n");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        put_type(site, types[i].type, types[i].heading);
    tg_buf_word(out, "</div>\n");
    put_topics(site);
    tg_buf_word(out, "<h2><a href=\"documents.html\">Newest articles</a></h2>\n");
    TG_TRY(tg_pages_documents(site->store, NEWEST, (tg_rows){tg_site_put_row, &newest}, err));
    if (newest.n > 0) tg_buf_word(out, "</ul>\n");
    tg_buf_word(out, "<script src=\"search.js\"></script>\n<script src=\"site.js\"></script>\n");
    tg_html_end(out);
    return tg_site_flush(site, "index.html", err);
}
