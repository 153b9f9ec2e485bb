/* SPDX-License-Identifier: MIT
 *
 * test_entity.c — who is meant: names marked by hand, tied together by the entity stage.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "entity/bearer.h"
#include "entity/keymap.h"
#include "support/lists.h"
#include "support/marked.h"
#include "support/test.h"

/* A name that many countries have a party of. */
#define MANY(country) "p:pp" country "\tPeople's Party\t\t\tamb,gen\t" country "\n"

static const test_table tables[] = {
    {"people/people.tsv", TG_KIND_PERSON,
     "id\tname\tform\tflags\tcountry\tsubtype\tvalue\n"
     "Q1\tTrixie Falk\t\t\tNL\thead_of_government\t1\n"
     "Q1\tTrixie Falk\tFalk\tsur\tNL\thead_of_government\t1\n"
     "Q2\tJon Tarn\t\tamb\tBE\tminister\t3\n"
     "Q3\tJon Tarn\t\tamb\tNL\tlegislator\t3\n"
     "Q4\tUna Voss\t\t\tDE\tlegislator\t4\n"
     "Q5\tPia Lorn\tPia Lorn\t\tFR\tarts\t5\n"
     "Q5\tPia Lorn\tP. L. Lorn\t\tFR\tarts\t5\n"},
    {"organizations/orgs.tsv", TG_KIND_ORGANIZATION,
     "id\tname\tform\tlang\tflags\tcountry\tsubtype\n"
     "h:court\tSupreme Court of the United States\tSupreme Court\t\tctx\tUS\tcourt\n"
     "h:hof\tBundeshof Haft\t\t\t\tDE\tcourt\n"
     "h:bhf\tBHF\t\t\tacr\tDE\tcourt\n"
     "h:bahn\tDeutsche Zugbahn\t\t\t\tDE\tcompany\n"
     "h:zorg\tZorgbank\t\t\t\tNL\tcompany\n"
     "h:tide\tThe Tide\t\t\t\tGB\tmedia\n"
     "h:ford\tFordo\t\t\t\tUS\tcompany\n"},
    {"parties/parties.tsv", TG_KIND_PARTY,
     "id\tname\tform\tlang\tflags\tcountry\n"
     "p:nva\tN-VA\t\t\tacr\tBE\n"
     "p:nva\tN-VA\tNieuw-Vlaamse Alliantie\t\t\tBE\n"
     "p:labgb\tLabour Party\t\t\tamb,gen\tGB\n"
     "p:labgb\tLabour Party\tLPGB\t\tacr\tGB\n"
     "p:labnl\tLabour Party\t\t\tamb,gen\tNL\n" MANY("AR") MANY("AU") MANY("BR") MANY("CA")
         MANY("CL") MANY("DK") MANY("EE") MANY("ES") MANY("FI") MANY("FR") MANY("GR") MANY("HU")
             MANY("IE") MANY("IS") MANY("IT") MANY("JP") MANY("BE")},
    {"countries/countries.tsv", TG_KIND_COUNTRY,
     "id\tname\tform\tlang\tflags\tcountry\n"
     "BE\tBelgium\t\t\t\tBE\n"
     "BE\tBelgium\tBelgian\ten\tadj\tBE\n"
     "NL\tNetherlands\t\t\t\tNL\n"
     "US\tUnited States\t\t\t\tUS\n"
     "US\tUnited States\tUS\t\tacr\tUS\n"},
    {"places/places.tsv", TG_KIND_LOCATION,
     "id\tname\tform\tcountry\tvalue\n"
     "L1\tRivertown\t\tUS\t900000\n"
     "L2\tRivertown\t\tBE\t4000\n"},
    {"words/roles.tsv", TG_KIND_ROLE,
     "form\tlang\tclass\n"
     "Justice Minister\ten\tminister\n"
     "minister\ten,nl\tminister\n"
     "mayor\ten\tlocal\n"
     "parliamentarian\ten\tlegislator\n"
     "president\ten\thead_of_state\n"
     "prime minister\ten\thead_of_government\n"
     "spokesman\ten\tspokesperson\n"
     "spokesperson\ten\tspokesperson\n"},
    {"words/honorifics.tsv", TG_KIND_HONORIFIC,
     "form\tclass\nMs\thonorific\nMr\thonorific\nMrs\thonorific\nDr\thonorific\n"
     "Ms.\thonorific\nMr.\thonorific\nMrs.\thonorific\nDr.\thonorific\nJr.\tsuffix\n"},
    {"words/words.tsv", TG_KIND_WORD,
     "form\tlang\tclass\nformer\ten\trole_modifier\nthe\ten\tfunction\nof\ten\tlink\n"
     "of\ten\tclause:of\nMr\ten\tclause:man\nMrs\ten\tclause:woman\nwife\ten\tclause:woman\n"},
    {"words/org-words.tsv", TG_KIND_ORG_WORD,
     "form\tclass\tposition\nCorp\tlegal_form\ttail\nInc.\tlegal_form\ttail\nCourt\tnoun\thead\n"},
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

static void expect(int line, const char *lang, const char *markup, const char *entities)
{
    marked m;
    char got[2048];
    marked_make(&m, lists.lex, markup, lang);
    marked_entities(&m, got, sizeof got);
    uint32_t n_lost = m.n_lost;
    marked_dispose(&m);
    if (n_lost > 0) fail_msg("line %d: a mark is no token", line);
    if (strcmp(got, entities) != 0)
        fail_msg("line %d: %s\n    got      %s\n    expected %s", line, markup, got, entities);
}
#define EXPECT(markup, entities)          expect(__LINE__, "en", (markup), (entities))
#define EXPECT_IN(lang, markup, entities) expect(__LINE__, (lang), (markup), (entities))

static void ties_a_surname_to_the_full_name_before_or_behind(void **state)
{
    (void)state;
    EXPECT("[p:Ingrid Van Daele] spoke. Ms. [p:Van Daele] left.",
           "Ingrid Van Daele: Ingrid Van Daele, Van Daele");
    EXPECT("# [p:Freilich] asks\n\nMr. [p:Michael Freilich] asked. [p:Daele] did not.",
           "Michael Freilich: Freilich, Michael Freilich | Daele: Daele");
    EXPECT("[p:Aleksander van der Bell] and [p:Van der Bell], [p:Bell]",
           "Aleksander van der Bell: Aleksander van der Bell, Van der Bell, Bell");
    EXPECT("[p:Omar al-Masri] and [p:Masri]", "Omar al-Masri: Omar al-Masri, Masri");
    EXPECT("[p:Ayşe Doğan] and [p:Dogan]", "Ayşe Doğan: Ayşe Doğan, Dogan");
}

static void ties_first_names_and_initials(void **state)
{
    (void)state;
    EXPECT("[p:Qira Balo] was here. [p:Qira] left.", "Qira Balo: Qira Balo, Qira");
    EXPECT("[p:Luis Paco Garza Ruiz], called [p:Garza]",
           "Luis Paco Garza Ruiz: Luis Paco Garza Ruiz, Garza");
    EXPECT("[p:J. Smit] met [p:Joanna Smit]", "Joanna Smit: J. Smit, Joanna Smit");
    EXPECT("[p:John F. Kennard], [p:John Fitz Kennard], [p:John Kennard]",
           "John Fitz Kennard: John F. Kennard, John Fitz Kennard, John Kennard");
    EXPECT("[p:John F. Kennard] met [p:John R. Kennard]",
           "John F. Kennard: John F. Kennard | John R. Kennard: John R. Kennard");
    EXPECT("[p:Kovacs Istvan] is [p:Istvan Kovacs]", "Kovacs Istvan: Kovacs Istvan, Istvan Kovacs");
    EXPECT("[p:Marten Luter Jr.] and [p:Luter]", "Marten Luter Jr.: Marten Luter Jr., Luter");
    EXPECT("[p:Samuel “Sunny” Ade] and [p:Samuel Ade]",
           "Samuel “Sunny” Ade: Samuel “Sunny” Ade, Samuel Ade");
}

static void never_guesses_between_two_of_a_name(void **state)
{
    (void)state;
    EXPECT("[p:Jan Maes] met [p:Els Maes]. [p:Maes] smiled.",
           "Jan Maes: Jan Maes | Els Maes: Els Maes | ?Maes: Jan Maes/Els Maes");
    EXPECT("[p:Kim Jo Un] met [p:Kim Yo Jo]. [p:Kim] smiled.",
           "Kim Jo Un: Kim Jo Un | Kim Yo Jo: Kim Yo Jo | ?Kim: Kim Jo Un/Kim Yo Jo");
}

static void tells_two_of_a_name_apart_by_what_stands_there(void **state)
{
    (void)state;
    EXPECT("[p:Jan Maes] left. [p:Maes] smiled. His wife [p:Els Maes] came.",
           "Jan Maes: Jan Maes, Maes | Els Maes: Els Maes");
    EXPECT("President [p:Jan Maes] met mayor [p:Els Maes]. President [p:Maes] smiled.",
           "Jan Maes: Jan Maes, Maes | Els Maes: Els Maes");
    EXPECT("Mr. [p:Jan Maes] met Mrs. [p:Els Maes]. Mrs. [p:Maes] smiled.",
           "Jan Maes: Jan Maes | Els Maes: Els Maes, Maes");
    EXPECT("It fell to his wife, [p:Els Maes], and to [p:Jan Maes]. Mr [p:Maes] smiled. Mrs "
           "[p:Maes] did not.",
           "Els Maes: Els Maes, Maes | Jan Maes: Jan Maes, Maes");
    EXPECT("Without his wife, [p:Jan Maes] met the wife of [p:Bo Maes]. Mrs [p:Maes] smiled.",
           "Jan Maes: Jan Maes | Bo Maes: Bo Maes | ?Maes: Jan Maes/Bo Maes");
    EXPECT("# [p:Els Maes] wins\n\n[p:Jan Maes] saw it. [p:Maes] smiled.",
           "Els Maes: Els Maes, Maes | Jan Maes: Jan Maes");
}

static void reads_a_genitive_only_where_grammar_has_it(void **state)
{
    (void)state;
    EXPECT_IN("de", "[p:Anja Merk] kam. [p:Merks] Rede war kurz.", "Anja Merk: Anja Merk, Merks");
    EXPECT("[p:Anja Merk] came. The [p:Merks] left.", "Anja Merk: Anja Merk | Merks: Merks");
    EXPECT_IN("de", "Der Chef der [o:Deutschen Zugbahn] und die [o:Deutsche Zugbahn]",
              "Deutsche Zugbahn: Deutschen Zugbahn, Deutsche Zugbahn");
    EXPECT_IN("de", "Der Chef der [o:Deutschen Zugbahn] kam.",
              "Deutsche Zugbahn: Deutschen Zugbahn");
    EXPECT_IN("de", "[o:Zorgbanks] Chef und der des [o:Bundeshofs Haft] kamen.",
              "Zorgbank: Zorgbanks | Bundeshofs Haft: Bundeshofs Haft");
    EXPECT("The [o:Zorgbanks] left.", "Zorgbanks: Zorgbanks");
    EXPECT("[p:Anja Merk’s] speech, [p:Merk's] plan", "Anja Merk: Anja Merk’s, Merk's");
}

static void ties_acronyms_both_ways(void **state)
{
    (void)state;
    EXPECT("[o:Bank for Rivers and Lakes] and [o:BRL]; [o:B.R.L.] too",
           "Bank for Rivers and Lakes: Bank for Rivers and Lakes, BRL, B.R.L.");
    EXPECT("[o:BRL] said the [o:Bank for Rivers and Lakes]",
           "Bank for Rivers and Lakes: BRL, Bank for Rivers and Lakes");
    EXPECT("[o:Ministry of Defence] is the [o:MoD]",
           "Ministry of Defence: Ministry of Defence, MoD");
    EXPECT("[o:Police of Rivertown] ([o:XQZ]) and [o:XQZ]",
           "Police of Rivertown: Police of Rivertown, XQZ, XQZ");
    EXPECT("[o:Deutsche Zugbahn] ([o:BHF]) and [o:BHF]",
           "Deutsche Zugbahn: Deutsche Zugbahn | BHF: BHF, BHF");
    EXPECT("[o:Great Bundeshof] ([o:XQ]), [o:Bundeshof Haft] ([o:BHF]) and [o:BHF]",
           "Great Bundeshof: Great Bundeshof, XQ | Bundeshof Haft: Bundeshof Haft, BHF, BHF");
    EXPECT("[y:Nieuw-Vlaamse Alliantie] ([y:N-VA]) won", "N-VA: Nieuw-Vlaamse Alliantie, N-VA");
    EXPECT("[o:Board of Roads] and [o:Bureau of Radio]: [o:BOR] spoke",
           "Board of Roads: Board of Roads | Bureau of Radio: Bureau of Radio | "
           "?BOR: Board of Roads/Bureau of Radio");
}

static void ties_short_forms_of_organizations(void **state)
{
    (void)state;
    EXPECT("[o:Nvidor Corp] and [o:Nvidor]", "Nvidor Corp: Nvidor Corp, Nvidor");
    EXPECT("[o:Acme Inc.]'s plan; [o:The Acme] said", "Acme Inc.: Acme Inc., The Acme");
    EXPECT("[o:Anderlo United] beat them. [o:Anderlo] won.",
           "Anderlo United: Anderlo United, Anderlo");
    EXPECT("the [o:Court of Auditors], the [o:High Court], the [o:Court]",
           "Court of Auditors: Court of Auditors | High Court: High Court, Court");
    EXPECT("[o:Fordo Foundation] is not [o:Fordo]",
           "Fordo Foundation: Fordo Foundation | Fordo: Fordo");
    EXPECT("[o:The Tide] and the [o:Tide]", "The Tide: The Tide, Tide");
}

static void knows_who_the_lists_mean(void **state)
{
    (void)state;
    EXPECT("the [c:Netherlands], [c:US], [d:Belgian], [c:Belgium], [c:United States]",
           "Netherlands: Netherlands | United States: US, United States | "
           "Belgium: Belgian, Belgium");
    EXPECT("[o:Zorgbank Inc.] said", "Zorgbank: Zorgbank Inc.");
    EXPECT("[p:Pia Lorn] or [p:P. L. Lorn]", "Pia Lorn: Pia Lorn, P. L. Lorn");
}

/** The keys of the entities, parted by blanks. */
static void expect_keys(int line, const char *markup, const char *keys)
{
    marked m;
    char got[512] = "";
    size_t n = 0;
    marked_make(&m, lists.lex, markup, "en");
    for (uint32_t i = 0; i < m.linked.n_entities && n < sizeof got; i++) {
        tg_str key = m.linked.entity[i].key;
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%.*s", i > 0 ? ";" : "", (int)key.n,
                              key.p);
    }
    marked_dispose(&m);
    if (strcmp(got, keys) != 0)
        fail_msg("line %d: %s\n    got      %s\n    expected %s", line, markup, got, keys);
}
#define EXPECT_KEYS(markup, keys) expect_keys(__LINE__, (markup), (keys))

