/* SPDX-License-Identifier: MIT
 *
 * calendar.c — dates written in text.
 *
 * Every date asked for holds a year of four digits, and few other things do.
 * So we look for numbers of four digits and read outwards from each:
 *
 *     Saturday, 31 July, 2021          August 1st, 2021          2021-07-31
 *               <---------| year      <------------| year   year|------>
 *
 * Backwards means token by token, so "31 de julio de 2021" and "1er août 2021"
 * need no pattern of their own: small words and ordinal endings are skipped.
 */
#include "doc/calendar.h"

#include <string.h>
#include <time.h>

#include "base/utf8.h"

enum { N_FORMS = 10, MAX_WORD = 16, NO_INDEX = -1 };

/* Lower case, UTF-8; full forms, then short ones. */
static const char *const month_name[12][N_FORMS] = {
    {"january", "januari", "janvier", "januar", "enero", "gennaio", "janeiro", "jan", "janv",
     "jänner"},
    {"february", "februari", "février", "februar", "febrero", "febbraio", "fevereiro", "feb",
     "févr", "fev"},
    {"march", "maart", "mars", "märz", "marzo", "março", "mar", "mrt", "mrz"},
    {"april", "avril", "abril", "aprile", "apr", "avr", "abr"},
    {"may", "mei", "mai", "mayo", "maggio", "maio"},
    {"june", "juni", "juin", "junio", "giugno", "junho", "jun"},
    {"july", "juli", "juillet", "julio", "luglio", "julho", "jul", "juil"},
    {"august", "augustus", "août", "agosto", "aug", "aout", "ago"},
    {"september", "septembre", "septiembre", "settembre", "setembro", "sep", "sept", "set"},
    {"october", "oktober", "octobre", "octubre", "ottobre", "outubro", "oct", "okt", "out"},
    {"november", "novembre", "noviembre", "novembro", "nov"},
    {"december", "dezember", "décembre", "diciembre", "dicembre", "dezembro", "dec", "dez", "déc",
     "dic"},
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/** Month 1..12 of a word in any case, 0 if it is none. */
static int month_of(const char *p, size_t n)
{
    char low[MAX_WORD];
    if (n < 3 || n >= MAX_WORD) return 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        bool accented = i > 0 && (unsigned char)p[i - 1] == 0xc3 && c >= 0x80 && c <= 0x9e;
        low[i] = (char)((c >= 'A' && c <= 'Z') || accented ? c + 0x20 : c);
    }
    low[n] = '\0';
    for (int m = 0; m < 12; m++) {
        for (size_t k = 0; k < N_FORMS && month_name[m][k] != NULL; k++) {
            if (month_name[m][k][0] == low[0] && strcmp(month_name[m][k], low) == 0) return m + 1;
        }
    }
    return 0;
}

static bool in_calendar(int year, int month, int day)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1500 || year > 2199 || month < 1 || month > 12 || day < 1) return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (leap && month == 2);
}

static void put_digits(char *to, int value, int n)
{
    for (int i = n - 1; i >= 0; i--, value /= 10) to[i] = (char)('0' + value % 10);
}

static bool fill(tg_date *out, int year, int month, int day, tagger_span at)
{
    if (!in_calendar(year, month, day)) return false;
    *out = (tg_date){.iso = "0000-00-00", .at = at};
    put_digits(out->iso, year, 4);
    put_digits(out->iso + 5, month, 2);
    put_digits(out->iso + 8, day, 2);
    return true;
}

/** The number of at most two digits in p[begin..end), NO_INDEX for anything else. */
static int small_number(const char *p, size_t begin, size_t end)
{
    if (begin == end || end - begin > 2) return NO_INDEX;
    int value = 0;
    for (size_t i = begin; i < end; i++) {
        if (!tg_ascii_is_digit(p[i])) return NO_INDEX;
        value = value * 10 + (p[i] - '0');
    }
    return value;
}

/* ---- reading forwards: 2021-07-31, 2021/07/31 ---- */

static bool read_iso(tg_date *out, tg_str text, size_t at, int year)
{
    const char *p = text.p;
    if (at + 10 > text.n || (p[at + 4] != '-' && p[at + 4] != '/') || p[at + 7] != p[at + 4]) {
        return false;
    }
    if (at + 10 < text.n && tg_ascii_is_digit(p[at + 10])) return false;
    int month = small_number(p, at + 5, at + 7);
    int day = small_number(p, at + 8, at + 10);
    return fill(out, year, month, day, (tagger_span){(uint32_t)at, (uint32_t)at + 10});
}

/* ---- reading backwards ---- */

struct piece {
    size_t begin; /* bytes */
    size_t end;
};

/** The run of letters and digits that ends before `at`, blanks, commas and full stops between. */
static struct piece piece_before(tg_str text, size_t at)
{
    const char *p = text.p;
    size_t end = at;
    while (end > 0 && at - end < 4 &&
           (p[end - 1] == ' ' || p[end - 1] == ',' || p[end - 1] == '.')) {
        end--;
    }
    size_t begin = end;
    while (begin > 0 && end - begin < MAX_WORD &&
           (is_letter(p[begin - 1]) || tg_ascii_is_digit(p[begin - 1]))) {
        begin--;
    }
    return (struct piece){begin, end};
}

