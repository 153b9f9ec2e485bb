/* SPDX-License-Identifier: MIT
 *
 * input.h — every article of the files, folders and streams that were named.
 */
#pragma once

#include "cli/opt.h"
#include "cli/report.h"
#include "read/reader.h"

/** What the command line says of the input. */
typedef struct tg_input_options {
    int format;       /* enum tg_format */
    tg_opt_list map;  /* "FIELD=NAME" */
    bool null;        /* names of files come on standard input, each ended by a NUL */
    uint64_t max_doc; /* bytes */
} tg_input_options;

#define TG_INPUT_OPTIONS_INIT ((tg_input_options){.max_doc = (uint64_t)64 << 20})

enum { TG_N_INPUT_ROWS = 4 };
extern const tg_opt tg_input_rows[TG_N_INPUT_ROWS];

/** The articles of many inputs, one after the other. */
typedef struct tg_inputs tg_inputs;

/**
 * Look at the operands: files stay as they are, folders become their files
 * (those named .txt, .text, .json, .jsonl, .ndjson or without an ending, in
 * byte order of their paths), no operand at all is standard input.
 *
 * @param operands [n] must outlive the inputs.
 * @param report   counts the inputs; a file that cannot be read is no failure here.
 * @return E_USAGE for a wrong --map; E_NOMEM; E_IO when the list of --null is lost.
 */
TAGGER_MUST_CHECK tagger_status tg_inputs_new(tg_inputs **out, char **operands, int n,
                                              const tg_input_options *options, tg_report *report,
                                              tagger_error *err);
void tg_inputs_free(tg_inputs *inputs);

/**
 * The next article, with an id, or the next thing that could not be read (its
 * raw->problem says why); *more is false at the end or after a signal.
 * @return E_NOMEM.
 */
TAGGER_MUST_CHECK tagger_status tg_inputs_next(tg_inputs *inputs, tg_arena *arena, tg_raw *raw,
                                               bool *more, tagger_error *err);

/** Whether the next call may have to wait for a slow writer. */
bool tg_inputs_would_wait(const tg_inputs *inputs);

/** True when there is nothing to read but a person at a terminal. */
bool tg_inputs_is_terminal(int n_operands, const tg_input_options *options);
