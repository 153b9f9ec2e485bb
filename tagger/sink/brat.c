/* SPDX-License-Identifier: MIT
 *
 * brat.c — standoff annotations (.ann): a mention is a T line, a relation
 * between two mentions an R line, what is said of one mention a note.
 *
 *     T1   person 11 28    Ingrid Van Daele
 *     #1   AnnotatorNotes T1   name=Ingrid Van Daele; role=State Security Spokesperson
 *     R1   member_of Arg1:T4 Arg2:T5
 *
 * Offsets index the engine's text: title, blank line, text.
 */
#include "base/utf8.h"
#include "sink/formats.h"
#include "sink/offset.h"

/** The next piece of a text between line ends, tabs and the like: none may stand in a line of the
 *  file, and brat allows no line break inside a piece. Empty when there is no more. */
static tg_str next_piece(tg_str *text)
{
    const char *p = text->p;
    const char *end = text->p + text->n;
    uint32_t n;
    while (p < end && (n = tg_utf8_breaks(p, end)) > 0) p += n;
    const char *begin = p;
    while (p < end && tg_utf8_breaks(p, end) == 0) p++;
    *text = (tg_str){p, (size_t)(end - p)};
    return (tg_str){begin, (size_t)(p - begin)};
}

/** Where the pieces of a mention lie: " 12 20;21 25". */
static void put_pieces(tg_buf *out, tg_str surface, uint32_t begin, const tg_offsets *offsets)
{
    const char *sign = " ";
    for (tg_str rest = surface, piece; (piece = next_piece(&rest)).n > 0; sign = ";") {
        uint32_t at = begin + (uint32_t)(piece.p - surface.p);
        tg_buf_word(out, sign);
        tg_buf_uint(out, tg_offsets_at(offsets, at));
        tg_buf_char(out, ' ');
        tg_buf_uint(out, tg_offsets_at(offsets, at + (uint32_t)piece.n));
    }
}

/** The pieces of a text with a blank between, as brat joins them. */
static void put_flat(tg_buf *out, tg_str text)
{
    const char *sign = "";
    for (tg_str piece; (piece = next_piece(&text)).n > 0; sign = " ") {
        tg_buf_word(out, sign);
        tg_buf_str(out, piece);
    }
}

/** Begin a note on T or R number `i`. */
static void put_note(tg_buf *out, uint32_t *n_notes, char kind, uint32_t i)
{
    tg_buf_char(out, '#');
    tg_buf_uint(out, ++*n_notes);
    tg_buf_word(out, "\tAnnotatorNotes ");
    tg_buf_char(out, kind);
    tg_buf_uint(out, i);
    tg_buf_char(out, '\t');
}

static void put_mention(tg_buf *out, const tagger_result *r, uint32_t i, const tg_offsets *offsets,
                        const tg_sink_options *options)
{
    const tagger_mention *m = tagger_result_mention(r, i);
    tg_str surface = tg_sink_surface(r, m->at);
    tg_buf_char(out, 'T');
    tg_buf_uint(out, i + 1);
    tg_buf_char(out, '\t');
    tg_buf_word(out, tg_sink_label(m->type, options));
    put_pieces(out, surface, m->at.begin, offsets);
    tg_buf_char(out, '\t');
    put_flat(out, surface);
    tg_buf_char(out, '\n');
}

/** Who is meant, when the words alone do not say it: the full name, or the candidates. */
static void put_identity(tg_buf *out, const tagger_result *r, uint32_t i, uint32_t *n_notes)
{
    const tagger_mention *m = tagger_result_mention(r, i);
    if (m->entity == TAGGER_NONE) {
        put_note(out, n_notes, 'T', i + 1);
        tg_buf_word(out, "ambiguous:");
        for (uint32_t k = 0; k < m->n_candidates; k++) {
            tg_buf_word(out, k == 0 ? " " : "; ");
            put_flat(out, tagger_result_entity(r, m->candidates[k])->name);
        }
        tg_buf_char(out, '\n');
        return;
    }
    tg_str name = tagger_result_entity(r, m->entity)->name;
    if (tg_str_eq(name, tg_sink_surface(r, m->at)) && m->role.n == 0) return;
    put_note(out, n_notes, 'T', i + 1);
    tg_buf_word(out, "name=");
    put_flat(out, name);
    if (m->role.n > 0) {
        tg_buf_word(out, "; role=");
        put_flat(out, m->role);
    }
    tg_buf_char(out, '\n');
}

static void put_relation(tg_buf *out, const tagger_relation *relation, uint32_t *n_relations,
                         uint32_t *n_notes)
{
    if (relation->object == TAGGER_NONE) {
        put_note(out, n_notes, 'T', relation->subject + 1);
        tg_buf_word(out, relation->predicate);
        tg_buf_char(out, '=');
        put_flat(out, relation->value);
        tg_buf_char(out, '\n');
        return;
    }
    tg_buf_char(out, 'R');
    tg_buf_uint(out, ++*n_relations);
    tg_buf_char(out, '\t');
    tg_buf_word(out, relation->predicate);
    tg_buf_word(out, " Arg1:T");
    tg_buf_uint(out, relation->subject + 1);
    tg_buf_word(out, " Arg2:T");
    tg_buf_uint(out, relation->object + 1);
    tg_buf_char(out, '\n');
    if (relation->value.n == 0) return;
    put_note(out, n_notes, 'R', *n_relations);
    tg_buf_word(out, "role=");
    put_flat(out, relation->value);
    tg_buf_char(out, '\n');
}

void tg_sink_brat(tg_buf *out, const tg_sink_doc *doc, const tg_sink_options *options)
{
    const tagger_result *r = doc->result;
    tg_offsets offsets;
    if (!tg_offsets_init(&offsets, tagger_result_meta(r)->text, options->unit)) {
        out->oom = true;
        return;
    }
    uint32_t n_notes = 0;
    uint32_t n_relations = 0;
    for (uint32_t i = 0; i < tagger_result_n_mentions(r); i++) {
        put_mention(out, r, i, &offsets, options);
        put_identity(out, r, i, &n_notes);
    }
    for (uint32_t i = 0; i < tagger_result_n_relations(r); i++) {
        put_relation(out, tagger_result_relation(r, i), &n_relations, &n_notes);
    }
    tg_offsets_dispose(&offsets);
}
