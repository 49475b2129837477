#!/usr/bin/env bash
# docs/dependencies.md must show the table of packaging/packages.txt. With --write, puts it there.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
page=docs/dependencies.md

with_table() {
    awk '/^<!-- packages: begin -->$/ { print; print ""; while (("packaging/scripts/packages.sh table" | getline line) > 0) print line
                                        print ""; skipping = 1 }
         /^<!-- packages: end -->$/ { skipping = 0 }
         !skipping && !/^<!-- packages: begin -->$/ { print }' "$page"
}

if [ "${1:-}" = --write ]; then
    table=$(with_table)
    printf '%s\n' "$table" >"$page"
else
    diff <(with_table) "$page" || { echo "Run tests/lint/dependencies.sh --write" >&2; exit 1; }
fi
