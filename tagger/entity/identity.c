/* SPDX-License-Identifier: MIT
 *
 * identity.c — which names of a document are one bearer's.
 *
 * News names somebody in full once and in short ever after, and the headline
 * is short before the full name comes. So the names are taken from the longest
 * to the shortest, wherever they stand; each looks for longer names it is a
 * part of, and leaves its own parts as keys for shorter ones:
 *
 *     Ingrid Van Daele     leaves  ~Van Daele  ~Daele  Ingrid~  I. Van Daele
 *     Van Daele            finds   ~Van Daele: tied
 *     Nieuw-Vlaamse Alliantie  leaves  NVA
 *     N-VA                 finds   NVA: tied
 *
 * A key that leads to two bearers ties to neither: the name is ambiguous, and
 * link.c asks each of its mentions whether something there tells them apart.
 * Every name is looked up a fixed number of times: the whole is linear.
 */
#include "entity/identity.h"

#include "base/status.h"
#include "base/utf8.h"

enum { MAX_WORDS = 15 };

typedef enum key_kind {
    KEY_SUFFIX = 1,
    KEY_PREFIX,
    KEY_INNER,
    KEY_ENDS,    /* first and last word */
    KEY_INITIAL, /* first letter and last word */
    KEY_ACRONYM,
    KEY_LIST /* what the lists say it is */
} key_kind;

typedef struct linker {
    tg_identity *id;
    tg_arena *arena;
    const tg_view *v;
    const tg_names *names;
    const tg_reading *reading;
    tg_keymap map;
} linker;

/** The bearers that a key led to. */
typedef struct found {
    uint32_t n;
    uint32_t root[TG_KEY_NAMES];
    bool more;
} found;

uint32_t tg_identity_root(const tg_identity *id, uint32_t i)
{
    while (id->parent[i] != i) {
        id->parent[i] = id->parent[id->parent[i]];
        i = id->parent[i];
    }
    return i;
}

/* ---- keys ------------------------------------------------------------------------- */

static uint64_t key_of(uint8_t label, key_kind kind, uint64_t hash)
{
    return tg_hash_join(tg_hash_join(TG_HASH_START, (uint64_t)label << 8 | kind), hash);
}

static uint64_t ends_hash(uint64_t first, uint64_t last)
{
    return tg_hash_join(tg_hash_join(TG_HASH_START, first), last);
}

/** First letters of the span's words, as tg_acronym_hash() takes those of an acronym; small words
 *  only when `all`. 0 when there are fewer than two. */
static uint64_t letters_hash(const tg_view *v, const tg_name *name, const tg_name_word *words,
                             bool all)
{
    uint64_t h = TG_HASH_START;
    unsigned n = 0;
    uint32_t k = 0;
    for (uint32_t i = name->begin; i < name->end && k < name->n_words; i++) {
        if ((v->tokens->flags[i] & TG_TOKEN_WORD) == 0) continue;
        uint32_t letter = words[k++].letter;
        bool small = tg_has_mark(v, i, TG_MARK_LINK) || tg_has_mark(v, i, TG_MARK_FUNCTION);
        if (small && !all && !tg_is_upper(v, i)) continue;
        h = tg_hash_join(h, letter);
        n++;
    }
    return n >= 2 ? h : 0;
}

static void add(linker *l, uint8_t label, key_kind kind, uint64_t hash, uint32_t name)
{
    if (hash != 0) tg_keymap_add(&l->map, key_of(label, kind, hash), name);
}

static void add_parts(linker *l, uint32_t i)
{
    const tg_name *a = &l->names->at[i];
    const tg_name_word *w = tg_name_words(l->names, i);
    for (uint32_t k = 1; k < a->n_words; k++) {
        add(l, a->label, KEY_SUFFIX, tg_words_hash(w, k, a->n_words), i);
        add(l, a->label, KEY_PREFIX, tg_words_hash(w, 0, k), i);
    }
}

/** What the lists say that a name is, as a key; 0 = nothing, or only by the way. */
static uint64_t list_hash(const linker *l, uint32_t i)
{
    const tg_entry *e = l->reading[i].entry;
    bool weak = e == NULL || (e->flags & (TG_ENTRY_SURNAME | TG_ENTRY_CONTEXT)) != 0;
    return weak ? 0
                : tg_hash_folded(
                      tg_lexicon_entity_id(l->v->lists->lex[l->reading[i].list], e->entity));
}

