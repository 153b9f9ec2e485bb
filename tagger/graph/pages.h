/* SPDX-License-Identifier: MIT
 *
 * pages.h — what the pages of a report show and no single question asks.
 *
 * Entities and topics come with a key, "type:key" and "scheme:code", which is
 * the same in every database. Lists of keys in one cell are parted by
 * TG_PAGES_BREAK. A limit is a number of rows.
 */
#pragma once

#include "graph/store.h"
#include "graph/value.h"

/** Between two keys of one cell. */
#define TG_PAGES_BREAK '\x1e'

/** What the database is made of, one row: documents, stories, entities, links, first_date,
 *  last_date, sources, quotes, facts. Links are the tested ones. */
TAGGER_MUST_CHECK tagger_status tg_pages_about(tg_store *store, tg_rows to, tagger_error *err);

/** Those in most stories: id, key, name, type, stories. */
TAGGER_MUST_CHECK tagger_status tg_pages_entities(tg_store *store, uint32_t limit, tg_rows to,
                                                  tagger_error *err);

/** Topics that some document has, with all below them: id, key, name, parent (key), documents. */
TAGGER_MUST_CHECK tagger_status tg_pages_topics(tg_store *store, tg_rows to, tagger_error *err);

/** The uri of every document, newest first: the order of tg_pages_documents(). */
TAGGER_MUST_CHECK tagger_status tg_pages_uris(tg_store *store, tg_rows to, tagger_error *err);

/** The newest documents: uri, title, date, source, language, entities (keys), topics (keys). */
TAGGER_MUST_CHECK tagger_status tg_pages_documents(tg_store *store, uint32_t limit, tg_rows to,
                                                   tagger_error *err);

/** The newest that name an entity in headline, lead or body: uri, title, date, source. */
TAGGER_MUST_CHECK tagger_status tg_pages_naming(tg_store *store, int64_t entity, uint32_t limit,
                                                tg_rows to, tagger_error *err);

/** The newest about a topic or one below it: uri, title, date, source. */
TAGGER_MUST_CHECK tagger_status tg_pages_about_topic(tg_store *store, int64_t topic, uint32_t limit,
                                                     tg_rows to, tagger_error *err);

/** What those that name an entity are about, most frequent first: key, documents. */
TAGGER_MUST_CHECK tagger_status tg_pages_topics_of(tg_store *store, int64_t entity, uint32_t limit,
                                                   tg_rows to, tagger_error *err);

/** Facts about an entity, each once with its surest sentence: subject_key, subject, predicate,
 *  object_key, object, value, times, sentence, date, title, uri. */
TAGGER_MUST_CHECK tagger_status tg_pages_facts(tg_store *store, int64_t entity, uint32_t limit,
                                               tg_rows to, tagger_error *err);

/** The strongest links, tested ones first, without those between two countries: key, name, type,
 *  stories of either end; weight, stories, tested, sentence, date, title, uri. */
TAGGER_MUST_CHECK tagger_status tg_pages_links(tg_store *store, uint32_t limit, tg_rows to,
                                               tagger_error *err);
