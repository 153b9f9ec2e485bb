/* SPDX-License-Identifier: MIT
 *
 * features.c — evidence for a span, as named features.
 *
 * "template=value" with a template of resolve/template.h. For the span
 * [Vincent Van Quickenborne] in "Justice Minister Vincent Van Quickenborne (Open":
 *
 *     prev.word=minister   prev.mark=role         what stands before
 *     first.mark=first-name first.suffix=ent      the first token
 *     in.shape=cx                                 every token
 *     span.names=fpn       span.list=person       the span as a whole
 *     next.word=(                                 what stands behind
 *
 * The key of a feature is a hash of its name, made without writing the name;
 * tg_feature_name() writes it for `explain` and for the weight table.
 */
#include "resolve/features.h"

#include "base/status.h"
#include "resolve/beside.h"
#include "resolve/template.h"

/* ---- adding -------------------------------------------------------------- */

/** Write a feature down. */
static void name(tg_feature_names *names, tg_feature f)
{
    if (names->n < TG_MAX_FEATURES) names->at[names->n++] = f;
}

const tg_stored_row tg_no_weights = {0};

static void start(tg_feature_list *out)
{
    out->own = tg_no_weights;
    out->n = 0;
    out->n_asked = 0;
    if (out->names != NULL) out->names->n = out->names->used = 0;
}

static void add_row(tg_feature_list *out, tg_template t, const tg_facts *f, uint32_t place)
{
    /* No branch: whether a value has a row is anybody's guess. */
    const tg_value_rows *rows = tg_weights_at(f->constants, place);
    out->row[out->n] = tg_value_row(rows, t);
    out->n += tg_value_has(rows, t);
}

/** Add the rows of the values that were asked for. */
static void finish(tg_feature_list *out, const tg_facts *f)
{
    uint32_t place[TG_MAX_ASKED];
    tg_weights_find_all(place, f->weights, out->asked, out->n_asked);
    for (uint32_t i = 0; i < out->n_asked; i++)
        add_row(out, (tg_template)out->asked_for[i], f, place[i]);
    out->n_asked = 0;
}

/** Ask for the row of a value; finish() adds those of all at once. */
static void ask(tg_feature_list *out, tg_template t, const tg_facts *f, uint64_t hash)
{
    if (out->n_asked == TG_MAX_ASKED) finish(out, f);
    tg_weights_prefetch(f->weights, hash);
    out->asked[out->n_asked] = hash;
    out->asked_for[out->n_asked++] = (uint8_t)t;
}

/** A value of at most 16 ASCII bytes being written, padded with zeros. */
typedef struct short_text {
    char text[TG_HASH_SHORT];
    uint32_t n;
} short_text;

static void name_text(tg_feature_names *names, tg_template t, const char text[TG_HASH_SHORT],
                      uint32_t n, uint64_t hash)
{
    if (names->used + TG_HASH_SHORT > TG_FEATURE_POOL) return;
    memcpy(names->pool + names->used, text, TG_HASH_SHORT);
    name(names, (tg_feature){hash, (uint8_t)t, TG_VALUE_TEXT, (uint16_t)n, names->used});
    names->used += n;
}

static void add_hashed(tg_feature_list *out, tg_template t, const tg_facts *f,
                       const char text[TG_HASH_SHORT], uint32_t n, uint64_t hash)
{
    if (out->names != NULL) {
        name_text(out->names, t, text, n, hash);
    } else {
        ask(out, t, f, hash);
    }
}

static void add_value(tg_feature_list *out, tg_template t, const tg_facts *f, const short_text *x)
{
    add_hashed(out, t, f, x->text, x->n, tg_hash_padded(x->text, x->n));
}

/** A literal of at most 16 bytes; its hash costs nothing at run time. */
#define ADD(out, t, f, literal)                                                                    \
    add_hashed(out, t, f, literal "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", sizeof(literal) - 1,         \
               tg_hash_padded(literal "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", sizeof(literal) - 1))

