/* SPDX-License-Identifier: MIT */
#include "doc/document.h"

#include "base/status.h"
#include "base/utf8.h"

/* Windows-1252 0x80..0x9f; the five holes map to themselves as controls (WHATWG encoding standard). */
static const uint16_t cp1252[32] = {0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                    0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
                                    0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                    0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

#define REPLACEMENT "\xef\xbf\xbd"

static tg_str without_mark(tg_str s)
{
    bool mark = s.n >= 3 && memcmp(s.p, "\xef\xbb\xbf", 3) == 0;
    return mark ? (tg_str){s.p + 3, s.n - 3} : s;
}

/** Length of the ill-formed part at s: the bytes of a sequence that was cut short, at least one. */
static size_t bad_part(tg_str s)
{
    unsigned char c = (unsigned char)s.p[0];
    size_t most = c >= 0xf0 && c <= 0xf4 ? 3 : c >= 0xe0 ? 2 : 1;
    size_t n = 1;
    if (c < 0xc2 || c > 0xf4) return 1;
    while (n < most && n < s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80) n++;

    /* E0 80, ED A0, F0 80, F4 90: the second byte is already wrong. */
    unsigned char second = s.n > 1 ? (unsigned char)s.p[1] : 0;
    bool wrong = (c == 0xe0 && second < 0xa0) || (c == 0xed && second > 0x9f) ||
                 (c == 0xf0 && second < 0x90) || (c == 0xf4 && second > 0x8f);
    return wrong ? 1 : n;
}

typedef struct survey {
    size_t n_bad; /* bytes in ill-formed parts */
    size_t n_parts;
    size_t n_multi; /* bytes of well-formed sequences beyond ASCII */
} survey;

static survey look(tg_str s)
{
    survey v = {0};
    while (s.n > 0) {
        size_t good = tg_utf8_valid(s);
        for (size_t i = 0; i < good; i++) v.n_multi += (unsigned char)s.p[i] >= 0x80;
        s = (tg_str){s.p + good, s.n - good};
        if (s.n == 0) break;
        size_t bad = bad_part(s);
        v.n_bad += bad;
        v.n_parts++;
        s = (tg_str){s.p + bad, s.n - bad};
    }
    return v;
}

static size_t repair(char *out, tg_str s)
{
    size_t n = 0;
    while (s.n > 0) {
        size_t good = tg_utf8_valid(s);
        memcpy(out + n, s.p, good);
        n += good;
        s = (tg_str){s.p + good, s.n - good};
        if (s.n == 0) break;
        for (size_t i = 0; i < 3; i++) out[n++] = REPLACEMENT[i];
        size_t bad = bad_part(s);
        s = (tg_str){s.p + bad, s.n - bad};
    }
    return n;
}

static size_t from_cp1252(char *out, tg_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        n += tg_utf8_put(out + n, c >= 0x80 && c < 0xa0 ? cp1252[c - 0x80] : c);
    }
    return n;
}

/** Decode `in` behind `room` bytes that stay free for a title. */
static tagger_status decode(tg_document *out, char **to, size_t room, tg_arena *arena, tg_str in,
                            tagger_error *err)
{
    in = without_mark(in);
    bool valid = tg_utf8_valid(in) == in.n;
    survey v = valid ? (survey){0} : look(in);
    bool utf8 = valid || (v.n_multi > 0 && 100 * v.n_bad < in.n);
    size_t most = valid ? in.n : 3 * in.n;
    char *p = tg_arena_alloc(arena, room + most);
    if (p == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for a text of %zu bytes", in.n);
    size_t n = in.n;
    if (valid) {
        if (n > 0) memcpy(p + room, in.p, n);
    } else if (utf8) {
        n = repair(p + room, in);
        out->n_bad_bytes = (uint32_t)v.n_parts;
    } else {
        n = from_cp1252(p + room, in);
    }
    out->encoding = utf8 ? "utf-8" : "windows-1252";
    out->text = (tg_str){p, room + n};
    *to = p;
    return TAGGER_OK;
}

/** A field as well-formed text in the arena; absent stays absent. */
static bool keep(tg_str *out, tg_arena *arena, tg_str in)
{
    *out = (tg_str){0};
    if (in.p == NULL) return true;
    char *p = tg_arena_alloc(arena, 3 * in.n);
    if (p == NULL) return false;
    *out = (tg_str){p, repair(p, in)};
    return true;
}

static tg_str trimmed(tg_str s)
{
    while (s.n > 0 && (unsigned char)s.p[0] <= ' ') s = (tg_str){s.p + 1, s.n - 1};
    while (s.n > 0 && (unsigned char)s.p[s.n - 1] <= ' ') s.n--;
    return s;
}

/** Does one of the first lines of the text hold the title? A page repeats it further down too. */
static bool opens_with(tg_str text, tg_str title)
{
    enum { REACH = 4096 };
    size_t end = text.n < REACH ? text.n : REACH;
    for (size_t i = 0; title.n > 0 && i + title.n <= end; i++) {
        const char *at = memchr(text.p + i, title.p[0], end - i - title.n + 1);
        if (at == NULL) return false;
        i = (size_t)(at - text.p);
        if (memcmp(at, title.p, title.n) == 0) return true;
    }
    return false;
}

static bool is_binary(tg_str s)
{
    if (s.n == 0 || memchr(s.p, 0, s.n) == NULL) return false;
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] == 0;
    return 100 * n > s.n;
}

tagger_status tg_document_read(tg_document *out, tg_arena *arena, const tagger_article *article,
                               uint64_t max_doc, tagger_error *err)
{
    *out = (tg_document){0};
    if (article->text.n > max_doc || article->text.n + article->title.n >= UINT32_MAX / 4) {
        return tg_fail(err, TAGGER_E_DATA, "text of %zu bytes is over the limit of %llu",
                       article->text.n, (unsigned long long)max_doc);
    }
    if (is_binary(article->text))
        return tg_fail(err, TAGGER_E_DATA, "binary text: over 1 %% of its bytes are NUL");
    bool kept = keep(&out->id, arena, article->id) && keep(&out->title, arena, article->title) &&
                keep(&out->date, arena, article->date) && keep(&out->url, arena, article->url) &&
                keep(&out->lang, arena, article->lang) &&
                keep(&out->source, arena, article->source);
    if (!kept) return tg_fail(err, TAGGER_E_NOMEM, "no memory for the fields of an article");
    tg_str title = trimmed(out->title);
    size_t room = title.n > 0 ? title.n + 2 : 0;
    char *p = NULL;
    TG_TRY(decode(out, &p, room, arena, article->text, err));
    if (room == 0) return TAGGER_OK;

    tg_str body = {out->text.p + room, out->text.n - room};
    if (opens_with(body, title)) {
        out->text = body;
        return TAGGER_OK;
    }
    memcpy(p, title.p, title.n);
    p[title.n] = p[title.n + 1] = '\n';
    out->n_title = (uint32_t)title.n;
    out->body_begin = (uint32_t)room;
    return TAGGER_OK;
}
