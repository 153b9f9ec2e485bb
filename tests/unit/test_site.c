/* SPDX-License-Identifier: MIT */
#include "site/site.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/status.h"
#include "graph/link.h"
#include "graph/pages.h"
#include "graph/rows.h"
#include "graph/sql.h"
#include "site/bars.h"
#include "site/html.h"
#include "site/layout.h"
#include "support/graph.h"
#include "support/test.h"

/* ---- layout ------------------------------------------------------------------------------- */

enum { N = 40 };

static const tg_layout_box room = {800, 600};

/** A star around node 0, and a pair that nothing joins to it. */
static uint32_t star(tg_layout_edge *edges)
{
    uint32_t n = 0;
    for (uint32_t i = 1; i < N - 2; i++) edges[n++] = (tg_layout_edge){0, i, i};
    edges[n++] = (tg_layout_edge){N - 2, N - 1, 1};
    return n;
}

static double square(tg_layout_point a, tg_layout_point b)
{
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

static void nodes_stay_in_the_box_and_apart(void **state)
{
    (void)state;
    tg_layout_edge edges[N];
    tg_layout_point at[N];
    uint32_t n_edges = star(edges);
    assert_true(tg_layout(at, N, edges, n_edges, room));
    for (uint32_t i = 0; i < N; i++) {
        assert_true(at[i].x >= 0 && at[i].x <= room.width);
        assert_true(at[i].y >= 0 && at[i].y <= room.height);
        for (uint32_t j = 0; j < i; j++) assert_true(square(at[i], at[j]) > 25);
    }
}

static void the_same_graph_gives_the_same_picture(void **state)
{
    (void)state;
    tg_layout_edge edges[N];
    tg_layout_point first[N];
    tg_layout_point second[N];
    uint32_t n_edges = star(edges);
    assert_true(tg_layout(first, N, edges, n_edges, room));
    assert_true(tg_layout(second, N, edges, n_edges, room));
    assert_memory_equal(first, second, sizeof first);
}

static void a_linked_pair_is_nearer_than_a_strange_one(void **state)
{
    (void)state;
    tg_layout_edge edges[N];
    tg_layout_point at[N];
    uint32_t n_edges = star(edges);
    assert_true(tg_layout(at, N, edges, n_edges, room));
    assert_true(square(at[N - 2], at[N - 1]) < square(at[0], at[N - 1]));
}

static void no_node_and_one_node_have_a_place(void **state)
{
    (void)state;
    tg_layout_point at[1] = {{-1, -1}};
    assert_true(tg_layout(at, 0, NULL, 0, room));
    assert_true(at[0].x < 0);
    assert_true(tg_layout(at, 1, NULL, 0, room));
    assert_true(at[0].x == room.width / 2 && at[0].y == room.height / 2);
}

/* ---- html ---------------------------------------------------------------------------------- */

static void expect_text(tg_buf *out, const char *expected)
{
    tg_buf_char(out, '\0');
    assert_false(out->oom);
    assert_string_equal(out->p, expected);
    tg_buf_dispose(out);
}

static void a_hostile_text_stays_text(void **state)
{
    (void)state;
    tg_buf out = TG_BUF_INIT;
    tg_html_text(&out, TG_LIT("<img src=x onerror='a()'> & \"b\"\x01"));
    expect_text(&out, "<bdi>&lt;img src=x onerror=&#39;a()&#39;&gt; &amp; &quot;b&quot;</bdi>");
}

static void only_the_web_becomes_a_link(void **state)
{
    (void)state;
    static const char *const no[] = {
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " http://a.example",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://",
        "article 12",
        "//a.example",
        "http://a.example/ x",
        "http://a.example/\nb",
        "",
        "vbscript:x",
    };
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        tg_buf out = TG_BUF_INIT;
        tg_html_web(&out, (tg_str){no[i], strlen(no[i])}, "source");
        if (out.n != 0) fail_msg("became a link: %s", no[i]);
        tg_buf_dispose(&out);
    }
    tg_buf out = TG_BUF_INIT;
    tg_html_web(&out, TG_LIT("HTTPS://a.example/?a=1&b=\"><script>"), "source");
    expect_text(&out, "<a class=\"web\" rel=\"noopener noreferrer nofollow\" "
                      "href=\"HTTPS://a.example/?a=1&amp;b=&quot;&gt;&lt;script&gt;\">source</a>");
}

