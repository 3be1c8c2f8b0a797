"""Has a criterion fallen? Exact tests over the notes that changed, and how small a fall they would find.

Both tests are McNemar's (1947) and exact: of the notes that changed, half would get worse by chance. The *conditional*
one takes how many changed as given, and spends less than its level, for so few notes have few outcomes. The
*unconditional* one (Suissa and Shuster 1991) takes the notes as a sample, any of which might have changed, and is the
largest probability over all rates of change that what was seen leaves possible (Berger and Sidik 2003): it is as exact
and finds more. It decides; the other is told beside it.

scipy and numpy are imported where they are used; they come with ``pip install "kindnote[evals]"``.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FEWEST_CHANGED", "chances", "mcnemar", "minimum_detectable_drop", "power", "unconditional"]

FEWEST_CHANGED = 5
"""With fewer notes changed no exact test comes out below 0.05: such a criterion takes no part."""

_DOUBT = 1e-6
"""The chance left out that the rate of change lies outside the range looked at; added to the p."""

_MOST = 1500
"""Notes beyond which the two tests are one for all purposes, and the tables too large to be worth it."""

_NOTES = 400
"""Difficulties that an average over notes is taken at."""

_CERTAIN = 0.999
"""As alike as two runs are taken to be where no note changed both ways."""


@cache
def mcnemar(better: int, worse: int, *, side: str = "worse") -> float:
    """Return the p of McNemar's exact conditional test over pairs that changed.

    ``side="worse"`` asks only whether more pairs got worse than better, as a gate does; "both" asks for any change.
    """
    from scipy.special import bdtrc  # scipy.stats takes a second to import; its special functions do not

    changed = better + worse
    if changed == 0:
        return 1.0
    if side == "worse":
        return float(bdtrc(worse - 1, changed, 0.5)) if worse else 1.0
    return min(1.0, 2 * float(bdtrc(max(better, worse) - 1, changed, 0.5)))


@lru_cache(maxsize=100_000)
def unconditional(better: int, worse: int, n: int) -> float:
    """Return the p of the exact unconditional test that more of ``n`` pairs got worse than better.

    1.0 where fewer than FEWEST_CHANGED pairs changed: the p is that of a test which takes part only when enough did, so
    that those that do not need no adjustment.
    """
    from scipy.special import betaincinv

    changed = better + worse
    if changed < FEWEST_CHANGED:
        return 1.0
    if n > _MOST:
        return mcnemar(better, worse)
    rates, counts = _outcomes(n)
    lowest = float(betaincinv(changed, n - changed + 1, _DOUBT / 2))
    highest = float(betaincinv(changed + 1, n - changed, 1 - _DOUBT / 2)) if changed < n else 1.0
    possible = (rates >= lowest) & (rates <= highest)
    # At least as far from even as what was seen, by (worse - better) / sqrt(changed), for any number that changed.
    enough = _halves(n, (worse - better) / math.sqrt(changed))
    return min(1.0, float((counts[possible] @ enough).max()) + _DOUBT)


def power(n: int, fell: float, rose: float, *, level: float) -> float:
    """Return how often the unconditional test finds a fall, when pairs get worse and better with these chances."""
    import numpy as np
    from scipy.special import bdtrc

    moved = min(1.0, fell + rose)
    if moved <= 0:
        return 0.0
    worst, numbers = _critical(n, level), np.arange(n + 1)
    found = np.where(worst <= numbers, bdtrc(worst - 1, numbers, min(1.0, fell / moved)), 0.0)
    return float(_binomial(n, np.array([moved]))[0] @ found)


@lru_cache(maxsize=100_000)
def minimum_detectable_drop(
    n: int,
    rate: float,
    *,
    level: float = 0.05,
    power_wanted: float = 0.9,
    changed: float | None = None,
    repeats: int = 1,
) -> float:
    """Return the smallest fall in rate that a comparison of ``n`` notes finds so often; 1.0 when none is large enough.

    ``rate`` is the share of drafts that met the criterion before. ``changed`` is the share of drafts that differ between
    the runs by chance, both ways alike (None: as many as where the runs have nothing in common, the worst case).
    ``repeats`` is how often each note is written. ``level`` is that of the first step of Holm, the level over the tests.
    """
    rate = min(max(rate, 0.5 / n), 1 - 0.5 / n)
    likeness = 0.0 if changed is None else _likeness(rate, changed)
    least, most = 0, min(1000, math.floor(1000 * rate))

    def found(drop: int) -> bool:
        fell, rose = chances(rate, rate - drop / 1000, likeness=likeness, repeats=repeats)
        return power(n, fell, rose, level=level) >= power_wanted

    if most <= 0 or not found(most):
        return 1.0
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (least, middle) if found(middle) else (middle, most)
    return most / 1000


def chances(before: float, after: float, *, likeness: float, repeats: int = 1) -> tuple[float, float]:
    """Return how likely a note is to fall and to rise, by the mean of its repeats, when the rates are these.

    Notes are easy or hard for both runs alike as far as ``likeness`` makes them so (0: nothing in common; 1: the same).
    """
    import numpy as np
    from scipy.special import bdtr

    times = np.arange(repeats + 1)[:, None]
    up_to = [
        bdtr(times, repeats, _by_difficulty(rate, likeness)) for rate in (before, after)
    ]  # by repeats met, and note
    exactly = [np.diff(one, axis=0, prepend=0.0) for one in up_to]
    fell = (exactly[0][1:] * up_to[1][:-1]).sum(axis=0).mean()
    rose = (exactly[1][1:] * up_to[0][:-1]).sum(axis=0).mean()
    return float(fell), float(rose)


@lru_cache(maxsize=20_000)
def _likeness(rate: float, changed: float) -> float:
    """The likeness of two runs of the same rate in which such a share of drafts differs."""
    low, high = 0.0, _CERTAIN
    for _ in range(20):
        middle = (low + high) / 2
        met = _by_difficulty(rate, middle)
        low, high = (middle, high) if (2 * met * (1 - met)).mean() > changed else (low, middle)
    return low if low > 1e-4 else 0.0


def _by_difficulty(rate: float, likeness: float) -> NDArray[Any]:
    """The rates of single notes, from the hardest to the easiest, where all together have this rate."""
    import numpy as np
    from scipy.special import ndtr, ndtri

    hard = ndtri((np.arange(_NOTES) + 0.5) / _NOTES)
    met: NDArray[Any] = ndtr((ndtri(max(rate, 1e-12)) - math.sqrt(likeness) * hard) / math.sqrt(1 - likeness))
    return met


@lru_cache(maxsize=512)
def _critical(n: int, level: float) -> NDArray[Any]:
    """For each number of changed pairs, how many must have got worse for a fall to be found; more than all: never."""
    import numpy as np

    found = []
    for changed in range(n + 1):
        least, most = changed // 2, changed + 1
        while most - least > 1:
            middle = (least + most) // 2
            least, most = (least, middle) if unconditional(changed - middle, middle, n) <= level else (middle, most)
        found.append(most)
    return np.array(found)


@lru_cache(maxsize=64)
def _outcomes(n: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Rates of change, and for each how likely every number of changed pairs is, given that enough changed to take part."""
    import numpy as np

    # Evenly spaced on the scale on which a binomial share has the same spread everywhere.
    rates = np.sin(np.linspace(0, math.pi / 2, max(200, round(38 * math.sqrt(n))))[1:-1]) ** 2
    counts = _binomial(n, rates)
    counts[:, :FEWEST_CHANGED] = 0.0
    whole = counts.sum(axis=1, keepdims=True)
    return rates, np.divide(counts, whole, out=np.zeros_like(counts), where=whole > 0)


def _halves(n: int, distance: float) -> NDArray[Any]:
    """For each number of changed pairs, how likely so large a distance from even is by chance."""
    import numpy as np
    from scipy.special import bdtrc

    numbers = np.arange(n + 1)
    worse = np.ceil((numbers + distance * np.sqrt(numbers)) / 2 - 1e-9)
    likely: NDArray[Any] = np.where(worse > numbers, 0.0, bdtrc(np.maximum(worse, 1) - 1, numbers, 0.5))
    return np.where(worse <= 0, 1.0, likely)


def _binomial(n: int, rates: NDArray[Any]) -> NDArray[Any]:
    """How likely each number of changed pairs is, a row a rate."""
    import numpy as np
    from scipy.special import gammaln, xlog1py, xlogy

    numbers = np.arange(n + 1)
    ways = gammaln(n + 1) - gammaln(numbers + 1) - gammaln(n - numbers + 1)
    likely: NDArray[Any] = np.exp(ways + xlogy(numbers, rates[:, None]) + xlog1py(n - numbers, -rates[:, None]))
    return likely
