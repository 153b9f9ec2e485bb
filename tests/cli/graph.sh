#!/bin/sh
# A database is filled, interrupted, killed, filled up, handed on and asked: nothing that was
# committed is lost, and adding twice is adding once. The names are those of graph/lists, the
# weights say that a name in a list is a name, so trained weights may change as they like.
data=$(cd "$(dirname "$0")/graph" && pwd)
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
cp "$data/news.jsonl" .

# add ARGUMENTS… — tagger add with the lists and weights of the test.
add() {
    "$tagger" add --lists "$data/lists" --weights "$data/weights.tsv" "$@"
}

# every QUESTION of a database, in one file.
ask_all() {
    for question in "top --limit 100" "related 'Ada Zwembak'" "related Snorkfabriek" "find Zwembak" \
        "evidence 'Ada Zwembak' 'Partij Paraplu'" "path Gloofwerk Snorkfabriek" \
        "timeline 'Ada Zwembak'" "search soup" "related --since 2021-08 --json Zwembak" \
        "export gexf" "export json"; do
        case $question in
        export*) eval "\"\$tagger\" export '$1' -f ${question#export }" ;;
        *) eval "\"\$tagger\" ${question%% *} '$1' ${question#* }" ;;
        esac
        echo "= $?"
    done 2>&1
}

# Once, twice, taken out and put back, in another order: the same answers.
expect 0 '' add news.db news.jsonl
holds out '7 added, 0 unchanged, 0 failed'
holds out '7 documents, 6 stories'
ask_all news.db >once
if grep -q 'nobody is called' once; then fail "names were not found: $(grep nobody once)"; fi
expect 0 '' add news.db news.jsonl
holds out '0 added, 7 unchanged, 0 failed'
ask_all news.db >twice
diff once twice || fail 'adding twice changes the answers'
expect 0 '' "$tagger" remove news.db http://news.example/1 http://news.example/4
holds out '5 documents, 5 stories'
expect 0 '' add news.db news.jsonl
holds out '2 added, 5 unchanged'
ask_all news.db >again
diff once again || fail 'removing and adding again changes the answers'
sed '1!G;h;$!d' news.jsonl >backwards.jsonl
expect 0 '' add -j3 other.db backwards.jsonl
ask_all other.db | sed 's/other\.db/news.db/g' >other
diff once other || fail 'the order of input changes the answers'
expect 0 '' "$tagger" link news.db
ask_all news.db >linked
diff once linked || fail 'linking again changes the answers'
expect 0 '' "$tagger" link --whole news.db
holds out '7 documents, 6 stories'
ask_all news.db >linked
diff once linked || fail 'linking the whole changes the answers'

# An address says which article it is, with or without "https:", whatever the file is called.
for url in https://news.example/9 news.example/9; do
    printf '{"url":"%s","text":"Ada Zwembak met Dirk Kaasplank on Monday."}\n' $url >"first.jsonl"
    cp first.jsonl second.jsonl
    expect 0 '' add address.db first.jsonl
    holds out '1 added, 0 unchanged, 0 failed'
    expect 0 '' add address.db second.jsonl
    holds out '0 added, 1 unchanged, 0 failed'
    sed 's/Monday/Friday/' first.jsonl >third.jsonl
    expect 0 '' add address.db third.jsonl
    holds out '1 added, 0 unchanged, 0 failed'
    holds out '1 document,'
    expect 0 '' "$tagger" remove address.db $url
done

# One by one, linked after each; one goes and comes, one comes in another version.
i=1
while [ $i -le 7 ]; do
    sed -n ${i}p news.jsonl >one.jsonl
    add step.db one.jsonl >out 2>err || fail "article $i: $(cat err)"
    [ $i -ne 5 ] || "$tagger" remove step.db http://news.example/1 >out 2>err
    i=$((i + 1))
done
sed '2s/"text":"/"text":"Dirk Kaasplank was not there. /' news.jsonl >newer.jsonl
expect 0 '' add step.db newer.jsonl
expect 0 '' add step.db news.jsonl
ask_all step.db | sed 's/step\.db/news.db/g' >step
diff once step || fail 'links made step by step are others'

# A new version of an article takes the place of the old; other options tag anew.
sed 's/Cleo Vuurtoring sang/Nobody sang/' news.jsonl >newer.jsonl
expect 0 '' add news.db newer.jsonl
holds out '2 added, 5 unchanged'
expect 4 "nobody is called 'Vuurtoring'" "$tagger" find news.db Vuurtoring
expect 0 '' add --types person news.db newer.jsonl
holds out '7 added'
expect 0 '' add news.db news.jsonl
holds out '7 added'
ask_all news.db >back
diff once back || fail 'going there and back changes the answers'

# Removing what is not there.
expect 4 'nowhere: no such document' "$tagger" remove news.db nowhere
expect 3 'nowhere: no such document' "$tagger" remove other.db nowhere http://news.example/5

# Links that are out of date are told, and brought up to date by the next add.
expect 0 '' add --no-link late.db news.jsonl
holds out 'the links are out of date'
expect 0 "the links are older than the documents; run 'tagger link late.db'" \
    "$tagger" find late.db Zwembak