static void chooses_between_homonyms_by_country_and_role(void **state)
{
    (void)state;
    EXPECT_KEYS("[p:Jon Tarn] spoke", "n:jon tarn");
    EXPECT_KEYS("[p:Jon Tarn] spoke in [c:Belgium]", "Q2;BE");
    EXPECT_KEYS("minister [p:Jon Tarn] spoke", "Q2");
    EXPECT_KEYS("[y:Labour Party]", "n:labour party");
    EXPECT_KEYS("[y:Labour Party] in the [c:Netherlands]", "p:labnl;NL");
    EXPECT_KEYS("[y:Labour Party] and [y:LPGB]", "p:labgb");
    EXPECT_KEYS("[y:People's Party] in [c:Belgium]", "p:ppBE;BE");
    EXPECT_KEYS("[l:Rivertown]", "L1");
    EXPECT_KEYS("[l:Rivertown] in [c:Belgium], said [d:Belgian] police", "L2;BE");
}

static void keeps_the_name_of_whom_nothing_speaks_for(void **state)
{
    (void)state;
    EXPECT_KEYS("[p:Una Voss] spoke", "n:una voss");
    EXPECT_KEYS("[o:Supreme Court] of somewhere", "n:supreme court");
    EXPECT_KEYS("[o:Supreme Court] of the [c:US]", "h:court;US");
    EXPECT_KEYS("[p:Falk] spoke", "Q1");
    EXPECT_KEYS("[p:Bo Falk] spoke. [p:Falk] left.", "n:bo falk");
    EXPECT_KEYS("[o:New\nRiver  Bank Inc.] and [o:The New River Bank]", "n:new river bank");
}

