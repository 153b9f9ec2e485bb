/* SPDX-License-Identifier: MIT
 *
 * pipeline.c — the only file that knows all stages.
 *
 *     document ─▶ zones ─▶ tokens ─▶ hits ─▶ sentences ─▶ candidates
 *                                                             │
 *                  topics ◀─ quotes ◀─ relations ◀─ entities ◀─ mentions
 *
 * Each stage reads what the ones before it left in the result and adds its own
 * struct, in the result's arena.
 */
#include "engine/pipeline.h"

#include <time.h>

#include "base/status.h"
#include "doc/date.h"
#include "doc/hyphen.h"
#include "match/clause.h"
#include "match/compound.h"
#include "match/gazetteer.h"
#include "match/language.h"
#include "match/shape.h"
#include "relate/quote.h"

/** Blocks that share a paragraph number become one span: the unit of sentences and pairs. */
static tagger_status join_paragraphs(tagger_result *r, tagger_error *err)
{
    const tg_zones *z = &r->zones;
    r->paragraph = TG_ARENA_NEW(&r->arena, tagger_span, z->n);
    r->paragraph_zone = TG_ARENA_NEW(&r->arena, uint8_t, z->n);
    r->blocks = TG_ARENA_NEW(&r->arena, tagger_zone_block, z->n);
    if (r->arena.oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u blocks", z->n);
    for (uint32_t i = 0; i < z->n; i++) {
        r->blocks[i] = (tagger_zone_block){z->at[i], (tagger_zone)z->zone[i], z->rule[i]};
        bool same = i > 0 && z->paragraph[i] == z->paragraph[i - 1] && z->zone[i] == z->zone[i - 1];
        if (same) {
            r->paragraph[r->n_paragraphs - 1].end = z->at[i].end;
            continue;
        }
        r->paragraph_zone[r->n_paragraphs] = z->zone[i];
        r->paragraph[r->n_paragraphs++] = z->at[i];
    }
    return TAGGER_OK;
}

static tagger_status run_zones(tagger_result *r, tagger_error *err)
{
    const tg_document *d = &r->document;
    if (r->engine->options.zones == TAGGER_ZONES_OFF) {
        TG_TRY(tg_zones_all_body(&r->zones, &r->arena, d->text, d->n_title, err));
    } else {
        TG_TRY(tg_zones_find(&r->zones, &r->arena, d->text, d->n_title, r->engine->cues, err));
    }
    return join_paragraphs(r, err);
}

static tagger_status run_tokens(tagger_result *r, tagger_error *err)
{
    TG_TRY(tg_tokenize(&r->tokens, &r->arena, r->document.text, err));
    tg_hyphen_input in = {.text = r->document.text,
                          .paragraphs = r->paragraph,
                          .n_paragraphs = r->n_paragraphs,
                          .lex = r->engine->lex[0]};
    tg_hyphens_join(&r->tokens, &in);
    return tg_words_number(r->worker->words, &r->tokens, &r->arena, r->document.text, err);
}

static tagger_status run_hits(tagger_result *r, tagger_error *err)
{
    const tg_lists *lists = &r->engine->lists;
    r->hits = TG_ARENA_NEW(&r->arena, tg_hits, lists->n);
    if (r->hits == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for hits");
    tg_tokens plain = r->tokens;
    plain.words = NULL; /* the words know the first list only */
    for (uint32_t i = 0; i < lists->n; i++) {
        const tg_tokens *tokens = i == 0 ? &r->tokens : &plain;
        TG_TRY(
            tg_lexicon_find(&r->hits[i], &r->arena, lists->lex[i], tokens, r->document.text, err));
    }
    return TAGGER_OK;
}

static tagger_status run_sentences(tagger_result *r, tagger_error *err)
{
    const tagger_engine *e = r->engine;
    tg_sentence_input in = {.text = r->document.text,
                            .tokens = &r->tokens,
                            .blocks = r->paragraph,
                            .n_blocks = r->n_paragraphs,
                            .lex = e->lex[0],
                            .hits = &r->hits[0]};
    TG_TRY(tg_sentences_find(&r->sentences, &r->arena, &in, err));
    r->sentence = TG_ARENA_NEW(&r->arena, tagger_sentence, r->sentences.n);
    if (r->sentence == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u sentences", r->sentences.n);
    for (uint32_t i = 0; i < r->sentences.n; i++) {
        uint32_t first = r->sentences.first[i];
        uint32_t end = r->sentences.first[i + 1];
        r->sentence[i] = (tagger_sentence){{r->tokens.begin[first], r->tokens.end[end - 1]},
                                           r->sentences.block[i]};
    }
    r->view = (tg_view){.text = r->document.text,
                        .tokens = &r->tokens,
                        .sentences = &r->sentences,
                        .paragraph_zone = r->paragraph_zone,
                        .lists = &e->lists,
                        .hits = r->hits};
    r->view.lang = tg_lang_bit(r->document.lang);
    if (r->view.lang == 0) r->view.lang = tg_language_detect(&e->lists, r->hits);
    return tg_view_sentences(&r->view, &r->arena, err);
}

static tagger_status run_candidates(tagger_result *r, tagger_error *err)
{
    uint32_t n = r->tokens.n;
    uint64_t *marks = TG_ARENA_NEW(&r->arena, uint64_t, n);
    uint32_t *clause = TG_ARENA_NEW(&r->arena, uint32_t, n);
    if (marks == NULL || clause == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for the marks of %u tokens", n);
    memset(marks, 0, n * sizeof *marks);
    memset(clause, 0, n * sizeof *clause);
    tg_match_gazetteer(&r->candidates, marks, clause, &r->arena, &r->view);
    tg_match_compounds(marks, &r->view);
    tg_match_clitics(clause, &r->view);
    r->view.marks = marks;
    r->view.clause = clause;
    tg_match_shape(&r->candidates, &r->arena, &r->view);
    uint32_t n_limits = 0;
    tg_match_regex(&r->candidates, &r->arena, &r->view, r->engine->patterns, r->worker->scratch,
                   &n_limits);
    if (n_limits > 0) r->warning[r->n_warnings++] = TG_LIT("a pattern hit its match limit");
    return tg_candidates_seal(&r->candidates, &r->arena, err);
}

static tagger_status run_mentions(tagger_result *r, tagger_error *err)
{
    return tg_resolve(&r->resolved, &r->arena, &r->view, &r->candidates, r->engine->weights, err);
}

static tagger_status run_entities(tagger_result *r, tagger_error *err)
{
    const tagger_options *o = &r->engine->options;
    tg_wanted wanted = {.types = o->types, .min_score = o->min_score, .all_zones = o->all_zones};
    return tg_link(&r->linked, &r->arena, &r->resolved, r->engine->patterns, &wanted, err);
}

static tagger_status run_relations(tagger_result *r, tagger_error *err)
{
    return tg_relate(&r->relations, &r->arena, &r->view, &r->linked, r->engine->relation_rules,
                     err);
}

static tagger_status run_quotes(tagger_result *r, tagger_error *err)
{
    tg_quotes quotes;
    TG_TRY(tg_quotes_find(&quotes, &r->arena, &r->view, &r->linked, err));
    r->n_quotes = quotes.n;
    r->quote = quotes.at;
    return TAGGER_OK;
}

static tagger_status run_topics(tagger_result *r, tagger_error *err)
{
    const tagger_options *o = &r->engine->options;
    tg_topics_wanted wanted = {.mode = o->topics, .min_confidence = o->min_topic_score};
    return tg_topics_find(&r->topics, &r->arena, r->engine->topics, &r->resolved, &wanted, err);
}

static const tg_stage stages[] = {
    {"zones", run_zones},         {"tokens", run_tokens},         {"hits", run_hits},
    {"sentences", run_sentences}, {"candidates", run_candidates}, {"mentions", run_mentions},
    {"entities", run_entities},   {"relations", run_relations},   {"quotes", run_quotes},
    {"topics", run_topics},
};

enum { N_STAGES = sizeof stages / sizeof stages[0] };
_Static_assert((int)N_STAGES <= (int)TG_MAX_STAGES, "a result keeps the time of every stage");

const tg_stage *tg_pipeline(uint32_t *n)
{
    *n = N_STAGES;
    return stages;
}

static uint64_t now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000U + (uint64_t)t.tv_nsec;
}

tagger_status tg_pipeline_run(tagger_result *r, tagger_error *err)
{
    uint64_t before = now();
    for (uint32_t i = 0; i < N_STAGES; i++) {
        TG_TRY(stages[i].run(r, err));
        uint64_t after = now();
        r->stage_ns[i] = after - before;
        before = after;
    }
    return TAGGER_OK;
}
