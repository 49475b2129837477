#!/usr/bin/env python3
"""Compares the consensus methods of `plumblinectl stats` with crowd-kit on random cases.

usage: stats_consensus.py FOLDER [--ctl PLUMBLINECTL] [--cases N] [--seed S] [--jobs J] [METHOD ...]

Writes each case as a CSV file below FOLDER, gives it to both and prints, for each method, the largest difference of a
posterior and of a skill and how often a label differs where the two best values are not tied. Exit status 1 when a
difference is above the method's limit. Names are so chosen that they first occur in sorted order: crowd-kit's MACE
pairs parameters with names by order of appearance in one place and by sorted order in another."""

import argparse
import json
import os
import random
import subprocess
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

# Cases are small: threads of BLAS would only wait for each other. Before NumPy is loaded.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
warnings.filterwarnings("ignore")

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from crowdkit.aggregation import (GLAD, MACE, DawidSkene, MajorityVote, OneCoinDawidSkene, Wawa,  # noqa: E402
                                  ZeroBasedSkill)

NEVER = -1e300  # a tolerance that no loss falls below: every step is made
TIED = 1e-6
# name: arguments of `plumblinectl stats`, the peer, its attribute with the skills, largest difference allowed.
# MACE: no noise at the start, one run, as the paper's uniform prior over values; five of its fifty steps, since each takes
# crowd-kit 10 ms of pandas however small the case. GLAD takes two steps: each of its
# maximisations stops where a line search happens to end, and from there the two may part.
METHODS = {
    "majority": (["majority", "--ties", "first"], MajorityVote, None, 1e-9),
    "wawa": (["wawa", "--ties", "first"], Wawa, "skills_", 1e-9),
    "zbs": (["zbs", "--ties", "first"], ZeroBasedSkill, "skills_", 1e-9),
    "dawid-skene": (["dawid-skene"], lambda: DawidSkene(n_iter=100), "errors_", 1e-6),
    "dawid-skene, 5 steps": (["dawid-skene", "--iterations", "5"], lambda: DawidSkene(n_iter=5, tol=NEVER), "errors_",
                             1e-6),
    "one-coin": (["dawid-skene", "--one-coin"], lambda: OneCoinDawidSkene(n_iter=100), "skills_", 1e-6),
    "mace, 5 steps": (["mace", "--priors", "uniform", "--restarts", "1", "--iterations", "5"],
                       lambda: MACE(default_noise=-1, n_restarts=1, n_iter=5), "spamming_", 1e-6),
    "mace em, 5 steps": (["mace", "--em", "--priors", "uniform", "--restarts", "1", "--iterations", "5"],
                          lambda: MACE(default_noise=-1, n_restarts=1, n_iter=5, method="em"), "spamming_", 1e-6),
    "glad, 2 steps": (["glad", "--iterations", "2"], lambda: GLAD(n_iter=2, tol=NEVER), "alphas_", 1e-2),
}


def random_case(seed):
    """Labels of annotators of all sorts, from hopeless to perfect."""
    draw = random.Random(seed)
    values = draw.randint(2, 5)
    annotators = draw.randint(3, 10)
    accuracy = [draw.random() for _ in range(annotators)]
    rows = []
    for unit in range(draw.randint(6, 40)):
        truth = draw.randrange(values)
        for annotator in draw.sample(range(annotators), draw.randint(2, min(5, annotators))):
            value = truth if draw.random() < accuracy[annotator] else draw.randrange(values)
            rows.append((f"u{unit:02}", f"a{annotator:02}", f"v{value}"))
    data = pd.DataFrame(sorted(rows), columns=["task", "worker", "label"])
    for column, letter in (("worker", "a"), ("label", "v")):
        data[column] = [f"{letter}{code:02}" for code in pd.factorize(data[column])[0]]
    return data


def peer_result(make, skill_name, data):
    """Posterior by (unit, value) and skill by annotator; a confusion matrix gives its expected accuracy."""
    peer = make()
    peer.fit(data)
    if isinstance(peer, (Wawa, ZeroBasedSkill)):  # their own predict() fails with scikit-learn 1.7 and newer
        peer.probas_ = MajorityVote().fit_predict_proba(data, peer.skills_)
    skills = {}  # a vote has none
    if skill_name == "errors_":
        errors = peer.errors_
        skills = {worker: float(sum(peer.priors_[value] * errors.loc[(worker, value), value]
                                    for value in errors.loc[worker].index))
                  for worker in errors.index.get_level_values("worker").unique()}
    elif skill_name == "spamming_":
        skills = dict(zip(pd.factorize(data["worker"])[1], peer.spamming_[:, 1]))
    elif skill_name is not None:
        skills = getattr(peer, skill_name).to_dict()
    return peer.probas_, skills


