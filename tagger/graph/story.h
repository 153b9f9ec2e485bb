/* SPDX-License-Identifier: MIT
 *
 * story.h — the same story in many papers is one story.
 */
#pragma once

#include "base/base.h"

enum { TG_STORY_BINS = 64, TG_STORY_DAYS = 14 };

/** What is kept of the words of headline, lead and body, to know copies by. */
typedef struct tg_signature {
    uint32_t n_words;
    uint64_t exact;               /* of all words in order, case folded; 0 without words */
    uint16_t bins[TG_STORY_BINS]; /* one-permutation MinHash of their 3-word shingles */
} tg_signature;

/** Sign the article itself. Time O(text), no memory. */
void tg_signature_make(tg_signature *out, const tagger_result *r);

/** Estimated share of common shingles, 0..1. */
double tg_signature_likeness(const tg_signature *a, const tg_signature *b);

enum { TG_NO_DAY = INT32_MIN };

typedef struct tg_story_document {
    int32_t day; /* a count of days, or TG_NO_DAY: compared with every day */
    tg_signature signature;
    uint32_t story;   /* out: index of the first document of its story, itself if it is that */
    float similarity; /* out: to that document, 0..1 */
} tg_story_document;

/**
 * Sort n documents into stories.
 *
 * Of several copies the first in the array is the original, so sort by date
 * and uri before: then stories do not depend on the order of input.
 *
 * @return false when memory ran out. Time O(n log n).
 */
bool tg_stories_find(tg_story_document *documents, uint32_t n);

/** Days since 0000-03-01 of "YYYY-MM-DD", or TG_NO_DAY. */
int32_t tg_story_day(tg_str date);
