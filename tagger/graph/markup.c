/* SPDX-License-Identifier: MIT */
#include "graph/markup.h"

#include "base/number.h"

static const char *entity_of(unsigned char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\n':
    case '\t':
    case '\r':
        return " ";
    default:
        return c < ' ' || c == 0x7f ? "" : NULL;
    }
}

/** U+FFFE and U+FFFF are UTF-8 but no characters of XML. */
static bool is_noncharacter(const char *p, const char *end)
{
    return end - p >= 3 && memcmp(p, "\xef\xbf", 2) == 0 && (unsigned char)p[2] >= 0xbe;
}

void tg_markup_xml(tg_buf *out, tg_str text)
{
    const char *end = text.p + text.n;
    for (const char *p = text.p; p < end; p++) {
        const char *entity = entity_of((unsigned char)*p);
        if (entity != NULL) {
            tg_buf_word(out, entity);
        } else if (is_noncharacter(p, end)) {
            p += 2;
        } else {
            tg_buf_char(out, *p);
        }
    }
}

static bool is_one_of(char c, tg_str set)
{
    return memchr(set.p, c, set.n) != NULL;
}

static bool is_token(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ':';
}

void tg_markup_token(tg_buf *out, tg_str text)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < text.n; i++) {
        unsigned char byte = (unsigned char)text.p[i];
        if (is_token(text.p[i])) {
            tg_buf_char(out, text.p[i]);
            continue;
        }
        tg_buf_char(out, '.');
        tg_buf_char(out, digits[byte >> 4]);
        tg_buf_char(out, digits[byte & 15]);
    }
}

void tg_markup_csv(tg_buf *out, tg_str text)
{
    bool quote = false;
    for (size_t i = 0; i < text.n; i++) quote |= is_one_of(text.p[i], TG_LIT(",\"\r\n"));
    bool formula = text.n > 0 && is_one_of(text.p[0], TG_LIT("=+-@\t\r"));
    if (quote) tg_buf_char(out, '"');
    if (formula) tg_buf_char(out, '\'');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"') tg_buf_char(out, '"');
        tg_buf_char(out, text.p[i]);
    }
    if (quote) tg_buf_char(out, '"');
}

void tg_markup_dot(tg_buf *out, tg_str text)
{
    tg_buf_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '"' || c == '\\') tg_buf_char(out, '\\');
        if (c >= ' ') tg_buf_char(out, (char)c);
    }
    tg_buf_char(out, '"');
}

void tg_markup_number(tg_buf *out, tg_value v)
{
    char digits[40];
    if (v.kind == TG_VALUE_INT) {
        (void)tg_print(digits, sizeof digits, "%lld", (long long)v.i);
    } else if (v.kind == TG_VALUE_REAL) {
        (void)tg_print(digits, sizeof digits, "%.12g", v.r);
    } else {
        return;
    }
    tg_buf_word(out, digits);
}
