/* SPDX-License-Identifier: MIT */
#include "base/sha256.h"

#ifdef __x86_64__
#include <cpuid.h>
#include <immintrin.h>
#endif

static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t x, int by)
{
    return x >> by | x << (32 - by);
}

static uint32_t load_big(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | (uint32_t)p[3];
}

/** Round i of eight. Not the words move on by one place each round but their names. */
static inline void turn(uint32_t v[8], unsigned i, uint32_t sum)
{
    uint32_t a = v[-i & 7];
    uint32_t b = v[(1 - i) & 7];
    uint32_t c = v[(2 - i) & 7];
    uint32_t e = v[(4 - i) & 7];
    uint32_t f = v[(5 - i) & 7];
    uint32_t g = v[(6 - i) & 7];
    uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    uint32_t s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    sum += v[(7 - i) & 7] + s1 + ((e & f) ^ (~e & g));
    v[(3 - i) & 7] += sum;
    v[(7 - i) & 7] = sum + s0 + ((a & b) ^ (a & c) ^ (b & c));
}

static void add_block(uint32_t state[8], const unsigned char *block)
{
    uint32_t w[64];
    for (int i = 0; i < 16; i++) w[i] = load_big(block + 4 * (ptrdiff_t)i);
    for (int i = 16; i < 64; i++) {
        uint32_t a = w[i - 15];
        uint32_t b = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) +
               (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
    }
    uint32_t v[8];
    memcpy(v, state, sizeof v);
    for (unsigned i = 0; i < 64; i += 8) { /* written out, the words stay in registers */
        turn(v, 0, w[i] + round_constants[i]);
        turn(v, 1, w[i + 1] + round_constants[i + 1]);
        turn(v, 2, w[i + 2] + round_constants[i + 2]);
        turn(v, 3, w[i + 3] + round_constants[i + 3]);
        turn(v, 4, w[i + 4] + round_constants[i + 4]);
        turn(v, 5, w[i + 5] + round_constants[i + 5]);
        turn(v, 6, w[i + 6] + round_constants[i + 6]);
        turn(v, 7, w[i + 7] + round_constants[i + 7]);
    }
    for (int i = 0; i < 8; i++) state[i] += v[i];
}

static void add_blocks(uint32_t state[8], const unsigned char *in, size_t n)
{
    for (; n > 0; n--, in += 64) add_block(state, in);
}

/* ---- the same by the instructions that are made for it ------------------- */

#ifdef __x86_64__
static bool has_sha(void)
{
    unsigned r[4] = {0};
    return __get_cpuid_count(7, 0, &r[0], &r[1], &r[2], &r[3]) != 0 && (r[1] >> 29 & 1) != 0;
}

static inline __m128i load(const void *p)
{
    return _mm_loadu_si128(p);
}

/** Four rounds a step: `w` holds the sixteen words before the four that come next. The state lies in two
 *  registers as words abef and cdgh. */
__attribute__((target("sha,sse4.1"))) static void add_blocks_fast(uint32_t state[8],
                                                                  const unsigned char *in, size_t n)
{
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i t = _mm_shuffle_epi32(load(state), 0xb1);
    __m128i cdgh = _mm_shuffle_epi32(load(state + 4), 0x1b);
    __m128i abef = _mm_alignr_epi8(t, cdgh, 8);
    cdgh = _mm_blend_epi16(cdgh, t, 0xf0);
    for (; n > 0; n--, in += 64) {
        const __m128i before[2] = {abef, cdgh};
        __m128i w[4];
        for (size_t i = 0; i < 16; i++) {
            __m128i *next = &w[i % 4];
            if (i < 4) {
                *next = _mm_shuffle_epi8(load(in + 16 * i), big_endian);
            } else {
                __m128i last = w[(i + 3) % 4];
                t = _mm_sha256msg1_epu32(*next, w[(i + 1) % 4]);
                t = _mm_add_epi32(t, _mm_alignr_epi8(last, w[(i + 2) % 4], 4));
                *next = _mm_sha256msg2_epu32(t, last);
            }
            t = _mm_add_epi32(*next, load(round_constants + 4 * i));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, t);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(t, 0x0e));
        }
        abef = _mm_add_epi32(abef, before[0]);
        cdgh = _mm_add_epi32(cdgh, before[1]);
    }
    t = _mm_shuffle_epi32(abef, 0x1b);
    cdgh = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128((void *)state, _mm_blend_epi16(t, cdgh, 0xf0));
    _mm_storeu_si128((void *)(state + 4), _mm_alignr_epi8(cdgh, t, 8));
}
#else
static bool has_sha(void)
{
    return false;
}

static void add_blocks_fast(uint32_t state[8], const unsigned char *in, size_t n)
{
    add_blocks(state, in, n);
}
#endif

void tg_sha256_start(tg_sha256 *s)
{
    *s = (tg_sha256){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
                               0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

void tg_sha256_add(tg_sha256 *s, const void *p, size_t n_bytes)
{
    const unsigned char *in = p;
    size_t held = s->n_bytes % sizeof s->block;
    s->n_bytes += n_bytes;
    if (held > 0) {
        size_t take = sizeof s->block - held < n_bytes ? sizeof s->block - held : n_bytes;
        memcpy(s->block + held, in, take);
        in += take;
        n_bytes -= take;
        if (held + take < sizeof s->block) return;
        add_block(s->state, s->block);
    }
    enum { MANY = 256 }; /* asking the processor what it can takes as long as some blocks */
    size_t n = n_bytes / sizeof s->block;
    if (n >= MANY && has_sha()) {
        add_blocks_fast(s->state, in, n);
    } else {
        add_blocks(s->state, in, n);
    }
    if (n_bytes % sizeof s->block > 0) {
        memcpy(s->block, in + n * sizeof s->block, n_bytes % sizeof s->block);
    }
}

void tg_sha256_end(tg_sha256 *s, unsigned char digest[TG_SHA256_BYTES])
{
    uint64_t n_bits = s->n_bytes * 8;
    unsigned char pad[72] = {0x80};
    size_t n_pad = 1 + (119 - s->n_bytes % 64) % 64;
    for (size_t i = 0; i < 8; i++) pad[n_pad + i] = (unsigned char)(n_bits >> (56 - 8 * i));
    tg_sha256_add(s, pad, n_pad + 8);
    for (size_t i = 0; i < TG_SHA256_BYTES; i++) {
        digest[i] = (unsigned char)(s->state[i / 4] >> (24 - 8 * (i % 4)));
    }
}

void tg_sha256_hex(char hex[TG_SHA256_HEX], const unsigned char digest[TG_SHA256_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < TG_SHA256_BYTES; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
}
