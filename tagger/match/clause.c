/* SPDX-License-Identifier: MIT */
#include "match/clause.h"

/** Class words and what they say. A verb of saying is one unless its class says otherwise. */
static const struct {
    const char *class;
    uint32_t bits;
} classes_known[] = {
    {"speech", TG_CLAUSE_SAY},
    {"speech:tell", TG_CLAUSE_SAY | TG_CLAUSE_TELL},
    {"speech:weak", TG_CLAUSE_WEAK},
    {"cue:split", TG_CLAUSE_SPLIT},
    {"cue:quote", TG_CLAUSE_WEAK},
    {"cue:either", TG_CLAUSE_NOUN},
    {"speech:noun", TG_CLAUSE_SAY | TG_CLAUSE_NOUN},
    {"speech:participle", TG_CLAUSE_SAY | TG_CLAUSE_PARTICIPLE},
    {"speech:source", TG_CLAUSE_SOURCE},
    {"speech:after", TG_CLAUSE_AFTER},
    {"cue:that", TG_CLAUSE_OPINE},
    {"cue:object", TG_CLAUSE_OBJECT},
    {"cue:to", TG_CLAUSE_WISH},
    {"cue:source", TG_CLAUSE_SOURCE},
    {"clause:man", TG_CLAUSE_MAN},
    {"clause:woman", TG_CLAUSE_WOMAN},
    {"clause:have", TG_CLAUSE_HAVE},
    {"clause:be", TG_CLAUSE_BE},
    {"clause:modal", TG_CLAUSE_MODAL},
    {"clause:not", TG_CLAUSE_NOT},
    {"clause:adverb", TG_CLAUSE_ADVERB},
    {"clause:that", TG_CLAUSE_THAT},
    {"clause:whether", TG_CLAUSE_WHETHER},
    {"clause:he", TG_CLAUSE_HE},
    {"clause:she", TG_CLAUSE_SHE},
    {"clause:they", TG_CLAUSE_THEY},
    {"clause:pronoun", TG_CLAUSE_PRONOUN},
    {"clause:object", TG_CLAUSE_OBJECTIVE},
    {"clause:determiner", TG_CLAUSE_DETERMINER},
    {"clause:preposition", TG_CLAUSE_PREPOSITION},
    {"clause:conjunction", TG_CLAUSE_CONJUNCTION},
    {"clause:coordinator", TG_CLAUSE_COORDINATOR},
    {"clause:relative", TG_CLAUSE_RELATIVE},
    {"clause:to", TG_CLAUSE_TO},
    {"clause:of", TG_CLAUSE_OF},
};

uint32_t tg_clause_of_class(tg_str class)
{
    for (size_t i = 0; i < sizeof classes_known / sizeof classes_known[0]; i++) {
        const char *name = classes_known[i].class;
        if (tg_str_eq(class, (tg_str){name, strlen(name)})) return classes_known[i].bits;
    }
    return 0;
}

uint32_t tg_clause_of_row(const tg_view *v, uint32_t list, const tg_entry *e)
{
    /* Most classes say nothing of clauses: then the language does not matter. */
    uint32_t bits = e->kind == TG_KIND_WORD ? v->lists->class[list][e->word].clause : 0;
    if (bits == 0) return 0;
    bool foreign = e->lang != 0 && v->lang != 0 && (e->lang & v->lang) == 0;
    return foreign ? 0 : bits;
}

/** A pronoun that French joins to a verb. */
typedef struct clitic {
    tg_str text;
    uint32_t bit;
} clitic;

/** The one at the end of a word that has more than it; NULL: none. */
static const clitic *clitic_of(tg_str token)
{
    /* The longer before its tail. */
    static const clitic clitics[] = {
        {{"-elles", 6}, TG_CLAUSE_THEY}, {{"-elle", 5}, TG_CLAUSE_SHE},
        {{"-ils", 4}, TG_CLAUSE_THEY},   {{"-il", 3}, TG_CLAUSE_HE},
        {{"-on", 3}, TG_CLAUSE_PRONOUN},
    };
    for (size_t i = 0; i < sizeof clitics / sizeof clitics[0]; i++) {
        tg_str t = clitics[i].text;
        if (token.n > t.n && memcmp(token.p + token.n - t.n, t.p, t.n) == 0) return &clitics[i];
    }
    return NULL;
}

/** Bytes of the verb before its pronoun, and before the "-t" that may link them. */
static size_t verb_before(const clitic *c, tg_str token)
{
    size_t verb = token.n - c->text.n;
    bool linked = verb > 2 && memcmp(token.p + verb - 2, "-t", 2) == 0;
    return linked ? verb - 2 : verb;
}

size_t tg_clause_clitic(tg_str token)
{
    const clitic *c = clitic_of(token);
    return c != NULL ? verb_before(c, token) : 0;
}

/** The bits of a word that is no token of its own. */
static uint32_t bits_of_text(const tg_view *v, tg_str word)
{
    uint32_t bits = 0;
    for (uint32_t l = 0; l < v->lists->n; l++) {
        uint32_t form = tg_lexicon_form(v->lists->lex[l], word);
        if (form == UINT32_MAX) continue;
        uint32_t n = 0;
        const tg_entry *e = tg_lexicon_entries(v->lists->lex[l], form, &n);
        for (uint32_t i = 0; i < n; i++) bits |= tg_clause_of_row(v, l, &e[i]);
    }
    return bits;
}

/** The bits of "dit-il": those of the verb in the lists, and its pronoun. */
static uint32_t bits_of_clitic(const tg_view *v, tg_str token)
{
    const clitic *c = clitic_of(token);
    if (c == NULL) return 0;
    uint32_t useful = TG_CLAUSE_CUES | TG_CLAUSE_AUXILIARY;
    uint32_t bits = bits_of_text(v, (tg_str){token.p, verb_before(c, token)});
    return (bits & useful) == 0 ? 0 : (bits & (useful | TG_CLAUSE_NOUN)) | c->bit;
}

/** l’ qu’ d': a token in the text, but two in a list, where no word follows. */
static bool is_elided(tg_str token)
{
    static const tg_str curly = {"’", 3};
    bool ends = token.n > curly.n && memcmp(token.p + token.n - curly.n, curly.p, curly.n) == 0;
    return ends || (token.n > 1 && token.p[token.n - 1] == '\'');
}

void tg_match_clitics(uint32_t *clause, const tg_view *v)
{
    if (v->lang != tg_lang_bit(TG_LIT("fr"))) return;
    for (uint32_t i = 0; i < v->tokens->n; i++) {
        if ((v->tokens->flags[i] & TG_TOKEN_INNER) == 0 || clause[i] != 0) continue;
        tg_str token = tg_view_token(v, i);
        clause[i] = is_elided(token) ? bits_of_text(v, token) : bits_of_clitic(v, token);
    }
}
