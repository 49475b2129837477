#!/usr/bin/env python3
"""Compares the agreement metrics of `plumblinectl stats` with the Python packages that have them on random cases.

usage: stats_agreement.py FOLDER [--ctl PLUMBLINECTL] [--cases N] [--seed S] [--jobs J] [METRIC ...]

Writes each case as a CSV file below FOLDER, gives it to both and prints, for each metric, the largest difference of the
value and, where the peer has one, of the standard error, of z or of the interval. Cases have few values, ties, and gaps
where the peer allows them. A case that a peer cannot compute must be undefined here, too. Exit status 1 when a
difference is above 1e-9. A metric whose package is not installed is left out and says so. irrCAC asks for an older
SciPy than the other packages but works with theirs; ./dev peers installs it without what it asks for."""

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path

# Cases are small: threads of BLAS would only wait for each other. Before NumPy is loaded.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np  # noqa: E402

warnings.filterwarnings("ignore")
np.seterr(all="ignore")
LIMIT = 1e-9


def table_of(case):
    """Annotators x units with NaN for gaps."""
    return np.array([[np.nan if cell is None else cell for cell in row] for row in case["table"]], float)


def counts_of(case):
    """Units x values: how often each value was given."""
    columns = zip(*case["table"])
    return np.array([[column.count(value) for value in range(1, case["values"] + 1)] for column in columns])


def alpha(level):
    def peer(case):
        import krippendorff
        table = table_of(case)
        pairable = table[:, (~np.isnan(table)).sum(axis=0) > 1]
        if len(np.unique(pairable[~np.isnan(pairable)])) < 2:
            return None
        return {"value": krippendorff.alpha(table, level_of_measurement=level)}
    return peer


def cohen(weights):
    def peer(case):
        from sklearn.metrics import cohen_kappa_score
        from statsmodels.stats.inter_rater import cohens_kappa
        pairs = [(a, b) for a, b in zip(*case["table"]) if a is not None and b is not None]
        square = np.zeros((case["values"], case["values"]))
        for a, b in pairs:
            square[a - 1, b - 1] += 1
        result = cohens_kappa(square, wt=weights)
        scale = list(range(1, case["values"] + 1))
        second = cohen_kappa_score(*zip(*pairs), labels=scale, weights=weights) if len(pairs) > 1 else np.nan
        if np.isnan(second):
            return None
        found = {"value": result.kappa, "value of scikit-learn": second,
                 "z": result.z_value if result.std_kappa0 > 1e-6 else None}
        if result.std_kappa > 1e-6:  # the root of a rounded 0 is not compared
            found.update(se=result.std_kappa, low=max(-1, result.kappa_low), high=min(1, result.kappa_upp))
        return found
    return peer


def fleiss(method):
    def peer(case):
        from statsmodels.stats.inter_rater import fleiss_kappa
        return {"value": fleiss_kappa(counts_of(case), method=method)}
    return peer


def percent(case):
    from sklearn.metrics import accuracy_score
    pairs = itertools.combinations(case["table"], 2)
    return {"value": float(np.mean([accuracy_score(a, b) for a, b in pairs]))}


def gwet(name, weights):
    def peer(case):
        import pandas as pd
        from irrCAC.raw import CAC
        table = table_of(case)
        if name == "fleiss" and len(np.unique(table[~np.isnan(table)])) < 2:
            return None  # 0 / 0, which rounding there turns into 1
        frame = pd.DataFrame(table.T)
        scale = list(range(1, case["values"] + 1))
        cac = CAC(frame, weights=weights, categories=scale, digits=15)
        found = getattr(cac, name)()["est"]
        low, high = found["confidence_interval"]
        return {"value": found["coefficient_value"], "low": max(-1, low), "high": min(1, high)}
    return peer


