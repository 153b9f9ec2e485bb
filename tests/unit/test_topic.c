/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "support/test.h"
#include "support/topics.h"

static tagger_engine *engine;
static tagger_worker *worker;

static int set_up(void **state)
{
    (void)state;
    tagger_error err = {0};
    tagger_status status = tagger_engine_new(&engine, NULL, &err);
    if (status == TAGGER_OK) status = tagger_worker_new(&worker, engine, &err);
    if (status != TAGGER_OK) (void)fprintf(stderr, "%s\n", err.text);
    return status;
}

static int tear_down(void **state)
{
    (void)state;
    tagger_worker_free(worker);
    tagger_engine_free(engine);
    return 0;
}

static tagger_result *tag(const char *title, const char *text)
{
    tagger_article article = {.title = {title, strlen(title)}, .text = {text, strlen(text)}};
    tagger_result *r = NULL;
    assert_int_equal(tagger_tag(&r, worker, &article, NULL), TAGGER_OK);
    return r;
}

static const tagger_topic *topic_of(const tagger_result *r, const char *id)
{
    for (uint32_t i = 0; i < tagger_result_n_topics(r); i++) {
        const tagger_topic *t = tagger_result_topic(r, i);
        if (t->id.n == strlen(id) && memcmp(t->id.p, id, t->id.n) == 0) return t;
    }
    return NULL;
}

static void a_football_match_is_sport(void **state)
{
    (void)state;
    tagger_result *r =
        tag("Late goal sends visitors to the semi-final",
            "The striker scored in injury time and the goalkeeper saved a penalty "
            "as the visitors won the quarter-final. The coach praised his midfield.");
    assert_true(tagger_result_n_topics(r) > 0);
    assert_memory_equal(tagger_result_topic(r, 0)->id.p, "medtop:15000000", 15);
    tagger_result_free(r);
}

static void a_topic_stands_below_its_parent(void **state)
{
    (void)state;
    tagger_result *r = tag("", "The murder suspect was arrested after the robbery. Detectives "
                               "charged him with manslaughter and the kidnapping of a teenager.");
    const tagger_topic *crime = topic_of(r, "medtop:20000082");
    const tagger_topic *above = topic_of(r, "medtop:02000000");
    assert_non_null(crime);
    assert_non_null(above);
    if (crime != NULL && above != NULL) { /* for compilers that do not know cmocka */
        assert_int_equal(crime->n_path, 2);
        assert_memory_equal(crime->path[0].p, "medtop:02000000", 15);
        assert_true(above->score >= crime->score);
        assert_true(crime->n_terms > 0);
    }
    tagger_result_free(r);
}

/** What an article is half about is named and told in detail, but not what it mentions. */
static void lower_topics_stand_below_each_topic_given(void **state)
{
    (void)state;
    tagger_result *r =
        tag("", "The goalkeeper saved a penalty. A thief was held after a burglary.");
    assert_non_null(topic_of(r, "medtop:20000082"));
    assert_non_null(topic_of(r, "medtop:20000822"));
    tagger_result_free(r);
    r = tag("", "The thief was held after a burglary, a robbery and a murder, sentenced by the "
                "court and jailed. He was once a goalkeeper.");
    assert_non_null(topic_of(r, "medtop:20000082"));
    assert_null(topic_of(r, "medtop:15000000"));
    assert_null(topic_of(r, "medtop:20000822"));
    tagger_result_free(r);
}

static void text_about_nothing_has_no_topic(void **state)
{
    (void)state;
    tagger_result *r = tag("", "They said so, and then they said it again.");
    assert_int_equal(tagger_result_n_topics(r), 0);
    tagger_result_free(r);
}

