/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/test.h"

/* One engine for all tests: opening the built-in lists is the dear part. */
static tagger_engine *engine;

static int set_up(void **state)
{
    (void)state;
    tagger_options options = TAGGER_OPTIONS_INIT;
    options.topics = TAGGER_TOPICS_OFF;
    return tagger_engine_new(&engine, &options, NULL) == TAGGER_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    tagger_engine_free(engine);
    return 0;
}

static tagger_result *tagged(const char *lang, const char *text)
{
    tagger_article article = {.text = {text, strlen(text)}, .lang = {lang, strlen(lang)}};
    tagger_worker *worker = NULL;
    tagger_result *r = NULL;
    tagger_error err = {.status = TAGGER_OK};
    tagger_status status = tagger_worker_new(&worker, engine, &err);
    if (status == TAGGER_OK) status = tagger_tag(&r, worker, &article, &err);
    if (status != TAGGER_OK) fail_msg("%s", err.text);
    tagger_worker_free(worker);
    return r;
}

static void add(char *out, size_t room, const tagger_result *r, tagger_span at, const char *end)
{
    const char *text = tagger_result_meta(r)->text.p;
    size_t n = strlen(out);
    (void)snprintf(out + n, room - n, "%.*s%s", (int)(at.end - at.begin), text + at.begin, end);
}

/** "direct {source} <cue> [content][content]" a quote, one a line. */
static void write_quotes(char *out, size_t room, const tagger_result *r)
{
    out[0] = '\0';
    for (uint32_t i = 0; i < tagger_result_n_quotes(r); i++) {
        const tagger_quote *q = tagger_result_quote(r, i);
        size_t n = strlen(out);
        (void)snprintf(out + n, room - n, "%s%s {", i == 0 ? "" : "\n", q->kind);
        add(out, room, r, q->source, "} <");
        add(out, room, r, q->cue, "> ");
        for (uint32_t k = 0; k < q->n_content; k++) {
            n = strlen(out);
            (void)snprintf(out + n, room - n, "[");
            add(out, room, r, q->content[k], "]");
        }
    }
}

typedef struct sample {
    const char *text;
    const char *quotes;
} sample;

static void expect(const char *lang, const sample *samples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char got[4096];
        tagger_result *r = tagged(lang, samples[i].text);
        write_quotes(got, sizeof got, r);
        tagger_result_free(r);
        if (strcmp(got, samples[i].quotes) != 0) {
            fail_msg("%s: %s\n  got\n%s\n  expected\n%s", lang, samples[i].text, got,
                     samples[i].quotes);
        }
    }
}

#define EXPECT(lang, samples) expect((lang), (samples), sizeof(samples) / sizeof((samples)[0]))

static void direct_speech_in_english(void **state)
{
    (void)state;
    static const sample samples[] = {
        {"“We will not sell the harbour,” Mayor Anna Lindqvist said on Monday.",
         "direct {Mayor Anna Lindqvist} <said> [“We will not sell the harbour,”]"},
        {"\"We will not sell,\" said the mayor. \"Never.\"",
         "direct {the mayor} <said> [\"We will not sell,\"][\"Never.\"]"},
        {"“No,” she said, “we will not.”", "direct {she} <said> [“No,”][“we will not.”]"},
        {"“Why now?” asked Peter Maas, a former docker who runs the museum.",
         "direct {Peter Maas, a former docker who runs the museum} <asked> [“Why now?”]"},
        {"Lindqvist said: “The harbour stays ours.”",
         "direct {Lindqvist} <said> [“The harbour stays ours.”]"},
        {"‘We will not sell,’ the mayor said.", "direct {the mayor} <said> [‘We will not sell,’]"},
    };
    EXPECT("en", samples);
}

static void reported_speech_in_english(void **state)
{
    (void)state;
    static const sample samples[] = {
        {"She added that the council had voted twice.",
         "reported {She} <added> [that the council had voted twice]"},
        {"The bridge, officials said, will open in May.",
         "reported {officials} <said> [The bridge][will open in May]"},
        {"The towers will be pulled down, the company announced.",
         "reported {the company} <announced> [The towers will be pulled down]"},
        {"Lindqvist told reporters she would stand again, adding that her party was ready.",
         "reported {Lindqvist} <told> [she would stand again]\n"
         "reported {Lindqvist} <adding> [that her party was ready]"},
        {"According to the port authority, the traffic fell by a tenth.",
         "reported {the port authority} <According to> [the traffic fell by a tenth]"},
        {"The traffic fell by a tenth, according to the port authority.",
         "reported {the port authority} <according to> [The traffic fell by a tenth]"},
        {"Peter Maas, the museum’s director, said in a statement that the “dirty deal” was over.",
         "mixed {Peter Maas, the museum’s director,} <said> [that the “dirty deal” was over]"},
        {"The workers were told that the yard would close.", ""},
        {"The minister did not say whether she would resign.", ""},
    };
    EXPECT("en", samples);
}

