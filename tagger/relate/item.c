/* SPDX-License-Identifier: MIT */
#include "relate/item.h"

#include "base/status.h"

tagger_status tg_items_init(tg_items *out, tg_arena *arena, const tg_view *v,
                            const tg_linked *linked, tagger_error *err)
{
    uint32_t most = 0;
    for (uint32_t s = 0; s < v->sentences->n; s++) {
        uint32_t n = v->sentences->first[s + 1] - v->sentences->first[s];
        if (n > most) most = n;
    }
    *out = (tg_items){.at = TG_ARENA_NEW(arena, tg_item, most), .view = v, .linked = linked};
    if (out->at == NULL)
        return tg_fail(err, TAGGER_E_NOMEM, "no memory for a sentence of %u tokens", most);
    return TAGGER_OK;
}

static bool is_sign(const tg_view *v, uint32_t token, char sign)
{
    return v->tokens->end[token] - v->tokens->begin[token] == 1 &&
           v->text.p[v->tokens->begin[token]] == sign;
}

/* ---- names ------------------------------------------------------------------------ */

/** In "Long Name (LN)" the second mention of the same bearer stands for both. */
static bool is_introduced(const tg_items *items, uint32_t m, uint32_t end)
{
    const tg_linked *l = items->linked;
    if (m + 1 >= l->n_mentions || l->first[m + 1] != l->end[m] + 1 || l->end[m + 1] >= end)
        return false;
    const tagger_mention *a = &l->mention[m];
    const tagger_mention *b = &l->mention[m + 1];
    return a->entity != TAGGER_NONE && a->entity == b->entity &&
           is_sign(items->view, l->end[m], '(') && is_sign(items->view, l->end[m + 1], ')');
}

/** Take back a title that stands before the name: "Ms." */
static void drop_title(tg_items *items, uint32_t first)
{
    const tg_role *title = tg_role_to(&items->linked->roles.honorifics, first);
    if (title == NULL) return;
    while (items->n > 0 && items->at[items->n - 1].kind == TG_ITEM_WORD &&
           items->at[items->n - 1].begin >= title->begin)
        items->n--;
}

static uint8_t label_of(const tagger_mention *m)
{
    return m->form == TAGGER_FORM_DEMONYM ? TG_DEMONYM : (uint8_t)m->type;
}

/** Add mention *m. @return the token behind it. */
static uint32_t add_name(tg_items *items, uint32_t *m, uint32_t end)
{
    const tg_linked *l = items->linked;
    uint32_t begin = l->first[*m];
    uint32_t stop = l->end[*m];
    const tagger_mention *x = &l->mention[*m];
    if (x->type == TAGGER_PERSON) drop_title(items, begin);
    if (is_introduced(items, *m, end)) {
        ++*m;
        stop = l->end[*m] + 1;
    }
    uint8_t label = label_of(x);
    items->at[items->n++] = (tg_item){.traits = (uint64_t)1 << label,
                                      .kind = TG_ITEM_NAME,
                                      .label = label,
                                      .begin = begin,
                                      .end = stop,
                                      .mention = *m};
    ++*m;
    return stop;
}

/* ---- roles and words ----------------------------------------------------------------- */

static bool joins_roles(const tg_view *v, const tg_item *item)
{
    static const char *const words[] = {"and", "&", "/", "-", "en", "et", "und"};
    tg_str s = tg_view_text(v, item->begin, item->end);
    for (size_t i = 0; item->kind == TG_ITEM_WORD && i < sizeof words / sizeof words[0]; i++) {
        if (tg_fold_eq(s, (tg_str){words[i], strlen(words[i])})) return true;
    }
    return false;
}

/** A capital between other words: "Budget" in "Belgian Budget Secretary". */
static bool is_title_word(const tg_view *v, const tg_item *item)
{
    uint32_t i = item->begin;
    return item->kind == TG_ITEM_WORD && tg_is_upper(v, i) &&
           i > v->sentences->first[v->sentence[i]] && !tg_has_mark(v, i, TG_MARK_FUNCTION) &&
           !tg_has_mark(v, i, TG_MARK_GROUP) && !tg_has_mark(v, i, TG_MARK_MONTH) &&
           !tg_has_mark(v, i, TG_MARK_WEEKDAY);
}

static uint64_t class_hash(const tg_view *v, const tg_role *role, uint32_t word)
{
    tg_str class = tg_role_class(v, role, word);
    return class.n > 0 ? tg_hash_folded(class) : 0;
}

/** Add a role whose modifiers begin at `begin`; roles that stand together are one, and so are the
 *  capitals of a title. */
