/* SPDX-License-Identifier: MIT
 *
 * api_lists.c — the public calls that need lists but no engine: compile and check.
 */
#include "base/mem.h"
#include "base/status.h"
#include "engine/engine.h"
#include "engine/tables.h"
#include "lex/builtin.h"
#include "lex/check.h"
#include "lex/compile.h"
#include "lex/import.h"
#include "lex/show.h"
#include "topic/model.h"

tagger_status tagger_lists_compile(const char *dir, const char *image_path, tagger_error *err)
{
    if (dir == NULL || image_path == NULL) {
        return tg_fail(err, TAGGER_E_USAGE, "tagger_lists_compile: a path is NULL");
    }
    return tg_compile_folder(dir, image_path, err);
}

/** Are the patterns and relation rules of the lists well formed? */
static tagger_status check_patterns(const tg_lists *lists, tagger_error *why)
{
    tg_patterns *patterns = NULL;
    tg_relation_rules *rules = NULL;
    tagger_status status = tg_patterns_new(&patterns, why);
    if (status == TAGGER_OK) status = tg_relation_rules_new(&rules, why);
    if (status == TAGGER_OK) status = tg_tables_load(patterns, rules, lists, 0, why);
    tg_relation_rules_free(rules);
    tg_patterns_free(patterns);
    return status;
}

/** Check what no table says alone: topics against the taxonomy, votes, rules, patterns. A folder that
 *  brings its own taxonomy stands for itself, another one on top of the built-in lists. */
static tagger_status check_together(const char *dir, tagger_error *why, tagger_error *err)
{
    void *image = NULL;
    size_t n_image = 0;
    tg_lexicon *lex[2] = {NULL, NULL};
    tg_lists lists = {0};
    tg_topic_model *model = NULL;
    tagger_status status = tg_compile_memory(&image, &n_image, dir, err);
    if (status == TAGGER_OK) status = tg_lexicon_open(&lex[1], image, n_image, dir, err);
    bool alone = lex[1] != NULL && tg_lexicon_blob(lex[1], TG_LIT(TG_TAXONOMY_FILE)).p != NULL;
    if (status == TAGGER_OK && !alone) {
        status = tg_lexicon_open_builtin(&lex[0], err);
        if (status == TAGGER_OK) status = tg_lists_add(&lists, lex[0], err);
    }
    if (status == TAGGER_OK) status = tg_lists_add(&lists, lex[1], err);
    if (status == TAGGER_OK) {
        uint32_t last = lists.n - 1;
        lists.folder[last] = dir;
        status = tg_topic_model_new(&model, &lists, why);
        if (status == TAGGER_OK) status = tg_topic_model_check(model, last, why);
        if (status == TAGGER_OK) status = check_patterns(&lists, why);
    }
    tg_topic_model_free(model);
    tg_lists_dispose(&lists);
    tg_lexicon_close(lex[0]);
    tg_lexicon_close(lex[1]);
    tg_mem_free(image);
    return status;
}

tagger_status tagger_lists_check(const char *dir, uint32_t most, tagger_line_fn *line,
                                 void *context, uint32_t *n_errors, tagger_error *err)
{
    if (dir == NULL || line == NULL || n_errors == NULL) {
        return tg_fail(err, TAGGER_E_USAGE, "tagger_lists_check: an argument is NULL");
    }
    TG_TRY(tg_lists_check(dir, most, line, context, n_errors, err));
    if (*n_errors > 0) return TAGGER_OK;
    tagger_error why = {0};
    tagger_status status = check_together(dir, &why, err);
    if (why.status != TAGGER_E_DATA) {
        if (why.status != TAGGER_OK && err != NULL) *err = why;
        return status;
    }
    *n_errors = 1;
    (void)line(context, (tagger_str){why.text, strlen(why.text)});
    return TAGGER_OK;
}

tagger_status tagger_lists_show(const tagger_engine *engine, tagger_str form, tagger_line_fn *line,
                                void *context, tagger_error *err)
{
    for (uint32_t i = 0; i < engine->lists.n; i++) {
        TG_TRY(tg_lexicon_show(engine->lists.lex[i], form, line, context, err));
    }
    return TAGGER_OK;
}

tagger_status tagger_lists_import(const tagger_import *what, tagger_line_fn *line, void *context,
                                  tagger_error *err)
{
    if (what == NULL || what->format == NULL || what->path == NULL || line == NULL) {
        return tg_fail(err, TAGGER_E_USAGE, "tagger_lists_import: an argument is NULL");
    }
    return tg_lists_import(what, line, context, err);
}