/** "de", "of", "del" between day, month and year. */
static bool is_small_word(tg_str text, struct piece w)
{
    static const char *const words[] = {"de", "of", "del", "di"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t n = strlen(words[i]);
        if (w.end - w.begin == n && memcmp(text.p + w.begin, words[i], n) == 0) return true;
    }
    return false;
}

static struct piece piece_before_small(tg_str text, size_t at)
{
    struct piece w = piece_before(text, at);
    return is_small_word(text, w) ? piece_before(text, w.begin) : w;
}

/** The day in a piece: "31", "1st", "1er", "1º"; NO_INDEX if it is none. */
static int day_of(tg_str text, struct piece w)
{
    static const char *const endings[] = {"st", "nd", "rd", "th", "er", "º", "°", "e"};
    size_t end = w.begin;
    while (end < w.end && tg_ascii_is_digit(text.p[end])) end++;
    size_t rest = w.end - end;
    bool known = rest == 0;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0] && !known; i++) {
        known = strlen(endings[i]) == rest && memcmp(text.p + end, endings[i], rest) == 0;
    }
    return known ? small_number(text.p, w.begin, end) : NO_INDEX;
}

/** "31 July 2021" and "July 31, 2021", the year at [at, at + 4). */
static bool read_words(tg_date *out, tg_str text, size_t at, int year)
{
    struct piece a = piece_before_small(text, at);
    struct piece b = piece_before_small(text, a.begin);
    int month = month_of(text.p + a.begin, a.end - a.begin);
    int day = month > 0 ? day_of(text, b) : day_of(text, a);
    if (month == 0) month = month_of(text.p + b.begin, b.end - b.begin);
    if (month == 0 || day == NO_INDEX) return false;
    return fill(out, year, month, day, (tagger_span){(uint32_t)b.begin, (uint32_t)at + 4});
}

/** Begin of the run of digits that ends before `at`, at most two. */
static size_t digits_before(tg_str text, size_t at)
{
    size_t begin = at;
    while (begin > 0 && at - begin < 3 && tg_ascii_is_digit(text.p[begin - 1])) begin--;
    return begin;
}

/** "31.07.2021", "31-07-2021", "07/31/2021": the part over 12 is the day; with dots the first. */
static bool read_numbers(tg_date *out, tg_str text, size_t at, int year)
{
    const char *p = text.p;
    if (at < 4) return false;
    char mark = p[at - 1];
    if (mark != '.' && mark != '-' && mark != '/') return false;
    size_t second = digits_before(text, at - 1);
    if (second == 0 || p[second - 1] != mark) return false;
    size_t first = digits_before(text, second - 1);
    int a = small_number(p, first, second - 1);
    int b = small_number(p, second, at - 1);
    if (a == NO_INDEX || b == NO_INDEX) return false;
    if (mark != '.' && a <= 12 && b <= 12 && a != b) return false;
    bool day_first = mark == '.' || a > 12;
    tagger_span span = {(uint32_t)first, (uint32_t)at + 4};
    return fill(out, year, day_first ? b : a, day_first ? a : b, span);
}

bool tg_calendar_next(tg_date *out, tg_str text, size_t from)
{
    const char *p = text.p;
    for (size_t i = from; i < text.n;) {
        size_t end = i;
        int year = 0;
        for (; end < text.n && end - i < 5 && tg_ascii_is_digit(p[end]); end++)
            year = year * 10 + (p[end] - '0');
        bool alone = end - i == 4;
        if (alone && (read_iso(out, text, i, year) || read_words(out, text, i, year) ||
                      read_numbers(out, text, i, year))) {
            if (out->at.begin >= from) return true;
        }
        while (end < text.n && tg_ascii_is_digit(p[end])) end++; /* a longer number is no year */
        i = end > i ? end : i + 1;
    }
    return false;
}

/* ---- a field ---- */

/** The number in n digits. */
static int64_t number(const char *p, size_t n)
{
    int64_t value = 0;
    for (size_t i = 0; i < n; i++) value = 10 * value + (p[i] - '0');
    return value;
}

/** Seconds since 1970, in Greenwich. */
static bool read_seconds(tg_date *out, int64_t seconds, tagger_span at)
{
    time_t time = (time_t)seconds;
    struct tm day;
    return gmtime_r(&time, &day) != NULL &&
           fill(out, 1900 + day.tm_year, 1 + day.tm_mon, day.tm_mday, at);
}

bool tg_calendar_field(tg_date *out, tg_str field)
{
    enum { DAY = 8, SECONDS = 10, MILLISECONDS = 13, TIME = 14 };
    if (tg_calendar_next(out, field, 0)) return true;
    const char *p = field.p;
    size_t n = 0;
    while (n < field.n && n <= TIME && tg_ascii_is_digit(p[n])) n++;
    bool whole = n == field.n || p[n] == '.';
    tagger_span at = {0, (uint32_t)n};
    if ((n == DAY && (whole || p[n] == 'T')) || (n == TIME && whole))
        return fill(out, (int)number(p, 4), (int)number(p + 4, 2), (int)number(p + 6, 2), at);
    if (!whole || (n != SECONDS && n != MILLISECONDS)) return false;
    return read_seconds(out, number(p, SECONDS), at);
}
