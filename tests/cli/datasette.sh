#!/bin/sh
# What is said to Datasette fits the database: its tables, columns and indexes are there, and the
# questions run in plain SQLite.
data=$(cd "$(dirname "$0")/graph" && pwd)
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
mkdir dumps
expect 0 '' "$tagger" add --lists "$data/lists" --weights "$data/weights.tsv" dumps/news.db "$data/news.jsonl"
expect 0 '' "$tagger" datasette dumps/news.db
cp out metadata.json
expect 1 'no.db: no such database' "$tagger" datasette no.db
expect 2 'name one database' "$tagger" datasette a b
if python3 -c 'import json, sqlite3' 2>/dev/null; then
    python3 - <<'END' || fail 'the metadata does not fit the database'
import json
import sqlite3

db = sqlite3.connect("dumps/news.db")
about = json.load(open("metadata.json", encoding="utf-8"))["databases"]["news"]
for name, table in about["tables"].items():
    columns = {row[1] for row in db.execute(f"PRAGMA table_info({name})")}
    assert columns, name
    for key in ("label_column", "sort_desc"):
        assert table.get(key) in columns | {None}, (name, key)
    assert set(table.get("facets", ())) <= columns, name
    # As Datasette looks for an index of words by itself.
    found = [row[0] for row in db.execute(
        "SELECT name FROM sqlite_master WHERE rootpage = 0 AND sql LIKE ? AND sql LIKE ?",
        ("%VIRTUAL TABLE%USING FTS%", f'%content="{name}"%'))]
    assert [table["fts_table"]] == found if "fts_table" in table else not found, (name, found)
who = {"name": "ada zwembak", "other": "Partij Paraplu"}
answers = {name: db.execute(query["sql"], who).fetchall()
           for name, query in about["queries"].items()}
assert {row[0] for row in answers["related"]} >= {"Partij Paraplu", "Snorkfabriek"}, answers
assert any("chose Ada Zwembak" in row[-1] for row in answers["evidence"]), answers
assert [row[0] for row in answers["timeline"]] == ["2021-07", "2021-08", "2021-09"], answers
END
else
    echo 'SKIPPED: the metadata against the database: no python3 with sqlite3'
fi
if command -v datasette >/dev/null; then
    datasette dumps/news.db --metadata metadata.json --get '/news/related.json?name=Ada+Zwembak' >out 2>err ||
        fail "datasette: $(cat err)"
    holds out 'Partij Paraplu'
    datasette dumps/news.db --metadata metadata.json --get '/news/entities?_search=zwembak' >out 2>err ||
        fail "datasette: $(cat err)"
    holds out 'Ada Zwembak'
else
    echo 'SKIPPED: datasette itself is not installed'
fi
finish
