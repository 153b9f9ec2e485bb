#!/usr/bin/env python3
"""topic_score.py TAGGER ARTICLES.jsonl - precision, recall and F1 of the topics of both levels.

Prints a line for each level in the columns of `tagger eval --tsv`: measure, type, precision, recall, F1
(micro, all topics that are given against all that apply). Form of the articles: corpus/README.md.
"""
import json
import subprocess
import sys


def main():
    tagger, path = sys.argv[1:]
    gold = {}
    with open(path, encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            gold[article["id"]] = {1: set(article["topics"] + article["also"]), 2: set(article["topics2"])}
    run = subprocess.run([tagger, "tag", "-f", "jsonl", path], stdout=subprocess.PIPE, check=True)
    right, given = {1: 0, 2: 0}, {1: 0, 2: 0}
    for record in map(json.loads, run.stdout.decode().splitlines()):
        for level in (1, 2):
            ids = {t["id"].split(":")[1] for t in record["topics"] if len(t["path"]) == level}
            right[level] += len(ids & gold[record["id"]][level])
            given[level] += len(ids)
    for level in (1, 2):
        apply = sum(len(g[level]) for g in gold.values())
        p, r = right[level] / max(given[level], 1), right[level] / apply
        print(f"level{level}\tall\t{100 * p:.2f}\t{100 * r:.2f}\t{200 * right[level] / (given[level] + apply):.2f}")


main()
