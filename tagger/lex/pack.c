/* SPDX-License-Identifier: MIT
 *
 * pack.c — rows to an image.
 *
 * The rows are sorted by the hash of their tokens, so that all rows of one
 * form stand together, and the forms then lie in the order of their slots: the
 * hash tables are filled from front to back, in one pass, without a cache miss
 * a name. Sorted are not the rows but pairs of a hash and what else is asked
 * before the image is written; only then are the rows read, each fetched a
 * few steps before its turn.
 */
#include "lex/pack.h"

#include <stdlib.h>

typedef struct packer {
    const tg_gathered *in;
    tg_pair *order;      /* [n_order] by hash, text, kind, file and line */
    tg_pair *spare;      /* [n_order] */
    tg_pair *firsts;     /* [n_order] for in->firsts, .row the number of each, by hash */
    uint16_t *word;      /* [words] number in the image of each gathered word */
    uint32_t *word_text; /* [words] string of each word of the image */
    size_t n_order;
    size_t n_lowers; /* how many of the firsts have lengths of forms in lower case */
    size_t n_forms;
    size_t n_folded;
    size_t n_filtered; /* forms of two tokens and more, and the first two of longer ones */
    tg_image_header head;
    char *image;
} packer;

/* ---- sorting ------------------------------------------------------------- */

enum { DIGIT_BITS = 11, N_DIGITS = 1 << DIGIT_BITS };

/** One stable pass by the digit of the key at `shift`. */
static void sort_pass(tg_pair *to, const tg_pair *from, size_t n, unsigned shift)
{
    size_t at[N_DIGITS] = {0};
    for (size_t i = 0; i < n; i++) at[from[i].key >> shift & (N_DIGITS - 1)]++;
    size_t sum = 0;
    for (size_t b = 0; b < N_DIGITS; b++) {
        size_t count = at[b];
        at[b] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++) to[at[from[i].key >> shift & (N_DIGITS - 1)]++] = from[i];
}

/** Sort by key, keeping the order of equal ones. Passes by so many of the highest bits of a hash that
 *  most have a value of their own leave few pairs that are out of order, and these are near their place. */
static void sort_pairs(packer *k, tg_pair **pairs, size_t n)
{
    unsigned n_bits = DIGIT_BITS;
    while (n_bits + DIGIT_BITS <= 64 && n >> (n_bits - 1) > 0) n_bits += DIGIT_BITS;
    for (unsigned shift = 64 - n_bits; shift < 64; shift += DIGIT_BITS) {
        tg_pair *from = *pairs;
        *pairs = k->spare;
        k->spare = from;
        sort_pass(*pairs, from, n, shift);
    }
    tg_pair *p = *pairs;
    for (size_t i = 1; i < n; i++) {
        tg_pair one = p[i];
        size_t at = i;
        for (; at > 0 && p[at - 1].key > one.key; at--) p[at] = p[at - 1];
        p[at] = one;
    }
}

/** Put the rows in the order of kinds, which those of one form will have. */
static void sort_kinds(packer *k)
{
    if (k->in->tables.n == 1) return;
    size_t n = 0;
    for (uint32_t kind = 0; kind < TG_N_KINDS; kind++) {
        size_t from = 0;
        for (size_t i = 0; i < k->in->tables.n; i++) {
            tg_table_rows rows = k->in->tables.at[i];
            if (rows.kind == kind && rows.n > 0) {
                memcpy(k->spare + n, k->order + from, rows.n * sizeof *k->order);
                n += rows.n;
            }
            from += rows.n;
        }
    }
    tg_pair *sorted = k->spare;
    k->spare = k->order;
    k->order = sorted;
}

static void sort_firsts(packer *k)
{
    size_t n = k->in->firsts.n;
    for (size_t i = 0; i < n; i++) {
        const tg_first *f = &k->in->firsts.at[i];
        k->firsts[i] = (tg_pair){.key = f->hash, .row = (uint32_t)i};
        k->n_lowers += f->lower_lengths != 0;
    }
    sort_pairs(k, &k->firsts, n);
}

/* ---- forms --------------------------------------------------------------- */

static const char *row_of(const packer *k, tg_pair p)
{
    return k->in->rows.p + (size_t)p.row * TG_ROW_ALIGN;
}

static tg_entry entry_of(const packer *k, tg_pair p)
{
    tg_entry e;
    memcpy(&e, row_of(k, p), sizeof e);
    return e;
}

static tg_str folded_of(const packer *k, tg_pair p)
{
    return (tg_str){row_of(k, p) + sizeof(tg_entry), p.n_folded};
}

/** Rows are read in the order of hashes, each of them a cache miss: so one is fetched some steps before its
 *  turn. */
