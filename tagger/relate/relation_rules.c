/* SPDX-License-Identifier: MIT
 *
 * relation_rules.c — relation rules: a small pattern language over the items of a sentence.
 *
 *     S:person ( O:party )                       Van Quickenborne (Open VLD)
 *     O:organization 's? O2?  @role S:person     Oppo's spokesman Dries Cludts
 *     S:person , @art? @role of|at @art? O:organization
 *
 * A pattern is a sequence of elements, each matching one item:
 *
 *     person, organization|party   a name of such a type; "S:" makes it the subject, "O:" the
 *                                  object of the relation
 *     @role, @role:minister|local  a role, of a class; it becomes the value
 *     V:democrat|republican        one of these words; "V:" makes it the value
 *     of|for  ,  (                 one of these words or signs, or a role that ends in one
 *     @art                         one of the words of a class that a row "@art" lists
 *     O:@its                       the same; the object is the body that the word means
 *     ~                            a word of small letters, neither function word nor verb
 *     *                            any word
 *     x?                           x or nothing
 *
 * Each item is tried only against the rules that can begin with its kind, whose
 * names and roles the rest of the sentence has, and that are of the language of
 * the text: three sets of rules, intersected. Of the plain words of a text a
 * filter lets pass only those that begin a rule. Of those sets most rules then fail
 * by the traits of the item and of the next one, which one word of bits tells.
 */
#include "relate/relation_rules.h"

#include "base/mem.h"
#include "base/status.h"

enum {
    MAX_TABLES = 32,
    MAX_RULES = 256, /* of all tables */
    MAX_ELEMENTS = 16,
    MAX_WORDS = 4096,
    MAX_CLASSES = 32,
    N_COLUMNS = 7,
    FIRST_ROLE = TG_ITEM_ROLE_BIT, /* after the names, by label */
    FIRST_WORD,
    N_FIRST,
    FILTER_BITS = 4096,
    N_KINDS = 1 << (TG_ITEM_ROLE_BIT + 1), /* values of tg_item.kinds */
    N_LANGS = 33                           /* any language, then by bit */
};

/** Bit: the rule is in it. */
typedef struct rule_set {
    uint64_t bits[MAX_RULES / 64];
} rule_set;

typedef enum element_kind {
    ELEMENT_NAME,
    ELEMENT_ROLE,
    ELEMENT_WORDS,
    ELEMENT_PLAIN,
    ELEMENT_ANY
} element_kind;
typedef enum slot { SLOT_NONE, SLOT_SUBJECT, SLOT_OBJECT, SLOT_VALUE } slot;

typedef struct element {
    uint64_t traits; /* an item that fits has one of them, see tg_item */
    uint8_t kind;    /* enum element_kind */
    uint8_t slot;    /* enum slot */
    bool optional;
    uint16_t first; /* WORDS, ROLE: words[first .. first + n); ROLE with n == 0: any class */
    uint16_t n;
} element;

/** The traits that the first two items of a match have one of, each. */
typedef struct opening {
    uint64_t first;
    uint64_t second; /* all, when a match may end before it */
} opening;

typedef struct rule {
    tg_str name;
    const char *predicate;
    uint32_t lang; /* bits; 0 = any */
    float score;
    uint32_t line; /* of its table */
    tg_str must;
    tg_str must_not;
    uint8_t n;
    element at[MAX_ELEMENTS];
} rule;

typedef struct class
{
    tg_str name;
    uint16_t first;
    uint16_t n;
} class;

struct tg_relation_rules {
    uint32_t n;
    uint32_t n_words;
    uint32_t n_classes;
    rule at[MAX_RULES];
    opening opening[MAX_RULES];
    class classes[MAX_CLASSES];
    uint64_t words[MAX_WORDS];
    rule_set begins[N_FIRST];               /* the rules that can begin with such an item */
    rule_set served[N_KINDS];               /* … that find all they need among such kinds */
    rule_set spoken[N_LANGS];               /* … that hold in a language */
    uint64_t first_words[FILTER_BITS / 64]; /* bit: a rule begins with a word of such a hash */
    uint32_t n_tables;
    char *text[MAX_TABLES]; /* [n_tables] owned copies of the tables */
};