static void writes_a_name_without_the_dress_of_the_page(void **state)
{
    (void)state;
    EXPECT("[p:Una\xc2\xa0 Vo\xc2\xadss] spoke", "Una Voss: Una\xc2\xa0 Vo\xc2\xadss");
    EXPECT("[p:Je\xef\xac\x80 Falk] and [p:Jeff Falk]",
           "Jeff Falk: Je\xef\xac\x80 Falk, Jeff Falk");
    EXPECT("[p:\xef\xbc\xb5na Voss\xe2\x80\x8f]", "Una Voss: \xef\xbc\xb5na Voss\xe2\x80\x8f");
    EXPECT_KEYS("[p:Una\xe2\x80\xafVo\xe2\x80\x8bss] spoke", "n:una voss");
    EXPECT_KEYS("[p:Una Fal-\nken] spoke", "n:una falken");
    EXPECT_KEYS("[p:Una Falk-\n  Voss] spoke", "n:una falk-voss");
}

static void keeps_teasers_apart(void **state)
{
    (void)state;
    EXPECT("[p:Els Maes] left.\n\n~ [p:Jan Maes] wins, [p:Maes] says",
           "Els Maes: Els Maes | Jan Maes: Jan Maes | Maes: Maes");
    EXPECT("[p:Els Maes] and [p:Maes] left.\n\n~ [p:Els Maes] and [p:Maes] win",
           "Els Maes: Els Maes, Maes, Els Maes | Maes: Maes");
}

