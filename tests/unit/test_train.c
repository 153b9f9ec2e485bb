/* SPDX-License-Identifier: MIT
 *
 * test_train.c — weights learned from annotated articles.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "support/engine.h"
#include "support/lines.h"
#include "support/test.h"

static tagger_str str(const char *s)
{
    return (tagger_str){s, strlen(s)};
}

enum { MAX_SPANS = 16 };

/** "Mayor [person:Mo Lipu] of [location:Brastow]": text and annotation of an article. */
typedef struct marked_up {
    char text[512];
    size_t n;
    tagger_gold_span spans[MAX_SPANS];
    uint32_t n_spans;
} marked_up;

static void read_markup(marked_up *out, const char *markup)
{
    *out = (marked_up){.n = 0};
    for (const char *p = markup; *p != '\0'; p++) {
        if (*p == '[') {
            const char *colon = strchr(p, ':');
            assert_true(out->n_spans < MAX_SPANS);
            tagger_gold_span *x = &out->spans[out->n_spans];
            x->type = (tagger_str){p + 1, (size_t)(colon - p - 1)};
            x->at.begin = (uint32_t)out->n;
            p = colon;
        } else if (*p == ']') {
            out->spans[out->n_spans++].at.end = (uint32_t)out->n;
        } else {
            assert_true(out->n < sizeof out->text);
            out->text[out->n++] = *p;
        }
    }
}

static tagger_status add(tagger_trainer *t, const char *markup, bool whole, tagger_error *err)
{
    marked_up m;
    read_markup(&m, markup);
    tagger_gold gold = {.article = {.text = {m.text, m.n}},
                        .spans = m.spans,
                        .n_spans = m.n_spans,
                        .no_parties = !whole,
                        .no_demonyms = !whole,
                        .weight = whole ? 0 : 0.5F};
    return tagger_trainer_add(t, &gold, err);
}

static const char *const articles[] = {
    "Mayor [person:Mo Lipu] of [location:Brastow] met [person:Ana Tirek] and the [group:Reds].",
    "[person:Lipu] said the [organization:Granite Bank] would leave [location:Brastow].",
    "Mayor [person:Ole Hanfu] of [location:Westrow] thanked the [organization:Harbour Bank].",
    "The [demonym:Belgian] mayor [person:Ana Tirek] left the [event:Brastow Cup].",
    "In [location:Brastow] the [organization:Harbour Bank] sued mayor [person:Lipu].",
    "Mayor [person:Tirek] went to [location:Westrow] with [person:Mo Lipu].",
};

enum { N_ARTICLES = sizeof articles / sizeof articles[0] };

static tagger_trainer *trainer_of(const tagger_train_options *o)
{
    tagger_trainer *t = NULL;
    tagger_error err = {0};
    assert_int_equal(tagger_trainer_new(&t, test_toy.engine, o, &err), TAGGER_OK);
    for (unsigned i = 0; i < N_ARTICLES; i++) {
        if (add(t, articles[i], true, &err) != TAGGER_OK) fail_msg("%s", err.text);
    }
    return t;
}

static test_lines *learned(const tagger_train_options *o)
{
    tagger_error err = {0};
    test_lines *out = test_lines_new(0);
    tagger_trainer *t = trainer_of(o);
    if (tagger_trainer_run(t, test_lines_keep, out, &err) != TAGGER_OK) fail_msg("%s", err.text);
    assert_int_equal(out->n, 6); /* five first passes and both together */
    test_lines_clear(out);
    assert_int_equal(tagger_trainer_weights(t, test_lines_keep, out, &err), TAGGER_OK);
    tagger_trainer_free(t);
    return out;
}

static tagger_train_options options(void)
{
    tagger_train_options o = TAGGER_TRAIN_OPTIONS_INIT;
    o.min_uses = 1;
    o.l1 = 0;
    o.n_epochs = 30;
    return o;
}

/** The names of a text that the weights of a table find. */
static void names_with(char *out, size_t room, const test_lines *weights, const char *text)
{
    char folder[128];
    char path[256];
    test_folder_make(folder, sizeof folder);
    test_folder_write(folder, "weights.tsv", weights->text);
    (void)snprintf(path, sizeof path, "%s/weights.tsv", folder);
    tagger_options o = TAGGER_OPTIONS_INIT;
    o.weights = path;
    test_engine e = {.engine = NULL};
    tagger_error err = {0};
    if (tagger_engine_new(&e.engine, &o, &err) != TAGGER_OK) fail_msg("%s", err.text);
    assert_int_equal(tagger_worker_new(&e.worker, e.engine, &err), TAGGER_OK);
    tagger_result *r = test_engine_tag(&e, text);
    test_engine_mentions(out, room, r);
    tagger_result_free(r);
    tagger_worker_free(e.worker);
    tagger_engine_free(e.engine);
    test_folder_remove(folder);
}

static const char unseen[] = "Mayor Ira Sundel of Eastrow met Sundel's sister at the Quarry Bank.";

static void finds_names_that_it_has_not_seen(void **state)
{
    (void)state;
    tagger_train_options o = options();
    test_lines *t = learned(&o);
    char got[512];
    names_with(got, sizeof got, t, unseen);
    assert_non_null(strstr(got, "Ira Sundel/person"));
    assert_non_null(strstr(got, "Eastrow/location"));
    assert_non_null(strstr(got, "Quarry Bank/organization"));
    free(t);
}

