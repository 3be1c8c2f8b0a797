"""Fit the weights of the tone scales: ``python -m evals.tone.fitting --data FOLDER``.

Only sets whose licence lets us ship what is computed from them are used (``sets.FITTED``). A scale is one linear sum fitted
to all its sets at once: each set's ratings are standardised and each set has the share given in ``RECIPES``. The weights are
ridge estimates around the expectations of features.toml, so a feature about which the sets say little keeps its
expectation. That is so for fault-finding and talking down (``HELD``), which the licensed sets hardly contain: those
weights are our judgement rather than an estimate. Phrases and single words get a small weight of their own
beside that of their feature. The fit is a linear system; there is no chance in it, and folds are drawn with one seed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from drafting.tone.reading import WORD, load_features, read
from drafting.tone.scales import SCALES, ScaleName, count, damp
from evals.tone.sets import FITTED, Rated, read_sets

SEED = 20261


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one scale is fitted: the share of each set; what a step of features.toml is worth, and how firmly it is held."""

    shares: Mapping[str, float]
    held: frozenset[str]
    expected_held: float
    expected_free: float
    firm_held: float
    firm_free: float
    firm_phrase: float
    firm_word: float


_HARSH = frozenset(
    "blame condescension insult threat label harsh_to_you irony kind_denied harsh_denied but "
    "mind_denied mind_order lesson feelings_told mock_title advice_unasked echo_question".split()
)
HELD = _HARSH | frozenset(
    "criticism dismissal fault_softened hard_news negation question_pressing reminder tag_question you_denied turn "
    "bare_question last_word".split()
)
"""Features whose weights stay near what we expect: the licensed sets hold too little of them to say."""

RECIPES: Mapping[ScaleName, Recipe] = {
    "warmth": Recipe(
        {"stanford_wikipedia": 1.4, "stanford_stackexchange": 0.3, "warm_tough": 0.3, "support": 0.1, "receptiveness": 1.1, "tutor": 0.2},
        held=(_HARSH - {"but"}) | {"bare_question", "last_word"},
        expected_held=0.3, expected_free=0.2, firm_held=0.3, firm_free=0.015, firm_phrase=0.05, firm_word=0.05,
    ),
    "respect": Recipe(
        {"stanford_wikipedia": 1.0, "stanford_stackexchange": 0.2, "receptiveness": 0.5, "tutor": 0.2},
        held=HELD,
        expected_held=0.4, expected_free=0.3, firm_held=1.0, firm_free=0.5, firm_phrase=0.3, firm_word=0.5,
    ),
}  # fmt: skip
"""Shares and firmness were chosen by cross-validation on the sets named in them."""

