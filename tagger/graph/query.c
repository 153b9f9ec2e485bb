/* SPDX-License-Identifier: MIT */
#include "graph/query.h"

#include "base/buf.h"
#include "base/status.h"
#include "graph/names.h"
#include "graph/sql.h"

enum { DEFAULT_LIMIT = 20 };

/* Parameters that mean the same in every statement with a filter. */
#define SINCE "?2"
#define UNTIL "?3"
#define TOPIC "?4"
#define LIMIT "?5"

/** Documents in the slice; `until` may be a part of a date, so compare as many characters. */
#define IN_SLICE                                                                                   \
    "(" SINCE " IS NULL OR d.date >= " SINCE ") AND "                                              \
    "(" UNTIL " IS NULL OR substr(d.date, 1, length(" UNTIL ")) <= " UNTIL ") AND "                \
    "(" TOPIC " IS NULL OR d.id IN (SELECT t.document_id FROM document_topics t WHERE "            \
    "t.topic_id IN (SELECT id FROM under)))"

/** The topic and all below it. */
#define UNDER                                                                                      \
    "under(id) AS (SELECT id FROM topics WHERE code = " TOPIC " OR scheme || ':' || code = " TOPIC \
    " OR name = " TOPIC " COLLATE NOCASE UNION SELECT t.id FROM topics t JOIN under ON "           \
    "t.parent_id = under.id)"

/** An entity with all that were merged into it. */
#define GROUP_OF(parameter)                                                                        \
    "(SELECT id FROM entities WHERE id = " parameter                                               \
    " UNION SELECT id FROM entities WHERE merged_into = " parameter ")"

#define COUNTED "IN ('headline', 'lead', 'body')"

/** The sentence(s) around the mentions m and n of document d. */
#define SENTENCE                                                                                   \
    "tg_excerpt(d.text, min(m.sentence_start, n.sentence_start), "                                 \
    "max(m.sentence_end, n.sentence_end), min(m.\"end\", n.\"end\"), max(m.start, n.start))"

#define LN2 "0.69314718055994531"

static tg_value limit_of(const tg_filter *f)
{
    return tg_int(f->limit > 0 ? f->limit : DEFAULT_LIMIT);
}

static tg_value given(tg_str s)
{
    return s.n > 0 ? tg_text(s) : tg_null();
}

tagger_status tg_query_find(tg_store *store, int64_t entity, tg_rows to, tagger_error *err)
{
    static const char sql[] =
        "SELECT e.name, e.type, e.subtype, e.country, e.wikidata, e.key, e.known, e.stories, "
        "e.documents, e.mentions, e.first_date, e.last_date, "
        "(SELECT group_concat(alias, '; ') FROM (SELECT alias FROM aliases WHERE entity_id "
        "IN " GROUP_OF(
            "?1") " AND alias <> e.name GROUP BY alias ORDER BY sum(mentions) DESC, alias "
                  "LIMIT 12)) AS aliases, "
                  "(SELECT group_concat(role, '; ') FROM (SELECT role FROM mentions WHERE e.type = "
                  "'person' "
                  "AND entity_id IN " GROUP_OF(
                      "?1") " AND role IS NOT NULL GROUP BY role "
                            "ORDER BY count(*) DESC, role LIMIT 6)) AS roles, e.ignored "
                            "FROM entities e WHERE e.id = ?1";
    return tg_sql_query(store, sql, TG_VALUES(tg_int(entity)), to, err);
}

/* What related hands on, of the rows of `best` with their evidence. */
#define RELATED_COLUMNS                                                                            \
    "SELECT e.name, e.type, best.weight, iif(best.stories >= 2, 'yes', 'no') AS tested, "          \
    "best.stories, best.documents, best.closeness, best.g2, best.npmi, best.first_date, "          \
    "best.last_date, " SENTENCE " AS sentence, d.date, d.title, d.uri FROM best "                  \
    "JOIN entities e ON e.id = best.other "                                                        \
    "LEFT JOIN mentions m ON m.id = best.mention_a "                                               \
    "LEFT JOIN mentions n ON n.id = best.mention_b "                                               \
    "LEFT JOIN documents d ON d.id = m.document_id "                                               \
    "ORDER BY best.rank DESC, best.closeness DESC, e.name, e.key"

