/* SPDX-License-Identifier: MIT
 *
 * weights.c — the weight table: TSV in, one flat hash table out.
 *
 *     header  | magic 8 | slots u32 | rows u32 | SHA-256 of the TSV 32 | pad to 64
 *     tags    | slots × u32, the upper half of the feature's key, 0 = empty
 *     rows    | slots × 8 × f32, the last 0
 *
 * Most features that a text has are in no table, so what is asked first, the
 * tags, is small enough to stay in the cache; a row is half a cache line. The
 * slot index comes from the lower half of the key and the tag from the upper
 * half: two features that agree in both would share a row; with 2^17 slots and
 * 2^32 tags that is less likely than a wrong bit on disk.
 */
#include "resolve/weights.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/sha256.h"
#include "base/status.h"
#include "resolve/features.h"
#include "resolve/template.h"

typedef struct row {
    float w[TG_WEIGHT_ROW];
} row;

_Static_assert(sizeof(row) == 32, "a row is half a cache line");

typedef struct header {
    char magic[8];
    uint32_t n_slots; /* a power of two */
    uint32_t n_rows;
    unsigned char digest[TG_SHA256_BYTES]; /* of the TSV */
    char pad[16];
} header;

#define MAGIC "tgwts02\n"

struct tg_weights {
    const uint32_t *tags;
    const row *rows;
    uint32_t mask;
    const char *image; /* header, tags and rows */
    size_t n_image;
    void *owned; /* what was allocated for the image, or NULL */
};

static uint32_t tag_of(uint64_t key)
{
    uint32_t tag = (uint32_t)(key >> 32);
    return tag != 0 ? tag : 1;
}

const float *tg_weights_row(const tg_weights *w, uint64_t key)
{
    uint32_t tag = tag_of(key);
    for (uint32_t i = (uint32_t)key & w->mask;; i = (i + 1) & w->mask) {
        if (w->tags[i] == tag) return w->rows[i].w;
        if (w->tags[i] == 0) return NULL;
    }
}

/** A table being filled. */
typedef struct table {
    uint32_t *tags;
    row *rows;
    uint32_t mask;
    uint32_t n_rows;
} table;

static float *find_or_add(table *t, uint64_t key)
{
    uint32_t tag = tag_of(key);
    uint32_t i = (uint32_t)key & t->mask;
    while (t->tags[i] != 0 && t->tags[i] != tag) i = (i + 1) & t->mask;
    t->n_rows += t->tags[i] == 0;
    t->tags[i] = tag;
    return t->rows[i].w;
}

/** One line of the TSV, split at its tabs. */
typedef struct line_cells {
    uint32_t template;
    tg_str value;
    tg_label label;
    float weight;
} line_cells;

static tagger_status bad_row(tagger_error *err, const char *name, uint32_t line, const char *why)
{
    tagger_status status = tg_fail(err, TAGGER_E_DATA, "%s:%u: %s", name, line, why);
    if (err != NULL) err->line = line;
    return status;
}

static tagger_status read_line(line_cells *out, tg_str text, const char *name, uint32_t line,
                               tagger_error *err)
{
    const char *end = text.p + text.n;
    const char *tab = memchr(text.p, '\t', text.n);
    const char *tab2 = tab != NULL ? memchr(tab + 1, '\t', (size_t)(end - tab - 1)) : NULL;
    if (tab2 == NULL)
        return bad_row(err, name, line, "a row has three columns: feature, type, weight");

    const char *equals = memchr(text.p, '=', (size_t)(tab - text.p));
    if (equals == NULL) return bad_row(err, name, line, "a feature is written template=value");
    out->template = tg_feature_template((tg_str){text.p, (size_t)(equals - text.p)});
    if (out->template == UINT32_MAX)
        return bad_row(err, name, line, "the feature's template is not known");
    out->value = (tg_str){equals + 1, (size_t)(tab - equals - 1)};
    out->label = tg_label_of((tg_str){tab + 1, (size_t)(tab2 - tab - 1)});
    if (out->label == TG_N_LABELS) return bad_row(err, name, line, "the type is not known");

    char number[32] = "";
    size_t n = (size_t)(end - tab2 - 1);
    if (n == 0 || n >= sizeof number) return bad_row(err, name, line, "the weight is not a number");
    memcpy(number, tab2 + 1, n);
    char *stop = NULL;
    out->weight = strtof(number, &stop);
    if (stop != number + n || !(out->weight > -1e6F && out->weight < 1e6F)) {
        return bad_row(err, name, line, "the weight is not a number");
    }
    return TAGGER_OK;
}