/* ---- reading the table --------------------------------------------------------------- */

typedef struct reader {
    tg_relation_rules *rules;
    const char *name; /* of the table */
    uint32_t line;
    tagger_error *err;
} reader;

static tagger_status refuse(const reader *r, const char *why, tg_str what)
{
    tagger_status status = tg_fail(r->err, TAGGER_E_DATA, "%s:%u: %s '%.*s'", r->name, r->line, why,
                                   (int)(what.n < 80 ? what.n : 80), what.p);
    if (r->err != NULL) r->err->line = r->line;
    return status;
}

/** Cut the part before `sign` off the front of *rest. */
static tg_str cut(tg_str *rest, char sign)
{
    const char *at = rest->n > 0 ? memchr(rest->p, sign, rest->n) : NULL;
    tg_str part = {rest->p, at != NULL ? (size_t)(at - rest->p) : rest->n};
    size_t gone = at != NULL ? part.n + 1 : part.n;
    *rest = (tg_str){rest->p + gone, rest->n - gone};
    return part;
}

static bool starts(tg_str *s, tg_str lead)
{
    if (s->n < lead.n || memcmp(s->p, lead.p, lead.n) != 0) return false;
    *s = (tg_str){s->p + lead.n, s->n - lead.n};
    return true;
}

/** Read "of|for" into the words. */
static tagger_status read_words(reader *r, tg_str alternatives, uint16_t *first, uint16_t *n)
{
    tg_relation_rules *rules = r->rules;
    *first = (uint16_t)rules->n_words;
    for (tg_str rest = alternatives; rest.n > 0;) {
        tg_str word = cut(&rest, '|');
        if (word.n == 0 || rules->n_words == MAX_WORDS)
            return refuse(r, word.n == 0 ? "no word in" : "too many words in", alternatives);
        rules->words[rules->n_words++] = tg_hash_folded(word);
    }
    *n = (uint16_t)(rules->n_words - *first);
    return TAGGER_OK;
}

static uint64_t traits_of_words(const tg_relation_rules *rules, uint16_t first, uint16_t n)
{
    uint64_t traits = 0;
    for (uint16_t i = 0; i < n; i++) traits |= tg_item_word_trait(rules->words[first + i]);
    return traits;
}

/** The last row of this name, so that a table may have a word class of its own. */
static const class *find_class(const tg_relation_rules *rules, tg_str name)
{
    for (uint32_t i = rules->n_classes; i-- > 0;) {
        if (tg_str_eq(rules->classes[i].name, name)) return &rules->classes[i];
    }
    return NULL;
}

static tagger_status read_at(reader *r, tg_str text, element *e)
{
    tg_str word = text;
    tg_str name = cut(&word, ':');
    if (tg_str_eq(name, TG_LIT("@role"))) {
        e->kind = ELEMENT_ROLE;
        e->traits = (uint64_t)1 << TG_ITEM_ROLE_BIT;
        if (e->slot == SLOT_NONE) e->slot = SLOT_VALUE;
        return read_words(r, word, &e->first, &e->n);
    }
    const class *c = find_class(r->rules, text);
    if (c == NULL) return refuse(r, "no row lists the words of", text);
    *e = (element){.traits = traits_of_words(r->rules, c->first, c->n),
                   .kind = ELEMENT_WORDS,
                   .slot = e->slot,
                   .optional = e->optional,
                   .first = c->first,
                   .n = c->n};
    return TAGGER_OK;
}

/** The labels that "organization|party" names, or 0 when one of the words is no type. */
static uint8_t labels_of(tg_str types)
{
    uint8_t labels = 0;
    while (types.n > 0) {
        tg_label label = tg_label_of(cut(&types, '|'));
        if (label == TG_N_LABELS) return 0;
        labels |= (uint8_t)(1U << label);
    }
    return labels;
}

