/* SPDX-License-Identifier: MIT
 *
 * weights.c — the weight table: TSV in, one flat hash table out.
 *
 *     header  | magic 8 | homes u32 | units u32 | SHA-256 of the TSV 32 | pad to 64
 *     homes   | homes × u32: place of a value in units of 16 bytes, above 22 bits of it a tag; 0 = empty
 *     values  | hash u64, templates u64, then a row of 8 × i16, the last 0, for each template; the first
 *             | value has hash 0 and no template
 *
 * Features are found by their value: all templates that a word is in, "prev.word=said",
 * "next.word=said", lie together, and one look finds them. Most values that a text has are in no
 * table, so what is asked first, the homes, is small enough to stay in the cache.
 */
#include "resolve/weights.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/number.h"
#include "base/sha256.h"
#include "base/status.h"
#include "base/vec.h"
#include "lex/rows.h"
#include "text/token.h"

enum {
    UNIT = TG_WEIGHT_UNIT, /* bytes; values begin at a multiple */
    PLACE_BITS = 22,       /* of a home; the others are a tag */
    MOST_UNITS = (1 << PLACE_BITS) - 1
};

_Static_assert(offsetof(tg_value_rows, at) == UNIT, "a value lies in the image as it is");
_Static_assert((int)TG_N_TEMPLATES <= 64, "a template is a bit of a word");

typedef struct header {
    char magic[8];
    uint32_t n_homes;                      /* a power of two */
    uint32_t n_units;                      /* of all values */
    unsigned char digest[TG_SHA256_BYTES]; /* of the TSV */
    char pad[16];
} header;

_Static_assert(sizeof(header) == 64, "values are aligned");

#define MAGIC "tgwts05\n"

struct tg_weights {
    const uint32_t *homes;
    uint32_t mask;     /* of homes */
    const char *image; /* header, homes and values */
    size_t n_image;
    void *owned; /* what was allocated for the image, or NULL */
    tg_constants constants;
};

static uint32_t tag_of(uint64_t hash)
{
    return (uint32_t)(hash >> 32) & ~(uint32_t)MOST_UNITS;
}

/** The place of the next value from home i on whose hash has the tag of this one; 0 = there is none. */
static uint32_t next_value(const tg_weights *w, uint64_t hash, uint32_t *i)
{
    uint32_t tag = tag_of(hash);
    for (; w->homes[*i] != 0; *i = (*i + 1) & w->mask) {
        uint32_t place = w->homes[*i] ^ tag; /* greater where the tag is another one */
        if (place <= MOST_UNITS) return place;
    }
    return 0;
}

uint32_t tg_weights_find(const tg_weights *w, uint64_t hash)
{
    for (uint32_t i = (uint32_t)hash & w->mask;; i = (i + 1) & w->mask) {
        uint32_t place = next_value(w, hash, &i);
        if (place == 0 || tg_weights_at(&w->constants, place)->hash == hash) return place;
    }
}

void tg_weights_prefetch(const tg_weights *w, uint64_t hash)
{
    __builtin_prefetch(&w->homes[(uint32_t)hash & w->mask]);
}

void tg_weights_find_all(uint32_t *place, const tg_weights *w, const uint64_t *hash, uint32_t n)
{
    for (uint32_t k = 0; k < n; k++) {
        uint32_t i = (uint32_t)hash[k] & w->mask;
        place[k] = next_value(w, hash[k], &i);
        __builtin_prefetch(tg_weights_at(&w->constants, place[k]));
    }
    for (uint32_t k = 0; k < n; k++) {
        bool other = (place[k] != 0) & (tg_weights_at(&w->constants, place[k])->hash != hash[k]);
        if (other) place[k] = tg_weights_find(w, hash[k]); /* rare: one tag in a thousand */
    }
}

/* ---- reading ------------------------------------------------------------- */

/** A weight of the TSV. */
typedef struct weight {
    uint64_t hash; /* of the value */
    uint32_t template;
    tg_label label;
    int16_t weight; /* thousandths */
    uint32_t value; /* number of the value, once it is known */
} weight;

