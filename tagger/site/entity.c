/* SPDX-License-Identifier: MIT
 *
 * entity.c — the page of one entity: who it is, since when, tied to whom, and what says so.
 */
#include "base/status.h"
#include "graph/markup.h"
#include "graph/pages.h"
#include "graph/query.h"
#include "site/bars.h"
#include "site/build.h"

enum { TIES = 30, FACTS = 40, QUOTES = 25, ARTICLES = 60, TOPICS = 6 };

static const char root[] = "../";

/** One section in work: its heading is written before its first row. */
typedef struct section {
    tg_site *site;
    const tg_site_thing *about;
    const char *id;
    const char *heading;
    uint32_t n;
} section;

static void open_section(section *s, const char *list)
{
    tg_buf *out = &s->site->page;
    if (s->n++ > 0) return;
    tg_buf_word(out, "<section aria-labelledby=\"");
    tg_buf_word(out, s->id);
    tg_buf_word(out, "\">\n<h2 id=\"");
    tg_buf_word(out, s->id);
    tg_buf_word(out, "\">");
    tg_buf_word(out, s->heading);
    tg_buf_word(out, "</h2>\n<");
    tg_buf_word(out, list);
    tg_buf_word(out, ">\n");
}

static void close_section(section *s, const char *list)
{
    if (s->n == 0) return;
    tg_buf_word(&s->site->page, "</");
    tg_buf_word(&s->site->page, list);
    tg_buf_word(&s->site->page, ">\n</section>\n");
}

/* ---- the card ----------------------------------------------------------------------------- */

static void put_line(tg_buf *out, const char *word, tg_value v)
{
    if (v.kind == TG_VALUE_NULL || (v.kind == TG_VALUE_TEXT && v.s.n == 0)) return;
    tg_buf_word(out, "<dt>");
    tg_buf_word(out, word);
    tg_buf_word(out, "</dt><dd>");
    tg_html_value(out, v);
    tg_buf_word(out, "</dd>\n");
}

/** "head_of_state" as "head of state". */
static void put_words(tg_buf *out, tg_str words)
{
    for (size_t i = 0; i < words.n; i++) {
        tg_str c = {words.p + i, 1};
        tg_markup_xml(out, *c.p == '_' ? TG_LIT(" ") : c);
    }
}

static void put_kind(tg_buf *out, tg_str kind)
{
    if (kind.n == 0) return;
    tg_buf_word(out, "<dt>Kind</dt><dd>");
    put_words(out, kind);
    tg_buf_word(out, "</dd>\n");
}

static bool is_wikidata_id(tg_str id)
{
    if (id.n < 2 || id.n > 20 || id.p[0] != 'Q') return false;
    for (size_t i = 1; i < id.n; i++) {
        if (id.p[i] < '0' || id.p[i] > '9') return false;
    }
    return true;
}

static void put_wikidata(tg_buf *out, tg_str id)
{
    if (!is_wikidata_id(id)) return;
    tg_buf_word(out, "<dt>Wikidata</dt><dd><a class=\"web\" rel=\"noopener noreferrer\" "
                     "href=\"https://www.wikidata.org/wiki/");
    tg_markup_xml(out, id);
    tg_buf_word(out, "\">");
    tg_html_text(out, id);
    tg_buf_word(out, "</a></dd>\n");
}

static void put_dates(tg_buf *out, tg_str first, tg_str last)
{
    if (first.n == 0) return;
    tg_buf_word(out, "<dt>Named</dt><dd>");
    tg_html_text(out, first);
    if (!tg_str_eq(first, last)) tg_buf_word(out, " to ");
    if (!tg_str_eq(first, last)) tg_html_text(out, last);
    tg_buf_word(out, "</dd>\n");
}

