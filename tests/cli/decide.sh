#!/bin/sh
# Decisions about identity: asked for, made, taken back, handed on, replayed.
data=$(cd "$(dirname "$0")/graph" && pwd)
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
{
    cat "$data/weights.tsv"
    printf 'prev.word=mister\tperson\t5\nspan.length=1\tperson\t-8\n'
} >weights.tsv
cat >names.jsonl <<'END'
{"url":"http://news.example/1","date":"2021-07-01","text":"On Sunday mister Piet Pudding sang to Ada Zwembak."}
{"url":"http://news.example/2","date":"2021-07-02","text":"On Monday mister P. Pudding danced with Ada Zwembak and Cleo Vuurtoring."}
{"url":"http://news.example/3","date":"2021-07-03","text":"On Tuesday mister Pieter Puddinck slept near Ada Zwembak."}
{"url":"http://news.example/4","date":"2021-07-04","text":"Later mister Pieter Puddink woke Cleo Vuurtoring. Then mister Wout Kwark left."}
END

# fill DB — a new database of the articles.
fill() {
    "$tagger" add --lists "$data/lists" --weights weights.tsv "$1" names.jsonl >out 2>err ||
        fail "adding: $(cat err)"
}
fill news.db

# Pairs that look alike, and one key for each.
expect 0 '' "$tagger" review --list news.db
holds out 'Piet Pudding (person:n:piet pudding, 1 story): On Sunday mister Piet Pudding'
holds out '    initial'
holds out '    spelling'
if grep -q Kwark out; then fail 'a name that looks like no other'; fi
expect 0 '' "$tagger" review --json --type person news.db
holds out '"reason":"initial","type":"person","a":"person:n:piet pudding"'
expect 4 'no two names look like one' "$tagger" review --list --type party news.db
"$tagger" related news.db 'Piet Pudding' >before
printf 's\nxu' >keys
expect 0 '' sh -c '"$1" review --who ada --reason heard news.db <keys' sh "$tagger"
expect 0 '' "$tagger" find news.db 'P. Pudding'
holds out '^Piet Pudding (person)'
holds out '2 stories'
expect 0 '' "$tagger" related news.db 'Piet Pudding'
holds out '^Cleo Vuurtoring'
expect 4 'no two names look like one' "$tagger" review news.db
expect 0 '' "$tagger" decisions news.db
[ "$(cut -f 1,4,5 out | tr '\n' ' ')" = 'same	heard	ada unsure	heard	ada ' ] ||
    fail "other decisions: $(cat out)"

# Merged by hand, split, undone.
cp out decided.tsv
expect 0 '' "$tagger" merge --reason sober news.db 'Piet Pudding' 'Pieter Puddinck'
expect 0 '' "$tagger" merge news.db 'Piet Pudding' 'Pieter Puddink'
expect 0 '' "$tagger" find news.db 'Puddinck'
holds out '4 stories'
expect 4 'are one already' "$tagger" merge news.db 'Piet Pudding' 'Pieter Puddink'
expect 4 'name one part of .Piet Pudding. as it is written here: Piet Pudding (person:n:piet pudding), ' \
    "$tagger" split news.db 'Piet Pudding' Nobody
expect 0 '' "$tagger" split news.db 'Piet Pudding' 'Pieter Puddinck'
expect 0 '' "$tagger" find news.db 'Puddinck'
holds out '^Pieter Puddinck'
holds out '1 story'
expect 4 'was never merged' "$tagger" split news.db Kwark 'Wout Kwark'
for verdict in different same same; do
    expect 0 '' "$tagger" undo news.db
    holds out "^$verdict"
done
expect 0 '' "$tagger" decisions news.db
cmp -s out decided.tsv || fail 'undo does not bring back what was'
expect 0 '' "$tagger" ignore news.db 'Ada Zwembak'
expect 0 '' "$tagger" top news.db
if grep -q Ada out; then fail 'an ignored name is listed'; fi
expect 0 '' "$tagger" related news.db 'Piet Pudding'
if grep -q '^Ada' out; then fail 'an ignored name has links'; fi
expect 0 '' "$tagger" undo news.db

# Decisions outlive a rebuild and are replayed on another database.
"$tagger" related news.db 'Piet Pudding' >merged
cmp -s before merged && fail 'a merge changes nothing'
expect 0 '' "$tagger" remove news.db http://news.example/2
fill news.db
"$tagger" related news.db 'Piet Pudding' >again
diff merged again || fail 'a decision is lost when its documents go'
fill other.db
expect 0 '' "$tagger" decisions --from decided.tsv other.db
"$tagger" related other.db 'Piet Pudding' >again
diff merged again || fail 'a decision means something else in another database'
expect 0 '' "$tagger" decisions --from decided.tsv other.db
expect 0 '' "$tagger" decisions other.db
cmp -s out decided.tsv || fail 'decisions taken over twice are there twice'
expect 0 '' "$tagger" undo other.db
expect 0 '' "$tagger" undo other.db
"$tagger" related other.db 'Piet Pudding' >again
diff before again || fail 'undo does not bring back what was'

# What is wrong.
expect 4 'nothing to undo' "$tagger" undo other.db
expect 4 'nothing was decided' "$tagger" decisions other.db
expect 2 'it wants' "$tagger" merge news.db Pudding
expect 4 "nobody is called 'Nobody'" "$tagger" merge news.db Nobody 'Piet Pudding'
expect 2 'name one of them by its type:key' "$tagger" ignore other.db Pieter
printf 'same\tperson:a\tperson:b\t\t\t2021-07-31\nperhaps\ta\tb\t\t\t2021\n' >wrong.tsv
expect 1 "wrong.tsv:2: verdict 'perhaps' is not known" "$tagger" decisions --from wrong.tsv other.db
expect 4 'nothing was decided' "$tagger" decisions other.db
printf 'same\tperson:a\n' >wrong.tsv
expect 1 'wrong.tsv:1: a decision is verdict, a, b' "$tagger" decisions --from wrong.tsv other.db
expect 1 'no.tsv' "$tagger" decisions --from no.tsv other.db
finish
