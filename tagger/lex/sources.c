/* SPDX-License-Identifier: MIT */
#include "lex/sources.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/status.h"
#include "lex/rows.h"

static bool is_word(tg_str s, const char *word)
{
    return strlen(word) == s.n && memcmp(word, s.p, s.n) == 0;
}

static tg_str as_str(const char *s)
{
    return (tg_str){s, strlen(s)};
}

/* ---- kinds --------------------------------------------------------------- */

/** Names of files and folders that say what is in them. */
static const struct {
    const char *word;
    uint32_t kind;
} path_kinds[] = {
    {"people", TG_KIND_PERSON},
    {"persons", TG_KIND_PERSON},
    {"person", TG_KIND_PERSON},
    {"organizations", TG_KIND_ORGANIZATION},
    {"organisations", TG_KIND_ORGANIZATION},
    {"organization", TG_KIND_ORGANIZATION},
    {"companies", TG_KIND_ORGANIZATION},
    {"parties", TG_KIND_PARTY},
    {"party", TG_KIND_PARTY},
    {"countries", TG_KIND_COUNTRY},
    {"country", TG_KIND_COUNTRY},
    {"places", TG_KIND_LOCATION},
    {"locations", TG_KIND_LOCATION},
    {"location", TG_KIND_LOCATION},
    {"cities", TG_KIND_LOCATION},
    {"first", TG_KIND_FIRST_NAME},
    {"first-names", TG_KIND_FIRST_NAME},
    {"last", TG_KIND_LAST_NAME},
    {"last-names", TG_KIND_LAST_NAME},
    {"surnames", TG_KIND_LAST_NAME},
    {"roles", TG_KIND_ROLE},
    {"honorifics", TG_KIND_HONORIFIC},
    {"org-words", TG_KIND_ORG_WORD},
    {"stop-names", TG_KIND_STOP_NAME},
    {"words", TG_KIND_WORD},
    {"rules", TG_FILE_IS_BLOB},
    {"mediatopics", TG_FILE_IS_BLOB},
    {"entity-votes", TG_FILE_IS_BLOB},
    {"topics", TG_KIND_TOPIC},
    {"cues", TG_FILE_IS_BLOB},
    {"patterns", TG_FILE_IS_BLOB},
};

static uint32_t kind_of_word(tg_str word)
{
    for (size_t i = 0; i < sizeof path_kinds / sizeof path_kinds[0]; i++) {
        if (is_word(word, path_kinds[i].word)) return path_kinds[i].kind;
    }
    return TG_N_KINDS;
}

uint32_t tg_kind_of_path(tg_str name)
{
    if (name.n > 4) name.n -= 4; /* ".tsv" */
    if (is_word(name, "topics/weights")) return TG_FILE_IS_BLOB;
    for (size_t end = name.n;;) {
        size_t begin = end;
        while (begin > 0 && name.p[begin - 1] != '/') begin--;
        uint32_t kind = kind_of_word((tg_str){name.p + begin, end - begin});
        if (kind != TG_N_KINDS || begin == 0) return kind;
        end = begin - 1;
    }
}

static bool find_kind(tg_str word, uint32_t *kind)
{
    for (*kind = 0; *kind < TG_N_KINDS; (*kind)++) {
        if (is_word(word, tg_kind_name((tg_kind)*kind))) return true;
    }
    *kind = TG_FILE_IS_BLOB;
    return is_word(word, "blob");
}

/** The languages of a comma list; what is none is passed over. */
static uint32_t langs_of(tg_str list)
{
    uint32_t bits = 0;
    tg_str code;
    while (tg_next_piece(&list, ',', &code)) bits |= tg_lang_bit(code);
    return bits;
}

/** "en" of "mine/topics/en.tsv". */
static tg_str stem_of(tg_str name)
{
    if (name.n > 4) name.n -= 4; /* ".tsv" */
    size_t begin = name.n;
    while (begin > 0 && name.p[begin - 1] != '/') begin--;
    return (tg_str){name.p + begin, name.n - begin};
}

