"""At least one concrete step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider
from drafting.criteria._language import CLOCK, DATE
from drafting.criteria._screen import plain

if TYPE_CHECKING:
    from drafting.criteria._page import Page

_DATED = plain(f"{DATE}|{CLOCK}")


def _judge(page: Page) -> Opinion:
    concrete = [step for step in page.steps if step.concrete and not step.threat]
    best = [step for step in concrete if not step.contact]
    best += [step for step in concrete if step.contact and (step.dated or page.kind == "conference_invite")]
    if best:
        # The school's own steps first, then the rest; one a sentence.
        order = sorted(best, key=lambda step: (step.order, step.contact, step.start))
        return met("It says what will be done.", *page.sentences_of(order[:6]))
    if page.kind == "conference_invite":
        dated = [page.line_span(line) for line in page.body if not line.asks and _DATED.search(line.low)]
        if dated:
            return met("A meeting is offered, with its time.", *dated[:3])
    instead = "Name one small thing somebody will do, and when: “From Monday I will ...”"
    if page.steps:
        return reconsider("This does not say what will be done differently.", instead, page.steps[0].span)
    return reconsider("The message ends without a step.", instead)


CRITERION = Criterion(
    id="next-step",
    group="Solve",
    place=2,
    source="S1: “Focusing on solutions rather than blame”",
    kinds=frozenset({"concern", "reply", "follow_up", "action_plan", "conference_invite"}),
    judge=_judge,
    flags=(
        Example("Dear Mr. Roy, Lena was late 4 times this month. She needs to try harder.", given={"student": "Lena"}),
        Example("Dear Mr. Roy, Lena was late 4 times this month. We will work on it.", given={"student": "Lena"}),
    ),
    clean=(
        Example(
            "Dear Mr. Roy, Lena was late 4 times this month. I will meet her at the gate on Monday.",
            given={"student": "Lena"},
        ),
        Example("Dear Mr. Roy, Lena was late 4 times. I have moved her first job to 8:20.", given={"student": "Lena"}),
    ),
)
