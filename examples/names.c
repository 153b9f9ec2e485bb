/* SPDX-License-Identifier: MIT
 *
 * names.c — print every name of a text with its type and the entity it means.
 */
#include <stdio.h>
#include <string.h>

#include "tagger.h"

static int print_names(tagger_worker *worker, const char *text, tagger_error *err)
{
    tagger_article article = {.text = {text, strlen(text)}};
    tagger_result *result;
    if (tagger_tag(&result, worker, &article, err) != TAGGER_OK) return 1;

    const char *bytes = tagger_result_meta(result)->text.p;
    for (uint32_t i = 0; i < tagger_result_n_mentions(result); i++) {
        const tagger_mention *m = tagger_result_mention(result, i);
        const char *means = "?";
        int n_means = 1;
        if (m->entity != TAGGER_NONE) {
            const tagger_entity *e = tagger_result_entity(result, m->entity);
            means = e->name.p;
            n_means = (int)e->name.n;
        }
        printf("%.*s\t%s\t%.*s\n", (int)(m->at.end - m->at.begin), bytes + m->at.begin,
               tagger_type_name(m->type), n_means, means);
    }
    tagger_result_free(result);
    return 0;
}

int main(void)
{
    tagger_engine *engine = NULL; /* load once, share between threads */
    tagger_worker *worker = NULL; /* one a thread */
    tagger_error err = {0};
    int failed = 1;
    if (tagger_engine_new(&engine, NULL, &err) == TAGGER_OK &&
        tagger_worker_new(&worker, engine, &err) == TAGGER_OK) {
        failed =
            print_names(worker, "Angela Merkel flew to France. Merkel met the French press.", &err);
    }
    if (failed) (void)fprintf(stderr, "%s\n", err.text);
    tagger_worker_free(worker);
    tagger_engine_free(engine);
    return failed;
}