typedef TG_VEC(weight) weight_list;

/** The hash of a value as features.c makes it: words joined by blanks are joined hash by hash. */
static uint64_t value_hash(tg_str text)
{
    const char *blank = memchr(text.p, ' ', text.n);
    if (blank == NULL) return tg_hash_folded(text);
    uint64_t h = TG_HASH_START;
    for (const char *p = text.p, *end = text.p + text.n; p <= end;) {
        const char *stop = memchr(p, ' ', (size_t)(end - p));
        if (stop == NULL) stop = end;
        h = tg_hash_join(h, tg_hash_folded((tg_str){p, (size_t)(stop - p)}));
        p = stop + 1;
    }
    return h;
}

static tagger_status read_line(weight *out, tg_str text, const char *name, uint32_t line,
                               tagger_error *err)
{
    const char *end = text.p + text.n;
    const char *tab = memchr(text.p, '\t', text.n);
    const char *tab2 = tab != NULL ? memchr(tab + 1, '\t', (size_t)(end - tab - 1)) : NULL;
    if (tab2 == NULL)
        return tg_row_fail(err, name, line, "a row has three columns: feature, type, weight");

    const char *equals = memchr(text.p, '=', (size_t)(tab - text.p));
    if (equals == NULL) return tg_row_fail(err, name, line, "a feature is written template=value");
    out->template = tg_feature_template((tg_str){text.p, (size_t)(equals - text.p)});
    if (out->template == UINT32_MAX)
        return tg_row_fail(err, name, line, "the feature's template is not known");
    out->hash = value_hash((tg_str){equals + 1, (size_t)(tab - equals - 1)});
    out->label = tg_label_of((tg_str){tab + 1, (size_t)(tab2 - tab - 1)});
    if (out->label == TG_N_LABELS) return tg_row_fail(err, name, line, "the type is not known");

    double number = 0;
    if (!tg_read_number(&number, (tg_str){tab2 + 1, (size_t)(end - tab2 - 1)}))
        return tg_row_fail(err, name, line, "the weight is not a number");
    double thousandths = rint(1000 * number);
    if (fabs(thousandths) > TG_MOST_WEIGHT)
        return tg_row_fail(err, name, line, "the weight is not between -8 and 8");
    out->weight = (int16_t)thousandths;
    return TAGGER_OK;
}

/** The header says that the file is a table of weights, not an article by mistake. */
static tagger_status read_header(tg_str *tsv, const char *name, tagger_error *err)
{
    tg_str first;
    if (tg_next_line(tsv, &first) && tg_str_eq(first, TG_LIT("feature\ttype\tweight")))
        return TAGGER_OK;
    return tg_row_fail(err, name, 1, "the header is not: feature, type, weight");
}

static tagger_status read_all(weight_list *out, tg_str tsv, const char *name, tagger_error *err)
{
    tg_str text;
    TG_TRY(read_header(&tsv, name, err));
    for (uint32_t line = 2; tg_next_line(&tsv, &text); line++) {
        if (text.n == 0 || text.p[0] == '#') continue;
        weight w = {0};
        TG_TRY(read_line(&w, text, name, line, err));
        if (!tg_vec_push(out, w))
            return tg_fail(err, TAGGER_E_NOMEM, "no memory for the weights of %s", name);
    }
    return TAGGER_OK;
}

/* ---- building ------------------------------------------------------------ */

/** A value while its templates are gathered. */
typedef struct value {
    uint64_t hash;
    uint64_t templates;
    uint32_t place; /* in units */
} value;

typedef struct table {
    uint32_t *homes; /* number of a value + 1; 0 = empty */
    value *values;
    uint32_t mask;
    uint32_t n_values;
} table;

/** The number of a value, new or old. */
static uint32_t find_or_add(table *t, uint64_t hash)
{
    uint32_t i = (uint32_t)hash & t->mask;
    for (; t->homes[i] != 0; i = (i + 1) & t->mask) {
        if (t->values[t->homes[i] - 1].hash == hash) return t->homes[i] - 1;
    }
    t->values[t->n_values].hash = hash;
    t->homes[i] = ++t->n_values;
    return t->n_values - 1;
}

