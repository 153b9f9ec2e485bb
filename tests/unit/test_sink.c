/* SPDX-License-Identifier: MIT
 *
 * test_sink.c — every format on one result written by hand:
 *
 *     Oppo warned⏎⏎Ms. Núñoz of Oppo said “no”.⏎Ford left.
 *     ^title       ^ the caller's text begins at byte 13
 */
#include <stdio.h>
#include <string.h>

#include "sink/offset.h"
#include "sink/sink.h"
#include "support/fake.h"
#include "support/test.h"

#define TEXT                                                                                       \
    "Oppo warned\n\nMs. N\xC3\xBA\xC3\xB1oz of Oppo said \xE2\x80\x9Cno\xE2\x80\x9D.\nFord left."

enum { BODY = 13 };

static tg_str str(const char *s)
{
    return (tg_str){.p = s, .n = strlen(s)};
}

static const tagger_zone_block zones[] = {
    {.at = {0, 11}, .zone = TAGGER_HEADLINE, .rule = "title"},
    {.at = {13, 45}, .zone = TAGGER_BODY, .rule = "rest"},
    {.at = {46, 56}, .zone = TAGGER_FOOTER, .rule = "rest"},
};
static const tagger_span tokens[] = {{0, 4},   {5, 11},  {13, 16}, {17, 24}, {25, 27},
                                     {28, 32}, {33, 37}, {38, 41}, {41, 43}, {43, 46},
                                     {46, 47}, {48, 52}, {53, 57}, {57, 58}};
static const tagger_sentence sentences[] = {
    {.at = {0, 11}}, {.at = {13, 47}, .paragraph = 1}, {.at = {48, 58}, .paragraph = 2}};
static const uint32_t fords[] = {2, 3};
static const tagger_mention mentions[] = {
    {.at = {0, 4},
     .type = TAGGER_ORGANIZATION,
     .zone = TAGGER_HEADLINE,
     .entity = 0,
     .score = 0.9F,
     .how = "gazetteer",
     .rule = {"oppo.tsv:1", 10}},
    {.at = {17, 24},
     .type = TAGGER_PERSON,
     .form = TAGGER_FORM_SURNAME,
     .zone = TAGGER_BODY,
     .sentence = 1,
     .entity = 1,
     .title = {"Ms.", 3},
     .role = {"chief", 5},
     .score = 0.75F,
     .how = "shape",
     .rule = {"title-name", 10}},
    {.at = {28, 32},
     .type = TAGGER_ORGANIZATION,
     .zone = TAGGER_BODY,
     .sentence = 1,
     .entity = 0,
     .score = 1,
     .how = "gazetteer",
     .rule = {"oppo.tsv:1", 10}},
    {.at = {48, 52},
     .type = TAGGER_PERSON,
     .zone = TAGGER_FOOTER,
     .sentence = 2,
     .entity = TAGGER_NONE,
     .n_candidates = 2,
     .candidates = fords,
     .score = 0.5F,
     .how = "gazetteer",
     .rule = {"x", 1}},
};
static const tagger_entity entities[] = {
    {.type = TAGGER_ORGANIZATION, .key = {"Q1", 2}, .name = {"Oppo", 4}},
    {.type = TAGGER_PERSON, .key = {"n:ana nunoz", 11}, .name = {"Ana N\xC3\xBA\xC3\xB1oz", 11}},
    {.type = TAGGER_PERSON, .key = {"Q2", 2}, .name = {"Gerald Ford", 11}},
    {.type = TAGGER_PERSON, .key = {"Q3", 2}, .name = {"Henry Ford", 10}},
};
static const tagger_relation relations[] = {
    {.subject = 1,
     .object = 2,
     .predicate = "works_for",
     .at = {17, 32},
     .rule = {"of", 2},
     .score = 0.9F},
    {.subject = 1,
     .object = 0,
     .predicate = "works_for",
     .at = {0, 24},
     .rule = {"of", 2},
     .score = 0.9F},
    {.subject = 1,
     .object = TAGGER_NONE,
     .predicate = "holds_role",
     .value = {"chief", 5},
     .at = {13, 24},
     .rule = {"role", 4},
     .score = 0.8F},
};
static const tagger_span said[] = {{41, 46}};
static const tagger_span in_title[] = {{5, 11}};
static const tagger_quote quotes[] = {
    {.speaker = 1,
     .source = {17, 24},
     .cue = {33, 37},
     .content = said,
     .n_content = 1,
     .kind = "direct"},
    {.speaker = 0, .content = in_title, .n_content = 1, .kind = "reported"},
};
static const tagger_str path[] = {{"medtop:1", 8}, {"medtop:2", 8}};
static const tagger_topic_term terms[] = {{{"spy", 3}, 2}};
static const tagger_topic topics[] = {{.id = {"medtop:2", 8},
                                       .label = {"espionage", 9},
                                       .path = path,
                                       .n_path = 2,
                                       .score = 7.25F,
                                       .confidence = 0.5F,
                                       .terms = terms,
                                       .n_terms = 1}};
