/* SPDX-License-Identifier: MIT
 *
 * review.c — names that look alike, without comparing all with all.
 *
 * Names that may be one share a key, and only those are compared:
 *
 *     Joe Biden                words  biden joe        initial  biden j
 *     Biden, Joe               words  biden joe
 *     J. Biden                                         initial  biden j
 *     Volodymyr Zelensky       skeleton  slnsk vldmr
 *     Wolodymyr Selenskyj      skeleton  slnsk vldmr
 *
 * The skeleton is what transliterations agree on: consonants, with letters
 * that stand for one another made one, doubled ones single.
 */
#include "graph/review.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"
#include "base/vec.h"
#include "graph/fold.h"
#include "graph/sql.h"

enum {
    MAX_WORDS = 12,  /* longer names are not compared */
    MAX_BLOCK = 64,  /* names under one key: the ones in most stories */
    MIN_SKELETON = 4 /* letters: shorter ones are like too many */
};

typedef enum reason {
    NO_REASON,
    SAME_WORDS,
    MIDDLE_NAME,
    INITIAL,
    LEGAL_FORM,
    SPELLING,
    SURNAME
} reason;

static const char *const reason_names[] = {"",           "same words", "middle name",  "initial",
                                           "legal form", "spelling",   "surname alone"};

typedef struct name {
    int64_t id;
    tg_str word[MAX_WORDS]; /* [n] folded, in their order */
    tg_str sorted;          /* the same, sorted, one blank between; without legal forms */
    tg_str skeleton;        /* of those */
    uint32_t n;
    uint32_t type; /* which of the types */
    bool known;
    bool person;
} name;

/** A name under a key. */
typedef struct keyed {
    uint64_t key;
    uint32_t name; /* index */
} keyed;

typedef struct suspects {
    uint32_t a;
    uint32_t b;
    reason why;
} suspects;

typedef struct reviewing {
    tg_store *store;
    tg_arena arena;
    TG_VEC(name) names; /* those in most stories first */
    TG_VEC(keyed) keys;
    TG_VEC(suspects) pairs;
    tagger_error *err;
} reviewing;

static tagger_status no_memory(const reviewing *r)
{
    return tg_fail(r->err, TAGGER_E_NOMEM, "%s: memory ran out", tg_store_path(r->store));
}

/* ---- names to keys ---------------------------------------------------------- */

static bool is_legal_form(tg_str word)
{
    static const char *const forms[] = {
        "inc",     "ltd",     "llc",          "corp",    "co",      "plc",   "sa",
        "nv",      "bv",      "gmbh",         "ag",      "se",      "group", "oyj",
        "as",      "ab",      "spa",          "srl",     "kg",      "the",   "corporation",
        "limited", "company", "incorporated", "holding", "holdings"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (tg_str_eq(word, (tg_str){forms[i], strlen(forms[i])})) return true;
    }
    return false;
}

static int by_bytes(const void *left, const void *right)
{
    const tg_str *a = left;
    const tg_str *b = right;
    size_t n = a->n < b->n ? a->n : b->n;
    int sign = memcmp(a->p, b->p, n);
    return sign != 0 ? sign : (a->n > b->n) - (a->n < b->n);
}

/** The letter a consonant is taken for; 0 for those that transliterations do not agree on. */
static char taken_for(const char *p, const char *end)
{
    bool h = p + 1 < end && p[1] == 'h';
    switch (*p) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
    case 'y':
    case 'j':
    case 'h':
        return '\0';
    case 'p':
        return (char)(h ? 'f' : 'p');
    case 'c':
    case 'q':
    case 'g':
    case 'x':
        return 'k';
    case 'w':
        return 'v';
    case 'z':
        return 's';
    default:
        return *p;
    }
}

/** Append the skeleton of one word. */
static void add_skeleton(tg_buf *out, tg_str word)
{
    char last = '\0';
    for (const char *p = word.p; p < word.p + word.n; p++) {
        char c = taken_for(p, word.p + word.n);
        if (c == '\0' || c == last) continue;
        tg_buf_char(out, c);
        last = c;
    }
}

