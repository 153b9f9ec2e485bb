/* SPDX-License-Identifier: MIT
 *
 * rules.c — rule files to categories, rules, groups and terms.
 */
#include "topic/rules.h"

#include "base/status.h"
#include "lex/rows.h"
#include "topic/ruleset.h"

enum { SHORTEST_PREFIX = 3, MAX_WEIGHT = 1000, DEFAULT_WEIGHT = 1 };

typedef struct reader {
    tg_rules *rules;
    const char *name;
    uint32_t line;
    tagger_error *err;
} reader;

enum { CELL_CATEGORY, CELL_WHAT, CELL_TERMS, CELL_WEIGHT, CELL_WITHIN, N_CELLS };

static tagger_status no_memory(const reader *r)
{
    return tg_fail(r->err, TAGGER_E_NOMEM, "no memory for the rules of %s", r->name);
}

static int shown(tg_str s)
{
    return s.n < 60 ? (int)s.n : 60;
}

static tg_str trim(tg_str s)
{
    while (s.n > 0 && s.p[0] == ' ') s = (tg_str){s.p + 1, s.n - 1};
    while (s.n > 0 && s.p[s.n - 1] == ' ') s.n--;
    return s;
}

/* ---- numbers and names ---------------------------------------------------- */

/** A whole number, with a minus if `negative` allows it; `missing` for an empty cell. */
static tagger_status read_number(const reader *r, tg_str cell, bool negative, int32_t missing,
                                 int32_t *out)
{
    *out = missing;
    if (cell.n == 0) return TAGGER_OK;
    bool minus = cell.p[0] == '-';
    int32_t n = 0;
    for (size_t i = minus ? 1 : 0; i < cell.n; i++) {
        if (cell.p[i] < '0' || cell.p[i] > '9' || n > MAX_WEIGHT) n = MAX_WEIGHT + 1;
        if (n <= MAX_WEIGHT) n = n * 10 + (cell.p[i] - '0');
    }
    if (n == 0 || n > MAX_WEIGHT || (minus && !negative)) {
        return tg_row_fail(r->err, r->name, r->line, "'%.*s' is not a whole number from 1 to %d",
                           shown(cell), cell.p, MAX_WEIGHT);
    }
    *out = minus ? -n : n;
    return TAGGER_OK;
}

static bool is_id(tg_str s)
{
    static const char ok[] = "abcdefghijklmnopqrstuvwxyz0123456789-_:.";
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\0' || strchr(ok, s.p[i]) == NULL) return false;
    }
    return s.n > 0 && (s.n < 7 || memcmp(s.p, "medtop:", 7) != 0);
}

static tagger_status find_category(reader *r, tg_str id, uint32_t *out)
{
    if (!is_id(id)) {
        return tg_row_fail(
            r->err, r->name, r->line,
            "category '%.*s': small letters, digits and - _ : . and not medtop:", shown(id), id.p);
    }
    tg_rules *all = r->rules;
    for (*out = 0; *out < all->categories.n; ++*out) {
        if (tg_str_eq(all->categories.at[*out].id, id)) return TAGGER_OK;
    }
    tg_category c = {.id = id, .label = id, .threshold = 1};
    return tg_vec_push(&all->categories, c) ? TAGGER_OK : no_memory(r);
}

/* ---- terms ---------------------------------------------------------------- */

/** The words of a term, folded unless it is exact, a blank between two. */
static tagger_status fold_words(reader *r, tg_rule_term *term, tg_str words)
{
    tg_arena *arena = &r->rules->arena;
    tg_tokens tokens;
    TG_TRY(tg_tokenize(&tokens, arena, words, r->err));
    if (tokens.n == 0 || tokens.n > TG_MAX_TERM_WORDS) {
        return tg_row_fail(r->err, r->name, r->line, "'%.*s': a term is 1 to %d words",
                           shown(words), words.p, TG_MAX_TERM_WORDS);
    }
    char *p = tg_arena_alloc(arena, 3 * words.n + tokens.n);
    if (p == NULL) return no_memory(r);
    size_t n = 0;
    for (uint32_t i = 0; i < tokens.n; i++) {
        tg_str token = tg_token_str(&tokens, words, i);
        if (i > 0) p[n++] = ' ';
        if (!term->exact) {
            n += tg_fold(p + n, token);
            continue;
        }
        memcpy(p + n, token.p, token.n);
        n += token.n;
    }
    term->folded = (tg_str){p, n};
    term->n_words = (uint8_t)tokens.n;
    return TAGGER_OK;
}