expect 0 '' add late.db news.jsonl
holds out '0 added, 7 unchanged'
ask_all late.db | sed 's/late\.db/news.db/g' >late
diff once late || fail 'links made later are others'

# Bad articles do not stop a batch.
printf '{"url":"u","text":"cut' | cat news.jsonl - >cut.jsonl
expect 3 'cut.jsonl:8:[0-9]*: broken JSON' add cut.db cut.jsonl
holds out '7 added, 0 unchanged, 1 failed'
expect 1 'no.jsonl: cannot open' add cut.db no.jsonl

# What is no database of ours is left alone.
expect 1 'missing.db: no such database' "$tagger" find missing.db x
printf 'Dear diary, this is no database at all, and it must stay what it is.\n' >text.db
cp text.db text.copy
expect 1 'text.db: not a database' add text.db news.jsonl
cmp -s text.db text.copy || fail 'a foreign file was changed'
mkdir folder.db
expect 1 'folder.db: a directory, not a database' add folder.db news.jsonl
if command -v sqlite3 >/dev/null; then
    sqlite3 foreign.db 'CREATE TABLE t(x); INSERT INTO t VALUES (1)'
    cp foreign.db foreign.copy
    expect 1 'foreign.db: not a graph database of tagger' add foreign.db news.jsonl
    expect 1 'foreign.db: not a graph database of tagger' "$tagger" top foreign.db
    cmp -s foreign.db foreign.copy || fail "another program's database was changed"
    cp news.db future.db
    sqlite3 future.db 'PRAGMA user_version = 99'
    expect 1 'future.db: schema version 99, this program knows 3' "$tagger" top future.db
else
    echo 'SKIPPED: foreign and future databases: no sqlite3'
fi
if [ "$(id -u)" -ne 0 ]; then
    cp news.db read-only.db
    chmod 444 read-only.db
    expect 1 'read-only.db: the database is read-only' add read-only.db newer.jsonl
    expect 0 '' "$tagger" top read-only.db
fi

# What is no file would be gone with the program.
for name in '' ':memory:'; do
    expect 2 "'$name' is no name for a database file" add "$name" news.jsonl
done

# Two that begin a database at once, each with its part of it.
head -n 3 news.jsonl >part.jsonl
tail -n +4 news.jsonl >rest.jsonl
for round in 1 2 3; do
    add "both$round.db" part.jsonl >out1 2>err1 &
    pid=$!
    add "both$round.db" rest.jsonl >out 2>err || fail "two at once: $(cat err)"
    wait $pid || fail "two at once: $(cat err1)"
    add "both$round.db" news.jsonl >out 2>err || fail "after two at once: $(cat err)"
    holds out '^0 added'
done

# A signal: 130, and what was committed is there; then the same command goes on.
mkfifo pipe
"$tagger" add --lists "$data/lists" --weights "$data/weights.tsv" int.db - <pipe >out 2>err &
pid=$!
exec 3>pipe
head -n 3 news.jsonl >&3
waited=0
while [ ! -s int.db ] && [ $waited -lt 100 ]; do
    sleep 0.1
    waited=$((waited + 1))
done
sleep 0.5
kill -TERM $pid
wait $pid
got=$?
exec 3>&-
[ $got -eq 130 ] || fail "an interrupted add: status $got, not 130: $(cat err)"
holds out '3 added, 0 unchanged'
expect 0 '' add int.db news.jsonl
holds out '4 added, 3 unchanged'

# A kill: the database opens, and the same command goes on.
i=0
while [ $i -lt 2500 ]; do
    echo "{\"url\":\"k$i\",\"date\":\"2021-07-31\",\"text\":\"Ada Zwembak told story $i to Gloofwerk, number $i of many.\"}"
    i=$((i + 1))
done >many.jsonl
"$tagger" add --lists "$data/lists" --weights "$data/weights.tsv" kill.db - <pipe >out 2>err &
pid=$!
exec 3>pipe
cat many.jsonl >&3
waited=0
while [ ! -s kill.db-wal ] && [ $waited -lt 100 ]; do
    sleep 0.1
    waited=$((waited + 1))
done
kill -KILL $pid
wait $pid 2>/dev/null
exec 3>&-
"$tagger" find kill.db Zwembak >out 2>err
add kill.db many.jsonl >out 2>err || fail "no go after a kill: $(cat err)"
holds out '2500 documents'
[ ! -e kill.db-wal ] || fail 'a database at rest is more than one file'
add whole.db many.jsonl >out 2>err
ask_all kill.db >killed
ask_all whole.db | sed 's/whole\.db/kill.db/g' >whole
diff killed whole || fail 'a killed run is told from a whole one'

