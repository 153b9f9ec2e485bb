# shellcheck shell=sh disable=SC2034
# lib.sh — what the tests of the command line share. A test is called with the program; it
# sources this file, calls `expect` again and again, and ends with `finish`.
tagger=$1
tmp=$(mktemp -d) || exit 99
trap 'chmod -R u+rwx "$tmp"; rm -rf "$tmp"' EXIT
cd "$tmp" || exit 99
export NO_COLOR=1 LC_ALL=C
bad=0

# fail WORDS… — note a failure; the test goes on.
fail() {
    echo "FAILED: $*"
    bad=1
}

# expect STATUS MESSAGE COMMAND… — run the command with its output in out and err; it must end
# with STATUS, and MESSAGE (a basic regular expression) must stand in err exactly once. An
# empty MESSAGE: err must be empty.
expect() {
    want=$1 message=$2
    shift 2
    "$@" >out 2>err
    got=$?
    [ "$got" -eq "$want" ] || fail "$*: status $got, not $want: $(head -c 300 err)"
    if [ -z "$message" ]; then
        [ ! -s err ] || fail "$*: said: $(head -c 300 err)"
    else
        n=$(grep -c -e "$message" err)
        [ "$n" -eq 1 ] || fail "$*: '$message' said $n times: $(head -c 300 err)"
    fi
}

# holds FILE PATTERN — the pattern must stand in the file.
holds() {
    grep -q -e "$2" "$1" || fail "$1 does not hold '$2': $(head -c 300 "$1")"
}

finish() {
    exit $bad
}
