"""Two sums of weighted features, each 0 to 1, and the words that carry them.

A feature counts four times at most, and a long message does not outweigh a short one: met ``n`` times in a message of
``w`` words it counts ``min(n, 4) / sqrt(w + 10)``. The weights come from evals/tone/fitting.py.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from statistics import NormalDist
from typing import Literal

from drafting.tone.reading import WORD, Passage, load_features, read
from drafting.types import Span

ScaleName = Literal["warmth", "respect"]
SCALES: tuple[ScaleName, ...] = ("warmth", "respect")
_MOST = 4  # a fifth thank-you is not heard
CAVEAT = "Not validated on messages to parents: there is no public set of them with parents' ratings."

_WIDTH = NormalDist().inv_cdf(0.9)  # 80 per cent of cases, as the reading band


@dataclass(frozen=True, slots=True)
class Carried:
    """Words of the message, the name of the feature they are, and how far they move the scale (log odds; + is more)."""

    span: Span
    feature: str
    by: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A place between 0 and 1, where 0.5 is what people find middling, with an 80 per cent interval.

    The interval says how far the figure hangs on single sentences; it does not say that people agree. ``carried`` holds
    the words behind it, the weightiest first.
    """

    value: float
    low: float
    high: float
    carried: tuple[Carried, ...]


@dataclass(frozen=True, slots=True)
class Tone:
    """Both scales, or neither: None where nothing can be said, and ``note`` says why."""

    warmth: Scale | None
    respect: Scale | None
    note: str = CAVEAT


@dataclass(frozen=True, slots=True)
class Weights:
    """What a feature, a phrase of it and a single word weigh on one scale; ``middle`` and ``spread`` make it 0 to 1."""

    features: Mapping[str, float]
    phrases: Mapping[str, float]
    middle: float
    spread: float


@lru_cache(maxsize=1)
def load_weights() -> Mapping[ScaleName, Weights]:
    """Read the fitted weights once."""
    data = tomllib.loads(resources.files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))
    return {
        name: Weights(data[name]["features"], data[name]["phrases"], data[name]["middle"], data[name]["spread"])
        for name in SCALES
    }


def measure(text: str, *, language: str = "en", names: Collection[str] = ()) -> Tone:
    """Measure the tone of a message; ``names`` on record carry none. Only English was ever compared with people."""
    if language.partition("-")[0].lower() != "en":
        return Tone(None, None, "Tone is measured in English only.")
    passages = read(text, names=names)
    if not sum(passage.words for passage in passages):
        return Tone(None, None, "There are no words to measure.")
    weights = load_weights()
    return Tone(_scale(text, passages, weights["warmth"]), _scale(text, passages, weights["respect"]))


def key(feature: str, phrase: str) -> str:
    """Return the name under which a phrase of a feature has its weight."""
    return f"{feature}: {phrase}"


def count(passages: Sequence[Passage]) -> tuple[Counter[str], Counter[str], int]:
    """Count the features, their phrases and the words of a message."""
    features: Counter[str] = Counter()
    phrases: Counter[str] = Counter()
    for passage in passages:
        for mark in passage.marks:
            features[mark.feature] += 1
            if mark.phrase:
                phrases[key(mark.feature, mark.phrase)] += 1
    return features, phrases, sum(passage.words for passage in passages)


def damp(times: int, words: int) -> float:
    """Return what ``times`` mentions in a message of ``words`` words count."""
    return min(times, _MOST) / math.sqrt(words + 10)


def _scale(text: str, passages: Sequence[Passage], weights: Weights) -> Scale:
    features, phrases, words = count(passages)
    names = load_features()
    carried: list[Carried] = []
    sums: list[float] = []
    for passage in passages:
        total = 0.0
        for mark in passage.marks:
            phrase = key(mark.feature, mark.phrase)
            by = _share(weights.features.get(mark.feature, 0.0), features[mark.feature], words)
            if mark.phrase:
                by += _share(weights.phrases.get(phrase, 0.0), phrases[phrase], words)
            if by:
                total += by
                span = Span(mark.start, mark.end, text[mark.start : mark.end])
                name = "a single word" if mark.feature == WORD else names[mark.feature].name
                carried.append(Carried(span, name, round(by / weights.spread, 3)))
        sums.append(total)
    place = (sum(sums) - weights.middle) / weights.spread
    error = _WIDTH * _jackknife(sums, [passage.words for passage in passages], weights.spread)
    carried.sort(key=lambda one: -abs(one.by))
    return Scale(_odds(place), _odds(place - error), _odds(place + error), tuple(carried))


def _share(weight: float, times: int, words: int) -> float:
    """Return what one of ``times`` mentions adds; the mentions of a feature share what they count together."""
    return weight * damp(times, words) / times if weight else 0.0


def _jackknife(sums: Sequence[float], words: Sequence[int], spread: float) -> float:
    """Return the standard error of the sum when any sentence might have been another (Efron 1982)."""
    number = len(sums)
    if number < 2:
        return 1.0  # one sentence says nothing about how sentences of this writer differ
    total, length = sum(sums), sum(words)
    whole = math.sqrt(length + 10)
    left = [
        (total - one) * whole / math.sqrt(length - size + 10) / spread for one, size in zip(sums, words, strict=True)
    ]
    mean = sum(left) / number
    return math.sqrt((number - 1) / number * sum((one - mean) ** 2 for one in left))


def _odds(place: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, place))))
