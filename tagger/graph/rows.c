/* SPDX-License-Identifier: MIT
 *
 * rows.c — what a result says, row by row.
 *
 * The order is that of the arrows: a mention needs its entity, a pair its
 * mentions. Everything is read through tagger.h; offsets become code points
 * here and nowhere else.
 */
#include "graph/rows.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/status.h"
#include "graph/fold.h"
#include "graph/named.h"
#include "graph/pairs.h"
#include "graph/points.h"
#include "graph/story.h"

/** One document on its way into the database. */
typedef struct writing {
    tg_inserter *in;
    const tagger_result *r;
    const tagger_meta *meta;
    tg_arena *arena;
    tg_points points;
    tg_buf buf;
    int64_t id;
    int64_t *entities; /* [n entities of r] row ids */
    int64_t *mentions; /* [n mentions of r] row ids */
    tagger_error *err;
} writing;

static tagger_status no_memory(const writing *w)
{
    return tg_fail(w->err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(w->in->store));
}

static tagger_status statement(sqlite3_stmt **out, tg_inserter *in, int which, tagger_error *err)
{
    tagger_status status = TAGGER_OK;
    if (in->stmt[which] == NULL)
        status = tg_sql_prepare(&in->stmt[which], in->store, tg_row_sql[which], err);
    *out = in->stmt[which];
    return status;
}

static tagger_status run(tg_inserter *in, int which, const tg_value *values, uint32_t n,
                         tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(statement(&stmt, in, which, err));
    return tg_sql_run(in->store, stmt, values, n, err);
}

static tagger_status look_up(int64_t *id, tg_inserter *in, int which, const tg_value *values,
                             uint32_t n, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(statement(&stmt, in, which, err));
    return tg_sql_id(id, in->store, stmt, values, n, err);
}

static int64_t last_id(const writing *w)
{
    return sqlite3_last_insert_rowid(w->in->store->db);
}

/** What is absent or empty is NULL in the database. */
static tg_value some(tg_str s)
{
    return s.n > 0 ? tg_text(s) : tg_null();
}

static uint32_t point(const writing *w, uint32_t byte)
{
    return tg_points_at(&w->points, byte);
}

static tg_str piece(const writing *w, tagger_span at)
{
    return (tg_str){w->meta->text.p + at.begin, at.end - at.begin};
}

/* ---- documents ----------------------------------------------------------- */

static tagger_status source_id(tg_value *out, const writing *w)
{
    *out = tg_null();
    if (w->meta->source.n == 0) return TAGGER_OK;
    int64_t id = 0;
    TG_TRY(look_up(&id, w->in, TG_GET_SOURCE, TG_VALUES(tg_text(w->meta->source)), w->err));
    if (id == 0) {
        TG_TRY(run(w->in, TG_PUT_SOURCE, TG_VALUES(tg_text(w->meta->source)), w->err));
        id = last_id(w);
    }
    *out = tg_int(id);
    return TAGGER_OK;
}

static tagger_span body_of(const tagger_result *r)
{
    tagger_span body = {0, 0};
    for (uint32_t i = 0; i < tagger_result_n_zones(r); i++) {
        const tagger_zone_block *block = tagger_result_zone(r, i);
        if (block->zone != TAGGER_BODY && block->zone != TAGGER_LEAD) continue;
        if (body.end == 0) body.begin = block->at.begin;
        body.end = block->at.end;
    }
    return body;
}

static tagger_status put_document(writing *w, tg_str uri, tg_str sha256)
{
    const tagger_meta *meta = w->meta;
    tagger_span body = body_of(w->r);
    tg_value source;
    TG_TRY(source_id(&source, w));
    TG_TRY(run(w->in, TG_PUT_DOCUMENT,
               TG_VALUES(tg_text(uri), source, some(meta->title), some(meta->date),
                         tg_word(meta->date_from), some(meta->lang), tg_text(sha256),
                         tg_int(point(w, body.begin)), tg_int(point(w, body.end)),
                         tg_int(w->in->run_id), tg_text(meta->text)),
               w->err));
    w->id = last_id(w);
    return run(w->in, TG_PUT_UNLINKED, TG_VALUES(tg_int(w->id)), w->err);
}

