/* SPDX-License-Identifier: MIT
 *
 * import_json.c — lists as JSON lines: patterns of spaCy and Prodigy, entities of FollowTheMoney.
 *
 *     {"label": "ORG", "pattern": "De Lijn", "id": "lijn"}
 *     {"label": "ORG", "pattern": [{"LOWER": "de"}, {"LOWER": "lijn"}]}
 *     {"id": "x1", "schema": "Company", "properties": {"name": ["De Lijn"], "country": ["be"]}}
 */
#include "base/json.h"
#include "base/status.h"
#include "lex/import.h"
#include "lex/rows.h"

/** The text of a string value, escapes resolved; empty for other kinds. */
static tg_str text_of(tg_import *in, tg_json_value value)
{
    if (value.kind != TG_JSON_STRING) return (tg_str){NULL, 0};
    tg_str inside = tg_json_inside(value);
    if (!value.escaped) return inside;
    char *out = tg_arena_alloc(&in->arena, inside.n + 1);
    if (out == NULL) return (tg_str){NULL, 0};
    uint32_t n_lone = 0;
    return (tg_str){out, tg_json_unescape(out, inside, &n_lone)};
}

static tg_str member_text(tg_import *in, tg_str object, const char *name)
{
    tg_json_value value;
    if (!tg_json_find(object, (tg_str){name, strlen(name)}, &value)) return (tg_str){NULL, 0};
    return text_of(in, value);
}

/** Check a whole line; what is asked for later is then well-formed. */
static tagger_status check_object(tg_import *in, tg_str line)
{
    tg_json_walk walk;
    tagger_error why = {0};
    tagger_status status = tg_json_open(&walk, line, &why);
    for (bool more = true; status == TAGGER_OK && more;) {
        tg_json_member member;
        status = tg_json_next(&walk, &member, &more, &why);
    }
    if (status == TAGGER_OK) return TAGGER_OK;
    return tg_row_fail(in->err, in->path, in->n, "broken JSON at column %u", why.column);
}

static tagger_status each_object(tg_import *in, tg_str bytes,
                                 tagger_status (*read)(tg_import *in, tg_str object))
{
    tg_str line;
    while (!in->stopped && tg_next_line(&bytes, &line)) {
        in->n++;
        if (line.n == 0) continue;
        TG_TRY(check_object(in, line));
        TG_TRY(read(in, line));
    }
    return TAGGER_OK;
}

/* ---- spaCy and Prodigy --------------------------------------------------- */

/** The word of a token: {"LOWER": "lijn"}, {"TEXT": "Lijn"} or {"ORTH": "Lijn"}. */
static tagger_status read_token(tg_import *in, tg_json_value token, tg_str *word, bool *exact)
{
    if (token.kind != TG_JSON_OBJECT)
        return tg_import_fail(in, "a pattern is a text or a list of tokens");
    tg_json_walk walk;
    tg_json_member member = {0};
    tg_json_member other;
    bool more = false;
    TG_TRY(tg_json_open(&walk, token.raw, in->err));
    TG_TRY(tg_json_next(&walk, &member, &more, in->err));
    tg_str key = more ? tg_json_inside(member.name) : (tg_str){NULL, 0};
    bool lower = tg_str_eq(key, TG_LIT("LOWER")) || tg_str_eq(key, TG_LIT("lower"));
    bool text = tg_str_eq(key, TG_LIT("TEXT")) || tg_str_eq(key, TG_LIT("ORTH")) ||
                tg_str_eq(key, TG_LIT("text")) || tg_str_eq(key, TG_LIT("orth"));
    if ((!lower && !text) || member.value.kind != TG_JSON_STRING)
        return tg_import_fail(in, "a token that is no plain word: a name list cannot hold it");
    TG_TRY(tg_json_next(&walk, &other, &more, in->err));
    if (more) return tg_import_fail(in, "a token with more than its word: a list cannot hold it");
    *word = text_of(in, member.value);
    *exact = *exact && text;
    return TAGGER_OK;
}

