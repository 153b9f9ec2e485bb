/* SPDX-License-Identifier: MIT
 *
 * api_dump.c — tagger_dump(): what one stage made, one line a thing.
 */
#include <stdarg.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/pipeline.h"

typedef struct dump {
    const tagger_result *r;
    tagger_line_fn *line;
    void *context;
    bool stopped;
} dump;

/** Hand on one formatted line; long texts are cut. */
__attribute__((format(printf, 2, 3))) static void emit(dump *d, const char *fmt, ...)
{
    char text[512];
    va_list args;
    va_start(args, fmt);
    int n = tg_vprint(text, sizeof text, fmt, args);
    va_end(args);
    size_t most = sizeof text - 1;
    if (n < 0 || d->stopped) return;
    d->stopped = !d->line(d->context, (tagger_str){text, (size_t)n < most ? (size_t)n : most});
}

static int shown(tg_str s)
{
    enum { MOST = 200 };
    return s.n < MOST ? (int)s.n : MOST;
}

static tg_str text_at(const dump *d, tagger_span at)
{
    return (tg_str){d->r->document.text.p + at.begin, at.end - at.begin};
}

static void dump_zones(dump *d)
{
    for (uint32_t i = 0; i < d->r->zones.n; i++) {
        const tagger_zone_block *b = &d->r->blocks[i];
        tg_str t = text_at(d, b->at);
        emit(d, "%u\t%u\t%s\t%s\t%.*s", b->at.begin, b->at.end, tagger_zone_name(b->zone), b->rule,
             shown(t), t.p);
    }
}

static void dump_tokens(dump *d)
{
    static const char letters[] = "UCDWGLPI"; /* in the order of enum tg_token_flag */
    for (uint32_t i = 0; i < d->r->tokens.n; i++) {
        tagger_span at = tagger_result_token(d->r, i);
        char flags[9] = "--------";
        for (unsigned k = 0; k < 8; k++) {
            if ((d->r->tokens.flags[i] >> k & 1) != 0) flags[k] = letters[k];
        }
        tg_str t = text_at(d, at);
        emit(d, "%u\t%u\t%s\t%.*s", at.begin, at.end, flags, shown(t), t.p);
    }
}

static void dump_hits(dump *d)
{
    const tg_lists *lists = &d->r->engine->lists;
    for (uint32_t l = 0; l < lists->n; l++) {
        for (uint32_t h = 0; h < d->r->hits[l].n; h++) {
            const tg_hit *hit = &d->r->hits[l].at[h];
            uint32_t n = 0;
            const tg_entry *e = tg_lexicon_entries(lists->lex[l], hit->form, &n);
            tg_str t = tg_view_text(&d->r->view, hit->begin, hit->end);
            for (uint32_t k = 0; k < n; k++) {
                tg_str file = tg_lexicon_file(lists->lex[l], e[k].file);
                emit(d, "%u\t%u\t%.*s:%u\t%.*s", d->r->tokens.begin[hit->begin],
                     d->r->tokens.end[hit->end - 1], shown(file), file.p, e[k].line, shown(t), t.p);
            }
        }
    }
}

static void dump_sentences(dump *d)
{
    for (uint32_t i = 0; i < d->r->sentences.n; i++) {
        const tagger_sentence *s = &d->r->sentence[i];
        tg_str t = text_at(d, s->at);
        emit(d, "%u\t%u\t%u\t%.*s", s->at.begin, s->at.end, s->paragraph, shown(t), t.p);
    }
}

static void dump_candidates(dump *d)
{
    for (uint32_t i = 0; i < d->r->candidates.n; i++) {
        const tg_candidate *c = &d->r->candidates.at[i];
        tg_str t = tg_view_text(&d->r->view, c->begin, c->end);
        const float *score = d->r->resolved.lattice.score[i];
        emit(d,
             "%u\t%u\t%.*s\tperson %.2f\torganization %.2f\tparty %.2f\tcountry %.2f\tlocation "
             "%.2f\tdemonym %.2f\tother %.2f",
             d->r->tokens.begin[c->begin], d->r->tokens.end[c->end - 1], shown(t), t.p,
             (double)score[TG_PERSON], (double)score[TG_ORGANIZATION], (double)score[TG_PARTY],
             (double)score[TG_COUNTRY], (double)score[TG_LOCATION], (double)score[TG_DEMONYM],
             (double)score[TG_OTHER]);
    }
}

