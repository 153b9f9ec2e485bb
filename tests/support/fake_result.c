/* SPDX-License-Identifier: MIT */
#include "support/fake_result.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 4096, FEW = 16 };

/** A result with room for what it points to. */
typedef struct fake {
    tagger_result result; /* first: the two have one address */
    char *text;
    tagger_zone_block zones[MOST];
    tagger_sentence sentences[MOST];
    tagger_mention mentions[MOST];
    tagger_entity entities[MOST];
    tagger_relation relations[FEW];
    tagger_quote quotes[FEW];
    tagger_span contents[FEW];
    tagger_topic topics[FEW];
    tagger_str paths[FEW];
    uint32_t candidates[FEW];
    uint32_t n_candidates;
    char *strings[2 * MOST]; /* to free */
    uint32_t n_strings;
} fake;

static char *keep(fake *f, const char *p, size_t n)
{
    char *copy = malloc(n + 1);
    memcpy(copy, p, n);
    copy[n] = '\0';
    f->strings[f->n_strings++] = copy;
    return copy;
}

static tagger_str str(const char *s)
{
    return (tagger_str){s, s == NULL ? 0 : strlen(s)};
}

static tagger_type type_of(char letter)
{
    switch (tolower(letter)) {
    case 'o':
        return TAGGER_ORGANIZATION;
    case 'y':
        return TAGGER_PARTY;
    case 'c':
        return TAGGER_COUNTRY;
    case 'l':
        return TAGGER_LOCATION;
    default:
        return TAGGER_PERSON;
    }
}

static uint32_t entity_of(fake *f, char letter, const char *name, size_t n)
{
    char *key = malloc(n + 3);
    f->strings[f->n_strings++] = key;
    bool known = isupper(letter) != 0;
    key[0] = known ? 'Q' : 'n';
    key[1] = ':';
    for (size_t i = 0; i < n; i++) key[2 + i] = (char)tolower(name[i]);
    key[2 + n] = '\0';
    for (uint32_t i = 0; i < f->result.n_entities; i++) {
        tagger_entity *e = &f->entities[i];
        if (e->type == type_of(letter) && e->key.n == n + 2 && memcmp(e->key.p, key, n + 2) == 0)
            return i;
    }
    f->entities[f->result.n_entities] = (tagger_entity){.type = type_of(letter),
                                                        .key = {key, n + 2},
                                                        .name = {keep(f, name, n), n},
                                                        .known = known};
    return f->result.n_entities++;
}

static void add_candidates(fake *f, tagger_mention *m, const char *names, const char *end)
{
    m->candidates = &f->candidates[f->n_candidates];
    for (const char *p = names; p < end;) {
        const char *slash = memchr(p, '/', (size_t)(end - p));
        if (slash == NULL) slash = end;
        f->candidates[f->n_candidates++] = entity_of(f, 'p', p, (size_t)(slash - p));
        m->n_candidates++;
        p = slash + 1;
    }
}

/** Read "[x:surface=name]" at p, append the surface to the text. @return past the bracket. */
static const char *read_mention(fake *f, const char *p, size_t *n_text, tagger_zone zone)
{
    const char *close = strchr(p, ']');
    const char *surface = p + 3;
    const char *equals = memchr(surface, '=', (size_t)(close - surface));
    const char *end = equals != NULL ? equals : close;
    const char *name = equals != NULL ? equals + 1 : surface;
    tagger_mention *m = &f->mentions[f->result.n_mentions++];
    *m = (tagger_mention){.type = type_of(p[1]),
                          .form = equals == NULL                    ? TAGGER_FORM_NAME
                                  : type_of(p[1]) == TAGGER_PERSON  ? TAGGER_FORM_SURNAME
                                  : type_of(p[1]) == TAGGER_COUNTRY ? TAGGER_FORM_DEMONYM
                                                                    : TAGGER_FORM_ALIAS,
                          .zone = zone,
                          .sentence = f->result.n_sentences,
                          .entity = TAGGER_NONE,
                          .score = 0.9F,
                          .how = "shape",
                          .rule = str("people/test.tsv:7")};
    if (p[1] == '?') {
        add_candidates(f, m, name, close);
    } else {
        m->entity = entity_of(f, p[1], name, (size_t)(close - name));
        f->entities[m->entity].n_mentions++;
    }
    m->at.begin = (uint32_t)*n_text;
    memcpy(f->text + *n_text, surface, (size_t)(end - surface));
    *n_text += (size_t)(end - surface);
    m->at.end = (uint32_t)*n_text;
    return close + 1;
}

