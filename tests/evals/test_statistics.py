"""The statistics keep their word on samples of which the truth is known."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.errors import InputError
from evals.simulating import coverages
from evals.statistics import (
    agreement,
    auc,
    bootstrap,
    holm,
    kappa,
    mean,
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


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_only_ever_raises(values: list[float]) -> None:
    """Adjusted values are no smaller, at most 1, and keep the order."""
    adjusted = holm(values)
    assert all(value <= told <= 1 for value, told in zip(values, adjusted, strict=True))
    ordered = [told for _, told in sorted(zip(values, adjusted, strict=True))]
    assert all(one <= other for one, other in pairwise(ordered))
    assert min(adjusted) == pytest.approx(min(1.0, len(values) * min(values)))


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


def test_what_zero_of_many_still_allows() -> None:
    """Zero of 60 still allows one in twenty."""
    assert rule_of_three(60) == 0.05
    assert rule_of_three(0) == 1.0
