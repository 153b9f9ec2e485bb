/* SPDX-License-Identifier: MIT
 *
 * opt.c — options as tables that both parse and print help.
 */
#include "cli/opt.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>

#include "cli/cmd.h"

enum { FAR = 9, HELP_COLUMN = 30 };

/* ---- messages --------------------------------------------------------------- */

int tg_opt_wrong(const tg_verb *verb, const char *fmt, ...)
{
    (void)fprintf(stderr, "tagger %s: ", verb->name);
    va_list args;
    va_start(args, fmt);
    (void)vfprintf(stderr, fmt, args);
    va_end(args);
    (void)fprintf(stderr, "; see tagger %s -h\n", verb->name);
    return EXIT_USAGE;
}

static int min_of(int a, int b)
{
    return a < b ? a : b;
}

unsigned tg_opt_distance(const char *a, const char *b)
{
    enum { MAX = 31 };
    int row[MAX + 1];
    size_t n_a = strlen(a);
    size_t n_b = strlen(b);
    if (n_a > MAX || n_b > MAX) return FAR;

    for (size_t j = 0; j <= n_b; j++) row[j] = (int)j;
    for (size_t i = 1; i <= n_a; i++) {
        int corner = row[0]; /* the cell up and to the left */
        row[0] = (int)i;
        for (size_t j = 1; j <= n_b; j++) {
            int swap = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            row[j] = min_of(swap, 1 + min_of(row[j], row[j - 1]));
        }
    }
    return (unsigned)min_of(row[n_b], FAR);
}

static int unknown(const tg_verb *verb, const tg_opt_set *sets, size_t n_sets, const char *given)
{
    const char *best = NULL;
    unsigned least = 3;
    for (size_t i = 0; i < n_sets; i++) {
        for (size_t k = 0; k < sets[i].n_rows; k++) {
            unsigned distance = tg_opt_distance(given, sets[i].rows[k].name);
            if (distance >= least) continue;
            least = distance;
            best = sets[i].rows[k].name;
        }
    }
    const char *dashes = given[1] == '\0' ? "-" : "--";
    if (best == NULL || given[1] == '\0') {
        return tg_opt_wrong(verb, "no option '%s%s'", dashes, given);
    }
    return tg_opt_wrong(verb, "no option '--%s'; did you mean --%s?", given, best);
}

/* ---- values ------------------------------------------------------------------ */

/** Which of the words "a|b|c" is `word`; -1: none. */
static int choice_of(const char *words, const char *word)
{
    size_t n_word = strlen(word);
    int which = 0;
    for (const char *p = words;; which++) {
        size_t n = strcspn(p, "|");
        if (n == n_word && memcmp(p, word, n) == 0) return which;
        if (p[n] == '\0') return -1;
        p += n + 1;
    }
}

static bool parse_count(const char *text, uint64_t max, uint64_t *value, const char **rest)
{
    if (*text < '0' || *text > '9') return false;
    char *end;
    errno = 0;
    unsigned long long n = strtoull(text, &end, 10);
    *rest = end;
    *value = n;
    return errno == 0 && n <= max;
}

static bool parse_bytes(const char *text, uint64_t *value)
{
    const char *unit;
    if (!parse_count(text, UINT64_MAX >> 30, value, &unit)) return false;
    int shift = 0;
    if (*unit == 'k' || *unit == 'K') shift = 10;
    if (*unit == 'M') shift = 20;
    if (*unit == 'G') shift = 30;
    *value <<= shift;
    return unit[shift != 0] == '\0';
}

static bool parse_share(const char *text, float *value)
{
    char *end;
    *value = strtof(text, &end);
    return end != text && *end == '\0' && *value >= 0 && *value <= 1;
}

static bool parse_number(const char *text, double *value)
{
    char *end;
    *value = strtod(text, &end);
    return end != text && *end == '\0' && *value >= 0 && *value < 1e300;
}

/** Store one value. @return false when it cannot be one. */
static bool store(const tg_opt *row, char *into, const char *text)
{
    void *to = into + row->at;
    uint64_t count;
    const char *rest;
    int choice;
    switch (row->kind) {
    case TG_OPT_FLAG:
        *(bool *)to = true;
        return true;
    case TG_OPT_TEXT:
        *(const char **)to = text;
        return true;
    case TG_OPT_COUNT:
        if (!parse_count(text, UINT32_MAX, &count, &rest) || *rest != '\0') return false;
        *(uint32_t *)to = (uint32_t)count;
        return true;
    case TG_OPT_BYTES:
        return parse_bytes(text, to);
    case TG_OPT_SHARE:
        return parse_share(text, to);
    case TG_OPT_NUMBER:
        return parse_number(text, to);
    case TG_OPT_CHOICE:
        choice = choice_of(row->arg, text);
        if (choice >= 0) *(int *)to = choice;
        return choice >= 0;
    case TG_OPT_LIST:
        break;
    }
    tg_opt_list *list = to;
    if (list->n == sizeof list->at / sizeof list->at[0]) return false;
    list->at[list->n++] = text;
    return true;
}

/* ---- the command line -------------------------------------------------------- */

/** The arguments still to be looked at, and those that are no options. */
struct line {
    char **argv;
    int argc;
    int at;
    int n_kept;
};