static const tagger_str warnings[] = {{"the date lies ahead", 19}};

static const tagger_result result = {
    .meta = {.text = {TEXT, sizeof TEXT - 1},
             .body_begin = BODY,
             .id = {"a/b.txt", 7},
             .title = {"Oppo warned", 11},
             .date = {"2021-07-31", 10},
             .date_from = "field",
             .lang = {"en", 2},
             .encoding = "utf-8",
             .zones_sure = true},
    .zones = zones,
    .n_zones = 3,
    .tokens = tokens,
    .n_tokens = sizeof tokens / sizeof tokens[0],
    .sentences = sentences,
    .n_sentences = 3,
    .mentions = mentions,
    .n_mentions = 4,
    .entities = entities,
    .n_entities = 4,
    .relations = relations,
    .n_relations = 3,
    .quotes = quotes,
    .n_quotes = 2,
    .topics = topics,
    .n_topics = 1,
    .warnings = warnings,
    .n_warnings = 1,
};

/* ---- helpers -------------------------------------------------------------------- */

static const tg_sink *sink_named(const char *name)
{
    for (size_t i = 0; i < TG_N_SINKS; i++) {
        if (strcmp(tg_sinks[i].name, name) == 0) return &tg_sinks[i];
    }
    fail_msg("no format '%s'", name);
    return &tg_sinks[0];
}

static tg_buf written(const char *format, const tg_sink_doc *doc, tg_sink_options options)
{
    tg_buf out = TG_BUF_INIT;
    sink_named(format)->doc(&out, doc, &options);
    assert_false(out.oom);
    tg_buf_char(&out, '\0');
    return out;
}

/** The output holds each of the pieces, in this order. */
static void check_pieces(const tg_buf *out, const char *const *pieces, size_t n)
{
    const char *p = out->p;
    for (size_t i = 0; i < n; i++) {
        const char *found = p != NULL ? strstr(p, pieces[i]) : NULL;
        if (found == NULL) fail_msg("no '%s' there in\n%s", pieces[i], out->p);
        p = found != NULL ? found + strlen(pieces[i]) : NULL;
    }
}

#define CHECK_PIECES(out, ...)                                                                     \
    do {                                                                                           \
        const char *const pieces[] = {__VA_ARGS__};                                                \
        check_pieces((out), pieces, sizeof pieces / sizeof pieces[0]);                             \
    } while (0)

static const tg_sink_doc plain = {.result = &result, .path = "a/b.txt"};

/* ---- tests ------------------------------------------------------------------------ */

static void the_record_speaks_of_the_callers_text(void **state)
{
    (void)state;
    tg_buf out = written("jsonl", &plain, (tg_sink_options){.unit = TG_UNIT_CODEPOINTS});
    CHECK_PIECES(
        &out, "{\"schema\":1,\"id\":\"a/b.txt\",\"title\":\"Oppo warned\",\"date\":\"2021-07-31\"",
        "\"date_from\":\"field\",\"lang\":\"en\",\"encoding\":\"utf-8\",\"bad_bytes\":0",
        "\"offsets\":\"codepoints\",\"text\":\"Ms. N\xC3\xBA\xC3\xB1oz of Oppo said",
        "left.\",\"zones_sure\":true,\"zones\":[{\"zone\":\"body\",\"start\":0,\"end\":",
        "\"rule\":\"rest\"},{\"zone\":\"footer\"",
        "\"ents\":[{\"start\":4,\"end\":9,\"label\":\"person\",\"text\":\"N\xC3\xBA\xC3\xB1oz\"",
        "\"entity\":\"n:ana nunoz\",\"name\":\"Ana N\xC3\xBA\xC3\xB1oz\",\"form\":\"surname\"",
        "\"title\":\"Ms.\",\"role\":\"chief\",\"zone\":\"body\",\"sentence\":0,\"score\":0.750",
        "\"how\":\"shape\",\"rule\":\"title-name\"},{\"start\":13,\"end\":17",
        "\"entity\":null,\"candidates\":[\"Q2\",\"Q3\"]", "\"sentence\":1",
        "],\"title_ents\":[{\"start\":0,\"end\":4", "\"zone\":\"headline\",\"sentence\":0",
        "}],\"relations\":[{\"subject\":0,\"predicate\":\"works_for\",\"object\":1,\"value\":null",
        "{\"subject\":0,\"predicate\":\"holds_role\",\"object\":null,\"value\":\"chief\"",
        "\"start\":0,\"end\":9,\"rule\":\"role\",\"score\":0.800}],\"quotes\":[{\"speaker\":0",
        "\"source\":[[4,9]],\"cue\":[[18,22]],\"content\":[[", "\"kind\":\"direct\"}],\"topics\":",
        "[{\"id\":\"medtop:2\",\"path\":[\"medtop:1\",\"medtop:2\"],\"label\":\"espionage\"",
        "\"score\":7.250,\"confidence\":0.500,\"terms\":[[\"spy\",2]]}]",
        "\"warnings\":[\"the date lies ahead\"]}\n");
    tg_buf_dispose(&out);
}

