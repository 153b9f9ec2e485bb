/* SPDX-License-Identifier: MIT
 *
 * cues.c — the cue table.
 *
 * Both sides are folded alike, into lower case with single blanks and plain
 * ASCII quotes. A cue hangs in the chain of its first token's hash; a line is
 * folded once and each token of it asks its chain:
 *
 *     line    "  Share  this article: "
 *     folded  share this article:
 *             ^chain("share"): share · share this · share article …
 *                   ^chain("this") …
 *
 * A token is a run of letters and digits (all bytes from 0x80 count as
 * letters) or one other byte, so that "photo:" is found with its colon.
 */
#include "doc/cues.h"

#include <string.h>

#include "base/mem.h"
#include "base/status.h"

enum {
    SHORT_LINE = 240,
    LONG_LINE_HEAD = 80,
    FOLDED = 3 * SHORT_LINE,
    INNER_BITS = 8192,
    NONE = -1
};
enum match { WHOLE, START, END, ANY, N_MATCH };

static const char *const class_name[TG_N_CUES] = {
    [TG_CUE_MENU] = "menu",
    [TG_CUE_SHARE] = "share",
    [TG_CUE_COOKIE] = "cookie",
    [TG_CUE_MORE] = "more",
    [TG_CUE_RELATED] = "related",
    [TG_CUE_LATEST] = "latest",
    [TG_CUE_COMMENTS] = "comments",
    [TG_CUE_CREDIT] = "credit",
    [TG_CUE_BYLINE] = "byline",
    [TG_CUE_DATELINE] = "dateline",
    [TG_CUE_FOOTER] = "footer",
    [TG_CUE_SUBSCRIBE] = "subscribe",
    [TG_CUE_AD] = "ad",
    [TG_CUE_MEDIA] = "media",
    [TG_CUE_KICKER] = "kicker",
};
static const char *const match_name[N_MATCH] = {"whole", "start", "end", "any"};

struct cue {
    uint32_t at;   /* of its folded bytes in the table's pool */
    uint32_t n;    /* bytes */
    uint32_t hash; /* of its first token */
    int32_t next;  /* in the chain, or NONE */
    uint8_t kind;  /* tg_cue */
    uint8_t match; /* enum match */
};

struct tg_zone_cues {
    uint32_t n;       /* cues */
    uint32_t n_heads; /* a power of two */
    uint32_t n_pool;  /* bytes */
    int32_t *head;    /* [n_heads] first cue of a chain, or NONE */
    struct cue *at;   /* [n] */
    char *pool;       /* [n_pool] folded cues, one after the other */
    /* Filter of the first tokens of the cues that may stand inside a line: four of five count at its
     * begin alone. */
    uint64_t inner[INNER_BITS / 64];
};

/* ---- folding ---- */

struct token {
    uint32_t at; /* byte of the folded line */
    uint32_t hash;
};

struct folded {
    size_t n; /* bytes */
    size_t n_tokens;
    bool in_word; /* the last token may go on */
    char p[FOLDED];
    struct token token[FOLDED]; /* [n_tokens] */
};

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' ||
           (unsigned char)c >= 0x80;
}

static uint32_t mix(uint32_t hash, char c)
{
    return (hash ^ (unsigned char)c) * 16777619u;
}

/** The token that a byte to be put belongs to: the last one, or a new one. */
static struct token *token_of(struct folded *f, bool word)
{
    static const uint32_t basis = 2166136261u;
    if (!word || !f->in_word) f->token[f->n_tokens++] = (struct token){(uint32_t)f->n, basis};
    f->in_word = word;
    return &f->token[f->n_tokens - 1];
}

/** Put a folded byte, no blank. */
static void put_byte(struct folded *f, char c)
{
    struct token *token = token_of(f, is_word(c));
    token->hash = mix(token->hash, c);
    f->p[f->n++] = c;
}

/** No byte becomes more than one and a half, so there is room for all. */
static void put(struct folded *f, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) put_byte(f, p[i]);
}

static void put_blank(struct folded *f)
{
    if (f->n > 0 && f->p[f->n - 1] != ' ') f->p[f->n++] = ' ';
    f->in_word = false;
}