static void add_person(linker *l, uint32_t i)
{
    const tg_name *a = &l->names->at[i];
    const tg_name_word *w = tg_name_words(l->names, i);
    add(l, a->label, KEY_LIST, list_hash(l, i), i);
    if (a->n_words < 2) return;
    add_parts(l, i);
    for (uint32_t k = 1; k + 1 < a->n_words; k++)
        add(l, a->label, KEY_INNER, tg_words_hash(w, k, k + 1), i);
    uint64_t last = w[a->n_words - 1].hash;
    add(l, a->label, KEY_ENDS, ends_hash(w[0].hash, last), i);
    add(l, a->label, KEY_INITIAL, ends_hash(w[0].letter, last), i);
}

static void add_body(linker *l, uint32_t i)
{
    const tg_name *a = &l->names->at[i];
    const tg_name_word *w = tg_name_words(l->names, i);
    add_parts(l, i);
    add(l, a->label, KEY_LIST, list_hash(l, i), i);
    add(l, a->label, KEY_ACRONYM, tg_initials_hash(l->v, a->begin, a->end), i);
    if (a->n_words < 2) return;
    add(l, a->label, KEY_ACRONYM, letters_hash(l->v, a, w, false), i);
    add(l, a->label, KEY_ACRONYM, letters_hash(l->v, a, w, true), i);
}

/* ---- ties ------------------------------------------------------------------------- */

static void add_root(found *f, uint32_t root)
{
    for (uint32_t i = 0; i < f->n; i++) {
        if (f->root[i] == root) return;
    }
    f->root[f->n++] = root;
}

typedef bool fits_fn(const linker *l, uint32_t shorter, uint32_t longer);

/** The bearers of the names with a key that fit name i; `fits` NULL: all do. */
static found look_up(const linker *l, uint32_t i, key_kind kind, uint64_t hash, fits_fn *fits)
{
    found f = {.n = 0};
    if (hash == 0) return f;
    const tg_keyed *x = tg_keymap_find(&l->map, key_of(l->names->at[i].label, kind, hash));
    for (unsigned n = 0; x != NULL && n < TG_KEY_NAMES; n++, x = tg_keymap_next(&l->map, x)) {
        uint32_t root = tg_identity_root(l->id, x->name);
        if (root != i && (fits == NULL || fits(l, i, x->name))) add_root(&f, root);
    }
    f.more = x != NULL;
    return f;
}

/** Tie name i to what was found. @return false when nothing was. */
static bool tie(linker *l, uint32_t i, const found *f, tg_tie how)
{
    if (f->n == 0) return false;
    l->id->tie[i] = (uint8_t)how;
    if (f->n == 1 && !f->more) {
        l->id->parent[i] = f->root[0];
        return true;
    }
    uint32_t *among = TG_ARENA_NEW(l->arena, uint32_t, f->n);
    if (among == NULL) return true;
    memcpy(among, f->root, f->n * sizeof *among);
    l->id->among[i] = among;
    l->id->n_among[i] = f->n;
    return true;
}

/* ---- persons ------------------------------------------------------------------------ */

static bool same_word(const tg_name_word *a, const tg_name_word *b)
{
    if (a->hash == b->hash) return true;
    return (a->initial || b->initial) && a->letter == b->letter;
}

/** First and last words agree; the words between must not contradict each other: John F. Kennedy is
 *  John Kennedy and John Fitzgerald Kennedy, but not John R. Kennedy. */
static bool same_middle(const linker *l, uint32_t i, uint32_t k)
{
    const tg_name *a = &l->names->at[i];
    const tg_name *b = &l->names->at[k];
    const tg_name_word *x = tg_name_words(l->names, i);
    const tg_name_word *y = tg_name_words(l->names, k);
    uint32_t at = 1;
    for (uint32_t j = 1; j + 1 < a->n_words; j++) {
        while (at + 1 < b->n_words && !same_word(&x[j], &y[at])) at++;
        if (at + 1 >= b->n_words) return false;
        at++;
    }
    return true;
}

/** One of the two first words is only an initial. */
static bool is_initial_of(const linker *l, uint32_t i, uint32_t k)
{
    return (tg_name_words(l->names, i)->initial || tg_name_words(l->names, k)->initial) &&
           same_middle(l, i, k);
}

static bool has_two_words(const linker *l, uint32_t i, uint32_t k)
{
    return l->names->at[i].n_words == 2 && l->names->at[k].n_words == 2;
}