static void offsets_come_in_three_units(void **state)
{
    (void)state;
    static const char *const starts[] = {"\"start\":4,\"end\":9", "\"start\":4,\"end\":11",
                                         "\"start\":4,\"end\":9"};
    for (int unit = TG_UNIT_CODEPOINTS; unit <= TG_UNIT_UTF16; unit++) {
        tg_buf out = written("jsonl", &plain, (tg_sink_options){.unit = (tg_unit)unit});
        CHECK_PIECES(&out, tg_unit_name((tg_unit)unit), "\"ents\":[", starts[unit]);
        tg_buf_dispose(&out);
    }
}

static void offsets_count_right_in_long_texts(void **state)
{
    (void)state;
    enum { TIMES = 700, N = 10 };
    static char text[TIMES * N];
    for (size_t i = 0; i < TIMES; i++)
        memcpy(text + i * N, "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", N);
    tg_offsets points;
    tg_offsets utf16;
    assert_true(tg_offsets_init(&points, (tg_str){text, sizeof text}, TG_UNIT_CODEPOINTS));
    assert_true(tg_offsets_init(&utf16, (tg_str){text, sizeof text}, TG_UNIT_UTF16));
    for (uint32_t i = 0; i <= TIMES; i++) {
        assert_int_equal(tg_offsets_at(&points, i * N), i * 4);
        assert_int_equal(tg_offsets_at(&utf16, i * N), i * 5);
    }
    tg_offsets_dispose(&points);
    tg_offsets_dispose(&utf16);
}

static void the_callers_fields_are_carried_through(void **state)
{
    (void)state;
#define MEMBER(name_, kind_, value_)                                                               \
    {                                                                                              \
        .name = {.kind = TG_JSON_STRING, .raw = {(name_), sizeof(name_) - 1}},                     \
        .value = {.kind = (kind_), .raw = {(value_), sizeof(value_) - 1}},                         \
    }
    static const tg_json_member extra[] = {
        MEMBER("\"authors\"", TG_JSON_ARRAY, "[ \"A\",1.0 ]"),
        MEMBER("\"text\"", TG_JSON_STRING, "\"mine\""),
        MEMBER("\"date\"", TG_JSON_STRING, "\"2021-07-31\""),
        MEMBER("\"lang\"", TG_JSON_STRING, "\"nl\""),
        MEMBER("\"input.text\"", TG_JSON_NULL, "null"),
        {.name = {.kind = TG_JSON_STRING, .raw = {"\"t\\u0065xt\"", 11}, .escaped = true},
         .value = {.kind = TG_JSON_NULL, .raw = {"null", 4}}},
    };
    tg_sink_doc doc = plain;
    doc.extra = extra;
    doc.n_extra = 6;
    doc.n_lone = 2;
    tg_buf out = written("jsonl", &doc, (tg_sink_options){.unit = TG_UNIT_BYTES});
    CHECK_PIECES(&out, "2 halves of surrogate pairs replaced by U+FFFD\"]",
                 ",\"authors\":[ \"A\",1.0 ],\"input.text\":\"mine\",\"input.lang\":\"nl\","
                 "\"input.input.text\":null,\"input.t\\u0065xt\":null}\n");
    tg_buf_dispose(&out);
}

