/* SPDX-License-Identifier: MIT
 *
 * bench_lexicon.c — how fast are lists compiled, opened and searched for?
 *
 *     bench_lexicon TEXT [COUNT [NAMES]]
 *
 * TEXT is split into documents of at least 4 KB at blank lines. Searched are
 * the built-in lists and COUNT made-up people (default 1,000,000): given and
 * family names of the built-in lists, paired at random, so that many begin as
 * the names in the text do. With NAMES they are also written to that file, one
 * a line, for programs to compare with. Compiled is also a table of as many
 * rows with ids and countries, two forms a person. Prints TSV; times are CPU
 * time.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "lex/builtin.h"
#include "lex/compile.h"

enum { ROUNDS = 9, DOCUMENT = 4096, SEED = 20210731 };

static double seconds(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const tagger_error *err)
{
    (void)fprintf(stderr, "bench_lexicon: %s\n", err->text);
    exit(EXIT_FAILURE);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/** One line: what, best and median of the rounds, in units of `unit`. */
static void print(const char *what, double *took, double amount, const char *unit)
{
    qsort(took, ROUNDS, sizeof *took, compare);
    (void)printf("%s\t%.2f\t%.2f\t%s\n", what, amount / took[0], amount / took[ROUNDS / 2], unit);
}

/** The same for what has no amount. */
static void print_time(const char *what, double *took)
{
    qsort(took, ROUNDS, sizeof *took, compare);
    (void)printf("%s\t%.3f\t%.3f\tms\n", what, 1e3 * took[0], 1e3 * took[ROUNDS / 2]);
}

/* ---- searching ----------------------------------------------------------- */

static size_t document_end(tg_str text, size_t begin)
{
    if (text.n - begin <= DOCUMENT) return text.n;
    for (size_t at = begin + DOCUMENT; at + 1 < text.n; at++) {
        if (text.p[at] == '\n' && text.p[at + 1] == '\n') return at + 2;
    }
    return text.n;
}

/** Tokenise all documents, and search them when there is a lexicon. @return what was found. */
static uint64_t search(const tg_lexicon *lex, tg_str text, tagger_error *err)
{
    uint64_t n = 0;
    for (size_t begin = 0; begin < text.n;) {
        size_t end = document_end(text, begin);
        tg_str doc = {text.p + begin, end - begin};
        tg_arena arena = TG_ARENA_INIT;
        arena.next_chunk = 1 << 17;
        tg_tokens tokens;
        tg_hits hits = {0};
        if (tg_tokenize(&tokens, &arena, doc, err) != TAGGER_OK) die(err);
        if (lex != NULL && tg_lexicon_find(&hits, &arena, lex, &tokens, doc, err) != TAGGER_OK) {
            die(err);
        }
        n += lex != NULL ? hits.n : tokens.n;
        tg_arena_dispose(&arena);
        begin = end;
    }
    return n;
}

static void bench_search(const char *what, const tg_lexicon *lex, tg_str text)
{
    tagger_error err = {0};
    double took[ROUNDS];
    uint64_t n = 0;
    for (int i = 0; i < ROUNDS; i++) {
        double start = seconds();
        n = search(lex, text, &err);
        took[i] = seconds() - start;
    }
    print(what, took, (double)text.n / 1e6, "MB/s");
    (void)printf("# %" PRIu64 " %s\n", n, lex != NULL ? "hits" : "tokens");
}

/* ---- made-up names ------------------------------------------------------- */

typedef struct names {
    tg_str at[1 << 17];
    uint32_t n;
} names;

/** The built-in names of a kind. */
static void collect(names *out, const tg_lexicon *lex, uint32_t kind)
{
    uint32_t n = 1;
    for (uint32_t f = 0; n > 0 && out->n < sizeof out->at / sizeof out->at[0]; f++) {
        const tg_entry *e = tg_lexicon_entries(lex, f, &n);
        for (uint32_t i = 0; i < n; i++) {
            if (e[i].kind != kind) continue;
            out->at[out->n++] = tg_lexicon_entry_text(lex, &e[i]);
            break;
        }
    }
}

/** Given and family names to choose from. */
typedef struct stock {
    names first;
    names last;
} stock;

/** A made-up name. */
typedef struct full_name {
    tg_str first;
    tg_str last;
} full_name;

static full_name make_name(const stock *from, uint64_t *rng)
{
    *rng ^= *rng << 13;
    *rng ^= *rng >> 7;
    *rng ^= *rng << 17;
    return (full_name){from->first.at[(*rng & 0xffffffff) % from->first.n],
                       from->last.at[(*rng >> 32) % from->last.n]};
}

static void add_name(tg_buf *out, tg_str first, tg_str last)
{
    tg_buf_str(out, first);
    tg_buf_char(out, ' ');
    tg_buf_str(out, last);
}

