/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "lex/builtin.h"
#include "lex/image.h"
#include "lex/show.h"
#include "support/lists.h"
#include "support/test.h"

static const test_table tables[] = {
    {"parties/parties.tsv", TG_KIND_PARTY,
     "id\tname\tform\tlang\tflags\tcountry\tsubtype\tqid\tvalue\tsource\n"
     "p:vld\tOpen VLD\t\t\t\tBE\tparty\tQ1\t\thand\n"
     "p:vld\tOpen VLD\tVLD\t\tacr\tBE\tparty\tQ1\t\thand\n"
     "p:nva\tN-VA\t\tnl,fr\tacr,cw:en\tBE\tparty\t\t\thand\n"},
    {"people/people.tsv", TG_KIND_PERSON,
     "id\tname\tform\tcountry\tsubtype\tvalue\n"
     "Q7\tVincent Van Quickenborne\t\tBE\tminister\t1\n"
     "Q8\tZoë Dupré\t\tFR\tartist\t5\n"
     "Q9\tMay\t\tGB\tminister\t1\n"},
    {"words/roles.tsv", TG_KIND_ROLE,
     "form\tlang\tflags\tclass\tposition\n"
     "Justice Minister\ten\t\tminister\tpre\n"
     "minister\ten,nl\t\tminister\tboth\n"},
    {"words/calendar.tsv", TG_KIND_WORD, "form\tlang\tclass\nMay\ten\tmonth\nmai\tfr,de\tmonth\n"},
    {"words/stop-names.tsv", TG_KIND_STOP_NAME,
     "form\ttypes\tcommon_in\tpolicy\nMay\tper\ten\tneeds_context\n"},
    {"cues/zones.tsv", TG_FILE_IS_BLOB, "cue\tzone\nread more\tteaser\n"},
};

static test_lists lists;

static int set_up(void **state)
{
    (void)state;
    tagger_error err = {0};
    tagger_status status = test_lists_make(&lists, tables, sizeof tables / sizeof tables[0], &err);
    if (status != TAGGER_OK) (void)fprintf(stderr, "%s\n", err.text);
    return status;
}

static int tear_down(void **state)
{
    (void)state;
    test_lists_dispose(&lists);
    return 0;
}

static void assert_hits(const char *text, const char *expected)
{
    char got[512];
    assert_int_equal(test_lists_hits(got, sizeof got, lists.lex, text), TAGGER_OK);
    assert_string_equal(got, expected);
}

static void assert_text(tg_str s, const char *expected)
{
    assert_int_equal(s.n, strlen(expected));
    assert_memory_equal(s.p, expected, s.n);
}

static uint32_t form_of(const char *text)
{
    return tg_lexicon_form(lists.lex, (tg_str){text, strlen(text)});
}

static void finds_long_and_short_forms(void **state)
{
    (void)state;
    assert_hits("Open VLD leader Vincent Van Quickenborne is Justice Minister.",
                "Open VLD|VLD|Vincent Van Quickenborne|Justice Minister|Minister");
    assert_hits("", "");
    assert_hits("Vincent Van", "");
}

static void blanks_between_tokens_do_not_matter_but_paragraphs_do(void **state)
{
    (void)state;
    assert_hits("Open \t VLD", "Open \t VLD|VLD");
    assert_hits("Open\nVLD", "Open\nVLD|VLD");
    assert_hits("Open\n\nVLD", "VLD");
}

static void case_is_folded_but_names_need_a_capital(void **state)
{
    (void)state;
    assert_hits("OPEN VLD", "OPEN VLD|VLD");
    assert_hits("open vld", "");
    assert_hits("justice minister", "justice minister|minister");
    assert_hits("ZOË DUPRÉ", "ZOË DUPRÉ");
    assert_hits("Zoe\u0308 Dupre\u0301", "Zoe\u0308 Dupre\u0301");
    assert_hits("zoë dupré", "");
    assert_hits("may", "may");
}

static void entries_stand_in_the_order_of_kinds(void **state)
{
    (void)state;
    uint32_t form = form_of("May");
    uint32_t n = 0;
    const tg_entry *e = tg_lexicon_entries(lists.lex, form, &n);
    assert_int_equal(n, 3);
    assert_int_equal(e[0].kind, TG_KIND_PERSON);
    assert_int_equal(e[0].value, 1);
    assert_int_equal(e[1].kind, TG_KIND_STOP_NAME);
    assert_int_equal(e[1].entity, UINT32_MAX);
    assert_int_equal(e[1].everyday, tg_lang_bit(TG_LIT("en")));
    assert_text(tg_lexicon_word(lists.lex, e[1].word), "needs_context");
    assert_int_equal(e[2].kind, TG_KIND_WORD);
    assert_int_equal(e[2].line, 2);
    assert_text(tg_lexicon_file(lists.lex, e[2].file), "words/calendar.tsv");
}

