#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turn a folder of annotated articles (NAME.txt + NAME.ann) into JSON lines.

  tojsonl.py FOLDER [--lang LANG] [--split train|test]

Writes one article a line, sorted by name, to the standard output:

  {"id", "lang", "text",
   "entities":  [{"start", "end", "type"[, "name"]}],
   "relations": [[i, "member_of", j], [i, "holds_role", j]]}

Offsets are code points, half-open.  "name" is the fullest form of the name in the article where the
marked text is another form.  i and j are positions in "entities".  A note "role=..." of a relation
goes to "roles": {"number of the relation": "..."}.  The language is the folder's name unless given.
"""
import argparse
import hashlib
import json
import pathlib
import re
import sys

TYPES = {"Person": "person", "Organization": "organization", "Party": "party", "Country": "country",
         "Demonym": "demonym", "Location": "location", "Facility": "facility", "Group": "norp"}
MENTION = re.compile(r"(T\d+)\t(\w+) (\d+) (\d+)\t(.*)")
RELATION = re.compile(r"(R\d+)\t(member_of|holds_role) Arg1:(T\d+) Arg2:(T\d+)")
NOTE = re.compile(r"#\d+\tAnnotatorNotes ([TR]\d+)\t(name|role)=(.+)")


def split_of(name):
    """The part an article belongs to: 70 % train, 30 % test, by the hash of its name alone."""
    return "train" if hashlib.sha256(name.encode()).digest()[0] < 179 else "test"


def read_ann(lines, text):
    """Return mentions, relations and notes, each by its number; raise ValueError on a bad line."""
    mentions, relations, notes = {}, {}, {}
    for line in filter(None, lines):
        if m := MENTION.fullmatch(line):
            start, end = int(m[3]), int(m[4])
            if m[2] not in TYPES:
                raise ValueError(f"unknown type {m[2]}: {line}")
            if text[start:end] != m[5]:
                raise ValueError(f"the text at {start} is {text[start:end]!r}: {line}")
            mentions[m[1]] = {"start": start, "end": end, "type": TYPES[m[2]]}
        elif m := RELATION.fullmatch(line):
            relations[m[1]] = m.groups()[1:]
        elif m := NOTE.fullmatch(line):
            notes[m[1]] = m.groups()[1:]
        else:
            raise ValueError(f"not understood: {line}")
    return mentions, relations, notes


def convert(path, lang):
    """Return the record of one article; path is its .txt."""
    text = path.read_bytes().decode()
    ann = path.with_suffix(".ann").read_bytes().decode()
    mentions, relations, notes = read_ann(ann.split("\n"), text)
    order = sorted(mentions, key=lambda t: mentions[t]["start"])
    for a, b in zip(order, order[1:]):
        if mentions[a]["end"] > mentions[b]["start"]:
            raise ValueError(f"{a} and {b} overlap")
    record = {"id": path.stem, "lang": lang, "text": text,
              "entities": [mentions[t] for t in order], "relations": [], "roles": {}}
    for number, (kind, subject, object_) in relations.items():
        if subject not in mentions or object_ not in mentions:
            raise ValueError(f"{number} names a mention that is not there")
        if number in notes:
            record["roles"][str(len(record["relations"]))] = notes[number][1]
        record["relations"].append([order.index(subject), kind, order.index(object_)])
    for target, (key, value) in notes.items():
        if target not in mentions and target not in relations:
            raise ValueError(f"a note on {target}, which is not there")
        if key == "name":
            mentions[target]["name"] = value
    return record


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("folder", type=pathlib.Path)
    args.add_argument("--lang", help="language code (default: the folder's name)")
    args.add_argument("--split", choices=["train", "test"], help="write only this part")
    args = args.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for path in sorted(args.folder.glob("*.txt")):
        if args.split and split_of(path.stem) != args.split:
            continue
        try:
            print(json.dumps(convert(path, args.lang or args.folder.resolve().name), ensure_ascii=False))
        except (OSError, ValueError) as error:
            sys.exit(f"{path}: {error}")


if __name__ == "__main__":
    main()
