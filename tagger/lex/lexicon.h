/* SPDX-License-Identifier: MIT
 *
 * lexicon.h — the compiled lists: find a sequence of tokens, read what its rows say.
 *
 * A *form* is a sequence of tokens that stands in some list ("open vld"); its
 * *entries* are the rows that hold it. Names, name parts, roles, honorifics and
 * cue words are all forms of one dictionary: one pass over a text finds all.
 */
#pragma once

#include "base/arena.h"
#include "base/base.h"
#include "text/token.h"

/** What a row is about. The first five equal enum tagger_type. */
typedef enum tg_kind {
    TG_KIND_PERSON = TAGGER_PERSON,
    TG_KIND_ORGANIZATION = TAGGER_ORGANIZATION,
    TG_KIND_PARTY = TAGGER_PARTY,
    TG_KIND_COUNTRY = TAGGER_COUNTRY,
    TG_KIND_LOCATION = TAGGER_LOCATION,
    TG_KIND_FIRST_NAME,
    TG_KIND_LAST_NAME,
    TG_KIND_ROLE,
    TG_KIND_HONORIFIC,
    TG_KIND_ORG_WORD,
    TG_KIND_STOP_NAME,
    TG_KIND_WORD, /* any other cue word; its class says which: "speech", "month", "function", … */
    TG_KIND_TOPIC, /* a topic term; value = weight, class = topic id */
    TG_N_KINDS
} tg_kind;

/** The word for a kind in REGISTRY.tsv: "person", "first_name", "topic", … */
const char *tg_kind_name(tg_kind kind);

/** Flags of a row; the words in brackets are what stands in the TSV column `flags`. */
enum tg_entry_flag {
    TG_ENTRY_ACRONYM = 1 << 0,   /* (acr) exactly this case */
    TG_ENTRY_CASE = 1 << 1,      /* (cs) exactly this case */
    TG_ENTRY_CONTEXT = 1 << 2,   /* (ctx) never without a cue */
    TG_ENTRY_AMBIGUOUS = 1 << 3, /* (amb) several ids share the form */
    TG_ENTRY_GENERIC = 1 << 4,   /* (gen) generic party name */
    TG_ENTRY_PLACE = 1 << 5,     /* (loc) also a place */
    TG_ENTRY_PERSON = 1 << 6,    /* (per) also a given or family name */
    TG_ENTRY_ADJECTIVE = 1 << 7, /* (adj) of a country */
    TG_ENTRY_DEMONYM = 1 << 8,   /* (dem) inhabitant */
    TG_ENTRY_LOWER =
        1 << 9, /* (lc) lower case in running text; also all lower-case forms of word kinds */
    TG_ENTRY_OLD = 1 << 10,         /* (old) */
    TG_ENTRY_CAPITAL = 1 << 11,     /* (cap) capital city */
    TG_ENTRY_SURNAME = 1 << 12,     /* (sur) */
    TG_ENTRY_BOTH = 1 << 13,        /* (both) first and family name */
    TG_ENTRY_PREFIX = 1 << 14,      /* (prefix) topic term: the last token is a prefix */
    TG_ENTRY_PART = 1 << 15,        /* (part) topic term: anywhere inside a token */
    TG_ENTRY_MONTH = 1 << 16,       /* (month) */
    TG_ENTRY_ABBREVIATED = 1 << 17, /* (abbr) of a role */
    TG_ENTRY_WEAK = 1 << 18,        /* (weak) of a role: only beside a name */
    TG_ENTRY_FLAGS = (1 << 24) - 1  /* all that an entry has room for */
};

/** The word for one flag in the column `flags`; NULL when `flag` is no flag. */
const char *tg_flag_name(uint32_t flag);

/** Languages as bits, for `lang` and `everyday` below; 0 in `lang` = any language. */
uint32_t tg_lang_bit(tg_str iso639_1); /* 0 for a language that has no bit */
tg_str tg_lang_code(uint32_t bit);

/** One row of a list: two a cache line, and none across two. There is no padding, so that the same
 *  rows are the same bytes of an image. */
typedef struct tg_entry {
    uint32_t kind : 8;   /* enum tg_kind */
    uint32_t flags : 24; /* enum tg_entry_flag */
    uint16_t word;       /* tg_lexicon_word(): class or subtype; 0 = none */
    uint16_t file;       /* tg_lexicon_file() */
    uint32_t lang;       /* bits; 0 = any */
    uint32_t everyday;   /* bits of the languages in which the form is an everyday word (cw:xx) */
    uint32_t value;      /* population, tier, count of bearers, weight: by kind */
    uint32_t entity;     /* tg_lexicon_entity(), or UINT32_MAX for word kinds */
    uint32_t line;       /* 1-based */
    uint32_t text;       /* for tg_lexicon_entry_text() */
} tg_entry;

