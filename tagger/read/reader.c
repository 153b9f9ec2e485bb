/* SPDX-License-Identifier: MIT
 *
 * reader.c — find out the format of a file, then read it article by article.
 */
#include "read/reader.h"

#include <strings.h>

#include "base/mem.h"
#include "base/sha256.h"
#include "base/status.h"
#include "read/formats.h"

struct tg_reader {
    tg_stream stream;
    tg_read_fn *read;
    const char *path;
    const tg_read_options *options;
};

/* What we do not turn into text ourselves, by its first bytes; '?' stands for any. */
static const struct packed {
    const char *magic;
    size_t n_magic;
    const char *what;
    const char *tool;
} packed[] = {{"\x1F\x8B", 2, "compressed", "zcat"},
              {"\x28\xB5\x2F\xFD", 4, "compressed", "zstdcat"},
              {"\xFD"
               "7zXZ",
               5, "compressed", "xzcat"},
              {"BZh?1AY&SY", 10, "compressed", "bzcat"},
              {"PK\x03\x04", 4, "compressed", "unzip -p"},
              {"\xFF\xFE", 2, "in UTF-16", "iconv -f UTF-16 -t UTF-8"},
              {"\xFE\xFF", 2, "in UTF-16", "iconv -f UTF-16 -t UTF-8"}};

static bool begins_with(tg_str head, const char *magic, size_t n_magic)
{
    if (head.n < n_magic) return false;
    for (size_t i = 0; i < n_magic; i++) {
        if (magic[i] != '?' && magic[i] != head.p[i]) return false;
    }
    return true;
}

static tagger_status refuse_packed(tg_str head, const char *path, tagger_error *err)
{
    for (size_t i = 0; i < sizeof packed / sizeof packed[0]; i++) {
        const struct packed *p = &packed[i];
        if (!begins_with(head, p->magic, p->n_magic)) continue;
        return tg_fail(err, TAGGER_E_DATA, "it is %s; unpack it on the way: %s %s | tagger … -",
                       p->what, p->tool, path);
    }
    return TAGGER_OK;
}

