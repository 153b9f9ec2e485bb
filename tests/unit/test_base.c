/* SPDX-License-Identifier: MIT
 *
 * test_base.c — files, code points, hashes of words, arena and growable memory.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "support/engine.h"
#include "support/test.h"
#include "text/token.h"

static char folder[64];

static int set_up(void **state)
{
    (void)state;
    test_folder_make(folder, sizeof folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_folder_remove(folder);
    return 0;
}

static const char *path_of(const char *name)
{
    static char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void assert_str(tg_str s, const char *want)
{
    assert_int_equal(s.n, strlen(want));
    assert_memory_equal(s.p, want, s.n);
}

/* ---- files ---- */

static void a_file_is_written_whole_and_read_back(void **state)
{
    (void)state;
    tg_file file;
    assert_int_equal(tg_file_write(path_of("f"), TG_LIT("one"), NULL), TAGGER_OK);
    assert_int_equal(tg_file_write(path_of("f"), TG_LIT("second"), NULL), TAGGER_OK);
    assert_int_equal(tg_file_read(&file, path_of("f"), NULL), TAGGER_OK);
    assert_str(file.bytes, "second");
    tg_file_dispose(&file);
    assert_null(file.bytes.p);
    assert_int_equal(tg_file_map(&file, path_of("f"), NULL), TAGGER_OK);
    assert_true(file.mapped);
    assert_str(file.bytes, "second");
    tg_file_dispose(&file);
    assert_int_equal(tg_file_write(path_of("empty"), (tg_str){"", 0}, NULL), TAGGER_OK);
    assert_int_equal(tg_file_map(&file, path_of("empty"), NULL), TAGGER_OK);
    assert_int_equal(file.bytes.n, 0);
    tg_file_dispose(&file);
}

static void a_link_is_written_through(void **state)
{
    (void)state;
    tg_file file;
    tagger_error err = {0};
    assert_int_equal(tg_file_write(path_of("aim"), TG_LIT("a longer one"), NULL), TAGGER_OK);
    assert_int_equal(symlink("aim", path_of("link")), 0);
    assert_int_equal(tg_file_write(path_of("link"), TG_LIT("short"), NULL), TAGGER_OK);
    assert_int_equal(tg_file_read(&file, path_of("aim"), NULL), TAGGER_OK);
    assert_str(file.bytes, "short");
    tg_file_dispose(&file);
    assert_int_equal(symlink("/dev/full", path_of("full")), 0);
    assert_int_equal(tg_file_write(path_of("full"), TG_LIT("x"), &err), TAGGER_E_IO);
    assert_non_null(strstr(err.text, "full: cannot write: No space left"));
}

static void errors_of_files_name_them_and_say_why(void **state)
{
    (void)state;
    tg_file file;
    tagger_error err = {0};
    assert_int_equal(tg_file_read(&file, path_of("none"), &err), TAGGER_E_IO);
    assert_non_null(strstr(err.text, "none: cannot open: No such file"));
    assert_int_not_equal(err.os_errno, 0);
    assert_int_equal(tg_file_map(&file, path_of("none"), &err), TAGGER_E_IO);
    assert_int_equal(tg_file_read(&file, folder, &err), TAGGER_E_IO);
    assert_non_null(strstr(err.text, "cannot read: Is a directory"));
    assert_int_equal(tg_file_map(&file, folder, &err), TAGGER_E_IO);
    assert_non_null(strstr(err.text, "Is a directory"));
    assert_int_equal(tg_file_map(&file, "/dev/null", &err), TAGGER_E_IO);
    assert_non_null(strstr(err.text, "cannot map"));
    assert_int_equal(tg_file_write("/nowhere/f", TG_LIT("x"), &err), TAGGER_E_IO);
    assert_non_null(strstr(err.text, "/nowhere/f: cannot create"));
    assert_int_equal(tg_file_write("/dev/full/x", TG_LIT("x"), &err), TAGGER_E_IO);
    char path[5000];
    memset(path, 'a', sizeof path);
    path[sizeof path - 1] = '\0';
    assert_int_equal(tg_file_write(path, TG_LIT("x"), &err), TAGGER_E_IO);
    /* Not over a folder, and nothing is left beside it. */
    test_folder_write(folder, "below/file", "x");
    assert_int_equal(tg_file_write(path_of("below"), TG_LIT("x"), &err), TAGGER_E_IO);
}

