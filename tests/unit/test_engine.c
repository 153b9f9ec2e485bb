/* SPDX-License-Identifier: MIT
 *
 * test_engine.c — the public interface: engines, options, results, dumps, explanations, lists.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "lex/builtin.h"
#include "support/engine.h"
#include "support/lines.h"
#include "support/test.h"

static test_engine toy;

static int set_up(void **state)
{
    (void)state;
    tagger_error err = {0};
    tagger_status status = test_engine_make(&toy, NULL, &err);
    if (status != TAGGER_OK) (void)fprintf(stderr, "%s\n", err.text);
    return status;
}

static int tear_down(void **state)
{
    (void)state;
    test_engine_dispose(&toy);
    return 0;
}

static const char article[] = "Ada Zwembak of Belgium met Bert Ijskraan.\n\n"
                              "Zwembak said: \"We will not talk to the Belgian press.\"\n";

static void tags_names_of_lists(void **state)
{
    (void)state;
    char got[512];
    tagger_result *r = test_engine_tag(&toy, article);
    assert_non_null(r);
    test_engine_mentions(got, sizeof got, r);
    tagger_result_free(r);
    assert_non_null(strstr(got, "Ada Zwembak/person|Belgium/country|Bert Ijskraan/person"));
    assert_non_null(strstr(got, "Belgian/country"));
}

static void says_where_and_how(void **state)
{
    (void)state;
    tagger_result *r = test_engine_tag(&toy, article);
    assert_non_null(r);
    const tagger_meta *meta = tagger_result_meta(r);
    assert_int_equal(meta->text.n, strlen(article));
    assert_string_equal(meta->encoding, "utf-8");
    assert_false(meta->zones_sure);
    assert_memory_equal(meta->lang.p, "en", 2);
    const tagger_mention *m = tagger_result_mention(r, 0);
    assert_int_equal(m->at.begin, 0);
    assert_int_equal(m->at.end, 11);
    assert_string_equal(m->how, "gazetteer");
    assert_true(m->score > 0.9F && m->score <= 1);
    assert_int_equal(m->sentence, 0);
    const tagger_entity *e = tagger_result_entity(r, m->entity);
    assert_true(e->known);
    assert_memory_equal(e->key.p, "t:ada", 5);
    assert_memory_equal(e->country.p, "BE", 2);
    tagger_result_free(r);
}

static void every_index_of_a_result_is_in_range(void **state)
{
    (void)state;
    tagger_result *r = test_engine_tag(&toy, article);
    assert_non_null(r);
    for (uint32_t i = 0; i < tagger_result_n_mentions(r); i++) {
        const tagger_mention *m = tagger_result_mention(r, i);
        assert_true(m->sentence < tagger_result_n_sentences(r));
        assert_true(m->entity == TAGGER_NONE || m->entity < tagger_result_n_entities(r));
        assert_true(m->at.begin < m->at.end && m->at.end <= tagger_result_meta(r)->text.n);
    }
    for (uint32_t i = 0; i < tagger_result_n_relations(r); i++) {
        assert_true(tagger_result_relation(r, i)->subject < tagger_result_n_mentions(r));
    }
    for (uint32_t i = 0; i < tagger_result_n_quotes(r); i++) {
        const tagger_quote *q = tagger_result_quote(r, i);
        assert_true(q->speaker == TAGGER_NONE || q->speaker < tagger_result_n_mentions(r));
        assert_true(q->n_content > 0);
    }
    for (uint32_t i = 0; i < tagger_result_n_topics(r); i++) {
        assert_true(tagger_result_topic(r, i)->n_path > 0);
    }
    assert_int_equal(tagger_result_n_warnings(r), 0);
    assert_true(tagger_result_n_zones(r) > 0);
    assert_int_equal(tagger_result_zone(r, 0)->at.begin, 0);
    uint64_t ns = 0;
    assert_string_equal(tagger_result_stage(r, 0, &ns), "zones");
    assert_null(tagger_result_stage(r, 99, &ns));
    tagger_result_free(r);
}

static void an_empty_text_is_an_empty_result(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "\n", " \t\r\n\n", "...", "\xef\xbb\xbf"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        tagger_result *r = test_engine_tag(&toy, texts[i]);
        assert_non_null(r);
        assert_int_equal(tagger_result_n_mentions(r), 0);
        tagger_result_free(r);
    }
}

static void a_title_is_put_before_the_text(void **state)
{
    (void)state;
    tagger_article a = {.text = {"Nothing happened.", 17}, .title = {"Ada Zwembak rests", 17}};
    tagger_result *r = NULL;
    assert_int_equal(tagger_tag(&r, toy.worker, &a, NULL), TAGGER_OK);
    assert_int_equal(tagger_result_meta(r)->body_begin, 19);
    assert_int_equal(tagger_result_mention(r, 0)->zone, TAGGER_HEADLINE);
    tagger_result_free(r);
}

static void a_title_has_no_mark_of_a_heading(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *title;
    } cases[] = {
        {"# Ada Zwembak rests\n\nNothing happened.", "Ada Zwembak rests"},
        {"#ada is a tag\n\nNothing happened.", "#ada is a tag"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tagger_result *r = test_engine_tag(&toy, cases[i].text);
        assert_non_null(r);
        tagger_str title = tagger_result_meta(r)->title;
        assert_int_equal(title.n, strlen(cases[i].title));
        assert_memory_equal(title.p, cases[i].title, title.n);
        tagger_result_free(r);
    }
}

static void refuses_what_is_no_text(void **state)
{
    (void)state;
    char binary[400];
    memset(binary, 0, sizeof binary);
    memset(binary, 'a', 200);
    tagger_article a = {.text = {binary, sizeof binary}};
    tagger_result *r = NULL;
    tagger_error err = {0};
    assert_int_equal(tagger_tag(&r, toy.worker, &a, &err), TAGGER_E_DATA);
    assert_null(r);
    assert_true(strlen(err.text) > 0);

    test_engine small;
    tagger_options o = TAGGER_OPTIONS_INIT;
    o.max_doc = 10;
    assert_int_equal(test_engine_make(&small, &o, NULL), TAGGER_OK);
    assert_null(test_engine_tag(&small, "eleven byte"));
    r = test_engine_tag(&small, "ten bytes.");
    assert_non_null(r);
    tagger_result_free(r);
    test_engine_dispose(&small);
}

static void options_choose_what_is_reported(void **state)
{
    (void)state;
    char got[512];
    test_engine e;
    tagger_options o = TAGGER_OPTIONS_INIT;
    o.types = 1U << TAGGER_COUNTRY;
    o.topics = TAGGER_TOPICS_OFF;
    o.zones = TAGGER_ZONES_OFF;
    assert_int_equal(test_engine_make(&e, &o, NULL), TAGGER_OK);
    tagger_result *r = test_engine_tag(&e, article);
    assert_non_null(r);
    test_engine_mentions(got, sizeof got, r);
    assert_string_equal(got, "Belgium/country|Belgian/country");
    assert_int_equal(tagger_result_n_topics(r), 0);
    tagger_result_free(r);
    test_engine_dispose(&e);
}

/** Tag an article whose text and title are any bytes. */
static tagger_result *tag_bytes(const char *title, const char *text)
{
    tagger_article a = {.title = {title, strlen(title)}, .text = {text, strlen(text)}};
    tagger_result *r = NULL;
    tagger_error err = {0};
    if (tagger_tag(&r, toy.worker, &a, &err) != TAGGER_OK) fail_msg("%s", err.text);
    return r;
}

