"""A clear when for the next contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider
from drafting.criteria._steps import loosely_timed, next_contacts

if TYPE_CHECKING:
    from drafting.criteria._page import Page


def _judge(page: Page) -> Opinion:
    found = next_contacts(page)
    if found:
        return met("The family knows when they will hear from you next.", *found[:4])
    instead = "Name the day: “I'll call on Friday.”"
    for line in page.body:
        if loosely_timed(line.low):
            return reconsider(
                "This gives no day, so the family cannot know when to expect you.", instead, page.line_span(line)
            )
    return reconsider("It does not say when you will be in touch next.", instead)


CRITERION = Criterion(
    id="follow-up-date",
    group="Solve",
    place=4,
    source="S1: “Establish regular check-in points”; S2: “if you tell a parent you will contact them, that you do so”",
    kinds=frozenset({"concern", "reply", "follow_up", "action_plan"}),
    judge=_judge,
    flags=(
        Example("Dear Ms. Ek, Jo missed 3 of 5 logs. I will be in touch soon.", given={"student": "Jo"}),
        Example("Dear Ms. Ek, Jo missed 3 of 5 logs. They are due on Friday.", given={"student": "Jo"}),
    ),
    clean=(
        Example(
            "Dear Ms. Ek, Jo missed 3 of 5 logs. I'll write again before the long weekend.", given={"student": "Jo"}
        ),
        Example("Dear Ms. Ek, Jo missed 3 of 5 logs. Expect a call from me on the 9th.", given={"student": "Jo"}),
    ),
)
