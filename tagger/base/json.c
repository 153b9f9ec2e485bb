/* SPDX-License-Identifier: MIT
 *
 * json.c — JSON in and out, without a tree.
 *
 * Nearly all bytes of a dump stand inside long strings, so reading is as fast
 * as the search for the next byte that is not plain: a quote, a backslash or a
 * control byte. plain_end() looks at sixteen bytes at a time:
 *
 *     {"maintext": "The State Security warned …\" … \n …", "title": …
 *                   ^------- plain ----------^ ^-^    ^
 *
 * Everything else (brackets, numbers, blanks) is walked byte by byte with one
 * bit of memory a level: is it an object or an array that is open. The walk is
 * a loop and not a recursion, so that hostile nesting meets a limit and not
 * the end of the stack.
 */
#include "base/json.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/status.h"
#include "base/utf8.h"

#define REPLACEMENT "\xEF\xBF\xBD"
enum { STEP = 16 }; /* bytes looked at in one */

/* ---- lexing --------------------------------------------------------------- */

static bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

static uint64_t load8(const char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

static uint32_t load4(const char *p)
{
    uint32_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

#if !defined(__SSE2__)
/** Is none of eight bytes a quote, a backslash or a control byte? */
static bool all_plain(uint64_t x)
{
    const uint64_t ones = 0x0101010101010101u;
    const uint64_t tops = 0x8080808080808080u;
    uint64_t quote = x ^ (ones * '"');
    uint64_t slash = x ^ (ones * '\\');
    uint64_t hit = (x - ones * 0x20) & ~x;
    hit |= (quote - ones) & ~quote;
    hit |= (slash - ones) & ~slash;
    return (hit & tops) == 0;
}
#endif

#if defined(__SSE2__)
/** Of sixteen bytes, a bit for each that is a quote, a backslash or a control byte. */
static unsigned stops_in(__m128i v)
{
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v);
    __m128i mark =
        _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\\')));
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(control, mark));
}
#endif

/** Are all bytes of two words plain? */
static bool both_plain(uint64_t a, uint64_t b)
{
#if defined(__SSE2__)
    return stops_in(_mm_set_epi64x((long long)b, (long long)a)) == 0;
#else
    return all_plain(a) && all_plain(b);
#endif
}

/** How many plain bytes the sixteen at p begin with. */
static size_t plain_in_step(const char *p)
{
#if defined(__SSE2__)
    unsigned stops = stops_in(_mm_loadu_si128((const __m128i *)(const void *)p));
    return stops == 0 ? STEP : (size_t)__builtin_ctz(stops);
#else
    if (both_plain(load8(p), load8(p + 8))) return STEP;
    size_t n = 0;
    while (is_plain(p[n])) n++;
    return n;
#endif
}

/** The first byte in [p, end) that is a quote, a backslash or a control byte. */
static const char *plain_end(const char *p, const char *end)
{
    while (end - p >= STEP) {
        size_t n = plain_in_step(p);
        p += n;
        if (n < STEP) return p;
    }
    while (p < end && is_plain(*p)) p++;
    return p;
}

static void skip_blanks(tg_json_walk *w)
{
    while (w->at < w->end &&
           (*w->at == ' ' || *w->at == '\n' || *w->at == '\t' || *w->at == '\r')) {
        w->at++;
    }
}