static void the_words_of_an_article_are_decoded_together(void **state)
{
    (void)state;
    static const struct {
        const char *title;
        const char *text;
        const char *encoding;
        const char *got; /* title, blank line, text */
        uint32_t n_bad;
    } rows[] = {
        {"Caf\xe9", "Ada in Li\xe8ge.", "windows-1252", "Caf\xc3\xa9\n\nAda in Li\xc3\xa8ge.", 0},
        {"Caf\xe9", "Ada spoke.", "windows-1252", "Caf\xc3\xa9\n\nAda spoke.", 0},
        {"Caf\xc3\xa9", "Ada in Li\xe8ge.", "windows-1252", "Caf\xc3\xa9\n\nAda in Li\xc3\xa8ge.",
         0},
        {"Ada \xff",
         "Caf\xc3\xa9 after caf\xc3\xa9 after caf\xc3\xa9 after caf\xc3\xa9 after caf\xc3\xa9 "
         "after caf\xc3\xa9 after caf\xc3\xa9 after caf\xc3\xa9 after caf\xc3\xa9.",
         "utf-8",
         "Ada \xef\xbf\xbd\n\n"
         "Caf\xc3\xa9 after caf\xc3\xa9 after caf\xc3\xa9 after caf\xc3\xa9 after caf\xc3\xa9 "
         "after caf\xc3\xa9 after caf\xc3\xa9 after caf\xc3\xa9 after caf\xc3\xa9.",
         1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tagger_result *r = tag_bytes(rows[i].title, rows[i].text);
        const tagger_meta *meta = tagger_result_meta(r);
        assert_string_equal(meta->encoding, rows[i].encoding);
        assert_int_equal(meta->n_bad_bytes, rows[i].n_bad);
        assert_int_equal(meta->text.n, strlen(rows[i].got));
        assert_memory_equal(meta->text.p, rows[i].got, meta->text.n);
        tagger_result_free(r);
    }
}

static void dumps_every_stage(void **state)
{
    (void)state;
    static const struct {
        const char *stage;
        const char *holds;
    } cases[] = {
        {"zones", "43\t97\tlead\t"},
        {"tokens", "0\t3\tU--W"},
        {"sentences", "0\t41\t0\tAda Zwembak of Belgium met Bert Ijskraan."},
        {"hits", "people.tsv:2\tAda Zwembak"},
        {"candidates", "0\t11\tAda Zwembak\tperson 8.00"},
        {"mentions", "0\t11\tperson\tname\t"},
        {"entities", "person\tt:ada\tAda Zwembak\t"},
        {"quotes", "We will not talk"},
        {"relations", ""},
        {"topics", ""},
    };
    tagger_result *r = test_engine_tag(&toy, article);
    assert_non_null(r);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_lines *l = test_lines_new(10000);
        assert_int_equal(tagger_dump(r, cases[i].stage, test_lines_keep, l, NULL), TAGGER_OK);
        if (strstr(l->text, cases[i].holds) == NULL) fail_msg("%s:\n%s", cases[i].stage, l->text);
        free(l);
    }
    test_lines *first = test_lines_new(1);
    assert_int_equal(tagger_dump(r, "tokens", test_lines_keep, first, NULL), TAGGER_OK);
    assert_int_equal(first->n, 1);
    free(first);
    tagger_error err = {0};
    assert_int_equal(tagger_dump(r, "tea", test_lines_keep, NULL, &err), TAGGER_E_USAGE);
    assert_non_null(strstr(err.text, "tea"));
    tagger_result_free(r);
}