static void a_file_name_is_safe_and_one_of_its_kind(void **state)
{
    (void)state;
    char a[TG_HTML_FILE];
    char b[TG_HTML_FILE];
    tg_html_file(a, "entity", TG_LIT("../../Étienne  \"O'Neill\" <x>"), TG_LIT("person:n:a"));
    tg_html_file(b, "entity", TG_LIT("../../Étienne  \"O'Neill\" <x>"), TG_LIT("person:n:b"));
    assert_string_not_equal(a, b);
    assert_non_null(strstr(a, "entity/tienne-o-neill-x-"));
    assert_int_equal(strspn(a + 7, "abcdefghijklmnopqrstuvwxyz0123456789-."), strlen(a + 7));
    tg_html_file(a, "entity", TG_LIT("中国"), TG_LIT(""));
    assert_int_equal(strlen(a), strlen("entity/0123456789abcdef.html"));
    static const char long_name[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";
    tg_html_file(a, "entity", TG_LIT(long_name), TG_LIT(""));
    assert_int_equal(strlen(a), strlen("entity/-0123456789abcdef.html") + 40);
}

static void a_type_that_is_none_is_other(void **state)
{
    (void)state;
    assert_string_equal(tg_html_type(TG_LIT("party")), "party");
    assert_string_equal(tg_html_type(TG_LIT("\"><script>")), "other");
}

/* ---- bars ----------------------------------------------------------------------------------- */

static void expect_bars(const char *const *months, size_t n, size_t n_bars, const char *holds)
{
    tg_bars bars = {.oom = false};
    tg_buf out = TG_BUF_INIT;
    for (size_t i = 0; i < n; i++) tg_bars_add(&bars, (tg_str){months[i], strlen(months[i])}, 2);
    tg_bars_svg(&out, &bars);
    tg_buf_char(&out, '\0');
    size_t found = 0;
    for (const char *p = out.p; (p = strstr(p, "<rect")) != NULL; p++) found++;
    assert_int_equal(found, n_bars);
    if (out.p == NULL || strstr(out.p, holds) == NULL) fail_msg("no %s among the bars", holds);
    tg_buf_dispose(&out);
    tg_bars_dispose(&bars);
}

#define EXPECT_BARS(n_bars, holds, ...)                                                            \
    expect_bars((const char *const[]){__VA_ARGS__},                                                \
                sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), n_bars, holds)

static void months_become_years_when_there_are_many(void **state)
{
    (void)state;
    EXPECT_BARS(2, "<title>2021-07: 2</title>", "2021-07", "2021-09");
    EXPECT_BARS(2, "<title>2010: 4</title>", "2010-01", "2010-02", "2021-09");
    EXPECT_BARS(2, "<title>1810s: 2</title>", "1815-06", "2021-09");
    EXPECT_BARS(2, ">9900s</text>", "0015-06", "9999-12");
    EXPECT_BARS(0, "", "2021", "2021-13", "2021-00", "20a1-01", "2021-1x", "soon");
    EXPECT_BARS(1, "<title>2021-09: 2</title>", "2021-09", "2021-09", "2021-08");
}

/* ---- a whole site ---------------------------------------------------------------------------- */

static const graph_article news[] = {
    {"https://news.example/1", "2021-07-31",
     "# Spy warning\n\nThe phones of [o:Oppo] are safe, said spokesman [p:Dries Cludts]. "
     "In [C:Belgium] nobody reads [o:<b>\"Sons\" & Co</b>]."},
    {"javascript:alert(1)", "2021-08-02", "[p:Dries Cludts] defends [o:Oppo]."},
    {"third", NULL, "[p:Ann Peeters] met [o:<b>\"Sons\" & Co</b>]."},
};

