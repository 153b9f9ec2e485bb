/* SPDX-License-Identifier: MIT
 *
 * query.c — the questions as SQL.
 *
 * Parameters mean the same in every statement: ?1 the entity asked about, ?2 to
 * ?4 the slice of documents (since, until, topic), ?5 the limit, ?6 the type or
 * the second entity, ?7 what to sort by.
 *
 * An answer must not depend on the order in which documents came in, so every
 * sort ends with what is the same in every database: name and key, date and uri.
 */
#include "graph/query.h"

#include "base/buf.h"
#include "base/status.h"
#include "graph/names.h"
#include "graph/slice.h"
#include "graph/sql.h"
#include "graph/tally.h"

enum { DEFAULT_LIMIT = 20, MONTH = 7 }; /* MONTH: bytes of "2021-07" */

/* clang-format off */

/** Documents in the slice; a part of a date will do, so compare as many characters. */
#define IN_SLICE                                                                \
    "(?2 IS NULL OR d.date >= ?2) "                                             \
    "AND (?3 IS NULL OR substr(d.date, 1, length(?3)) <= ?3) "                  \
    "AND (?4 IS NULL OR d.id IN (SELECT document_id FROM document_topics "      \
    "WHERE topic_id IN (SELECT id FROM under))) "

/** An entity with all that were merged into it. */
#define GROUP_OF(entity)                                                        \
    "(SELECT id FROM entities WHERE id = " entity " "                           \
    "UNION SELECT id FROM entities WHERE merged_into = " entity ") "

/** Documents that name an entity of group x in headline, lead or body. */
#define NAMING_X                                                                \
    "(SELECT DISTINCT document_id AS id FROM mentions WHERE entity_id IN (SELECT id FROM x) " \
    "AND zone IN ('headline', 'lead', 'body')) "

/** The sentence(s) around the mentions m and n of document d. */
#define SENTENCE                                                                \
    "tg_excerpt(d.text, min(m.sentence_start, n.sentence_start), "              \
    "max(m.sentence_end, n.sentence_end), min(m.\"end\", n.\"end\"), max(m.start, n.start)) "

/** Earlier documents first, those without a date last. */
#define EARLIER "d.date IS NULL, d.date, d.uri "
#define NEWER   "d.date IS NULL, d.date DESC, d.uri "

/** Of the entity that was asked about the countries have a layer of their own. */
#define OTHERS                                                                  \
    "(?6 IS NULL OR e.type = ?6) AND (?6 = 'country' OR NOT (e.type = 'country' " \
    "AND (SELECT type FROM entities WHERE id = ?1) = 'country')) "

/** Two stories never rank below one: where chance explains them, they still say that much. */
#define RANK                                                                    \
    "CASE ?7 WHEN 'stories' THEN near.stories WHEN 'closeness' THEN near.closeness " \
    "WHEN 'g2' THEN near.g2 "                                                   \
    "ELSE max(near.weight, near.closeness * 0.69314718055994531) END "

/** What related hands on, of the rows of `best` with their evidence. */
#define RELATED                                                                 \
    "SELECT e.name, e.type, best.weight, iif(best.stories >= 2, 'yes', 'no') AS tested, " \
    "best.stories, best.documents, best.closeness, best.g2, best.npmi, best.first_date, " \
    "best.last_date, " SENTENCE "AS sentence, d.date, d.title, d.uri, "         \
    "e.type || ':' || e.key AS \"key\" FROM best "                            \
    "JOIN entities e ON e.id = best.other "                                     \
    "LEFT JOIN mentions m ON m.id = best.mention_a "                            \
    "LEFT JOIN mentions n ON n.id = best.mention_b "                            \
    "LEFT JOIN documents d ON d.id = m.document_id "                            \
    "ORDER BY best.rank DESC, best.closeness DESC, e.name, e.key"

static const char find_sql[] =
    "SELECT e.name, e.type, e.subtype, e.country, e.wikidata, e.key, e.known, e.stories, "
    "e.documents, e.mentions, e.first_date, e.last_date, "
    "(SELECT group_concat(alias, '; ') FROM (SELECT alias FROM aliases "
    "WHERE entity_id IN " GROUP_OF("?1") "AND alias <> e.name "
    "GROUP BY alias ORDER BY sum(mentions) DESC, alias LIMIT 12)) AS aliases, "
    "(SELECT group_concat(role, '; ') FROM (SELECT role FROM mentions "
    "WHERE e.type = 'person' AND entity_id IN " GROUP_OF("?1") "AND role IS NOT NULL "
    "GROUP BY role ORDER BY count(*) DESC, role LIMIT 6)) AS roles, e.ignored "
    "FROM entities e WHERE e.id = ?1";

