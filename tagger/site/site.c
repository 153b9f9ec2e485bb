/* SPDX-License-Identifier: MIT
 *
 * site.c — first what has a page, so that every link can know where it leads; then the pages.
 */
#include "site/site.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/status.h"
#include "graph/pages.h"
#include "site/asset.h"
#include "site/build.h"

tg_str tg_site_keep(tg_site *site, tg_str text)
{
    char *p = tg_arena_alloc(&site->arena, text.n + 1);
    if (p == NULL) return (tg_str){NULL, 0};
    if (text.n > 0) memcpy(p, text.p, text.n);
    p[text.n] = '\0';
    return (tg_str){p, text.n};
}

/* ---- which key is what ---------------------------------------------------------------- */

static int compare_text(tg_str a, tg_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n > 0 ? memcmp(a.p, b.p, n) : 0;
    if (order != 0) return order;
    return a.n < b.n ? -1 : a.n > b.n;
}

/** Of one key twice the first stays first. */
static int compare_entries(const void *a, const void *b)
{
    const tg_site_entry *x = a;
    const tg_site_entry *y = b;
    int order = compare_text(x->key, y->key);
    if (order != 0) return order;
    return x->at < y->at ? -1 : x->at > y->at;
}

static void sort_index(tg_site_index *index)
{
    size_t n = index->entries.n;
    if (n > 1) qsort(index->entries.at, n, sizeof *index->entries.at, compare_entries);
}

/** @return the entry or NULL. */
static const tg_site_entry *look_up(const tg_site_index *index, tg_str key)
{
    size_t low = 0;
    size_t high = index->entries.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_text(index->entries.at[middle].key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == index->entries.n || !tg_str_eq(index->entries.at[low].key, key)) return NULL;
    return &index->entries.at[low];
}

const tg_site_thing *tg_site_entity(const tg_site *site, tg_str key)
{
    const tg_site_entry *e = look_up(&site->entity_of, key);
    return e == NULL ? NULL : &site->entities.at[e->at];
}

const tg_site_thing *tg_site_topic(const tg_site *site, tg_str key)
{
    const tg_site_entry *e = look_up(&site->topic_of, key);
    return e == NULL ? NULL : &site->topics.at[e->at];
}

/* ---- reading what has a page ------------------------------------------------------------ */

/** A row of id, key, name, type or parent, count. */
static bool add_thing(tg_site *site, tg_site_things *to, tg_site_index *index, const char *folder,
                      const tg_row *row)
{
    tg_site_thing t = {
        .id = row->value[0].i,
        .key = tg_site_keep(site, row->value[1].s),
        .name = tg_site_keep(site, row->value[2].s),
        .type = tg_site_keep(site, row->value[3].s),
        .n = row->value[4].i,
    };
    tg_html_file(t.file, folder, t.name, t.key);
    tg_site_entry e = {t.key, (uint32_t)to->n};
    if (!tg_vec_push(to, t) || !tg_vec_push(&index->entries, e)) site->oom = true;
    return !site->oom && !site->arena.oom;
}

static bool add_entity(void *context, const tg_row *row)
{
    tg_site *site = context;
    return add_thing(site, &site->entities, &site->entity_of, "entity", row);
}

static bool add_topic(void *context, const tg_row *row)
{
    tg_site *site = context;
    return add_thing(site, &site->topics, &site->topic_of, "topic", row);
}

static bool add_article(void *context, const tg_row *row)
{
    tg_site *site = context;
    tg_site_entry e = {tg_site_keep(site, row->value[0].s), site->n_articles++};
    if (!tg_vec_push(&site->article_of.entries, e)) site->oom = true;
    return !site->oom && !site->arena.oom;
}

static tagger_status no_memory(const tg_site *site, tagger_error *err)
{
    return tg_fail(err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(site->store));
}

static tagger_status load(tg_site *site, tagger_error *err)
{
    TG_TRY(tg_pages_entities(site->store, site->options->top, (tg_rows){add_entity, site}, err));
    TG_TRY(tg_pages_topics(site->store, (tg_rows){add_topic, site}, err));
    TG_TRY(tg_pages_uris(site->store, (tg_rows){add_article, site}, err));
    if (site->oom || site->arena.oom) return no_memory(site, err);
    sort_index(&site->entity_of);
    sort_index(&site->topic_of);
    sort_index(&site->article_of);
    return TAGGER_OK;
}

/* ---- pieces ------------------------------------------------------------------------------ */

tagger_status tg_site_flush(tg_site *site, const char *name, tagger_error *err)
{
    if (site->page.oom || site->oom || site->arena.oom) return no_memory(site, err);
    TG_TRY(site->write(site->context, name, tg_buf_view(&site->page), err));
    site->page.n = 0;
    return TAGGER_OK;
}

static void put_href(tg_buf *out, const char *root, const char *file)
{
    tg_buf_word(out, "<a href=\"");
    tg_buf_word(out, root);
    tg_buf_word(out, file);
    tg_buf_word(out, "\">");
}

