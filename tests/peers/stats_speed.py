#!/usr/bin/env python3
"""Seconds and memory of the statistics beside the Python packages that compute the same, on the same data in one run.

usage: stats_speed.py FOLDER [--job STATSJOB] [--only PART] [--quick]

Makes the data (a million labels or votes, seeded) as arrays of 32-bit integers in FOLDER. Then every measurement is a
process of its own: it loads its data, then the computation alone is timed, from the rows of labels or votes to the
numbers; what a package can be given only in a shape of its own (a data frame, a table of counts) is made before that,
unless its line says otherwise. Memory is what the process has in use at most while it computes, with the data and, for
the peers, with Python and the package; and how much of it came with the computation. Peers that would take long
compute a part that their line names, and their time is multiplied. The differences are between the results.

With --quick all data are a tenth as large (titles stay as they are), which is enough to see that everything runs.

Our side is tests/bench/statsjob.cpp, which `./dev peers` builds."""

import argparse
import json
import subprocess
import sys
import time
import warnings
from pathlib import Path

import numpy as np

warnings.filterwarnings("ignore")

CLASSES = 5
PART = 10 if "--quick" in sys.argv else 1
ALPHA_UNITS, ALPHA_ANNOTATORS, PER_UNIT = 250_000 // PART, 1_000, 4
DS_UNITS, DS_ANNOTATORS, DS_STEPS = 200_000 // PART, 10_000 // PART, 20
KAPPA_UNITS, KAPPA_ANNOTATORS = 20_000 // PART, 200
VOTES, MODELS, RESAMPLES = 1_000_000 // PART, 100 // PART, 1_000
LEVELS = ("nominal", "ordinal", "interval", "ratio")
ENOUGH_MS = 1_000


# --- the data ------------------------------------------------------------------------------------------------------


def labels_of(rng, units, annotators, per_unit, skill):
    """Labels in a random order: `skill` is the chance to know, of each annotator."""
    unit = np.repeat(np.arange(units), per_unit)
    first = np.repeat(rng.integers(0, annotators, units), per_unit)
    annotator = (first + np.tile(np.arange(per_unit), units)) % annotators
    truth = np.repeat(rng.integers(0, CLASSES, units), per_unit)
    known = rng.random(len(unit)) < skill[annotator]
    value = np.where(known, truth, rng.integers(0, CLASSES, len(unit)))
    return np.stack([unit, annotator, value], 1).astype(np.int32)[rng.permutation(len(unit))]


def make_data(folder):
    rng = np.random.default_rng(11)
    labels_of(rng, ALPHA_UNITS, ALPHA_ANNOTATORS, PER_UNIT, np.full(ALPHA_ANNOTATORS, 0.7)).tofile(folder / "alpha.i32")
    labels_of(rng, DS_UNITS, DS_ANNOTATORS, 5, np.linspace(0.2, 0.95, DS_ANNOTATORS)).tofile(folder / "ds.i32")
    labels_of(rng, KAPPA_UNITS, KAPPA_ANNOTATORS, KAPPA_ANNOTATORS,
              np.full(KAPPA_ANNOTATORS, 0.7)).tofile(folder / "kappa.i32")
    a = rng.integers(0, MODELS, VOTES)
    b = (a + rng.integers(1, MODELS, VOTES)) % MODELS
    theta = np.linspace(1.5, -1.5, MODELS)
    wins = rng.random(VOTES) < 1 / (1 + np.exp(theta[b] - theta[a]))
    outcome = np.where(rng.random(VOTES) < 0.15, 1, 2 * wins)
    np.stack([a, b, outcome], 1).astype(np.int32).tofile(folder / "votes.i32")


def rows_of(folder, name):
    return np.fromfile(folder / f"{name}.i32", np.int32).reshape(-1, 3)


# --- the peers: each returns what is prepared, and a function from it to the result -----------------------------------


def counts_table(rows):
    return np.bincount(rows[:, 0] * CLASSES + rows[:, 2], minlength=ALPHA_UNITS * CLASSES).reshape(-1, CLASSES)


def peer_krippendorff(folder, level, ready):
    """From rows, or (ready) from a table of units x values that is there already."""
    import krippendorff

    rows = rows_of(folder, "alpha")
    domain = np.arange(1, CLASSES + 1)
    table = counts_table(rows) if ready else None
    return lambda: [krippendorff.alpha(value_counts=table if ready else counts_table(rows), value_domain=domain,
                                       level_of_measurement=level)]


