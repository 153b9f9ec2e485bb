/* SPDX-License-Identifier: MIT
 *
 * trim.h — the edges of a name that annotators differ about.
 */
#pragma once

#include "base/base.h"

/** The span without articles, honorifics, quotes and brackets before it and quotes, points and a
 *  genitive behind it; never empty. */
tagger_span tg_trim(tg_str text, tagger_span at);
