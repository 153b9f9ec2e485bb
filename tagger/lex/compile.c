/* SPDX-License-Identifier: MIT
 *
 * compile.c — gazetteer tables to what an image is made of.
 *
 * The texts of the rows are not split one by one: they are put one below the
 * other into a page, the page is tokenised as an article would be, and each
 * row takes the tokens that lie in its line. So a name is split on both sides
 * by the same code, and a million of them cost what a text of their length
 * costs.
 *
 * With the tokens the row gets the hashes under which its form, its entity and
 * its first token are looked for, and their slots are fetched; then the forms
 * that may stand there already. Only when the page is through are the strings
 * added, row by row: by then all this is in the cache, for a page is small.
 */
#include "lex/compile.h"

#include <stdio.h>

#include "base/mem.h"
#include "base/sha256.h"
#include "base/status.h"
#include "lex/pack.h"
#include "lex/rows.h"

enum { PAGE = 2 << 10, MAX_TOKEN = 128 };

/** A row whose form stands in the page. */
typedef struct waiting {
    tg_row row;
    tg_str id;          /* of its entity */
    uint64_t form_hash; /* tg_pool_hash() */
    uint64_t id_hash;   /* id_hash() */
    uint32_t end;       /* of its line in the page */
    tg_pair pair;       /* n_tokens 0: no text could match it, and it stays out */
    uint64_t first;     /* hash of the first token */
    uint64_t two;       /* of the first two, joined; with more tokens than one */
} waiting;

typedef struct compiler {
    tg_gathered out;
    const tg_source *source; /* being read */
    tg_buf page;             /* forms of the rows, a line each */
    TG_VEC(waiting) rows;    /* of the page */
    TG_VEC(uint8_t) kinds;   /* of out.entities */
    tg_slots firsts;         /* numbers of out.firsts, by hash */
    tagger_error *err;
} compiler;

static tagger_status no_memory(const compiler *c)
{
    return tg_fail(c->err, TAGGER_E_NOMEM, "out of memory while compiling lists");
}

/* ---- texts to tokens ----------------------------------------------------- */

/** A line of the page and its tokens. */
typedef struct line {
    const tg_tokens *tokens;
    tg_str page;
    uint32_t begin; /* bytes of the page */
    uint32_t end;
    uint32_t first; /* tokens [first, last) */
    uint32_t last;
} line;

/** Is the folded line the folded tokens with a blank between two? So it is when it has no other
 *  blanks, and no marks. */
static bool is_plain(const line *l)
{
    uint32_t at = l->begin;
    for (uint32_t t = l->first; t < l->last; t++) {
        if (t > l->first && l->page.p[at++] != ' ') return false;
        if (l->tokens->begin[t] != at) return false;
        at = l->tokens->end[t];
    }
    tg_str text = {l->page.p + l->begin, l->end - l->begin};
    return at == l->end && !tg_has_marks(text);
}

/** Append the folded bytes. */
static void fold(tg_buf *folded, tg_str s)
{
    if (!tg_buf_reserve(folded, 3 * s.n)) return;
    folded->n += tg_fold(folded->p + folded->n, s);
}

/** Append the folded tokens of a line, a blank between two. @return whether they are the folded line. */
static bool fold_line(tg_buf *folded, const line *l)
{
    if (is_plain(l)) {
        fold(folded, (tg_str){l->page.p + l->begin, l->end - l->begin});
        return true;
    }
    for (uint32_t t = l->first; t < l->last; t++) {
        if (t > l->first) tg_buf_char(folded, ' ');
        fold(folded, tg_token_str(l->tokens, l->page, t));
    }
    return false;
}

/** Can a text match the line? */
static bool is_usable(const line *l)
{
    bool usable = l->last > l->first && l->last - l->first <= TG_MAX_FORM_TOKENS;
    for (uint32_t t = l->first; t < l->last && usable; t++) {
        usable = l->tokens->end[t] - l->tokens->begin[t] <= MAX_TOKEN;
    }
    return usable;
}

