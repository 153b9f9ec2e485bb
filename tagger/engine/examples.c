/* SPDX-License-Identifier: MIT
 *
 * examples.c — run the example sentences that stand in lists.
 *
 * A cell holds sentences parted by " | "; what the row is to find stands in brackets:
 *
 *     must       Hij las [De Morgen] op de trein | In [De Morgen] stond het
 *     mustnot    De morgen begon vroeg | Ze sliep tot de [Morgen]
 *
 * Without brackets a sentence of `must` has the name somewhere, and a sentence of `mustnot` has
 * it nowhere. The sentence is tagged with the folder on top of the built-in lists; then only
 * what this one row says counts, before anything is resolved. The sentences of relation rules mark
 * their names, see examples_relate.c.
 */
#include "base/buf.h"
#include "base/mem.h"
#include "base/status.h"
#include "engine/examples_relate.h"
#include "engine/result.h"
#include "engine/tables.h"
#include "lex/rows.h"
#include "lex/sources.h"
#include "match/gazetteer.h"
#include "match/regex.h"

enum { MAX_SPANS = 16 };

/** A sentence without its brackets, and where they stood. */
typedef struct example {
    tg_buf text;
    uint32_t n;
    tagger_span at[MAX_SPANS]; /* bytes of text */
} example;

typedef struct runner {
    tagger_engine *engine;
    tagger_worker *worker;
    tagger_line_fn *line;
    void *context;
    tagger_tally *tally;
    tagger_error *err;
    tg_pattern_scratch *scratch; /* of the patterns that are run */
    tg_buf message;
    bool stopped;
} runner;

/** What stands behind a row of examples. */
typedef struct subject {
    const char *path;
    uint32_t line;
    tg_str lang; /* ISO 639-1 when the row is of one language; else empty */
    /* A row of a list: */
    uint32_t kind;
    uint32_t file;
    /* A pattern: */
    const tg_patterns *patterns;
    uint32_t pattern;
} subject;

/* ---- sentences ----------------------------------------------------------- */

static tagger_status read_example(example *e, tg_str sentence, const subject *s, tagger_error *err)
{
    bool open = false;
    e->n = 0;
    e->text.n = 0;
    for (size_t i = 0; i < sentence.n; i++) {
        char c = sentence.p[i];
        if (c != '[' && c != ']') {
            tg_buf_char(&e->text, c);
            continue;
        }
        if ((c == '[') == open || (c == '[' && e->n == MAX_SPANS)) {
            return tg_row_fail(err, s->path, s->line, "the brackets of an example do not pair");
        }
        open = c == '[';
        if (open) {
            e->at[e->n].begin = (uint32_t)e->text.n;
        } else {
            e->at[e->n++].end = (uint32_t)e->text.n;
        }
    }
    if (open) return tg_row_fail(err, s->path, s->line, "the brackets of an example do not pair");
    return e->text.oom ? tg_fail(err, TAGGER_E_NOMEM, "no memory for an example") : TAGGER_OK;
}

/** Cut the next sentence of a cell at " | ". */
static bool next_sentence(tg_str *left, tg_str *sentence)
{
    if (left->n == 0) return false;
    for (size_t i = 0; i + 3 <= left->n; i++) {
        if (memcmp(left->p + i, " | ", 3) != 0) continue;
        *sentence = (tg_str){left->p, i};
        *left = (tg_str){left->p + i + 3, left->n - i - 3};
        return true;
    }
    *sentence = *left;
    *left = (tg_str){NULL, 0};
    return true;
}

/* ---- what a row finds ---------------------------------------------------- */

static tagger_span bytes_of(const tg_view *v, uint32_t begin, uint32_t end)
{
    return (tagger_span){v->tokens->begin[begin], v->tokens->end[end - 1]};
}

static bool is_wanted(const tagger_span *at, tagger_span found)
{
    return at == NULL || (at->begin == found.begin && at->end == found.end);
}

/** Does this row of the list speak for the hit? A row that always wants a cue (ctx, gen, sur) may
 *  propose; any other must be sure. */
static bool row_speaks(const subject *s, const tg_view *v, const tg_lexicon *lex, const tg_hit *hit)
{
    const uint32_t cue = TG_ENTRY_CONTEXT | TG_ENTRY_GENERIC | TG_ENTRY_SURNAME;
    uint32_t n = 0;
    const tg_entry *e = tg_lexicon_entries(lex, hit->form, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (e[i].kind != s->kind || e[i].file != s->file || e[i].line != s->line) continue;
        if (!tg_entry_case_ok(v, lex, &e[i], hit->begin, hit->end)) continue;
        if ((e[i].flags & cue) != 0 || !tg_entry_is_weak(v, &e[i])) return true;
    }
    return false;
}