static tagger_status broken(const tg_json_walk *w, tagger_error *err, const char *what)
{
    tagger_status status = TAGGER_E_DATA;
    if (w->at >= w->end) {
        status = tg_fail(err, status, "broken JSON: the line ends in the middle of a value");
    } else {
        status = tg_fail(err, status, "broken JSON: %s", what);
    }
    if (err != NULL) err->column = (uint32_t)(w->at - w->begin) + 1;
    return status;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/** Step over a backslash and what it escapes. */
static bool skip_escape(tg_json_walk *w)
{
    w->at++;
    if (w->at == w->end) return false;
    if (*w->at != 'u') {
        static const char known_ones[] = {'"', '\\', '/', 'b', 'f', 'n', 'r', 't'};
        bool known = memchr(known_ones, *w->at, sizeof known_ones) != NULL;
        w->at += known;
        return known;
    }
    w->at++;
    for (int i = 0; i < 4; i++, w->at++) {
        if (w->at == w->end || !is_hex(*w->at)) return false;
    }
    return true;
}

static tagger_status skip_string(tg_json_walk *w, tg_json_value *value, tagger_error *err)
{
    const char *begin = w->at;
    if (w->at == w->end || *w->at != '"') return broken(w, err, "a name in quotes was expected");
    w->at++;
    *value = (tg_json_value){.kind = TG_JSON_STRING};
    for (;;) {
        w->at = plain_end(w->at, w->end);
        if (w->at == w->end) return broken(w, err, "");
        if (*w->at == '"') break;
        if (*w->at != '\\') return broken(w, err, "a control byte stands in a string");
        value->escaped = true;
        if (!skip_escape(w)) return broken(w, err, "unknown escape in a string");
    }
    w->at++;
    value->raw = (tg_str){.p = begin, .n = (size_t)(w->at - begin)};
    return TAGGER_OK;
}

static bool skip_digits(tg_json_walk *w)
{
    const char *begin = w->at;
    while (w->at < w->end && *w->at >= '0' && *w->at <= '9') w->at++;
    return w->at > begin;
}

static bool skip_number(tg_json_walk *w)
{
    if (*w->at == '-') w->at++;
    bool leading_zero = w->at < w->end && *w->at == '0';
    if (leading_zero) {
        w->at++;
    } else if (!skip_digits(w)) {
        return false;
    }
    if (w->at < w->end && *w->at == '.') {
        w->at++;
        if (!skip_digits(w)) return false;
    }
    if (w->at < w->end && (*w->at == 'e' || *w->at == 'E')) {
        w->at++;
        if (w->at < w->end && (*w->at == '+' || *w->at == '-')) w->at++;
        if (!skip_digits(w)) return false;
    }
    return true;
}

static bool skip_word(tg_json_walk *w, tg_str word)
{
    if ((size_t)(w->end - w->at) < word.n || memcmp(w->at, word.p, word.n) != 0) return false;
    w->at += word.n;
    return true;
}

/** A value that holds no other values. */
static tagger_status skip_scalar(tg_json_walk *w, tg_json_value *value, tagger_error *err)
{
    const char *begin = w->at;
    if (w->at == w->end) return broken(w, err, "");
    if (*w->at == '"') return skip_string(w, value, err);

    bool good = false;
    *value = (tg_json_value){.kind = TG_JSON_NUMBER};
    if (*w->at == '-' || (*w->at >= '0' && *w->at <= '9')) {
        good = skip_number(w);
    } else if (*w->at == 'n') {
        value->kind = TG_JSON_NULL;
        good = skip_word(w, TG_LIT("null"));
    } else {
        value->kind = TG_JSON_BOOL;
        good = skip_word(w, TG_LIT("true")) || skip_word(w, TG_LIT("false"));
    }
    if (!good) return broken(w, err, "a value was expected");
    value->raw = (tg_str){.p = begin, .n = (size_t)(w->at - begin)};
    return TAGGER_OK;
}

/* ---- nesting --------------------------------------------------------------- */

/** The brackets that are open, outermost first. */
struct nest {
    char open[TG_JSON_MAX_DEPTH];
    unsigned depth;
};

/** Step over `"name":`. */
static tagger_status skip_name(tg_json_walk *w, tg_json_value *name, tagger_error *err)
{
    skip_blanks(w);
    TG_TRY(skip_string(w, name, err));
    skip_blanks(w);
    if (w->at == w->end || *w->at != ':') return broken(w, err, "a colon was expected");
    w->at++;
    return TAGGER_OK;
}

static bool is_open(const tg_json_walk *w)
{
    return w->at < w->end && (*w->at == '{' || *w->at == '[');
}

/** Step over an opening bracket, and over the first name of an object.
 *  *closed tells that the brackets were empty. */
static tagger_status enter(tg_json_walk *w, struct nest *nest, bool *closed, tagger_error *err)
{
    char open = *w->at;
    if (nest->depth == TG_JSON_MAX_DEPTH) return broken(w, err, "nested deeper than 256");
    w->at++;
    skip_blanks(w);
    *closed = w->at < w->end && *w->at == (open == '{' ? '}' : ']');
    if (*closed) {
        w->at++;
        return TAGGER_OK;
    }
    nest->open[nest->depth++] = open;
    tg_json_value name;
    return open == '{' ? skip_name(w, &name, err) : TAGGER_OK;
}

/** After a value: step over closing brackets up to the next value, if one follows. */
static tagger_status leave(tg_json_walk *w, struct nest *nest, tagger_error *err)
{
    while (nest->depth > 0) {
        bool in_object = nest->open[nest->depth - 1] == '{';
        skip_blanks(w);
        if (w->at < w->end && *w->at == ',') {
            w->at++;
            tg_json_value name;
            return in_object ? skip_name(w, &name, err) : TAGGER_OK;
        }
        if (w->at == w->end || *w->at != (in_object ? '}' : ']')) {
            return broken(w, err, "a comma or a closing bracket was expected");
        }
        w->at++;
        nest->depth--;
    }
    return TAGGER_OK;
}

/** A value in brackets, at whose begin the walk stands. */
static tagger_status skip_nested(tg_json_walk *w, tagger_error *err)
{
    struct nest nest = {.depth = 0};
    do {
        skip_blanks(w);
        bool closed = true;
        if (is_open(w)) {
            TG_TRY(enter(w, &nest, &closed, err));
        } else {
            tg_json_value inner;
            TG_TRY(skip_scalar(w, &inner, err));
        }
        if (closed) TG_TRY(leave(w, &nest, err));
    } while (nest.depth > 0);
    return TAGGER_OK;
}

static tagger_status skip_value(tg_json_walk *w, tg_json_value *value, tagger_error *err)
{
    skip_blanks(w);
    if (!is_open(w)) return skip_scalar(w, value, err);
    const char *begin = w->at;
    TG_TRY(skip_nested(w, err));
    *value = (tg_json_value){.kind = *begin == '{' ? TG_JSON_OBJECT : TG_JSON_ARRAY,
                             .raw = {.p = begin, .n = (size_t)(w->at - begin)}};
    return TAGGER_OK;
}

/* ---- members --------------------------------------------------------------- */

tagger_status tg_json_open(tg_json_walk *walk, tg_str text, tagger_error *err)
{
    *walk = (tg_json_walk){.begin = text.p, .at = text.p, .end = text.p + text.n, .first = true};
    skip_blanks(walk);
    if (walk->at == walk->end || *walk->at != '{') {
        return broken(walk, err, "an object was expected");
    }
    walk->at++;
    return TAGGER_OK;
}

static tagger_status close_object(tg_json_walk *walk, tagger_error *err)
{
    walk->at++;
    skip_blanks(walk);
    if (walk->at < walk->end) return broken(walk, err, "more follows after the object");
    return TAGGER_OK;
}

/** The comma before every member or item but the first. */
static tagger_status skip_comma(tg_json_walk *walk, tagger_error *err)
{
    if (!walk->first) {
        if (walk->at == walk->end || *walk->at != ',') {
            return broken(walk, err, "a comma or a closing bracket was expected");
        }
        walk->at++;
    }
    walk->first = false;
    return TAGGER_OK;
}

tagger_status tg_json_next(tg_json_walk *walk, tg_json_member *member, bool *more,
                           tagger_error *err)
{
    skip_blanks(walk);
    *more = walk->at == walk->end || *walk->at != '}';
    if (!*more) return close_object(walk, err);

    TG_TRY(skip_comma(walk, err));
    TG_TRY(skip_name(walk, &member->name, err));
    return skip_value(walk, &member->value, err);
}

tagger_status tg_json_open_array(tg_json_walk *walk, tg_str text, tagger_error *err)
{
    *walk = (tg_json_walk){.begin = text.p, .at = text.p, .end = text.p + text.n, .first = true};
    skip_blanks(walk);
    if (walk->at == walk->end || *walk->at != '[') {
        return broken(walk, err, "an array was expected");
    }
    walk->at++;
    return TAGGER_OK;
}

tagger_status tg_json_next_item(tg_json_walk *walk, tg_json_value *item, bool *more,
                                tagger_error *err)
{
    skip_blanks(walk);
    *more = walk->at == walk->end || *walk->at != ']';
    if (!*more) return TAGGER_OK;
    TG_TRY(skip_comma(walk, err));
    return skip_value(walk, item, err);
}

static bool is_named(tg_json_value name, tg_str word)
{
    tg_str own = tg_json_inside(name);
    return own.p != NULL && tg_str_eq(own, word);
}

bool tg_json_find(tg_str object, tg_str path, tg_json_value *value)
{
    while (path.n > 0) {
        const char *dot = memchr(path.p, '.', path.n);
        tg_str head = {.p = path.p, .n = dot != NULL ? (size_t)(dot - path.p) : path.n};
        tg_json_walk walk;
        tg_json_member member;
        bool found = false;
        bool more = tg_json_open(&walk, object, NULL) == TAGGER_OK;
        while (more && !found) {
            if (tg_json_next(&walk, &member, &more, NULL) != TAGGER_OK) return false;
            found = more && is_named(member.name, head);
        }
        if (!found) return false;
        *value = member.value;
        if (dot == NULL) return true;
        object = member.value.raw;
        path = (tg_str){.p = dot + 1, .n = path.n - head.n - 1};
    }
    return false;
}

/* ---- escapes --------------------------------------------------------------- */

static uint32_t hex4(const char *p)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        uint32_t digit = c <= '9' ? (uint32_t)(c - '0') : (uint32_t)((c | 0x20) - 'a') + 10;
        value = value << 4 | digit;
    }
    return value;
}

