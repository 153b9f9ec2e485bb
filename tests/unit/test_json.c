/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "support/test.h"

static tg_str str(const char *s)
{
    return (tg_str){.p = s, .n = strlen(s)};
}

/** Walk all members. @return how many, or minus the column of the fault. */
static int walk(tg_str text)
{
    tagger_error err;
    tg_json_walk w;
    tg_json_member member;
    bool more = true;
    if (tg_json_open(&w, text, &err) != TAGGER_OK) return -(int)err.column;
    for (int n = 0;; n++) {
        if (tg_json_next(&w, &member, &more, &err) != TAGGER_OK) return -(int)err.column;
        if (!more) return n;
    }
}

static void takes_what_is_json(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int n;
    } rows[] = {
        {"{}", 0},
        {" { } \r", 0},
        {"{\"a\":1}", 1},
        {"{\"a\":null,\"b\":true,\"c\":false}", 3},
        {"{\"a\":-0.5e+10,\"b\":0,\"c\":12E3}", 3},
        {"{\"a\":[],\"b\":{},\"c\":[[],{},[1,2,{\"x\":[]}]]}", 3},
        {"{\"a\":{\"b\":{\"c\":\"d\"}} , \"e\" : [ 1 , 2 ] }", 2},
        {"{\"a\":\"\\u00e9\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", 1},
        {"{\"a\":\"a long plain run of bytes, then \\\"quotes\\\" and more plain bytes\"}", 1},
        {"{\"a\":\"\xE9 ill-formed UTF-8 is for the engine to judge\"}", 1},
        {"{\"a\":1,\"a\":2}", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int n = walk(str(rows[i].text));
        if (n != rows[i].n) fail_msg("%s: %d members, not %d", rows[i].text, rows[i].n, n);
    }
}

static void refuses_what_is_not_and_says_where(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int column;
    } rows[] = {
        {"", 1},
        {"[1]", 1},
        {"{", 2},
        {"{\"a\"}", 5},
        {"{\"a\":}", 6},
        {"{\"a\":1", 7},
        {"{\"a\":1,}", 8},
        {"{\"a\":1 \"b\":2}", 8},
        {"{\"a\":01}", 7},
        {"{\"a\":1.}", 8},
        {"{\"a\":-}", 7},
        {"{\"a\":1e}", 8},
        {"{\"a\":NaN}", 6},
        {"{\"a\":nul}", 6},
        {"{\"a\":\"\\x\"}", 8},
        {"{\"a\":\"\\u12g4\"}", 11},
        {"{\"a\":\"open}", 12},
        {"{\"a\":\"tab\there\"}", 10},
        {"{\"a\":[1,2}", 10},
        {"{\"a\":[1,]}", 9},
        {"{\"a\":{\"b\":1]}", 12},
        {"{\"a\":{,}}", 7},
        {"{a:1}", 2},
        {"{\"a\":1} x", 9},
        {"{'a':1}", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int column = -walk(str(rows[i].text));
        if (column != rows[i].column) {
            fail_msg("%s: fault at %d, not %d", rows[i].text, column, rows[i].column);
        }
    }
}

static void stops_at_the_depth_limit(void **state)
{
    (void)state;
    enum { MANY = 20000 };
    static char deep[MANY + 8];
    (void)snprintf(deep, sizeof deep, "{\"a\":");
    memset(deep + 5, '[', MANY);
    assert_int_equal(walk((tg_str){.p = deep, .n = MANY + 5}), -(5 + TG_JSON_MAX_DEPTH + 1));

    /* Just as deep as may be, and closed again. */
    memset(deep + 5 + TG_JSON_MAX_DEPTH, ']', TG_JSON_MAX_DEPTH);
    deep[5 + 2 * TG_JSON_MAX_DEPTH] = '}';
    assert_int_equal(walk((tg_str){.p = deep, .n = 6 + 2 * TG_JSON_MAX_DEPTH}), 1);
}

static void hands_values_on_byte_for_byte(void **state)
{
    (void)state;
    tg_json_walk w;
    tg_json_member m;
    bool more;
    tg_str text = str("{ \"n\\u0061me\" : {\"x\": [1, 2.50 ,null]} }");
    assert_int_equal(tg_json_open(&w, text, NULL), TAGGER_OK);
    assert_int_equal(tg_json_next(&w, &m, &more, NULL), TAGGER_OK);
    assert_true(tg_str_eq(m.name.raw, str("\"n\\u0061me\"")));
    assert_true(m.name.escaped);
    assert_int_equal(m.value.kind, TG_JSON_OBJECT);
    assert_true(tg_str_eq(m.value.raw, str("{\"x\": [1, 2.50 ,null]}")));
}

