/* SPDX-License-Identifier: MIT
 *
 * model.c — class words of the lexicons to topics.
 *
 * A lexicon numbers its class words, and a topic id is one of them. So the topic
 * of a term is one load from a column that is filled here, whatever the number
 * of terms.
 */
#include "topic/model.h"

#include "base/mem.h"
#include "base/status.h"
#include "lex/rows.h"

/* ---- columns -------------------------------------------------------------- */

static tagger_status name_words(tg_topic_model *m, uint32_t list, tagger_error *err)
{
    const tg_lexicon *lex = m->lists->lex[list];
    uint32_t n = tg_lexicon_n_words(lex);
    m->of_word[list] = tg_mem_alloc(n * sizeof *m->of_word[list]);
    if (m->of_word[list] == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for the topics of %u class words", n);
    /* Words and topics both stand in byte order. */
    const tg_taxonomy *t = &m->taxonomy;
    uint32_t next = 0;
    for (uint32_t i = 0; i < n; i++) {
        tg_str word = tg_lexicon_word(lex, i);
        int order = 1;
        while (next < t->n && (order = tg_taxonomy_compare(t->at[next].id, word)) < 0) next++;
        m->of_word[list][i] = next < t->n && order == 0 ? (tg_concept)next : TG_NO_CONCEPT;
    }
    return TAGGER_OK;
}

/* ---- checks --------------------------------------------------------------- */

tagger_status tg_topic_model_check(const tg_topic_model *m, uint32_t list, tagger_error *err)
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
            char path[TG_LIST_PATH];
            (void)tg_lists_path(path, m->lists, list, file);
            return tg_row_fail(err, path, e[i].line, "topic '%.*s' is not known",
                               id.n < 60 ? (int)id.n : 60, id.p);
        }
    }
    return TAGGER_OK;
}

/* ---- all ------------------------------------------------------------------ */

/** The weights of the last list that has some. */
static tagger_status read_weights(tg_topic_model *m, tagger_error *err)
{
    tg_str file = TG_LIT(TG_TOPIC_WEIGHTS_FILE);
    uint32_t list = m->lists->n - 1;
    while (list > 0 && tg_lexicon_blob(m->lists->lex[list], file).n == 0) list--;
    char path[TG_LIST_PATH];
    tg_str table = tg_lexicon_blob(m->lists->lex[list], file);
    return tg_topic_weights_read(&m->weights, table, tg_lists_path(path, m->lists, list, file),
                                 &m->taxonomy, err);
}

static tagger_status fill(tg_topic_model *m, tagger_error *err)
{
    tg_str table = tg_lexicon_blob(m->lists->lex[0], TG_LIT(TG_TAXONOMY_FILE));
    TG_TRY(tg_taxonomy_read(&m->taxonomy, table, TG_TAXONOMY_FILE, err));
    for (uint32_t l = 0; l < m->lists->n; l++) TG_TRY(name_words(m, l, err));
    TG_TRY(read_weights(m, err));
    TG_TRY(tg_votes_new(&m->votes, m->lists, &m->taxonomy, err));
    /* The built-in terms were checked when they were built. */
    for (uint32_t l = 1; l < m->lists->n; l++) TG_TRY(tg_topic_model_check(m, l, err));
    TG_TRY(tg_affixes_new(&m->affixes, m->lists, err));
    return tg_rules_new(&m->rules, m->lists, err);
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
    for (uint32_t l = 0; l < m->lists->n; l++) tg_mem_free(m->of_word[l]);
    tg_votes_free(m->votes);
    tg_rules_free(m->rules);
    tg_affixes_free(m->affixes);
    tg_topic_weights_dispose(&m->weights);
    tg_taxonomy_dispose(&m->taxonomy);
    tg_mem_free(m);
}