static void add_role(tg_items *items, uint32_t begin, const tg_role *role)
{
    const tg_view *v = items->view;
    uint64_t noun = v->tokens->hash[role->end - 1];
    tg_item item = {.traits = (uint64_t)1 << TG_ITEM_ROLE_BIT | tg_item_word_trait(noun),
                    .kind = TG_ITEM_ROLE,
                    .begin = begin,
                    .end = role->end,
                    .hash = class_hash(v, role, role->word),
                    .noun = noun,
                    .other = class_hash(v, role, role->other)};
    uint32_t n = items->n;
    if (n > 0 && items->at[n - 1].kind == TG_ITEM_ROLE) {
        item.begin = items->at[--n].begin;
    } else if (n > 1 && items->at[n - 2].kind == TG_ITEM_ROLE &&
               joins_roles(v, &items->at[n - 1])) {
        n -= 2;
        item.begin = items->at[n].begin;
        item.hash = items->at[n].hash;
        item.other = items->at[n].other;
    }
    bool title =
        tg_is_upper(v, item.begin) && v->casing[v->sentence[item.begin]] == TG_CASING_PLAIN;
    while (title && n > 0 && is_title_word(v, &items->at[n - 1])) item.begin = items->at[--n].begin;
    items->at[n] = item;
    items->n = n + 1;
}

static void add_word(tg_items *items, uint32_t token)
{
    const tg_view *v = items->view;
    uint64_t verbs = TG_MARK_BIT(TG_MARK_FUNCTION) | TG_MARK_BIT(TG_MARK_SPEECH) |
                     TG_MARK_BIT(TG_MARK_PERSON_VERB);
    uint8_t flags = v->tokens->flags[token];
    uint64_t hash = v->tokens->hash[token];
    uint64_t word = (flags & TG_TOKEN_WORD) != 0;
    uint64_t plain = word & ((flags & TG_TOKEN_UPPER) == 0) & ((v->marks[token] & verbs) == 0);
    items->at[items->n++] = (tg_item){
        .traits = tg_item_word_trait(hash) | word << TG_ITEM_WORD_BIT | plain << TG_ITEM_PLAIN_BIT,
        .kind = TG_ITEM_WORD,
        .begin = token,
        .end = token + 1,
        .hash = hash};
}

/** Quotes around a name change nothing: the daily "De Tijd". */
static bool is_quote(const tg_view *v, uint32_t token)
{
    static const char *const quotes[] = {"\"", "“", "”", "„", "«", "»"};
    if ((v->tokens->flags[token] & TG_TOKEN_WORD) != 0) return false;
    tg_str s = tg_view_token(v, token);
    for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++) {
        if (tg_str_eq(s, (tg_str){quotes[i], strlen(quotes[i])})) return true;
    }
    return false;
}

static void look_ahead(tg_items *items)
{
    uint64_t all = ((uint64_t)2 << TG_ITEM_ROLE_BIT) - 1; /* the traits of names and roles */
    uint64_t kinds = 0;
    for (uint32_t i = items->n; i-- > 0;) {
        kinds |= items->at[i].traits & all;
        items->at[i].kinds = (uint16_t)kinds;
    }
}

unsigned tg_items_kinds(const tg_items *items, uint32_t s, uint32_t *next)
{
    const tg_linked *l = items->linked;
    uint32_t at = items->view->sentences->first[s];
    uint32_t end = items->view->sentences->first[s + 1];
    unsigned kinds = 0;
    while (*next < l->n_mentions && l->first[*next] < at) ++*next;
    for (uint32_t m = *next; m < l->n_mentions && l->first[m] < end; m++)
        kinds |= 1U << label_of(&l->mention[m]);
    if (kinds == 0) return 0;
    const tg_role_list *roles = &l->roles.roles;
    uint32_t role = tg_roles_from(roles, at);
    bool any = role < roles->n && roles->at[role].begin < end;
    return any ? kinds | 1U << TG_ITEM_ROLE_BIT : kinds;
}

bool tg_items_read(tg_items *items, uint32_t s, uint32_t *next)
{
    const tg_linked *l = items->linked;
    const tg_view *v = items->view;
    uint32_t at = v->sentences->first[s];
    uint32_t end = v->sentences->first[s + 1];
    items->n = 0;
    while (*next < l->n_mentions && l->first[*next] < at) ++*next;
    if (*next >= l->n_mentions || l->first[*next] >= end) return false;
    const tg_role_list *roles = &l->roles.roles;
    uint32_t next_role = tg_roles_from(roles, at);
    while (at < end) {
        uint32_t name = *next < l->n_mentions ? l->first[*next] : end;
        if (at == name) {
            at = add_name(items, next, end);
            continue;
        }
        const tg_role *role =
            tg_role_reaches(roles, next_role, at) ? tg_role_at(roles, v, at, &next_role) : NULL;
        if (role != NULL && role->end <= name) {
            add_role(items, at, role);
            at = role->end;
        } else {
            if (!is_quote(v, at)) add_word(items, at);
            at++;
        }
    }
    look_ahead(items);
    return true;
}
