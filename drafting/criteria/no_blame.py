"""Gate: no sentence faults the family, openly or by implication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.criteria._criterion import Criterion, Example, Opinion, met, reconsider
from drafting.criteria._phrases import load_phrases
from drafting.criteria._screen import plain, screened

if TYPE_CHECKING:
    from drafting.criteria._page import Page

# The phrase is denied: "you don't need to", "no one is saying that".
_DENIED = plain(
    r"\b(?:no need|not (?:blaming|accusing|saying)|nothing in|(?:don't|do not) (?:need|have)|no one is|nobody is)\b[^.]{0,25}$"
)
_HARD = frozenset({"concern", "reply", "action_plan"})
_TAG = screened(
    r", (?:does|is|has|would|did|can|isn't|doesn't|don't|didn't|wouldn't|hasn't|shouldn't) (?:he|she|they|you|it|we|one)\?"
)


_PHRASES = load_phrases("no_blame")


def _judge(page: Page) -> Opinion:
    for line in page.lines_with(_TAG, _PHRASES):
        if line.part == "signature":
            continue
        if page.kind in _HARD and _TAG.search(line.low):
            return reconsider(
                "The question at the end asks the family to agree that they were wrong.",
                "Say what you saw, and ask a question that you do not know the answer to.",
                page.line_span(line),
            )
        for hit, phrase in _PHRASES.find(line.low):
            if not _DENIED.search(line.low[: hit.start()]):
                return reconsider(phrase.why, phrase.instead, page.line_span(line))
    return met("No sentence faults the family.")


CRITERION = Criterion(
    id="no-blame",
    group="Respect",
    place=1,
    source="S1: “Focusing on solutions rather than blame”",
    gate=True,
    judge=_judge,
    flags=(
        Example("Dear Ms. Coe, as I already told you, Max needs his glasses."),
        Example("Dear Ms. Coe, Max finally turned in his homework!", "positive_note", {"student": "Max"}),
        Example("Dear Ms. Coe, homework is not being checked at home."),
        Example("Dear Ms. Coe, we need you to get Max to bed earlier."),
        Example("Dear Ms. Coe, other families manage to be here by eight."),
    ),
    clean=(
        Example("Dear families, please make sure library books are in backpacks on Monday.", "weekly_update"),
        Example("Dear Ms. Coe, I have never seen Max so proud.", "positive_note", {"student": "Max"}),
        Example(
            "Dear Ms. Coe, Max finally cracked the code he had been working on for two weeks!",
            "positive_note",
            {"student": "Max"},
        ),
    ),
)
