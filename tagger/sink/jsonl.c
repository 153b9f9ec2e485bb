/* SPDX-License-Identifier: MIT
 *
 * jsonl.c — one JSON object a line; its field names are a contract.
 *
 * The record of one document, in this order:
 *
 *     schema id title date date_from lang encoding bad_bytes offsets text
 *     zones_sure zones ents title_ents relations quotes topics warnings
 *     … the caller's own fields, byte for byte
 *
 * A field of the caller that is named like one of ours is kept as input.NAME,
 * unless it says the very same; so is one that is named input.NAME already, as
 * in a record of ours that is read again, or the two could not be told apart.
 */
#include "base/utf8.h"
#include "sink/formats.h"
#include "sink/view.h"

static void open_item(tg_buf *out, bool first)
{
    tg_buf_word(out, first ? "{" : ",{");
}

static void put_bool(tg_buf *out, const char *key, bool value)
{
    tg_buf_word(out, key);
    tg_buf_word(out, value ? "true" : "false");
}

/** One of our own names ("person", "sub-heading"): nothing in it needs an escape. */
static void put_name(tg_buf *out, const char *name)
{
    size_t n = strlen(name);
    if (!tg_buf_reserve(out, n + 2)) return;
    char *p = out->p + out->n;
    p[0] = '"';
    memcpy(p + 1, name, n + 1); /* the quote comes where its NUL is */
    p[n + 1] = '"';
    out->n += n + 2;
}

/* Inline, so that the length of the key is known. */
static inline void put_word(tg_buf *out, const char *key, const char *word)
{
    tg_buf_word(out, key);
    if (word == NULL) {
        tg_buf_word(out, "null");
    } else {
        put_name(out, word);
    }
}

static void put_score(tg_buf *out, const char *key, float score)
{
    tg_buf_word(out, key);
    tg_buf_fixed(out, (double)score, 3);
}

/** `"start":1,"end":2` */
static void put_ends(tg_buf *out, const char *key, const tg_offsets *offsets, tagger_span at)
{
    tg_sink_field_uint(out, key, tg_offsets_at(offsets, at.begin));
    tg_sink_field_uint(out, ",\"end\":", tg_offsets_at(offsets, at.end));
}

static void put_zones(tg_buf *out, const tg_view *view)
{
    tg_buf_word(out, ",\"zones\":[");
    bool first = true;
    for (uint32_t i = 0; i < tagger_result_n_zones(view->result); i++) {
        const tagger_zone_block *block = tagger_result_zone(view->result, i);
        tagger_span at;
        if (!tg_view_clip(view, block->at, &at)) continue;
        open_item(out, first);
        first = false;
        put_word(out, "\"zone\":", tagger_zone_name(block->zone));
        put_ends(out, ",\"start\":", &view->in_text, at);
        put_word(out, ",\"rule\":", block->rule);
        tg_buf_char(out, '}');
    }
    tg_buf_char(out, ']');
}

/* ---- ents --------------------------------------------------------------------- */

static void put_entity(tg_buf *out, const tagger_result *r, const tagger_mention *m)
{
    if (m->entity != TAGGER_NONE) {
        const tagger_entity *entity = tagger_result_entity(r, m->entity);
        tg_sink_field(out, ",\"entity\":", entity->key);
        tg_sink_field(out, ",\"name\":", entity->name);
        return;
    }
    tg_buf_word(out, ",\"entity\":null,\"candidates\":[");
    for (uint32_t i = 0; i < m->n_candidates; i++) {
        if (i > 0) tg_buf_char(out, ',');
        tg_json_put(out, tagger_result_entity(r, m->candidates[i])->key);
    }
    tg_buf_word(out, "],\"name\":null");
}

static void put_mention(tg_buf *out, const tg_view *view, const tagger_mention *m, bool in_title,
                        const tg_sink_options *options)
{
    uint32_t begin = in_title ? 0 : view->begin;
    tagger_span at = {.begin = m->at.begin - begin, .end = m->at.end - begin};
    put_ends(out, "\"start\":", in_title ? &view->in_title : &view->in_text, at);
    put_word(out, ",\"label\":", tg_sink_label(m->type, options));
    tg_sink_field(out, ",\"text\":", tg_sink_surface(view->result, m->at));
    put_entity(out, view->result, m);
    put_word(out, ",\"form\":", tagger_form_name(m->form));
    tg_sink_field(out, ",\"title\":", m->title);
    tg_sink_field(out, ",\"role\":", m->role);
    put_word(out, ",\"zone\":", tagger_zone_name(m->zone));
    tg_sink_field_uint(out, ",\"sentence\":", tg_view_sentence(view, m));
    put_score(out, ",\"score\":", m->score);
    put_word(out, ",\"how\":", m->how);
    tg_sink_field(out, ",\"rule\":", m->rule);
    tg_buf_char(out, '}');
}

