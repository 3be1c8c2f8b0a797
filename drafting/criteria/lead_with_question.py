"""A real question to the family comes before the first problem statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_INSTEAD = "Before you say what happened, ask what the family sees: “How does {name} talk about this at home?”"


def _judge(page: Page) -> Opinion:
    instead = _INSTEAD.format(name=page.child)
    leading = [question for question in page.questions if question.leads]
    problem = page.problem
    if problem is None:
        if leading:
            return met("A real question to the family opens the conversation.", leading[0].span)
        return reconsider("The message asks the family nothing about what they see.", instead)
    before = [question for question in leading if question.span.start < problem.start]
    if before:
        return met("The question comes before the problem is named.", before[0].span)
    if leading:
        return reconsider(
            "The question comes only after the problem has been named.",
            "Move this question up, ahead of what happened.",
            leading[0].span,
        )
    early = [question for question in page.questions if not question.genuine]
    if early:
        return reconsider(
            "This has the form of a question but says what you think; it leaves no room for an answer.",
            instead,
            early[0].span,
        )
    return reconsider("The problem is named before the family has been asked anything about it.", instead)


CRITERION = Criterion(
    id="lead-with-question",
    group="Ask",
    place=1,
    source="S1: “Leading with questions rather than assumptions”",
    kinds=frozenset({"concern", "action_plan", "follow_up", "reply"}),
    judge=_judge,
    flags=(
        Example("Hello Ms. Arden, Tomas pushed a classmate at recess on Monday. What has he told you about it?"),
        Example("Hello Ms. Arden, why didn't you check his folder? Tomas has turned in 2 of 6 pages this month."),
        Example("Hello Ms. Arden, Tomas fell asleep in class on Monday, don't you agree that he needs more sleep?"),
        Example("Hello Ms. Arden, can we meet on Thursday? Tomas was late 4 times this month."),
    ),
    clean=(
        Example(
            "Hello Ms. Arden, what does Tomas say about reading at home? He has stopped after one page on 3 of 5 days."
        ),
        Example("Hello Ms. Arden, I'd love to hear how mornings go for Tomas. He was late 4 times this month."),
    ),
)
