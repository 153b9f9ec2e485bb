/* SPDX-License-Identifier: MIT */
#include "base/number.h"

#include <locale.h>
#include <stdio.h>

int tg_vprint(char *out, size_t room, const char *fmt, va_list args)
{
    /* The C library keeps this locale: to ask for it takes no memory. */
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0) return -1;
    locale_t before = uselocale(plain);
    int n = vsnprintf(out, room, fmt, args);
    (void)uselocale(before);
    freelocale(plain);
    return n;
}

int tg_print(char *out, size_t room, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int n = tg_vprint(out, room, fmt, args);
    va_end(args);
    return n;
}

bool tg_read_number(double *out, tg_str text)
{
    enum { MOST = 18 }; /* digits: 64 bits hold them as a whole number */
    bool minus = text.n > 0 && text.p[0] == '-';
    int64_t number = 0;
    int64_t scale = 0; /* of the digits behind the point; 0: none was seen */
    if (text.n == minus || text.n > MOST || text.p[text.n - 1] == '.') return false;
    for (size_t i = minus; i < text.n; i++) {
        char c = text.p[i];
        if (c == '.' && scale == 0) {
            scale = 1;
        } else if (c >= '0' && c <= '9') {
            number = 10 * number + (c - '0');
            scale *= 10;
        } else {
            return false;
        }
    }
    *out = (double)(minus ? -number : number) / (double)(scale > 0 ? scale : 1);
    return true;
}
