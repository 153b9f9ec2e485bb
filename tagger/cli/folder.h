/* SPDX-License-Identifier: MIT
 *
 * folder.h — a folder of output files, one pair (.ann, .txt) an article.
 */
#pragma once

#include "base/base.h"

typedef struct tg_folder {
    const char *path;
    uint64_t n_written; /* pairs */
} tg_folder;

#define TG_FOLDER_INIT ((tg_folder){.path = NULL})

/** Use a folder, which is made when it is missing; `path` must outlive it. @return E_IO. */
TAGGER_MUST_CHECK tagger_status tg_folder_open(tg_folder *folder, const char *path,
                                               tagger_error *err);

/** Write NAME.ann and NAME.txt; NAME is the id's last part without its ending, signs but
 *  letters, digits, '-' and '_' replaced, and a running number before it. @return E_IO. */
TAGGER_MUST_CHECK tagger_status tg_folder_write_pair(tg_folder *folder, tg_str id, tg_str ann,
                                                     tg_str txt, tagger_error *err);