static bool list_finds(const subject *s, const tagger_result *r, const tagger_span *at)
{
    const tg_lists *lists = &r->engine->lists;
    const tg_lexicon *lex = lists->lex[lists->n - 1];
    const tg_hits *hits = &r->hits[lists->n - 1];
    for (uint32_t i = 0; i < hits->n; i++) {
        const tg_hit *hit = &hits->at[i];
        if (is_wanted(at, bytes_of(&r->view, hit->begin, hit->end)) &&
            row_speaks(s, &r->view, lex, hit))
            return true;
    }
    return false;
}

static bool pattern_finds(const subject *s, const tg_candidates *found, const tg_view *v,
                          const tagger_span *at)
{
    for (uint32_t i = 0; i < found->n; i++) {
        const tg_candidate *c = &found->at[i];
        if (c->rule == s->pattern + 1 && is_wanted(at, bytes_of(v, c->begin, c->end))) return true;
    }
    return false;
}

/* ---- running ------------------------------------------------------------- */

static void complain(runner *r, const subject *s, const char *what, tg_str sentence)
{
    r->tally->n_failed++;
    r->message.n = 0;
    tg_buf_word(&r->message, s->path);
    tg_buf_char(&r->message, ':');
    tg_buf_uint(&r->message, s->line);
    tg_buf_word(&r->message, what);
    tg_buf_str(&r->message, sentence);
    if (!r->message.oom) r->stopped = !r->line(r->context, tg_buf_view(&r->message));
}

/** Every span (or the whole sentence) is found exactly when `must`. */
static bool comes_out(runner *r, const subject *s, tagger_result *result, const example *e,
                      bool must)
{
    tg_candidates found = {0};
    if (s->patterns != NULL) {
        uint32_t n_limits = 0;
        tg_match_regex(&found, &result->arena, &result->view, s->patterns, r->scratch, &n_limits);
    }
    for (uint32_t i = 0; i < e->n || i == 0; i++) {
        const tagger_span *at = e->n > 0 ? &e->at[i] : NULL;
        bool finds = s->patterns != NULL ? pattern_finds(s, &found, &result->view, at)
                                         : list_finds(s, result, at);
        if (finds != must) return false;
    }
    return true;
}

static tagger_status run_sentence(runner *r, const subject *s, example *e, tg_str sentence,
                                  bool must)
{
    TG_TRY(read_example(e, sentence, s, r->err));
    tagger_article article = {.text = tg_buf_view(&e->text), .lang = s->lang};
    tagger_result *result = NULL;
    TG_TRY(tagger_tag(&result, r->worker, &article, r->err));
    r->tally->n_run++;
    if (!comes_out(r, s, result, e, must))
        complain(r, s, must ? ": does not find the name in: " : ": finds a name in: ", sentence);
    tagger_result_free(result);
    return TAGGER_OK;
}

static tagger_status run_cells(runner *r, const subject *s, tg_str must, tg_str mustnot)
{
    example e = {.text = TG_BUF_INIT};
    tagger_status status = TAGGER_OK;
    tg_str sentence;
    while (status == TAGGER_OK && !r->stopped && next_sentence(&must, &sentence))
        status = run_sentence(r, s, &e, sentence, true);
    while (status == TAGGER_OK && !r->stopped && next_sentence(&mustnot, &sentence))
        status = run_sentence(r, s, &e, sentence, false);
    tg_buf_dispose(&e.text);
    return status;
}

static tagger_status run_patterns(runner *r, const tg_patterns *patterns, const char *path)
{
    TG_TRY(tg_pattern_scratch_new(&r->scratch, patterns, r->err));
    tagger_status status = TAGGER_OK;
    for (uint32_t i = 0; i < tg_patterns_count(patterns) && status == TAGGER_OK; i++) {
        tg_pattern_examples x = tg_pattern_examples_of(patterns, i);
        subject s = {.path = path, .line = x.line, .patterns = patterns, .pattern = i};
        if (!r->stopped) status = run_cells(r, &s, x.must, x.mustnot);
    }
    tg_pattern_scratch_free(r->scratch);
    r->scratch = NULL;
    return status;
}

static tagger_status run_table(runner *r, const tg_source *source, uint32_t file)
{
    tg_rows rows;
    TG_TRY(tg_rows_open(&rows, source->bytes, source->path, r->err));
    for (bool more = true; more && !r->stopped;) {
        tg_row row;
        TG_TRY(tg_rows_next(&rows, &row, &more, r->err));
        if (!more || (row.must.n == 0 && row.mustnot.n == 0)) continue;
        subject s = {.path = source->path,
                     .line = row.line,
                     .lang = tg_lang_code(row.lang),
                     .kind = source->kind,
                     .file = file};
        TG_TRY(run_cells(r, &s, row.must, row.mustnot));
    }
    return TAGGER_OK;
}

/** What went wrong with a reading, or NULL. */
static const char *wrong_reading(tg_reading reading, bool must)
{
    if (!must) return reading == TG_READS ? ": reads a relation in: " : NULL;
    if (reading == TG_READS_OTHERWISE) return ": leaves it to another rule to read: ";
    return reading == TG_READS ? NULL : ": reads no relation in: ";
}