static void quotes_in_dutch(void **state)
{
    (void)state;
    static const sample samples[] = {
        {"“We verkopen de haven niet”, zei burgemeester Anna Lindqvist maandag. “Nooit.”",
         "direct {burgemeester Anna Lindqvist} <zei> [“We verkopen de haven niet”][“Nooit.”]"},
        {"“Het is te laat”, aldus Peter Maas.", "direct {Peter Maas} <aldus> [“Het is te laat”]"},
        {"“We blijven”, voegde ze eraan toe.", "direct {ze} <voegde> [“We blijven”]"},
        {"De minister zegt dat het plan te duur is.",
         "reported {De minister} <zegt> [dat het plan te duur is]"},
        {"Maas heeft gezegd dat hij opstapt.", "reported {Maas} <heeft gezegd> [dat hij opstapt]"},
        {"Volgens het havenbedrijf is het verkeer gedaald.",
         "reported {het havenbedrijf} <Volgens> [is het verkeer gedaald]"},
        {"De bank kondigde aan dat driehonderd banen verdwijnen.",
         "reported {De bank} <kondigde aan> [dat driehonderd banen verdwijnen]"},
    };
    EXPECT("nl", samples);
}

static void quotes_in_french(void **state)
{
    (void)state;
    static const sample samples[] = {
        {"« Nous ne vendrons pas le port », a déclaré lundi la maire Anna Lindqvist. « Jamais. »",
         "direct {la maire Anna Lindqvist} <a déclaré> [« Nous ne vendrons pas le port »]"
         "[« Jamais. »]"},
        {"« C’est trop tard », a-t-il ajouté.", "direct {il} <ajouté> [« C’est trop tard »]"},
        {"« Je pars », dit-elle.", "direct {elle} <dit> [« Je pars »]"},
        {"« Le plan est mort », estime-t-on au ministère.",
         "direct {on} <estime> [« Le plan est mort »]"},
        {"Selon le ministère, le trafic a baissé.",
         "reported {le ministère} <Selon> [le trafic a baissé]"},
        {"Le trafic a baissé, selon la police.",
         "reported {la police} <selon> [Le trafic a baissé]"},
        {"Paul Dorn estime qu’il faut attendre.",
         "reported {Paul Dorn} <estime> [qu’il faut attendre]"},
    };
    EXPECT("fr", samples);
}

static void quotes_in_german(void **state)
{
    (void)state;
    static const sample samples[] = {
        {"„Wir verkaufen nicht“, sagte Bürgermeisterin Anna Lindqvist am Montag. „Niemals.“",
         "direct {Bürgermeisterin Anna Lindqvist} <sagte> [„Wir verkaufen nicht“][„Niemals.“]"},
        {"»Ich gehe nicht«, fügte er hinzu.", "direct {er} <fügte> [»Ich gehe nicht«]"},
        {"„Das ist zu spät“, so Maas.", "direct {Maas} <so> [„Das ist zu spät“]"},
        {"Der Minister sagte, dass der Plan zu teuer sei.",
         "reported {Der Minister} <sagte> [dass der Plan zu teuer sei]"},
        {"Paul Dorn erklärte, er werde zurücktreten.",
         "reported {Paul Dorn} <erklärte> [er werde zurücktreten]"},
        {"Am Montag sagte Lindqvist, sie werde bleiben.",
         "reported {Lindqvist} <sagte> [sie werde bleiben]"},
        {"Am Dienstag teilte die Firma mit, dass dreihundert Stellen wegfallen.",
         "reported {die Firma} <teilte> [dass dreihundert Stellen wegfallen]"},
        {"Medienberichten zufolge ist die Firma pleite.",
         "reported {Medienberichten} <zufolge> [ist die Firma pleite]"},
        {"Laut einem Sprecher ist der Tunnel gesperrt.",
         "reported {einem Sprecher} <Laut> [ist der Tunnel gesperrt]"},
        {"Es war spät, so dass er ging.", ""},
    };
    EXPECT("de", samples);
}

static void quotes_run_on_over_paragraphs(void **state)
{
    (void)state;
    static const sample samples[] = {
        {"“It was a long year,” Lindqvist said. “Nobody slept.\n\n“Now it is over.\n\n"
         "“We can rest.”\n\nThe council met on Tuesday.",
         "direct {Lindqvist} <said> [“It was a long year,”][“Nobody slept.][“Now it is over.]"
         "[“We can rest.”]"},
        {"Maas continued:\n\n“The museum is empty.”\n\nIt has no roof.",
         "direct {Maas} <continued> [“The museum is empty.”]"},
        {"The mayor added:\n\nIt is a shame that nobody came to the vote.\n\nShe left early.",
         "reported {The mayor} <added> [It is a shame that nobody came to the vote]"},
    };
    EXPECT("en", samples);
}

static void speakers_named_without_a_verb(void **state)
{
    (void)state;
    static const sample samples[] = {
        {"“It frightens me.” — Maria Jansen, Ghent",
         "direct {Maria Jansen} <—> [“It frightens me.”]"},
        {"“It frightens me” – so she moved.", ""},
        {"JANSEN: Did you sign it?\n\nMAAS: I did not.\n\nJANSEN: Who did, then?",
         "reported {JANSEN} <:> [Did you sign it?]\nreported {MAAS} <:> [I did not.]\n"
         "reported {JANSEN} <:> [Who did, then?]"},
    };
    EXPECT("en", samples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(direct_speech_in_english),
        cmocka_unit_test(reported_speech_in_english),
        cmocka_unit_test(quotes_in_dutch),
        cmocka_unit_test(quotes_in_french),
        cmocka_unit_test(quotes_in_german),
        cmocka_unit_test(quotes_run_on_over_paragraphs),
        cmocka_unit_test(speakers_named_without_a_verb),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
