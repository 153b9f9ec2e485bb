/* SPDX-License-Identifier: MIT
 *
 * pack.h — what compile.c has gathered from the tables, for pack.c to lay out.
 */
#pragma once

#include "base/buf.h"
#include "base/vec.h"
#include "lex/image.h"
#include "lex/lexicon.h"
#include "lex/pool.h"

/** A row on its way into the image. */
typedef struct tg_item {
    uint64_t hash;     /* of its tokens: tg_hash_join() from TG_HASH_START */
    uint64_t first;    /* hash of the first token */
    uint64_t pair;     /* of the first two, joined; with n_tokens above 1 */
    uint32_t folded;   /* first byte in tg_gathered.folded */
    uint16_t n_folded; /* bytes */
    uint8_t n_tokens;  /* 0 = no text could match it: it stays out */
    bool lower;        /* a lower-case token may begin it */
    tg_entry entry;    /* .word is a number in tg_gathered.words */
} tg_item;

typedef struct tg_gathered {
    TG_VEC(tg_item) items;       /* in the order of files and lines */
    size_t n_usable[TG_N_KINDS]; /* items that have tokens */
    tg_buf folded;               /* folded tokens, a blank between two */
    tg_pool strings;             /* number 0 is the empty string */
    tg_pool words;               /* classes and subtypes; number 0 is the empty one */
    TG_VEC(tg_image_entity) entities;
    TG_VEC(tg_image_file) files;
    tg_buf blobs;
    unsigned char digest[TG_SHA256_BYTES];
} tg_gathered;

/** Lay out an image. @return its bytes, on the heap, or NULL when memory ran out. */
void *tg_pack(size_t *n_image, tg_gathered *g);
