/* SPDX-License-Identifier: MIT
 *
 * quote_speaker.c — the mention that a source means.
 *
 *     {Trump campaign spokesman Jason Miller} said     the name that ends the head of the phrase
 *     {A lawyer for the paper, David Schulz,} said     else the name put beside it
 *     {a spokesman for the ministry} said              nobody: he is not named
 *     {she} added                                      the one person near, if a woman for all we know
 *     {the minister} added                             the one person near who was called a minister
 *
 * Near is this paragraph and the one before, outside of quotations; whoever spoke last counts as
 * named there, so that a chain of "he said" keeps its speaker.
 */
#include "relate/quote_speaker.h"

#include "base/status.h"
#include "entity/sex.h"

enum { LOOK_NAMES = 24 /* mentions looked at for a pronoun */ };

typedef struct speakers {
    const tg_clauses *c;
    const tg_linked *linked;
    uint8_t *sex;        /* [linked->n_entities] TG_SEX_… */
    uint32_t last;       /* who spoke last: a mention of a person, or TAGGER_NONE */
    uint32_t last_block; /* the paragraph in which */
} speakers;

/* ---- the head of a source ------------------------------------------------- */

/** Does the head of the phrase end at token i? */
static bool ends_head(const tg_clauses *c, tg_range source, uint32_t i)
{
    if (i >= source.end || tg_clause_sign(c, i, ",(-")) return true;
    return tg_clause_is(c, i, TG_CLAUSE_PREPOSITION | TG_CLAUSE_RELATIVE | TG_CLAUSE_TO);
}

/** May mention m speak? Not a place, not "Belgian". */
static bool can_speak(const tg_linked *linked, uint32_t m)
{
    return linked->mention[m].type != TAGGER_LOCATION &&
           linked->mention[m].form != TAGGER_FORM_DEMONYM;
}

/** The mention that ends the head of the phrase, else the person put beside it between commas.
 *  `m` = first mention that ends behind the begin of the source. */
static uint32_t head_of(const tg_clauses *c, tg_range source, const tg_linked *linked, uint32_t m)
{
    bool aside = false;            /* behind the head */
    uint32_t begin = source.begin; /* of what is put beside it */
    for (uint32_t i = source.begin; i < source.end;) {
        while (m < linked->n_mentions && linked->end[m] <= i) m++;
        if (m < linked->n_mentions && linked->first[m] <= i) {
            i = linked->end[m];
            bool alone = linked->first[m] >= begin && linked->first[m] <= begin + 2 &&
                         linked->mention[m].type == TAGGER_PERSON;
            if ((!aside || alone) && can_speak(linked, m) && ends_head(c, source, i)) return m;
            continue;
        }
        if (ends_head(c, source, i)) {
            aside = true;
            begin = tg_clause_sign(c, i, ",") ? i + 1 : source.end;
        }
        i++;
    }
    return TAGGER_NONE;
}

/* ---- who is near ---------------------------------------------------------- */

static uint32_t block_of(const tg_clauses *c, uint32_t token)
{
    return c->v->sentences->block[c->v->sentence[token]];
}

/** The one person near a pronoun or a role. */
typedef struct near {
    uint32_t mention; /* the latest of the person, or TAGGER_NONE */
    bool several;
} near;

static void meet(near *n, const tg_linked *linked, uint32_t m)
{
    uint32_t entity = linked->mention[m].entity;
    if (n->mention == TAGGER_NONE) {
        n->mention = m;
        n->several = entity == TAGGER_NONE;
    } else if (linked->mention[n->mention].entity != entity) {
        n->several = true;
    }
}

static uint8_t sex_of(const speakers *s, uint32_t m)
{
    uint32_t entity = s->linked->mention[m].entity;
    return entity == TAGGER_NONE ? TG_SEX_UNKNOWN : s->sex[entity];
}

/** Is the mention's role the one that the phrase ends with: "the minister"? */
static bool has_role(const speakers *s, uint32_t m, const tg_role *role)
{
    uint32_t end = s->linked->role_end[m];
    const uint64_t *hash = s->c->v->tokens->hash;
    return end != 0 && hash[end - 1] == hash[role->end - 1];
}

/** Look back from mention m (exclusive) for the person that token `at` means: of the sex, or with
 *  the role when one is given. */
static uint32_t person_near(const speakers *s, uint32_t m, uint32_t at, uint8_t sex,
                            const tg_role *role)
{
    near n = {TAGGER_NONE, false};
    uint32_t block = block_of(s->c, at);
    uint32_t least = m > LOOK_NAMES ? m - LOOK_NAMES : 0;
    for (uint32_t k = m; k > least; k--) {
        uint32_t x = k - 1;
        uint32_t token = s->linked->first[x];
        if (role == NULL && block_of(s->c, token) + 1 < block) break;
        if (s->linked->mention[x].type != TAGGER_PERSON) continue;
        if (tg_clause_quotation(s->c, token) != NULL) continue;
        bool other = role != NULL ? !has_role(s, x, role)
                                  : sex_of(s, x) != TG_SEX_UNKNOWN && (sex_of(s, x) & sex) == 0;
        if (!other) meet(&n, s->linked, x);
    }
    bool chain = role == NULL && s->last != TAGGER_NONE && s->last_block + 1 >= block;
    if (chain && (sex_of(s, s->last) == TG_SEX_UNKNOWN || (sex_of(s, s->last) & sex) != 0))
        meet(&n, s->linked, s->last);
    return n.several ? TAGGER_NONE : n.mention;
}

