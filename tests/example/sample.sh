#!/bin/sh
# sample.sh TAGGER — write what the program says of a page into README.md, between the marks.
cd "$(dirname "$0")/../.." || exit 99
tagger=$1
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
page=corpus/reference/brussels-times-2021-07-31.txt
{
    printf '%s\n\n```console\n' 'For a whole scraped page, menus and all, that is:'
    printf '$ tagger tag %s\n' "$page"
    NO_COLOR=1 "$tagger" tag "$page" | sed 's/[[:space:]]*$//'
    printf '$ tagger add news.db corpus/reference\n'
    "$tagger" add "$tmp/news.db" corpus/reference 2>/dev/null
    printf '$ tagger evidence news.db "Open VLD" "Van Quickenborne"\n'
    NO_COLOR=1 "$tagger" evidence "$tmp/news.db" "Open VLD" "Van Quickenborne" | sed 's/[[:space:]]*$//'
    printf '```\n'
} >"$tmp/sample"
awk -v sample="$tmp/sample" '
    /<!-- sample:end/ { while ((getline line < sample) > 0) print line; inside = 0 }
    !inside
    /<!-- sample:begin/ { inside = 1 }' README.md >"$tmp/readme"
cp "$tmp/readme" README.md
