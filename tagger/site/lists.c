/* SPDX-License-Identifier: MIT
 *
 * lists.c — the pages of topics and the list of all articles.
 */
#include "base/status.h"
#include "graph/pages.h"
#include "graph/query.h"
#include "site/build.h"

enum { TOP = 40, ARTICLES = 60 };

static void put_name(tg_site *site, const char *root, const tg_site_thing *topic)
{
    tg_buf *out = &site->page;
    tg_buf_word(out, "<li>");
    tg_site_put_topic(site, root, topic);
    tg_buf_word(out, " <span class=\"dim\">");
    tg_html_count(out, topic->n, "article", "articles");
    tg_buf_word(out, "</span></li>\n");
}

/** The topics right below one, or with an empty key those that have none above. @return how many. */
static uint32_t put_below(tg_site *site, const char *root, tg_str key)
{
    uint32_t n = 0;
    for (size_t i = 0; i < site->topics.n; i++) {
        const tg_site_thing *t = &site->topics.at[i];
        if (!tg_str_eq(t->type, key)) continue;
        if (n++ == 0) tg_buf_word(&site->page, "<ul class=\"topics\">\n");
        put_name(site, root, t);
    }
    if (n > 0) tg_buf_word(&site->page, "</ul>\n");
    return n;
}

/** A row of tg_query_top(). */
static bool put_entity(void *context, const tg_row *row)
{
    tg_site_list *list = context;
    tg_buf *out = &list->site->page;
    tg_buf_word(out, list->n++ == 0 ? "<h2>Named most</h2>\n<ul class=\"names\">\n<li>" : "<li>");
    tg_site_put_entity(list->site, list->root, row->value[7].s, row->value[0].s, row->value[1].s);
    tg_buf_word(out, " <span class=\"dim\">");
    tg_html_value(out, row->value[2]);
    tg_buf_word(out, "</span></li>\n");
    return !out->oom;
}

static tagger_status put_topic(tg_site *site, const tg_site_thing *topic, tagger_error *err)
{
    tg_buf *out = &site->page;
    const tg_site_thing *above = tg_site_topic(site, topic->type);
    tg_site_list names = {.site = site, .root = "../"};
    tg_site_list articles = {.site = site, .root = "../"};
    tg_html_begin(out, &(tg_html_page){.root = "../", .here = "topics.html", .title = topic->name});
    if (above != NULL) {
        tg_buf_word(out, "<p class=\"dim\">Part of ");
        tg_site_put_topic(site, "../", above);
        tg_buf_word(out, "</p>\n");
    }
    tg_buf_word(out, "<h1>");
    tg_html_text(out, topic->name);
    tg_buf_word(out, "</h1>\n<p class=\"dim\">");
    tg_html_count(out, topic->n, "article", "articles");
    tg_buf_word(out, "</p>\n");
    (void)put_below(site, "../", topic->key);
    TG_TRY(tg_query_top(site->store, &(tg_filter){.topic = topic->key, .limit = TOP},
                        (tg_rows){put_entity, &names}, err));
    if (names.n > 0) tg_buf_word(out, "</ul>\n");
    tg_buf_word(out, "<h2>Newest articles</h2>\n");
    TG_TRY(tg_pages_about_topic(site->store, topic->id, ARTICLES,
                                (tg_rows){tg_site_put_row, &articles}, err));
    if (articles.n > 0) tg_buf_word(out, "</ul>\n");
    tg_html_end(out);
    return tg_site_flush(site, topic->file, err);
}

tagger_status tg_site_topic_pages(tg_site *site, tagger_error *err)
{
    for (size_t i = 0; i < site->topics.n; i++) TG_TRY(put_topic(site, &site->topics.at[i], err));
    tg_html_begin(&site->page,
                  &(tg_html_page){.root = "", .here = "topics.html", .title = TG_LIT("Topics")});
    tg_buf_word(&site->page, "<h1>Topics</h1>\n");
    for (size_t i = 0; i < site->topics.n; i++) {
        const tg_site_thing *t = &site->topics.at[i];
        if (t->type.n > 0) continue;
        tg_buf_word(&site->page, "<h2>");
        tg_site_put_topic(site, "", t);
        tg_buf_word(&site->page, " <span class=\"dim\">");
        tg_html_count(&site->page, t->n, "article", "articles");
        tg_buf_word(&site->page, "</span></h2>\n");
        (void)put_below(site, "", t->key);
    }
    if (site->topics.n == 0) tg_buf_word(&site->page, "<p>No article has a topic.</p>\n");
    tg_html_end(&site->page);
    return tg_site_flush(site, "topics.html", err);
}

/* ---- all articles ------------------------------------------------------------------------ */

typedef struct article_list {
    tg_site *site;
    uint32_t n;
    tagger_status status; /* of what a row wrote */
    tagger_error *err;
} article_list;

