/* SPDX-License-Identifier: MIT
 *
 * number.h — numbers as text, with a point in every locale.
 *
 * A program that uses the library may have asked for a locale in which a half
 * is "0,5"; tables and answers must not change with it.
 */
#pragma once

#include <stdarg.h>

#include "base/base.h"

/** As vsnprintf() in the C locale. @return bytes of the whole text, which was cut when it is `room` or
 *  more; negative on failure. */
int tg_vprint(char *out, size_t room, const char *fmt, va_list args)
    __attribute__((format(printf, 3, 0)));
int tg_print(char *out, size_t room, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/** Read a number of at most 18 bytes: a minus if any, digits, and a point among or before them if any:
 *  "-0.31". @return false when the text is none. */
bool tg_read_number(double *out, tg_str text);