/** "form title role" of each mention, parted by semicolons. */
static void expect_style(int line, const char *markup, const char *style)
{
    marked m;
    char got[512] = "";
    size_t n = 0;
    marked_make(&m, lists.lex, markup, "en");
    static const char *const forms[] = {"name", "surname", "acronym", "alias", "demonym"};
    for (uint32_t i = 0; i < m.linked.n_mentions && n < sizeof got; i++) {
        const tagger_mention *x = &m.linked.mention[i];
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%s,%.*s,%.*s", i > 0 ? ";" : "",
                              forms[x->form], (int)x->title.n, x->title.n > 0 ? x->title.p : "",
                              (int)x->role.n, x->role.n > 0 ? x->role.p : "");
    }
    marked_dispose(&m);
    if (strcmp(got, style) != 0)
        fail_msg("line %d: %s\n    got      %s\n    expected %s", line, markup, got, style);
}
#define EXPECT_STYLE(markup, style) expect_style(__LINE__, (markup), (style))

static void keeps_titles_and_roles_beside_the_name(void **state)
{
    (void)state;
    EXPECT_STYLE("according to [o:State Guard] Spokesperson [p:Ingrid Daele]",
                 "name,,;name,,State Guard Spokesperson");
    EXPECT_STYLE("according to [o:State Guard] [x:Spokesperson] [p:Ingrid Daele]",
                 "name,,;name,,State Guard Spokesperson");
    EXPECT_STYLE("quote Justice Minister [p:Jan Maes]", "name,,Justice Minister");
    EXPECT_STYLE("from [y:N-VA] parliamentarian [p:Jan Maes]", "acronym,,;name,,parliamentarian");
    EXPECT_STYLE("[o:Oppo]'s [d:Belgian] spokesman [p:Jan Maes]",
                 "name,,;demonym,,;name,,spokesman");
    EXPECT_STYLE("the former prime minister [p:Jan Maes]", "name,,former prime minister");
    EXPECT_STYLE("as President Dr. [p:Jan Maes] and Ms. [p:Maes]",
                 "name,Dr.,President;surname,Ms.,");
    EXPECT_STYLE("[p:Mr. Jan Maes] is [p:J. Maes]", "name,,;alias,,");
    EXPECT_STYLE("Yesterday President [p:Jan Maes] left", "name,,President");
}