static void add_digit(tg_feature_list *out, tg_template t, const tg_facts *f, char digit)
{
    const tg_value *v = &f->constants->digit[digit - '0'];
    if (out->names != NULL) {
        name_text(out->names, t, (char[TG_HASH_SHORT]){digit}, 1, v->hash);
    } else {
        add_row(out, t, f, v->place);
    }
}

static void put_char(short_text *x, char c)
{
    if (x->n < sizeof x->text) x->text[x->n++] = c;
}

static void put(short_text *x, const char *word)
{
    for (; *word != '\0'; word++) put_char(x, *word);
}

static void add_label(tg_feature_list *out, tg_template t, const tg_facts *f, unsigned label,
                      bool one)
{
    const tg_value *v = &f->constants->label[label][one];
    if (out->names != NULL) {
        name(out->names, (tg_feature){v->hash, (uint8_t)t, TG_VALUE_LABEL, (uint16_t)label, one});
    } else {
        add_row(out, t, f, v->place);
    }
}

static void name_word(tg_feature_names *names, tg_template t, const tg_facts *f, uint32_t token)
{
    name(names, (tg_feature){f->view->tokens->hash[token], (uint8_t)t, TG_VALUE_WORDS, 1, token});
}

/** A word beside the name. */
static void add_word(tg_feature_list *out, tg_template t, const tg_facts *f, uint32_t token)
{
    if (out->names != NULL) {
        name_word(out->names, t, f, token);
    } else {
        add_row(out, t, f, f->look[token].own->word);
    }
}

static void name_words(tg_feature_names *names, tg_template t, uint64_t hash, uint32_t begin,
                       uint32_t end)
{
    name(names, (tg_feature){hash, (uint8_t)t, TG_VALUE_WORDS, (uint16_t)(end - begin), begin});
}

static void add_words(tg_feature_list *out, tg_template t, const tg_facts *f, uint32_t begin,
                      uint32_t end)
{
    uint64_t hash = tg_span_hash(f->view, begin, end);
    if (out->names != NULL) {
        name_words(out->names, t, hash, begin, end);
    } else {
        ask(out, t, f, hash);
    }
}

/** The token and the one behind it. */
static void add_pair(tg_feature_list *out, tg_template t, const tg_facts *f, uint32_t token)
{
    if (out->names != NULL) {
        name_words(out->names, t, tg_span_hash(f->view, token, token + 2), token, token + 2);
    } else {
        add_row(out, t, f, f->look[token].pair);
    }
}

static void add_marks(tg_feature_list *out, tg_template t, const tg_facts *f, uint32_t token)
{
    uint64_t marks = f->view->marks[token];
    if (marks == 0) marks = TG_MARK_BIT(TG_MARK_NONE);
    for (; marks != 0; marks &= marks - 1) {
        unsigned mark = (unsigned)__builtin_ctzll(marks);
        if (out->names != NULL) {
            name(out->names, (tg_feature){f->constants->mark_hash[mark], (uint8_t)t, TG_VALUE_MARK,
                                          (uint16_t)mark, 0});
            continue;
        }
        const int16_t *row = f->constants->mark_row[t][mark];
        out->row[out->n] = row;
        out->n += row != NULL;
    }
}

static void name_shape(tg_feature_names *names, tg_template t, const tg_facts *f, uint32_t token)
{
    name(names, (tg_feature){f->look[token].shape, (uint8_t)t, TG_VALUE_SHAPE, 1, token});
}

/** The shape of a word beside the name, or of all of it. */
static void add_shape(tg_feature_list *out, tg_template t, const tg_facts *f, uint32_t token)
{
    if (out->names != NULL) {
        name_shape(out->names, t, f, token);
    } else {
        add_row(out, t, f, f->look[token].own->shape);
    }
}

/** The first three characters of a token, or the last. */
static void name_affix(tg_feature_names *names, tg_template t, const tg_facts *f, uint32_t token,
                       bool suffix)
{
    tg_str affix = tg_look_affix(f->view, token, suffix);
    tg_value_kind kind = suffix ? TG_VALUE_SUFFIX : TG_VALUE_PREFIX;
    if (affix.n == 0) return;
    name(names, (tg_feature){tg_hash_folded(affix), (uint8_t)t, (uint8_t)kind, 1, token});
}