/* Two stories never rank below one: where chance explains them, they still say that much. */
#define RANK(stories, closeness, weight, g2)                                                       \
    "CASE ?7 WHEN 'stories' THEN " stories " WHEN 'closeness' THEN " closeness                     \
    " WHEN 'g2' THEN " g2 " ELSE max(" weight ", " closeness " * " LN2 ") END"

#define OTHERS                                                                                     \
    "(?6 IS NULL OR e.type = ?6) AND (?6 = 'country' OR NOT (e.type = 'country' AND "              \
    "(SELECT type FROM entities WHERE id = ?1) = 'country'))"

/** Out of the links as they stand. */
static const char related_all[] =
    "WITH near AS (SELECT b AS other, * FROM links WHERE a = ?1 UNION ALL "
    "SELECT a AS other, * FROM links WHERE b = ?1), "
    "best AS (SELECT near.*, " RANK(
        "near.stories", "closeness", "weight",
        "g2") " AS rank "
              "FROM near JOIN entities e ON e.id = near.other WHERE " OTHERS
              " ORDER BY rank DESC, closeness DESC, e.name, e.key LIMIT " LIMIT
              ") " RELATED_COLUMNS;

/** Counted anew in a slice of the documents. */
static const char related_slice[] =
    "WITH RECURSIVE " UNDER ", "
    "slice AS MATERIALIZED (SELECT d.id, coalesce(d.story_id, d.id) AS story, d.date "
    "FROM documents d WHERE " IN_SLICE "), "
    "mine AS (SELECT DISTINCT document_id FROM mentions WHERE entity_id IN " GROUP_OF(
        "?1") "), "
              "met AS (SELECT coalesce(e.merged_into, e.id) AS other, s.story, min(p.gap) AS gap, "
              "p.mention_a, p.mention_b, count(DISTINCT s.id) AS documents, min(s.date) AS "
              "first_date, "
              "max(s.date) AS last_date FROM mine JOIN slice s ON s.id = mine.document_id "
              "JOIN pairs p ON p.document_id = s.id AND (p.a IN " GROUP_OF(
                  "?1") " OR p.b IN " GROUP_OF("?1") ") JOIN entities e ON e.id = iif(p.a "
                                                     "IN " GROUP_OF(
                                                         "?1") ", p.b, p.a) WHERE "
                                                               "e.ignored = 0 "
                                                               "AND " OTHERS " GROUP BY other, "
                                                               "s.story), "
                                                               "near AS (SELECT other, "
                                                               "count(*) AS stories, "
                                                               "sum(documents) AS "
                                                               "documents, "
                                                               "sum(tg_closeness(gap)) "
                                                               "/ count(*) AS "
                                                               "closeness, min(gap), "
                                                               "mention_a, mention_b, "
                                                               "min(first_date) AS "
                                                               "first_date, "
                                                               "max(last_date) AS "
                                                               "last_date FROM met "
                                                               "WHERE other <> ?1 "
                                                               "GROUP BY other ORDER BY "
                                                               "sum(tg_closeness(gap)) "
                                                               "DESC LIMIT 200), "
                                                               "named AS (SELECT "
                                                               "near.*, "
                                                               "tg_g2(near.stories, "
                                                               "(SELECT count(DISTINCT "
                                                               "s.story) FROM mentions "
                                                               "m JOIN slice s ON s.id "
                                                               "= m.document_id WHERE "
                                                               "m.entity_id "
                                                               "IN " GROUP_OF(
                                                                   "?1") " AND "
                                                                         "m."
                                                                         "zone " COUNTED "), "
                                                                         "(SELECT "
                                                                         "count("
                                                                         "DISTINCT "
                                                                         "s.story) FROM "
                                                                         "mentions m "
                                                                         "JOIN slice s "
                                                                         "ON s.id = "
                                                                         "m.document_id "
                                                                         "WHERE "
                                                                         "m.entity_id "
                                                                         "IN " GROUP_OF(
                                                                             "near."
                                                                             "other") " "
                                                                                      "A"
                                                                                      "N"
                                                                                      "D"
                                                                                      " "
                                                                                      "m"
                                                                                      "."
                                                                                      "z"
                                                                                      "o"
                                                                                      "n"
                                                                                      "e"
                                                                                      " " COUNTED
                                                                                      ")"
                                                                                      ","
                                                                                      " "
                                                                                      "("
                                                                                      "S"
                                                                                      "E"
                                                                                      "L"
                                                                                      "E"
                                                                                      "C"
                                                                                      "T"
                                                                                      " "
                                                                                      "c"
                                                                                      "o"
                                                                                      "u"
                                                                                      "n"
                                                                                      "t"
                                                                                      "("
                                                                                      "D"
                                                                                      "I"
                                                                                      "S"
                                                                                      "T"
                                                                                      "I"
                                                                                      "N"
                                                                                      "C"
                                                                                      "T"
                                                                                      " "
                                                                                      "s"
                                                                                      "t"
                                                                                      "o"
                                                                                      "r"
                                                                                      "y"
                                                                                      ")"
                                                                                      " "
                                                                                      "F"
                                                                                      "R"
                                                                                      "O"
                                                                                      "M"
                                                                                      " "
                                                                                      "s"
                                                                                      "l"
                                                                                      "i"
                                                                                      "c"
                                                                                      "e"
                                                                                      ")"
                                                                                      ")"
                                                                                      " "
                                                                                      "A"
                                                                                      "S"
                                                                                      " "
                                                                                      "g"
                                                                                      "2"
                                                                                      ","
                                                                                      " "
                                                                                      "N"
                                                                                      "U"
                                                                                      "L"
                                                                                      "L"
                                                                                      " "
                                                                                      "A"
                                                                                      "S"
                                                                                      " "
                                                                                      "n"
                                                                                      "p"
                                                                                      "m"
                                                                                      "i"
                                                                                      " "
                                                                                      "F"
                                                                                      "R"
                                                                                      "O"
                                                                                      "M"
                                                                                      " "
                                                                                      "n"
                                                                                      "e"
                                                                                      "a"
                                                                                      "r"
                                                                                      ")"
                                                                                      ","
                                                                                      " "
                                                                                      "w"
                                                                                      "e"
                                                                                      "i"
                                                                                      "g"
                                                                                      "h"
                                                                                      "e"
                                                                                      "d"
                                                                                      " "
                                                                                      "A"
                                                                                      "S"
                                                                                      " "
                                                                                      "("
                                                                                      "S"
                                                                                      "E"
                                                                                      "L"
                                                                                      "E"
                                                                                      "C"
                                                                                      "T"
                                                                                      " "
                                                                                      "*"
                                                                                      ","
                                                                                      " "
                                                                                      "t"
                                                                                      "g"
                                                                                      "_"
                                                                                      "w"
                                                                                      "e"
                                                                                      "i"
                                                                                      "g"
                                                                                      "h"
                                                                                      "t"
                                                                                      "("
                                                                                      "c"
                                                                                      "l"
                                                                                      "o"
                                                                                      "s"
                                                                                      "e"
                                                                                      "n"
                                                                                      "e"
                                                                                      "s"
                                                                                      "s"
                                                                                      ","
                                                                                      " "
                                                                                      "g"
                                                                                      "2"
                                                                                      ","
                                                                                      " "
                                                                                      "s"
                                                                                      "t"
                                                                                      "o"
                                                                                      "r"
                                                                                      "i"
                                                                                      "e"
                                                                                      "s"
                                                                                      ")"
                                                                                      " "
                                                                                      "A"
                                                                                      "S"
                                                                                      " "
                                                                                      "w"
                                                                                      "e"
                                                                                      "i"
                                                                                      "g"
                                                                                      "h"
                                                                                      "t"
                                                                                      " "
                                                                                      "F"
                                                                                      "R"
                                                                                      "O"
                                                                                      "M"
                                                                                      " "
                                                                                      "n"
                                                                                      "a"
                                                                                      "m"
                                                                                      "e"
                                                                                      "d"
                                                                                      ")"
                                                                                      ","
                                                                                      " "
                                                                                      "b"
                                                                                      "e"
                                                                                      "s"
                                                                                      "t"
                                                                                      " "
                                                                                      "A"
                                                                                      "S"
                                                                                      " "
                                                                                      "("
                                                                                      "S"
                                                                                      "E"
                                                                                      "L"
                                                                                      "E"
                                                                                      "C"
                                                                                      "T"
                                                                                      " "
                                                                                      "*"
                                                                                      ","
                                                                                      " " RANK(
                                                                                          "stories",
                                                                                          "closenes"
                                                                                          "s",
                                                                                          "weight",
                                                                                          "g2") " A"
                                                                                                "S "
                                                                                                "ra"
                                                                                                "nk"
                                                                                                " F"
                                                                                                "RO"
                                                                                                "M "
                                                                                                "we"
                                                                                                "ig"
                                                                                                "he"
                                                                                                "d "
                                                                                                "OR"
                                                                                                "DE"
                                                                                                "R "
                                                                                                "BY"
                                                                                                " r"
                                                                                                "an"
                                                                                                "k "
                                                                                                "DE"
                                                                                                "SC"
                                                                                                ", "
                                                                                                "cl"
                                                                                                "os"
                                                                                                "en"
                                                                                                "es"
                                                                                                "s "
                                                                                                "DE"
                                                                                                "SC"
                                                                                                " L"
                                                                                                "IM"
                                                                                                "IT"
                                                                                                " " LIMIT
                                                                                                ")"
                                                                                                " " RELATED_COLUMNS;