/** A row of tg_query_find(). */
static bool put_card(void *context, const tg_row *row)
{
    tg_buf *out = &((section *)context)->site->page;
    const tg_value *v = row->value;
    tg_buf_word(out, "<h1>");
    tg_html_text(out, v[0].s);
    tg_buf_word(out, "</h1>\n<dl class=\"card\">\n<dt>Type</dt><dd><span class=\"name ");
    tg_buf_word(out, tg_html_type(v[1].s));
    tg_buf_word(out, "\">");
    tg_html_text(out, v[1].s);
    tg_buf_word(out, "</span></dd>\n");
    if (!tg_str_eq(v[2].s, v[1].s)) put_kind(out, v[2].s);
    put_line(out, "Country", v[3]);
    put_line(out, "Also written", v[12]);
    put_line(out, "Roles", v[13]);
    put_wikidata(out, v[4].s);
    tg_buf_word(out, "<dt>In</dt><dd>");
    tg_html_count(out, v[7].i, "story", "stories");
    tg_buf_word(out, ", ");
    tg_html_count(out, v[8].i, "article", "articles");
    tg_buf_word(out, ", ");
    tg_html_count(out, v[9].i, "mention", "mentions");
    tg_buf_word(out, "</dd>\n");
    put_dates(out, v[10].s, v[11].s);
    return true;
}

/** A row of key and documents. */
static bool put_topic(void *context, const tg_row *row)
{
    section *s = context;
    const tg_site_thing *topic = tg_site_topic(s->site, row->value[0].s);
    if (topic == NULL) return true;
    tg_buf_word(&s->site->page, s->n++ == 0 ? "<dt>Topics</dt><dd>" : ", ");
    tg_site_put_topic(s->site, root, topic);
    return true;
}

static bool add_month(void *context, const tg_row *row)
{
    tg_bars *bars = context;
    tg_bars_add(bars, row->value[0].s, row->value[1].i);
    return !bars->oom;
}

static tagger_status put_timeline(tg_site *site, const tg_site_thing *about, tagger_error *err)
{
    static const tg_filter all = {.limit = 0};
    tg_bars bars = {.oom = false};
    tagger_status status =
        tg_query_timeline(site->store, about->id, 0, &all, (tg_rows){add_month, &bars}, err);
    if (bars.oom) site->oom = true;
    if (bars.months.n > 0) {
        tg_buf_word(&site->page, "<section aria-labelledby=\"time\">\n<h2 id=\"time\">Stories over "
                                 "time</h2>\n");
        tg_bars_svg(&site->page, &bars);
        tg_buf_word(&site->page, "</section>\n");
    }
    tg_bars_dispose(&bars);
    return status;
}

/* ---- what is stated, tied, said ------------------------------------------------------------ */

/** "person:…" */
static tg_str type_of_key(tg_str key)
{
    const char *colon = key.n > 0 ? memchr(key.p, ':', key.n) : NULL;
    return (tg_str){key.p, colon == NULL ? 0 : (size_t)(colon - key.p)};
}

/** The other end of a fact as a name with a link, this one as a plain name. */
static void put_end(section *s, tg_str key, tg_str name)
{
    if (key.n == 0 || tg_str_eq(key, s->about->key)) {
        tg_html_text(&s->site->page, name);
    } else {
        tg_site_put_entity(s->site, root, key, name, type_of_key(key));
    }
}

/** A row of tg_pages_facts(). */
static bool put_fact(void *context, const tg_row *row)
{
    section *s = context;
    tg_buf *out = &s->site->page;
    const tg_value *v = row->value;
    open_section(s, "ul");
    tg_buf_word(out, "<li>");
    put_end(s, v[0].s, v[1].s);
    tg_buf_word(out, " <em>");
    put_words(out, v[2].s);
    tg_buf_word(out, "</em> ");
    put_end(s, v[3].s, v[4].s);
    if (v[5].s.n > 0) tg_buf_word(out, ": ");
    tg_html_value(out, v[5]);
    if (v[6].i > 1) {
        tg_buf_word(out, " <span class=\"dim\">stated ");
        tg_html_count(out, v[6].i, "time", "times");
        tg_buf_word(out, "</span>");
    }
    tg_site_put_proof(s->site, root, &v[7], &v[8]);
    tg_buf_word(out, "</li>\n");
    return !out->oom;
}

