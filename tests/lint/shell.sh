#!/usr/bin/env bash
# ShellCheck over every shell script: shell.sh [FILE...] (default: all).
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
if [ $# -gt 0 ]; then
    shellcheck -x "$@"
else
    {
        printf 'dev\0.ci/run\0'
        git ls-files -z --cached --others --exclude-standard -- '*.sh' ':!tests/lint/planted'
    } | xargs -0 shellcheck -x
fi
