#!/usr/bin/env python3
"""Compares the rankings of `plumblinectl stats` with what peers compute.

Draws random votes and rankings, has plumblinectl and a peer compute the same from them and prints, for each method,
the largest difference of a score and of a bound of an interval:

    python tests/peers/stats_rankings.py --ctl build/dev/bin/plumblinectl [--cases 1000] [--only PART]

Peers: choix, arena-rank, scipy, statsmodels (tests/peers/requirements.txt). A case that the peer cannot
compute either (no maximum exists) must be undefined here; anything else counts as a failure.
"""

import argparse
import csv
import functools
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import warnings
from concurrent.futures import ProcessPoolExecutor

# Cases are small: threads of BLAS and XLA would only wait for each other. Before NumPy is loaded.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np  # noqa: E402

warnings.filterwarnings("ignore")

CONFIDENCE_Z = 1.959963984540054


# --- plumblinectl ------------------------------------------------------------------------------------------------


class Ctl:
    def __init__(self, path):
        self.path = path

    @staticmethod
    def write(rows, header=None, suffix=".csv"):
        """The name of a new file with these rows (or this object, as JSON)."""
        with tempfile.NamedTemporaryFile("w", suffix=suffix, delete=False, newline="") as file:
            if suffix == ".json":
                json.dump(rows, file)
            else:
                writer = csv.writer(file)
                if header:
                    writer.writerow(header)
                writer.writerows(rows)
        return file.name

    def __call__(self, metric, rows, *options, header=("model_a", "model_b", "outcome"), suffix=".csv", files=()):
        """The answer of `plumblinectl stats METRIC` to rows of a CSV (or to an object, as JSON) and to `files` made
        by write(), which are removed, too."""
        names = [self.write(rows, header, suffix), *files]
        try:
            done = subprocess.run([self.path, "stats", metric, *names, "--json", *map(str, options)],
                                  capture_output=True, text=True, check=False)
            try:
                return json.loads(done.stdout)
            except json.JSONDecodeError:
                raise RuntimeError(f"{metric}: {done.stdout}{done.stderr}") from None
        finally:
            for name in names:
                os.unlink(name)


def scores_of(answer, names):
    by_name = {model["model"]: model for model in answer["models"]}
    scores = np.array([by_name[name]["score"] for name in names])
    bounds = [by_name[name]["ci"] for name in names]
    return scores, None if bounds[0] is None else np.array(bounds)


def names_for(n):
    return [f"m{i}" for i in range(n)]


# --- data --------------------------------------------------------------------------------------------------------


def draw_votes(rng, ties, least=3, most=7):
    """Votes (a, b, outcome) between models of random strengths; outcome 1, 0 or ½."""
    n = int(rng.integers(least, most))
    theta = rng.normal(0, 0.8, n)
    votes = []
    for _ in range(int(rng.integers(8 * n, 40 * n))):
        a, b = rng.choice(n, 2, replace=False)
        chance = 1 / (1 + np.exp(theta[b] - theta[a]))
        outcome = 0.5 if ties and rng.random() < 0.2 else float(rng.random() < chance)
        votes.append((int(a), int(b), outcome))
    return n, votes


def rows_of(votes):
    words = {1.0: "a", 0.0: "b", 0.5: "tie"}
    return [(f"m{a}", f"m{b}", words[outcome]) for a, b, outcome in votes]


def is_connected(n, votes):
    """Whether a maximum exists with ties as half wins."""
    reach = np.eye(n, dtype=bool)
    for a, b, outcome in votes:
        if outcome > 0:
            reach[a, b] = True
        if outcome < 1:
            reach[b, a] = True
    for k in range(n):
        reach |= np.outer(reach[:, k], reach[k])
    return bool(reach.all())


def design(n, votes):
    x = np.zeros((len(votes), n))
    for i, (a, b, _) in enumerate(votes):
        x[i, a], x[i, b] = 1, -1
    return x, np.array([outcome for _, _, outcome in votes])


def centred(scores):
    return np.asarray(scores) - np.mean(scores)


# --- one case of each part: the differences of scores and of bounds, or None where both say there is none ------------