static void dump_mentions(dump *d)
{
    for (uint32_t i = 0; i < d->r->linked.n_mentions; i++) {
        const tagger_mention *m = &d->r->linked.mention[i];
        tg_str t = text_at(d, m->at);
        emit(d, "%u\t%u\t%s\t%s\t%s\t%.3f\t%s\t%.*s\t%.*s", m->at.begin, m->at.end,
             tagger_type_name(m->type), tagger_form_name(m->form), tagger_zone_name(m->zone),
             (double)m->score, m->how, shown(m->rule), m->rule.p, shown(t), t.p);
    }
}

static void dump_entities(dump *d)
{
    for (uint32_t i = 0; i < d->r->linked.n_entities; i++) {
        const tagger_entity *e = &d->r->linked.entity[i];
        emit(d, "%s\t%.*s\t%.*s\t%u", tagger_type_name(e->type), shown(e->key), e->key.p,
             shown(e->name), e->name.p, e->n_mentions);
    }
}

static void dump_relations(dump *d)
{
    for (uint32_t i = 0; i < d->r->relations.n; i++) {
        const tagger_relation *x = &d->r->relations.at[i];
        tg_str subject = text_at(d, d->r->linked.mention[x->subject].at);
        tg_str object =
            x->object == TAGGER_NONE ? TG_LIT("-") : text_at(d, d->r->linked.mention[x->object].at);
        emit(d, "%.*s\t%s\t%.*s\t%.*s\t%.*s", shown(subject), subject.p, x->predicate,
             shown(object), object.p, shown(x->value), x->value.p, shown(x->rule), x->rule.p);
    }
}

static void dump_quotes(dump *d)
{
    for (uint32_t i = 0; i < d->r->n_quotes; i++) {
        const tagger_quote *q = &d->r->quote[i];
        tg_str source = text_at(d, q->source);
        for (uint32_t k = 0; k < q->n_content; k++) {
            tg_str t = text_at(d, q->content[k]);
            emit(d, "%s\t%.*s\t%.*s", q->kind, shown(source), source.p, shown(t), t.p);
        }
    }
}

static void dump_topics(dump *d)
{
    for (uint32_t i = 0; i < d->r->topics.n; i++) {
        const tagger_topic *t = &d->r->topics.at[i];
        emit(d, "%.*s\t%.*s\t%.2f\t%.2f", shown(t->id), t->id.p, shown(t->label), t->label.p,
             (double)t->score, (double)t->confidence);
    }
}

tagger_status tagger_dump(const tagger_result *r, const char *stage, tagger_line_fn *line,
                          void *context, tagger_error *err)
{
    static const struct {
        const char *name;
        void (*run)(dump *d);
    } dumps[] = {
        {"zones", dump_zones},         {"tokens", dump_tokens},         {"hits", dump_hits},
        {"sentences", dump_sentences}, {"candidates", dump_candidates}, {"mentions", dump_mentions},
        {"entities", dump_entities},   {"relations", dump_relations},   {"quotes", dump_quotes},
        {"topics", dump_topics}};
    dump d = {.r = r, .line = line, .context = context};
    for (size_t i = 0; i < sizeof dumps / sizeof dumps[0]; i++) {
        if (strcmp(dumps[i].name, stage) != 0) continue;
        dumps[i].run(&d);
        return TAGGER_OK;
    }
    return tg_fail(err, TAGGER_E_USAGE,
                   "no stage '%s': zones, tokens, hits, sentences, candidates, mentions, "
                   "entities, relations, quotes or topics",
                   stage);
}