static void a_pipe_is_read_to_its_end(void **state)
{
    (void)state;
    int fd[2];
    char part[3000];
    memset(part, 'x', sizeof part);
    assert_int_equal(pipe(fd), 0);
    for (int i = 0; i < 10; i++) assert_int_equal(write(fd[1], part, sizeof part), sizeof part);
    assert_int_equal(close(fd[1]), 0);
    tg_file file;
    assert_int_equal(tg_file_read_fd(&file, fd[0], "pipe", NULL), TAGGER_OK);
    assert_int_equal(file.bytes.n, 30000);
    tg_file_dispose(&file);
    assert_int_equal(close(fd[0]), 0);
    assert_int_equal(tg_file_read_fd(&file, fd[0], "pipe", NULL), TAGGER_E_IO);
    tg_mem_fail_after(0);
    assert_int_equal(tg_file_read(&file, "/dev/zero", NULL), TAGGER_E_NOMEM);
    tg_mem_fail_after(-1);
}

/* ---- code points ---- */

static void decodes_what_it_encodes(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp < 0x110000; cp += cp < 0x3000 ? 1 : 61) {
        if (cp >= 0xd800 && cp < 0xe000) continue;
        char bytes[4];
        uint32_t back = 0;
        uint32_t n = tg_utf8_put(bytes, cp);
        assert_int_equal(tg_utf8_valid((tg_str){bytes, n}), n);
        assert_int_equal(tg_utf8_next(bytes, bytes + n, &back), n);
        assert_int_equal(back, cp);
        assert_int_equal(tg_utf8_prev(bytes, bytes + n, &back), n);
        assert_int_equal(back, cp);
        assert_int_equal(tg_utf8_count((tg_str){bytes, n}), 1);
        assert_int_equal(tg_utf16_count((tg_str){bytes, n}), cp >= 0x10000 ? 2 : 1);
    }
}

static void a_flat_text_is_one_line_and_whole(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        size_t room;
        const char *out;
    } rows[] = {
        {"", 9, ""},
        {"a\nb\r\n\tc\x7f", 9, "a b   c "},
        {"a\xc2\x85z\xe2\x80\xa8z\xe2\x80\xa9z", 9, "a z z z"},
        {"\xc2\xa0\xe2\x80\xa7\xf0\x9f\x98\x80", 9, "\xc2\xa0\xe2\x80\xa7\xf0\x9f\x98\x80"},
        {"\xc2\xa0\xe2\x80\xa7\xf0\x9f\x98\x80", 8, "\xc2\xa0\xe2\x80\xa7"},
        {"ab", 0, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char out[16];
        tg_str in = {rows[i].in, strlen(rows[i].in)};
        assert_str((tg_str){out, tg_utf8_flat(out, rows[i].room, in)}, rows[i].out);
    }
}

static void ill_formed_bytes_end_what_is_valid(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n_valid;
    } cases[] = {
        {"abc", 3},          {"a\xc3\xa9", 3},         {"a\xc3", 1},
        {"\xc0\xaf", 0},     {"\xed\xa0\x80", 0},      {"\xf4\x90\x80\x80", 0},
        {"\xe0\x80\x80", 0}, {"\xf0\x80\x80\x80", 0},  {"\xff", 0},
        {"ab\x80", 2},       {"\xf0\x9f\x98\x80x", 5}, {"12345678\xe2\x82", 8},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tg_str s = {cases[i].text, strlen(cases[i].text)};
        size_t got = tg_utf8_valid(s);
        if (got != cases[i].n_valid) fail_msg("case %zu: %zu", i, got);
    }
    uint32_t cp = 0;
    const char *cut = "\xe2\x82";
    assert_int_equal(tg_utf8_next(cut, cut + 2, &cp), 1);
    assert_int_equal(cp, 0xfffd);
}