/** All files of a site, one after the other, and which were written. */
typedef struct collected {
    tg_buf bytes;
    tg_buf names;
    const char *fails; /* the file that cannot be written */
} collected;

static tagger_status collect(void *context, const char *name, tg_str bytes, tagger_error *err)
{
    collected *c = context;
    if (c->fails != NULL && strcmp(name, c->fails) == 0)
        return tg_fail(err, TAGGER_E_IO, "%s: no room", name);
    tg_buf_word(&c->names, name);
    tg_buf_char(&c->names, '\n');
    tg_buf_str(&c->bytes, bytes);
    return TAGGER_OK;
}

static tg_store *filled(const char *folder, size_t n)
{
    tagger_error err = {.status = TAGGER_OK};
    char *path = graph_path(folder, "news.db");
    tg_store *store = graph_open(path);
    free(path);
    graph_add(store, "L", news, n);
    if (tg_store_link(store, false, &err) != TAGGER_OK) fail_msg("%s", err.text);
    return store;
}

static tagger_status make(collected *c, tg_store *store, uint32_t top, tagger_error *err)
{
    tg_site_options options = TG_SITE_INIT;
    options.top = top;
    return tg_site_write(store, &options, collect, c, err);
}

static void dispose(collected *c)
{
    tg_buf_dispose(&c->bytes);
    tg_buf_dispose(&c->names);
}

static void holds(tg_buf *buf, const char *what, bool expected)
{
    tg_buf_char(buf, '\0');
    bool found = strstr(buf->p, what) != NULL;
    buf->n--;
    if (found != expected) fail_msg("%s: %s", what, found ? "found" : "not found");
}

static void a_site_has_its_pages_and_nothing_hostile(void **state)
{
    (void)state;
    char *folder = graph_folder();
    tg_store *store = filled(folder, sizeof news / sizeof *news);
    tagger_error err = {.status = TAGGER_OK};
    collected c = {.fails = NULL};
    if (make(&c, store, 10, &err) != TAGGER_OK) fail_msg("%s", err.text);
    static const char *const files[] = {
        "site.css\n",     "site.js\n",        "search.js\n",
        "topics.html\n",  "documents.html\n", "network.html\n",
        "\nindex.html\n", "entity/oppo-",     "entity/b-sons-co-b-"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) holds(&c.names, files[i], true);
    holds(&c.bytes, "<bdi>&lt;b&gt;&quot;Sons&quot; &amp; Co&lt;/b&gt;</bdi>", true);
    holds(&c.bytes, "<bdi><b>", false);
    holds(&c.bytes, "href=\"javascript:", false);
    holds(&c.bytes, "href=\"https://news.example/1\"", true);
    holds(&c.bytes, "documents.html#a1", true);
    dispose(&c);
    tg_store_close(store);
    graph_folder_remove(folder);
}

static void only_the_strongest_get_a_page(void **state)
{
    (void)state;
    char *folder = graph_folder();
    tg_store *store = filled(folder, sizeof news / sizeof *news);
    tagger_error err = {.status = TAGGER_OK};
    collected c = {.fails = NULL};
    if (make(&c, store, 2, &err) != TAGGER_OK) fail_msg("%s", err.text);
    size_t n = 0;
    for (size_t i = 0; i + 7 < c.names.n; i++) n += memcmp(c.names.p + i, "entity/", 7) == 0;
    assert_int_equal(n, 2);
    dispose(&c);
    tg_store_close(store);
    graph_folder_remove(folder);
}