static void end_sentence(fake *f, uint32_t *begin, size_t n_text, uint32_t paragraph)
{
    if (n_text > *begin) {
        f->sentences[f->result.n_sentences++] =
            (tagger_sentence){.at = {*begin, (uint32_t)n_text}, .paragraph = paragraph};
    }
    *begin = (uint32_t)n_text;
}

static const char *read_paragraph(fake *f, const char *p, size_t *n_text, uint32_t number)
{
    tagger_zone zone = *p == '#' ? TAGGER_HEADLINE : *p == '~' ? TAGGER_FURNITURE : TAGGER_BODY;
    if (zone != TAGGER_BODY) p += 2;
    uint32_t begin = (uint32_t)*n_text;
    uint32_t sentence = begin;
    uint32_t first = f->result.n_mentions;
    while (*p != '\0' && strncmp(p, "\n\n", 2) != 0) {
        if (*p == '[') {
            p = read_mention(f, p, n_text, zone);
            continue;
        }
        bool stop = *p == '.' && (p[1] == ' ' || p[1] == '\n' || p[1] == '\0');
        f->text[(*n_text)++] = *p++;
        if (stop) end_sentence(f, &sentence, *n_text, number);
        if (stop && *p == ' ') {
            f->text[(*n_text)++] = *p++;
            sentence = (uint32_t)*n_text;
        }
    }
    end_sentence(f, &sentence, *n_text, number);
    for (uint32_t i = first; i < f->result.n_mentions; i++) f->mentions[i].paragraph = number;
    f->zones[f->result.n_zones++] =
        (tagger_zone_block){.at = {begin, (uint32_t)*n_text}, .zone = zone, .rule = "fake"};
    if (zone == TAGGER_HEADLINE)
        f->result.meta.title = (tagger_str){f->text + begin, *n_text - begin};
    return p;
}

tagger_result *fake_result(const char *uri, const char *date, const char *markup)
{
    fake *f = calloc(1, sizeof *f);
    tagger_result *r = &f->result;
    f->text = keep(f, markup, strlen(markup));
    size_t n_text = 0;
    uint32_t number = 0;
    for (const char *p = markup; *p != '\0';) {
        p = read_paragraph(f, p, &n_text, number++);
        while (*p == '\n') f->text[n_text++] = *p++;
    }
    r->zones = f->zones;
    r->sentences = f->sentences;
    r->mentions = f->mentions;
    r->entities = f->entities;
    r->relations = f->relations;
    r->quotes = f->quotes;
    r->topics = f->topics;
    r->meta.text = (tagger_str){f->text, n_text};
    r->meta.id = str(keep(f, uri, strlen(uri)));
    if (date != NULL) r->meta.date = str(keep(f, date, strlen(date)));
    r->meta.date_from = date != NULL ? "field" : NULL;
    r->meta.lang = str("en");
    r->meta.encoding = "utf-8";
    return r;
}

tagger_article fake_article(const tagger_result *r)
{
    return (tagger_article){.id = r->meta.id, .text = r->meta.text, .date = r->meta.date};
}

void fake_relation(tagger_result *r, uint32_t subject, const char *predicate, uint32_t object,
                   const char *value)
{
    ((fake *)r)->relations[r->n_relations++] = (tagger_relation){.subject = subject,
                                                                 .object = object,
                                                                 .predicate = predicate,
                                                                 .value = str(value),
                                                                 .at = r->mentions[subject].at,
                                                                 .rule = str("fake-relation"),
                                                                 .score = 0.8F};
}

void fake_quote(tagger_result *r, uint32_t speaker, const char *content)
{
    const char *at = strstr(((fake *)r)->text, content);
    tagger_span *span = &((fake *)r)->contents[r->n_quotes];
    *span = (tagger_span){(uint32_t)(at - ((fake *)r)->text),
                          (uint32_t)(at - ((fake *)r)->text + (long)strlen(content))};
    ((fake *)r)->quotes[r->n_quotes++] =
        (tagger_quote){.speaker = speaker, .content = span, .n_content = 1, .kind = "direct"};
}

void fake_topic(tagger_result *r, const char *id, const char *label)
{
    tagger_str *path = &((fake *)r)->paths[r->n_topics];
    *path = str(id);
    ((fake *)r)->topics[r->n_topics++] = (tagger_topic){.id = *path,
                                                        .label = str(label),
                                                        .path = path,
                                                        .n_path = 1,
                                                        .score = 2,
                                                        .confidence = 0.7F};
}

void fake_source(tagger_result *r, const char *source)
{
    r->meta.source = str(source);
}

void fake_result_free(tagger_result *r)
{
    fake *f = (fake *)r;
    if (f == NULL) return;
    for (uint32_t i = 0; i < f->n_strings; i++) free(f->strings[i]);
    free(f);
}