static void a_failure_is_a_record_too(void **state)
{
    (void)state;
    tagger_error problem = {
        .status = TAGGER_E_DATA, .line = 7, .column = 3, .text = "broken \"x\""};
    tg_sink_doc doc = {.problem = &problem, .path = "d.jsonl"};
    tg_buf out = TG_BUF_INIT;
    sink_named("jsonl")->failed(&out, &doc, &(tg_sink_options){.unit = TG_UNIT_BYTES});
    const char *want = "{\"schema\":1,\"id\":null,\"error\":{\"text\":\"broken \\\"x\\\"\","
                       "\"file\":\"d.jsonl\",\"line\":7,\"column\":3}}\n";
    assert_true(tg_str_eq(tg_buf_view(&out), str(want)));
    tg_buf_dispose(&out);
}

static void conll_has_a_token_a_line(void **state)
{
    (void)state;
    tg_buf out = written("conll", &plain, (tg_sink_options){.spacy_labels = true});
    CHECK_PIECES(
        &out,
        "-DOCSTART-\tO\n\nOppo\tB-ORG\nwarned\tO\n\nMs.\tO\nN\xC3\xBA\xC3\xB1oz\tB-PERSON\nof\tO\n",
        ".\tO\n\nFord\tB-PERSON\nleft\tO\n.\tO\n\n");
    tg_buf_dispose(&out);
}

static void brat_has_mentions_relations_and_notes(void **state)
{
    (void)state;
    tg_buf out = written("brat", &plain, (tg_sink_options){.unit = TG_UNIT_CODEPOINTS});
    CHECK_PIECES(&out, "T1\torganization 0 4\tOppo\n", "T2\tperson 17 22\tN",
                 "#1\tAnnotatorNotes T2\tname=Ana N\xC3\xBA\xC3\xB1oz; role=chief\n",
                 "AnnotatorNotes T4\tambiguous: Gerald Ford; Henry Ford\n",
                 "R1\tworks_for Arg1:T2 Arg2:T3\n", "AnnotatorNotes T2\tholds_role=chief\n");
    tg_buf_dispose(&out);
}

static void brat_has_no_break_in_a_piece(void **state)
{
    (void)state;
    static const char text[] = "Ana\r\n Mar\tX\xe2\x80\xa8Y";
    static const tagger_mention all[] = {{.at = {0, 15}, .type = TAGGER_PERSON}};
    static const tagger_entity who[] = {
        {.type = TAGGER_PERSON, .key = {"n:ana", 5}, .name = {"Ana\t\nMar", 8}}};
    tagger_result r = {.meta = {.text = {text, sizeof text - 1}},
                       .mentions = all,
                       .n_mentions = 1,
                       .entities = who,
                       .n_entities = 1};
    tg_sink_doc doc = {.result = &r, .path = "-"};
    tg_buf out = written("brat", &doc, (tg_sink_options){.unit = TG_UNIT_CODEPOINTS});
    const char *want = "T1\tperson 0 3;5 9;10 11;12 13\tAna  Mar X Y\n"
                       "#1\tAnnotatorNotes T1\tname=Ana Mar\n";
    assert_string_equal(out.p, want);
    tg_buf_dispose(&out);
}

static void spacy_tokens_rebuild_the_text(void **state)
{
    (void)state;
    tg_buf out = written("spacy", &plain, (tg_sink_options){.unit = TG_UNIT_BYTES});
    CHECK_PIECES(&out,
                 "\"ents\":[{\"start\":4,\"end\":9,\"label\":\"PERSON\",\"kb_id\":\"n:ana nunoz\"}",
                 "\"sents\":[{\"start\":0,",
                 "\"tokens\":[{\"id\":0,\"start\":0,\"end\":3},{\"id\":1,\"start\":4,\"end\":9}",
                 /* the line end is a token of its own */
                 "\"start\":28,\"end\":29},{\"id\":10,\"start\":29,\"end\":33}");
    tg_buf_dispose(&out);
}

static void the_card_names_who_counts_and_who_stands_outside(void **state)
{
    (void)state;
    tg_buf out = written("text", &plain, (tg_sink_options){.color = false});
    CHECK_PIECES(&out, "Oppo warned\n2021-07-31", "person\n  Ana N", "chief",
                 "organization\n  Oppo ", "2\n", "ambiguous\n  Ford", "Gerald Ford or Henry Ford",
                 "relations\n", "works_for Oppo", "quotes\n  Ana N", ": ", "\n  Oppo: warned\n",
                 "topics\n  espionage 0.50", "spy", "warnings\n");
    assert_null(strchr(out.p, '\x1b'));
    tg_buf_dispose(&out);
    out = written("text", &plain, (tg_sink_options){.color = true});
    assert_non_null(strchr(out.p, '\x1b'));
    tg_buf_dispose(&out);
}