/** The words of all tokens, a blank between two. */
static tagger_status token_form(tg_import *in, tg_json_value pattern, tg_str *form, bool *exact)
{
    char *out = tg_arena_alloc(&in->arena, pattern.raw.n);
    if (out == NULL) return tg_fail(in->err, TAGGER_E_NOMEM, "%s: out of memory", in->path);
    *form = (tg_str){out, 0};
    *exact = true;
    tg_json_walk walk;
    TG_TRY(tg_json_open_array(&walk, pattern.raw, in->err));
    for (;;) {
        tg_json_value token;
        bool more = false;
        tg_str word = {NULL, 0};
        TG_TRY(tg_json_next_item(&walk, &token, &more, in->err));
        if (!more) return TAGGER_OK;
        TG_TRY(read_token(in, token, &word, exact));
        if (form->n > 0) out[form->n++] = ' ';
        if (word.n > 0) memcpy(out + form->n, word.p, word.n);
        form->n += word.n;
    }
}

static tagger_status read_pattern(tg_import *in, tg_str object)
{
    tg_json_value pattern;
    tg_import_row row = {.label = member_text(in, object, "label"),
                         .id = member_text(in, object, "id")};
    if (row.label.n == 0) return tg_import_fail(in, "no label");
    if (!tg_json_find(object, TG_LIT("pattern"), &pattern)) return tg_import_fail(in, "no pattern");
    if (pattern.kind == TG_JSON_ARRAY) {
        bool exact = false;
        TG_TRY(token_form(in, pattern, &row.form, &exact));
        if (!exact) row.flags = TG_LIT("lc");
    } else {
        row.form = text_of(in, pattern);
    }
    return tg_import_row_add(in, &row);
}

tagger_status tg_import_spacy(tg_import *in, tg_str bytes)
{
    return each_object(in, bytes, read_pattern);
}

/* ---- FollowTheMoney ------------------------------------------------------ */

/** The first text of a property, or empty. */
static tg_str first_value(tg_import *in, tg_str object, const char *property)
{
    tg_json_value list;
    tg_json_walk walk;
    tg_json_value item;
    bool more = false;
    if (!tg_json_find(object, (tg_str){property, strlen(property)}, &list) ||
        list.kind != TG_JSON_ARRAY || tg_json_open_array(&walk, list.raw, NULL) != TAGGER_OK ||
        tg_json_next_item(&walk, &item, &more, NULL) != TAGGER_OK || !more)
        return (tg_str){NULL, 0};
    return text_of(in, item);
}

/** A row for each text of a property. */
static tagger_status add_forms(tg_import *in, tg_str object, const char *property,
                               const char *flags, tg_import_row row)
{
    tg_json_value list;
    tg_json_walk walk;
    if (!tg_json_find(object, (tg_str){property, strlen(property)}, &list)) return TAGGER_OK;
    if (list.kind != TG_JSON_ARRAY) return tg_import_fail(in, "a property is no list of texts");
    row.flags = (tg_str){flags, strlen(flags)};
    TG_TRY(tg_json_open_array(&walk, list.raw, in->err));
    for (bool more = true; !in->stopped;) {
        tg_json_value item;
        TG_TRY(tg_json_next_item(&walk, &item, &more, in->err));
        if (!more) return TAGGER_OK;
        row.form = text_of(in, item);
        TG_TRY(tg_import_row_add(in, &row));
    }
    return TAGGER_OK;
}

static tg_str upper(tg_import *in, tg_str code)
{
    char *out = tg_arena_alloc(&in->arena, code.n + 1);
    if (out == NULL) return (tg_str){NULL, 0};
    for (size_t i = 0; i < code.n; i++)
        out[i] = (char)(code.p[i] >= 'a' && code.p[i] <= 'z' ? code.p[i] - 'a' + 'A' : code.p[i]);
    return (tg_str){out, code.n};
}

static tagger_status read_entity(tg_import *in, tg_str object)
{
    tg_import_row row = {.id = member_text(in, object, "id"),
                         .label = member_text(in, object, "schema"),
                         .name = first_value(in, object, "properties.name"),
                         .wikidata = first_value(in, object, "properties.wikidataId"),
                         .country = upper(in, first_value(in, object, "properties.country"))};
    if (row.label.n == 0) return tg_import_fail(in, "no schema");
    if (row.name.n == 0) return tg_import_fail(in, "no name");
    TG_TRY(add_forms(in, object, "properties.name", "", row));
    TG_TRY(add_forms(in, object, "properties.alias", "", row));
    return add_forms(in, object, "properties.weakAlias", "ctx", row);
}

tagger_status tg_import_ftm(tg_import *in, tg_str bytes)
{
    return each_object(in, bytes, read_entity);
}
