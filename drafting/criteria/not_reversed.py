"""Gate: no fact of the note is turned round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, not_asked, reconsider

if TYPE_CHECKING:
    from drafting.criteria._page import Page


def _judge(page: Page) -> Opinion:
    if page.fidelity is None:
        return not_asked("No note was given to compare with.")
    if page.fidelity.reversed:
        return reconsider(
            "Your note says the opposite of this.",
            "Say it the way round that your note has it.",
            *page.fidelity.reversed,
        )
    return met("Nothing is turned round.")


CRITERION = Criterion(
    id="not-reversed",
    group="Fidelity",
    place=2,
    source="S3: “follow through on commitments”; trust rests on what is true",
    gate=True,
    judge=_judge,
    any_language=True,
    flags=(
        Example(
            "Dear Ms. Dell, Uma did not finish her book.",
            "positive_note",
            {"student": "Uma", "note": "Uma finished her book."},
        ),
    ),
    clean=(Example("Dear Ms. Dell, Uma finished her book.", "positive_note", {"student": "Uma"}),),
)
