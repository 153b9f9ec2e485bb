/* SPDX-License-Identifier: MIT
 *
 * text.c — a card of the article for people: who and what, how often, what
 * binds them, what it is about.
 *
 *     Warning about spy risk …                          headline
 *     2021-07-31 · en · article.txt
 *
 *     person
 *       Ingrid Van Daele ×4          State Security Spokesperson
 *     party
 *       Nieuw-Vlaamse Alliantie ×2   N-VA
 *
 * What is named only outside the article itself (menus, teasers, footer)
 * stands apart, with the zone it was seen in.
 */
#include "base/mem.h"
#include "base/utf8.h"
#include "sink/formats.h"

enum { NAME_COLUMN = 34 };

#define BOLD  "\x1b[1m"
#define DIM   "\x1b[2m"
#define PLAIN "\x1b[0m"

static const char *const type_colors[TAGGER_N_TYPES] = {[TAGGER_PERSON] = "\x1b[36m",
                                                        [TAGGER_ORGANIZATION] = "\x1b[33m",
                                                        [TAGGER_PARTY] = "\x1b[35m",
                                                        [TAGGER_COUNTRY] = "\x1b[32m",
                                                        [TAGGER_LOCATION] = "\x1b[34m"};

/** What the mentions of one entity add up to. */
typedef struct tally {
    uint32_t n_article; /* mentions in headline, lead and body */
    uint32_t n_outside;
    tagger_zone zone; /* of the first outside */
    tg_str role;      /* the first one given */
    tg_str other;     /* the first short form or alias, when it is not the name */
} tally;

typedef struct card {
    tg_buf *out;
    const tagger_result *result;
    tally *tallies; /* [n entities] */
    bool color;
} card;

static void put_style(const card *c, const char *style)
{
    if (c->color) tg_buf_word(c->out, style);
}

/** Bytes of an article must not steer the terminal: controls become blanks,
 *  the marks that turn the direction of writing are dropped. */
