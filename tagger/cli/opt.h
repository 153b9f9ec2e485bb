/* SPDX-License-Identifier: MIT
 *
 * opt.h — options as tables that both parse and print help.
 *
 * A row says where its value goes: an offset into a struct of the caller. So
 * tables are constant, several verbs share them, and an option that can be
 * given cannot be missing from the help.
 */
#pragma once

#include <stdio.h>

#include "base/base.h"

typedef enum tg_opt_kind {
    TG_OPT_FLAG,   /* bool: no value */
    TG_OPT_TEXT,   /* const char * */
    TG_OPT_COUNT,  /* uint32_t */
    TG_OPT_BYTES,  /* uint64_t; k, M and G multiply by 1024 */
    TG_OPT_SHARE,  /* float, 0..1 */
    TG_OPT_NUMBER, /* double, 0 or more */
    TG_OPT_CHOICE, /* int: which of the words of `arg`, "text|jsonl" */
    TG_OPT_LIST    /* tg_opt_list: may be given again and again */
} tg_opt_kind;

typedef struct tg_opt_list {
    const char *at[32]; /* [n] */
    size_t n;
} tg_opt_list;

typedef struct tg_opt {
    char letter;      /* '\0': none */
    const char *name; /* without the dashes */
    tg_opt_kind kind;
    size_t at;       /* bytes into the struct of the set */
    const char *arg; /* what the help calls the value; the words of a choice */
    const char *help;
} tg_opt;

/** A table and the struct it fills. */
typedef struct tg_opt_set {
    const tg_opt *rows; /* [n_rows] */
    size_t n_rows;
    void *into;
} tg_opt_set;

#define TG_OPT_SET(table, object)                                                                  \
    ((tg_opt_set){.rows = (table), .n_rows = sizeof(table) / sizeof((table)[0]), .into = (object)})

/** A verb of the program: what the help says of it, and what it does. */
typedef struct tg_verb {
    const char *name;
    const char *usage;       /* what follows "tagger NAME" */
    const char *summary;     /* one line without a full stop */
    const char *examples[3]; /* command lines */
    /** argv[0] is the verb. @return the exit code. */
    int (*run)(const struct tg_verb *verb, int argc, char **argv);
} tg_verb;

/**
 * Parse the options of a verb; what is no option stays in argv, from argv[0]
 * on, *argc of them. "--" ends the options, "-" is none.
 *
 * @return true to go on; false when all is said (help was asked for or an
 *         option is wrong: told on stderr) and *exit_code is how to end.
 */
bool tg_opt_parse(const tg_verb *verb, const tg_opt_set *sets, size_t n_sets, int *argc,
                  char **argv, int *exit_code);

/** Print usage, examples and options. */
void tg_opt_help(FILE *to, const tg_verb *verb, const tg_opt_set *sets, size_t n_sets);

/** Print usage and examples on stderr, for one who typed the bare verb. @return EXIT_USAGE. */
int tg_opt_short_help(const tg_verb *verb);

/** Say what is wrong with the command line and where help is. @return EXIT_USAGE. */
int tg_opt_wrong(const tg_verb *verb, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/** How many single-letter edits lie between two words; at most 9 is told apart. */
unsigned tg_opt_distance(const char *a, const char *b);