/** The mentions in the title, or those in the text. */
static void put_ents(tg_buf *out, const char *key, const tg_view *view, bool in_title,
                     const tg_sink_options *options)
{
    tg_buf_word(out, key);
    bool first = true;
    for (uint32_t i = 0; i < tagger_result_n_mentions(view->result); i++) {
        const tagger_mention *m = tagger_result_mention(view->result, i);
        if ((view->ent_of[i] == TAGGER_NONE) != in_title) continue;
        if (in_title && m->at.end > view->title.n) continue;
        open_item(out, first);
        first = false;
        put_mention(out, view, m, in_title, options);
    }
    tg_buf_char(out, ']');
}

/* ---- relations and quotes ------------------------------------------------------ */

/** The index of a mention among the ents, or null. */
static void put_ent(tg_buf *out, const char *key, const tg_view *view, uint32_t mention)
{
    tg_buf_word(out, key);
    if (mention == TAGGER_NONE || view->ent_of[mention] == TAGGER_NONE) {
        tg_buf_word(out, "null");
    } else {
        tg_buf_uint(out, view->ent_of[mention]);
    }
}

/** A relation is left out when it touches the title. */
static bool is_in_text(const tg_view *view, const tagger_relation *r, tagger_span *at)
{
    return view->ent_of[r->subject] != TAGGER_NONE &&
           (r->object == TAGGER_NONE || view->ent_of[r->object] != TAGGER_NONE) &&
           tg_view_clip(view, r->at, at);
}

static void put_relations(tg_buf *out, const tg_view *view)
{
    tg_buf_word(out, ",\"relations\":[");
    bool first = true;
    for (uint32_t i = 0; i < tagger_result_n_relations(view->result); i++) {
        const tagger_relation *r = tagger_result_relation(view->result, i);
        tagger_span at;
        if (!is_in_text(view, r, &at)) continue;
        open_item(out, first);
        first = false;
        put_ent(out, "\"subject\":", view, r->subject);
        put_word(out, ",\"predicate\":", r->predicate);
        put_ent(out, ",\"object\":", view, r->object);
        tg_sink_field(out, ",\"value\":", r->value);
        put_ends(out, ",\"start\":", &view->in_text, at);
        tg_sink_field(out, ",\"rule\":", r->rule);
        put_score(out, ",\"score\":", r->score);
        tg_buf_char(out, '}');
    }
    tg_buf_char(out, ']');
}

/** `[[1,2],[5,9]]`: those spans that lie in the text and are not empty. @return how many. */
static uint32_t put_spans(tg_buf *out, const char *key, const tg_view *view,
                          const tagger_span *spans, uint32_t n)
{
    uint32_t n_put = 0;
    tg_buf_word(out, key);
    tg_buf_char(out, '[');
    for (uint32_t i = 0; i < n; i++) {
        tagger_span at;
        if (spans[i].begin == spans[i].end || !tg_view_clip(view, spans[i], &at)) continue;
        tg_buf_word(out, n_put++ == 0 ? "[" : ",[");
        tg_buf_uint(out, tg_offsets_at(&view->in_text, at.begin));
        tg_buf_char(out, ',');
        tg_buf_uint(out, tg_offsets_at(&view->in_text, at.end));
        tg_buf_char(out, ']');
    }
    tg_buf_char(out, ']');
    return n_put;
}

static void put_quotes(tg_buf *out, const tg_view *view)
{
    tg_buf_word(out, ",\"quotes\":[");
    bool first = true;
    for (uint32_t i = 0; i < tagger_result_n_quotes(view->result); i++) {
        const tagger_quote *q = tagger_result_quote(view->result, i);
        size_t before = out->n;
        open_item(out, first);
        put_ent(out, "\"speaker\":", view, q->speaker);
        (void)put_spans(out, ",\"source\":", view, &q->source, 1);
        (void)put_spans(out, ",\"cue\":", view, &q->cue, 1);
        bool said = put_spans(out, ",\"content\":", view, q->content, q->n_content) > 0;
        put_word(out, ",\"kind\":", q->kind);
        tg_buf_char(out, '}');
        /* Nothing of it in the text: take it back. */
        if (!said) out->n = before;
        first = first && !said;
    }
    tg_buf_char(out, ']');
}

