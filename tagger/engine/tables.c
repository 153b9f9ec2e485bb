/* SPDX-License-Identifier: MIT
 *
 * tables.c — the tables of patterns that lists carry: names by pattern, and relation rules.
 */
#include "engine/tables.h"

#include "lex/rows.h"

/** Cut the file's own name off behind a folder "patterns"; {NULL, 0} when it is in none. */
static tg_str name_in_patterns(tg_str file)
{
    bool inside = false;
    tg_str part = {NULL, 0};
    while (tg_next_piece(&file, '/', &part)) {
        if (file.n == 0) break;
        inside = inside || tg_str_eq(part, TG_LIT("patterns"));
    }
    return inside ? part : (tg_str){NULL, 0};
}

bool tg_is_relation_rules(tg_str file)
{
    return tg_str_eq(name_in_patterns(file), TG_LIT("relations.tsv"));
}

bool tg_is_name_patterns(tg_str file)
{
    return name_in_patterns(file).n > 0 && !tg_is_relation_rules(file);
}

tagger_status tg_tables_load(tg_patterns *patterns, tg_relation_rules *rules, const tg_lists *lists,
                             uint32_t n_checked, tagger_error *err)
{
    for (uint32_t l = 0; l < lists->n; l++) {
        for (uint32_t f = 0; f < tg_lexicon_n_files(lists->lex[l]); f++) {
            tg_str file = tg_lexicon_file(lists->lex[l], f);
            tg_str bytes = tg_lexicon_blob(lists->lex[l], file);
            char path[TG_LIST_PATH];
            (void)tg_lists_path(path, lists, l, file);
            if (tg_is_name_patterns(file))
                TG_TRY(tg_patterns_add(patterns, bytes, path, l < n_checked, err));
            if (tg_is_relation_rules(file)) TG_TRY(tg_relation_rules_add(rules, bytes, path, err));
        }
    }
    return TAGGER_OK;
}
