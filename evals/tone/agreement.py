"""How the tone scales agree with people: ``python -m evals.tone.agreement --data FOLDER [--unseen] [--json | --docs FILE]``.

rho is Spearman's rank correlation, AUC the area under the ROC curve, share the part of pairs in which the better text
scores higher (ties count half). Intervals are 95 % percentile bootstraps over texts, or over the groups that belong
together (topics of e-mails, tutors' conversations). Sets that the weights were fitted on are judged by weights refitted
without the fold a text is in; with ``--unseen`` (for halves that took no part in the fit) the shipped weights judge all.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from drafting.errors import DraftingError, InputError
from drafting.tone import measure
from drafting.tone.scales import SCALES, ScaleName
from evals.tone.fitting import RECIPES, SEED, Array, choose_vocabulary, count_set, fit, fold_numbers, without
from evals.tone.sets import FITTED, Rated, read_sets

FOLDS = 5
_RESAMPLES = 500
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


@dataclass(frozen=True, slots=True)
class Bar:
    """What is compared: the scale a set speaks of, the statistic, the bar, and the baselines measured before."""

    scale: ScaleName | Literal["both"]
    statistic: str
    bar: float | None
    baselines: str
    about: str


BARS: Mapping[str, Bar] = {
    "email_tone": Bar("warmth", "rho", 0.75, "VADER .729, one person against the rest .755", "tone of work e-mails"),
    "email_criticism": Bar("respect", "AUC", 0.88, "VADER .815, features fitted on them .875", "sentences that criticise the reader"),
    "condescension": Bar("respect", "AUC", 0.70, "VADER .470, features fitted on them .682, published .72", "condescending comments"),
    "holistic_en": Bar("both", "rho", 0.40, "VADER .185, features fitted on them .408", "politeness of talk pages"),
    "stanford_wikipedia": Bar("warmth", "rho", 0.58, "VADER .320, tf-idf .616, one person against the rest .588", "politeness of requests"),
    "stanford_stackexchange": Bar("warmth", "rho", None, "VADER .103, tf-idf .274, one person against the rest .444", "politeness of requests"),
    "receptiveness": Bar("warmth", "rho", 0.40, "VADER .149, features .357, tf-idf .440", "receptiveness, rated by opponents"),
    "warm_tough_phone": Bar("warmth", "AUC", 0.88, "VADER .798, features .870, tf-idf .940", "offers written to be warm or tough"),
    "warm_tough": Bar("warmth", "AUC", None, "", "offers written to be warm or tough"),
    "tutor": Bar("warmth", "share", 0.60, "", "experts' over novices' words to a pupil"),
    "support": Bar("warmth", "AUC", None, "", "sentences of emotional support"),
}  # fmt: skip


def rho(ratings: Array, scores: Array) -> float:
    """Spearman's rank correlation."""
    from scipy.stats import rankdata

    return float(np.corrcoef(rankdata(ratings), rankdata(scores))[0, 1])


def auc(ratings: Array, scores: Array) -> float:
    """The chance that a text of the higher rating scores higher; ties count half."""
    from scipy.stats import rankdata

    high = ratings > ratings.min()
    if high.all() or not high.any():
        return float("nan")
    ranks = rankdata(scores)
    return float((ranks[high].sum() - high.sum() * (high.sum() + 1) / 2) / (high.sum() * (~high).sum()))


def share(_: Array, scores: Array) -> float:
    """The part of pairs in which the better text scores higher."""
    return float(np.mean(scores > 0) + np.mean(scores == 0) / 2)


STATISTICS: Mapping[str, Callable[[Array, Array], float]] = {"rho": rho, "AUC": auc, "share": share}