static void says_how_a_name_is_written(void **state)
{
    (void)state;
    EXPECT_STYLE("[o:BRL] alone, [c:US], [p:Falk]", "acronym,,;acronym,,;surname,,");
    EXPECT_STYLE("[o:Nvidor Group] is [o:Nvidor]", "name,,;alias,,");
    EXPECT_STYLE("[o:Bank of Rivers] is [o:BOR]", "name,,;acronym,,");
}

static void filters_after_it_knows_who_is_meant(void **state)
{
    (void)state;
    marked m;
    marked_make(&m, lists.lex, "[p:Ingrid Daele] spoke. [p:Daele] left [c:Belgium]. [x:Cup]", "en");
    tg_linked linked;
    m.resolved.probability[0] = 0.2F;
    tg_wanted wanted = {.types = 1U << TAGGER_PERSON, .min_score = 0.5F, .all_zones = false};
    assert_int_equal(tg_link(&linked, &m.arena, &m.resolved, NULL, &wanted, NULL), TAGGER_OK);
    assert_int_equal(linked.n_mentions, 1);
    assert_int_equal(linked.n_entities, 1);
    assert_int_equal(linked.entity[0].name.n, strlen("Ingrid Daele"));
    marked_dispose(&m);
}

static uint32_t n_names(const tg_keymap *map, uint64_t key)
{
    uint32_t n = 0;
    for (const tg_keyed *x = tg_keymap_find(map, key); x != NULL; x = tg_keymap_next(map, x)) n++;
    return n;
}

