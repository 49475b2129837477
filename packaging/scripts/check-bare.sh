#!/usr/bin/env bash
# check-bare.sh: the README's two commands on a fresh clone of HEAD in a bare Debian 12. Takes as long as a first build.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
if [ "$(id -u)" -ne 0 ]; then
    exec sudo --preserve-env=http_proxy,https_proxy "$0"
fi
# shellcheck source=packaging/scripts/debian-root.sh
source packaging/scripts/debian-root.sh

fresh_root
say "clone"
git clone --quiet --no-local . "$root/plumbline"
say "./dev run"
inside sh -c 'cd /plumbline && ./dev run'
[ -n "$(find "$root/plumbline/build/tour" -name '*.png' -size +10k | head -1)" ] || fail "./dev run left no picture"
[ -n "$(find "$root/plumbline/build/tour" -name '*.jsonl*' -size +0 | head -1)" ] || fail "./dev run left no data set"
say "./dev test"
inside sh -c 'cd /plumbline && ./dev test'
say "a fresh clone runs and passes its tests in a bare Debian 12"