void tg_site_put_entity(tg_site *site, const char *root, tg_str key, tg_str name, tg_str type)
{
    tg_buf *out = &site->page;
    const tg_site_thing *page = tg_site_entity(site, key);
    tg_buf_word(out, "<span class=\"name ");
    tg_buf_word(out, tg_html_type(type));
    tg_buf_word(out, "\">");
    if (page != NULL) put_href(out, root, page->file);
    tg_html_text(out, name);
    if (page != NULL) tg_buf_word(out, "</a>");
    tg_buf_word(out, "</span>");
}

void tg_site_put_topic(tg_site *site, const char *root, const tg_site_thing *topic)
{
    put_href(&site->page, root, topic->file);
    tg_html_text(&site->page, topic->name);
    tg_buf_word(&site->page, "</a>");
}

void tg_site_list_name(char out[TG_HTML_FILE], uint32_t k)
{
    if (k == 0) {
        (void)snprintf(out, TG_HTML_FILE, "documents.html");
    } else {
        (void)snprintf(out, TG_HTML_FILE, "documents-%u.html", k + 1);
    }
}

void tg_site_put_place(tg_site *site, uint32_t at)
{
    char file[TG_HTML_FILE];
    tg_site_list_name(file, at / TG_SITE_PAGE);
    tg_buf_word(&site->page, file);
    tg_buf_word(&site->page, "#a");
    tg_buf_uint(&site->page, at + 1);
}

void tg_site_put_article(tg_site *site, const char *root, const tg_value *uri,
                         const tg_value *title, const tg_value *date)
{
    tg_buf *out = &site->page;
    const tg_site_entry *place = look_up(&site->article_of, uri->s);
    if (place != NULL) {
        tg_buf_word(out, "<a href=\"");
        tg_buf_word(out, root);
        tg_site_put_place(site, place->at);
        tg_buf_word(out, "\">");
    }
    tg_html_text(out, title->s.n > 0 ? title->s : uri->s);
    if (place != NULL) tg_buf_word(out, "</a>");
    if (date->s.n > 0) tg_buf_word(out, " <time>");
    if (date->s.n > 0) tg_html_text(out, date->s);
    if (date->s.n > 0) tg_buf_word(out, "</time>");
    tg_buf_char(out, ' ');
    tg_html_web(out, uri->s, "source");
}

void tg_site_put_proof(tg_site *site, const char *root, const tg_value *sentence,
                       const tg_value *article)
{
    tg_buf *out = &site->page;
    tg_buf_word(out, "<blockquote><p>");
    tg_html_value(out, *sentence);
    tg_buf_word(out, "</p><footer>");
    tg_site_put_article(site, root, &article[2], &article[1], &article[0]);
    tg_buf_word(out, "</footer></blockquote>");
}

bool tg_site_put_row(void *context, const tg_row *row)
{
    tg_site_list *list = context;
    tg_buf *out = &list->site->page;
    tg_buf_word(out, list->n++ == 0 ? "<ul class=\"articles\">\n<li>" : "<li>");
    tg_site_put_article(list->site, list->root, &row->value[0], &row->value[1], &row->value[2]);
    if (row->value[3].s.n > 0) {
        tg_buf_word(out, " <span class=\"dim\">");
        tg_html_text(out, row->value[3].s);
        tg_buf_word(out, "</span>");
    }
    tg_buf_word(out, "</li>\n");
    return !out->oom;
}

/* ---- all of it ----------------------------------------------------------------------------- */

static tagger_status put_file(tg_site *site, const char *name, const char *text, tagger_error *err)
{
    tg_buf_word(&site->page, text);
    return tg_site_flush(site, name, err);
}

static tagger_status put_all(tg_site *site, tagger_error *err)
{
    TG_TRY(load(site, err));
    TG_TRY(put_file(site, "site.css", tg_site_css, err));
    TG_TRY(put_file(site, "site.js", tg_site_js, err));
    TG_TRY(tg_site_search(site, err));
    TG_TRY(tg_site_entity_pages(site, err));
    TG_TRY(tg_site_topic_pages(site, err));
    TG_TRY(tg_site_articles(site, err));
    TG_TRY(tg_site_network(site, err));
    return tg_site_start(site, err); /* last: where it stands, the site is whole */
}

tagger_status tg_site_write(tg_store *store, const tg_site_options *options, tg_site_fn *write,
                            void *context, tagger_error *err)
{
    tg_site site = {.store = store,
                    .options = options,
                    .write = write,
                    .context = context,
                    .arena = TG_ARENA_INIT,
                    .page = TG_BUF_INIT};
    tagger_status status = put_all(&site, err);
    tg_vec_dispose(&site.entities);
    tg_vec_dispose(&site.topics);
    tg_vec_dispose(&site.entity_of.entries);
    tg_vec_dispose(&site.topic_of.entries);
    tg_vec_dispose(&site.article_of.entries);
    tg_arena_dispose(&site.arena);
    tg_buf_dispose(&site.page);
    return status;
}
