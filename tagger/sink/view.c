/* SPDX-License-Identifier: MIT */
#include "sink/view.h"

#include "base/mem.h"

/** The title as it stands before the text, without the blank line. */
static tg_str title_before(const tagger_meta *meta)
{
    tg_str title = {.p = meta->text.p, .n = meta->body_begin};
    while (title.n > 0 && (title.p[title.n - 1] == '\n' || title.p[title.n - 1] == '\r')) title.n--;
    return title;
}

static void number_ents(tg_view *view)
{
    uint32_t n_ents = 0;
    for (uint32_t i = 0; i < tagger_result_n_mentions(view->result); i++) {
        bool in_text = tagger_result_mention(view->result, i)->at.begin >= view->begin;
        view->ent_of[i] = in_text ? n_ents++ : TAGGER_NONE;
    }
}

bool tg_view_init(tg_view *view, const tagger_result *result, tg_unit unit)
{
    const tagger_meta *meta = tagger_result_meta(result);
    uint32_t begin = meta->body_begin;
    *view =
        (tg_view){.result = result,
                  .meta = meta,
                  .title = begin > 0 ? title_before(meta) : meta->title,
                  .text = {.p = meta->text.p + begin, .n = meta->text.n - begin},
                  .begin = begin,
                  .ent_of = tg_mem_alloc(tagger_result_n_mentions(result) * sizeof *view->ent_of)};
    while (view->sentences < tagger_result_n_sentences(result) &&
           tagger_result_sentence(result, view->sentences)->at.begin < begin) {
        view->sentences++;
    }
    if (view->ent_of == NULL || !tg_offsets_init(&view->in_title, view->title, unit) ||
        !tg_offsets_init(&view->in_text, view->text, unit)) {
        return false;
    }
    number_ents(view);
    return true;
}

void tg_view_dispose(tg_view *view)
{
    tg_offsets_dispose(&view->in_title);
    tg_offsets_dispose(&view->in_text);
    tg_mem_free(view->ent_of);
}

bool tg_view_clip(const tg_view *view, tagger_span at, tagger_span *clipped)
{
    if (at.end <= view->begin) return false;
    uint32_t begin = at.begin > view->begin ? at.begin - view->begin : 0;
    *clipped = (tagger_span){.begin = begin, .end = at.end - view->begin};
    return true;
}

uint32_t tg_view_sentence(const tg_view *view, const tagger_mention *m)
{
    /* The last sentence of the title may run on into the text. */
    if (m->at.begin < view->begin) return m->sentence;
    return m->sentence > view->sentences ? m->sentence - view->sentences : 0;
}
