/* SPDX-License-Identifier: MIT */
#include "lex/builtin.h"

#include "lex/open.h"

/* Defined in the generated image.S. */
extern const char tg_default_image[] __attribute__((visibility("hidden")));
extern const char tg_default_image_end[] __attribute__((visibility("hidden")));

tg_str tg_lexicon_builtin(void)
{
    return (tg_str){tg_default_image, (size_t)(tg_default_image_end - tg_default_image)};
}

tagger_status tg_lexicon_open_builtin(tg_lexicon **out, tagger_error *err)
{
    return tg_lexicon_open_image(out, tg_lexicon_builtin(), "built-in lists", false, err);
}