enum { AHEAD = 24 };

static void fetch_row(const packer *k, size_t i)
{
    if (i >= k->n_order) return;
    const char *row = row_of(k, k->order[i]);
    __builtin_prefetch(row);
    __builtin_prefetch(row + sizeof(tg_entry) + k->order[i].n_folded - 1);
}

static bool are_same(const packer *k, tg_pair a, tg_pair b)
{
    return a.key == b.key && a.n_folded == b.n_folded &&
           memcmp(folded_of(k, a).p, folded_of(k, b).p, a.n_folded) == 0;
}

/** Order of two rows of one hash: by their bytes, then as they were given. */
static bool comes_after(const packer *k, tg_pair x, tg_pair y)
{
    tg_str a = folded_of(k, x);
    tg_str b = folded_of(k, y);
    int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);
    return order > 0 || (order == 0 && a.n > b.n);
}

/** Different texts may share a hash; rare, so by insertion. */
static void part_by_text(packer *k, size_t begin, size_t end)
{
    for (size_t i = begin + 1; i < end; i++) {
        tg_pair p = k->order[i];
        size_t at = i;
        for (; at > begin && comes_after(k, k->order[at - 1], p); at--) {
            k->order[at] = k->order[at - 1];
        }
        k->order[at] = p;
    }
}

/** Mark where forms begin among the rows [begin, end), which share a hash. */
static void mark_forms(packer *k, size_t begin, size_t end)
{
    bool same = true;
    for (size_t i = begin + 1; i < end && same; i++) {
        same = are_same(k, k->order[begin], k->order[i]);
    }
    if (!same) part_by_text(k, begin, end);
    for (size_t i = begin; i < end; i++) {
        tg_pair *p = &k->order[i];
        p->begins = i == begin || !(same || are_same(k, p[-1], *p));
        if (!p->begins) continue;
        k->n_filtered += tg_n_sequences(p->n_tokens);
        k->n_folded += p->n_folded;
        k->n_forms++;
    }
}

static bool shares_hash(const packer *k, size_t i)
{
    return i > 0 && i < k->n_order && k->order[i].key == k->order[i - 1].key;
}

static void find_forms(packer *k)
{
    sort_kinds(k);
    sort_pairs(k, &k->order, k->n_order);
    for (size_t begin = 0; begin < k->n_order;) {
        size_t end = begin;
        do {
            if (shares_hash(k, end + AHEAD)) {
                fetch_row(k, end + AHEAD - 1);
                fetch_row(k, end + AHEAD);
            }
            end++;
        } while (shares_hash(k, end));
        mark_forms(k, begin, end);
        begin = end;
    }
}

/* ---- writing ------------------------------------------------------------- */

static void *section(const packer *k, enum tg_section s)
{
    return k->image + k->head.at[s].offset;
}

/** Slots for n elements at a load of 0.6; never full. */
static size_t slots_for(size_t n)
{
    return n * 10 / 6 + 8;
}

static void plan(packer *k)
{
    const tg_gathered *in = k->in;
    size_t count[TG_N_SECTIONS] = {
        [TG_SECTION_FIRST] = slots_for(in->firsts.n),
        [TG_SECTION_LOWER] = slots_for(k->n_lowers),
        [TG_SECTION_BLOOM] = k->n_filtered * 10 / 64 + 8,
        [TG_SECTION_LOWER_BLOOM] = in->n_lower_filtered * 10 / 64 + 8,
        [TG_SECTION_GRAMS] = slots_for(k->n_forms),
        [TG_SECTION_FORMS] = k->n_forms + 1,
        [TG_SECTION_FOLDED] = k->n_folded,
        [TG_SECTION_ENTRIES] = k->n_order,
        [TG_SECTION_AFFIXES] = in->n_affixes,
        [TG_SECTION_ENTITIES] = in->entities.n,
        [TG_SECTION_WORDS] = in->words.offset.n,
        [TG_SECTION_FILES] = in->files.n,
        [TG_SECTION_STRINGS] = in->strings.bytes.n,
        [TG_SECTION_BLOBS] = in->blobs.n,
    };
    size_t at = sizeof k->head;
    for (size_t s = 0; s < TG_N_SECTIONS; s++) {
        at = (at + TG_IMAGE_ALIGN - 1) / TG_IMAGE_ALIGN * TG_IMAGE_ALIGN;
        k->head.at[s] = (tg_image_section){.offset = at, .count = count[s]};
        at += count[s] * tg_section_size((enum tg_section)s);
    }
    k->head.size = at;
}