/** A name a row, and nothing else. */
static void make_names(tg_buf *out, const stock *from, size_t count)
{
    uint64_t rng = SEED;
    tg_buf_word(out, "name\n");
    for (size_t i = 0; i < count; i++) {
        full_name name = make_name(from, &rng);
        add_name(out, name.first, name.last);
        tg_buf_char(out, '\n');
    }
}

/** Two rows a person: the name, and the family name behind an initial. */
static void make_people(tg_buf *out, const stock *from, size_t count)
{
    static const char *const countries[] = {"BE", "NL", "FR", "DE"};
    uint64_t rng = SEED;
    full_name name = {0};
    tg_buf_word(out, "id\tname\tform\tflags\tcountry\tsubtype\tqid\n");
    for (size_t i = 0; i < count; i++) {
        bool alias = i % 2 == 1;
        if (!alias) name = make_name(from, &rng);
        tg_buf_char(out, 'Q');
        tg_buf_uint(out, 1000000 + i / 2);
        tg_buf_char(out, '\t');
        add_name(out, name.first, name.last);
        tg_buf_char(out, '\t');
        if (alias) add_name(out, TG_LIT("J."), name.last);
        tg_buf_word(out, alias ? "\tctx\t" : "\t\t");
        tg_buf_word(out, countries[rng % 4]);
        tg_buf_word(out, "\tlegislator\tQ");
        tg_buf_uint(out, 1000000 + i / 2);
        tg_buf_char(out, '\n');
    }
}

/** Compile, ROUNDS times; the last image is kept. */
static tg_str bench_compile(const char *what, const tg_buf *tsv, size_t count)
{
    tagger_error err = {0};
    tg_source source = {.name = TG_LIT("people.tsv"),
                        .path = "people.tsv",
                        .kind = TG_KIND_PERSON,
                        .bytes = tg_buf_view(tsv)};
    void *image = NULL;
    size_t n = 0;
    double took[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        tg_mem_free(image);
        double start = seconds();
        if (tg_compile(&image, &n, &source, 1, &err) != TAGGER_OK) die(&err);
        took[i] = seconds() - start;
    }
    print(what, took, (double)count / 1e6, "M rows/s");
    (void)printf("# image of %zu bytes\n", n);
    return (tg_str){image, n};
}

static tg_lexicon *bench_open(const char *what, tg_str image, bool built_in)
{
    tagger_error err = {0};
    tg_lexicon *lex = NULL;
    double took[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        tg_lexicon_close(lex);
        double start = seconds();
        tagger_status status = built_in ? tg_lexicon_open_builtin(&lex, &err)
                                        : tg_lexicon_open(&lex, image.p, image.n, "image", &err);
        took[i] = seconds() - start;
        if (status != TAGGER_OK) die(&err);
    }
    print_time(what, took);
    return lex;
}

/** The same, and the image is thrown away. */
static void bench_people(const stock *from, size_t count)
{
    tg_buf tsv = TG_BUF_INIT;
    make_people(&tsv, from, count);
    tg_file owned = {.bytes = bench_compile("compile made-up people", &tsv, count)};
    tg_file_dispose(&owned);
    tg_buf_dispose(&tsv);
}

static void bench_made_up(tg_str text, size_t count, const char *path)
{
    static stock from;
    tagger_error err = {0};
    tg_buf tsv = TG_BUF_INIT;
    tg_lexicon *lex = bench_open("open built-in lists", (tg_str){NULL, 0}, true);
    collect(&from.first, lex, TG_KIND_FIRST_NAME);
    collect(&from.last, lex, TG_KIND_LAST_NAME);
    make_names(&tsv, &from, count);
    bench_people(&from, count);
    tg_str lines = {tsv.p + 5, tsv.n - 5};
    if (path != NULL && tg_file_write(path, lines, &err) != TAGGER_OK) die(&err);

    tg_str image = bench_compile("compile made-up names", &tsv, count);
    tg_lexicon_close(lex);
    lex = bench_open("open and check made-up names", image, false);
    bench_search("tokenise + find made-up names", lex, text);
    tg_lexicon_close(lex);
    tg_file owned = {.bytes = image};
    tg_file_dispose(&owned);
    tg_buf_dispose(&tsv);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        (void)fputs("usage: bench_lexicon TEXT [COUNT [NAMES]]\n", stderr);
        return 2;
    }
    tagger_error err = {0};
    tg_file text;
    if (tg_file_read(&text, argv[1], &err) != TAGGER_OK) die(&err);
    (void)printf("what\tbest\tmedian\tunit\n");

    bench_search("tokenise", NULL, text.bytes);
    tg_lexicon *lex = bench_open("open and check built-in lists", tg_lexicon_builtin(), false);
    bench_search("tokenise + find built-in lists", lex, text.bytes);
    tg_lexicon_close(lex);
    bench_made_up(text.bytes, argc > 2 ? strtoull(argv[2], NULL, 10) : 1000000,
                  argc > 3 ? argv[3] : NULL);
    tg_file_dispose(&text);
    return EXIT_SUCCESS;
}
