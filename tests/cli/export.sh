#!/bin/sh
# The graph is handed on whole, and as every format says it must look: hostile names included.
data=$(cd "$(dirname "$0")/graph" && pwd)
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# has PROGRAM WHAT — is the program there? Else say that WHAT is not tested.
has() {
    command -v "$1" >/dev/null 2>&1 && return 0
    echo "SKIPPED: $2: no $1"
    return 1
}

mkdir -p lists/people
{
    head -n 1 "$data/lists/people/people.tsv"
    printf 'x:%s\t%s\t\t\t\tBE\t\t\t1\town\t\t\t\t\n' 1 '<script>alert</script> & "Sons"' 2 "=Formula O'Cell"
} >lists/people/hostile.tsv
cat "$data/news.jsonl" - >news.jsonl <<'END'
{"url":"http://news.example/x?a=1&b=\"2\"","date":"2021-10-03","text":"On Sunday <script>alert</script> & \"Sons\" met =Formula O'Cell and Ada Zwembak in a field."}
END
expect 0 '' "$tagger" add --lists "$data/lists" --lists lists --weights "$data/weights.tsv" news.db news.jsonl

# One format to standard output, all of them into a folder; the same bytes.
all='--min-stories 1 --min-g2 0'
# shellcheck disable=SC2086
expect 0 '' "$tagger" export $all -f gexf,graphml,dot,json,ftm,csv,neo4j -o out.d news.db
# shellcheck disable=SC2086
expect 0 '' "$tagger" export $all news.db
cmp -s out out.d/graph.gexf || fail 'a file is not what standard output is'
# shellcheck disable=SC2086
expect 0 '' "$tagger" export $all --dynamic -o dynamic.d news.db
holds dynamic.d/graph.gexf 'mode="dynamic" timeformat="date"'
holds dynamic.d/graph.gexf 'start="2021-07-31" end="2021-08-02"'
if has xmllint 'GEXF and GraphML against their schemas'; then
    for file in out.d/graph.gexf dynamic.d/graph.gexf; do
        xmllint --noout --relaxng "$data/gexf.rng" $file 2>err || fail "$file: $(cat err)"
    done
    xmllint --noout --relaxng "$data/graphml.rng" out.d/graph.graphml 2>err || fail "$(cat err)"
fi
if has dot 'DOT with graphviz'; then
    dot -Tdot out.d/graph.dot >out 2>err || fail "$(cat err)"
    [ ! -s err ] || fail "dot: $(cat err)"
fi
if has python3 'the exports read back'; then
    python3 "$data/same.py" out.d || fail 'the exports do not hold the same graph'
fi

# Filters.
expect 4 'no link passes the filter' "$tagger" export -f json --min-stories 100 news.db
expect 0 '' "$tagger" export --min-stories 1 --min-g2 0 --type person -f nodes.csv news.db
if grep -q 'organization' out; then fail 'an organization among persons'; fi
expect 0 '' "$tagger" export --min-stories 1 --min-g2 0 --around Snorkfabriek -f nodes.csv news.db
holds out 'Dirk Kaasplank'
if grep -q 'Gloofwerk' out; then fail 'somebody far away in the neighbourhood'; fi
expect 0 '' "$tagger" export --min-stories 1 --min-g2 0 --since 2021-10 -f edges.csv news.db
if grep -q 'gloof' out; then fail 'a link of August since October'; fi

# What is wrong with the command line, and output that is lost.
expect 2 "no format 'gefx'" "$tagger" export -f gefx news.db
expect 2 'name a folder with -o' "$tagger" export -f csv news.db
expect 2 '\-\-min-g2 cannot be' "$tagger" export --min-g2 -1 news.db
expect 2 'is no date' "$tagger" export --until tomorrow news.db
expect 4 "nobody is called 'Nobody'" "$tagger" export --around Nobody news.db
: >file
expect 1 'file: cannot make the folder\|file/graph.gexf: cannot write' \
    "$tagger" export --min-stories 1 --min-g2 0 -o file news.db
if [ -c /dev/full ]; then
    sh -c '"$1" export --min-stories 1 --min-g2 0 news.db >/dev/full' sh "$tagger" 2>err
    [ $? -eq 1 ] || fail 'lost output is no failure'
    holds err 'cannot write the output: No space left on device'
fi
finish