static uint32_t put_clean(tg_buf *out, tg_str text)
{
    uint32_t n_shown = 0;
    if (text.n == 0) return 0; /* of no text not even the end can be told */
    for (const char *p = text.p, *end = text.p + text.n; p < end;) {
        uint32_t cp;
        uint32_t n = tg_utf8_next(p, end, &cp);
        bool control = cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
        bool turn = (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
        if (control) {
            tg_buf_char(out, ' ');
        } else if (!turn) {
            tg_buf_add(out, p, n);
        }
        n_shown += !turn;
        p += n;
    }
    return n_shown;
}

static void pad(tg_buf *out, uint32_t from)
{
    tg_buf_char(out, ' ');
    for (uint32_t i = from + 1; i < NAME_COLUMN; i++) tg_buf_char(out, ' ');
}

/* ---- tallies ------------------------------------------------------------------- */

static void add_mention(card *c, const tagger_mention *m)
{
    if (m->entity == TAGGER_NONE) return;
    tally *t = &c->tallies[m->entity];
    if (tagger_zone_counts(m->zone)) {
        t->n_article++;
    } else if (t->n_outside++ == 0) {
        t->zone = m->zone;
    }
    if (t->role.n == 0) t->role = m->role;
    bool short_form = m->form == TAGGER_FORM_ACRONYM || m->form == TAGGER_FORM_ALIAS;
    tg_str surface = tg_sink_surface(c->result, m->at);
    tg_str name = tagger_result_entity(c->result, m->entity)->name;
    if (short_form && t->other.n == 0 && !tg_str_eq(surface, name)) t->other = surface;
}

static bool init_card(card *c, tg_buf *out, const tagger_result *result, bool color)
{
    uint32_t n = tagger_result_n_entities(result);
    *c = (card){.out = out, .result = result, .color = color};
    c->tallies = tg_mem_alloc(n * sizeof *c->tallies);
    if (c->tallies == NULL) return false;
    for (uint32_t i = 0; i < n; i++) c->tallies[i] = (tally){.n_article = 0};
    for (uint32_t i = 0; i < tagger_result_n_mentions(result); i++) {
        add_mention(c, tagger_result_mention(result, i));
    }
    return true;
}

/* ---- the parts of the card -------------------------------------------------------- */

static void put_head(const card *c, const char *path)
{
    const tagger_meta *meta = tagger_result_meta(c->result);
    put_style(c, BOLD);
    (void)put_clean(c->out, meta->title.n > 0 ? meta->title : TG_LIT("(no headline)"));
    put_style(c, PLAIN);
    tg_buf_char(c->out, '\n');
    put_style(c, DIM);
    (void)put_clean(c->out, meta->date.n > 0 ? meta->date : TG_LIT("no date"));
    tg_buf_word(c->out, " · ");
    (void)put_clean(c->out, meta->lang);
    tg_buf_word(c->out, " · ");
    bool lines = meta->id.n > 0 && tg_utf8_valid(meta->id) == meta->id.n;
    if (lines) {
        (void)put_clean(c->out, meta->id);
    } else {
        tg_buf_word(c->out, strcmp(path, "-") == 0 ? "standard input" : "(no id)");
    }
    if (!meta->zones_sure) tg_buf_word(c->out, " · all taken as body");
    put_style(c, PLAIN);
    tg_buf_char(c->out, '\n');
}

static uint32_t put_name(const card *c, tagger_type type, tg_str name, uint32_t n)
{
    tg_buf_word(c->out, "  ");
    put_style(c, type_colors[type]);
    uint32_t width = 2 + put_clean(c->out, name);
    put_style(c, PLAIN);
    if (n < 2) return width;
    size_t before = c->out->n;
    tg_buf_word(c->out, " ×");
    tg_buf_uint(c->out, n);
    return width + (uint32_t)(c->out->n - before) - 1; /* "×" is two bytes */
}

static void put_entity(const card *c, uint32_t i)
{
    const tagger_entity *entity = tagger_result_entity(c->result, i);
    const tally *t = &c->tallies[i];
    uint32_t width = put_name(c, entity->type, entity->name, t->n_article);
    if (t->role.n > 0 || t->other.n > 0) pad(c->out, width);
    put_style(c, DIM);
    (void)put_clean(c->out, t->role);
    if (t->role.n > 0 && t->other.n > 0) tg_buf_word(c->out, ", ");
    (void)put_clean(c->out, t->other);
    put_style(c, PLAIN);
    tg_buf_char(c->out, '\n');
}

static void put_heading(const card *c, const char *heading)
{
    tg_buf_char(c->out, '\n');
    put_style(c, BOLD);
    tg_buf_word(c->out, heading);
    put_style(c, PLAIN);
    tg_buf_char(c->out, '\n');
}

static void put_type(const card *c, tagger_type type)
{
    bool any = false;
    for (uint32_t i = 0; i < tagger_result_n_entities(c->result); i++) {
        if (tagger_result_entity(c->result, i)->type != type || c->tallies[i].n_article == 0) {
            continue;
        }
        if (!any) put_heading(c, tagger_type_name(type));
        any = true;
        put_entity(c, i);
    }
}

static void put_ambiguous(const card *c)
{
    bool any = false;
    for (uint32_t i = 0; i < tagger_result_n_mentions(c->result); i++) {
        const tagger_mention *m = tagger_result_mention(c->result, i);
        if (m->entity != TAGGER_NONE) continue;
        if (!any) put_heading(c, "ambiguous");
        any = true;
        pad(c->out, put_name(c, m->type, tg_sink_surface(c->result, m->at), 1));
        for (uint32_t k = 0; k < m->n_candidates; k++) {
            if (k > 0) tg_buf_word(c->out, " or ");
            (void)put_clean(c->out, tagger_result_entity(c->result, m->candidates[k])->name);
        }
        tg_buf_char(c->out, '\n');
    }
}

static void put_outside(const card *c)
{
    bool any = false;
    for (uint32_t i = 0; i < tagger_result_n_entities(c->result); i++) {
        const tally *t = &c->tallies[i];
        const tagger_entity *entity = tagger_result_entity(c->result, i);
        if (t->n_article > 0 || t->n_outside == 0) continue;
        if (!any) put_heading(c, "outside the article");
        any = true;
        pad(c->out, put_name(c, entity->type, entity->name, t->n_outside));
        put_style(c, DIM);
        tg_buf_word(c->out, tagger_type_name(entity->type));
        tg_buf_word(c->out, ", ");
        tg_buf_word(c->out, tagger_zone_name(t->zone));
        put_style(c, PLAIN);
        tg_buf_char(c->out, '\n');
    }
}

/** The name a mention stands for, else its words. */
static void put_mention(const card *c, uint32_t mention)
{
    const tagger_mention *m = tagger_result_mention(c->result, mention);
    bool known = m->entity != TAGGER_NONE;
    (void)put_clean(c->out, known ? tagger_result_entity(c->result, m->entity)->name
                                  : tg_sink_surface(c->result, m->at));
}

static void put_relations(const card *c)
{
    uint32_t n = tagger_result_n_relations(c->result);
    if (n > 0) put_heading(c, "relations");
    for (uint32_t i = 0; i < n; i++) {
        const tagger_relation *r = tagger_result_relation(c->result, i);
        tg_buf_word(c->out, "  ");
        put_mention(c, r->subject);
        put_style(c, DIM);
        tg_buf_char(c->out, ' ');
        tg_buf_word(c->out, r->predicate);
        tg_buf_char(c->out, ' ');
        put_style(c, PLAIN);
        (void)put_clean(c->out, r->value);
        if (r->value.n > 0 && r->object != TAGGER_NONE) tg_buf_word(c->out, ", ");
        if (r->object != TAGGER_NONE) put_mention(c, r->object);
        tg_buf_char(c->out, '\n');
    }
}

/** At most so many bytes of a text, whole words where there are any. */
static tg_str begin_of(tg_str text, size_t most)
{
    if (text.n <= most) return text;
    size_t n = most;
    while (n > 0 && text.p[n] != ' ') n--;
    if (n == 0) {
        n = most;
        while (n > 0 && ((unsigned char)text.p[n] & 0xC0U) == 0x80U) n--;
    }
    return (tg_str){text.p, n};
}

/** Who says it, and how it begins. */
static void put_quotes(const card *c)
{
    enum { SHOWN = 100 /* bytes */ };
    uint32_t n = tagger_result_n_quotes(c->result);
    if (n > 0) put_heading(c, "quotes");
    for (uint32_t i = 0; i < n; i++) {
        const tagger_quote *q = tagger_result_quote(c->result, i);
        tg_str said = tg_sink_surface(c->result, q->content[0]);
        tg_str begin = begin_of(said, SHOWN);
        tg_buf_word(c->out, "  ");
        put_style(c, DIM);
        if (q->speaker != TAGGER_NONE) {
            put_mention(c, q->speaker);
        } else {
            (void)put_clean(c->out, tg_sink_surface(c->result, q->source));
        }
        tg_buf_word(c->out, ": ");
        put_style(c, PLAIN);
        (void)put_clean(c->out, begin);
        if (begin.n < said.n || q->n_content > 1) tg_buf_word(c->out, " …");
        tg_buf_char(c->out, '\n');
    }
}

static void put_topics(const card *c)
{
    uint32_t n = tagger_result_n_topics(c->result);
    if (n > 0) put_heading(c, "topics");
    for (uint32_t i = 0; i < n; i++) {
        const tagger_topic *topic = tagger_result_topic(c->result, i);
        tg_buf_word(c->out, "  ");
        uint32_t width = 2 + put_clean(c->out, topic->label);
        tg_buf_char(c->out, ' ');
        tg_buf_fixed(c->out, (double)topic->confidence, 2);
        pad(c->out, width + 5);
        put_style(c, DIM);
        for (uint32_t k = 0; k < topic->n_terms && k < 5; k++) {
            if (k > 0) tg_buf_word(c->out, ", ");
            (void)put_clean(c->out, topic->terms[k].term);
        }
        put_style(c, PLAIN);
        tg_buf_char(c->out, '\n');
    }
}

static void put_warnings(const card *c)
{
    uint32_t n = tagger_result_n_warnings(c->result);
    if (n > 0) put_heading(c, "warnings");
    for (uint32_t i = 0; i < n; i++) {
        tg_buf_word(c->out, "  ");
        (void)put_clean(c->out, tagger_result_warning(c->result, i));
        tg_buf_char(c->out, '\n');
    }
}

void tg_sink_text(tg_buf *out, const tg_sink_doc *doc, const tg_sink_options *options)
{
    card c;
    if (!init_card(&c, out, doc->result, options->color)) {
        out->oom = true;
        return;
    }
    put_head(&c, doc->path);
    for (unsigned type = 0; type < TAGGER_N_TYPES; type++) put_type(&c, (tagger_type)type);
    put_ambiguous(&c);
    put_outside(&c);
    put_relations(&c);
    put_quotes(&c);
    put_topics(&c);
    put_warnings(&c);
    tg_buf_char(out, '\n');
    tg_mem_free(c.tallies);
}