static void resolves_escapes(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        const char *out;
        size_t n;
        unsigned lone;
    } rows[] = {
        {"plain", "plain", 5, 0},
        {"a\\nb\\t\\\"\\\\\\/", "a\nb\t\"\\/", 7, 0},
        {"\\u00e9\\u20AC", "\xC3\xA9\xE2\x82\xAC", 5, 0},
        {"\\ud83d\\ude00!", "\xF0\x9F\x98\x80!", 5, 0},
        {"a\\u0000b", "a\0b", 3, 0},
        {"\\ud83d", "\xEF\xBF\xBD", 3, 1},
        {"\\ude00x", "\xEF\xBF\xBDx", 4, 1},
        {"\\ud83d\\n", "\xEF\xBF\xBD\n", 4, 1},
        {"\\ud83d\\ud83d\\ude00", "\xEF\xBF\xBD\xF0\x9F\x98\x80", 7, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char out[64];
        uint32_t lone = 0;
        size_t n = tg_json_unescape(out, str(rows[i].in), &lone);
        if (n != rows[i].n || memcmp(out, rows[i].out, n) != 0 || lone != rows[i].lone) {
            fail_msg("%s gives %.*s", rows[i].in, (int)n, out);
        }
    }
}

static void finds_nested_values(void **state)
{
    (void)state;
    tg_str object = str("{\"a\":1,\"thread\":{\"title\":\"x\",\"site\":{\"name\":\"De Tijd\"}}}");
    tg_json_value value;
    assert_true(tg_json_find(object, str("thread.site.name"), &value));
    assert_true(tg_str_eq(tg_json_inside(value), str("De Tijd")));
    assert_false(tg_json_find(object, str("thread.site.url"), &value));
    assert_false(tg_json_find(object, str("a.b"), &value));
}

static void writes_strings_that_read_back(void **state)
{
    (void)state;
    tg_buf buf = TG_BUF_INIT;
    tg_str nasty = {.p = "quote \" slash \\ line\n bell\a nul\0 caf\xC3\xA9", .n = 36};
    tg_json_put(&buf, nasty);
    char back[64];
    uint32_t lone = 0;
    tg_str inside = {.p = buf.p + 1, .n = buf.n - 2};
    size_t n = tg_json_unescape(back, inside, &lone);
    assert_int_equal(n, nasty.n);
    assert_memory_equal(back, nasty.p, n);
    assert_null(memchr(buf.p, '\n', buf.n));
    tg_buf_dispose(&buf);
}

static void repairs_what_is_not_utf8(void **state)
{
    (void)state;
    tg_buf buf = TG_BUF_INIT;
    tg_json_put_any(&buf, str("caf\xE9 \"x\""));
    assert_true(tg_str_eq(tg_buf_view(&buf), str("\"caf\xEF\xBF\xBD \\\"x\\\"\"")));
    buf.n = 0;
    assert_false(tg_json_put_raw(&buf, str("[\"\xFF\"]")));
    assert_true(tg_str_eq(tg_buf_view(&buf), str("[\"\xEF\xBF\xBD\"]")));
    tg_buf_dispose(&buf);
}

static void writes_numbers_the_same_everywhere(void **state)
{
    (void)state;
    static const struct {
        double value;
        unsigned decimals;
        const char *out;
    } rows[] = {{0.97, 3, "0.970"},        {1.0 / 3, 3, "0.333"}, {0.9996, 3, "1.000"},
                {-1.5, 1, "-1.5"},         {-0.0001, 2, "0.00"},  {7, 0, "7"},
                {12345.678, 2, "12345.68"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        tg_buf buf = TG_BUF_INIT;
        tg_buf_fixed(&buf, rows[i].value, rows[i].decimals);
        if (!tg_str_eq(tg_buf_view(&buf), str(rows[i].out))) {
            fail_msg("%s, not %.*s", rows[i].out, (int)buf.n, buf.p);
        }
        tg_buf_dispose(&buf);
    }
}

static void expect_uint(uint64_t value)
{
    char expected[32];
    (void)snprintf(expected, sizeof expected, "%llu", (unsigned long long)value);
    tg_buf buf = TG_BUF_INIT;
    tg_buf_uint(&buf, value);
    if (!tg_str_eq(tg_buf_view(&buf), str(expected))) {
        fail_msg("%s, not %.*s", expected, (int)buf.n, buf.p);
    }
    tg_buf_dispose(&buf);
}

static void writes_whole_numbers_of_any_length(void **state)
{
    (void)state;
    uint64_t power = 1;
    for (unsigned digits = 1; digits <= 20; digits++, power *= 10) {
        expect_uint(power - 1);
        expect_uint(power);
        expect_uint(power + 7);
    }
    expect_uint(UINT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_whole_numbers_of_any_length),
        cmocka_unit_test(takes_what_is_json),
        cmocka_unit_test(refuses_what_is_not_and_says_where),
        cmocka_unit_test(stops_at_the_depth_limit),
        cmocka_unit_test(hands_values_on_byte_for_byte),
        cmocka_unit_test(resolves_escapes),
        cmocka_unit_test(finds_nested_values),
        cmocka_unit_test(writes_strings_that_read_back),
        cmocka_unit_test(repairs_what_is_not_utf8),
        cmocka_unit_test(writes_numbers_the_same_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