def case_bradley_terry(ctl, rng):
    import choix

    n, votes = draw_votes(rng, ties=False)
    answer = ctl("bradley-terry", rows_of(votes), "--ci", "none")
    if not is_connected(n, votes):
        assert answer["undefined"], "no maximum exists, but there is a number"
        return None
    data = [(a, b) if outcome == 1 else (b, a) for a, b, outcome in votes]
    # In two runs: the first ends early where the slope is flat.
    peer = choix.opt_pairwise(n, data, alpha=0, tol=1e-12)
    peer = choix.opt_pairwise(n, data, alpha=0, tol=1e-12, initial_params=peer)
    return np.abs(scores_of(answer, names_for(n))[0] - centred(peer)).max(), None


def case_penalised(ctl, rng):
    import choix

    n, votes = draw_votes(rng, ties=False)
    alpha = float(10 ** rng.uniform(-2, 1))
    answer = ctl("bradley-terry", rows_of(votes), "--ci", "none", "--l2", repr(alpha))
    if len({m for a, b, _ in votes for m in (a, b)}) < n:
        return None
    data = [(a, b) if outcome == 1 else (b, a) for a, b, outcome in votes]
    peer = choix.opt_pairwise(n, data, alpha=alpha, tol=1e-12)
    return np.abs(scores_of(answer, names_for(n))[0] - centred(peer)).max(), None


def glm_bounds(n, votes, **fit):
    """Scores and bounds of a binomial GLM without the last model, moved to a mean of 0."""
    import statsmodels.api as sm

    x, y = design(n, votes)
    model = sm.GLM(y, x[:, :-1], family=sm.families.Binomial())
    result = model.fit(tol=1e-14, maxiter=200, **fit)
    scores = np.append(result.params, 0)
    move = np.eye(n) - 1 / n
    covariance = np.zeros((n, n))
    covariance[:-1, :-1] = result.cov_params()
    covariance = move @ covariance @ move.T
    return centred(scores), np.sqrt(np.diag(covariance))


def case_sandwich(ctl, rng):
    n, votes = draw_votes(rng, ties=True)
    answer = ctl("bradley-terry", rows_of(votes), "--ci", "sandwich")
    if not is_connected(n, votes):
        assert answer["undefined"], "no maximum exists, but there is a number"
        return None
    peer, errors = glm_bounds(n, votes, cov_type="HC0")
    scores, bounds = scores_of(answer, names_for(n))
    expected = np.stack([peer - CONFIDENCE_Z * errors, peer + CONFIDENCE_Z * errors], 1)
    return np.abs(scores - peer).max(), np.abs(bounds - expected).max()


def case_clustered(ctl, rng):
    from scipy.stats import t

    n, votes = draw_votes(rng, ties=True)
    clusters = rng.integers(0, 12, len(votes))
    rows = [(*row, f"p{cluster}") for row, cluster in zip(rows_of(votes), clusters)]
    answer = ctl("bradley-terry", rows, "--ci", "sandwich", "--cluster", "prompt",
                 header=("model_a", "model_b", "outcome", "prompt"))
    if not is_connected(n, votes):
        assert answer["undefined"], "no maximum exists, but there is a number"
        return None
    groups = len(set(clusters))
    peer, errors = glm_bounds(n, votes, cov_type="cluster",
                              cov_kwds={"groups": clusters, "use_correction": False})
    errors = errors * np.sqrt(groups / (groups - 1)) * t.ppf(0.975, groups - 1)
    scores, bounds = scores_of(answer, names_for(n))
    expected = np.stack([peer - errors, peer + errors], 1)
    return np.abs(scores - peer).max(), np.abs(bounds - expected).max()


@functools.cache
def arena_rank():
    """Its model and the function that fits one. BradleyTerry.fit compiles its steps anew for each data set, which takes most
    of a second; here the data are an argument of the compiled function, so that it is compiled once."""
    import jax
    from arena_rank.models.bradley_terry import BradleyTerry
    from arena_rank.utils.math_utils import lbfgs_minimize

    @jax.jit
    def fit(data, start):
        loss = functools.partial(BradleyTerry.loss_function, data=data)
        return lbfgs_minimize(loss, start, max_iter=1000, ftol=0, gtol=1e-13)[0]

    return BradleyTerry, fit


