/* SPDX-License-Identifier: MIT
 *
 * bearer.c — the bearers of a document's names, and which of them a mention means.
 *
 * When two people of one article share a surname, a bare surname means neither
 * for certain. Four things tell them apart, and nothing else is let count:
 *
 *     President Jan Maes … mayor Els Maes … President Maes     the role before it
 *     Jan Maes … his wife, Els Maes, … Mr Maes                 the sex, where it is said
 *     Jan Maes … Maes … Els Maes                               only one was named yet
 *     # Jan Maes is dead … Maes … his daughter Els Maes        the headline is about one
 */
#include "entity/bearer.h"

#include "base/status.h"
#include "entity/sex.h"

static uint64_t text_hash(const tg_view *v, tagger_span at)
{
    return at.begin == at.end ? 0
                              : tg_hash_folded((tg_str){v->text.p + at.begin, at.end - at.begin});
}

static uint64_t role_hash(const tg_view *v, const tg_role *role)
{
    return role->begin == role->end ? 0 : tg_span_hash(v, role->begin, role->end);
}

static tagger_status read_styles(tg_bearers *b, tg_arena *arena, tagger_error *err)
{
    uint32_t n = b->names.n_spans;
    b->style = TG_ARENA_NEW(arena, tg_style, n);
    if (b->style == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u titles", n);
    for (uint32_t s = 0; s < n; s++) {
        b->style[s] = b->names.span[s].label == TG_PERSON
                          ? tg_style_before(&b->roles, b->view, b->names.span, s)
                          : (tg_style){.title = {0, 0}};
    }
    return TAGGER_OK;
}

/* ---- the bearers ------------------------------------------------------------------ */

static unsigned n_initials(const tg_bearers *b, uint32_t i)
{
    unsigned n = 0;
    const tg_name_word *w = tg_name_words(&b->names, i);
    for (uint8_t k = 0; k < b->names.at[i].n_words; k++) n += w[k].initial;
    return n;
}

/** Does name `a` show better than `b` who is meant? */
static bool is_fuller(const tg_bearers *b, uint32_t a, uint32_t c)
{
    const tg_name *x = &b->names.at[a];
    const tg_name *y = &b->names.at[c];
    if (x->n_words != y->n_words) return x->n_words > y->n_words;
    unsigned initials_x = n_initials(b, a);
    unsigned initials_y = n_initials(b, c);
    if (initials_x != initials_y) return initials_x < initials_y;
    if (x->bent != y->bent) return y->bent;
    return x->end - x->begin > y->end - y->begin;
}

/** A name whose row identifies it, and not only as a surname. */
static bool identifies(const tg_bearers *b, uint32_t i)
{
    const tg_entry *e = b->reading[i].entry;
    return e != NULL && (e->flags & TG_ENTRY_SURNAME) == 0 && b->identity.tie[i] != TG_TIE_SURNAME;
}

static void gather(tg_bearers *b)
{
    for (uint32_t i = 0; i < b->names.n; i++)
        b->at[i] = (tg_bearer){.fullest = i, .known = TAGGER_NONE, .full_span = TAGGER_NONE};
    for (uint32_t i = 0; i < b->names.n; i++) {
        tg_bearer *x = &b->at[tg_identity_root(&b->identity, i)];
        if (i != x->fullest && is_fuller(b, i, x->fullest)) x->fullest = i;
        if (identifies(b, i) && (x->known == TAGGER_NONE || is_fuller(b, i, x->known)))
            x->known = i;
        bool full = b->identity.tie[i] != TG_TIE_SURNAME && b->names.at[i].n_words > 1;
        if (full && b->names.at[i].span < x->full_span) x->full_span = b->names.at[i].span;
    }
    for (uint32_t i = 0; i < b->names.n; i++) {
        tg_bearer *x = &b->at[i];
        /* A surname of the lists speaks only for somebody of whom no more is said. */
        if (x->known == TAGGER_NONE && b->reading[x->fullest].entry != NULL) x->known = x->fullest;
    }
}

static uint8_t sex_before(const tg_bearers *b, uint32_t s)
{
    const tg_labelled *at = &b->names.span[s];
    return at->label == TG_PERSON ? tg_sex_before(b->view, at->begin, at->end) : TG_SEX_UNKNOWN;
}

static void gather_styles(tg_bearers *b)
{
    for (uint32_t s = 0; s < b->names.n_spans; s++) {
        uint32_t i = b->names.of[s];
        if (b->identity.tie[i] == TG_TIE_SURNAME || b->identity.n_among[i] > 0) continue;
        tg_bearer *x = &b->at[tg_identity_root(&b->identity, i)];
        uint64_t role = role_hash(b->view, &b->style[s].head);
        uint64_t title = text_hash(b->view, b->style[s].title);
        if (role != 0) x->role = role;
        if (title != 0) x->title = title;
        x->sex |= sex_before(b, s);
        if (tg_view_zone(b->view, b->names.span[s].begin) == TG_ZONE_HEADLINE &&
            b->names.at[i].n_words > 1)
            x->headline = true;
    }
}

tagger_status tg_bearers_find(tg_bearers *out, tg_arena *arena, const tg_view *v,
                              const tg_labelled *span, uint32_t n_spans, tagger_error *err)
{
    *out = (tg_bearers){.view = v};
    TG_TRY(tg_roles_read(&out->roles, arena, v, err));
    TG_TRY(tg_names_read(&out->names, arena, v, span, n_spans, err));
    TG_TRY(read_styles(out, arena, err));
    TG_TRY(tg_known_choose(&out->reading, arena, v, &out->names, out->style, err));
    TG_TRY(tg_identify(&out->identity, arena, v, &out->names, out->reading, err));
    out->at = TG_ARENA_NEW(arena, tg_bearer, out->names.n);
    if (out->at == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for the bearers of %u names", out->names.n);
    gather(out);
    gather_styles(out);
    return TAGGER_OK;
}

/* ---- one mention --------------------------------------------------------------------- */

/** The only one of `among` for which `mark` holds, or TAGGER_NONE. */
static uint32_t only_one(const uint32_t *among, uint32_t n, const bool *mark)
{
    uint32_t one = TAGGER_NONE;
    for (uint32_t k = 0; k < n; k++) {
        if (!mark[k]) continue;
        if (one != TAGGER_NONE) return TAGGER_NONE;
        one = among[k];
    }
    return one;
}

/** The one who is of the sex that is said before span s, else the only one who may be; or TAGGER_NONE. */
static uint32_t one_of_sex(const tg_bearers *b, uint32_t s, const uint32_t *among, uint32_t n)
{
    bool same[TG_KEY_NAMES];
    bool may_be[TG_KEY_NAMES];
    uint8_t sex = sex_before(b, s);
    if (sex == TG_SEX_UNKNOWN) return TAGGER_NONE;
    for (uint32_t k = 0; k < n; k++) {
        uint8_t own = b->at[among[k]].sex;
        same[k] = own == sex;
        may_be[k] = own == sex || own == TG_SEX_UNKNOWN;
    }
    uint32_t one = only_one(among, n, same);
    return one != TAGGER_NONE ? one : only_one(among, n, may_be);
}

uint32_t tg_bearer_of(const tg_bearers *b, uint32_t s)
{
    uint32_t i = b->names.of[s];
    uint32_t n = b->identity.n_among[i];
    if (n == 0) return tg_identity_root(&b->identity, i);
    const uint32_t *among = b->identity.among[i];
    uint64_t role = role_hash(b->view, &b->style[s].head);
    uint64_t title = text_hash(b->view, b->style[s].title);
    bool same_role[TG_KEY_NAMES];
    bool same_title[TG_KEY_NAMES];
    bool named[TG_KEY_NAMES];
    bool headline[TG_KEY_NAMES];
    for (uint32_t k = 0; k < n; k++) {
        const tg_bearer *x = &b->at[among[k]];
        same_role[k] = role != 0 && x->role == role;
        same_title[k] = title != 0 && x->title == title;
        named[k] = x->full_span < s;
        headline[k] = x->headline;
    }
    uint32_t one = only_one(among, n, same_role);
    if (one == TAGGER_NONE) one = only_one(among, n, same_title);
    if (one == TAGGER_NONE) one = one_of_sex(b, s, among, n);
    if (one == TAGGER_NONE) one = only_one(among, n, named);
    return one != TAGGER_NONE ? one : only_one(among, n, headline);
}
