/* SPDX-License-Identifier: MIT
 *
 * votes.c — what named people and organizations say about the topic.
 *
 * Subtypes are class words of a lexicon, and those are numbers: their votes
 * stand in a column. The few names with votes of their own stand in a table of
 * slots, found by list and entity.
 */
#include "topic/votes.h"

#include "base/mem.h"
#include "base/status.h"
#include "base/vec.h"
#include "lex/rows.h"

/** The vote of one entity. */
typedef struct own_vote {
    uint64_t key; /* list and entity; see key_of() */
    tg_vote vote;
} own_vote;

struct tg_votes {
    const tg_lists *lists;
    tg_vote *subtype[TG_MAX_LISTS]; /* [words of the lexicon × TAGGER_N_TYPES] */
    TG_VEC(own_vote) own;
    uint32_t mask;
    uint32_t *slots; /* [mask + 1] number in `own` + 1; 0 = empty */
};

typedef struct reader {
    tg_votes *votes;
    const tg_taxonomy *taxonomy;
    const char *name;
    uint32_t line;
    tagger_error *err;
} reader;

static uint64_t key_of(uint32_t list, uint32_t entity)
{
    return (uint64_t)list << 32 | entity;
}

static uint32_t slot_of(const tg_votes *v, uint64_t key)
{
    return (uint32_t)(key * 0x9e3779b97f4a7c15U >> 32) & v->mask;
}

static bool type_of(tg_str word, tagger_type *type)
{
    for (unsigned i = 0; i < TAGGER_N_TYPES; i++) {
        *type = (tagger_type)i;
        const char *name = tagger_type_name(*type);
        if (tg_str_eq(word, (tg_str){name, strlen(name)})) return true;
    }
    return false;
}

/** Give the vote to each entity of the type that a list has under the name. */
static bool add_own(tg_votes *v, tagger_type type, tg_str name, tg_vote vote)
{
    for (uint32_t l = 0; l < v->lists->n; l++) {
        const tg_lexicon *lex = v->lists->lex[l];
        uint32_t n = 0;
        const tg_entry *e = tg_lexicon_entries(lex, tg_lexicon_form(lex, name), &n);
        for (uint32_t i = 0; i < n; i++) {
            bool again = i > 0 && e[i].entity == e[i - 1].entity;
            if (e[i].kind != (uint8_t)type || again) continue;
            if (!tg_vec_push(&v->own, (own_vote){key_of(l, e[i].entity), vote})) return false;
        }
    }
    return true;
}

static void set_subtype(tg_votes *v, tagger_type type, tg_str subtype, tg_vote vote)
{
    for (uint32_t l = 0; l < v->lists->n; l++) {
        uint32_t word = tg_lexicon_word_id(v->lists->lex[l], subtype);
        if (word != UINT32_MAX) v->subtype[l][word * TAGGER_N_TYPES + type] = vote;
    }
}

static tagger_status read_row(reader *r, tg_str line)
{
    enum { KIND, SUBTYPE, NAME, TOPIC, WEIGHT, N_CELLS };
    tg_str cell[N_CELLS];
    unsigned n = 0;
    while (n < N_CELLS && tg_next_piece(&line, '\t', &cell[n])) n++;
    if (n < N_CELLS || line.p != NULL) {
        return tg_row_fail(r->err, r->name, r->line,
                           "a row has five columns: kind, subtype, name, topic, weight");
    }
    tagger_type type = TAGGER_PERSON;
    if (!type_of(cell[KIND], &type))
        return tg_row_fail(r->err, r->name, r->line, "the kind is no type of name");
    if ((cell[SUBTYPE].n == 0) == (cell[NAME].n == 0))
        return tg_row_fail(r->err, r->name, r->line, "a row needs either a subtype or a name");
    tg_vote vote = {.concept = tg_taxonomy_find(r->taxonomy, cell[TOPIC])};
    if (vote.concept == TG_NO_CONCEPT)
        return tg_row_fail(r->err, r->name, r->line, "the topic is not known");
    if (cell[WEIGHT].n != 1 || cell[WEIGHT].p[0] < '1' || cell[WEIGHT].p[0] > '3')
        return tg_row_fail(r->err, r->name, r->line, "the weight is not 1, 2 or 3");
    vote.weight = (uint8_t)(cell[WEIGHT].p[0] - '0');
    if (cell[SUBTYPE].n > 0) {
        set_subtype(r->votes, type, cell[SUBTYPE], vote);
    } else if (!add_own(r->votes, type, cell[NAME], vote)) {
        return tg_fail(r->err, TAGGER_E_NOMEM, "no memory for %s", r->name);
    }
    return TAGGER_OK;
}