static void rows_of_one_id_are_one_entity(void **state)
{
    (void)state;
    uint32_t n = 0;
    uint32_t entity = tg_lexicon_entries(lists.lex, form_of("Open VLD"), &n)->entity;
    const tg_entry *vld = tg_lexicon_entries(lists.lex, form_of("VLD"), &n);
    assert_int_equal(n, 1);
    assert_int_equal(vld->entity, entity);
    assert_int_equal(vld->flags, TG_ENTRY_ACRONYM);
    assert_text(tg_lexicon_entry_text(lists.lex, vld), "VLD");
    tg_known known = tg_lexicon_entity(lists.lex, entity);
    assert_text(known.id, "p:vld");
    assert_text(known.name, "Open VLD");
    assert_text(known.country, "BE");
    assert_text(known.subtype, "party");
    assert_text(known.wikidata, "Q1");
    assert_int_equal(tg_lexicon_n_entities(lists.lex), 5);
}

/** Entities are found among the strings, where a name and the id made of it have one place. */
static void entities_are_told_apart_by_kind_and_id(void **state)
{
    (void)state;
    static const test_table own[] = {
        {"people/people.tsv", TG_KIND_PERSON,
         "id\tname\tform\n"
         "\tÉva Ro\t\n"
         "\tÉVA RO\t\n"
         "n:éva ro\tÉva Ro\tEvi\n"
         "éva ro\tÉva Ro\tEva\n"
         "\tÉva Ro\tRo\n"},
        {"parties/parties.tsv", TG_KIND_PARTY, "id\tname\n\téva ro\néva ro\tÉva Ro\n"},
    };
    static const char *const people[] = {"Éva Ro", "Evi", "Ro", "Eva"};
    test_lists made;
    assert_int_equal(test_lists_make(&made, own, 2, NULL), TAGGER_OK);
    assert_int_equal(tg_lexicon_n_entities(made.lex), 4);
    for (uint32_t i = 0; i < 4; i++) {
        uint32_t n = 0;
        uint32_t form = tg_lexicon_form(made.lex, (tg_str){people[i], strlen(people[i])});
        const tg_entry *e = tg_lexicon_entries(made.lex, form, &n);
        assert_int_equal(n, i == 0 ? 4 : 1);
        assert_int_equal(e[0].entity, i == 3);
        if (i > 0) continue;
        assert_int_equal(e[1].entity, 0);
        assert_int_equal(e[2].entity, 2);
        assert_int_equal(e[3].entity, 3);
    }
    assert_text(tg_lexicon_entity_id(made.lex, 1), "éva ro");
    assert_text(tg_lexicon_entity_id(made.lex, 2), "n:éva ro");
    test_lists_dispose(&made);
}

static void languages_are_bits(void **state)
{
    (void)state;
    uint32_t n = 0;
    const tg_entry *e = tg_lexicon_entries(lists.lex, form_of("N-VA"), &n);
    assert_int_equal(n, 1);
    assert_int_equal(e->lang, tg_lang_bit(TG_LIT("nl")) | tg_lang_bit(TG_LIT("fr")));
    assert_int_equal(e->everyday, tg_lang_bit(TG_LIT("en")));
    assert_text(tg_lang_code(e->everyday), "en");
    assert_int_equal(tg_lang_bit(TG_LIT("xx")), 0);
}

static void words_are_found_by_their_text(void **state)
{
    (void)state;
    uint32_t word = tg_lexicon_word_id(lists.lex, TG_LIT("minister:pre"));
    assert_int_not_equal(word, UINT32_MAX);
    assert_text(tg_lexicon_word(lists.lex, word), "minister:pre");
    assert_int_equal(tg_lexicon_word_id(lists.lex, TG_LIT("minister:post")), UINT32_MAX);
    assert_int_equal(tg_lexicon_word_id(lists.lex, TG_LIT("")), 0);
}