static void an_empty_database_has_a_site_too(void **state)
{
    (void)state;
    char *folder = graph_folder();
    tg_store *store = filled(folder, 0);
    tagger_error err = {.status = TAGGER_OK};
    collected c = {.fails = NULL};
    if (make(&c, store, 10, &err) != TAGGER_OK) fail_msg("%s", err.text);
    holds(&c.bytes, "No two are named near each other.", true);
    holds(&c.bytes, "No article has a topic.", true);
    dispose(&c);
    tg_store_close(store);
    graph_folder_remove(folder);
}

static void a_file_that_cannot_be_written_ends_it(void **state)
{
    (void)state;
    static const char *const files[] = {"site.css",    "site.js",        "search.js",
                                        "topics.html", "documents.html", "network.html",
                                        "index.html"};
    char *folder = graph_folder();
    tg_store *store = filled(folder, sizeof news / sizeof *news);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        tagger_error err = {.status = TAGGER_OK};
        collected c = {.fails = files[i]};
        assert_int_equal(make(&c, store, 10, &err), TAGGER_E_IO);
        assert_non_null(strstr(err.text, files[i]));
        dispose(&c);
    }
    tg_store_close(store);
    graph_folder_remove(folder);
}

static bool same_row(void *context, const tg_row *row)
{
    tg_buf_str(context, row->value[0].s);
    tg_buf_char(context, '\n');
    return true;
}

static void places_of_articles_are_those_of_the_list(void **state)
{
    (void)state;
    char *folder = graph_folder();
    tg_store *store = filled(folder, sizeof news / sizeof *news);
    tagger_error err = {.status = TAGGER_OK};
    tg_buf uris = TG_BUF_INIT;
    tg_buf listed = TG_BUF_INIT;
    assert_int_equal(tg_pages_uris(store, (tg_rows){same_row, &uris}, &err), TAGGER_OK);
    assert_int_equal(tg_pages_documents(store, 9, (tg_rows){same_row, &listed}, &err), TAGGER_OK);
    tg_buf_char(&listed, '\0');
    expect_text(&uris, listed.p);
    tg_buf_dispose(&listed);
    tg_store_close(store);
    graph_folder_remove(folder);
}

/** One more article, with everything that can be said of one. */
static void add_facts(tg_store *store)
{
    tg_inserter in;
    tagger_error err = {.status = TAGGER_OK};
    tagger_result *r =
        fake_result("facts", "2021-07-31", "\"It is safe\", said [p:Dries Cludts] of [o:Oppo].");
    fake_relation(r, 0, "works_for", 1, NULL);
    fake_relation(r, 0, "holds_role", TAGGER_NONE, "<i>spokesman</i>");
    fake_quote(r, 0, "It is safe");
    fake_topic(r, "medtop:16000000", "<u>conflict</u>");
    fake_source(r, "The <s>Paper</s>");
    assert_int_equal(tg_inserter_init(&in, store, NULL), TAGGER_OK);
    in.run_id = 1;
    assert_int_equal(tg_document_insert(&in, TG_LIT("facts"), TG_LIT("00"), r, NULL), TAGGER_OK);
    tg_inserter_dispose(&in);
    fake_result_free(r);
    if (tg_store_link(store, false, &err) != TAGGER_OK) fail_msg("%s", err.text);
}

static void what_is_stated_and_said_is_shown(void **state)
{
    (void)state;
    char *folder = graph_folder();
    tg_store *store = filled(folder, sizeof news / sizeof *news);
    add_facts(store);
    tagger_error err = {.status = TAGGER_OK};
    collected c = {.fails = NULL};
    if (make(&c, store, 10, &err) != TAGGER_OK) fail_msg("%s", err.text);
    holds(&c.bytes, "<em>works for</em>", true);
    holds(&c.bytes, "<em>holds role</em> <bdi>&lt;i&gt;spokesman&lt;/i&gt;</bdi>", true);
    holds(&c.bytes, "<h2 id=\"quotes\">Quotes</h2>", true);
    holds(&c.bytes, "<p><bdi>It is safe</bdi></p>", true);
    holds(&c.names, "topic/u-conflict-u-", true);
    holds(&c.bytes, "<h1><bdi>&lt;u&gt;conflict&lt;/u&gt;</bdi></h1>", true);
    holds(&c.bytes, "The &lt;s&gt;Paper&lt;/s&gt;", true);
    holds(&c.bytes, "<bdi><u>", false);
    dispose(&c);
    tg_store_close(store);
    graph_folder_remove(folder);
}

