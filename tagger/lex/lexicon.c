/* SPDX-License-Identifier: MIT
 *
 * lexicon.c — open an image and read what it says of forms, entries and entities.
 */
#include "lex/lexicon.h"

#include "base/mem.h"
#include "base/status.h"
#include "lex/open.h"

/* ---- opening ------------------------------------------------------------- */

static tagger_status check_head(const void *image, size_t n, const char *name,
                                tg_image_header *head, tagger_error *err)
{
    if (n < sizeof *head || memcmp(image, TG_IMAGE_MAGIC, sizeof head->magic) != 0) {
        return tg_fail(err, TAGGER_E_DATA, "%s: not an image of compiled lists", name);
    }
    memcpy(head, image, sizeof *head);
    if (head->order != TG_IMAGE_ORDER) {
        return tg_fail(err, TAGGER_E_DATA, "%s: compiled on a machine of the other byte order",
                       name);
    }
    if (head->version != TG_IMAGE_VERSION) {
        return tg_fail(err, TAGGER_E_DATA,
                       "%s: lists of format %u, but this program reads format %d; compile anew",
                       name, head->version, (int)TG_IMAGE_VERSION);
    }
    if (head->size != n) {
        return tg_fail(err, TAGGER_E_DATA, "%s: %zu bytes long, but it should be %llu", name, n,
                       (unsigned long long)head->size);
    }
    tg_image_header copy = *head;
    copy.head_sum = 0;
    if (tg_image_sum(&copy, sizeof copy) != head->head_sum) {
        return tg_fail(err, TAGGER_E_DATA, "%s: the header is damaged", name);
    }
    return TAGGER_OK;
}

static bool section_fits(const tg_image_header *head, enum tg_section s)
{
    tg_image_section at = head->at[s];
    return at.offset % TG_IMAGE_ALIGN == 0 && at.offset <= head->size &&
           at.count <= (head->size - at.offset) / tg_section_size(s) && at.count <= UINT32_MAX;
}

static const void *section(const char *image, const tg_image_header *head, enum tg_section s)
{
    return image + head->at[s].offset;
}

static void find_sections(tg_lexicon *lex, const char *image, const tg_image_header *head)
{
    lex->first = section(image, head, TG_SECTION_FIRST);
    lex->n_first = (uint32_t)head->at[TG_SECTION_FIRST].count;
    lex->lower = section(image, head, TG_SECTION_LOWER);
    lex->n_lower = (uint32_t)head->at[TG_SECTION_LOWER].count;
    lex->bloom = section(image, head, TG_SECTION_BLOOM);
    lex->n_bloom = (uint32_t)head->at[TG_SECTION_BLOOM].count;
    lex->lower_bloom = section(image, head, TG_SECTION_LOWER_BLOOM);
    lex->n_lower_bloom = (uint32_t)head->at[TG_SECTION_LOWER_BLOOM].count;
    lex->grams = section(image, head, TG_SECTION_GRAMS);
    lex->n_grams = (uint32_t)head->at[TG_SECTION_GRAMS].count;
    lex->forms = section(image, head, TG_SECTION_FORMS);
    lex->n_forms = (uint32_t)head->at[TG_SECTION_FORMS].count - 1;
    lex->folded = section(image, head, TG_SECTION_FOLDED);
    lex->n_folded = (uint32_t)head->at[TG_SECTION_FOLDED].count;
    lex->entries = section(image, head, TG_SECTION_ENTRIES);
    lex->n_entries = (uint32_t)head->at[TG_SECTION_ENTRIES].count;
    lex->affixes = section(image, head, TG_SECTION_AFFIXES);
    lex->n_affixes = (uint32_t)head->at[TG_SECTION_AFFIXES].count;
    lex->entities = section(image, head, TG_SECTION_ENTITIES);
    lex->n_entities = (uint32_t)head->at[TG_SECTION_ENTITIES].count;
    lex->words = section(image, head, TG_SECTION_WORDS);
    lex->n_words = (uint32_t)head->at[TG_SECTION_WORDS].count;
    lex->files = section(image, head, TG_SECTION_FILES);
    lex->n_files = (uint32_t)head->at[TG_SECTION_FILES].count;
    lex->strings = section(image, head, TG_SECTION_STRINGS);
    lex->n_strings = (uint32_t)head->at[TG_SECTION_STRINGS].count;
    lex->blobs = section(image, head, TG_SECTION_BLOBS);
    lex->n_blobs = (uint32_t)head->at[TG_SECTION_BLOBS].count;
    tg_sha256_hex(lex->digest, head->digest);
}