/** Out of the links as they stand. */
static const char related_all_sql[] =
    "WITH near AS (SELECT b AS other, * FROM links WHERE a = ?1 "
    "UNION ALL SELECT a AS other, * FROM links WHERE b = ?1), "
    "best AS (SELECT near.*, " RANK "AS rank FROM near JOIN entities e ON e.id = near.other "
    "WHERE " OTHERS "ORDER BY rank DESC, closeness DESC, e.name, e.key LIMIT ?5) "
    RELATED;

/** Counted anew in the slice that was cut, for the 60 nearest. */
static const char related_slice_sql[] =
    "WITH x(id) AS MATERIALIZED " GROUP_OF("?1") ", "
    "mine AS MATERIALIZED (SELECT d.id, tg_story(d.id) AS story, d.date FROM " NAMING_X "n "
    "CROSS JOIN documents d ON d.id = n.id WHERE tg_story(n.id) IS NOT NULL), "
    "met AS MATERIALIZED (SELECT coalesce(e.merged_into, e.id) AS other, s.story, s.id, s.date, "
    "p.gap, p.mention_a, p.mention_b FROM mine s CROSS JOIN pairs p ON p.document_id = s.id "
    "CROSS JOIN x ON p.a = x.id OR p.b = x.id "
    "CROSS JOIN entities e ON e.id = iif(p.a = x.id, p.b, p.a) "
    "WHERE e.ignored = 0 AND e.id NOT IN (SELECT id FROM x) AND " OTHERS "), "
    "told AS (SELECT other, min(gap) AS gap, count(DISTINCT id) AS documents, "
    "min(date) AS first_date, max(date) AS last_date FROM met GROUP BY other, story), "
    "nearest AS MATERIALIZED (SELECT t.other, count(*) AS stories, sum(t.documents) AS documents, "
    "sum(tg_closeness(t.gap)) / count(*) AS closeness, min(t.first_date) AS first_date, "
    "max(t.last_date) AS last_date FROM told t JOIN entities e ON e.id = t.other GROUP BY t.other "
    "ORDER BY sum(tg_closeness(t.gap)) DESC, e.name, e.key LIMIT 60), "
    "named AS MATERIALIZED (SELECT nearest.*, (SELECT tg_stories(id) FROM mine) AS n_mine, "
    "tg_tally(nearest.other, 'stories') AS n_other, tg_slice_stories() AS n FROM nearest), "
    "measured AS (SELECT named.*, "
    "iif(stories >= 2, tg_g2(stories, n_mine, n_other, n), NULL) AS g2, "
    "iif(stories >= 2, tg_npmi(stories, n_mine, n_other, n), NULL) AS npmi FROM named), "
    "near AS (SELECT measured.*, tg_weight(closeness, g2, stories) AS weight FROM measured), "
    "ranked AS (SELECT near.*, " RANK "AS rank FROM near JOIN entities e ON e.id = near.other "
    "ORDER BY rank DESC, near.closeness DESC, e.name, e.key LIMIT ?5), "
    "shown AS (SELECT met.other, met.mention_a, met.mention_b, row_number() OVER ("
    "PARTITION BY met.other ORDER BY met.gap, " EARLIER ", met.mention_a) AS place "
    "FROM met JOIN documents d ON d.id = met.id "
    "WHERE met.other IN (SELECT other FROM ranked)), "
    "best AS (SELECT ranked.*, shown.mention_a, shown.mention_b FROM ranked "
    "JOIN shown ON shown.other = ranked.other AND shown.place = 1) "
    RELATED;

