/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "read/reader.h"
#include "support/test.h"

enum { MAX_ITEMS = 16 };

/** A file read to its end. */
typedef struct reading {
    char folder[32];
    char path[64];
    tg_read_options options;
    tg_arena arena;
    tg_raw items[MAX_ITEMS];
    size_t n;
    tagger_status status;
    tagger_error error;
} reading;

static tg_str str(const char *s)
{
    return (tg_str){.p = s, .n = strlen(s)};
}

static void write_file(reading *r, const char *ending, tg_str bytes)
{
    /* The ending decides the format, so the file gets its name inside a folder of its own. */
    (void)snprintf(r->folder, sizeof r->folder, "/tmp/test_reader_XXXXXX");
    assert_non_null(mkdtemp(r->folder));
    (void)snprintf(r->path, sizeof r->path, "%s/file%s", r->folder, ending);
    int fd = open(r->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes.p, bytes.n), (ssize_t)bytes.n);
    assert_int_equal(close(fd), 0);
}

static void read_bytes(reading *r, const char *ending, tg_str bytes)
{
    write_file(r, ending, bytes);
    r->arena = TG_ARENA_INIT;
    if (r->options.max_doc == 0) r->options.max_doc = 1 << 20;
    tg_reader *reader;
    bool more = true;
    r->status = tg_reader_open(&reader, r->path, &r->options, &r->error);
    while (r->status == TAGGER_OK && more && r->n < MAX_ITEMS) {
        r->status = tg_reader_next(reader, &r->arena, &r->items[r->n], &more, &r->error);
        if (r->status == TAGGER_OK && more && r->items[r->n].problem.status == TAGGER_OK) {
            r->status = tg_raw_identify(&r->items[r->n], &r->arena, &r->error);
        }
        r->n += more;
    }
    tg_reader_close(reader);
}

static void read_text(reading *r, const char *ending, const char *text)
{
    read_bytes(r, ending, str(text));
}

static void end(reading *r)
{
    (void)unlink(r->path);
    (void)rmdir(r->folder);
    tg_arena_dispose(&r->arena);
}

static void check_str(const char *what, tg_str got, const char *want)
{
    if (!tg_str_eq(got, str(want))) {
        fail_msg("%s is '%.*s', not '%s'", what, (int)got.n, got.p, want);
    }
}

static void a_text_file_is_one_article_with_its_path_as_id(void **state)
{
    (void)state;
    reading r = {.n = 0};
    read_text(&r, ".txt", "\xEF\xBB\xBFOne\ntwo\n");
    assert_int_equal(r.n, 1);
    check_str("text", r.items[0].article.text, "One\ntwo\n");
    check_str("id", r.items[0].article.id, r.path);
    end(&r);
}

static void an_empty_file_is_an_empty_article(void **state)
{
    (void)state;
    reading r = {.n = 0};
    read_text(&r, ".txt", "");
    assert_int_equal(r.n, 1);
    assert_int_equal(r.items[0].article.text.n, 0);
    assert_int_equal(r.items[0].problem.status, TAGGER_OK);
    end(&r);
}

static void a_record_gives_all_its_fields(void **state)
{
    (void)state;
    reading r = {.n = 0};
    read_text(
        &r, "",
        "{\"title\":\"T\",\"maintext\":\"B\\u00e9\",\"text\":\"other\",\"date_publish\":\"2021\","
        "\"url\":\"https://x.example/1\",\"language\":\"en-GB\",\"id\":17,"
        "\"source\":{\"id\":null,\"name\":\"De Tijd\"},\"n\":[1, 2.50]}\n");
    assert_int_equal(r.n, 1);
    const tagger_article *a = &r.items[0].article;
    check_str("title", a->title, "T");
    check_str("text", a->text, "B\xC3\xA9");
    check_str("date", a->date, "2021");
    check_str("url", a->url, "https://x.example/1");
    check_str("lang", a->lang, "en");
    check_str("id", a->id, "17");
    check_str("source", a->source, "De Tijd");
    /* title, maintext and id are in the record already; the rest is carried along. */
    assert_int_equal(r.items[0].n_extra, 6);
    check_str("extra", r.items[0].extra[0].name.raw, "\"text\"");
    check_str("extra", r.items[0].extra[5].value.raw, "[1, 2.50]");
    end(&r);
}

