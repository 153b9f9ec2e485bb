#!/bin/sh
# weights.sh TAGGER — the weights of topics are what is learned from corpus/topics/train with the terms as
# they are, byte for byte. UPDATE=1 writes them. Those of names are learned from texts that are not here too.
cd "$(dirname "$0")/../.." || exit 99
tagger=$1
table=gazetteers/topics/weights.tsv
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
"$tagger" topics train -o "$tmp/weights.tsv" corpus/topics/train 2>"$tmp/said" || { cat "$tmp/said"; exit 1; }
if [ "${UPDATE:-0}" = 1 ]; then
    cp "$tmp/weights.tsv" $table
elif ! cmp -s "$tmp/weights.tsv" $table; then
    diff $table "$tmp/weights.tsv" | head -n 10
    echo "$table is not what corpus/topics/train teaches: UPDATE=1 tests/lint/weights.sh $tagger, then build again"
    exit 1
fi