tagger_status tg_query_related(tg_store *store, int64_t entity, const tg_filter *f, tg_rows to,
                               tagger_error *err)
{
    bool all = f->since.n == 0 && f->until.n == 0 && f->topic.n == 0;
    return tg_sql_query(store, all ? related_all : related_slice,
                        TG_VALUES(tg_int(entity), given(f->since), given(f->until), given(f->topic),
                                  limit_of(f), tg_word(f->type), tg_word(f->by)),
                        to, err);
}

/** Walk over the documents of the one that is named in fewer. */
static tagger_status fewer_first(int64_t *a, int64_t *b, tg_store *store, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    int64_t fewer = 0;
    TG_TRY(tg_sql_prepare(
        &stmt, store, "SELECT id FROM entities WHERE id IN (?1, ?2) ORDER BY documents, id", err));
    tagger_status status = tg_sql_id(&fewer, store, stmt, TG_VALUES(tg_int(*a), tg_int(*b)), err);
    (void)sqlite3_finalize(stmt);
    if (fewer == *b) {
        *b = *a;
        *a = fewer;
    }
    return status;
}

tagger_status tg_query_evidence(tg_store *store, int64_t a, int64_t b, const tg_filter *f,
                                tg_rows to, tagger_error *err)
{
    static const char sql[] =
        "WITH RECURSIVE " UNDER ", "
        "mine AS MATERIALIZED (SELECT DISTINCT document_id AS id FROM mentions WHERE entity_id "
        "IN " GROUP_OF("?1") "), x(id) AS MATERIALIZED " GROUP_OF(
            "?1") ", y(id) AS MATERIALIZED " GROUP_OF("?6") ", "
                                                            "best AS (SELECT d.id, min(p.gap) AS "
                                                            "gap, p.mention_a, p.mention_b, "
                                                            "count(DISTINCT d.id) AS copies FROM "
                                                            "mine CROSS JOIN x CROSS JOIN y CROSS "
                                                            "JOIN pairs p ON "
                                                            "p.document_id = mine.id AND p.a = "
                                                            "min(x.id, y.id) AND p.b = max(x.id, "
                                                            "y.id) "
                                                            "JOIN documents d ON d.id = mine.id "
                                                            "WHERE " IN_SLICE
                                                            " GROUP BY coalesce(d.story_id, d.id)) "
                                                            "SELECT d.date, d.title, s.name AS "
                                                            "source, d.uri, m.zone, best.gap, "
                                                            "best.copies, " SENTENCE
                                                            " AS sentence FROM best JOIN documents "
                                                            "d ON d.id = best.id "
                                                            "JOIN mentions m ON m.id = "
                                                            "best.mention_a JOIN mentions n ON "
                                                            "n.id = best.mention_b "
                                                            "LEFT JOIN sources s ON s.id = "
                                                            "d.source_id "
                                                            "ORDER BY d.date IS NULL, d.date DESC, "
                                                            "best.gap, d.uri LIMIT " LIMIT;
    TG_TRY(fewer_first(&a, &b, store, err));
    return tg_sql_query(store, sql,
                        TG_VALUES(tg_int(a), given(f->since), given(f->until), given(f->topic),
                                  limit_of(f), tg_int(b)),
                        to, err);
}

