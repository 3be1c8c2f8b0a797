"""Every criterion file proves itself with messages that it flags and messages that it leaves alone."""

from __future__ import annotations

import re

import pytest

from drafting.criteria import GROUPS, Criterion, Example, load_criteria
from drafting.review import review

RUBRIC = {
    "lead-with-question", "open-question", "parent-expertise", "specific-win", "growth", "strength-first", "observable",
    "next-step", "teacher-commits", "follow-up-date", "partnership", "validates", "reflects", "no-blame", "no-labels",
    "family-neutral", "no-assumptions", "no-other-child", "flexible-options", "plain-language", "warm-open-close",
    "home-idea", "contact-path", "length-fits", "reading-band", "grounded", "not-reversed", "covers-note", "right-language",
}  # fmt: skip
FLAGGED = [(one, example) for one in load_criteria() for example in one.flags]
CLEAN = [(one, example) for one in load_criteria() for example in one.clean]


def _named(case: tuple[Criterion, Example] | object) -> str:
    return case.id if isinstance(case, Criterion) else ""


@pytest.mark.parametrize(("criterion", "example"), FLAGGED, ids=_named)
def test_flags_what_it_says_it_flags(criterion: Criterion, example: Example) -> None:
    """A message in ``flags`` is to be reconsidered, with a reason of one sentence and something to say instead."""
    verdict = review(example.message, kind=example.kind, **example.given).criteria[criterion.id]
    assert verdict.verdict == "not_met"
    assert verdict.why.endswith(".")
    assert verdict.instead


@pytest.mark.parametrize(("criterion", "example"), CLEAN, ids=_named)
def test_leaves_alone_what_is_fine(criterion: Criterion, example: Example) -> None:
    """A message in ``clean`` is met, or the criterion does not apply."""
    verdict = review(example.message, kind=example.kind, **example.given).criteria[criterion.id]
    assert verdict.verdict != "not_met", verdict
    assert verdict.why


def test_every_criterion_of_the_rubric_is_there() -> None:
    """The folder holds the whole rubric, and the gates are its five gates."""
    assert {one.id for one in load_criteria()} >= RUBRIC
    gates = {one.id for one in load_criteria() if one.gate}
    assert gates == {"no-blame", "no-labels", "no-other-child", "grounded", "not-reversed"}


@pytest.mark.parametrize("criterion", load_criteria(), ids=_named)
def test_each_names_its_source_and_both_kinds_of_example(criterion: Criterion) -> None:
    """No criterion without its source in the guidance, nor without an example on either side."""
    assert re.search(r"\bS[123]\b", criterion.source)
    assert criterion.flags
    assert criterion.clean
    assert criterion.group in GROUPS


def test_no_verdict_speaks_of_failing() -> None:
    """Users read "reconsider" and "say instead", never of violations or failures, and never of scores."""
    for criterion, example in FLAGGED:
        verdict = review(example.message, kind=example.kind, **example.given).criteria[criterion.id]
        assert not re.search(r"\b(?:violat|fail|wrong with|score of)\w*", f"{verdict.why} {verdict.instead}".lower())
