/* SPDX-License-Identifier: MIT
 *
 * prop_graph.c — pairs and links against a dumb twin.
 *
 * The twin compares every mention with every other, keeps whole tables of
 * entities, and writes the formulas down as they stand in the books. Only what
 * tells which articles are one story is taken from the database.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/link.h"
#include "graph/sql.h"
#include "support/graph.h"
#include "support/test.h"

enum { N_DOCUMENTS = 200, N_ENTITIES = 90, MAX_MARKUP = 12000, WINDOW = 500, LIST = 60 };

/** What the twin knows of two entities; the smaller index first. */
typedef struct cell {
    double closeness; /* summed up over stories */
    int stories;
    int documents;
    int sentences;
} cell;

/** Of one story while it is read: the nearest gap of each pair, -1 = never near. */
typedef struct story {
    int gap[N_ENTITIES][N_ENTITIES];
    int sentences[N_ENTITIES][N_ENTITIES];
    bool named[N_ENTITIES];
} story;

static cell cells[N_ENTITIES][N_ENTITIES];
static int in_stories[N_ENTITIES];
static story stories[N_DOCUMENTS];
static int story_of[N_DOCUMENTS];
static int n_stories;
static double strength[2][N_ENTITIES]; /* of links to countries among countries, of all others */
static int degree[2][N_ENTITIES];
static char markups[N_DOCUMENTS][MAX_MARKUP];

static bool is_country(int entity)
{
    return entity % 4 == 3;
}

static uint64_t rng = 20210731;

static unsigned below(unsigned n)
{
    rng ^= rng << 13;
    rng ^= rng >> 7;
    rng ^= rng << 17;
    return (unsigned)((rng >> 20) % n);
}

static void draw(char *out, int i)
{
    static const char *const between[] = {" ",
                                          " met ",
                                          ". ",
                                          ".\n\n",
                                          " – sagt’s –, und dann ",
                                          ", of whom it was said at great length that the lamps "};
    size_t at = (size_t)snprintf(out, MAX_MARKUP, "%s", i % 3 == 0 ? "# Élan\n\n" : "");
    unsigned n = i % 40 == 7 ? 150 : 2 + below(25); /* a list now and then */
    for (unsigned k = 0; k < n; k++) {
        unsigned e = i % 40 == 7 ? below(N_ENTITIES) : below(1 + below(N_ENTITIES));
        at += (size_t)snprintf(out + at, MAX_MARKUP - at, "[%c:E%u]%s", "poyc"[e % 4], e,
                               between[below(6)]);
        if (below(9) == 0) {
            at += (size_t)snprintf(out + at, MAX_MARKUP - at, "\n\n~ [o:E%u] elsewhere\n\n",
                                   below(N_ENTITIES) / 4 * 4 + 1);
        }
    }
    (void)snprintf(out + at, MAX_MARKUP - at, ".");
}

/* ---- the twin ---------------------------------------------------------------- */

static int points(tagger_str text, uint32_t byte)
{
    int n = 0;
    for (uint32_t i = 0; i < byte; i++) n += ((unsigned char)text.p[i] & 0xC0) != 0x80;
    return n;
}

static int entity_of(const tagger_result *r, const tagger_mention *m)
{
    tagger_str name = tagger_result_entity(r, m->entity)->name;
    char digits[8] = "";
    memcpy(digits, name.p + 1, name.n - 1);
    return (int)strtol(digits, NULL, 10);
}

static bool counts(const tagger_mention *m)
{
    return m->zone == TAGGER_HEADLINE || m->zone == TAGGER_LEAD || m->zone == TAGGER_BODY;
}

static int count_entities(const tagger_result *r)
{
    bool seen[N_ENTITIES] = {false};
    int n = 0;
    for (uint32_t i = 0; i < tagger_result_n_mentions(r); i++) {
        const tagger_mention *m = tagger_result_mention(r, i);
        if (!counts(m) || seen[entity_of(r, m)]) continue;
        seen[entity_of(r, m)] = true;
        n++;
    }
    return n;
}

/** In how many sentences both are named. */
static int count_sentences(const tagger_result *r, int a, int b)
{
    int n = 0;
    for (uint32_t s = 0; s < tagger_result_n_sentences(r); s++) {
        bool has_a = false;
        bool has_b = false;
        for (uint32_t i = 0; i < tagger_result_n_mentions(r); i++) {
            const tagger_mention *m = tagger_result_mention(r, i);
            if (!counts(m) || m->sentence != s) continue;
            has_a |= entity_of(r, m) == a;
            has_b |= entity_of(r, m) == b;
        }
        n += has_a && has_b;
    }
    return n;
}

