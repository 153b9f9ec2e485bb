/* SPDX-License-Identifier: MIT
 *
 * html.c — one self-contained page: the text with its names marked, nothing
 * loaded from anywhere, readable in a light and a dark room.
 *
 * Zones and mentions both are sorted and disjoint runs of the text, so the
 * page is written in one walk: a zone is a block, a mention a <mark> in it.
 */
#include "sink/formats.h"

static const char page_head[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>tagger</title>\n"
    "<style>\n"
    ":root{color-scheme:light dark;--person:#bfe3f5;--organization:#fbe3ae;--party:#efc8ea;"
    "--country:#cbeac4;--location:#d3d5f7;--ink:#1b1b1b;--paper:#fdfdfb;--dim:#6b6b6b}\n"
    "@media(prefers-color-scheme:dark){:root{--person:#1d4c63;--organization:#5f4a12;"
    "--party:#5c2c56;--country:#24521d;--location:#33366b;--ink:#e8e6e0;--paper:#16181a;"
    "--dim:#9a9a9a}}\n"
    "body{font:17px/1.6 Georgia,serif;color:var(--ink);background:var(--paper);"
    "max-width:44em;margin:2em auto;padding:0 1em}\n"
    "article{margin-bottom:4em}h1{font-size:1.5em;line-height:1.25;margin-bottom:.2em}\n"
    ".meta,.key{color:var(--dim);font:.8em system-ui,sans-serif}\n"
    ".zone{white-space:pre-wrap;margin:.7em 0}.zone.aside{color:var(--dim);font-size:.85em}\n"
    ".zone.headline{font-weight:bold;font-size:1.4em;line-height:1.25}\n"
    "mark{color:inherit;border-radius:.25em;padding:0 .15em}\n"
    "mark.person{background:var(--person)}mark.organization{background:var(--organization)}\n"
    "mark.party{background:var(--party)}mark.country{background:var(--country)}\n"
    "mark.location{background:var(--location)}mark.ambiguous{outline:1px dashed}\n"
    ".quotes{font-size:.85em;padding-left:1.2em}.quotes .direct{font-style:italic}\n"
    ".quotes b{font-style:normal}\n"
    "</style></head><body>\n"
    "<p class=\"key\"><mark class=\"person\">person</mark> "
    "<mark class=\"organization\">organization</mark> <mark class=\"party\">party</mark> "
    "<mark class=\"country\">country</mark> <mark class=\"location\">location</mark></p>\n";

static void put_escaped(tg_buf *out, tg_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '&') {
            tg_buf_word(out, "&amp;");
        } else if (c == '<') {
            tg_buf_word(out, "&lt;");
        } else if (c == '>') {
            tg_buf_word(out, "&gt;");
        } else if (c == '"') {
            tg_buf_word(out, "&quot;");
        } else if ((unsigned char)c >= 0x20 || c == '\n' || c == '\t') {
            tg_buf_char(out, c);
        }
    }
}

/** What the pointer shows over a name: who it is, role, sureness. */
static void put_tip(tg_buf *out, const tagger_result *r, const tagger_mention *m)
{
    if (m->entity != TAGGER_NONE) {
        put_escaped(out, tagger_result_entity(r, m->entity)->name);
    }
    for (uint32_t i = 0; m->entity == TAGGER_NONE && i < m->n_candidates; i++) {
        if (i > 0) tg_buf_word(out, " or ");
        put_escaped(out, tagger_result_entity(r, m->candidates[i])->name);
    }
    if (m->role.n > 0) {
        tg_buf_word(out, ", ");
        put_escaped(out, m->role);
    }
    tg_buf_word(out, " · ");
    tg_buf_word(out, tagger_type_name(m->type));
    tg_buf_char(out, ' ');
    tg_buf_fixed(out, (double)m->score, 2);
}

static void put_mark(tg_buf *out, const tagger_result *r, const tagger_mention *m)
{
    tg_buf_word(out, "<mark class=\"");
    tg_buf_word(out, tagger_type_name(m->type));
    if (m->entity == TAGGER_NONE) tg_buf_word(out, " ambiguous");
    tg_buf_word(out, "\" title=\"");
    put_tip(out, r, m);
    tg_buf_word(out, "\">");
    put_escaped(out, tg_sink_surface(r, m->at));
    tg_buf_word(out, "</mark>");
}

/** The text of a span with the mentions in it marked; *next is the first not yet written. */
static void put_marked(tg_buf *out, const tagger_result *r, tagger_span at, uint32_t *next)
{
    uint32_t done = at.begin;
    for (; *next < tagger_result_n_mentions(r); ++*next) {
        const tagger_mention *m = tagger_result_mention(r, *next);
        if (m->at.end > at.end) break;
        if (m->at.begin < done) continue;
        put_escaped(out, tg_sink_surface(r, (tagger_span){done, m->at.begin}));
        put_mark(out, r, m);
        done = m->at.end;
    }
    put_escaped(out, tg_sink_surface(r, (tagger_span){done, at.end}));
}