static tagger_status put_signature(const writing *w)
{
    tg_signature signature;
    unsigned char bins[2 * TG_STORY_BINS];
    tg_signature_make(&signature, w->r);
    for (uint32_t i = 0; i < TG_STORY_BINS; i++) {
        bins[(size_t)2 * i] = (unsigned char)(signature.bins[i] & 0xff);
        bins[(size_t)2 * i + 1] = (unsigned char)(signature.bins[i] >> 8);
    }
    return run(w->in, TG_PUT_SIGNATURE,
               TG_VALUES(tg_int(w->id), tg_int(signature.n_words), tg_int((int64_t)signature.exact),
                         tg_blob(bins, sizeof bins)),
               w->err);
}

/* ---- entities ------------------------------------------------------------ */

static tagger_status put_alias(writing *w, int64_t entity, tg_str alias, const char *kind,
                               int64_t n_mentions)
{
    w->buf.n = 0;
    tg_fold_name(&w->buf, w->in->store, alias);
    if (w->buf.oom) return no_memory(w);
    tg_str folded = w->buf.n > 0 ? tg_buf_view(&w->buf) : TG_LIT("");
    return run(w->in, TG_PUT_ALIAS,
               TG_VALUES(tg_int(entity), tg_text(alias), tg_word(kind), tg_text(folded),
                         tg_int(n_mentions)),
               w->err);
}

static tagger_status put_entity(int64_t *id, writing *w, const tagger_entity *e)
{
    const char *type = tagger_type_name(e->type);
    TG_TRY(look_up(id, w->in, TG_GET_ENTITY, TG_VALUES(tg_text(e->key), tg_word(type)), w->err));
    if (*id == 0) {
        TG_TRY(run(w->in, TG_PUT_ENTITY,
                   TG_VALUES(tg_text(e->key), tg_word(type), tg_text(e->name), some(e->subtype),
                             some(e->wikidata), some(e->country), tg_int(e->known)),
                   w->err));
        *id = last_id(w);
    } else if (e->known) {
        /* The lists may have grown since the entity was first met. */
        TG_TRY(run(w->in, TG_SET_ENTITY,
                   TG_VALUES(tg_int(*id), tg_text(e->name), some(e->subtype), some(e->wikidata),
                             some(e->country)),
                   w->err));
    }
    return e->known ? put_alias(w, *id, e->name, "list", 0) : TAGGER_OK;
}

static tagger_status put_entities(writing *w)
{
    uint32_t n = tagger_result_n_entities(w->r);
    w->entities = TG_ARENA_NEW(w->arena, int64_t, n);
    if (w->entities == NULL) return no_memory(w);
    for (uint32_t i = 0; i < n; i++) {
        const tagger_entity *e = tagger_result_entity(w->r, i);
        w->entities[i] = tg_idcache_get(w->in->cache, (uint8_t)e->type, e->key);
        if (w->entities[i] != 0) continue;
        TG_TRY(put_entity(&w->entities[i], w, e));
        tg_idcache_put(w->in->cache, (uint8_t)e->type, e->key, w->entities[i]);
    }
    return TAGGER_OK;
}

/** The row of an entity, or 0 for TAGGER_NONE. */
static int64_t entity_row(const writing *w, uint32_t entity)
{
    return entity == TAGGER_NONE ? 0 : w->entities[entity];
}

/** The row of the entity that a mention names; 0 when ambiguous or no mention. */
static int64_t named_row(const writing *w, uint32_t mention)
{
    return mention == TAGGER_NONE ? 0 : entity_row(w, tagger_result_mention(w->r, mention)->entity);
}

static tg_value id_or_null(int64_t id)
{
    return id == 0 ? tg_null() : tg_int(id);
}

/* ---- mentions ------------------------------------------------------------ */

enum { RULE_KIND = 0x80 };

/** "people/politicians.tsv:812" has a file and a line; "role-name" only a name. */
static tagger_status put_rule(int64_t *id, const writing *w, tg_str rule)
{
    size_t colon = rule.n;
    while (colon > 0 && rule.p[colon - 1] >= '0' && rule.p[colon - 1] <= '9') colon--;
    bool has_line = colon > 1 && colon < rule.n && rule.n - colon < 10 && rule.p[colon - 1] == ':';
    int64_t line = 0;
    for (size_t i = colon; has_line && i < rule.n; i++) line = line * 10 + (rule.p[i] - '0');
    TG_TRY(run(w->in, TG_PUT_RULE,
               TG_VALUES(tg_text(rule), has_line ? tg_text((tg_str){rule.p, colon - 1}) : tg_null(),
                         has_line ? tg_int(line) : tg_null()),
               w->err));
    *id = last_id(w);
    return TAGGER_OK;
}