_Static_assert(sizeof(tg_entry) == 32, "an entry lies in the image as it is");

/** Somebody or something that the lists know. */
typedef struct tg_known {
    tg_str id;
    tg_str name;
    tg_str country; /* ISO 3166 alpha-2, X-… or empty */
    tg_str subtype;
    tg_str wikidata; /* "Q…" or empty */
} tg_known;

typedef struct tg_lexicon tg_lexicon;

/** Open an image in memory; the bytes stay the caller's and must outlive the lexicon. Refuses
 *  another version or a damaged image with TAGGER_E_DATA; `name` is for messages. */
tagger_status tg_lexicon_open(tg_lexicon **out, const void *image, size_t n_image, const char *name,
                              tagger_error *err);
void tg_lexicon_close(tg_lexicon *lex);

/** One hit: tokens [begin, end) of the text are form `form`. */
typedef struct tg_hit {
    uint32_t begin;
    uint32_t end;
    uint32_t form;
    uint32_t kinds; /* bit 1 << kind for each kind among the form's entries */
} tg_hit;

typedef struct tg_hits {
    uint32_t n;
    tg_hit *at;     /* [n] sorted by begin, then by end; overlapping, nested and all */
    uint32_t *from; /* [tokens + 1] the first that begins at the token or later */
} tg_hits;

/** The hit on exactly tokens [begin, end), or NULL. */
const tg_hit *tg_hit_on(const tg_hits *hits, uint32_t begin, uint32_t end);

/** Ask for the last rows of the hits with one of `kinds` (bits 1 << kind), before they are read one by
 *  one: the misses of all overlap. */
void tg_lexicon_prefetch_rows(const tg_lexicon *lex, const tg_hits *hits, uint32_t kinds);

/** Find every form in the tokens, whatever its length (up to 15 tokens), verified against the
 *  stored bytes (folded), across any blanks but no blank line. Case rules are the matcher's business,
 *  but for one: a text whose first token is lower case is no form that always begins with a capital
 *  (all its rows are names without flag lc). Tokens that have words have those of this
 *  lexicon. Thread-safe; fails with NOMEM. */
tagger_status tg_lexicon_find(tg_hits *out, tg_arena *arena, const tg_lexicon *lex,
                              const tg_tokens *tokens, tg_str text, tagger_error *err);

/** Look one form up by its text. @return the form, or UINT32_MAX. */
uint32_t tg_lexicon_form(const tg_lexicon *lex, tg_str text);

/** Look the form up that token i of a text is by itself. @return the form, or UINT32_MAX. */
uint32_t tg_lexicon_form_of(const tg_lexicon *lex, const tg_tokens *tokens, tg_str text,
                            uint32_t i);

/** The entries of a form: [*n], owned by the lexicon, in the order kind, file, line. */
const tg_entry *tg_lexicon_entries(const tg_lexicon *lex, uint32_t form, uint32_t *n);
/** The form as its row writes it (first row of the form); for exact-case checks. */
tg_str tg_lexicon_form_text(const tg_lexicon *lex, uint32_t form);
/** The form as row `e` writes it. */
tg_str tg_lexicon_entry_text(const tg_lexicon *lex, const tg_entry *e);

/** The entries of topic terms that match parts of words (flags prefix and part); NULL for a number
 *  out of range. */
uint32_t tg_lexicon_n_affixes(const tg_lexicon *lex);
const tg_entry *tg_lexicon_affix(const tg_lexicon *lex, uint32_t i);

uint32_t tg_lexicon_n_entities(const tg_lexicon *lex);
tg_known tg_lexicon_entity(const tg_lexicon *lex, uint32_t entity);
/** One thing of it alone: nothing else is read. */
tg_str tg_lexicon_entity_id(const tg_lexicon *lex, uint32_t entity);
tg_str tg_lexicon_entity_name(const tg_lexicon *lex, uint32_t entity);
tg_str tg_lexicon_entity_country(const tg_lexicon *lex, uint32_t entity);
tg_str tg_lexicon_entity_subtype(const tg_lexicon *lex, uint32_t entity);
uint32_t tg_lexicon_n_words(const tg_lexicon *lex);
tg_str tg_lexicon_word(const tg_lexicon *lex, uint32_t word);
/** The number of a class word, or UINT32_MAX when no row has it. */
uint32_t tg_lexicon_word_id(const tg_lexicon *lex, tg_str word);
uint32_t tg_lexicon_n_files(const tg_lexicon *lex);
tg_str tg_lexicon_file(const tg_lexicon *lex, uint32_t file);
/** Bytes of a data file carried whole in the image ("cues/zones.tsv", "patterns/roles.tsv"), or {NULL, 0}. */
tg_str tg_lexicon_blob(const tg_lexicon *lex, tg_str name);
/** SHA-256 of the image in hex, 64 characters. */
tg_str tg_lexicon_hash(const tg_lexicon *lex);