static void forgets_no_key_but_says_when_there_are_more(void **state)
{
    (void)state;
    tg_arena arena = TG_ARENA_INIT;
    tg_keymap map;
    assert_int_equal(tg_keymap_init(&map, &arena, 16, NULL), TAGGER_OK);
    for (uint32_t i = 0; i < 2 * TG_KEY_NAMES; i++) tg_keymap_add(&map, 0, i / 2);
    assert_int_equal(n_names(&map, 0), TG_KEY_NAMES);
    assert_int_equal(tg_keymap_find(&map, 0)->name, 0);
    for (uint32_t i = 99; i < 102; i++) tg_keymap_add(&map, 0, i);
    assert_int_equal(n_names(&map, 0), TG_KEY_NAMES + 1);
    assert_null(tg_keymap_find(&map, 5));
    tg_arena_dispose(&arena);
}

/** Many people of one name, and many names: the time must not grow with the square. */
static void stays_linear_over_many_names(void **state)
{
    (void)state;
    enum { N = 20000 };
    char *markup = malloc((size_t)N * 64);
    size_t n = 0;
    for (int i = 0; i < N; i++)
        n += (size_t)sprintf(markup + n, "[p:Xa%d Maes] met [p:Maes] of [o:Ab%d Bank].\n", i, i);
    marked m;
    marked_make(&m, lists.lex, markup, "en");
    assert_int_equal(m.linked.n_mentions, 3 * N);
    assert_int_equal(m.linked.n_entities, 2 * N);
    assert_int_equal(m.linked.mention[4].n_candidates, TG_KEY_NAMES);
    marked_dispose(&m);
    free(markup);
}

static void fails_when_memory_runs_out(void **state)
{
    (void)state;
    marked m;
    marked_make(&m, lists.lex, "[p:Jan Maes] met [p:Els Maes] of [o:BRL]. [p:Maes] left.", "en");
    tg_wanted wanted = {.types = UINT32_MAX, .all_zones = true};
    tagger_status status = TAGGER_E_NOMEM;
    for (long k = 0; status != TAGGER_OK; k++) {
        tg_arena arena = TG_ARENA_INIT;
        arena.next_chunk = 64;
        tg_linked linked;
        tg_mem_fail_after(k);
        status = tg_link(&linked, &arena, &m.resolved, NULL, &wanted, NULL);
        tg_mem_fail_after(-1);
        tg_arena_dispose(&arena);
        if (status != TAGGER_OK) assert_int_equal(status, TAGGER_E_NOMEM);
        assert_true(k < 1000);
    }
    marked_dispose(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ties_a_surname_to_the_full_name_before_or_behind),
        cmocka_unit_test(ties_first_names_and_initials),
        cmocka_unit_test(never_guesses_between_two_of_a_name),
        cmocka_unit_test(tells_two_of_a_name_apart_by_what_stands_there),
        cmocka_unit_test(reads_a_genitive_only_where_grammar_has_it),
        cmocka_unit_test(ties_acronyms_both_ways),
        cmocka_unit_test(ties_short_forms_of_organizations),
        cmocka_unit_test(knows_who_the_lists_mean),
        cmocka_unit_test(chooses_between_homonyms_by_country_and_role),
        cmocka_unit_test(keeps_the_name_of_whom_nothing_speaks_for),
        cmocka_unit_test(writes_a_name_without_the_dress_of_the_page),
        cmocka_unit_test(keeps_teasers_apart),
        cmocka_unit_test(keeps_titles_and_roles_beside_the_name),
        cmocka_unit_test(says_how_a_name_is_written),
        cmocka_unit_test(filters_after_it_knows_who_is_meant),
        cmocka_unit_test(forgets_no_key_but_says_when_there_are_more),
        cmocka_unit_test(stays_linear_over_many_names),
        cmocka_unit_test(fails_when_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