/** Number the values of all weights, and give each its place. @return units in all. */
static size_t number(table *t, weight_list *weights)
{
    for (size_t i = 0; i < weights->n; i++) {
        weight *w = &weights->at[i];
        w->value = find_or_add(t, w->hash);
        t->values[w->value].templates |= (uint64_t)1 << w->template;
    }
    size_t n = sizeof(tg_value_rows) / UNIT; /* of the value without rows */
    for (uint32_t i = 0; i < t->n_values; i++) {
        t->values[i].place = (uint32_t)n;
        size_t n_rows = tg_count_bits(t->values[i].templates);
        n += (sizeof(tg_value_rows) + n_rows * sizeof(tg_stored_row)) / UNIT;
    }
    return n;
}

static void fill_homes(uint32_t *homes, uint32_t n_homes, const table *t)
{
    for (uint32_t k = 0; k < t->n_values; k++) {
        const value *v = &t->values[k];
        uint32_t i = (uint32_t)v->hash & (n_homes - 1);
        while (homes[i] != 0) i = (i + 1) & (n_homes - 1);
        homes[i] = tag_of(v->hash) | v->place;
    }
}

static void fill_values(char *values, const table *t, const weight_list *weights)
{
    for (size_t i = 0; i < weights->n; i++) {
        const weight *w = &weights->at[i];
        const value *v = &t->values[w->value];
        tg_value_rows *rows = (void *)(values + (size_t)UNIT * v->place);
        rows->hash = v->hash;
        rows->templates = v->templates;
        uint64_t before = v->templates & (((uint64_t)1 << w->template) - 1);
        int16_t *at = &rows->at[tg_count_bits(before)][w->label];
        int sum = *at + w->weight;
        if (abs(sum) <= TG_MOST_WEIGHT) *at = (int16_t)sum;
    }
}

static size_t image_size(const header *h)
{
    return sizeof *h + h->n_homes * sizeof(uint32_t) + (size_t)UNIT * h->n_units;
}

/** The hash of the two joined. */
static uint64_t hash_of(const char *name, const char *more)
{
    char text[TG_HASH_SHORT] = "";
    size_t n = 0;
    for (; *name != '\0'; name++) text[n++] = *name;
    for (; *more != '\0'; more++) text[n++] = *more;
    assert(n <= sizeof text);
    return tg_hash_padded(text, n);
}

static tg_value value_of(const tg_weights *w, const char *name, const char *more)
{
    uint64_t hash = hash_of(name, more);
    return (tg_value){hash, tg_weights_find(w, hash)};
}

static void find_constants(tg_weights *w)
{
    tg_constants *c = &w->constants;
    for (unsigned m = 0; m < TG_N_MARKS; m++) {
        tg_value mark = value_of(w, tg_mark_name((tg_mark)m), "");
        c->mark_hash[m] = mark.hash;
        const tg_value_rows *rows = tg_weights_at(c, mark.place);
        for (unsigned t = 0; t < TG_N_TEMPLATES; t++) {
            bool has = tg_value_has(rows, (tg_template)t);
            c->mark_row[t][m] = has ? tg_value_row(rows, (tg_template)t) : NULL;
        }
    }
    for (unsigned k = 0; k < TG_N_LABELS; k++) {
        const char *name = tg_label_name((tg_label)k);
        c->label[k][0] = value_of(w, name, "");
        c->label[k][1] = value_of(w, name, ".one");
        for (unsigned n = 0; n <= TG_MANY; n++) {
            char digit = tg_count_digit(n);
            c->majority[k][n][0] = value_of(w, name, (char[]){'.', digit, '\0'});
            c->majority[k][n][1] = value_of(w, name, (char[]){'.', digit, '~', '\0'});
        }
    }
    for (unsigned n = 0; n < 10; n++)
        c->digit[n] = value_of(w, (char[]){(char)('0' + n), '\0'}, "");
}