static void split_words(name *out, tg_str folded)
{
    size_t begin = 0;
    for (size_t i = 0; i <= folded.n; i++) {
        if (i < folded.n && folded.p[i] != ' ') continue;
        if (i > begin && out->n < MAX_WORDS)
            out->word[out->n++] = (tg_str){folded.p + begin, i - begin};
        begin = i + 1;
    }
}

static tg_str keep(tg_arena *arena, const tg_buf *buf)
{
    char *p = tg_arena_alloc(arena, buf->n);
    if (p != NULL && buf->n > 0) memcpy(p, buf->p, buf->n);
    return (tg_str){p, p != NULL ? buf->n : 0};
}

/** Fill in what names are compared by; buf is scratch. */
static void prepare_name(name *out, tg_arena *arena, tg_buf *buf)
{
    tg_str words[MAX_WORDS];
    uint32_t n = 0;
    for (uint32_t i = 0; i < out->n; i++) {
        if (out->person || out->n == 1 || !is_legal_form(out->word[i])) words[n++] = out->word[i];
    }
    if (n > 1) qsort(words, n, sizeof *words, by_bytes);
    buf->n = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0) tg_buf_char(buf, ' ');
        tg_buf_str(buf, words[i]);
    }
    out->sorted = keep(arena, buf);
    /* Sorted by their skeletons: a first letter that is written another way moves a word. */
    tg_str bones[MAX_WORDS];
    for (uint32_t i = 0; i < n; i++) {
        buf->n = 0;
        add_skeleton(buf, words[i]);
        bones[i] = keep(arena, buf);
    }
    if (n > 1) qsort(bones, n, sizeof *bones, by_bytes);
    buf->n = 0;
    for (uint32_t i = 0; i < n; i++) tg_buf_str(buf, bones[i]);
    out->skeleton = keep(arena, buf);
}

static uint64_t hash(uint64_t h, tg_str s)
{
    for (size_t i = 0; i < s.n; i++) h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3U;
    return (h ^ h >> 29) * 0xbf58476d1ce4e5b9U;
}

static bool add_keys(reviewing *r, uint32_t i)
{
    const name *m = &r->names.at[i];
    uint64_t seed = 0xcbf29ce484222325U + m->type;
    tg_str last = m->word[m->n - 1];
    bool ok = tg_vec_push(&r->keys, (keyed){hash(seed, m->sorted), i});
    if (m->skeleton.n >= MIN_SKELETON)
        ok = ok && tg_vec_push(&r->keys, (keyed){hash(seed + 16, m->skeleton), i});
    if (!m->person || last.n < 2) return ok;
    /* A surname alone is compared with all of that surname, others by their initial. */
    ok = ok && tg_vec_push(&r->keys, (keyed){hash(seed + 32, last), i});
    uint64_t initial = hash(hash(seed + 48, last), (tg_str){m->word[0].p, 1});
    return ok && (m->n == 1 || tg_vec_push(&r->keys, (keyed){initial, i}));
}

/* ---- comparing -------------------------------------------------------------- */

/** Are the words of `few` found in `many` in their order, an initial standing for a word? */
static bool is_within(const name *few, const name *many, bool *initial)
{
    uint32_t k = 0;
    *initial = false;
    for (uint32_t i = 0; i < few->n; i++) {
        bool found = false;
        while (k < many->n && !found) {
            tg_str a = few->word[i];
            tg_str b = many->word[k++];
            bool short_of = (a.n == 1 || b.n == 1) && a.p[0] == b.p[0] && a.n != b.n;
            found = tg_str_eq(a, b) || short_of;
            *initial |= short_of;
        }
        if (!found) return false;
    }
    return true;
}

static reason compare_persons(const name *a, const name *b)
{
    const name *few = a->n <= b->n ? a : b;
    const name *many = few == a ? b : a;
    bool initial = false;
    if (few->n == 1) {
        return many->n > 1 && tg_str_eq(few->word[0], many->word[many->n - 1]) ? SURNAME
                                                                               : NO_REASON;
    }
    bool ends = tg_str_eq(few->word[few->n - 1], many->word[many->n - 1]);
    if (!ends || !is_within(few, many, &initial)) return NO_REASON;
    return initial ? INITIAL : MIDDLE_NAME;
}