/** Give a row the tokens of its line, and append it to the rows, but for its entry. @return the folded line,
 *  good until the next, or nothing when the tokens do not tell it. */
static tg_str take_tokens(tg_buf *rows, waiting *w, const line *l)
{
    static const char room[sizeof(tg_entry)];
    w->pair = (tg_pair){.row = (uint32_t)(rows->n / TG_ROW_ALIGN)};
    if (!is_usable(l)) return (tg_str){NULL, 0};
    tg_buf_add(rows, room, sizeof room);
    size_t at = rows->n;
    bool is_line = fold_line(rows, l);
    tg_str folded = {rows->p + at, rows->n - at};
    tg_buf_add(rows, room, (0 - rows->n) % TG_ROW_ALIGN);

    w->pair.key = TG_HASH_START;
    for (uint32_t t = l->first; t < l->last; t++) {
        w->pair.key = tg_hash_join(w->pair.key, l->tokens->hash[t]);
        if (t == l->first + 1) w->two = w->pair.key;
    }
    w->first = l->tokens->hash[l->first];
    w->pair.n_tokens = (uint8_t)(l->last - l->first);
    w->pair.n_folded = (uint16_t)folded.n;
    w->pair.lower = (l->tokens->flags[l->first] & (TG_TOKEN_UPPER | TG_TOKEN_DIGIT)) == 0;
    return is_line && !rows->oom ? folded : (tg_str){NULL, 0};
}

/* ---- strings and entities ------------------------------------------------ */

static bool add_hashed(compiler *c, tg_str s, uint64_t hash, uint32_t *offset)
{
    uint32_t number = 0;
    if (!tg_pool_add_hashed(&c->out.strings, s, hash, &number)) return false;
    *offset = c->out.strings.offset.at[number];
    return true;
}

static bool add_string(compiler *c, tg_str s, uint32_t *offset)
{
    *offset = 0; /* as the empty string has */
    return s.n == 0 || add_hashed(c, s, tg_pool_hash(s), offset);
}

/** The class as the image has it: "minister:pre", "never_alone", or the subtype of an entity. */
static bool add_word(compiler *c, const tg_row *row, uint32_t *number)
{
    if (row->position.n == 0) {
        tg_str s = row->class.n > 0 ? row->class : row->subtype;
        *number = 0; /* as the empty word has */
        return s.n == 0 || tg_pool_add(&c->out.words, s, number);
    }
    char word[128];
    int n =
        snprintf(word, sizeof word, "%.*s:%.*s", row->class.n < 60 ? (int)row->class.n : 60,
                 row->class.p, row->position.n < 60 ? (int)row->position.n : 60, row->position.p);
    return tg_pool_add(&c->out.words, (tg_str){word, (size_t)n}, number);
}

/** @return whether the cells are one: the name when the form is left out, mostly. */
static bool are_same(tg_str a, tg_str b)
{
    return a.p == b.p && a.n == b.n;
}

/** The hash by which an entity is found among the slots of the strings: of its id, or of the name that this
 *  was made of; so it mostly stands beside its name. */
static uint64_t id_hash(tg_str id)
{
    bool made = id.n > 2 && id.p[0] == 'n' && id.p[1] == ':';
    return tg_pool_hash(made ? (tg_str){id.p + 2, id.n - 2} : id);
}

/** The id of the row's entity: "n:" and the folded name when it has none. `folded` is the folded form, or
 *  empty: then it is not known. */
static bool make_id(tg_arena *arena, const tg_row *row, tg_str folded, tg_str *id)
{
    *id = row->id;
    if (id->n > 0) return true;
    bool known = folded.n > 0 && are_same(row->name, row->form);
    char *made = tg_arena_alloc(arena, 2 + (known ? folded.n : 3 * row->name.n));
    if (made == NULL) return false;
    made[0] = 'n';
    made[1] = ':';
    size_t n = 2 + (known ? folded.n : tg_fold(made + 2, row->name));
    if (known) memcpy(made + 2, folded.p, folded.n);
    *id = (tg_str){made, n < TG_MAX_STRING ? n : TG_MAX_STRING};
    return true;
}