/** Two-byte sequences: no-break space, ©, angle quotes, Latin capitals. */
static void fold_two(struct folded *f, const char *p)
{
    unsigned char b = (unsigned char)p[1];
    if (p[0] == '\xc2') {
        if (b == 0xa0) {
            put_blank(f);
        } else if (b == 0xa9) {
            put(f, "(c)", 3);
        } else if (b == 0xab || b == 0xbb) {
            put(f, "\"", 1);
        } else {
            put(f, p, 2);
        }
        return;
    }
    bool capital = p[0] == '\xc3' && b >= 0x80 && b <= 0x9e && b != 0x97;
    char low[2] = {p[0], (char)(capital ? b + 0x20 : b)};
    put(f, low, 2);
}

/** Three-byte sequences: general punctuation becomes ASCII. */
static void fold_three(struct folded *f, const char *p)
{
    if (p[0] != '\xe2' || p[1] != '\x80') {
        put(f, p, 3);
        return;
    }
    switch ((unsigned char)p[2]) {
    case 0x93:
    case 0x94:
        put(f, "-", 1);
        break;
    case 0x98:
    case 0x99:
        put(f, "'", 1);
        break;
    case 0x9c:
    case 0x9d:
    case 0x9e:
        put(f, "\"", 1);
        break;
    case 0xa6:
        put(f, "...", 3);
        break;
    default:
        put_blank(f);
        break;
    }
}

/** Bytes of a link mark, "[12]", as some browsers print them before each link. */
static size_t link_mark_bytes(tg_str s, size_t i)
{
    size_t k = i + 1;
    while (k < s.n && s.p[k] >= '0' && s.p[k] <= '9') k++;
    return s.p[i] == '[' && k > i + 1 && k < s.n && s.p[k] == ']' ? k + 1 - i : 0;
}

/** Fold the bytes of s from i on that are no plain ASCII. @return how many they are. */
static size_t fold_other(struct folded *f, tg_str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];
    size_t left = s.n - i;
    if (c <= ' ') {
        put_blank(f);
        return 1;
    }
    if (c < 0x80 || left == 1) {
        size_t mark = c == '[' ? link_mark_bytes(s, i) : 0;
        if (mark > 0) return mark;
        put_byte(f, (char)c);
        return 1;
    }
    if (c < 0xe0 || left == 2) {
        fold_two(f, s.p + i);
        return 2;
    }
    fold_three(f, s.p + i);
    return 3;
}

