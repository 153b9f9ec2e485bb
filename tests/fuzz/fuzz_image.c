/* SPDX-License-Identifier: MIT
 *
 * fuzz_image.c — compiled lists with bytes changed, sums mended or not: refused, or read without
 * leaving the image.
 *
 * The input is a list of changes: where (two bytes) and to what (one byte); its first byte says
 * whether the header's sum is made right again and whether the body's sum is checked.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lex/compile.h"
#include "lex/image.h"
#include "lex/lexicon.h"
#include "lex/open.h"
#include "lex/show.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const char people[] = "id\tname\tform\tflags\n"
                             "t:1\tAda Zwembak\t\t\n"
                             "t:1\tAda Zwembak\tZwembak\tsur\n"
                             "t:2\tBert Ijskraan\t\t\n";

static void *make(size_t *n)
{
    tg_source source = {.path = "people.tsv",
                        .name = TG_LIT("people.tsv"),
                        .kind = TG_KIND_PERSON,
                        .bytes = TG_LIT(people)};
    void *image = NULL;
    if (tg_compile(&image, n, &source, 1, NULL) != TAGGER_OK) abort();
    return image;
}

static bool drop(void *context, tagger_str line)
{
    (void)context;
    (void)line;
    return true;
}

static void use(const tg_lexicon *lex)
{
    tg_arena arena = TG_ARENA_INIT;
    tg_tokens tokens;
    tg_hits hits;
    tg_str text = TG_LIT("Ada Zwembak met Bert Ijskraan, Zwembak said");
    if (tg_tokenize(&tokens, &arena, text, NULL) != TAGGER_OK) abort();
    if (tg_lexicon_find(&hits, &arena, lex, &tokens, text, NULL) == TAGGER_OK) {
        (void)tg_lexicon_show(lex, TG_LIT("Ada Zwembak"), drop, NULL, NULL);
        (void)tg_lexicon_show(lex, TG_LIT(""), drop, NULL, NULL);
    }
    tg_arena_dispose(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n == 0) return 0;
    size_t n_image = 0;
    char *image = make(&n_image);
    for (size_t i = 1; i + 3 <= n; i += 3) {
        size_t at = ((size_t)data[i] << 8 | data[i + 1]) % n_image;
        image[at] = (char)data[i + 2];
    }
    if ((data[0] & 1) != 0) {
        tg_image_header head;
        memcpy(&head, image, sizeof head);
        head.head_sum = 0;
        head.head_sum = tg_image_sum(&head, sizeof head);
        memcpy(image, &head, sizeof head);
    }
    tg_lexicon *lex = NULL;
    if (tg_lexicon_open_image(&lex, (tg_str){image, n_image}, "fuzz", (data[0] & 2) != 0, NULL) ==
        TAGGER_OK) {
        use(lex);
    }
    tg_lexicon_close(lex);
    tg_mem_free(image);
    return 0;
}
