#!/usr/bin/env python3
"""Says in a sample project (Plumbline JSONL on standard input) where each set is from, and that GPT-3.5-turbo is a judge.

The importers cannot know either: the files name neither their source nor who gave the ratings.
"""
import json
import sys

MT_BENCH = {"source": "MT-Bench, Zheng et al. 2023 (LMSYS)", "licence": "votes CC BY 4.0, answers Apache-2.0"}
QA_FEEDBACK = {"source": "QA-Feedback, Wu et al. 2023 (AI2)", "licence": "Apache-2.0"}
SPARSE = {"source": "Sparse feedback, Bansal et al. 2024", "licence": "MIT"}
SOURCES = (("MT-Bench", MT_BENCH), ("QA-Feedback", QA_FEEDBACK), ("Sparse feedback", SPARSE))
JUDGE = "GPT-3.5-turbo (sparse feedback)"

for line in sys.stdin:
    record = json.loads(line) if line.startswith(('{"type":"batch"', '{"type":"annotator"', '{"type":"project"')) else None
    if record is None:
        sys.stdout.write(line)
        continue
    if record["type"] == "batch":
        record["meta"] = next(meta for name, meta in SOURCES if record["name"].startswith(name))
    elif record["type"] == "annotator" and record["name"] == JUDGE:
        record["kind"] = "llm"
    elif record["type"] == "project":
        record["description"] = "MT-Bench, QA-Feedback and sparse feedback"
    sys.stdout.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
