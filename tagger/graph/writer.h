/* SPDX-License-Identifier: MIT
 *
 * writer.h — results into the database, once each.
 *
 * A document is the same when its uri and the bytes of its article are; it was
 * tagged the same when the lists were. Then it is skipped. The same uri with
 * other bytes, or tagged with other lists, takes the place of the old one.
 */
#pragma once

#include "graph/store.h"

typedef struct tg_writer tg_writer;

/** Who writes: one row in `runs`. */
typedef struct tg_run {
    tg_str version;      /* of the program */
    tg_str command;      /* as typed */
    tg_str lists;        /* names of the lists, for the reader */
    tg_str lists_sha256; /* tagger_engine_hash() */
} tg_run;

/** What names a document: its uri, and what was in it. */
typedef struct tg_document_key {
    tg_str uri;      /* url of the article, else its id; absent when it has neither */
    char sha256[64]; /* of all fields as given, in hex */
} tg_document_key;

/** Make the key of an article; `uri` is borrowed from it. */
void tg_document_key_make(tg_document_key *out, const tagger_article *article);

/** Open a writer; its run begins. The store outlives it. */
TAGGER_MUST_CHECK tagger_status tg_writer_open(tg_writer **out, tg_store *store, const tg_run *run,
                                               tagger_error *err);

/** Is this very article in the database, tagged with the lists of this run? Then do not tag it. */
TAGGER_MUST_CHECK tagger_status tg_writer_has(bool *has, tg_writer *w, const tg_document_key *key,
                                              tagger_error *err);

/**
 * Write one document; it takes the place of another with its uri. A document
 * with no uri is named by its hash.
 *
 * @return E_IO when the disk is full or the database locked: what was committed
 *         stays, the document is not half written.
 *
 * Commits by itself every thousand documents or 32 MiB of text.
 */
TAGGER_MUST_CHECK tagger_status tg_writer_add(tg_writer *w, const tg_document_key *key,
                                              const tagger_result *r, tagger_error *err);

/** Count a document that could not be tagged, for the row in `runs`. */
void tg_writer_count_failed(tg_writer *w);

/** Commit what was added so far. */
TAGGER_MUST_CHECK tagger_status tg_writer_commit(tg_writer *w, tagger_error *err);

/** Commit, finish the run, free the writer, also on failure. NULL is allowed. */
TAGGER_MUST_CHECK tagger_status tg_writer_close(tg_writer *w, tagger_error *err);

/** Take the document(s) with this uri out. *found is false when there is none. */
TAGGER_MUST_CHECK tagger_status tg_store_remove(bool *found, tg_store *store, tg_str uri,
                                                tagger_error *err);