static tagger_status read_element(reader *r, tg_str text, element *e)
{
    *e = (element){.optional = text.n > 1 && text.p[text.n - 1] == '?'};
    if (e->optional) text.n--;
    if (starts(&text, TG_LIT("S:"))) e->slot = SLOT_SUBJECT;
    if (starts(&text, TG_LIT("O:"))) e->slot = SLOT_OBJECT;
    if (starts(&text, TG_LIT("V:"))) e->slot = SLOT_VALUE;
    if (text.n > 1 && text.p[0] == '@') return read_at(r, text, e);
    if (tg_str_eq(text, TG_LIT("~")) || tg_str_eq(text, TG_LIT("*"))) {
        bool plain = text.p[0] == '~';
        e->kind = plain ? ELEMENT_PLAIN : ELEMENT_ANY;
        e->traits = (uint64_t)1 << (plain ? TG_ITEM_PLAIN_BIT : TG_ITEM_WORD_BIT);
        return TAGGER_OK;
    }
    e->traits = labels_of(text);
    if (e->traits != 0) return TAGGER_OK;
    if (e->slot == SLOT_SUBJECT || e->slot == SLOT_OBJECT)
        return refuse(r, "no such type of name:", text);
    e->kind = ELEMENT_WORDS;
    TG_TRY(read_words(r, text, &e->first, &e->n));
    e->traits = traits_of_words(r->rules, e->first, e->n);
    return TAGGER_OK;
}

static void put(rule_set *set, uint32_t i)
{
    set->bits[i / 64] |= (uint64_t)1 << i % 64;
}

/** Which of the kinds each of its names and roles may be of. @return how many there are. */
static uint8_t needs_of(uint16_t needs[MAX_ELEMENTS], const rule *x)
{
    uint8_t n = 0;
    for (uint8_t i = 0; i < x->n; i++) {
        const element *e = &x->at[i];
        if (e->optional || e->kind > ELEMENT_ROLE) continue;
        needs[n++] = (uint16_t)e->traits;
    }
    return n;
}

/** Where a rule is of use: among which kinds of items, in which language. */
static void index_use(tg_relation_rules *rules, const rule *x)
{
    uint16_t needs[MAX_ELEMENTS];
    uint8_t n = needs_of(needs, x);
    for (unsigned kinds = 0; kinds < N_KINDS; kinds++) {
        uint8_t i = 0;
        while (i < n && (needs[i] & kinds) != 0) i++;
        if (i == n) put(&rules->served[kinds], rules->n);
    }
    for (unsigned lang = 0; lang < N_LANGS; lang++) {
        if (lang == 0 || x->lang == 0 || (x->lang >> (lang - 1) & 1) != 0)
            put(&rules->spoken[lang], rules->n);
    }
}

static opening opening_of(const rule *x)
{
    opening o = {.first = x->at[0].traits};
    for (uint8_t i = 1; i < x->n; i++) {
        o.second |= x->at[i].traits;
        if (!x->at[i].optional) return o;
    }
    o.second = UINT64_MAX;
    return o;
}

