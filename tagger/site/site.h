/* SPDX-License-Identifier: MIT
 *
 * site.h — the graph as a folder of pages that needs no server and no network.
 */
#pragma once

#include "graph/store.h"

enum { TG_SITE_TOP = 500 };

/** Start from TG_SITE_INIT. */
typedef struct tg_site_options {
    uint32_t top; /* entities that get a page */
} tg_site_options;

#define TG_SITE_INIT ((tg_site_options){.top = TG_SITE_TOP})

/** Receives a file: its name below the site's folder ("index.html", "entity/….html", at most one
 *  folder deep; letters, digits, dots and dashes only), and all its bytes. */
typedef tagger_status tg_site_fn(void *context, const char *name, tg_str bytes, tagger_error *err);

/** Make the pages, one after the other. The same database gives the same files. What `write`
 *  returns other than TAGGER_OK ends it. */
TAGGER_MUST_CHECK tagger_status tg_site_write(tg_store *store, const tg_site_options *options,
                                              tg_site_fn *write, void *context, tagger_error *err);
