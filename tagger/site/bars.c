/* SPDX-License-Identifier: MIT */
#include "site/bars.h"

#include <stdio.h>

enum {
    A_YEAR = 12, /* months */
    WIDTH = 640,
    HEIGHT = 80,
    LABELS = 18,
    MOST_BARS = 96,
    WIDEST = 24
};

/** Digits only, else -1. */
static int number(tg_str digits)
{
    int v = 0;
    for (size_t i = 0; i < digits.n; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '9') return -1;
        v = v * 10 + (digits.p[i] - '0');
    }
    return v;
}

void tg_bars_add(tg_bars *bars, tg_str month, int64_t n)
{
    if (month.n != 7 || month.p[4] != '-' || n <= 0) return;
    int year = number((tg_str){month.p, 4});
    int m = number((tg_str){month.p + 5, 2});
    if (year < 0 || m < 1 || m > A_YEAR) return;
    tg_bars_month new = {(uint32_t)(year * A_YEAR + m - 1), n};
    if (bars->months.n > 0 && bars->months.at[bars->months.n - 1].month >= new.month) return;
    if (!tg_vec_push(&bars->months, new)) bars->oom = true;
}

void tg_bars_dispose(tg_bars *bars)
{
    tg_vec_dispose(&bars->months);
}

/** How the months are put into bars. */
typedef struct scale {
    uint32_t step;  /* months a bar */
    uint32_t first; /* in steps */
    uint32_t n;     /* bars */
    int64_t most;   /* stories in one bar */
} scale;

/** Walk over the bars that are not empty: *at is the first month of the next one. */
static bool next_bar(tg_bars_month *bar, const tg_bars *bars, uint32_t step, size_t *at)
{
    if (*at >= bars->months.n) return false;
    *bar = (tg_bars_month){bars->months.at[*at].month / step, 0};
    for (; *at < bars->months.n && bars->months.at[*at].month / step == bar->month; ++*at)
        bar->n += bars->months.at[*at].n;
    return true;
}

static scale scale_of(const tg_bars *bars)
{
    static const uint32_t steps[] = {1, A_YEAR, 10 * A_YEAR, 100 * A_YEAR};
    uint32_t first = bars->months.at[0].month;
    uint32_t last = bars->months.at[bars->months.n - 1].month;
    scale s = {.step = 0};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        s.step = steps[i];
        s.first = first / s.step;
        s.n = last / s.step - s.first + 1;
        if (s.n <= MOST_BARS) break;
    }
    tg_bars_month bar;
    size_t at = 0;
    while (next_bar(&bar, bars, s.step, &at)) {
        if (bar.n > s.most) s.most = bar.n;
    }
    return s;
}

/** "2021-07", "2021", "2020s", "2000s". */
static void put_when(tg_buf *out, uint32_t bar, uint32_t step)
{
    char text[32];
    uint32_t month = bar * step;
    if (step == 1) {
        (void)snprintf(text, sizeof text, "%04u-%02u", month / A_YEAR, month % A_YEAR + 1);
    } else {
        (void)snprintf(text, sizeof text, "%04u%s", month / A_YEAR, step > A_YEAR ? "s" : "");
    }
    tg_buf_word(out, text);
}

static void put_label(tg_buf *out, const scale *s, uint32_t bar, double x, const char *anchor)
{
    tg_buf_word(out, "<text x=\"");
    tg_buf_fixed(out, x, 1);
    tg_buf_word(out, "\" y=\"");
    tg_buf_uint(out, HEIGHT + LABELS - 4);
    tg_buf_word(out, "\" text-anchor=\"");
    tg_buf_word(out, anchor);
    tg_buf_word(out, "\">");
    put_when(out, bar, s->step);
    tg_buf_word(out, "</text>");
}

static void put_bar(tg_buf *out, const scale *s, const tg_bars_month *bar, double wide)
{
    double high = (double)HEIGHT * (double)bar->n / (double)s->most;
    if (high < 2) high = 2;
    tg_buf_word(out, "<rect x=\"");
    tg_buf_fixed(out, (bar->month - s->first) * wide, 1);
    tg_buf_word(out, "\" y=\"");
    tg_buf_fixed(out, HEIGHT - high, 1);
    tg_buf_word(out, "\" width=\"");
    tg_buf_fixed(out, wide > 4 ? wide - 1.5 : wide * 0.8, 1);
    tg_buf_word(out, "\" height=\"");
    tg_buf_fixed(out, high, 1);
    tg_buf_word(out, "\"><title>");
    put_when(out, bar->month, s->step);
    tg_buf_word(out, ": ");
    tg_buf_uint(out, (uint64_t)bar->n);
    tg_buf_word(out, "</title></rect>");
}

void tg_bars_svg(tg_buf *out, const tg_bars *bars)
{
    if (bars->months.n == 0) return;
    scale s = scale_of(bars);
    double wide = (double)WIDTH / s.n < WIDEST ? (double)WIDTH / s.n : WIDEST;
    tg_buf_word(out, "<svg class=\"bars\" role=\"img\" aria-label=\"Stories over time, at most ");
    tg_buf_uint(out, (uint64_t)s.most);
    tg_buf_word(out, "\" viewBox=\"0 0 ");
    tg_buf_uint(out, WIDTH);
    tg_buf_char(out, ' ');
    tg_buf_uint(out, HEIGHT + LABELS);
    tg_buf_word(out, "\">");
    tg_bars_month bar;
    size_t at = 0;
    while (next_bar(&bar, bars, s.step, &at)) put_bar(out, &s, &bar, wide);
    put_label(out, &s, s.first, 0, "start");
    if (s.n > 1) {
        bool narrow = wide * s.n < WIDTH / 4.0;
        put_label(out, &s, s.first + s.n - 1, narrow ? wide * s.n + 60 : wide * s.n,
                  narrow ? "start" : "end");
    }
    tg_buf_word(out, "</svg>\n");
}
