#!/bin/sh
# house.sh — rules of the house that a search can check.
cd "$(dirname "$0")/../.." || exit 99
bad=0
none() { # none WHAT FOUND
    [ -z "$2" ] || { echo "$1:"; echo "$2"; bad=1; }
}
none "memory is taken by base/mem.c only" "$(grep -rnE --include='*.[ch]' \
    '[^_a-zA-Z](malloc|calloc|realloc|free|strdup|strndup)\(' tagger | grep -v '^tagger/base/mem\.[ch]:')"
none "only cli/ prints or exits" "$(grep -rnE --include='*.[ch]' \
    '[^_a-zA-Z](v?printf|v?fprintf|puts|fputs|putchar|perror|exit|abort)\(' tagger | grep -v '^tagger/cli/')"
none "numbers with a point are printed by base/number.c, and read by it" "$(grep -rnE --include='*.c' '[^_a-zA-Z]strto[dfl]+\(' tagger |
    grep -v '^tagger/cli/'; grep -rlE --include='*.c' '%[-+0-9.*]*[efg]' tagger | grep -v '^tagger/cli/' |
    xargs grep -nE '[^_a-zA-Z]v?snprintf\(')"
none "an enum holds no more than an int" "$(grep -rnE --include='*.[ch]' 'enum \{.*= U?INT(32|64)_(MAX|C)' tagger tests)"
none "over 600 lines" "$(find tagger tests tools bench examples -name '*.[ch]' -exec wc -l {} + |
    awk '$2 != "total" && $1 > 600')"
none "not UTF-8 with LF and a final end of line" "$(find tagger tests/unit tests/prop docs cmake examples \
    -type f ! -name '*.png' | while read -r f; do
        if grep -q "$(printf '\r')" "$f" || [ -n "$(tail -c1 "$f")" ]; then echo "$f"; fi
    done)"
# Each C block of the README is part of an example that is built and run.
none "not in examples/" "$(awk '/^```c$/ { on = 1; next } /^```/ { on = 0 } on' README.md |
    while IFS= read -r line; do
        grep -qxF -e "$line" examples/*.c || echo "$line"
    done)"
exit $bad
