/* SPDX-License-Identifier: MIT
 *
 * builtin.h — the weights that were compiled from gazetteers/weights/ and put into the library.
 */
#pragma once

#include "base/base.h"

/** The bytes of the built-in table, for tg_weights_open(). */
tg_str tg_weights_builtin(void);