/** The hash of a value as features.c makes it: words joined by blanks are joined hash by hash. */
static uint64_t value_hash(tg_str value)
{
    const char *blank = memchr(value.p, ' ', value.n);
    if (blank == NULL) return tg_hash_folded(value);
    uint64_t h = TG_HASH_START;
    for (const char *p = value.p, *end = value.p + value.n; p <= end;) {
        const char *stop = memchr(p, ' ', (size_t)(end - p));
        if (stop == NULL) stop = end;
        h = tg_hash_join(h, tg_hash_folded((tg_str){p, (size_t)(stop - p)}));
        p = stop + 1;
    }
    return h;
}

static tagger_status fill(table *t, tg_str tsv, const char *name, tagger_error *err)
{
    uint32_t line = 0;
    for (const char *p = tsv.p, *end = tsv.p + tsv.n; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        if (stop == NULL) stop = end;
        tg_str text = {p, (size_t)(stop - p)};
        p = stop + 1;
        line++;
        if (text.n > 0 && text.p[text.n - 1] == '\r') text.n--;
        if (text.n == 0 || text.p[0] == '#' || line == 1) continue;
        line_cells cells = {0};
        TG_TRY(read_line(&cells, text, name, line, err));
        uint64_t key = tg_feature_key(cells.template, value_hash(cells.value));
        find_or_add(t, key)[cells.label] += cells.weight;
    }
    return TAGGER_OK;
}

static uint32_t count_lines(tg_str s)
{
    uint32_t n = 1;
    for (const char *p = s.p, *end = s.p + s.n; p < end; p++) {
        p = memchr(p, '\n', (size_t)(end - p));
        if (p == NULL) break;
        n++;
    }
    return n;
}

static size_t image_size(uint32_t n_slots)
{
    return sizeof(header) + n_slots * (sizeof(uint32_t) + sizeof(row));
}

tagger_status tg_weights_parse(tg_weights **out, tg_str tsv, const char *name, tagger_error *err)
{
    *out = NULL;
    uint32_t n_slots = 64;
    while (n_slots < 2 * count_lines(tsv)) n_slots *= 2;
    size_t n = image_size(n_slots);
    tg_weights *w = tg_mem_alloc(sizeof *w);
    char *image = tg_mem_alloc(n);
    tagger_status status = TAGGER_OK;
    if (w == NULL || image == NULL) {
        status = tg_fail(err, TAGGER_E_NOMEM, "no memory for the weights of %s", name);
        goto out;
    }
    memset(image, 0, n);
    header h = {.n_slots = n_slots};
    memcpy(h.magic, MAGIC, sizeof h.magic);
    tg_sha256 sha;
    tg_sha256_start(&sha);
    tg_sha256_add(&sha, tsv.p, tsv.n);
    tg_sha256_end(&sha, h.digest);
    table t = {.tags = (uint32_t *)(void *)(image + sizeof h), .mask = n_slots - 1};
    t.rows = (row *)(void *)(t.tags + n_slots);
    status = fill(&t, tsv, name, err);
    if (status != TAGGER_OK) goto out;
    h.n_rows = t.n_rows;
    memcpy(image, &h, sizeof h);
    *w = (tg_weights){.tags = t.tags,
                      .rows = t.rows,
                      .mask = t.mask,
                      .image = image,
                      .n_image = n,
                      .owned = image};
    *out = w;
    return TAGGER_OK;
out:
    tg_mem_free(image);
    tg_mem_free(w);
    return status;
}

tagger_status tg_weights_open(tg_weights **out, tg_str image, const char *name, tagger_error *err)
{
    *out = NULL;
    header h;
    bool fits = image.n >= sizeof h;
    if (fits) memcpy(&h, image.p, sizeof h);
    if (!fits || memcmp(h.magic, MAGIC, sizeof h.magic) != 0 || image.n != image_size(h.n_slots) ||
        (h.n_slots & (h.n_slots - 1)) != 0 || h.n_rows >= h.n_slots) {
        return tg_fail(err, TAGGER_E_DATA, "%s: not a compiled weight table of this version", name);
    }
    tg_weights *w = tg_mem_alloc(sizeof *w);
    if (w == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for the weights of %s", name);
    const void *tags = image.p + sizeof h;
    const void *rows = image.p + sizeof h + h.n_slots * sizeof(uint32_t);
    *w = (tg_weights){
        .tags = tags, .rows = rows, .mask = h.n_slots - 1, .image = image.p, .n_image = image.n};
    *out = w;
    return TAGGER_OK;
}

tg_str tg_weights_compiled(const tg_weights *w)
{
    return (tg_str){w->image, w->n_image};
}

tg_str tg_weights_hash(const tg_weights *w)
{
    return (tg_str){w->image + offsetof(header, digest), TG_SHA256_BYTES};
}

void tg_weights_free(tg_weights *w)
{
    if (w == NULL) return;
    tg_mem_free(w->owned);
    tg_mem_free(w);
}