def icc(kind):
    def peer(case):
        import pandas as pd
        import pingouin
        rows = [(unit, annotator, value) for annotator, row in enumerate(case["table"])
                for unit, value in enumerate(row)]
        found = pingouin.intraclass_corr(pd.DataFrame(rows, columns=["u", "a", "v"]), "u", "a", "v")
        names = {"ICC1": "ICC(1,1)", "ICC2": "ICC(A,1)", "ICC3": "ICC(C,1)", "ICC1k": "ICC(1,k)", "ICC2k": "ICC(A,k)",
                 "ICC3k": "ICC(C,k)"}
        row = found[found["Type"].isin([kind, names[kind]])].iloc[0]
        return {"value": float(row["ICC"]), "f": float(row["F"])}
    return peer


def kendall_w(case):
    from scipy.stats import friedmanchisquare
    annotators, units = len(case["table"]), len(case["table"][0])
    found = friedmanchisquare(*zip(*case["table"]))
    return {"value": found.statistic / (annotators * (units - 1)), "chi_squared": found.statistic, "p": found.pvalue}


ANY, FULL, TWO, TWO_FULL = "gaps", "full", "two annotators, gaps", "two annotators, full"
# name: arguments of `plumblinectl stats`, the package, what computes the same, sort of case
METRICS = {
    "percent": (["percent"], "sklearn", percent, FULL),
    "cohen-kappa": (["cohen-kappa"], "statsmodels", cohen(None), TWO),
    "cohen-kappa linear": (["cohen-kappa", "--weights", "linear"], "statsmodels", cohen("linear"), TWO),
    "cohen-kappa quadratic": (["cohen-kappa", "--weights", "quadratic"], "statsmodels", cohen("quadratic"), TWO),
    "scott-pi": (["scott-pi"], "statsmodels", fleiss("fleiss"), TWO_FULL),
    "fleiss-kappa": (["fleiss-kappa"], "statsmodels", fleiss("fleiss"), FULL),
    "fleiss-kappa, gaps": (["fleiss-kappa"], "irrCAC", gwet("fleiss", "identity"), ANY),
    "randolph-kappa": (["randolph-kappa"], "statsmodels", fleiss("randolph"), FULL),
    "randolph-kappa, gaps": (["randolph-kappa"], "irrCAC", gwet("bp", "identity"), ANY),
    **{f"krippendorff-alpha {level}": (["krippendorff-alpha", "--level", level, "--resamples", "0"], "krippendorff",
                                       alpha(level), ANY) for level in ("nominal", "ordinal", "interval", "ratio")},
    "gwet-ac1": (["gwet-ac1"], "irrCAC", gwet("gwet", "identity"), ANY),
    **{f"gwet-ac2 {weights}": (["gwet-ac2", "--weights", weights], "irrCAC", gwet("gwet", weights), ANY)
       for weights in ("linear", "quadratic", "ordinal")},
    **{f"icc {kind}": (["icc", "--model", model, *mean], "pingouin", icc(kind), FULL)
       for kind, model, mean in (("ICC1", "one-way", []), ("ICC2", "random", []), ("ICC3", "consistent", []),
                                 ("ICC1k", "one-way", ["--mean"]), ("ICC2k", "random", ["--mean"]),
                                 ("ICC3k", "consistent", ["--mean"]))},
    "kendall-w": (["kendall-w"], "scipy", kendall_w, FULL),
}


def random_case(seed, sort):
    """Annotators who lean on a hidden value of each unit; now and then everybody gives the same."""
    draw = random.Random(seed)
    values = draw.randint(2, 6)
    annotators = 2 if sort in (TWO, TWO_FULL) else draw.randint(3, 6)
    units = draw.randint(4, 30)
    gaps = draw.choice([0, 0.1, 0.4, 0.7]) if sort in (ANY, TWO) else 0
    skill = draw.choice([0, 0.3, 0.6, 0.9])
    constant = draw.random() < 0.02
    columns = []
    for _ in range(units):
        truth = 1 if constant else draw.randint(1, values)
        column = [truth if constant or draw.random() < skill else draw.randint(1, values) for _ in range(annotators)]
        columns.append([None if draw.random() < gaps else value for value in column])
    return {"values": values, "table": [list(row) for row in zip(*columns)]}