static void put_page_link(tg_buf *out, uint32_t k, const char *rel, const char *words)
{
    char file[TG_HTML_FILE];
    tg_site_list_name(file, k);
    tg_buf_word(out, "<a rel=\"");
    tg_buf_word(out, rel);
    tg_buf_word(out, "\" href=\"");
    tg_buf_word(out, file);
    tg_buf_word(out, "\">");
    tg_buf_word(out, words);
    tg_buf_word(out, "</a> ");
}

static uint32_t n_pages(const tg_site *site)
{
    return site->n_articles == 0 ? 1 : (site->n_articles - 1) / TG_SITE_PAGE + 1;
}

static void begin_list(tg_site *site, uint32_t k)
{
    tg_buf *out = &site->page;
    tg_html_begin(
        out, &(tg_html_page){.root = "", .here = "documents.html", .title = TG_LIT("Articles")});
    tg_buf_word(out, "<h1>Articles</h1>\n<p class=\"dim\">Newest first, page ");
    tg_buf_uint(out, k + 1);
    tg_buf_word(out, " of ");
    tg_buf_uint(out, n_pages(site));
    tg_buf_word(out, "</p>\n<ul class=\"articles\">\n");
}

static tagger_status end_list(tg_site *site, uint32_t k, tagger_error *err)
{
    char file[TG_HTML_FILE];
    tg_buf *out = &site->page;
    tg_buf_word(out, "</ul>\n<nav class=\"pages\" aria-label=\"Pages of articles\">");
    if (k > 0) put_page_link(out, k - 1, "prev", "Newer");
    if (k + 1 < n_pages(site)) put_page_link(out, k + 1, "next", "Older");
    tg_buf_word(out, "</nav>\n");
    tg_html_end(out);
    tg_site_list_name(file, k);
    return tg_site_flush(site, file, err);
}

/** Take the next key of a cell off its front. @return false when there is none. */
static bool next_key(tg_str *key, tg_str *cell)
{
    if (cell->n == 0) return false;
    const char *end = memchr(cell->p, TG_PAGES_BREAK, cell->n);
    size_t n = end == NULL ? cell->n : (size_t)(end - cell->p);
    *key = (tg_str){cell->p, n};
    size_t taken = end == NULL ? n : n + 1;
    *cell = (tg_str){cell->p + taken, cell->n - taken};
    return true;
}

/** Who is named in it and what it is about, as far as there are pages. */
static void put_keys(tg_site *site, tg_str entities, tg_str topics)
{
    tg_str key;
    tg_buf_word(&site->page, "<div class=\"names\">");
    while (next_key(&key, &entities)) {
        const tg_site_thing *e = tg_site_entity(site, key);
        if (e == NULL) continue;
        tg_site_put_entity(site, "", key, e->name, e->type);
        tg_buf_char(&site->page, ' ');
    }
    while (next_key(&key, &topics)) {
        const tg_site_thing *t = tg_site_topic(site, key);
        if (t == NULL) continue;
        tg_buf_word(&site->page, "<span class=\"topic\">");
        tg_site_put_topic(site, "", t);
        tg_buf_word(&site->page, "</span> ");
    }
    tg_buf_word(&site->page, "</div>");
}

/** A row of tg_pages_documents(). */
static bool put_document(void *context, const tg_row *row)
{
    article_list *list = context;
    tg_buf *out = &list->site->page;
    const tg_value *v = row->value;
    uint32_t at = list->n++;
    if (at > 0 && at % TG_SITE_PAGE == 0) {
        list->status = end_list(list->site, at / TG_SITE_PAGE - 1, list->err);
        if (list->status != TAGGER_OK) return false;
        begin_list(list->site, at / TG_SITE_PAGE);
    }
    tg_buf_word(out, "<li id=\"a");
    tg_buf_uint(out, at + 1);
    tg_buf_word(out, "\"><strong>");
    tg_html_text(out, v[1].s.n > 0 ? v[1].s : v[0].s);
    tg_buf_word(out, "</strong> <span class=\"dim\"><time>");
    tg_html_value(out, v[2]);
    tg_buf_word(out, "</time> ");
    tg_html_value(out, v[3]);
    tg_buf_word(out, "</span> ");
    tg_html_web(out, v[0].s, "source");
    put_keys(list->site, v[5].s, v[6].s);
    tg_buf_word(out, "</li>\n");
    return !out->oom;
}

tagger_status tg_site_articles(tg_site *site, tagger_error *err)
{
    article_list list = {.site = site, .status = TAGGER_OK, .err = err};
    begin_list(site, 0);
    TG_TRY(tg_pages_documents(site->store, site->n_articles, (tg_rows){put_document, &list}, err));
    TG_TRY(list.status);
    return end_list(site, n_pages(site) - 1, err);
}