tagger_status tg_lexicon_open_image(tg_lexicon **out, tg_str image, const char *name, bool check,
                                    tagger_error *err)
{
    *out = NULL;
    tg_image_header head;
    TG_TRY(check_head(image.p, image.n, name, &head, err));
    bool fits = head.at[TG_SECTION_FIRST].count > 0 && head.at[TG_SECTION_LOWER].count > 0 &&
                head.at[TG_SECTION_BLOOM].count > 0 && head.at[TG_SECTION_LOWER_BLOOM].count > 0 &&
                head.at[TG_SECTION_GRAMS].count > 0 && head.at[TG_SECTION_FORMS].count > 0 &&
                (uintptr_t)image.p % sizeof(uint64_t) == 0;
    for (unsigned s = 0; s < TG_N_SECTIONS; s++) {
        fits = fits && section_fits(&head, (enum tg_section)s);
    }
    if (!fits) return tg_fail(err, TAGGER_E_DATA, "%s: the header is damaged", name);
    if (check && tg_image_sum(image.p + sizeof head, image.n - sizeof head) != head.body_sum) {
        return tg_fail(err, TAGGER_E_DATA, "%s: damaged: its bytes and its checksum differ", name);
    }
    tg_lexicon *lex = tg_mem_alloc(sizeof *lex);
    if (lex == NULL) return tg_fail(err, TAGGER_E_NOMEM, "%s: out of memory", name);
    *lex = (tg_lexicon){0};
    find_sections(lex, image.p, &head);
    *out = lex;
    return TAGGER_OK;
}

tagger_status tg_lexicon_open(tg_lexicon **out, const void *image, size_t n_image, const char *name,
                              tagger_error *err)
{
    return tg_lexicon_open_image(out, (tg_str){image, n_image}, name, true, err);
}

void tg_lexicon_close(tg_lexicon *lex)
{
    tg_mem_free(lex);
}

/* ---- reading ------------------------------------------------------------- */

static tg_str string_at(const tg_lexicon *lex, uint32_t offset)
{
    uint16_t n = 0;
    if (offset > lex->n_strings || lex->n_strings - offset < sizeof n) return TG_LIT("");
    memcpy(&n, lex->strings + offset, sizeof n);
    if (lex->n_strings - offset - sizeof n < n) return TG_LIT("");
    return (tg_str){lex->strings + offset + sizeof n, n};
}

const tg_entry *tg_lexicon_entries(const tg_lexicon *lex, uint32_t form, uint32_t *n)
{
    *n = 0;
    if (form >= lex->n_forms) return lex->entries;
    uint32_t begin = lex->forms[form].entry;
    uint32_t end = lex->forms[form + 1].entry;
    if (begin > end || end > lex->n_entries) return lex->entries;
    *n = end - begin;
    return lex->entries + begin;
}

void tg_lexicon_prefetch_rows(const tg_lexicon *lex, const tg_hits *hits, uint32_t kinds)
{
    for (uint32_t h = 0; h < hits->n; h++) {
        if ((hits->at[h].kinds & kinds) != 0)
            __builtin_prefetch(&lex->forms[hits->at[h].form + 1].entry);
    }
    for (uint32_t h = 0; h < hits->n; h++) {
        uint32_t n = 0;
        if ((hits->at[h].kinds & kinds) == 0) continue;
        const tg_entry *e = tg_lexicon_entries(lex, hits->at[h].form, &n);
        if (n > 0) __builtin_prefetch(&e[n - 1]);
    }
}

