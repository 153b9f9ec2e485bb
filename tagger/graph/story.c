/* SPDX-License-Identifier: MIT
 *
 * story.c — near-duplicates, so that wire copy counts once.
 *
 * Repeating one story in twenty more than triples the links that look
 * significant, so everything is counted in stories. Two documents tell one
 * story when
 *
 *     they have the same words in the same order (whatever the dates), or
 *     they stand within 14 days and share a quarter of their 3-word shingles.
 *
 * The share is estimated by one-permutation MinHash: every shingle is hashed
 * once, the upper 6 bits choose one of 64 bins, and a bin keeps its smallest
 * hash. An empty bin takes its value from the next full one to the right, plus
 * the distance (rotation, Shrivastava and Li 2014). The share of equal bins
 * estimates the share of common shingles.
 *
 *     the belgian state security      -> h1 -> bin 12
 *         belgian state security has  -> h2 -> bin 51
 *
 * Only documents that agree in two neighbouring bins are compared: 32 bands of
 * 2. Whoever shares a quarter of the shingles does so with probability .87, half
 * of them .9999. Within a band a document is compared with the 32 before it, so
 * that a thousand weather reports cost a thousand times 32 and not a million.
 */
#include "graph/story.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
    BANDS = TG_STORY_BINS / 2,
    NEIGHBOURS = 32, /* compared with, in one band */
    FEW_WORDS = 20   /* with fewer, only exact copies are copies */
};

#define LIKE_ENOUGH 0.25

static uint64_t mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9fb21c651e98df25U;
    h = (h ^ h >> 29) * 0xd6e8feb86659fd93U;
    return h ^ h >> 32;
}

/** Words as they come; shingles as they are complete. */
typedef struct signer {
    uint64_t least[TG_STORY_BINS]; /* UINT64_MAX = empty */
    uint64_t word[2];              /* hashes of the last two words, newest second */
    uint64_t exact;
    uint32_t n_words;
} signer;

static void add_word(signer *s, uint64_t word)
{
    s->exact = mix(s->exact, word);
    s->n_words++;
    if (s->n_words >= 3) {
        uint64_t h = mix(mix(s->word[0], s->word[1]), word);
        uint64_t *bin = &s->least[h >> 58];
        uint64_t value = h << 6;
        if (value < *bin) *bin = value;
    }
    s->word[0] = s->word[1];
    s->word[1] = word;
}

/** The folded code point when it belongs to a word, else 0. */
static uint32_t word_point(uint32_t cp)
{
    if (cp < 0x80) {
        uint32_t lower = cp | 0x20;
        if (lower >= 'a' && lower <= 'z') return lower;
        return cp >= '0' && cp <= '9' ? cp : 0;
    }
    tg_class class = tg_utf8_class(cp);
    if (class == TG_CLASS_LETTER || class == TG_CLASS_DIGIT) return tg_utf8_lower(cp);
    return 0;
}

static void add_text(signer *s, tg_str text)
{
    uint64_t word = 0;
    const char *end = text.p + text.n;
    for (const char *p = text.p; p < end;) {
        uint32_t cp = 0;
        p += tg_utf8_next(p, end, &cp);
        cp = word_point(cp);
        if (cp != 0) {
            word = (word ^ cp) * 0x100000001b3U + 1;
        } else if (word != 0) {
            add_word(s, word);
            word = 0;
        }
    }
    if (word != 0) add_word(s, word);
}

static void fill_bins(uint16_t bins[TG_STORY_BINS], const signer *s)
{
    for (uint32_t i = 0; i < TG_STORY_BINS; i++) {
        uint32_t away = 0;
        while (away < TG_STORY_BINS && s->least[(i + away) % TG_STORY_BINS] == UINT64_MAX) away++;
        uint64_t value = s->least[(i + away) % TG_STORY_BINS];
        /* The upper bits of a least value are nearly always 0: take from the middle. */
        bins[i] = away == TG_STORY_BINS ? 0 : (uint16_t)((value >> 12) + (uint64_t)away * 0x9e37U);
    }
}

void tg_signature_make(tg_signature *out, const tagger_result *r)
{
    signer s = {.n_words = 0};
    memset(s.least, 0xff, sizeof s.least);
    tg_str text = tagger_result_meta(r)->text;
    uint32_t n = tagger_result_n_zones(r);
    for (uint32_t i = 0; i < n; i++) {
        const tagger_zone_block *block = tagger_result_zone(r, i);
        if (tagger_zone_counts(block->zone))
            add_text(&s, (tg_str){text.p + block->at.begin, block->at.end - block->at.begin});
    }
    *out = (tg_signature){.n_words = s.n_words, .exact = s.exact};
    fill_bins(out->bins, &s);
}

double tg_signature_likeness(const tg_signature *a, const tg_signature *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < TG_STORY_BINS; i++) n += a->bins[i] == b->bins[i];
    return (double)n / TG_STORY_BINS;
}

/** A document under a key. */
typedef struct keyed {
    uint64_t key;
    uint32_t document;
} keyed;

static int by_key(const void *left, const void *right)
{
    const keyed *a = left;
    const keyed *b = right;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return a->document < b->document ? -1 : a->document > b->document;
}

