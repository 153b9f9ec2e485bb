/* SPDX-License-Identifier: MIT
 *
 * builtin.h — the lists that were compiled from gazetteers/ and put into the library.
 */
#pragma once

#include "lex/lexicon.h"

/** The bytes of the built-in image. */
tg_str tg_lexicon_builtin(void);

/** Open it. Only its header is checked: the loader has vouched for the rest, and reading all of
 *  it would cost more than everything else at start-up. */
tagger_status tg_lexicon_open_builtin(tg_lexicon **out, tagger_error *err);
