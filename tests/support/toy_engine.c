/* SPDX-License-Identifier: MIT
 *
 * toy_engine.c — an engine that takes every capitalised word for a person.
 * The program is linked with it only as long as engine/ is not there.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/status.h"
#include "base/utf8.h"
#include "support/fake.h"

struct tagger_engine {
    uint64_t max_doc;
};

struct tagger_worker {
    const tagger_engine *engine;
};

tagger_status tagger_engine_new(tagger_engine **out, const tagger_options *options,
                                tagger_error *err)
{
    *out = tg_mem_alloc(sizeof **out);
    if (*out == NULL) return tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    (*out)->max_doc = options->max_doc;
    return TAGGER_OK;
}

void tagger_engine_free(tagger_engine *engine)
{
    tg_mem_free(engine);
}

tagger_str tagger_engine_hash(const tagger_engine *engine)
{
    (void)engine;
    return (tagger_str){"0000", 4};
}

tagger_status tagger_worker_new(tagger_worker **out, const tagger_engine *engine, tagger_error *err)
{
    *out = tg_mem_alloc(sizeof **out);
    if (*out == NULL) return tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    (*out)->engine = engine;
    return TAGGER_OK;
}

void tagger_worker_free(tagger_worker *worker)
{
    tg_mem_free(worker);
}

static char *copy(tagger_str s)
{
    char *p = tg_mem_alloc(s.n + 1);
    memcpy(p, s.n > 0 ? s.p : "", s.n);
    p[s.n] = '\0';
    return p;
}

tagger_status tagger_tag(tagger_result **out, tagger_worker *worker, const tagger_article *a,
                         tagger_error *err)
{
    *out = NULL;
    (void)worker;
    size_t nul = 0;
    for (size_t i = 0; i < a->text.n; i++) nul += a->text.p[i] == '\0';
    if (nul * 100 > a->text.n) return tg_fail(err, TAGGER_E_DATA, "binary text");
    tagger_result *r = tg_mem_alloc(sizeof *r);
    memset(r, 0, sizeof *r);
    size_t n_title = a->title.n > 0 ? a->title.n + 2 : 0;
    char *text = tg_mem_alloc(n_title + a->text.n + 1);
    if (n_title > 0) {
        memcpy(text, a->title.p, a->title.n);
        memcpy(text + a->title.n, "\n\n", 2);
    }
    memcpy(text + n_title, a->text.n ? a->text.p : "", a->text.n);
    size_t n = n_title + a->text.n;
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)text[i] >= 0x80 && tg_utf8_valid((tagger_str){text, n}) != n)
            text[i] = '?';
    r->meta = (tagger_meta){.text = {text, n},
                            .body_begin = (uint32_t)n_title,
                            .id = {copy(a->id), a->id.n},
                            .title = {copy(a->title), a->title.n},
                            .lang = {"en", 2},
                            .encoding = "utf-8"};
    tagger_span *tokens = tg_mem_alloc((n + 1) * sizeof *tokens);
    tagger_mention *mentions = tg_mem_alloc((n + 1) * sizeof *mentions);
    tagger_entity *entities = tg_mem_alloc((n + 1) * sizeof *entities);
    for (uint32_t i = 0; i < n;) {
        while (i < n && memchr(" \n\t", text[i], 3) != NULL) i++;
        uint32_t b = i;
        while (i < n && memchr(" \n\t", text[i], 3) == NULL) i++;
        if (b == i) break;
        tokens[r->n_tokens++] = (tagger_span){b, i};
        if (text[b] < 'A' || text[b] > 'Z') continue;
        entities[r->n_entities] = (tagger_entity){
            .type = TAGGER_PERSON, .key = {text + b, i - b}, .name = {text + b, i - b}};
        mentions[r->n_mentions++] = (tagger_mention){.at = {b, i},
                                                     .zone = TAGGER_BODY,
                                                     .entity = r->n_entities++,
                                                     .score = 0.5F,
                                                     .how = "shape",
                                                     .rule = {"toy", 3}};
    }
    tagger_zone_block *zone = tg_mem_alloc(sizeof *zone);
    *zone = (tagger_zone_block){.at = {0, (uint32_t)n}, .zone = TAGGER_BODY, .rule = "all"};
    tagger_sentence *sentence = tg_mem_alloc(sizeof *sentence);
    *sentence = (tagger_sentence){.at = {0, (uint32_t)n}};
    r->zones = zone;
    r->n_zones = 1;
    r->sentences = sentence;
    r->n_sentences = 1;
    r->tokens = tokens;
    r->mentions = mentions;
    r->entities = entities;
    *out = r;
    return TAGGER_OK;
}

static void drop(const void *p)
{
    void *q;
    memcpy(&q, &p, sizeof q);
    tg_mem_free(q);
}

void tagger_result_free(tagger_result *r)
{
    if (r == NULL) return;
    drop(r->meta.text.p);
    drop(r->meta.id.p);
    drop(r->meta.title.p);
    drop(r->zones);
    drop(r->sentences);
    drop(r->tokens);
    drop(r->mentions);
    drop(r->entities);
    tg_mem_free(r);
}

tagger_status tagger_dump(const tagger_result *r, const char *stage, tagger_line_fn *line,
                          void *context, tagger_error *err)
{
    (void)r;
    (void)err;
    (void)line(context, (tagger_str){stage, strlen(stage)});
    return TAGGER_OK;
}

tagger_status tagger_explain(const tagger_result *r, tagger_span at, tagger_line_fn *line,
                             void *context, tagger_error *err)
{
    (void)r;
    (void)at;
    (void)err;
    (void)line(context, (tagger_str){"toy", 3});
    return TAGGER_OK;
}

const char *tagger_result_stage(const tagger_result *r, uint32_t i, uint64_t *ns)
{
    (void)r;
    *ns = 1;
    return i == 0 ? "toy" : NULL;
}

tagger_status tagger_lists_show(const tagger_engine *engine, tagger_str form, tagger_line_fn *line,
                                void *context, tagger_error *err)
{
    (void)engine;
    (void)form;
    (void)line;
    (void)context;
    (void)err;
    return TAGGER_OK;
}