/* ---- topics, warnings ------------------------------------------------------------ */

static void put_terms(tg_buf *out, const tagger_topic *topic)
{
    tg_buf_word(out, ",\"terms\":[");
    for (uint32_t i = 0; i < topic->n_terms; i++) {
        tg_buf_word(out, i == 0 ? "[" : ",[");
        tg_json_put(out, topic->terms[i].term);
        tg_buf_char(out, ',');
        tg_buf_uint(out, topic->terms[i].count);
        tg_buf_char(out, ']');
    }
    tg_buf_char(out, ']');
}

static void put_topics(tg_buf *out, const tagger_result *result)
{
    tg_buf_word(out, ",\"topics\":[");
    for (uint32_t i = 0; i < tagger_result_n_topics(result); i++) {
        const tagger_topic *topic = tagger_result_topic(result, i);
        open_item(out, i == 0);
        tg_sink_field(out, "\"id\":", topic->id);
        tg_buf_word(out, ",\"path\":[");
        for (uint32_t k = 0; k < topic->n_path; k++) {
            if (k > 0) tg_buf_char(out, ',');
            tg_json_put(out, topic->path[k]);
        }
        tg_buf_char(out, ']');
        tg_sink_field(out, ",\"label\":", topic->label);
        put_score(out, ",\"score\":", topic->score);
        put_score(out, ",\"confidence\":", topic->confidence);
        put_terms(out, topic);
        tg_buf_char(out, '}');
    }
    tg_buf_char(out, ']');
}

static bool is_cp1252(const tg_sink_doc *doc)
{
    return doc->result != NULL &&
           strcmp(tagger_result_meta(doc->result)->encoding, "windows-1252") == 0;
}

/** Are the caller's fields written without a U+FFFD that was not there? */
static bool extra_is_clean(const tg_sink_doc *doc)
{
    if (is_cp1252(doc)) return true;
    for (size_t i = 0; i < doc->n_extra; i++) {
        tg_str name = doc->extra[i].name.raw;
        tg_str value = doc->extra[i].value.raw;
        if (tg_utf8_valid(name) != name.n || tg_utf8_valid(value) != value.n) return false;
    }
    return true;
}

static void put_warnings(tg_buf *out, const tg_sink_doc *doc)
{
    tg_buf_word(out, ",\"warnings\":[");
    const char *comma = "";
    for (uint32_t i = 0; i < tagger_result_n_warnings(doc->result); i++) {
        tg_buf_word(out, comma);
        tg_json_put(out, tagger_result_warning(doc->result, i));
        comma = ",";
    }
    if (doc->n_lone > 0) {
        tg_buf_word(out, comma);
        tg_buf_char(out, '"');
        tg_buf_uint(out, doc->n_lone);
        tg_buf_word(out, " halves of surrogate pairs replaced by U+FFFD\"");
        comma = ",";
    }
    if (!extra_is_clean(doc)) {
        tg_buf_word(out, comma);
        tg_buf_word(out, "\"ill-formed UTF-8 beside the text replaced by U+FFFD\"");
    }
    tg_buf_char(out, ']');
}

/* ---- the caller's own fields ------------------------------------------------------- */

/** Is a name, its escapes resolved, one of ours, or one of ours behind "input."? */
static bool is_ours(const tg_json_value *member_name)
{
    enum { N_INPUT = 6 };
    static const char *const ours[] = {
        "schema", "id",         "title",     "date",  "date_from", "lang",   "encoding",
        "text",   "bad_bytes",  "offsets",   "zones", "ents",      "quotes", "title_ents",
        "topics", "zones_sure", "relations", "error", "warnings"};
    char plain[128]; /* long enough for any of ours in escapes alone */
    tg_str name = tg_json_inside(*member_name);
    if (member_name->escaped && name.n <= sizeof plain) {
        uint32_t n_lone = 0;
        name = (tg_str){plain, tg_json_unescape(plain, name, &n_lone)};
    }
    while (name.n > N_INPUT && memcmp(name.p, "input.", N_INPUT) == 0)
        name = (tg_str){name.p + N_INPUT, name.n - N_INPUT};
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++) {
        if (strlen(ours[i]) == name.n && memcmp(ours[i], name.p, name.n) == 0) return true;
    }
    return false;
}

