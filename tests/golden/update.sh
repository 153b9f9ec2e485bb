#!/bin/sh
# update.sh BUILD_DIR — write what the program says now into every golden case; review the diff.
cd "$(dirname "$0")/../.." || exit 99
UPDATE=1 ctest --test-dir "${1:-build/dev}" -L golden
git diff --stat -- tests/golden
