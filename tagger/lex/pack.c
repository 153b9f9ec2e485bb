/* SPDX-License-Identifier: MIT
 *
 * pack.c — items to an image.
 *
 * The items are sorted by the hash of their tokens, so that all rows of one
 * form stand together, and the forms then lie in the order of their slots: the
 * hash tables are filled from front to back, in one pass, without a cache miss
 * a name. Sorted are not the items but pairs of a hash and what else is asked
 * before the image is written; only then are the items read, each fetched a
 * few steps before its turn.
 */
#include "lex/pack.h"

#include <stdlib.h>

/** An item, or what is known of a first token, to be sorted. */
typedef struct pair {
    uint64_t key;   /* hash of the tokens, or of the first one */
    uint32_t value; /* number of the item, or mask of lengths */
    union {
        struct {
            uint16_t n_folded; /* as the item has it */
            uint8_t n_tokens;
        };
        uint32_t seconds; /* of a first token: tg_pair_bit() of the pairs that it begins */
    };
} pair;

/** A form to be: its items are order[begin], order[begin + 1], … */
typedef struct form {
    uint32_t begin;
    uint32_t n;
} form;

typedef struct packer {
    const tg_gathered *in;
    pair *order;         /* [n_order] by hash, text, kind, file and line */
    pair *spare;         /* [n_order] */
    pair *firsts;        /* [n_firsts] by hash */
    form *forms;         /* [n_forms] sorted by hash */
    uint16_t *word;      /* [words] number in the image of each gathered word */
    uint32_t *word_text; /* [words] string of each word of the image */
    size_t n_order;
    size_t n_firsts;
    size_t n_lowers; /* how many of the firsts have a lower-case mask */
    size_t n_forms;
    size_t n_folded;
    size_t n_affixes;        /* entries that match parts of words */
    size_t n_filtered;       /* forms of two tokens and more, and the first two of longer ones */
    size_t n_lower_filtered; /* the same of items for lower-case tokens */
    tg_image_header head;
    char *image;
} packer;

/* ---- sorting ------------------------------------------------------------- */

enum { DIGIT_BITS = 11, N_DIGITS = 1 << DIGIT_BITS, N_PASSES = 3 };

/** One stable pass by the digit of the key at `shift`. */
static void sort_pass(pair *to, const pair *from, size_t n, unsigned shift)
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

/** Sort by key, keeping the order of equal ones. Three passes by the 33 highest bits of a hash leave
 *  hardly a pair that is out of order. */
static void sort_pairs(packer *k, pair **pairs, size_t n)
{
    for (unsigned pass = 0; pass < N_PASSES; pass++) {
        pair *from = *pairs;
        *pairs = k->spare;
        k->spare = from;
        sort_pass(*pairs, from, n, 64 - (N_PASSES - pass) * DIGIT_BITS);
    }
    pair *p = *pairs;
    for (size_t i = 1; i < n; i++) {
        pair one = p[i];
        size_t at = i;
        for (; at > 0 && p[at - 1].key > one.key; at--) p[at] = p[at - 1];
        p[at] = one;
    }
}

static bool is_affix(const tg_entry *e)
{
    return e->kind == TG_KIND_TOPIC && (e->flags & (TG_ENTRY_PREFIX | TG_ENTRY_PART)) != 0;
}

/** How many sequences of a form a filter holds: its tokens, and the first two of more. */
static size_t n_sequences(unsigned n_tokens)
{
    return (size_t)(n_tokens > 1) + (n_tokens > 2);
}

enum { LOWER_SHIFT = 16 }; /* in the value of `firsts`: lengths of forms for lower-case tokens */

/** Pairs of all items that have tokens: by kind, file and line; and of their first tokens. */
static void make_pairs(packer *k)
{
    size_t at[TG_N_KINDS] = {0};
    for (size_t kind = 1; kind < TG_N_KINDS; kind++) {
        at[kind] = at[kind - 1] + k->in->n_usable[kind - 1];
    }
    for (size_t i = 0; i < k->in->items.n; i++) {
        const tg_item *item = &k->in->items.at[i];
        if (item->n_tokens == 0) continue;
        k->order[at[item->entry.kind]++] = (pair){.key = item->hash,
                                                  .value = (uint32_t)i,
                                                  .n_folded = item->n_folded,
                                                  .n_tokens = item->n_tokens};
        uint32_t bit = 1u << (item->n_tokens - 1);
        uint32_t mask = bit | (item->lower ? bit << LOWER_SHIFT : 0);
        uint32_t second = item->n_tokens > 1 ? tg_pair_bit(item->pair) : 0;
        k->firsts[k->n_order++] = (pair){.key = item->first, .value = mask, .seconds = second};
        k->n_affixes += is_affix(&item->entry);
        if (item->lower) k->n_lower_filtered += n_sequences(item->n_tokens);
    }
}