static reason compare(const name *a, const name *b)
{
    if (a->type != b->type) return NO_REASON;
    bool same_words = tg_str_eq(a->sorted, b->sorted);
    /* Two rows of the lists are two on purpose, unless they are called the same. */
    if (a->known && b->known) return same_words ? SAME_WORDS : NO_REASON;
    if (same_words) return a->n == b->n ? SAME_WORDS : LEGAL_FORM;
    reason why = a->person ? compare_persons(a, b) : NO_REASON;
    if (why != NO_REASON) return why;
    if (a->n == 1 && a->person) return NO_REASON;
    bool bones = a->skeleton.n >= MIN_SKELETON && tg_str_eq(a->skeleton, b->skeleton);
    uint32_t limit = a->sorted.n >= 10 ? 2 : 1;
    bool slip =
        a->n == b->n && a->sorted.n >= 6 && tg_fold_distance(a->sorted, b->sorted, limit) <= limit;
    return bones || slip ? SPELLING : NO_REASON;
}

static int by_key(const void *left, const void *right)
{
    const keyed *a = left;
    const keyed *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return a->name < b->name ? -1 : a->name > b->name;
}

/** Compare those under one key, n of them. */
static bool compare_block(reviewing *r, const keyed *block, uint32_t n)
{
    uint32_t n_long = 0;
    for (uint32_t i = 0; i < n; i++) n_long += r->names.at[block[i].name].n > 1;
    if (n > MAX_BLOCK) n = MAX_BLOCK;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = i + 1; k < n; k++) {
            reason why = compare(&r->names.at[block[i].name], &r->names.at[block[k].name]);
            if (why == NO_REASON || (why == SURNAME && n_long > 1)) continue;
            if (!tg_vec_push(&r->pairs, (suspects){block[i].name, block[k].name, why}))
                return false;
        }
    }
    return true;
}

/** Names are numbered by their stories: the pair whose rarer name is named most comes first. */
static int by_place(const void *left, const void *right)
{
    const suspects *a = left;
    const suspects *b = right;
    if (a->b != b->b) return a->b < b->b ? -1 : 1;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->why > b->why) - (a->why < b->why);
}

static bool find_pairs(reviewing *r)
{
    if (r->keys.n > 1) qsort(r->keys.at, r->keys.n, sizeof *r->keys.at, by_key);
    for (uint32_t begin = 0; begin < r->keys.n;) {
        uint32_t end = begin + 1;
        while (end < r->keys.n && r->keys.at[end].key == r->keys.at[begin].key) end++;
        if (!compare_block(r, r->keys.at + begin, end - begin)) return false;
        begin = end;
    }
    if (r->pairs.n > 1) qsort(r->pairs.at, r->pairs.n, sizeof *r->pairs.at, by_place);
    return true;
}

/* ---- reading and telling ------------------------------------------------------ */

static bool read_name(reviewing *r, sqlite3_stmt *stmt, tg_buf *buf)
{
    name m = {.id = sqlite3_column_int64(stmt, 0),
              .known = sqlite3_column_int(stmt, 1) != 0,
              .type = (uint32_t)sqlite3_column_int(stmt, 2)};
    m.person = m.type == TAGGER_PERSON;
    buf->n = 0;
    tg_fold_name(buf, r->store, tg_sql_text(stmt, 3));
    split_words(&m, keep(&r->arena, buf));
    if (m.n == 0) return true;
    prepare_name(&m, &r->arena, buf);
    if (buf->oom || r->arena.oom || !tg_vec_push(&r->names, m)) return false;
    return add_keys(r, (uint32_t)r->names.n - 1);
}

