/* SPDX-License-Identifier: MIT
 *
 * link.c — labelled spans to mentions of entities.
 */
#include "entity/link.h"

#include <stdio.h>

#include "base/status.h"
#include "match/gazetteer.h"

/** The first entry of the candidate's form that has the label and may be written so, or NULL. */
static const tg_entry *entry_of(const tg_view *v, const tg_candidate *c, uint8_t label)
{
    if (c->form == TG_NO_FORM) return NULL;
    uint32_t n = 0;
    const tg_lexicon *lex = tg_form_lexicon(v->lists, c->form);
    const tg_entry *e = tg_form_entries(v->lists, c->form, &n);
    uint8_t kind = label == TG_DEMONYM ? TG_KIND_COUNTRY : label;
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].kind == kind && tg_entry_case_ok(v, lex, &e[i], c->begin, c->end)) return &e[i];
    }
    return NULL;
}

static tg_str printed(tg_arena *arena, const char *text, int n)
{
    char *p = n > 0 ? tg_arena_alloc(arena, (size_t)n) : NULL;
    if (p == NULL) return (tg_str){0};
    memcpy(p, text, (size_t)n);
    return (tg_str){p, (size_t)n};
}

/** "people/politicians.tsv:812", a pattern's name, or the shape rule. */
static tg_str rule_of(tg_arena *arena, const tg_view *v, const tg_candidate *c, const tg_entry *e,
                      const tg_patterns *patterns)
{
    if (e != NULL) {
        tg_str file = tg_lexicon_file(tg_form_lexicon(v->lists, c->form), e->file);
        char text[160];
        int n = snprintf(text, sizeof text, "%.*s:%u", (int)file.n, file.p, e->line);
        return printed(arena, text, n);
    }
    if (c->rule != 0) return tg_pattern_name(patterns, c->rule - 1U);
    return TG_LIT("capitals");
}

static tagger_mention mention_of(tg_arena *arena, const tg_resolved *r, uint32_t i,
                                 const tg_patterns *patterns)
{
    const tg_view *v = r->facts.view;
    const tg_candidate *c = &r->candidates->at[r->candidate[i]];
    uint8_t label = r->at[i].label;
    const tg_entry *e = entry_of(v, c, label);
    uint32_t sentence = v->sentence[c->begin];
    return (tagger_mention){
        .at = {v->tokens->begin[c->begin], v->tokens->end[c->end - 1]},
        .type = label == TG_DEMONYM ? TAGGER_COUNTRY : (tagger_type)label,
        .form = label == TG_DEMONYM ? TAGGER_FORM_DEMONYM : TAGGER_FORM_NAME,
        .zone = (tagger_zone)tg_view_zone(v, c->begin),
        .sentence = sentence,
        .paragraph = v->sentences->block[sentence],
        .entity = TAGGER_NONE,
        .score = r->probability[i],
        .how = e != NULL      ? "gazetteer"
               : c->rule != 0 ? "regex"
                              : "shape",
        .rule = rule_of(arena, v, c, e, patterns),
    };
}

static bool is_wanted(const tagger_mention *m, uint8_t label, const tg_wanted *wanted)
{
    if (label == TG_OTHER || (wanted->types >> m->type & 1) == 0 || m->score < wanted->min_score)
        return false;
    return wanted->all_zones || (m->zone != TAGGER_FURNITURE && m->zone != TAGGER_TEASER);
}

static tg_str name_key(tg_arena *arena, tg_str name)
{
    char *p = tg_arena_alloc(arena, 3 * name.n + 2);
    if (p == NULL) return (tg_str){0};
    p[0] = 'n';
    p[1] = ':';
    return (tg_str){p, 2 + tg_fold(p + 2, name)};
}

static uint32_t entity_for(tg_linked *out, tg_arena *arena, const tg_resolved *r, uint32_t i,
                           const tagger_mention *m)
{
    const tg_view *v = r->facts.view;
    const tg_candidate *c = &r->candidates->at[r->candidate[i]];
    const tg_entry *e = entry_of(v, c, r->at[i].label);
    tagger_entity x = {.type = m->type, .known = e != NULL};
    if (e != NULL) {
        tg_known known = tg_lexicon_entity(tg_form_lexicon(v->lists, c->form), e->entity);
        x.key = known.id;
        x.name = known.name;
        x.country = known.country;
        x.subtype = known.subtype;
        x.wikidata = known.wikidata;
    } else {
        x.name = tg_view_text(v, c->begin, c->end);
        x.key = name_key(arena, x.name);
    }
    for (uint32_t k = 0; k < out->n_entities; k++) {
        if (out->entity[k].type == x.type && tg_str_eq(out->entity[k].key, x.key)) return k;
    }
    out->entity[out->n_entities] = x;
    return out->n_entities++;
}

tagger_status tg_link(tg_linked *out, tg_arena *arena, const tg_resolved *resolved,
                      const tg_patterns *patterns, const tg_wanted *wanted, tagger_error *err)
{
    uint32_t n = resolved->n;
    *out = (tg_linked){.mention = TG_ARENA_NEW(arena, tagger_mention, n),
                       .first = TG_ARENA_NEW(arena, uint32_t, n),
                       .end = TG_ARENA_NEW(arena, uint32_t, n),
                       .entity = TG_ARENA_NEW(arena, tagger_entity, n)};
    if (arena->oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u mentions", n);
    for (uint32_t i = 0; i < n; i++) {
        tagger_mention m = mention_of(arena, resolved, i, patterns);
        if (!is_wanted(&m, resolved->at[i].label, wanted)) continue;
        m.entity = entity_for(out, arena, resolved, i, &m);
        out->entity[m.entity].n_mentions++;
        out->first[out->n_mentions] = resolved->at[i].begin;
        out->end[out->n_mentions] = resolved->at[i].end;
        out->mention[out->n_mentions++] = m;
    }
    return arena->oom ? tg_fail(err, TAGGER_E_NOMEM, "no memory for %u mentions", n) : TAGGER_OK;
}
