/* SPDX-License-Identifier: MIT */
#include "graph/measure.h"

#include <math.h>

#include "graph/sql.h"

#define DECAY 100.0 /* code points: at this gap closeness is 1 / e */
#define LN2   0.69314718055994530942

uint64_t tg_closeness(uint32_t gap)
{
    return (uint64_t)(exp(-(double)gap / DECAY) * TG_CLOSENESS_ONE + 0.5);
}

/** x ln(x / expected), 0 for x = 0. */
static double term(double x, double expected)
{
    return x > 0 ? x * log(x / expected) : 0;
}

double tg_g2(uint64_t ab, uint64_t a, uint64_t b, uint64_t n)
{
    assert(ab <= a && ab <= b && a <= n && b <= n);
    double k = (double)ab;
    double na = (double)a;
    double nb = (double)b;
    double all = (double)n;
    if (ab == 0 || k * all <= na * nb) return 0;

    /* The fourth cell is 0 when the two cover all stories between them. */
    double rest = fmax(0, all - na - nb + k);
    double sum = term(k, na * nb / all) + term(na - k, na * (all - nb) / all) +
                 term(nb - k, (all - na) * nb / all) + term(rest, (all - na) * (all - nb) / all);
    return fmax(0, 2 * sum);
}

double tg_npmi(uint64_t ab, uint64_t a, uint64_t b, uint64_t n)
{
    if (ab == 0) return -1;
    if (ab == n) return 0;
    double all = (double)n;
    double p = (double)ab / all;
    return log(p / ((double)a / all * ((double)b / all))) / -log(p);
}

double tg_alpha(double share, uint64_t degree)
{
    if (degree < 2) return 1;
    return pow(fmax(0, 1 - share), (double)(degree - 1));
}

double tg_weight(double closeness, double g2, uint64_t stories)
{
    return closeness * (stories >= 2 ? sqrt(g2) : LN2);
}

static void sql_g2(sqlite3_context *context, int n, sqlite3_value **v)
{
    (void)n;
    uint64_t cell[4];
    for (int i = 0; i < 4; i++) cell[i] = (uint64_t)sqlite3_value_int64(v[i]);
    bool sane =
        cell[0] <= cell[1] && cell[0] <= cell[2] && cell[1] <= cell[3] && cell[2] <= cell[3];
    sqlite3_result_double(context, sane ? tg_g2(cell[0], cell[1], cell[2], cell[3]) : 0);
}

static void sql_npmi(sqlite3_context *context, int n, sqlite3_value **v)
{
    (void)n;
    uint64_t cell[4];
    for (int i = 0; i < 4; i++) cell[i] = (uint64_t)sqlite3_value_int64(v[i]);
    sqlite3_result_double(context, cell[3] > 0 ? tg_npmi(cell[0], cell[1], cell[2], cell[3]) : 0);
}

static void sql_closeness(sqlite3_context *context, int n, sqlite3_value **v)
{
    (void)n;
    int64_t gap = sqlite3_value_int64(v[0]);
    sqlite3_result_double(context,
                          (double)tg_closeness(gap > 0 ? (uint32_t)gap : 0) / TG_CLOSENESS_ONE);
}

static void sql_weight(sqlite3_context *context, int n, sqlite3_value **v)
{
    (void)n;
    sqlite3_result_double(context, tg_weight(sqlite3_value_double(v[0]), sqlite3_value_double(v[1]),
                                             (uint64_t)sqlite3_value_int64(v[2])));
}

tagger_status tg_measure_functions(tg_store *store, tagger_error *err)
{
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    int code =
        sqlite3_create_function_v2(store->db, "tg_g2", 4, flags, NULL, sql_g2, NULL, NULL, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_create_function_v2(store->db, "tg_npmi", 4, flags, NULL, sql_npmi, NULL,
                                          NULL, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_create_function_v2(store->db, "tg_closeness", 1, flags, NULL, sql_closeness,
                                          NULL, NULL, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_create_function_v2(store->db, "tg_weight", 3, flags, NULL, sql_weight, NULL,
                                          NULL, NULL);
    }
    return code == SQLITE_OK ? TAGGER_OK : tg_sql_fail(store, err);
}
