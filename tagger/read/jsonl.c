/* SPDX-License-Identifier: MIT
 *
 * jsonl.c — a line is one JSON object, and one article.
 *
 * The line is copied into the arena once; names and values stay runs of that
 * copy. Only the strings an article is made of are resolved, in place when
 * they hold escapes. Members the article does not hold itself are handed on as
 * they are spelt: all but its id, title and text.
 */
#include "base/status.h"
#include "base/utf8.h"
#include "read/formats.h"

/** The members of one record, in input order. */
struct members {
    tg_json_member *at; /* [cap] the first n are read */
    size_t n;
    size_t cap;
};

static bool add_member(struct members *members, tg_arena *arena, const tg_json_member *member)
{
    if (members->n == members->cap) {
        size_t cap = members->cap == 0 ? 32 : members->cap * 2;
        tg_json_member *at = TG_ARENA_NEW(arena, tg_json_member, cap);
        if (at == NULL) return false;
        if (members->n > 0) memcpy(at, members->at, members->n * sizeof *at);
        members->at = at;
        members->cap = cap;
    }
    members->at[members->n++] = *member;
    return true;
}

/** The name of a member; a name with escapes, which is rare, is resolved into the arena. */
static bool name_of(const tg_json_member *member, tg_arena *arena, tg_str *name)
{
    *name = tg_json_inside(member->name);
    if (!member->name.escaped) return true;
    char *out = tg_arena_alloc(arena, name->n);
    if (out == NULL) return false;
    uint32_t n_lone = 0;
    *name = (tg_str){.p = out, .n = tg_json_unescape(out, *name, &n_lone)};
    return true;
}

static tagger_status walk_record(tg_str line, const tg_map *map, tg_arena *arena,
                                 struct members *members, tg_mapped *mapped, tagger_error *err)
{
    tg_json_walk walk;
    TG_TRY(tg_json_open(&walk, line, err));
    for (;;) {
        tg_json_member member;
        bool more;
        tg_str name;
        TG_TRY(tg_json_next(&walk, &member, &more, err));
        if (!more) return TAGGER_OK;
        if (!name_of(&member, arena, &name) || !add_member(members, arena, &member)) {
            return tg_fail(err, TAGGER_E_NOMEM, "out of memory");
        }
        tg_map_member(map, name, &member, mapped);
    }
}

/** The bytes a field stands for: absent, a number as spelt, or a string with its
 *  escapes resolved into the arena. */
static bool field_text(const tg_mapped *mapped, tg_field field, tg_arena *arena, tg_raw *raw,
                       tg_str *out)
{
    tg_json_value value = mapped->value[field];
    *out = value.raw;
    if (value.raw.p == NULL || value.kind == TG_JSON_NUMBER) return true;
    *out = tg_json_inside(value);
    if (!value.escaped) return true;
    char *to = tg_arena_alloc(arena, out->n);
    if (to == NULL) return false;
    *out = (tg_str){.p = to, .n = tg_json_unescape(to, *out, &raw->n_lone)};
    return true;
}

/** "en" for "EN-gb". */
static bool shorten_lang(tg_str *lang, tg_arena *arena)
{
    if (lang->n < 2) return true;
    char *code = tg_arena_alloc(arena, 2);
    if (code == NULL) return false;
    for (size_t i = 0; i < 2; i++) code[i] = tg_ascii_lower(lang->p[i]);
    *lang = (tg_str){.p = code, .n = 2};
    return true;
}

static bool fill_article(const tg_mapped *mapped, tg_arena *arena, tg_raw *raw)
{
    tagger_article *a = &raw->article;
    return field_text(mapped, TG_FIELD_ID, arena, raw, &a->id) &&
           field_text(mapped, TG_FIELD_TITLE, arena, raw, &a->title) &&
           field_text(mapped, TG_FIELD_BODY, arena, raw, &a->text) &&
           field_text(mapped, TG_FIELD_DATE, arena, raw, &a->date) &&
           field_text(mapped, TG_FIELD_URL, arena, raw, &a->url) &&
           field_text(mapped, TG_FIELD_LANG, arena, raw, &a->lang) &&
           field_text(mapped, TG_FIELD_SOURCE, arena, raw, &a->source) &&
           shorten_lang(&a->lang, arena);
}

/** Keep the members that the article does not hold itself. */
static void keep_extra(struct members *members, const tg_mapped *mapped, tg_raw *raw)
{
    size_t n = 0;
    for (size_t i = 0; i < members->n; i++) {
        const char *name = members->at[i].name.raw.p;
        if (name == mapped->name[TG_FIELD_ID] || name == mapped->name[TG_FIELD_TITLE] ||
            name == mapped->name[TG_FIELD_BODY]) {
            continue;
        }
        members->at[n++] = members->at[i];
    }
    raw->extra = members->at;
    raw->n_extra = n;
}

static tagger_status read_record(tg_str line, const tg_read_options *options, tg_arena *arena,
                                 tg_raw *raw, tagger_error *err)
{
    TG_TRY(tg_read_keep(arena, &line, err));
    struct members members = {.n = 0};
    tg_mapped mapped = TG_MAPPED_INIT;
    tagger_status status =
        walk_record(line, &options->map, arena, &members, &mapped, &raw->problem);
    if (status == TAGGER_E_NOMEM) return tg_fail(err, status, "out of memory");
    raw->problem.line = raw->line;
    if (status != TAGGER_OK) return TAGGER_OK;

    if (!fill_article(&mapped, arena, raw)) return tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    if (raw->article.text.p == NULL) {
        mapped.name[TG_FIELD_TITLE] = NULL; /* a record of a failure holds no title itself */
        (void)tg_fail(&raw->problem, TAGGER_E_DATA,
                      "no field holds the text; name it with --map body=NAME");
        raw->problem.line = raw->line;
    }
    keep_extra(&members, &mapped, raw);
    return TAGGER_OK;
}

static bool is_blank(tg_str line)
{
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] != ' ' && line.p[i] != '\t' && line.p[i] != '\r') return false;
    }
    return true;
}

tagger_status tg_read_jsonl(tg_stream *stream, const tg_read_options *options, tg_arena *arena,
                            tg_raw *raw, bool *more, tagger_error *err)
{
    tg_str line = {.p = NULL};
    tg_piece piece;
    do {
        TG_TRY(tg_stream_line(stream, &line, &piece, err));
        line = tg_utf8_without_mark(line); /* dumps that were joined have one where each begins */
    } while (piece == TG_PIECE_GIVEN && is_blank(line));

    *more = piece != TG_PIECE_END;
    raw->line = stream->line;
    if (piece == TG_PIECE_TOO_LONG) tg_read_too_long(raw, options);
    if (piece != TG_PIECE_GIVEN) return TAGGER_OK;
    return read_record(line, options, arena, raw, err);
}