tg_str tg_lexicon_form_text(const tg_lexicon *lex, uint32_t form)
{
    uint32_t n = 0;
    const tg_entry *e = tg_lexicon_entries(lex, form, &n);
    return n > 0 ? string_at(lex, e->text) : TG_LIT("");
}

tg_str tg_lexicon_entry_text(const tg_lexicon *lex, const tg_entry *e)
{
    return string_at(lex, e->text);
}

uint32_t tg_lexicon_n_affixes(const tg_lexicon *lex)
{
    return lex->n_affixes;
}

const tg_entry *tg_lexicon_affix(const tg_lexicon *lex, uint32_t i)
{
    if (i >= lex->n_affixes || lex->affixes[i] >= lex->n_entries) return NULL;
    return &lex->entries[lex->affixes[i]];
}

uint32_t tg_lexicon_n_entities(const tg_lexicon *lex)
{
    return lex->n_entities;
}

tg_known tg_lexicon_entity(const tg_lexicon *lex, uint32_t entity)
{
    if (entity >= lex->n_entities) return (tg_known){.id = TG_LIT("")};
    const tg_image_entity *e = &lex->entities[entity];
    return (tg_known){.id = string_at(lex, e->id),
                      .name = string_at(lex, e->name),
                      .country = string_at(lex, e->country),
                      .subtype = string_at(lex, e->subtype),
                      .wikidata = string_at(lex, e->wikidata)};
}

tg_str tg_lexicon_entity_id(const tg_lexicon *lex, uint32_t entity)
{
    return entity < lex->n_entities ? string_at(lex, lex->entities[entity].id) : TG_LIT("");
}

tg_str tg_lexicon_entity_name(const tg_lexicon *lex, uint32_t entity)
{
    return entity < lex->n_entities ? string_at(lex, lex->entities[entity].name) : TG_LIT("");
}

tg_str tg_lexicon_entity_country(const tg_lexicon *lex, uint32_t entity)
{
    return entity < lex->n_entities ? string_at(lex, lex->entities[entity].country) : TG_LIT("");
}

tg_str tg_lexicon_entity_subtype(const tg_lexicon *lex, uint32_t entity)
{
    return entity < lex->n_entities ? string_at(lex, lex->entities[entity].subtype) : TG_LIT("");
}

uint32_t tg_lexicon_n_words(const tg_lexicon *lex)
{
    return lex->n_words;
}

tg_str tg_lexicon_word(const tg_lexicon *lex, uint32_t word)
{
    return word < lex->n_words ? string_at(lex, lex->words[word]) : TG_LIT("");
}

uint32_t tg_lexicon_word_id(const tg_lexicon *lex, tg_str word)
{
    uint32_t low = 0;
    uint32_t high = lex->n_words;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        tg_str at = tg_lexicon_word(lex, mid);
        size_t n = at.n < word.n ? at.n : word.n;
        int order = n > 0 ? memcmp(at.p, word.p, n) : 0;
        if (order == 0 && at.n == word.n) return mid;
        if (order < 0 || (order == 0 && at.n < word.n)) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return UINT32_MAX;
}

uint32_t tg_lexicon_n_files(const tg_lexicon *lex)
{
    return lex->n_files;
}

tg_str tg_lexicon_file(const tg_lexicon *lex, uint32_t file)
{
    return file < lex->n_files ? string_at(lex, lex->files[file].name) : TG_LIT("");
}

tg_str tg_lexicon_blob(const tg_lexicon *lex, tg_str name)
{
    for (uint32_t i = 0; i < lex->n_files; i++) {
        const tg_image_file *f = &lex->files[i];
        if (f->kind != TG_FILE_IS_BLOB || !tg_str_eq(string_at(lex, f->name), name)) continue;
        if (f->blob > lex->n_blobs || f->n_blob > lex->n_blobs - f->blob) break;
        return (tg_str){lex->blobs + f->blob, (size_t)f->n_blob};
    }
    return (tg_str){NULL, 0};
}

tg_str tg_lexicon_hash(const tg_lexicon *lex)
{
    return (tg_str){lex->digest, sizeof lex->digest};
}