static bool new_columns(tg_votes *v)
{
    for (uint32_t l = 0; l < v->lists->n; l++) {
        size_t n = (size_t)tg_lexicon_n_words(v->lists->lex[l]) * TAGGER_N_TYPES;
        v->subtype[l] = tg_mem_alloc(n * sizeof(tg_vote));
        if (v->subtype[l] == NULL) return false;
        for (size_t i = 0; i < n; i++)
            v->subtype[l][i] = (tg_vote){.concept = TG_NO_CONCEPT, .weight = 0};
    }
    return true;
}

static bool index_own(tg_votes *v)
{
    uint32_t n = 64;
    while (n < 2 * v->own.n) n *= 2;
    v->mask = n - 1;
    v->slots = tg_mem_alloc(n * sizeof *v->slots);
    if (v->slots == NULL) return false;
    memset(v->slots, 0, n * sizeof *v->slots);
    for (uint32_t i = 0; i < v->own.n; i++) {
        uint32_t s = slot_of(v, v->own.at[i].key);
        while (v->slots[s] != 0) s = (s + 1) & v->mask;
        v->slots[s] = i + 1;
    }
    return true;
}

/** Read the table of one list, if it has one. */
static tagger_status read_table(tg_votes *v, uint32_t list, const tg_taxonomy *taxonomy,
                                tagger_error *err)
{
    char path[TG_LIST_PATH];
    tg_str file = TG_LIT(TG_VOTES_FILE);
    tg_str tsv = tg_lexicon_blob(v->lists->lex[list], file);
    if (tsv.n == 0) return TAGGER_OK;
    reader r = {.votes = v, .taxonomy = taxonomy, .err = err};
    r.name = tg_lists_path(path, v->lists, list, file);
    TG_TRY(tg_rows_check_bytes(tsv, r.name, err));
    tg_str line;
    while (tg_next_line(&tsv, &line)) {
        if (r.line++ > 0) TG_TRY(read_row(&r, line));
    }
    return TAGGER_OK;
}

static tagger_status read_all(tg_votes *v, const tg_taxonomy *taxonomy, tagger_error *err)
{
    if (!new_columns(v)) return tg_fail(err, TAGGER_E_NOMEM, "no memory for votes");
    for (uint32_t l = 0; l < v->lists->n; l++) TG_TRY(read_table(v, l, taxonomy, err));
    return index_own(v) ? TAGGER_OK : tg_fail(err, TAGGER_E_NOMEM, "no memory for votes");
}

tagger_status tg_votes_new(tg_votes **out, const tg_lists *lists, const tg_taxonomy *taxonomy,
                           tagger_error *err)
{
    *out = NULL;
    tg_votes *v = tg_mem_alloc(sizeof *v);
    if (v == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for votes");
    *v = (tg_votes){.lists = lists};
    tagger_status status = read_all(v, taxonomy, err);
    if (status != TAGGER_OK) {
        tg_votes_free(v);
        return status;
    }
    *out = v;
    return TAGGER_OK;
}

void tg_votes_free(tg_votes *v)
{
    if (v == NULL) return;
    for (uint32_t l = 0; l < v->lists->n; l++) tg_mem_free(v->subtype[l]);
    tg_vec_dispose(&v->own);
    tg_mem_free(v->slots);
    tg_mem_free(v);
}

uint32_t tg_votes_of(tg_vote out[TG_MAX_VOTES], const tg_votes *v, uint32_t list, const tg_entry *e)
{
    uint32_t n = 0;
    tg_vote of_subtype = v->subtype[list][(size_t)e->word * TAGGER_N_TYPES + e->kind];
    if (of_subtype.concept != TG_NO_CONCEPT) out[n++] = of_subtype;
    uint64_t key = key_of(list, e->entity);
    for (uint32_t s = slot_of(v, key); v->slots[s] != 0; s = (s + 1) & v->mask) {
        const own_vote *own = &v->own.at[v->slots[s] - 1];
        if (own->key == key && n < TG_MAX_VOTES) out[n++] = own->vote;
    }
    return n;
}