/** The role that ends the source, "the minister", or NULL. */
static const tg_role *role_of(const speakers *s, tg_range source)
{
    uint32_t end = source.end;
    while (end > source.begin && !tg_clause_is_word(s->c, end - 1)) end--;
    if (!tg_clause_is(s->c, source.begin, TG_CLAUSE_DETERMINER)) return NULL;
    const tg_role *role = tg_role_to(&s->linked->roles.roles, end);
    return role != NULL && role->begin == source.begin + 1 ? role : NULL;
}

static void read_sexes(speakers *s)
{
    const tg_linked *linked = s->linked;
    for (uint32_t m = 0; m < linked->n_mentions; m++) {
        uint32_t entity = linked->mention[m].entity;
        if (linked->mention[m].type == TAGGER_PERSON && entity != TAGGER_NONE)
            s->sex[entity] |= tg_sex_before(s->c->v, linked->first[m], linked->end[m]);
    }
}

static bool is_pronoun(const tg_clauses *c, tg_range source)
{
    return source.end == source.begin + 1 &&
           tg_clause_is(c, source.begin, TG_CLAUSE_HE | TG_CLAUSE_SHE);
}

/** "sie" and "ze" are she or they: the verb tells, in n when they are several. */
static bool is_plural(const tg_clauses *c, const tg_attribution *a)
{
    if (!tg_clause_is(c, a->source.begin, TG_CLAUSE_THEY) || a->cue.begin >= a->cue.end)
        return false;
    tg_str verb = tg_view_token(c->v, a->cue.begin);
    return verb.p[verb.n - 1] == 'n';
}

/** "Maas, who said": the mention that ends at the comma; `m` = first that ends behind it. */
static uint32_t before_relative(const speakers *s, uint32_t comma, uint32_t m)
{
    bool named = m > 0 && s->linked->end[m - 1] == comma && can_speak(s->linked, m - 1);
    return named ? m - 1 : TAGGER_NONE;
}

/** The speaker of one source; `m` = first mention that ends behind its begin. */
static uint32_t speaker_of(const speakers *s, const tg_attribution *a, uint32_t m)
{
    tg_range source = a->source;
    if (is_pronoun(s->c, source)) {
        uint8_t sex = tg_sex_of(s->c->v, source.begin);
        return is_plural(s->c, a) ? TAGGER_NONE : person_near(s, m, source.begin, sex, NULL);
    }
    bool who = tg_clause_is(s->c, source.begin, TG_CLAUSE_RELATIVE) && source.begin > 1 &&
               tg_clause_sign(s->c, source.begin - 1, ",");
    if (who) return before_relative(s, source.begin - 1, m);
    uint32_t found = head_of(s->c, source, s->linked, m);
    if (found != TAGGER_NONE) return found;
    const tg_role *role = role_of(s, source);
    return role == NULL ? TAGGER_NONE : person_near(s, m, source.begin, TG_SEX_BOTH, role);
}

tagger_status tg_speakers_find(uint32_t *speaker, tg_arena *arena, const tg_clauses *c,
                               const tg_attributions *a, const tg_linked *linked, tagger_error *err)
{
    speakers s = {.c = c,
                  .linked = linked,
                  .sex = TG_ARENA_NEW(arena, uint8_t, linked->n_entities),
                  .last = TAGGER_NONE};
    if (s.sex == NULL) return tg_fail(err, TAGGER_E_NOMEM, "no memory for %u speakers", a->n);
    memset(s.sex, TG_SEX_UNKNOWN, linked->n_entities);
    read_sexes(&s);
    uint32_t m = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        tg_range source = a->at[i].source;
        speaker[i] = TAGGER_NONE;
        if (source.begin >= source.end) continue;
        while (m > 0 && linked->end[m - 1] > source.begin) m--;
        while (m < linked->n_mentions && linked->end[m] <= source.begin) m++;
        uint32_t found = speaker_of(&s, &a->at[i], m);
        speaker[i] = found;
        bool person = found != TAGGER_NONE && linked->mention[found].type == TAGGER_PERSON;
        s.last = person ? found : TAGGER_NONE;
        s.last_block = block_of(c, source.begin);
        if (person && is_pronoun(c, source) && linked->mention[found].entity != TAGGER_NONE)
            s.sex[linked->mention[found].entity] |= tg_sex_of(c->v, source.begin);
    }
    return TAGGER_OK;
}
