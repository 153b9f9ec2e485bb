/* SPDX-License-Identifier: MIT
 *
 * fuzz_rows.c — any bytes as a table of names: compiled, or refused with a reason; and what was
 * compiled opens and is searched.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lex/compile.h"
#include "lex/lexicon.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n == 0) return 0;
    tg_source source = {.path = "fuzz.tsv",
                        .name = TG_LIT("fuzz.tsv"),
                        .kind = data[0] % TG_N_KINDS,
                        .bytes = {(const char *)data + 1, n - 1}};
    void *image = NULL;
    size_t n_image = 0;
    tagger_error err = {0};
    if (tg_compile(&image, &n_image, &source, 1, &err) != TAGGER_OK) {
        if (err.text[0] == '\0') abort();
        return 0;
    }
    tg_lexicon *lex = NULL;
    if (tg_lexicon_open(&lex, image, n_image, "fuzz", &err) != TAGGER_OK) abort();
    tg_arena arena = TG_ARENA_INIT;
    tg_tokens tokens;
    tg_hits hits;
    tg_str text = TG_LIT("Ada Zwembak of Belgium is x y z");
    if (tg_tokenize(&tokens, &arena, text, NULL) != TAGGER_OK ||
        tg_lexicon_find(&hits, &arena, lex, &tokens, text, NULL) != TAGGER_OK) {
        abort();
    }
    tg_arena_dispose(&arena);
    tg_lexicon_close(lex);
    tg_mem_free(image);
    return 0;
}
