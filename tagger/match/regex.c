/* SPDX-License-Identifier: MIT
 *
 * regex.c — names by pattern.
 *
 * A pattern that begins with a class costs 10 ns a byte on all text; almost no
 * sentence can match it. So each pattern names its trigger words, and is shown
 * only the words around them:
 *
 *     token hash ──▶ 8,192-bit filter ──▶ table: hash → bits of patterns
 *
 * The filter stops nearly every token with one load from cache. And a match
 * begins where a token does, so a pattern is tried at those places only.
 *
 * The bits of a table are one word, so a table has 64 patterns at most; each
 * further table, of a user's folder, is searched by itself, after those before.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "match/regex.h"

#include <pcre2.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/status.h"
#include "base/utf8.h"
#include "lex/rows.h"
#include "match/wordlist.h"

enum {
    MAX_TABLES = 32,
    MAX_PATTERNS = 64, /* of a table */
    MAX_TRIGGERS = 1024,
    FILTER_BITS = 8192,
    MATCH_LIMIT = 20000,
    HEAP_LIMIT = 1024, /* KiB */
    N_COLUMNS = 6
};

#define COMPILE_OPTIONS (PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED)

typedef struct pattern {
    tg_str source; /* as its author wrote it */
    tg_str text;   /* the same with callouts for its word lists */
    tg_str name;
    uint32_t line;
    tg_str must; /* example sentences */
    tg_str mustnot;
    uint8_t label;
    bool looks_behind; /* (?<= or (?<! */
    bool asks_lists;   /* callouts stand for word lists */
} pattern;

typedef struct trigger {
    uint64_t hash;
    uint64_t patterns; /* bit i: pattern i */
    uint64_t capital;  /* bit i: pattern i wants it with a capital */
} trigger;

typedef struct table {
    uint32_t first; /* pattern, counted over all tables */
    uint32_t n;
    uint32_t n_triggers;
    uint64_t always; /* patterns without a trigger */
    pattern at[MAX_PATTERNS];
    trigger triggers[2 * MAX_TRIGGERS]; /* open addressing; hash 0 = empty */
    uint64_t filter[FILTER_BITS / 64];
    tg_word_lists lists; /* taken out of the patterns */
    char *text;          /* owned copy of the file */
    tg_arena short_texts;
} table;

struct tg_patterns {
    uint32_t n_tables;
    uint32_t n; /* patterns */
    table *tables[MAX_TABLES];
};

enum { N_ASCII = 128 };

/** A pattern as a thread runs it, compiled when it is first needed: few articles need many. */
typedef struct machine {
    pcre2_code *code;             /* NULL until needed */
    uint64_t heads[N_ASCII / 64]; /* bit c: a match can begin with this ASCII byte */
    bool is_compiled;             /* to machine code */
} machine;

struct tg_pattern_scratch {
    uint32_t n;
    machine *at; /* [n] by pattern, over all tables */
    pcre2_match_data *data;
    pcre2_match_context *context;
};

static tagger_status bad_row(tagger_error *err, const char *name, uint32_t line, const char *why)
{
    tagger_status status = tg_fail(err, TAGGER_E_DATA, "%s:%u: %s", name, line, why);
    if (err != NULL) err->line = line;
    return status;
}

static trigger *trigger_slot(table *p, uint64_t hash)
{
    uint32_t mask = 2 * MAX_TRIGGERS - 1;
    uint32_t i = (uint32_t)(hash >> 32) & mask;
    while (p->triggers[i].hash != 0 && p->triggers[i].hash != hash) i = (i + 1) & mask;
    return &p->triggers[i];
}

static bool is_capital(tg_str word)
{
    uint32_t cp = 0;
    if (word.n > 0) (void)tg_utf8_next(word.p, word.p + word.n, &cp);
    return tg_utf8_is_upper(cp);
}

static bool add_triggers(table *p, tg_str words, uint32_t index)
{
    for (const char *at = words.p, *end = words.p + words.n; at < end;) {
        const char *stop = memchr(at, '|', (size_t)(end - at));
        if (stop == NULL) stop = end;
        uint64_t hash = tg_hash_folded((tg_str){at, (size_t)(stop - at)});
        trigger *t = trigger_slot(p, hash);
        if (t->hash == 0 && ++p->n_triggers > MAX_TRIGGERS) return false;
        t->hash = hash;
        t->patterns |= (uint64_t)1 << index;
        if (is_capital((tg_str){at, (size_t)(stop - at)})) t->capital |= (uint64_t)1 << index;
        p->filter[hash % FILTER_BITS / 64] |= (uint64_t)1 << hash % 64;
        at = stop + 1;
    }
    return true;
}