static void a_line_holds_what_the_text_breaks(void **state)
{
    (void)state;
    char text[600] = "Ada\nZwembak of Belgium spoke\tof \x1b[31m caf";
    size_t n = strlen(text);
    while (n < 400) n += (size_t)snprintf(text + n, sizeof text - n, "\xc3\xa9");
    tagger_result *r = test_engine_tag(&toy, text);
    assert_non_null(r);
    static const char *const stages[] = {"zones", "sentences", "mentions", "candidates"};
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
        test_lines *l = test_lines_new(10000);
        assert_int_equal(tagger_dump(r, stages[i], test_lines_keep, l, NULL), TAGGER_OK);
        assert_int_equal(tg_utf8_valid((tg_str){l->text, l->used}), l->used);
        assert_null(strchr(l->text, '\x1b'));
        uint32_t n_lines = 0;
        for (size_t k = 0; k < l->used; k++) n_lines += l->text[k] == '\n';
        assert_int_equal(n_lines, l->n);
        free(l);
    }
    test_lines *l = test_lines_new(10000);
    assert_int_equal(tagger_explain(r, (tagger_span){0, 11}, test_lines_keep, l, NULL), TAGGER_OK);
    assert_non_null(strstr(l->text, "candidate \"Ada Zwembak\""));
    free(l);
    tagger_result_free(r);
}