static tg_str folded_of(const packer *k, pair p)
{
    return (tg_str){k->in->folded.p + k->in->items.at[p.value].folded, p.n_folded};
}

/* Items are read in the order of hashes, each of them a cache miss: so it is fetched some steps before its
 * turn, and nearer by its folded text. */
enum { ITEM_AHEAD = 24, TEXT_AHEAD = 12 };

static void fetch_item(const packer *k, size_t i)
{
    if (i >= k->n_order) return;
    const char *item = (const char *)&k->in->items.at[k->order[i].value];
    __builtin_prefetch(item);
    __builtin_prefetch(item + sizeof(tg_item) - 1);
}

static void fetch_text(const packer *k, size_t i)
{
    if (i < k->n_order) __builtin_prefetch(folded_of(k, k->order[i]).p);
}

static bool are_same(const packer *k, pair a, pair b)
{
    return a.key == b.key && a.n_folded == b.n_folded &&
           memcmp(folded_of(k, a).p, folded_of(k, b).p, a.n_folded) == 0;
}

/** Order of two items of one hash: by their bytes, then as they were given. */
static bool comes_after(const packer *k, pair x, pair y)
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
        pair p = k->order[i];
        size_t at = i;
        for (; at > begin && comes_after(k, k->order[at - 1], p); at--) {
            k->order[at] = k->order[at - 1];
        }
        k->order[at] = p;
    }
}

/** Make forms of the items [begin, end), which share a hash. */
static void add_forms(packer *k, size_t begin, size_t end)
{
    bool same = true;
    for (size_t i = begin + 1; i < end && same; i++) {
        same = are_same(k, k->order[begin], k->order[i]);
    }
    if (!same) part_by_text(k, begin, end);
    for (size_t i = begin; i < end; i++) {
        bool goes_on = i > begin && (same || are_same(k, k->order[i - 1], k->order[i]));
        if (!goes_on) {
            k->n_filtered += n_sequences(k->order[i].n_tokens);
            k->n_folded += k->order[i].n_folded;
            k->forms[k->n_forms++] = (form){.begin = (uint32_t)i};
        }
        k->forms[k->n_forms - 1].n++;
    }
}

static bool shares_hash(const packer *k, size_t i)
{
    return i > 0 && i < k->n_order && k->order[i].key == k->order[i - 1].key;
}

static void find_forms(packer *k)
{
    sort_pairs(k, &k->order, k->n_order);
    for (size_t begin = 0; begin < k->n_order;) {
        size_t end = begin;
        do {
            if (shares_hash(k, end + ITEM_AHEAD)) fetch_item(k, end + ITEM_AHEAD);
            if (shares_hash(k, end + TEXT_AHEAD)) fetch_text(k, end + TEXT_AHEAD);
            end++;
        } while (shares_hash(k, end));
        add_forms(k, begin, end);
        begin = end;
    }
}

static void find_firsts(packer *k)
{
    sort_pairs(k, &k->firsts, k->n_order);
    size_t n = 0;
    for (size_t i = 0; i < k->n_order; i++) {
        if (n > 0 && k->firsts[n - 1].key == k->firsts[i].key) {
            k->firsts[n - 1].value |= k->firsts[i].value;
            k->firsts[n - 1].seconds |= k->firsts[i].seconds;
        } else {
            k->firsts[n++] = k->firsts[i];
        }
    }
    k->n_firsts = n;
    for (size_t i = 0; i < n; i++) k->n_lowers += k->firsts[i].value >> LOWER_SHIFT != 0;
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
        [TG_SECTION_FIRST] = slots_for(k->n_firsts),
        [TG_SECTION_LOWER] = slots_for(k->n_lowers),
        [TG_SECTION_BLOOM] = k->n_filtered * 10 / 64 + 8,
        [TG_SECTION_LOWER_BLOOM] = k->n_lower_filtered * 10 / 64 + 8,
        [TG_SECTION_GRAMS] = slots_for(k->n_forms),
        [TG_SECTION_FORMS] = k->n_forms + 1,
        [TG_SECTION_FOLDED] = k->n_folded,
        [TG_SECTION_ENTRIES] = k->n_order,
        [TG_SECTION_AFFIXES] = k->n_affixes,
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
    for (size_t i = 0; i < k->n_firsts; i++) {
        const pair *first = &k->firsts[i];
        uint32_t lower = first->value >> LOWER_SHIFT;
        put_first(k, TG_SECTION_FIRST, first->key, first->value & TG_FIRST_MASK, first->seconds);
        if (lower != 0) put_first(k, TG_SECTION_LOWER, first->key, lower, 0);
    }
}