static void the_best_topic_alone_or_none(void **state)
{
    (void)state;
    const char *text =
        "The central bank raised interest rates after the prime minister lost a vote "
        "in parliament. Inflation and the election worry voters and investors.";
    for (int mode = TAGGER_TOPICS_ALL; mode <= TAGGER_TOPICS_OFF; mode++) {
        tagger_options options = TAGGER_OPTIONS_INIT;
        options.topics = (tagger_topics_mode)mode;
        tagger_engine *e = NULL;
        tagger_worker *w = NULL;
        tagger_result *r = NULL;
        tagger_article article = {.text = {text, strlen(text)}};
        assert_int_equal(tagger_engine_new(&e, &options, NULL), TAGGER_OK);
        assert_int_equal(tagger_worker_new(&w, e, NULL), TAGGER_OK);
        assert_int_equal(tagger_tag(&r, w, &article, NULL), TAGGER_OK);
        uint32_t n = tagger_result_n_topics(r);
        assert_true(mode == TAGGER_TOPICS_ALL ? n >= 3 : n == (mode == TAGGER_TOPICS_TOP));
        tagger_result_free(r);
        tagger_worker_free(w);
        tagger_engine_free(e);
    }
}

static void unsure_topics_fall_away(void **state)
{
    (void)state;
    const char *text =
        "The central bank raised interest rates after the prime minister lost a vote "
        "in parliament. Inflation and the election worry voters and investors.";
    tagger_options options = TAGGER_OPTIONS_INIT;
    options.min_topic_score = 0.5F;
    tagger_engine *e = NULL;
    tagger_worker *w = NULL;
    tagger_result *r = NULL;
    tagger_article article = {.text = {text, strlen(text)}};
    assert_int_equal(tagger_engine_new(&e, &options, NULL), TAGGER_OK);
    assert_int_equal(tagger_worker_new(&w, e, NULL), TAGGER_OK);
    assert_int_equal(tagger_tag(&r, w, &article, NULL), TAGGER_OK);
    for (uint32_t i = 0; i < tagger_result_n_topics(r); i++)
        assert_true(tagger_result_topic(r, i)->confidence >= 0.5F);
    tagger_result_free(r);
    tagger_worker_free(w);
    tagger_engine_free(e);
}

typedef struct lines {
    char text[4096];
    size_t n;
} lines;

static bool keep_line(void *context, tagger_str line)
{
    lines *all = context;
    if (all->n + line.n + 2 > sizeof all->text) return false;
    memcpy(all->text + all->n, line.p, line.n);
    all->n += line.n;
    all->text[all->n++] = '\n';
    all->text[all->n] = '\0';
    return true;
}

static void explain_shows_what_a_term_adds(void **state)
{
    (void)state;
    tagger_result *r = tag("", "The goalkeeper saved it. A goalkeeper!");
    lines all = {.n = 0};
    assert_int_equal(tagger_explain(r, (tagger_span){4, 14}, keep_line, &all, NULL), TAGGER_OK);
    assert_non_null(strstr(all.text, ": \"goalkeeper\" (topics/en.tsv:"));
    assert_non_null(strstr(all.text, ", in 2 places, adds "));
    tagger_result_free(r);
}

/** Only below a topic that is given, and the parts make up the sum. */
static void explain_shows_what_speaks_for_a_topic(void **state)
{
    (void)state;
    const char *text = "The thief was held after a burglary, a robbery and a murder, sentenced by "
                       "the court and jailed. He was once a goalkeeper.";
    tagger_result *r = tag("", text);
    lines all = {.n = 0};
    uint32_t at = (uint32_t)(strstr(text, "murder") - text);
    assert_int_equal(tagger_explain(r, (tagger_span){at, at + 6}, keep_line, &all, NULL),
                     TAGGER_OK);
    const char *crime = strstr(all.text, "topic medtop:20000082 crime: probability ");
    assert_non_null(crime);
    if (crime != NULL) { /* for compilers that do not know cmocka */
        char *end;
        const tagger_topic *given = topic_of(r, "medtop:20000082");
        double probability =
            strtod(crime + strlen("topic medtop:20000082 crime: probability "), &end);
        double sum = strtod(end + strlen(", sum "), &end);
        assert_true(fabs(probability - 1 / (1 + exp(-sum))) < 0.002);
        assert_non_null(given);
        if (given != NULL) assert_true(fabs(probability - (double)given->confidence) < 0.001);
        for (unsigned i = 0; i < 4; i++) {
            sum -= strtod(end, &end);
            end = strchr(end, '\n');
        }
        assert_true(fabs(sum) < 0.03); /* each of the parts is rounded */
    }
    at = (uint32_t)(strstr(text, "goalkeeper") - text);
    all.n = 0;
    assert_int_equal(tagger_explain(r, (tagger_span){at, at + 10}, keep_line, &all, NULL),
                     TAGGER_OK);
    assert_non_null(strstr(all.text, "topic medtop:20000822 "));
    assert_null(strstr(all.text, "probability"));
    tagger_result_free(r);
}