static tagger_status add_term(reader *r, tg_str text)
{
    tg_rule_term term = {.text = text, .next = TG_NO_TERM};
    tg_str words = text;
    if (words.n >= 2 && words.p[0] == '"' && words.p[words.n - 1] == '"') {
        term.exact = true;
        words = (tg_str){words.p + 1, words.n - 2};
        term.text = words;
    }
    term.prefix = words.n > 0 && words.p[words.n - 1] == '*';
    if (term.prefix) words.n--;
    if (words.n > 0 &&
        (memchr(words.p, '*', words.n) != NULL || memchr(words.p, '"', words.n) != NULL)) {
        return tg_row_fail(r->err, r->name, r->line,
                           "'%.*s': * stands only behind a term, quotes only around it",
                           shown(text), text.p);
    }
    TG_TRY(fold_words(r, &term, words));
    if (term.prefix && term.n_words == 1 && term.folded.n < SHORTEST_PREFIX) {
        return tg_row_fail(r->err, r->name, r->line, "'%.*s': at least %d letters before a *",
                           shown(text), text.p, SHORTEST_PREFIX);
    }
    return tg_vec_push(&r->rules->terms, term) ? TAGGER_OK : no_memory(r);
}

/** Cut the next piece of *left at `sep`, but not inside quotes. */
static bool next_piece(tg_str *left, char sep, tg_str *piece)
{
    if (left->p == NULL) return false;
    bool quoted = false;
    for (size_t i = 0; i < left->n; i++) {
        if (left->p[i] == '"') quoted = !quoted;
        if (left->p[i] != sep || quoted) continue;
        *piece = trim((tg_str){left->p, i});
        *left = (tg_str){left->p + i + 1, left->n - i - 1};
        return true;
    }
    *piece = trim(*left);
    *left = (tg_str){NULL, 0};
    return true;
}

static tagger_status add_groups(reader *r, tg_rule *rule, tg_str terms)
{
    tg_rules *all = r->rules;
    tg_str group;
    tg_str term;
    rule->group = (uint32_t)all->groups.n;
    while (next_piece(&terms, '&', &group)) {
        tg_rule_group g = {.term = (uint32_t)all->terms.n};
        while (next_piece(&group, '|', &term)) {
            if (term.n == 0)
                return tg_row_fail(r->err, r->name, r->line, "an empty term beside | or &");
            TG_TRY(add_term(r, term));
        }
        g.term_end = (uint32_t)all->terms.n;
        if (!tg_vec_push(&all->groups, g)) return no_memory(r);
    }
    rule->group_end = (uint32_t)all->groups.n;
    uint32_t n = rule->group_end - rule->group;
    if (n > TG_MAX_GROUPS)
        return tg_row_fail(r->err, r->name, r->line, "more than %d groups", TG_MAX_GROUPS);
    if (rule->what == TG_RULE_TERM && n > 1)
        return tg_row_fail(r->err, r->name, r->line, "groups (&) go with all, must and not");
    if (rule->within != UINT32_MAX && n < 2)
        return tg_row_fail(r->err, r->name, r->line, "within wants two groups: a & b");
    return TAGGER_OK;
}

/* ---- rows ----------------------------------------------------------------- */

static tagger_status read_rule(reader *r, uint32_t category, enum tg_rule_what what,
                               const tg_str *cell)
{
    tg_rule rule = {.what = (uint8_t)what, .category = category};
    bool adds = what == TG_RULE_TERM || what == TG_RULE_ALL;
    if (!adds && cell[CELL_WEIGHT].n > 0)
        return tg_row_fail(r->err, r->name, r->line, "must and not have no weight");
    int32_t within = 0;
    TG_TRY(read_number(r, cell[CELL_WEIGHT], true, DEFAULT_WEIGHT, &rule.weight));
    TG_TRY(read_number(r, cell[CELL_WITHIN], false, 0, &within));
    rule.within = within > 0 ? (uint32_t)within : UINT32_MAX;
    TG_TRY(add_groups(r, &rule, cell[CELL_TERMS]));
    return tg_vec_push(&r->rules->rules, rule) ? TAGGER_OK : no_memory(r);
}

static tagger_status read_row(reader *r, tg_str line)
{
    static const char *const whats[] = {"term", "all", "must", "not", "label", "threshold"};
    enum { LABEL = 4, THRESHOLD, N_WHATS };
    tg_str cell[N_CELLS];
    unsigned n = 0;
    while (n < N_CELLS && tg_next_piece(&line, '\t', &cell[n])) n++;
    if (n < N_CELLS || line.p != NULL) {
        return tg_row_fail(r->err, r->name, r->line,
                           "a row has five columns: category, what, terms, weight, within");
    }
    uint32_t category = 0;
    TG_TRY(find_category(r, cell[CELL_CATEGORY], &category));
    unsigned what = 0;
    while (what < N_WHATS &&
           !tg_str_eq(cell[CELL_WHAT], (tg_str){whats[what], strlen(whats[what])}))
        what++;
    if (what == LABEL) {
        r->rules->categories.at[category].label = cell[CELL_TERMS];
        return TAGGER_OK;
    }
    if (what == THRESHOLD) {
        int32_t threshold = 0;
        TG_TRY(read_number(r, cell[CELL_WEIGHT], false, 1, &threshold));
        r->rules->categories.at[category].threshold = (uint32_t)threshold;
        return TAGGER_OK;
    }
    if (what < LABEL) return read_rule(r, category, (enum tg_rule_what)what, cell);
    return tg_row_fail(r->err, r->name, r->line,
                       "'%.*s' is none of label, threshold, term, all, must and not",
                       shown(cell[CELL_WHAT]), cell[CELL_WHAT].p);
}