static void knows_classes_and_case(void **state)
{
    (void)state;
    static const struct {
        uint32_t cp;
        tg_class class;
    } cases[] = {
        {'a', TG_CLASS_LETTER},    {0xe9, TG_CLASS_LETTER},  {0x6771, TG_CLASS_LETTER},
        {0xe000, TG_CLASS_LETTER}, {'7', TG_CLASS_DIGIT},    {0xbd, TG_CLASS_DIGIT},
        {0x301, TG_CLASS_MARK},    {0xad, TG_CLASS_MARK},    {0x200d, TG_CLASS_MARK},
        {' ', TG_CLASS_SPACE},     {'\n', TG_CLASS_SPACE},   {0xa0, TG_CLASS_SPACE},
        {0xfeff, TG_CLASS_MARK},   {0x2028, TG_CLASS_SPACE}, {'-', TG_CLASS_SIGN},
        {0x20ac, TG_CLASS_SIGN},   {0xab, TG_CLASS_SIGN},    {'_', TG_CLASS_SIGN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tg_class got = tg_utf8_class(cases[i].cp);
        if (got != cases[i].class) fail_msg("U+%04X: %u", cases[i].cp, (unsigned)got);
    }
    assert_true(tg_utf8_is_upper('A') && tg_utf8_is_upper(0xc9) && tg_utf8_is_upper(0x1c5));
    assert_false(tg_utf8_is_upper('a') || tg_utf8_is_upper(0xe9) || tg_utf8_is_upper('1'));
    assert_true(tg_utf8_is_lower('a') && tg_utf8_is_lower(0xe9));
    assert_false(tg_utf8_is_lower('A') || tg_utf8_is_lower(0xc9));
    assert_int_equal(tg_utf8_lower('A'), 'a');
    assert_int_equal(tg_utf8_lower(0xc9), 0xe9);
    assert_int_equal(tg_utf8_upper('a'), 'A');
    assert_int_equal(tg_utf8_upper('-'), '-');
    assert_int_equal(tg_utf8_upper(0xe9), 0xc9);
}

static void composes_and_takes_accents_off(void **state)
{
    (void)state;
    char out[1024];
    assert_str((tg_str){out, tg_utf8_compose(out, TG_LIT("Zoe\xcc\x88"))}, "Zoë");
    assert_str((tg_str){out, tg_utf8_unmark(out, TG_LIT("Zoë Ağca"))}, "Zoe Agca");
    assert_str((tg_str){out, tg_utf8_unmark(out, TG_LIT("plain"))}, "plain");
    char many[300];
    memset(many, 'x', sizeof many);
    assert_int_equal(tg_utf8_compose(out, (tg_str){many, sizeof many}), sizeof many);
    assert_int_equal(tg_utf8_unmark(out, (tg_str){many, sizeof many}), sizeof many);
}

/* ---- words ---- */

static void words_fold_alike(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"L’Echo", "l'echo"},
        {"ZOË", "zoë"},
        {"Zoe\xcc\x88", "Zoë"},
        {"N‑VA", "n-va"},
        {"co\xc2\xadop", "coop"},
        {"a\xe2\x80\x8b", "a"},
        {"ʼt", "'t"},
        {"plain", "PLAIN"},
        {"Je\xef\xac\x80", "jeff"},
        {"ĲZER", "ijzer"},
        {"ＡＮＧＥＬＡ２", "angela2"},
        {"𝗠𝗲𝗿𝗸𝗲𝗹", "merkel"},
        {"Merkel\xe2\x80\x8f", "merkel"},
    };
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        tg_str a = {same[i][0], strlen(same[i][0])};
        tg_str b = {same[i][1], strlen(same[i][1])};
        if (!tg_fold_eq(a, b)) fail_msg("%s is not %s", same[i][0], same[i][1]);
        if (tg_hash_folded(a) != tg_hash_folded(b)) fail_msg("hash of %s", same[i][0]);
    }
    assert_false(tg_fold_eq(TG_LIT("abc"), TG_LIT("abcd")));
    assert_false(tg_fold_eq(TG_LIT("abc"), TG_LIT("abd")));
    assert_false(tg_fold_eq(TG_LIT("é"), TG_LIT("e")));
    char wide[400];
    memset(wide, 'x', sizeof wide);
    wide[0] = '\xc3'; /* é */
    wide[1] = '\xa9';
    tg_str s = {wide, sizeof wide};
    assert_true(tg_fold_eq(s, s));
    assert_int_equal(tg_hash_folded(s), tg_hash_folded((tg_str){wide, 300}));
}