static const char evidence_sql[] =
    "WITH RECURSIVE " TG_UNDER_TOPIC ", x(id) AS MATERIALIZED " GROUP_OF("?1") ", "
    "y(id) AS MATERIALIZED " GROUP_OF("?6") ", "
    "mine AS MATERIALIZED " NAMING_X ", "
    "met AS (SELECT d.id, coalesce(d.story_id, d.id) AS story, d.date, d.uri, p.gap, "
    "p.mention_a, p.mention_b, row_number() OVER ("
    "PARTITION BY d.id ORDER BY p.gap, p.mention_a) AS place "
    "FROM mine CROSS JOIN x CROSS JOIN y CROSS JOIN pairs p ON p.document_id = mine.id "
    "AND p.a = min(x.id, y.id) AND p.b = max(x.id, y.id) "
    "JOIN documents d ON d.id = mine.id WHERE " IN_SLICE "), "
    "told AS (SELECT d.*, count(*) OVER (PARTITION BY story) AS copies, row_number() OVER ("
    "PARTITION BY story ORDER BY d.gap, " EARLIER ") AS first FROM met d WHERE d.place = 1) "
    "SELECT d.date, d.title, s.name AS source, d.uri, m.zone, told.gap, told.copies, "
    SENTENCE "AS sentence FROM told JOIN documents d ON d.id = told.id "
    "JOIN mentions m ON m.id = told.mention_a JOIN mentions n ON n.id = told.mention_b "
    "LEFT JOIN sources s ON s.id = d.source_id WHERE told.first = 1 "
    "ORDER BY " NEWER "LIMIT ?5";

/** Stories a month; `months` are those of all articles. */
#define TIMELINE(months)                                                        \
    "WITH RECURSIVE " TG_UNDER_TOPIC ", x(id) AS MATERIALIZED " GROUP_OF("?1") ", " \
    "y(id) AS MATERIALIZED " GROUP_OF("?6") ", "                                \
    "mine AS MATERIALIZED " NAMING_X ", "                                       \
    "told AS (SELECT DISTINCT substr(d.date, 1, 7) AS month, coalesce(d.story_id, d.id) AS story " \
    "FROM mine JOIN documents d ON d.id = mine.id WHERE d.date IS NOT NULL "    \
    "AND (?6 = 0 OR EXISTS (SELECT 1 FROM x CROSS JOIN y CROSS JOIN pairs p "   \
    "ON p.document_id = mine.id AND p.a = min(x.id, y.id) AND p.b = max(x.id, y.id))) " \
    "AND " IN_SLICE "), "                                                       \
    "per(month, n) AS (" months ") "                                            \
    "SELECT told.month, count(*) AS stories, 1000.0 * count(*) / max(per.n) AS per_1000 " \
    "FROM told JOIN per ON per.month = told.month GROUP BY told.month ORDER BY told.month"

/* As counted when links were made: right where months are whole. */
static const char timeline_whole_sql[] = TIMELINE("SELECT month, stories FROM months");
static const char timeline_slice_sql[] =
    TIMELINE("SELECT substr(d.date, 1, 7), count(DISTINCT tg_story(d.id)) FROM documents d "
             "WHERE d.date IS NOT NULL AND tg_story(d.id) IS NOT NULL GROUP BY 1");

/** Documents with the words, the best first: somewhat more than are wanted, since documents that
 *  are equally good are put in order afterwards. */
#define HIT(where, limit)                                                       \
    "hit AS MATERIALIZED (SELECT rowid AS id, bm25(documents_fts) AS rank FROM documents_fts " \
    "WHERE documents_fts MATCH ?1 " where "ORDER BY rank LIMIT " limit " + 200) "

#define SEARCH                                                                  \
    ", best AS MATERIALIZED (SELECT hit.rank, d.id, d.date, d.title, d.uri FROM hit " \
    "JOIN documents d ON d.id = hit.id ORDER BY hit.rank, d.date DESC, d.uri LIMIT ?5) " \
    "SELECT date, title, uri, (SELECT replace(replace("                         \
    "snippet(documents_fts, 1, '[', ']', ' … ', 24), char(10, 10), ' '), char(10), ' ') " \
    "FROM documents_fts WHERE rowid = best.id AND documents_fts MATCH ?1) AS snippet " \
    "FROM best ORDER BY rank, date DESC, uri"

static const char search_all_sql[] = "WITH " HIT("", "?5") SEARCH;
static const char search_slice_sql[] = "WITH " HIT("AND tg_story(rowid) IS NOT NULL ", "?5") SEARCH;