def hangs_on_rounding(data):
    """Whether a vote of crowd-kit's ZBS on the way has two best values that differ by rounding alone: then the rounding
    chooses the winner there, and the first of tied values here."""
    for step in range(1, 100):
        peer = ZeroBasedSkill(n_iter=step)
        peer.fit(data)
        shares = np.sort(MajorityVote().fit_predict_proba(data, peer.skills_).to_numpy(), axis=1)
        gaps = shares[:, -1] - shares[:, -2]
        if ((gaps > 0) & (gaps < 1e-12)).any():
            return True
    return False


def compare(job):
    """Differences of one method on one case: posterior, skill, labels apart; a reason; or what went wrong."""
    method, seed, folder, ctl = job
    arguments, make, skill_name, _ = METHODS[method]
    data = random_case(seed)
    path = Path(folder) / f"case{seed}.{method.replace(' ', '').replace(',', '-')}.csv"
    data.rename(columns={"task": "unit", "worker": "annotator"}).to_csv(path, index=False)
    run = subprocess.run([ctl, "stats", arguments[0], str(path), *arguments[1:], "--json"], capture_output=True,
                         text=True, check=False)
    path.unlink()
    if run.returncode != 0:
        return method, seed, "failed", run.stderr.strip() or f"exit status {run.returncode}"
    ours = json.loads(run.stdout)
    if not ours["units"]:
        return method, seed, "undefined", ours.get("undefined", "")
    probas, skills = peer_result(make, skill_name, data)
    posterior_off = skill_off = 0.0
    labels_off = 0
    for unit in ours["units"]:
        row = probas.loc[unit["unit"]]
        posterior_off = max(posterior_off, *(abs(unit["posterior"].get(value, 0) - p) for value, p in row.items()))
        best = sorted(row, reverse=True)
        labels_off += unit["label"] != row.idxmax() and best[0] - best[1] > TIED
    for annotator in ours["annotators"]:
        if skills and annotator["skill"] is not None:
            skill_off = max(skill_off, abs(annotator["skill"] - skills[annotator["annotator"]]))
    if method == "zbs" and posterior_off > METHODS[method][3] and hangs_on_rounding(data):
        return method, seed, "rounding", ""
    return method, seed, "compared", (posterior_off, skill_off, labels_off)


def report(method, results):
    """Prints a method's line; true when it is within its limit and was compared at all."""
    compared = [(seed, what) for _, seed, kind, what in results if kind == "compared"]
    failed = [what for _, _, kind, what in results if kind == "failed"]
    undefined = sum(kind == "undefined" for _, _, kind, _ in results)
    rounding = sum(kind == "rounding" for _, _, kind, _ in results)
    if failed:
        print(f"{method:22} {len(failed)} of {len(results)} runs failed: {failed[0][:100]}", flush=True)
        return False
    if not compared:
        print(f"{method:22} no case was defined", flush=True)
        return False
    worst = max(compared, key=lambda item: item[1][0])
    skill = max(item[1][1] for item in compared)
    labels = sum(item[1][2] for item in compared)
    limit = METHODS[method][3]
    within = sum(item[1][0] <= limit for item in compared)
    beside = f"{undefined} undefined" + (f", {rounding} hang on a rounding" if rounding else "")
    print(f"{method:22} {len(compared):5} cases ({beside})  posterior {worst[1][0]:.2e} (case {worst[0]})"
          f"  skill {skill:.2e}  labels apart {labels}  within {limit:g}: {within}", flush=True)
    return within == len(compared)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--ctl", default="build/release/bin/plumblinectl")
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("methods", nargs="*")
    options = parser.parse_intermixed_args()
    Path(options.folder).mkdir(parents=True, exist_ok=True)
    fine = True
    with ProcessPoolExecutor(options.jobs) as pool:
        for method in options.methods or METHODS:
            jobs = [(method, options.seed + case, options.folder, options.ctl) for case in range(options.cases)]
            fine = report(method, list(pool.map(compare, jobs, chunksize=10))) and fine
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
