#!/bin/sh
# Input that cannot be read, or not wholly: one clear message each, the right exit code, and
# the rest of the run goes on.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
printf 'Warning from Brussels\n\nThe minister spoke.\n' >good.txt

# Missing: alone nothing can be done; among others the rest is.
expect 1 'no.txt: cannot open: No such file' "$tagger" tag no.txt
expect 3 'no.txt: cannot open: No such file' "$tagger" tag -f jsonl no.txt good.txt
holds out '"id":null,"error":{"text":"cannot open: No such file or directory","file":"no.txt"'
holds out '"id":"good.txt"'

# Unreadable. Nothing is unreadable for root, so root steps down.
cp good.txt secret.txt
chmod 000 secret.txt
if [ "$(id -u)" -ne 0 ]; then
    expect 1 'secret.txt: cannot open: Permission denied' "$tagger" tag secret.txt
elif command -v setpriv >/dev/null && cp "$tagger" ./copy 2>/dev/null; then
    chmod 755 . copy
    expect 1 'secret.txt: cannot open: Permission denied' \
        setpriv --reuid=65534 --regid=65534 --clear-groups ./copy tag secret.txt
fi

# Folders: one with nothing; one with a file we do not take for an article.
mkdir empty other
cp good.txt other/picture.jpg
expect 1 'empty: the folder holds no text or JSON files' "$tagger" tag empty
expect 1 'other: the folder holds no text or JSON files' "$tagger" tag other
expect 3 'empty: the folder holds no text' "$tagger" tag empty good.txt
mkdir -p news/b
cp good.txt news/b/2.txt
cp good.txt news/1.txt
cp good.txt news/picture.jpg
expect 0 '1 file in folders passed over' "$tagger" tag -f jsonl news
[ "$(sed 's/^{"schema":1,"id":"\([^"]*\)".*/\1/' out | tr '\n' ' ')" = 'news/1.txt news/b/2.txt ' ] ||
    fail "a folder is not read in the order of its paths"

# A link to a folder may lead into a circle: it is told, not followed.
mkdir tied
cp good.txt tied/good.txt
ln -s ../news tied/more
expect 0 '1 link to a folder not followed' "$tagger" tag -f jsonl tied
[ "$(wc -l <out)" -eq 1 ] || fail 'a link to a folder is followed'

# A folder in it that cannot be listed is told, a pipe in it is no article, and the rest is read.
mkdir news/locked
cp good.txt news/B.TXT
mkfifo news/pipe.txt
chmod 000 news/locked
chmod 755 . news news/b
set -- "$tagger"
if [ "$(id -u)" -eq 0 ]; then
    set --
    [ ! -x ./copy ] || set -- setpriv --reuid=65534 --regid=65534 --clear-groups ./copy
fi
if [ $# -gt 0 ]; then
    expect 3 'news/locked: cannot open: Permission denied' "$@" tag -f jsonl news
    [ "$(sed 's/^{"schema":1,"id":"*\([^",]*\).*/\1/' out | tr '\n' ' ')" = \
        'news/1.txt news/B.TXT news/b/2.txt null ' ] || fail 'the rest of a folder is not read'
fi

# Empty: an empty document and no failure.
: >empty.txt
expect 0 '' "$tagger" tag -f jsonl empty.txt
holds out '"text":"",.*"ents":\[\]'

# Binary: NUL bytes in more than a hundredth, or among them many other controls.
head -c 4096 /dev/zero >binary.txt
expect 3 'binary.txt: .*[Bb]inary' "$tagger" tag binary.txt
expect 3 'binary.txt: .*[Bb]inary' "$tagger" tag -f jsonl binary.txt good.txt
holds out '"error":{"text":'

i=0
while [ $i -lt 200 ]; do
    printf 'x\001\002\003y words that are none \304\377'
    i=$((i + 1))
done >packed.txt
printf '\000' >>packed.txt
expect 3 'packed.txt: .*[Bb]inary' "$tagger" tag packed.txt

# A NUL in a long text and ill-formed UTF-8 are no failure: they are told in the record.
{ cat good.txt good.txt good.txt good.txt good.txt; printf 'a\000b caf\351 \377\n'; } >odd.txt
expect 0 '' "$tagger" tag -f jsonl odd.txt
holds out '"encoding":"windows-1252"'

# Too long: refused, and said so.
expect 3 'good.txt: .*longer than 10 bytes' "$tagger" tag --max-doc 10 good.txt

# Compressed, and an array: what to do is said.
printf '\037\213\010\000' >dump.jsonl.gz
expect 1 'dump.jsonl.gz: .*zcat' "$tagger" tag dump.jsonl.gz
printf '[\n{"text":"x"}]' >dump.json
expect 1 "dump.json: .*jq -c" "$tagger" tag dump.json

# A broken JSON line: place and reason, and the next line is read.
printf '{"text":"One."}\n{"text":"Two.",}\n{"title":"x"}\n\n{"id":7,"text":"Three."}\n' >mixed.jsonl
expect 3 'mixed.jsonl:2:16: broken JSON: a name in quotes was expected' "$tagger" tag -f jsonl mixed.jsonl
holds err 'mixed.jsonl:3: no field holds the text; name it with --map'
holds out '"error":{"text":"broken JSON: .*"file":"mixed.jsonl","line":2,"column":16}'
holds out '"id":"7",.*"text":"Three."'
[ "$(wc -l <out)" -eq 4 ] || fail 'not one record a line of input'
printf '{"text":"cut' >cut.jsonl
expect 3 'cut.jsonl:1:13: broken JSON: the line ends' "$tagger" tag cut.jsonl

# The same id twice is fine.
printf '{"id":"a","text":"One."}\n{"id":"a","text":"Two."}\n' >twice.jsonl
expect 0 '' "$tagger" tag -f jsonl twice.jsonl

# In Windows-1252 the title and the caller's fields are read like the text.
printf '{"title":"Caf\351","text":"One.","author":"Andr\351"}\n' >latin.jsonl
expect 0 '' "$tagger" tag -f jsonl latin.jsonl
holds out '"title":"Café".*"encoding":"windows-1252".*"warnings":\[\],"author":"André"}$'

# The caller's own fields come through byte for byte.
printf '{"text":"One.","n":[1, 2.50,"\\u00e9"],"ents":null,"date":"x"}\n' >own.jsonl
expect 0 '' "$tagger" tag -f jsonl own.jsonl
holds out ',"n":\[1, 2.50,"\\u00e9"\],"input.ents":null,"input.date":"x"}$'

# Names of files by standard input, each ended by a NUL.
printf 'good.txt\000no.txt\000' >names
expect 3 'no.txt: cannot open' sh -c '"$1" tag -f jsonl --null <names' sh "$tagger"
holds out '"id":"good.txt"'

# What is wrong with the command line.
expect 2 "no option '--fromat'; did you mean --format?" "$tagger" tag --fromat jsonl good.txt
expect 2 "no type 'persona'" "$tagger" tag --types persona good.txt
expect 2 "no field 'boddy' to map" "$tagger" tag --map boddy=x good.txt
expect 2 '\-o goes with -f brat' "$tagger" tag -o dir good.txt
expect 2 "no verb 'tga'; did you mean tag?" "$tagger" tga good.txt
expect 1 'no-such-list' "$tagger" tag --lists no-such-list good.txt
expect 4 'no such place' "$tagger" explain --span Nowhere good.txt
finish