static bool has_id(const compiler *c, uint32_t entity, tg_str id)
{
    const char *p = c->out.strings.bytes.at + c->out.entities.at[entity].id;
    uint16_t n = 0;
    memcpy(&n, p, sizeof n);
    return tg_str_eq((tg_str){p + sizeof n, n}, id);
}

/** Add the id of a new entity. One that was made of the name is of no other use, so it is not looked
 *  for. */
static bool add_id(compiler *c, const waiting *w, uint32_t *offset)
{
    if (w->row.id.n > 0) return add_string(c, w->id, offset);
    size_t number = c->out.strings.offset.n;
    if (!tg_pool_append(&c->out.strings, w->id)) return false;
    *offset = c->out.strings.offset.at[number];
    return true;
}

static bool new_entity(compiler *c, const waiting *w, uint32_t form)
{
    const tg_row *row = &w->row;
    tg_image_entity e = {.name = form};
    bool ok = add_id(c, w, &e.id);
    e.wikidata = e.id;
    return ok && (are_same(row->name, row->form) || add_string(c, row->name, &e.name)) &&
           add_string(c, row->country, &e.country) && add_string(c, row->subtype, &e.subtype) &&
           (tg_str_eq(row->wikidata, w->id) || add_string(c, row->wikidata, &e.wikidata)) &&
           tg_vec_push(&c->kinds, (uint8_t)c->source->kind) && tg_vec_push(&c->out.entities, e);
}

static bool add_entity(compiler *c, const waiting *w, tg_entry *entry)
{
    tg_slots *slots = &c->out.strings.slots;
    uint32_t number = 0;
    size_t at = tg_slots_home(slots, w->id_hash);
    while (tg_slots_next(slots, w->id_hash, &at, &number)) {
        entry->entity = number & ~TG_POOL_OTHER;
        bool same = number != entry->entity && c->kinds.at[entry->entity] == entry->kind &&
                    has_id(c, entry->entity, w->id);
        if (same) return true;
    }
    entry->entity = (uint32_t)c->out.entities.n;
    if (!new_entity(c, w, entry->text) || !tg_slots_reserve(slots, 1)) return false;
    /* Its strings may stand where it would have. */
    at = tg_slots_home(slots, w->id_hash);
    while (tg_slots_next(slots, w->id_hash, &at, &number)) {
    }
    tg_slots_put(slots, w->id_hash, at, entry->entity | TG_POOL_OTHER);
    return true;
}

/* ---- what forms begin with ----------------------------------------------- */

/** What is known of a first token; NULL when memory ran out. */
static tg_first *first_of(compiler *c, uint64_t hash)
{
    if (!tg_slots_reserve(&c->firsts, 1)) return NULL;
    uint32_t number = 0;
    size_t at = tg_slots_home(&c->firsts, hash);
    while (tg_slots_next(&c->firsts, hash, &at, &number)) {
        if (c->out.firsts.at[number].hash == hash) return &c->out.firsts.at[number];
    }
    number = (uint32_t)c->out.firsts.n;
    if (!tg_vec_push(&c->out.firsts, (tg_first){.hash = hash})) return NULL;
    tg_slots_put(&c->firsts, hash, at, number);
    return &c->out.firsts.at[number];
}

/** Fetch what is known of a first token, if anything. */
static void fetch_first(const compiler *c, uint64_t hash)
{
    uint32_t number = 0;
    size_t at = c->firsts.n > 0 ? tg_slots_home(&c->firsts, hash) : 0;
    if (c->firsts.n > 0 && tg_slots_next(&c->firsts, hash, &at, &number)) {
        __builtin_prefetch(&c->out.firsts.at[number]);
    }
}

