/* SPDX-License-Identifier: MIT */
#include "graph/named.h"

#include "support/test.h"

static void names_come_back_once_each_with_their_counts(void **state)
{
    (void)state;
    int64_t ids[] = {400, 12, 15, 12, 400, 12, INT64_C(70000000000)};
    static const tg_named expected[] = {{12, 3}, {15, 1}, {400, 2}, {UINT64_C(70000000000), 1}};
    tg_buf blob = TG_BUF_INIT;
    tg_named at = {0};
    tg_named_put(&blob, ids, sizeof ids / sizeof *ids);
    assert_int_equal(blob.n, 2 + 2 + 3 + 7);
    tg_str rest = tg_buf_view(&blob);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_true(tg_named_next(&at, &rest));
        assert_int_equal(at.entity, expected[i].entity);
        assert_int_equal(at.mentions, expected[i].mentions);
    }
    assert_false(tg_named_next(&at, &rest));
    tg_buf_dispose(&blob);
}

static void nobody_is_no_bytes(void **state)
{
    (void)state;
    tg_buf blob = TG_BUF_INIT;
    tg_named_put(&blob, NULL, 0);
    assert_int_equal(blob.n, 0);
    tg_buf_dispose(&blob);
}

static void a_blob_that_is_cut_ends_before_the_cut(void **state)
{
    (void)state;
    int64_t ids[] = {12, 400, 401};
    tg_buf blob = TG_BUF_INIT;
    tg_named_put(&blob, ids, 3);
    for (size_t n = 0; n < blob.n; n++) {
        tg_str rest = {blob.p, n};
        tg_named at = {0};
        uint32_t n_names = 0;
        while (tg_named_next(&at, &rest)) n_names++;
        assert_int_equal(n_names, n < 2 ? 0 : n < 5 ? 1 : 2);
    }
    tg_buf_dispose(&blob);
}

static void a_number_without_end_is_none(void **state)
{
    (void)state;
    char endless[40];
    tg_named at = {0};
    memset(endless, 0xff, sizeof endless);
    tg_str rest = {endless, sizeof endless};
    assert_false(tg_named_next(&at, &rest));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_come_back_once_each_with_their_counts),
        cmocka_unit_test(nobody_is_no_bytes),
        cmocka_unit_test(a_blob_that_is_cut_ends_before_the_cut),
        cmocka_unit_test(a_number_without_end_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
