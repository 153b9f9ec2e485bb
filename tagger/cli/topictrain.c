/* SPDX-License-Identifier: MIT */
#include "cli/topictrain.h"

#include "base/file.h"
#include "base/json.h"
#include "base/status.h"

enum { MOST_TOPICS = 32 };

typedef struct topic_ids {
    tg_str at[MOST_TOPICS];
    uint32_t n;
} topic_ids;

static tg_str full_id(tg_arena *arena, tg_str id)
{
    static const char prefix[] = "medtop:";
    enum { N = sizeof prefix - 1 };
    if (id.n == 0 || id.p[0] < '0' || id.p[0] > '9') return id;
    char *p = tg_arena_alloc(arena, N + id.n);
    if (p == NULL) return (tg_str){0};
    memcpy(p, prefix, N);
    memcpy(p + N, id.p, id.n);
    return (tg_str){p, N + id.n};
}

static tagger_status no_list(tagger_error *err)
{
    return tg_fail(err, TAGGER_E_DATA, "'topics2' is no list of at most %d ids", MOST_TOPICS);
}

static tagger_status read_ids(topic_ids *out, tg_arena *arena, tg_json_value list,
                              tagger_error *err)
{
    tg_json_walk walk;
    if (list.kind != TG_JSON_ARRAY) return no_list(err);
    TG_TRY(tg_json_open_array(&walk, list.raw, err));
    for (;;) {
        tg_json_value item;
        bool more;
        TG_TRY(tg_json_next_item(&walk, &item, &more, err));
        if (!more) return TAGGER_OK;
        if (item.kind != TG_JSON_STRING || out->n == MOST_TOPICS) return no_list(err);
        out->at[out->n++] = full_id(arena, tg_json_inside(item));
    }
}

static tagger_status topics_of(topic_ids *out, tg_arena *arena, const tg_raw *raw,
                               tagger_error *err)
{
    out->n = 0;
    for (size_t i = 0; i < raw->n_extra; i++) {
        if (tg_str_eq(tg_json_inside(raw->extra[i].name), TG_LIT("topics2")))
            return read_ids(out, arena, raw->extra[i].value, err);
    }
    return tg_fail(err, TAGGER_E_DATA, "an article without 'topics2'");
}

static tagger_status learn_from(tagger_topic_trainer *trainer, tg_arena *arena, const tg_raw *raw,
                                tagger_error *err)
{
    topic_ids topics;
    TG_TRY(topics_of(&topics, arena, raw, err));
    return tagger_topic_trainer_add(trainer, &raw->article, topics.at, topics.n, err);
}

static tagger_status learn_from_all(tagger_topic_trainer *trainer, tg_inputs *inputs,
                                    tg_report *report, tagger_error *err)
{
    for (;;) {
        tg_arena arena = TG_ARENA_INIT;
        tg_raw raw;
        bool more = false;
        tagger_error problem;
        tagger_status status = tg_inputs_next(inputs, &arena, &raw, &more, err);
        if (status == TAGGER_OK && more) {
            problem = raw.problem;
            if (problem.status == TAGGER_OK)
                problem.status = learn_from(trainer, &arena, &raw, &problem);
            if (problem.status == TAGGER_OK) {
                report->n_docs++;
            } else {
                if (problem.line == 0) problem.line = raw.line;
                tg_report_problem(raw.path, &problem);
                report->n_bad_docs++;
            }
        }
        tg_arena_dispose(&arena);
        if (status != TAGGER_OK || !more) return status;
    }
}

tagger_status tg_topic_train(tg_inputs *inputs, const tagger_engine *engine, const char *path,
                             tg_report *report, tagger_error *err)
{
    tagger_topic_trainer *trainer = NULL;
    tg_buf table = TG_BUF_INIT;
    TG_TRY(tagger_topic_trainer_new(&trainer, engine, err));
    tagger_status status = learn_from_all(trainer, inputs, report, err);
    if (status == TAGGER_OK)
        status = tagger_topic_trainer_run(trainer, tg_report_say_line, tg_buf_line, &table, err);
    if (status == TAGGER_OK && table.oom) status = tg_fail(err, TAGGER_E_NOMEM, "out of memory");
    if (status == TAGGER_OK) status = tg_file_write(path, tg_buf_view(&table), err);
    tagger_topic_trainer_free(trainer);
    tg_buf_dispose(&table);
    return status;
}