/** Note how a row that a text can match begins. */
static bool add_begin(compiler *c, const waiting *w)
{
    tg_first *first = first_of(c, w->first);
    if (first == NULL) return false;
    unsigned n = w->pair.n_tokens;
    uint16_t length = (uint16_t)(1u << (n - 1));
    uint32_t second = n > 1 ? tg_pair_bit(w->two) : 0;
    first->lengths |= length;
    first->seconds |= second;
    if (w->pair.lower) {
        first->lower_lengths |= length;
        first->lower_seconds |= second;
        c->out.n_lower_filtered += tg_n_sequences(n);
    }
    return n < 3 || (tg_vec_push(&c->out.longer, w->two) &&
                     (!w->pair.lower || tg_vec_push(&c->out.lower_longer, w->two)));
}

/* ---- rows ---------------------------------------------------------------- */

/** Kinds whose forms may stand in lower case though the list writes them with a capital. */
static bool is_cue(uint32_t kind)
{
    return kind == TG_KIND_ROLE || kind == TG_KIND_HONORIFIC || kind == TG_KIND_ORG_WORD ||
           kind == TG_KIND_WORD || kind == TG_KIND_TOPIC;
}

static tg_entry new_entry(const compiler *c, const tg_row *row)
{
    uint32_t kind = c->source->kind;
    bool inherits = kind == TG_KIND_TOPIC && row->lang == 0;
    return (tg_entry){.kind = (uint8_t)kind,
                      .flags = row->flags & TG_ENTRY_FLAGS,
                      .file = (uint16_t)c->out.files.n,
                      .lang = inherits ? c->source->lang : row->lang,
                      .everyday = row->everyday,
                      .value = row->value,
                      .entity = UINT32_MAX,
                      .line = row->line};
}

/** Hash what the row will be looked for by, and fetch the slots. `folded` is as make_id() wants it. */
static bool prepare(compiler *c, tg_arena *arena, waiting *w, tg_str folded)
{
    bool lower = is_cue(c->source->kind) || (w->row.flags & TG_ENTRY_LOWER) != 0;
    w->pair.lower = w->pair.lower || lower;
    if (w->pair.n_tokens > 0 && c->firsts.n > 0) tg_slots_prefetch(&c->firsts, w->first);
    w->form_hash = tg_pool_hash(w->row.form);
    tg_slots_prefetch(&c->out.strings.slots, w->form_hash);
    if (c->source->kind >= TAGGER_N_TYPES) return true;
    if (!make_id(arena, &w->row, folded, &w->id)) return false;
    w->id_hash = id_hash(w->id);
    if (w->id_hash != w->form_hash) tg_slots_prefetch(&c->out.strings.slots, w->id_hash);
    return true;
}

/** Add the strings of a row, and its entry if a text can match it. */
static bool add_row(compiler *c, const waiting *w)
{
    tg_entry entry = new_entry(c, &w->row);
    uint32_t word = 0;
    bool ok = add_hashed(c, w->row.form, w->form_hash, &entry.text) &&
              add_word(c, &w->row, &word) &&
              (entry.kind >= TAGGER_N_TYPES || add_entity(c, w, &entry));
    if (!ok || w->pair.n_tokens == 0) return ok;
    entry.word = (uint16_t)word;
    memcpy(c->out.rows.p + (size_t)w->pair.row * TG_ROW_ALIGN, &entry, sizeof entry);
    c->out.n_affixes += tg_is_affix(&entry);
    return add_begin(c, w) && tg_vec_push(&c->out.order, w->pair);
}