/* ---- small models ----------------------------------------------------------- */

static const test_table small[] = {
    {"topics/mediatopics.tsv", TG_FILE_IS_BLOB,
     "id\tparent\tname_en\twikidata\nt:a\t\tA\t\nt:a1\tt:a\tA one\t\nt:a2\tt:a\tA "
     "two\t\nt:b\t\tB\t\n"},
    {"topics/entity-votes.tsv", TG_FILE_IS_BLOB,
     "kind\tsubtype\tname\ttopic\tweight\norganization\tclub\t\tt:a\t3\n"
     "organization\t\tAcme\tt:b\t2\norganization\t\tNobody\tt:b\t2\n"},
    {"organizations/all.tsv", TG_KIND_ORGANIZATION,
     "id\tname\tform\tsubtype\nx:1\tAcme\t\tclub\nx:1\tAcme\tAcme Ltd\tclub\nx:2\tOther\t\tshop\n"},
    {"topics/en.tsv", TG_KIND_TOPIC,
     "topic\tterm\tweight\tmatch\nt:a1\tgoal\t3\tfold\nt:a2\tgoal line\t2\tfold\nt:b\tUp\t2\tcase\n"
     "t:b\tkeeper\t1\tpart\nt:b\tsaving\t1\tprefix\nt:a\tsaving\t1\tfold\n"},
    {"topics/weights.tsv", TG_FILE_IS_BLOB, "topic\tevidence\tweight\n*\tscore\t1\n"},
};

enum { N_SMALL = sizeof small / sizeof small[0] };

static const test_table mine[] = {
    {"topics/mine.tsv", TG_KIND_TOPIC,
     "topic\tterm\tweight\tmatch\nt:a1\tgoal\t0\tfold\nt:b\tgoal "
     "line\t3\tfold\nt:b\tup\t3\tfold\n"},
};

static const char *evidence_of(const test_topics *topics, const char *text, const char *lang)
{
    static char out[512];
    test_view v;
    tg_evidence_set found = {0};
    size_t n = 0;
    out[0] = '\0';
    assert_int_equal(test_view_make(&v, topics, (tg_str){text, strlen(text)}, lang), TAGGER_OK);
    assert_int_equal(tg_evidence_find(&found, &v.arena, topics->model, &v.view, &v.resolved, NULL),
                     TAGGER_OK);
    for (uint32_t i = 0; i < found.n; i++) {
        const tg_evidence *e = &found.at[i];
        tg_str id = topics->model->taxonomy.at[e->concept].id;
        tg_str term = tg_evidence_text(topics->model, e);
        n += (size_t)snprintf(out + n, sizeof out - n, "%.*s=%.*s*%ux%u ", (int)term.n, term.p,
                              (int)id.n, id.p, e->weight, e->count);
    }
    test_view_dispose(&v);
    return out;
}

static void the_longest_term_counts_and_case_may_matter(void **state)
{
    (void)state;
    test_topics topics;
    assert_int_equal(test_topics_make(&topics, small, N_SMALL, NULL, 0, NULL), TAGGER_OK);
    assert_string_equal(evidence_of(&topics, "A goal, the goal line and a goal", "en"),
                        "goal=t:a1*3x2 goal line=t:a2*2x1 ");
    assert_string_equal(evidence_of(&topics, "Up and up", "en"), "Up=t:b*2x1 ");
    assert_string_equal(evidence_of(&topics, "goalkeeper keepers Keeper", "en"), "keeper=t:b*1x3 ");
    assert_string_equal(evidence_of(&topics, "saving savings", "en"),
                        "saving=t:b*1x2 saving=t:a*1x1 ");
    assert_string_equal(evidence_of(&topics, "", "en"), "");
    test_topics_dispose(&topics);
}

