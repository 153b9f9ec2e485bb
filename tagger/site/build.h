/* SPDX-License-Identifier: MIT
 *
 * build.h — what the pages share while a site is made; inside site/ only.
 */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "graph/value.h"
#include "site/html.h"
#include "site/site.h"

enum {
    TG_SITE_PAGE = 250,     /* articles a page of the list */
    TG_SITE_SEARCHED = 2000 /* articles that the search box knows */
};

/** An entity or a topic that has a page. */
typedef struct tg_site_thing {
    int64_t id;
    tg_str key;
    tg_str name;
    tg_str type; /* of a topic: the key of the topic above it */
    int64_t n;   /* stories, of a topic documents */
    char file[TG_HTML_FILE];
} tg_site_thing;

typedef TG_VEC(tg_site_thing) tg_site_things;

/** Which thing has this key? */
typedef struct tg_site_entry {
    tg_str key;
    uint32_t at;
} tg_site_entry;

typedef struct tg_site_index {
    TG_VEC(tg_site_entry) entries; /* sorted by key once it is complete */
} tg_site_index;

typedef struct tg_site {
    tg_store *store;
    const tg_site_options *options;
    tg_site_fn *write;
    void *context;
    tg_arena arena;           /* keys and names */
    tg_site_things entities;  /* the strongest first */
    tg_site_things topics;    /* the most frequent first */
    tg_site_index entity_of;  /* by key */
    tg_site_index topic_of;   /* by key */
    tg_site_index article_of; /* by uri: its place among the newest */
    uint32_t n_articles;
    bool oom;
    tg_buf page; /* the page in work */
} tg_site;

/** Copy a text into the arena. */
tg_str tg_site_keep(tg_site *site, tg_str text);

/** Find by key. @return NULL when it has no page. */
const tg_site_thing *tg_site_entity(const tg_site *site, tg_str key);
const tg_site_thing *tg_site_topic(const tg_site *site, tg_str key);

/** Write the page in work and empty it. */
TAGGER_MUST_CHECK tagger_status tg_site_flush(tg_site *site, const char *name, tagger_error *err);

/* ---- pieces of pages that need to know what has a page ------------------------------- */

/** A name, with a mark of its type, as a link when it has a page. */
void tg_site_put_entity(tg_site *site, const char *root, tg_str key, tg_str name, tg_str type);
void tg_site_put_topic(tg_site *site, const char *root, const tg_site_thing *topic);

/** An article in one line: where the reader finds it, and where it came from. Values are uri,
 *  title and date. */
void tg_site_put_article(tg_site *site, const char *root, const tg_value *uri,
                         const tg_value *title, const tg_value *date);

/** A sentence that proves something, with its article below. */
void tg_site_put_proof(tg_site *site, const char *root, const tg_value *sentence,
                       const tg_value *article);

/** The page of the list and the place there that an article has: "documents-2.html#a251". */
void tg_site_put_place(tg_site *site, uint32_t at);

/** The name of the k-th page of the list of articles, from 0 on. */
void tg_site_list_name(char out[TG_HTML_FILE], uint32_t k);

/** Receives rows like uri, title, date, … and puts them into a list. */
typedef struct tg_site_list {
    tg_site *site;
    const char *root;
    uint32_t n;
} tg_site_list;
bool tg_site_put_row(void *context, const tg_row *row);

/* ---- the pages ------------------------------------------------------------------------ */

TAGGER_MUST_CHECK tagger_status tg_site_start(tg_site *site, tagger_error *err);
TAGGER_MUST_CHECK tagger_status tg_site_search(tg_site *site, tagger_error *err);
TAGGER_MUST_CHECK tagger_status tg_site_entity_pages(tg_site *site, tagger_error *err);
TAGGER_MUST_CHECK tagger_status tg_site_topic_pages(tg_site *site, tagger_error *err);
TAGGER_MUST_CHECK tagger_status tg_site_articles(tg_site *site, tagger_error *err);
TAGGER_MUST_CHECK tagger_status tg_site_network(tg_site *site, tagger_error *err);
