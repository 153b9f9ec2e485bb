/* SPDX-License-Identifier: MIT
 *
 * compile.c — gazetteer tables to what an image is made of.
 *
 * Rows become items. Their texts are not split one by one: they are put one
 * below the other into a page of 256 KiB, the page is tokenised as an article
 * would be, and each item takes the tokens that lie in its line. So a name is
 * split on both sides by the same code, and a million of them cost what a text
 * of their length costs.
 */
#include "lex/compile.h"

#include <stdio.h>

#include "base/mem.h"
#include "base/sha256.h"
#include "base/status.h"
#include "lex/pack.h"
#include "lex/rows.h"

enum { PAGE = 256 << 10, MAX_TOKEN = 128 };

typedef struct compiler {
    tg_gathered out;
    tg_buf page;            /* texts of the items from `paged` on, a line each */
    TG_VEC(uint32_t) lines; /* end of each line in the page */
    size_t paged;
    tagger_error *err;
} compiler;

static tagger_status no_memory(const compiler *c)
{
    return tg_fail(c->err, TAGGER_E_NOMEM, "out of memory while compiling lists");
}

/* ---- texts to tokens ----------------------------------------------------- */

/** Append the folded token. */
static void fold_token(tg_buf *folded, tg_str token)
{
    if (!tg_buf_reserve(folded, 3 * token.n)) return;
    folded->n += tg_fold(folded->p + folded->n, token);
}

/** Give `item` its tokens, from number i on, that end by byte `end` of the page. @return the
 *  number after them. */
static uint32_t take_tokens(compiler *c, tg_item *item, const tg_tokens *tokens, uint32_t i,
                            uint32_t end)
{
    tg_str page = tg_buf_view(&c->page);
    uint32_t first = i;
    bool usable = true;
    while (i < tokens->n && tokens->end[i] <= end) {
        usable = usable && tokens->end[i] - tokens->begin[i] <= MAX_TOKEN;
        i++;
    }
    if (!usable || i == first || i - first > TG_MAX_FORM_TOKENS) return i;

    size_t at = c->out.folded.n;
    item->hash = TG_HASH_START;
    for (uint32_t t = first; t < i; t++) {
        item->hash = tg_hash_join(item->hash, tokens->hash[t]);
        if (t == first + 1) item->pair = item->hash;
        if (t > first) tg_buf_char(&c->out.folded, ' ');
        fold_token(&c->out.folded, tg_token_str(tokens, page, t));
    }
    item->first = tokens->hash[first];
    item->n_tokens = (uint8_t)(i - first);
    item->folded = (uint32_t)at;
    item->n_folded = (uint16_t)(c->out.folded.n - at);
    if ((tokens->flags[first] & (TG_TOKEN_UPPER | TG_TOKEN_DIGIT)) == 0) item->lower = true;
    return i;
}

/** Tokenise the page and hand the tokens out to its items. */
static tagger_status turn_page(compiler *c)
{
    if (c->lines.n == 0) return TAGGER_OK;
    tg_arena arena = TG_ARENA_INIT;
    tg_tokens tokens;
    tagger_status status = tg_tokenize(&tokens, &arena, tg_buf_view(&c->page), c->err);
    uint32_t at = 0;
    for (size_t i = 0; i < c->lines.n && status == TAGGER_OK; i++) {
        at = take_tokens(c, &c->out.items.at[c->paged + i], &tokens, at, c->lines.at[i]);
    }
    tg_arena_dispose(&arena);
    if (status == TAGGER_OK && (c->out.folded.oom || c->out.folded.n > UINT32_MAX)) {
        status = no_memory(c);
    }
    c->paged += c->lines.n;
    c->lines.n = 0;
    c->page.n = 0;
    return status;
}

/* ---- rows to items ------------------------------------------------------- */

/** Kinds whose forms may stand in lower case though the list writes them with a capital. */
static bool is_cue(uint32_t kind)
{
    return kind == TG_KIND_ROLE || kind == TG_KIND_HONORIFIC || kind == TG_KIND_ORG_WORD ||
           kind == TG_KIND_WORD || kind == TG_KIND_TOPIC;
}

static bool add_string(compiler *c, tg_str s, uint32_t *offset)
{
    uint32_t number = 0;
    if (!tg_pool_add(&c->out.strings, s, &number)) return false;
    *offset = c->out.strings.offset.at[number];
    return true;
}