static void null_and_none_are_absent_and_empty_gives_way(void **state)
{
    (void)state;
    reading r = {.n = 0};
    read_text(&r, ".jsonl",
              "{\"maintext\":null,\"text\":\"\",\"content\":\"C\",\"title\":\"None\",\"headline\":"
              "\"H\"}\n"
              "{\"text\":\"\"}\n"
              "{\"maintext\":\" \\n\\t\",\"text\":\"C\"}\n");
    assert_int_equal(r.n, 3);
    check_str("text", r.items[0].article.text, "C");
    check_str("title", r.items[0].article.title, "H");
    assert_int_equal(r.items[1].problem.status, TAGGER_OK);
    assert_int_equal(r.items[1].article.text.n, 0);
    check_str("text", r.items[2].article.text, "C");
    end(&r);
}

static void a_mark_may_stand_before_any_record(void **state)
{
    (void)state;
    reading r = {.n = 0};
    read_text(&r, ".jsonl",
              "\xEF\xBB\xBF{\"text\":\"a\"}\n\xEF\xBB\xBF{\"text\":\"b\"}\n\xEF\xBB\xBF\n");
    assert_int_equal(r.n, 2);
    check_str("text", r.items[0].article.text, "a");
    check_str("text", r.items[1].article.text, "b");
    end(&r);
}

static void a_language_is_two_small_letters(void **state)
{
    (void)state;
    reading r = {.n = 0};
    read_text(&r, ".jsonl",
              "{\"text\":\"a\",\"lang\":\"DE\"}\n{\"text\":\"a\",\"lang\":\"Fr-ca\"}\n"
              "{\"text\":\"a\",\"lang\":\"English\"}\n");
    assert_int_equal(r.n, 3);
    check_str("lang", r.items[0].article.lang, "de");
    check_str("lang", r.items[1].article.lang, "fr");
    assert_null(r.items[2].article.lang.p);
    end(&r);
}

static void a_record_without_text_loses_nothing(void **state)
{
    (void)state;
    reading r = {.n = 0};
    read_text(&r, ".jsonl", "{\"id\":\"k\",\"title\":\"T\",\"text\":[\"a\"],\"n\":1}\n");
    assert_int_equal(r.items[0].problem.status, TAGGER_E_DATA);
    check_str("id", r.items[0].article.id, "k");
    assert_int_equal(r.items[0].n_extra, 3);
    check_str("extra", r.items[0].extra[0].value.raw, "\"T\"");
    end(&r);
}

static void the_callers_map_wins_and_may_be_nested(void **state)
{
    (void)state;
    reading r = {.n = 0};
    assert_int_equal(tg_map_set(&r.options.map, str("body=doc.main"), NULL), TAGGER_OK);
    assert_int_equal(tg_map_set(&r.options.map, str("title=kop"), NULL), TAGGER_OK);
    assert_int_equal(tg_map_set(&r.options.map, str("body"), NULL), TAGGER_E_USAGE);
    assert_int_equal(tg_map_set(&r.options.map, str("boby=x"), NULL), TAGGER_E_USAGE);
    read_text(&r, ".jsonl", "{\"text\":\"no\",\"kop\":\"K\",\"doc\":{\"main\":\"yes\"}}\n");
    check_str("text", r.items[0].article.text, "yes");
    check_str("title", r.items[0].article.title, "K");
    end(&r);
}

static void a_broken_line_is_told_and_the_next_one_read(void **state)
{
    (void)state;
    reading r = {.n = 0};
    read_text(
        &r, ".jsonl",
        "{\"text\":\"one\"}\r\n\n{\"text\":\"two\",}\n{\"title\":\"x\"}\n{\"text\":\"three\"}");
    assert_int_equal(r.n, 4);
    check_str("text", r.items[0].article.text, "one");
    assert_int_equal(r.items[1].problem.status, TAGGER_E_DATA);
    assert_int_equal(r.items[1].problem.line, 3);
    assert_int_equal(r.items[1].problem.column, 15);
    assert_int_equal(r.items[2].problem.line, 4);
    assert_non_null(strstr(r.items[2].problem.text, "--map"));
    check_str("text", r.items[3].article.text, "three");
    end(&r);
}

