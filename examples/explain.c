/* SPDX-License-Identifier: MIT
 *
 * explain.c — say why the first words of a text were tagged, or were not.
 */
#include <stdio.h>
#include <string.h>

#include "tagger.h"

static bool print_line(void *context, tagger_str line)
{
    (void)context;
    printf("%.*s\n", (int)line.n, line.p);
    return true;
}

int main(void)
{
    const char *text = "Justice Minister Angela Merkel spoke to reporters.";
    tagger_article article = {.text = {text, strlen(text)}};
    tagger_engine *engine = NULL;
    tagger_worker *worker = NULL;
    tagger_result *result = NULL;
    tagger_error err = {0};
    bool done = tagger_engine_new(&engine, NULL, &err) == TAGGER_OK &&
                tagger_worker_new(&worker, engine, &err) == TAGGER_OK &&
                tagger_tag(&result, worker, &article, &err) == TAGGER_OK &&
                tagger_explain(result, (tagger_span){17, 30}, print_line, NULL, &err) == TAGGER_OK;
    if (!done) (void)fprintf(stderr, "%s\n", err.text);
    tagger_result_free(result);
    tagger_worker_free(worker);
    tagger_engine_free(engine);
    return done ? 0 : 1;
}