static test_lines *explained(const tagger_result *r, const char *words)
{
    test_lines *l = test_lines_new(10000);
    const char *at = strstr(article, words);
    uint32_t begin = (uint32_t)(at - article);
    tagger_span span = {begin, begin + (uint32_t)strlen(words)};
    assert_int_equal(tagger_explain(r, span, test_lines_keep, l, NULL), TAGGER_OK);
    return l;
}

static void explains_with_sums(void **state)
{
    (void)state;
    tagger_result *r = test_engine_tag(&toy, article);
    assert_non_null(r);
    test_lines *l = explained(r, "Ada Zwembak");
    assert_non_null(strstr(l->text, "zone headline"));
    assert_non_null(strstr(l->text, "tagged as person"));
    assert_non_null(strstr(l->text, "people.tsv:2"));
    assert_non_null(strstr(l->text, "+8.00  span.list=person"));
    assert_non_null(strstr(l->text, "runner-up"));
    free(l);
    l = explained(r, "met");
    assert_non_null(strstr(l->text, "no candidate"));
    free(l);
    l = explained(r, "We");
    assert_true(l->n > 1);
    free(l);
    tagger_error err = {0};
    assert_int_equal(tagger_explain(r, (tagger_span){5, 5}, test_lines_keep, NULL, &err),
                     TAGGER_E_USAGE);
    assert_int_equal(tagger_explain(r, (tagger_span){5, 5000}, test_lines_keep, NULL, &err),
                     TAGGER_E_USAGE);
    tagger_result_free(r);
}

static void the_hash_tells_lists_and_weights_apart(void **state)
{
    (void)state;
    tagger_engine *plain = NULL;
    assert_int_equal(tagger_engine_new(&plain, NULL, NULL), TAGGER_OK);
    tagger_str a = tagger_engine_hash(plain);
    tagger_str b = tagger_engine_hash(toy.engine);
    assert_int_equal(a.n, 64);
    assert_int_equal(b.n, 64);
    assert_memory_not_equal(a.p, b.p, 64);
    tagger_engine_free(plain);
}

/** A failing engine says where. */
static void expect_no_engine(const tagger_options *o, tagger_status want, const char *words)
{
    tagger_engine *e = NULL;
    tagger_error err = {0};
    assert_int_equal(tagger_engine_new(&e, o, &err), want);
    assert_null(e);
    if (strstr(err.text, words) == NULL) fail_msg("'%s' holds no '%s'", err.text, words);
}

