/* SPDX-License-Identifier: MIT */
#include "graph/pages.h"

#include "graph/sql.h"

/* clang-format off */

#define KEY(e)  e ".type || ':' || " e ".key"
#define CODE(t) t ".scheme || ':' || " t ".code"

/** An entity with all that were merged into it. */
#define GROUP                                                                   \
    "(SELECT id FROM entities WHERE id = ?1 UNION SELECT id FROM entities WHERE merged_into = ?1) "

/** Documents that name an entity of the group in headline, lead or body. */
#define NAMING                                                                  \
    "(SELECT document_id FROM mentions WHERE entity_id IN " GROUP               \
    "AND zone IN ('headline', 'lead', 'body')) "

#define NEWER "d.date IS NULL, d.date DESC, d.uri, d.sha256 "

#define ARTICLE                                                                 \
    "SELECT d.uri, d.title, d.date, s.name AS source FROM documents d "         \
    "LEFT JOIN sources s ON s.id = d.source_id "

static const char about_sql[] =
    "SELECT (SELECT count(*) FROM documents) AS documents, "
    "coalesce((SELECT value FROM properties WHERE name = 'stories'), 0) AS stories, "
    "coalesce((SELECT value FROM properties WHERE name = 'entities'), 0) AS entities, "
    "coalesce((SELECT value FROM properties WHERE name = 'edges'), 0) AS links, "
    "(SELECT min(date) FROM documents) AS first_date, "
    "(SELECT max(date) FROM documents) AS last_date, "
    "(SELECT count(*) FROM sources) AS sources, (SELECT count(*) FROM quotes) AS quotes, "
    "(SELECT count(*) FROM relations) AS facts";

static const char entities_sql[] =
    "SELECT e.id, " KEY("e") " AS key, e.name, e.type, e.stories FROM entities e "
    "WHERE merged_into IS NULL AND ignored = 0 AND stories > 0 "
    "ORDER BY stories DESC, mentions DESC, e.name, e.key, e.type LIMIT ?1";

static const char topics_sql[] =
    "WITH RECURSIVE up(document_id, topic_id) AS (SELECT document_id, topic_id "
    "FROM document_topics UNION SELECT up.document_id, t.parent_id FROM up "
    "JOIN topics t ON t.id = up.topic_id WHERE t.parent_id IS NOT NULL) "
    "SELECT t.id, " CODE("t") " AS key, t.name, " CODE("p") " AS parent, count(*) AS documents "
    "FROM up JOIN topics t ON t.id = up.topic_id LEFT JOIN topics p ON p.id = t.parent_id "
    "GROUP BY t.id ORDER BY documents DESC, t.name, 2";

static const char uris_sql[] = "SELECT d.uri FROM documents d ORDER BY " NEWER;

static const char documents_sql[] =
    "SELECT d.uri, d.title, d.date, s.name AS source, d.language, "
    "(SELECT group_concat(k, char(30)) FROM (SELECT " KEY("e") " AS k FROM mentions m "
    "JOIN entities r ON r.id = m.entity_id JOIN entities e ON e.id = coalesce(r.merged_into, r.id) "
    "WHERE m.document_id = d.id AND m.zone IN ('headline', 'lead', 'body') AND e.ignored = 0 "
    "GROUP BY e.id ORDER BY count(*) DESC, min(m.start), k LIMIT 8)) AS entities, "
    "(SELECT group_concat(k, char(30)) FROM (SELECT " CODE("t") " AS k FROM document_topics x "
    "JOIN topics t ON t.id = x.topic_id WHERE x.document_id = d.id "
    "ORDER BY x.score DESC, k LIMIT 3)) AS topics "
    "FROM (SELECT d.id AS newest FROM documents d ORDER BY " NEWER "LIMIT ?1) "
    "JOIN documents d ON d.id = newest LEFT JOIN sources s ON s.id = d.source_id ORDER BY " NEWER;

static const char naming_sql[] = ARTICLE "WHERE d.id IN " NAMING "ORDER BY " NEWER "LIMIT ?2";

static const char about_topic_sql[] =
    "WITH RECURSIVE under(id) AS (SELECT ?1 UNION SELECT t.id FROM topics t "
    "JOIN under ON t.parent_id = under.id) "
    ARTICLE "WHERE d.id IN (SELECT document_id FROM document_topics "
    "WHERE topic_id IN (SELECT id FROM under)) ORDER BY " NEWER "LIMIT ?2";

static const char topics_of_sql[] =
    "SELECT " CODE("t") " AS key, count(*) AS documents FROM document_topics x "
    "JOIN topics t ON t.id = x.topic_id WHERE x.document_id IN " NAMING
    "GROUP BY t.id ORDER BY documents DESC, t.name, 1 LIMIT ?2";

