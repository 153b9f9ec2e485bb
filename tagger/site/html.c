/* SPDX-License-Identifier: MIT */
#include "site/html.h"

#include <stdio.h>

#include "base/sha256.h"
#include "graph/markup.h"

static const struct {
    const char *file;
    const char *words;
} menu[] = {
    {"index.html", "Start"},
    {"network.html", "Network"},
    {"topics.html", "Topics"},
    {"documents.html", "Articles"},
};

/* Nothing is fetched from anywhere, whatever an article tries. "file:" since some browsers do
 * not take a file on disk for 'self'. */
static const char policy[] =
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    "style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'\">\n";

void tg_html_begin(tg_buf *out, const tg_html_page *page)
{
    tg_buf_word(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    tg_buf_word(out, policy);
    tg_buf_word(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    tg_markup_xml(out, page->title);
    tg_buf_word(out, "</title>\n<link rel=\"stylesheet\" href=\"");
    tg_buf_word(out, page->root);
    tg_buf_word(out, "site.css\">\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the "
                     "content</a>\n<header><nav aria-label=\"Site\">");
    for (size_t i = 0; i < sizeof menu / sizeof *menu; i++) {
        tg_buf_word(out, "<a href=\"");
        tg_buf_word(out, page->root);
        tg_buf_word(out, menu[i].file);
        tg_buf_word(out,
                    strcmp(menu[i].file, page->here) == 0 ? "\" aria-current=\"page\">" : "\">");
        tg_buf_word(out, menu[i].words);
        tg_buf_word(out, "</a> ");
    }
    tg_buf_word(out, "</nav></header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

void tg_html_end(tg_buf *out)
{
    tg_buf_word(out, "</main>\n<footer>Made by tagger " TAGGER_VERSION
                     " from the articles alone. A link says that two are named near each other, "
                     "no more; read the sentence.</footer>\n</body>\n</html>\n");
}

void tg_html_text(tg_buf *out, tg_str text)
{
    tg_buf_word(out, "<bdi>");
    tg_markup_xml(out, text);
    tg_buf_word(out, "</bdi>");
}

void tg_html_value(tg_buf *out, tg_value v)
{
    if (v.kind == TG_VALUE_TEXT) {
        tg_html_text(out, v.s);
    } else {
        tg_markup_number(out, v);
    }
}

void tg_html_count(tg_buf *out, int64_t n, const char *one, const char *many)
{
    tg_markup_number(out, tg_int(n));
    tg_buf_char(out, ' ');
    tg_buf_word(out, n == 1 ? one : many);
}

static char lower(char c)
{
    if (c < 'A' || c > 'Z') return c;
    return (char)(c | 0x20);
}

static bool begins(tg_str text, const char *with)
{
    size_t n = strlen(with);
    if (text.n <= n) return false;
    for (size_t i = 0; i < n; i++) {
        if (lower(text.p[i]) != with[i]) return false;
    }
    return true;
}

bool tg_html_is_web(tg_str url)
{
    if (!begins(url, "http://") && !begins(url, "https://")) return false;
    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.p[i];
        if (c <= ' ' || c == 0x7f) return false;
    }
    return true;
}

void tg_html_web(tg_buf *out, tg_str url, const char *words)
{
    if (!tg_html_is_web(url)) return;
    tg_buf_word(out, "<a class=\"web\" rel=\"noopener noreferrer nofollow\" href=\"");
    tg_markup_xml(out, url);
    tg_buf_word(out, "\">");
    tg_buf_word(out, words);
    tg_buf_word(out, "</a>");
}

const char *tg_html_type(tg_str type)
{
    for (int i = 0; i < TAGGER_N_TYPES; i++) {
        const char *name = tagger_type_name((tagger_type)i);
        if (tg_str_eq(type, (tg_str){name, strlen(name)})) return name;
    }
    return "other";
}

enum { N_LETTERS = 40, N_DIGITS = 16 };

/** What a to z and digits there are, one dash for all else. */
static size_t put_letters(char *out, tg_str name)
{
    size_t n = 0;
    for (size_t i = 0; i < name.n && n < N_LETTERS; i++) {
        char c = lower(name.p[i]);
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain) out[n++] = c;
        if (!plain && n > 0 && out[n - 1] != '-') out[n++] = '-';
    }
    if (n > 0 && out[n - 1] != '-') out[n++] = '-';
    return n;
}

void tg_html_file(char out[TG_HTML_FILE], const char *folder, tg_str name, tg_str key)
{
    char letters[N_LETTERS + 1];
    char hex[TG_SHA256_HEX];
    unsigned char digest[TG_SHA256_BYTES];
    size_t n = put_letters(letters, name);
    tg_sha256 s;
    tg_sha256_start(&s);
    if (key.n > 0) tg_sha256_add(&s, key.p, key.n);
    tg_sha256_end(&s, digest);
    tg_sha256_hex(hex, digest);
    (void)snprintf(out, TG_HTML_FILE, "%s/%.*s%.*s.html", folder, (int)n, letters, N_DIGITS, hex);
}