/** Add lengths and second tokens to the slot of a first token. */
static void put_first(packer *k, enum tg_section s, uint64_t hash, uint32_t lengths,
                      uint32_t seconds)
{
    uint64_t *slots = section(k, s);
    size_t n = k->head.at[s].count;
    size_t at = tg_slot(hash, n);
    uint32_t tag = tg_first_tag(hash);
    /* Two tokens of one tag share a slot: a lookup must not stop at the other's. */
    while (slots[at] != 0 && ((uint32_t)slots[at] & ~(uint32_t)TG_FIRST_MASK) != tag) {
        at = at + 1 < n ? at + 1 : 0;
    }
    slots[at] |= (uint64_t)seconds << 32 | tag | lengths;
}

static void write_firsts(packer *k)
{
    for (size_t i = 0; i < k->in->firsts.n; i++) {
        const tg_first *f = &k->in->firsts.at[k->firsts[i].row];
        put_first(k, TG_SECTION_FIRST, f->hash, f->lengths, f->seconds);
        if (f->lower_lengths == 0) continue;
        put_first(k, TG_SECTION_LOWER, f->hash, f->lower_lengths, f->lower_seconds);
    }
}

static uint64_t *bloom_word(const packer *k, enum tg_section filter, uint64_t hash)
{
    uint64_t *bloom = section(k, filter);
    return &bloom[tg_bloom_word(hash, k->head.at[filter].count)];
}

static void put_bloom(const packer *k, enum tg_section filter, uint64_t hash)
{
    *bloom_word(k, filter, hash) |= tg_bloom_bits(hash);
}

static void fetch_bloom(const packer *k, size_t i)
{
    if (i < k->n_order) __builtin_prefetch(bloom_word(k, TG_SECTION_BLOOM, k->order[i].key), 1);
}

/** Write the filters, but for the forms themselves. */
static void write_longer(const packer *k)
{
    const tg_gathered *in = k->in;
    for (size_t i = 0; i < in->longer.n; i++) put_bloom(k, TG_SECTION_BLOOM, in->longer.at[i]);
    for (size_t i = 0; i < in->lower_longer.n; i++) {
        put_bloom(k, TG_SECTION_LOWER_BLOOM, in->lower_longer.at[i]);
    }
}

static void put_form(const packer *k, uint64_t hash, uint32_t number)
{
    uint64_t *grams = section(k, TG_SECTION_GRAMS);
    size_t n = k->head.at[TG_SECTION_GRAMS].count;
    size_t at = tg_slot(hash, n);
    while (grams[at] != 0) at = at + 1 < n ? at + 1 : 0;
    grams[at] = (uint64_t)number << 32 | tg_gram_print(hash);
}

/** Write the entries of the form whose first row is `begin`. @return the row after its last. */
static uint32_t write_entries(packer *k, uint32_t begin, tg_image_form *form, uint32_t **affix)
{
    tg_entry *entries = section(k, TG_SECTION_ENTRIES);
    uint32_t i = begin;
    do {
        fetch_row(k, i + AHEAD);
        fetch_bloom(k, i + AHEAD);
        tg_entry e = entry_of(k, k->order[i]);
        e.word = k->word[e.word];
        entries[i] = e;
        if (tg_is_affix(&e)) *(*affix)++ = i;
        form->kinds |= 1u << e.kind | (k->order[i].lower ? TG_FORM_LOWER : 0);
    } while (++i < k->n_order && !k->order[i].begins);
    return i;
}

static void write_forms(packer *k)
{
    tg_image_form *forms = section(k, TG_SECTION_FORMS);
    char *folded = section(k, TG_SECTION_FOLDED);
    uint32_t *affix = section(k, TG_SECTION_AFFIXES);
    uint32_t n_folded = 0;
    uint32_t entry = 0;
    for (size_t f = 0; f < k->n_forms; f++) {
        tg_pair first = k->order[entry];
        tg_str text = folded_of(k, first);
        tg_image_form form = {.folded = n_folded, .entry = entry};
        memcpy(folded + n_folded, text.p, text.n);
        n_folded += (uint32_t)text.n;
        entry = write_entries(k, entry, &form, &affix);
        forms[f] = form;
        put_form(k, first.key, (uint32_t)f);
        if (first.n_tokens < 2) continue;
        put_bloom(k, TG_SECTION_BLOOM, first.key);
        if ((form.kinds & TG_FORM_LOWER) != 0) put_bloom(k, TG_SECTION_LOWER_BLOOM, first.key);
    }
    forms[k->n_forms] = (tg_image_form){.folded = n_folded, .entry = entry};
}

static void copy_section(const packer *k, enum tg_section s, const void *from)
{
    size_t n = k->head.at[s].count * tg_section_size((enum tg_section)s);
    if (n > 0) memcpy(section(k, s), from, n);
}