/** Fold the letters and digits of ASCII that s goes on with from i on. @return how many they are. */
static size_t fold_word(struct folded *f, tg_str s, size_t i)
{
    /* What letters and digits fold to, 0 for all other bytes. */
    static const char plain[256] = {
        ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6',
        ['7'] = '7', ['8'] = '8', ['9'] = '9', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd',
        ['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k',
        ['L'] = 'l', ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r',
        ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y',
        ['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f',
        ['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm',
        ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
        ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z',
    };
    char c = plain[(unsigned char)s.p[i]];
    if (c == 0) return 0;
    struct token *token = token_of(f, true);
    uint32_t hash = token->hash;
    char *out = f->p + f->n;
    size_t k = 0;
    do {
        out[k++] = c;
        hash = mix(hash, c);
    } while (i + k < s.n && (c = plain[(unsigned char)s.p[i + k]]) != 0);
    token->hash = hash;
    f->n += k;
    return k;
}

/** Fold a line of at most SHORT_LINE bytes. */
static void fold(struct folded *f, tg_str s)
{
    assert(s.n <= SHORT_LINE);
    f->n = 0;
    f->n_tokens = 0;
    f->in_word = false;
    for (size_t i = 0; i < s.n;) {
        size_t n = fold_word(f, s, i);
        if (n == 0 && s.p[i] == ' ') {
            put_blank(f);
            n = 1;
        }
        i += n > 0 ? n : fold_other(f, s, i);
    }
    while (f->n > 0 && f->p[f->n - 1] == ' ') f->n--;
}

static uint32_t chain_of(const tg_zone_cues *cues, uint32_t hash)
{
    return (hash ^ hash >> 15) & (cues->n_heads - 1);
}

/* ---- the table ---- */

struct row {
    tg_str cell[4];
};

/** Cut one line into four cells; false for another number of them. */
static bool cut(struct row *row, tg_str line)
{
    size_t k = 0;
    size_t begin = 0;
    for (size_t i = 0; i <= line.n; i++) {
        if (i < line.n && line.p[i] != '\t') continue;
        if (k == 4) return false;
        row->cell[k++] = (tg_str){.p = line.p + begin, .n = i - begin};
        begin = i + 1;
    }
    return k == 4;
}

static int index_of(tg_str word, const char *const *name, int n)
{
    for (int i = 0; i < n; i++) {
        if (strlen(name[i]) == word.n && memcmp(name[i], word.p, word.n) == 0) return i;
    }
    return NONE;
}

static tagger_status bad_row(tagger_error *err, const char *name, uint32_t line, const char *what)
{
    tagger_status status = tg_fail(err, TAGGER_E_DATA, "%s:%u: %s", name, line, what);
    if (err != NULL) err->line = line;
    return status;
}

static void add_cue(tg_zone_cues *cues, const struct folded *f, int kind, int match)
{
    uint32_t hash = f->token[0].hash;
    int32_t *head = &cues->head[chain_of(cues, hash)];
    cues->at[cues->n] = (struct cue){.at = cues->n_pool,
                                     .n = (uint32_t)f->n,
                                     .hash = hash,
                                     .next = *head,
                                     .kind = (uint8_t)kind,
                                     .match = (uint8_t)match};
    memcpy(cues->pool + cues->n_pool, f->p, f->n);
    cues->n_pool += (uint32_t)f->n;
    *head = (int32_t)cues->n++;
    if (match == END || match == ANY)
        cues->inner[hash % INNER_BITS / 64] |= (uint64_t)1 << hash % 64;
}

static tagger_status add_line(tg_zone_cues *cues, tg_str line, const char *name, uint32_t number,
                              tagger_error *err)
{
    struct row row;
    if (!cut(&row, line)) return bad_row(err, name, number, "a row has four cells");
    int kind = index_of(row.cell[1], class_name, TG_N_CUES);
    int match = index_of(row.cell[2], match_name, N_MATCH);
    if (kind == NONE) return bad_row(err, name, number, "the class of this cue is not known");
    if (match == NONE) return bad_row(err, name, number, "match is whole, start, end or any");
    struct folded f;
    if (row.cell[0].n <= SHORT_LINE) fold(&f, row.cell[0]);
    if (row.cell[0].n > SHORT_LINE || f.n == 0) {
        return bad_row(err, name, number, "a cue has 1 to 240 bytes");
    }
    add_cue(cues, &f, kind, match);
    return TAGGER_OK;
}

/** Cut the next line off `rest`, without its line end. */
static tg_str next_line(tg_str *rest)
{
    const char *nl = memchr(rest->p, '\n', rest->n);
    tg_str line = {.p = rest->p, .n = nl != NULL ? (size_t)(nl - rest->p) : rest->n};
    size_t used = line.n + (nl != NULL);
    *rest = (tg_str){.p = rest->p + used, .n = rest->n - used};
    if (line.n > 0 && line.p[line.n - 1] == '\r') line.n--;
    return line;
}

static tagger_status add_lines(tg_zone_cues *cues, tg_str tsv, const char *name, tagger_error *err)
{
    static const tg_str header = {.p = "cue\tclass\tmatch\tlang", .n = 20};
    for (uint32_t number = 1; tsv.n > 0; number++) {
        tg_str line = next_line(&tsv);
        if (number == 1) {
            if (line.n != header.n || memcmp(line.p, header.p, header.n) != 0) {
                return bad_row(err, name, number, "the first line is not cue, class, match, lang");
            }
        } else if (line.n > 0 && line.p[0] != '#') {
            TG_TRY(add_line(cues, line, name, number, err));
        }
    }
    return TAGGER_OK;
}

/** An empty table with room for every line of the file. */
static tg_zone_cues *new_table(tg_str tsv)
{
    size_t n = 1;
    for (size_t i = 0; i < tsv.n; i++) n += tsv.p[i] == '\n';
    size_t n_heads = 16;
    while (n_heads < 4 * n) n_heads *= 2; /* most words of a text meet an empty chain */

    tg_zone_cues *cues = tg_mem_alloc(sizeof *cues);
    if (cues == NULL) return NULL;
    *cues = (tg_zone_cues){.n_heads = (uint32_t)n_heads};
    cues->head = tg_mem_alloc(n_heads * sizeof *cues->head);
    cues->at = tg_mem_alloc(n * sizeof *cues->at);
    cues->pool = tg_mem_alloc(2 * tsv.n); /* folding makes three bytes of two at most */
    if (cues->head == NULL || cues->at == NULL || cues->pool == NULL) {
        tg_zone_cues_free(cues);
        return NULL;
    }
    for (size_t i = 0; i < n_heads; i++) cues->head[i] = NONE;
    return cues;
}

tagger_status tg_zone_cues_new(tg_zone_cues **out, tg_str tsv, const char *name, tagger_error *err)
{
    *out = NULL;
    tg_zone_cues *cues = new_table(tsv);
    if (cues == NULL) return tg_fail(err, TAGGER_E_NOMEM, "%s: no memory for the cues", name);
    tagger_status status = add_lines(cues, tsv, name, err);
    if (status != TAGGER_OK) {
        tg_zone_cues_free(cues);
        return status;
    }
    *out = cues;
    return TAGGER_OK;
}

void tg_zone_cues_free(tg_zone_cues *cues)
{
    if (cues == NULL) return;
    tg_mem_free(cues->pool);
    tg_mem_free(cues->at);
    tg_mem_free(cues->head);
    tg_mem_free(cues);
}

/* ---- looking up ---- */

/** Where the words of a folded line begin and end: [first, last). */
struct edges {
    size_t first;
    size_t last;
};

static struct edges edges_of(const struct folded *f)
{
    struct edges e = {.first = 0, .last = f->n};
    while (e.first < e.last && !is_word(f->p[e.first])) e.first++;
    while (e.last > e.first && !is_word(f->p[e.last - 1])) e.last--;
    return e;
}

/** Is the cue, whose bytes are p, at f->p + i, and does it count there? */
static bool cue_at(const struct cue *cue, const char *p, const struct folded *f, size_t i,
                   struct edges e)
{
    enum match match = (enum match)cue->match;
    bool at_start = i == 0 || i == e.first;
    if (!at_start && (match == WHOLE || match == START)) return false;
    size_t end = i + cue->n;
    if (end < e.last && (match == WHOLE || match == END)) return false;
    if (end > f->n || memcmp(f->p + i, p, cue->n) != 0) return false;
    return end == f->n || !is_word(f->p[end]) || !is_word(p[cue->n - 1]);
}

/** May a cue that begins with this token stand behind the begin of a line? */
static bool may_be_inside(const tg_zone_cues *cues, uint32_t hash)
{
    return (cues->inner[hash % INNER_BITS / 64] >> hash % 64 & 1) != 0;
}

uint32_t tg_zone_cues_match(const tg_zone_cues *cues, tg_str line)
{
    struct folded f;
    bool is_cut = line.n > SHORT_LINE;
    if (is_cut) line.n = LONG_LINE_HEAD;
    fold(&f, line);
    struct edges e = edges_of(&f);
    if (is_cut) e.last = f.n + 1; /* nothing stands at the end of a line cut short */
    uint32_t found = 0;
    for (size_t t = 0; t < f.n_tokens; t++) {
        uint32_t hash = f.token[t].hash;
        if (f.token[t].at > e.first && !may_be_inside(cues, hash)) continue;
        for (int32_t k = cues->head[chain_of(cues, hash)]; k != NONE; k = cues->at[k].next) {
            const struct cue *cue = &cues->at[k];
            if (cue->hash == hash && cue_at(cue, cues->pool + cue->at, &f, f.token[t].at, e))
                found |= TG_CUE_BIT(cue->kind);
        }
    }
    return found;
}