/** The gap of two mentions, or -1 when they are not near. */
static int gap_of(const tagger_result *r, const tagger_mention *x, const tagger_mention *y,
                  bool list)
{
    tagger_str text = tagger_result_meta(r)->text;
    int gap = points(text, y->at.begin) - points(text, x->at.end);
    bool near = list ? x->sentence == y->sentence : x->paragraph == y->paragraph || gap <= WINDOW;
    return !near ? -1 : gap < 0 ? 0 : gap;
}

/** The smallest gap of each two in one document, -1 = never near. */
static int gaps[N_ENTITIES][N_ENTITIES];

/** Compare mention i with all behind it. */
static void look_ahead(const tagger_result *r, uint32_t i, bool list)
{
    const tagger_mention *x = tagger_result_mention(r, i);
    int a = entity_of(r, x);
    for (uint32_t k = i + 1; k < tagger_result_n_mentions(r); k++) {
        const tagger_mention *y = tagger_result_mention(r, k);
        int b = entity_of(r, y);
        if (!counts(y) || a == b) continue;
        int gap = gap_of(r, x, y, list);
        int *best = a < b ? &gaps[a][b] : &gaps[b][a];
        if (gap >= 0 && (*best < 0 || gap < *best)) *best = gap;
    }
}

/** Take over the gaps of a document into its story. */
static void add_gaps(const tagger_result *r, story *s)
{
    for (int a = 0; a < N_ENTITIES; a++) {
        for (int b = a + 1; b < N_ENTITIES; b++) {
            if (gaps[a][b] < 0) continue;
            int n = count_sentences(r, a, b);
            cells[a][b].documents++;
            if (s->gap[a][b] < 0 || gaps[a][b] < s->gap[a][b]) s->gap[a][b] = gaps[a][b];
            if (n > s->sentences[a][b]) s->sentences[a][b] = n;
        }
    }
}

static void read_document(int d)
{
    story *s = &stories[story_of[d]];
    tagger_result *r = fake_result("x", NULL, markups[d]);
    bool list = count_entities(r) > LIST;
    memset(gaps, -1, sizeof gaps);
    for (uint32_t i = 0; i < tagger_result_n_mentions(r); i++) {
        const tagger_mention *x = tagger_result_mention(r, i);
        if (!counts(x)) continue;
        s->named[entity_of(r, x)] = true;
        look_ahead(r, i, list);
    }
    add_gaps(r, s);
    fake_result_free(r);
}

static void sum_stories(void)
{
    for (int s = 0; s < N_DOCUMENTS; s++) {
        for (int a = 0; a < N_ENTITIES; a++) {
            in_stories[a] += stories[s].named[a];
            for (int b = a + 1; b < N_ENTITIES; b++) {
                if (stories[s].gap[a][b] < 0) continue;
                cells[a][b].stories++;
                cells[a][b].sentences += stories[s].sentences[a][b];
                cells[a][b].closeness += exp(-stories[s].gap[a][b] / 100.0);
            }
        }
    }
    for (int a = 0; a < N_ENTITIES; a++) {
        for (int b = a + 1; b < N_ENTITIES; b++) {
            int layer = is_country(a) && is_country(b);
            if (cells[a][b].stories == 0) continue;
            strength[layer][a] += cells[a][b].closeness;
            strength[layer][b] += cells[a][b].closeness;
            degree[layer][a]++;
            degree[layer][b]++;
        }
    }
}

/** Twice the sum of observed * ln(observed / expected) over the four cells of the table. */
static double g2(double ab, double a, double b, double n)
{
    double observed[2][2] = {{ab, a - ab}, {b - ab, n - a - b + ab}};
    double row[2] = {a, n - a};
    double column[2] = {b, n - b};
    double sum = 0;
    for (int i = 0; i < 2; i++) {
        for (int k = 0; k < 2; k++) {
            if (observed[i][k] > 0)
                sum += observed[i][k] * log(observed[i][k] / (row[i] * column[k] / n));
        }
    }
    return ab > a * b / n && sum > 0 ? 2 * sum : 0;
}

/** The smaller chance of the two ends, or 2. */
static double alpha_of(int a, int b)
{
    int layer = is_country(a) && is_country(b);
    int ends[2] = {a, b};
    double alpha = 2;
    for (int i = 0; i < 2; i++) {
        int k = degree[layer][ends[i]];
        double share = cells[a][b].closeness / strength[layer][ends[i]];
        if (k > 1 && pow(1 - share, k - 1) < alpha) alpha = pow(1 - share, k - 1);
    }
    return alpha;
}

/* ---- against the database --------------------------------------------------------- */

static int number_after(tagger_str s, size_t at)
{
    char digits[16] = "";
    memcpy(digits, s.p + at, s.n - at);
    return (int)strtol(digits, NULL, 10);
}

