#!/usr/bin/env python3
"""Compares the rates of `plumblinectl stats` with what peers compute: win rates and their intervals, AlpacaEval's
win rate with and without length control, and how well ratings and rankings fit together.

    python tests/peers/stats_rates.py --ctl build/dev/bin/plumblinectl [--cases 1000] [--only PART]

Works as stats_rankings.py does. Peers: scikit-learn (liblinear), statsmodels, pandas."""

import sys
import warnings

import numpy as np
from stats_rankings import draw_votes, main, names_for, rows_of

warnings.filterwarnings("ignore")


def case_win_rate(ctl, rng):
    from statsmodels.stats.proportion import proportion_confint

    exact = bool(rng.random() < 0.5)
    n, votes = draw_votes(rng, ties=not exact)
    answer = ctl("win-rate", rows_of(votes), "--ci", "exact" if exact else "wilson")
    by_name = {model["model"]: model for model in answer["models"]}
    worst = [0.0, 0.0]
    for i, name in enumerate(names_for(n)):
        results = [outcome if a == i else 1 - outcome for a, b, outcome in votes if i in (a, b)]
        if results:
            bounds = proportion_confint(sum(results), len(results), method="beta" if exact else "wilson")
            worst[0] = max(worst[0], abs(by_name[name]["score"] - np.mean(results)))
            worst[1] = max(worst[1], np.abs(np.array(by_name[name]["ci"]) - bounds).max())
    return worst


def case_clustered_win_rate(ctl, rng):
    import statsmodels.api as sm
    from scipy.stats import t

    n, votes = draw_votes(rng, ties=True)
    clusters = rng.integers(0, int(rng.integers(3, 20)), len(votes))
    rows = [(*row, f"p{cluster}") for row, cluster in zip(rows_of(votes), clusters)]
    answer = ctl("win-rate", rows, "--ci", "clustered", "--cluster", "prompt",
                 header=("model_a", "model_b", "outcome", "prompt"))
    by_name = {model["model"]: model for model in answer["models"]}
    worst = [0.0, 0.0]
    for i, name in enumerate(names_for(n)):
        met = [at for at, (a, b, _) in enumerate(votes) if i in (a, b)]
        groups = len(set(clusters[met]))
        if groups < 2:
            assert not met or by_name[name]["ci"] is None, "an interval from one cluster"
            continue
        y = np.array([votes[at][2] if votes[at][0] == i else 1 - votes[at][2] for at in met])
        fit = sm.OLS(y, np.ones(len(y))).fit(cov_type="cluster",
                                             cov_kwds={"groups": clusters[met], "use_correction": False})
        half = fit.bse[0] * np.sqrt(groups / (groups - 1)) * t.ppf(0.975, groups - 1)
        bounds = np.clip([y.mean() - half, y.mean() + half], 0, 1)
        worst[0] = max(worst[0], abs(by_name[name]["score"] - y.mean()))
        worst[1] = max(worst[1], np.abs(np.array(by_name[name]["ci"]) - bounds).max())
    return worst


def draw_annotations(rng):
    """AlpacaEval's annotations with what they say: preferences, which lean to the longer answer, and lengths."""
    gain, lean = rng.normal(0, 1), rng.normal(0.8, 0.8)
    rows = []
    for i in range(int(rng.integers(40, 120))):
        first, second = int(rng.integers(1, 400)), int(rng.integers(1, 400))
        sure = 1 / (1 + np.exp(-(gain + lean * (second - first) / 150 + rng.normal(0, 1))))
        rows.append({"instruction": f"i{i}", "output_1": "x" * first, "output_2": "y" * second,
                     "generator_1": "base", "generator_2": "model", "preference": 1 + float(sure)})
    lengths = np.array([len(row["output_1"]) - len(row["output_2"]) for row in rows])
    x = np.stack([np.tanh(lengths / lengths.std(ddof=1)), np.ones(len(rows))], 1)
    return rows, np.array([row["preference"] - 1 for row in rows]), x


def plain_rate_gap(answer, p):
    return max(abs(answer["win_rate"] - 100 * p.mean()),
               abs(answer["standard_error"] - 100 * p.std(ddof=1) / np.sqrt(len(p))))


def case_length_only(ctl, rng):
    """Soft targets on (tanh d, 1): a binomial GLM."""
    import statsmodels.api as sm

    rows, p, x = draw_annotations(rng)
    answer = ctl("lc-win-rate", rows, "--length-only", suffix=".json")
    fit = sm.GLM(p, x, family=sm.families.Binomial()).fit(tol=1e-14)
    expected = 100 / (1 + np.exp(-fit.params[1]))
    return max(abs(answer["lc_win_rate"] - expected), plain_rate_gap(answer, p)), None


