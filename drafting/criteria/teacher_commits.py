"""The teacher commits to an action of their own, before or beside anything asked of the family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider

if TYPE_CHECKING:
    from drafting.criteria._page import Page


def _judge(page: Page) -> Opinion:
    own = [step for step in page.steps if step.owner == "teacher"]
    kept = [step for step in own if step.concrete and not step.threat]
    orders = [step for step in page.steps if step.order]
    working = [step for step in kept if not step.contact] or kept
    if working and not (orders and orders[0].start < working[0].start and working[0].contact and not working[0].dated):
        return met("You say what you will do yourself.", *page.sentences_of(working[:5]))
    instead = "Say first what you will do: “I will ... starting on ...”"
    if own:
        return reconsider("This is not yet something you will do for the child.", instead, own[0].span)
    return reconsider("Nothing is promised on your side.", instead)


CRITERION = Criterion(
    id="teacher-commits",
    group="Solve",
    place=3,
    source="S1: “Define clear roles and responsibilities”",
    kinds=frozenset({"concern", "reply", "follow_up", "action_plan"}),
    judge=_judge,
    flags=(
        Example(
            "Dear Mr. Cruz, Mina has 2 of 6 labs in. Please check her folder every Thursday.", given={"student": "Mina"}
        ),
        Example(
            "Dear Mr. Cruz, Mina has 2 of 6 labs in. If it happens again I will have to give a zero.",
            given={"student": "Mina"},
        ),
    ),
    clean=(
        Example(
            "Dear Mr. Cruz, Mina has 2 of 6 labs in. You'll get a call from me Thursday.", given={"student": "Mina"}
        ),
        Example(
            "Dear Mr. Cruz, Mina has 2 of 6 labs in. She and I will redo the first one on Monday.",
            given={"student": "Mina"},
        ),
    ),
)