static void a_line_over_the_limit_is_refused_and_skipped(void **state)
{
    (void)state;
    enum { LONG = 3 << 20 };
    char *bytes = malloc(LONG + 64);
    int n = snprintf(bytes, 64, "{\"text\":\"one\"}\n");
    memset(bytes + n, 'x', LONG);
    (void)snprintf(bytes + n + LONG, 32, "\n{\"text\":\"two\"}\n");
    reading r = {.n = 0, .options = {.max_doc = 1000}};
    read_bytes(&r, ".jsonl", (tg_str){.p = bytes, .n = (size_t)n + LONG + 16});
    free(bytes);
    assert_int_equal(r.n, 3);
    assert_int_equal(r.items[1].problem.line, 2);
    assert_non_null(strstr(r.items[1].problem.text, "--max-doc"));
    check_str("text", r.items[2].article.text, "two");
    assert_int_equal(r.items[2].line, 3);
    end(&r);
}

static void a_line_just_at_the_limit_is_read(void **state)
{
    (void)state;
    reading r = {.n = 0, .options = {.max_doc = 14}};
    read_text(&r, ".jsonl", "{\"text\":\"one\"}\n{\"text\":\"four\"}\n{\"text\":\"six\"}");
    assert_int_equal(r.n, 3);
    assert_int_equal(r.items[0].problem.status, TAGGER_OK);
    assert_int_equal(r.items[1].problem.status, TAGGER_E_DATA);
    assert_int_equal(r.items[2].problem.status, TAGGER_OK);
    end(&r);
}

static void a_text_file_over_the_limit_is_refused(void **state)
{
    (void)state;
    reading r = {.n = 0, .options = {.max_doc = 10}};
    read_text(&r, ".txt", "This is longer than ten bytes.");
    assert_int_equal(r.n, 1);
    assert_int_equal(r.items[0].problem.status, TAGGER_E_DATA);
    assert_null(r.items[0].article.text.p);
    end(&r);
}

static void the_format_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *ending;
        const char *bytes;
        bool json;
    } rows[] = {
        {"", "\n {\"text\":\"x\"}\n", true},
        {"", "Plain words", false},
        {".txt", "{\"text\":\"x\"}", false},
        {".jsonl", "{\"text\":\"x\"}", true},
        {".json", "{\"text\":\"x\"}", true},
        {"", "{{Infobox person}}", false},
        {"", "\xEF\xBB\xBF{\"text\":\"x\"}", true},
        {".TXT", "{\"text\":\"x\"}", false},
        {"", "BZhang said so", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        reading r = {.n = 0};
        read_text(&r, rows[i].ending, rows[i].bytes);
        bool json = r.n == 1 && tg_str_eq(r.items[0].article.text, str("x"));
        if (json != rows[i].json)
            fail_msg("%s taken for %s", rows[i].bytes, json ? "JSON" : "text");
        end(&r);
    }
}