/** The sentences of one cell of relation rule s->pattern. */
static tagger_status run_marked(runner *r, const subject *s, const tg_relation_rules *rules,
                                tg_str cell, bool must)
{
    tagger_error why = {.status = TAGGER_OK};
    tagger_status status = TAGGER_OK;
    tg_str sentence;
    while (status == TAGGER_OK && !r->stopped && next_sentence(&cell, &sentence)) {
        tg_reading reading = TG_READS_NOTHING;
        status = tg_relation_example(&reading, r->worker, rules, s->pattern, sentence, &why);
        if (status != TAGGER_OK) break;
        r->tally->n_run++;
        const char *wrong = wrong_reading(reading, must);
        if (wrong != NULL) complain(r, s, wrong, sentence);
    }
    if (status == TAGGER_E_DATA) return tg_row_fail(r->err, s->path, s->line, "%s", why.text);
    return status == TAGGER_OK ? status : tg_fail(r->err, status, "%s", why.text);
}

/** The rules of one table, from rule `first` on. */
static tagger_status run_rules(runner *r, const tg_relation_rules *rules, uint32_t first,
                               const char *path)
{
    tagger_status status = TAGGER_OK;
    for (uint32_t i = first; i < tg_relation_rules_count(rules) && status == TAGGER_OK; i++) {
        subject s = {.path = path, .line = tg_relation_rule_line(rules, i), .pattern = i};
        status = run_marked(r, &s, rules, tg_relation_rule_must(rules, i), true);
        if (status == TAGGER_OK)
            status = run_marked(r, &s, rules, tg_relation_rule_must_not(rules, i), false);
    }
    return status;
}

/** A table of relation rules, which may name the word classes of the built-in one. */
static tagger_status run_relations(runner *r, const tg_source *source)
{
    tg_str builtin = tg_lexicon_blob(r->engine->lists.lex[0], TG_LIT("patterns/relations.tsv"));
    tg_relation_rules *rules = NULL;
    TG_TRY(tg_relation_rules_new(&rules, r->err));
    tagger_status status = tg_relation_rules_add(rules, builtin, "patterns/relations.tsv", r->err);
    uint32_t first = tg_relation_rules_count(rules);
    if (status == TAGGER_OK)
        status = tg_relation_rules_add(rules, source->bytes, source->path, r->err);
    if (status == TAGGER_OK) status = run_rules(r, rules, first, source->path);
    tg_relation_rules_free(rules);
    return status;
}

static tagger_status run_source(runner *r, const tg_source *source, uint32_t file)
{
    if (source->kind < TG_N_KINDS) return run_table(r, source, file);
    if (tg_is_relation_rules(source->name)) return run_relations(r, source);
    if (!tg_is_name_patterns(source->name)) return TAGGER_OK;
    tg_patterns *patterns = NULL;
    TG_TRY(tg_patterns_new(&patterns, r->err));
    tagger_status status = tg_patterns_add(patterns, source->bytes, source->path, false, r->err);
    if (status == TAGGER_OK) status = run_patterns(r, patterns, source->path);
    tg_patterns_free(patterns);
    return status;
}

static tagger_status run_builtin(runner *r)
{
    TG_TRY(run_patterns(r, r->engine->patterns, "patterns/names.tsv"));
    return run_rules(r, r->engine->relation_rules, 0, "patterns/relations.tsv");
}

static tagger_status run_folder(runner *r, const char *dir)
{
    tg_sources sources = TG_SOURCES_INIT;
    tagger_status status = tg_sources_read(&sources, dir, r->err);
    for (size_t i = 0; i < sources.list.n && status == TAGGER_OK && !r->stopped; i++)
        status = run_source(r, &sources.list.at[i], (uint32_t)i);
    tg_sources_dispose(&sources);
    return status;
}

tagger_status tagger_lists_test(const char *dir, tagger_line_fn *line, void *context,
                                tagger_tally *tally, tagger_error *err)
{
    if (line == NULL || tally == NULL)
        return tg_fail(err, TAGGER_E_USAGE, "tagger_lists_test: an argument is NULL");
    *tally = (tagger_tally){0};
    tagger_options options = TAGGER_OPTIONS_INIT;
    options.zones = TAGGER_ZONES_OFF;
    options.topics = TAGGER_TOPICS_OFF;
    options.lists = &dir;
    options.n_lists = dir != NULL ? 1 : 0;
    runner r = {
        .line = line, .context = context, .tally = tally, .err = err, .message = TG_BUF_INIT};
    tagger_status status = tagger_engine_new(&r.engine, &options, err);
    if (status == TAGGER_OK) status = tagger_worker_new(&r.worker, r.engine, err);
    if (status == TAGGER_OK) {
        status = dir != NULL ? run_folder(&r, dir) : run_builtin(&r);
    }
    tagger_worker_free(r.worker);
    tagger_engine_free(r.engine);
    tg_buf_dispose(&r.message);
    return status;
}
