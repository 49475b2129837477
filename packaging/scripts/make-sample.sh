#!/usr/bin/env bash
# make-sample.sh DATA [PLUMBLINECTL]: makes resources/sample from the published data sets in the folder DATA
# (mt_bench, fine_grained_rlhf and sparse_feedback, as their authors published them). Needs python3 and zstd.
# The sample is committed; run this only to change what it holds.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

data=${1:?usage: make-sample.sh DATA [PLUMBLINECTL]}
ctl=${2:-build/dev/bin/plumblinectl}
out=resources/sample
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
project=$work/sample.plumb
mt=$data/mt_bench
sparse=$data/sparse_feedback

"$ctl" new "$project" --name "Sample project" --seed 7
# What people and GPT-4 have said already: history, nothing open.
"$ctl" import "$project" "$mt/question.jsonl" "$mt/reference_answer_gpt-4.jsonl" "$mt"/model_answer_original/*.jsonl \
    "$mt/human.jsonl" --format mt-bench --batch "MT-Bench pairs, people" --on-error stop
"$ctl" import "$project" "$mt/gpt4_pair.jsonl" --format mt-bench --batch "MT-Bench pairs, GPT-4" --on-error stop
"$ctl" import "$project" "$data/fine_grained_rlhf/dev_feedback.json" --format qa-feedback --batch "QA-Feedback" \
    --annotator "QA-Feedback annotators" --on-error stop
"$ctl" import "$project" "$sparse/feedback_ratings_sample_generation.csv" --format sparse-feedback \
    --batch "Sparse feedback, ratings" --annotator "GPT-3.5-turbo (sparse feedback)" --on-error stop
"$ctl" import "$project" "$sparse/feedback_rankings_sample_generation.csv" --format sparse-feedback \
    --batch "Sparse feedback, pairs" --annotator "GPT-3.5-turbo (sparse feedback)" --on-error stop

# What waits for the person who opens it.
"$ctl" export "$project" --format plumbline --output "$work/history.jsonl" --no-card
for kind in pairwise rating span; do
    "$ctl" schema builtin "$kind" >"$work/$kind.json"
done
python3 packaging/scripts/sample_open_items.py "$work/history.jsonl" "$work" >"$work/open.jsonl"
"$ctl" import "$project" "$work/open.jsonl" --format plumbline --on-error stop

"$ctl" check "$project"
"$ctl" info "$project"
"$ctl" export "$project" --format plumbline --output "$work/unnamed.jsonl" --no-card
python3 packaging/scripts/sample_sources.py <"$work/unnamed.jsonl" >"$work/named.jsonl"
"$ctl" new "$work/named.plumb"
"$ctl" import "$work/named.plumb" "$work/named.jsonl" --format plumbline --on-error stop
"$ctl" export "$work/named.plumb" --format plumbline --output "$work/sample.jsonl" --no-card
mkdir -p "$out"
zstd -q -19 -f "$work/sample.jsonl" -o "$out/sample.jsonl.zst"
install -m 644 "$mt/LICENSE" "$out/LICENSE.mt-bench"
install -m 644 "$data/fine_grained_rlhf/LICENSE" "$out/LICENSE.qa-feedback"
install -m 644 "$sparse/LICENSE" "$out/LICENSE.sparse-feedback"
ls -l "$out"