/** Add the rows of the page. */
static bool add_rows(compiler *c, tg_arena *arena, const tg_tokens *tokens)
{
    bool ok = true;
    line l = {.tokens = tokens, .page = tg_buf_view(&c->page)};
    for (size_t i = 0; ok && i < c->rows.n; i++) {
        waiting *w = &c->rows.at[i];
        l.end = w->end;
        while (l.last < tokens->n && tokens->end[l.last] <= l.end) l.last++;
        ok = prepare(c, arena, w, take_tokens(&c->out.rows, w, &l));
        l.begin = l.end + 1;
        l.first = l.last;
    }
    ok = ok && !c->out.rows.oom && c->out.rows.n / TG_ROW_ALIGN <= UINT32_MAX;
    for (size_t i = 0; ok && i < c->rows.n; i++) {
        tg_pool_prefetch(&c->out.strings, c->rows.at[i].form_hash);
        fetch_first(c, c->rows.at[i].first);
    }
    for (size_t i = 0; ok && i < c->rows.n; i++) ok = add_row(c, &c->rows.at[i]);
    return ok;
}

static tagger_status turn_page(compiler *c)
{
    if (c->rows.n == 0) return TAGGER_OK;
    tg_arena arena = {.next_chunk = 4 * (size_t)PAGE};
    tg_tokens tokens;
    tagger_status status = tg_tokenize(&tokens, &arena, tg_buf_view(&c->page), c->err);
    if (status == TAGGER_OK && !add_rows(c, &arena, &tokens)) status = no_memory(c);
    tg_arena_dispose(&arena);
    c->rows.n = 0;
    c->page.n = 0;
    return status;
}

/** Let the row that was read wait for its tokens. */
static tagger_status put_on_page(compiler *c)
{
    waiting *w = &c->rows.at[c->rows.n++];
    tg_buf_str(&c->page, w->row.form);
    w->end = (uint32_t)c->page.n;
    tg_buf_char(&c->page, '\n');
    if (c->page.oom) return no_memory(c);
    return c->page.n < PAGE ? TAGGER_OK : turn_page(c);
}

/** Make room for all that the rows of a table may bring. */
static tagger_status reserve(compiler *c)
{
    tg_str bytes = c->source->bytes;
    size_t n = 1;
    for (size_t i = 0; i < bytes.n; i++) n += bytes.p[i] == '\n';
    bool names = c->source->kind < TAGGER_N_TYPES;
    bool ok = tg_vec_reserve(&c->out.order, n) &&
              tg_buf_reserve(&c->out.rows, n * (sizeof(tg_entry) + TG_ROW_ALIGN) + bytes.n) &&
              tg_pool_reserve(&c->out.strings, names ? 2 * n : n, 2 * bytes.n);
    if (names) ok = ok && tg_vec_reserve(&c->kinds, n) && tg_vec_reserve(&c->out.entities, n);
    return ok ? TAGGER_OK : no_memory(c);
}

/** Read a row into the first place behind those that wait. */
static tagger_status read_row(compiler *c, tg_rows *rows, bool *more)
{
    if (!tg_vec_reserve(&c->rows, 1)) return no_memory(c);
    tg_row *row = &c->rows.at[c->rows.n].row;
    TG_TRY(tg_rows_next(rows, row, more, c->err));
    return *more ? tg_row_check(rows, row, c->source->kind, c->err) : TAGGER_OK;
}

static tagger_status add_table(compiler *c, uint32_t *n_rows)
{
    tg_rows rows;
    TG_TRY(tg_rows_open(&rows, c->source->bytes, c->source->path, c->err));
    TG_TRY(reserve(c));
    for (;;) {
        bool more = false;
        TG_TRY(read_row(c, &rows, &more));
        if (!more) return turn_page(c);
        TG_TRY(put_on_page(c));
        ++*n_rows;
    }
}

/* ---- files --------------------------------------------------------------- */

/** The digest of all lists: of format version and, file by file, name and digest. */
static void add_digest(tg_sha256 *all, tg_str name, const unsigned char digest[TG_SHA256_BYTES])
{
    uint32_t head[2] = {TG_IMAGE_VERSION, (uint32_t)name.n};
    tg_sha256_add(all, head, sizeof head);
    tg_sha256_add(all, name.p, name.n);
    tg_sha256_add(all, digest, TG_SHA256_BYTES);
}