static void data_files_are_carried_whole(void **state)
{
    (void)state;
    assert_text(tg_lexicon_blob(lists.lex, TG_LIT("cues/zones.tsv")), tables[5].tsv);
    assert_null(tg_lexicon_blob(lists.lex, TG_LIT("cues/none.tsv")).p);
    assert_null(tg_lexicon_blob(lists.lex, TG_LIT("words/roles.tsv")).p);
}

static void a_number_out_of_range_reads_as_nothing(void **state)
{
    (void)state;
    uint32_t n = 7;
    (void)tg_lexicon_entries(lists.lex, UINT32_MAX, &n);
    assert_int_equal(n, 0);
    assert_int_equal(tg_lexicon_form_text(lists.lex, UINT32_MAX).n, 0);
    assert_int_equal(tg_lexicon_entity(lists.lex, UINT32_MAX).id.n, 0);
    assert_int_equal(tg_lexicon_word(lists.lex, UINT32_MAX).n, 0);
    assert_int_equal(tg_lexicon_file(lists.lex, UINT32_MAX).n, 0);
    assert_int_equal(form_of("no such form"), UINT32_MAX);
    assert_int_equal(form_of(""), UINT32_MAX);
}

static void the_same_lists_give_the_same_bytes(void **state)
{
    (void)state;
    test_lists again;
    assert_int_equal(test_lists_make(&again, tables, sizeof tables / sizeof tables[0], NULL),
                     TAGGER_OK);
    assert_int_equal(again.n_image, lists.n_image);
    assert_memory_equal(again.image, lists.image, again.n_image);
    test_lists other;
    assert_int_equal(test_lists_make(&other, tables, 1, NULL), TAGGER_OK);
    assert_memory_not_equal(tg_lexicon_hash(other.lex).p, tg_lexicon_hash(lists.lex).p, 64);
    test_lists_dispose(&again);
    test_lists_dispose(&other);
}

/* ---- images that are refused --------------------------------------------- */

/** Open a copy of the image with byte `at` flipped, or only its first n bytes. */
static tagger_status open_damaged(size_t at, size_t n, tagger_error *err)
{
    char *copy = aligned_alloc(TG_IMAGE_ALIGN, (n + 64) / 64 * 64);
    assert_non_null(copy);
    memcpy(copy, lists.image, n);
    if (at < n) copy[at] ^= 4;
    tg_lexicon *lex = NULL;
    tagger_status status = tg_lexicon_open(&lex, copy, n, "lists.tgl", err);
    if (status == TAGGER_OK) tg_lexicon_close(lex);
    free(copy);
    return status;
}

static void refuses_each_flipped_byte(void **state)
{
    (void)state;
    for (size_t at = 0; at < lists.n_image; at++) {
        if (open_damaged(at, lists.n_image, NULL) != TAGGER_E_DATA) {
            fail_msg("byte %zu flipped, and the image was taken", at);
        }
    }
    assert_int_equal(open_damaged(SIZE_MAX, lists.n_image, NULL), TAGGER_OK);
}

static void refuses_each_truncated_image(void **state)
{
    (void)state;
    for (size_t n = 0; n < lists.n_image; n += 13) {
        assert_int_equal(open_damaged(SIZE_MAX, n, NULL), TAGGER_E_DATA);
    }
}

static void says_what_is_wrong_with_an_image(void **state)
{
    (void)state;
    tagger_error err;
    (void)open_damaged(0, lists.n_image, &err);
    assert_string_equal(err.text, "lists.tgl: not an image of compiled lists");
    (void)open_damaged(offsetof(tg_image_header, version), lists.n_image, &err);
    assert_string_equal(err.text, "lists.tgl: lists of format 0, but this program reads format 4; "
                                  "compile anew");
    (void)open_damaged(lists.n_image - 1, lists.n_image, &err);
    assert_string_equal(err.text, "lists.tgl: damaged: its bytes and its checksum differ");
    assert_int_equal(err.status, TAGGER_E_DATA);
}

/** A row of its own class for each number of 16 bits, and the empty class. */
static void more_classes_than_an_entry_can_number_are_refused(void **state)
{
    (void)state;
    enum { N_CLASSES = 1 << 16, A_ROW = 16 };
    char *tsv = tg_mem_alloc((size_t)(N_CLASSES + 1) * A_ROW);
    assert_non_null(tsv);
    size_t n = (size_t)snprintf(tsv, A_ROW, "form\tclass\n");
    for (unsigned i = 0; i < N_CLASSES; i++)
        n += (size_t)snprintf(tsv + n, A_ROW, "goal\tc%u\n", i);
    const test_table table = {"words/goals.tsv", TG_KIND_WORD, tsv};
    test_lists many;
    tagger_error err;
    assert_int_equal(test_lists_make(&many, &table, 1, &err), TAGGER_E_DATA);
    assert_string_equal(err.text, "lists of more than 65535 files or classes");
    test_lists_dispose(&many);
    tg_mem_free(tsv);
}