static void name_own(tg_feature_names *names, tg_template t, const tg_facts *f, uint32_t token,
                     tg_own own)
{
    if (t == TG_N_TEMPLATES) return;
    if (own == TG_OWN_WORD) {
        name_word(names, t, f, token);
    } else if (own == TG_OWN_SHAPE) {
        name_shape(names, t, f, token);
    } else {
        name_affix(names, t, f, token, own == TG_OWN_SUFFIX);
    }
}

/** What a word of the name itself says. */
static void add_own(tg_feature_list *out, tg_position position, const tg_facts *f, uint32_t token)
{
    if (out->names == NULL) {
        out->own = f->look[token].own->sum[position];
        return;
    }
    for (unsigned i = 0; i < TG_N_OWN; i++)
        name_own(out->names, (tg_template)tg_own_template[position][i], f, token, (tg_own)i);
}

/* ---- first, last, inside ------------------------------------------------- */

static bool same_sentence(const tg_facts *f, uint32_t a, uint32_t b)
{
    return f->view->sentence[a] == f->view->sentence[b];
}

/** What holds for one language beside what holds for all: "d:cx", a capitalised word in German. English,
 *  of which there is most to learn from, has no rows of its own. */
static void add_for_lang(tg_feature_list *out, tg_template t, const tg_facts *f, const char *text,
                         size_t n)
{
    if (f->lang == 0 || n + 2 > sizeof(((short_text *)NULL)->text)) return;
    short_text x = {.text = {f->lang, ':'}, .n = 2};
    for (size_t i = 0; i < n; i++) put_char(&x, text[i]);
    add_value(out, t, f, &x);
}

static void add_casing(tg_feature_list *out, tg_template t, const tg_facts *f, uint32_t token,
                       const char *more)
{
    static const char *const casing[] = {"plain", "title", "caps"};
    short_text x = {.n = 0};
    put(&x, casing[f->view->casing[f->view->sentence[token]]]);
    put(&x, more);
    add_value(out, t, f, &x);
}

void tg_features_first(tg_feature_list *out, const tg_facts *f, uint32_t token)
{
    const tg_view *v = f->view;
    start(out);
    add_own(out, TG_AT_FIRST, f, token);
    add_marks(out, TG_FIRST_MARK, f, token);
    bool has_prev = token > 0 && same_sentence(f, token, token - 1);
    if (!has_prev) {
        ADD(out, TG_PREV_WORD, f, "^");
        add_casing(out, TG_FIRST_START, f, token, "");
        add_for_lang(out, TG_LANG_START, f, "^", 1);
        finish(out, f);
        return;
    }
    add_word(out, TG_PREV_WORD, f, token - 1);
    add_marks(out, TG_PREV_MARK, f, token - 1);
    add_shape(out, TG_PREV_SHAPE, f, token - 1);
    if ((v->tokens->flags[token] & TG_TOKEN_GLUED) != 0) add_word(out, TG_PREV_GLUED, f, token - 1);
    if (token < 2 || !same_sentence(f, token, token - 2)) return;
    add_word(out, TG_PREV2_WORD, f, token - 2);
    add_pair(out, TG_PREV_PAIR, f, token - 2);
    add_marks(out, TG_PREV2_MARK, f, token - 2);
}

void tg_features_last(tg_feature_list *out, const tg_facts *f, uint32_t token)
{
    const tg_view *v = f->view;
    start(out);
    add_own(out, TG_AT_LAST, f, token);
    add_marks(out, TG_LAST_MARK, f, token);
    bool has_next = token + 1 < v->tokens->n && same_sentence(f, token, token + 1);
    if (!has_next) {
        ADD(out, TG_NEXT_WORD, f, "$");
        finish(out, f);
        return;
    }
    add_word(out, TG_NEXT_WORD, f, token + 1);
    add_marks(out, TG_NEXT_MARK, f, token + 1);
    add_shape(out, TG_NEXT_SHAPE, f, token + 1);
    if ((v->tokens->flags[token + 1] & TG_TOKEN_GLUED) != 0)
        add_word(out, TG_NEXT_GLUED, f, token + 1);
    if (token + 2 >= v->tokens->n || !same_sentence(f, token, token + 2)) return;
    add_word(out, TG_NEXT2_WORD, f, token + 2);
    add_pair(out, TG_NEXT_PAIR, f, token + 1);
    add_marks(out, TG_NEXT2_MARK, f, token + 2);
}