static tagger_status rule_id(tg_value *out, const writing *w, tg_str rule)
{
    *out = tg_null();
    if (rule.n == 0) return TAGGER_OK;
    int64_t id = tg_idcache_get(w->in->cache, RULE_KIND, rule);
    if (id == 0) {
        TG_TRY(look_up(&id, w->in, TG_GET_RULE, TG_VALUES(tg_text(rule)), w->err));
        if (id == 0) TG_TRY(put_rule(&id, w, rule));
        tg_idcache_put(w->in->cache, RULE_KIND, rule, id);
    }
    *out = tg_int(id);
    return TAGGER_OK;
}

static tagger_span sentence_of(const writing *w, const tagger_mention *m)
{
    if (m->sentence >= tagger_result_n_sentences(w->r)) return m->at;
    return tagger_result_sentence(w->r, m->sentence)->at;
}

static tagger_status count_alias(writing *w, int64_t entity, const tagger_mention *m)
{
    tg_str surface = piece(w, m->at);
    const char *kind = tagger_form_name(m->form);
    TG_TRY(run(w->in, TG_COUNT_ALIAS, TG_VALUES(tg_int(entity), tg_text(surface), tg_word(kind)),
               w->err));
    if (sqlite3_changes(w->in->store->db) > 0) return TAGGER_OK;
    return put_alias(w, entity, surface, kind, 1);
}

static tagger_status put_candidates(const writing *w, int64_t id, const tagger_mention *m)
{
    for (uint32_t i = 0; i < m->n_candidates; i++) {
        TG_TRY(run(w->in, TG_PUT_CANDIDATE,
                   TG_VALUES(tg_int(id), tg_int(entity_row(w, m->candidates[i])),
                             tg_real((double)m->score)),
                   w->err));
    }
    return TAGGER_OK;
}

static tagger_status put_mention(writing *w, uint32_t i)
{
    const tagger_mention *m = tagger_result_mention(w->r, i);
    int64_t entity = entity_row(w, m->entity);
    tagger_span sentence = sentence_of(w, m);
    tg_value rule;
    TG_TRY(rule_id(&rule, w, m->rule));
    TG_TRY(run(w->in, TG_PUT_MENTION,
               TG_VALUES(tg_int(w->id), id_or_null(entity), tg_int(point(w, m->at.begin)),
                         tg_int(point(w, m->at.end)), tg_int(m->sentence), tg_int(m->paragraph),
                         tg_int(point(w, sentence.begin)), tg_int(point(w, sentence.end)),
                         tg_word(tagger_zone_name(m->zone)), tg_text(piece(w, m->at)),
                         tg_word(tagger_form_name(m->form)), some(m->title), some(m->role),
                         tg_word(m->how), rule, tg_real((double)m->score)),
               w->err));
    w->mentions[i] = last_id(w);
    return entity != 0 ? count_alias(w, entity, m) : put_candidates(w, w->mentions[i], m);
}

static tagger_status put_mentions(writing *w)
{
    uint32_t n = tagger_result_n_mentions(w->r);
    w->mentions = TG_ARENA_NEW(w->arena, int64_t, n);
    if (w->mentions == NULL) return no_memory(w);
    for (uint32_t i = 0; i < n; i++) TG_TRY(put_mention(w, i));
    return TAGGER_OK;
}

/** Who is named where it counts, for questions about many documents. */
static tagger_status put_named(writing *w)
{
    uint32_t n = tagger_result_n_mentions(w->r);
    uint32_t n_ids = 0;
    int64_t *ids = TG_ARENA_NEW(w->arena, int64_t, n);
    if (ids == NULL) return no_memory(w);
    for (uint32_t i = 0; i < n; i++) {
        const tagger_mention *m = tagger_result_mention(w->r, i);
        if (m->entity != TAGGER_NONE && tagger_zone_counts(m->zone))
            ids[n_ids++] = entity_row(w, m->entity);
    }
    if (n_ids == 0) return TAGGER_OK;
    w->buf.n = 0;
    tg_named_put(&w->buf, ids, n_ids);
    if (w->buf.oom) return no_memory(w);
    return run(w->in, TG_PUT_NAMED, TG_VALUES(tg_int(w->id), tg_blob(w->buf.p, w->buf.n)), w->err);
}

/* ---- relations, quotes, topics ------------------------------------------- */