static bool tie_full_name(linker *l, uint32_t i)
{
    const tg_name *a = &l->names->at[i];
    const tg_name_word *w = tg_name_words(l->names, i);
    uint64_t first = w[0].hash;
    uint64_t last = w[a->n_words - 1].hash;
    found f = look_up(l, i, KEY_LIST, list_hash(l, i), NULL);
    if (tie(l, i, &f, TG_TIE_ALIAS)) return true;
    f = look_up(l, i, KEY_ENDS, ends_hash(first, last), same_middle);
    if (tie(l, i, &f, TG_TIE_ALIAS)) return true;
    f = look_up(l, i, KEY_INITIAL, ends_hash(w[0].letter, last), is_initial_of);
    if (tie(l, i, &f, TG_TIE_ALIAS)) return true;
    f = look_up(l, i, KEY_SUFFIX, a->hash, NULL);
    if (tie(l, i, &f, TG_TIE_SURNAME)) return true;
    f = look_up(l, i, KEY_ENDS, ends_hash(last, first), has_two_words);
    if (tie(l, i, &f, TG_TIE_ALIAS)) return true;
    f = look_up(l, i, KEY_PREFIX, a->hash, NULL);
    return tie(l, i, &f, TG_TIE_ALIAS);
}

/** A genitive that only grammar tells: Merkels, Trumps. In English that is the family, in French
 *  nothing. */
static uint64_t without_s(const linker *l, uint32_t i)
{
    uint32_t langs = tg_lang_bit(TG_LIT("de")) | tg_lang_bit(TG_LIT("nl"));
    if ((l->v->lang & langs) == 0) return 0;
    tg_str s = tg_view_token(l->v, l->names->at[i].end - 1);
    bool genitive = s.n > 3 && s.p[s.n - 1] == 's';
    return genitive ? tg_hash_folded((tg_str){s.p, s.n - 1}) : 0;
}

static bool tie_part(linker *l, uint32_t i)
{
    static const key_kind kinds[] = {KEY_SUFFIX, KEY_PREFIX, KEY_INNER};
    uint64_t word = tg_words_hash(tg_name_words(l->names, i), 0, 1);
    for (unsigned k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        found f = look_up(l, i, kinds[k], word, NULL);
        if (tie(l, i, &f, TG_TIE_SURNAME)) return true;
    }
    uint64_t base = without_s(l, i);
    uint64_t hash = base != 0 ? tg_hash_join(TG_HASH_START, base) : 0;
    found f = look_up(l, i, KEY_SUFFIX, hash, NULL);
    return tie(l, i, &f, TG_TIE_SURNAME);
}

static void identify_person(linker *l, uint32_t i)
{
    bool tied = l->names->at[i].n_words > 1 ? tie_full_name(l, i) : tie_part(l, i);
    if (!tied || (l->id->tie[i] == TG_TIE_ALIAS && l->id->n_among[i] == 0)) add_person(l, i);
}

/* ---- organizations and parties ---------------------------------------------------------- */

/** The lists do not say that the two are different. */
static bool may_be_one(const linker *l, uint32_t i, uint32_t k)
{
    uint64_t a = list_hash(l, i);
    uint64_t b = list_hash(l, k);
    return a == 0 || b == 0 || a == b;
}

/** A short form that the lists do not know as something of its own. */
static bool is_short_form(const linker *l, uint32_t i, uint32_t k)
{
    return list_hash(l, i) == 0 || (list_hash(l, k) != 0 && may_be_one(l, i, k));
}

static bool tie_body(linker *l, uint32_t i)
{
    const tg_name *a = &l->names->at[i];
    uint64_t acronym = a->n_words == 1 ? tg_acronym_hash(l->v, a->end - 1) : 0;
    found f = look_up(l, i, KEY_LIST, list_hash(l, i), NULL);
    if (tie(l, i, &f, acronym != 0 ? TG_TIE_ACRONYM : TG_TIE_ALIAS)) return true;
    f = look_up(l, i, KEY_ACRONYM, acronym, may_be_one);
    if (tie(l, i, &f, TG_TIE_ACRONYM)) return true;
    /* "the Court" is the Supreme Court, never the Court of Auditors. */
    bool noun = a->n_words == 1 && tg_has_mark(l->v, a->begin, TG_MARK_ORG_NOUN);
    f = look_up(l, i, KEY_PREFIX, noun ? 0 : a->hash, is_short_form);
    if (tie(l, i, &f, TG_TIE_ALIAS)) return true;
    f = look_up(l, i, KEY_SUFFIX, a->hash, is_short_form);
    return tie(l, i, &f, TG_TIE_ALIAS);
}

static void identify_body(linker *l, uint32_t i)
{
    /* An acronym that its long name introduced is tied already. */
    if (tg_identity_root(l->id, i) == i) (void)tie_body(l, i);
    add_body(l, i);
}

/* ---- all ---------------------------------------------------------------------------------- */

static bool is_sign(const tg_view *v, uint32_t token, char sign)
{
    return v->tokens->end[token] - v->tokens->begin[token] == 1 &&
           v->text.p[v->tokens->begin[token]] == sign;
}

