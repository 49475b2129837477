#!/usr/bin/env bash
# Names the source files that clang-format would change: format.sh [FILE...] (default: all).
set -euo pipefail
if [ "${1:-}" = --one ]; then
    formatted=$(clang-format --style=file --assume-filename="${2%.txt}.cpp" <"$2" && echo .)
    [ "$formatted" = "$(cat "$2" && echo .)" ] && exit 0
    echo "$2 is not as clang-format makes it: run ./dev format"
    exit 1
fi
here="$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
cd "$here/../.."
if [ $# -gt 0 ]; then
    printf '%s\0' "$@"
else
    git ls-files -z --cached --others --exclude-standard -- '*.cpp' '*.h' ':!tests/lint/planted'
fi | xargs -0 -r -n 1 -P "$(nproc)" "$here/format.sh" --one
