#!/bin/sh
# A line of 100 MB over --max-doc is refused while memory stays flat. (Sanitizers reserve
# address space by the terabyte, so the limit on it is left out under them.)
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
long() {
    printf '{"text":"One."}\n{"text":"'
    head -c 100000000 /dev/zero | tr '\0' x
    printf '"}\n{"text":"Three."}\n'
}
cat >run <<'RUN'
[ -n "$2" ] || ulimit -v 300000
exec "$1" tag -f jsonl -j1 --max-doc 1M -
RUN
long | sh run "$tagger" "${TAGGER_SANITIZE:-}" >out 2>err
got=$?
[ $got -eq 3 ] || fail "status $got, not 3: $(head -c 300 err)"
[ "$(grep -c 'standard input:2: longer than 1048576 bytes' err)" -eq 1 ] || fail "said: $(head -c 300 err)"
[ "$(wc -l <out)" -eq 3 ] || fail 'the other lines were not read'
holds out '"text":"Three."'
finish