/* ---- files --------------------------------------------------------------- */

static tagger_status no_memory(const char *dir, tagger_error *err)
{
    return tg_fail(err, TAGGER_E_NOMEM, "%s: out of memory", dir);
}

/** "dir/name" with a NUL, in the arena, or `name` alone in no folder; NULL when memory ran out. */
static const char *join_path(tg_arena *arena, const char *dir, tg_str name)
{
    size_t n = strlen(dir);
    while (n > 1 && dir[n - 1] == '/') n--;
    char *path = TG_ARENA_NEW(arena, char, n + 1 + name.n + 1);
    if (path == NULL) return NULL;
    memcpy(path, dir, n);
    if (n > 0) path[n++] = '/';
    memcpy(path + n, name.p, name.n);
    path[n + name.n] = '\0';
    return path;
}

/** Read one file into out->files. */
static tagger_status read_file(tg_sources *out, const char *path, tg_str *bytes, tagger_error *err)
{
    tg_file file;
    TG_TRY(tg_file_read(&file, path, err));
    if (!tg_vec_push(&out->files, file)) {
        tg_file_dispose(&file);
        return no_memory(path, err);
    }
    *bytes = file.bytes;
    return TAGGER_OK;
}

/** Read the file that `source` names, below `dir`, and add it to the list. */
static tagger_status add_source(tg_sources *out, const char *dir, tg_source source,
                                tagger_error *err)
{
    source.path = join_path(&out->arena, dir, source.name);
    if (source.path == NULL) return no_memory(dir, err);
    /* The name is the tail of the path: both live in the arena. */
    source.name.p = source.path + strlen(source.path) - source.name.n;
    TG_TRY(read_file(out, source.path, &source.bytes, err));
    return tg_vec_push(&out->list, source) ? TAGGER_OK : no_memory(dir, err);
}

/* ---- with a registry ----------------------------------------------------- */

/** The kind of list that a line of the registry gives the file `name`. */
static tagger_status registered_kind(uint32_t *kind, tg_str name, tg_str word, const char *path,
                                     uint32_t line, tagger_error *err)
{
    if (!find_kind(word, kind)) {
        return tg_row_fail(err, path, line, "kind '%.*s' is not known",
                           word.n < 60 ? (int)word.n : 60, word.p);
    }
    if (memchr(name.p, '\0', name.n) != NULL) {
        return tg_row_fail(err, path, line, "a NUL byte in the name of a file");
    }
    return TAGGER_OK;
}

/** The languages of the third column, if there is one. */
static uint32_t next_langs(tg_str *line)
{
    tg_str list;
    return tg_next_piece(line, '\t', &list) ? langs_of(list) : 0;
}

static tagger_status read_registry(tg_sources *out, const char *dir, const char *path,
                                   tagger_error *err)
{
    tg_str left;
    tg_str line;
    uint32_t n = 0;
    TG_TRY(read_file(out, path, &left, err));
    while (tg_next_line(&left, &line)) {
        tg_str name;
        tg_str word;
        n++;
        if (line.n == 0) continue;
        if (!tg_next_piece(&line, '\t', &name) || !tg_next_piece(&line, '\t', &word)) {
            return tg_row_fail(err, path, n, "fewer than two columns: file and kind");
        }
        if (n == 1) {
            if (is_word(name, "file") && is_word(word, "kind")) continue;
            return tg_row_fail(err, path, n, "the header must begin with file and kind");
        }
        uint32_t kind = 0;
        TG_TRY(registered_kind(&kind, name, word, path, n, err));
        tg_source source = {.name = name, .kind = kind, .lang = next_langs(&line)};
        tagger_status status = add_source(out, dir, source, err);
        if (status == TAGGER_E_IO && err != NULL) err->line = n;
        if (status != TAGGER_OK) return status;
    }
    return TAGGER_OK;
}