void tg_features_inside(tg_feature_list *out, const tg_facts *f, uint32_t token)
{
    start(out);
    add_own(out, TG_AT_ANY, f, token);
    add_marks(out, TG_IN_MARK, f, token);
    if (f->lang == 0) return;
    char shape[TG_MAX_SHAPE];
    add_for_lang(out, TG_LANG_SHAPE, f, shape, tg_look_shape(shape, f->view, token));
    finish(out, f);
}

/* ---- the span as a whole ------------------------------------------------- */

static char context_of(const tg_facts *f, uint32_t token, bool there)
{
    if (!there) return '^';
    return f->look[token].context;
}

static void add_names(tg_feature_list *out, const tg_facts *f, const tg_candidate *c)
{
    enum { MOST = 6 };
    short_text code = {.n = 0};
    for (uint32_t i = c->begin; i < c->end && code.n < MOST; i++) put_char(&code, f->look[i].code);
    if (c->end - c->begin > MOST) put_char(&code, '+');
    add_value(out, TG_SPAN_NAMES, f, &code);
    add_for_lang(out, TG_LANG_NAMES, f, code.text, code.n);
    for (uint32_t i = c->begin + 1; i < c->end; i++) {
        if ((f->view->tokens->flags[i] & TG_TOKEN_LINE) == 0) continue;
        ADD(out, TG_SPAN_LINE, f, "over");
        break;
    }

    bool prev = c->begin > 0 && same_sentence(f, c->begin - 1, c->begin);
    bool next = c->end < f->view->tokens->n && same_sentence(f, c->end - 1, c->end);
    short_text cues = {.n = 0};
    put_char(&cues, context_of(f, c->begin - 1, prev));
    put(&cues, code.text);
    put_char(&cues, context_of(f, c->end, next));
    add_value(out, TG_SPAN_CUES, f, &cues);
}

/** "cx of cx": capitals as their shape, the words between as they are. */
static void add_span_shape(tg_feature_list *out, const tg_facts *f, const tg_candidate *c)
{
    enum { MOST = 6 };
    const tg_view *v = f->view;
    uint32_t n = c->end - c->begin < MOST ? c->end - c->begin : MOST;
    if (n == 1) {
        add_shape(out, TG_SPAN_SHAPE, f, c->begin);
        return;
    }
    uint64_t h = TG_HASH_START;
    for (uint32_t i = c->begin; i < c->begin + n; i++)
        h = tg_hash_join(h, tg_look_has_shape(v, i) ? f->look[i].shape : v->tokens->hash[i]);
    if (out->names != NULL) {
        name(out->names, (tg_feature){h, TG_SPAN_SHAPE, TG_VALUE_SHAPE, (uint16_t)n, c->begin});
    } else {
        ask(out, TG_SPAN_SHAPE, f, h);
    }
}

/** What a list calls the longer span that this one is a part of. */
static void add_longer(tg_feature_list *out, const tg_facts *f, const tg_candidate *c)
{
    if (f->cover[c->begin] == 0) return;
    const tg_candidate *over = &f->candidates->at[f->cover[c->begin] - 1];
    bool longer = over->end - over->begin > c->end - c->begin;
    if (longer && over->begin <= c->begin && over->end >= c->end)
        add_label(out, TG_SPAN_LONGER, f, (unsigned)__builtin_ctz(over->strong), false);
}

