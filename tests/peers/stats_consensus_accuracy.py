#!/usr/bin/env python3
"""Accuracy of plumblinectl's and of crowd-kit's aggregation methods on sets with known answers.

usage: stats_consensus_accuracy.py [FOLDER] [--ctl PLUMBLINECTL] [--quick]

PLUMBLINE_DATA_SETS names the folder of the sets (product, Dog, rte); one that is not there is left out. The
answers of rte are data/test/rte.key of the repository dirkhovy/MACE: PLUMBLINE_RTE_KEY names that file. FOLDER is
not used. The numbers it prints for crowd-kit are quoted in tests/core/stats/tst_consensusaccuracy.cpp. Each method runs
on the rows as they stand in the file and in an order in which names first occur as they sort: crowd-kit's MACE pairs
parameters with names by order of appearance in one place and by sorted order in another, so only the second means
something for it. With --quick only on the sorted rows, and without GLAD, which takes crowd-kit minutes. Exit status 1
when a method of ours is right less often than crowd-kit's on the sorted rows."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
from crowdkit.aggregation import (GLAD, MACE, DawidSkene, MajorityVote, OneCoinDawidSkene, Wawa,
                                  ZeroBasedSkill)

# name: what crowd-kit does, and the arguments of `plumblinectl stats`
METHODS = {
    "majority": (MajorityVote, ["majority", "--ties", "first"]),
    "wawa": (Wawa, ["wawa", "--ties", "first"]),
    "zbs": (ZeroBasedSkill, ["zbs", "--ties", "first"]),
    "dawid-skene": (lambda: DawidSkene(n_iter=100), ["dawid-skene"]),
    "dawid-skene one-coin": (lambda: OneCoinDawidSkene(n_iter=100), ["dawid-skene", "--one-coin"]),
    "mace": (MACE, ["mace"]),
    "mace em": (lambda: MACE(method="em"), ["mace", "--em"]),
    "glad": (GLAD, ["glad"]),
}


def peer_labels(make, table):
    peer = make()
    if isinstance(peer, (Wawa, ZeroBasedSkill)):  # their own predict() fails with scikit-learn 1.7 and newer
        peer.fit(table)
        return MajorityVote().fit_predict(table, peer.skills_)
    return peer.fit_predict(table)


def our_labels(ctl, arguments, table):
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        table.rename(columns={"task": "unit", "worker": "annotator"}).to_csv(file, index=False)
        file.flush()
        run = subprocess.run([ctl, "stats", arguments[0], file.name, *arguments[1:], "--json"], capture_output=True,
                             text=True, check=True)
    return {unit["unit"]: unit["label"] for unit in json.loads(run.stdout)["units"]}


def answers_and_truth(folder, answers, truth):
    rows = pd.read_csv(folder / answers, dtype=str)
    rows.columns = ["task", "worker", "label"]
    key = pd.read_csv(folder / truth, dtype=str)
    return rows, dict(zip(key["question"], key["truth"]))


def rte(path, key_path):
    rows = []
    for unit, line in enumerate(path.read_text().splitlines()):
        rows += [(f"{unit:03}", f"{annotator:03}", value)
                 for annotator, value in enumerate(line.split(",")) if value != ""]
    key = {f"{unit:03}": value for unit, value in enumerate(key_path.read_text().split())}
    return pd.DataFrame(rows, columns=["task", "worker", "label"]), key


def canonical(rows):
    """The same labels in an order in which values and annotators first occur in their sorted order."""
    rows = rows.sort_values(["task", "worker", "label"])
    firsts = rows.drop_duplicates("label").sort_values("label")
    rows = pd.concat([firsts, rows.drop(firsts.index)], ignore_index=True)
    rows["worker"] = [f"{code:05}" for code in pd.factorize(rows["worker"])[0]]
    return rows


def sets(data):
    """Name, rows and key of every set that is at hand."""
    folder = data / "crowd_truth_infer"
    for name, stem in (("product", "d_jn-product"), ("dog", "s4_Dog_data")):
        if (folder / f"{stem}__answer.csv").exists():
            yield name, *answers_and_truth(folder, f"{stem}__answer.csv", f"{stem}__truth.csv")
    key = os.environ.get("PLUMBLINE_RTE_KEY", "")
    if key and (data / "mace_snow" / "rte.csv").exists():
        yield "rte", *rte(data / "mace_snow" / "rte.csv", Path(key))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", help="not used: ./dev peers names its folder to every script")
    parser.add_argument("--ctl", default="build/release/bin/plumblinectl")
    parser.add_argument("--quick", action="store_true", help="sorted rows alone, without GLAD")
    options = parser.parse_args()
    usual = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
    data = Path(os.environ.get("PLUMBLINE_DATA_SETS", usual))
    worse = 0
    for set_name, rows, key in sets(data):
        for order, table in (("as they stand", rows), ("sorted", canonical(rows))):
            if options.quick and order != "sorted":
                continue
            for method, (make, arguments) in METHODS.items():
                if options.quick and method == "glad":
                    continue
                theirs, ours = peer_labels(make, table), our_labels(options.ctl, arguments, table)
                right, own = (sum(labels.get(task) == value for task, value in key.items())
                              for labels in (theirs, ours))
                worse += order == "sorted" and own < right
                print(f"{set_name:8} {order:14} {method:22} ours {own:5}, crowd-kit {right:5} of {len(key)} = "
                      f"{own / len(key):.4f}, {right / len(key):.4f}", flush=True)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
