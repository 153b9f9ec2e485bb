#!/bin/sh
# score.sh TAGGER — scores against bench/floors.tsv: set, measure, floor. UPDATE=1 raises the floors to
# what is reached now (less 0.2 for luck of the draw), and never lowers one.
#
# A set is a folder of the project, of which the test part is scored, a file of corpus/topics, or the name of a file in the
# folder "ner" of $TAGGER_EVAL_DATA; without that folder those are left out. A measure is
# figure/type of `tagger eval --tsv`, of which F1 counts; of topics level1/all or level2/all.
cd "$(dirname "$0")/../.." || exit 99
tagger=$1
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
tab=$(printf '\t')
bad=0
cp bench/floors.tsv "$tmp/floors"
while IFS="$tab" read -r set measure floor; do
    if [ "$set" = set ]; then continue; fi
    key=$(echo "$set" | tr / _)
    if [ ! -f "$tmp/$key" ]; then
        case $set in
        corpus/topics/*) tests/lint/topic_score.py "$tagger" "$set" >"$tmp/$key" || exit 1 ;;
        */*) "$tagger" eval --tsv --split test "$set" >"$tmp/$key" || exit 1 ;;
        *)
            file=${TAGGER_EVAL_DATA:-}/ner/$set.jsonl
            if [ -z "${TAGGER_EVAL_DATA:-}" ] || [ ! -f "$file" ]; then
                echo "$set${tab}skipped: not in \$TAGGER_EVAL_DATA"
                : >"$tmp/$key"
            else
                "$tagger" eval --tsv "$file" >"$tmp/$key" || exit 1
            fi ;;
        esac
    fi
    [ -s "$tmp/$key" ] || continue
    got=$(awk -F'\t' -v m="$measure" '$1 "/" $2 == m {print $5}' "$tmp/$key")
    awk -v s="$set" -v m="$measure" -v g="$got" -v f="$floor" 'BEGIN {
        printf "%-24s %-22s %6.2f, floor %6.2f%s\n", s, m, g, f, g < f ? "  BELOW" : ""
        exit !(g != "" && g >= f) }' || bad=1
    awk -F'\t' -v OFS='\t' -v s="$set" -v m="$measure" -v g="$got" \
        '$1 == s && $2 == m && g - 0.2 > $3 { $3 = sprintf("%.1f", int((g - 0.2) * 10) / 10) } 1' \
        "$tmp/floors" >"$tmp/new" && mv "$tmp/new" "$tmp/floors"
done <bench/floors.tsv
if [ "${UPDATE:-0}" = 1 ]; then
    cp "$tmp/floors" bench/floors.tsv
    exit 0
fi
exit $bad
