/* SPDX-License-Identifier: MIT
 *
 * image.h — how compiled lists lie in a file; docs/format.md has it in prose.
 *
 *     [header][first][lower][bloom][lower bloom][grams][forms][folded][entries]…
 *
 * A header names the sections by offset and count; each is an array that is
 * read in place, mapped or embedded. Strings are offsets into one section and
 * carry their length in front, so a row costs no pointer. Everything that
 * lies in the file is checked before it is followed: a bad offset reads as
 * the empty string, a bad number as "not found".
 */
#pragma once

#include "base/base.h"
#include "base/sha256.h"
#include "text/token.h"

#define TG_IMAGE_MAGIC "TGLISTS\n"

enum {
    TG_IMAGE_VERSION = 4,
    TG_IMAGE_ORDER = 0x01020304, /* reads otherwise on a machine of the other byte order */
    TG_IMAGE_ALIGN = 64,
    TG_MAX_FORM_TOKENS = 15,
    TG_MAX_STRING = UINT16_MAX
};

enum tg_section {
    TG_SECTION_FIRST, /* uint64_t slots: first tokens of all forms */
    TG_SECTION_LOWER, /* uint64_t slots: first tokens of forms that may begin in lower case */
    TG_SECTION_BLOOM, /* uint64_t words: is a sequence of two tokens or more a form, or the first two of one? */
    TG_SECTION_LOWER_BLOOM, /* the same for forms that may begin in lower case */
    TG_SECTION_GRAMS,       /* uint64_t slots: fingerprint and number of each form */
    TG_SECTION_FORMS,       /* tg_image_form; one more than there are forms */
    TG_SECTION_FOLDED,      /* bytes: the folded tokens of each form, a blank between two */
    TG_SECTION_ENTRIES,     /* tg_entry */
    TG_SECTION_AFFIXES,     /* uint32_t entries: the topic terms of match prefix and part */
    TG_SECTION_ENTITIES,    /* tg_image_entity */
    TG_SECTION_WORDS,       /* uint32_t strings in byte order; number 0 is the empty one */
    TG_SECTION_FILES,       /* tg_image_file */
    TG_SECTION_STRINGS, /* bytes: a uint16_t length, then as many bytes; 0 is the empty string */
    TG_SECTION_BLOBS,   /* bytes of the data files carried whole */
    TG_N_SECTIONS
};

typedef struct tg_image_section {
    uint64_t offset; /* bytes from the begin of the image, a multiple of TG_IMAGE_ALIGN */
    uint64_t count;  /* elements */
} tg_image_section;

typedef struct tg_image_header {
    char magic[8];
    uint32_t version;
    uint32_t order;
    uint64_t size;                         /* bytes of the whole image */
    uint64_t head_sum;                     /* tg_image_sum() of the header with this field 0 */
    uint64_t body_sum;                     /* tg_image_sum() of all that follows the header */
    unsigned char digest[TG_SHA256_BYTES]; /* of the lists it was made of */
    tg_image_section at[TG_N_SECTIONS];
} tg_image_header;

/** A form; its entries and folded bytes end where those of the next form begin. */
typedef struct tg_image_form {
    uint32_t folded; /* byte of TG_SECTION_FOLDED */
    uint32_t entry;  /* first of its entries */
    uint32_t kinds;  /* bit 1 << kind for each kind among them, and TG_FORM_LOWER */
} tg_image_form;

#define TG_FORM_LOWER 0x80000000u /* a lower-case token may begin it */

typedef struct tg_image_entity { /* strings */
    uint32_t id;
    uint32_t name;
    uint32_t country;
    uint32_t subtype;
    uint32_t wikidata;
} tg_image_entity;

enum { TG_FILE_IS_BLOB = UINT8_MAX };

typedef struct tg_image_file {
    uint32_t name;   /* string: "parties/parties.tsv" */
    uint32_t kind;   /* enum tg_kind, or TG_FILE_IS_BLOB */
    uint32_t n_rows; /* of a table */
    uint32_t reserved;
    uint64_t blob; /* first byte in TG_SECTION_BLOBS */
    uint64_t n_blob;
    unsigned char digest[TG_SHA256_BYTES];
} tg_image_file;

/** Bytes of one element of a section. */
size_t tg_section_size(enum tg_section section);

/** A fast 64-bit checksum: against accidents, not against malice. */
uint64_t tg_image_sum(const void *p, size_t n_bytes);

/* A slot of FIRST or LOWER: in its low half a tag of the token's hash above, and below bit n - 1 for
 * forms of n tokens; in its high half a bit for each second token of these, see tg_pair_bit(). A
 * tag is never 0, so 0 is an empty slot. */
enum { TG_FIRST_MASK = (1 << TG_MAX_FORM_TOKENS) - 1 };

static inline uint32_t tg_first_tag(uint64_t hash)
{
    return ((uint32_t)hash | 1u << TG_MAX_FORM_TOKENS) & ~(uint32_t)TG_FIRST_MASK;
}

/** One bit of 32 for the first two tokens of a form, by the hash of both. */
static inline uint32_t tg_pair_bit(uint64_t hash)
{
    return 1u << (hash >> 59);
}

/** Where in a table of n slots (n below 2^32) a hash belongs: ordered by its high half. */
static inline size_t tg_slot(uint64_t hash, size_t n)
{
    return (size_t)(((hash >> 32) * n) >> 32);
}

/* The Bloom filter is one word a sequence: three bits of one word that its hash picks. */
static inline size_t tg_bloom_word(uint64_t hash, size_t n)
{
    return tg_slot(hash * 0x9e3779b97f4a7c15u, n);
}

static inline uint64_t tg_bloom_bits(uint64_t hash)
{
    return (uint64_t)1 << (hash & 63) | (uint64_t)1 << (hash >> 6 & 63) |
           (uint64_t)1 << (hash >> 12 & 63);
}

/* A slot of GRAMS: the low half of the hash (never 0) and the number of the form. */
static inline uint32_t tg_gram_print(uint64_t hash)
{
    return (uint32_t)hash != 0 ? (uint32_t)hash : 1;
}
