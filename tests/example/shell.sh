#!/bin/sh
# shell.sh TAGGER FILE — run the ```sh blocks of a Markdown file (.md), or the literal examples of a
# manual page, one after the other in a folder with article.txt and articles/. Each must succeed.
set -u
program=$1
file=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/bin" "$tmp/work" "$tmp/work/articles" && ln -s "$program" "$tmp/bin/tagger" || exit 99
cp "$root"/tests/example/article.txt "$tmp/work/"
cp "$root"/tests/example/*.txt "$tmp/work/articles/"
cp "$root"/tests/example/dump.jsonl "$tmp/work/"
PATH=$tmp/bin:$PATH
export PATH LC_ALL=C.UTF-8 NO_COLOR=1

case $file in
*.md) awk '/^```/ { on = !on && $0 == "```sh"; next } on' "$file" ;;
*) awk '/^\.Bd -literal/ { on = 1; next } /^\.Ed/ { on = 0 } on' "$file" ;;
esac >"$tmp/commands"
[ -s "$tmp/commands" ] || { echo "$file: no examples"; exit 1; }

cd "$tmp/work" || exit 99
bad=0
n=0
while IFS= read -r command; do
    n=$((n + 1))
    if ! sh -c "$command" >"$tmp/out" 2>&1 </dev/null; then
        echo "$file: failed: $command"
        cat "$tmp/out"
        bad=1
    fi
done <"$tmp/commands"
echo "$n commands"
exit $bad