static void many_articles_are_listed_on_several_pages(void **state)
{
    (void)state;
    enum { MANY = 251 };
    static char uris[MANY][16];
    static graph_article many[MANY];
    for (int i = 0; i < MANY; i++) {
        (void)snprintf(uris[i], sizeof uris[i], "article-%03d", i);
        many[i] = (graph_article){uris[i], "2021-07-31", "[p:Ann Peeters] swims."};
    }
    char *folder = graph_folder();
    tg_store *store = filled(folder, 0);
    graph_add(store, "L", many, MANY);
    tagger_error err = {.status = TAGGER_OK};
    collected c = {.fails = NULL};
    if (make(&c, store, 10, &err) != TAGGER_OK) fail_msg("%s", err.text);
    holds(&c.names, "documents-2.html\n", true);
    holds(&c.names, "documents-3.html\n", false);
    holds(&c.bytes, "<li id=\"a251\">", true);
    holds(&c.bytes, "<a rel=\"prev\" href=\"documents.html\">Newer</a>", true);
    holds(&c.bytes, "<a rel=\"next\" href=\"documents-2.html\">Older</a>", true);
    dispose(&c);
    c = (collected){.fails = "documents.html"};
    assert_int_equal(make(&c, store, 10, &err), TAGGER_E_IO);
    dispose(&c);
    tg_store_close(store);
    graph_folder_remove(folder);
}

static tagger_status forget(void *context, const char *name, tg_str bytes, tagger_error *err)
{
    (void)context, (void)name, (void)bytes, (void)err;
    return TAGGER_OK;
}

static void no_memory_is_told(void **state)
{
    (void)state;
    char *folder = graph_folder();
    tg_store *store = filled(folder, sizeof news / sizeof *news);
    add_facts(store);
    tg_site_options options = TG_SITE_INIT;
    tagger_status status = TAGGER_E_NOMEM;
    for (long k = 0; k < 5000 && status != TAGGER_OK; k++) {
        tagger_error err = {.status = TAGGER_OK};
        tg_mem_fail_after(k);
        status = tg_site_write(store, &options, forget, NULL, &err);
        tg_mem_fail_after(-1);
        if (status != TAGGER_OK && status != TAGGER_E_NOMEM) fail_msg("%ld: %s", k, err.text);
    }
    assert_int_equal(status, TAGGER_OK);
    tg_store_close(store);
    graph_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_stay_in_the_box_and_apart),
        cmocka_unit_test(the_same_graph_gives_the_same_picture),
        cmocka_unit_test(a_linked_pair_is_nearer_than_a_strange_one),
        cmocka_unit_test(no_node_and_one_node_have_a_place),
        cmocka_unit_test(a_hostile_text_stays_text),
        cmocka_unit_test(only_the_web_becomes_a_link),
        cmocka_unit_test(a_file_name_is_safe_and_one_of_its_kind),
        cmocka_unit_test(a_type_that_is_none_is_other),
        cmocka_unit_test(months_become_years_when_there_are_many),
        cmocka_unit_test(a_site_has_its_pages_and_nothing_hostile),
        cmocka_unit_test(only_the_strongest_get_a_page),
        cmocka_unit_test(an_empty_database_has_a_site_too),
        cmocka_unit_test(a_file_that_cannot_be_written_ends_it),
        cmocka_unit_test(what_is_stated_and_said_is_shown),
        cmocka_unit_test(many_articles_are_listed_on_several_pages),
        cmocka_unit_test(no_memory_is_told),
        cmocka_unit_test(places_of_articles_are_those_of_the_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
