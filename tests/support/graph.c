/* SPDX-License-Identifier: MIT */
#include "support/graph.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "graph/link.h"
#include "graph/sql.h"
#include "graph/writer.h"
#include "support/test.h"

char *graph_path(const char *folder, const char *name)
{
    size_t n = strlen(folder) + strlen(name) + 2;
    char *path = malloc(n);
    (void)snprintf(path, n, "%s/%s", folder, name);
    return path;
}

char *graph_folder(void)
{
    const char *under = getenv("TMPDIR");
    char *folder = graph_path(under != NULL ? under : "/tmp", "tagger-graph-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return folder;
}

void graph_folder_remove(char *folder)
{
    DIR *dir = opendir(folder);
    for (struct dirent *e = readdir(dir); e != NULL; e = readdir(dir)) {
        char *path = graph_path(folder, e->d_name);
        (void)unlink(path);
        free(path);
    }
    (void)closedir(dir);
    (void)rmdir(folder);
    free(folder);
}

tg_store *graph_open(const char *path)
{
    tg_store *store = NULL;
    tagger_error err = {.status = TAGGER_OK};
    if (tg_store_open(&store, path, TG_STORE_CREATE, &err) != TAGGER_OK) fail_msg("%s", err.text);
    return store;
}

size_t graph_add(tg_store *store, const char *lists, const graph_article *articles, size_t n)
{
    tg_writer *w = NULL;
    tagger_error err = {.status = TAGGER_OK};
    size_t added = 0;
    tg_run run = {.version = TG_LIT("test"),
                  .command = TG_LIT("add"),
                  .lists = TG_LIT("test"),
                  .lists_sha256 = {lists, strlen(lists)}};
    if (tg_writer_open(&w, store, &run, &err) != TAGGER_OK) fail_msg("%s", err.text);
    for (size_t i = 0; i < n; i++) {
        tagger_result *r = fake_result(articles[i].uri, articles[i].date, articles[i].markup);
        tagger_article article = fake_article(r);
        tg_document_key key;
        bool has = false;
        tg_document_key_make(&key, &article);
        if (tg_writer_has(&has, w, &key, &err) != TAGGER_OK) fail_msg("%s", err.text);
        if (!has && tg_writer_add(w, &key, r, &err) != TAGGER_OK) fail_msg("%s", err.text);
        added += !has;
        fake_result_free(r);
    }
    if (tg_writer_close(w, &err) != TAGGER_OK) fail_msg("%s", err.text);
    return added;
}

/** Where the cells of an answer go, and how fine its real numbers are written. */
typedef struct printer {
    tg_buf out;
    int digits;
} printer;

static void put_value(printer *p, tg_value v)
{
    tg_buf *out = &p->out;
    char number[64];
    if (v.kind == TG_VALUE_TEXT) tg_buf_str(out, v.s);
    if (v.kind == TG_VALUE_INT) (void)snprintf(number, sizeof number, "%lld", (long long)v.i);
    if (v.kind == TG_VALUE_REAL) (void)snprintf(number, sizeof number, "%.*g", p->digits, v.r);
    if (v.kind == TG_VALUE_INT || v.kind == TG_VALUE_REAL) tg_buf_word(out, number);
}

static bool put_row(void *context, const tg_row *row)
{
    printer *p = context;
    for (uint32_t i = 0; i < row->n; i++) {
        if (i > 0) tg_buf_char(&p->out, '|');
        put_value(p, row->value[i]);
    }
    tg_buf_char(&p->out, '\n');
    return true;
}

static void ask(printer *p, tg_store *store, const char *sql)
{
    tagger_error err = {.status = TAGGER_OK};
    tagger_status status = tg_sql_query(store, sql, NULL, 0, (tg_rows){put_row, p}, &err);
    if (status != TAGGER_OK) fail_msg("%s: %s", sql, err.text);
}

char *graph_ask(tg_store *store, const char *sql)
{
    printer p = {.out = TG_BUF_INIT, .digits = 12};
    ask(&p, store, sql);
    tg_buf_char(&p.out, '\0');
    return p.out.p;
}

void graph_expect(tg_store *store, const char *sql, const char *expected)
{
    char *answer = graph_ask(store, sql);
    assert_string_equal(answer, expected);
    free(answer);
}

/* Row ids depend on the order of input and are replaced by what they stand for. A pair has its
 * smaller key first here, whichever row came first. */
static const char *const dump_sql[] = {
    "SELECT uri, title, date, language, sha256, body_start, body_end, text, similarity, "
    "(SELECT uri FROM documents f WHERE f.id = d.story_id) FROM documents d ORDER BY uri",
    "SELECT key, type, name, known, documents, stories, mentions, first_date, last_date, ignored, "
    "degree, strength, country_degree, country_strength, (SELECT key FROM entities f WHERE f.id = "
    "e.merged_into) FROM entities e ORDER BY key, type",
    "SELECT e.key, alias, kind, folded, a.mentions FROM aliases a JOIN entities e ON "
    "e.id = entity_id ORDER BY 1, 2, 3",
    "SELECT uri, start, \"end\", e.key, sentence, paragraph, sentence_start, sentence_end, zone, "
    "surface, form, how, r.name, score FROM mentions m JOIN documents d ON d.id = document_id "
    "LEFT JOIN entities e ON e.id = entity_id LEFT JOIN rules r ON r.id = rule_id ORDER BY 1, 2",
    "SELECT uri, min(x.key, y.key), max(x.key, y.key), gap, sentences, "
    "min(m.start, n.start), max(m.start, n.start) FROM pairs p JOIN documents d ON "
    "d.id = p.document_id JOIN entities x ON x.id = a JOIN entities y ON y.id = b JOIN mentions m "
    "ON m.id = mention_a JOIN mentions n ON n.id = mention_b ORDER BY 1, 2, 3",
    "SELECT min(x.key, y.key) AS p, max(x.key, y.key) AS q, l.stories, l.documents, sentences, "
    "closeness, g2, npmi, alpha, weight, l.first_date, l.last_date, d.uri, min(m.start, n.start), "
    "max(m.start, n.start) FROM links l JOIN entities x ON x.id = a JOIN entities y ON y.id = b "
    "JOIN mentions m ON m.id = mention_a JOIN mentions n ON n.id = mention_b "
    "JOIN documents d ON d.id = m.document_id ORDER BY 1, 2",
    "SELECT month, stories FROM months ORDER BY month",
    "SELECT name, value FROM properties ORDER BY name",
};

char *graph_dump(tg_store *store)
{
    printer p = {.out = TG_BUF_INIT, .digits = 17}; /* to the last bit */
    for (size_t i = 0; i < sizeof dump_sql / sizeof *dump_sql; i++) {
        ask(&p, store, dump_sql[i]);
        tg_buf_word(&p.out, "--\n");
    }
    tg_buf_char(&p.out, '\0');
    return p.out.p;
}
