"""The gate is seldom wrong and seldom blind, and says how small a fall it would see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import bdtrc
from scipy.stats import binom

from evals.comparing import LEVEL
from evals.falls import FEWEST_CHANGED, chances, mcnemar, minimum_detectable_drop, power, unconditional
from evals.simulating import decide


def test_the_gate_stays_quiet_when_nothing_changed() -> None:
    """Over 24 criteria and two runs with nothing in common but their rates, at most 5 % of comparisons fail."""
    assert decide(likeness=0.0, runs=150).regression <= 0.05


def test_a_run_written_more_often_is_no_worse_for_it() -> None:
    """Each note written once before and three times after, and nothing changed: no more comparisons fail for that."""
    assert decide(likeness=0.0, repeat=3, repeat_before=1, only=True, runs=150).regression <= 0.05


def test_the_gate_finds_a_fall() -> None:
    """A fall from 90 % to 75 % over 120 notes is found in nine of ten comparisons, and next to never passes."""
    for likeness in (0.0, 0.5):
        found = decide(likeness=likeness, after=0.75, only=True, runs=150)
        assert found.regression >= 0.9
        assert found.passed <= 0.01
    thrice = decide(likeness=0.0, after=0.75, repeat=3, runs=30)
    assert thrice.regression >= 0.9


def test_mcnemar_is_exact() -> None:
    """One-sided and two-sided values as the binomial gives them."""
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(2, 10) == pytest.approx(79 / 4096)
    assert mcnemar(2, 10, side="both") == pytest.approx(158 / 4096)
    assert mcnemar(10, 2) > 0.99


@pytest.mark.parametrize("n", [20, 61, 120])
@pytest.mark.parametrize("level", [LEVEL, LEVEL / 24])
@pytest.mark.parametrize("rate", [0.02, 0.08, 0.18, 0.3, 0.5, 0.9, 0.99])
def test_the_unconditional_test_keeps_its_level(n: int, level: float, rate: float) -> None:
    """At any rate of change, falls are found by chance no more often than the level; also where enough notes changed.

    Counted here from the p of every table, with scipy's binomial: the code under test has its own way to the same end.
    """
    wrong = enough = 0.0
    for changed in range(FEWEST_CHANGED, n + 1):
        likely = float(binom.pmf(changed, n, rate))
        enough += likely
        worst = next(
            (worse for worse in range(changed // 2, changed + 1) if unconditional(changed - worse, worse, n) <= level),
            None,
        )
        wrong += likely * float(bdtrc(worst - 1, changed, 0.5)) if worst is not None else 0.0
    assert wrong <= level
    assert wrong <= level * enough + 2e-6


@given(st.integers(5, 150), st.data())
def test_more_that_got_worse_is_never_less_of_a_fall(n: int, data: st.DataObject) -> None:
    """The p lies between 0 and 1, and falls when one more note got worse, or one fewer better."""
    better = data.draw(st.integers(0, n - 1))
    worse = data.draw(st.integers(0, n - 1 - better))
    p = unconditional(better, worse, n)
    assert 0 < p <= 1
    assert unconditional(better, worse + 1, n) <= p + 1e-9
    if better and better + worse > FEWEST_CHANGED:
        assert unconditional(better - 1, worse, n) <= p + 1e-9


def test_it_finds_what_the_conditional_test_finds_and_more() -> None:
    """Nine worse and three better of 120 is a fall, though of twelve notes that changed it might be chance."""
    assert mcnemar(3, 9) == pytest.approx(0.073, abs=1e-3)
    assert unconditional(3, 9, 120) < LEVEL
    assert unconditional(0, FEWEST_CHANGED - 1, 120) == 1.0
    assert unconditional(40, 60, 5000) == mcnemar(40, 60)


def test_chances_are_those_of_the_binomial() -> None:
    """With nothing in common notes fall and rise as two coins do; alike, none changes both ways; rates differ by the fall."""
    assert chances(0.9, 0.75, likeness=0.0) == pytest.approx((0.225, 0.075))
    fell, rose = chances(0.9, 0.75, likeness=0.999)
    assert rose < 1e-4
    assert fell == pytest.approx(0.15, abs=2e-3)
    same = chances(0.8, 0.8, likeness=0.4, repeats=3)
    assert same[0] == pytest.approx(same[1])
    # of three each, by hand: fewer met after than before
    one = [0.1**3, 3 * 0.9 * 0.1**2, 3 * 0.9**2 * 0.1, 0.9**3]
    assert chances(0.9, 0.9, likeness=0.0, repeats=3)[0] == pytest.approx((1 - sum(x * x for x in one)) / 2)


def test_what_a_sample_can_show() -> None:
    """More notes, repeats and likeness show smaller falls, more criteria beside it larger ones only."""
    falls = [minimum_detectable_drop(n, 0.9) for n in (60, 120, 240, 480)]
    assert falls == sorted(falls, reverse=True)
    assert falls[1] <= 0.15  # the bar of the project
    assert (
        minimum_detectable_drop(120, 0.9, level=LEVEL / 24)
        > 0.15
        >= minimum_detectable_drop(120, 0.9, level=LEVEL / 24, repeats=3)
    )
    assert minimum_detectable_drop(120, 0.9, changed=0.05) < falls[1]
    assert minimum_detectable_drop(3, 0.9) == 1.0


@pytest.mark.parametrize(("notes", "repeats"), [(60, 1), (120, 1), (60, 3)])
def test_the_detectable_fall_is_what_the_gate_finds(notes: int, repeats: int) -> None:
    """A fall as large as the one printed is found in about nine of ten simulated comparisons."""
    drop = minimum_detectable_drop(notes, 0.9, level=LEVEL, repeats=repeats)
    found = decide(notes=notes, after=0.9 - drop, only=True, repeat=repeats, runs=200).found
    assert found == pytest.approx(0.9, abs=0.06)
    fell, rose = chances(0.9, 0.9 - drop, likeness=0.0, repeats=repeats)
    assert power(notes, fell, rose, level=LEVEL) == pytest.approx(0.9, abs=0.02)