/** Whether the caller's date or language is what the record says anyhow. */
static bool says_the_same(const tg_json_member *member, const tagger_result *result)
{
    if (result == NULL || member->value.kind != TG_JSON_STRING) return false;
    const tagger_meta *meta = tagger_result_meta(result);
    tg_str name = tg_json_inside(member->name);
    tg_str value = tg_json_inside(member->value);
    return (tg_str_eq(name, TG_LIT("date")) && tg_str_eq(value, meta->date)) ||
           (tg_str_eq(name, TG_LIT("lang")) && tg_str_eq(value, meta->lang));
}

/** A name or value of the caller as it is spelt; ill-formed bytes are what the article's are. */
static void put_spelt(tg_buf *out, tg_str raw, bool cp1252)
{
    if (!cp1252 || tg_utf8_valid(raw) == raw.n) {
        (void)tg_json_put_raw(out, raw);
    } else if (tg_buf_reserve(out, 3 * raw.n)) {
        out->n += tg_utf8_from_cp1252(out->p + out->n, raw);
    }
}

static void put_extra(tg_buf *out, const tg_sink_doc *doc)
{
    bool cp1252 = is_cp1252(doc);
    for (size_t i = 0; i < doc->n_extra; i++) {
        const tg_json_member *member = &doc->extra[i];
        if (says_the_same(member, doc->result)) continue;
        tg_buf_char(out, ',');
        if (is_ours(&member->name)) {
            tg_buf_word(out, "\"input.");
            tg_str name = {.p = member->name.raw.p + 1, .n = member->name.raw.n - 1};
            put_spelt(out, name, cp1252);
        } else {
            put_spelt(out, member->name.raw, cp1252);
        }
        tg_buf_char(out, ':');
        put_spelt(out, member->value.raw, cp1252);
    }
}

/* ---- records ------------------------------------------------------------------------ */

static void put_meta(tg_buf *out, const tg_view *view, const tg_sink_options *options)
{
    const tagger_meta *meta = view->meta;
    tg_buf_word(out, "{\"schema\":1");
    tg_buf_word(out, ",\"id\":");
    tg_json_put_any(out, meta->id); /* a path may be any bytes */
    tg_sink_field(out, ",\"title\":", view->title);
    tg_sink_field(out, ",\"date\":", meta->date);
    put_word(out, ",\"date_from\":", meta->date_from);
    tg_sink_field(out, ",\"lang\":", meta->lang);
    put_word(out, ",\"encoding\":", meta->encoding);
    tg_sink_field_uint(out, ",\"bad_bytes\":", meta->n_bad_bytes);
    put_word(out, ",\"offsets\":", tg_unit_name(options->unit));
    tg_buf_word(out, ",\"text\":");
    tg_json_put(out, view->text);
    put_bool(out, ",\"zones_sure\":", meta->zones_sure);
}

void tg_sink_jsonl(tg_buf *out, const tg_sink_doc *doc, const tg_sink_options *options)
{
    tg_view view;
    if (tg_view_init(&view, doc->result, options->unit)) {
        put_meta(out, &view, options);
        put_zones(out, &view);
        put_ents(out, ",\"ents\":[", &view, false, options);
        put_ents(out, ",\"title_ents\":[", &view, true, options);
        put_relations(out, &view);
        put_quotes(out, &view);
        put_topics(out, doc->result);
        put_warnings(out, doc);
        put_extra(out, doc);
        tg_buf_word(out, "}\n");
    } else {
        out->oom = true;
    }
    tg_view_dispose(&view);
}

void tg_sink_jsonl_failed(tg_buf *out, const tg_sink_doc *doc, const tg_sink_options *options)
{
    (void)options;
    const tagger_error *problem = doc->problem;
    tg_buf_word(out, "{\"schema\":1,\"id\":");
    if (doc->id.p == NULL) {
        tg_buf_word(out, "null");
    } else {
        tg_json_put_any(out, doc->id);
    }
    tg_buf_word(out, ",\"error\":{\"text\":");
    tg_json_put_any(out, (tg_str){.p = problem->text, .n = strlen(problem->text)});
    tg_buf_word(out, ",\"file\":");
    tg_json_put_any(out, (tg_str){.p = doc->path, .n = strlen(doc->path)});
    tg_sink_field_uint(out, ",\"line\":", problem->line);
    tg_sink_field_uint(out, ",\"column\":", problem->column);
    tg_buf_char(out, '}');
    put_extra(out, doc);
    tg_buf_word(out, "}\n");
}
