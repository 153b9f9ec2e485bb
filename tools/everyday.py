#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Recompute the everyday-word flags (cw:xx) of the name lists from running text.

    tools/everyday.py [--write] LISTS LANG=TEXT[,TEXT…]…

A TEXT is a JSON lines file of annotated articles ({"text", "entities": [{"start", "end"}]},
offsets in code points) or a folder of .txt with brat .ann beside them. A one-word name is an
everyday word of a language when that language's text or word tables use it as one:

  * it stands in words/function-words.tsv or in everyday-words.tsv beside this tool, or
  * it is written in lower case at least three times, and in a quarter of its uses or more, or
  * a word table (roles, verbs, events, …) lists it in lower case and no text has it as a name
    more often than as a word.

Texts with @, # or a link are chat, not running text, and are passed over.
Without --write the changes are counted and shown; with it the `flags` columns are rewritten.
Rows that match one exact spelling only (acr, cs) and demonyms (adj, dem) carry no such flag.
"""
import collections
import glob
import json
import os
import re
import sys

LANGS = ("en", "nl", "fr", "de")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
MIN_LOWER = 3
MIN_SHARE = 0.25
CHAT = re.compile("[@#]|https?:")
OWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "everyday-words.tsv")
HINTS = ("roles", "event-words", "facility-words", "location-words", "org-words", "speech-verbs",
         "person-verbs", "sports", "calendar")


def rows_of(path):
    with open(path, encoding="utf-8") as f:
        header = f.readline().rstrip("\n").split("\t")
        for line in f:
            yield header, line.rstrip("\n").split("\t")


def fold(s):
    return s.casefold().replace("’", "'")


def read_json(path):
    with open(path, encoding="utf-8") as f:
        for line in f:
            d = json.loads(line)
            yield d["text"], [(e["start"], e["end"]) for e in d["entities"]]


def read_brat(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*.txt"))):
        with open(path, encoding="utf-8", newline="") as f:
            text = f.read()
        spans = []
        with open(path[:-4] + ".ann", encoding="utf-8") as f:
            for line in f:
                m = re.match(r"T\d+\t\S+ (\d+) (\d+)", line)
                if m:
                    spans.append((int(m.group(1)), int(m.group(2))))
        yield text, spans


def count(texts, lower, name):
    """How often each folded word is written in lower case, and how often it is in a name."""
    for path in texts:
        for text, spans in (read_brat(path) if os.path.isdir(path) else read_json(path)):
            if CHAT.search(text) and len(text) < 400:
                continue
            inside = [False] * (len(text) + 1)
            for begin, end in spans:
                inside[begin:end] = [True] * (end - begin)
            for m in WORD.finditer(text):
                w = m.group()
                if inside[m.start()]:
                    name[fold(w)] += 1
                elif w[0].islower():
                    lower[fold(w)] += 1


def word_tables(paths):
    """The one-word forms in lower case of word tables, by language."""
    words = collections.defaultdict(set)
    for path in paths:
        for header, row in rows_of(path):
            form, langs = row[header.index("form")], row[header.index("lang")]
            if " " in form or not form[:1].islower():
                continue
            for lang in langs.split(",") if langs else LANGS:
                words[lang].add(fold(form))
    return words


class Judge:
    def __init__(self, lists, corpora):
        words = os.path.join(lists, "words")
        self.sure = word_tables([os.path.join(words, "function-words.tsv"), OWN])
        self.hint = word_tables([os.path.join(words, t + ".tsv") for t in HINTS])
        self.lower = collections.defaultdict(collections.Counter)
        self.name = collections.defaultdict(collections.Counter)
        for lang, texts in corpora.items():
            count(texts, self.lower[lang], self.name[lang])

    def everyday(self, form):
        """The languages in which the form is an everyday word."""
        w = fold(form)
        found = []
        for lang in LANGS:
            low, nam = self.lower[lang][w], self.name[lang][w]
            if (w in self.sure[lang]
                    or (low >= MIN_LOWER and low >= MIN_SHARE * (low + nam))
                    or (w in self.hint[lang] and nam <= low)):
                found.append(lang)
        return found


def new_flags(flags, langs):
    kept = [f for f in flags.split(",") if f and (f[:3] != "cw:" or f[3:] not in LANGS)]
    return ",".join(kept + ["cw:" + lang for lang in sorted(langs)])


def rewrite(path, judge, write, changes):
    with open(path, encoding="utf-8") as f:
        lines = f.read().split("\n")
    header = lines[0].split("\t")
    form, flags = header.index("form"), header.index("flags")
    name = header.index("name") if "name" in header else form
    for i, line in enumerate(lines[1:], 1):
        if not line:
            continue
        row = line.split("\t")
        text = row[form] or row[name]
        exact = {"acr", "cs", "adj", "dem", "lc"} & set(row[flags].split(","))
        new = new_flags(row[flags], [] if exact or " " in text else judge.everyday(text))
        if new != row[flags]:
            changes.append((os.path.basename(path), text, row[flags], new))
            row[flags] = new
            lines[i] = "\t".join(row)
    if write:
        body = sorted((x for x in lines[1:] if x), key=lambda s: s.encode())
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join([lines[0]] + body) + "\n")


def main(args):
    write = "--write" in args
    args = [a for a in args if a != "--write"]
    if len(args) < 2 or any("=" not in a for a in args[1:]):
        sys.exit(__doc__)
    lists = args[0]
    corpora = {a.split("=")[0]: a.split("=", 1)[1].split(",") for a in args[1:]}
    judge = Judge(lists, corpora)
    changes = []
    for folder in ("countries", "organizations", "parties", "people", "places", "names"):
        for path in sorted(glob.glob(os.path.join(lists, folder, "*.tsv"))):
            rewrite(path, judge, write, changes)
    for change in changes:
        print("\t".join(change))
    print(len(changes), "rows", "rewritten" if write else "would change", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
