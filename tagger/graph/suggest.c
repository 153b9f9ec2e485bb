/* SPDX-License-Identifier: MIT
 *
 * suggest.c — log-odds of a term in a topic's articles against the others.
 *
 * With y of n articles of the topic and u of m others that have the term, and
 * its share of all articles as a prior worth PRIOR articles on either side,
 *
 *     delta = log((y + a) / (n + A - y - a)) - log((u + a) / (m + A - u - a))
 *     z     = delta / sqrt(1 / (y + a) + 1 / (n + A - y - a) + 1 / (u + a) + 1 / (m + A - u - a))
 *
 * (Monroe, Colaresi and Quinn 2008, with articles for words). The prior pulls
 * rare terms to nothing: that a word stands in three articles of a topic and
 * in no other says little. z sorts; delta, which says how telling the term is,
 * becomes the weight. Words that stand in a third of all articles are no terms,
 * nor are pairs with one of them.
 */
#include "graph/suggest.h"

#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/status.h"
#include "graph/sql.h"
#include "graph/termcount.h"

enum { N_COLUMNS = 9 };

static const double prior = 10.0;     /* articles */
static const double sure = 2.5;       /* least z */
static const double common = 0.3;     /* share of articles that have a word of no use */
static const double name_share = 0.8; /* share of articles that write a name with capitals */
static const double per_weight = 0.6;

typedef struct topic {
    int64_t id;
    uint32_t code;   /* first byte in suggester.codes */
    uint32_t n_code; /* bytes */
    uint32_t articles;
} topic;

typedef struct suggestion {
    uint32_t term;
    uint32_t articles;
    uint32_t example;
    double delta;
    double z;
} suggestion;

typedef struct suggester {
    tg_store *store;
    const tg_suggest_options *options;
    tg_suggest_filter *filter;
    void *context;
    tg_rows to;
    bool stopped;
    tagger_error *err;
    TG_VEC(topic) topics;
    tg_buf codes;
    tg_term_counts counts;
    uint32_t n_articles;
    TG_VEC(int64_t) documents;    /* [n_articles] */
    TG_VEC(uint32_t) of_document; /* topics of the article being read */
    TG_VEC(suggestion) found;
} suggester;

static tagger_status no_memory(const suggester *s)
{
    return tg_fail(s->err, TAGGER_E_NOMEM, "out of memory while counting words");
}

/* ---- reading --------------------------------------------------------------- */

static tagger_status read_topics(suggester *s)
{
    sqlite3_stmt *stmt = NULL;
    TG_TRY(tg_sql_prepare(&stmt, s->store,
                          "SELECT id, CASE scheme WHEN 'own' THEN code ELSE scheme || ':' || code "
                          "END FROM topics WHERE ?1 IS NULL OR code = ?1 OR "
                          "scheme || ':' || code = ?1 OR name = ?1 COLLATE NOCASE ORDER BY 2",
                          s->err));
    bool row = true;
    tagger_status status =
        tg_sql_bind(s->store, stmt, TG_VALUES(tg_text(s->options->topic)), s->err);
    while (status == TAGGER_OK && row) {
        status = tg_sql_step(&row, s->store, stmt, s->err);
        if (status != TAGGER_OK || !row) break;
        tg_str code = tg_sql_text(stmt, 1);
        topic t = {sqlite3_column_int64(stmt, 0), (uint32_t)s->codes.n, (uint32_t)code.n, 0};
        tg_buf_str(&s->codes, code);
        if (s->codes.oom || !tg_vec_push(&s->topics, t)) status = no_memory(s);
    }
    (void)sqlite3_finalize(stmt);
    return status;
}

/** The topics of a document as numbers in s->topics. */
static tagger_status read_document_topics(suggester *s, sqlite3_stmt *stmt, int64_t document)
{
    s->of_document.n = 0;
    TG_TRY(tg_sql_bind(s->store, stmt, TG_VALUES(tg_int(document)), s->err));
    for (bool row = true;;) {
        TG_TRY(tg_sql_step(&row, s->store, stmt, s->err));
        if (!row) return TAGGER_OK;
        int64_t id = sqlite3_column_int64(stmt, 0);
        for (uint32_t t = 0; t < s->topics.n; t++) {
            if (s->topics.at[t].id != id) continue;
            s->topics.at[t].articles++;
            if (!tg_vec_push(&s->of_document, t)) return no_memory(s);
        }
    }
}

/** Read the articles once; the second time their terms are counted. */
static tagger_status read_articles(suggester *s, bool second)
{
    sqlite3_stmt *articles = NULL;
    sqlite3_stmt *topics = NULL;
    tagger_status status = tg_sql_prepare(
        &articles, s->store,
        "SELECT id, CASE WHEN body_end > body_start THEN coalesce(title, '') || char(10) "
        "|| substr(text, body_start + 1, body_end - body_start) ELSE text END "
        "FROM documents WHERE story_id IS NULL AND text IS NOT NULL "
        "AND (?1 IS NULL OR language = ?1) ORDER BY id",
        s->err);
    if (status == TAGGER_OK) {
        status =
            tg_sql_prepare(&topics, s->store,
                           "SELECT topic_id FROM document_topics WHERE document_id = ?1", s->err);
    }
    if (status == TAGGER_OK)
        status = tg_sql_bind(s->store, articles, TG_VALUES(tg_text(s->options->language)), s->err);
    for (bool row = true; status == TAGGER_OK;) {
        status = tg_sql_step(&row, s->store, articles, s->err);
        if (status != TAGGER_OK || !row) break;
        tg_str text = tg_sql_text(articles, 1);
        int64_t id = sqlite3_column_int64(articles, 0);
        if (!second) {
            if (!tg_terms_note(&s->counts, text)) status = no_memory(s);
            continue;
        }
        status = read_document_topics(s, topics, id);
        if (status != TAGGER_OK) break;
        if (!tg_terms_count(&s->counts, text, s->n_articles++, s->of_document.at,
                            (uint32_t)s->of_document.n) ||
            !tg_vec_push(&s->documents, id))
            status = no_memory(s);
    }
    (void)sqlite3_finalize(articles);
    (void)sqlite3_finalize(topics);
    return status;
}