_SCALE = 3.0  # makes the damped counts about as large as one, so that firmness reads the same for every feature
_RARE_PHRASE, _RARE_WORD, _FEW_SETS = 5, 8, 2
_FIXED = 1e6  # as good as never moved
_LEAST = 0.004  # a smaller weight of a phrase moves nothing that people see

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Vocabulary:
    """The columns of the fit: the features, then phrases and single words that are common enough."""

    features: tuple[str, ...]
    phrases: tuple[str, ...]

    def row(self, text: str) -> Array:
        """Return the damped counts of one text."""
        features, phrases, words = count(read(text))
        row = np.zeros(len(self.features) + len(self.phrases))
        for number, name in enumerate(self.features):
            if features[name]:
                row[number] = damp(features[name], words)
        for name, times in phrases.items():
            at = self.places.get(name)
            if at is not None:
                row[at] = damp(times, words)
        return row * _SCALE

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each phrase has its column."""
        shift = len(self.features)
        return {name: at + shift for at, name in enumerate(self.phrases)}


def choose_vocabulary(sets: Sequence[Rated]) -> Vocabulary:
    """Take every feature, and the phrases and words that enough texts (words: of enough sets) hold."""
    seen: Counter[str] = Counter()
    spread: dict[str, set[str]] = {}
    for rated in sets:
        if rated.name not in FITTED:
            continue
        for text in (*rated.texts, *rated.against):
            _, phrases, _ = count(read(text))
            for name in phrases:
                seen[name] += 1
                spread.setdefault(name, set()).add(rated.name.partition("_")[0])
    kept = []
    for name, times in sorted(seen.items()):
        feature = name.partition(":")[0]
        if feature == WORD:
            if times >= _RARE_WORD and len(spread[name]) >= _FEW_SETS:
                kept.append(name)
        elif times >= _RARE_PHRASE and feature not in _HARSH:
            kept.append(name)
    return Vocabulary(tuple(load_features()), tuple(kept))


@dataclass(frozen=True, slots=True)
class Counted:
    """A set as numbers: rows of damped counts (differences, for pairs) and standardised ratings."""

    rows: Array
    ratings: Array
    paired: bool


def count_set(rated: Rated, vocabulary: Vocabulary) -> Counted:
    """Turn a set into numbers."""
    rows = np.array([vocabulary.row(text) for text in rated.texts])
    if rated.against:
        return Counted(
            rows - np.array([vocabulary.row(text) for text in rated.against]), np.ones(len(rows)), paired=True
        )
    return Counted(rows, np.array(rated.ratings), paired=False)


def fit(sets: Mapping[str, Counted], scale: ScaleName, vocabulary: Vocabulary) -> Array:
    """Return the weights of one scale, one a column."""
    size = len(vocabulary.features) + len(vocabulary.phrases)
    left, right = np.zeros((size, size)), np.zeros(size)
    recipe = RECIPES[scale]
    for name, share in recipe.shares.items():
        if name not in sets or not len(sets[name].rows):
            continue
        counted = sets[name]
        rows, ratings = counted.rows, counted.ratings
        if not counted.paired:
            rows = rows - rows.mean(axis=0)
            ratings = (ratings - ratings.mean()) / (ratings.std() or 1.0)
        thin = rows.astype(np.float32)
        left += share * (thin.T @ thin).astype(float) / len(rows)
        right += share * (rows.T @ ratings) / len(rows)
    features = load_features()
    held = [name in recipe.held for name in vocabulary.features]
    steps = [getattr(features[name], scale) for name in vocabulary.features]
    expected = [
        step * (recipe.expected_held if one else recipe.expected_free) for one, step in zip(held, steps, strict=True)
    ]
    prior = np.concatenate([expected, np.zeros(len(vocabulary.phrases))])
    firm_features = [recipe.firm_held if one else recipe.firm_free for one in held]
    # A feature held to its expectation is held as a whole: no phrase of it goes its own way.
    firm_phrases = []
    for name in vocabulary.phrases:
        feature = name.partition(":")[0]
        own = recipe.firm_word if feature == WORD else recipe.firm_phrase
        firm_phrases.append(_FIXED if feature in recipe.held else own)
    firm = np.array([*firm_features, *firm_phrases])
    return np.linalg.solve(left + np.diag(firm), right + firm * prior)


def fold_numbers(rated: Rated, folds: int) -> Array:
    """Draw the fold of each text; those of a group are drawn together."""
    groups = sorted(set(rated.groups))
    drawn = dict(zip(groups, np.random.default_rng(SEED).integers(0, folds, len(groups)), strict=True))
    return np.array([drawn[group] for group in rated.groups])


def without(
    sets: Mapping[str, Counted], name: str, left_out: np.ndarray[Any, np.dtype[np.bool_]]
) -> dict[str, Counted]:
    """Return the sets with some texts of one of them left out."""
    counted = sets[name]
    kept = Counted(counted.rows[~left_out], counted.ratings[~left_out], counted.paired)
    return {**sets, name: kept}


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit both scales and write drafting/tone/weights.toml."""
    parser = argparse.ArgumentParser(prog="python -m evals.tone.fitting", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds the sets")
    parser.add_argument("--out", type=Path, default=Path("drafting/tone/weights.toml"), help="where the weights go")
    options = parser.parse_args(arguments)
    sets = [rated for rated in read_sets(options.data) if rated.name in FITTED]
    vocabulary = choose_vocabulary(sets)
    counted = {rated.name: count_set(rated, vocabulary) for rated in sets}
    lines = [
        "# Written by evals/tone/fitting.py (python -m evals.tone.fitting); do not edit. Fitted on:",
        *(f"#   {rated.name}: {rated.citation}, {rated.licence}, {len(rated.texts)} texts" for rated in sets),
    ]
    for scale in SCALES:
        weights = fit(counted, scale, vocabulary) * _SCALE
        sums = np.concatenate([one.rows @ weights / _SCALE for one in counted.values() if not one.paired])
        middle, spread = float(np.median(sums)), float(np.std(sums))
        lines += ["", f"[{scale}]", f"middle = {middle:.4f}", f"spread = {spread:.4f}", "", f"[{scale}.features]"]
        split = len(vocabulary.features)
        lines += [f"{name} = {weight:.4f}" for name, weight in zip(vocabulary.features, weights[:split], strict=True)]
        lines += ["", f"[{scale}.phrases]"]
        lines += [
            f'"{name}" = {weight:.3f}'
            for name, weight in zip(vocabulary.phrases, weights[split:], strict=True)
            if abs(weight) >= _LEAST * _SCALE
        ]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{options.out}: {len(vocabulary.features)} features, {len(vocabulary.phrases)} phrases and words.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