static void write_image(packer *k)
{
    const tg_gathered *in = k->in;
    write_firsts(k);
    write_longer(k);
    write_forms(k);
    copy_section(k, TG_SECTION_ENTITIES, in->entities.at);
    copy_section(k, TG_SECTION_WORDS, k->word_text);
    copy_section(k, TG_SECTION_FILES, in->files.at);
    copy_section(k, TG_SECTION_BLOBS, in->blobs.p);

    memcpy(k->head.magic, TG_IMAGE_MAGIC, sizeof k->head.magic);
    k->head.version = TG_IMAGE_VERSION;
    k->head.order = TG_IMAGE_ORDER;
    memcpy(k->head.digest, in->digest, sizeof k->head.digest);
    k->head.body_sum =
        tg_image_sum(k->image + sizeof k->head, (size_t)k->head.size - sizeof k->head);
    k->head.head_sum = tg_image_sum(&k->head, sizeof k->head);
    memcpy(k->image, &k->head, sizeof k->head);
}

/* ---- words --------------------------------------------------------------- */

typedef struct word {
    tg_str text;
    uint32_t gathered; /* its number in tg_gathered.words */
} word;

static int compare_words(const void *a, const void *b)
{
    tg_str x = ((const word *)a)->text;
    tg_str y = ((const word *)b)->text;
    int order = memcmp(x.p, y.p, x.n < y.n ? x.n : y.n);
    return order != 0 ? order : (x.n > y.n) - (x.n < y.n);
}

/** Number the words in byte order, so that they are found by bisection, and see to it that each
 *  stands among the strings. */
static bool number_words(packer *k, tg_gathered *in)
{
    size_t n = in->words.offset.n;
    word *sorted = tg_mem_alloc(n * sizeof *sorted);
    k->word = tg_mem_alloc(n * sizeof *k->word);
    k->word_text = tg_mem_alloc(n * sizeof *k->word_text);
    bool ok = sorted != NULL && k->word != NULL && k->word_text != NULL;
    for (uint32_t i = 0; ok && i < n; i++) sorted[i] = (word){tg_pool_at(&in->words, i), i};
    if (ok) qsort(sorted, n, sizeof *sorted, compare_words);
    for (uint32_t i = 0; ok && i < n; i++) {
        uint32_t string = 0;
        ok = tg_pool_add(&in->strings, sorted[i].text, &string);
        if (!ok) break;
        k->word[sorted[i].gathered] = (uint16_t)i;
        k->word_text[i] = in->strings.offset.at[string];
    }
    tg_mem_free(sorted);
    return ok;
}

/** Columns to sort in: the order that was gathered, and the memory of slots that nobody asks any more. */
static bool take_columns(packer *k, tg_gathered *g)
{
    size_t n_bytes = g->order.n * sizeof *k->spare;
    k->firsts = tg_mem_alloc(n_bytes);
    k->spare = k->firsts != NULL ? tg_mem_realloc(g->strings.slots.at, n_bytes) : NULL;
    if (k->spare == NULL) return false;
    g->strings.slots = (tg_slots){0};
    k->order = g->order.at;
    k->n_order = g->order.n;
    g->order.at = NULL;
    return true;
}

/** Let the image grow out of the memory of the strings, which move to their place at its end: these are
 *  pages that need not be asked for. Cleared is only what is not written from front to back. */
static bool new_image(packer *k, tg_gathered *g)
{
    k->image = tg_mem_realloc(g->strings.bytes.at, k->head.size);
    if (k->image == NULL) return false;
    g->strings.bytes.at = NULL;
    memmove(section(k, TG_SECTION_STRINGS), k->image, g->strings.bytes.n);
    memset(k->image, 0, k->head.at[TG_SECTION_FORMS].offset);
    for (unsigned s = TG_SECTION_FORMS; s + 1 < TG_N_SECTIONS; s++) {
        size_t n = k->head.at[s].count * tg_section_size((enum tg_section)s);
        size_t end = k->head.at[s].offset + n;
        memset(k->image + end, 0, k->head.at[s + 1].offset - end);
    }
    return true;
}

void *tg_pack(size_t *n_image, tg_gathered *g)
{
    packer k = {.in = g};
    if (number_words(&k, g) && take_columns(&k, g)) {
        sort_firsts(&k);
        find_forms(&k);
        plan(&k);
        if (k.n_folded <= UINT32_MAX && new_image(&k, g)) {
            write_image(&k);
            *n_image = k.head.size;
        }
    }
    tg_mem_free(k.order);
    tg_mem_free(k.spare);
    tg_mem_free(k.firsts);
    tg_mem_free(k.word);
    tg_mem_free(k.word_text);
    return k.image;
}
