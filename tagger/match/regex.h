/* SPDX-License-Identifier: MIT
 *
 * regex.h — names by pattern: PCRE2, gated by trigger words. The only user of PCRE2.
 */
#pragma once

#include "match/candidate.h"
#include "match/view.h"

/** Patterns, immutable, shared by threads; a thread compiles those that it needs. */
typedef struct tg_patterns tg_patterns;
/** What one thread needs to run them. */
typedef struct tg_pattern_scratch tg_pattern_scratch;

/** A set without patterns. Fails with NOMEM. */
tagger_status tg_patterns_new(tg_patterns **out, tagger_error *err);
void tg_patterns_free(tg_patterns *patterns);

/**
 * Read a pattern table: `name type trigger pattern must mustnot`, tab separated, one
 * header line; the last two, example sentences, may be missing.
 * trigger: words separated by "|", one of which must stand in the sentence, at most ten words behind
 * the begin and fifteen before the end of the name; a word written with a capital here must have one
 * there; "-" for no trigger.
 * pattern: PCRE2 with UTF and UCP; the name is group 1, or the whole match without groups.
 *
 * @param tsv      is copied.
 * @param checked  the table was read before and found right: no pattern is compiled until it is needed.
 * @return E_DATA naming `name`, line and reason (PCRE2's own words for a wrong pattern); E_USAGE
 *         past 32 tables; E_NOMEM. The set is then as it was.
 */
tagger_status tg_patterns_add(tg_patterns *patterns, tg_str tsv, const char *name, bool checked,
                              tagger_error *err);

uint32_t tg_patterns_count(const tg_patterns *patterns);
/** The name of pattern i ("university-of"), counted over all tables. */
tg_str tg_pattern_name(const tg_patterns *patterns, uint32_t i);

/** The example sentences of a row; gazetteers/README.md says how they are written. */
typedef struct tg_pattern_examples {
    uint32_t line; /* of the table */
    tg_str must;
    tg_str mustnot;
} tg_pattern_examples;

tg_pattern_examples tg_pattern_examples_of(const tg_patterns *patterns, uint32_t i);

/** For these patterns as they are now: none may be added later. */
tagger_status tg_pattern_scratch_new(tg_pattern_scratch **out, const tg_patterns *patterns,
                                     tagger_error *err);
void tg_pattern_scratch_free(tg_pattern_scratch *scratch);

/** Run the patterns whose trigger stands in a sentence over that sentence; a match on token edges
 *  becomes a candidate. A pattern that hits its match limit is passed over; *n_limits counts those. */
void tg_match_regex(tg_candidates *out, tg_arena *arena, const tg_view *v,
                    const tg_patterns *patterns, tg_pattern_scratch *scratch, uint32_t *n_limits);