static tagger_status read_names(reviewing *r, const char *type)
{
    static const char sql[] =
        "SELECT id, known, CASE type WHEN 'person' THEN 0 WHEN 'organization' THEN 1 "
        "WHEN 'party' THEN 2 WHEN 'country' THEN 3 ELSE 4 END, name FROM entities "
        "WHERE merged_into IS NULL AND ignored = 0 AND stories > 0 AND (?1 IS NULL OR type = ?1) "
        "ORDER BY stories DESC, key, type";
    sqlite3_stmt *stmt = NULL;
    tg_buf buf = TG_BUF_INIT;
    bool row = true;
    tagger_status status = tg_sql_prepare(&stmt, r->store, sql, r->err);
    if (status == TAGGER_OK) status = tg_sql_bind(r->store, stmt, TG_VALUES(tg_word(type)), r->err);
    while (status == TAGGER_OK) {
        status = tg_sql_step(&row, r->store, stmt, r->err);
        if (status != TAGGER_OK || !row) break;
        if (!read_name(r, stmt, &buf)) status = no_memory(r);
    }
    (void)sqlite3_finalize(stmt);
    tg_buf_dispose(&buf);
    return status;
}

/** One listener that counts. */
typedef struct counted {
    tg_rows to;
    uint32_t n;
    bool more;
} counted;

static bool count_row(void *context, const tg_row *row)
{
    counted *c = context;
    c->n++;
    c->more = c->to.fn(c->to.context, row);
    return c->more;
}

#define EXAMPLE(of)                                                                                \
    "(SELECT tg_excerpt(d.text, m.sentence_start, m.sentence_end, m.\"end\", m.start) "            \
    "FROM mentions m JOIN documents d ON d.id = m.document_id WHERE m.entity_id = " of ".id "      \
    "ORDER BY m.zone <> 'body', d.date IS NULL, d.date DESC, d.uri, m.start LIMIT 1)"

/** Is `a` the better name to keep? */
static bool is_better(const name *a, const name *b, reason why)
{
    if (a->known != b->known) return a->known;
    if ((why == SURNAME || why == INITIAL) && a->sorted.n != b->sorted.n)
        return a->sorted.n > b->sorted.n;
    return true; /* the first is in more stories */
}

static tagger_status tell(const reviewing *r, uint32_t limit, tg_rows to)
{
    static const char sql[] =
        "SELECT ?3 AS reason, x.type, x.type || ':' || x.key AS a, x.name AS name_a, "
        "x.stories AS stories_a, " EXAMPLE(
            "x") " AS sentence_a, y.type || ':' || y.key AS b, "
                 "y.name AS name_b, y.stories AS stories_b, " EXAMPLE(
                     "y") " AS sentence_b "
                          "FROM entities x JOIN entities y ON y.id = ?2 WHERE x.id = ?1 AND NOT "
                          "EXISTS "
                          "(SELECT 1 FROM decisions WHERE (decisions.a = x.type || ':' || x.key "
                          "AND "
                          "decisions.b = y.type || ':' || y.key) OR (decisions.a = y.type || ':' "
                          "|| y.key AND "
                          "decisions.b = x.type || ':' || x.key))";
    counted c = {.to = to, .more = true};
    for (size_t i = 0; i < r->pairs.n && c.n < limit && c.more; i++) {
        const suspects *s = &r->pairs.at[i];
        if (i > 0 && s->a == s[-1].a && s->b == s[-1].b) continue;
        const name *a = &r->names.at[s->a];
        const name *b = &r->names.at[s->b];
        bool first = is_better(a, b, s->why);
        TG_TRY(tg_sql_query(r->store, sql,
                            TG_VALUES(tg_int(first ? a->id : b->id), tg_int(first ? b->id : a->id),
                                      tg_word(reason_names[s->why])),
                            (tg_rows){count_row, &c}, r->err));
    }
    return TAGGER_OK;
}

tagger_status tg_review(tg_store *store, const char *type, uint32_t limit, tg_rows to,
                        tagger_error *err)
{
    reviewing r = {.store = store, .arena = TG_ARENA_INIT, .err = err};
    tagger_status status = read_names(&r, type);
    if (status == TAGGER_OK && !find_pairs(&r)) status = no_memory(&r);
    if (status == TAGGER_OK) status = tell(&r, limit, to);
    tg_vec_dispose(&r.names);
    tg_vec_dispose(&r.keys);
    tg_vec_dispose(&r.pairs);
    tg_arena_dispose(&r.arena);
    return status;
}
