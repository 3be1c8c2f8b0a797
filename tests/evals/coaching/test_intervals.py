"""How sure the report is: simulated truth, by counts alone."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.coaching.intervals import Counts, changes, fisher, share, trend


def draw(chance: random.Random, rate: float, most: int) -> Counts:
    """Draw the counts of one teacher."""
    of = chance.randint(5, most)
    return sum(chance.random() < rate for _ in range(of)), of


def test_likely_ranges_cover_the_truth() -> None:
    """A 95 per cent range of one teacher holds the true rate in 93 to 97 of 100 simulated periods."""
    chance = random.Random(1)  # noqa: S311 (a simulation, repeated)
    covered = 0
    for _ in range(4000):
        rate = chance.uniform(0.1, 0.95)
        found = share({"one": draw(chance, rate, 60)})
        covered += found.low <= rate <= found.high
    assert 0.93 <= covered / 4000 <= 0.97


def test_a_school_s_ranges_cover_the_truth() -> None:
    """So does a school's, whose teachers differ among themselves; a range that ignores teachers would not."""
    chance = random.Random(2)  # noqa: S311 (a simulation, repeated)
    covered = 0
    for _ in range(1500):
        rate = chance.uniform(0.2, 0.9)
        teachers = {str(one): draw(chance, chance.betavariate(9 * rate, 9 * (1 - rate)), 30) for one in range(20)}
        found = share(teachers)
        covered += found.low <= rate <= found.high
    assert 0.93 <= covered / 1500 <= 0.97


@pytest.mark.parametrize("teachers", [1, 15])
def test_nothing_changed_is_seldom_called_a_change(teachers: int) -> None:
    """Where nothing changed, a clear rise or fall in any of six rows is claimed in at most 5 of 100 pairs (and some)."""
    chance = random.Random(3)  # noqa: S311 (a simulation, repeated)
    claimed = 0
    for _ in range(400):
        now: dict[str, dict[str, Counts]] = {}
        before: dict[str, dict[str, Counts]] = {}
        for group in "abcdef":
            rates = [chance.uniform(0.2, 0.9) for _ in range(teachers)]
            now[group] = {str(at): draw(chance, rate, 40) for at, rate in enumerate(rates)}
            before[group] = {str(at): draw(chance, rate, 40) for at, rate in enumerate(rates)}
        claimed += any(one.said in {"rise", "fall"} for one in changes(now, before).values())
    assert claimed / 400 <= 0.07  # 0.05, and what 400 draws leave to chance


def test_a_clear_rise_is_seen() -> None:
    """From 10 of 40 to 30 of 40 is a clear rise; under five messages nothing is compared."""
    said = changes({"a": {"t": (30, 40)}, "b": {"t": (3, 4)}}, {"a": {"t": (10, 40)}, "b": {"t": (1, 40)}})
    assert said["a"].said == "rise"
    assert said["b"].said == "none"


@given(st.integers(0, 20), st.integers(0, 20), st.integers(1, 20), st.integers(1, 20))
def test_fisher_is_a_probability_and_symmetric(a: int, b: int, n: int, m: int) -> None:
    """The exact test lies between 0 and 1, and does not care which period comes first."""
    a, b = min(a, n), min(b, m)
    assert 0 <= fisher(a, n, b, m) <= 1
    assert fisher(a, n, b, m) == pytest.approx(fisher(b, m, a, n))


def test_fisher_is_that_of_the_book() -> None:
    """The tea-tasting lady: 3 of 4 against 1 of 4 has p = 0.486 (Fisher 1935)."""
    assert fisher(3, 4, 1, 4) == pytest.approx(0.4857, abs=1e-4)


def test_a_trend_is_seen_and_chance_is_not() -> None:
    """A steady rise has a small p, the same share every month none."""
    assert trend([(2, 20), (6, 20), (12, 20), (18, 20)]) < 0.001
    assert trend([(10, 20)] * 4) == pytest.approx(1.0)