#define FACETS                                                                  \
    ", best AS MATERIALIZED (SELECT d.id, coalesce(d.story_id, d.id) AS story FROM hit " \
    "JOIN documents d ON d.id = hit.id ORDER BY hit.rank, d.date DESC, d.uri LIMIT 500) " \
    "SELECT e.name, e.type, count(DISTINCT best.story) AS stories FROM best "   \
    "CROSS JOIN mentions m ON m.document_id = best.id AND m.zone IN ('headline', 'lead', 'body') " \
    "JOIN entities r ON r.id = m.entity_id "                                    \
    "JOIN entities e ON e.id = coalesce(r.merged_into, r.id) "                  \
    "WHERE e.ignored = 0 AND (?6 IS NULL OR e.type = ?6) "                      \
    "GROUP BY e.id ORDER BY stories DESC, e.name, e.key LIMIT ?5"

static const char facets_all_sql[] = "WITH " HIT("", "500") FACETS;
static const char facets_slice_sql[] = "WITH " HIT("AND tg_story(rowid) IS NOT NULL ", "500") FACETS;

/** Chosen first, by what stands in the rows; then their sentences are looked up. */
#define RELATIONS(which)                                                        \
    "WITH RECURSIVE " TG_UNDER_TOPIC ", "                                       \
    "best AS MATERIALIZED (SELECT r.*, s.name AS subject, coalesce(o.name, r.value) AS object, " \
    "o.id IS NOT NULL AS is_named, d.date, d.uri FROM relations r "             \
    "JOIN documents d ON d.id = r.document_id "                                 \
    "JOIN entities q ON q.id = r.subject_id "                                   \
    "JOIN entities s ON s.id = coalesce(q.merged_into, q.id) "                  \
    "LEFT JOIN entities p ON p.id = r.object_id "                               \
    "LEFT JOIN entities o ON o.id = coalesce(p.merged_into, p.id) WHERE " which \
    "(?6 IS NULL OR s.type = ?6 OR o.type = ?6) AND s.ignored = 0 AND " IN_SLICE \
    "ORDER BY r.score DESC, " NEWER ", subject, object, r.start LIMIT ?5) "     \
    "SELECT r.subject, r.predicate, r.object, iif(r.is_named, r.value, NULL) AS value, r.score, " \
    "r.date, d.title, r.uri, tg_excerpt(d.text, m.sentence_start, "             \
    "max(m.sentence_end, r.\"end\"), min(m.\"end\", r.\"end\"), max(m.start, r.start)) " \
    "AS sentence FROM best r JOIN documents d ON d.id = r.document_id "         \
    "LEFT JOIN mentions m ON m.id = (SELECT id FROM mentions w WHERE w.document_id = r.document_id " \
    "AND w.sentence_start <= r.start AND w.sentence_end > r.start ORDER BY w.start LIMIT 1) " \
    "ORDER BY r.score DESC, r.date IS NULL, r.date DESC, r.uri, r.subject, r.object, r.start"

static const char relations_sql[] = RELATIONS("");
static const char relations_of_sql[] =
    RELATIONS("r.id IN (SELECT id FROM relations WHERE subject_id IN " GROUP_OF("?1")
              "UNION SELECT id FROM relations WHERE object_id IN " GROUP_OF("?1") ") AND ");

#define QUOTES(which)                                                           \
    "WITH RECURSIVE " TG_UNDER_TOPIC                                            \
    "SELECT e.name AS speaker, q.cue, q.kind, q.text AS quote, d.date, d.title, d.uri " \
    "FROM quotes q JOIN documents d ON d.id = q.document_id "                   \
    "LEFT JOIN entities r ON r.id = q.speaker_id "                              \
    "LEFT JOIN entities e ON e.id = coalesce(r.merged_into, r.id) "             \
    "WHERE " which IN_SLICE "ORDER BY " NEWER ", q.start LIMIT ?5"

static const char quotes_sql[] = QUOTES("");
static const char quotes_of_sql[] = QUOTES("q.speaker_id IN " GROUP_OF("?1") "AND ");

/** Who is in most stories, documents or mentions. */
#define TOP_ALL(first)                                                          \
    "SELECT name, type, stories, documents, mentions, first_date, last_date, "  \
    "type || ':' || key AS \"key\" FROM entities "                            \
    "WHERE merged_into IS NULL AND ignored = 0 AND stories > 0 AND (?6 IS NULL OR type = ?6) " \
    "ORDER BY " first "stories DESC, mentions DESC, name, key LIMIT ?5"