def lasso(x, p, c):
    """Coefficients by liblinear; a soft target is two rows that share its weight."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(l1_ratio=1, solver="liblinear", C=c, fit_intercept=False, tol=1e-12, max_iter=100_000,
                               random_state=123)
    targets = np.repeat([1, 0], len(p))
    return model.fit(np.vstack([x, x]), targets, sample_weight=np.concatenate([p, 1 - p])).coef_[0]


def case_length_control(ctl, rng):
    """AlpacaEval's fit without what it has only for its own instructions: L1, C by cross-validation by instruction."""
    from sklearn.model_selection import GroupKFold

    rows, p, x = draw_annotations(rng)
    answer = ctl("lc-win-rate", rows, suffix=".json")
    grid = np.logspace(-4, 4, 10)
    losses = np.zeros(len(grid))
    for train, held in GroupKFold(5).split(x, p, np.arange(len(p))):
        for at, c in enumerate(grid):
            z = x[held] @ lasso(x[train], p[train], c)
            losses[at] += np.mean(p[held] * np.logaddexp(0, -z) + (1 - p[held]) * np.logaddexp(0, z)) / 5
    # Several C may be the best but for rounding.
    best = [c for c, loss in zip(grid, losses) if loss < losses.min() + 1e-9]
    expected = [100 / (1 + np.exp(-lasso(x, p, c)[1])) for c in best]
    return max(min(abs(answer["lc_win_rate"] - one) for one in expected), plain_rate_gap(answer, p)), None


def case_consistency(ctl, rng):
    """A cross table of pandas; of a response that was rated twice the first rating counts."""
    import pandas as pd
    from statsmodels.stats.proportion import proportion_confint

    groups, responses = int(rng.integers(2, 12)), int(rng.integers(2, 6))
    ratings = pd.DataFrame([(f"g{group}", f"r{response}", int(rng.integers(1, 6)))
                            for group in range(groups) for response in range(responses)
                            for _ in range(int(rng.integers(0, 3)))], columns=["group", "response", "rating"])
    ratings = ratings.sample(frac=1, random_state=int(rng.integers(1 << 30)))
    rankings = [(f"g{group}", f"r{a}", f"r{b}", str(rng.choice(["a", "b", "tie"]))) for group in range(groups)
                for a in range(responses) for b in range(a) if rng.random() < 0.7]
    if ratings.empty or not rankings:
        return None
    second = ctl.write(rankings, header=("group", "response_a", "response_b", "outcome"))
    answer = ctl("consistency", ratings.itertuples(index=False), header=("group", "response", "rating"),
                 files=[second])
    rated = ratings.drop_duplicates(["group", "response"]).set_index(["group", "response"])["rating"]
    frame = pd.DataFrame(rankings, columns=["group", "a", "b", "outcome"])
    gap = np.array([rated.get((row.group, row.a), np.nan) - rated.get((row.group, row.b), np.nan)
                    for row in frame.itertuples()])
    frame["rated"] = np.select([gap > 0, gap < 0, gap == 0], ["a", "b", "tie"], "")
    frame = frame[frame["rated"] != ""]
    assert answer["n_pairs"] == len(frame), "another number of pairs"
    if frame.empty:
        assert answer["undefined"], "a number from no pair"
        return None
    table = pd.crosstab(frame["rated"], frame["outcome"])
    assert all(answer["matrix"][rated][ranked] == table.get(ranked, {}).get(rated, 0)
               for rated in ("a", "tie", "b") for ranked in ("a", "tie", "b")), "another matrix"
    same = int((frame["rated"] == frame["outcome"]).sum())
    bounds = proportion_confint(same, len(frame), method="beta")
    return abs(answer["value"] - same / len(frame)), np.abs(np.array(answer["ci"]) - bounds).max()


PARTS = {
    "win-rate / statsmodels proportion_confint": case_win_rate,
    "win-rate --ci clustered / statsmodels OLS cluster": case_clustered_win_rate,
    "lc-win-rate --length-only / statsmodels GLM": case_length_only,
    "lc-win-rate / scikit-learn liblinear, GroupKFold": case_length_control,
    "consistency / pandas crosstab": case_consistency,
}

if __name__ == "__main__":
    sys.exit(main(PARTS, __doc__))
