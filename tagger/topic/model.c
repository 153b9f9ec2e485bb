/* SPDX-License-Identifier: MIT
 *
 * model.c — class words of the lexicons to topics.
 *
 * A lexicon numbers its class words, and a topic id or a subtype ("company") is
 * one of them. So what a row says about the topic is one load from a column
 * that is filled here, whatever the number of rows.
 */
#include "topic/model.h"

#include "base/mem.h"
#include "base/status.h"
#include "lex/rows.h"

#define TAXONOMY "topics/mediatopics.tsv"
#define VOTES    "topics/entity-votes.tsv"

static bool is_word(tg_str s, const char *word)
{
    return strlen(word) == s.n && memcmp(word, s.p, s.n) == 0;
}

/* ---- columns -------------------------------------------------------------- */

static tagger_status name_words(tg_topic_model *m, uint32_t list, tagger_error *err)
{
    const tg_lexicon *lex = m->lists->lex[list];
    uint32_t n = tg_lexicon_n_words(lex);
    m->concept[list] = tg_mem_alloc(n * sizeof *m->concept[list]);
    m->vote[list] = tg_mem_alloc(n * sizeof(tg_vote) * TAGGER_N_TYPES);
    if (m->concept[list] == NULL || m->vote[list] == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for the topics of %u class words", n);
    for (uint32_t i = 0; i < n; i++)
    m->concept[list][i] = tg_taxonomy_find(&m->taxonomy, tg_lexicon_word(lex, i));
    for (uint32_t i = 0; i < n * TAGGER_N_TYPES; i++)
        m->vote[list][i] = (tg_vote){.concept = TG_NO_CONCEPT};
    return TAGGER_OK;
}

/* ---- votes ---------------------------------------------------------------- */

static bool type_of(tg_str word, tagger_type *type)
{
    for (unsigned i = 0; i < TAGGER_N_TYPES; i++) {
        *type = (tagger_type)i;
        if (is_word(word, tagger_type_name(*type))) return true;
    }
    return false;
}

/** One row: kind, subtype, topic, weight. */
static tagger_status read_vote(tg_topic_model *m, tg_str line, uint32_t n, tagger_error *err)
{
    enum { KIND, SUBTYPE, TOPIC, WEIGHT, N_CELLS };
    tg_str cell[N_CELLS];
    unsigned n_cells = 0;
    while (n_cells < N_CELLS && tg_next_piece(&line, '\t', &cell[n_cells])) n_cells++;
    if (n_cells < N_CELLS || line.p != NULL)
        return tg_row_fail(err, VOTES, n, "a row has four columns: kind, subtype, topic, weight");
    tagger_type type = TAGGER_PERSON;
    if (!type_of(cell[KIND], &type))
        return tg_row_fail(err, VOTES, n, "the kind is no type of name");
    tg_vote vote = {.concept = tg_taxonomy_find(&m->taxonomy, cell[TOPIC])};
    if (vote.concept == TG_NO_CONCEPT) return tg_row_fail(err, VOTES, n, "the topic is not known");
    if (cell[WEIGHT].n != 1 || cell[WEIGHT].p[0] < '1' || cell[WEIGHT].p[0] > '3')
        return tg_row_fail(err, VOTES, n, "the weight is not 1, 2 or 3");
    vote.weight = (uint8_t)(cell[WEIGHT].p[0] - '0');
    for (uint32_t l = 0; l < m->lists->n; l++) {
        uint32_t word = tg_lexicon_word_id(m->lists->lex[l], cell[SUBTYPE]);
        if (word != UINT32_MAX) m->vote[l][word * TAGGER_N_TYPES + type] = vote;
    }
    return TAGGER_OK;
}

static tagger_status read_votes(tg_topic_model *m, tagger_error *err)
{
    tg_str left = tg_lexicon_blob(m->lists->lex[0], TG_LIT(VOTES));
    tg_str line;
    for (uint32_t n = 1; tg_next_line(&left, &line); n++) {
        if (n > 1) TG_TRY(read_vote(m, line, n, err));
    }
    return TAGGER_OK;
}

/* ---- terms of the user's -------------------------------------------------- */

/** The built-in terms were checked when they were built; those of a folder are checked here. */
static tagger_status check_terms(const tg_topic_model *m, uint32_t list, tagger_error *err)
{
    const tg_lexicon *lex = m->lists->lex[list];
    uint32_t n = 1;
    for (uint32_t form = 0; n > 0; form++) {
        const tg_entry *e = tg_lexicon_entries(lex, form, &n);
        for (uint32_t i = 0; i < n; i++) {
            if (e[i].kind != TG_KIND_TOPIC || tg_topic_of_term(m, list, &e[i]) != TG_NO_CONCEPT)
                continue;
            tg_str file = tg_lexicon_file(lex, e[i].file);
            tg_str id = tg_lexicon_word(lex, e[i].word);
            char path[160];
            size_t n_path = file.n < sizeof path ? file.n : sizeof path - 1;
            memcpy(path, file.p, n_path);
            path[n_path] = '\0';
            return tg_row_fail(err, path, e[i].line, "topic '%.*s' is not known",
                               id.n < 60 ? (int)id.n : 60, id.p);
        }
    }
    return TAGGER_OK;
}

/* ---- all ------------------------------------------------------------------ */

static tagger_status fill(tg_topic_model *m, tagger_error *err)
{
    tg_str table = tg_lexicon_blob(m->lists->lex[0], TG_LIT(TAXONOMY));
    TG_TRY(tg_taxonomy_read(&m->taxonomy, table, TAXONOMY, err));
    for (uint32_t l = 0; l < m->lists->n; l++) TG_TRY(name_words(m, l, err));
    TG_TRY(read_votes(m, err));
    for (uint32_t l = 1; l < m->lists->n; l++) TG_TRY(check_terms(m, l, err));
    return tg_affixes_new(&m->affixes, m->lists, err);
}

tagger_status tg_topic_model_new(tg_topic_model **out, const tg_lists *lists, tagger_error *err)
{
    *out = NULL;
    tg_topic_model *m = tg_mem_alloc(sizeof *m);
    if (m == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for topics");
    *m = (tg_topic_model){.lists = lists};
    tagger_status status = fill(m, err);
    if (status != TAGGER_OK) {
        tg_topic_model_free(m);
        return status;
    }
    *out = m;
    return TAGGER_OK;
}

void tg_topic_model_free(tg_topic_model *m)
{
    if (m == NULL) return;
    for (uint32_t l = 0; l < m->lists->n; l++) {
        tg_mem_free(m->concept[l]);
        tg_mem_free(m->vote[l]);
    }
    tg_affixes_free(m->affixes);
    tg_taxonomy_dispose(&m->taxonomy);
    tg_mem_free(m);
}
