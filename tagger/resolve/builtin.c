/* SPDX-License-Identifier: MIT */
#include "resolve/builtin.h"

/* Defined in the generated image.S. */
extern const char tg_default_weights[] __attribute__((visibility("hidden")));
extern const char tg_default_weights_end[] __attribute__((visibility("hidden")));

tg_str tg_weights_builtin(void)
{
    return (tg_str){tg_default_weights, (size_t)(tg_default_weights_end - tg_default_weights)};
}
