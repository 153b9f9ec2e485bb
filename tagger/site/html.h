/* SPDX-License-Identifier: MIT
 *
 * html.h — pieces of a page. Every text is hostile input and goes through here.
 */
#pragma once

#include "base/buf.h"
#include "graph/value.h"

/** Room for "entity/…40 letters…-…16 digits….html". */
enum { TG_HTML_FILE = 80 };

/** A page's place in the site. */
typedef struct tg_html_page {
    const char *root; /* from the page to the start page's folder: "" or "../" */
    const char *here; /* which file of the menu it belongs to, or "" */
    tg_str title;
} tg_html_page;

/** Everything before what the page is about: head, menu, and the open <main>. */
void tg_html_begin(tg_buf *out, const tg_html_page *page);
void tg_html_end(tg_buf *out);

/** A text, isolated so that its writing direction ends with it. */
void tg_html_text(tg_buf *out, tg_str text);

/** A text as text, a number as a number, nothing for NULL. */
void tg_html_value(tg_buf *out, tg_value v);

/** "1 story", "5 stories". */
void tg_html_count(tg_buf *out, int64_t n, const char *one, const char *many);

/** Is it an address that may become a link: http or https and nothing but visible signs? */
bool tg_html_is_web(tg_str url);

/** A link out of the site, when the address may be one; else nothing. */
void tg_html_web(tg_buf *out, tg_str url, const char *words);

/** "person" and so on, or "other": a word that may stand in a class. */
const char *tg_html_type(tg_str type);

/** folder/some-letters-of-the-name-HASH.html: only a to z, digits and dashes, one per key. */
void tg_html_file(char out[TG_HTML_FILE], const char *folder, tg_str name, tg_str key);