/** Which items a rule can begin with. */
static tagger_status index_rule(reader *r, rule *x, tg_str pattern)
{
    uint32_t own = r->rules->n;
    const element *first = &x->at[0];
    if (x->n == 0 || first->optional || first->kind >= ELEMENT_PLAIN)
        return refuse(r, "a pattern begins with a name, a role or a given word, not", pattern);
    unsigned subjects = 0;
    for (uint8_t i = 0; i < x->n; i++) {
        subjects += x->at[i].slot == SLOT_SUBJECT;
    }
    if (subjects != 1) return refuse(r, "a pattern has one subject:", pattern);
    if (first->kind == ELEMENT_ROLE || first->kind == ELEMENT_WORDS)
        put(&r->rules->begins[FIRST_ROLE], own);
    if (first->kind == ELEMENT_WORDS) put(&r->rules->begins[FIRST_WORD], own);
    for (uint16_t i = 0; first->kind == ELEMENT_WORDS && i < first->n; i++) {
        uint64_t hash = r->rules->words[first->first + i] % FILTER_BITS;
        r->rules->first_words[hash / 64] |= (uint64_t)1 << hash % 64;
    }
    for (unsigned k = 0; k < TG_N_LABELS; k++) {
        if ((first->traits >> k & 1) != 0) put(&r->rules->begins[k], own);
    }
    r->rules->opening[own] = opening_of(x);
    index_use(r->rules, x);
    return TAGGER_OK;
}

static const char *predicate_of(tg_str word)
{
    static const char *const predicates[] = {"member_of", "holds_role", "works_for", "based_in",
                                             "citizen_of"};
    for (size_t i = 0; i < sizeof predicates / sizeof predicates[0]; i++) {
        if (tg_str_eq(word, (tg_str){predicates[i], strlen(predicates[i])})) return predicates[i];
    }
    return NULL;
}

static tagger_status read_langs(const reader *r, tg_str langs, uint32_t *out)
{
    if (tg_str_eq(langs, TG_LIT("-"))) return TAGGER_OK;
    while (langs.n > 0) {
        tg_str lang = cut(&langs, ',');
        if (tg_lang_bit(lang) == 0) return refuse(r, "no such language:", lang);
        *out |= tg_lang_bit(lang);
    }
    return TAGGER_OK;
}

/** "0.95" */
static bool read_score(tg_str text, float *out)
{
    if (text.n < 3 || text.n > 6 || text.p[0] != '0' || text.p[1] != '.') return false;
    unsigned digits = 0;
    unsigned whole = 1;
    for (size_t i = 2; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9') return false;
        digits = 10 * digits + (unsigned)(text.p[i] - '0');
        whole *= 10;
    }
    *out = (float)digits / (float)whole;
    return true;
}

static tagger_status read_class(reader *r, tg_str name, tg_str words)
{
    tg_relation_rules *rules = r->rules;
    if (rules->n_classes == MAX_CLASSES) return refuse(r, "too many classes before", name);
    class *c = &rules->classes[rules->n_classes++];
    c->name = name;
    return read_words(r, words, &c->first, &c->n);
}

static tagger_status read_row(reader *r, tg_str row)
{
    tg_str field[N_COLUMNS];
    tg_str rest = row;
    for (unsigned i = 0; i < N_COLUMNS; i++) field[i] = cut(&rest, '\t');
    if (field[0].n > 0 && field[0].p[0] == '@') return read_class(r, field[0], field[4]);
    if (r->rules->n == MAX_RULES) return refuse(r, "too many rules before", field[0]);
    rule *x = &r->rules->at[r->rules->n];
    x->name = field[0];
    x->line = r->line;
    x->predicate = predicate_of(field[1]);
    if (x->predicate == NULL) return refuse(r, "no such relation:", field[1]);
    TG_TRY(read_langs(r, field[2], &x->lang));
    if (!read_score(field[3], &x->score))
        return refuse(r, "a score is a number from 0.0 to 0.9999, not", field[3]);
    for (tg_str pattern = field[4]; pattern.n > 0;) {
        tg_str word = cut(&pattern, ' ');
        if (x->n == MAX_ELEMENTS) return refuse(r, "too many elements in", field[4]);
        TG_TRY(read_element(r, word, &x->at[x->n++]));
    }
    TG_TRY(index_rule(r, x, field[4]));
    x->must = field[5];
    x->must_not = field[6];
    r->rules->n++;
    return TAGGER_OK;
}

