/* SPDX-License-Identifier: MIT */
#include "graph/row_sql.h"

/** A document and its copies: when it was the first of a story, they tell another one now. */
#define TOLD_WITH "document_id IN (SELECT ?1 UNION SELECT id FROM documents WHERE story_id = ?1)"

const char *const tg_row_sql[TG_N_ROW_STATEMENTS] = {
    [TG_GET_SOURCE] = "SELECT id FROM sources WHERE name = ?1",
    [TG_PUT_SOURCE] = "INSERT INTO sources(name) VALUES (?1)",
    [TG_PUT_DOCUMENT] =
        "INSERT INTO documents(uri, source_id, title, date, date_from, language, sha256, "
        "body_start, body_end, run_id, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    [TG_PUT_UNLINKED] = "INSERT INTO unlinked VALUES (?1)",
    [TG_PUT_SIGNATURE] = "INSERT INTO signatures VALUES (?1, ?2, ?3, ?4)",
    [TG_GET_ENTITY] = "SELECT id FROM entities WHERE key = ?1 AND type = ?2",
    [TG_PUT_ENTITY] = "INSERT INTO entities(key, type, name, subtype, wikidata, country, known) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [TG_SET_ENTITY] =
        "UPDATE entities SET name = ?2, subtype = ?3, wikidata = ?4, country = ?5, "
        "known = 1 WHERE id = ?1 AND (name, subtype, wikidata, country, known) IS NOT "
        "(?2, ?3, ?4, ?5, 1)",
    [TG_COUNT_ALIAS] = "UPDATE aliases SET mentions = mentions + 1 "
                       "WHERE entity_id = ?1 AND alias = ?2 AND kind = ?3",
    [TG_PUT_ALIAS] = "INSERT OR IGNORE INTO aliases VALUES (?1, ?2, ?3, ?4, ?5)",
    [TG_GET_RULE] = "SELECT id FROM rules WHERE name = ?1",
    [TG_PUT_RULE] = "INSERT INTO rules(name, file, line) VALUES (?1, ?2, ?3)",
    [TG_PUT_MENTION] =
        "INSERT INTO mentions(document_id, entity_id, start, \"end\", sentence, paragraph, "
        "sentence_start, sentence_end, zone, surface, form, title, role, how, rule_id, score) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    [TG_PUT_CANDIDATE] = "INSERT OR IGNORE INTO mention_candidates VALUES (?1, ?2, ?3)",
    [TG_PUT_NAMED] = "INSERT INTO named VALUES (?1, ?2)",
    [TG_PUT_RELATION] =
        "INSERT INTO relations(subject_id, predicate, object_id, value, document_id, "
        "start, \"end\", rule_id, score) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [TG_PUT_QUOTE] =
        "INSERT INTO quotes(document_id, speaker_id, cue, direct, kind, start, \"end\", "
        "text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [TG_GET_TOPIC] = "SELECT id FROM topics WHERE scheme = ?1 AND code = ?2",
    [TG_PUT_TOPIC] = "INSERT INTO topics(scheme, code, name, parent_id) VALUES (?1, ?2, ?3, ?4)",
    [TG_NAME_TOPIC] = "UPDATE topics SET name = ?2 WHERE id = ?1 AND name <> ?2",
    [TG_PUT_DOCUMENT_TOPIC] = "INSERT OR IGNORE INTO document_topics VALUES (?1, ?2, ?3, ?4, ?5)",
    [TG_PUT_PAIR] = "INSERT OR IGNORE INTO pairs VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [TG_FIND_DOCUMENT] = "SELECT id FROM documents WHERE uri = ?1",
    [TG_NOTE_PAIRS] = "INSERT OR IGNORE INTO stale SELECT a, b FROM pairs WHERE " TOLD_WITH,
    [TG_NOTE_NAMES] = "INSERT OR IGNORE INTO stale SELECT entity_id, 0 FROM mentions "
                      "WHERE entity_id IS NOT NULL AND " TOLD_WITH,
    [TG_NOTE_CANDIDATES] =
        "INSERT OR IGNORE INTO stale SELECT entity_id, 0 FROM mention_candidates "
        "WHERE mention_id IN (SELECT id FROM mentions WHERE document_id = ?1)",
    [TG_UNCOUNT_ALIASES] =
        "UPDATE aliases SET mentions = aliases.mentions - gone.n FROM (SELECT entity_id, surface, "
        "form, count(*) AS n FROM mentions WHERE document_id = ?1 AND entity_id IS NOT NULL "
        "GROUP BY 1, 2, 3) AS gone WHERE aliases.entity_id = gone.entity_id AND "
        "aliases.alias = gone.surface AND aliases.kind = gone.form",
    [TG_DROP_ALIASES] =
        "DELETE FROM aliases WHERE mentions = 0 AND kind <> 'list' AND entity_id IN "
        "(SELECT entity_id FROM mentions WHERE document_id = ?1)",
    [TG_DROP_CANDIDATES] = "DELETE FROM mention_candidates WHERE mention_id IN "
                           "(SELECT id FROM mentions WHERE document_id = ?1)",
    [TG_DROP_MENTIONS] = "DELETE FROM mentions WHERE document_id = ?1",
    [TG_DROP_NAMED] = "DELETE FROM named WHERE document_id = ?1",
    [TG_DROP_RELATIONS] = "DELETE FROM relations WHERE document_id = ?1",
    [TG_DROP_QUOTES] = "DELETE FROM quotes WHERE document_id = ?1",
    [TG_DROP_TOPICS] = "DELETE FROM document_topics WHERE document_id = ?1",
    [TG_DROP_PAIRS] = "DELETE FROM pairs WHERE document_id = ?1",
    [TG_DROP_SIGNATURE] = "DELETE FROM signatures WHERE document_id = ?1",
    [TG_DROP_STORY] = "UPDATE documents SET story_id = NULL, similarity = NULL WHERE story_id = ?1",
    [TG_DROP_UNLINKED] = "DELETE FROM unlinked WHERE document_id = ?1",
    [TG_DROP_DOCUMENT] = "DELETE FROM documents WHERE id = ?1",
};
