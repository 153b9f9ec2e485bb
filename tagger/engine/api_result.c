/* SPDX-License-Identifier: MIT
 *
 * api_result.c — tagger_tag() and the accessors of its result.
 */
#include "base/mem.h"
#include "base/status.h"
#include "doc/date.h"
#include "engine/pipeline.h"

static const char *const type_names[TAGGER_N_TYPES] = {
    [TAGGER_PERSON] = "person",   [TAGGER_ORGANIZATION] = "organization", [TAGGER_PARTY] = "party",
    [TAGGER_COUNTRY] = "country", [TAGGER_LOCATION] = "location",
};

static const char *const form_names[] = {"name", "surname", "acronym", "alias", "demonym"};

const char *tagger_type_name(tagger_type type)
{
    return type_names[type];
}

const char *tagger_zone_name(tagger_zone zone)
{
    return tg_zone_name((tg_zone)zone);
}

bool tagger_zone_counts(tagger_zone zone)
{
    return zone == TAGGER_HEADLINE || zone == TAGGER_LEAD || zone == TAGGER_BODY;
}

const char *tagger_form_name(tagger_form form)
{
    return form_names[form];
}

/* ---- tagging ------------------------------------------------------------- */

/** The text behind the mark of a heading, "# " or "## ". */
static tg_str without_mark(tg_str line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] == '#') n++;
    bool mark = n > 0 && n + 1 < line.n && line.p[n] == ' ';
    return mark ? (tg_str){line.p + n + 1, line.n - n - 1} : line;
}

/** The title given, else the first headline of the page. */
static tg_str title_of(const tagger_result *r)
{
    if (r->document.title.n > 0) return r->document.title;
    for (uint32_t i = 0; i < r->zones.n; i++) {
        tagger_span at = r->zones.at[i];
        if (r->zones.zone[i] == TG_ZONE_HEADLINE)
            return without_mark((tg_str){r->document.text.p + at.begin, at.end - at.begin});
    }
    return (tg_str){0};
}

static void set_date(tagger_result *r)
{
    tg_date date = {.iso = ""};
    if (r->document.date.n > 0 && tg_calendar_field(&date, r->document.date)) {
        r->meta.date_from = "field";
    } else if (tg_date_find(&date, r->document.text, &r->zones)) {
        r->meta.date_from = "text";
        r->meta.date_at = date.at;
    } else {
        return;
    }
    enum { ISO = 10 };
    char *p = tg_arena_alloc(&r->arena, ISO);
    if (p == NULL) return;
    memcpy(p, date.iso, ISO);
    r->meta.date = (tg_str){p, ISO};
}

static tagger_status fill_meta(tagger_result *r, tagger_error *err)
{
    const tg_document *d = &r->document;
    r->meta = (tagger_meta){.text = d->text,
                            .body_begin = d->body_begin,
                            .id = d->id,
                            .title = title_of(r),
                            .lang = d->lang.n > 0 ? d->lang : tg_lang_code(r->view.lang),
                            .url = d->url,
                            .source = d->source,
                            .encoding = d->encoding,
                            .n_bad_bytes = d->n_bad_bytes,
                            .zones_sure = r->zones.sure};
    set_date(r);
    return r->arena.oom ? tg_fail(err, TAGGER_E_NOMEM, "no memory for the facts of a document")
                        : TAGGER_OK;
}

static tagger_status tag(tagger_result *r, const tagger_article *article, tagger_error *err)
{
    TG_TRY(tg_document_read(&r->document, &r->arena, article, r->engine->options.max_doc, err));
    TG_TRY(tg_pipeline_run(r, err));
    return fill_meta(r, err);
}

/** An arena for a text of so many bytes. What is made of an article begins with a chunk of one size:
 *  so article after article lies in the same memory, which is still in the cache. */
static tg_arena new_arena(size_t n_text)
{
    enum { SHORT = 1024, FIRST_CHUNK = 1 << 17 };
    return n_text < SHORT ? TG_ARENA_INIT : (tg_arena){.next_chunk = FIRST_CHUNK};
}

tagger_status tagger_tag(tagger_result **out, tagger_worker *worker, const tagger_article *article,
                         tagger_error *err)
{
    *out = NULL;
    tagger_result *r = tg_mem_alloc(sizeof *r);
    if (r == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for a result");
    memset(r, 0, sizeof *r);
    r->arena = new_arena(article->text.n);
    r->engine = worker->engine;
    r->worker = worker;
    tagger_status status = tag(r, article, err);
    r->worker = NULL;
    r->tokens.words = NULL; /* which go on to other texts */
    if (status != TAGGER_OK) {
        tagger_result_free(r);
        return status;
    }
    *out = r;
    return TAGGER_OK;
}

void tagger_result_free(tagger_result *r)
{
    if (r == NULL) return;
    tg_arena_dispose(&r->arena);
    tg_mem_free(r);
}

/* ---- accessors ----------------------------------------------------------- */

const tagger_meta *tagger_result_meta(const tagger_result *r)
{
    return &r->meta;
}

uint32_t tagger_result_n_zones(const tagger_result *r)
{
    return r->zones.n;
}

const tagger_zone_block *tagger_result_zone(const tagger_result *r, uint32_t i)
{
    return &r->blocks[i];
}

uint32_t tagger_result_n_tokens(const tagger_result *r)
{
    return r->tokens.n;
}

tagger_span tagger_result_token(const tagger_result *r, uint32_t i)
{
    return (tagger_span){r->tokens.begin[i], r->tokens.end[i]};
}

uint32_t tagger_result_n_sentences(const tagger_result *r)
{
    return r->sentences.n;
}

const tagger_sentence *tagger_result_sentence(const tagger_result *r, uint32_t i)
{
    return &r->sentence[i];
}

uint32_t tagger_result_n_mentions(const tagger_result *r)
{
    return r->linked.n_mentions;
}

const tagger_mention *tagger_result_mention(const tagger_result *r, uint32_t i)
{
    return &r->linked.mention[i];
}

uint32_t tagger_result_n_entities(const tagger_result *r)
{
    return r->linked.n_entities;
}

const tagger_entity *tagger_result_entity(const tagger_result *r, uint32_t i)
{
    return &r->linked.entity[i];
}

uint32_t tagger_result_n_relations(const tagger_result *r)
{
    return r->relations.n;
}

const tagger_relation *tagger_result_relation(const tagger_result *r, uint32_t i)
{
    return &r->relations.at[i];
}

uint32_t tagger_result_n_quotes(const tagger_result *r)
{
    return r->n_quotes;
}

const tagger_quote *tagger_result_quote(const tagger_result *r, uint32_t i)
{
    return &r->quote[i];
}

uint32_t tagger_result_n_topics(const tagger_result *r)
{
    return r->topics.n;
}

const tagger_topic *tagger_result_topic(const tagger_result *r, uint32_t i)
{
    return &r->topics.at[i];
}

uint32_t tagger_result_n_warnings(const tagger_result *r)
{
    return r->n_warnings;
}

tagger_str tagger_result_warning(const tagger_result *r, uint32_t i)
{
    return r->warning[i];
}

const char *tagger_result_stage(const tagger_result *r, uint32_t i, uint64_t *ns)
{
    uint32_t n = 0;
    const tg_stage *stages = tg_pipeline(&n);
    if (i >= n) return NULL;
    *ns = r->stage_ns[i];
    return stages[i].name;
}
