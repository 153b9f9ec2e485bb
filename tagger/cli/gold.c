/* SPDX-License-Identifier: MIT */
#include "cli/gold.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/sha256.h"
#include "base/status.h"
#include "base/utf8.h"

/* ---- offsets ------------------------------------------------------------- */

/** Bytes of a text by code points: at[i] is where the i-th begins. */
typedef struct offsets {
    uint32_t *at; /* [n + 1] */
    size_t n;
    tg_str text;
} offsets;

static bool make_offsets(offsets *out, tg_str text)
{
    *out = (offsets){.n = tg_utf8_count(text), .text = text};
    out->at = tg_mem_alloc((out->n + 1) * sizeof *out->at);
    if (out->at == NULL) return false;
    size_t i = 0;
    for (const char *p = text.p, *end = text.p + text.n; p < end; i++) {
        uint32_t cp;
        out->at[i] = (uint32_t)(p - text.p);
        p += tg_utf8_next(p, end, &cp);
    }
    out->at[i] = (uint32_t)text.n;
    return true;
}

static bool to_bytes(tagger_span *at, const offsets *o, uint32_t begin, uint32_t end)
{
    if (begin >= end || end > o->n) return false;
    *at = (tagger_span){o->at[begin], o->at[end]};
    return true;
}

static bool read_number(const char **p, const char *end, uint32_t *value)
{
    const char *begin = *p;
    uint64_t n = 0;
    while (*p < end && **p >= '0' && **p <= '9' && n <= UINT32_MAX)
        n = 10 * n + (uint64_t)(*(*p)++ - '0');
    *value = (uint32_t)n;
    return *p > begin && n <= UINT32_MAX;
}

/* ---- JSON ---------------------------------------------------------------- */

typedef TG_VEC(tg_gold_name) names;

static bool member_is(const tg_json_member *m, const char *word)
{
    return tg_str_eq(tg_json_inside(m->name), (tg_str){word, strlen(word)});
}

static bool number_of(tg_json_value v, uint32_t *value)
{
    const char *p = v.raw.p;
    return v.kind == TG_JSON_NUMBER && read_number(&p, v.raw.p + v.raw.n, value) &&
           p == v.raw.p + v.raw.n;
}

static tg_str lower_copy(tg_arena *arena, tg_str s)
{
    char *p = tg_arena_alloc(arena, s.n);
    if (p == NULL) return (tg_str){0};
    for (size_t i = 0; i < s.n; i++) p[i] = tg_ascii_lower(s.p[i]);
    return (tg_str){p, s.n};
}

/** Take what one member of an entity says. @return false for an offset that is no number. */
static bool take_member(tg_gold_name *x, uint32_t at[2], const tg_json_member *m, tg_arena *arena)
{
    if (member_is(m, "start")) return number_of(m->value, &at[0]);
    if (member_is(m, "end")) return number_of(m->value, &at[1]);
    if (member_is(m, "type") && m->value.kind == TG_JSON_STRING) {
        x->type = lower_copy(arena, tg_json_inside(m->value));
    }
    if (member_is(m, "alt")) x->alt = m->value.raw;
    if (member_is(m, "opt")) x->optional = m->value.kind != TG_JSON_BOOL || m->value.raw.n == 4;
    return true;
}

static tagger_status read_entity(names *out, tg_arena *arena, const offsets *o, tg_str object,
                                 tagger_error *err)
{
    tg_json_walk walk;
    TG_TRY(tg_json_open(&walk, object, err));
    uint32_t at[2] = {0, 0};
    tg_gold_name x = {.optional = false};
    for (;;) {
        tg_json_member m;
        bool more;
        TG_TRY(tg_json_next(&walk, &m, &more, err));
        if (!more) break;
        if (!take_member(&x, at, &m, arena))
            return tg_fail(err, TAGGER_E_DATA, "an offset of 'entities' is no number");
    }
    if (x.type.n == 0) return tg_fail(err, TAGGER_E_DATA, "one of 'entities' has no type");
    if (!to_bytes(&x.at, o, at[0], at[1]))
        return tg_fail(err, TAGGER_E_DATA, "no text at %u to %u", at[0], at[1]);
    return tg_vec_push(out, x) ? TAGGER_OK : tg_fail(err, TAGGER_E_NOMEM, "out of memory");
}

