/* SPDX-License-Identifier: MIT */
#include "lex/image.h"

#include "lex/lexicon.h"

static const size_t element_size[TG_N_SECTIONS] = {
    [TG_SECTION_FIRST] = sizeof(uint64_t),
    [TG_SECTION_LOWER] = sizeof(uint64_t),
    [TG_SECTION_BLOOM] = sizeof(uint64_t),
    [TG_SECTION_LOWER_BLOOM] = sizeof(uint64_t),
    [TG_SECTION_GRAMS] = sizeof(uint64_t),
    [TG_SECTION_FORMS] = sizeof(tg_image_form),
    [TG_SECTION_FOLDED] = 1,
    [TG_SECTION_ENTRIES] = sizeof(tg_entry),
    [TG_SECTION_AFFIXES] = sizeof(uint32_t),
    [TG_SECTION_ENTITIES] = sizeof(tg_image_entity),
    [TG_SECTION_WORDS] = sizeof(uint32_t),
    [TG_SECTION_FILES] = sizeof(tg_image_file),
    [TG_SECTION_STRINGS] = 1,
    [TG_SECTION_BLOBS] = 1,
};

size_t tg_section_size(enum tg_section section)
{
    return element_size[section];
}

uint64_t tg_image_sum(const void *p, size_t n_bytes)
{
    const char *in = p;
    uint64_t lane[4] = {1, 2, 3, n_bytes};
    for (; n_bytes >= sizeof lane; in += sizeof lane, n_bytes -= sizeof lane) {
        uint64_t x[4];
        memcpy(x, in, sizeof x);
        for (size_t i = 0; i < 4; i++) {
            lane[i] = (lane[i] ^ x[i]) * 0x9fb21c651e98df25u;
            lane[i] ^= lane[i] >> 32;
        }
    }
    uint64_t tail[4] = {0};
    memcpy(tail, in, n_bytes);
    uint64_t sum = 0;
    for (size_t i = 0; i < 4; i++) {
        sum = (sum ^ lane[i] ^ tail[i] * 0xd6e8feb86659fd93u) * 0x9fb21c651e98df25u;
        sum ^= sum >> 32;
    }
    return sum;
}
