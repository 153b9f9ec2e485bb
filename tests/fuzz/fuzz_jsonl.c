/* SPDX-License-Identifier: MIT
 *
 * fuzz_jsonl.c — any bytes as a file of JSON lines. Besides not crashing: what
 * the reader gives, written again, is JSON that the reader takes.
 */
#include <stdlib.h>

#include "base/buf.h"
#include "read/formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/** Walk over all members of a record. @return whether it is sound. */
static bool is_sound(tg_str record)
{
    tg_json_walk walk;
    tg_json_member member;
    bool more = tg_json_open(&walk, record, NULL) == TAGGER_OK;
    if (!more) return false;
    while (more) {
        if (tg_json_next(&walk, &member, &more, NULL) != TAGGER_OK) return false;
    }
    return true;
}

static void write_again(tg_buf *out, const tg_raw *raw)
{
    const tagger_article *a = &raw->article;
    const tg_str strings[] = {a->text, a->title, a->id, a->date, a->url, a->lang, a->source};
    out->n = 0;
    tg_buf_word(out, "{\"text\":");
    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++) {
        if (i > 0) tg_buf_word(out, ",\"x\":");
        tg_json_put_any(out, strings[i]);
    }
    for (size_t i = 0; i < raw->n_extra; i++) {
        tg_buf_char(out, ',');
        (void)tg_json_put_raw(out, raw->extra[i].name.raw);
        tg_buf_char(out, ':');
        (void)tg_json_put_raw(out, raw->extra[i].value.raw);
    }
    tg_buf_char(out, '}');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    tg_read_options options = {.max_doc = 4096};
    tg_stream stream = {.fd = -1, .at_end = true, .limit = options.max_doc};
    tg_buf_add(&stream.buf, (const char *)data, n);
    tg_arena arena = TG_ARENA_INIT;
    tg_buf out = TG_BUF_INIT;
    for (bool more = true; more;) {
        tg_raw raw = {.path = "fuzz"};
        if (tg_read_jsonl(&stream, &options, &arena, &raw, &more, NULL) != TAGGER_OK) abort();
        if (!more || raw.problem.status != TAGGER_OK) continue;
        write_again(&out, &raw);
        if (!is_sound(tg_buf_view(&out))) abort();
    }
    tg_buf_dispose(&out);
    tg_arena_dispose(&arena);
    tg_stream_close(&stream);
    return 0;
}
