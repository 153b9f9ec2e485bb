#!/bin/sh
# sample.sh TAGGER — write what the program says of a page into README.md, between the marks.
cd "$(dirname "$0")/../.." || exit 99
tagger=$1
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
page=corpus/gold/en/en-politics-coalition-page.txt
shown() { NO_COLOR=1 "$tagger" "$@" 2>/dev/null | sed 's/[[:space:]]*$//'; }
{
    printf '%s\n\n```console\n' 'For a whole scraped page, menus and all, that is:'
    printf '$ tagger tag %s\n' "$page"
    shown tag "$page"
    printf '$ tagger add news.db corpus/gold/en\n'
    shown add "$tmp/news.db" corpus/gold/en
    printf '$ tagger related -n 2 news.db NATO\n'
    shown related -n 2 "$tmp/news.db" NATO
    printf '```\n'
} >"$tmp/sample"
awk -v sample="$tmp/sample" '
    /<!-- sample:end/ { while ((getline line < sample) > 0) print line; inside = 0 }
    !inside
    /<!-- sample:begin/ { inside = 1 }' README.md >"$tmp/readme"
cp "$tmp/readme" README.md
