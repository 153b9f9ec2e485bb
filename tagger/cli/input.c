/* SPDX-License-Identifier: MIT
 *
 * input.c — every article of the files, folders and streams that were named.
 */
#include "cli/input.h"

#include <stddef.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/status.h"
#include "cli/paths.h"

const tg_opt tg_input_rows[TG_N_INPUT_ROWS] = {
    {'i', "input", TG_OPT_CHOICE, offsetof(tg_input_options, format), "auto|text|jsonl",
     "what the input is (by its name or first byte)"},
    {'\0', "map", TG_OPT_LIST, offsetof(tg_input_options, map), "FIELD=NAME",
     "where a JSON record holds its body, title, id, date, url, lang, source"},
    {'0', "null", TG_OPT_FLAG, offsetof(tg_input_options, null), NULL,
     "read names of files from standard input, each ended by a NUL"},
    {'\0', "max-doc", TG_OPT_BYTES, offsetof(tg_input_options, max_doc), "BYTES",
     "refuse longer articles (64M)"},
};

struct tg_inputs {
    tg_paths paths;
    size_t next; /* of paths */
    tg_read_options options;
    tg_reader *reader; /* NULL between files */
    tg_report *report;
};

/** A folder stands for its files; one that has none, or cannot be listed, is told at once. */
static tagger_status add_operand(tg_inputs *inputs, const char *operand, tagger_error *err)
{
    if (!tg_paths_is_folder(operand)) return tg_paths_add(&inputs->paths, operand, err);
    tagger_status status = tg_paths_add_folder(&inputs->paths, operand, err);
    if (status == TAGGER_OK || status == TAGGER_E_NOMEM) return status;
    tg_report_problem(operand, err);
    inputs->report->n_bad_inputs++;
    return TAGGER_OK;
}

/** What folders hold and is not read. */
static void say_passed_over(const tg_paths *paths)
{
    if (paths->n_passed_over > 0) {
        tg_report_say("%zu %s in folders passed over: neither text nor JSON by their names",
                      paths->n_passed_over, paths->n_passed_over == 1 ? "file" : "files");
    }
    if (paths->n_links > 0) {
        tg_report_say("%zu %s not followed; name it to read what is there", paths->n_links,
                      paths->n_links == 1 ? "link to a folder" : "links to folders");
    }
}

static tagger_status add_operands(tg_inputs *inputs, char **operands, int n,
                                  const tg_input_options *options, tagger_error *err)
{
    for (size_t i = 0; i < options->map.n; i++) {
        const char *rule = options->map.at[i];
        tg_str s = {.p = rule, .n = strlen(rule)};
        TG_TRY(tg_map_set(&inputs->options.map, s, err));
    }
    if (options->null) return tg_paths_add_list(&inputs->paths, STDIN_FILENO, err);
    if (n == 0) return tg_paths_add(&inputs->paths, "-", err);
    for (int i = 0; i < n; i++) TG_TRY(add_operand(inputs, operands[i], err));
    say_passed_over(&inputs->paths);
    return TAGGER_OK;
}

tagger_status tg_inputs_new(tg_inputs **out, char **operands, int n,
                            const tg_input_options *options, tg_report *report, tagger_error *err)
{
    *out = NULL;
    tg_inputs *inputs = tg_mem_alloc(sizeof *inputs);
    if (inputs == NULL) return tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    *inputs =
        (tg_inputs){.paths = TG_PATHS_INIT,
                    .options = {.format = (tg_format)options->format, .max_doc = options->max_doc},
                    .report = report};
    tagger_status status = add_operands(inputs, operands, n, options, err);
    if (status != TAGGER_OK) {
        tg_inputs_free(inputs);
        return status;
    }
    *out = inputs;
    return TAGGER_OK;
}

void tg_inputs_free(tg_inputs *inputs)
{
    if (inputs == NULL) return;
    tg_reader_close(inputs->reader);
    tg_paths_dispose(&inputs->paths);
    tg_mem_free(inputs);
}

/** Open the next path. What cannot be opened becomes raw->problem. */
static tagger_status open_next(tg_inputs *inputs, tg_raw *raw, tagger_error *err)
{
    const char *path = inputs->paths.at[inputs->next++];
    *raw = (tg_raw){.path = path};
    tagger_status status = tg_reader_open(&inputs->reader, path, &inputs->options, &raw->problem);
    if (status == TAGGER_E_NOMEM) return tg_fail(err, status, "out of memory");
    if (status == TAGGER_OK) {
        inputs->report->n_inputs++;
    } else {
        inputs->report->n_bad_inputs++;
    }
    return TAGGER_OK;
}

/** Read on in the open file, and close it at its end. *got tells whether there was something. */
static tagger_status read_next(tg_inputs *inputs, tg_arena *arena, tg_raw *raw, bool *got,
                               tagger_error *err)
{
    tagger_error why;
    tagger_status status = tg_reader_next(inputs->reader, arena, raw, got, &why);
    if (status == TAGGER_E_NOMEM) return tg_fail(err, status, "out of memory");
    if (status != TAGGER_OK) {
        inputs->report->n_bad_inputs++;
        raw->problem = why;
        *got = true;
    }
    if (status != TAGGER_OK || !*got) {
        tg_reader_close(inputs->reader);
        inputs->reader = NULL;
    }
    return TAGGER_OK;
}

tagger_status tg_inputs_next(tg_inputs *inputs, tg_arena *arena, tg_raw *raw, bool *more,
                             tagger_error *err)
{
    for (;;) {
        *more = false;
        if (tg_report_interrupted()) {
            inputs->report->interrupted = true;
            return TAGGER_OK;
        }
        if (inputs->reader != NULL) {
            TG_TRY(read_next(inputs, arena, raw, more, err));
        } else if (inputs->next < inputs->paths.n) {
            TG_TRY(open_next(inputs, raw, err));
            *more = raw->problem.status != TAGGER_OK;
        } else {
            return TAGGER_OK;
        }
        if (!*more) continue;
        return raw->problem.status != TAGGER_OK ? TAGGER_OK : tg_raw_identify(raw, arena, err);
    }
}

bool tg_inputs_would_wait(const tg_inputs *inputs)
{
    return inputs->reader != NULL && tg_reader_would_wait(inputs->reader);
}

bool tg_inputs_is_terminal(int n_operands, const tg_input_options *options)
{
    return n_operands == 0 && !options->null && isatty(STDIN_FILENO);
}