static void put_block(tg_buf *out, const tagger_result *r, const tagger_zone_block *block,
                      uint32_t *next)
{
    tg_buf_word(out, "<div class=\"zone ");
    tg_buf_word(out, tagger_zone_name(block->zone));
    if (!tagger_zone_counts(block->zone)) tg_buf_word(out, " aside");
    tg_buf_word(out, "\" title=\"");
    tg_buf_word(out, tagger_zone_name(block->zone));
    tg_buf_word(out, "\">");
    put_marked(out, r, block->at, next);
    tg_buf_word(out, "</div>\n");
}

static bool has_headline(const tagger_result *r)
{
    for (uint32_t i = 0; i < tagger_result_n_zones(r); i++) {
        if (tagger_result_zone(r, i)->zone == TAGGER_HEADLINE) return true;
    }
    return false;
}

static void put_head(tg_buf *out, const tagger_result *r)
{
    const tagger_meta *meta = tagger_result_meta(r);
    tg_buf_word(out, "<article>");
    if (!has_headline(r) && meta->title.n > 0) {
        tg_buf_word(out, "<h1>");
        put_escaped(out, meta->title);
        tg_buf_word(out, "</h1>\n");
    }
    tg_buf_word(out, "<p class=\"meta\">");
    put_escaped(out, meta->date);
    tg_buf_word(out, meta->date.n > 0 ? " · " : "");
    put_escaped(out, meta->lang);
    if (meta->source.n > 0) tg_buf_word(out, " · ");
    put_escaped(out, meta->source);
    tg_buf_word(out, "</p>\n");
}

/** Who said what, below the article. */
static void put_quotes(tg_buf *out, const tagger_result *r)
{
    uint32_t n = tagger_result_n_quotes(r);
    if (n == 0) return;
    tg_buf_word(out, "<ul class=\"quotes\">\n");
    for (uint32_t i = 0; i < n; i++) {
        const tagger_quote *q = tagger_result_quote(r, i);
        bool named = q->speaker != TAGGER_NONE;
        const tagger_mention *m = named ? tagger_result_mention(r, q->speaker) : NULL;
        tg_buf_word(out, "<li class=\"");
        tg_buf_word(out, q->kind);
        tg_buf_word(out, "\"><b>");
        put_escaped(out, m != NULL && m->entity != TAGGER_NONE
                             ? tagger_result_entity(r, m->entity)->name
                             : tg_sink_surface(r, m != NULL ? m->at : q->source));
        tg_buf_word(out, "</b>");
        for (uint32_t k = 0; k < q->n_content; k++) {
            tg_buf_word(out, k == 0 ? " " : " … ");
            put_escaped(out, tg_sink_surface(r, q->content[k]));
        }
        tg_buf_word(out, "</li>\n");
    }
    tg_buf_word(out, "</ul>\n");
}

static void put_topics(tg_buf *out, const tagger_result *r)
{
    uint32_t n = tagger_result_n_topics(r);
    if (n == 0) return;
    tg_buf_word(out, "<p class=\"meta\">");
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0) tg_buf_word(out, " · ");
        put_escaped(out, tagger_result_topic(r, i)->label);
    }
    tg_buf_word(out, "</p>\n");
}

/** The name of whom a mention means, else its words. */
static void put_name(tg_buf *out, const tagger_result *r, uint32_t mention)
{
    const tagger_mention *m = tagger_result_mention(r, mention);
    put_escaped(out, m->entity != TAGGER_NONE ? tagger_result_entity(r, m->entity)->name
                                              : tg_sink_surface(r, m->at));
}

static void put_relations(tg_buf *out, const tagger_result *r)
{
    uint32_t n = tagger_result_n_relations(r);
    if (n == 0) return;
    tg_buf_word(out, "<ul class=\"meta\">\n");
    for (uint32_t i = 0; i < n; i++) {
        const tagger_relation *x = tagger_result_relation(r, i);
        tg_buf_word(out, "<li title=\"");
        put_escaped(out, tg_sink_surface(r, x->at));
        tg_buf_word(out, "\">");
        put_name(out, r, x->subject);
        tg_buf_word(out, " <i>");
        tg_buf_word(out, x->predicate);
        tg_buf_word(out, "</i> ");
        put_escaped(out, x->value);
        if (x->value.n > 0 && x->object != TAGGER_NONE) tg_buf_word(out, ", ");
        if (x->object != TAGGER_NONE) put_name(out, r, x->object);
        tg_buf_word(out, "</li>\n");
    }
    tg_buf_word(out, "</ul>\n");
}

void tg_sink_html(tg_buf *out, const tg_sink_doc *doc, const tg_sink_options *options)
{
    (void)options;
    const tagger_result *r = doc->result;
    uint32_t next = 0;
    put_head(out, r);
    for (uint32_t i = 0; i < tagger_result_n_zones(r); i++) {
        put_block(out, r, tagger_result_zone(r, i), &next);
    }
    put_relations(out, r);
    put_quotes(out, r);
    put_topics(out, r);
    tg_buf_word(out, "</article>\n");
}

void tg_sink_html_begin(tg_buf *out, const tg_sink_options *options)
{
    (void)options;
    tg_buf_word(out, page_head);
}

void tg_sink_html_end(tg_buf *out, const tg_sink_options *options)
{
    (void)options;
    tg_buf_word(out, "</body></html>\n");
}