/** The row for a letter, or for a name of n bytes. */
static const tg_opt *find(const tg_opt_set *sets, size_t n_sets, char letter, tg_str name,
                          void **into)
{
    for (size_t i = 0; i < n_sets; i++) {
        for (size_t k = 0; k < sets[i].n_rows; k++) {
            const tg_opt *row = &sets[i].rows[k];
            tg_str own = {.p = row->name, .n = strlen(row->name)};
            if (letter != '\0' ? row->letter == letter : tg_str_eq(own, name)) {
                *into = sets[i].into;
                return row;
            }
        }
    }
    return NULL;
}

/** Take one option whose value, if it stands in the same word, is `value`.
 *  @return EXIT_DONE or EXIT_USAGE. */
static int take(const tg_verb *verb, const tg_opt *row, void *into, const char *value,
                struct line *line)
{
    if (row->kind == TG_OPT_FLAG && value != NULL) {
        return tg_opt_wrong(verb, "--%s takes no value", row->name);
    }
    if (row->kind != TG_OPT_FLAG && value == NULL) {
        if (line->at == line->argc) {
            return tg_opt_wrong(verb, "--%s wants a value: %s", row->name, row->arg);
        }
        value = line->argv[line->at++];
    }
    if (store(row, into, value)) return EXIT_DONE;
    return tg_opt_wrong(verb, "--%s cannot be '%s': it wants %s", row->name, value, row->arg);
}

static int take_long(const tg_verb *verb, const tg_opt_set *sets, size_t n_sets, char *word,
                     struct line *line)
{
    char *sign = strchr(word, '=');
    if (sign != NULL) *sign = '\0';
    void *into;
    const tg_opt *row = find(sets, n_sets, '\0', (tg_str){.p = word, .n = strlen(word)}, &into);
    if (row == NULL) return unknown(verb, sets, n_sets, word);
    return take(verb, row, into, sign != NULL ? sign + 1 : NULL, line);
}

/** "-cj4": flags one after the other; the first that takes a value takes the rest. */
static int take_letters(const tg_verb *verb, const tg_opt_set *sets, size_t n_sets,
                        const char *letters, struct line *line)
{
    for (const char *p = letters; *p != '\0'; p++) {
        void *into;
        const tg_opt *row = find(sets, n_sets, *p, (tg_str){.p = NULL}, &into);
        if (row == NULL) return unknown(verb, sets, n_sets, (const char[]){*p, '\0'});
        bool flag = row->kind == TG_OPT_FLAG;
        const char *value = flag || p[1] == '\0' ? NULL : p + 1;
        int code = take(verb, row, into, value, line);
        if (!flag || code != EXIT_DONE) return code;
    }
    return EXIT_DONE;
}

bool tg_opt_parse(const tg_verb *verb, const tg_opt_set *sets, size_t n_sets, int *argc,
                  char **argv, int *exit_code)
{
    struct line line = {.argv = argv, .argc = *argc, .at = 1};
    *exit_code = EXIT_DONE;
    bool options = true;
    while (line.at < line.argc && *exit_code == EXIT_DONE) {
        char *word = line.argv[line.at++];
        if (!options || word[0] != '-' || word[1] == '\0') {
            line.argv[line.n_kept++] = word;
        } else if (strcmp(word, "--") == 0) {
            options = false;
        } else if (strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0) {
            tg_opt_help(stdout, verb, sets, n_sets);
            return false;
        } else if (word[1] == '-') {
            *exit_code = take_long(verb, sets, n_sets, word + 2, &line);
        } else {
            *exit_code = take_letters(verb, sets, n_sets, word + 1, &line);
        }
    }
    *argc = line.n_kept;
    return *exit_code == EXIT_DONE;
}

/* ---- help --------------------------------------------------------------------- */

static void print_row(FILE *to, const tg_opt *row)
{
    char letter[] = {'-', row->letter, ',', '\0'};
    bool flag = row->kind == TG_OPT_FLAG;
    int n = fprintf(to, "  %-3s --%s%s%s", row->letter != '\0' ? letter : "", row->name,
                    flag ? "" : " ", flag ? "" : row->arg);
    if (n < 0) return;
    if (n > HELP_COLUMN - 2) {
        (void)fputc('\n', to);
        n = 0;
    }
    (void)fprintf(to, "%*s%s\n", HELP_COLUMN - n, "", row->help);
}

static void print_about(FILE *to, const tg_verb *verb)
{
    (void)fprintf(to, "usage: tagger %s %s\n\n%s.\n\nexamples:\n", verb->name, verb->usage,
                  verb->summary);
    for (size_t i = 0; i < sizeof verb->examples / sizeof verb->examples[0]; i++) {
        if (verb->examples[i] != NULL) (void)fprintf(to, "  %s\n", verb->examples[i]);
    }
}

int tg_opt_short_help(const tg_verb *verb)
{
    print_about(stderr, verb);
    (void)fprintf(stderr, "\nall options: tagger %s -h\n", verb->name);
    return EXIT_USAGE;
}

void tg_opt_help(FILE *to, const tg_verb *verb, const tg_opt_set *sets, size_t n_sets)
{
    print_about(to, verb);
    (void)fputs("\noptions:\n", to);
    for (size_t i = 0; i < n_sets; i++) {
        for (size_t k = 0; k < sets[i].n_rows; k++) print_row(to, &sets[i].rows[k]);
    }
    print_row(to, &(tg_opt){.letter = 'h', .name = "help", .help = "print this"});
}