/** Read "uXXXX", and the second half of a pair; p stands after the backslash. */
static const char *unescape_unit(const char *p, const char *end, uint32_t *cp, uint32_t *n_lone)
{
    uint32_t unit = hex4(p + 1);
    p += 5;
    *cp = unit;
    if (unit < 0xD800 || unit > 0xDFFF) return p;
    if (unit < 0xDC00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u') {
        uint32_t low = hex4(p + 2);
        if (low >= 0xDC00 && low <= 0xDFFF) {
            *cp = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            return p + 6;
        }
    }
    *cp = 0xFFFD;
    ++*n_lone;
    return p;
}

size_t tg_json_unescape(char *out, tg_str inside, uint32_t *n_lone)
{
    const char *p = inside.p;
    const char *end = p + inside.n;
    char *to = out;
    while (p < end) {
        const char *stop = memchr(p, '\\', (size_t)(end - p));
        size_t n_plain = (size_t)((stop != NULL ? stop : end) - p);
        memmove(to, p, n_plain);
        to += n_plain;
        p += n_plain;
        if (stop == NULL) break;
        p++;
        if (*p == 'u') {
            uint32_t cp;
            p = unescape_unit(p, end, &cp, n_lone);
            to += tg_utf8_put(to, cp);
            continue;
        }
        static const char from[] = "bfnrt";
        static const char into[] = "\b\f\n\r\t";
        const char *control = memchr(from, *p, sizeof from - 1);
        if (control != NULL) {
            *to++ = into[control - from];
        } else {
            *to++ = *p;
        }
        p++;
    }
    return (size_t)(to - out);
}