tagger_status tg_query_timeline(tg_store *store, int64_t a, int64_t b, tg_rows to,
                                tagger_error *err)
{
    static const char sql[] =
        "WITH x(id) AS MATERIALIZED " GROUP_OF("?1") ", y(id) AS MATERIALIZED " GROUP_OF(
            "?2") ", "
                  "mine AS MATERIALIZED (SELECT DISTINCT document_id AS id FROM mentions WHERE "
                  "entity_id IN x "
                  "AND zone " COUNTED "), "
                  "told AS (SELECT DISTINCT substr(d.date, 1, 7) AS month, coalesce(d.story_id, "
                  "d.id) AS story "
                  "FROM mine JOIN documents d ON d.id = mine.id WHERE d.date IS NOT NULL AND (?2 = "
                  "0 OR EXISTS "
                  "(SELECT 1 FROM x CROSS JOIN y CROSS JOIN pairs p ON p.document_id = mine.id AND "
                  "p.a = min(x.id, y.id) AND p.b = max(x.id, y.id)))), "
                  "months AS (SELECT substr(date, 1, 7) AS month, count(DISTINCT "
                  "coalesce(story_id, id)) AS n "
                  "FROM documents WHERE date IS NOT NULL GROUP BY 1) "
                  "SELECT told.month, count(*) AS stories, 1000.0 * count(*) / max(months.n) AS "
                  "per_1000 "
                  "FROM told JOIN months ON months.month = told.month GROUP BY told.month "
                  "ORDER BY told.month";
    return tg_sql_query(store, sql, TG_VALUES(tg_int(a), tg_int(b)), to, err);
}

