#!/bin/sh
# topics.sh — the topic gold of corpus/topics: each line well formed, its ids in mediatopics.tsv, no id twice,
# and for each top-level topic the articles that corpus/README.md promises. The articles to write terms by, in
# corpus/topics/dev, and to learn from, in corpus/topics/train, have the same form.
cd "$(dirname "$0")/../.." || exit 99
gaz=gazetteers/topics/mediatopics.tsv
bad=0
for file in corpus/topics/*.jsonl corpus/topics/dev/*.jsonl corpus/topics/train/*.jsonl; do
    lang=$(basename "$file" .jsonl)
    case $file in
    */dev/* | */train/en.jsonl) want=5 ;;
    */en.jsonl) want=10 ;;
    *) want=3 ;;
    esac
    awk -v lang="$lang" -v want="$want" '
    function fail(what) { printf "%s:%d: %s\n", FILENAME, FNR, what; bad = 1 }
    # Take the next field off the line: its key, then a value that fits the pattern.
    function take(key, pattern, end) {
        if (index(rest, "\"" key "\": ") != 1) { fail("no \"" key "\" in its place"); return "" }
        rest = substr(rest, length(key) + 5)
        if (!match(rest, "^" pattern)) { fail("bad value of \"" key "\""); return "" }
        end = substr(rest, 1, RLENGTH)
        rest = substr(rest, RLENGTH + 1)
        if (substr(rest, 1, 2) == ", ") rest = substr(rest, 3)
        return end
    }
    function ids(text, out) { gsub(/[]["]/, "", text); return split(text, out, ", ") }
    BEGIN {
        string = "\"([^\"\\\\]|\\\\[\"\\\\n])*\""
        list = "\\[(\"[0-9]+\"(, \"[0-9]+\")*)?\\]"
    }
    FNR == NR { # the concepts: level 1 has no parent, level 2 a parent of level 1
        split($0, f, "\t")
        sub(/^medtop:/, "", f[1]); sub(/^medtop:/, "", f[2])
        if (f[1] ~ /^[0-9]+$/) parent[f[1]] = f[2]
        next
    }
    {
        rest = substr($0, 2)
        id = take("id", string)
        if (seen[id]++) fail("id twice: " id)
        if (id !~ ("^\"" lang "-[a-z0-9-]+\"$")) fail("bad id: " id)
        if (take("lang", string) != "\"" lang "\"") fail("not the language of the file")
        words = take("title", string) " "
        if (length(words) < 10) fail("no title")
        words = words take("text", string)
        gsub(/\\n/, " ", words)
        n = split(words, f, " ")
        if (n < 50 || n > 180) fail(n " words")
        split("", top)
        if (ids(take("topics", list), f) != 1) fail("not one main topic")
        main[f[1]]++
        top[f[1]] = 1
        n = ids(take("also", list), f)
        for (i = 1; i <= n; i++) if (top[f[i]]++) fail("topic twice: " f[i])
        for (t in top) if (!(t in parent) || parent[t] != "") fail("not a top-level topic: " t)
        if (take("native", list) != "[]") fail("\"native\" is for the labels of a foreign source")
        split("", twice)
        n = ids(take("topics2", list), f)
        for (i = 1; i <= n; i++) {
            if (!(f[i] in parent) || !(parent[f[i]] in top)) fail("not under a topic of the article: " f[i])
            if (twice[f[i]]++) fail("topic twice: " f[i])
            deep[f[i]]++
        }
        if (rest != "}") fail("more than the known fields")
        docs++
    }
    END {
        for (t in parent) {
            if (parent[t] == "" && main[t] < want) { printf "%s: %d of %d articles on %s\n", FILENAME, main[t], want, t; bad = 1 }
            if (lang == "en" && parent[t] != "" && parent[parent[t]] == "" && !deep[t]) { printf "%s: no article on %s\n", FILENAME, t; bad = 1 }
        }
        exit bad || !docs
    }' "$gaz" "$file" || bad=1
done
exit $bad
