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
        {"Lindqvist praised her team: \"You were patient, and you were right.\"",
         "direct {Lindqvist} <praised> [\"You were patient, and you were right.\"]"},
    };
    EXPECT("en", samples);
}

static void reported_speech_in_english(void **state)
{
    (void)state;
    static const sample samples[] = {
        {"She added that the council had voted twice.",
         "reported {She} <added> [that the council had voted twice]"},
        {"GHENT, Belgium, March 4 (Belga) - Lindqvist said on Monday that the bridge will open.",
         "reported {Lindqvist} <said> [that the bridge will open]"},
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
         "mixed {Peter Maas, the museum’s director} <said> [that the “dirty deal” was over]"},
        {"Lindqvist told him the harbour would close. She told them they had lost.",
         "reported {Lindqvist} <told> [the harbour would close]\n"
         "reported {She} <told> [they had lost]"},
        {"She said the yard would stay, though the mayor said it would shrink.",
         "reported {She} <said> [the yard would stay]\n"
         "reported {the mayor} <said> [it would shrink]"},
        {"In May, if all goes well, the bridge will open, he said.",
         "reported {he} <said> [In May, if all goes well, the bridge will open]"},
        {"Peter Maas, 52, who has sat for Ghent since 2015, said that the deal was over.",
         "reported {Peter Maas, 52, who has sat for Ghent since 2015} <said> "
         "[that the deal was over]"},
        {"GHENT, March 4 (Belga) - The bridge will open in May, the port authority said.",
         "reported {the port authority} <said> [The bridge will open in May]"},
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
        {"Volgens directeur Kees Verweij komt bijna niemand nog langs.",
         "reported {directeur Kees Verweij} <Volgens> [komt bijna niemand nog langs]"},
        {"“Muziek is een gebouw”, zei Maes vooraf.",
         "direct {Maes} <zei> [“Muziek is een gebouw”]"},
        {"Het was laat. 'We verkopen de haven niet', zei Maas. 'Nooit.'",
         "direct {Maas} <zei> ['We verkopen de haven niet']['Nooit.']"},
        {"Dat noemt men hier een plan.", ""},
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
        {"Selon l'ONG Médecins sans bornes (MSB), le trafic a baissé.",
         "reported {l'ONG Médecins sans bornes (MSB)} <Selon> [le trafic a baissé]"},
        {"Selon Luc Maes, président du club, « le trafic a baissé ».",
         "direct {Luc Maes, président du club} <Selon> [« le trafic a baissé »]"},
        {"Le trafic a baissé, selon la police.",
         "reported {la police} <selon> [Le trafic a baissé]"},
        {"Paul Dorn estime qu’il faut attendre.",
         "reported {Paul Dorn} <estime> [qu’il faut attendre]"},
        {"« Je pars », a déclaré à l’AFP la présidente, Laure Magendie.",
         "direct {la présidente, Laure Magendie} <a déclaré> [« Je pars »]"},
        {"Le maire du port, Paul Dorn, se dit « rassuré ».",
         "direct {Le maire du port, Paul Dorn} <se dit> [« rassuré »]"},
        {"Paul Dorn, 66 ans, docker à Lille, reconnaît « des erreurs ».",
         "direct {Paul Dorn, 66 ans, docker à Lille} <reconnaît> [« des erreurs »]"},
        {"Paul Dorn a promis de partir.", "reported {Paul Dorn} <a promis> [de partir]"},
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
        {"Nach Angaben von Nägeli wächst die Bank.",
         "reported {Nägeli} <Nach Angaben von> [wächst die Bank]"},
        {"Der Landrat des Eifelkreises, Andreas Thielen, nannte es „mutig“.",
         "mixed {Der Landrat des Eifelkreises, Andreas Thielen} <nannte> [es „mutig“]"},
        {"Es war spät. „Wir verkaufen nicht\", sagte Maas. „Niemals.\"",
         "direct {Maas} <sagte> [„Wir verkaufen nicht\"][„Niemals.\"]"},
        {"Enttäuscht zeigte sich niemand. Das Museum zeigt alte Bilder.", ""},
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

static void a_wire_in_capitals_has_quotes(void **state)
{
    (void)state;
    static const sample samples[] = {
        {"\"WE WILL NOT SELL THE HARBOUR,\" SAID MAYOR ANNA LINDQVIST.\n\n"
         "SHE TOLD REPORTERS THAT THE BRIDGE WOULD OPEN.",
         "direct {MAYOR ANNA LINDQVIST} <SAID> [\"WE WILL NOT SELL THE HARBOUR,\"]\n"
         "reported {SHE} <TOLD> [THAT THE BRIDGE WOULD OPEN]"},
    };
    EXPECT("en", samples);
}

static void a_colon_speaks_for_whom_the_words_before_it_name(void **state)
{
    (void)state;
    static const sample english[] = {
        {"Mayor Peter Jansen was relieved: “The harbour stays ours.” “We can rest.”",
         "direct {Mayor Peter Jansen} <:> [“The harbour stays ours.”][“We can rest.”]"},
        {"She was relieved: “The harbour stays ours.”",
         "direct {She} <:> [“The harbour stays ours.”]"},
        {"The sign on the gate is clear: “The harbour stays ours.”", ""},
        {"Peter Jansen has a new nickname: “Harbour”.", ""},
        {"In Ghent the sign is clear: “The harbour stays ours.”", ""},
    };
    static const sample dutch[] = {
        {"Bestuurder Linda Vermeulen van FNV Handel: 'Onze leden hoorden het op de radio.'",
         "direct {Bestuurder Linda Vermeulen van FNV Handel} <:> "
         "['Onze leden hoorden het op de radio.']"},
        {"Trainer Peter Jansen was tevreden: 'We hebben de tweede helft gewonnen.'",
         "direct {Trainer Peter Jansen} <:> ['We hebben de tweede helft gewonnen.']"},
    };
    static const sample german[] = {
        {"Verteidiger Peter Jansen zeigte sich erleichtert: „Das ist ein guter Tag.“",
         "direct {Verteidiger Peter Jansen} <:> [„Das ist ein guter Tag.“]"},
        {"Die Botschaft ist klar: „Das ist ein guter Tag.“", ""},
    };
    EXPECT("en", english);
    EXPECT("nl", dutch);
    EXPECT("de", german);
}

static void speakers_named_without_a_verb(void **state)
{
    (void)state;
    static const sample samples[] = {
        {"“It frightens me.” — Maria Jansen, Ghent",
         "direct {Maria Jansen} <—> [“It frightens me.”]"},
        {"“It frightens me.” -- Maria Jansen", "direct {Maria Jansen} <--> [“It frightens me.”]"},
        {"“It frightens me” – so she moved.", ""},
        {"JANSEN: Did you sign it?\n\nMAAS: I did not.\n\nJANSEN: Who did, then?",
         "reported {JANSEN} <:> [Did you sign it?]\nreported {MAAS} <:> [I did not.]\n"
         "reported {JANSEN} <:> [Who did, then?]"},
        {"Peter Jansen: Did you sign it?\n\nMaria Maas: I did not, she said.\n\n"
         "Peter Jansen: Who did, then?",
         "reported {Peter Jansen} <:> [Did you sign it?]\n"
         "reported {Maria Maas} <:> [I did not, she said.]\n"
         "reported {Peter Jansen} <:> [Who did, then?]"},
        {"HARBOUR: NEW HEAD\n\nMAAS: No comment.\n\nTOWN: The bridge is open.", ""},
    };
    EXPECT("en", samples);
}

/** "{source} is Name" for each quote with a speaker. */
static void expect_speakers(const char *lang, const char *text, const char *expected)
{
    char got[1024] = "";
    tagger_result *r = tagged(lang, text);
    for (uint32_t i = 0; i < tagger_result_n_quotes(r); i++) {
        const tagger_quote *q = tagger_result_quote(r, i);
        size_t n = strlen(got);
        (void)snprintf(got + n, sizeof got - n, "%s{", i == 0 ? "" : " ");
        add(got, sizeof got, r, q->source, "} ");
        if (q->speaker == TAGGER_NONE) {
            n = strlen(got);
            (void)snprintf(got + n, sizeof got - n, "nobody");
        } else {
            add(got, sizeof got, r, tagger_result_mention(r, q->speaker)->at, "");
        }
    }
    tagger_result_free(r);
    assert_string_equal(got, expected);
}

static void the_speaker_is_the_head_of_the_source(void **state)
{
    (void)state;
    expect_speakers("en", "Barack Obama’s spokesman Peter Jansen said he was tired.",
                    "{Barack Obama’s spokesman Peter Jansen} Peter Jansen");
    expect_speakers("en", "A lawyer for the paper, Peter Jansen, said it was over.",
                    "{A lawyer for the paper, Peter Jansen} Peter Jansen");
    expect_speakers("en", "A spokesman for Barack Obama said it was over.",
                    "{A spokesman for Barack Obama} nobody");
    expect_speakers("en", "Barack Obama, who said it was over, went home.", "{who} Barack Obama");
    expect_speakers("en", "The New York Times said it was over.",
                    "{The New York Times} New York Times");
}

static void a_pronoun_speaks_only_for_one(void **state)
{
    (void)state;
    expect_speakers("en", "“It is over,” said Angela Merkel.\n\nShe added that she was tired.",
                    "{Angela Merkel} Angela Merkel {She} Angela Merkel");
    expect_speakers("en", "Angela Merkel met Theresa May in Berlin. She said that it was over.",
                    "{She} nobody");
    expect_speakers("en",
                    "Mrs. Angela Merkel met Mr. Barack Obama in Berlin. She said that it was over.",
                    "{She} Angela Merkel");
    expect_speakers("en", "Angela Merkel went home.\n\nIt rained.\n\nShe said it was over.",
                    "{She} nobody");
    expect_speakers("de", "„Es ist vorbei“, sagte Angela Merkel. „Gut“, sagten sie.",
                    "{Angela Merkel} Angela Merkel {sie} nobody");
    expect_speakers("fr", "« C’est fini », a dit Angela Merkel. « Bien », dit-elle.",
                    "{Angela Merkel} Angela Merkel {elle} Angela Merkel");
}

static void a_role_speaks_for_its_one_bearer(void **state)
{
    (void)state;
    expect_speakers("en",
                    "Then senator Bernie Sanders met Angela Merkel in Berlin. It rained. "
                    "The senator said that it was over.",
                    "{The senator} Bernie Sanders");
    expect_speakers("en",
                    "Then senator Bernie Sanders met senator Elizabeth Warren in Berlin. It "
                    "rained. The senator said that it was over.",
                    "{The senator} nobody");
}

static void furniture_says_nothing(void **state)
{
    (void)state;
    static const sample samples[] = {
        {"The Daily Herald\n\nHome\nNews\nOpinion\nSubscribe\n\nMayor opens the bridge over the "
         "river\n\nPublished 3 May 2021\n\nThe mayor opened the new bridge over the river on "
         "Monday "
         "in front of a large crowd that had waited for hours.\n\nThe bridge had been closed for "
         "three years because of the long repairs, which cost more than the town had planned.\n\n"
         "Read also\n\nThe minister said that all will be well\n\nSubscribe to our newsletter\n\n"
         "All rights reserved\n",
         ""},
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
        cmocka_unit_test(a_wire_in_capitals_has_quotes),
        cmocka_unit_test(a_colon_speaks_for_whom_the_words_before_it_name),
        cmocka_unit_test(speakers_named_without_a_verb),
        cmocka_unit_test(the_speaker_is_the_head_of_the_source),
        cmocka_unit_test(a_pronoun_speaks_only_for_one),
        cmocka_unit_test(a_role_speaks_for_its_one_bearer),
        cmocka_unit_test(furniture_says_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