/* ---- the rest ------------------------------------------------------------ */

static bool join_line(void *context, tagger_str line)
{
    char *out = context;
    size_t n = strlen(out);
    (void)snprintf(out + n, 1024 - n, "%.*s\n", (int)line.n, line.p);
    return true;
}

static void shows_the_rows_of_a_form(void **state)
{
    (void)state;
    char out[1024] = "";
    assert_int_equal(tg_lexicon_show(lists.lex, TG_LIT("may"), join_line, out, NULL), TAGGER_OK);
    assert_string_equal(out, "people/people.tsv:4: person \"May\" = Q9 May GB minister 1\n"
                             "words/stop-names.tsv:2: stop_name \"May\" cw:en needs_context\n"
                             "words/calendar.tsv:2: word \"May\" [en] month\n");
    out[0] = '\0';
    assert_int_equal(tg_lexicon_show(lists.lex, TG_LIT("xyz"), join_line, out, NULL), TAGGER_OK);
    assert_string_equal(out, "");
    assert_int_equal(tg_lexicon_show(lists.lex, TG_LIT(""), join_line, out, NULL), TAGGER_OK);
    assert_non_null(strstr(out, "parties/parties.tsv\tparty\t3 rows\t"));
    assert_non_null(strstr(out, "cues/zones.tsv\tblob\t26 bytes\t"));
}

static void survives_each_failed_allocation(void **state)
{
    (void)state;
    long k = 0;
    for (;; k++) {
        char hits[64];
        test_lists made;
        tg_mem_fail_after(k);
        tagger_status status =
            test_lists_make(&made, tables, sizeof tables / sizeof tables[0], NULL);
        if (status == TAGGER_OK) {
            status = test_lists_hits(hits, sizeof hits, made.lex, "VLD leader May");
        }
        tg_mem_fail_after(-1);
        test_lists_dispose(&made);
        if (status == TAGGER_OK) break;
        assert_int_equal(status, TAGGER_E_NOMEM);
    }
    assert_true(k > 20);
}

static void the_built_in_lists_open(void **state)
{
    (void)state;
    tg_lexicon *lex = NULL;
    assert_int_equal(tg_lexicon_open_builtin(&lex, NULL), TAGGER_OK);
    uint32_t n = 0;
    const tg_entry *e = tg_lexicon_entries(lex, tg_lexicon_form(lex, TG_LIT("Belgium")), &n);
    assert_true(n > 0);
    assert_int_equal(e->kind, TG_KIND_COUNTRY);
    tg_lexicon_close(lex);
    tg_str image = tg_lexicon_builtin();
    assert_int_equal(tg_lexicon_open(&lex, image.p, image.n, "built-in", NULL), TAGGER_OK);
    tg_lexicon_close(lex);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_long_and_short_forms),
        cmocka_unit_test(blanks_between_tokens_do_not_matter_but_paragraphs_do),
        cmocka_unit_test(case_is_folded_but_names_need_a_capital),
        cmocka_unit_test(entries_stand_in_the_order_of_kinds),
        cmocka_unit_test(rows_of_one_id_are_one_entity),
        cmocka_unit_test(entities_are_told_apart_by_kind_and_id),
        cmocka_unit_test(languages_are_bits),
        cmocka_unit_test(words_are_found_by_their_text),
        cmocka_unit_test(data_files_are_carried_whole),
        cmocka_unit_test(a_number_out_of_range_reads_as_nothing),
        cmocka_unit_test(the_same_lists_give_the_same_bytes),
        cmocka_unit_test(refuses_each_flipped_byte),
        cmocka_unit_test(refuses_each_truncated_image),
        cmocka_unit_test(says_what_is_wrong_with_an_image),
        cmocka_unit_test(more_classes_than_an_entry_can_number_are_refused),
        cmocka_unit_test(shows_the_rows_of_a_form),
        cmocka_unit_test(survives_each_failed_allocation),
        cmocka_unit_test(the_built_in_lists_open),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