static tagger_status read_file(reader *r, tg_str tsv)
{
    static const char header[] = "category\twhat\tterms\tweight\twithin";
    tg_str line;
    TG_TRY(tg_rows_check_bytes(tsv, r->name, r->err));
    for (r->line = 1; tg_next_line(&tsv, &line); r->line++) {
        if (r->line == 1 && !tg_str_eq(line, TG_LIT(header))) {
            return tg_row_fail(r->err, r->name, 1,
                               "the header is not: category, what, terms, weight, within");
        }
        if (r->line > 1 && line.n > 0 && line.p[0] != '#') TG_TRY(read_row(r, line));
    }
    return TAGGER_OK;
}

/* ---- files ---------------------------------------------------------------- */

/** Is it "rules.tsv", or below a folder "rules"? */
static bool is_rules(tg_str name)
{
    tg_str part;
    while (tg_next_piece(&name, '/', &part)) {
        if (tg_str_eq(part, TG_LIT("rules")) || tg_str_eq(part, TG_LIT("rules.tsv"))) return true;
    }
    return false;
}

static tagger_status read_list(tg_rules *rules, const tg_lists *lists, uint32_t list,
                               tagger_error *err)
{
    const tg_lexicon *lex = lists->lex[list];
    for (uint32_t f = 0; f < tg_lexicon_n_files(lex); f++) {
        tg_str name = tg_lexicon_file(lex, f);
        tg_str bytes = tg_lexicon_blob(lex, name);
        if (bytes.p == NULL || !is_rules(name)) continue;
        char path[TG_LIST_PATH];
        reader r = {.rules = rules, .name = tg_lists_path(path, lists, list, name), .err = err};
        TG_TRY(read_file(&r, bytes));
    }
    return TAGGER_OK;
}

static tg_str first_word(const tg_rule_term *t)
{
    const char *blank = memchr(t->folded.p, ' ', t->folded.n);
    return (tg_str){t->folded.p, blank != NULL ? (size_t)(blank - t->folded.p) : t->folded.n};
}

static tagger_status index_terms(tg_rules *rules, tagger_error *err)
{
    uint32_t n = 64;
    while (n < 2 * rules->terms.n) n *= 2;
    rules->mask = n - 1;
    rules->words = tg_mem_alloc(n * sizeof *rules->words);
    if (rules->words == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for rules");
    for (uint32_t i = 0; i < n; i++) rules->words[i] = TG_NO_TERM;
    for (unsigned i = 0; i < 128; i++) rules->prefixes[i] = TG_NO_TERM;
    /* Backwards, so that a chain runs in the order of the rows. */
    for (size_t i = rules->terms.n; i-- > 0;) {
        tg_rule_term *t = &rules->terms.at[i];
        int32_t *head = &rules->words[tg_hash_folded(first_word(t)) >> 32 & rules->mask];
        if (t->n_words == 1 && t->prefix) head = &rules->prefixes[tg_prefix_slot(t->folded.p[0])];
        t->next = *head;
        *head = (int32_t)i;
    }
    return TAGGER_OK;
}

tagger_status tg_rules_new(tg_rules **out, const tg_lists *lists, tagger_error *err)
{
    *out = NULL;
    tg_rules *rules = tg_mem_alloc(sizeof *rules);
    if (rules == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for rules");
    memset(rules, 0, sizeof *rules);
    rules->arena = TG_ARENA_INIT;
    tagger_status status = TAGGER_OK;
    for (uint32_t l = 0; l < lists->n && status == TAGGER_OK; l++)
        status = read_list(rules, lists, l, err);
    if (status == TAGGER_OK) status = index_terms(rules, err);
    if (status != TAGGER_OK) {
        tg_rules_free(rules);
        return status;
    }
    *out = rules;
    return TAGGER_OK;
}

void tg_rules_free(tg_rules *rules)
{
    if (rules == NULL) return;
    tg_arena_dispose(&rules->arena);
    tg_vec_dispose(&rules->categories);
    tg_vec_dispose(&rules->rules);
    tg_vec_dispose(&rules->groups);
    tg_vec_dispose(&rules->terms);
    tg_mem_free(rules->words);
    tg_mem_free(rules);
}
