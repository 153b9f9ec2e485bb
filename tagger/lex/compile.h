/* SPDX-License-Identifier: MIT
 *
 * compile.h — gazetteer tables to one image.
 */
#pragma once

#include "base/base.h"
#include "lex/sources.h"

/**
 * Compile lists.
 *
 * @param image receives the bytes of the image, owned by the caller: tg_mem_free(). The same
 *              lists give the same bytes.
 * @return TAGGER_OK; E_DATA with file and line at the first wrong row; E_NOMEM.
 */
tagger_status tg_compile(void **image, size_t *n_image, const tg_source *sources, size_t n_sources,
                         tagger_error *err);

/** Compile folder `dir` into memory; the image is the caller's: tg_mem_free(). NULL on failure. */
tagger_status tg_compile_memory(void **image, size_t *n_image, const char *dir, tagger_error *err);

/** Compile folder `dir` into the file `image_path`, written whole or not at all. */
tagger_status tg_compile_folder(const char *dir, const char *image_path, tagger_error *err);