static void the_users_rows_overrule(void **state)
{
    (void)state;
    test_topics topics;
    assert_int_equal(test_topics_make(&topics, small, N_SMALL, mine, 1, NULL), TAGGER_OK);
    assert_string_equal(evidence_of(&topics, "A goal", "en"), "");
    assert_string_equal(evidence_of(&topics, "goal line", "en"),
                        "goal line=t:a2*2x1 goal line=t:b*3x1 ");
    assert_string_equal(evidence_of(&topics, "Up and up", "en"), "up=t:b*3x2 ");
    test_topics_dispose(&topics);
}

/** What a name of the first list votes for. @return how many votes. */
static uint32_t votes_of(tg_vote votes[TG_MAX_VOTES], const test_topics *topics, tg_str name)
{
    const tg_lexicon *lex = topics->list[0].lex;
    uint32_t n = 0;
    const tg_entry *e = tg_lexicon_entries(lex, tg_lexicon_form(lex, name), &n);
    assert_true(n > 0);
    return tg_votes_of(votes, topics->model->votes, 0, e);
}

static void the_users_votes_are_added_and_their_weights_hold_instead(void **state)
{
    (void)state;
    static const test_table own[] = {
        {"topics/entity-votes.tsv", TG_FILE_IS_BLOB,
         "kind\tsubtype\tname\ttopic\tweight\norganization\tclub\t\tt:b\t1\n"
         "organization\t\tOther\tt:b\t2\n"},
        {"topics/weights.tsv", TG_FILE_IS_BLOB, "topic\tevidence\tweight\n*\tbias\t-2\n"},
    };
    test_topics topics;
    assert_int_equal(test_topics_make(&topics, small, N_SMALL, own, 2, NULL), TAGGER_OK);
    tg_vote votes[TG_MAX_VOTES];
    assert_int_equal(votes_of(votes, &topics, TG_LIT("Acme")), 2);
    assert_int_equal(votes[0].weight, 1); /* of its subtype */
    assert_int_equal(votes[1].weight, 2); /* its own, of the first list */
    assert_int_equal(votes_of(votes, &topics, TG_LIT("Other")), 1);
    assert_float_equal(topics.model->weights.sign[TG_SIGN_BIAS], -2, 0);
    assert_float_equal(topics.model->weights.sign[TG_SIGN_SCORE], 0, 0);
    test_topics_dispose(&topics);
}

static void names_vote_by_subtype_and_by_themselves(void **state)
{
    (void)state;
    test_topics topics;
    assert_int_equal(test_topics_make(&topics, small, N_SMALL, NULL, 0, NULL), TAGGER_OK);
    tg_vote votes[TG_MAX_VOTES];
    assert_int_equal(votes_of(votes, &topics, TG_LIT("Acme Ltd")), 2);
    assert_int_equal(votes[0].weight, 3);
    assert_int_equal(votes[1].weight, 2);
    assert_int_equal(votes_of(votes, &topics, TG_LIT("Other")), 0);
    test_topics_dispose(&topics);
}

/** A labelled span as the resolver would hand it on: the only name. */
static void set_name(test_view *v, tg_candidates *candidates, tg_candidate *candidate,
                     tg_labelled *span)
{
    static uint32_t first = 0;
    *candidates = (tg_candidates){.n = 1, .at = candidate};
    v->resolved.n = 1;
    v->resolved.at = span;
    v->resolved.candidate = &first;
    v->resolved.candidates = candidates;
}

