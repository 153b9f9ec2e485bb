/* SPDX-License-Identifier: MIT
 *
 * measure.h — what a block looks like, read off its bytes.
 */
#pragma once

#include "base/base.h"
#include "doc/lines.h"

/** Bytes of the blank character at p, 0 if it is none: ASCII, no-break space, the spaces of
 *  U+2000, U+3000, the byte-order mark. */
size_t tg_blank_bytes(const char *p, size_t n);

/** Bytes of the blank character that ends at p + n. */
size_t tg_blank_bytes_before(const char *p, size_t n);

/** Measure a block by its head: all that follows its first three numbers. `text` is what it was cut
 *  from. */
void tg_block_measure(tg_block *b, const char *text);

/** A hash of the letters and digits of a block, or of its first 512 bytes and its length; equal for equal
 *  blocks, 0 for one without words. */
uint32_t tg_block_key(const tg_block *b, const char *text);
