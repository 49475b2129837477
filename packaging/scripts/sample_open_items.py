#!/usr/bin/env python3
"""Writes the open items of the sample project as Plumbline JSONL: sample_open_items.py HISTORY SCHEMAS

HISTORY is the history as Plumbline JSONL, SCHEMAS a folder with pairwise.json, rating.json and span.json. The choice
depends on the texts alone, so the same history gives the same items.
"""

import hashlib
import json
import pathlib
import sys
from collections import defaultdict

CREATED_AT = "2026-01-15T09:00:00.000Z"
PAIRS, SPANS = 120, 60
PINNED_PAIR_PLACE = 3
PINNED_SPAN_PLACE = 2


def key(line):
    """A shuffle that every run repeats."""
    return hashlib.sha256(("sample 7 " + line["uid"]).encode()).hexdigest()


def text_of(line):
    return " ".join(message["content"] for message in line["prompt"]["messages"])


def models(line):
    return {response.get("model", "") for response in line["responses"]}


def pairs(items, votes):
    """The pairs with fewest votes, each category in turn; one known pair early on."""
    groups = defaultdict(list)
    pinned = None
    for line in items:
        turns = len(line["responses"][0].get("turns", [0]))
        if models(line) == {"claude-v1", "gpt-4"} and turns == 2 and "bustling marketplace" in text_of(line):
            pinned = line
        else:
            groups[line["prompt"].get("category", "")].append(line)
    for group in groups.values():
        group.sort(key=lambda line: (votes[line["uid"]], key(line)))
    chosen = []
    for row in zip(*(groups[name] for name in sorted(groups))):
        chosen.extend(row)
    chosen = chosen[: PAIRS - 1]
    chosen.insert(PINNED_PAIR_PLACE, pinned)
    return chosen


def spans(items):
    """Questions with their passages and the second prediction, which nobody has marked yet."""
    pinned = next(line for line in items if "secretary general of the un from" in text_of(line).lower())
    rest = sorted((line for line in items if line is not pinned), key=key)[: SPANS - 1]
    rest.insert(PINNED_SPAN_PLACE, pinned)
    return [{**line, "responses": line["responses"][1:2]} for line in rest]


def ratings(items):
    """The responses to one instruction side by side."""
    groups = {}
    for line in items:
        name = json.dumps(line["prompt"], sort_keys=True)
        known = groups.setdefault(name, {**line, "responses": []})
        if line["responses"][0] not in known["responses"]:
            known["responses"].append(line["responses"][0])
    return [line for line in groups.values() if len(line["responses"]) > 1]


def main():
    history, schemas = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    items, votes = defaultdict(list), defaultdict(int)
    with history.open(encoding="utf-8") as lines:
        for text in lines:
            line = json.loads(text)
            if line["type"] == "item":
                items[line["batch"]].append(line)
            elif line["type"] == "annotation":
                votes[line["item"]] += 1

    batches = [
        ("MT-Bench pairs", "pairwise", "sample-pair", pairs(items["MT-Bench pairs, people"], votes)),
        ("Sparse feedback ratings", "rating", "sample-rating", ratings(items["Sparse feedback, ratings"])),
        ("QA-Feedback spans", "span", "sample-span", spans(items["QA-Feedback"])),
    ]
    out = lambda line: print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
    definitions = {}
    for _, kind, _, _ in batches:
        definitions[kind] = json.loads((schemas / f"{kind}.json").read_text(encoding="utf-8"))
        out({"type": "schema", "name": definitions[kind]["name"], "version": 1, "definition": definitions[kind]})
    for name, kind, uid, _ in batches:
        out({"type": "batch", "uid": f"{uid}s", "name": name, "order": "fixed", "open": True, "created_at": CREATED_AT})
    for name, kind, uid, chosen in batches:
        for place, line in enumerate(chosen):
            out({"type": "item", "uid": f"{uid}-{place + 1:03}", "kind": kind, "batch": name,
                 "schema": definitions[kind]["name"], "schema_version": 1, "position": place, "overlap": 2,
                 "is_gold": False, "prompt": line["prompt"], "responses": line["responses"]})


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main()
