/* SPDX-License-Identifier: MIT
 *
 * sha256.h — the digest of FIPS 180-4, to name exactly which lists were used.
 */
#pragma once

#include "base/base.h"

enum { TG_SHA256_BYTES = 32, TG_SHA256_HEX = 64 };

typedef struct tg_sha256 {
    uint32_t state[8];
    uint64_t n_bytes;
    unsigned char block[64];
} tg_sha256;

void tg_sha256_start(tg_sha256 *s);
void tg_sha256_add(tg_sha256 *s, const void *p, size_t n_bytes);
/** Finish; `s` must be started anew before it is used again. */
void tg_sha256_end(tg_sha256 *s, unsigned char digest[TG_SHA256_BYTES]);

/** Write 64 lower-case hex digits, without a terminator. */
void tg_sha256_hex(char hex[TG_SHA256_HEX], const unsigned char digest[TG_SHA256_BYTES]);