static tagger_status read_entities(names *out, tg_arena *arena, const offsets *o, tg_str array,
                                   tagger_error *err)
{
    tg_json_walk walk;
    TG_TRY(tg_json_open_array(&walk, array, err));
    for (;;) {
        tg_json_value item;
        bool more;
        TG_TRY(tg_json_next_item(&walk, &item, &more, err));
        if (!more) return TAGGER_OK;
        TG_TRY(read_entity(out, arena, o, item.raw, err));
    }
}

/* ---- stand-off ----------------------------------------------------------- */

static tagger_status bad_line(tagger_error *err, uint32_t line, const char *why)
{
    tagger_status status = tg_fail(err, TAGGER_E_DATA, "%s", why);
    if (err != NULL) err->line = line;
    return status;
}

/** "T13\tPerson 2430 2439\tVan Daele" */
static tagger_status read_mention(names *out, tg_arena *arena, const offsets *o, tg_str line,
                                  uint32_t number, tagger_error *err)
{
    const char *end = line.p + line.n;
    const char *tab = memchr(line.p, '\t', line.n);
    const char *p = tab != NULL ? memchr(tab, ' ', (size_t)(end - tab)) : NULL;
    if (p == NULL) return bad_line(err, number, "a mention has a type and two offsets");
    tg_gold_name x = {.type = lower_copy(arena, (tg_str){tab + 1, (size_t)(p - tab - 1)})};
    if (tg_str_eq(x.type, TG_LIT("group"))) x.type = TG_LIT("norp");
    uint32_t from;
    uint32_t to;
    p++;
    bool ok = read_number(&p, end, &from) && p < end && *p++ == ' ' && read_number(&p, end, &to) &&
              p < end && *p == '\t';
    if (!ok) return bad_line(err, number, "a mention has a type and two offsets");
    if (!to_bytes(&x.at, o, from, to)) return bad_line(err, number, "no text at these offsets");
    tg_str given = {p + 1, (size_t)(end - p - 1)};
    if (!tg_str_eq(given, (tg_str){o->text.p + x.at.begin, x.at.end - x.at.begin}))
        return bad_line(err, number, "the text at these offsets is another");
    return tg_vec_push(out, x) ? TAGGER_OK : tg_fail(err, TAGGER_E_NOMEM, "out of memory");
}

static tagger_status read_stand_off(names *out, tg_arena *arena, const offsets *o, tg_str ann,
                                    tagger_error *err)
{
    uint32_t number = 0;
    for (const char *p = ann.p, *end = ann.p + ann.n; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        if (stop == NULL) stop = end;
        tg_str line = {p, (size_t)(stop - p)};
        p = stop + 1;
        number++;
        if (line.n > 0 && line.p[0] == 'T') TG_TRY(read_mention(out, arena, o, line, number, err));
    }
    return TAGGER_OK;
}

/** NAME.ann for NAME.txt; false for another ending or a name too long. */
static bool ann_path(char *out, size_t cap, const char *path)
{
    size_t n = strlen(path);
    if (n < 5 || n >= cap || strcmp(path + n - 4, ".txt") != 0) return false;
    memcpy(out, path, n - 4);
    memcpy(out + n - 4, ".ann", 5);
    return true;
}

/* ---- documents ----------------------------------------------------------- */

static tg_str id_of(const tg_raw *raw)
{
    tg_str id = raw->article.id;
    if (raw->line != 0) return id;
    const char *slash = strrchr(raw->path, '/');
    id.p = slash != NULL ? slash + 1 : raw->path;
    id.n = strlen(id.p);
    const char *dot = strrchr(id.p, '.');
    if (dot != NULL && dot > id.p) id.n = (size_t)(dot - id.p);
    return id;
}

