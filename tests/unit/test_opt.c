/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cli/cmd.h"
#include "cli/opt.h"
#include "support/test.h"

typedef struct options {
    bool loud;
    const char *name;
    uint32_t n;
    uint64_t size;
    float share;
    int color;
    tg_opt_list lists;
} options;

static const tg_opt rows[] = {
    {'l', "loud", TG_OPT_FLAG, offsetof(options, loud), NULL, "speak up"},
    {'n', "name", TG_OPT_TEXT, offsetof(options, name), "NAME", "a name"},
    {'c', "count", TG_OPT_COUNT, offsetof(options, n), "N", "how many"},
    {'\0', "size", TG_OPT_BYTES, offsetof(options, size), "BYTES", "how much"},
    {'\0', "share", TG_OPT_SHARE, offsetof(options, share), "0..1", "which part"},
    {'\0', "color", TG_OPT_CHOICE, offsetof(options, color), "auto|always|never", "when"},
    {'\0', "lists", TG_OPT_LIST, offsetof(options, lists), "DIR", "again and again"},
};

static const tg_verb verb = {.name = "test", .usage = "", .summary = "Test", .examples = {"x"}};

enum { MAX_WORDS = 16 };

/** One command line. */
typedef struct line {
    options got;
    char words[MAX_WORDS][32];
    char *argv[MAX_WORDS];
    int argc;
    int code;
    bool go_on;
} line;

static void parse(line *l, const char *text)
{
    *l = (line){.argc = 0};
    for (const char *p = text; *p != '\0';) {
        size_t n = strcspn(p, " ");
        memcpy(l->words[l->argc], p, n);
        l->argv[l->argc] = l->words[l->argc];
        l->argc++;
        p += n + (p[n] == ' ');
    }
    tg_opt_set set = TG_OPT_SET(rows, &l->got);
    l->go_on = tg_opt_parse(&verb, &set, 1, &l->argc, l->argv, &l->code);
}

static void every_kind_takes_its_value(void **state)
{
    (void)state;
    line l;
    parse(&l, "test -l --name=x -c7 --size 2M --share 0.5 --color never --lists a --lists=b");
    assert_true(l.go_on);
    assert_int_equal(l.argc, 0);
    assert_true(l.got.loud);
    assert_string_equal(l.got.name, "x");
    assert_int_equal(l.got.n, 7);
    assert_int_equal(l.got.size, 2 << 20);
    assert_true(l.got.share > 0.49F && l.got.share < 0.51F);
    assert_int_equal(l.got.color, 2);
    assert_int_equal(l.got.lists.n, 2);
    assert_string_equal(l.got.lists.at[1], "b");
}

static void operands_stay_wherever_they_stand(void **state)
{
    (void)state;
    line l;
    parse(&l, "test a -l b - -c 3 -- -l --x");
    assert_true(l.go_on);
    assert_int_equal(l.argc, 5);
    assert_string_equal(l.argv[0], "a");
    assert_string_equal(l.argv[1], "b");
    assert_string_equal(l.argv[2], "-");
    assert_string_equal(l.argv[3], "-l");
    assert_string_equal(l.argv[4], "--x");
    assert_int_equal(l.got.n, 3);
}

static void letters_stand_together(void **state)
{
    (void)state;
    line l;
    parse(&l, "test -lc12");
    assert_true(l.go_on);
    assert_true(l.got.loud);
    assert_int_equal(l.got.n, 12);
}

static void wrong_lines_are_refused(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "test --nam x",
        "test -x",
        "test --count",
        "test --count=x",
        "test --count 3x",
        "test --share 1.5",
        "test --color red",
        "test --loud=1",
        "test --size 5T",
        "test --size -1",
        "test --count 5000000000",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        line l;
        parse(&l, lines[i]);
        if (l.go_on || l.code != EXIT_USAGE) fail_msg("'%s' was taken", lines[i]);
    }
}

static void help_ends_well(void **state)
{
    (void)state;
    line l;
    parse(&l, "test --help");
    assert_false(l.go_on);
    assert_int_equal(l.code, EXIT_DONE);
}

static void words_have_distances(void **state)
{
    (void)state;
    assert_int_equal(tg_opt_distance("tag", "tag"), 0);
    assert_int_equal(tg_opt_distance("tga", "tag"), 2);
    assert_int_equal(tg_opt_distance("fromat", "format"), 2);
    assert_int_equal(tg_opt_distance("tags", "tag"), 1);
    assert_int_equal(tg_opt_distance("", "format"), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_takes_its_value),
        cmocka_unit_test(operands_stay_wherever_they_stand),
        cmocka_unit_test(letters_stand_together),
        cmocka_unit_test(wrong_lines_are_refused),
        cmocka_unit_test(help_ends_well),
        cmocka_unit_test(words_have_distances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
