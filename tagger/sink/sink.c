/* SPDX-License-Identifier: MIT
 *
 * sink.c — the table of output formats, and what they share.
 */
#include "sink/sink.h"

#include "sink/formats.h"

/* In the order of the words of --format. */
const tg_sink tg_sinks[TG_N_SINKS] = {
    {"text", .doc = tg_sink_text},
    {"jsonl", .doc = tg_sink_jsonl, .failed = tg_sink_jsonl_failed},
    {"conll", .doc = tg_sink_conll},
    {"brat", .doc = tg_sink_brat},
    {"spacy", .doc = tg_sink_spacy},
    {"html", .doc = tg_sink_html, .begin = tg_sink_html_begin, .end = tg_sink_html_end},
};

const char *tg_unit_name(tg_unit unit)
{
    static const char *const names[] = {
        [TG_UNIT_CODEPOINTS] = "codepoints", [TG_UNIT_BYTES] = "bytes", [TG_UNIT_UTF16] = "utf16"};
    return names[unit];
}

const char *tg_sink_label(tagger_type type, const tg_sink_options *options)
{
    static const char *const spacy[TAGGER_N_TYPES] = {[TAGGER_PERSON] = "PERSON",
                                                      [TAGGER_ORGANIZATION] = "ORG",
                                                      [TAGGER_PARTY] = "NORP",
                                                      [TAGGER_COUNTRY] = "GPE",
                                                      [TAGGER_LOCATION] = "LOC"};
    return options->spacy_labels ? spacy[type] : tagger_type_name(type);
}

tg_str tg_sink_surface(const tagger_result *result, tagger_span at)
{
    tg_str text = tagger_result_meta(result)->text;
    return (tg_str){.p = text.p + at.begin, .n = at.end - at.begin};
}
