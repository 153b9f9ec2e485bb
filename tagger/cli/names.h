/* SPDX-License-Identifier: MIT
 *
 * names.h — the people and things that words on the command line mean.
 */
#pragma once

#include "graph/names.h"

/**
 * Look a name up. When nobody is called so, say who may have been meant; when
 * several are, say who was taken.
 *
 * @return TAGGER_OK with out->n == 0 when there is nobody.
 */
TAGGER_MUST_CHECK tagger_status tg_cli_names(tg_names *out, tg_store *store, const char *name,
                                             tagger_error *err);

/** "type:key" of an entity, appended. */
TAGGER_MUST_CHECK tagger_status tg_cli_key(tg_buf *out, tg_store *store, int64_t entity,
                                           tagger_error *err);