static const char top_stories_sql[] = TOP_ALL("");
static const char top_documents_sql[] = TOP_ALL("documents DESC, ");
static const char top_mentions_sql[] = TOP_ALL("mentions DESC, ");

/** The same in the slice, of those that were chosen there: ?1 lists them. */
static const char top_slice_sql[] =
    "SELECT e.name, e.type, tg_tally(e.id, 'stories') AS stories, "
    "tg_tally(e.id, 'documents') AS documents, tg_tally(e.id, 'mentions') AS mentions, "
    "tg_tally(e.id, 'first') AS first_date, tg_tally(e.id, 'last') AS last_date, "
    "e.type || ':' || e.key AS \"key\" FROM json_each(?1) best CROSS JOIN entities e "
    "ON e.id = best.value ORDER BY CASE ?7 WHEN 'documents' THEN tg_tally(e.id, 'documents') "
    "WHEN 'mentions' THEN tg_tally(e.id, 'mentions') ELSE 0 END DESC, stories DESC, mentions DESC, e.name, e.key LIMIT ?5";

static const char topic_sql[] =
    "WITH RECURSIVE " TG_UNDER_TOPIC "SELECT id FROM under LIMIT 1";

static const char totals_sql[] =
    "SELECT (SELECT count(*) FROM documents) AS documents, "
    "coalesce((SELECT value FROM properties WHERE name = 'stories'), 0) AS stories, "
    "coalesce((SELECT value FROM properties WHERE name = 'entities'), 0) AS entities, "
    "coalesce((SELECT value FROM properties WHERE name = 'links'), 0) AS links, "
    "coalesce((SELECT value FROM properties WHERE name = 'edges'), 0) AS edges, "
    "coalesce((SELECT value FROM properties WHERE name = 'linked'), 0) AS linked";

/* clang-format on */

static tg_value given(tg_str s)
{
    return s.n > 0 ? tg_text(s) : tg_null();
}

/** The parameters that are not of the filter. */
typedef struct about {
    tg_value first; /* ?1 */
    tg_value sixth; /* ?6 */
} about;

static uint32_t limit_of(const tg_filter *f)
{
    return f->limit > 0 ? f->limit : DEFAULT_LIMIT;
}

/** Ask with the seven parameters that every statement has. */
static tagger_status ask(tg_store *store, const char *sql, about what, const tg_filter *f,
                         tg_rows to, tagger_error *err)
{
    return tg_sql_query(store, sql,
                        TG_VALUES(what.first, given(f->since), given(f->until), given(f->topic),
                                  tg_int(limit_of(f)), what.sixth, tg_word(f->by)),
                        to, err);
}

static bool is_whole(const tg_filter *f)
{
    return f->since.n == 0 && f->until.n == 0 && f->topic.n == 0;
}

/** Ask one way of everything, another way of a slice. */
static tagger_status ask_of(tg_store *store, const char *const whole_or_slice[2], about what,
                            const tg_filter *f, tg_rows to, tagger_error *err)
{
    if (!is_whole(f)) TG_TRY(tg_slice_cut(store, f, err));
    return ask(store, whole_or_slice[is_whole(f) ? 0 : 1], what, f, to, err);
}

tagger_status tg_query_find(tg_store *store, int64_t entity, tg_rows to, tagger_error *err)
{
    return tg_sql_query(store, find_sql, TG_VALUES(tg_int(entity)), to, err);
}

tagger_status tg_query_related(tg_store *store, int64_t entity, const tg_filter *f, tg_rows to,
                               tagger_error *err)
{
    about what = {tg_int(entity), tg_word(f->type)};
    if (is_whole(f)) return ask(store, related_all_sql, what, f, to, err);
    bool held = tg_sql_hold(store);
    tagger_status status = tg_slice_cut(store, f, err);
    if (status == TAGGER_OK) status = tg_tally_slice(store, err);
    if (status == TAGGER_OK) status = ask(store, related_slice_sql, what, f, to, err);
    tg_sql_release(store, held);
    return status;
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
    TG_TRY(fewer_first(&a, &b, store, err));
    return ask(store, evidence_sql, (about){tg_int(a), tg_int(b)}, f, to, err);
}