static void add_lists(tg_feature_list *out, const tg_facts *f, const tg_candidate *c)
{
    short_text combined = {.n = 0};
    bool one = c->end - c->begin == 1;
    for (unsigned labels = c->strong | c->weak; labels != 0; labels &= labels - 1) {
        unsigned label = (unsigned)__builtin_ctz(labels);
        if (label >= TG_OTHER) break;
        bool strong = (c->strong >> label & 1) != 0;
        add_label(out, strong ? TG_SPAN_LIST : TG_SPAN_MAYBE, f, label, one);
        put_char(&combined, strong ? '+' : '?');
        put_char(&combined, tg_label_name((tg_label)label)[0]);
        if (label == TG_PARTY) put_char(&combined, 'y');
    }
    if (combined.n > 0) {
        if (one && c->begin == f->view->sentences->first[f->view->sentence[c->begin]])
            put_char(&combined, '^');
        add_value(out, TG_SPAN_LISTS, f, &combined);
        add_for_lang(out, TG_LANG_LISTS, f, combined.text, combined.n);
    } else if (one) {
        ADD(out, TG_SPAN_LIST, f, "none.one");
    } else {
        ADD(out, TG_SPAN_LIST, f, "none");
    }
    if (c->rule != 0) add_label(out, TG_SPAN_RULE, f, c->rule_label, false);
    add_longer(out, f, c);
}

/** A word of at most 16 bytes, when there is one. */
static void add_text(tg_feature_list *out, tg_template t, const tg_facts *f, const char *text)
{
    if (text == NULL) return;
    short_text x = {.n = 0};
    put(&x, text);
    add_value(out, t, f, &x);
}

static void add_cue(tg_feature_list *out, const tg_facts *f, const char *cue, bool one)
{
    short_text x = {.n = 0};
    put(&x, cue);
    if (one) put(&x, ".one");
    add_value(out, TG_DOC_CUE, f, &x);
}

/** How the document uses the words of the span elsewhere. */
static void add_use(tg_feature_list *out, const tg_facts *f, const tg_candidate *c)
{
    bool one = c->end - c->begin == 1;
    const tg_word_use *w = tg_memory_word(f->memory, f->view->tokens->hash[c->end - 1]);
    if (w == NULL) return;
    if (one) {
        short_text lower = {.n = 0};
        put_char(&lower, tg_count_digit(w->lower));
        if (c->begin == f->view->sentences->first[f->view->sentence[c->begin]])
            put_char(&lower, '^');
        if (w->upper > 0) put_char(&lower, '+');
        add_value(out, TG_DOC_LOWER, f, &lower);
        add_digit(out, TG_DOC_UPPER, f, tg_count_digit((unsigned)w->upper + w->start));
    }
    if (w->honorific > 0) add_cue(out, f, "honorific", one);
    if (w->first_name > 0) add_cue(out, f, "first-name", one);
    if (w->org_suffix > 0) add_cue(out, f, "org-suffix", one);
    if (w->bracket > 0) add_cue(out, f, "bracket", false);
    if (w->place_cue > 1) add_cue(out, f, "place", one);
}

void tg_features_span(tg_feature_list *out, const tg_facts *f, const tg_candidate *c)
{
    const tg_view *v = f->view;
    start(out);
    uint32_t n = c->end - c->begin;
    char length = (char)('0' + (n < 6 ? n : 6));
    add_digit(out, TG_SPAN_LENGTH, f, length);
    add_for_lang(out, TG_LANG_LENGTH, f, &length, 1);
    if (n <= 5) add_words(out, TG_SPAN_TEXT, f, c->begin, c->end);
    add_span_shape(out, f, c);
    add_names(out, f, c);
    add_lists(out, f, c);
    if (v->casing[v->sentence[c->begin]] != TG_CASING_PLAIN)
        add_casing(out, TG_SPAN_CASE, f, c->begin, (char[]){'.', length, '\0'});
    add_text(out, TG_SPAN_DATELINE, f, tg_beside_dateline(v, c));
    add_text(out, TG_SPAN_ACRONYM, f, tg_beside_acronym(v, c));
    add_text(out, TG_SPAN_SHARE, f, tg_beside_share(v, c));
    if (f->sport) {
        if ((c->strong >> TG_LOCATION & 1) != 0) {
            add_label(out, TG_SPAN_SPORT, f, TG_LOCATION, false);
        } else if ((c->strong >> TG_COUNTRY & 1) != 0) {
            add_label(out, TG_SPAN_SPORT, f, TG_COUNTRY, false);
        } else {
            add_digit(out, TG_SPAN_SPORT, f, length);
        }
    }
    add_use(out, f, c);
    finish(out, f);
}

