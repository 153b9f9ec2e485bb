/* SPDX-License-Identifier: MIT
 *
 * engine.c — load lists, cues, patterns and weights; immutable afterwards.
 */
#include "engine/engine.h"

#include "base/mem.h"
#include "base/sha256.h"
#include "base/status.h"
#include "engine/tables.h"
#include "lex/builtin.h"
#include "lex/compile.h"
#include "resolve/builtin.h"

static tagger_status open_base(tagger_engine *e, const char *path, tagger_error *err)
{
    if (path == NULL) {
        TG_TRY(tg_lexicon_open_builtin(&e->lex[0], err));
    } else {
        TG_TRY(tg_file_map(&e->image, path, err));
        TG_TRY(tg_lexicon_open(&e->lex[0], e->image.bytes.p, e->image.bytes.n, path, err));
    }
    return tg_lists_add(&e->lists, e->lex[0], err);
}

/** Compile a folder of the user's and put it on top. */
static tagger_status open_folder(tagger_engine *e, const char *dir, tagger_error *err)
{
    uint32_t i = e->lists.n;
    if (i == TG_MAX_LISTS)
        return tg_fail(err, TAGGER_E_USAGE, "more than %d list folders", TG_MAX_LISTS - 1);
    size_t n = 0;
    TG_TRY(tg_compile_memory(&e->images[i], &n, dir, err));
    TG_TRY(tg_lexicon_open(&e->lex[i], e->images[i], n, dir, err));
    return tg_lists_add(&e->lists, e->lex[i], err);
}

static tagger_status open_weights(tagger_engine *e, const char *path, tagger_error *err)
{
    if (path == NULL)
        return tg_weights_open(&e->weights, tg_weights_builtin(), "built-in weights", err);
    tg_file file;
    TG_TRY(tg_file_map(&file, path, err));
    tagger_status status = tg_weights_parse(&e->weights, file.bytes, path, err);
    tg_file_dispose(&file);
    return status;
}

static tagger_status open_lists(tagger_engine *e, const tagger_options *o, tagger_error *err)
{
    TG_TRY(open_base(e, o->image, err));
    for (size_t i = 0; i < o->n_lists; i++) {
        TG_TRY(open_folder(e, o->lists[i], err));
        e->lists.folder[i + 1] = o->lists[i];
    }
    return TAGGER_OK;
}

/** Tables that stand in the lists as whole files. */
static tagger_status open_tables(tagger_engine *e, tagger_error *err)
{
    tg_str cues = tg_lexicon_blob(e->lex[0], TG_LIT("cues/zones.tsv"));
    TG_TRY(tg_zone_cues_new(&e->cues, cues, "cues/zones.tsv", err));
    TG_TRY(tg_patterns_new(&e->patterns, err));
    TG_TRY(tg_relation_rules_new(&e->relation_rules, err));
    return tg_tables_load(e->patterns, e->relation_rules, &e->lists, 1, err);
}

static tagger_status load(tagger_engine *e, const tagger_options *o, tagger_error *err)
{
    TG_TRY(open_lists(e, o, err));
    TG_TRY(open_tables(e, err));
    TG_TRY(tg_topic_model_new(&e->topics, &e->lists, err));
    return open_weights(e, o->weights, err);
}

/** Everything that decides the output, but for the options that the output names itself. */
static void set_hash(tagger_engine *e)
{
    tg_sha256 s;
    tg_sha256_start(&s);
    tg_sha256_add(&s, TAGGER_VERSION, sizeof TAGGER_VERSION);
    for (uint32_t i = 0; i < e->lists.n; i++) {
        tg_str hash = tg_lexicon_hash(e->lex[i]);
        tg_sha256_add(&s, hash.p, hash.n);
    }
    tg_str hash = tg_weights_hash(e->weights);
    tg_sha256_add(&s, hash.p, hash.n);
    unsigned char digest[TG_SHA256_BYTES];
    tg_sha256_end(&s, digest);
    tg_sha256_hex(e->hash, digest);
}

tagger_status tagger_engine_new(tagger_engine **out, const tagger_options *options,
                                tagger_error *err)
{
    *out = NULL;
    tagger_options defaults = TAGGER_OPTIONS_INIT;
    if (options == NULL) options = &defaults;
    tagger_engine *e = tg_mem_alloc(sizeof *e);
    if (e == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for an engine");
    *e = (tagger_engine){.options = *options};
    e->options.lists = NULL;
    e->options.image = e->options.weights = NULL;
    tagger_status status = load(e, options, err);
    if (status != TAGGER_OK) {
        tagger_engine_free(e);
        return status;
    }
    set_hash(e);
    /* The caller's strings: for the messages of loading only. */
    memset(e->lists.folder, 0, sizeof e->lists.folder);
    *out = e;
    return TAGGER_OK;
}

void tagger_engine_free(tagger_engine *e)
{
    if (e == NULL) return;
    tg_topic_model_free(e->topics);
    tg_weights_free(e->weights);
    tg_patterns_free(e->patterns);
    tg_relation_rules_free(e->relation_rules);
    tg_zone_cues_free(e->cues);
    tg_lists_dispose(&e->lists);
    for (unsigned i = 0; i < TG_MAX_LISTS; i++) {
        tg_lexicon_close(e->lex[i]);
        tg_mem_free(e->images[i]);
    }
    tg_file_dispose(&e->image);
    tg_mem_free(e);
}

tagger_str tagger_engine_hash(const tagger_engine *engine)
{
    return (tagger_str){engine->hash, sizeof engine->hash};
}

tagger_status tagger_worker_new(tagger_worker **out, const tagger_engine *engine, tagger_error *err)
{
    *out = NULL;
    tagger_worker *w = tg_mem_alloc(sizeof *w);
    if (w == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for a worker");
    memset(w, 0, sizeof *w);
    w->engine = engine;
    tagger_status status = tg_pattern_scratch_new(&w->scratch, engine->patterns, err);
    if (status == TAGGER_OK) status = tg_words_new(&w->words, err);
    if (status != TAGGER_OK) {
        tagger_worker_free(w);
        return status;
    }
    *out = w;
    return TAGGER_OK;
}

void tagger_worker_free(tagger_worker *w)
{
    if (w == NULL) return;
    tg_words_free(w->words);
    tg_pattern_scratch_free(w->scratch);
    tg_mem_free(w);
}
