/* SPDX-License-Identifier: MIT
 *
 * names.h — what words on the command line mean: names, dates; is the graph up to date?
 */
#pragma once

#include "graph/names.h"

/** All who are called so; when nobody is, say who may have been meant. */
TAGGER_MUST_CHECK tagger_status tg_cli_all_names(tg_names *out, tg_store *store, const char *name,
                                                 tagger_error *err);

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

/** Is it "2021", "2021-07" or "2021-07-31"? */
bool tg_cli_is_date(const char *s);
#define TG_CLI_NO_DATE "'%s' is no date: write 2021-07-31, 2021-07 or 2021"

/** Say so when the links are older than the documents. */
TAGGER_MUST_CHECK tagger_status tg_cli_warn_stale(tg_store *store, tagger_error *err);
