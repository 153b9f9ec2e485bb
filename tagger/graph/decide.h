/* SPDX-License-Identifier: MIT
 *
 * decide.h — what a person decided about identity.
 *
 * A decision names entities by "type:key" ("person:n:ingrid van daele",
 * "country:BE"), which is the same in every database. So decisions outlive a
 * rebuild, can be handed on as text and replayed on another database.
 */
#pragma once

#include "graph/store.h"
#include "graph/value.h"

typedef struct tg_decision {
    tg_str a;
    tg_str b;       /* absent for "ignore" */
    tg_str verdict; /* "same": b is a; "different", "unsure", "ignore" */
    tg_str reason;  /* or absent */
    tg_str who;     /* or absent */
    tg_str at;      /* when it was decided; absent: now */
} tg_decision;

/** Write a decision down; it holds from the next link on. @return E_USAGE for another verdict. */
TAGGER_MUST_CHECK tagger_status tg_decide(tg_store *store, const tg_decision *decision,
                                          tagger_error *err);

/** The same, unless just this decision, made at that time, is written down already. */
TAGGER_MUST_CHECK tagger_status tg_decide_once(tg_store *store, const tg_decision *decision,
                                               tagger_error *err);

/** Untie a "type:key" from all that it was said to be the same as; `how` has reason and who.
 *  *n_untied counts the decisions that this took. */
TAGGER_MUST_CHECK tagger_status tg_decide_split(uint32_t *n_untied, tg_store *store, tg_str key,
                                                const tg_decision *how, tagger_error *err);

/** Entities that are one: this one and all that were merged into it, as rows key ("type:key"),
 *  name, stories. */
TAGGER_MUST_CHECK tagger_status tg_decide_parts(tg_store *store, int64_t entity, tg_rows to,
                                                tagger_error *err);

/** Take the last decision back and hand it to `to` (columns a, b, verdict, reason, who, at);
 *  no row when there is none. */
TAGGER_MUST_CHECK tagger_status tg_decide_undo(tg_store *store, tg_rows to, tagger_error *err);

/** All decisions in order; columns a, b, verdict, reason, who, at. */
TAGGER_MUST_CHECK tagger_status tg_decisions(tg_store *store, tg_rows to, tagger_error *err);

/** Set entities.merged_into and ignored as all decisions in order say. The caller holds a
 *  transaction. */
TAGGER_MUST_CHECK tagger_status tg_decisions_replay(tg_store *store, tagger_error *err);
