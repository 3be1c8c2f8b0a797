"""Every fact that must be sent is in the message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, not_asked, reconsider

if TYPE_CHECKING:
    from drafting.criteria._page import Page


def _judge(page: Page) -> Opinion:
    if page.fidelity is None:
        return not_asked("No note was given to compare with.")
    if page.fidelity.missing:
        left = "; ".join(f"“{fact}”" for fact in page.fidelity.missing[:3])
        return reconsider(f"Your note also says {left}.", "Add it, or mark it as not to be sent.")
    return met("All that must be sent is there.")


CRITERION = Criterion(
    id="covers-note",
    group="Fidelity",
    place=3,
    source="S1: “Follow through on commitments”",
    judge=_judge,
    any_language=True,
    flags=(
        Example(
            "Dear Ms. Dell, thank you.", "concern", {"student": "Uma", "note": "Uma pushed a classmate on Monday."}
        ),
    ),
    clean=(Example("Dear Ms. Dell, Uma finished her book.", "positive_note", {"student": "Uma"}),),
)
