#!/bin/sh
# man.sh — the manual pages have no errors, by mandoc or else groff; 77 = neither is here.
cd "$(dirname "$0")/../../docs/man" || exit 99
if command -v mandoc >/dev/null; then
    # The system's other manuals need not be installed where this runs.
    mandoc -Tlint -Wwarning ./*.[1-9] || exit 1
elif command -v groff >/dev/null; then
    for page in *.[1-9]; do
        said=$(groff -mandoc -Tutf8 -ww -z "$page" 2>&1) || exit 1
        [ -z "$said" ] || { echo "$page: $said"; exit 1; }
    done
else
    exit 77
fi