def case_arena_rank(ctl, rng):
    """Every cell is filled, so that arena-rank's compiled steps fit all cases."""
    import jax.numpy as jnp
    from arena_rank.utils.data_utils import PairDataset

    n = 4
    cells = [(a, b, outcome) for a in range(n) for b in range(a + 1, n) for outcome in (0.0, 0.5, 1.0)]
    counts = rng.integers(1, 40, len(cells))
    votes = [cell for cell, count in zip(cells, counts) for _ in range(count)]
    answer = ctl("bradley-terry", rows_of(votes), "--ci", "sandwich")
    weights = jnp.ones(len(cells))
    data = PairDataset(competitors=names_for(n), pairs=jnp.array([cell[:2] for cell in cells]),
                       outcomes=jnp.array([cell[2] for cell in cells]), counts=jnp.array(counts, dtype=float),
                       weights=weights, opt_weights=jnp.array(counts, dtype=float))
    # Its ridge on the Hessian moves the bounds: less here than by default, but without it there are none.
    make, fit = arena_rank()
    model = make(n, scale=1, base=np.e, init_rating=0, hessian_reg=1e-6)
    model.params, model.fitted = fit(data.as_dict(), model.params), True
    found = model.compute_ratings_and_cis(data, significance_level=0.05)
    peer = np.array(found["ratings"])
    expected = np.stack([found["rating_lower"], found["rating_upper"]], 1) - peer.mean()
    scores, bounds = scores_of(answer, names_for(n))
    return np.abs(scores - centred(peer)).max(), np.abs(bounds - expected).max()


def minimum(loss, start):
    from scipy.optimize import minimize

    found = minimize(loss, start, method="BFGS", options={"gtol": 1e-10, "maxiter": 10_000})
    found = minimize(loss, found.x, method="Nelder-Mead",
                     options={"xatol": 1e-11, "fatol": 1e-13, "maxiter": 20_000, "maxfev": 20_000})
    return found.x


def case_ties(ctl, rng, kind):
    n, votes = draw_votes(rng, ties=True, least=3, most=5)
    answer = ctl("bradley-terry", rows_of(votes), "--ci", "none", "--ties", kind)
    if answer["undefined"]:
        return None
    a = np.array([vote[0] for vote in votes])
    b = np.array([vote[1] for vote in votes])
    y = np.array([vote[2] for vote in votes])

    def loss(x):
        theta = np.append(x[:-1], 0)
        delta, eta = theta[a] - theta[b], x[-1]
        if kind == "davidson":
            logs = np.stack([delta / 2, np.full_like(delta, eta), -delta / 2])
            logs = logs - np.logaddexp.reduce(logs)
        else:
            if eta <= 0:
                return np.inf
            win, lose = -np.logaddexp(0, eta - delta), -np.logaddexp(0, eta + delta)
            logs = np.stack([win, np.log(np.expm1(2 * eta)) + win + lose, lose])
        return -np.where(y == 1, logs[0], np.where(y == 0, logs[2], logs[1])).sum()

    x = minimum(loss, np.append(np.zeros(n - 1), 0.5))
    scores = scores_of(answer, names_for(n))[0]
    ours = np.append(scores[:-1] - scores[-1], np.log(answer["tie_parameter"]))
    # A peer that stopped short is no yardstick: then ours must be the better fit.
    if loss(ours) < loss(x) - 1e-9:
        return 0.0, None
    return np.abs(scores - centred(np.append(x[:-1], 0))).max(), None


