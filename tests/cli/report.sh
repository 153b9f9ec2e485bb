#!/bin/sh
# A report is whole: every link inside it leads somewhere, hostile names and addresses stay text,
# and the same database gives the same bytes.
data=$(cd "$(dirname "$0")/graph" && pwd)
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir -p lists/people
{
    head -n 1 "$data/lists/people/people.tsv"
    printf 'x:%s\t%s\t\t\t\tBE\t\t\t1\town\t\t\t\t\n' 1 '<script>alert</script> & "Sons"'
} >lists/people/hostile.tsv
cat "$data/news.jsonl" - >news.jsonl <<'END'
{"url":"javascript:alert(1)","date":"2021-10-03","title":"</title><script>alert(2)</script>","text":"On Sunday <script>alert</script> & \"Sons\" met Ada Zwembak in a field."}
{"url":"http://news.example/x?a=1&b=\"2\"","date":"2021-10-04","title":"A \"field\" & more","text":"On Monday <script>alert</script> & \"Sons\" met Ada Zwembak in a field again, and nobody knows why."}
END
expect 0 '' "$tagger" add --lists "$data/lists" --lists lists --weights "$data/weights.tsv" news.db news.jsonl
expect 0 '' "$tagger" report news.db -o one
expect 0 '' "$tagger" report -o two news.db
diff -r one two >out || fail "two reports differ: $(head -c 300 out)"

# Every file and every place that a page names is there.
for page in one/*.html one/*/*.html; do
    folder=$(dirname "$page")
    grep -o '\(href\|src\)="[^"]*"' "$page" | sed 's/^[a-z]*="//; s/"$//' | sort -u |
        grep -v '^https\{0,1\}://' | while IFS= read -r link; do
        file=${link%%#*}
        place=${link#"$file"}
        target=$folder/$file
        [ -n "$file" ] || target=$page
        if [ ! -f "$target" ]; then
            echo "$page: $link: no such file"
        elif [ -n "$place" ] && ! grep -q "id=\"${place#\#}\"" "$target"; then
            echo "$page: $link: no such place"
        fi
    done
done >out
[ ! -s out ] || fail "links lead nowhere: $(head -n 5 out)"
grep -o '"[a-z]*/*[a-z0-9-]*\.html' one/search.js | tr -d '"' | sort -u | while IFS= read -r file; do
    [ -f "one/$file" ] || echo "$file"
done >out
[ ! -s out ] || fail "the search box leads nowhere: $(head -n 5 out)"

# Hostile names, titles and addresses.
holds one/index.html '&lt;script&gt;alert&lt;/script&gt; &amp; &quot;Sons&quot;'
holds one/documents.html '&lt;/title&gt;&lt;script&gt;alert(2)'
holds one/documents.html 'href="http://news.example/x?a=1&amp;b=&quot;2&quot;"'
if grep -rl '<script>' one | grep -v '\.js$' >out; then fail "a script: $(cat out)"; fi
if grep -rl 'href="javascript:' one >out; then fail "an address that runs: $(cat out)"; fi
find one -type f | grep -v '^one/\([a-z]*/\)\{0,1\}[a-z0-9-]*\.[a-z]*$' >out
[ ! -s out ] || fail "odd file names: $(cat out)"

# What a reader looks for.
holds one/index.html 'Ada Zwembak'
holds one/network.html '<circle'
ada=$(ls one/entity/ada-zwembak-*.html)
holds "$ada" 'class="bars"'
holds "$ada" '<blockquote>'

# Fewer pages, wrong command lines, output that is lost.
expect 0 '' "$tagger" report --top 1 -o few news.db
[ "$(ls few/entity | wc -l)" -eq 1 ] || fail 'more pages than asked for'
expect 2 'name a folder with -o' "$tagger" report news.db
expect 2 'name one database' "$tagger" report -o out.d news.db more.db
expect 1 'missing.db' "$tagger" report -o out.d missing.db
[ ! -e out.d ] || fail 'a folder for a database that is not there'
: >file
expect 1 'file/site.css: cannot write' "$tagger" report -o file news.db
expect 1 'no/where: cannot make the folder' "$tagger" report -o no/where news.db
if [ -c /dev/full ]; then
    mkdir full && ln -s /dev/full full/search.js
    expect 1 'full/search.js: cannot write: No space left on device' "$tagger" report -o full news.db
fi
finish