static tagger_status read_table(tg_relation_rules *rules, tg_str table, const char *name,
                                tagger_error *err)
{
    reader r = {.rules = rules, .name = name, .err = err};
    while (table.n > 0) {
        tg_str row = cut(&table, '\n');
        if (row.n > 0 && row.p[row.n - 1] == '\r') row.n--;
        r.line++;
        if (r.line == 1 && !starts(&row, TG_LIT("name\tpredicate\tlang\tscore\tpattern")))
            return refuse(&r, "the header is not: name, predicate, lang, score, pattern, but", row);
        if (r.line == 1 || row.n == 0 || row.p[0] == '#') continue;
        TG_TRY(read_row(&r, row));
    }
    return TAGGER_OK;
}

tagger_status tg_relation_rules_new(tg_relation_rules **out, tagger_error *err)
{
    *out = tg_mem_alloc(sizeof **out);
    if (*out == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for relation rules");
    memset(*out, 0, sizeof **out);
    return TAGGER_OK;
}

tagger_status tg_relation_rules_add(tg_relation_rules *rules, tg_str tsv, const char *name,
                                    tagger_error *err)
{
    if (tsv.n == 0) return TAGGER_OK;
    if (rules->n_tables == MAX_TABLES)
        return tg_fail(err, TAGGER_E_USAGE, "more than %d tables of relation rules", MAX_TABLES);
    char *text = tg_mem_alloc(tsv.n);
    if (text == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for the rules of %s", name);
    memcpy(text, tsv.p, tsv.n);
    rules->text[rules->n_tables++] = text;
    return read_table(rules, (tg_str){text, tsv.n}, name, err);
}

void tg_relation_rules_free(tg_relation_rules *rules)
{
    if (rules == NULL) return;
    for (uint32_t i = 0; i < rules->n_tables; i++) tg_mem_free(rules->text[i]);
    tg_mem_free(rules);
}

uint32_t tg_relation_rules_count(const tg_relation_rules *rules)
{
    return rules->n;
}

tg_str tg_relation_rule_name(const tg_relation_rules *rules, uint32_t i)
{
    return rules->at[i].name;
}

const char *tg_relation_rule_predicate(const tg_relation_rules *rules, uint32_t i)
{
    return rules->at[i].predicate;
}

float tg_relation_rule_score(const tg_relation_rules *rules, uint32_t i)
{
    return rules->at[i].score;
}

uint32_t tg_relation_rule_line(const tg_relation_rules *rules, uint32_t i)
{
    return rules->at[i].line;
}

tg_str tg_relation_rule_must(const tg_relation_rules *rules, uint32_t i)
{
    return rules->at[i].must;
}

tg_str tg_relation_rule_must_not(const tg_relation_rules *rules, uint32_t i)
{
    return rules->at[i].must_not;
}

/* ---- matching ------------------------------------------------------------------------- */

static bool has_word(const tg_relation_rules *rules, const element *e, uint64_t hash)
{
    for (uint16_t i = 0; i < e->n; i++) {
        if (rules->words[e->first + i] == hash) return true;
    }
    return false;
}

static bool fits(const tg_relation_rules *rules, const element *e, const tg_item *item)
{
    if ((e->traits & item->traits) == 0) return false;
    if (e->n == 0) return true;
    if (e->kind == ELEMENT_ROLE)
        return has_word(rules, e, item->hash) || has_word(rules, e, item->other);
    return has_word(rules, e, item->kind == TG_ITEM_ROLE ? item->noun : item->hash);
}

static void take(tg_relation_match *m, const element *e, uint32_t at)
{
    if (e->slot == SLOT_SUBJECT) m->subject = at;
    if (e->slot == SLOT_OBJECT) m->object = at;
    if (e->slot == SLOT_VALUE && m->value == UINT32_MAX) m->value = at;
}

static bool match_from(const tg_relation_rules *rules, const rule *x, const tg_items *items,
                       uint8_t i, uint32_t at, tg_relation_match *m);

/** Match element i, which fits, as present, and the rest behind it; m changes only when all matches. */
// NOLINTNEXTLINE(misc-no-recursion): as deep as a pattern is long, at most MAX_ELEMENTS
static bool match_present(const tg_relation_rules *rules, const rule *x, const tg_items *items,
                          uint8_t i, uint32_t at, tg_relation_match *m)
{
    tg_relation_match with = *m;
    take(&with, &x->at[i], at);
    if (!match_from(rules, x, items, (uint8_t)(i + 1), at + 1, &with)) return false;
    *m = with;
    return true;
}

/** Match elements from `i` on at item `at`; an optional element is first tried present. */
// NOLINTNEXTLINE(misc-no-recursion): as deep as a pattern is long, at most MAX_ELEMENTS
static bool match_from(const tg_relation_rules *rules, const rule *x, const tg_items *items,
                       uint8_t i, uint32_t at, tg_relation_match *m)
{
    for (; i < x->n; i++) {
        const element *e = &x->at[i];
        bool fit = at < items->n && fits(rules, e, &items->at[at]);
        if (e->optional) {
            if (fit && match_present(rules, x, items, i, at, m)) return true;
            continue;
        }
        if (!fit) return false;
        take(m, e, at++);
    }
    m->end = at;
    return true;
}

/** The rules of use among some kinds of items in a language. */
static rule_set rules_for(const tg_relation_rules *rules, unsigned kinds, uint32_t lang)
{
    rule_set set = rules->served[kinds];
    const rule_set *spoken = &rules->spoken[lang != 0 ? 1 + (unsigned)__builtin_ctz(lang) : 0];
    for (unsigned b = 0; b < MAX_RULES / 64; b++) set.bits[b] &= spoken->bits[b];
    return set;
}

bool tg_relation_rules_any(const tg_relation_rules *rules, unsigned kinds, uint32_t lang)
{
    rule_set set = rules_for(rules, kinds, lang);
    uint64_t any = 0;
    for (unsigned b = 0; b < MAX_RULES / 64; b++) any |= set.bits[b];
    return any != 0;
}

uint32_t tg_relation_rules_begin(const tg_relation_rules *rules, const tg_items *items,
                                 uint32_t from)
{
    for (; from < items->n; from++) {
        uint64_t filter = items->at[from].hash % FILTER_BITS;
        bool begins = (rules->first_words[filter / 64] >> filter % 64 & 1) != 0;
        if (begins || items->at[from].kind != TG_ITEM_WORD) break;
    }
    return from;
}

bool tg_relation_rules_match(const tg_relation_rules *rules, const tg_items *items, uint32_t at,
                             tg_relation_match *m)
{
    static const unsigned first[] = {
        [TG_ITEM_NAME] = 0, [TG_ITEM_ROLE] = FIRST_ROLE, [TG_ITEM_WORD] = FIRST_WORD};
    const tg_item *item = &items->at[at];
    const rule_set *begins =
        &rules->begins[item->kind == TG_ITEM_NAME ? item->label : first[item->kind]];
    rule_set set = rules_for(rules, item->kinds, items->view->lang);
    uint64_t next = at + 1 < items->n ? items->at[at + 1].traits : (uint64_t)1 << TG_ITEM_END_BIT;
    uint32_t from = m->rule;
    for (uint32_t b = from / 64; b < MAX_RULES / 64; b++) {
        uint64_t left = set.bits[b] & begins->bits[b];
        if (b == from / 64) left &= UINT64_MAX << from % 64;
        for (; left != 0; left &= left - 1) {
            uint32_t r = 64 * b + (uint32_t)__builtin_ctzll(left);
            const opening *o = &rules->opening[r];
            if ((o->first & item->traits) == 0 || (o->second & next) == 0) continue;
            *m = (tg_relation_match){.rule = r,
                                     .begin = at,
                                     .subject = UINT32_MAX,
                                     .object = UINT32_MAX,
                                     .value = UINT32_MAX};
            if (match_from(rules, &rules->at[r], items, 0, at, m)) return true;
        }
    }
    return false;
}
