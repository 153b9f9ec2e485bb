/* SPDX-License-Identifier: MIT
 *
 * mklists.c — compile a gazetteer folder into an image while the library itself is being built.
 */
#include <stdio.h>
#include <stdlib.h>

#include "lex/compile.h"

int main(int argc, char **argv)
{
    if (argc != 3) {
        (void)fputs("usage: tagger_mklists FOLDER IMAGE\n", stderr);
        return 2;
    }
    tagger_error err = {0};
    if (tg_compile_folder(argv[1], argv[2], &err) == TAGGER_OK) return EXIT_SUCCESS;
    (void)fprintf(stderr, "%s\n", err.text);
    return EXIT_FAILURE;
}
