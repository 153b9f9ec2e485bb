#!/bin/sh
# Topics from the command line: suggestions out of a database, weights out of labelled articles, and what is
# said when there are none.
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

# Articles to learn from, their ids in full or not; then some that are told and counted.
thief="The thief was held after a burglary and a robbery; the court sentenced him for murder."
cat >labelled.jsonl <<EOF
{"id":"1","lang":"en","title":"Burglary","text":"$thief","topics2":["20000082","20000106"]}
{"id":"2","lang":"en","title":"Murder","text":"$thief","topics2":["medtop:20000082"]}
{"id":"3","lang":"en","title":"Court","text":"$thief","topics2":[]}
EOF
cat >wrong.jsonl <<EOF
{"id":"4","lang":"en","title":"Murder","text":"$thief","topics2":["20000082"]}
{"id":"5","lang":"en","title":"Murder","text":"$thief"}
{"id":"6","lang":"en","title":"Murder","text":"$thief","topics2":["29999999"]}
{"id":"7","lang":"en","title":"Murder","text":"$thief","topics2":"20000082"}
{"id":"8","lang":"en","title":"Murder","text":"$thief","topics2":[20000082]}
EOF
expect 0 '[0-9] judgements, loss 0\.[0-9]* each' "$tagger" topics train -o weights.tsv labelled.jsonl
[ ! -s out ] || fail "topics train prints: $(head -c 300 out)"
holds weights.tsv '^topic	evidence	weight$'
holds weights.tsv '^\*	[a-z]*	-\{0,1\}[0-9]\.[0-9][0-9]$'
cp weights.tsv first.tsv

# What was learned is used from a folder of lists: here it says no to every topic below the first level.
mkdir -p mine/topics
printf 'topic\tevidence\tweight\n*\tbias\t-8\n' >mine/topics/weights.tsv
expect 0 '' "$tagger" tag -f jsonl labelled.jsonl
holds out '"id":"medtop:20000'
expect 0 '' "$tagger" tag -f jsonl --lists mine labelled.jsonl
if grep -q '"id":"medtop:20000' out; then fail "the weights of the folder were not used"; fi
expect 0 '' "$tagger" gazetteers check mine
echo '*	luck	1' >>mine/topics/weights.tsv
expect 1 'mine/topics/weights.tsv:3: the evidence is not known' "$tagger" tag --lists mine labelled.jsonl
expect 3 "wrong.jsonl:2: an article without 'topics2'" "$tagger" topics train -o weights.tsv labelled.jsonl wrong.jsonl
holds err "wrong.jsonl:3: topic 'medtop:29999999' is not known"
for i in 4 5; do holds err "wrong.jsonl:$i: 'topics2' is no list of at most 32 ids"; done
n=$(grep -c 'wrong.jsonl:' err)
[ "$n" -eq 4 ] || fail "$n of 4 wrong articles are told"
if cmp -s weights.tsv first.tsv; then fail "the right article beside wrong ones teaches nothing"; fi
rm weights.tsv
echo '{"id":"9","text":"Nothing.","topics2":[]}' >nothing.jsonl
expect 2 'no article with a topic of the first level was added' "$tagger" topics train -o weights.tsv nothing.jsonl
[ ! -e weights.tsv ] || fail "a table without anything learned"
expect 2 'say where to write the weights: -o FILE' "$tagger" topics train labelled.jsonl
expect 2 'train wants articles' "$tagger" topics train -o weights.tsv
expect 1 'none/weights.tsv' "$tagger" topics train -o none/weights.tsv labelled.jsonl
expect 2 'none.jsonl: cannot open' "$tagger" topics train -o weights.tsv none.jsonl
finish