/** Use an image whose header is right. */
static void use(tg_weights *w, const char *image, const header *h, void *owned)
{
    const char *homes = image + sizeof *h;
    *w = (tg_weights){.homes = (const void *)homes,
                      .constants = {.values = homes + h->n_homes * sizeof(uint32_t)},
                      .mask = h->n_homes - 1,
                      .image = image,
                      .n_image = image_size(h),
                      .owned = owned};
    find_constants(w);
}

/** The image of the numbered weights; NULL when memory ran out. */
static char *write_image(header *h, const table *t, const weight_list *weights)
{
    h->n_homes = 64; /* as few as leave half of them free */
    while (h->n_homes < 2 * t->n_values) h->n_homes *= 2;
    char *image = tg_mem_zeroed(image_size(h));
    if (image == NULL) return NULL;
    char *homes = image + sizeof *h;
    memcpy(image, h, sizeof *h);
    fill_homes((void *)homes, h->n_homes, t);
    fill_values(homes + h->n_homes * sizeof(uint32_t), t, weights);
    return image;
}

/** Make the image of the weights. */
static tagger_status build(char **image, header *h, weight_list *weights, const char *name,
                           tagger_error *err)
{
    size_t room = 64;
    while (room < 2 * weights->n) room *= 2;
    table t = {.homes = tg_mem_zeroed(room * sizeof(uint32_t)),
               .values = tg_mem_zeroed((weights->n + 1) * sizeof(value)),
               .mask = (uint32_t)room - 1};
    tagger_status status = TAGGER_OK;
    *image = NULL;
    if (t.homes != NULL && t.values != NULL) {
        size_t n_units = number(&t, weights);
        if (n_units >= MOST_UNITS) {
            status = tg_fail(err, TAGGER_E_DATA, "%s: more weights than a table holds", name);
        } else {
            h->n_units = (uint32_t)n_units;
            *image = write_image(h, &t, weights);
        }
    }
    tg_mem_free(t.homes);
    tg_mem_free(t.values);
    if (status == TAGGER_OK && *image == NULL)
        status = tg_fail(err, TAGGER_E_NOMEM, "no memory for the weights of %s", name);
    return status;
}

tagger_status tg_weights_parse(tg_weights **out, tg_str tsv, const char *name, tagger_error *err)
{
    *out = NULL;
    header h = {.n_units = 0};
    memcpy(h.magic, MAGIC, sizeof h.magic);
    tg_sha256 sha;
    tg_sha256_start(&sha);
    tg_sha256_add(&sha, tsv.p, tsv.n);
    tg_sha256_end(&sha, h.digest);
    weight_list weights = {0};
    char *image = NULL;
    tagger_status status = read_all(&weights, tsv, name, err);
    if (status == TAGGER_OK) status = build(&image, &h, &weights, name, err);
    tg_vec_dispose(&weights);
    if (status != TAGGER_OK) return status;
    tg_weights *w = tg_mem_alloc(sizeof *w);
    if (w == NULL) {
        tg_mem_free(image);
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for the weights of %s", name);
    }
    use(w, image, &h, image);
    *out = w;
    return TAGGER_OK;
}

tagger_status tg_weights_open(tg_weights **out, tg_str image, const char *name, tagger_error *err)
{
    *out = NULL;
    header h;
    bool fits = image.n >= sizeof h;
    if (fits) memcpy(&h, image.p, sizeof h);
    if (!fits || memcmp(h.magic, MAGIC, sizeof h.magic) != 0 || image.n != image_size(&h) ||
        (h.n_homes & (h.n_homes - 1)) != 0 || h.n_homes == 0 || h.n_units >= MOST_UNITS) {
        return tg_fail(err, TAGGER_E_DATA, "%s: not a compiled weight table of this version", name);
    }
    tg_weights *w = tg_mem_alloc(sizeof *w);
    if (w == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for the weights of %s", name);
    use(w, image.p, &h, NULL);
    *out = w;
    return TAGGER_OK;
}

const tg_constants *tg_weights_constants(const tg_weights *w)
{
    return &w->constants;
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