/* ---- memory ---- */

static void an_arena_that_ran_out_stays_so(void **state)
{
    (void)state;
    tg_arena arena = TG_ARENA_INIT;
    void *first = tg_arena_alloc(&arena, 0);
    assert_non_null(first);
    assert_non_null(tg_arena_alloc(&arena, 1 << 20));
    tg_mem_fail_after(0);
    assert_null(tg_arena_alloc(&arena, 1 << 24));
    tg_mem_fail_after(-1);
    assert_true(arena.oom);
    assert_null(tg_arena_alloc(&arena, 1));
    tg_arena_dispose(&arena);
}

static void an_array_grows_and_says_when_it_cannot(void **state)
{
    (void)state;
    TG_VEC(uint32_t) v = {0};
    for (uint32_t i = 0; i < 1000; i++) assert_true(tg_vec_push(&v, i));
    assert_int_equal(v.at[999], 999);
    assert_false(tg_vec_reserve(&v, SIZE_MAX / 2));
    tg_mem_fail_after(0);
    assert_false(tg_vec_reserve(&v, 5000));
    tg_mem_fail_after(-1);
    assert_int_equal(v.at[500], 500);
    tg_vec_dispose(&v);
    assert_null(v.at);
}

static void digests_are_those_of_the_standard(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *hex;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        tg_sha256 s;
        unsigned char digest[TG_SHA256_BYTES];
        char hex[TG_SHA256_HEX];
        tg_sha256_start(&s);
        tg_sha256_add(&s, cases[i].text, strlen(cases[i].text));
        tg_sha256_end(&s, digest);
        tg_sha256_hex(hex, digest);
        assert_memory_equal(hex, cases[i].hex, 64);
    }
}

/** Many blocks at once may be digested by other instructions than one by one. */
static void digests_are_the_same_in_pieces_of_any_size(void **state)
{
    enum { N = 100000 };
    static unsigned char text[N];
    unsigned char whole[TG_SHA256_BYTES];
    unsigned char pieces[TG_SHA256_BYTES];
    tg_sha256 s;
    (void)state;
    for (size_t i = 0; i < N; i++) text[i] = (unsigned char)(i * i / 7);
    tg_sha256_start(&s);
    tg_sha256_add(&s, text, N);
    tg_sha256_end(&s, whole);
    for (size_t size = 1; size < N; size = 3 * size + 1) {
        tg_sha256_start(&s);
        for (size_t i = 0; i < N; i += size) {
            tg_sha256_add(&s, text + i, size < N - i ? size : N - i);
        }
        tg_sha256_end(&s, pieces);
        assert_memory_equal(pieces, whole, sizeof whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_written_whole_and_read_back),
        cmocka_unit_test(a_link_is_written_through),
        cmocka_unit_test(errors_of_files_name_them_and_say_why),
        cmocka_unit_test(a_pipe_is_read_to_its_end),
        cmocka_unit_test(decodes_what_it_encodes),
        cmocka_unit_test(a_flat_text_is_one_line_and_whole),
        cmocka_unit_test(ill_formed_bytes_end_what_is_valid),
        cmocka_unit_test(knows_classes_and_case),
        cmocka_unit_test(composes_and_takes_accents_off),
        cmocka_unit_test(words_fold_alike),
        cmocka_unit_test(an_arena_that_ran_out_stays_so),
        cmocka_unit_test(an_array_grows_and_says_when_it_cannot),
        cmocka_unit_test(digests_are_those_of_the_standard),
        cmocka_unit_test(digests_are_the_same_in_pieces_of_any_size),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
