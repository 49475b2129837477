#!/usr/bin/env bash
# make_exports.sh PLUMBLINECTL FOLDER: what tests/peers/data holds, through a project and out again.
# Leaves FOLDER/FORMAT.SHAPE.jsonl for each TRL format, once with plain texts and once with conversations.
set -euo pipefail
ctl=$(readlink -f "${1:?usage: make_exports.sh PLUMBLINECTL FOLDER}")
mkdir -p "${2:?usage: make_exports.sh PLUMBLINECTL FOLDER}"
out=$(readlink -f "$2")
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/data"
formats=(trl-preference trl-preference-implicit trl-unpaired trl-prompt-completion)
for shape in standard conversational; do
    options=()
    [ "$shape" = conversational ] || options=(--text)
    for format in "${formats[@]}"; do
        project="$out/$format.$shape.plumb"
        "$ctl" new "$project"
        "$ctl" import "$project" "$format.$shape.jsonl" --format "$format"
        "$ctl" export "$project" --format "$format" --output "$out/$format.$shape.jsonl" "${options[@]}"
    done
done
