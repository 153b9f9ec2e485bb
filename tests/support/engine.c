/* SPDX-License-Identifier: MIT */
#include "support/engine.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/test.h"

const char test_weights[] = "feature\ttype\tweight\n"
                            "# lists alone\n"
                            "\n"
                            "span.list=person\tperson\t8\n"
                            "span.list=organization\torganization\t8\n"
                            "span.list=organization.one\torganization\t8\n"
                            "span.list=party\tparty\t8\n"
                            "span.list=country\tcountry\t8\n"
                            "span.list=country.one\tcountry\t8\n"
                            "span.list=demonym.one\tdemonym\t8\n"
                            "prev.mark=role-tail\tperson\t0.1\n"
                            "span.rule=organization\torganization\t0.1\n"
                            "span.share=traded\torganization\t0.1\n"
                            "span.share=code\torganization\t0.1\n"
                            "span.share=market\torganization\t0.1\n";

const char test_people[] = "id\tname\tform\tcountry\n"
                           "t:ada\tAda Zwembak\t\tBE\n"
                           "t:bert\tBert Ijskraan\t\tBE\n";

void test_folder_make(char *path, size_t room)
{
    const char *tmp = getenv("TMPDIR");
    (void)snprintf(path, room, "%.40s/tagger-XXXXXX", tmp != NULL ? tmp : "/tmp");
    assert_non_null(mkdtemp(path));
}

void test_folder_write(const char *folder, const char *name, const char *text)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    (void)mkdir(path, 0700);
    *slash = '/';
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
}

static void remove_files(const char *folder)
{
    DIR *d = opendir(folder);
    assert_non_null(d);
    for (struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        if (e->d_name[0] != '.') (void)unlinkat(dirfd(d), e->d_name, 0);
    }
    (void)closedir(d);
}

/** Files and folders of files: nothing here is deeper. */
void test_folder_remove(const char *folder)
{
    remove_files(folder);
    DIR *d = opendir(folder);
    assert_non_null(d);
    for (struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        char path[512];
        if (e->d_name[0] == '.') continue;
        (void)snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        remove_files(path);
        (void)rmdir(path);
    }
    (void)closedir(d);
    assert_int_equal(rmdir(folder), 0);
}

tagger_status test_engine_make(test_engine *out, const tagger_options *options, tagger_error *err)
{
    *out = (test_engine){0};
    test_folder_make(out->folder, sizeof out->folder);
    test_folder_write(out->folder, "people/people.tsv", test_people);
    test_folder_write(out->folder, "weights.tsv", test_weights);
    char lists[128];
    char weights[128];
    (void)snprintf(lists, sizeof lists, "%s/people", out->folder);
    (void)snprintf(weights, sizeof weights, "%s/weights.tsv", out->folder);
    tagger_options o = options != NULL ? *options : TAGGER_OPTIONS_INIT;
    const char *folders[] = {lists};
    o.lists = folders;
    o.n_lists = 1;
    o.weights = weights;
    tagger_status status = tagger_engine_new(&out->engine, &o, err);
    return status != TAGGER_OK ? status : tagger_worker_new(&out->worker, out->engine, err);
}

void test_engine_dispose(test_engine *e)
{
    tagger_worker_free(e->worker);
    tagger_engine_free(e->engine);
    test_folder_remove(e->folder);
}

test_engine test_toy;

int test_toy_set_up(void **state)
{
    (void)state;
    return test_engine_make(&test_toy, NULL, NULL);
}

int test_toy_tear_down(void **state)
{
    (void)state;
    test_engine_dispose(&test_toy);
    return 0;
}

tagger_result *test_engine_tag(const test_engine *e, const char *text)
{
    tagger_article article = {.text = {text, strlen(text)}};
    tagger_result *r = NULL;
    return tagger_tag(&r, e->worker, &article, NULL) == TAGGER_OK ? r : NULL;
}

void test_engine_mentions(char *out, size_t room, const tagger_result *r)
{
    const char *text = tagger_result_meta(r)->text.p;
    size_t n = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < tagger_result_n_mentions(r) && n < room; i++) {
        const tagger_mention *m = tagger_result_mention(r, i);
        n += (size_t)snprintf(out + n, room - n, "%s%.*s/%s", i > 0 ? "|" : "",
                              (int)(m->at.end - m->at.begin), text + m->at.begin,
                              tagger_type_name(m->type));
    }
}
