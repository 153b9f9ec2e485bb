/* SPDX-License-Identifier: MIT
 *
 * api_lists.c — the public calls that need lists but no engine: compile and check.
 */
#include "base/status.h"
#include "lex/check.h"
#include "lex/compile.h"

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
