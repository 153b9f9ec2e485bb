/* SPDX-License-Identifier: MIT
 *
 * map.c — which name in a dump means which field.
 *
 * A value is only a hit when it can be one: null and "None" (Python's word,
 * written by many scrapers) are absent, a URL must look like one, a language
 * must begin with a two-letter code. A string of blanks, or of nothing, is a hit
 * that any other beats, so {"text": "", "content": "…"} finds its content. A bare address
 * ("example.org/a", "a-17") cannot be followed, but it tells one article from
 * all others: it is the id of a record that has no other.
 */
#include "read/map.h"

#include "base/status.h"
#include "base/utf8.h"

enum { RANK_BARE = 32, RANK_EMPTY = 64, MAX_NAMES = 16, N_ADDRESSES = 3 };

static const char *const field_names[TG_N_FIELDS] = {
    [TG_FIELD_ID] = "id",        [TG_FIELD_TITLE] = "title", [TG_FIELD_BODY] = "body",
    [TG_FIELD_DATE] = "date",    [TG_FIELD_URL] = "url",     [TG_FIELD_LANG] = "lang",
    [TG_FIELD_SOURCE] = "source"};

/* [field][rank], best first. */
static const char *const built_in[TG_N_FIELDS][MAX_NAMES] = {
    [TG_FIELD_ID] = {"id", "uuid", "guid", "article_id", "doc_id"},
    [TG_FIELD_TITLE] = {"title", "headline", "hed", "head"},
    [TG_FIELD_BODY] = {"maintext", "articleBody", "body_text", "full_text", "text", "content",
                       "body", "article", "story"},
    [TG_FIELD_DATE] = {"date_publish", "publish_date", "published_date", "publishedAt",
                       "published_at", "pubDate", "published", "date", "created"},
    /* Of which the first N_ADDRESSES never mean anything else. */
    [TG_FIELD_URL] = {"url", "link", "uri", "canonical", "source"},
    [TG_FIELD_LANG] = {"lang", "language"},
    [TG_FIELD_SOURCE] = {"source", "source.name", "source_domain", "sitename", "publisher",
                         "outlet", "domain", "hostname"}};

tagger_status tg_map_set(tg_map *map, tg_str rule, tagger_error *err)
{
    const char *sign = rule.n > 0 ? memchr(rule.p, '=', rule.n) : NULL;
    if (sign == NULL || sign + 1 == rule.p + rule.n) {
        return tg_fail(err, TAGGER_E_USAGE, "'%.*s' is not of the form FIELD=NAME", (int)rule.n,
                       rule.p);
    }
    size_t n_field = (size_t)(sign - rule.p);
    for (int field = 0; field < TG_N_FIELDS; field++) {
        tg_str name = {.p = field_names[field], .n = strlen(field_names[field])};
        if (!tg_str_eq(name, (tg_str){.p = rule.p, .n = n_field})) continue;
        map->own[field] = (tg_str){.p = sign + 1, .n = rule.n - n_field - 1};
        return TAGGER_OK;
    }
    return tg_fail(err, TAGGER_E_USAGE,
                   "no field '%.*s' to map; there are id, title, body, date, url, lang, source",
                   (int)n_field, rule.p);
}

/** "en", "en-GB"; not "english". */
static bool is_lang(tg_str s)
{
    return s.n >= 2 && tg_ascii_is_letter(s.p[0]) && tg_ascii_is_letter(s.p[1]) &&
           (s.n == 2 || !tg_ascii_is_letter(s.p[2]));
}

static bool is_url(tg_str s)
{
    return s.n > 7 && (memcmp(s.p, "http://", 7) == 0 || memcmp(s.p, "https:/", 7) == 0);
}

/** Is it an address without "https:", and of one page: more than the host, which all articles of a
 *  dump share? */
static bool is_bare_address(tg_json_value value)
{
    if (value.kind != TG_JSON_STRING) return false;
    tg_str s = tg_json_inside(value);
    if (s.n >= 2 && memcmp(s.p, "//", 2) == 0) s = (tg_str){s.p + 2, s.n - 2};
    if (s.n == 0 || is_url(s) || tg_str_eq(s, TG_LIT("None")) || memchr(s.p, ' ', s.n) != NULL)
        return false;
    const char *slash = memchr(s.p, '/', s.n);
    if (slash != NULL) return slash + 1 < s.p + s.n;
    return memchr(s.p, '.', s.n) == NULL;
}

