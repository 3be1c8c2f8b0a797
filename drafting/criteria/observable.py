"""The concern is what a camera would see: dated, counted or described, without always and never."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, not_asked, reconsider

if TYPE_CHECKING:
    from drafting.criteria._page import Page


def _judge(page: Page) -> Opinion:
    problem = page.problem
    if problem is None:
        if page.kind == "concern":
            return reconsider("The concern cannot be found.", "Say in one plain sentence what happened and when.")
        return not_asked("No concern is raised.")
    if problem.absolute:
        return reconsider(
            "Always and never cannot be seen, and one exception undoes them.",
            "Say how often and when: “on 3 of the last 5 days”.",
            problem.absolute,
        )
    if problem.seen:
        return met("It says what was seen: when, how often or how.", *(problem.evidence or (problem.span,)))
    return reconsider(
        "This is a judgment or a summary; a family cannot see what happened.",
        "Say what you saw, when and how often.",
        problem.span,
    )


CRITERION = Criterion(
    id="observable",
    group="Solve",
    place=1,
    source="S1: “Leading with questions rather than assumptions”",
    kinds=frozenset({"concern", "follow_up", "iep_progress", "action_plan"}),
    judge=_judge,
    flags=(
        Example("Dear Ms. Pike, Otto never turns in his homework.", given={"student": "Otto"}),
        Example("Dear Ms. Pike, Otto has been struggling with his focus.", given={"student": "Otto"}),
    ),
    clean=(
        Example("Dear Ms. Pike, Otto left his seat six times in Monday's lesson.", given={"student": "Otto"}),
        Example(
            "Dear Ms. Pike, Otto missed 3 of 5 reading logs this week. I have never seen him so proud as on Friday.",
            given={"student": "Otto"},
        ),
    ),
)
