/* SPDX-License-Identifier: MIT */
#include "topic/taxonomy.h"

#include "base/status.h"
#include "base/vec.h"
#include "lex/rows.h"

enum { COLUMN_ID, COLUMN_PARENT, COLUMN_LABEL, N_COLUMNS };

static const char *const column_names[N_COLUMNS] = {"id", "parent", "name_en"};

typedef struct reader {
    const char *name;
    uint32_t line;
    uint32_t n_columns;
    uint8_t columns[TG_MAX_COLUMNS]; /* [n_columns] N_COLUMNS = of no use here */
    TG_VEC(tg_concept_row) rows;
    TG_VEC(tg_str) parents; /* [rows] their ids, before they are numbers */
    tagger_error *err;
} reader;

static tagger_status read_header(reader *r, tg_str line)
{
    unsigned seen = 0;
    tg_str word;
    while (tg_next_piece(&line, '\t', &word)) {
        if (r->n_columns == TG_MAX_COLUMNS)
            return tg_row_fail(r->err, r->name, r->line, "more than %d columns", TG_MAX_COLUMNS);
        uint8_t column = 0;
        while (column < N_COLUMNS &&
               !tg_str_eq(word, (tg_str){column_names[column], strlen(column_names[column])}))
            column++;
        r->columns[r->n_columns++] = column;
        seen |= 1U << column;
    }
    unsigned needed = 1U << COLUMN_ID | 1U << COLUMN_PARENT | 1U << COLUMN_LABEL;
    if ((seen & needed) == needed) return TAGGER_OK;
    return tg_row_fail(r->err, r->name, r->line, "the header must name id, parent and name_en");
}

static tagger_status read_row(reader *r, tg_str line)
{
    tg_str cell[N_COLUMNS + 1] = {0};
    tg_str piece;
    uint32_t n = 0;
    for (; tg_next_piece(&line, '\t', &piece); n++) {
        if (n < r->n_columns) cell[r->columns[n]] = piece;
    }
    if (n != r->n_columns) {
        return tg_row_fail(r->err, r->name, r->line, "%u cells under a header of %u", n,
                           r->n_columns);
    }
    tg_concept_row row = {
        .id = cell[COLUMN_ID], .label = cell[COLUMN_LABEL], .parent = TG_NO_CONCEPT};
    if (row.id.n == 0 || row.label.n == 0)
        return tg_row_fail(r->err, r->name, r->line, "a topic needs an id and an English name");
    if (r->rows.n == TG_NO_CONCEPT)
        return tg_row_fail(r->err, r->name, r->line, "more than %d topics", TG_NO_CONCEPT);
    if (!tg_vec_push(&r->rows, row) || !tg_vec_push(&r->parents, cell[COLUMN_PARENT]))
        return tg_fail(r->err, TAGGER_E_NOMEM, "%s: out of memory", r->name);
    return TAGGER_OK;
}

/** Byte order; a shorter one that another begins with comes first. */
int tg_taxonomy_compare(tg_str a, tg_str b)
{
    int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);
    return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

/** Set the level and the path of a topic. @return whether it has few enough above it. */
static bool find_path(tg_concept_row *at, tg_concept topic)
{
    tg_concept_row *row = &at[topic];
    int level = 0;
    for (tg_concept c = topic; c != TG_NO_CONCEPT; c = at[c].parent) {
        if (level++ == TG_MAX_TOPIC_LEVELS) return false;
    }
    row->level = (uint8_t)level;
    for (int k = level; k < TG_MAX_TOPIC_LEVELS; k++) row->path[k] = TG_NO_CONCEPT;
    for (tg_concept c = topic; level > 0; c = at[c].parent) row->path[--level] = c;
    return true;
}

static tagger_status link_rows(reader *r)
{
    tg_taxonomy all = {(uint32_t)r->rows.n, r->rows.at};
    for (uint32_t i = 0; i < all.n; i++) {
        if (i > 0 && tg_taxonomy_compare(all.at[i - 1].id, all.at[i].id) >= 0)
            return tg_row_fail(r->err, r->name, i + 2, "ids must stand in byte order, each once");
    }
    for (uint32_t i = 0; i < all.n; i++) {
        if (r->parents.at[i].n == 0) continue;
        all.at[i].parent = tg_taxonomy_find(&all, r->parents.at[i]);
        if (all.at[i].parent == TG_NO_CONCEPT)
            return tg_row_fail(r->err, r->name, i + 2, "no topic has the id of the parent");
    }
    for (uint32_t i = 0; i < all.n; i++) {
        if (!find_path(all.at, (tg_concept)i)) {
            return tg_row_fail(r->err, r->name, i + 2, "more than %d levels, or a circle",
                               TG_MAX_TOPIC_LEVELS);
        }
    }
    return TAGGER_OK;
}

static tagger_status read_all(reader *r, tg_str tsv)
{
    if (tsv.n > 0) TG_TRY(tg_rows_check_bytes(tsv, r->name, r->err));
    tg_str line;
    while (tg_next_line(&tsv, &line)) {
        r->line++;
        if (r->line == 1) {
            TG_TRY(read_header(r, line));
        } else if (line.n > 0) {
            TG_TRY(read_row(r, line));
        } else {
            return tg_row_fail(r->err, r->name, r->line, "an empty line");
        }
    }
    return link_rows(r);
}

tagger_status tg_taxonomy_read(tg_taxonomy *out, tg_str tsv, const char *name, tagger_error *err)
{
    reader r = {.name = name, .err = err};
    tagger_status status = read_all(&r, tsv);
    tg_vec_dispose(&r.parents);
    *out = (tg_taxonomy){(uint32_t)r.rows.n, r.rows.at};
    return status;
}

void tg_taxonomy_dispose(tg_taxonomy *taxonomy)
{
    tg_mem_free(taxonomy->at);
    *taxonomy = (tg_taxonomy){0};
}

tg_concept tg_taxonomy_find(const tg_taxonomy *taxonomy, tg_str id)
{
    uint32_t low = 0;
    uint32_t high = taxonomy->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = tg_taxonomy_compare(taxonomy->at[middle].id, id);
        if (order == 0) return (tg_concept)middle;
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return TG_NO_CONCEPT;
}

bool tg_taxonomy_is_below(const tg_taxonomy *t, tg_concept topic, tg_concept above)
{
    return t->at[topic].path[t->at[above].level - 1] == above;
}
