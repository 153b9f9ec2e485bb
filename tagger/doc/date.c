/* SPDX-License-Identifier: MIT */
#include "doc/date.h"

enum { MAX_HEADER = 200, LEAD_BYTES = 200 };

static bool date_in(tg_date *out, tg_str text, tagger_span span, uint32_t max)
{
    uint32_t n = span.end - span.begin;
    tg_str part = {.p = text.p + span.begin, .n = n < max ? n : max};
    if (!tg_calendar_next(out, part, 0)) return false;
    out->at.begin += span.begin;
    out->at.end += span.begin;
    return true;
}

static uint32_t first_of(const tg_zones *z, tg_zone a, tg_zone b)
{
    uint32_t i = 0;
    while (i < z->n && z->zone[i] != a && z->zone[i] != b) i++;
    return i;
}

static uint32_t distance(uint32_t i, uint32_t j)
{
    return i > j ? i - j : j - i;
}

bool tg_date_find(tg_date *out, tg_str text, const tg_zones *z)
{
    *out = (tg_date){0};
    uint32_t body = first_of(z, TG_ZONE_LEAD, TG_ZONE_BODY);
    uint32_t headline = first_of(z, TG_ZONE_HEADLINE, TG_ZONE_HEADLINE);
    uint32_t near = headline < z->n ? headline : body;
    uint32_t best = UINT32_MAX;
    tg_date date;
    for (uint32_t i = 0; i < z->n; i++) {
        bool header = i < body && z->at[i].end - z->at[i].begin <= MAX_HEADER;
        bool dateline = z->zone[i] == TG_ZONE_DATELINE || z->zone[i] == TG_ZONE_BYLINE;
        if (!header && !dateline) continue;
        /* A date line beats any other line above the body. */
        uint32_t far = distance(i, near) + (dateline ? 0 : UINT32_MAX / 2);
        if (far >= best || !date_in(&date, text, z->at[i], MAX_HEADER)) continue;
        best = far;
        *out = date;
        out->rule = dateline ? "date-line" : "header-date";
    }
    if (out->rule == NULL && body < z->n && date_in(&date, text, z->at[body], LEAD_BYTES)) {
        *out = date;
        out->rule = "lead-date";
    }
    return out->rule != NULL;
}
