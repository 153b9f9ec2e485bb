/* SPDX-License-Identifier: MIT
 *
 * fuzz_topics.c — any bytes as topic tables, and any text judged by what was read of them: refused or
 * read, never worse. The first letter says which table (m taxonomy, v votes, t terms, r rules) the
 * bytes up to a form feed are; behind it stands the text.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "support/topics.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { MAX_TABLE = 4096 };

static void judge(const test_topics *topics, tg_str text)
{
    test_view v;
    tg_topics found;
    tg_topics_wanted wanted = {.mode = TAGGER_TOPICS_ALL};
    if (test_view_make(&v, topics, text, "en") != TAGGER_OK) abort();
    if (tg_topics_find(&found, &v.arena, topics->model, &v.resolved, &wanted, NULL) != TAGGER_OK)
        abort();
    for (uint32_t i = 0; i < found.n; i++) {
        const tagger_topic *t = &found.at[i];
        if (t->n_path == 0 || !(t->confidence > 0) || t->confidence > 1 || t->n_terms == 0) abort();
    }
    for (uint32_t i = 0; i < found.evidence.n_places; i++) {
        const tg_evidence_place *p = &found.evidence.place[i];
        if (p->begin >= p->end || p->end > v.tokens.n || p->of >= found.evidence.n) abort();
    }
    test_view_dispose(&v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static char table[MAX_TABLE];
    test_table tables[] = {
        {"topics/mediatopics.tsv", TG_FILE_IS_BLOB,
         "id\tparent\tname_en\na\t\tA\na1\ta\tAA\nb\t\tB\n"},
        {"topics/entity-votes.tsv", TG_FILE_IS_BLOB, "kind\nperson\t\tAda\tb\t1\n"},
        {"topics/en.tsv", TG_KIND_TOPIC,
         "topic\tterm\tweight\tmatch\na1\tspy\t3\tpart\nb\tphone\t2\tprefix\nb\ta spy\t1\tcase\n"},
        {"rules.tsv", TG_FILE_IS_BLOB,
         "category\twhat\tterms\tweight\twithin\nx\tall\ta & b\t1\t3\n"},
        {"people/people.tsv", TG_KIND_PERSON, "id\tname\tsubtype\np\tAda\tpoet\n"},
    };
    static const char letters[] = {'m', 'v', 't', 'r'};
    const char *which = n > 0 ? memchr(letters, data[0], sizeof letters) : NULL;
    if (which == NULL) return 0;
    const uint8_t *feed = memchr(data, '\f', n);
    size_t n_table = feed != NULL ? (size_t)(feed - data) - 1 : n - 1;
    if (n_table >= MAX_TABLE) return 0;
    memcpy(table, data + 1, n_table);
    table[n_table] = '\0';
    tables[which - letters].tsv = table;

    test_topics topics;
    tg_str text = {"", 0};
    if (feed != NULL) text = (tg_str){(const char *)feed + 1, n - n_table - 2};
    text.n = tg_utf8_valid(text);
    if (test_topics_make(&topics, tables, 5, NULL, 0, NULL) == TAGGER_OK) judge(&topics, text);
    test_topics_dispose(&topics);
    return 0;
}