static void an_engine_that_cannot_load_says_why(void **state)
{
    (void)state;
    char folder[64];
    char path[128];
    test_folder_make(folder, sizeof folder);
    (void)snprintf(path, sizeof path, "%s/file", folder);
    tagger_options o = TAGGER_OPTIONS_INIT;

    o.weights = "/nowhere/weights.tsv";
    expect_no_engine(&o, TAGGER_E_IO, "/nowhere/weights.tsv");
    o.weights = path;
    static const struct {
        const char *text;
        const char *words;
    } bad[] = {
        {"", ":1: the header is not: feature, type, weight"},
        {"The minister spoke.\n", ":1: the header is not"},
        {"feature\ttype\tweights\n", ":1: the header is not"},
        {"feature\ttype\tweight\nprev.word=x\tperson\n", ":2: a row has three columns"},
        {"feature\ttype\tweight\nprevword\tperson\t1\n", ":2: a feature is written"},
        {"feature\ttype\tweight\nnope=x\tperson\t1\n", ":2: the feature's template"},
        {"feature\ttype\tweight\nprev.word=x\tking\t1\n", ":2: the type is not known"},
        {"feature\ttype\tweight\nprev.word=x\tperson\tmuch\n", ":2: the weight is not a number"},
        {"feature\ttype\tweight\nprev.word=x\tperson\t8.001\n",
         ":2: the weight is not between -8 and 8"},
        {"feature\ttype\tweight\nprev.word=x\tperson\tnan\n", ":2: the weight is not a number"},
        {"feature\ttype\tweight\nprev.word=x\tperson\t1e9\n", ":2: the weight is not a number"},
        {"feature\ttype\tweight\nprev.word=x\tperson\t\n", ":2: the weight is not"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        test_folder_write(folder, "file", bad[i].text);
        expect_no_engine(&o, TAGGER_E_DATA, bad[i].words);
    }
    o.weights = NULL;
    o.image = path;
    expect_no_engine(&o, TAGGER_E_DATA, "not an image");
    o.image = "/nowhere/lists.tgl";
    expect_no_engine(&o, TAGGER_E_IO, "/nowhere/lists.tgl");
    o.image = NULL;
    const char *many[40];
    for (size_t i = 0; i < 40; i++) many[i] = toy.folder;
    o.lists = many;
    o.n_lists = 1;
    many[0] = "/nowhere";
    expect_no_engine(&o, TAGGER_E_IO, "/nowhere");
    char people[128];
    (void)snprintf(people, sizeof people, "%s/people", toy.folder);
    for (size_t i = 0; i < 40; i++) many[i] = people;
    o.n_lists = 40;
    expect_no_engine(&o, TAGGER_E_USAGE, "list folders");
    test_folder_remove(folder);
}

static void compiled_lists_are_an_engine_of_their_own(void **state)
{
    (void)state;
    char folder[64];
    char image[128];
    char got[256];
    test_folder_make(folder, sizeof folder);
    (void)snprintf(image, sizeof image, "%s/lists.tgl", folder);
    tagger_error err = {0};
    assert_int_equal(tg_file_write(image, tg_lexicon_builtin(), &err), TAGGER_OK);
    tagger_options o = TAGGER_OPTIONS_INIT;
    o.image = image;
    test_engine e;
    assert_int_equal(test_engine_make(&e, &o, &err), TAGGER_OK);
    tagger_result *r = test_engine_tag(&e, article);
    assert_non_null(r);
    test_engine_mentions(got, sizeof got, r);
    assert_non_null(strstr(got, "Belgium/country"));
    assert_memory_equal(tagger_engine_hash(e.engine).p, tagger_engine_hash(toy.engine).p, 64);
    tagger_result_free(r);
    test_engine_dispose(&e);
    char people[128];
    (void)snprintf(people, sizeof people, "%s/people", toy.folder);
    assert_int_equal(tagger_lists_compile(people, image, &err), TAGGER_OK);
    assert_int_equal(tagger_lists_compile(NULL, image, &err), TAGGER_E_USAGE);
    assert_int_equal(tagger_lists_compile(people, "/nowhere/x", &err), TAGGER_E_IO);
    test_folder_remove(folder);
}

static void checks_lists(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *text;
        uint32_t n_errors;
        const char *words;
    } cases[] = {
        {"people/a.tsv", "id\tname\tflags\nx:1\tAda\tloud\n", 1, "people/a.tsv:2"},
        {"people/a.tsv", "id\tname\n\tAda\nx:2\t\n", 1, "people/a.tsv:3"},
        {"people/a.tsv", "nothing\nx\n", 1, "people/a.tsv:1"},
        {"people/a.tsv", "id\tname\nx:1\tAda\xff\n", 1, "people/a.tsv"},
        {"people/a.tsv", "id\tname\nx:1\tAda\nx:1\tAda\n", 0, "a.tsv"},
        {"parties/a.tsv", "id\tname\tform\nx:1\tLong Name\tX\n", 0, ""},
        {"parties/a.tsv", "id\tname\tform\tflags\nx:1\tNood\t\t\nx:1\tNood\tNOOD\tacr\n", 0,
         "shadowed by the row at line 2 of parties/a.tsv"},
        {"parties/a.tsv", "id\tname\tform\tlang\nx:1\tNood\t\tnl\nx:1\tNood\tNood\tnl,fr\n", 0,
         "a.tsv:2: party \"Nood\" [nl] = x:1 Nood: shadowed by the row at line 3"},
        {"parties/a.tsv", "id\tname\tform\nx:1\tNood Partij\t\nx:1\tNood Partij\tNood partij\n", 0,
         "a.tsv:2: party \"Nood Partij\" = x:1 Nood Partij: shadowed by the row at line 3"},
        {"people/a.tsv", "id\tname\nx:1\t...\n", 0, "no letter and no digit is left of it"},
        {"parties/a.tsv", "id\tname\tform\nx:1\tNood\t\nx:1\tNoodpartij\t\n", 0,
         "a.tsv:3: party \"Noodpartij\" = x:1 Nood: the first row of the id has another name"},
        {"parties/a.tsv", "id\tname\tform\tcountry\nx:1\tNood\t\tNL\nx:1\tNood\tNP\tBE\n", 0,
         "a.tsv:3: party \"NP\" = x:1 Nood NL: the first row of the id has another name or "
         "country"},
        {"REGISTRY.tsv", "file\tkind\npeople/none.tsv\tperson\n", 1, "none.tsv"},
        {"REGISTRY.tsv", "file\tkind\nx.tsv\tking\n", 1, "kind 'king' is not known"},
        {"REGISTRY.tsv", "file\tkind\nx.tsv\n", 1, "fewer than two columns"},
        {"REGISTRY.tsv", "kind\tfile\nx.tsv\tperson\n", 1, "the header"},
        {"what/a.tsv", "id\tname\nx:1\tAda\n", 1, "neither its name nor its folder"},
        {"people/readme.txt", "hello", 1, "no *.tsv"},
        {"patterns/a.tsv", "name\ttype\ttrigger\tpattern\nx\tparty\t-\t\\bX\n", 0, ""},
        {"patterns/a.tsv", "name\ttype\ttrigger\tpattern\nx\tparty\t-\t(X\n", 1,
         "patterns/a.tsv:2: wrong pattern at byte 2"},
        {"patterns/a.tsv", "x\tparty\t-\tX\n", 1, "patterns/a.tsv:1: the header is not"},
        {"patterns/relations.tsv", "name\tpredicate\tlang\tscore\tpattern\nx\tlikes\t-\t0.9\tof\n",
         1, "patterns/relations.tsv:2: no such relation: 'likes'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char folder[64];
        test_folder_make(folder, sizeof folder);
        test_folder_write(folder, cases[i].name, cases[i].text);
        test_lines *l = test_lines_new(1000);
        uint32_t n_errors = 0;
        tagger_error err = {0};
        tagger_status status = tagger_lists_check(folder, 0, test_lines_keep, l, &n_errors, &err);
        if (status != TAGGER_OK) {
            n_errors++;
            (void)test_lines_keep(l, (tagger_str){err.text, strlen(err.text)});
        }
        if (n_errors != cases[i].n_errors || strstr(l->text, cases[i].words) == NULL) {
            fail_msg("case %zu: %u errors\n%s", i, n_errors, l->text);
        }
        free(l);
        test_folder_remove(folder);
    }
    uint32_t n = 0;
    assert_int_equal(tagger_lists_check(NULL, 0, test_lines_keep, NULL, &n, NULL), TAGGER_E_USAGE);
}

/** The findings about two lists, at most `most` of a kind. */
static test_lines *findings(uint32_t most)
{
    char folder[64];
    uint32_t n_errors = 0;
    test_lines *l = test_lines_new(0);
    test_folder_make(folder, sizeof folder);
    test_folder_write(folder, "words/words.tsv",
                      "form\tlang\tclass\nindien\tnl\tfunction\nover\tnl\tfunction\n"
                      "omdat\tnl\tfunction\ndaar\tnl\tfunction\n");
    test_folder_write(folder, "countries/a.tsv",
                      "id\tname\tform\tlang\tflags\nIN\tIndia\tIndien\tfr\tdem\n");
    test_folder_write(folder, "places/a.tsv",
                      "id\tname\nx:1\tDaar\nx:2\tOmdat\nx:3\tOver\nx:4\t...\n");
    assert_int_equal(tagger_lists_check(folder, most, test_lines_keep, l, &n_errors, NULL),
                     TAGGER_OK);
    assert_int_equal(n_errors, 0);
    test_folder_remove(folder);
    return l;
}

static void findings_of_a_kind_are_told_or_counted(void **state)
{
    (void)state;
    test_lines *all = findings(0);
    assert_int_equal(all->n, 4);
    assert_null(strstr(all->text, " more: "));
    assert_null(strstr(all->text, "Indien"));
    assert_non_null(strstr(all->text, "\"Daar\""));
    assert_non_null(strstr(all->text, "\"Omdat\""));
    assert_non_null(strstr(all->text, "\"Over\""));
    test_lines *first = findings(1);
    assert_int_equal(first->n, 3);
    assert_non_null(strstr(first->text,
                           "places/a.tsv: 2 more: an everyday word without a flag ctx or cw:xx\n"));
    assert_non_null(strstr(first->text, "places/a.tsv:5: no text can match"));
    test_lines *enough = findings(3);
    assert_string_equal(enough->text, all->text);
    free(all);
    free(first);
    free(enough);
}

static void shows_rows_of_all_lists(void **state)
{
    (void)state;
    test_lines *l = test_lines_new(1000);
    tagger_str name = {"ada zwembak", 11};
    assert_int_equal(tagger_lists_show(toy.engine, name, test_lines_keep, l, NULL), TAGGER_OK);
    assert_non_null(strstr(l->text, "people.tsv:2"));
    free(l);
    l = test_lines_new(10000);
    assert_int_equal(tagger_lists_show(toy.engine, (tagger_str){"", 0}, test_lines_keep, l, NULL),
                     TAGGER_OK);
    assert_non_null(strstr(l->text, "parties/parties.tsv"));
    free(l);
}

static void names_its_words(void **state)
{
    (void)state;
    assert_string_equal(tagger_type_name(TAGGER_PARTY), "party");
    assert_string_equal(tagger_zone_name(TAGGER_TEASER), "teaser");
    assert_string_equal(tagger_form_name(TAGGER_FORM_ACRONYM), "acronym");
    assert_true(tagger_zone_counts(TAGGER_LEAD));
    assert_false(tagger_zone_counts(TAGGER_TEASER));
    tagger_result_free(NULL);
    tagger_worker_free(NULL);
    tagger_engine_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_names_of_lists),
        cmocka_unit_test(says_where_and_how),
        cmocka_unit_test(every_index_of_a_result_is_in_range),
        cmocka_unit_test(an_empty_text_is_an_empty_result),
        cmocka_unit_test(a_title_is_put_before_the_text),
        cmocka_unit_test(a_title_has_no_mark_of_a_heading),
        cmocka_unit_test(refuses_what_is_no_text),
        cmocka_unit_test(options_choose_what_is_reported),
        cmocka_unit_test(the_words_of_an_article_are_decoded_together),
        cmocka_unit_test(dumps_every_stage),
        cmocka_unit_test(a_line_holds_what_the_text_breaks),
        cmocka_unit_test(explains_with_sums),
        cmocka_unit_test(the_hash_tells_lists_and_weights_apart),
        cmocka_unit_test(an_engine_that_cannot_load_says_why),
        cmocka_unit_test(compiled_lists_are_an_engine_of_their_own),
        cmocka_unit_test(checks_lists),
        cmocka_unit_test(findings_of_a_kind_are_told_or_counted),
        cmocka_unit_test(shows_rows_of_all_lists),
        cmocka_unit_test(names_its_words),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