/* ---- judging --------------------------------------------------------------- */

static suggestion judge(const suggester *s, uint32_t t, uint32_t term)
{
    tg_term_use use = tg_terms_of_topic(&s->counts, t, term);
    double n = s->topics.at[t].articles;
    double m = s->n_articles - n;
    double y = use.articles;
    double u = s->counts.terms.at[term].articles - y;
    double a = prior * s->counts.terms.at[term].articles / s->n_articles;
    /* A term in every article leaves none without it: a whole one is lent. */
    double no_y = n + prior - y - a + 1;
    double no_u = m + prior - u - a + 1;
    double delta = log((y + a) / no_y) - log((u + a) / no_u);
    double z = delta / sqrt(1 / (y + a) + 1 / no_y + 1 / (u + a) + 1 / no_u);
    return (suggestion){term, use.articles, use.example, delta, z};
}

static int surest_first(const void *a, const void *b)
{
    const suggestion *x = a;
    const suggestion *y = b;
    if (x->z != y->z) return x->z < y->z ? 1 : -1;
    return (x->term > y->term) - (x->term < y->term);
}

static int64_t weight_of(double delta)
{
    int64_t weight = (int64_t)(delta * per_weight + 0.5);
    return weight < 1 ? 1 : weight > 3 ? 3 : weight;
}

static tagger_status hand_on(suggester *s, sqlite3_stmt *titles, uint32_t t, const suggestion *x)
{
    static const char *const names[N_COLUMNS] = {"topic",    "term",   "weight", "match",  "z",
                                                 "articles", "others", "kind",   "example"};
    const tg_term *term = &s->counts.terms.at[x->term];
    const topic *of = &s->topics.at[t];
    bool row = false;
    TG_TRY(tg_sql_bind(s->store, titles, TG_VALUES(tg_int(s->documents.at[x->example])), s->err));
    TG_TRY(tg_sql_step(&row, s->store, titles, s->err));
    bool is_name = term->capitals >= name_share * term->articles;
    const tg_value values[N_COLUMNS] = {
        tg_text((tg_str){s->codes.p + of->code, of->n_code}),
        tg_text(tg_term_text(&s->counts, x->term)),
        tg_int(weight_of(x->delta)),
        tg_word("fold"),
        tg_real(x->z),
        tg_int(x->articles),
        tg_int((int64_t)term->articles - x->articles),
        tg_word(is_name ? "name" : "word"),
        tg_text(row ? tg_sql_text(titles, 0) : (tg_str){0}),
    };
    s->stopped = !s->to.fn(s->to.context, &(tg_row){N_COLUMNS, names, values});
    (void)sqlite3_reset(titles);
    return TAGGER_OK;
}

static tagger_status suggest_topic(suggester *s, sqlite3_stmt *titles, uint32_t t)
{
    s->found.n = 0;
    for (uint32_t term = 0; term < s->counts.terms.n; term++) {
        suggestion x = judge(s, t, term);
        if (x.articles < TG_TERM_LEAST || x.z < sure) continue;
        if (tg_terms_commonest(&s->counts, term) > common * s->n_articles) continue;
        if (!tg_vec_push(&s->found, x)) return no_memory(s);
    }
    if (s->found.n > 1) qsort(s->found.at, s->found.n, sizeof *s->found.at, surest_first);
    uint32_t n = 0;
    for (size_t i = 0; i < s->found.n && n < s->options->limit && !s->stopped; i++) {
        tg_str text = tg_term_text(&s->counts, s->found.at[i].term);
        if (s->filter != NULL && !s->filter(s->context, text)) continue;
        TG_TRY(hand_on(s, titles, t, &s->found.at[i]));
        n++;
    }
    return TAGGER_OK;
}

static tagger_status run(suggester *s)
{
    sqlite3_stmt *titles = NULL;
    TG_TRY(read_topics(s));
    if (s->topics.n == 0) return TAGGER_OK;
    TG_TRY(read_articles(s, false));
    TG_TRY(read_articles(s, true));
    TG_TRY(tg_sql_prepare(&titles, s->store, "SELECT title FROM documents WHERE id = ?1", s->err));
    tagger_status status = TAGGER_OK;
    for (uint32_t t = 0; t < s->topics.n && status == TAGGER_OK; t++) {
        if (s->topics.at[t].articles >= TG_TERM_LEAST) status = suggest_topic(s, titles, t);
    }
    (void)sqlite3_finalize(titles);
    return status;
}

tagger_status tg_suggest(tg_store *store, const tg_suggest_options *options,
                         tg_suggest_filter *filter, void *context, tg_rows to, tagger_error *err)
{
    suggester s = {.store = store,
                   .options = options,
                   .filter = filter,
                   .context = context,
                   .to = to,
                   .err = err};
    tagger_status status = run(&s);
    tg_vec_dispose(&s.topics);
    tg_buf_dispose(&s.codes);
    tg_terms_dispose(&s.counts);
    tg_vec_dispose(&s.documents);
    tg_vec_dispose(&s.of_document);
    tg_vec_dispose(&s.found);
    return status;
}
