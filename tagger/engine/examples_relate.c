/* SPDX-License-Identifier: MIT
 *
 * examples_relate.c — what a relation rule reads off a sentence whose names are marked by hand.
 *
 *     nl: [p:An Maes] ([y:Groen]) sprak
 *
 * The sentence is tagged without its marks, for its tokens and roles; then the names found give way to
 * those that are marked, which are linked as any others.
 */
#include "engine/examples_relate.h"

#include "base/buf.h"
#include "base/status.h"
#include "engine/result.h"

enum { MAX_NAMES = 16 };

/** A sentence without its marks. */
typedef struct marked {
    tg_str text;
    tg_str lang; /* empty = English */
    uint32_t n;
    tagger_span at[MAX_NAMES]; /* bytes of text */
    tg_label label[MAX_NAMES];
} marked;

/** The label that a letter marks; TG_N_LABELS for none. */
static tg_label label_of(char letter)
{
    static const char letters[] = "poycldx"; /* in the order of enum tg_label */
    for (unsigned i = 0; i < TG_N_LABELS; i++) {
        if (letters[i] == letter) return (tg_label)i;
    }
    return TG_N_LABELS;
}

/** Cut "nl: " off the front. */
static tg_str cut_lang(tg_str *sentence)
{
    if (sentence->n < 4 || memcmp(sentence->p + 2, ": ", 2) != 0) return TG_LIT("en");
    tg_str lang = {sentence->p, 2};
    *sentence = (tg_str){sentence->p + 4, sentence->n - 4};
    return lang;
}

/** Read the mark at the front of *left, "[p:An Maes]". */
static tagger_status read_mark(marked *m, tg_buf *text, tg_str *left, tagger_error *err)
{
    const char *close = memchr(left->p, ']', left->n);
    size_t n = close != NULL ? (size_t)(close - left->p) : 0;
    tg_label label = n > 3 && left->p[2] == ':' ? label_of(left->p[1]) : TG_N_LABELS;
    if (label == TG_N_LABELS || m->n == MAX_NAMES) {
        return tg_fail(err, TAGGER_E_DATA,
                       "a name is not marked as in [p:An Maes], with one of the letters poycldx");
    }
    m->label[m->n] = label;
    m->at[m->n].begin = (uint32_t)text->n;
    tg_buf_str(text, (tg_str){left->p + 3, n - 3});
    m->at[m->n++].end = (uint32_t)text->n;
    *left = (tg_str){left->p + n + 1, left->n - n - 1};
    return TAGGER_OK;
}

static tagger_status read_marks(marked *m, tg_buf *text, tg_str sentence, tagger_error *err)
{
    m->n = 0;
    m->lang = cut_lang(&sentence);
    text->n = 0;
    while (sentence.n > 0) {
        if (*sentence.p == '[') {
            TG_TRY(read_mark(m, text, &sentence, err));
            continue;
        }
        tg_buf_char(text, *sentence.p);
        sentence = (tg_str){sentence.p + 1, sentence.n - 1};
    }
    tg_buf_char(text, '.'); /* examples end without one */
    m->text = tg_buf_view(text);
    return text->oom ? tg_fail(err, TAGGER_E_NOMEM, "no memory for an example") : TAGGER_OK;
}

/** The marked names as what was resolved. */
static tagger_status resolve(tg_resolved *out, tagger_result *r, const marked *m,
                             tg_candidates *candidates, tagger_error *err)
{
    const tg_tokens *t = &r->tokens;
    *out = (tg_resolved){.at = TG_ARENA_NEW(&r->arena, tg_labelled, MAX_NAMES),
                         .candidate = TG_ARENA_NEW(&r->arena, uint32_t, MAX_NAMES),
                         .probability = TG_ARENA_NEW(&r->arena, float, MAX_NAMES),
                         .candidates = candidates};
    if (r->arena.oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory for an example");
    out->facts.view = &r->view;
    uint32_t token = 0;
    for (uint32_t i = 0; i < m->n; i++) {
        while (token < t->n && t->end[token] <= m->at[i].begin) token++;
        uint32_t begin = token;
        while (token < t->n && t->begin[token] < m->at[i].end) token++;
        bool whole =
            token > begin && t->begin[begin] == m->at[i].begin && t->end[token - 1] == m->at[i].end;
        if (!whole) return tg_fail(err, TAGGER_E_DATA, "a marked name is not made of whole words");
        out->at[i] = (tg_labelled){begin, token, (uint8_t)m->label[i]};
        out->candidate[i] = i;
        out->probability[i] = 1;
        out->n++;
        tg_candidates_add(candidates, &r->arena,
                          (tg_candidate){.begin = begin, .end = token, .form = TG_NO_FORM});
    }
    return tg_candidates_seal(candidates, &r->arena, err);
}

static tagger_status read(tg_reading *out, tagger_result *r, tg_linked *linked,
                          const tg_relation_rules *rules, uint32_t rule, tagger_error *err)
{
    tg_relations got;
    TG_TRY(tg_relate(&got, &r->arena, &r->view, linked, rules, err));
    const char *name = tg_relation_rule_name(rules, rule).p; /* no other rule's, even when alike */
    *out = got.n > 0 ? TG_READS_OTHERWISE : TG_READS_NOTHING;
    for (uint32_t i = 0; i < got.n; i++) {
        if (got.at[i].rule.p == name) *out = TG_READS;
    }
    return TAGGER_OK;
}

/** The sentence of `m` is tagged and read. */
static tagger_status read_marked(tg_reading *out, tagger_worker *worker, const marked *m,
                                 const tg_relation_rules *rules, uint32_t rule, tagger_error *err)
{
    tagger_article article = {.text = m->text, .lang = m->lang};
    tagger_result *r = NULL;
    TG_TRY(tagger_tag(&r, worker, &article, err));
    tg_candidates candidates = {0};
    tg_resolved resolved;
    tg_linked linked;
    tg_wanted wanted = {.types = UINT32_MAX, .all_zones = true};
    tagger_status status = resolve(&resolved, r, m, &candidates, err);
    if (status == TAGGER_OK)
        status = tg_link(&linked, &r->arena, &resolved, r->engine->patterns, &wanted, err);
    if (status == TAGGER_OK) status = read(out, r, &linked, rules, rule, err);
    tagger_result_free(r);
    return status;
}

tagger_status tg_relation_example(tg_reading *out, tagger_worker *worker,
                                  const tg_relation_rules *rules, uint32_t rule, tg_str sentence,
                                  tagger_error *err)
{
    marked m;
    tg_buf text = TG_BUF_INIT;
    tagger_status status = read_marks(&m, &text, sentence, err);
    if (status == TAGGER_OK) status = read_marked(out, worker, &m, rules, rule, err);
    tg_buf_dispose(&text);
    return status;
}
