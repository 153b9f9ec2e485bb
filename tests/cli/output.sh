#!/bin/sh
# Output that is lost, cut off, or asked for in many pieces.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
i=0
while [ $i -lt 400 ]; do
    echo "{\"id\":$i,\"text\":\"Minister number $i spoke in Brussels. The Red Cross of Ghent heard of it.\"}"
    i=$((i + 1))
done >many.jsonl
i=0
while [ $i -lt 20 ]; do
    cat many.jsonl
    i=$((i + 1))
done >more.jsonl

# A pipe that is closed: quiet, and no failure.
{ "$tagger" tag -f jsonl more.jsonl 2>err; echo $? >status; } | head -n 1 >first
[ "$(cat status)" -eq 0 ] || fail "a closed pipe: status $(cat status)"
[ ! -s err ] || fail "a closed pipe: said $(cat err)"
[ "$(wc -l <first)" -eq 1 ] || fail 'no first line'

# A full disk.
if [ -c /dev/full ]; then
    sh -c '"$1" tag -f jsonl many.jsonl >/dev/full' sh "$tagger" 2>err
    [ $? -eq 1 ] || fail 'a full disk is no failure'
    holds err 'cannot write the output: No space left on device'
fi

# The same bytes at any number of workers, by file and by pipe.
expect 0 '' "$tagger" tag -f jsonl -j1 more.jsonl
mv out one
[ "$(wc -l <one)" -eq 8000 ] || fail 'records were lost'
for jobs in 2 3 8; do
    expect 0 '' "$tagger" tag -f jsonl -j$jobs more.jsonl
    cmp -s one out || fail "-j$jobs gives other bytes than -j1"
done
"$tagger" tag -f jsonl -j4 - <more.jsonl >out
cmp -s one out || fail 'a stream gives other bytes than a file'

# What was read is given although the pipe stays open.
mkfifo pipe
rm out # or what the run before left might be taken for the answer
"$tagger" tag -f jsonl -j2 - <pipe >out 2>err &
pid=$!
exec 3>pipe
head -n 1 many.jsonl >&3
waited=0
while [ ! -s out ] && [ $waited -lt 100 ]; do
    sleep 0.1
    waited=$((waited + 1))
done
holds out '"id":"0"'

# A signal ends the run after what is in work, with 130.
kill -TERM $pid
wait $pid
got=$?
exec 3>&-
[ $got -eq 130 ] || fail "a signal: status $got, not 130"
[ "$(wc -l <out)" -eq 1 ] || fail 'a record was lost or torn'

# One pair of files an article, whatever the ids are.
printf '{"id":"../x/a.txt","text":"Anna Smith spoke."}\n{"id":"../x/a.txt","text":"Two."}\n' >ids.jsonl
expect 0 '' "$tagger" tag -f brat -o pairs ids.jsonl
[ "$(ls pairs | tr '\n' ' ')" = '000001-a.ann 000001-a.txt 000002-a.ann 000002-a.txt ' ] ||
    fail "unexpected files: $(ls pairs)"
[ "$(cat pairs/000002-a.txt)" = 'Two.' ] || fail 'the text is not beside its annotations'
expect 1 'cannot make the folder' "$tagger" tag -f brat -o no/such/folder ids.jsonl

# Colour only on request.
expect 0 '' "$tagger" tag --color always ids.jsonl
holds out "$(printf '\033')\\[1m"
expect 0 '' "$tagger" tag ids.jsonl
if grep -q "$(printf '\033')" out; then fail 'colour without a terminal'; fi
finish