def peer_numpy_alpha(folder, level):
    """The definition, written out with numpy for whole arrays."""
    rows = rows_of(folder, "alpha")

    def work():
        counts = counts_table(rows)
        size = counts.sum(1)
        counts, size = counts[size > 1].astype(float), size[size > 1]
        pairs = counts.T @ (counts / (size - 1)[:, None])
        pairs -= np.diag((counts / (size - 1)[:, None]).sum(0))
        margins = pairs.sum(0)
        number = np.arange(1, CLASSES + 1)
        if level == "nominal":
            distance = 1.0 - np.eye(CLASSES)
        elif level == "interval":
            distance = (number[:, None] - number) ** 2.0
        else:
            raise ValueError(level)
        return [1 - (margins.sum() - 1) * (pairs * distance).sum() / (np.outer(margins, margins) * distance).sum()]

    return work


def peer_crowdkit(folder):
    import pandas as pd
    from crowdkit.aggregation import DawidSkene

    frame = pd.DataFrame(rows_of(folder, "ds"), columns=["task", "worker", "label"])

    def work():
        model = DawidSkene(n_iter=DS_STEPS, tol=-1e300)
        model.fit(frame)
        return model.probas_.sort_index().sort_index(axis=1).to_numpy().ravel()

    return work


def by_annotator(rows):
    table = np.empty((KAPPA_ANNOTATORS, KAPPA_UNITS), np.int64)
    table[rows[:, 1], rows[:, 0]] = rows[:, 2]
    return table


def some_pairs(count):
    """Pairs from all over the matrix."""
    first, second = np.triu_indices(KAPPA_ANNOTATORS, 1)
    chosen = np.linspace(0, len(first) - 1, count).astype(int)
    return first[chosen], second[chosen]


def matrix_of(pairs, values):
    matrix = np.full((KAPPA_ANNOTATORS, KAPPA_ANNOTATORS), np.nan)
    matrix[pairs] = matrix[pairs[::-1]] = values
    return matrix.ravel()


def peer_sklearn_kappa(folder, count):
    from sklearn.metrics import cohen_kappa_score

    table, pairs = by_annotator(rows_of(folder, "kappa")), some_pairs(count)
    return lambda: matrix_of(pairs, [cohen_kappa_score(table[a], table[b]) for a, b in zip(*pairs)])


def peer_statsmodels_kappa(folder, count):
    from statsmodels.stats.inter_rater import cohens_kappa

    table, pairs = by_annotator(rows_of(folder, "kappa")), some_pairs(count)

    def kappa(a, b):
        square = np.bincount(table[a] * CLASSES + table[b], minlength=CLASSES * CLASSES).reshape(CLASSES, CLASSES)
        return cohens_kappa(square, return_results=False)

    return lambda: matrix_of(pairs, [kappa(a, b) for a, b in zip(*pairs)])


def peer_numpy_kappa(folder):
    """All pairs at once by matrix products of indicators; no standard errors."""
    rows = rows_of(folder, "kappa")

    def work():
        table = by_annotator(rows)
        same = np.zeros((KAPPA_ANNOTATORS, KAPPA_ANNOTATORS))
        shares = np.empty((KAPPA_ANNOTATORS, CLASSES))
        for value in range(CLASSES):
            is_value = (table == value).astype(np.float32)
            same += is_value @ is_value.T
            shares[:, value] = is_value.mean(1, dtype=float)
        chance = shares @ shares.T
        kappa = (same / KAPPA_UNITS - chance) / (1 - chance)
        np.fill_diagonal(kappa, np.nan)
        return kappa.ravel()

    return work


def arena_rank(folder):
    """The votes added up, and what makes an empty model: natural logs from 0."""
    import pandas as pd
    from arena_rank.models.bradley_terry import BradleyTerry
    from arena_rank.utils.data_utils import PairDataset

    frame = pd.DataFrame(rows_of(folder, "votes"), columns=["model_a", "model_b", "outcome"])
    data = PairDataset.from_pandas(frame, outcome_col="outcome", outcome_map=lambda outcome: outcome / 2)
    return data, lambda **stop: BradleyTerry(data.n_competitors, scale=1, base=np.e, init_rating=0, **stop)


def scores_and_bounds(scores, low, high, order):
    back = np.argsort(order)
    scores, low, high = (np.asarray(column, float)[back] for column in (scores, low, high))
    return np.concatenate([scores, low, high]) - np.tile(scores.mean(), 3 * MODELS)


def peer_arena_sandwich(folder):
    data, new_model = arena_rank(folder)

    def work():
        # To the end, where its own rule stops at four digits; its ridge on the Hessian is made small for the bounds.
        model = new_model(ftol=0, gtol=1e-11, hessian_reg=1e-9)
        found = model.compute_ratings_and_cis(data, significance_level=0.05)
        return scores_and_bounds(found["ratings"], found["rating_lower"], found["rating_upper"], data.competitors)

    return work