/* ---- memory -------------------------------------------------------------- */

/** The label that most of the counts have. @return its count. */
static uint32_t majority(uint64_t counts, uint32_t *best)
{
    uint32_t most = 0;
    for (uint32_t i = 0; counts != 0; i++, counts >>= 8) {
        uint32_t n = counts & UINT8_MAX;
        if (n <= most) continue;
        most = n;
        *best = i;
    }
    return most;
}

/** "person.2": the label that most uses have, and how surely; own uses are taken out. */
static void add_majority(tg_feature_list *out, tg_template t, const tg_facts *f, tg_name_part part,
                         uint64_t hash, int own)
{
    const tg_name_use *use = tg_labels_find(f->labels, part, hash);
    if (use == NULL) return;
    uint64_t counts = use->counts;
    if (own >= 0 && tg_name_count(counts, (uint32_t)own) > 0) counts -= tg_name_one((uint32_t)own);
    if (counts == 0) return;
    uint32_t best = 0;
    uint32_t n = majority(counts, &best);
    bool all = counts == n * tg_name_one(best);
    const tg_value *value = &f->constants->majority[best][n < TG_MANY ? n : TG_MANY][!all];
    if (out->names == NULL) {
        add_row(out, t, f, value->place);
        return;
    }
    short_text x = {.n = 0};
    put(&x, tg_label_name((tg_label)best));
    put_char(&x, '.');
    put_char(&x, tg_count_digit(n));
    if (!all) put_char(&x, '~');
    name_text(out->names, t, x.text, x.n, value->hash);
}

/** One capital, then lower case alone: no acronym. */
static bool is_title(const tg_facts *f, uint32_t token)
{
    return f->look[token].shape == tg_hash_padded("cx\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 2);
}

/** What the first pass found of the one word of a candidate. */
static void add_word_memory(tg_feature_list *out, const tg_facts *f, uint32_t token,
                            const tg_labelled *self, int own)
{
    uint64_t hash = f->view->tokens->hash[token];
    bool in_longer = self != NULL && self->end - self->begin > 1;
    bool is_last = in_longer && self->end == token + 1;
    bool is_first = in_longer && self->begin == token;
    add_majority(out, TG_MEMORY_LAST, f, TG_NAME_LAST, hash, is_last ? own : -1);
    add_majority(out, TG_MEMORY_FIRST, f, TG_NAME_FIRST, hash, is_first ? own : -1);
    add_majority(out, TG_MEMORY_PART, f, TG_NAME_ANY, hash, in_longer ? own : -1);
    uint64_t acronym = is_title(f, token) ? 0 : tg_acronym_hash(f->view, token);
    if (acronym != 0) add_majority(out, TG_MEMORY_ACRONYM, f, TG_NAME_ACRONYM, acronym, -1);
}

void tg_features_memory(tg_feature_list *out, const tg_facts *f, const tg_candidate *c)
{
    const tg_view *v = f->view;
    const tg_labels *l = f->labels;
    start(out);
    uint32_t over = l->over[c->begin];
    const tg_labelled *self = over != UINT32_MAX ? &l->at[over] : NULL;
    bool is_whole = self != NULL && self->begin == c->begin && self->end == c->end;
    int own = self != NULL ? self->label : -1;
    add_majority(out, TG_MEMORY_WHOLE, f, TG_NAME_WHOLE, tg_span_hash(v, c->begin, c->end),
                 is_whole ? own : -1);
    if (c->end - c->begin == 1) {
        add_word_memory(out, f, c->begin, self, own);
        return;
    }
    uint64_t last = v->tokens->hash[c->end - 1];
    bool ends_self = self != NULL && self->end == c->end;
    bool is_longer = self != NULL && self->end - self->begin > 1;
    add_majority(out, TG_MEMORY_LONG, f, TG_NAME_LAST, last, ends_self && is_longer ? own : -1);
    add_majority(out, TG_MEMORY_PART, f, TG_NAME_WHOLE, last, ends_self && !is_longer ? own : -1);
}