static bool in_part(tg_str id, tg_gold_part part)
{
    if (part == TG_GOLD_ALL) return true;
    enum { TRAIN_BELOW = 179 };
    unsigned char digest[TG_SHA256_BYTES];
    tg_sha256 s;
    tg_sha256_start(&s);
    tg_sha256_add(&s, id.p, id.n);
    tg_sha256_end(&s, digest);
    return (digest[0] < TRAIN_BELOW) == (part == TG_GOLD_TRAIN);
}

static tagger_status read_names(names *found, const tg_raw *raw, tg_arena *arena, bool *stand_off,
                                tagger_error *err)
{
    char path[4096];
    offsets o;
    tagger_status status =
        tg_fail(err, TAGGER_E_DATA, "no annotation: no 'entities', no .ann file");
    if (tg_utf8_valid(raw->article.text) != raw->article.text.n)
        return tg_fail(err, TAGGER_E_DATA, "an annotated text must be UTF-8");
    if (!make_offsets(&o, raw->article.text)) return tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    *stand_off = raw->line == 0 && ann_path(path, sizeof path, raw->path);
    if (*stand_off) {
        tg_file ann;
        status = tg_file_map(&ann, path, err);
        if (status == TAGGER_OK) {
            status = read_stand_off(found, arena, &o, ann.bytes, err);
            tg_file_dispose(&ann);
        }
    }
    for (size_t i = 0; i < raw->n_extra; i++) {
        if (!member_is(&raw->extra[i], "entities")) continue;
        status = read_entities(found, arena, &o, raw->extra[i].value.raw, err);
    }
    tg_mem_free(o.at);
    return status;
}

static tagger_status add_doc(tg_gold_set *out, const tg_raw *raw, tagger_error *err)
{
    names found = {0};
    tg_gold_doc doc = {.article = raw->article, .weight = 1};
    if (raw->path != out->path) out->n_files++;
    out->path = raw->path;
    doc.file = out->n_files;
    doc.article.title = (tg_str){0};
    tagger_status status = read_names(&found, raw, &out->arena, &doc.stand_off, err);
    if (status == TAGGER_OK) {
        tg_gold_name *kept = TG_ARENA_NEW(&out->arena, tg_gold_name, found.n);
        if (kept != NULL && found.n > 0) memcpy(kept, found.at, found.n * sizeof *kept);
        doc.names = kept;
        doc.n = (uint32_t)found.n;
        if (kept == NULL || !tg_vec_push(&out->docs, doc))
            status = tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    }
    tg_vec_dispose(&found);
    return status;
}

tagger_status tg_gold_read(tg_gold_set *out, tg_inputs *inputs, tg_gold_part part,
                           tg_report *report, tagger_error *err)
{
    for (;;) {
        tg_raw raw;
        bool more;
        TG_TRY(tg_inputs_next(inputs, &out->arena, &raw, &more, err));
        if (!more) return TAGGER_OK;
        if (raw.problem.status == TAGGER_OK) {
            raw.article.id = id_of(&raw);
            if (!in_part(raw.article.id, part)) continue;
            tagger_status status = add_doc(out, &raw, &raw.problem);
            if (status == TAGGER_E_NOMEM) return tg_fail(err, status, "%s", raw.problem.text);
            if (raw.problem.line == 0) raw.problem.line = raw.line;
            if (status == TAGGER_OK) continue;
        }
        tg_report_problem(raw.path, &raw.problem);
        report->n_bad_docs++;
    }
}

void tg_gold_dispose(tg_gold_set *set)
{
    tg_vec_dispose(&set->docs);
    tg_arena_dispose(&set->arena);
}

bool tg_gold_has_type(const tg_gold_set *set, const tg_gold_doc *doc, tg_str type)
{
    for (size_t i = 0; i < set->docs.n; i++) {
        const tg_gold_doc *d = &set->docs.at[i];
        if (d->file != doc->file) continue;
        for (uint32_t k = 0; k < d->n; k++) {
            if (tg_str_eq(d->names[k].type, type)) return true;
        }
    }
    return false;
}