def bootstrap_bounds(samples, scores, order):
    samples = samples - samples.mean(1, keepdims=True)
    low, high = np.quantile(samples, [0.025, 0.975], axis=0)
    scores = np.asarray(scores) - np.mean(scores)
    return scores_and_bounds(scores, low, high, order)


def peer_arena_bootstrap(folder, resamples):
    """Its own fits in one process: its pool of processes forks JAX with its threads, and may hang."""
    from arena_rank.models.bradley_terry import fit_single_bootstrap_sample

    data, new_model = arena_rank(folder)
    counts = np.asarray(data.counts)
    model = new_model()
    model.fit(data)  # compiles; the scores are not timed

    def work():
        rng = np.random.default_rng(1)
        draws = rng.multinomial(int(counts.sum()), counts / counts.sum(), resamples)
        fits = [fit_single_bootstrap_sample(drawn.astype(float), model, data) for drawn in draws]
        samples = np.array([fit["ratings"] for fit in fits])
        return bootstrap_bounds(samples, model.params["ratings"], data.competitors)

    return work


def cells_of(rows):
    """Votes by pair in order and outcome."""
    counts = np.bincount((rows[:, 0] * MODELS + rows[:, 1]) * 3 + rows[:, 2], minlength=MODELS * MODELS * 3)
    at = np.flatnonzero(counts)
    return at // 3 // MODELS, at // 3 % MODELS, at % 3 / 2, counts[at]


def wins_of(cells, counts):
    a, b, outcome, _ = cells
    wins = np.zeros((MODELS, MODELS))
    np.add.at(wins, (a, b), outcome * counts)
    np.add.at(wins, (b, a), (1 - outcome) * counts)
    return wins


def peer_choix_bootstrap(folder, resamples):
    import choix

    rows = rows_of(folder, "votes")

    def work():
        cells = cells_of(rows)
        counts = cells[3]
        rng = np.random.default_rng(1)
        draws = rng.multinomial(counts.sum(), counts / counts.sum(), resamples)
        samples = np.array([choix.ilsr_pairwise_dense(wins_of(cells, drawn)) for drawn in draws])
        return bootstrap_bounds(samples, choix.ilsr_pairwise_dense(wins_of(cells, counts)), np.arange(MODELS))

    return work


def peer_sklearn_bootstrap(folder, resamples):
    """Logistic regression on pairs with weights, as the notebooks of the Chatbot Arena fit it."""
    from sklearn.linear_model import LogisticRegression

    rows = rows_of(folder, "votes")

    def work():
        cells = cells_of(rows)
        a, b, outcome, counts = cells
        x = np.zeros((len(a), MODELS))
        x[np.arange(len(a)), a], x[np.arange(len(a)), b] = 1, -1
        x = np.vstack([x, x])
        y = np.repeat([1, 0], len(a))

        def fit(drawn):
            weights = np.concatenate([drawn * outcome, drawn * (1 - outcome)])
            model = LogisticRegression(fit_intercept=False, C=1e9, tol=1e-6, max_iter=1000)
            used = weights > 0
            return model.fit(x[used], y[used], sample_weight=weights[used]).coef_[0]

        rng = np.random.default_rng(1)
        draws = rng.multinomial(counts.sum(), counts / counts.sum(), resamples)
        return bootstrap_bounds(np.array([fit(drawn) for drawn in draws]), fit(counts), np.arange(MODELS))

    return work


# --- what is compared with what --------------------------------------------------------------------------------------

ALPHA_SIZES = (ALPHA_UNITS, ALPHA_ANNOTATORS, CLASSES)
DS_SIZES = (DS_UNITS, DS_ANNOTATORS, CLASSES)
KAPPA_SIZES = (KAPPA_UNITS, KAPPA_ANNOTATORS, CLASSES)
PAIRS = KAPPA_ANNOTATORS * (KAPPA_ANNOTATORS - 1) // 2
SOME_PAIRS, SOME_RESAMPLES = 400 // PART, 20 // PART

