"""A true, specific strength or a shared aim comes before the concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, not_asked, reconsider
from drafting.criteria._screen import plain

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_AIM = plain(
    r"\b(?:we both|you and i|we all|both of us|i know we|all of us) (?:want|hope|care|wish)\b|\b(?:our|a) shared (?:goal|aim|hope)\b|\bthe same (?:goal|thing|aim) (?:for|as)\b|\bwhat we (?:both|all) want\b|\blike you, i want\b"
)


def _judge(page: Page) -> Opinion:
    problem = page.problem
    specific = [one for one in page.strengths if not one.empty]
    instead = f"Open with one thing {page.child} did well, and put the concern after it."
    if problem is None:
        if specific:
            return met("A specific strength is told.", specific[0].span)
        if page.kind in {"follow_up", "iep_progress"} and not page.strengths:
            return not_asked("No concern is raised that a strength could come before.")
        return reconsider("No specific strength is told.", instead)
    aim = page.search(_AIM)
    if aim and aim.start < problem.start:
        return met("A shared aim comes before the concern.", aim)
    early = [one.span for one in specific if one.start < problem.start]
    if early:
        return met("A specific strength comes before the concern.", *early[:3])
    if specific:
        return reconsider(
            "The strength comes only after the concern.", "Move this ahead of the concern.", specific[0].span
        )
    if page.strengths and page.strengths[0].start < problem.start:
        return reconsider("General praise before a concern sounds like a cushion.", instead, page.strengths[0].span)
    return reconsider("The concern comes before anything good has been said.", instead)


CRITERION = Criterion(
    id="strength-first",
    group="Celebrate",
    place=3,
    source="S1: “Finding common ground before addressing concerns”",
    kinds=frozenset({"concern", "follow_up", "action_plan", "iep_progress"}),
    judge=_judge,
    flags=(
        Example(
            "Dear Ms. Vale, Noel was late 4 times this month. He built a lovely bridge on Friday.",
            given={"student": "Noel"},
        ),
        Example("Dear Ms. Vale, Noel is a great kid! He was late 4 times this month.", given={"student": "Noel"}),
    ),
    clean=(
        Example(
            "Dear Ms. Vale, Noel built a bridge that held nine books. He was late 4 times this month.",
            given={"student": "Noel"},
        ),
        Example(
            "Dear Ms. Vale, we both want Noel to feel at home here. He was late 4 times this month.",
            given={"student": "Noel"},
        ),
    ),
)