static tagger_status search(tg_store *store, const char *sql, tg_str words, const tg_filter *f,
                            tg_rows to, tagger_error *err)
{
    tg_buf match = TG_BUF_INIT;
    tagger_status status = TAGGER_OK;
    bool any = tg_names_match(&match, words, false);
    if (match.oom) status = tg_fail(err, TAGGER_E_NOMEM, "memory ran out");
    if (any && status == TAGGER_OK) {
        status =
            tg_sql_query(store, sql,
                         TG_VALUES(tg_text(tg_buf_view(&match)), given(f->since), given(f->until),
                                   given(f->topic), limit_of(f), tg_word(f->type)),
                         to, err);
    }
    tg_buf_dispose(&match);
    return status;
}

tagger_status tg_query_search(tg_store *store, tg_str words, const tg_filter *f, tg_rows to,
                              tagger_error *err)
{
    static const char sql[] = "WITH RECURSIVE " UNDER " "
                              "SELECT d.date, d.title, d.uri, "
                              "replace(replace(snippet(documents_fts, 1, '[', ']', ' … ', 24), "
                              "char(10, 10), ' '), char(10), "
                              "' ') AS snippet "
                              "FROM documents_fts JOIN documents d ON d.id = documents_fts.rowid "
                              "WHERE documents_fts MATCH ?1 AND " IN_SLICE
                              " ORDER BY bm25(documents_fts), d.date DESC, d.uri LIMIT " LIMIT;
    return search(store, sql, words, f, to, err);
}

tagger_status tg_query_facets(tg_store *store, tg_str words, const tg_filter *f, tg_rows to,
                              tagger_error *err)
{
    static const char sql[] =
        "WITH RECURSIVE " UNDER ", "
        "hit AS (SELECT d.id, coalesce(d.story_id, d.id) AS story FROM documents_fts "
        "JOIN documents d ON d.id = documents_fts.rowid WHERE documents_fts MATCH ?1 AND " IN_SLICE
        " ORDER BY bm25(documents_fts) LIMIT 2000) "
        "SELECT e.name, e.type, count(DISTINCT hit.story) AS stories FROM hit "
        "JOIN mentions m ON m.document_id = hit.id AND m.zone " COUNTED
        " JOIN entities r ON r.id = m.entity_id "
        "JOIN entities e ON e.id = coalesce(r.merged_into, r.id) "
        "WHERE e.ignored = 0 AND (?6 IS NULL OR e.type = ?6) "
        "GROUP BY e.id ORDER BY stories DESC, e.name, e.key LIMIT " LIMIT;
    return search(store, sql, words, f, to, err);
}