/** A row of tg_query_related(). */
static bool put_tie(void *context, const tg_row *row)
{
    section *s = context;
    tg_buf *out = &s->site->page;
    const tg_value *v = row->value;
    bool tested = tg_str_eq(v[3].s, TG_LIT("yes"));
    open_section(s, "ol");
    tg_buf_word(out, "<li>");
    tg_site_put_entity(s->site, root, v[15].s, v[0].s, v[1].s);
    tg_buf_word(out, " <span class=\"dim\">");
    tg_html_count(out, v[4].i, "story", "stories");
    tg_buf_word(out, ", weight ");
    tg_buf_fixed(out, v[2].r, 2);
    if (!tested) tg_buf_word(out, ", not tested: one story");
    tg_buf_word(out, "</span>");
    tg_site_put_proof(s->site, root, &v[11], &v[12]);
    tg_buf_word(out, "</li>\n");
    return !out->oom;
}

/** A row of tg_query_quotes(). */
static bool put_quote(void *context, const tg_row *row)
{
    section *s = context;
    tg_buf *out = &s->site->page;
    const tg_value *v = row->value;
    open_section(s, "ul");
    tg_buf_word(out, "<li><span class=\"dim\">");
    tg_html_value(out, v[2]);
    if (v[1].s.n > 0) tg_buf_word(out, ", ");
    tg_html_value(out, v[1]);
    tg_buf_word(out, "</span>");
    tg_site_put_proof(s->site, root, &v[3], &v[4]);
    tg_buf_word(out, "</li>\n");
    return !out->oom;
}

static tagger_status put_articles(tg_site *site, const tg_site_thing *about, tagger_error *err)
{
    tg_site_list list = {.site = site, .root = root};
    tg_buf_word(&site->page, "<section aria-labelledby=\"articles\">\n<h2 id=\"articles\">Articles"
                             "</h2>\n");
    TG_TRY(
        tg_pages_naming(site->store, about->id, ARTICLES, (tg_rows){tg_site_put_row, &list}, err));
    if (list.n > 0) tg_buf_word(&site->page, "</ul>\n");
    if (list.n == ARTICLES)
        tg_buf_word(&site->page, "<p class=\"dim\">The newest sixty are shown.</p>\n");
    tg_buf_word(&site->page, "</section>\n");
    return TAGGER_OK;
}

static tagger_status put_head(tg_site *site, const tg_site_thing *about, tagger_error *err)
{
    section topics = {.site = site, .about = about};
    tg_html_begin(&site->page, &(tg_html_page){.root = root, .here = "", .title = about->name});
    TG_TRY(tg_query_find(site->store, about->id, (tg_rows){put_card, &topics}, err));
    TG_TRY(tg_pages_topics_of(site->store, about->id, TOPICS, (tg_rows){put_topic, &topics}, err));
    if (topics.n > 0) tg_buf_word(&site->page, "</dd>\n");
    tg_buf_word(&site->page, "</dl>\n");
    return TAGGER_OK;
}

static tagger_status put_page(tg_site *site, const tg_site_thing *about, tagger_error *err)
{
    section facts = {site, about, "facts", "Stated by articles", 0};
    section ties = {site, about, "ties", "Named near", 0};
    section quotes = {site, about, "quotes", "Quotes", 0};
    TG_TRY(put_head(site, about, err));
    TG_TRY(put_timeline(site, about, err));
    TG_TRY(tg_pages_facts(site->store, about->id, FACTS, (tg_rows){put_fact, &facts}, err));
    close_section(&facts, "ul");
    TG_TRY(tg_query_related(site->store, about->id, &(tg_filter){.limit = TIES},
                            (tg_rows){put_tie, &ties}, err));
    close_section(&ties, "ol");
    TG_TRY(tg_query_quotes(site->store, about->id, &(tg_filter){.limit = QUOTES},
                           (tg_rows){put_quote, &quotes}, err));
    close_section(&quotes, "ul");
    TG_TRY(put_articles(site, about, err));
    tg_html_end(&site->page);
    return tg_site_flush(site, about->file, err);
}

tagger_status tg_site_entity_pages(tg_site *site, tagger_error *err)
{
    for (size_t i = 0; i < site->entities.n; i++)
        TG_TRY(put_page(site, &site->entities.at[i], err));
    return TAGGER_OK;
}