static void the_card_cannot_steer_a_terminal(void **state)
{
    (void)state;
    static const char title[] = {'a',    '\x1b', '[', '3',    '1',    'm',
                                 '\xC2', '\x9B', 'b', '\xE2', '\x80', '\xAE'};
    tagger_result evil = result;
    evil.meta.title = (tg_str){title, sizeof title};
    tg_sink_doc doc = {.result = &evil, .path = "-"};
    tg_buf out = written("text", &doc, (tg_sink_options){.color = false});
    CHECK_PIECES(&out, "a [31m b\n");
    tg_buf_dispose(&out);
}

static void the_card_tells_how_a_long_quote_begins(void **state)
{
    (void)state;
    enum { N = 140 };
    static char text[N + 1];
    memset(text, 'a', N);
    static const tagger_span whole[] = {{4, N}};
    tagger_quote quote = {.speaker = TAGGER_NONE,
                          .source = {0, 3},
                          .content = whole,
                          .n_content = 1,
                          .kind = "reported"};
    tagger_result r = {.meta = {.text = {text, N}}, .quotes = &quote, .n_quotes = 1};
    tg_sink_doc doc = {.result = &r, .path = "-"};
    text[103] = (char)0xC3; /* é: the cut falls into it */
    text[104] = (char)0xA9;
    tg_buf out = written("text", &doc, (tg_sink_options){.color = false});
    CHECK_PIECES(&out, "  aaa: aaa", "a …\n");
    tg_buf_dispose(&out);
    text[50] = ' ';
    out = written("text", &doc, (tg_sink_options){.color = false});
    char line[64];
    (void)snprintf(line, sizeof line, "  aaa: %.46s …\n", text + 4);
    CHECK_PIECES(&out, line);
    tg_buf_dispose(&out);
}

static void the_page_escapes_what_it_shows(void **state)
{
    (void)state;
    static const tagger_zone_block all[] = {{.at = {0, 8}, .zone = TAGGER_BODY, .rule = "x"}};
    tagger_result page = {
        .meta = {.text = {"<b>&\"x\"", 8}, .title = {"<script>", 8}}, .zones = all, .n_zones = 1};
    page.meta.text.n = 8;
    page.meta.text.p = "<b>&\"x\".";
    tg_sink_doc doc = {.result = &page, .path = "-"};
    tg_buf out = written("html", &doc, (tg_sink_options){.color = false});
    CHECK_PIECES(&out, "<h1>&lt;script&gt;</h1>", "&lt;b&gt;&amp;&quot;x&quot;.");
    tg_buf_dispose(&out);
    out = written("html", &plain, (tg_sink_options){.color = false});
    CHECK_PIECES(
        &out,
        "<div class=\"zone headline\" title=\"headline\"><mark class=\"organization\" title=\"Oppo",
        "Ms. <mark class=\"person\"", "zone footer aside", "person ambiguous",
        "<ul class=\"meta\">\n<li title=\"N", "Ana N\xC3\xBA\xC3\xB1oz <i>works_for</i> Oppo</li>",
        "<i>holds_role</i> chief</li>\n</ul>", "<ul class=\"quotes\">",
        "<li class=\"direct\"><b>Ana N", "<li class=\"reported\"><b>Oppo</b> warned</li>");
    tg_buf_dispose(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_record_speaks_of_the_callers_text),
        cmocka_unit_test(offsets_come_in_three_units),
        cmocka_unit_test(offsets_count_right_in_long_texts),
        cmocka_unit_test(the_callers_fields_are_carried_through),
        cmocka_unit_test(a_failure_is_a_record_too),
        cmocka_unit_test(conll_has_a_token_a_line),
        cmocka_unit_test(brat_has_mentions_relations_and_notes),
        cmocka_unit_test(brat_has_no_break_in_a_piece),
        cmocka_unit_test(spacy_tokens_rebuild_the_text),
        cmocka_unit_test(the_card_names_who_counts_and_who_stands_outside),
        cmocka_unit_test(the_card_cannot_steer_a_terminal),
        cmocka_unit_test(the_card_tells_how_a_long_quote_begins),
        cmocka_unit_test(the_page_escapes_what_it_shows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