tagger_status tg_query_timeline(tg_store *store, int64_t a, int64_t b, const tg_filter *f,
                                tg_rows to, tagger_error *err)
{
    /* Bounds of whole months or years cut no month in two. */
    bool whole = f->topic.n == 0 && f->since.n <= MONTH && f->until.n <= MONTH;
    if (b != 0) TG_TRY(fewer_first(&a, &b, store, err));
    if (!whole) TG_TRY(tg_slice_cut(store, f, err));
    return ask(store, whole ? timeline_whole_sql : timeline_slice_sql,
               (about){tg_int(a), tg_int(b)}, f, to, err);
}

static tagger_status search(tg_store *store, const char *const sql[2], tg_str words,
                            const tg_filter *f, tg_rows to, tagger_error *err)
{
    tg_buf match = TG_BUF_INIT;
    tagger_status status = TAGGER_OK;
    bool any = tg_names_match(&match, words, false);
    if (match.oom) status = tg_fail(err, TAGGER_E_NOMEM, "memory ran out");
    about what = {tg_text(tg_buf_view(&match)), tg_word(f->type)};
    if (any && status == TAGGER_OK) status = ask_of(store, sql, what, f, to, err);
    tg_buf_dispose(&match);
    return status;
}

tagger_status tg_query_search(tg_store *store, tg_str words, const tg_filter *f, tg_rows to,
                              tagger_error *err)
{
    static const char *const sql[] = {search_all_sql, search_slice_sql};
    return search(store, sql, words, f, to, err);
}

tagger_status tg_query_facets(tg_store *store, tg_str words, const tg_filter *f, tg_rows to,
                              tagger_error *err)
{
    static const char *const sql[] = {facets_all_sql, facets_slice_sql};
    return search(store, sql, words, f, to, err);
}

tagger_status tg_query_relations(tg_store *store, int64_t entity, const tg_filter *f, tg_rows to,
                                 tagger_error *err)
{
    return ask(store, entity == 0 ? relations_sql : relations_of_sql,
               (about){tg_int(entity), tg_word(f->type)}, f, to, err);
}

tagger_status tg_query_quotes(tg_store *store, int64_t entity, const tg_filter *f, tg_rows to,
                              tagger_error *err)
{
    return ask(store, entity == 0 ? quotes_sql : quotes_of_sql, (about){tg_int(entity), tg_null()},
               f, to, err);
}

/** Cut the slice, count it, list the best. */
static tagger_status top_of_slice(tg_store *store, const tg_filter *f, tg_rows to,
                                  tagger_error *err)
{
    tg_buf best = TG_BUF_INIT;
    tagger_status status = tg_slice_cut(store, f, err);
    if (status == TAGGER_OK) status = tg_tally_slice(store, err);
    if (status == TAGGER_OK) status = tg_tally_best(&best, store, f, limit_of(f), err);
    about what = {tg_text(tg_buf_view(&best)), tg_null()};
    if (status == TAGGER_OK) status = ask(store, top_slice_sql, what, f, to, err);
    tg_buf_dispose(&best);
    return status;
}

tagger_status tg_query_top(tg_store *store, const tg_filter *f, tg_rows to, tagger_error *err)
{
    about what = {tg_null(), tg_word(f->type)};
    if (!is_whole(f)) {
        bool held = tg_sql_hold(store);
        tagger_status status = top_of_slice(store, f, to, err);
        tg_sql_release(store, held);
        return status;
    }
    bool documents = f->by != NULL && strcmp(f->by, "documents") == 0;
    bool mentions = f->by != NULL && strcmp(f->by, "mentions") == 0;
    return ask(store,
               documents  ? top_documents_sql
               : mentions ? top_mentions_sql
                          : top_stories_sql,
               what, f, to, err);
}

tagger_status tg_query_has_topic(bool *has, tg_store *store, tg_str topic, tagger_error *err)
{
    sqlite3_stmt *stmt = NULL;
    int64_t id = 0;
    TG_TRY(tg_sql_prepare(&stmt, store, topic_sql, err));
    tagger_status status = tg_sql_id(
        &id, store, stmt, TG_VALUES(tg_null(), tg_null(), tg_null(), tg_text(topic)), err);
    (void)sqlite3_finalize(stmt);
    *has = id != 0;
    return status;
}

tagger_status tg_query_totals(tg_store *store, tg_rows to, tagger_error *err)
{
    return tg_sql_query(store, totals_sql, NULL, 0, to, err);
}
