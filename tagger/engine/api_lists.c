/* SPDX-License-Identifier: MIT
 *
 * api_lists.c — the public calls that need lists but no engine: compile and check.
 */
#include "base/status.h"
#include "engine/engine.h"
#include "lex/check.h"
#include "lex/compile.h"
#include "lex/show.h"

tagger_status tagger_lists_compile(const char *dir, const char *image_path, tagger_error *err)
{
    if (dir == NULL || image_path == NULL) {
        return tg_fail(err, TAGGER_E_USAGE, "tagger_lists_compile: a path is NULL");
    }
    return tg_compile_folder(dir, image_path, err);
}

tagger_status tagger_lists_check(const char *dir, tagger_line_fn *line, void *context,
                                 uint32_t *n_errors, tagger_error *err)
{
    if (dir == NULL || line == NULL || n_errors == NULL) {
        return tg_fail(err, TAGGER_E_USAGE, "tagger_lists_check: an argument is NULL");
    }
    return tg_lists_check(dir, line, context, n_errors, err);
}

tagger_status tagger_lists_show(const tagger_engine *engine, tagger_str form, tagger_line_fn *line,
                                void *context, tagger_error *err)
{
    for (uint32_t i = 0; i < engine->lists.n; i++) {
        TG_TRY(tg_lexicon_show(engine->lists.lex[i], form, line, context, err));
    }
    return TAGGER_OK;
}