static void put_escape(tg_buf *buf, char c)
{
    static const char from[] = "\"\\\b\f\n\r\t";
    static const char into[] = "\"\\bfnrt";
    const char *at = memchr(from, c, sizeof from - 1);
    if (at != NULL) {
        tg_buf_char(buf, '\\');
        tg_buf_char(buf, into[at - from]);
        return;
    }
    static const char digits[] = "0123456789abcdef";
    tg_buf_word(buf, "\\u00");
    tg_buf_char(buf, digits[(unsigned char)c >> 4]);
    tg_buf_char(buf, digits[(unsigned char)c & 15]);
}

/** Copy n bytes (4 to 15) if all are plain: as two words that may overlap. Most strings are names. */
static bool copy_short(char *to, const char *p, size_t n)
{
    uint64_t first = n >= 8 ? load8(p) : load4(p) | (uint64_t)load4(p + n - 4) << 32;
    uint64_t last = n >= 8 ? load8(p + n - 8) : first;
    if (!both_plain(first, last)) return false;
    if (n >= 8) {
        memcpy(to, &first, 8);
        memcpy(to + n - 8, &last, 8);
    } else {
        memcpy(to, p, 4);
        memcpy(to + n - 4, p + n - 4, 4);
    }
    return true;
}

/** Copy the plain bytes that p[0..n) begins with; `to` has room for all n. @return how many. */
static size_t copy_plain(char *to, const char *p, size_t n)
{
    size_t i = 0;
    for (; i + STEP <= n; i += STEP) {
        memcpy(to + i, p + i, STEP);
        size_t n_plain = plain_in_step(p + i);
        if (n_plain < STEP) return i + n_plain;
    }
    if (n - i >= 4 && copy_short(to + i, p + i, n - i)) return n;
    for (; i < n && is_plain(p[i]); i++) to[i] = p[i];
    return i;
}

