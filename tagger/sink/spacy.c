/* SPDX-License-Identifier: MIT
 *
 * spacy.c — spaCy's Doc JSON, one document a line: Doc.from_json() reads it.
 *
 * spaCy rebuilds the text from its tokens, each followed by one blank or none.
 * So what else stands between two words (a line end, a second blank) must be a
 * token of its own:
 *
 *     State Security↵↵Oppo     State␣  Security  ↵↵  Oppo
 */
#include "sink/formats.h"
#include "sink/view.h"

static void put_span(tg_buf *out, const tg_view *view, tagger_span at)
{
    tg_sink_field_uint(out, "\"start\":", tg_offsets_at(&view->in_text, at.begin));
    tg_sink_field_uint(out, ",\"end\":", tg_offsets_at(&view->in_text, at.end));
}

static void put_token(tg_buf *out, const tg_view *view, tagger_span at, uint32_t *n_tokens)
{
    tg_buf_word(out, *n_tokens > 0 ? ",{" : "{");
    tg_sink_field_uint(out, "\"id\":", (*n_tokens)++);
    tg_buf_char(out, ',');
    put_span(out, view, at);
    tg_buf_char(out, '}');
}

/** What lies between the last token and `end`, apart from the one blank that
 *  belongs to the token before. */
static void put_gap(tg_buf *out, const tg_view *view, uint32_t begin, uint32_t end,
                    uint32_t *n_tokens)
{
    if (*n_tokens > 0 && begin < end && view->text.p[begin] == ' ') begin++;
    if (begin < end) put_token(out, view, (tagger_span){begin, end}, n_tokens);
}

static void put_tokens(tg_buf *out, const tg_view *view)
{
    uint32_t n_tokens = 0;
    uint32_t done = 0; /* bytes of the text that tokens cover */
    tg_buf_word(out, ",\"tokens\":[");
    for (uint32_t i = 0; i < tagger_result_n_tokens(view->result); i++) {
        tagger_span at;
        if (!tg_view_clip(view, tagger_result_token(view->result, i), &at)) continue;
        put_gap(out, view, done, at.begin, &n_tokens);
        put_token(out, view, at, &n_tokens);
        done = at.end;
    }
    put_gap(out, view, done, (uint32_t)view->text.n, &n_tokens);
    tg_buf_char(out, ']');
}

static void put_sentences(tg_buf *out, const tg_view *view)
{
    tg_buf_word(out, ",\"sents\":[");
    bool first = true;
    for (uint32_t i = view->sentences; i < tagger_result_n_sentences(view->result); i++) {
        tagger_span at;
        if (!tg_view_clip(view, tagger_result_sentence(view->result, i)->at, &at)) continue;
        tg_buf_word(out, first ? "{" : ",{");
        put_span(out, view, at);
        tg_buf_char(out, '}');
        first = false;
    }
    tg_buf_char(out, ']');
}

static void put_ents(tg_buf *out, const tg_view *view)
{
    tg_sink_options spacy = {.spacy_labels = true};
    tg_buf_word(out, ",\"ents\":[");
    bool first = true;
    for (uint32_t i = 0; i < tagger_result_n_mentions(view->result); i++) {
        const tagger_mention *m = tagger_result_mention(view->result, i);
        tagger_span at;
        if (view->ent_of[i] == TAGGER_NONE || !tg_view_clip(view, m->at, &at)) continue;
        tg_buf_word(out, first ? "{" : ",{");
        put_span(out, view, at);
        tg_buf_word(out, ",\"label\":\"");
        tg_buf_word(out, tg_sink_label(m->type, &spacy));
        tg_buf_word(out, "\",\"kb_id\":");
        bool known = m->entity != TAGGER_NONE;
        tg_json_put(out, known ? tagger_result_entity(view->result, m->entity)->key : TG_LIT(""));
        tg_buf_char(out, '}');
        first = false;
    }
    tg_buf_char(out, ']');
}

void tg_sink_spacy(tg_buf *out, const tg_sink_doc *doc, const tg_sink_options *options)
{
    (void)options; /* spaCy counts code points and has labels of its own */
    tg_view view;
    if (tg_view_init(&view, doc->result, TG_UNIT_CODEPOINTS)) {
        tg_buf_word(out, "{\"text\":");
        tg_json_put(out, view.text);
        put_ents(out, &view);
        put_sentences(out, &view);
        put_tokens(out, &view);
        tg_buf_word(out, "}\n");
    } else {
        out->oom = true;
    }
    tg_view_dispose(&view);
}
