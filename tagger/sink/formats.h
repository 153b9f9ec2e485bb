/* SPDX-License-Identifier: MIT
 *
 * formats.h — one function a format; the table of them is in sink.c.
 */
#pragma once

#include "sink/sink.h"

tg_sink_doc_fn tg_sink_text;
tg_sink_doc_fn tg_sink_jsonl;
tg_sink_doc_fn tg_sink_jsonl_failed;
tg_sink_doc_fn tg_sink_conll;
tg_sink_doc_fn tg_sink_brat;
tg_sink_doc_fn tg_sink_spacy;
tg_sink_doc_fn tg_sink_html;
tg_sink_edge_fn tg_sink_html_begin;
tg_sink_edge_fn tg_sink_html_end;

/** The words of a span of the engine's text. */
tg_str tg_sink_surface(const tagger_result *result, tagger_span at);
