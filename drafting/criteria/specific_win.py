"""What was done is told, with a detail, not only praised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider

if TYPE_CHECKING:
    from drafting.criteria._page import Page


def _judge(page: Page) -> Opinion:
    specific = [strength.span for strength in page.strengths if not strength.empty]
    if specific:
        return met("It tells what was done, so the family can picture it.", *specific[:4])
    instead = f"Name one thing {page.child} did, when and how: “On Tuesday {page.child} ...”"
    if page.strengths:
        return reconsider(
            "This is praise without a picture: it does not say what was done.", instead, page.strengths[0].span
        )
    return reconsider("The message tells nothing that went well.", instead)


CRITERION = Criterion(
    id="specific-win",
    group="Celebrate",
    place=1,
    source="S1: “Celebrating Small Wins”",
    kinds=frozenset({"positive_note", "weekly_update", "follow_up", "concern", "iep_progress"}),
    judge=_judge,
    flags=(
        Example(
            "Dear Ms. Lund, Ravi is such a joy and a wonderful student. He is amazing!",
            "positive_note",
            {"student": "Ravi"},
        ),
        Example("Dear Ms. Lund, Ravi had a great day and was on green.", "positive_note", {"student": "Ravi"}),
        Example("Dear Ms. Lund, you know Ravi better than I do.", given={"student": "Ravi"}),
    ),
    clean=(
        Example(
            "Dear Ms. Lund, Ravi showed his table two ways to add fractions.", "positive_note", {"student": "Ravi"}
        ),
        Example("Dear Ms. Lund, Ravi got 100 on the spelling test.", "positive_note", {"student": "Ravi"}),
    ),
)
