/* SPDX-License-Identifier: MIT */
#include "doc/document.h"

#include "base/status.h"
#include "base/utf8.h"

#define REPLACEMENT "\xef\xbf\xbd"

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

static bool is_valid(tg_str s)
{
    return tg_utf8_valid(s) == s.n;
}

/** Decide what the words of an article are written in, and count what is ill-formed in it. */
static bool are_utf8(tg_document *out, tg_str title, tg_str text)
{
    if (is_valid(text) && is_valid(title)) return true;
    survey v = look(text);
    survey w = look(title);
    size_t n_bad = v.n_bad + w.n_bad;
    if (v.n_multi + w.n_multi == 0 || 100 * n_bad >= text.n + title.n) return false;
    out->n_bad_bytes = (uint32_t)(v.n_parts + w.n_parts);
    return true;
}

/** Decode `in` behind `room` free bytes; what is well-formed stays as it is. @return the bytes and
 *  their number, NULL when memory ran out. */
static char *decode(size_t *n, tg_arena *arena, size_t room, tg_str in, bool utf8)
{
    bool valid = is_valid(in);
    char *p = tg_arena_alloc(arena, room + (valid ? in.n : 3 * in.n));
    if (p == NULL) return NULL;
    *n = room + in.n;
    if (!valid) {
        *n = room + (utf8 ? repair(p + room, in) : tg_utf8_from_cp1252(p + room, in));
    } else if (in.n > 0) {
        memcpy(p + room, in.p, in.n);
    }
    return p;
}

/** A field as well-formed text in the arena; absent stays absent. */
static bool keep(tg_str *out, tg_arena *arena, tg_str in, bool utf8)
{
    if (in.p == NULL) return true;
    out->p = decode(&out->n, arena, 0, in, utf8);
    return out->p != NULL;
}

static bool keep_fields(tg_document *out, tg_arena *arena, const tagger_article *a, bool utf8)
{
    /* An id may be the path of a file, of which the words in it say nothing. */
    return keep(&out->id, arena, a->id, true) && keep(&out->title, arena, a->title, utf8) &&
           keep(&out->date, arena, a->date, utf8) && keep(&out->url, arena, a->url, utf8) &&
           keep(&out->lang, arena, a->lang, utf8) && keep(&out->source, arena, a->source, utf8);
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

/** Over 1 % NUL, or a NUL and so many other controls as no text has, but packed and coded bytes. */
static bool is_binary(tg_str s)
{
    enum { MOST_CONTROLS = 8, BYTES_A_CONTROL = 32 };
    if (s.n == 0 || memchr(s.p, 0, s.n) == NULL) return false;
    size_t n_nul = 0;
    size_t n_controls = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        n_nul += c == 0;
        n_controls += c < ' ' && (c < '\t' || c > '\r') && c != 0x1b;
    }
    return 100 * n_nul > s.n || n_controls > MOST_CONTROLS + s.n / BYTES_A_CONTROL;
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
        return tg_fail(err, TAGGER_E_DATA, "binary text: too many NUL or other control bytes");
    tg_str in = tg_utf8_without_mark(article->text);
    bool utf8 = are_utf8(out, article->title, in);
    out->encoding = utf8 ? "utf-8" : "windows-1252";
    if (!keep_fields(out, arena, article, utf8))
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for the fields of an article");
    tg_str title = trimmed(out->title);
    size_t room = title.n > 0 ? title.n + 2 : 0;
    char *p = decode(&out->text.n, arena, room, in, utf8);
    if (p == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for a text of %zu bytes", in.n);
    out->text.p = p;
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