static void put_escaped(tg_buf *buf, tg_str text)
{
    while (text.n > 0 && tg_buf_reserve(buf, text.n)) {
        size_t n = copy_plain(buf->p + buf->n, text.p, text.n);
        buf->n += n;
        if (n == text.n) return;
        put_escape(buf, text.p[n]);
        text = (tg_str){.p = text.p + n + 1, .n = text.n - n - 1};
    }
}

void tg_json_put(tg_buf *buf, tg_str text)
{
    if (!tg_buf_reserve(buf, text.n + 2)) return;
    buf->p[buf->n++] = '"';
    size_t n = copy_plain(buf->p + buf->n, text.p, text.n);
    buf->n += n;
    if (n < text.n) put_escaped(buf, (tg_str){.p = text.p + n, .n = text.n - n});
    tg_buf_char(buf, '"');
}

/** Append with `put`, a U+FFFD for each ill-formed byte. @return whether there were none. */
static bool put_repaired(tg_buf *buf, tg_str bytes, void (*put)(tg_buf *, tg_str))
{
    bool clean = true;
    while (bytes.n > 0) {
        size_t n_good = tg_utf8_valid(bytes);
        put(buf, (tg_str){.p = bytes.p, .n = n_good});
        if (n_good == bytes.n) break;
        clean = false;
        tg_buf_word(buf, REPLACEMENT);
        bytes = (tg_str){.p = bytes.p + n_good + 1, .n = bytes.n - n_good - 1};
    }
    return clean;
}

void tg_json_put_any(tg_buf *buf, tg_str bytes)
{
    tg_buf_char(buf, '"');
    (void)put_repaired(buf, bytes, put_escaped);
    tg_buf_char(buf, '"');
}

bool tg_json_put_raw(tg_buf *buf, tg_str raw)
{
    return put_repaired(buf, raw, tg_buf_str);
}

void tg_json_put_opt(tg_buf *buf, tg_str text)
{
    if (text.p == NULL) {
        tg_buf_word(buf, "null");
    } else {
        tg_json_put(buf, text);
    }
}