static void what_is_packed_or_an_array_is_refused_with_advice(void **state)
{
    (void)state;
    static const struct {
        const char *ending;
        const char *bytes;
        const char *advice;
    } rows[] = {{".gz", "\x1F\x8B\x08", "zcat"},
                {"", "\x28\xB5\x2F\xFDxx", "zstdcat"},
                {"", "BZh91AY&SYxx", "bzcat"},
                {".txt", "\xFF\xFEH\x69", "iconv -f UTF-16"},
                {".json", "[\n {\"text\":\"x\"}]", "jq -c"},
                {".json", "{\n  \"text\": \"x\"\n}\n", "jq -c"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        reading r = {.n = 0};
        read_text(&r, rows[i].ending, rows[i].bytes);
        assert_int_equal(r.status, TAGGER_E_DATA);
        assert_non_null(strstr(r.error.text, rows[i].advice));
        end(&r);
    }
}

static void escapes_that_are_no_text_are_counted(void **state)
{
    (void)state;
    reading r = {.n = 0};
    read_text(&r, ".jsonl", "{\"text\":\"a\\ud800b\\u0000c\"}\n");
    assert_int_equal(r.items[0].n_lone, 1);
    assert_int_equal(r.items[0].article.text.n, 7);
    assert_memory_equal(r.items[0].article.text.p,
                        "a\xEF\xBF\xBD"
                        "b\0c",
                        7);
    end(&r);
}

static void records_without_an_id_get_one_of_their_content(void **state)
{
    (void)state;
    reading r = {.n = 0};
    read_text(
        &r, ".jsonl",
        "{\"text\":\"a\",\"url\":\"http://x.example\"}\n"
        "{\"text\":\"a\",\"url\":\"http://x.example\"}\n{\"text\":\"a\"}\n{\"text\":\"a\"}\n");
    assert_int_equal(r.n, 4);
    assert_int_equal(r.items[0].article.id.n, 32);
    assert_true(tg_str_eq(r.items[0].article.id, r.items[1].article.id));
    assert_false(tg_str_eq(r.items[2].article.id, r.items[3].article.id));
    end(&r);
}

static void a_bare_address_is_an_id_for_want_of_one(void **state)
{
    (void)state;
    reading r = {.n = 0};
    read_text(&r, ".jsonl",
              "{\"text\":\"a\",\"url\":\"x.example/1\"}\n"
              "{\"text\":\"a\",\"link\":\"//x.example/2\",\"n\":1}\n"
              "{\"text\":\"a\",\"url\":\"a-17\",\"id\":\"\"}\n"
              "{\"text\":\"a\",\"url\":\"x.example/1\",\"id\":3}\n"
              "{\"id\":\"k\",\"text\":\"a\",\"url\":\"x.example/1\"}\n"
              "{\"text\":\"a\",\"url\":\"x.example/1\",\"canonical\":\"https://x.example/1\"}\n");
    assert_int_equal(r.n, 6);
    static const char *const ids[] = {"x.example/1", "//x.example/2", "a-17", "3", "k"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        check_str("id", r.items[i].article.id, ids[i]);
        assert_null(r.items[i].article.url.p);
    }
    check_str("url", r.items[5].article.url, "https://x.example/1");
    /* The field itself is carried along. */
    assert_int_equal(r.items[1].n_extra, 2);
    check_str("extra", r.items[1].extra[0].value.raw, "\"//x.example/2\"");
    end(&r);
}

static void what_all_articles_share_is_no_address(void **state)
{
    (void)state;
    static const char *const shared[] = {"\"url\":\"x.example\"",
                                         "\"url\":\"x.example/\"",
                                         "\"url\":\"//x.example\"",
                                         "\"url\":\"/\"",
                                         "\"url\":\"None\"",
                                         "\"url\":\"\"",
                                         "\"url\":\"the front page\"",
                                         "\"source\":\"courant\"",
                                         "\"url\":null",
                                         "\"canonical\":\"courant\""};
    for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++) {
        char line[128];
        (void)snprintf(line, sizeof line, "{\"text\":\"a\",%s}\n", shared[i]);
        reading r = {.n = 0};
        read_text(&r, ".jsonl", line);
        assert_int_equal(r.n, 1);
        if (r.items[0].article.id.n != 32) fail_msg("%s is taken for an id", shared[i]);
        end(&r);
    }
}

static void what_cannot_be_opened_says_why(void **state)
{
    (void)state;
    tg_reader *reader;
    tagger_error err;
    tg_read_options options = {.max_doc = 100};
    assert_int_equal(tg_reader_open(&reader, "/no/such/file", &options, &err), TAGGER_E_IO);
    assert_null(reader);
    assert_non_null(strstr(err.text, "No such file"));
    assert_int_equal(tg_reader_open(&reader, "/tmp", &options, &err), TAGGER_E_IO);
    assert_non_null(strstr(err.text, "directory"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_file_is_one_article_with_its_path_as_id),
        cmocka_unit_test(an_empty_file_is_an_empty_article),
        cmocka_unit_test(a_record_gives_all_its_fields),
        cmocka_unit_test(null_and_none_are_absent_and_empty_gives_way),
        cmocka_unit_test(a_mark_may_stand_before_any_record),
        cmocka_unit_test(a_language_is_two_small_letters),
        cmocka_unit_test(a_record_without_text_loses_nothing),
        cmocka_unit_test(the_callers_map_wins_and_may_be_nested),
        cmocka_unit_test(a_broken_line_is_told_and_the_next_one_read),
        cmocka_unit_test(a_line_over_the_limit_is_refused_and_skipped),
        cmocka_unit_test(a_line_just_at_the_limit_is_read),
        cmocka_unit_test(a_text_file_over_the_limit_is_refused),
        cmocka_unit_test(the_format_is_found),
        cmocka_unit_test(what_is_packed_or_an_array_is_refused_with_advice),
        cmocka_unit_test(escapes_that_are_no_text_are_counted),
        cmocka_unit_test(records_without_an_id_get_one_of_their_content),
        cmocka_unit_test(a_bare_address_is_an_id_for_want_of_one),
        cmocka_unit_test(what_all_articles_share_is_no_address),
        cmocka_unit_test(what_cannot_be_opened_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