/** The class as the image has it: "minister:pre", "never_alone", or the subtype of an entity. */
static bool add_word(compiler *c, const tg_row *row, uint32_t *number)
{
    if (row->position.n == 0) {
        return tg_pool_add(&c->out.words, row->class.n > 0 ? row->class : row->subtype, number);
    }
    char word[128];
    int n =
        snprintf(word, sizeof word, "%.*s:%.*s", row->class.n < 60 ? (int)row->class.n : 60,
                 row->class.p, row->position.n < 60 ? (int)row->position.n : 60, row->position.p);
    return tg_pool_add(&c->out.words, (tg_str){word, (size_t)n}, number);
}

/** The key of an entity: its kind, then its id, or "n:" and the folded name. */
static size_t entity_key(char *key, const tg_row *row, uint32_t kind)
{
    key[0] = (char)kind;
    if (row->id.n > 0) {
        memcpy(key + 1, row->id.p, row->id.n);
        return 1 + row->id.n;
    }
    key[1] = 'n';
    key[2] = ':';
    return 3 + tg_fold(key + 3, row->name);
}

static bool add_entity(compiler *c, const tg_row *row, uint32_t kind, uint32_t *number)
{
    size_t room = 3 + 3 * (row->id.n + row->name.n);
    char *key = tg_mem_alloc(room);
    if (key == NULL) return false;
    size_t n = entity_key(key, row, kind);
    if (n > TG_MAX_STRING) n = TG_MAX_STRING;
    tg_image_entity e = {0};
    bool ok = tg_pool_add(&c->out.keys, (tg_str){key, n}, number);
    if (ok && *number == c->out.entities.n) {
        ok = add_string(c, (tg_str){key + 1, n - 1}, &e.id) && add_string(c, row->name, &e.name) &&
             add_string(c, row->country, &e.country) && add_string(c, row->subtype, &e.subtype) &&
             add_string(c, row->wikidata, &e.wikidata) && tg_vec_push(&c->out.entities, e);
    }
    tg_mem_free(key);
    return ok;
}

static tagger_status add_row(compiler *c, const tg_row *row, const tg_source *source)
{
    uint32_t kind = source->kind;
    bool inherits = kind == TG_KIND_TOPIC && row->lang == 0;
    tg_item item = {.entry = {.kind = (uint8_t)kind,
                              .flags = row->flags,
                              .lang = inherits ? source->lang : row->lang,
                              .everyday = row->everyday,
                              .value = row->value,
                              .entity = UINT32_MAX,
                              .file = (uint32_t)c->out.files.n,
                              .line = row->line}};
    item.lower = is_cue(kind) || (row->flags & TG_ENTRY_LOWER) != 0;
    bool ok = add_string(c, row->form, &item.entry.text) && add_word(c, row, &item.entry.word);
    if (ok && kind < TAGGER_N_TYPES) ok = add_entity(c, row, kind, &item.entry.entity);
    tg_buf_str(&c->page, row->form);
    ok = ok && !c->page.oom && tg_vec_push(&c->lines, (uint32_t)c->page.n) &&
         tg_vec_push(&c->out.items, item);
    tg_buf_char(&c->page, '\n');
    if (!ok) return no_memory(c);
    return c->page.n < PAGE ? TAGGER_OK : turn_page(c);
}

static tagger_status add_table(compiler *c, const tg_source *source, uint32_t *n_rows)
{
    tg_rows rows;
    TG_TRY(tg_rows_open(&rows, source->bytes, source->path, c->err));
    for (;;) {
        tg_row row;
        bool more = false;
        TG_TRY(tg_rows_next(&rows, &row, &more, c->err));
        if (!more) return TAGGER_OK;
        TG_TRY(tg_row_check(&rows, &row, source->kind, c->err));
        TG_TRY(add_row(c, &row, source));
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
        TG_TRY(add_table(c, source, &file.n_rows));
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
    return turn_page(c);
}

static void dispose(compiler *c)
{
    tg_vec_dispose(&c->out.items);
    tg_vec_dispose(&c->out.entities);
    tg_vec_dispose(&c->out.files);
    tg_vec_dispose(&c->lines);
    tg_buf_dispose(&c->out.folded);
    tg_buf_dispose(&c->out.blobs);
    tg_buf_dispose(&c->page);
    tg_pool_dispose(&c->out.strings);
    tg_pool_dispose(&c->out.words);
    tg_pool_dispose(&c->out.keys);
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