static tagger_status add_source(compiler *c, const tg_source *source, tg_sha256 *all)
{
    tg_image_file file = {.kind = source->kind};
    tg_sha256 one;
    tg_sha256_start(&one);
    tg_sha256_add(&one, source->bytes.p, source->bytes.n);
    tg_sha256_end(&one, file.digest);
    add_digest(all, source->name, file.digest);

    if (source->kind == TG_FILE_IS_BLOB) {
        file.blob = c->out.blobs.n;
        file.n_blob = source->bytes.n;
        tg_buf_str(&c->out.blobs, source->bytes);
        if (c->out.blobs.oom) return no_memory(c);
    } else {
        c->source = source;
        size_t before = c->out.order.n;
        TG_TRY(add_table(c, &file.n_rows));
        tg_table_rows rows = {.kind = source->kind, .n = c->out.order.n - before};
        if (!tg_vec_push(&c->out.tables, rows)) return no_memory(c);
    }
    bool ok = add_string(c, source->name, &file.name) && tg_vec_push(&c->out.files, file);
    return ok ? TAGGER_OK : no_memory(c);
}

static tagger_status gather(compiler *c, const tg_source *sources, size_t n_sources)
{
    uint32_t zero = 0;
    if (!tg_pool_add(&c->out.strings, TG_LIT(""), &zero) ||
        !tg_pool_add(&c->out.words, TG_LIT(""), &zero)) {
        return no_memory(c);
    }
    tg_sha256 all;
    tg_sha256_start(&all);
    for (size_t i = 0; i < n_sources; i++) TG_TRY(add_source(c, &sources[i], &all));
    tg_sha256_end(&all, c->out.digest);
    enum { MOST = UINT16_MAX }; /* an entry has them as 16 bits */
    if (n_sources > MOST || c->out.words.offset.n > MOST) {
        return tg_fail(c->err, TAGGER_E_DATA, "lists of more than %d files or classes", (int)MOST);
    }
    return TAGGER_OK;
}

static void dispose(compiler *c)
{
    tg_buf_dispose(&c->out.rows);
    tg_vec_dispose(&c->out.order);
    tg_vec_dispose(&c->out.tables);
    tg_vec_dispose(&c->out.firsts);
    tg_vec_dispose(&c->out.longer);
    tg_vec_dispose(&c->out.lower_longer);
    tg_vec_dispose(&c->out.entities);
    tg_vec_dispose(&c->out.files);
    tg_vec_dispose(&c->rows);
    tg_vec_dispose(&c->kinds);
    tg_buf_dispose(&c->out.blobs);
    tg_buf_dispose(&c->page);
    tg_pool_dispose(&c->out.strings);
    tg_pool_dispose(&c->out.words);
    tg_slots_dispose(&c->firsts);
}

tagger_status tg_compile(void **image, size_t *n_image, const tg_source *sources, size_t n_sources,
                         tagger_error *err)
{
    compiler c = {.err = err};
    *image = NULL;
    *n_image = 0;
    tagger_status status = gather(&c, sources, n_sources);
    if (status == TAGGER_OK) {
        *image = tg_pack(n_image, &c.out);
        if (*image == NULL) status = no_memory(&c);
    }
    dispose(&c);
    return status;
}

tagger_status tg_compile_memory(void **image, size_t *n_image, const char *dir, tagger_error *err)
{
    tg_sources sources = TG_SOURCES_INIT;
    *image = NULL;
    tagger_status status = tg_sources_read(&sources, dir, err);
    if (status == TAGGER_OK) {
        status = tg_compile(image, n_image, sources.list.at, sources.list.n, err);
    }
    tg_sources_dispose(&sources);
    return status;
}

tagger_status tg_compile_folder(const char *dir, const char *image_path, tagger_error *err)
{
    void *image = NULL;
    size_t n_image = 0;
    tagger_status status = tg_compile_memory(&image, &n_image, dir, err);
    if (status == TAGGER_OK) status = tg_file_write(image_path, (tg_str){image, n_image}, err);
    tg_mem_free(image);
    return status;
}
