#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turn the records of `tagger tag -f jsonl` into relations as the DWIE corpus counts them.

  dwie_relations.py <TAGGED.jsonl >SYSTEM.jsonl

Writes {"id", "entities":[{"start","end","type"}], "relations":[[i, name, j]]} for a scorer that
compares with the corpus.  docs/relations.md says why each step is taken:

  * a country and its adjective are two entities there and one here: a relation to the one is
    counted as a relation to the other too, when the article names both;
  * "member_of" there is belonging to any body: ours to a party, a post and a role at a body.
"""
import json
import sys


def restate(record):
    """Return the record of one document in the terms of the corpus."""
    ents = record.get("ents", [])
    found = set()
    for r in record.get("relations", []):
        if r["object"] is None:
            continue
        body = ents[r["object"]]
        names = {r["predicate"]}
        if body["label"] in ("organization", "party") and r["predicate"] in ("works_for", "holds_role"):
            names.add("member_of")
        names.discard("works_for")
        objects = {r["object"]}
        if body["label"] == "country":
            objects |= {i for i, e in enumerate(ents) if e["entity"] == body["entity"]}
        found |= {(r["subject"], name, o) for name in names for o in objects}
    kind = lambda e: "demonym" if e["form"] == "demonym" else e["label"]
    return {"id": record["id"],
            "entities": [{"start": e["start"], "end": e["end"], "type": kind(e)} for e in ents],
            "relations": sorted(found)}


def main():
    for line in sys.stdin:
        record = json.loads(line)
        if "error" not in record:
            print(json.dumps(restate(record), ensure_ascii=False))


if __name__ == "__main__":
    main()
