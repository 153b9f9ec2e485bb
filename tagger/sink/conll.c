/* SPDX-License-Identifier: MIT
 *
 * conll.c — one token a line with its IOB2 label, a blank line a sentence.
 */
#include "sink/formats.h"

/** Tokens may hold blanks of their own (a non-breaking one): columns may not. */
static void put_token(tg_buf *out, tg_str token)
{
    for (size_t i = 0; i < token.n; i++) {
        char c = token.p[i];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') c = '_';
        tg_buf_char(out, c);
    }
}

/** The mention that a token lies in; mentions are sorted and disjoint, and
 *  *next is the first that does not end before the token. */
static const tagger_mention *mention_of(const tagger_result *r, tagger_span token, uint32_t *next)
{
    uint32_t n = tagger_result_n_mentions(r);
    while (*next < n && tagger_result_mention(r, *next)->at.end <= token.begin) ++*next;
    if (*next == n) return NULL;
    const tagger_mention *m = tagger_result_mention(r, *next);
    return m->at.begin < token.end ? m : NULL;
}

void tg_sink_conll(tg_buf *out, const tg_sink_doc *doc, const tg_sink_options *options)
{
    const tagger_result *r = doc->result;
    uint32_t next = 0;
    uint32_t sentence = 0;
    bool open = false; /* lines of a sentence stand above */
    const tagger_mention *before = NULL;
    tg_buf_word(out, "-DOCSTART-\tO\n\n");
    for (uint32_t i = 0; i < tagger_result_n_tokens(r); i++) {
        tagger_span token = tagger_result_token(r, i);
        while (sentence < tagger_result_n_sentences(r) &&
               tagger_result_sentence(r, sentence)->at.end <= token.begin) {
            sentence++;
            if (open) tg_buf_char(out, '\n');
            open = false;
        }
        const tagger_mention *m = mention_of(r, token, &next);
        put_token(out, tg_sink_surface(r, token));
        tg_buf_word(out, m == NULL ? "\tO" : m == before ? "\tI-" : "\tB-");
        if (m != NULL) tg_buf_word(out, tg_sink_label(m->type, options));
        tg_buf_char(out, '\n');
        before = m;
        open = true;
    }
    if (open) tg_buf_char(out, '\n');
}
