#!/bin/sh
# Topics from the command line: suggestions out of a database, and what is said when there are none.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

for i in 1 2 3 4 5 6 7 8; do
    echo "{\"id\":\"s$i\",\"lang\":\"en\",\"title\":\"Goal $i\",\"text\":\"The striker scored a goal and the quidditch goalkeeper wept, number $i.\"}"
    for k in a b c d; do
        echo "{\"id\":\"$k$i\",\"lang\":\"en\",\"title\":\"Vote $k$i\",\"text\":\"Parliament passed budget $k$i after a long vote of the senate.\"}"
    done
done >news.jsonl
expect 0 '' "$tagger" add news.db news.jsonl
expect 0 '' "$tagger" topics suggest news.db
holds out 'topic	term	weight	match	z	articles	others	kind	example'
holds out 'medtop:15000000	quidditch	.*	fold	'
expect 4 'no term stands out' "$tagger" topics suggest news.db --lang nl
expect 2 'no action' "$tagger" topics guess news.db
expect 2 'wants one database' "$tagger" topics suggest
expect 1 'cannot open\|no such\|No such' "$tagger" topics suggest none.db
expect 0 '' "$tagger" topics -h
finish