/** Do the acronym's letters stand in the long name in their order, the first of both the same? */
static bool spells(const tg_view *v, uint32_t token, const tg_labelled *full)
{
    tg_str a = tg_view_token(v, token);
    tg_str b = tg_view_text(v, full->begin, full->end);
    const char *p = a.p;
    const char *q = b.p;
    bool first = true;
    while (p < a.p + a.n) {
        uint32_t x = 0;
        p += tg_utf8_next(p, a.p + a.n, &x);
        if (tg_utf8_class(x) != TG_CLASS_LETTER) continue;
        uint32_t y = 0;
        do {
            if (q == b.p + b.n) return false;
            q += tg_utf8_next(q, b.p + b.n, &y);
        } while (tg_utf8_lower(x) != tg_utf8_lower(y) && !first);
        if (tg_utf8_lower(x) != tg_utf8_lower(y)) return false;
        first = false;
    }
    return true;
}

/** "Long Name (LN)": the acronym alone in brackets right behind. */
static void read_brackets(linker *l)
{
    const tg_view *v = l->v;
    for (uint32_t s = 1; s < l->names->n_spans; s++) {
        const tg_labelled *a = &l->names->span[s - 1];
        const tg_labelled *b = &l->names->span[s];
        bool body = a->label == b->label && (a->label == TG_ORGANIZATION || a->label == TG_PARTY);
        if (!body || b->begin != a->end + 1 || b->end - b->begin != 1 || b->end >= v->tokens->n)
            continue;
        if (!is_sign(v, a->end, '(') || !is_sign(v, b->end, ')')) continue;
        uint32_t full = l->names->of[s - 1];
        uint32_t acronym = l->names->of[s];
        if (l->names->at[full].page || l->names->at[full].n_words < 2 ||
            tg_acronym_hash(v, b->begin) == 0 ||
            (!may_be_one(l, acronym, full) && !spells(v, b->begin, a)) ||
            l->id->parent[acronym] != acronym || tg_identity_root(l->id, full) == acronym)
            continue;
        l->id->parent[acronym] = tg_identity_root(l->id, full);
        l->id->tie[acronym] = TG_TIE_ACRONYM;
    }
}

/** The names by number of words, longest first; within one number in text order. */
static uint32_t *by_length(tg_arena *arena, const tg_names *names)
{
    uint32_t *order = TG_ARENA_NEW(arena, uint32_t, names->n);
    uint32_t at[MAX_WORDS + 2] = {0};
    if (order == NULL) return NULL;
    for (uint32_t i = 0; i < names->n; i++) at[MAX_WORDS - names->at[i].n_words + 1]++;
    for (uint32_t k = 1; k < MAX_WORDS + 2; k++) at[k] += at[k - 1];
    for (uint32_t i = 0; i < names->n; i++) order[at[MAX_WORDS - names->at[i].n_words]++] = i;
    return order;
}

static bool is_body(const tg_name *name)
{
    return name->label == TG_ORGANIZATION || name->label == TG_PARTY;
}

/** The most keys that a name leaves: see add_person() and add_body(). */
static size_t n_keys_of(const tg_name *name)
{
    if (name->page || (name->label != TG_PERSON && !is_body(name))) return 0;
    return name->n_words < 2 ? 2 : 3 * (size_t)name->n_words;
}

tagger_status tg_identify(tg_identity *out, tg_arena *arena, const tg_view *v,
                          const tg_names *names, const tg_reading *reading, tagger_error *err)
{
    uint32_t n = names->n;
    *out = (tg_identity){.parent = TG_ARENA_NEW(arena, uint32_t, n),
                         .tie = TG_ARENA_NEW(arena, uint8_t, n),
                         .n_among = TG_ARENA_NEW(arena, uint32_t, n),
                         .among = TG_ARENA_NEW(arena, const uint32_t *, n)};
    linker l = {.id = out, .arena = arena, .v = v, .names = names, .reading = reading};
    size_t n_keys = 0;
    for (uint32_t i = 0; i < n; i++) n_keys += n_keys_of(&names->at[i]);
    TG_TRY(tg_keymap_init(&l.map, arena, n_keys, err));
    uint32_t *order = by_length(arena, names);
    if (arena->oom) return tg_fail(err, TAGGER_E_NOMEM, "no memory to tell %u names apart", n);
    for (uint32_t i = 0; i < n; i++) {
        out->parent[i] = i;
        out->tie[i] = TG_TIE_NONE;
        out->n_among[i] = 0;
        out->among[i] = NULL;
    }
    read_brackets(&l);
    for (uint32_t k = 0; k < n; k++) {
        const tg_name *name = &names->at[order[k]];
        if (name->page) continue;
        if (name->label == TG_PERSON) identify_person(&l, order[k]);
        if (is_body(name)) identify_body(&l, order[k]);
    }
    return arena->oom ? tg_fail(err, TAGGER_E_NOMEM, "no memory to tell %u names apart", n)
                      : TAGGER_OK;
}