tagger_status tg_query_relations(tg_store *store, int64_t entity, const tg_filter *f, tg_rows to,
                                 tagger_error *err)
{
    static const char sql[] =
        "WITH RECURSIVE " UNDER " "
        "SELECT s.name AS subject, r.predicate, coalesce(o.name, r.value) AS object, r.score, "
        "d.date, d.title, d.uri, tg_excerpt(d.text, m.sentence_start, "
        "max(m.sentence_end, r.\"end\"), m.\"end\", r.\"end\") AS sentence FROM relations r "
        "JOIN documents d ON d.id = r.document_id "
        "JOIN entities q ON q.id = r.subject_id "
        "JOIN entities s ON s.id = coalesce(q.merged_into, q.id) "
        "LEFT JOIN entities p ON p.id = r.object_id "
        "LEFT JOIN entities o ON o.id = coalesce(p.merged_into, p.id) "
        "LEFT JOIN mentions m ON m.id = (SELECT id FROM mentions x WHERE "
        "x.document_id = d.id AND x.start <= r.start AND x.sentence_end >= r.start "
        "ORDER BY x.start DESC LIMIT 1) "
        "WHERE (?1 = 0 OR r.subject_id IN " GROUP_OF("?1") " OR r.object_id IN " GROUP_OF(
            "?1") ") AND (?6 IS NULL OR s.type = ?6 OR o.type = ?6) AND " IN_SLICE
                  " ORDER BY r.score DESC, d.date DESC, subject, object, d.uri LIMIT " LIMIT;
    return tg_sql_query(store, sql,
                        TG_VALUES(tg_int(entity), given(f->since), given(f->until), given(f->topic),
                                  limit_of(f), tg_word(f->type)),
                        to, err);
}

tagger_status tg_query_quotes(tg_store *store, int64_t entity, const tg_filter *f, tg_rows to,
                              tagger_error *err)
{
    static const char sql[] =
        "WITH RECURSIVE " UNDER " "
        "SELECT e.name AS speaker, q.cue, q.kind, q.text AS quote, d.date, d.title, d.uri "
        "FROM quotes q JOIN documents d ON d.id = q.document_id "
        "LEFT JOIN entities r ON r.id = q.speaker_id "
        "LEFT JOIN entities e ON e.id = coalesce(r.merged_into, r.id) "
        "WHERE (?1 = 0 OR q.speaker_id IN " GROUP_OF(
            "?1") ") AND " IN_SLICE
                  " ORDER BY d.date IS NULL, d.date DESC, d.uri, q.start LIMIT " LIMIT;
    return tg_sql_query(
        store, sql,
        TG_VALUES(tg_int(entity), given(f->since), given(f->until), given(f->topic), limit_of(f)),
        to, err);
}

tagger_status tg_query_top(tg_store *store, const tg_filter *f, tg_rows to, tagger_error *err)
{
    static const char all[] =
        "SELECT name, type, stories, documents, mentions, first_date, last_date FROM entities "
        "WHERE merged_into IS NULL AND ignored = 0 AND stories > 0 AND (?6 IS NULL OR type = ?6) "
        "ORDER BY stories DESC, mentions DESC, name, key LIMIT " LIMIT;
    static const char slice[] =
        "WITH RECURSIVE " UNDER " "
        "SELECT e.name, e.type, count(DISTINCT coalesce(d.story_id, d.id)) AS stories, "
        "count(DISTINCT d.id) AS documents, count(*) AS mentions, min(d.date) AS first_date, "
        "max(d.date) AS last_date FROM documents d "
        "JOIN mentions m ON m.document_id = d.id AND m.zone " COUNTED
        " JOIN entities r ON r.id = m.entity_id "
        "JOIN entities e ON e.id = coalesce(r.merged_into, r.id) "
        "WHERE e.ignored = 0 AND (?6 IS NULL OR e.type = ?6) AND " IN_SLICE
        " GROUP BY e.id ORDER BY stories DESC, mentions DESC, e.name, e.key LIMIT " LIMIT;
    bool whole = f->since.n == 0 && f->until.n == 0 && f->topic.n == 0;
    return tg_sql_query(store, whole ? all : slice,
                        TG_VALUES(tg_null(), given(f->since), given(f->until), given(f->topic),
                                  limit_of(f), tg_word(f->type)),
                        to, err);
}

tagger_status tg_query_totals(tg_store *store, tg_rows to, tagger_error *err)
{
    static const char sql[] =
        "SELECT (SELECT count(*) FROM documents) AS documents, "
        "coalesce((SELECT value FROM properties WHERE name = 'stories'), 0) AS stories, "
        "(SELECT count(*) FROM nodes) AS entities, (SELECT count(*) FROM links) AS links, "
        "(SELECT count(*) FROM edges) AS edges, "
        "coalesce((SELECT value FROM properties WHERE name = 'linked'), 0) AS linked";
    return tg_sql_query(store, sql, NULL, 0, to, err);
}