# title: our job, its data, its numbers, and the peers: name, what makes its work, by how much its time is multiplied
PARTS = {
    **{f"alpha {level}, 1 000 000 labels": (
        ("alpha", "alpha", (LEVELS.index(level), 0, *ALPHA_SIZES)),
        {"krippendorff": (lambda folder, level=level: peer_krippendorff(folder, level, False), 1),
         "krippendorff, counts ready": (lambda folder, level=level: peer_krippendorff(folder, level, True), 1),
         **({"numpy by hand": (lambda folder, level=level: peer_numpy_alpha(folder, level), 1)}
            if level in ("nominal", "interval") else {})})
       for level in LEVELS},
    "alpha nominal with 1 000 resamples": (("alpha", "alpha", (0, 1000, *ALPHA_SIZES)), {}),
    "Dawid-Skene, 20 steps, 1 000 000 labels x 10 000 annotators": (
        ("dawid-skene", "ds", (DS_STEPS, 0, *DS_SIZES)), {"crowd-kit": (peer_crowdkit, 1)}),
    "... on one core": (("dawid-skene", "ds", (DS_STEPS, 1, *DS_SIZES)), {}),
    "kappa of all pairs of 200, 20 000 units each": (
        ("kappa-matrix", "kappa", KAPPA_SIZES),
        {f"scikit-learn, {SOME_PAIRS} pairs, table ready": (lambda folder: peer_sklearn_kappa(folder, SOME_PAIRS),
                                                            PAIRS / SOME_PAIRS),
         f"statsmodels, {SOME_PAIRS} pairs, table ready": (lambda folder: peer_statsmodels_kappa(folder, SOME_PAIRS),
                                              PAIRS / SOME_PAIRS),
         "numpy by hand, no errors": (peer_numpy_kappa, 1)}),
    "Bradley-Terry with the sandwich, 1 000 000 votes x 100 models": (
        ("bradley-terry", "votes", (0, MODELS)), {"arena-rank, votes added up": (peer_arena_sandwich, 1)}),
    "Bradley-Terry with 1 000 resamples": (
        ("bradley-terry", "votes", (RESAMPLES, MODELS)),
        {f"arena-rank, {SOME_RESAMPLES} resamples": (lambda folder: peer_arena_bootstrap(folder, SOME_RESAMPLES),
                                                     RESAMPLES / SOME_RESAMPLES),
         "choix ILSR": (lambda folder: peer_choix_bootstrap(folder, RESAMPLES), 1),
         f"scikit-learn, {SOME_RESAMPLES} resamples": (lambda folder: peer_sklearn_bootstrap(folder, SOME_RESAMPLES),
                                                       RESAMPLES / SOME_RESAMPLES)}),
}


def memory_mib(field):
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    return 0.0


def run_peer(folder, title, name):
    """In a process of its own: times one peer and prints what statsjob prints."""
    make, _ = PARTS[title][1][name]
    work = make(folder)
    loaded = memory_mib("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    times = []
    while not times or (sum(times) < ENOUGH_MS and len(times) < 20):
        start = time.perf_counter()
        result = work()
        times.append(1e3 * (time.perf_counter() - start))
    np.asarray(result, float).tofile(folder / "peer.f64")
    print(json.dumps({"ms": times, "loaded_mib": loaded, "peak_mib": memory_mib("VmHWM")}))


def measure(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command}: {done.stdout}{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def difference(title, ours, theirs):
    """The largest difference of a value both have; of scores and bounds each."""
    if "Bradley" not in title:
        theirs = theirs if len(theirs) > 1 else theirs[:1]
        return f"{np.nanmax(np.abs(ours[: len(theirs)] - theirs)):.1e}"
    gap = np.abs(ours - theirs)
    return f"{gap[:MODELS].max():.1e}, bounds {gap[MODELS:].max():.1e}"


def line(name, what, ms, ratio="", gap=""):
    more = what["peak_mib"] - what["loaded_mib"]
    print(f"  {name:36} {ms:11.1f} ms {ratio:>9}  {what['peak_mib']:6.0f} MiB (+{more:.0f})  {gap}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--job", default="build/release/tests/bin/statsjob")
    parser.add_argument("--only", default="", help="parts whose title holds this")
    parser.add_argument("--quick", action="store_true", help="a tenth of the data")
    parser.add_argument("--peer", nargs=2, metavar=("TITLE", "NAME"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        run_peer(options.folder, *options.peer)
        return 0
    options.folder.mkdir(parents=True, exist_ok=True)
    make_data(options.folder)
    quick = ["--quick"] if options.quick else []
    if options.quick:
        print("a tenth of what the titles say:")
    for title, ((job, data, numbers), peers) in PARTS.items():
        if options.only not in title:
            continue
        print(title)
        output = options.folder / "ours.f64"
        ours = measure([options.job, job, options.folder / f"{data}.i32", output, *numbers])
        quickest = min(ours["ms"])
        line("Plumbline", ours, quickest)
        for name, (_, times) in peers.items():
            theirs = measure([sys.executable, __file__, options.folder, *quick, "--peer", title, name])
            ms = min(theirs["ms"]) * times
            gap = difference(title, np.fromfile(output), np.fromfile(options.folder / "peer.f64"))
            line(name, theirs, ms, f"{ms / quickest:.1f}x", f"difference {gap}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