/** Write the pattern without its word lists. @return false when there is no memory. */
static bool take_lists(table *t, pattern *out)
{
    char *text = tg_arena_alloc(&t->short_texts, out->source.n);
    if (text == NULL) return false;
    out->text = (tg_str){text, tg_word_lists_take(&t->lists, text, out->source)};
    out->asks_lists = out->text.n < out->source.n;
    return true;
}

/** @return NULL with PCRE2's error and the byte that it is at. */
static pcre2_code *compile(tg_str text, int *error, PCRE2_SIZE *at)
{
    return pcre2_compile((PCRE2_SPTR)text.p, text.n, COMPILE_OPTIONS, error, at, NULL);
}

/** Can the pattern be compiled? What is wrong is said of the text as its author wrote it. */
static tagger_status check(pattern *p, const char *name, tagger_error *err)
{
    int error = 0;
    PCRE2_SIZE at = 0;
    pcre2_code *code = compile(p->text, &error, &at);
    if (code == NULL && p->asks_lists) {
        p->text = p->source;
        p->asks_lists = false;
        code = compile(p->text, &error, &at);
    }
    bool good = code != NULL;
    pcre2_code_free(code);
    if (good) return TAGGER_OK;
    char why[160] = "";
    char text[120] = "";
    (void)pcre2_get_error_message(error, (PCRE2_UCHAR *)text, sizeof text);
    (void)snprintf(why, sizeof why, "wrong pattern at byte %zu: %s", (size_t)at, text);
    return bad_row(err, name, p->line, why);
}

/** The cells of a row; example sentences, the last two, may be left out. */
static tagger_status split_row(tg_str field[N_COLUMNS], tg_str row, const char *name, uint32_t line,
                               tagger_error *err)
{
    const char *at = row.p;
    const char *end = row.p + row.n;
    unsigned n = 0;
    for (; n < N_COLUMNS && at != NULL; n++) {
        const char *tab = memchr(at, '\t', (size_t)(end - at));
        field[n] = (tg_str){at, (size_t)((tab != NULL ? tab : end) - at)};
        at = tab != NULL ? tab + 1 : NULL;
    }
    if (n < N_COLUMNS - 2 || at != NULL) {
        return bad_row(
            err, name, line,
            "a row has four to six columns: name, type, trigger, pattern, must, mustnot");
    }
    for (; n < N_COLUMNS; n++) field[n] = (tg_str){end, 0};
    return TAGGER_OK;
}

static bool looks_behind(tg_str source)
{
    for (size_t i = 0; i + 4 <= source.n; i++) {
        if (memcmp(source.p + i, "(?<", 3) == 0 &&
            (source.p[i + 3] == '=' || source.p[i + 3] == '!'))
            return true;
    }
    return false;
}

static tagger_status read_row(table *p, tg_str row, const char *name, uint32_t line,
                              tagger_error *err)
{
    tg_str field[N_COLUMNS] = {0};
    TG_TRY(split_row(field, row, name, line, err));
    if (p->n == MAX_PATTERNS) return bad_row(err, name, line, "more than 64 patterns");
    pattern *x = &p->at[p->n];
    tg_label label = tg_label_of(field[1]);
    if (label == TG_N_LABELS) return bad_row(err, name, line, "the type is not known");
    x->label = (uint8_t)label;
    x->name = field[0];
    x->line = line;
    x->must = field[4];
    x->mustnot = field[5];
    if (tg_str_eq(field[2], TG_LIT("-"))) {
        p->always |= (uint64_t)1 << p->n;
    } else if (field[2].n == 0 || !add_triggers(p, field[2], p->n)) {
        return bad_row(err, name, line,
                       "a pattern needs trigger words, at most 1024 in all, or - for none");
    }
    x->looks_behind = looks_behind(field[3]);
    x->source = field[3];
    if (!take_lists(p, x)) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %s", name);
    p->n++;
    return TAGGER_OK;
}