static void put_bloom(const packer *k, enum tg_section filter, uint64_t hash)
{
    uint64_t *bloom = section(k, filter);
    bloom[tg_bloom_word(hash, k->head.at[filter].count)] |= tg_bloom_bits(hash);
}

/** Put the sequences of a form into a filter. */
static void put_filtered(const packer *k, enum tg_section filter, pair item)
{
    if (item.n_tokens > 1) put_bloom(k, filter, item.key);
    if (item.n_tokens > 2) put_bloom(k, filter, k->in->items.at[item.value].pair);
}

static void put_form(const packer *k, uint64_t hash, uint32_t number)
{
    uint64_t *grams = section(k, TG_SECTION_GRAMS);
    size_t n = k->head.at[TG_SECTION_GRAMS].count;
    size_t at = tg_slot(hash, n);
    while (grams[at] != 0) at = at + 1 < n ? at + 1 : 0;
    grams[at] = (uint64_t)number << 32 | tg_gram_print(hash);
}

/** Write the entries of form f. */
static void write_entries(packer *k, size_t f, tg_image_form *out, uint32_t **affix)
{
    tg_entry *entries = section(k, TG_SECTION_ENTRIES);
    const form *from = &k->forms[f];
    for (uint32_t i = from->begin; i < from->begin + from->n; i++) {
        fetch_item(k, i + ITEM_AHEAD);
        fetch_text(k, i + TEXT_AHEAD);
        const tg_item *item = &k->in->items.at[k->order[i].value];
        entries[i] = item->entry;
        entries[i].word = k->word[entries[i].word];
        if (is_affix(&entries[i])) *(*affix)++ = i;
        out->kinds |= 1u << entries[i].kind | (item->lower ? TG_FORM_LOWER : 0);
        if (item->lower && item->n_tokens > 1)
            put_first(k, TG_SECTION_LOWER, item->first, 0, tg_pair_bit(item->pair));
    }
}

static void write_forms(packer *k)
{
    tg_image_form *forms = section(k, TG_SECTION_FORMS);
    char *folded = section(k, TG_SECTION_FOLDED);
    uint32_t *affix = section(k, TG_SECTION_AFFIXES);
    uint32_t n_folded = 0;
    for (size_t f = 0; f < k->n_forms; f++) {
        pair first = k->order[k->forms[f].begin];
        tg_str text = folded_of(k, first);
        forms[f] = (tg_image_form){.folded = n_folded, .entry = k->forms[f].begin};
        memcpy(folded + n_folded, text.p, text.n);
        n_folded += (uint32_t)text.n;
        write_entries(k, f, &forms[f], &affix);
        put_form(k, first.key, (uint32_t)f);
        put_filtered(k, TG_SECTION_BLOOM, first);
        if ((forms[f].kinds & TG_FORM_LOWER) != 0) put_filtered(k, TG_SECTION_LOWER_BLOOM, first);
    }
    forms[k->n_forms] = (tg_image_form){.folded = n_folded, .entry = (uint32_t)k->n_order};
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
    write_forms(k);
    copy_section(k, TG_SECTION_ENTITIES, in->entities.at);
    copy_section(k, TG_SECTION_WORDS, k->word_text);
    copy_section(k, TG_SECTION_FILES, in->files.at);
    copy_section(k, TG_SECTION_STRINGS, in->strings.bytes.at);
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

static bool new_columns(packer *k, size_t n)
{
    k->order = tg_mem_alloc(n * sizeof *k->order);
    k->spare = tg_mem_alloc(n * sizeof *k->spare);
    k->firsts = tg_mem_alloc(n * sizeof *k->firsts);
    k->forms = tg_mem_alloc(n * sizeof *k->forms);
    return k->order != NULL && k->spare != NULL && k->firsts != NULL && k->forms != NULL;
}

void *tg_pack(size_t *n_image, tg_gathered *g)
{
    packer k = {.in = g};
    if (new_columns(&k, g->items.n) && number_words(&k, g)) {
        make_pairs(&k);
        find_forms(&k);
        find_firsts(&k);
        plan(&k);
        k.image = tg_mem_zeroed(k.head.size);
    }
    if (k.image != NULL) {
        write_image(&k);
        *n_image = k.head.size;
    }
    tg_mem_free(k.order);
    tg_mem_free(k.spare);
    tg_mem_free(k.firsts);
    tg_mem_free(k.forms);
    tg_mem_free(k.word);
    tg_mem_free(k.word_text);
    return k.image;
}