static const char facts_sql[] =
    "WITH fact AS (SELECT s.id AS s, o.id AS o, r.predicate, coalesce(o.name, r.value) AS object, "
    "iif(o.id IS NULL, NULL, r.value) AS value, r.score, r.start, r.\"end\", d.id AS document, "
    "count(*) OVER same AS times, row_number() OVER (same ORDER BY r.score DESC, "
    NEWER ", r.start) AS place FROM relations r JOIN documents d ON d.id = r.document_id "
    "JOIN entities q ON q.id = r.subject_id JOIN entities s ON s.id = coalesce(q.merged_into, q.id) "
    "LEFT JOIN entities p ON p.id = r.object_id "
    "LEFT JOIN entities o ON o.id = coalesce(p.merged_into, p.id) "
    "WHERE (r.subject_id IN " GROUP "OR r.object_id IN " GROUP ") AND s.ignored = 0 "
    "AND coalesce(o.ignored, 0) = 0 WINDOW same AS (PARTITION BY s.id, r.predicate, o.id, r.value)) "
    "SELECT " KEY("s") " AS subject_key, s.name AS subject, f.predicate, "
    KEY("o") " AS object_key, f.object, f.value, f.times, "
    "tg_excerpt(d.text, m.sentence_start, max(m.sentence_end, f.\"end\"), "
    "min(m.\"end\", f.\"end\"), max(m.start, f.start)) "
    "AS sentence, d.date, d.title, d.uri FROM fact f JOIN entities s ON s.id = f.s "
    "LEFT JOIN entities o ON o.id = f.o JOIN documents d ON d.id = f.document "
    "LEFT JOIN mentions m ON m.id = (SELECT id FROM mentions w WHERE w.document_id = d.id "
    "AND w.sentence_start <= f.start AND w.sentence_end > f.start ORDER BY w.start LIMIT 1) "
    "WHERE f.place = 1 ORDER BY f.times DESC, f.score DESC, f.predicate, s.name, f.object, f.value "
    "LIMIT ?2";

/* The end with the smaller key comes first, whichever row is older. */
static const char links_sql[] =
    "WITH best AS (SELECT l.*, m.weight IS NOT NULL AND m.g2 >= 10.83 AS tested, "
    "coalesce(m.weight, l.closeness * 0.69314718055994531) AS weight, "
    KEY("p") " AS key_a, " KEY("q") " AS key_b FROM sums l NOT INDEXED "
    "LEFT JOIN measures m ON m.a = l.a AND m.b = l.b JOIN entities p ON p.id = l.a "
    "JOIN entities q ON q.id = l.b WHERE NOT (p.type = 'country' AND q.type = 'country') "
    "ORDER BY tested DESC, weight DESC, l.closeness DESC, min(key_a, key_b), max(key_a, key_b) "
    "LIMIT ?1) "
    "SELECT min(key_a, key_b) AS key_x, x.name, x.type, x.stories, "
    "max(key_a, key_b) AS key_y, y.name, y.type, y.stories, best.weight, best.stories, best.tested, "
    "tg_excerpt(d.text, min(m.sentence_start, n.sentence_start), "
    "max(m.sentence_end, n.sentence_end), min(m.\"end\", n.\"end\"), max(m.start, n.start)) "
    "AS sentence, d.date, d.title, d.uri FROM best "
    "JOIN entities x ON x.id = iif(key_a < key_b, best.a, best.b) "
    "JOIN entities y ON y.id = iif(key_a < key_b, best.b, best.a) "
    "JOIN mentions m ON m.id = best.mention_a JOIN mentions n ON n.id = best.mention_b "
    "JOIN documents d ON d.id = m.document_id "
    "ORDER BY tested DESC, best.weight DESC, best.closeness DESC, key_x, key_y";

/* clang-format on */

tagger_status tg_pages_about(tg_store *store, tg_rows to, tagger_error *err)
{
    return tg_sql_query(store, about_sql, NULL, 0, to, err);
}

tagger_status tg_pages_entities(tg_store *store, uint32_t limit, tg_rows to, tagger_error *err)
{
    return tg_sql_query(store, entities_sql, TG_VALUES(tg_int(limit)), to, err);
}

tagger_status tg_pages_topics(tg_store *store, tg_rows to, tagger_error *err)
{
    return tg_sql_query(store, topics_sql, NULL, 0, to, err);
}

tagger_status tg_pages_uris(tg_store *store, tg_rows to, tagger_error *err)
{
    return tg_sql_query(store, uris_sql, NULL, 0, to, err);
}

tagger_status tg_pages_documents(tg_store *store, uint32_t limit, tg_rows to, tagger_error *err)
{
    return tg_sql_query(store, documents_sql, TG_VALUES(tg_int(limit)), to, err);
}

static tagger_status rows_of(tg_store *store, const char *sql, int64_t id, uint32_t limit,
                             tg_rows to, tagger_error *err)
{
    return tg_sql_query(store, sql, TG_VALUES(tg_int(id), tg_int(limit)), to, err);
}

tagger_status tg_pages_naming(tg_store *store, int64_t entity, uint32_t limit, tg_rows to,
                              tagger_error *err)
{
    return rows_of(store, naming_sql, entity, limit, to, err);
}

tagger_status tg_pages_about_topic(tg_store *store, int64_t topic, uint32_t limit, tg_rows to,
                                   tagger_error *err)
{
    return rows_of(store, about_topic_sql, topic, limit, to, err);
}

tagger_status tg_pages_topics_of(tg_store *store, int64_t entity, uint32_t limit, tg_rows to,
                                 tagger_error *err)
{
    return rows_of(store, topics_of_sql, entity, limit, to, err);
}

tagger_status tg_pages_facts(tg_store *store, int64_t entity, uint32_t limit, tg_rows to,
                             tagger_error *err)
{
    return rows_of(store, facts_sql, entity, limit, to, err);
}

tagger_status tg_pages_links(tg_store *store, uint32_t limit, tg_rows to, tagger_error *err)
{
    return tg_sql_query(store, links_sql, TG_VALUES(tg_int(limit)), to, err);
}