static void names_are_evidence_and_people_hide_the_words_in_them(void **state)
{
    (void)state;
    static const struct {
        uint8_t label;
        const char *form; /* NULL: in no list */
        const char *expected;
    } cases[] = {
        {TG_ORGANIZATION, "Acme Ltd", "Acme=t:a*3 Acme=t:b*2 goal=t:a1*3 "},
        {TG_ORGANIZATION, NULL, "goal=t:a1*3 "},
        {TG_ORGANIZATION, "Other", "goal=t:a1*3 "},
        {TG_OTHER, "Acme Ltd", "goal=t:a1*3 "},
        {TG_PERSON, NULL, ""},
    };
    test_topics topics;
    assert_int_equal(test_topics_make(&topics, small, N_SMALL, NULL, 0, NULL), TAGGER_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_view v;
        tg_evidence_set found = {0};
        char got[256] = "";
        size_t n = 0;
        tg_candidates candidates;
        uint32_t end = cases[i].label == TG_PERSON ? 3 : 2;
        tg_candidate name = {.begin = 0, .end = end, .form = TG_NO_FORM};
        tg_labelled span = {0, end, cases[i].label};
        assert_int_equal(test_view_make(&v, &topics, TG_LIT("Acme Ltd goal"), "en"), TAGGER_OK);
        if (cases[i].form != NULL) {
            tg_str form = {cases[i].form, strlen(cases[i].form)};
            name.form = tg_form_of(0, tg_lexicon_form(topics.list[0].lex, form));
        }
        set_name(&v, &candidates, &name, &span);
        assert_int_equal(
            tg_evidence_find(&found, &v.arena, topics.model, &v.view, &v.resolved, NULL),
            TAGGER_OK);
        for (uint32_t k = 0; k < found.n; k++) {
            tg_str text = tg_evidence_text(topics.model, &found.at[k]);
            tg_str id = topics.model->taxonomy.at[found.at[k].concept].id;
            n += (size_t)snprintf(got + n, sizeof got - n, "%.*s=%.*s*%u ", (int)text.n, text.p,
                                  (int)id.n, id.p, found.at[k].weight);
        }
        assert_string_equal(got, cases[i].expected);
        test_view_dispose(&v);
    }
    test_topics_dispose(&topics);
}

static void a_place_weighs_by_its_zone(void **state)
{
    (void)state;
    static const uint8_t headline[] = {TG_ZONE_HEADLINE};
    static const uint8_t caption[] = {TG_ZONE_CAPTION};
    static const uint8_t teaser[] = {TG_ZONE_TEASER};
    static const struct {
        const uint8_t *zone;
        float seen;
        float head;
    } cases[] = {{headline, 2, 2}, {caption, 0.5F, 0}, {teaser, 0, 0}};
    test_topics topics;
    assert_int_equal(test_topics_make(&topics, small, N_SMALL, NULL, 0, NULL), TAGGER_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_view v;
        tg_evidence_set found = {0};
        assert_int_equal(test_view_make(&v, &topics, TG_LIT("goal"), "en"), TAGGER_OK);
        v.view.paragraph_zone = cases[i].zone;
        assert_int_equal(
            tg_evidence_find(&found, &v.arena, topics.model, &v.view, &v.resolved, NULL),
            TAGGER_OK);
        assert_int_equal(found.n, cases[i].seen > 0);
        if (found.n > 0) {
            assert_float_equal(found.at[0].seen, cases[i].seen, 1e-6);
            assert_float_equal(found.at[0].head, cases[i].head, 1e-6);
        }
        test_view_dispose(&v);
    }
    test_topics_dispose(&topics);
}

static void a_score_is_the_sum_of_its_evidence(void **state)
{
    (void)state;
    test_topics topics;
    test_view v;
    tg_topics found;
    tg_topics_wanted wanted = {.mode = TAGGER_TOPICS_ALL};
    assert_int_equal(test_topics_make(&topics, small, N_SMALL, NULL, 0, NULL), TAGGER_OK);
    assert_int_equal(
        test_view_make(&v, &topics, TG_LIT("goal goal line goal, saving, keepers"), "en"),
        TAGGER_OK);
    assert_int_equal(tg_topics_find(&found, &v.arena, topics.model, &v.resolved, &wanted, NULL),
                     TAGGER_OK);
    float sum = 0;
    for (uint32_t i = 0; i < found.evidence.n; i++) {
        tg_concept c = found.evidence.at[i].concept;
        if (topics.model->taxonomy.at[c].path[0] == 0) sum += found.evidence.at[i].adds;
    }
    assert_true(found.n >= 2);
    assert_float_equal(found.at[0].score, sum, 1e-5);
    assert_int_equal(found.at[1].n_path, 2);
    test_view_dispose(&v);
    test_topics_dispose(&topics);
}

