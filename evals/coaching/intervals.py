"""How sure a share is, and whether it changed, from counts alone: hits of applicable messages, a teacher each.

A teacher's messages are alike, so a school's interval takes its teachers as clusters: the sample counts as the number of
independent messages it is worth (Kish 1965; Korn and Graubard 1998), with the t quantile of the teachers less one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from evals.statistics import Interval, holm, wilson

LEAST = 5
"""Messages below which no share is drawn or compared."""

Counts = tuple[int, int]
"""Hits, and how many they are of."""

_ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a share: ``said`` is "rise", "fall", "unclear" or "none" (too few to compare)."""

    said: str
    p: float = 1.0


def share(counts: Mapping[str, Counts]) -> Interval:
    """Return a share over clusters with its 95 % interval; one cluster alone is an interval of its own messages."""
    some = [one for one in counts.values() if one[1]]
    hits, of = sum(one[0] for one in some), sum(one[1] for one in some)
    if len(some) < 2:
        return wilson(hits, of)
    p = hits / of
    groups = len(some)
    alone = p * (1 - p) / of
    variance = groups / (groups - 1) * sum((h - n * p) ** 2 for h, n in some) / of**2
    worth = (
        float(min(groups, of)) if alone == 0 else min(float(of), max(float(groups), of * alone / max(variance, 1e-12)))
    )
    found = wilson(p * worth, worth, z=_student(groups - 1))
    return Interval(p, found.low, found.high, of, groups)


def changes(now: Mapping[str, Mapping[str, Counts]], before: Mapping[str, Mapping[str, Counts]]) -> dict[str, Change]:
    """Say of each measure whether it changed; all are adjusted for having been looked at together (Holm 1979).

    ``now`` and ``before`` hold, by measure, the counts of each teacher. One teacher's messages are compared by Fisher's
    exact test; several by the difference within teachers, in clusters.
    """
    ps: dict[str, tuple[float, float]] = {}
    for name, one in now.items():
        other = before.get(name, {})
        if min(sum(n for _, n in one.values()), sum(n for _, n in other.values())) >= LEAST:
            ps[name] = _compare(one, other)
    adjusted = dict(zip(ps, holm([p for p, _ in ps.values()]), strict=True))
    found = {}
    for name in now:
        if name not in ps:
            found[name] = Change("none")
        elif adjusted[name] < _ALPHA:
            found[name] = Change("rise" if ps[name][1] > 0 else "fall", adjusted[name])
        else:
            found[name] = Change("unclear", adjusted[name])
    return found


def trend(counts: Sequence[Counts]) -> float:
    """Return the p of a steady rise or fall over periods of equal length (Cochran 1954; Armitage 1955)."""
    of = sum(n for _, n in counts)
    hits = sum(h for h, _ in counts)
    if not 0 < hits < of:
        return 1.0
    p = hits / of
    middle = sum(at * n for at, (_, n) in enumerate(counts)) / of
    top = sum((at - middle) * (h - n * p) for at, (h, n) in enumerate(counts))
    spread = p * (1 - p) * sum(n * (at - middle) ** 2 for at, (_, n) in enumerate(counts))
    return math.erfc(abs(top) / math.sqrt(2 * spread)) if spread > 0 else 1.0


def _compare(now: Mapping[str, Counts], before: Mapping[str, Counts]) -> tuple[float, float]:
    """Return the two-sided p of no change, and the change."""
    hits, of = (sum(one[at] for one in now.values()) for at in (0, 1))
    was, of_was = (sum(one[at] for one in before.values()) for at in (0, 1))
    p1, p0 = hits / of, was / of_was
    teachers = sorted(set(now) | set(before))
    if len(teachers) < 2:
        return fisher(hits, of, was, of_was), p1 - p0
    errors = []
    for teacher in teachers:
        h1, n1 = now.get(teacher, (0, 0))
        h0, n0 = before.get(teacher, (0, 0))
        errors.append(_left_out(h1, n1, p1, of) - _left_out(h0, n0, p0, of_was))
    groups = len(teachers)
    variance = (groups - 1) / groups * sum(error * error for error in errors)
    if variance <= 0:
        return fisher(hits, of, was, of_was), p1 - p0
    from scipy.special import stdtr

    return float(2 * stdtr(groups - 1, -abs(p1 - p0) / math.sqrt(variance))), p1 - p0


def _left_out(hits: int, n: int, p: float, of: int) -> float:
    """Return how far the share moves when a teacher is left out (the jackknife; Bell & McCaffrey 2002: few teachers, unlike in number)."""
    return (hits - n * p) / (of - n) if n < of else 0.0


@lru_cache(maxsize=1 << 12)
def fisher(hits: int, of: int, was: int, of_was: int) -> float:
    """Return the two-sided p of Fisher's exact test on two shares (Fisher 1922)."""
    both, total = hits + was, of + of_was
    low, high = max(0, both - of_was), min(both, of)
    logs = [_choose(of, k) + _choose(of_was, both - k) for k in range(low, high + 1)]
    whole = _choose(total, both)
    seen = logs[hits - low] + 1e-9
    return min(1.0, sum(math.exp(one - whole) for one in logs if one <= seen))


def _choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


@lru_cache(maxsize=64)
def _student(freedom: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.975))
