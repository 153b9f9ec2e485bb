/* SPDX-License-Identifier: MIT
 *
 * check.h — read lists as a compiler would, but report everything that looks wrong.
 */
#pragma once

#include "base/base.h"

/**
 * Check folder `dir`: one line a finding, "file:12: …".
 *
 * Errors would stop a compile and are counted in *n_errors. When there are none, warnings
 * follow: rows given twice, forms no text can match, everyday words and forms of several
 * types that no flag owns up to, and topic terms as tg_check_terms() judges them. Of one kind and
 * file the first `most` are told one by one, the rest is counted; 0 = all are told.
 *
 * @return TAGGER_OK when all was read, whatever was found; E_IO, E_DATA for a folder or registry
 *         that cannot be used; E_NOMEM.
 */
tagger_status tg_lists_check(const char *dir, uint32_t most, tagger_line_fn *line, void *context,
                             uint32_t *n_errors, tagger_error *err);