/** Whether the value can be this field. */
static bool fits(tg_field field, tg_json_value value)
{
    if (value.kind == TG_JSON_NUMBER) return field == TG_FIELD_ID || field == TG_FIELD_DATE;
    if (value.kind != TG_JSON_STRING) return false;
    tg_str inside = tg_json_inside(value);
    if (tg_str_eq(inside, TG_LIT("None"))) return false;
    if (field == TG_FIELD_URL) return is_url(inside);
    if (field == TG_FIELD_LANG) return is_lang(inside);
    if (field == TG_FIELD_SOURCE) return inside.n > 0 && !is_url(inside);
    return field == TG_FIELD_BODY || field == TG_FIELD_TITLE || inside.n > 0;
}

/** The value that `member` gives for the wanted name, which may be a path below it. */
static bool value_at(tg_str wanted, tg_str name, const tg_json_member *member, tg_json_value *value)
{
    if (tg_str_eq(wanted, name)) {
        *value = member->value;
        return true;
    }
    if (member->value.kind != TG_JSON_OBJECT || wanted.n < 2 || name.n > wanted.n - 2 ||
        wanted.p[name.n] != '.' || memcmp(wanted.p, name.p, name.n) != 0) {
        return false;
    }
    tg_str rest = {.p = wanted.p + name.n + 1, .n = wanted.n - name.n - 1};
    return tg_json_find(member->value.raw, rest, value);
}

/** Nothing but blanks, as they are or as escapes: "", " ", "\n". */
static bool is_blank(tg_json_value value)
{
    if (value.kind != TG_JSON_STRING) return false;
    tg_str s = tg_json_inside(value);
    for (size_t i = 0; i < s.n; i++) {
        bool escape = s.p[i] == '\\' && i + 1 < s.n && strchr("nrt", s.p[i + 1]) != NULL;
        if (!escape && s.p[i] != ' ') return false;
        i += escape;
    }
    return true;
}

static void offer(tg_mapped *mapped, tg_field field, unsigned rank, tg_json_value value,
                  const tg_json_member *member)
{
    if (!fits(field, value)) return;
    if (is_blank(value)) rank += RANK_EMPTY;
    if (mapped->value[field].raw.p != NULL && mapped->rank[field] < rank) return;
    bool nested = value.raw.p != member->value.raw.p;
    mapped->value[field] = value;
    mapped->name[field] = nested ? NULL : member->name.raw.p;
    mapped->rank[field] = (uint8_t)rank;
}

/** An address is the url, or for want of an id, the id; the record then keeps the member too. */
static void offer_address(tg_mapped *mapped, unsigned rank, tg_json_value value,
                          const tg_json_member *member)
{
    offer(mapped, TG_FIELD_URL, rank, value, member);
    if (rank >= N_ADDRESSES || !is_bare_address(value)) return;
    const char *before = mapped->value[TG_FIELD_ID].raw.p;
    offer(mapped, TG_FIELD_ID, RANK_BARE + rank, value, member);
    if (mapped->value[TG_FIELD_ID].raw.p != before) mapped->name[TG_FIELD_ID] = NULL;
}

static void offer_field(tg_mapped *mapped, tg_field field, unsigned rank, tg_json_value value,
                        const tg_json_member *member)
{
    if (field == TG_FIELD_URL) {
        offer_address(mapped, rank, value, member);
    } else {
        offer(mapped, field, rank, value, member);
    }
}

void tg_map_member(const tg_map *map, tg_str name, const tg_json_member *member, tg_mapped *mapped)
{
    tg_json_value value;
    for (unsigned field = 0; field < TG_N_FIELDS; field++) {
        if (map->own[field].p != NULL) {
            if (value_at(map->own[field], name, member, &value)) {
                offer_field(mapped, (tg_field)field, 0, value, member);
            }
            continue;
        }
        for (unsigned i = 0; i < MAX_NAMES && built_in[field][i] != NULL; i++) {
            /* A path begins with the member's name, too. */
            if (name.n == 0 || built_in[field][i][0] != name.p[0]) continue;
            tg_str wanted = {.p = built_in[field][i], .n = strlen(built_in[field][i])};
            if (value_at(wanted, name, member, &value)) {
                offer_field(mapped, (tg_field)field, i, value, member);
            }
        }
    }
}