static tagger_status read_table(table *t, tg_str tsv, const char *name, tagger_error *err)
{
    static const char header[] = "name\ttype\ttrigger\tpattern";
    memcpy(t->text, tsv.p, tsv.n);
    tg_str left = {t->text, tsv.n};
    tg_str row;
    for (uint32_t line = 1; tg_next_line(&left, &row); line++) {
        if (line > 1 && row.n > 0 && row.p[0] != '#') TG_TRY(read_row(t, row, name, line, err));
        if (line > 1) continue;
        if (row.n < sizeof header - 1 || memcmp(row.p, header, sizeof header - 1) != 0)
            return bad_row(err, name, 1, "the header is not: name, type, trigger, pattern");
    }
    return TAGGER_OK;
}

static void free_table(table *t)
{
    tg_arena_dispose(&t->short_texts);
    tg_mem_free(t->text);
    tg_mem_free(t);
}

tagger_status tg_patterns_new(tg_patterns **out, tagger_error *err)
{
    *out = tg_mem_alloc(sizeof **out);
    if (*out == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for patterns");
    **out = (tg_patterns){0};
    return TAGGER_OK;
}

/** Read the table and, unless it was checked before, compile each of its patterns. */
static tagger_status read_and_check(table *t, tg_str tsv, const char *name, bool checked,
                                    tagger_error *err)
{
    TG_TRY(read_table(t, tsv, name, err));
    for (uint32_t i = 0; i < t->n && !checked; i++) TG_TRY(check(&t->at[i], name, err));
    return TAGGER_OK;
}

tagger_status tg_patterns_add(tg_patterns *p, tg_str tsv, const char *name, bool checked,
                              tagger_error *err)
{
    if (tsv.n == 0) return TAGGER_OK;
    if (p->n_tables == MAX_TABLES)
        return tg_fail(err, TAGGER_E_USAGE, "more than %d tables of patterns", MAX_TABLES);
    table *t = tg_mem_alloc(sizeof *t);
    if (t == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for the patterns of %s", name);
    memset(t, 0, sizeof *t);
    t->first = p->n;
    t->text = tg_mem_alloc(tsv.n);
    tagger_status status =
        t->text != NULL ? read_and_check(t, tsv, name, checked, err)
                        : tg_fail(err, TAGGER_E_NOMEM, "no memory for the patterns of %s", name);
    if (status != TAGGER_OK) {
        free_table(t);
        return status;
    }
    p->tables[p->n_tables++] = t;
    p->n += t->n;
    return TAGGER_OK;
}

void tg_patterns_free(tg_patterns *p)
{
    if (p == NULL) return;
    for (uint32_t i = 0; i < p->n_tables; i++) free_table(p->tables[i]);
    tg_mem_free(p);
}

uint32_t tg_patterns_count(const tg_patterns *patterns)
{
    return patterns->n;
}

static const pattern *pattern_at(const tg_patterns *p, uint32_t i)
{
    uint32_t k = p->n_tables - 1;
    while (p->tables[k]->first > i) k--;
    return &p->tables[k]->at[i - p->tables[k]->first];
}

tg_str tg_pattern_name(const tg_patterns *patterns, uint32_t i)
{
    return pattern_at(patterns, i)->name;
}

tg_pattern_examples tg_pattern_examples_of(const tg_patterns *patterns, uint32_t i)
{
    const pattern *x = pattern_at(patterns, i);
    return (tg_pattern_examples){.line = x->line, .must = x->must, .mustnot = x->mustnot};
}

tagger_status tg_pattern_scratch_new(tg_pattern_scratch **out, const tg_patterns *patterns,
                                     tagger_error *err)
{
    *out = NULL;
    tg_pattern_scratch *s = tg_mem_alloc(sizeof *s);
    if (s == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory to run patterns");
    *s = (tg_pattern_scratch){.n = patterns->n,
                              .at = tg_mem_alloc(patterns->n * sizeof *s->at),
                              .data = pcre2_match_data_create(8, NULL),
                              .context = pcre2_match_context_create(NULL)};
    if (s->at == NULL) s->n = 0;
    for (uint32_t i = 0; i < s->n; i++) s->at[i] = (machine){0};
    if (s->at == NULL || s->data == NULL || s->context == NULL) {
        tg_pattern_scratch_free(s);
        return tg_fail(err, TAGGER_E_NOMEM, "no memory to run patterns");
    }
    (void)pcre2_set_match_limit(s->context, MATCH_LIMIT);
    (void)pcre2_set_heap_limit(s->context, HEAP_LIMIT);
    *out = s;
    return TAGGER_OK;
}

void tg_pattern_scratch_free(tg_pattern_scratch *s)
{
    if (s == NULL) return;
    for (uint32_t i = 0; i < s->n; i++) pcre2_code_free(s->at[i].code);
    pcre2_match_data_free(s->data);
    pcre2_match_context_free(s->context);
    tg_mem_free(s->at);
    tg_mem_free(s);
}

/** Where in a sentence a pattern is tried, in tokens: a name that it finds holds the word that
 *  calls for it. */
typedef struct window {
    uint32_t begin;
    uint32_t last; /* trigger: no match begins behind it */
    uint32_t end;
} window;

typedef struct windows {
    uint64_t patterns; /* bit i: pattern i is called for */
    window at[MAX_PATTERNS];
} windows;

enum { BEFORE = 10, BEHIND = 16 /* tokens */ };

static void widen(windows *w, uint64_t patterns, window at)
{
    for (; patterns != 0; patterns &= patterns - 1) {
        unsigned i = (unsigned)__builtin_ctzll(patterns);
        if ((w->patterns >> i & 1) == 0) w->at[i] = at;
        w->at[i].last = at.last;
        w->at[i].end = at.end;
        w->patterns |= (uint64_t)1 << i;
    }
}

static void find_windows(windows *w, const table *p, const tg_view *v, uint32_t begin, uint32_t end)
{
    w->patterns = 0;
    if (begin < end) widen(w, p->always, (window){begin, end - 1, end});
    for (uint32_t i = begin; i < end; i++) {
        uint64_t hash = v->tokens->hash[i];
        if ((p->filter[hash % FILTER_BITS / 64] >> hash % 64 & 1) == 0) continue;
        uint32_t mask = 2 * MAX_TRIGGERS - 1;
        for (uint32_t k = (uint32_t)(hash >> 32) & mask; p->triggers[k].hash != 0;
             k = (k + 1) & mask) {
            const trigger *t = &p->triggers[k];
            if (t->hash != hash) continue;
            window near = {i - begin > BEFORE ? i - BEFORE : begin, i,
                           end - i > BEHIND ? i + BEHIND : end};
            widen(w, tg_is_upper(v, i) ? t->patterns : t->patterns & ~t->capital, near);
        }
    }
}

/** Patterns at work on a document. */
typedef struct search {
    tg_candidates *out;
    tg_arena *arena;
    const tg_view *v;
    const table *table;
    const pattern *pattern; /* the one that is tried */
    tg_pattern_scratch *scratch;
    uint32_t n_limits; /* patterns that hit a limit */
} search;

/** Add the match of pattern `index` at `at` when it stands on token edges of the sentence. */
static void add_match(const search *s, uint32_t sentence, tagger_span at, uint32_t index)
{
    const tg_view *v = s->v;
    const pattern *p = &s->table->at[index];
    uint32_t begin = v->sentences->first[sentence];
    uint32_t end = v->sentences->first[sentence + 1];
    while (begin < end && v->tokens->begin[begin] < at.begin) begin++;
    uint32_t last = begin;
    while (last < end && v->tokens->end[last] < at.end) last++;
    if (begin >= end || last >= end || v->tokens->begin[begin] != at.begin ||
        v->tokens->end[last] != at.end) {
        return;
    }
    tg_candidate c = {.begin = begin,
                      .end = last + 1,
                      .form = TG_NO_FORM,
                      .rule = (uint16_t)(s->table->first + index + 1),
                      .rule_label = p->label,
                      .strong = (uint8_t)(1U << p->label),
                      .matchers = 1U << TG_MATCHER_REGEX};
    tg_candidates_add(s->out, s->arena, c);
}

/** The callout of a word list: the match goes on where none of its words stands. */
static int ask_list(pcre2_callout_block *at, void *data)
{
    const search *s = data;
    if (!s->pattern->asks_lists) return 0; /* the author's own callout: we have nothing to say */
    const tg_word_list *list = &s->table->lists.at[at->callout_number - 1];
    tg_str rest = {(const char *)at->subject + at->current_position,
                   at->subject_length - at->current_position};
    return tg_word_list_heads(list, rest) ? 1 : 0;
}

/** Ask the pattern itself: a text of one byte that cannot even begin a match heads none; unless it is
 *  what stands before that the pattern misses. */
static void find_heads(machine *m, const pattern *p, pcre2_match_data *data)
{
    const pcre2_code *code = m->code;
    if (p->looks_behind) {
        memset(m->heads, 0xff, sizeof m->heads);
        return;
    }
    for (unsigned c = 0; c < N_ASCII; c++) {
        PCRE2_UCHAR text = (PCRE2_UCHAR)c;
        uint32_t options = PCRE2_PARTIAL_HARD | PCRE2_NO_UTF_CHECK;
        int rc = pcre2_match(code, &text, 1, 0, options, data, NULL);
        if (rc != PCRE2_ERROR_NOMATCH) m->heads[c / 64] |= (uint64_t)1 << c % 64;
    }
}

/** The pattern for this thread; NULL when there is no memory for it. */
static const machine *machine_of(search *s, uint32_t index)
{
    machine *m = &s->scratch->at[s->table->first + index];
    if (m->code == NULL) {
        int error = 0;
        PCRE2_SIZE at = 0;
        m->code = compile(s->table->at[index].text, &error, &at);
        if (m->code == NULL) return NULL;
        find_heads(m, &s->table->at[index], s->scratch->data);
        /* Without JIT the interpreter serves: slower, never wrong. */
        m->is_compiled = pcre2_jit_compile(m->code, PCRE2_JIT_COMPLETE) == 0;
    }
    return m;
}

static bool may_begin(const machine *m, char head)
{
    unsigned char c = (unsigned char)head;
    return c >= N_ASCII || (m->heads[c / 64] >> c % 64 & 1) != 0;
}

typedef int match_fn(const pcre2_code *, PCRE2_SPTR, PCRE2_SIZE, PCRE2_SIZE, uint32_t,
                     pcre2_match_data *, pcre2_match_context *);

/** Try a pattern at each token of the window that no earlier match of it covers. */
static void run(search *s, uint32_t sentence, uint32_t index, const window *w)
{
    const tg_view *v = s->v;
    const machine *m = machine_of(s, index);
    s->pattern = &s->table->at[index];
    if (m == NULL) {
        s->out->oom = true;
        return;
    }
    uint32_t from = v->tokens->begin[v->sentences->first[sentence]];
    size_t n = v->tokens->end[w->end - 1] - from;
    size_t done = 0;
    match_fn *match = m->is_compiled ? pcre2_jit_match : pcre2_match;
    for (uint32_t i = w->begin; i <= w->last; i++) {
        size_t at = v->tokens->begin[i] - from;
        if (at < done || !may_begin(m, v->text.p[from + at])) continue;
        int rc = match(m->code, (PCRE2_SPTR)v->text.p + from, n, at, PCRE2_NO_UTF_CHECK,
                       s->scratch->data, s->scratch->context);
        if (rc == PCRE2_ERROR_NOMATCH) continue;
        if (rc < 0) {
            s->n_limits++;
            return;
        }
        const PCRE2_SIZE *span = pcre2_get_ovector_pointer(s->scratch->data);
        const PCRE2_SIZE *named = rc > 1 ? span + 2 : span;
        if (named[0] < named[1] && named[1] <= n) {
            tagger_span found = {from + (uint32_t)named[0], from + (uint32_t)named[1]};
            add_match(s, sentence, found, index);
        }
        done = span[1];
    }
}

/** Run the patterns of a table over the document. */
static void run_table(search *s)
{
    const tg_sentences *sentences = s->v->sentences;
    windows w;
    for (uint32_t i = 0; i < sentences->n; i++) {
        find_windows(&w, s->table, s->v, sentences->first[i], sentences->first[i + 1]);
        for (uint64_t todo = w.patterns; todo != 0; todo &= todo - 1) {
            unsigned index = (unsigned)__builtin_ctzll(todo);
            run(s, i, index, &w.at[index]);
        }
    }
}

void tg_match_regex(tg_candidates *out, tg_arena *arena, const tg_view *v,
                    const tg_patterns *patterns, tg_pattern_scratch *scratch, uint32_t *n_limits)
{
    search s = {.out = out, .arena = arena, .v = v, .scratch = scratch};
    (void)pcre2_set_callout(scratch->context, ask_list, &s);
    for (uint32_t i = 0; i < patterns->n_tables; i++) {
        s.table = patterns->tables[i];
        run_table(&s);
    }
    *n_limits += s.n_limits;
}