static tagger_status put_relations(const writing *w)
{
    for (uint32_t i = 0; i < tagger_result_n_relations(w->r); i++) {
        const tagger_relation *rel = tagger_result_relation(w->r, i);
        int64_t subject = named_row(w, rel->subject);
        int64_t object = named_row(w, rel->object);
        /* A fact about nobody in particular is no fact. */
        if (subject == 0 || (object == 0 && rel->value.n == 0)) continue;
        tg_value rule;
        TG_TRY(rule_id(&rule, w, rel->rule));
        TG_TRY(run(w->in, TG_PUT_RELATION,
                   TG_VALUES(tg_int(subject), tg_word(rel->predicate), id_or_null(object),
                             some(rel->value), tg_int(w->id), tg_int(point(w, rel->at.begin)),
                             tg_int(point(w, rel->at.end)), rule, tg_real((double)rel->score)),
                   w->err));
    }
    return TAGGER_OK;
}

static tagger_status put_quote(writing *w, const tagger_quote *q)
{
    if (q->n_content == 0) return TAGGER_OK;
    w->buf.n = 0;
    for (uint32_t i = 0; i < q->n_content; i++) {
        if (i > 0) tg_buf_word(&w->buf, " … ");
        tg_buf_str(&w->buf, piece(w, q->content[i]));
    }
    if (w->buf.oom) return no_memory(w);
    tg_value cue = q->cue.end > q->cue.begin ? tg_text(piece(w, q->cue)) : tg_null();
    return run(w->in, TG_PUT_QUOTE,
               TG_VALUES(tg_int(w->id), id_or_null(named_row(w, q->speaker)), cue,
                         tg_int(strcmp(q->kind, "reported") != 0), tg_word(q->kind),
                         tg_int(point(w, q->content[0].begin)),
                         tg_int(point(w, q->content[q->n_content - 1].end)),
                         tg_text(tg_buf_view(&w->buf))),
               w->err);
}

static tagger_status put_quotes(writing *w)
{
    for (uint32_t i = 0; i < tagger_result_n_quotes(w->r); i++)
        TG_TRY(put_quote(w, tagger_result_quote(w->r, i)));
    return TAGGER_OK;
}

/** The row of topic "scheme:code", made when new; until its label is met it is named by its code. */
static tagger_status topic_id(int64_t *id, const writing *w, tg_str topic, int64_t parent)
{
    const char *colon = memchr(topic.p, ':', topic.n);
    size_t n = colon == NULL ? 0 : (size_t)(colon - topic.p);
    tg_str scheme = n == 0 ? TG_LIT("own") : (tg_str){topic.p, n};
    tg_str code = n == 0 ? topic : (tg_str){colon + 1, topic.n - n - 1};
    TG_TRY(look_up(id, w->in, TG_GET_TOPIC, TG_VALUES(tg_text(scheme), tg_text(code)), w->err));
    if (*id != 0) return TAGGER_OK;
    TG_TRY(run(w->in, TG_PUT_TOPIC,
               TG_VALUES(tg_text(scheme), tg_text(code), tg_text(code), id_or_null(parent)),
               w->err));
    *id = last_id(w);
    return TAGGER_OK;
}

static tagger_status put_topic(writing *w, const tagger_topic *topic)
{
    int64_t id = 0;
    for (uint32_t i = 0; i < topic->n_path; i++) TG_TRY(topic_id(&id, w, topic->path[i], id));
    if (topic->n_path == 0) TG_TRY(topic_id(&id, w, topic->id, 0));
    if (topic->label.n > 0)
        TG_TRY(run(w->in, TG_NAME_TOPIC, TG_VALUES(tg_int(id), tg_text(topic->label)), w->err));

    w->buf.n = 0;
    for (uint32_t i = 0; i < topic->n_terms; i++) {
        if (i > 0) tg_buf_word(&w->buf, ", ");
        tg_buf_str(&w->buf, topic->terms[i].term);
        tg_buf_word(&w->buf, " ");
        tg_buf_uint(&w->buf, topic->terms[i].count);
    }
    if (w->buf.oom) return no_memory(w);
    tg_value words = w->buf.n > 0 ? tg_text(tg_buf_view(&w->buf)) : tg_null();
    return run(w->in, TG_PUT_DOCUMENT_TOPIC,
               TG_VALUES(tg_int(w->id), tg_int(id), tg_real((double)topic->score),
                         tg_real((double)topic->confidence), words),
               w->err);
}

static tagger_status put_topics(writing *w)
{
    for (uint32_t i = 0; i < tagger_result_n_topics(w->r); i++)
        TG_TRY(put_topic(w, tagger_result_topic(w->r, i)));
    return TAGGER_OK;
}

/* ---- pairs --------------------------------------------------------------- */