static void perceptron_learns_the_same_names(void **state)
{
    (void)state;
    tagger_train_options o = options();
    o.perceptron = true;
    test_lines *t = learned(&o);
    char got[512];
    names_with(got, sizeof got, t, unseen);
    assert_non_null(strstr(got, "Ira Sundel/person"));
    assert_non_null(strstr(got, "Quarry Bank/organization"));
    free(t);
}

static void same_articles_give_the_same_bytes(void **state)
{
    (void)state;
    tagger_train_options o = options();
    o.l1 = 1e-3F;
    test_lines *a = learned(&o);
    test_lines *b = learned(&o);
    assert_string_equal(a->text, b->text);
    assert_true(strncmp(a->text, "feature\ttype\tweight\n", 20) == 0);
    free(b);
    o.l1 = 0.1F;
    b = learned(&o);
    assert_true(b->n < a->n); /* what earns less than the penalty goes */
    free(a);
    free(b);
}

static void leaves_out_groups_of_features(void **state)
{
    (void)state;
    tagger_train_options o = options();
    o.without = "memory,span.text,prev";
    test_lines *t = learned(&o);
    assert_null(strstr(t->text, "memory."));
    assert_null(strstr(t->text, "span.text="));
    assert_null(strstr(t->text, "\nprev."));
    assert_non_null(strstr(t->text, "\nnext."));
    free(t);

    tagger_trainer *trainer = NULL;
    tagger_error err = {0};
    o.without = "nonsense";
    assert_int_equal(tagger_trainer_new(&trainer, test_toy.engine, &o, &err), TAGGER_E_USAGE);
    assert_non_null(strstr(err.text, "nonsense"));
    assert_null(trainer);
}

static void reads_annotations_that_say_less(void **state)
{
    (void)state;
    tagger_train_options o = options();
    tagger_error err = {0};
    tagger_trainer *t = trainer_of(&o);
    /* Parties among organizations, no demonyms, a span that cuts a word, two that overlap. */
    assert_int_equal(
        add(t, "The [organization:Granite Party] and Belgian [misc:Brastow Cup].", false, &err),
        TAGGER_OK);
    marked_up m;
    read_markup(&m, "[person:Mo Lipu] and [location:Brastow]");
    m.spans[1].at.begin += 2;
    m.spans[2] = (tagger_gold_span){{0, 2}, str("person")};
    tagger_gold gold = {.article = {.title = str("Headline"), .text = {m.text, m.n}},
                        .spans = m.spans,
                        .n_spans = 3};
    assert_int_equal(tagger_trainer_add(t, &gold, &err), TAGGER_OK);
    assert_int_equal(tagger_trainer_run(t, NULL, NULL, &err), TAGGER_OK);
    tagger_trainer_free(t);
}

static void says_what_was_wrong(void **state)
{
    (void)state;
    tagger_error err = {0};
    tagger_trainer *t = NULL;
    test_lines *rows = test_lines_new(0);
    assert_int_equal(tagger_trainer_new(&t, test_toy.engine, NULL, &err), TAGGER_OK);
    assert_int_equal(tagger_trainer_run(t, NULL, NULL, &err), TAGGER_E_USAGE);
    assert_int_equal(tagger_trainer_weights(t, test_lines_keep, rows, &err), TAGGER_E_USAGE);
    tagger_gold_span outside = {{3, 400}, str("person")};
    tagger_gold gold = {.article = {.text = str("Short.")}, .spans = &outside, .n_spans = 1};
    assert_int_equal(tagger_trainer_add(t, &gold, &err), TAGGER_E_USAGE);
    assert_non_null(strstr(err.text, "3 to 400"));
    tagger_trainer_free(t);
    tagger_trainer_free(NULL);
    free(rows);
}

static tagger_status train_small(tagger_error *err)
{
    tagger_train_options o = options();
    o.n_epochs = 1;
    tagger_trainer *t = NULL;
    test_lines *rows = test_lines_new(0);
    tagger_status status = tagger_trainer_new(&t, test_toy.engine, &o, err);
    for (unsigned i = 0; i < 2 && status == TAGGER_OK; i++) status = add(t, articles[i], true, err);
    if (status == TAGGER_OK) status = tagger_trainer_run(t, NULL, NULL, err);
    if (status == TAGGER_OK) status = tagger_trainer_weights(t, test_lines_keep, rows, err);
    tagger_trainer_free(t);
    free(rows);
    return status;
}

static void survives_every_lost_allocation(void **state)
{
    (void)state;
    for (long k = 0;; k += k < 40 ? 1 : 13) {
        tagger_error err = {0};
        tg_mem_fail_after(k);
        tagger_status status = train_small(&err);
        tg_mem_fail_after(-1);
        if (status == TAGGER_OK) break;
        if (status != TAGGER_E_NOMEM) fail_msg("allocation %ld: %d, %s", k, status, err.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_names_that_it_has_not_seen),
        cmocka_unit_test(perceptron_learns_the_same_names),
        cmocka_unit_test(same_articles_give_the_same_bytes),
        cmocka_unit_test(leaves_out_groups_of_features),
        cmocka_unit_test(reads_annotations_that_say_less),
        cmocka_unit_test(says_what_was_wrong),
        cmocka_unit_test(survives_every_lost_allocation),
    };
    return cmocka_run_group_tests(tests, test_toy_set_up, test_toy_tear_down);
}