/** The first document of the story, with the path to it made shorter on the way. */
static uint32_t find_story(tg_story_document *documents, uint32_t i)
{
    while (documents[i].story != i) {
        documents[i].story = documents[documents[i].story].story;
        i = documents[i].story;
    }
    return i;
}

static void join(tg_story_document *documents, uint32_t a, uint32_t b)
{
    a = find_story(documents, a);
    b = find_story(documents, b);
    if (a < b) documents[b].story = a;
    if (b < a) documents[a].story = b;
}

static bool same_text(const tg_story_document *a, const tg_story_document *b)
{
    return a->signature.exact == b->signature.exact && a->signature.n_words == b->signature.n_words;
}

static bool in_window(const tg_story_document *a, const tg_story_document *b)
{
    if (a->day == TG_NO_DAY || b->day == TG_NO_DAY) return true;
    return abs(a->day - b->day) <= TG_STORY_DAYS;
}

static void join_exact(tg_story_document *documents, uint32_t n, keyed *keys)
{
    uint32_t n_keys = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (documents[i].signature.n_words > 0)
            keys[n_keys++] = (keyed){documents[i].signature.exact, i};
    }
    qsort(keys, n_keys, sizeof *keys, by_key);
    for (uint32_t i = 1; i < n_keys; i++) {
        uint32_t a = keys[i - 1].document;
        uint32_t b = keys[i].document;
        if (same_text(&documents[a], &documents[b])) join(documents, a, b);
    }
}

/** Documents of equal keys, of one band at a time, each with the one before it. */
typedef struct chains {
    uint32_t *last; /* [n_slots] of each slot of keys: index + 1; 0 = none */
    uint32_t *back; /* [n documents] the one before it in its slot, the same way */
    size_t n_slots; /* a power of two */
} chains;

static uint32_t band_key(const tg_signature *s, uint32_t band)
{
    return (uint32_t)s->bins[(size_t)2 * band] << 16 | s->bins[(size_t)2 * band + 1];
}

static void compare_back(tg_story_document *documents, const chains *c, uint32_t i, uint32_t band)
{
    tg_story_document *mine = &documents[i];
    uint32_t key = band_key(&mine->signature, band);
    uint32_t n = 0;
    for (uint32_t at = c->back[i]; at != 0 && n < NEIGHBOURS; at = c->back[at - 1]) {
        const tg_story_document *other = &documents[at - 1];
        if (band_key(&other->signature, band) != key) continue;
        n++;
        if (!in_window(mine, other)) continue;
        if (find_story(documents, at - 1) == find_story(documents, i)) continue;
        if (tg_signature_likeness(&mine->signature, &other->signature) >= LIKE_ENOUGH)
            join(documents, at - 1, i);
    }
}

static void join_band(tg_story_document *documents, uint32_t n, uint32_t band, const chains *c)
{
    memset(c->last, 0, c->n_slots * sizeof *c->last);
    for (uint32_t i = 0; i < n; i++) {
        const tg_signature *s = &documents[i].signature;
        if (s->n_words < FEW_WORDS) continue;
        size_t slot = (size_t)mix(0, band_key(s, band)) & (c->n_slots - 1);
        c->back[i] = c->last[slot];
        c->last[slot] = i + 1;
        compare_back(documents, c, i, band);
    }
}

static bool join_bands(tg_story_document *documents, uint32_t n)
{
    chains c = {.n_slots = 64};
    while (c.n_slots < (size_t)n * 2) c.n_slots *= 2;
    c.last = tg_mem_alloc(c.n_slots * sizeof *c.last);
    c.back = tg_mem_alloc(n * sizeof *c.back);
    bool ok = c.last != NULL && c.back != NULL;
    for (uint32_t band = 0; ok && band < BANDS; band++) join_band(documents, n, band, &c);
    tg_mem_free(c.last);
    tg_mem_free(c.back);
    return ok;
}

bool tg_stories_find(tg_story_document *documents, uint32_t n)
{
    keyed *keys = tg_mem_alloc(n * sizeof *keys);
    if (keys == NULL) return false;

    for (uint32_t i = 0; i < n; i++) documents[i].story = i;
    join_exact(documents, n, keys);
    tg_mem_free(keys);
    if (!join_bands(documents, n)) return false;
    for (uint32_t i = 0; i < n; i++) {
        tg_story_document *d = &documents[i];
        d->story = find_story(documents, i);
        const tg_story_document *first = &documents[d->story];
        d->similarity = same_text(d, first)
                            ? 1.0F
                            : (float)tg_signature_likeness(&d->signature, &first->signature);
    }
    return true;
}

static int32_t number(tg_str s, size_t at, size_t n)
{
    int32_t value = 0;
    for (size_t i = at; i < at + n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return -1;
        value = value * 10 + (s.p[i] - '0');
    }
    return value;
}

int32_t tg_story_day(tg_str date)
{
    if (date.n < 10 || date.p[4] != '-' || date.p[7] != '-') return TG_NO_DAY;
    int32_t y = number(date, 0, 4);
    int32_t m = number(date, 5, 2);
    int32_t d = number(date, 8, 2);
    if (y < 0 || m < 1 || m > 12 || d < 1 || d > 31) return TG_NO_DAY;

    /* Years begin in March: then the leap day is the last, and months need no table. */
    if (m <= 2) y--;
    int32_t days_before = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5;
    return 365 * y + y / 4 - y / 100 + y / 400 + days_before + d - 1;
}
