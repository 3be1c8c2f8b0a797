"""Gate: nothing in the message is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, not_asked, reconsider

if TYPE_CHECKING:
    from drafting.criteria._page import Page


def _judge(page: Page) -> Opinion:
    if page.fidelity is None:
        return not_asked("No note was given to compare with.")
    if page.fidelity.unsupported:
        return reconsider(
            "This is not in your note.",
            "Leave it out, or add it to the note if it is true.",
            *page.fidelity.unsupported,
        )
    return met("All of it rests on your note.")


CRITERION = Criterion(
    id="grounded",
    group="Fidelity",
    place=1,
    source="S3: “follow through on commitments”; trust rests on what is true",
    gate=True,
    judge=_judge,
    any_language=True,
    flags=(
        Example(
            "Dear Ms. Dell, Uma scored 97 on the spelling test.",
            "positive_note",
            {"student": "Uma", "note": "Uma scored 79 on the spelling test."},
        ),
    ),
    clean=(Example("Dear Ms. Dell, Uma scored 79 on the spelling test.", "positive_note", {"student": "Uma"}),),
)