def peer_result(peer, case):
    """What the peer says, without what is not finite; None when it has no value."""
    try:
        found = peer(case)
    except Exception:  # pylint: disable=broad-except  # a peer without a reason to give fails in its own ways
        return None
    if found is None or not np.isfinite(found["value"]):
        return None
    return {key: float(value) for key, value in found.items() if value is not None and np.isfinite(value)}


def compare(job):
    """Differences of one metric on one case by what differs; or a word on what else happened."""
    metric, seed, folder, ctl = job
    arguments, _, peer, sort = METRICS[metric]
    case = random_case(seed, sort)
    path = Path(folder) / f"agreement{seed}.{metric.replace(' ', '-').replace(',', '')}.csv"
    rows = [f"u{unit:02},a{annotator},{value}" for annotator, row in enumerate(case["table"])
            for unit, value in enumerate(row) if value is not None]
    path.write_text("\n".join(["unit,annotator,label", *rows]) + "\n", encoding="utf-8")
    scale = ",".join(str(value) for value in range(1, case["values"] + 1))
    run = subprocess.run([ctl, "stats", arguments[0], str(path), "--values", scale, *arguments[1:], "--json"],
                         capture_output=True, text=True, check=False)
    path.unlink()
    if run.returncode != 0:
        return "failed", seed, run.stderr.strip() or f"exit status {run.returncode}"
    ours = json.loads(run.stdout)
    if ours["value"] is None and not ours["undefined"]:
        return "failed", seed, "neither a value nor a reason"
    theirs = peer_result(peer, case)
    if ours["value"] is None or theirs is None:
        same = (ours["value"] is None) == (theirs is None)
        return ("undefined" if same else "ours alone" if theirs is None else "peer alone"), seed, ours["undefined"]
    own = {**ours, "value of scikit-learn": ours["value"]}
    own.update(zip(("low", "high"), ours["ci"] or (None, None)))
    return "compared", seed, {key: abs(own[key] - value) / max(1, abs(value)) for key, value in theirs.items()
                              if own.get(key) is not None}


def report(metric, results):
    """Prints a metric's line; true when it is within the limit and was compared at all."""
    compared = [(seed, what) for kind, seed, what in results if kind == "compared"]
    failed = [what for kind, _, what in results if kind == "failed"]
    if failed or not compared:
        print(f"{metric:30} {len(failed)} of {len(results)} runs failed: {(failed or ['nothing compared'])[0][:90]}",
              flush=True)
        return False
    worst = {}
    for seed, what in compared:
        for key, value in what.items():
            worst[key] = max(worst.get(key, (0, seed)), (value, seed))
    others = {kind: sum(result[0] == kind for result in results) for kind in ("undefined", "ours alone", "peer alone")}
    beside = ", ".join(f"{count} {kind}" for kind, count in others.items() if count)
    print(f"{metric:30} {len(compared):5} cases" + (f" ({beside})" if beside else "") + "  largest difference: " +
          ", ".join(f"{key} {value:.1e}" + (f" (case {seed})" if value > LIMIT else "")
                    for key, (value, seed) in worst.items()), flush=True)
    return all(value <= LIMIT for value, _ in worst.values())


def is_installed(package):
    try:
        import_module(package)
    except ImportError:
        return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("metrics", nargs="*", metavar="METRIC")
    parser.add_argument("--ctl", default="build/release/bin/plumblinectl")
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=None)
    options = parser.parse_intermixed_args()
    unknown = [metric for metric in options.metrics if metric not in METRICS]
    if unknown:
        parser.error(f"no such metric: {unknown[0]}; there are {', '.join(METRICS)}")
    options.folder.mkdir(parents=True, exist_ok=True)
    good = True
    with ProcessPoolExecutor(options.jobs) as pool:
        for metric in options.metrics or METRICS:
            package = METRICS[metric][1]
            if not is_installed(package):
                print(f"{metric:30} left out: the package {package} is not installed", flush=True)
                continue
            jobs = [(metric, options.seed + index, str(options.folder), options.ctl)
                    for index in range(options.cases)]
            good = report(metric, list(pool.map(compare, jobs, chunksize=16))) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
