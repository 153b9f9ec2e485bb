/* SPDX-License-Identifier: MIT
 *
 * api_dump.c — tagger_dump(): what one stage made, one line a thing.
 */
#include <stdarg.h>

#include "base/number.h"
#include "base/status.h"
#include "base/utf8.h"
#include "engine/pipeline.h"

enum { MOST_TEXTS = 4, MOST_BYTES = 200 };

typedef struct dump {
    const tagger_result *r;
    tagger_line_fn *line;
    void *context;
    bool stopped;
    char texts[MOST_TEXTS][MOST_BYTES + 1]; /* of the line in work, used in turn */
    unsigned n_texts;
} dump;

/** Hand on one formatted line. */
__attribute__((format(printf, 2, 3))) static void emit(dump *d, const char *fmt, ...)
{
    char text[(MOST_TEXTS + 1) * (MOST_BYTES + 1)];
    va_list args;
    va_start(args, fmt);
    int n = tg_vprint(text, sizeof text, fmt, args);
    va_end(args);
    size_t most = sizeof text - 1;
    if (n < 0 || d->stopped) return;
    d->stopped = !d->line(d->context, (tagger_str){text, (size_t)n < most ? (size_t)n : most});
}

/** A text as a cell of the line in work, which has at most MOST_TEXTS: on one line, without tabs,
 *  long ones cut. */
static const char *cell(dump *d, tg_str s)
{
    char *out = d->texts[d->n_texts++ % MOST_TEXTS];
    out[tg_utf8_flat(out, MOST_BYTES, s)] = '\0';
    return out;
}

static const char *text_at(dump *d, tagger_span at)
{
    return cell(d, (tg_str){d->r->document.text.p + at.begin, at.end - at.begin});
}

static void dump_zones(dump *d)
{
    for (uint32_t i = 0; i < d->r->zones.n; i++) {
        const tagger_zone_block *b = &d->r->blocks[i];
        emit(d, "%u\t%u\t%s\t%s\t%s", b->at.begin, b->at.end, tagger_zone_name(b->zone), b->rule,
             text_at(d, b->at));
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
        emit(d, "%u\t%u\t%s\t%s", at.begin, at.end, flags, text_at(d, at));
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
                emit(d, "%u\t%u\t%s:%u\t%s", d->r->tokens.begin[hit->begin],
                     d->r->tokens.end[hit->end - 1], cell(d, file), e[k].line, cell(d, t));
            }
        }
    }
}

static void dump_sentences(dump *d)
{
    for (uint32_t i = 0; i < d->r->sentences.n; i++) {
        const tagger_sentence *s = &d->r->sentence[i];
        emit(d, "%u\t%u\t%u\t%s", s->at.begin, s->at.end, s->paragraph, text_at(d, s->at));
    }
}

static void dump_candidates(dump *d)
{
    for (uint32_t i = 0; i < d->r->candidates.n; i++) {
        const tg_candidate *c = &d->r->candidates.at[i];
        tg_str t = tg_view_text(&d->r->view, c->begin, c->end);
        const float *score = d->r->resolved.lattice.score[i];
        emit(d,
             "%u\t%u\t%s\tperson %.2f\torganization %.2f\tparty %.2f\tcountry %.2f\tlocation "
             "%.2f\tdemonym %.2f\tother %.2f",
             d->r->tokens.begin[c->begin], d->r->tokens.end[c->end - 1], cell(d, t),
             (double)score[TG_PERSON], (double)score[TG_ORGANIZATION], (double)score[TG_PARTY],
             (double)score[TG_COUNTRY], (double)score[TG_LOCATION], (double)score[TG_DEMONYM],
             (double)score[TG_OTHER]);
    }
}

static void dump_mentions(dump *d)
{
    for (uint32_t i = 0; i < d->r->linked.n_mentions; i++) {
        const tagger_mention *m = &d->r->linked.mention[i];
        emit(d, "%u\t%u\t%s\t%s\t%s\t%.3f\t%s\t%s\t%s", m->at.begin, m->at.end,
             tagger_type_name(m->type), tagger_form_name(m->form), tagger_zone_name(m->zone),
             (double)m->score, m->how, cell(d, m->rule), text_at(d, m->at));
    }
}

static void dump_entities(dump *d)
{
    for (uint32_t i = 0; i < d->r->linked.n_entities; i++) {
        const tagger_entity *e = &d->r->linked.entity[i];
        emit(d, "%s\t%s\t%s\t%u", tagger_type_name(e->type), cell(d, e->key), cell(d, e->name),
             e->n_mentions);
    }
}

static void dump_relations(dump *d)
{
    for (uint32_t i = 0; i < d->r->relations.n; i++) {
        const tagger_relation *x = &d->r->relations.at[i];
        const tagger_mention *mention = d->r->linked.mention;
        const char *subject = text_at(d, mention[x->subject].at);
        const char *object = x->object == TAGGER_NONE ? "-" : text_at(d, mention[x->object].at);
        emit(d, "%s\t%s\t%s\t%s\t%s", subject, x->predicate, object, cell(d, x->value),
             cell(d, x->rule));
    }
}

static void dump_quotes(dump *d)
{
    for (uint32_t i = 0; i < d->r->n_quotes; i++) {
        const tagger_quote *q = &d->r->quote[i];
        for (uint32_t k = 0; k < q->n_content; k++) {
            emit(d, "%s\t%s\t%s", q->kind, text_at(d, q->source), text_at(d, q->content[k]));
        }
    }
}

static void dump_topics(dump *d)
{
    for (uint32_t i = 0; i < d->r->topics.n; i++) {
        const tagger_topic *t = &d->r->topics.at[i];
        emit(d, "%s\t%s\t%.2f\t%.2f", cell(d, t->id), cell(d, t->label), (double)t->score,
             (double)t->confidence);
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
