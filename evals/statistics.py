"""The statistics of the bench: how sure a figure is, and whether two runs differ.

Observations come in clusters: repeats of one note, notes of one teacher. An interval that ignores that is too narrow, so
every function here that gives an interval takes the clusters. scipy and numpy are imported where they are used; they
come with ``pip install "kindnote[evals]"``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import TypeVar

from drafting.errors import InputError

__all__ = [
    "Agreement",
    "Interval",
    "agreement",
    "auc",
    "bootstrap",
    "holm",
    "kappa",
    "mean",
    "paired_difference",
    "proportion",
    "rule_of_three",
    "spearman",
    "wilson",
]

LEVEL = 0.95
_SEED = 20261

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and the interval (95 % unless told otherwise) that it lies in; ``n`` observations in ``clusters``."""

    figure: float
    low: float
    high: float
    n: int = 0
    clusters: int = 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two raters over the same items.

    ``kappa`` is Cohen's (1960), ``ac1`` Gwet's (2008), which does not collapse where nearly everything has one label;
    ``observed`` is the plain share of agreement and ``prevalence`` the share of each label over both raters.
    """

    n: int
    observed: float
    kappa: float
    ac1: float
    prevalence: Mapping[str, float]


def wilson(hits: float, total: float, *, level: float = LEVEL, z: float | None = None) -> Interval:
    """Return the Wilson interval of a proportion (Wilson 1927); 0 to 1 when nothing was counted.

    ``hits`` and ``total`` may be fractions of an effective sample size; ``z`` replaces the normal quantile of ``level``.
    """
    if total <= 0:
        return Interval(math.nan, 0.0, 1.0)
    z = _normal(level) if z is None else z
    share = hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    low = 0.0 if hits <= 0 else max(0.0, middle - half)
    high = 1.0 if hits >= total else min(1.0, middle + half)
    return Interval(share, low, high, round(total), round(total))


def proportion(hits: Sequence[float], clusters: Sequence[Hashable] | None = None, *, level: float = LEVEL) -> Interval:
    """Return a proportion with its Wilson interval, widened for clusters.

    ``hits`` are 0 or 1 (or the share met of a note's repeats). With clusters the sample counts as the number of
    independent observations it is worth (n over the design effect, Kish 1965; Korn and Graubard 1998), with the t
    quantile of the clusters less one.
    """
    n = len(hits)
    groups = _grouped(hits, clusters)
    if n == 0 or len(groups) == n:
        found = wilson(sum(hits), n, level=level)
        return Interval(found.figure, found.low, found.high, n, n)
    share = sum(hits) / n
    if len(groups) == 1:
        return Interval(share, 0.0, 1.0, n, 1)
    worth = _worth(hits, groups)
    found = wilson(share * worth, worth, z=_student(level, len(groups) - 1))
    return Interval(share, found.low, found.high, n, len(groups))


def mean(values: Sequence[float], clusters: Sequence[Hashable] | None = None, *, level: float = LEVEL) -> Interval:
    """Return a mean with its cluster-robust t interval (Liang and Zeger 1986), clusters less one degrees of freedom."""
    n = len(values)
    groups = _grouped(values, clusters)
    if n == 0:
        return Interval(math.nan, math.nan, math.nan)
    middle = sum(values) / n
    if len(groups) == 1:
        return Interval(middle, -math.inf, math.inf, n, 1)
    half = _student(level, len(groups) - 1) * math.sqrt(_variance(groups, middle, n))
    return Interval(middle, middle - half, middle + half, n, len(groups))


def paired_difference(
    differences: Sequence[float], clusters: Sequence[Hashable] | None = None, *, level: float = LEVEL
) -> Interval:
    """Return the mean of paired differences of proportions (each -1 to 1) with an interval that is never a point.

    The adjusted Wald interval of Bonett and Price (2012): one pair that rose and one that fell are added before the
    variance is taken, so that a comparison in which nothing changed is not taken for certainty. With clusters the
    variance is between them.
    """
    n = len(differences)
    if n == 0:
        return Interval(math.nan, -1.0, 1.0)
    groups = _grouped(differences, clusters)
    padded = [*groups, [1.0], [-1.0]]
    size = n + 2
    middle = sum(differences) / size
    if len(groups) == n:
        variance = (sum(value * value for value in differences) + 2) / size - middle * middle
        half = _normal(level) * math.sqrt(variance / size)
    elif len(groups) == 1:
        return Interval(sum(differences) / n, -1.0, 1.0, n, 1)
    else:
        half = _student(level, len(groups) - 1) * math.sqrt(_variance(padded, middle, size))
    return Interval(sum(differences) / n, max(-1.0, middle - half), min(1.0, middle + half), n, len(groups))


def bootstrap(
    statistic: Callable[[Sequence[Item]], float],
    items: Sequence[Item],
    clusters: Sequence[Hashable] | None = None,
    *,
    level: float = LEVEL,
    resamples: int = 1000,
    seed: int = _SEED,
) -> Interval:
    """Return any statistic with a percentile interval over resampled clusters (Efron 1979; Davison and Hinkley 1997).

    A resample on which the statistic is not a number (one label only, say) is left out.
    """
    import numpy as np

    groups = _grouped(items, clusters)
    figure = statistic(items) if items else math.nan
    if len(groups) < 2:
        return Interval(figure, math.nan, math.nan, len(items), len(groups))
    draw = np.random.default_rng(seed)
    found = []
    for _ in range(resamples):
        chosen = draw.integers(0, len(groups), len(groups))
        value = statistic([item for index in chosen for item in groups[index]])
        if math.isfinite(value):
            found.append(value)
    if not found:
        return Interval(figure, math.nan, math.nan, len(items), len(groups))
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return Interval(figure, float(low), float(high), len(items), len(groups))


def holm(values: Sequence[float]) -> list[float]:
    """Return the p values adjusted for having looked at all of them (Holm 1979), in the order given."""
    adjusted = [1.0] * len(values)
    largest = 0.0
    for rank, index in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        largest = max(largest, min(1.0, (len(values) - rank) * values[index]))
        adjusted[index] = largest
    return adjusted


def rule_of_three(n: int) -> float:
    """Return the highest rate that n clean messages cannot rule out, at 95 % (Hanley and Lippman-Hand 1983)."""
    return min(1.0, 3 / n) if n > 0 else 1.0


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's kappa of two raters; 1 where both say one and the same throughout, nan without pairs."""
    n = len(pairs)
    if not n:
        return math.nan
    first, second = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    observed = sum(one == other for one, other in pairs) / n
    expected = sum(first[label] * second[label] for label in first) / n**2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Return all that can be said of two raters: kappa alone misleads where one label is rare."""
    n = len(pairs)
    if not n:
        return Agreement(0, math.nan, math.nan, math.nan, {})
    both = Counter(label for pair in pairs for label in pair)
    prevalence = {label: count / (2 * n) for label, count in sorted(both.items())}
    observed = sum(one == other for one, other in pairs) / n
    labels = len(prevalence)
    chance = sum(share * (1 - share) for share in prevalence.values()) / (labels - 1) if labels > 1 else 0.0
    ac1 = (observed - chance) / (1 - chance) if chance < 1 else 1.0
    return Agreement(n, observed, kappa(pairs), ac1, prevalence)


def auc(pairs: Sequence[tuple[bool, float]]) -> float:
    """Return how often a labelled item scores above an unlabelled one, ties counting half; nan with one label only."""
    from scipy.stats import rankdata

    labels = [label for label, _ in pairs]
    hits = sum(labels)
    if not 0 < hits < len(pairs):
        return math.nan
    ranks = rankdata([score for _, score in pairs])
    above = sum(float(rank) for rank, label in zip(ranks, labels, strict=True) if label)
    return (above - hits * (hits + 1) / 2) / (hits * (len(pairs) - hits))


def spearman(pairs: Sequence[tuple[float, float]]) -> float:
    """Return Spearman's rank correlation; nan where one side never varies."""
    import numpy as np
    from scipy.stats import rankdata

    if len(pairs) < 3:
        return math.nan
    first, second = (rankdata(side) for side in zip(*pairs, strict=True))
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return math.nan
    return float(np.corrcoef(first, second)[0, 1])


def _grouped(items: Sequence[Item], clusters: Sequence[Hashable] | None) -> list[list[Item]]:
    if clusters is None:
        return [[item] for item in items]
    if len(clusters) != len(items):
        raise InputError(f"There are {len(items)} observations and {len(clusters)} cluster labels: give one each.")
    groups: dict[Hashable, list[Item]] = {}
    for item, cluster in zip(items, clusters, strict=True):
        groups.setdefault(cluster, []).append(item)
    return list(groups.values())


def _variance(groups: Sequence[Sequence[float]], middle: float, n: int) -> float:
    """The variance of a mean over clusters of unlike size."""
    count = len(groups)
    return count / (count - 1) * sum((sum(group) - len(group) * middle) ** 2 for group in groups) / n**2


def _worth(hits: Sequence[float], groups: Sequence[Sequence[float]]) -> float:
    """How many independent observations the sample is worth: never more than it has, nor fewer than its clusters."""
    n = len(hits)
    share = sum(hits) / n
    alone = share * (1 - share) / n
    if alone == 0:
        # Where all is one, nothing is known of the likeness within clusters: count each cluster once.
        return float(len(groups))
    return min(float(n), max(float(min(len(groups), n)), n * alone / max(_variance(groups, share, n), 1e-12)))


@cache
def _student(level: float, freedom: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + level) / 2))


def _normal(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)