static void wrong_tables_name_line_and_reason(void **state)
{
    (void)state;
    static const struct {
        test_table table;
        const char *error;
    } cases[] = {
        {{"topics/mediatopics.tsv", TG_FILE_IS_BLOB, "id\tname_en\nx\tX\n"},
         "topics/mediatopics.tsv:1: the header must name id, parent and name_en"},
        {{"topics/mediatopics.tsv", TG_FILE_IS_BLOB, "id\tparent\tname_en\nx\t\n"},
         "topics/mediatopics.tsv:2: 2 cells under a header of 3"},
        {{"topics/mediatopics.tsv", TG_FILE_IS_BLOB, "id\tparent\tname_en\nx\t\t\n"},
         "topics/mediatopics.tsv:2: a topic needs an id and an English name"},
        {{"topics/mediatopics.tsv", TG_FILE_IS_BLOB, "id\tparent\tname_en\n\n"},
         "topics/mediatopics.tsv:2: an empty line"},
        {{"topics/mediatopics.tsv", TG_FILE_IS_BLOB, "id\tparent\tname_en\ny\t\tY\nx\t\tX\n"},
         "topics/mediatopics.tsv:3: ids must stand in byte order, each once"},
        {{"topics/mediatopics.tsv", TG_FILE_IS_BLOB, "id\tparent\tname_en\ny\tz\tY\n"},
         "topics/mediatopics.tsv:2: no topic has the id of the parent"},
        {{"topics/mediatopics.tsv", TG_FILE_IS_BLOB, "id\tparent\tname_en\nx\ty\tX\ny\tx\tY\n"},
         "topics/mediatopics.tsv:2: more than 8 levels, or a circle"},
        {{"topics/entity-votes.tsv", TG_FILE_IS_BLOB, "kind\nperson\tx\n"},
         "topics/entity-votes.tsv:2: a row has five columns: kind, subtype, name, topic, weight"},
        {{"topics/entity-votes.tsv", TG_FILE_IS_BLOB, "kind\nthing\tx\t\tt:a\t1\n"},
         "topics/entity-votes.tsv:2: the kind is no type of name"},
        {{"topics/entity-votes.tsv", TG_FILE_IS_BLOB, "kind\nperson\t\t\tt:a\t1\n"},
         "topics/entity-votes.tsv:2: a row needs either a subtype or a name"},
        {{"topics/entity-votes.tsv", TG_FILE_IS_BLOB, "kind\nperson\tx\t\tt:z\t1\n"},
         "topics/entity-votes.tsv:2: the topic is not known"},
        {{"topics/entity-votes.tsv", TG_FILE_IS_BLOB, "kind\nperson\tx\t\tt:a\t4\n"},
         "topics/entity-votes.tsv:2: the weight is not 1, 2 or 3"},
        {{"topics/en.tsv", TG_KIND_TOPIC, "topic\tterm\tweight\tmatch\nt:a\tx\t4\tfold\n"},
         "topics/en.tsv:2: weight 4; it is 1 to 3, or 0 to take the term away"},
        {{"topics/en.tsv", TG_KIND_TOPIC, "topic\tterm\tweight\tmatch\n\tx\t1\tfold\n"},
         "topics/en.tsv:2: 'x' has no topic"},
        {{"topics/en.tsv", TG_KIND_TOPIC, "topic\tterm\tweight\tmatch\nt:a\tabc\t1\tpart\n"},
         "topics/en.tsv:2: 'abc' is too short to stand for part of a word"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_topics topics;
        tagger_error err = {0};
        test_table tables[2] = {small[0], cases[i].table};
        bool taxonomy = strcmp(tables[1].name, small[0].name) == 0;
        assert_int_equal(test_topics_make(&topics, tables + taxonomy, 2U - taxonomy, NULL, 0, &err),
                         TAGGER_E_DATA);
        assert_string_equal(err.text, cases[i].error);
        test_topics_dispose(&topics);
    }
}

static void a_term_of_an_unknown_topic_is_refused(void **state)
{
    (void)state;
    static const test_table wrong[] = {
        {"topics/mine.tsv", TG_KIND_TOPIC, "topic\tterm\tweight\tmatch\nt:z\tx\t1\tfold\n"}};
    test_topics topics;
    tagger_error err = {0};
    assert_int_equal(test_topics_make(&topics, small, N_SMALL, wrong, 1, &err), TAGGER_E_DATA);
    assert_string_equal(err.text, "topics/mine.tsv:2: topic 't:z' is not known");
    test_topics_dispose(&topics);
}

static void terms_of_another_language_are_silent(void **state)
{
    (void)state;
    static const test_table dutch[] = {
        {"topics/nl.tsv", TG_KIND_TOPIC,
         "topic\tterm\tlang\tweight\tmatch\nt:a\tdoel\tnl\t1\tfold\nt:a\tkeeper\tnl\t3\tpart\n"}};
    test_topics topics;
    assert_int_equal(test_topics_make(&topics, small, 1, dutch, 1, NULL), TAGGER_OK);
    assert_string_equal(evidence_of(&topics, "doel keepers", "nl"), "doel=t:a*1x1 keeper=t:a*3x1 ");
    assert_string_equal(evidence_of(&topics, "doel keepers", "en"), "");
    assert_string_equal(evidence_of(&topics, "doel", NULL), "doel=t:a*1x1 ");
    test_topics_dispose(&topics);
}

static void survives_each_failed_allocation(void **state)
{
    (void)state;
    bool done = false;
    for (long k = 0; !done; k++) {
        test_topics topics;
        test_view v = {0};
        tg_topics found;
        tg_topics_wanted wanted = {.mode = TAGGER_TOPICS_ALL};
        tg_mem_fail_after(k);
        tagger_status status = test_topics_make(&topics, small, N_SMALL, mine, 1, NULL);
        if (status == TAGGER_OK)
            status = test_view_make(&v, &topics, TG_LIT("goal saving keepers"), "en");
        if (status == TAGGER_OK)
            status = tg_topics_find(&found, &v.arena, topics.model, &v.resolved, &wanted, NULL);
        tg_mem_fail_after(-1);
        assert_true(status == TAGGER_OK || status == TAGGER_E_NOMEM);
        done = status == TAGGER_OK;
        test_view_dispose(&v);
        test_topics_dispose(&topics);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_football_match_is_sport),
        cmocka_unit_test(a_topic_stands_below_its_parent),
        cmocka_unit_test(lower_topics_stand_below_each_topic_given),
        cmocka_unit_test(text_about_nothing_has_no_topic),
        cmocka_unit_test(the_best_topic_alone_or_none),
        cmocka_unit_test(unsure_topics_fall_away),
        cmocka_unit_test(explain_shows_what_a_term_adds),
        cmocka_unit_test(explain_shows_what_speaks_for_a_topic),
        cmocka_unit_test(the_longest_term_counts_and_case_may_matter),
        cmocka_unit_test(the_users_rows_overrule),
        cmocka_unit_test(the_users_votes_are_added_and_their_weights_hold_instead),
        cmocka_unit_test(names_vote_by_subtype_and_by_themselves),
        cmocka_unit_test(names_are_evidence_and_people_hide_the_words_in_them),
        cmocka_unit_test(a_place_weighs_by_its_zone),
        cmocka_unit_test(a_score_is_the_sum_of_its_evidence),
        cmocka_unit_test(wrong_tables_name_line_and_reason),
        cmocka_unit_test(a_term_of_an_unknown_topic_is_refused),
        cmocka_unit_test(terms_of_another_language_are_silent),
        cmocka_unit_test(survives_each_failed_allocation),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