def interval(rated: Rated, scores: Array, statistic: Callable[[Array, Array], float]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a statistic, drawing whole groups."""
    ratings = np.array(rated.ratings)
    groups = sorted(set(rated.groups))
    members = (
        [np.flatnonzero(np.array(rated.groups) == group) for group in groups] if len(groups) < len(scores) else None
    )
    chance = np.random.default_rng(SEED)
    drawn = []
    for _ in range(_RESAMPLES):
        picked = chance.integers(0, len(groups), len(groups))
        rows = np.concatenate([members[one] for one in picked]) if members else picked
        drawn.append(statistic(ratings[rows], scores[rows]))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def shipped_scores(rated: Rated, scale: ScaleName | Literal["both"]) -> Array:
    """Score the texts with the weights that ship; "both" adds the two scales, each in log odds."""

    def score(text: str) -> float:
        made = measure(text)
        scales = {"warmth": (made.warmth,), "respect": (made.respect,), "both": (made.warmth, made.respect)}[scale]
        return sum(0.0 if one is None else math.log(one.value / (1 - one.value)) for one in scales)

    scores = np.array([score(text) for text in rated.texts])
    if rated.against:
        scores = scores - np.array([score(text) for text in rated.against])
    return scores


def refitted_scores(sets: Mapping[str, Rated], names: Sequence[str]) -> dict[str, Array]:
    """Score the texts of the fitted sets, each with weights that never saw its fold of its set."""
    vocabulary = choose_vocabulary(list(sets.values()))
    counted = {name: count_set(sets[name], vocabulary) for name in FITTED if name in sets}
    found: dict[str, Array] = {}
    folds = {name: fold_numbers(sets[name], FOLDS) for name in counted}
    for scale in SCALES:
        mine = [name for name in names if BARS[name].scale == scale]
        for name in mine:
            found[name] = np.zeros(len(counted[name].rows))
        for fold in range(FOLDS):
            kept = counted
            for name in RECIPES[scale].shares:
                if name in counted:
                    kept = without(kept, name, folds[name] == fold)
            weights = fit(kept, scale, vocabulary)
            for name in mine:
                out = folds[name] == fold
                found[name][out] = counted[name].rows[out] @ weights
    return found


def agree(folder: Path, *, unseen: bool) -> list[dict[str, Any]]:
    """Return one row a set: figure, interval, bar, baselines."""
    sets = {rated.name: rated for rated in read_sets(folder)}
    refitted: dict[str, Array] = {}
    if not unseen:
        fitted = [name for name in BARS if name in sets and name in FITTED and name != "warm_tough"]
        if "warm_tough" in sets:
            fitted.append("warm_tough")
        refitted = refitted_scores(sets, fitted)
        if "warm_tough_phone" in sets:
            phone = set(sets["warm_tough_phone"].texts)
            refitted["warm_tough_phone"] = np.array(
                [
                    score
                    for text, score in zip(sets["warm_tough"].texts, refitted["warm_tough"], strict=True)
                    if text in phone
                ]
            )[: len(sets["warm_tough_phone"].texts)]
    rows = []
    for name, bar in BARS.items():
        if name not in sets or name == "warm_tough":
            continue
        rated = sets[name]
        scores = refitted[name] if name in refitted else shipped_scores(rated, bar.scale)
        statistic = STATISTICS[bar.statistic]
        low, high = interval(rated, scores, statistic)
        rows.append(
            {
                "set": name,
                "about": bar.about,
                "scale": bar.scale,
                "texts": len(rated.texts),
                "statistic": bar.statistic,
                "figure": round(statistic(np.array(rated.ratings), scores), 3),
                "low": round(low, 3),
                "high": round(high, 3),
                "bar": bar.bar,
                "weights": "refitted without it" if name in refitted else "as shipped",
                "baselines": bar.baselines,
            }
        )
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, or put it between the marks of a page."""
    parser = argparse.ArgumentParser(prog="python -m evals.tone.agreement", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds the sets")
    parser.add_argument(
        "--unseen",
        action="store_true",
        help="nothing in the folder took part in the fit: judge all by the shipped weights",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    parser.add_argument("--docs", type=Path, help="write the table between the marks of this Markdown file")
    options = parser.parse_args(arguments)
    try:
        rows = agree(options.data, unseen=options.unseen)
        table = _table(rows)
        if options.docs:
            _write(options.docs, table)
    except DraftingError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print("\n".join(json.dumps(row) for row in rows) if options.json else table)
    return 0


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    head = ["set", "scale", "texts", "figure", "95 % interval", "bar", "weights", "baselines"]
    lines = [head, ["---"] * len(head)]
    for row in rows:
        bar = f"{row['bar']:.2f}" if row["bar"] is not None else ""
        figure = f"{row['statistic']} {row['figure']:.3f}"
        lines.append(
            [f"{row['set']}: {row['about']}", row["scale"], str(row["texts"]), figure, f"{row['low']:.3f} to {row['high']:.3f}", bar, row["weights"], row["baselines"]]
        )  # fmt: skip
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _write(path: Path, table: str) -> None:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): give the page that holds the marks.") from error
    if BEGIN not in text or END not in text:
        raise InputError(f"{path} has no lines {BEGIN} and {END}: put them where the table shall stand.")
    head, _, rest = text.partition(BEGIN)
    path.write_text(f"{head}{BEGIN}\n\n{table}\n\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