def case_plackett_luce(ctl, rng):
    import choix

    n = int(rng.integers(3, 7))
    theta = rng.normal(0, 0.7, n)
    rankings = []
    for _ in range(int(rng.integers(3 * n, 8 * n))):
        keys = rng.exponential(1, n) / np.exp(theta)
        rankings.append([int(i) for i in np.argsort(keys)[: int(rng.integers(2, n + 1))]])
    answer = ctl("plackett-luce", [[f"m{i}" for i in ranking] for ranking in rankings], "--ci", "none", header=None)
    edges = [(x, y, 1.0) for ranking in rankings for x, y in zip(ranking, ranking[1:])]
    if not is_connected(n, edges):
        assert answer["undefined"], "no maximum exists, but there is a number"
        return None
    peer = choix.opt_rankings(n, rankings, alpha=0, tol=1e-12)
    peer = choix.opt_rankings(n, rankings, alpha=0, tol=1e-12, initial_params=peer)
    return np.abs(scores_of(answer, names_for(n))[0] - centred(peer)).max(), None


def case_elo(ctl, rng):
    n, votes = draw_votes(rng, ties=True)
    k = float(rng.integers(1, 33))
    answer = ctl("elo", rows_of(votes), "--k", k, "--scale", "elo")
    if len({m for a, b, _ in votes for m in (a, b)}) < n:
        return None
    ratings = np.full(n, 1000.0)
    for a, b, outcome in votes:
        expected = 1 / (1 + 10 ** ((ratings[b] - ratings[a]) / 400))
        ratings[a] += k * (outcome - expected)
        ratings[b] -= k * (outcome - expected)
    return np.abs(scores_of(answer, names_for(n))[0] - centred(ratings)).max(), None


PARTS = {
    "bradley-terry / choix.opt_pairwise": case_bradley_terry,
    "bradley-terry --l2 / choix alpha": case_penalised,
    "bradley-terry --ci sandwich / statsmodels GLM HC0": case_sandwich,
    "bradley-terry --cluster prompt / statsmodels GLM cluster": case_clustered,
    "bradley-terry --ci sandwich / arena-rank": case_arena_rank,
    "bradley-terry --ties davidson / scipy": lambda ctl, rng: case_ties(ctl, rng, "davidson"),
    "bradley-terry --ties rao-kupper / scipy": lambda ctl, rng: case_ties(ctl, rng, "rao-kupper"),
    "plackett-luce / choix.opt_rankings": case_plackett_luce,
    "elo / a loop in Python": case_elo,
}

# What the peers' own stopping rules leave, in the unit of the method (points for Elo, percent for win rates), and
# for bounds what arena-rank's ridge leaves.
TOLERANCE = 1e-5
BOUND_TOLERANCE = {"bradley-terry --ci sandwich / arena-rank": 1e-4}


RUN = {}  # of a worker: its parts and its plumblinectl


def start_worker(parts, ctl):
    RUN.update(parts=parts, ctl=Ctl(ctl))


def run_case(job):
    title, seed = job
    return RUN["parts"][title](RUN["ctl"], np.random.default_rng(seed))


def compare(parts, arguments):
    failures = 0
    # Forked, so that a part may be any function; processes, since threads would share one interpreter's lock.
    pool = ProcessPoolExecutor(arguments.jobs, multiprocessing.get_context("fork"), start_worker,
                               (parts, arguments.ctl))
    print(f"{'method / peer':60} {'cases':>6} {'undefined':>9} {'scores':>9} {'bounds':>9}")
    for title, case in parts.items():
        if arguments.only not in title:
            continue
        seeds = np.random.SeedSequence(arguments.seed).spawn(arguments.cases)
        results = list(pool.map(run_case, [(title, seed) for seed in seeds], chunksize=10))
        found = [result for result in results if result is not None]
        scores = max((result[0] for result in found), default=0.0)
        bounds = max((result[1] for result in found if result[1] is not None), default=None)
        print(f"{title:60} {len(results):6} {len(results) - len(found):9} {scores:9.1e} "
              f"{'' if bounds is None else f'{bounds:9.1e}'}", flush=True)
        failures += not scores <= TOLERANCE or not (bounds or 0.0) <= BOUND_TOLERANCE.get(title, TOLERANCE)
    pool.shutdown()
    return 1 if failures else 0


def main(parts, description):
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", help="not used: ./dev peers names its folder to every script")
    parser.add_argument("--ctl", default="build/release/bin/plumblinectl")
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--only", default="", help="parts whose title holds this")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    return compare(parts, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main(PARTS, __doc__))
