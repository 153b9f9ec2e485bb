/* SPDX-License-Identifier: MIT
 *
 * markup.h — text into formats that give some signs a meaning. Text is hostile input.
 */
#pragma once

#include "base/buf.h"
#include "graph/value.h"

/** For XML, in elements and in quoted attributes; characters XML forbids are left out. */
void tg_markup_xml(tg_buf *out, tg_str text);

/** A name token of XML, as ids of GraphML must be: what is no letter or digit of ASCII, '-', '_' or
 *  ':' is written as '.' with two hexadecimal digits a byte, so that no two texts become one. */
void tg_markup_token(tg_buf *out, tg_str text);

/** One cell of CSV (RFC 4180), quoted when it must be. A cell that a spreadsheet
 *  would take for a formula gets an apostrophe in front. */
void tg_markup_csv(tg_buf *out, tg_str text);

/** A quoted string of DOT. */
void tg_markup_dot(tg_buf *out, tg_str text);

/** A number, so that it is read back as the same; with a point in every locale. Nothing for
 *  what is no number. */
void tg_markup_number(tg_buf *out, tg_value v);