static bool has_ending(const char *path, const char *ending)
{
    size_t n_path = strlen(path);
    size_t n = strlen(ending);
    return n_path > n && strcasecmp(path + n_path - n, ending) == 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/** The first two bytes that are no blanks, '\0' when there is none, and whether they stand on
 *  lines of their own. */
typedef struct opening {
    char first;
    char second;
    bool over_lines;
} opening;

static opening look_at(tg_str head)
{
    opening o = {.first = '\0'};
    for (size_t i = 0; i < head.n && o.second == '\0'; i++) {
        char c = head.p[i];
        if (is_blank(c)) {
            o.over_lines |= o.first != '\0' && c == '\n';
        } else if (o.first == '\0') {
            o.first = c;
        } else {
            o.second = c;
        }
    }
    return o;
}

/** JSON that has no object a line: an array, or one object that is laid out over lines. */
static tagger_status refuse_layout(opening o, const char *path, tagger_error *err)
{
    if (o.first == '[' && o.second == '{') {
        return tg_fail(err, TAGGER_E_DATA,
                       "it is a JSON array; make it one object a line: jq -c '.[]' %s", path);
    }
    if (o.first == '{' && o.second == '"' && o.over_lines) {
        return tg_fail(err, TAGGER_E_DATA,
                       "it is JSON over several lines; make it one object a line: jq -c . %s",
                       path);
    }
    return TAGGER_OK;
}

static tagger_status find_format(tg_reader *reader, tg_format *format, tagger_error *err)
{
    tg_str head;
    TG_TRY(tg_stream_peek(&reader->stream, &head, err));
    TG_TRY(refuse_packed(head, reader->path, err));

    *format = reader->options->format;
    if (*format == TG_FORMAT_TEXT || has_ending(reader->path, ".txt")) {
        if (*format == TG_FORMAT_AUTO) *format = TG_FORMAT_TEXT;
        if (*format == TG_FORMAT_TEXT) return TAGGER_OK;
    }
    opening o = look_at(head);
    TG_TRY(refuse_layout(o, reader->path, err));
    bool json = o.first == '{' && (o.second == '"' || o.second == '}' || o.second == '\0');
    bool named = has_ending(reader->path, ".jsonl") || has_ending(reader->path, ".ndjson") ||
                 has_ending(reader->path, ".json");
    if (*format == TG_FORMAT_AUTO) *format = json || named ? TG_FORMAT_JSONL : TG_FORMAT_TEXT;
    return TAGGER_OK;
}

tagger_status tg_reader_open(tg_reader **out, const char *path, const tg_read_options *options,
                             tagger_error *err)
{
    *out = NULL;
    tg_reader *reader = tg_mem_alloc(sizeof *reader);
    if (reader == NULL) return tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    *reader = (tg_reader){.path = path, .options = options};

    tg_format format = TG_FORMAT_TEXT;
    tagger_status status = tg_stream_open(&reader->stream, path, options->max_doc, err);
    if (status == TAGGER_OK) status = find_format(reader, &format, err);
    if (status != TAGGER_OK) {
        tg_reader_close(reader);
        return status;
    }
    reader->read = format == TG_FORMAT_JSONL ? tg_read_jsonl : tg_read_text;
    *out = reader;
    return TAGGER_OK;
}

void tg_reader_close(tg_reader *reader)
{
    if (reader == NULL) return;
    tg_stream_close(&reader->stream);
    tg_mem_free(reader);
}

tagger_status tg_reader_next(tg_reader *reader, tg_arena *arena, tg_raw *raw, bool *more,
                             tagger_error *err)
{
    *raw = (tg_raw){.path = reader->path};
    return reader->read(&reader->stream, reader->options, arena, raw, more, err);
}

bool tg_reader_would_wait(const tg_reader *reader)
{
    return tg_stream_would_wait(&reader->stream);
}

tagger_status tg_read_keep(tg_arena *arena, tg_str *s, tagger_error *err)
{
    char *p = tg_arena_alloc(arena, s->n);
    if (p == NULL) return tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    if (s->n > 0) memcpy(p, s->p, s->n);
    s->p = p;
    return TAGGER_OK;
}

void tg_read_too_long(tg_raw *raw, const tg_read_options *options)
{
    (void)tg_fail(&raw->problem, TAGGER_E_DATA,
                  "longer than %llu bytes; raise --max-doc to read it",
                  (unsigned long long)options->max_doc);
    raw->problem.line = raw->line;
}

tagger_status tg_raw_identify(tg_raw *raw, tg_arena *arena, tagger_error *err)
{
    enum { N_ID = 32 };
    tagger_article *a = &raw->article;
    if (a->id.n > 0) return TAGGER_OK;
    char *id = tg_arena_alloc(arena, TG_SHA256_HEX);
    if (id == NULL) return tg_fail(err, TAGGER_E_NOMEM, "out of memory");

    tg_sha256 sum;
    tg_sha256_start(&sum);
    if (a->url.n > 0) {
        tg_sha256_add(&sum, a->url.p, a->url.n);
    } else {
        unsigned char line[4] = {(unsigned char)(raw->line >> 24), (unsigned char)(raw->line >> 16),
                                 (unsigned char)(raw->line >> 8), (unsigned char)raw->line};
        tg_sha256_add(&sum, raw->path, strlen(raw->path) + 1);
        tg_sha256_add(&sum, line, sizeof line);
    }
    tg_sha256_add(&sum, "", 1); /* keeps "a" + "bc" and "ab" + "c" apart */
    if (a->text.n > 0) tg_sha256_add(&sum, a->text.p, a->text.n);
    unsigned char digest[TG_SHA256_BYTES];
    tg_sha256_end(&sum, digest);
    tg_sha256_hex(id, digest);
    a->id = (tg_str){.p = id, .n = N_ID};
    return TAGGER_OK;
}