/* ---- without one --------------------------------------------------------- */

enum { MAX_DEPTH = 8 };

typedef struct names {
    TG_VEC(tg_str) list;
} names;

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool keeps(tg_str name, bool *is_table)
{
    *is_table = name.n > 4 && memcmp(name.p + name.n - 4, ".tsv", 4) == 0;
    return name.p[0] != '.';
}

/** Collect the *.tsv below dir/prefix. */
// NOLINTNEXTLINE(misc-no-recursion): a folder in a folder, MAX_DEPTH deep at most
static tagger_status walk(names *out, tg_arena *arena, const char *dir, tg_str prefix, int depth,
                          tagger_error *err)
{
    const char *here = join_path(arena, dir, prefix);
    if (here == NULL) return no_memory(dir, err);
    DIR *d = opendir(here);
    if (d == NULL) {
        return tg_fail(err, TAGGER_E_IO, "%s: cannot open the folder: %s", here, strerror(errno));
    }
    tagger_status status = TAGGER_OK;
    for (struct dirent *e = readdir(d); e != NULL && status == TAGGER_OK; e = readdir(d)) {
        tg_str name = {e->d_name, strlen(e->d_name)};
        bool is_table = false;
        if (!keeps(name, &is_table)) continue;
        const char *below = join_path(arena, prefix.p, name);
        const char *path = below == NULL ? NULL : join_path(arena, dir, as_str(below));
        bool enough = path != NULL;
        if (enough && is_folder(path)) {
            if (depth < MAX_DEPTH) status = walk(out, arena, dir, as_str(below), depth + 1, err);
        } else if (enough && is_table) {
            enough = tg_vec_push(&out->list, as_str(below));
        }
        if (!enough) status = no_memory(dir, err);
    }
    (void)closedir(d);
    return status;
}

static int by_name(const void *a, const void *b)
{
    const tg_str *x = a;
    const tg_str *y = b;
    return strcmp(x->p, y->p);
}

static tagger_status read_folder(tg_sources *out, const char *dir, tagger_error *err)
{
    names found = {0};
    tagger_status status = walk(&found, &out->arena, dir, (tg_str){"", 0}, 0, err);
    if (status == TAGGER_OK && found.list.n == 0) {
        status = tg_fail(err, TAGGER_E_DATA, "%s: no *.tsv in the folder", dir);
    }
    /* The system lists a folder in no order; the image must not depend on that. */
    if (found.list.n > 1) qsort(found.list.at, found.list.n, sizeof found.list.at[0], by_name);
    for (size_t i = 0; i < found.list.n && status == TAGGER_OK; i++) {
        tg_str name = found.list.at[i];
        uint32_t kind = tg_kind_of_path(name);
        if (kind == TG_N_KINDS) {
            status = tg_fail(err, TAGGER_E_DATA,
                             "%s/%s: neither its name nor its folder says what it lists "
                             "(people, organizations, parties, countries, places, …)",
                             dir, name.p);
        } else {
            tg_source source = {.name = name, .kind = kind, .lang = langs_of(stem_of(name))};
            status = add_source(out, dir, source, err);
        }
    }
    tg_vec_dispose(&found.list);
    return status;
}

tagger_status tg_sources_read(tg_sources *out, const char *dir, tagger_error *err)
{
    const char *registry = join_path(&out->arena, dir, TG_LIT("REGISTRY.tsv"));
    if (registry == NULL) return no_memory(dir, err);
    struct stat st;
    return stat(registry, &st) == 0 ? read_registry(out, dir, registry, err)
                                    : read_folder(out, dir, err);
}

void tg_sources_dispose(tg_sources *sources)
{
    for (size_t i = 0; i < sources->files.n; i++) tg_file_dispose(&sources->files.at[i]);
    tg_vec_dispose(&sources->files);
    tg_vec_dispose(&sources->list);
    tg_arena_dispose(&sources->arena);
}
