"""The statistics keep their word on samples of which the truth is known."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.errors import InputError
from evals.simulating import coverages, decide
from evals.statistics import (
    agreement,
    auc,
    bootstrap,
    decidable,
    holm,
    kappa,
    mcnemar,
    mean,
    minimum_detectable_drop,
    paired_difference,
    proportion,
    rule_of_three,
    spearman,
    wilson,
)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Nominal 95 % intervals cover 93 to 97 % by design, with clusters and without; without their clusters they do not."""
    found = list(coverages(runs=1000))
    for what in {one.what for one in found}:
        own = [one.held for one in found if one.what == what]
        assert 0.93 <= sum(own) / len(own) <= 0.97, what
        # a single design wavers by the thousand runs it is simulated with
        assert min(own) >= 0.92, what
    ignoring = [one.narrow for one in found if one.narrow is not None]
    assert max(ignoring) < 0.92


def test_the_gate_stays_quiet_when_nothing_changed() -> None:
    """Over 24 criteria and two runs with nothing in common but their rates, at most 5 % of comparisons fail."""
    assert decide(likeness=0.0, runs=150).regression <= 0.05


def test_the_gate_finds_a_fall() -> None:
    """A fall from 90 % to 75 % over 120 notes is found in nine of ten comparisons, and next to never passes."""
    found = decide(likeness=0.5, after=0.75, only=True, runs=150)
    assert found.regression >= 0.9
    assert found.passed <= 0.01
    thrice = decide(likeness=0.0, after=0.75, repeat=3, runs=30)
    assert thrice.regression >= 0.9


def test_wilson_is_wilsons() -> None:
    """The figures of the literature: 8 of 10 is 49 to 94 %, 0 of 20 is 0 to 16 %."""
    one = wilson(8, 10)
    assert (round(one.low, 3), round(one.high, 3)) == (0.490, 0.943)
    none = wilson(0, 20)
    assert (none.low, round(none.high, 3)) == (0.0, 0.161)
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0.0, 1.0)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 8)), min_size=1, max_size=60))
def test_a_proportion_lies_in_its_interval(drawn: list[tuple[bool, int]]) -> None:
    """Whatever the clusters, the interval holds the share, lies within 0 and 1, and is no narrower than one cluster allows."""
    hits = [float(hit) for hit, _ in drawn]
    one = proportion(hits, [cluster for _, cluster in drawn])
    assert 0.0 <= one.low <= one.figure + 1e-12
    assert one.figure - 1e-12 <= one.high <= 1.0
    if len({cluster for _, cluster in drawn}) == 1 < len(drawn):
        assert (one.low, one.high) == (0.0, 1.0)


@given(st.lists(st.sampled_from([-1.0, 0.0, 1.0]), min_size=1, max_size=80))
def test_a_change_of_nothing_is_no_certainty(changes: list[float]) -> None:
    """The interval of a paired change is never a point, holds the change, and turns round with it."""
    one, turned = paired_difference(changes), paired_difference([-change for change in changes])
    assert one.low < one.high
    assert one.low - 1e-9 <= one.figure <= one.high + 1e-9 or len(changes) < 3
    assert one.low == pytest.approx(-turned.high)


def test_mcnemar_is_exact() -> None:
    """One-sided and two-sided values as the binomial gives them."""
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(2, 10) == pytest.approx(79 / 4096)
    assert mcnemar(2, 10, side="both") == pytest.approx(158 / 4096)
    assert mcnemar(10, 2) > 0.99


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_only_ever_raises(values: list[float]) -> None:
    """Adjusted values are no smaller, at most 1, and keep the order."""
    adjusted = holm(values)
    assert all(value <= told <= 1 for value, told in zip(values, adjusted, strict=True))
    ordered = [told for _, told in sorted(zip(values, adjusted, strict=True))]
    assert all(one <= other for one, other in pairwise(ordered))
    assert min(adjusted) == pytest.approx(min(1.0, len(values) * min(values)))


def test_tests_that_cannot_come_out_take_no_part() -> None:
    """Two changed notes can never be significant; ten can, and are not adjusted for the two."""
    assert decidable([2, 10, 0]) == [False, True, False]
    assert decidable([5]) == [True]
    assert decidable([4]) == [False]
    assert decidable([]) == []


def test_agreement_of_two_raters() -> None:
    """Kappa of the textbook table (Cohen 1960); where one label is rare kappa falls to nothing and AC1 does not."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    rare = agreement([("met", "met")] * 118 + [("met", "not"), ("not", "met")])
    assert rare.kappa < 0
    assert rare.ac1 == pytest.approx(0.983, abs=0.001)
    assert rare.prevalence["met"] == pytest.approx(238 / 240)
    assert math.isnan(kappa([]))


def test_ranks_and_areas() -> None:
    """Ties count half; a side that never varies gives no figure."""
    assert auc([(True, 2.0), (True, 1.0), (False, 1.0), (False, 0.0)]) == pytest.approx(0.875)
    assert math.isnan(auc([(True, 1.0)]))
    assert spearman([(1, 10), (2, 20), (3, 30)]) == pytest.approx(1.0)
    assert math.isnan(spearman([(1, 1), (2, 1), (3, 1)]))


def test_a_bootstrap_resamples_whole_clusters() -> None:
    """Doubling every observation within its cluster makes nothing surer."""
    values = [float(number % 7) for number in range(40)]
    once = bootstrap(lambda some: sum(some) / len(some), values, list(range(40)))
    twice = bootstrap(lambda some: sum(some) / len(some), values * 2, list(range(40)) * 2)
    assert (once.low, once.high) == pytest.approx((twice.low, twice.high))
    surer = bootstrap(lambda some: sum(some) / len(some), values * 2)
    assert surer.high - surer.low < once.high - once.low


def test_means_by_cluster_are_less_sure() -> None:
    """Ten teachers of one opinion each are ten observations, not a hundred."""
    values = [float(teacher % 2) for teacher in range(10) for _ in range(10)]
    alone, clustered = mean(values), mean(values, [number // 10 for number in range(100)])
    assert alone.figure == clustered.figure == 0.5
    assert clustered.high - clustered.low > 2.5 * (alone.high - alone.low)
    with pytest.raises(InputError, match="one each"):
        mean(values, [1, 2])


def test_what_a_sample_can_show() -> None:
    """More notes show smaller falls; zero of 60 still allows one in twenty."""
    falls = [minimum_detectable_drop(n, 0.9) for n in (60, 120, 240, 480)]
    assert falls == sorted(falls, reverse=True)
    assert falls[1] == pytest.approx(0.148, abs=0.01)
    assert minimum_detectable_drop(3, 0.9) == 1.0
    assert rule_of_three(60) == 0.05
    assert rule_of_three(0) == 1.0