static int by_begin(const void *left, const void *right)
{
    const tg_pair_mention *a = left;
    const tg_pair_mention *b = right;
    return a->begin < b->begin ? -1 : a->begin > b->begin;
}

static tagger_status collect(tg_pair_mention **out, uint32_t *n_out, const writing *w)
{
    uint32_t n = tagger_result_n_mentions(w->r);
    tg_pair_mention *at = TG_ARENA_NEW(w->arena, tg_pair_mention, n);
    if (at == NULL) return no_memory(w);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        const tagger_mention *m = tagger_result_mention(w->r, i);
        if (m->entity == TAGGER_NONE || !tagger_zone_counts(m->zone)) continue;
        at[k++] = (tg_pair_mention){.begin = point(w, m->at.begin),
                                    .end = point(w, m->at.end),
                                    .entity = m->entity,
                                    .sentence = m->sentence,
                                    .paragraph = m->paragraph,
                                    .id = i};
    }
    if (k > 1) qsort(at, k, sizeof *at, by_begin);
    *out = at;
    *n_out = k;
    return TAGGER_OK;
}

static tagger_status put_pairs(const writing *w)
{
    tg_pair_mention *mentions = NULL;
    uint32_t n = 0;
    tg_pairs pairs;
    TG_TRY(collect(&mentions, &n, w));
    if (!tg_pairs_find(&pairs, w->arena, mentions, n, tagger_result_n_entities(w->r)))
        return no_memory(w);
    for (uint32_t i = 0; i < pairs.n; i++) {
        const tg_pair *pair = &pairs.at[i];
        int64_t e[2] = {w->entities[pair->entity[0]], w->entities[pair->entity[1]]};
        if (e[0] == e[1]) continue;
        /* Rows are ordered by the ids of the database, not of the document. */
        uint32_t low = e[0] < e[1] ? 0 : 1;
        TG_TRY(run(w->in, TG_PUT_PAIR,
                   TG_VALUES(tg_int(w->id), tg_int(e[low]), tg_int(e[1 - low]), tg_int(pair->gap),
                             tg_int(w->mentions[pair->mention[low]]),
                             tg_int(w->mentions[pair->mention[1 - low]]), tg_int(pair->sentences)),
                   w->err));
    }
    return TAGGER_OK;
}

/* ---- the whole ----------------------------------------------------------- */

tagger_status tg_inserter_init(tg_inserter *out, tg_store *store, tagger_error *err)
{
    *out = (tg_inserter){.store = store, .cache = tg_idcache_new()};
    if (out->cache == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(store));
    return TAGGER_OK;
}

void tg_inserter_dispose(tg_inserter *in)
{
    for (uint32_t i = 0; i < TG_N_ROW_STATEMENTS; i++) (void)sqlite3_finalize(in->stmt[i]);
    tg_idcache_free(in->cache);
    *in = (tg_inserter){.store = NULL};
}

tagger_status tg_document_insert(tg_inserter *in, tg_str uri, tg_str sha256, const tagger_result *r,
                                 tagger_error *err)
{
    tg_arena arena = TG_ARENA_INIT;
    writing w = {.in = in, .r = r, .meta = tagger_result_meta(r), .arena = &arena, .err = err};
    tagger_status status = TAGGER_OK;
    if (!tg_points_init(&w.points, &arena, w.meta->text)) status = no_memory(&w);
    if (status == TAGGER_OK) status = put_document(&w, uri, sha256);
    if (status == TAGGER_OK) status = put_signature(&w);
    if (status == TAGGER_OK) status = put_entities(&w);
    if (status == TAGGER_OK) status = put_mentions(&w);
    if (status == TAGGER_OK) status = put_named(&w);
    if (status == TAGGER_OK) status = put_relations(&w);
    if (status == TAGGER_OK) status = put_quotes(&w);
    if (status == TAGGER_OK) status = put_topics(&w);
    if (status == TAGGER_OK) status = put_pairs(&w);
    tg_buf_dispose(&w.buf);
    tg_arena_dispose(&arena);
    return status;
}

tagger_status tg_document_delete(tg_inserter *in, int64_t id, tagger_error *err)
{
    for (int which = TG_DROP_FIRST; which <= TG_DROP_DOCUMENT; which++)
        TG_TRY(run(in, which, TG_VALUES(tg_int(id)), err));
    return TAGGER_OK;
}

tagger_status tg_document_find(int64_t *out, tg_inserter *in, tg_str uri, tagger_error *err)
{
    return look_up(out, in, TG_FIND_DOCUMENT, TG_VALUES(tg_text(uri)), err);
}