# A killed link, early or late: nothing is lost, and the next one makes what one in peace makes.
mkdir first
head -n 2200 many.jsonl >first/many.jsonl
(cd first && add ../dead.db many.jsonl) >out 2>err || fail "$(cat err)"
add --no-link dead.db many.jsonl >out 2>err || fail "$(cat err)"
holds out '300 added, 2200 unchanged'
for delay in 0 0.02 0.05 0.1 0.2; do
    cp dead.db late.db
    "$tagger" link late.db >out 2>err &
    pid=$!
    sleep $delay
    kill -KILL $pid 2>/dev/null
    wait $pid 2>/dev/null
    expect 0 '' "$tagger" link late.db
    holds out '2500 documents'
    ask_all late.db | sed 's/late\.db/kill.db/g' >linked
    diff linked whole || fail "a link killed after $delay s is told from a whole one"
done

# A full disk: said, ended with 1, and what was committed is there.
mkdir small
if unshare -rm true 2>/dev/null; then
    cat >full.sh <<'END'
mount -t tmpfs -o size=1m none small || exit 77
"$@" small/full.db many.jsonl >out 2>err
echo $? >status
rm -f small/full.db-*.tmp
cp small/full.db* .
END
    unshare -rm sh full.sh "$tagger" add --lists "$data/lists" --weights "$data/weights.tsv"
    if [ -e status ]; then
        [ "$(cat status)" -eq 1 ] || fail "a full disk: status $(cat status): $(cat err)"
        holds err 'full.db: the disk is full'
        expect 0 '' add full.db many.jsonl
        holds out '2500 documents'
    else
        echo 'SKIPPED: a full disk: no tmpfs'
    fi
else
    echo 'SKIPPED: a full disk: no namespaces'
fi
rm -rf small

# What is wrong with the command line.
expect 2 'name one database' "$tagger" link
expect 2 'name the database and the documents' "$tagger" remove news.db
expect 2 'usage: tagger find' "$tagger" find
expect 2 'it wants .*DB NAME NAME' "$tagger" evidence news.db one
expect 2 "'yesterday' is no date" "$tagger" top --since yesterday news.db
expect 2 "'2021-13' is no date" "$tagger" top --since 2021-13 news.db
expect 2 "'2021-07-00' is no date" "$tagger" top --until 2021-07-00 news.db
expect 2 'either --json or --csv' "$tagger" top --json --csv news.db
expect 2 "no option '--by'" "$tagger" timeline --by g2 news.db x
expect 2 "no option '--topi'; did you mean --topic?" "$tagger" top --topi x news.db

# A slip of the pen.
expect 4 "nobody is called 'Zwenbak'; did you mean Ada Zwembak (person)?" \
    "$tagger" related news.db Zwenbak
expect 4 'nothing found' "$tagger" evidence --json news.db Kaasplank Gloofwerk
[ "$(cat out)" = '[]' ] || fail 'no rows are no JSON'

# One was called by the surname alone; the other bears it too. All have a card, a question is about the first.
cat >brothers.jsonl <<'EOF'
{"id":"b1","lang":"en","text":"Mayor Gareth Zwembak spoke at length in Leeds on Monday. Zwembak left early.\n"}
{"id":"b2","lang":"en","text":"On Tuesday Simon Zwembak, a former chief executive of the National Housing Federation, spoke in Leeds.\n"}
EOF
expect 0 '' "$tagger" add brothers.db brothers.jsonl
expect 0 '' "$tagger" find brothers.db zwembak
[ "$(grep -c '^[GS].*(person' out)" -eq 2 ] || fail 'a surname finds one of its two bearers'
[ ! -s err ] || fail "find says which one it takes: $(cat err)"
expect 0 "'zwembak' may be several; the first is taken: Gareth" "$tagger" related brothers.db zwembak
expect 0 '' "$tagger" relations brothers.db Simon
holds out '^Simon Zwembak holds_role former chief executive, National Housing Federation  '

# Words: articles, and who is named in them.
expect 0 '' "$tagger" search news.db 'soup left'
holds out '^2021-09-04  Party day  http://other.example/4b$'
holds out 'nobody \[left\] before the \[soup\]'
holds out '^Cleo Vuurtoring (person)  1 story$'
expect 0 '' "$tagger" search --named --csv news.db soup
[ "$(head -n 2 out)" = "name,type,stories
Ada Zwembak,person,1" ] || fail "other facets: $(cat out)"
expect 0 '' "$tagger" search --since 2021-09 --json news.db soup
[ "$(grep -c '"uri"' out)" -eq 2 ] || fail "other articles: $(cat out)"
expect 0 '' "$tagger" search news.db '"no cheese" told'
expect 4 'nothing found' "$tagger" search news.db '"cheese no"'
expect 4 "no article is about 'astrology'" "$tagger" search --topic astrology news.db soup
expect 0 '' "$tagger" timeline --since 2021-08 --until 2021-08-31 news.db Zwembak
[ "$(cat out)" = '2021-08  1 story, 500.00 in 1000' ] || fail "another timeline: $(cat out)"

# Output that is lost.
if [ -c /dev/full ]; then
    sh -c '"$1" top news.db >/dev/full' sh "$tagger" 2>err
    [ $? -eq 1 ] || fail 'lost output is no failure'
    holds err 'cannot write the output: No space left on device'
fi
finish