static bool read_story(void *context, const tg_row *row)
{
    (void)context;
    int d = number_after(row->value[0].s, 1);
    story_of[d] = number_after(row->value[1].s, 1);
    n_stories += story_of[d] == d;
    return true;
}

static void expect_near(double got, double wanted, const char *what, int a, int b)
{
    if (fabs(got - wanted) > 1e-7 * (1 + fabs(wanted)))
        fail_msg("%s of E%d and E%d: %.12g, not %.12g", what, a, b, got, wanted);
}

static bool check_link(void *context, const tg_row *row)
{
    const tg_value *v = row->value;
    int a = number_after(v[0].s, 1);
    int b = number_after(v[1].s, 1);
    if (a > b) {
        int swap = a;
        a = b;
        b = swap;
    }
    const cell *c = &cells[a][b];
    double mean = c->closeness / c->stories;
    double n_a = in_stories[a];
    double n_b = in_stories[b];
    double n = n_stories;
    double g = g2(c->stories, n_a, n_b, n);
    ++*(int *)context;
    expect_near((double)v[2].i, c->stories, "stories", a, b);
    expect_near((double)v[3].i, c->documents, "documents", a, b);
    expect_near((double)v[4].i, c->sentences, "sentences", a, b);
    expect_near(v[5].r, mean, "closeness", a, b);
    expect_near(v[9].r, mean * (c->stories > 1 ? sqrt(g) : log(2)), "weight", a, b);
    for (int i = 6; i < 9 && c->stories == 1; i++) assert_int_equal(v[i].kind, TG_VALUE_NULL);
    if (c->stories == 1) return true;
    expect_near(v[6].r, g, "G2", a, b);
    expect_near(v[7].r, log(c->stories * n / (n_a * n_b)) / -log(c->stories / n), "NPMI", a, b);
    expect_near(v[8].kind == TG_VALUE_NULL ? 2 : v[8].r, alpha_of(a, b), "alpha", a, b);
    return true;
}

static int count_links(void)
{
    int n = 0;
    for (int a = 0; a < N_ENTITIES; a++) {
        for (int b = a + 1; b < N_ENTITIES; b++) n += cells[a][b].stories > 0;
    }
    return n;
}

static void ask(tg_store *store, const char *sql, tg_row_fn *fn, void *context)
{
    tagger_error err;
    if (tg_sql_query(store, sql, NULL, 0, (tg_rows){fn, context}, &err) != TAGGER_OK)
        fail_msg("%s", err.text);
}

static void fill(tg_store *store)
{
    tagger_error err;
    for (int i = 0; i < N_DOCUMENTS; i++) {
        char uri[8];
        char date[16];
        (void)snprintf(uri, sizeof uri, "u%d", i);
        (void)snprintf(date, sizeof date, "2021-%02u-%02u", 1 + below(12), 1 + below(28));
        if (i % 11 == 10) {
            memcpy(markups[i], markups[i - 5], MAX_MARKUP); /* a copy: the same story */
        } else {
            draw(markups[i], i);
        }
        graph_add(store, "L", &(graph_article){uri, date, markups[i]}, 1);
    }
    if (tg_store_link(store, false, &err) != TAGGER_OK) fail_msg("%s", err.text);
}

static void links_are_what_a_dumb_twin_says(void **state)
{
    (void)state;
    char *folder = graph_folder();
    char *path = graph_path(folder, "news.db");
    tg_store *store = graph_open(path);
    fill(store);
    ask(store,
        "SELECT d.uri, coalesce(f.uri, d.uri) FROM documents d LEFT JOIN documents f ON f.id = "
        "d.story_id",
        read_story, NULL);
    assert_in_range(n_stories, N_DOCUMENTS / 2, N_DOCUMENTS - N_DOCUMENTS / 12);
    memset(stories, -1, sizeof stories);
    for (int s = 0; s < N_DOCUMENTS; s++) memset(stories[s].named, 0, sizeof stories[s].named);
    for (int s = 0; s < N_DOCUMENTS; s++)
        memset(stories[s].sentences, 0, sizeof stories[s].sentences);
    for (int d = 0; d < N_DOCUMENTS; d++) read_document(d);
    sum_stories();
    int n = 0;
    ask(store,
        "SELECT x.name, y.name, l.stories, l.documents, sentences, closeness, g2, npmi, alpha, "
        "weight FROM links l JOIN entities x ON x.id = a JOIN entities y ON y.id = b",
        check_link, &n);
    assert_int_equal(n, count_links());
    assert_true(n > 2000);
    tg_store_close(store);
    graph_folder_remove(folder);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(links_are_what_a_dumb_twin_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
