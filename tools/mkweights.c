/* SPDX-License-Identifier: MIT
 *
 * mkweights.c — compile a weight table while the library itself is being built.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "resolve/weights.h"

int main(int argc, char **argv)
{
    if (argc != 3) {
        (void)fputs("usage: tagger_mkweights TABLE.tsv OUTPUT\n", stderr);
        return 2;
    }
    tagger_error err = {0};
    tg_file file;
    tg_weights *w = NULL;
    int ret = EXIT_FAILURE;
    if (tg_file_map(&file, argv[1], &err) == TAGGER_OK) {
        if (tg_weights_parse(&w, file.bytes, argv[1], &err) == TAGGER_OK &&
            tg_file_write(argv[2], tg_weights_compiled(w), &err) == TAGGER_OK) {
            ret = EXIT_SUCCESS;
        }
        tg_file_dispose(&file);
    }
    if (ret != EXIT_SUCCESS) (void)fprintf(stderr, "%s\n", err.text);
    tg_weights_free(w);
    return ret;
}
